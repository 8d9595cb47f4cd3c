"""Reading and writing Gambit's files: what the format allows, what is wrong with a text, and what survives."""

import contextlib
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus._core import CaseError, LimitError
from foedus.games import CHANCE, TERMINAL, edge_weights, expected_payoffs, read_efg, read_nfg, write_efg
from foedus.games._interchange import _read_efg
from foedus.games._interchange._probability_text import probability_texts
from support.trees import graph, tree

HEAD = 'EFG 2 R "" { "A" "B" } '


def column(game, edge):
    """Return what both players are paid on an edge."""
    return game.form.payoffs.evaluate(game.parameters).reshape(len(game.form.child), -1)[edge].tolist()


def test_a_game_is_read_in_file_order():
    game = read_efg(
        'EFG 2 R "Two \\"sides\\"" { "A" "B" }\n"a comment"\n'
        'c "root" 1 "deal" { "x" 1/3 "y" 2/3 } 0\n'
        'p "" 2 7 "late" { "l" "r" } 0 t "" 1 "" { 1, 2 } t "" 2 "" { 3, 4 }\n'
        'p "" 1 1 "early" { "u" "d" } 0 t "" 1 t "" 0'
    )
    form = game.form
    assert (game.title, game.comment) == ('Two "sides"', "a comment")
    assert form.owner.tolist() == [CHANCE, 1, TERMINAL, TERMINAL, 0, TERMINAL, TERMINAL]
    assert form.infoset_labels == ("early", "late")  # by player, then by appearance
    assert form.action_labels == ("u", "d", "l", "r")
    assert form.infoset.tolist() == [-1, 1, -1, -1, 0, -1, -1]
    assert form.parent.tolist() == [-1, 0, 1, 1, 0, 4, 4]
    assert form.child.tolist() == [1, 4, 2, 3, 5, 6]
    assert game.parameters[form.probability[:, :2], 0].tolist() == [[1 / 3, 2 / 3]] * 3
    assert [column(game, edge) for edge in range(2, 6)] == [[1, 2], [3, 4], [1, 2], [0, 0]]


def test_equal_numbers_are_one_parameter():
    game = read_efg(HEAD + 'c "" 1 "" { "x" .5 "y" 1/2 } 0 t "" 1 "" { 5e-1 1 } t "" 2 "" { 2/4, 1.0 }')
    assert game.parameters[:, 0].tolist() == [0.5, 1.0]


@pytest.mark.parametrize(
    ("word", "value"),
    [("1", 1), ("-3", -3), ("+2", 2), (".5", 0.5), ("5.", 5), ("1e3", 1000), ("-1.5E-2", -0.015), ("-1/8", -0.125)],
)
def test_numbers_may_be_written_in_many_ways(word, value):
    game = read_efg(HEAD + f'p "" 1 1 "" {{ "x" "y" }} 0 t "" 1 "" {{ {word},7, }} t "" 0')
    assert column(game, 0) == [value, 7]


def test_outcomes_in_the_middle_are_paid_on_the_way():
    game = read_efg(
        HEAD + 'p "" 1 1 "" { "x" "y" } 1 "fee" { -1 0 } p "" 2 1 "" { "z" } 2 "toll" { 0 -2 } t "" 0 t "" 2'
    )
    assert [column(game, edge) for edge in range(3)] == [[-1, -2], [-1, -2], [0, 0]]


def test_repeated_information_sets_and_chance_moves_may_leave_out_their_lists():
    game = read_efg(
        HEAD + 'p "" 1 1 "one" { "x" "y" } 0 c "" 1 "" { "h" 1/4 "t" 3/4 } 0 p "" 2 5 "two" { "z" } 0 t "" 0 '
        'p "" 2 5 0 t "" 0 c "" 1 "" 0 p "" 2 5 "two" 0 t "" 0 p "" 2 5 9 "end" { 1 1 } t "" 0'
    )
    assert game.form.infosets == 2
    assert (game.form.infoset == 1).sum() == 4
    assert game.parameters[game.form.probability[0, 2:], 0].tolist().count(0.75) == 2


def test_a_game_without_moves_keeps_its_payoffs():
    game = read_efg(HEAD + 't "" 1 "" { 3 4 }')
    weights = edge_weights(game.form, game.parameters, strategy=np.zeros((0, 1)))
    assert expected_payoffs(game.form, game.parameters, weights)[:, 0].tolist() == [3, 4]
    assert read_efg(HEAD + 't "" 0').form.nodes == 1


