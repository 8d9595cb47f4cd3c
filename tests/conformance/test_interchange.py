"""Every shared game of Gambit and OpenSpiel in each of our forms; the laws of game files always run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from foedus._core import LimitError
from foedus.games import ExtensiveForm, Game, read_efg, read_game, read_game_json, write_efg, write_game_json, write_nfg

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.glob("**/*.?fg"))
NUMBERED = {"openspiel/guess_the_ace.efg", "openspiel/leduc_poker.efg"}
"""Two nodes or information sets have one label there; they are numbered when written."""
TOO_MANY_PLANS = {"openspiel/leduc_poker.efg"}


def load(path: str) -> Game:
    return read_game((DATA / path).read_text(encoding="utf-8"), name=path)


def about(game: Game) -> dict[str, object]:
    return {"title": game.title, "comment": game.comment, "outcome_labels": game.outcome_labels}


def differing(one: ExtensiveForm, other: ExtensiveForm) -> set[str]:
    fields = [name for name in ExtensiveForm.__slots__ if name not in ("payoffs", "parameter_names", "probability")]
    return {field for field in fields if not np.array_equal(getattr(one, field), getattr(other, field))}


def numbers(game: Game) -> list[list[float]]:
    prior = game.form.probability[0]
    return [game.form.payoffs.evaluate(game.parameters)[:, 0].tolist(), game.parameters[prior[prior >= 0], 0].tolist()]


@pytest.mark.skipif(not FILES, reason="the shared data are not beside this checkout")
def test_there_are_games_to_exchange() -> None:
    assert len(FILES) >= 76


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".efg")])
def test_a_tree_is_the_same_after_writing(path: str) -> None:
    game = load(path)
    text = write_efg(game.form, game.parameters, **about(game))
    again = read_efg(text)
    assert differing(again.form, game.form) <= ({"node_labels", "infoset_labels"} if path in NUMBERED else set())
    assert (again.title, again.comment) == (game.title, game.comment)
    assert numbers(again) == numbers(game)
    assert write_efg(again.form, again.parameters, **about(again)) == text


@pytest.mark.parametrize("path", FILES)
def test_json_is_the_same_after_writing(path: str) -> None:
    game = load(path)
    again = read_game_json(write_game_json(game.form, game.parameters, **about(game)))
    assert differing(again.form, game.form) == set()
    assert again.form.parameter_names == game.form.parameter_names
    assert about(again) == about(game)
    assert numbers(again) == numbers(game)


@pytest.mark.parametrize("path", FILES)
def test_a_table_is_the_same_after_writing(path: str) -> None:
    game = load(path)
    if path in TOO_MANY_PLANS:
        with pytest.raises(LimitError, match="plans or more"):
            write_nfg(game.form, game.parameters)
        return
    text = write_nfg(game.form, game.parameters, title=game.title)
    table = read_game(text, name="written.nfg")
    if path.endswith(".nfg"):
        assert differing(table.form, game.form) == set()
        assert numbers(table) == numbers(game)
    assert write_nfg(table.form, table.parameters, title=table.title) == text
