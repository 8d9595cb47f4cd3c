"""What a .efg says is said again when it is written: labels, numbers as they were, outcomes where they stood."""

import re

import numpy as np
import pytest

from foedus._core import CaseError, LimitError
from foedus.games import read_efg, read_game, read_nfg, write_efg
from support.trees import tree

FULL = r"""EFG 2 R "Two \"rounds\" of \alpha" { "Ann" "阿波" }
"a comment, C:\\"

c "deal" 1 "cards" { "high" 1/3 "low" 2/3 } 0
p "top" 1 3 "Ann's card" { "raise" "fold" } 1 "ante" { -1/3, -.25 }
p "" 2 1 "raised" { "call" "pass" } 0
t "won" 2 "big" { 2.50 -2.50 }
t "" 0
t "" 3 "lost" { -1e0 1 }
p "" 1 7 "" { "raise" "fold" } 1
p "" 2 1 0
t "" 4 "" { -0.30000000000000004 100000000000000000000 }
t "" 3
t "" 3
"""
SAME = (
    "players", "owner", "infoset", "parent", "first_edge", "child", "infoset_player", "first_action", "infoset_labels",
    "action_labels", "node_labels", "chance_labels",
)  # fmt: skip


def again(game, **options):
    return read_efg(
        write_efg(
            game.form, game.parameters, title=game.title, comment=game.comment, outcome_labels=game.outcome_labels,
            **options,
        )
    )  # fmt: skip


def amounts(game):
    return game.form.payoffs.evaluate(game.parameters)[:, 0].tolist()


def test_a_file_says_the_same_when_written_and_read_again():
    game = read_efg(FULL)
    assert game.title == r'Two "rounds" of \alpha'
    assert game.comment == "a comment, C:\\"
    assert game.form.players == ("Ann", "阿波")
    assert game.form.chance_labels == ("high", "low")
    assert game.form.infoset_labels == ("Ann's card", "Ann:7", "raised")
    assert game.outcome_labels == ("", "ante", "", "big", "", "lost", "ante", "", "", "lost", "lost")
    twice = again(game)
    for field in SAME:
        assert np.array_equal(getattr(twice.form, field), getattr(game.form, field)), field
    assert (twice.title, twice.comment) == (game.title, game.comment)
    assert amounts(twice) == amounts(game)
    added = [new for old, new in zip(game.outcome_labels, twice.outcome_labels, strict=True) if old != new]
    assert all(label.isdigit() for label in added), "only ends without a label got one"


def test_numbers_are_written_as_they_were():
    game = read_efg(FULL)
    text = write_efg(game.form, game.parameters)
    assert '{ "high" 1/3 "low" 2/3 }' in text
    for written in ("-1/3, -.25", "2.50, -2.50", "-1, 1", "-0.30000000000000004, 100000000000000000000"):
        assert f"{{ {written} }}" in text
    assert set(game.form.parameter_names) >= {"1/3", "2/3", "-1/3", "-.25", "2.50", "-1e0"}


def test_numbers_that_were_changed_are_written_anew():
    game = read_efg(FULL)
    text = write_efg(game.form, np.where(game.parameters == -1 / 3, -0.5, game.parameters))
    assert "-1/3" not in text
    assert "{ -0.5, -.25 }" in text


def test_an_information_set_keeps_having_no_label():
    game = read_efg('EFG 2 R "" { "A" } p "" 1 9 "" { "a" } 0 p "" 1 4 "" { "a" } 0 t "" 1 "" { 1 }')
    assert game.form.infoset_labels == ("A:9", "A:4")
    text = write_efg(game.form, game.parameters)
    assert 'p "" 1 1 "A:9"' in text
    own = read_efg('EFG 2 R "" { "A" } p "" 1 1 "" { "a" } 0 p "" 1 2 "x" { "a" } 0 t "" 1 "" { 1 }')
    assert 'p "" 1 1 "" { "a" }' in write_efg(own.form, own.parameters)


@pytest.mark.parametrize(
    "label",
    ["", " ", "a\\", "\\", '"', '\\"', '\\\\"', "a\\b", "\\\\", "{ } , 1", "一二 é", "two  blanks", "line\nbreak"],
)
def test_every_label_comes_back(label):
    form, parameters = tree(("a",), ("a", "set", [((1,), None), ((0,), None)]))
    fields = {name: getattr(form, name) for name in form.__slots__}
    named = type(form)(**fields | {"players": (label,), "action_labels": (label, "x"), "node_labels": (label, "", "")})
    read = read_efg(write_efg(named, parameters, title=label, comment=label))
    assert (read.title, read.comment, read.form.players) == (label, label, (label,))
    assert read.form.action_labels == (label, "x")
    assert (read.form.node_labels or ("", "", "")) == (label, "", "")


