"""Nashpy: Lemke and Howson's method on tables."""

from __future__ import annotations

import time
import warnings
from importlib.metadata import version as version_of

import nashpy
import numpy as np


def version() -> str:
    return f"nashpy {version_of('nashpy')}"


def lemke_howson(payoffs: np.ndarray) -> tuple[float, list[tuple[list[float], list[float]] | None]]:
    """Return seconds for tables of shape (player, row, column, draw), and each draw's strategies."""
    answers = []
    tables = [(payoffs[0, :, :, draw].copy(), payoffs[1, :, :, draw].copy()) for draw in range(payoffs.shape[3])]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        begin = time.perf_counter()
        for row, column in tables:
            answers.append(nashpy.Game(row, column).lemke_howson(initial_dropped_label=0))
        seconds = time.perf_counter() - begin
    return seconds, [(one.tolist(), two.tolist()) for one, two in answers]


TASKS = {"version": version, "lemke_howson": lemke_howson}
