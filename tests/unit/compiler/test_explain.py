"""Every node, edge and payoff of a compiled game leads back to the line of the scenario it comes from."""

import numpy as np
import pytest

from foedus.casebook import case_directory, slugs
from foedus.compiler import Parameter, compile_game, explain_edge, explain_node, explain_payoff, source_of
from foedus.games import CHANCE, TERMINAL, ExtensiveForm
from foedus.scenario import read_scenario

CASE = """
case: ally
title: An ally and an opponent
planner: prc
advises: prc.firm
actors:
  prc: {types: {firm: likely, weary: rest}, because: c-firm}
  dprk: {}
  us: {}
  world: {audience: {judges: prc.firm, at: poll, steps: 3}}
beliefs:
  - {holder: us, about: prc, types: {firm: 0.3..0.5, weary: rest}, because: c-us}
facts:
  said: [no, yes]
  left: 2..0
  crossed: [no, yes]
stages:
  - advice: {by: prc, seen_by: [dprk], because: c-letter, moves: {speak: "", wait: {because: c-wait}}}
  - speech: {by: dprk, moves: {loud: said = yes, mute: ""}}
  - poll: {by: world}
  - repeat:
      rounds: 2
      discount: 0.9..0.95
      until: crossed == yes
      stages:
        - leave: {by: prc, moves: {one: {do: left -= 1, because: c-third}}}
        - weather: {by: chance, when: left == 1, moves: {rain: {p: unlikely, because: c-rain}, sun: {p: rest}}}
        - test: {by: us, moves: {hold: "", cross: crossed = yes}}
        - answer: {by: prc, when: crossed == yes, moves: {fight: "", yield: ""}}
commitments:
  word: {by: prc, to: dprk, if: crossed == yes, then: [fight], breach: cost, because: c-word}
outcomes:
  war: {when: answer == fight, because: c-war}
  lost: crossed == yes
  calm: otherwise
preferences:
  prc: [calm > war, {war > lost: c-order}]
  us: [lost > calm, calm > war]
  dprk: [calm > war]
considerations:
  cost: {of: prc, per: breached(word), range: -0.4..-0.1, because: c-cost}
  troops: {of: prc, per: left, each: round, range: -0.05..-0.01}
  name: {of: prc, per: opinion(prc.firm), range: 0..0.2, because: c-name}
claims:
  c-firm: {says: It was firm., for: [letter#1]}
plans:
  ask: {advice: speak, because: c-plan}
  hush: {advice: wait}
"""


def read(text=CASE):
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    assert found == []
    return scenario


@pytest.fixture(scope="module")
def game():
    return compile_game(read(), "ask")


def edges_of(game, node):
    return range(game.form.first_edge[node], game.form.first_edge[node + 1])


def find(game, **wanted):
    for node in range(len(game.form.owner)):
        found = explain_node(game, node)
        if all(getattr(found, name) == value for name, value in wanted.items()):
            return found
    raise AssertionError(f"no node is {wanted}")


def check_every_node(game, nodes):
    """The replay must arrive where the arrays say the node is."""
    sets = dict(zip(np.flatnonzero(game.form.owner >= 0), range(len(game.infosets)), strict=False))
    for node in map(int, nodes):
        found = explain_node(game, node)
        owner = int(game.form.owner[node])
        if owner == TERMINAL:
            assert (found.kind, found.outcome) == ("end", game.terminal_outcome[node])
        elif owner == CHANCE:
            assert found.kind in ("type", "chance", "conjecture", "start")
        else:
            number = int(game.form.infoset[node]) if isinstance(game.form, ExtensiveForm) else sets[node]
            key = game.infosets[number]
            assert (found.who, found.stage, found.round) == (key.actor, key.stage, key.round)
            assert found.sources[0].id == key.stage
        for edge in edges_of(game, node):
            told = explain_edge(game, edge)
            assert told.node == node
            if owner >= 0:
                assert told.happenings[0].move == game.infoset_moves[number][edge - game.form.first_edge[node]]
            for player in game.form.players:
                for part in explain_payoff(game, edge, player=player):
                    assert part.sources


def test_every_node_is_where_its_explanation_says(game):
    check_every_node(game, range(len(game.form.owner)))