def test_depth_needs_no_recursion():
    text = "EFG 2 R \"\" { \"A\" } " + " ".join(
        f'p "" 1 {place} "" {{ "go" "stop" }} 0' for place in range(1, 20_001)
    ) + 't "" 0 ' * 20_001  # fmt: skip
    game = read_efg(text)
    assert game.form.nodes == 40_001
    assert write_efg(game.form, game.parameters).count("\np ") == 20_000


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("NFG 1 R", (1, 1), "does not begin"),
        (HEAD + '\n x "" 0', (2, 2), "not an entry"),
        (HEAD + '\np "" 3 1 "" { "a" } 0 t "" 0', (2, 1), "player 3 does not exist"),
        (HEAD + '\np "" 0 1 "" { "a" } 0 t "" 0', (2, 1), "player 0 does not exist"),
        (HEAD + '\np "" 1 1 0', (2, 1), "has no actions"),
        (HEAD + '\nc "" 1 0', (2, 1), "has no actions"),
        (HEAD + '\nc "" 1 "" { "a" 1/2 "b" } 0', (2, 1), "not actions with their probabilities"),
        (HEAD + '\nc "" 1 "" { "a" 1.5 "b" -.5 } 0', (2, 1), "not actions with their probabilities"),
        (HEAD + '\nc "" 1 "" { "a" 1/2 "b" 1/3 } 0 t "" 0 t "" 0', (2, 1), "sum to 0.833333333"),
        (HEAD + 'p "" 1 1 "" { "a" "b" } 0 t "" 0\np "" 1 1 "" { "b" "a" } 0 t "" 0 t "" 0', (2, 1), "other actions"),
        (HEAD + 'p "" 1 1 "" { "a" "b" } 0 t "" 0\np "" 1 1 "" { "a" } 0 t "" 0', (2, 1), "other actions"),
        (HEAD + '\nt "" 1 "" { 1 }', (2, 1), "not one number for each player"),
        (HEAD + '\nt "" 1 "" { 1 two }', (2, 1), "not one number for each player"),
        (HEAD + '\nt "" 1 "" { 1 1/0 }', (2, 1), "not one number for each player"),
        (HEAD + '\nt "" 1 "" { 1 1e999 }', (2, 1), "not one number for each player"),
        (HEAD + 'p "" 1 1 "" { "a" "b" } 0 t "" 1 "" { 1 2 }\nt "" 1 "" { 1 3 }', (2, 1), "outcome 1 pays"),
        (HEAD + 'p "" 1 1 "" { "a" } 0\nt "" 4', (2, 1), "outcome 4 has no payoffs"),
        (HEAD + '\nt "" 0 t "" 0', (2, 8), "the file goes on"),
        (HEAD + '\np "" 1 1 "" { "a" "b" } 0', (2, 26), "2 nodes are missing"),
        (HEAD + '\np "" 1 1 "" { "a" "b } 0', (2, 1), "not an entry"),
    ],
)
def test_mistakes_are_found_where_they_are(text, place, message):
    with pytest.raises(CaseError) as caught:
        read_efg(text, name="mine.efg")
    found = caught.value.diagnostics[0]
    assert message in found.message
    assert (found.where.file, found.where.line, found.where.column) == ("mine.efg", *place)
    assert found.hint


def test_several_mistakes_are_told_at_once():
    with pytest.raises(CaseError) as caught:
        read_efg(HEAD + 'c "" 1 "" { "a" 0.3 "b" 0.3 } 0 t "" 8 t "" 9')
    assert len(caught.value.diagnostics) == 3


@given(st.text(alphabet='EFGpct "\\{}0123/.e-,\n', max_size=80))
def test_no_text_breaks_the_reader(tail):
    for text in (tail, HEAD + tail, HEAD + 'p "" 1 1 "" { "a" "b" } 0 ' + tail):
        with contextlib.suppress(CaseError):
            assert read_efg(text).form.nodes >= 1


def test_hostile_texts_take_no_long():
    begin = time.perf_counter()
    for piece in ('"', "{", '"\\', '{ "', "p ", "1 ", '{ "a" ', 'p "" 1 ', "9" * 50):
        with pytest.raises(CaseError):
            read_efg(HEAD + piece * 20_000)
        with pytest.raises(CaseError):
            read_nfg('NFG 1 R "" { "A" } ' + piece * 20_000)
    assert time.perf_counter() - begin < 60


