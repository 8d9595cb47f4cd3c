"""What must hold for every game: a file written and read again is the same game, with the same equilibria."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.games import (
    ExtensiveForm,
    FloatArray,
    Game,
    edge_weights,
    expected_payoffs,
    read_efg,
    read_game_json,
    read_nfg,
    write_efg,
    write_game_json,
    write_nfg,
)
from foedus.solve import certify_sequential, logit_sequential
from support.trees import tree

PLAYERS = ["Ann", "Bob", "Eve"]
AMOUNTS = st.one_of(st.integers(-3, 3).map(float), st.floats(-1e6, 1e6), st.sampled_from([0.1, -1e-9, 1 / 3, 1e20]))
LABELS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
FIELDS = [name for name in ExtensiveForm.__slots__ if name not in ("payoffs", "parameter_names")]


Made = tuple[ExtensiveForm, FloatArray]


@st.composite
def chances(draw: st.DrawFn, size: int) -> list[float]:
    shares = draw(st.lists(st.integers(1, 9), min_size=size, max_size=size))
    return [share / sum(shares) for share in shares]


@st.composite
def games(draw: st.DrawFn, *, players: int = 3, depth: int = 3, shared: bool = True) -> Made:
    """Return a tree; with *shared*, two nodes of one player, no ancestors of each other, may share a set."""
    number = itertools.count()

    def node(left: int) -> Any:
        kind = draw(st.integers(0, players + 1)) if left else 0
        if kind == 0:
            return None
        size = draw(st.integers(1, 3))
        pays = [draw(st.one_of(st.just(()), st.tuples(*[AMOUNTS] * players))) for _ in range(size)]
        if kind == 1:
            return ("chance", list(zip(draw(chances(size)), pays, [node(left - 1) for _ in range(size)], strict=True)))
        player = PLAYERS[kind - 2]
        if shared and left > 1 and draw(st.booleans()):
            hidden, own = PLAYERS[(kind - 1) % players], f"hidden{next(number)}"
            replies = [(hidden, own, [(draw(st.tuples(*[AMOUNTS] * players)), None) for _ in range(2)]) for _ in pays]
            return (player, f"open{next(number)}", list(zip(pays, replies, strict=True)))
        return (player, f"set{next(number)}", [(pay, node(left - 1)) for pay in pays])

    first = draw(st.integers(0, players - 1))
    root = (PLAYERS[first], "first", [(draw(st.tuples(*[AMOUNTS] * players)), node(depth)) for _ in range(2)])
    return tree(PLAYERS[:players], root)


def labelled(form: ExtensiveForm, labels: list[str]) -> ExtensiveForm:
    """Return *form* with nodes and actions named by *labels* in turn; those of nodes are distinct or empty."""
    fields = {name: getattr(form, name) for name in form.__slots__}
    fields["action_labels"] = tuple(itertools.islice(itertools.cycle(labels), form.actions))
    distinct = list(dict.fromkeys(labels))
    fields["node_labels"] = tuple(distinct[node] if node < len(distinct) else "" for node in range(form.nodes))
    chance = int((form.probability[0] >= 0).sum())
    fields["chance_labels"] = tuple(itertools.islice(itertools.cycle(reversed(labels)), chance))
    return type(form)(**fields)


def differing(one: ExtensiveForm, other: ExtensiveForm) -> list[str]:
    return [field for field in FIELDS if not np.array_equal(getattr(one, field), getattr(other, field))]


def paid(form: ExtensiveForm, parameters: FloatArray) -> list[float]:
    return form.payoffs.evaluate(parameters)[:, 0].tolist()


def likely(form: ExtensiveForm, parameters: FloatArray) -> list[float]:
    prior = form.probability[0]
    return parameters[prior[prior >= 0], 0].tolist()


def worth(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> list[float]:
    weights = edge_weights(form, parameters, strategy=strategy)
    return expected_payoffs(form, parameters, weights)[:, 0].tolist()


def settled(form: ExtensiveForm, parameters: FloatArray) -> Game:
    """Return the game as a file numbers it: depth first, information sets as they appear."""
    return read_efg(write_efg(form, parameters))


@given(games(), st.lists(LABELS, min_size=1, max_size=8), LABELS, LABELS)
def test_an_efg_read_and_written_is_the_same_game(made: Made, labels: list[str], title: str, comment: str) -> None:
    first = settled(*made)
    form = labelled(first.form, labels)
    text = write_efg(form, first.parameters, title=title, comment=comment)
    game = read_efg(text)
    assert differing(game.form, form) == ([] if any(form.node_labels) else ["node_labels"])
    assert (game.title, game.comment) == (title, comment)
    assert paid(game.form, game.parameters) == paid(form, first.parameters)
    assert likely(game.form, game.parameters) == likely(form, first.parameters)
    assert write_efg(game.form, game.parameters, title=title, comment=comment) == text


@given(games(), st.lists(LABELS, min_size=1, max_size=8), LABELS)
def test_json_read_and_written_is_the_same_game(made: Made, labels: list[str], title: str) -> None:
    form, parameters = labelled(made[0], labels), made[1]
    text = write_game_json(form, parameters, title=title)
    game = read_game_json(text)
    assert differing(game.form, form) == []
    assert game.form.parameter_names == form.parameter_names
    assert game.parameters.tolist() == parameters.tolist()
    assert paid(game.form, game.parameters) == paid(form, parameters)
    assert write_game_json(game.form, game.parameters, title=title) == text


@given(games(), st.integers(0, 2**32 - 1))
def test_writing_changes_no_payoff_of_any_strategies(made: Made, seed: int) -> None:
    form, parameters = made
    game = settled(form, parameters)
    plain = read_efg(write_efg(form, parameters, plain=True))
    rng = np.random.default_rng(seed)
    shares = {label: float(rng.random()) for label in form.action_labels}

    def strategy(of: ExtensiveForm) -> FloatArray:
        rows = [np.array([shares[label] for label in of.action_labels[start:stop]])
                for start, stop in itertools.pairwise(of.first_action.tolist())]  # fmt: skip
        return np.concatenate([row / row.sum() for row in rows])[:, None]

    expected = worth(form, parameters, strategy(form))
    scale = max(1.0, *np.abs(parameters[:, 0]), *np.abs(form.payoffs.coefficient))
    for other in (game, plain):
        found = worth(other.form, other.parameters, strategy(other.form))
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-11 * scale)


@given(games(depth=2), st.data())
def test_a_table_pays_what_its_plans_pay_in_the_tree(made: Made, data: st.DataObject) -> None:
    form, parameters = made
    game = settled(form, parameters)
    table = read_nfg(write_nfg(game.form, game.parameters, limit=10_000_000))
    chosen, behaviour = np.zeros(table.form.actions), np.full(game.form.actions, np.nan)
    for player, (start, stop) in enumerate(itertools.pairwise(table.form.first_action.tolist())):
        plan = data.draw(st.integers(start, stop - 1))
        chosen[plan] = 1.0
        sets = np.flatnonzero(game.form.infoset_player == player).tolist()
        for item, word in zip(sets, table.form.action_labels[plan].split("/"), strict=bool(sets)):
            own = slice(*game.form.first_action[[item, item + 1]].tolist())
            size = own.stop - own.start
            behaviour[own] = [1 / size if word == "*" else word == label for label in game.form.action_labels[own]]
    scale = max(1.0, *np.abs(parameters[:, 0]), *np.abs(form.payoffs.coefficient))
    expected = worth(game.form, game.parameters, behaviour[:, None])
    assert worth(table.form, table.parameters, chosen[:, None]) == pytest.approx(expected, rel=1e-9, abs=1e-11 * scale)


@settings(max_examples=25)
@given(games(players=2, depth=2, shared=False))
def test_a_game_read_again_has_the_same_certified_equilibrium(made: Made) -> None:
    first = settled(*made)
    solved = logit_sequential(first.form, first.parameters)
    for text, read in (
        (write_efg(first.form, first.parameters), read_efg),
        (write_game_json(first.form, first.parameters), read_game_json),
    ):
        game = read(text)
        again = logit_sequential(game.form, game.parameters)
        assert again.status.tolist() == solved.status.tolist()
        assert again.log_strategy.tolist() == solved.log_strategy.tolist()
        gain = certify_sequential(game.form, game.parameters, again.log_strategy).max_gain.tolist()
        assert gain == certify_sequential(first.form, first.parameters, solved.log_strategy).max_gain.tolist()
