"""All equilibria of the crisis signalling game of Lewis and Schultz (2003), by its one equation.

*The game.* A challenges B or leaves the status quo; challenged, B concedes or resists; resisted, A stands firm or backs
down. Payoffs (A, B): status quo (S_A, 0); concession (V_A, C_B); A stands firm (W_A, W_B); A backs down (a, V_B).
Private are A's values of standing firm and of backing down and B's of a fight: W_A, a and W_B are normal about their
means with variance 1, independent. (What B gets in the status quo matters to nobody's choice.)

*Equilibrium.* B resists with probability p_R. A challenges if the better of W_A and a is at least

    c = (S_A - (1 - p_R) V_A) / p_R,

so with probability p_C = 1 - Phi(c - mean W_A) Phi(c - mean a), and then stands firm with probability

    p_F = Phi2((mean W_A - mean a) / sqrt 2, mean W_A - c; 1 / sqrt 2) / p_C,

Phi2 the bivariate normal distribution. B resists if p_F W_B + (1 - p_F) V_B >= C_B: with probability

    p_R = Phi((p_F mean W_B + (1 - p_F) V_B - C_B) / p_F).

Each p_R that solves this is a perfect Bayesian equilibrium, and there is no other (Lewis and Schultz 2003; Crisman-Cox
and Gibilisco 2021, who show that there may be several). Phi2 is computed by Owen's (1956) function.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from foedus.games import FloatArray

from ._certify_crisis import crisis_gains

SCAN = 4_000
"""Points of the scan; two equilibria closer than a step are found only if the equation turns between them."""

_EDGE = 37.0
"""Normal score of probabilities of resistance that are taken for 0 (below 1e-299) or 1: equilibria beyond lie there."""
_ZOOM, _ROUNDS = 64, 6
_HALVINGS = 70
_FAR = 1e100
_TINY = 1e-300
_RARE = 3.0
"""Where a challenge needs values this many standard deviations above the mean, it is reckoned as a tail."""


@dataclass(frozen=True, slots=True)
class CrisisUtilities:
    """What the outcomes are worth; of what is private, the mean."""

    status_quo_a: float
    concession_a: float
    war_a: float
    backing_down_a: float
    concession_b: float
    war_b: float
    victory_b: float
    """What B gets if A backs down."""


@dataclass(frozen=True, slots=True, eq=False)
class CrisisEquilibria:
    """All equilibria, by falling probability of a challenge."""

    challenge: FloatArray
    """Shape (equilibrium,): the probability p_C that A challenges."""
    resist: FloatArray
    """Shape (equilibrium,): p_R, that B resists if challenged."""
    stand_firm: FloatArray
    """Shape (equilibrium,): p_F, that A stands firm if resisted."""
    outcomes: FloatArray
    """Shape (4, equilibrium): probabilities of status quo, concession, standing firm and backing down."""
    residual: FloatArray
    """Shape (equilibrium,): by how much p_R misses its equation."""
    max_gain: FloatArray
    """Shape (equilibrium,): the most that any type would gain by another choice, by integration over types."""


def scan_crisis_signalling(utilities: CrisisUtilities, *, scan: int = SCAN) -> CrisisEquilibria:
    """Return all equilibria of the crisis signalling game.

    What is guaranteed: each is an equilibrium up to ``residual`` and ``max_gain``. What is not: that two equilibria
    which all but coincide, just where their number changes, are told apart.

    Args:
        utilities: what the outcomes are worth.
        scan: number of points at which the equation is looked at.

    Raises:
        ValueError: a utility is not finite.

    Example:
        >>> utilities = CrisisUtilities(
        ...     status_quo_a=0, concession_a=1, war_a=-1.9, backing_down_a=-1.2, concession_b=0, war_b=-2.9, victory_b=1
        ... )
        >>> found = scan_crisis_signalling(utilities)
        >>> print(found.resist.round(3))
        [0.251 0.595 0.813]
        >>> bool(found.max_gain.max() < 1e-9)
        True
    """
    for field in fields(utilities):
        if not np.isfinite(getattr(utilities, field.name)):
            raise ValueError(f"{field.name} is {getattr(utilities, field.name)}; utilities are finite numbers")
    grid = np.union1d(np.linspace(-_EDGE, _EDGE, scan), _normal_score(np.linspace(0, 1, scan + 2)[1:-1]))
    with np.errstate(over="ignore", invalid="ignore"):
        excess = _excess(utilities, grid)
        low, high = _brackets(utilities, grid, excess)
        roots = _bisect(utilities, low, high)
    ends = grid[[0, -1]][[bool(excess[0] < 0), bool(excess[-1] >= 0)]]
    roots = np.concatenate([roots, ends])
    resist, challenge, firm = _probabilities(utilities, roots)
    order = np.argsort(resist)
    resist, challenge, firm = resist[order], challenge[order], firm[order]
    outcomes = np.stack([
        1 - challenge, challenge * (1 - resist), challenge * resist * firm, challenge * resist * (1 - firm)
    ])  # fmt: skip
    residual = np.abs(_implied(utilities, firm) - resist)
    gains = crisis_gains(
        status_quo_a=utilities.status_quo_a, concession_a=utilities.concession_a, war_a=utilities.war_a,
        backing_down_a=utilities.backing_down_a, concession_b=utilities.concession_b, war_b=utilities.war_b,
        victory_b=utilities.victory_b, resist=resist, stand_firm=firm,
    )  # fmt: skip
    return CrisisEquilibria(challenge, resist, firm, outcomes, residual, gains)


def _normal_score(probability: FloatArray) -> FloatArray:
    from scipy.special import ndtri

    score: FloatArray = ndtri(probability)
    return score


def bivariate_normal(h: FloatArray, k: FloatArray, *, correlation: float) -> FloatArray:
    """Return the probability that two standard normal numbers lie below *h* and *k* (Owen 1956, formula 2.1)."""
    from scipy.special import ndtr, owens_t

    h, k = np.broadcast_arrays(np.asarray(h, float), np.asarray(k, float))
    root = np.sqrt(1 - correlation**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = owens_t(h, (k / h - correlation) / root)
        second = owens_t(k, (h / k - correlation) / root)
    # Owen's function of 0 and an infinite slope is a quarter, with the sign of the slope.
    first = np.where(h == 0, np.sign(k) / 4, first)
    second = np.where(k == 0, np.sign(h) / 4, second)
    half = np.where((h * k > 0) | ((h * k == 0) & (h + k >= 0)), 0.0, 0.5)
    value = (ndtr(h) + ndtr(k)) / 2 - first - second - half
    origin = 0.25 + np.arcsin(correlation) / (2 * np.pi)
    result: FloatArray = np.clip(np.where((h == 0) & (k == 0), origin, value), 0.0, 1.0)
    return result


def _threshold(utilities: CrisisUtilities, score: FloatArray) -> FloatArray:
    """Return the least value of going on at which A challenges, given the normal score of p_R."""
    from scipy.special import ndtr

    value = (utilities.status_quo_a - ndtr(-score) * utilities.concession_a) / ndtr(score)
    clipped: FloatArray = np.clip(value, -_FAR, _FAR)
    return clipped


def _challenge(utilities: CrisisUtilities, threshold: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return p_C and p_F; where a challenge is improbable their ratio is taken without cancellation."""
    from scipy.special import erfcx, ndtr

    over, under = utilities.war_a - threshold, utilities.backing_down_a - threshold
    challenge = 1 - ndtr(-over) * ndtr(-under)
    gap = np.full_like(over, (utilities.war_a - utilities.backing_down_a) / np.sqrt(2))
    firm = bivariate_normal(gap, over, correlation=np.sqrt(0.5)) / np.maximum(challenge, _TINY)
    rare = np.maximum(over, under) < -_RARE
    if rare.any():
        high, other = -over[rare], -under[rare]
        apart = utilities.backing_down_a - utilities.war_a
        # Tails as erfcx(x / sqrt 2) exp(-x * x / 2) / 2, so that no two large squares are subtracted.
        with np.errstate(over="ignore"):
            odds = np.exp(apart * (high + other) / 2) * erfcx(other / np.sqrt(2)) / erfcx(high / np.sqrt(2))
        firm[rare] = (1 - _better_back(high, other)) / (odds + ndtr(other))
        challenge[rare] = ndtr(-other) + ndtr(-high) * ndtr(other)
    return challenge, np.clip(firm, _TINY, 1.0)


