"""Small scenarios whose games can be written down by hand, and readings that must agree with each other."""

import numpy as np
import pytest

from foedus._core import LimitError
from foedus.compiler import Parameter, compile_game
from foedus.games import (
    CHANCE,
    TERMINAL,
    ExtensiveForm,
    StateGraph,
    edge_weights,
    expected_payoffs,
    reach_probabilities,
    read_efg,
    write_efg,
)
from foedus.scenario import InfosetKey, Observation, read_scenario

HEAD = "case: small\ntitle: Small\nplanner: a\nadvises: {advises}\n"
ENTRY = (
    HEAD.format(advises="a")
    + """
actors: {a: {}, b: {}}
facts: {entered: [no, yes], war: [no, yes]}
stages:
  - enter: {by: a, moves: {go: entered = yes, stay: ""}}
  - reply: {by: b, when: entered == yes, moves: {fight: war = yes, share: ""}}
outcomes: {war: war == yes, shared: entered == yes, alone: otherwise}
preferences: {a: [shared > alone > war], b: [alone > shared > war]}
plans: {go: {enter: go}, stay: {enter: stay}}
"""
)
SIGNAL = (
    HEAD.format(advises="a.h")
    + """
actors: {a: {types: {h: 0.3, s: rest}}, b: {}, c: {}}
beliefs: [{holder: b, about: a, types: {h: 0.6, s: rest}}]
facts: {end: [none_yet, yielded, held]}
stages:
  - speak: {by: a, seen_by: [b], moves: {loud: "", mute: ""}}
  - answer: {by: b, moves: {yield: end = yielded, hold: end = held}}
  - tail: {by: c, when: end == held, moves: {x: "", y: ""}}
outcomes: {good: end == yielded, bad: otherwise}
preferences: {a: [good > bad], b: [bad > good], c: [good > bad]}
considerations: {noise: {of: a.s, per: 2 * (speak == loud), range: -0.1}}
plans: {loud: {speak: loud}, mute: {speak: mute}}
conjecture: {loud: 3, mute: 1}
"""
)
CAMPAIGN = (
    HEAD.format(advises="a")
    + """
actors: {a: {}, b: {}}
facts: {n: 3..0, crossed: [no, yes]}
stages:
  - repeat:
      rounds: 3
      until: crossed == yes
      discount: 0.9
      stages:
        - leave: {by: a, moves: {one: n -= 1, two: n -= 2, none_now: ""}}
        - luck: {by: chance, moves: {bad: {p: 0.25, do: n -= 1}, fair: {p: rest}}}
        - test: {by: b, when: n < 2, moves: {hold: "", cross: crossed = yes}}
outcomes: {lost: crossed == yes, gone: n == 0, stuck: otherwise}
preferences: {a: [gone > stuck > lost], b: [lost > stuck > gone]}
considerations: {troops: {of: a, per: n, each: round, range: -0.1}}
plans: {any: {}}
"""
)
AUDIENCE = (
    HEAD.format(advises="a.h")
    + """
actors:
  a: {types: {h: 0.3, s: rest}}
  b: {}
  w: {audience: {judges: a.h, at: poll, steps: 4}}
facts: {n: 0..2}
stages:
  - speak: {by: a, moves: {loud: "", mute: ""}}
  - poll: {by: w}
  - late: {by: b, moves: {up: n += 1, down: ""}}
outcomes: {high: n == 1, low: otherwise}
preferences: {a: [high > low], b: [low > high]}
considerations: {name: {of: a, per: PER, range: 0.2}}
plans: {any: {}}
"""
)


def game_of(text, plan=None, **options):
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    assert found == []
    return compile_game(scenario, plan, **options)


def numbers_for(*games):
    """A number for every parameter of *games*: what is written where the case writes one, else drawn."""
    rng = np.random.default_rng(5)
    numbers = {p: rng.uniform(0.1, 1, 1) for game in games for p in game.parameters if p.kind != "constant"}
    groups = {}
    for parameter in numbers:
        if parameter.kind in ("prior", "chance"):
            groups.setdefault((parameter.kind, parameter.keys[:-1]), []).append(parameter)
    for members in groups.values():
        total = sum(numbers[member] for member in members)
        numbers |= {member: numbers[member] / total for member in members}
    return numbers