@pytest.mark.parametrize(
    "text",
    [
        'EFG 2 R "x" { "a" } t "" 1 "" { 1 }',
        'EFG 2 D "x" { "a" } "" t "" 1 "" { 1 }',
        'EFG\n2\r\nR\t"x"\t{\t"a" }\n"c" t "" 1 "o" { 1, }',
        '\ufeffEFG 2 R "x" { "a" } t "" 1 "" { 1e0 }',
        'EFG 2 R "x" { "a" } t "" -4 "" { 2/2 }',
        'EFG 2 R "x" { "a" } t""1""{1}',
    ],
)
def test_headers_and_blanks_may_vary(text):
    game = read_efg(text)
    assert (game.title, game.form.players, amounts(game)) == ("x", ("a",), [1.0])


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("-.5", -0.5), ("5.", 5), ("+2", 2), ("1E-3", 0.001), ("-2e+3", -2000), ("-2/4", -0.5), ("1.5/2", 0.75),
        ("007", 7),
    ],
)  # fmt: skip
def test_numbers_have_many_forms(number, value):
    assert amounts(read_efg(f'EFG 2 R "" {{ "a" }} t "" 1 "" {{ {number} }}')) == [value]
    assert amounts(read_nfg(f'NFG 1 R "" {{ "a" }} {{ 1 }} {number}')) == [value]


def test_plain_pays_at_ends_and_tells_actions_apart():
    game = read_efg(
        'EFG 2 R "a \\"game\\"" { "A" } p "" 1 1 "" { "go" "go" } 0'
        ' p "" 1 2 "" { "" "x" } 1 "toll" { -1 } t "" 2 "" { 5 } t "" 0 t "" 0'
    )
    text = write_efg(game.form, game.parameters, title=game.title, plain=True)
    assert "\"a 'game'\"" in text
    assert '{ "go" "go #2" }' in text
    assert '{ "1" "x" }' in text
    assert re.findall(r"^p .* (\S+)$", text, re.MULTILINE) == ["0", "0"]
    assert re.findall(r"^t .*{ (.*) }$", text, re.MULTILINE) == ["4", "-1", "0"]


def test_what_a_root_pays_is_added_to_what_follows():
    game = read_efg('EFG 2 R "" { "A" } p "" 1 1 "" { "l" "r" } 1 "fee" { -1 } t "" 2 "" { 3 } t "" 0')
    assert amounts(again(game)) == amounts(game) == [2.0, -1.0]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ('t "" 0 "none" { 1 2 }', (2, 1), "outcome 0 has payoffs"),
        ('p "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 1 2 }\nt "" 1 "" { 1 3 }', (4, 1), "outcome 1 pays 1 3 here and 1 2"),
        ('p "" 1 12345678901234 "" { "l" } 0\nt "" 0', (2, 1), "too long"),
        ('t "" 12345678901234567890', (2, 1), "too long"),
        ('p "" 1 1 "" { "l" } 0 ]\nt "" 0', (2, 23), "begins with ']'"),
    ],
)
def test_mistakes_have_their_place(text, place, what):
    with pytest.raises(CaseError, match=re.escape(what)) as caught:
        read_efg('EFG 2 R "" { "a" "b" }\n' + text)
    where = caught.value.diagnostics[0].where
    assert (where.line, where.column) == place


@pytest.mark.parametrize("players", ["{ }", "{ Ann }", '{ "Ann" Bob }'])
def test_players_need_names_in_quotation_marks(players):
    for text in (f'EFG 2 R "" {players} t "" 0', f'NFG 1 R "" {players} {{ 1 }} 1'):
        with pytest.raises(CaseError, match="not a list of players"):
            read_game(text, name="game")


def test_a_game_without_moves_keeps_its_label():
    game = read_efg('EFG 2 R "" { "a" } t "over" 1 "won" { 3 }')
    assert (game.outcome_labels, game.form.node_labels) == (("", "won"), ("", "over"))
    assert again(game).outcome_labels == ("", "won")


def test_zero_may_be_described_as_nothing():
    assert amounts(read_efg('EFG 2 R "" { "a" } p "" 1 1 "" { "x" } 0 t "" 0 "none" { 0 }')) == [0.0]


def test_more_payoffs_than_memory_should_hold_are_refused():
    players = " ".join('""' for _ in range(3_000))
    ends = 't "" 0 ' * 8_000
    actions = " ".join('""' for _ in range(8_000))
    with pytest.raises(LimitError, match="3,000 players"):
        read_efg(f'EFG 2 R "" {{ {players} }} p "" 1 1 "" {{ {actions} }} 0 {ends}')


def test_what_a_file_begins_with_says_what_it_is():
    nfg = 'NFG 1 R "" { "a" } { 2 } 1 2'
    assert read_game(f"  \n{nfg}", name="wrong.efg").form.nodes == 3
    assert read_game('EFG 2 R "" { "a" } t "" 0', name="wrong.nfg").form.players == ("a",)
    for name, kind in (("a.nfg", "strategic"), ("a.efg", "extensive"), ("a.json", "JSON")):
        with pytest.raises(CaseError, match=kind):
            read_game("nothing", name=name)
