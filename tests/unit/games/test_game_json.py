"""Games as JSON: nothing is lost, and every mistake is told at its place."""

import json
import re
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from foedus._core import CaseError, LimitError
from foedus.games import ExtensiveForm, Terms, read_efg, read_game_json, write_game_json
from support.efg_games import efg_text, kuhn
from support.trees import tree

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"
SCHEMA = json.loads((REFERENCE / "game.schema.json").read_text(encoding="utf-8"))
FIELDS = [name for name in ExtensiveForm.__slots__ if name != "payoffs"]


def same(one, other):
    for field in FIELDS:
        assert np.array_equal(getattr(one, field), getattr(other, field)), field
    for field in Terms.__slots__:
        assert np.array_equal(getattr(one.payoffs, field), getattr(other.payoffs, field)), field


def written(game=None):
    game = game or read_efg(efg_text(["Ann", "Bob"], kuhn()))
    return json.loads(write_game_json(game.form, game.parameters))


def test_everything_comes_back():
    end = ("W", "again", [((0, 0), None), ((0, 1), None)])
    report = ("W", 'a "report" \\ 汉', [((0, 0), end), ((0.1, -1), end)])
    form, parameters = tree(["S", "W"], ("chance", [(1 / 3, (1, 0), report), (2 / 3, (), None)]))
    fields = {name: getattr(form, name) for name in form.__slots__}
    own = np.array(form.probability)
    own[2, :2] = own[2, 1::-1]
    form = type(form)(**fields | {"probability": own, "chance_labels": ("a", "")})
    about = {"title": "t", "comment": "c", "outcome_labels": ["x"] * form.nodes}
    text = write_game_json(form, parameters[:, 0], **about)
    game = read_game_json(text)
    same(game.form, form)
    assert (game.title, game.comment, game.outcome_labels) == ("t", "c", ("x",) * form.nodes)
    assert game.parameters.tolist() == parameters.tolist()
    assert write_game_json(game.form, game.parameters, **about) == text


def test_what_is_written_fits_the_published_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(written(), SCHEMA)
    page = (REFERENCE / "games.md").read_text(encoding="utf-8")
    example = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    jsonschema.validate(json.loads(example[1]), SCHEMA)
    assert read_game_json(example[1]).form.nodes == 11


