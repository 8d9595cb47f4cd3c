"""Writing .nfg: tables as they were read, and trees as their reduced strategic form."""

import numpy as np
import pytest

from foedus._core import LimitError
from foedus.games import edge_weights, expected_payoffs, read_efg, read_nfg, write_nfg
from support.efg_games import efg_text, kuhn
from support.trees import graph, tree

TABLE = """NFG 1 R "three" { "A" "B" "C" }
{ { "up" "down" } { "l" "m" "r" } { "x" "y" } }
"a comment"
"""


def three():
    numbers = " ".join(f"{place}/7" if place % 2 else f"{place}.50" for place in range(36))
    return read_nfg(TABLE + numbers)


def test_a_table_is_written_as_it_was_read():
    game = three()
    text = write_nfg(game.form, game.parameters, title=game.title, comment=game.comment)
    assert text.startswith(TABLE)
    assert text[len(TABLE) :].split() == [f"{n}/7" if n % 2 else f"{n}.50" for n in range(36)]


def test_plain_gives_numbers_of_strategies():
    game = three()
    text = write_nfg(game.form, game.parameters, title=game.title, comment=game.comment, plain=True)
    assert text.splitlines()[0] == 'NFG 1 R "three" { "A" "B" "C" } { 2 3 2 }'
    assert '"a comment"' not in text
    assert read_nfg(text).parameters.tolist() == game.parameters.tolist()


def test_both_versions_are_written_alike():
    outcomes = read_nfg('NFG 1 D "" { "a" "b" } { { "u" "d" } { "l" "r" } } "" { { "x" 1, 1/3 } { "y" 0 -2 } } 1 0 2 1')
    payoffs = read_nfg('NFG 1 R "" { "a" "b" } { { "u" "d" } { "l" "r" } } 1 1/3 0 0 0 -2 1 1/3')
    assert write_nfg(outcomes.form, outcomes.parameters) == write_nfg(payoffs.form, payoffs.parameters)


def test_kuhn_poker_has_the_reduced_form_known_by_hand():
    # Of a card the first player checks and folds, checks and calls, or bets: 3 ** 3 plans. The second answers a check
    # and a bet with two actions each: 4 ** 3 plans. Kuhn 1950.
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    table = read_nfg(write_nfg(game.form, game.parameters))
    assert np.diff(table.form.first_action).tolist() == [27, 64]
    assert "check/fold/bet/*/check/call" in table.form.action_labels


def test_plans_leave_out_what_they_rule_out_themselves():
    later = ("A", "later", [((4, 0), None), ((5, 1), None)])
    other = ("B", "b", [((0, 0), later), ((0, 3), None)])
    form, parameters = tree(["A", "B"], ("A", "now", [((1, 2), None), ((0, 0), other)]))
    table = read_nfg(write_nfg(form, parameters))
    assert table.form.action_labels == (
        "later:*/now:0".replace("later:*", "*") if form.infoset_labels[0] == "later" else "now:0/*",
        "now:1/later:0", "now:1/later:1", "b:0", "b:1",
    )  # fmt: skip
    strategy = np.array([0, 1, 0, 0.25, 0.75])[:, None]
    weights = edge_weights(table.form, table.parameters, strategy=strategy)
    assert expected_payoffs(table.form, table.parameters, weights)[:, 0].tolist() == [0.25 * 4, 0.75 * 3]


def test_edges_that_share_a_child_and_state_graphs_are_written_too():
    after = ("b", "B", [((0, 1), None), ((2, 0), None)])
    form, parameters = tree(("a", "b"), ("a", "A", [((1, 0), after), ((5, 0), after)]))
    assert read_nfg(write_nfg(form, parameters)).form.nodes == 1 + 2 + 4
    states, numbers = graph(("a",), ("a", "A", [((1,), None), ((0,), None)]))
    assert np.diff(read_nfg(write_nfg(states, numbers[:, 0])).form.first_action).tolist() == [2]


def test_a_game_without_moves_is_a_table_of_one_cell():
    game = read_efg('EFG 2 R "" { "a" "b" } t "" 1 "" { 3 1/2 }')
    text = write_nfg(game.form, game.parameters)
    assert text.splitlines()[1:] == ['{ { "*" } { "*" } }', '""', "3 1/2"]


def test_too_large_a_table_is_refused_with_a_remedy():
    game = three()
    with pytest.raises(LimitError, match=r"12 cells; the limit is 11.*as a tree"):
        write_nfg(game.form, game.parameters, limit=11)
    form, parameters = tree(["A"], ("chance", [(1 / 8, (), ("A", f"s{k}", [((1,), None)] * 2)) for k in range(8)]))
    with pytest.raises(LimitError, match="256 plans or more"):
        write_nfg(form, parameters, limit=200)


def test_a_player_who_forgets_still_has_a_table():
    # Absent-minded: the second node is in the first one's information set (Piccione and Rubinstein 1997).
    game = read_efg(
        'EFG 2 R "" { "driver" } p "" 1 1 "" { "exit" "on" } 0 t "" 1 "" { 0 }'
        ' p "" 1 1 "" { "exit" "on" } 0 t "" 2 "" { 4 } t "" 3 "" { 1 }'
    )
    table = read_nfg(write_nfg(game.form, game.parameters))
    assert table.form.action_labels == ("exit", "on")
    weights = edge_weights(table.form, table.parameters, strategy=np.array([[0.5], [0.5]]))
    assert expected_payoffs(table.form, table.parameters, weights).tolist() == [[0.5]]


def test_many_players_are_refused():
    players = " ".join('""' for _ in range(61))
    with pytest.raises(LimitError, match="61 players; a table can have 60"):
        read_nfg(f'NFG 1 R "" {{ {players} }} {{ {"1 " * 61} }} {"0 " * 61}')
    game = read_efg(f'EFG 2 R "" {{ {players} }} t "" 0')
    with pytest.raises(LimitError, match="61 players"):
        write_nfg(game.form, game.parameters)