def test_sizes_are_bounded(monkeypatch):
    monkeypatch.setattr(_read_efg, "MAX_NODES", 3)
    with pytest.raises(LimitError, match="4 entries; the limit is 3"):
        read_efg(HEAD + 't "" 0 ' * 4)
    with pytest.raises(LimitError, match="profiles"):
        read_nfg('NFG 1 R "" { "A" "B" } { 400000 400000 }')
    monkeypatch.setattr("foedus.games._interchange._game.MAX_CHARACTERS", 10)
    with pytest.raises(LimitError, match="characters"):
        read_efg(HEAD)


# ---- strategic games --------------------------------------------------------------------------------------------


def three_players():
    """Payoffs 100 a + 10 b + c for the strategies' numbers a, b, c: which cell is which shows."""
    cells = [(a, b, c) for c in (1, 2) for b in (1, 2, 3) for a in (1, 2)]
    return cells, 'NFG 1 R "" { "A" "B" "C" } { { "1" "2" } { "1" "2" "3" } { "1" "2" } } "" '


def profile_payoffs(game, profile):
    form = game.form
    strategy = np.zeros((form.actions, 1))
    for infoset, place in enumerate(profile):
        strategy[form.first_action[infoset] + place - 1] = 1
    return expected_payoffs(form, game.parameters, edge_weights(form, game.parameters, strategy=strategy))[:, 0]


def test_strategic_payoffs_belong_to_their_profiles():
    cells, head = three_players()
    game = read_nfg(head + " ".join(f"{100 * a + 10 * b + c} {a} {-b}" for a, b, c in cells))
    for a, b, c in cells:
        assert profile_payoffs(game, (a, b, c)).tolist() == [100 * a + 10 * b + c, a, -b]
    assert game.form.infosets == 3
    assert game.form.nodes == 1 + 2 + 6 + 12


def test_strategic_outcomes_are_looked_up():
    cells, head = three_players()
    outcomes = " ".join(f'{{ "{a}{b}{c}" {a}, {b}, {c} }}' for a, b, c in reversed(cells))
    numbers = " ".join(str(len(cells) - place) if place else "0" for place in range(len(cells)))
    game = read_nfg(head + "{ " + outcomes + " } " + numbers)
    assert profile_payoffs(game, cells[0]).tolist() == [0, 0, 0]
    for cell in cells[1:]:
        assert profile_payoffs(game, cell).tolist() == list(cell)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("EFG", "does not begin"),
        ('NFG 1 R "" { "A" "B" } { 2 } 1 2 3 4', "lists of strategies"),
        ('NFG 1 R "" { "A" } { 2 } 1', "1 numbers follow where 2 are needed"),
        ('NFG 1 R "" { "A" } { 2 } 1 x', "'x' is not a number"),
        ('NFG 1 R "" { "A" } { x } 1', "not numbers of strategies"),
        ('NFG 1 R "" { "A" } { 2 } { { "" 1 } } 1 2', "not one of 0 … 1"),
        ('NFG 1 R "" { "A" } { 2 } { { "" 1 2 } } 1 1', "2 numbers follow where 1 are needed"),
    ],
)
def test_mistakes_in_strategic_games_are_found(text, message):
    with pytest.raises(CaseError, match=message):
        read_nfg(text)


# ---- writing ----------------------------------------------------------------------------------------------------


def test_what_is_written_is_read_again():
    second = [("B", "b", [((1, 0.1), None), ((-2e-7, 3), None)]) for _ in range(2)]
    root = ("A", 'say "a" \\ or', [((), second[0]), ((0.5, 0), second[1]), ((1e20, 0), None)])
    form, parameters = tree(["A", "B"], ("chance", [(0.1, (), root), (0.2, (), None), (0.7, (1, 1), None)]))
    text = write_efg(form, parameters[:, 0], title='a "title"')
    game = read_efg(text)
    assert game.title == 'a "title"'
    assert game.form.infoset_labels == form.infoset_labels
    assert game.form.action_labels == form.action_labels
    assert write_efg(game.form, game.parameters, title=game.title) == text
    strategy = np.array([[0.2], [0.3], [0.5], [0.6], [0.4]])
    ours, again = (
        expected_payoffs(f, p, edge_weights(f, p, strategy=strategy))
        for f, p in ((form, parameters), (game.form, game.parameters))
    )
    assert again == pytest.approx(ours, rel=1e-12)


