"""What the ordinal reading makes of facts, memory, chance, promises, types and plans; each small enough to see."""

from __future__ import annotations

from typing import Any

import pytest

from foedus._core import LimitError, SolveError
from foedus.casebook import case_directory, slugs
from foedus.compiler import OrdinalReading, ordinal_readings
from foedus.compiler._ordinal_orders import outcome_order
from foedus.scenario import Scenario, read_scenario
from foedus.solve import ordinal_stability
from foedus.study import read_case

GATE = """
case: gate
title: A gate
planner: guard
advises: guard
actors: {guard: {}, raider: {}}
facts: {closed: [no, yes], raided: [no, yes]}
stages:
  - door: {by: guard, moves: {shut: closed = yes, unlock: closed = no}}
  - raid: {by: raider, when: closed == no, moves: {go: raided = yes, stay: }}
outcomes: {loss: raided == yes, shut_in: closed == yes, free: otherwise}
preferences:
  guard: [free > shut_in > loss]
  raider: [loss > free, loss > shut_in]
plans: {shut: {door: shut}, wait: {door: unlock}}
"""


def read(text: str) -> Scenario:
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    assert scenario is not None, found
    return scenario


def one(text: str, **how: Any) -> OrdinalReading:
    (reading,) = ordinal_readings(read(text), **how)
    return reading


def moves(reading: OrdinalReading) -> set[tuple[str, str, str, str]]:
    labels = reading.conflict.states
    return {(who, labels[here], labels[there], name) for (who, here, there), name in reading.moves.items()}


def test_states_moves_and_orders_of_a_small_case() -> None:
    reading = one(GATE)
    assert reading.conflict.states == ("status_quo", "closed=yes", "raided=yes", "closed=yes,raided=yes")
    assert reading.outcomes == ("free", "shut_in", "loss", "loss")
    assert moves(reading) == {
        ("guard", "status_quo", "closed=yes", "door.shut"),
        ("guard", "closed=yes", "status_quo", "door.unlock"),
        ("raider", "status_quo", "raided=yes", "raid.go"),
        ("guard", "raided=yes", "closed=yes,raided=yes", "door.shut"),
        ("guard", "closed=yes,raided=yes", "raided=yes", "door.unlock"),
    }
    assert reading.conflict.rank[0].tolist() == [2, 1, 0, 0]
    assert reading.conflict.unknown is not None
    assert reading.conflict.unknown[0].sum() == 0
    assert reading.conflict.unknown[1].nonzero()[0].tolist() == [0, 1]  # free and shut_in are not ordered
    # the raider leaves the open gate; behind a shut one nobody can better himself and be safe
    assert [reading.conflict.states[state] for state in ordinal_stability(reading.conflict).equilibria("seq")] == [
        "closed=yes", "raided=yes", "closed=yes,raided=yes",
    ]  # fmt: skip


def test_a_plan_fixes_the_planners_moves() -> None:
    assert ("guard", "closed=yes", "status_quo", "door.unlock") not in moves(one(GATE, plan="shut"))
    with pytest.raises(ValueError, match="no plan 'open'"):
        one(GATE, plan="open")


def test_the_last_move_of_a_stage_is_remembered_where_something_reads_it() -> None:
    text = GATE.replace("loss: raided == yes", "loss: raid == go").replace("go: raided = yes", "go: ")
    reading = one(text)
    assert dict(reading.coordinates[0]) == {"closed": "no", "raid": "none"}
    assert reading.left_out.facts == ("raided",)
    assert "raid=stay" in reading.conflict.states
    assert ("raider", "raid=go", "raid=stay", "raid.stay") in moves(reading)


def test_a_move_that_adds_is_made_as_often_as_play_comes_to_it() -> None:
    text = GATE.replace("raided: [no, yes]", "raided: 0..9").replace("raided = yes", "raided += 1")
    text = text.replace("raided == yes", "raided >= 5")
    assert max(dict(state)["raided"] for state in one(text).coordinates) == 1
    stage = "  - raid: {by: raider"
    repeated = text.replace(stage, "  - repeat:\n      rounds: 6\n      stages:\n        - raid: {by: raider")
    reading = one(repeated)
    assert max(dict(state)["raided"] for state in reading.coordinates) == 6
    assert not any("times" in label for label in reading.conflict.states)  # the fact says it already


def test_a_guard_on_the_round_holds_in_some_round() -> None:
    inner = "  - repeat:\n      rounds: 3\n      stages:\n        - raid: {by: raider, when: round == 3,"
    assert "raided=yes" in one(GATE.replace("  - raid: {by: raider, when: closed == no,", inner)).conflict.states
    later = inner.replace("round == 3", "round == 4")
    with pytest.raises(SolveError, match="every state is stable"):
        one(GATE.replace("  - raid: {by: raider, when: closed == no,", later).replace("closed = yes", ""))


STORM = GATE.replace(
    "outcomes:", "  - storm: {by: chance, moves: {blows: {p: likely, do: closed = no}, calm: {p: rest}}}\noutcomes:"
).replace("unlock: closed = no", "unlock: ")


