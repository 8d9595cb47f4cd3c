"""Options that every judging command takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ._case import case_argument
from ._output import json_option
from ._where import THREADS, Where

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    case_argument,
    click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of all draws."),
    click.option(
        "--draws", type=click.IntRange(min=64), help="At most this many draws [default: until the plans separate]."
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        help="Threads or processes [default: one a core]; the numbers are the same.",
    ),
    click.option(
        "--on",
        "where",
        type=Where(),
        default=THREADS,
        show_default=True,
        help="Where games are solved; ADDRESS is a Dask scheduler's. The numbers are the same.",
    ),
    click.option("--fresh", is_flag=True, help="Do not reuse finished work of earlier runs."),
    json_option,
)


def judging_options(function: F) -> F:
    """Add CASE and the options of a judgement to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function
