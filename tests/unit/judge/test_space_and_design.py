"""Draws: uniform over what the case says, the same whatever is asked for later, reversed exactly."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.compiler import Parameter, compile_game
from foedus.judge import Design, draw_numbers, space_of
from support.small_cases import GATE, PROMISE, TYPES, scenario

JOINT = """
case: joint
planner: a
advises: a.x
actors: {a: {types: {x: even, y: rest}}, b: {types: {u: even, v: rest}}}
joint:
  - {a: x, b: u, p: 0.2..0.3}
  - {a: x, b: v, p: 0.1..0.2}
  - {a: y, b: u, p: 0.3..0.4}
  - {a: y, b: v, p: rest}
facts: {done: [no, yes]}
stages:
  - step: {by: b, moves: {go: done = yes, stay: }}
outcomes: {gone: done == yes, here: otherwise}
preferences: {a: [gone > here], b.u: [gone > here], b.v: [here > gone]}
plans: {only_plan: {}}
"""

ROUNDS = """
case: rounds
planner: a
advises: a
actors: {a: {}, b: {}}
facts: {left: 2..0}
stages:
  - repeat: {rounds: 2, discount: 0.8..0.9, stages: [{go: {by: b, moves: {pull: left -= 1, stay: }}}]}
outcomes: {none: left == 0, some: otherwise}
preferences: {a: [none > some], b: [none > some]}
considerations: {cost: {of: b, per: left, each: round, range: -0.2..-0.1}}
plans: {only_plan: {}}
"""


def utility(actor: str, outcome: str, *, kind: str = "only") -> Parameter:
    return Parameter("utility", (actor, kind, outcome))


def test_utilities_keep_the_order_with_the_worst_0_and_the_best_1() -> None:
    numbers = draw_numbers(scenario(GATE), count=4096, seed=1)
    assert (numbers[utility("guard", "raided_house")] == 0).all()
    assert (numbers[utility("guard", "free")] == 1).all()
    middle = numbers[utility("guard", "shut_in")]
    # between the ends of a chain of three, the middle one is uniform
    assert np.quantile(middle, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.01)


def test_indifferent_outcomes_have_the_same_utility() -> None:
    text = GATE.replace("guard: [free > shut_in > raided_house]", "guard: [free = shut_in > raided_house]")
    numbers = draw_numbers(scenario(text), count=64, seed=0)
    assert (numbers[utility("guard", "free")] == numbers[utility("guard", "shut_in")]).all()
    assert (numbers[utility("guard", "free")] == 1).all()


def test_priors_are_drawn_from_their_intervals_and_sum_to_one() -> None:
    numbers = draw_numbers(scenario(TYPES), count=2048, seed=0)
    greedy, tame = (numbers[Parameter("prior", ("", "raider", name))] for name in ("greedy", "tame"))
    assert greedy.min() >= 0.2
    assert greedy.max() <= 0.4
    assert greedy.mean() == pytest.approx(0.3, abs=0.001)
    assert np.abs(greedy + tame - 1).max() < 1e-12


def test_three_types_are_uniform_on_the_simplex() -> None:
    text = TYPES.replace("{greedy: 0.2..0.4, tame: rest}", "{greedy: 0..1, tame: 0..1, shy: rest}")
    text = text.replace("raider.tame: [", "raider.shy: [free > lost]\n  raider.tame: [")
    numbers = draw_numbers(scenario(text), count=4096, seed=0)
    values = np.array([numbers[Parameter("prior", ("", "raider", name))] for name in ("greedy", "tame", "shy")])
    assert values.min() >= 0
    assert np.abs(values.sum(axis=0) - 1).max() < 1e-12
    # on the triangle each coordinate has density 2 (1 - x): mean 1/3, second moment 1/6
    assert values.mean(axis=1) == pytest.approx([1 / 3] * 3, abs=0.02)
    assert (values**2).mean(axis=1) == pytest.approx([1 / 6] * 3, abs=0.02)


def test_a_joint_prior_becomes_probabilities_given_the_types_drawn_before() -> None:
    case = scenario(JOINT)
    numbers = draw_numbers(case, count=64, seed=0)
    game = compile_game(case, "only_plan")
    cells = [numbers[Parameter("cell", (str(row),))] for row in range(4)]
    own = numbers[Parameter("joint", ("a", "x"))]
    given = numbers[Parameter("joint", ("b", "u", "a=x"))]
    assert own == pytest.approx(cells[0] + cells[1])
    assert own * given == pytest.approx(cells[0])
    assert game.fill(numbers).shape == (len(game.parameters), 64)


def test_weights_of_later_rounds_are_discounted() -> None:
    case = scenario(ROUNDS)
    numbers = draw_numbers(case, count=64, seed=0)
    discount = numbers[Parameter("weight", ("cost", "2"))] / numbers[Parameter("weight", ("cost", "1"))]
    assert discount.min() >= 0.8
    assert discount.max() <= 0.9
    game = compile_game(case, "only_plan")
    assert game.fill(numbers).shape == (len(game.parameters), 64)


@pytest.mark.parametrize("text", [GATE, TYPES, PROMISE, JOINT, ROUNDS])
def test_every_number_of_every_game_is_drawn(text: str) -> None:
    case = scenario(text)
    numbers = draw_numbers(case, count=8, seed=3)
    for plan in case.plans:
        game = compile_game(case, plan.id)
        assert np.isfinite(game.fill(numbers)).all()


def test_extending_a_design_never_changes_earlier_draws() -> None:
    design = Design(space_of(scenario(TYPES)), seed=0)
    whole, start, rest = design.sample(0, 64), design.sample(0, 32), design.sample(32, 64)
    assert whole is not None
    assert start is not None
    assert rest is not None
    for key, values in whole.numbers.items():
        parts = [
            np.concatenate([a, b])
            for a, b in zip(np.split(start.numbers[key], 8), np.split(rest.numbers[key], 8), strict=True)
        ]
        assert (values == np.concatenate(parts)).all()
    assert np.bincount(whole.replicate).tolist() == [64] * 8


def test_seed_0_and_seed_1_differ_and_the_same_seed_does_not() -> None:
    space, key = space_of(scenario(GATE)), utility("guard", "shut_in")
    drawn = [Design(space, seed).sample(0, 4) for seed in (0, 0, 1)]
    first, again, other = (sample.numbers[key] for sample in drawn if sample is not None)
    assert (first == again).all()
    assert (first != other).all()


@pytest.mark.parametrize(
    ("claim", "share"),
    [
        # the raider's order is raided_house > free > shut_in; without the first relation 2 rankings satisfy the others:
        # raided_house or free on top
        ("c-greedy", 1 / 2),
        # implied by raided_house > free > shut_in
        ("c-greedy-too", None),
        # the interval of no width within -2..2
        ("c-toll", 1.0),
    ],
)
def test_the_share_of_reversed_draws_is_exact(claim: str, share: float | None) -> None:
    space = space_of(scenario(GATE))
    sample = Design(space, 0, space.falling(claim), name=claim).sample(0, 256)
    if share is None:
        assert sample is None
    else:
        assert sample is not None
        assert sample.share == pytest.approx(share, abs=0.01)


def test_reversed_draws_break_the_relation_and_keep_the_others() -> None:
    space = space_of(scenario(GATE))
    sample = Design(space, 0, space.falling("c-greedy"), name="c-greedy").sample(0, 32)
    assert sample is not None
    raided, free, shut = (sample.numbers[utility("raider", name)] for name in ("raided_house", "free", "shut_in"))
    assert (raided < free).all()
    assert (shut < raided).all()


def test_a_reversed_prior_lies_in_the_neutral_range_outside_the_stated_one() -> None:
    space = space_of(scenario(TYPES))
    sample = Design(space, 0, space.falling("c-greed"), name="c-greed").sample(0, 128)
    assert sample is not None
    greedy = sample.numbers[Parameter("prior", ("", "raider", "greedy"))]
    assert ((greedy < 0.2) | (greedy > 0.4)).all()
    assert sample.share == pytest.approx(0.8, abs=0.01)


def test_a_line_stands_while_one_of_its_claims_stands() -> None:
    text = GATE.replace("{raided_house > free: c-greedy}", "{raided_house > free: [c-greedy, c-unused]}")
    space = space_of(scenario(text))
    assert space.falling("c-greedy") == frozenset()
    assert space.falling("c-unused") == frozenset()


def test_a_prior_that_cannot_sum_to_one_has_no_draws() -> None:
    text = TYPES.replace("{greedy: 0.2..0.4, tame: rest}", "{greedy: 0.1..0.2, tame: 0.1..0.2}")
    with pytest.raises(ValueError, match="cannot sum to one"):
        draw_numbers(scenario(text), count=8, seed=0)