def test_a_game_in_which_nothing_is_fixed_is_explained():
    game = compile_game(read(), None)
    check_every_node(game, range(len(game.form.owner)))
    assert find(game, stage="advice").kind == "decision"


@pytest.mark.parametrize("slug", slugs())
def test_bundled_cases_are_explained(slug):
    data = (case_directory(slug) / "case.yaml").read_bytes()
    scenario, _ = read_scenario(data, file="case.yaml")
    game = compile_game(scenario, scenario.plans[0].id)
    rng = np.random.default_rng(0)
    nodes = len(game.form.owner)
    check_every_node(game, sorted({0, nodes - 1, *rng.integers(nodes, size=12).tolist()}))


def test_root_draws_the_planner_and_says_who_believes_what(game):
    assert explain_node(game, 0).kind == "type"
    told = explain_edge(game, 0)
    assert told.happenings[0].who == "prc"
    assert told.happenings[0].sources[0].because == ("c-firm",)
    assert dict(told.probability) == {
        "": Parameter("prior", ("", "prc", "firm")),
        "us": Parameter("prior", ("us", "prc", "firm")),
    }
    assert source_of(game, Parameter("prior", ("us", "prc", "firm")))[0].because == ("c-us",)


def test_conjecture_names_the_plans_it_is_drawn_from(game):
    node = find(game, kind="conjecture")
    told = [explain_edge(game, edge).happenings[0] for edge in edges_of(game, node.node)]
    assert [(item.move, item.fixed, item.sources[-1].id) for item in told] == [
        ("speak", True, "ask"),
        ("wait", True, "hush"),
    ]
    assert told[0].sources[-1].because == ("c-plan",)
    assert told[1].sources[0].because == ("c-wait",)


def test_forced_moves_are_told_with_the_move_before_them(game):
    node = find(game, stage="test", round=1)
    told = explain_edge(game, game.form.first_edge[node.node])
    moves = [(item.stage, item.round, item.move, item.forced) for item in told.happenings]
    assert moves == [("test", 1, "hold", False), ("leave", 2, "one", True)]
    assert told.happenings[1].sources[0].because == ("c-third",)
    assert node.facts == (("said", node.facts[0][1]), ("left", "1"), ("crossed", "no"))


def test_places_point_into_the_file(game):
    line = CASE.splitlines().index('  - speech: {by: dprk, moves: {loud: said = yes, mute: ""}}') + 1
    place = find(game, stage="speech").sources[0].place
    assert (place.file, place.line) == ("case.yaml", line)


def test_payoffs_lead_to_orders_considerations_and_promises(game):
    node = find(game, stage="answer", round=1)
    fight, give_in = edges_of(game, node.node)
    parts = {part.parameter.keys[0]: part for part in explain_payoff(game, give_in, player="prc")}
    assert [(source.kind, source.id) for source in parts["cost"].sources] == [
        ("consideration", "cost"),
        ("commitment", "word"),
    ]
    assert parts["troops"].coefficient == 1.0
    assert parts["troops"].sources[-1].kind == "repeat"
    utility = next(part for part in explain_payoff(game, fight, player="prc") if part.parameter.kind == "utility")
    assert [(source.kind, source.id, source.because) for source in utility.sources] == [
        ("outcome", "war", ("c-war",)),
        ("relation", "calm > war", ()),
        ("relation", "war > lost", ("c-order",)),
    ]


def test_an_audience_is_charged_for_its_error(game):
    node = find(game, stage="poll")
    first = game.form.first_edge[node.node]
    (loss,) = explain_payoff(game, first, player="world")
    assert (loss.parameter.kind, loss.sources[0].kind) == ("constant", "audience")


def test_what_does_not_exist_is_refused(game):
    with pytest.raises(IndexError, match="no node"):
        explain_node(game, len(game.form.owner))
    with pytest.raises(IndexError, match="no edge"):
        explain_edge(game, -1)
    with pytest.raises(ValueError, match="no player"):
        explain_payoff(game, 0, player="nobody")
    with pytest.raises(ValueError, match="no line"):
        source_of(game, Parameter("weight", ("unheard_of",)))
