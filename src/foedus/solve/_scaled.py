"""The same game with every player's payoffs divided by a number: it has the same equilibria.

Dividing all players' by one number does not change the principal logit branch either, only the unit of precision.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, Terms

from ._certify import payoff_ranges

_MODERATE = 2.0**60


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


def moderate_payoffs(form: ExtensiveForm, parameters: FloatArray) -> ExtensiveForm:
    """Return *form*, with all payoffs divided by one power of two if they are so large or small that squares fail."""
    largest = float(payoff_ranges(form, parameters).max(initial=0.0))
    if largest == 0.0 or 1.0 / _MODERATE <= largest <= _MODERATE:
        return form
    return scaled_payoffs(form, np.full(len(form.players), own_scales(form, parameters).max()))
