"""Gambit's file formats on texts we wrote: what may be said in several ways, what is wrong and where."""

from pathlib import Path

import numpy as np
import pytest

from foedus._core import CaseError, LimitError
from foedus.games import (
    CHANCE,
    TERMINAL,
    ExtensiveForm,
    StateGraph,
    Terms,
    edge_weights,
    expected_payoffs,
    read_efg,
    read_nfg,
    write_efg,
)
from support.trees import graph, tree

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"

POKER = """EFG 2 R "Stripped \\"down\\" poker" { "Ann" "Bob" } "a comment"
c "deal" 1 "(0,1)" { "Ace" 1/2 "King" .5 } 1 "ante" { -1, -1 }
p "" 1 1 "ace" { "Bet" "Fold" } 0
p "" 2 1 "called" { "Call" "Pass" } 0
t "" 2 "big" { 5 -1 }
t "" 3 { 3, 0 }
t "" 0
p "" 1 2 "king" { "Bet" "Fold" } 0
p "" 2 1 0
t "" 4 "loss" { -1/1 5e0, }
t "" 3
t "" 0
"""


def uniform(form):
    sizes = np.diff(form.first_action)
    return np.repeat(1.0 / sizes, sizes)[:, None]


def worth(game, strategy=None):
    weights = edge_weights(game.form, game.parameters, strategy=uniform(game.form) if strategy is None else strategy)
    return expected_payoffs(game.form, game.parameters, weights)[:, 0].tolist()


def test_everything_the_format_leaves_open_is_understood():
    game = read_efg(POKER)
    form = game.form
    assert (game.title, form.players, form.nodes, form.infosets) == ('Stripped "down" poker', ("Ann", "Bob"), 11, 3)
    assert form.owner[0] == CHANCE
    assert form.action_labels == ("Bet", "Fold", "Bet", "Fold", "Call", "Pass")
    assert np.count_nonzero(form.infoset == 2) == 2
    # ante -1 each; then half the time nothing, a quarter each call or pass, over both cards
    assert worth(game) == pytest.approx([-1 + (5 - 1) / 8 + 2 * 3 / 8, -1 + (-1 + 5) / 8])


def test_an_outcome_inside_the_tree_is_paid_on_the_way():
    game = read_efg(
        'EFG 2 R "" { "a" } p "" 1 1 "" { "l" "r" } 0'
        ' p "" 1 2 "" { "x" "y" } 1 "toll" { -2 } t "" 0 t "" 2 { 7 } t "" 0'
    )
    assert worth(game) == pytest.approx([(-2 + 3.5) / 2])


def test_a_game_without_moves_still_pays():
    assert worth(read_efg('EFG 2 R "" { "a" "b" } t "" 1 "" { 3 4 }')) == [3.0, 4.0]


def test_two_writings_of_a_strategic_form_are_one_game():
    payoffs = 'NFG 1 R "chicken" { "a" "b" } { 2 3 } "note" 1 2 3 4 5 6 7 8 9 10 11 12'
    outcomes = """NFG 1 R "chicken" { "a" "b" } { { "up" "down" } { "l" "m" "r" } } "note"
    { { "" 1, 2 } { "" 3, 4 } { "" 5, 6 } { "" 7, 8 } { "" 9, 10 } { "" 11, 12 } } 1 2 3 4 5 6"""
    first, second = read_nfg(payoffs), read_nfg(outcomes)
    assert second.form.action_labels == ("up", "down", "l", "m", "r")
    rng = np.random.default_rng(0)
    a, b = rng.dirichlet([1, 1]), rng.dirichlet([1, 1, 1])
    table = np.arange(1.0, 13.0).reshape(3, 2, 2)  # the first player's strategy runs fastest
    expected = np.einsum("j,i,jip->p", b, a, table)
    for game in (first, second):
        assert game.form.infosets == 2
        assert worth(game, np.concatenate([a, b])[:, None]) == pytest.approx(expected.tolist())


def test_outcome_zero_of_a_strategic_form_pays_nothing():
    game = read_nfg('NFG 1 R "" { "a" "b" } { { "u" "d" } { "l" "r" } } "" { { "x" 4 8 } } 1 0 0 0')
    assert worth(game) == pytest.approx([1.0, 2.0])


def test_a_written_game_reads_back_the_same():
    game = read_efg(POKER)
    again = read_efg(write_efg(game.form, game.parameters, title=game.title))
    assert again.title == game.title
    assert again.form.infoset_labels == game.form.infoset_labels
    rng = np.random.default_rng(3)
    for _ in range(5):
        strategy = np.concatenate([rng.dirichlet([1, 1]) for _ in range(3)])[:, None]
        assert worth(again, strategy) == pytest.approx(worth(game, strategy))


def test_parallel_edges_become_copies():
    after = ("b", "B", [((0, 1), None), ((2, 0), None)])
    form, parameters = tree(("a", "b"), ("a", "A", [((1, 0), after), ((5, 0), after)]))
    assert form.nodes == 4
    again = read_efg(write_efg(form, parameters))
    assert again.form.nodes == 1 + 2 + 4
    strategy = np.array([0.25, 0.75, 0.5, 0.5])[:, None]
    weights = edge_weights(form, parameters, strategy=strategy)
    assert worth(again, strategy) == pytest.approx(expected_payoffs(form, parameters, weights)[:, 0].tolist())


