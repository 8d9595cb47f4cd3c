"""The same game with every player's payoffs divided by a number: it has the same equilibria."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, Terms

from ._certify import payoff_ranges


def scaled_payoffs(form: ExtensiveForm, by: FloatArray) -> ExtensiveForm:
    """Return *form* with the payoffs of each player divided by *by*, shape (player,)."""
    payoffs = form.payoffs
    row = np.repeat(np.arange(len(payoffs.first) - 1), np.diff(payoffs.first))
    coefficient = payoffs.coefficient / by[row % len(form.players)]
    return replace(form, payoffs=Terms(payoffs.first.copy(), payoffs.parameter.copy(), coefficient))


def own_scales(form: ExtensiveForm, parameters: FloatArray) -> FloatArray:
    """Return powers of two near the ranges of the players' payoffs in the first draw, shape (player,); exact to use."""
    ranges = payoff_ranges(form, parameters)[:, 0]
    return np.asarray(np.exp2(np.floor(np.log2(np.where(ranges > 0, ranges, 1.0)))))