def test_parallel_edges_become_copies_and_the_chooser_remembers():
    end = ("W", "again", [((0, 0), None), ((0, 1), None)])
    report = ("W", "report", [((0, 0), end), ((0, -1), end)])
    form, parameters = tree(["S", "W"], ("S", "s", [((1, 0), report), ((0, 0), None)]))
    game = read_efg(write_efg(form, parameters))
    assert game.form.nodes == form.nodes + 3
    assert game.form.infoset_labels == ("s", "report", "again", "again #2")


def test_another_players_copies_stay_indistinguishable():
    end = ("S", "later", [((0, 0), None), ((1, 0), None)])
    form, parameters = tree(["S", "W"], ("W", "report", [((0, 0), end), ((0, -1), end)]))
    game = read_efg(write_efg(form, parameters))
    assert game.form.infoset_labels == ("later", "report")
    assert (game.form.infoset == 0).sum() == 2


def test_a_state_graph_is_unrolled():
    states, parameters = graph(["A", "B"], ("A", "a", [((1, 0), None), ((0, 2), ("B", "b", [((0, 0), None)]))]))
    game = read_efg(write_efg(states, parameters[:, 0]))
    assert game.form.nodes == 4
    assert game.form.infosets == 2


def test_nodes_of_one_label_are_told_apart():
    text = HEAD + 'p "x" 1 1 "" { "a" "b" "c" } 0 t "x" 0 t "x #2" 0 t "" 0'
    game = read_efg(text)
    again = read_efg(write_efg(game.form, game.parameters))
    assert again.form.node_labels == ("x", "x #2", "x #2 #2", "")


def test_too_large_a_tree_is_refused_with_a_remedy():
    node = None
    for place in range(12):
        node = ("W", f"r{place}", [((0,), node), ((0,), node)]) if node else ("W", "end", [((0,), None)])
    form, parameters = tree(["W"], node)
    assert len(write_efg(form, parameters).splitlines()) > 4000
    with pytest.raises(LimitError, match=r"more than 1,000 nodes.*coarser report"):
        write_efg(form, parameters, limit=1000)


def test_differing_priors_are_admitted():
    form, parameters = tree(["A"], ("chance", [(0.5, (1,), None), (0.5, (0,), None)]))
    assert "priors differ" not in write_efg(form, parameters)
    fields = {name: getattr(form, name) for name in form.__slots__}
    fields["probability"] = np.array([[1, 2], [2, 2]], np.int32)
    assert "priors differ" in write_efg(type(form)(**fields), parameters)


def test_wrong_shapes_and_numbers_are_refused():
    form, parameters = tree(["A"], ("chance", [(0.5, (1,), None), (0.5, (0,), None)]))
    with pytest.raises(ValueError, match="expected"):
        write_efg(form, parameters[:1, 0])
    with pytest.raises(ValueError, match="sum to 1"):
        write_efg(form, parameters * 0.9)
    with pytest.raises(ValueError, match="cannot hold"):
        write_efg(*tree(["A"], ("A", "a", [((float("nan"),), None)])))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9).filter(lambda row: sum(row) > 1e-9))
def test_probabilities_read_back_and_sum_to_one(row):
    values = tuple(value / sum(row) for value in row)
    texts = probability_texts(values)
    assert sum(map(Fraction, texts)) == 1
    game = read_efg(
        'EFG 2 R "" { "A" } c "" 1 "" { ' + " ".join(f'"" {text}' for text in texts) + " } 0 " + 't "" 0 ' * len(values)
    )
    read = game.parameters[game.form.probability[0], 0]
    assert read == pytest.approx(values, rel=1e-13, abs=1e-300)


def test_thirds_are_written_as_thirds():
    assert probability_texts((1 / 3, 2 / 3)) == ["1/3", "2/3"]
    values = (0.1 + 1e-17, 0.30000000000000004, 0.6)
    assert [float(Fraction(text)) for text in probability_texts(values)] == list(values)


def test_the_largest_decimal_may_be_completed():
    values = (0.01116689123456789, 1 - 0.01116689123456789)
    texts = probability_texts(values)
    assert "/" not in "".join(texts)
    assert [float(text) for text in texts] == list(values)
    assert sum(map(Fraction, texts)) == 1


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=9))
def test_plain_probabilities_are_no_large_rationals(row):
    values = tuple(value / sum(row) for value in row)
    texts = probability_texts(values, plain=True)
    assert sum(map(Fraction, texts)) == 1
    assert all(len(part) <= 5 for text in texts if "/" in text for part in text.split("/"))
    assert [float(Fraction(text)) for text in texts] == pytest.approx(values, rel=1e-13)