def test_the_python_of_the_page_runs():
    page = (REFERENCE / "games.md").read_text(encoding="utf-8")
    names = {}
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL)[1], names)  # noqa: S102
    assert names["table"].startswith('NFG 1 R "pennies" { "Ann" "Bob" } { 2 2 }')


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (("version",), 2, "`version` is not a whole number from 1 to 1"),
        (("version",), True, "`version` is not a whole number"),
        (("players",), [], "`players` is empty"),
        (("players", 1), 5, "`players[1]` is not a text"),
        (("title",), 5, "`title` is not a text"),
        (("payers",), [], "`payers` is not known here"),
        (("players",), {}, "`players` is not a list"),
        (("information_sets", 2), 7, "`information_sets[2]` is not an object"),
        (("information_sets", 2, "player"), 2, "`information_sets[2].player` is not a whole number from 0 to 1"),
        (("information_sets", 2, "actions"), [], "`information_sets[2].actions` is empty"),
        (("parameters", "value", 0), "1", "`parameters.value[0]` is not a number"),
        (("parameters", "value", 0), True, "`parameters.value[0]` is not a number"),
        (("parameters", "value", 0), 10**400, "`parameters.value[0]` is not a number"),
        (("parameters", "value"), [], "`parameters.value` has 0 items"),
        (("nodes", "owner", 3), 2, "`nodes.owner[3]` is not a whole number from -2 to 1"),
        (("nodes", "owner", 3), 0.5, "`nodes.owner[3]` is not a whole number"),
        (("nodes", "owner", 1), 1, "`nodes.information_set[1]` belongs to another player"),
        (("nodes", "owner", 1), -1, "`nodes.information_set[1]` does not fit the owner"),
        (("nodes", "edges", 1), 3, "`nodes.edges[1]` is not the number of actions"),
        (("nodes", "edges", 0), 0, "`nodes.edges[0]` does not fit the owner"),
        (("nodes", "edges"), [2], "`nodes.edges` has 1 items where"),
        (("edges", "to", 0), 0, "`edges.to[0]` is not a whole number from 1"),
        (("edges", "to", 8), 2, "`edges.to[8]` is not after the edge's own node"),
        (("edges", "to", 0), 3, "is reached from another node too"),
        (("edges", "probability", 0), -1, "`edges.probability[0]` does not fit the node"),
        (("edges", "probability", 0), 0, "`edges.probability[0]` names a probability that is negative"),
        (("edges", "probability", 0), 3, "`edges.probability[0]` begins probabilities that do not sum to 1"),
        (("edges", "beliefs"), [], "`edges.beliefs` has 0 items where 2 are needed"),
        (("payoffs", "edge", 0), 999, "`payoffs.edge[0]` is not a whole number"),
        (("payoffs", "coefficient", 0), None, "`payoffs.coefficient[0]` is not a number"),
        (("nodes", "label"), ["\ud800"] * 55, "`nodes.label[0]` is not a text"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(path, value, what):
    data = written()
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    text = json.dumps(data, indent=1)
    with pytest.raises(CaseError) as caught:
        read_game_json(text, name="mine.json")
    found = caught.value.diagnostics[0]
    assert what in found.message
    assert found.where.file == "mine.json"
    line = text.splitlines()[found.where.line - 1]
    told = re.match(r"`[^`]*?([a-z_]+)(\[\d+\])?`", found.message)
    at = line[found.where.column - 1 :]
    assert at.startswith(("[", "{", '"', "-", *"0123456789tn"))
    if told[2] is None:
        assert f'"{told[1]}": ' in line[: found.where.column - 1]


def test_a_game_needs_a_move():
    data = written()
    data["information_sets"], data["payoffs"] = [], {key: [] for key in data["payoffs"]}
    data["nodes"] = {"owner": [-2], "information_set": [-1], "edges": [0]}
    data["edges"] = {"to": [], "probability": []}
    with pytest.raises(CaseError, match=r"`nodes.owner\[0\]` is an end"):
        read_game_json(json.dumps(data))


@pytest.mark.parametrize("missing", ["version", "players", "nodes"])
def test_what_is_missing_is_named(missing):
    data = written()
    del data[missing]
    with pytest.raises(CaseError, match=f"the whole has no '{missing}'"):
        read_game_json(json.dumps(data))


def test_a_set_without_nodes_and_a_node_without_edge_are_refused():
    data = written()
    data["information_sets"].append({"player": 0, "label": "", "actions": ["x"]})
    with pytest.raises(CaseError, match=r"information_sets\[12\]` has no node"):
        read_game_json(json.dumps(data))
    data = written()
    for key, value in (("owner", -2), ("information_set", -1), ("edges", 0)):
        data["nodes"][key].append(value)
    with pytest.raises(CaseError, match="a node that no edge leads to"):
        read_game_json(json.dumps(data))


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("", (1, 1), "not JSON"),
        ('{"format":\n  oops}', (2, 3), "not JSON"),
        ('{"format": NaN}', (1, 1), "NaN"),
        ("[1]", (1, 1), "is not 'foedus-game'"),
        ('{"format":\n "other"}', (2, 2), "is not 'foedus-game'"),
        ('{"dms": []}', (1, 1), "is not 'foedus-game'"),
        ("[" * 100_000, (1, 1), "nested too deeply"),
        ("9" * 10_000, (1, 1), "not JSON"),
    ],
)
def test_what_is_no_game_is_told(text, place, what):
    with pytest.raises(CaseError, match=what) as caught:
        read_game_json(text)
    where = caught.value.diagnostics[0].where
    assert (where.line, where.column) == place


def test_a_conflict_is_sent_where_it_belongs():
    with pytest.raises(CaseError) as caught:
        read_game_json('{"dms": []}')
    assert "foedus stability" in caught.value.diagnostics[0].hint


def test_limits_and_shapes():
    data = written()
    data["nodes"]["owner"] = []
    with pytest.raises(LimitError, match="0 nodes"):
        read_game_json(json.dumps(data))
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    with pytest.raises(ValueError, match="expected"):
        write_game_json(game.form, game.parameters[:1])
    with pytest.raises(ValueError, match="not finite"):
        write_game_json(game.form, game.parameters * np.nan)