def mixed(game, seed=0):
    """A completely mixed strategy, the same at equal information sets of different games."""
    rows = []
    for key, moves in zip(game.infosets, game.infoset_moves, strict=True):
        weights = np.random.default_rng([seed, *repr(key).encode()]).uniform(0.1, 1, len(moves))
        rows.append(weights / weights.sum())
    return np.concatenate(rows)[:, None]


def value_of(game, numbers):
    parameters = game.fill(numbers)
    weights = edge_weights(game.form, parameters, strategy=mixed(game))
    return dict(zip(game.form.players, expected_payoffs(game.form, parameters, weights)[:, 0], strict=True))


def paid(game, edge, player):
    form = game.form
    row = edge * len(form.players) + form.players.index(player)
    terms = range(form.payoffs.first[row], form.payoffs.first[row + 1])
    return {game.parameters[form.payoffs.parameter[t]]: form.payoffs.coefficient[t] for t in terms}


def test_perfect_information_is_a_graph():
    game = game_of(ENTRY)
    assert isinstance(game.form, StateGraph)
    assert sorted(game.form.owner.tolist()) == [TERMINAL, TERMINAL, TERMINAL, 0, 1]
    assert game.form.owner[0] == 0
    assert sorted(game.terminal_outcome.values()) == ["alone", "shared", "war"]
    assert game.infoset_moves == (("go", "stay"), ("fight", "share"))
    stay = 1
    assert paid(game, stay, "a") == {Parameter("utility", ("a", "only", "alone")): 1.0}


def test_a_public_fix_leaves_nothing_to_decide_there():
    game = game_of(ENTRY, "go")
    assert game.infoset_moves == (("fight", "share"),)
    assert sorted(game.terminal_outcome.values()) == ["shared", "war"]
    assert set(game_of(ENTRY, "stay").terminal_outcome.values()) == {"alone"}


def test_signalling_game_has_the_tree_of_the_textbook():
    game = game_of(SIGNAL)
    form = game.form
    # root; 2 senders; 4 receivers; 4 ends by yielding and 4 tails; 8 ends
    assert form.nodes == 1 + 2 + 4 + 8 + 8
    loud, mute = (Observation("speak", 0, move) for move in ("loud", "mute"))
    held = Observation("answer", 0, "hold")
    assert set(game.infosets) == {
        InfosetKey("a", "h", "speak", 0, ()),
        InfosetKey("a", "s", "speak", 0, ()),
        InfosetKey("b", "only", "answer", 0, (loud,)),
        InfosetKey("b", "only", "answer", 0, (mute,)),
        InfosetKey("c", "only", "tail", 0, (held,)),
    }
    tail = game.infosets.index(InfosetKey("c", "only", "tail", 0, (held,)))
    assert np.count_nonzero(form.infoset == tail) == 4


def test_beliefs_have_rows_of_their_own():
    game = game_of(SIGNAL)
    rows = [[str(game.parameters[number]) for number in row[:2]] for row in game.form.probability]
    own = ["prior:.a.h", "prior:.a.s"]
    assert dict(zip(("", *game.form.players), rows, strict=True)) == {
        "": own, "a": own, "b": ["prior:b.a.h", "prior:b.a.s"], "c": own,
    }  # fmt: skip


def test_payoffs_of_a_type_are_charged_to_that_type_only():
    game = game_of(SIGNAL)
    noise = Parameter("weight", ("noise",))
    charged = {}
    for node in np.flatnonzero(game.form.owner == TERMINAL):
        edge = int(np.flatnonzero(game.form.child == node)[0])
        terms = paid(game, edge, "a")
        (utility,) = (item for item in terms if item.kind == "utility")
        charged.setdefault(utility.keys[1], set()).add(terms.get(noise, 0.0))
    assert charged == {"h": {0.0}, "s": {0.0, 2.0}}


def test_a_private_fix_is_drawn_from_the_conjecture():
    game = game_of(SIGNAL, "mute")
    for node in np.flatnonzero(game.form.owner == CHANCE)[1:]:
        edges = range(game.form.first_edge[node], game.form.first_edge[node + 1])
        shares = {game.conjectured[e]: float(game.parameters[game.form.probability[0, e]].keys[0]) for e in edges}
        assert shares == {"loud": 0.75, "mute": 0.25}
        assert {game.conjectured[e]: game.actual[e] for e in edges} == {"loud": 0.0, "mute": 1.0}
    assert len([key for key in game.infosets if key.stage == "answer"]) == 2