def test_chance_never_moves_unless_nature_is_a_player() -> None:
    left, taken = one(STORM), one(STORM, nature=True)
    assert left.conflict.players == ("guard", "raider")
    assert "storm" in left.left_out.stages
    assert taken.conflict.players == ("guard", "raider", "chance")
    assert ("chance", "closed=yes", "status_quo", "storm.blows") in moves(taken)
    assert taken.conflict.rank[2].tolist() == [0] * len(taken.conflict.states)
    shut = "closed=yes"
    assert shut in [left.conflict.states[state] for state in ordinal_stability(left.conflict).equilibria("nash")]


PROMISE = """
case: word
title: A word
planner: ally
advises: ally
actors: {ally: {}, foe: {types: {bold: even, meek: rest}}}
facts: {attacked: [no, yes], helped: [no, yes]}
stages:
  - attack: {by: foe, moves: {strike: attacked = yes, rest: }}
  - answer: {by: ally, when: attacked == yes, moves: {help: helped = yes, wait: }}
commitments:
  help_it: {by: ally, to: foe, if: attacked == yes, then: [help], breach: shame}
outcomes: {shamed: breached(help_it) == 1, war: helped == yes, lost: attacked == yes, peace: otherwise}
preferences:
  ally: [peace > war > lost > shamed]
  foe.bold: [lost > shamed > peace > war]
  foe.meek: [peace > lost > shamed > war]
considerations: {shame: {of: ally, per: breached(help_it), range: -1..0}}
plans: {any: {attack: rest}}
"""


def test_promises_are_remembered_where_an_outcome_reads_them() -> None:
    reading = ordinal_readings(read(PROMISE.replace("plans: {any: {attack: rest}}", "")), types={"foe": "bold"})[0]
    assert {name for name, _ in reading.coordinates[0]} == {
        "attacked", "helped", "kept(help_it)", "breached(help_it)", "released(help_it)",
    }  # fmt: skip
    by_wait = [there for (_, _, there), name in reading.moves.items() if name == "answer.wait"]
    assert {reading.outcomes[there] for there in by_wait} == {"shamed"}
    assert all(label.count("(") <= 1 for label in reading.conflict.states)  # released never, kept follows


def test_every_combination_of_types_that_is_left_open() -> None:
    scenario = read(PROMISE)
    readings = ordinal_readings(scenario)
    assert [reading.types for reading in readings] == [(("foe", "bold"),), (("foe", "meek"),)]
    assert ordinal_readings(scenario, types={"foe": "meek"})[0].types == (("foe", "meek"),)
    assert len(ordinal_readings(scenario, types={"foe": "any"})) == 2
    refused = [({"foe": "sly"}, "it is bold, meek or any"), ({"ally": "x"}, "has no types"), ({"me": "x"}, "no actor")]
    for wrong, message in refused:
        with pytest.raises(ValueError, match=message):
            ordinal_readings(scenario, types=wrong)


def test_what_is_too_much_is_said() -> None:
    with pytest.raises(LimitError, match=r"more than 2 states; most vary closed \(2 values\)"):
        ordinal_readings(read(GATE), limit=2)
    types = ", ".join(f"t{number}: {{p: rest}}" if number == 16 else f"t{number}: 0.01" for number in range(17))
    many = PROMISE.replace("types: {bold: even, meek: rest}", f"types: {{{types}}}")
    many = many.replace("foe.bold: [lost > shamed > peace > war]", "foe: [lost > peace]")
    many = many.replace("  foe.meek: [peace > lost > shamed > war]\n", "")
    with pytest.raises(LimitError, match="17 combinations of types of foe; the limit is 16"):
        ordinal_readings(read(many))


def test_an_order_is_closed_and_keeps_what_it_leaves_open() -> None:
    text = GATE.replace("guard: [free > shut_in > loss]", "guard: [free = shut_in, shut_in > loss]")
    order = outcome_order(read(text), "guard", "only")
    assert order.rank.tolist() == [0, 1, 1]
    assert not order.unknown.any()
    raider = outcome_order(read(text), "raider", "only")
    assert raider.unknown.tolist() == [[False] * 3, [False, False, True], [False, True, False]]
    circle = text.replace("shut_in > loss]", "shut_in > loss, loss > free]")
    with pytest.raises(ValueError, match="circle"):
        outcome_order(read(circle), "guard", "only")


@pytest.mark.parametrize("slug", slugs())
def test_every_bundled_case_is_read(slug: str) -> None:
    case, _ = read_case(case_directory(slug))
    assert case is not None
    for reading in ordinal_readings(case.scenario):
        assert len(set(reading.conflict.states)) == len(reading.coordinates)
        assert "" not in reading.outcomes
        assert not reading.left_out.impossible


def test_korea_1958_says_when_withdrawing_is_safe() -> None:
    # by hand from the case: with one third left the line can be crossed; a resolute China answers with war, which the
    # opportunist likes less than the line as it is; a weary one rather loses the ally than fights
    case, _ = read_case(case_directory("korea-1958"))
    assert case is not None

    def stable(prc: str, us: str) -> dict[str, bool]:
        (reading,) = ordinal_readings(case.scenario, types={"prc": prc, "us": us})
        state = reading.conflict.states.index("cpv_thirds=0")
        found = ordinal_stability(reading.conflict).individual
        return {concept: bool(found[concept][:, state].all()) for concept in ("nash", "seq")}

    assert stable("resolute", "status_quo") == {"nash": True, "seq": True}
    assert stable("resolute", "opportunist") == {"nash": False, "seq": True}
    assert stable("weary", "opportunist") == {"nash": False, "seq": False}