def _better_back(high: FloatArray, other: FloatArray) -> FloatArray:
    """Return how likely backing down is better still, given that standing firm is worth a challenge.

    That is the integral of phi(high + s) (1 - Phi(other + s)) over s > 0, over 1 - Phi(high), for large arguments.
    """
    from scipy.special import erfcx, ndtr

    node, weight = np.polynomial.laguerre.laggauss(48)
    s = node / high[:, None]
    inside = np.exp(-s * s / 2) * ndtr(-other[:, None] - s) @ weight / high
    share: FloatArray = inside * np.sqrt(2 / np.pi) / erfcx(high / np.sqrt(2))
    return share


def _probabilities(utilities: CrisisUtilities, score: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return p_R, p_C and p_F."""
    from scipy.special import ndtr

    challenge, firm = _challenge(utilities, _threshold(utilities, score))
    return ndtr(score), challenge, firm


def _implied_score(utilities: CrisisUtilities, firm: FloatArray) -> FloatArray:
    """Return the normal score of the p_R with which B answers p_F."""
    # p_F W_B + (1 - p_F) V_B - C_B, over p_F, without what cancels where p_F is small.
    score: FloatArray = utilities.war_b - utilities.victory_b + (utilities.victory_b - utilities.concession_b) / firm
    return score


def _implied(utilities: CrisisUtilities, firm: FloatArray) -> FloatArray:
    from scipy.special import ndtr

    answer: FloatArray = ndtr(_implied_score(utilities, firm))
    return answer


def _excess(utilities: CrisisUtilities, score: FloatArray) -> FloatArray:
    """Return how far B's answer lies above *score*: zero at an equilibrium."""
    _, firm = _challenge(utilities, _threshold(utilities, score))
    return _implied_score(utilities, firm) - score


def _brackets(utilities: CrisisUtilities, grid: FloatArray, excess: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return intervals of which each holds one root: where the sign changes, and around turns that reach zero."""
    above = excess >= 0
    change = np.flatnonzero(above[1:] != above[:-1])
    pairs = [(grid[change], grid[change + 1])]
    size = np.abs(excess)
    # Between three points a smooth curve dips below the middle one by an eighth of their second difference, about.
    dip = size[:-2] - 2 * size[1:-1] + size[2:]
    least = (size[1:-1] < size[:-2]) & (size[1:-1] <= size[2:]) & (size[1:-1] <= dip)
    turn = 1 + np.flatnonzero(least & (above[1:-1] == above[:-2]) & (above[1:-1] == above[2:]))
    for place in turn.tolist():
        low, high = grid[place - 1], grid[place + 1]
        for _ in range(_ROUNDS):
            points = np.linspace(low, high, _ZOOM)
            values = _excess(utilities, points)
            crossed = np.flatnonzero((values >= 0) != above[place])
            if len(crossed):
                first, last = crossed[0], crossed[-1]
                pairs.append((points[[first - 1, last]], points[[first, last + 1]]))
                break
            nearest = int(np.abs(values).argmin())
            low, high = points[max(nearest - 1, 0)], points[min(nearest + 1, _ZOOM - 1)]
    return np.concatenate([one[0] for one in pairs]), np.concatenate([one[1] for one in pairs])


def _bisect(utilities: CrisisUtilities, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the root in each interval."""
    falling = _excess(utilities, low) >= 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        right = (_excess(utilities, middle) >= 0) == falling
        low, high = np.where(right, middle, low), np.where(right, high, middle)
    return (low + high) / 2
