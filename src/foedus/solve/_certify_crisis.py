"""What any type of the crisis signalling game would gain by another choice, by integration over types.

Given how likely B is said to resist and A to stand firm, the choices of all types follow: A challenges if going on is
worth it, B resists if that pays. What these choices amount to is integrated over the densities of the types, without
the distribution functions of two variables by which equilibria are found; against that each type's choice is judged.
"""

from __future__ import annotations

import numpy as np

from foedus.games import FloatArray

_PANELS, _WIDTH, _DECAY = 96, 12.0, 48.0
_NOBODY = 38.0
"""Types this many standard deviations from the mean have no probability in double precision."""


def crisis_gains(
    *,
    status_quo_a: float,
    concession_a: float,
    war_a: float,
    backing_down_a: float,
    concession_b: float,
    war_b: float,
    victory_b: float,
    resist: FloatArray,
    stand_firm: FloatArray,
) -> FloatArray:
    """Return the largest gain of any type from another choice at any decision, shape (equilibrium,).

    Args:
        status_quo_a: what the status quo is worth to A.
        concession_a: what B's concession is worth to A.
        war_a: the mean of what standing firm is worth to A.
        backing_down_a: the mean of what backing down is worth to A.
        concession_b: what conceding is worth to B.
        war_b: the mean of what A's standing firm is worth to B.
        victory_b: what A's backing down is worth to B.
        resist: shape (equilibrium,): probability with which A reckons.
        stand_firm: shape (equilibrium,): probability with which B reckons.
    """
    gains = np.empty(len(resist))
    for place, (resisted, firm) in enumerate(zip(resist.tolist(), stand_firm.tolist(), strict=True)):
        least_a = (status_quo_a - (1 - resisted) * concession_a) / resisted
        least_b = victory_b + (concession_b - victory_b) / firm
        # A type of A is (war, backing down); it challenges if the larger is at least least_a and does the larger then.
        # The second choice is therefore right for every type; the first is judged by the larger value alone.
        best = max(war_a, backing_down_a)
        fights = _above(least_a, war_a, best=best, other=backing_down_a)
        backs = _above(least_a, backing_down_a, best=best, other=war_a)
        believed = fights / (fights + backs)
        reluctant = max(least_b - war_b, 0.0)
        answered = _above(least_b, war_b, best=war_b) * np.exp(-reluctant * reluctant / 2)
        going_on = _types(least_a, best)
        better = (1 - answered) * concession_a + answered * going_on - status_quo_a
        gain_a = np.where(going_on >= least_a, -better, better).max()
        fight = _types(least_b, war_b)
        better = believed * fight + (1 - believed) * victory_b - concession_b
        gain_b = np.where(fight >= least_b, -better, better).max()
        gains[place] = max(0.0, gain_a, gain_b)
    return gains


def _types(least: float, mean: float) -> FloatArray:
    """Return values of types: all around the mean, and those on either side of the choice if there are such types."""
    values = mean + np.linspace(-8, 8, 401)
    if abs(least - mean) > _NOBODY:
        return values
    return np.concatenate([values, [least, np.nextafter(least, -np.inf), least - 1e-6, least + 1e-6]])


def _above(least: float, mean: float, *, best: float, other: float | None = None) -> float:
    """Return the integral of the density about *mean* over values from *least* on, as a share of what follows.

    The share is of exp(-scale ** 2 / 2), scale being how far *least* lies above *best*, so that far tails can be
    compared. With *other*, only types whose other value, about that mean, is smaller are counted.
    """
    from scipy.special import erfc

    scale = max(least - best, 0.0)
    start = least if scale > 1 else max(least, mean - _WIDTH)
    length = _DECAY / scale if scale > 1 else max(mean + _WIDTH - start, 0.0)
    edges = np.linspace(0.0, length, _PANELS + 1)
    node, weight = np.polynomial.legendre.leggauss(16)
    half = np.diff(edges)[:, None] / 2
    beyond = edges[:-1, None] + half * (node + 1)
    if scale > 1:
        # (least + beyond - mean)**2 - scale**2, without the difference of two large squares.
        more = best - mean + beyond
        exponent = -more * (2 * scale + more) / 2
    else:
        exponent = (scale * scale - (start + beyond - mean) ** 2) / 2
    density = np.exp(exponent) / np.sqrt(2 * np.pi)
    if other is not None:
        density = density * erfc((other - start - beyond) / np.sqrt(2)) / 2
    return float((density * weight * half).sum())