def test_private_fixes_are_drawn_jointly():
    whisper = '  - whisper: {by: a, seen_by: [b], moves: {hope: "", fear: ""}}\n'
    plans = "plans: {loud: {speak: loud, whisper: hope}, mute: {speak: mute, whisper: fear}}"
    text = SIGNAL.replace("  - answer:", f"{whisper}  - answer:")
    text = text.replace("plans: {loud: {speak: loud}, mute: {speak: mute}}", plans)
    game = game_of(text, "loud")
    parameters = game.fill(numbers_for(game))
    expected = edge_weights(game.form, parameters, strategy=mixed(game))
    real = edge_weights(game.form, parameters, strategy=mixed(game), chance=game.actual)
    assert reached(game, expected, "answer") == pytest.approx({("loud", "hope"): 0.75, ("mute", "fear"): 0.25})
    assert reached(game, real, "answer") == pytest.approx({("loud", "hope"): 1.0})


def reached(game, weights, stage):
    """The probability of what has been seen at *stage*, where it is positive."""
    reach = reach_probabilities(game.form, weights)[:, 0]
    found = {}
    for number, key in enumerate(game.infosets):
        probability = reach[game.form.infoset == number].sum()
        if key.stage == stage and probability > 0:
            found[tuple(item.move for item in key.seen)] = probability
    return found


def test_what_is_chosen_together_is_not_seen():
    steps = ENTRY[ENTRY.index("  - enter") : ENTRY.index("outcomes")]
    group = "  - together:\n" + "".join(f"    {line}\n" for line in steps.splitlines())
    text = ENTRY.replace(steps, group).replace(", when: entered == yes", "")
    game = game_of(text)
    assert isinstance(game.form, ExtensiveForm)
    assert game.form.nodes == 1 + 2 + 4
    assert game.infosets == (InfosetKey("a", "only", "enter", 0, ()), InfosetKey("b", "only", "reply", 0, ()))


def test_rounds_are_counted_discounted_and_ended():
    game = game_of(CAMPAIGN, merged=False)
    # The line: two leave, fair weather, the other crosses: over after the first round, with one unit left.
    key = InfosetKey(
        "b", "only", "test", 1, (Observation("leave", 1, "two"), Observation("luck", 1, "fair")),
    )  # fmt: skip
    node = int(np.flatnonzero(game.form.infoset == game.infosets.index(key))[0])
    hold, cross = range(game.form.first_edge[node], game.form.first_edge[node + 1])
    assert game.terminal_outcome[int(game.form.child[cross])] == "lost"
    assert paid(game, cross, "a") == {
        Parameter("weight", ("troops", "1")): 1.0,
        Parameter("utility", ("a", "only", "lost")): 1.0,
    }
    assert paid(game, hold, "a") == {Parameter("weight", ("troops", "1")): 1.0}
    rounds = {parameter.keys[1] for parameter in game.parameters if parameter.kind == "weight"}
    assert rounds == {"1", "2", "3"}


def induced(game, numbers):
    """Backward induction over any acyclic game of perfect information: the payoffs at the root."""
    form, parameters = game.form, game.fill(numbers)
    pays = form.payoffs.evaluate(parameters)[:, 0].reshape(len(form.child), -1)
    chance = form.probability[0] if form.probability.ndim == 2 else form.probability
    value = np.zeros((len(form.owner), len(form.players)))
    for node in range(len(form.owner) - 1, -1, -1):
        edges = np.arange(form.first_edge[node], form.first_edge[node + 1])
        if form.owner[node] == TERMINAL:
            continue
        each = pays[edges] + value[form.child[edges]]
        if form.owner[node] == CHANCE:
            value[node] = parameters[chance[edges], 0] @ each
        else:
            value[node] = each[each[:, form.owner[node]].argmax()]
    return dict(zip(form.players, value[0], strict=True))


@pytest.mark.parametrize("text", [ENTRY, CAMPAIGN, CAMPAIGN.replace("until: crossed == yes", "until: n == 0")])
def test_merged_states_are_worth_what_the_tree_is(text):
    merged, tree = game_of(text), game_of(text, merged=False)
    numbers = numbers_for(merged, tree)
    assert induced(merged, numbers) == pytest.approx(induced(tree, numbers), abs=1e-12)
    assert len(merged.form.owner) <= tree.form.nodes


def test_merging_pays():
    merged, tree = game_of(CAMPAIGN), game_of(CAMPAIGN, merged=False)
    assert len(merged.form.owner) * 10 < tree.form.nodes


