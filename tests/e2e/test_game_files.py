"""Game files on the command line: solved and exchanged, and refused where they are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foedus.cli import main
from foedus.games import read_game
from support.case_folders import write_case
from support.efg_games import efg_text, kuhn

GOOD, FINDINGS, MISUSE = 0, 1, 2
SEXES = """NFG 1 R "sexes" { "Ann" "Bob" }
{ { "boxing" "ballet" } { "boxing" "ballet" } }
"a \\"note\\""

2 1 0 0 0 0 1 2
"""


def foedus_(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(item) for item in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def data(result: Result) -> Any:
    assert result.exit_code == GOOD, result.output
    return json.loads(result.stdout)


@pytest.fixture
def poker(tmp_path: Path) -> Path:
    """Kuhn poker as a file of each form."""
    (tmp_path / "kuhn.efg").write_text(efg_text(["Ann", "Bob"], kuhn(), title="Kuhn"), encoding="utf-8")
    (tmp_path / "sexes.nfg").write_text(SEXES, encoding="utf-8")
    for form in ("nfg", "json"):
        out = tmp_path / f"kuhn.{form}"
        assert foedus_("export", tmp_path / "kuhn.efg", "--as", form, "--out", out).exit_code == GOOD
    return tmp_path


@pytest.mark.parametrize("form", ["efg", "nfg", "json"])
def test_every_form_of_a_game_has_its_value(poker: Path, form: str) -> None:
    solved = data(foedus_("solve", poker / f"kuhn.{form}", "--concept", "zero-sum", "--json"))
    assert solved["game"] == f"kuhn.{form}"
    found = solved["equilibria"][0]
    assert found["payoffs"]["Ann"] == pytest.approx(-1 / 18, abs=1e-9)  # Kuhn 1950
    assert found["max_gain"] <= 1e-6


def test_a_tree_and_its_json_have_the_same_equilibrium(poker: Path) -> None:
    tree, same = (data(foedus_("solve", poker / f"kuhn.{form}", "--json"))["equilibria"] for form in ("efg", "json"))
    assert tree == same


def test_a_table_has_all_its_pure_equilibria(poker: Path) -> None:
    found = data(foedus_("solve", poker / "sexes.nfg", "--concept", "pure", "--json"))["equilibria"]
    assert sorted(one["strategies"] for one in found) == [[[[0, 1]], [[0, 1]]], [[[1, 0]], [[1, 0]]]]
    told = foedus_("solve", poker / "sexes.nfg").stdout
    assert "Ann Ann: boxing" in told


def test_every_form_becomes_every_other(poker: Path) -> None:
    for source in ("kuhn.efg", "kuhn.json", "sexes.nfg"):
        first = read_game((poker / source).read_text(encoding="utf-8"), name=source)
        for form in ("efg", "json"):
            text = foedus_("export", poker / source, "--as", form).stdout
            again = read_game(text, name=f"x.{form}")
            assert (again.title, again.comment) == (first.title, first.comment)
            assert again.form.action_labels == first.form.action_labels
            assert again.form.nodes == first.form.nodes
    assert foedus_("export", poker / "sexes.nfg", "--as", "nfg").stdout.split() == SEXES.split()
    table = (poker / "kuhn.nfg").read_text(encoding="utf-8")
    assert foedus_("export", poker / "kuhn.nfg", "--as", "nfg").stdout == table


def test_plain_files_say_no_more_than_every_reader_knows(poker: Path) -> None:
    text = foedus_("export", poker / "sexes.nfg", "--as", "nfg", "--plain", "--title", 'the "game"').stdout
    assert text.splitlines()[0] == 'NFG 1 R "the \'game\'" { "Ann" "Bob" } { 2 2 }'
    plain = foedus_("export", poker / "sexes.nfg", "--as", "efg", "--plain").stdout
    assert plain.splitlines()[1] == "\"a 'note'\""


def test_a_case_becomes_every_form_of_game(tmp_path: Path) -> None:
    case = write_case(tmp_path)
    games = {form: foedus_("export", case, "--plan", "enter", "--as", form).stdout for form in ("efg", "nfg", "json")}
    for form, text in games.items():
        (tmp_path / f"entry.{form}").write_text(text, encoding="utf-8")
        solved = data(foedus_("solve", tmp_path / f"entry.{form}", "--json"))["equilibria"][0]
        assert set(solved["payoffs"]) == {"entrant", "incumbent"}
        assert solved["max_gain"] <= 1e-6


@pytest.mark.parametrize(
    ("name", "text", "place", "what"),
    [
        ("mine.json", '{\n  "format": "foedus-game", "version": 3}', (1, 1), "has no 'players'"),
        ("mine.json", '{"dms": ["a"]}', (1, 1), "is not 'foedus-game'"),
        ("mine.json", "{\n oops", (2, 2), "not JSON"),
        ("mine.nfg", 'NFG 1 R "" { "a" } { 2 }\n1 2/0', (2, 3), "'2/0' is not a number"),
        ("mine.efg", 'EFG 2 R "" { "a" }\np "" 1 1 "" { "x" } 0', (2, 22), "1 node is missing"),
    ],
)
@pytest.mark.parametrize("command", ["solve", "export"])
def test_a_file_that_is_wrong_is_told_where(
    tmp_path: Path, command: str, name: str, text: str, place: tuple[int, int], what: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    refused = foedus_(command, tmp_path / name, "--json")
    assert refused.exit_code == FINDINGS
    found = json.loads(refused.stdout)["diagnostics"][0]
    assert (found["file"], (found["line"], found["column"])) == (name, place)
    assert what in found["message"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["export", "kuhn.efg", "--as", "yaml"], "cannot be written as 'yaml', but as efg, nfg, json"),
        (["export", "kuhn.efg", "--plan", "x"], "--plan is for a case"),
        (["export", "kuhn.efg", "--as", "json", "--plain"], "--plain is for efg and nfg"),
        (["export", "none.json"], "There is no file"),
        (["solve", "none.nfg"], "There is no file"),
    ],
)
def test_misuse_is_told(poker: Path, words: list[str], what: str) -> None:
    refused = foedus_(words[0], poker / words[1], *words[2:])
    assert refused.exit_code == MISUSE
    assert what in " ".join(refused.stderr.split())


def test_too_large_a_table_is_told_with_a_remedy(tmp_path: Path) -> None:
    sets = " ".join(f'p "" 1 {place} "" {{ "a" "b" }} 0 t "" 0 t "" 0' for place in range(1, 31))
    deal = " ".join('"" 1/30' for _ in range(30))
    (tmp_path / "big.efg").write_text(f'EFG 2 R "" {{ "a" }} c "" 1 "" {{ {deal} }} 0 {sets}', encoding="utf-8")
    refused = foedus_("export", tmp_path / "big.efg", "--as", "nfg")
    assert refused.exit_code in (FINDINGS, MISUSE)
    assert "keep such a game as a tree" in refused.stderr