def test_a_state_graph_is_unrolled_under_a_limit():
    form, parameters = graph(("a",), ("a", "A", [((1,), ("a", "L", [((0,), None), ((2,), None)])), ((0,), None)]))
    joined = StateGraph(
        form.players, np.array([0, 0, TERMINAL], np.int32), np.array([0, 2, 4, 4], np.int32),
        np.array([1, 1, 2, 2], np.int32), np.full(4, -1, np.int32),
        Terms(np.arange(5, dtype=np.int32), np.zeros(4, np.int32), np.array([1.0, 3.0, 0.0, 2.0])),
        form.parameter_names, ("first", "second", "end"), ("l", "r", "x", "y"),
    )  # fmt: skip
    again = read_efg(write_efg(joined, parameters))
    assert (again.form.nodes, again.form.infosets) == (7, 3)
    assert worth(again) == pytest.approx([2 + 1])
    with pytest.raises(LimitError, match="3"):
        write_efg(joined, parameters, limit=3)


def test_labels_with_quotation_marks_and_backslashes_survive():
    form, parameters = tree(("a",), ("a", 'he said "go\\"', [((1,), None), ((0,), None)]))
    assert '"go' in read_efg(write_efg(form, parameters)).form.infoset_labels[0]


HEAD = 'EFG 2 R "x" { "a" "b" }\n'


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "begin"),
        ("NFG 1 R", 1, "begin"),
        (HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 0\n', 4, "missing"),
        (HEAD + 't "" 0\nt "" 0\n', 3, "complete"),
        (HEAD + 'p "" 3 1 "" { "l" } 0\nt "" 0\n', 2, "player 3"),
        (HEAD + 'p "" 1 1 "" 0\nt "" 0\n', 2, "no actions"),
        (HEAD + 'c "" 1 "" { "l" 1/2 "r" 1/3 } 0\nt "" 0\nt "" 0\n', 2, "sum"),
        (HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 1 }\nt "" 0\n', 3, "payoffs"),
        (HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 1 x }\nt "" 0\n', 3, "payoffs"),
        (HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 7\nt "" 0\n', 3, "outcome 7"),
        (HEAD + 'p "" 1 1 "" { "l" "r" } 0\nwhat "" 0\nt "" 0\n', 3, ""),
        (HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 1 1/0 }\nt "" 0\n', 3, "payoffs"),
        (HEAD + 'p "" 1 1 "" { "l } 0\n', 2, ""),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_at_its_line(text, line, what):
    with pytest.raises(CaseError) as caught:
        read_efg(text, name="broken.efg")
    first = caught.value.diagnostics[0]
    assert (first.where.file, first.where.line) == ("broken.efg", line)
    assert first.where.column >= 1
    assert what in first.message
    assert first.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        'NFG 1 R "x" { "a" "b" } { 2 2 } "" 1 2 3',
        'NFG 1 R "x" { "a" "b" } { 2 } "" 1 2 3 4',
        'NFG 1 R "x" { "a" "b" } { 2 0 } ""',
        'NFG 1 R "x" { "a" } { 2 } "" 1 what',
        'NFG 1 R "x" { "a" "b" } { { "u" } { "l" } } "" { { "x" 4 8 } } 2',
    ],
)
def test_a_broken_strategic_form_is_refused(text):
    with pytest.raises(CaseError) as caught:
        read_nfg(text)
    assert caught.value.diagnostics[0].where.line == 1


def test_hostile_files_are_bounded():
    with pytest.raises((LimitError, CaseError)):
        read_nfg('NFG 1 R "x" { "a" "b" "c" } { 99999 99999 99999 } "" 1')
    with pytest.raises(CaseError):
        read_efg(HEAD + 'p "" 1 1 "' + "\\" * 100_001)
    with pytest.raises(CaseError):
        read_efg(HEAD + 't "" 1 "" { ' + "9" * 100_000 + " 0 }")
    deep = HEAD + 'p "" 1 1 "" { "on" } 0\n' * 20_000 + 't "" 0\n'
    assert read_efg(deep).form.nodes == 20_001
    assert isinstance(read_efg(deep).form, ExtensiveForm)


FILES = sorted(path for path in DATA.glob("**/*.?fg") if path.suffix in (".efg", ".nfg")) if DATA.is_dir() else []


@pytest.mark.skipif(not FILES, reason="needs ../shared/data; the texts above are the twin")
def test_every_file_at_hand_reads_and_writes():
    assert len(FILES) > 70
    for path in FILES:
        read = read_efg if path.suffix == ".efg" else read_nfg
        game = read(path.read_text(encoding="utf-8"), name=path.name)
        again = read_efg(write_efg(game.form, game.parameters))
        assert again.form.nodes == game.form.nodes
        assert worth(again) == pytest.approx(worth(game), abs=1e-9), path.name