# `n >= 0` always holds, but it can still change when the audience has spoken: the report has to be kept.
@pytest.mark.parametrize(
    ("merged", "kept"),
    [
        ("opinion(a.h)", "opinion(a.h) * (n >= 0)"),
        ("2 * opinion(a.h) * (speak == loud)", "2 * opinion(a.h) * (n >= 0) * (speak == loud)"),
    ],
)
def test_a_merged_report_pays_what_a_kept_one_does(merged, kept):
    short, long = game_of(AUDIENCE.replace("PER", merged)), game_of(AUDIENCE.replace("PER", kept))
    assert short.form.nodes < long.form.nodes
    assert set(short.infosets) == set(long.infosets)
    numbers = numbers_for(short, long)
    assert value_of(short, numbers) == pytest.approx(value_of(long, numbers), abs=1e-12)


def test_an_audience_reports_on_a_grid_and_loses_the_square_of_its_error():
    game = game_of(AUDIENCE.replace("PER", "opinion(a.h)"))
    form = game.form
    w = form.players.index("w")
    for node in np.flatnonzero(form.owner == w):
        edges = np.arange(form.first_edge[node], form.first_edge[node + 1])
        assert len(set(form.child[edges].tolist())) == 1
        root_edge = node
        while form.parent[form.parent[root_edge]] >= 0:
            root_edge = form.parent[root_edge]
        hard = game.parameters[form.probability[0, np.flatnonzero(form.child == root_edge)[0]]].keys[2] == "h"
        losses = [sum(paid(game, int(edge), "w").values()) for edge in edges]
        assert losses == pytest.approx([-((k / 3 - hard) ** 2) for k in range(4)])


def test_of_two_audiences_that_judge_the_same_the_first_counts():
    text = AUDIENCE.replace("PER", "opinion(a.h)").replace(
        "facts:", "  v: {audience: {judges: a.h, at: vote, steps: 3}}\nfacts:"
    )
    game = game_of(text.replace("  - late:", "  - vote: {by: v}\n  - late:"))
    counted = {"w": set(), "v": set()}
    for node, owner in enumerate(game.form.owner):
        if owner >= 0 and game.form.players[owner] in counted:
            edges = range(game.form.first_edge[node], game.form.first_edge[node + 1])
            counted[game.form.players[owner]] |= {amount for e in edges for amount in paid(game, e, "a").values()}
    assert counted["w"] == {1 / 3, 2 / 3, 1.0}
    assert counted["v"] == set()


def test_reach_follows_the_profile():
    game = game_of(SIGNAL)
    numbers = numbers_for(game)
    parameters = game.fill(numbers)
    weights = edge_weights(game.form, parameters, strategy=mixed(game))
    reach = reach_probabilities(game.form, weights)
    assert reach[game.form.owner == TERMINAL].sum() == pytest.approx(1)
    assert reach[1, 0] == pytest.approx(numbers[Parameter("prior", ("", "a", "h"))][0])


@pytest.mark.parametrize("text", [SIGNAL, CAMPAIGN])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_file_of_gambit_keeps_expected_payoffs(text, seed):
    game = game_of(text, merged=False)
    numbers = numbers_for(game)
    parameters = game.fill(numbers)
    strategy = mixed(game, seed)
    before = expected_payoffs(game.form, parameters, edge_weights(game.form, parameters, strategy=strategy))
    again = read_efg(write_efg(game.form, parameters[:, 0]))
    form = again.form
    place = {label: index for index, label in enumerate(game.form.infoset_labels)}
    assert len(place) == form.infosets
    rows = []
    for label in form.infoset_labels:
        index = place[label]
        rows.append(strategy[game.form.first_action[index] : game.form.first_action[index + 1]])
    weights = edge_weights(form, again.parameters, strategy=np.concatenate(rows))
    assert expected_payoffs(form, again.parameters, weights) == pytest.approx(before, abs=1e-9)


def test_too_large_a_game_is_refused_with_the_stages_that_multiply():
    with pytest.raises(LimitError, match="leave"):
        game_of(CAMPAIGN, merged=False, limit=50)
    with pytest.raises(LimitError, match="leave"):
        game_of(CAMPAIGN, limit=5)


def test_an_unknown_plan_is_refused_by_name():
    with pytest.raises(ValueError, match="no plan 'never'"):
        game_of(ENTRY, "never")
