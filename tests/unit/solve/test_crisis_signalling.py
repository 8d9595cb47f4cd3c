"""All equilibria of the crisis signalling game: the published ones, certified by integration and by drawing types."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from foedus.solve import CrisisUtilities, scan_crisis_signalling
from foedus.solve._certify_crisis import crisis_gains
from foedus.solve._crisis_signalling import bivariate_normal

COMMON = CrisisUtilities(
    status_quo_a=0, concession_a=1, war_a=-1.9, backing_down_a=-1.2, concession_b=0, war_b=-2.9, victory_b=1
)


def solved(utilities, **options):
    found = scan_crisis_signalling(utilities, **options)
    assert found.residual.max() < 1e-12
    assert found.max_gain.max() < 1e-10
    assert len(found.resist) % 2 == 1
    assert found.outcomes.sum(axis=0) == pytest.approx(1)
    assert (np.diff(found.resist) > 0).all()
    return found


@pytest.mark.parametrize(
    ("war_b", "stated"),
    # (p_C, p_R, p_F) as R package sigInt 0.2.0 finds them on a grid, for these utilities.
    [
        (-2.9, [(0.9948, 0.2511, 0.3097), (0.3799, 0.5947, 0.2416), (0.2054, 0.8133, 0.2088)]),
        (-2.75, [(0.8661, 0.3508, 0.2970), (0.7730, 0.3904, 0.2880), (0.1724, 0.8928, 0.2003)]),
        (-2.7, [(0.1671, 0.9078, 0.1989)]),
        (-2.2, [(0.1465, 0.9763, 0.1929)]),
    ],
)
def test_three_equilibria_become_one_as_war_grows_less_bad_for_b(war_b, stated):
    found = solved(dataclasses.replace(COMMON, war_b=war_b))
    assert len(found.resist) == len(stated)
    ours = np.stack([found.challenge, found.resist, found.stand_firm], axis=1)
    assert ours == pytest.approx(np.array(stated), abs=1e-3)


def test_drawn_types_do_what_is_said():
    rng = np.random.default_rng(0)
    types = rng.standard_normal((3, 1_000_000))
    found = solved(COMMON)
    war_a, down, war_b = COMMON.war_a + types[0], COMMON.backing_down_a + types[1], COMMON.war_b + types[2]
    for place in range(3):
        resist, firm = found.resist[place], found.stand_firm[place]
        challenge = (1 - resist) * COMMON.concession_a + resist * np.maximum(war_a, down) >= COMMON.status_quo_a
        resisted = firm * war_b + (1 - firm) * COMMON.victory_b >= COMMON.concession_b
        assert challenge.mean() == pytest.approx(found.challenge[place], abs=3e-3)
        assert resisted.mean() == pytest.approx(resist, abs=3e-3)
        assert (war_a >= down)[challenge].mean() == pytest.approx(firm, abs=3e-3)
        ends = [~challenge, challenge & ~resisted, challenge & resisted & (war_a >= down)]
        assert [end.mean() for end in ends] == pytest.approx(found.outcomes[:3, place], abs=3e-3)


def test_just_where_their_number_changes_two_are_found_close_together():
    # Between -2.75 (three) and -2.7 (one) two equilibria meet; both are found as long as they can be told apart.
    low, high = -2.75, -2.7
    for _ in range(25):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if len(solved(dataclasses.replace(COMMON, war_b=middle)).resist) == 3 else (low, middle)
        )
    close = solved(dataclasses.replace(COMMON, war_b=low)).resist
    assert len(close) == 3
    assert np.diff(close).min() < 1e-3
    coarse = solved(dataclasses.replace(COMMON, war_b=low), scan=100).resist
    assert coarse == pytest.approx(close, abs=1e-9)  # found by the turn, not by luck of the grid


utilities = st.builds(CrisisUtilities, *[st.floats(-3, 3)] * 7)


@given(utilities)
@settings(max_examples=40, deadline=None)
def test_every_equilibrium_is_certified(one):
    solved(one)


@given(utilities, st.floats(-2, 2))
@settings(max_examples=12, deadline=None)
def test_what_matters_is_the_difference_of_as_payoffs(one, added):
    moved = dataclasses.replace(
        one, status_quo_a=one.status_quo_a + added, concession_a=one.concession_a + added, war_a=one.war_a + added,
        backing_down_a=one.backing_down_a + added,
    )  # fmt: skip
    plain = scan_crisis_signalling(one)
    again = scan_crisis_signalling(moved)
    if len(again.resist) == len(plain.resist):  # else two equilibria all but coincide
        assert again.resist == pytest.approx(plain.resist, abs=1e-6)
    else:
        assert np.diff(max(again.resist, plain.resist, key=len)).min() < 1e-3


def test_a_challenge_that_hardly_anybody_makes_is_reckoned_without_cancellation():
    rare = CrisisUtilities(
        status_quo_a=1, concession_a=0, war_a=-6, backing_down_a=-6.5, concession_b=0, war_b=-1, victory_b=1
    )
    found = solved(rare)
    assert 0 < found.challenge[0] < 1e-30
    assert found.stand_firm[0] == pytest.approx(0.998, abs=1e-3)


def test_the_certificate_sees_a_wrong_answer():
    found = solved(COMMON)
    values = dataclasses.asdict(COMMON)
    assert crisis_gains(**values, resist=found.resist + 0.01, stand_firm=found.stand_firm).min() > 1e-3
    assert crisis_gains(**values, resist=found.resist, stand_firm=found.stand_firm + 0.01).min() > 1e-3


def test_the_bivariate_normal_distribution_is_scipys():
    points = np.array([(h, k) for h in (-3, -1, 0, 0.3, 2) for k in (-2.5, -0.3, 0, 1, 4)], float)
    for correlation in (-0.6, 0.0, np.sqrt(0.5)):
        ours = bivariate_normal(points[:, 0], points[:, 1], correlation=correlation)
        theirs = multivariate_normal(cov=[[1, correlation], [correlation, 1]]).cdf(points)
        assert ours == pytest.approx(theirs, abs=1e-7)


def test_resistance_may_be_as_good_as_certain_or_excluded():
    # A never stands firm, so B resists; and B has nothing to win by resisting, so it concedes and A challenges.
    certain = solved(dataclasses.replace(COMMON, war_a=-20.0, backing_down_a=0.0))
    assert certain.resist == pytest.approx([1])
    hopeless = solved(dataclasses.replace(COMMON, victory_b=-3.0, war_a=-4.0))
    assert hopeless.resist == pytest.approx([0], abs=1e-100)
    assert hopeless.challenge == pytest.approx([1])
    assert hopeless.outcomes[1] == pytest.approx([1])


@pytest.mark.parametrize(
    "one",
    [  # where B's answer hangs on a tiny chance that A stands firm, and where exact ties are
        CrisisUtilities(3, -2, -2, -1, 1, -1, 1),
        CrisisUtilities(2, -1, -3, 1, -3, -3, -3),
        CrisisUtilities(1, 0, 0, 0, 2, 0, 0),
        CrisisUtilities(1, 0, 0, 1e-10, 3, 0, 0),
        CrisisUtilities(0, 0, 0, 0, 0, 0, 0),
    ],
)
def test_ties_and_tiny_chances_are_handled(one):
    assert len(solved(one).resist) == 1


def test_utilities_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="war_a is nan"):
        scan_crisis_signalling(dataclasses.replace(COMMON, war_a=float("nan")))
