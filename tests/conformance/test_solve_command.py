"""`foedus solve` on every shared game: solved with a certificate, or refused with a reason."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from foedus.cli import main

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = sorted(
    path.relative_to(DATA).as_posix()
    for folder in ("gambit", "gambit/games", "gambit/catalog", "openspiel")
    for path in (DATA / folder).glob("*.?fg")
)
FORGETFUL = {
    "gambit/catalog/books_shohamleytonbrown2008_fig5_12.efg",
    "gambit/catalog/books_vonstengel2022_fig10.7.efg",
    "gambit/catalog/journals_geb_gilboa1997_fig1.efg",
    "gambit/catalog/journals_geb_gilboa1997_fig2.efg",
    "gambit/catalog/journals_geb_wichardt2008.efg",
}
TOO_MANY_PROFILES = {"openspiel/leduc_poker.efg"}


@pytest.mark.skipif(not FILES, reason="the shared data are not beside this checkout")
def test_there_are_games_to_solve():
    assert len(FILES) >= 70


@pytest.mark.parametrize("concept", ["sequential", "subgame-perfect", "pure"])
@pytest.mark.parametrize("path", FILES)
def test_every_game_is_solved_or_refused_with_a_reason(path, concept):
    told = CliRunner().invoke(main, ["solve", str(DATA / path), "--concept", concept, "--json"])
    if path in FORGETFUL:
        assert told.exit_code == 1
        assert "forgets an own move" in told.output
        return
    if concept == "pure" and path in TOO_MANY_PROFILES:
        assert told.exit_code == 1
        assert "pure profiles are left" in told.output
        return
    assert told.exit_code == 0, told.output
    equilibria = json.loads(told.stdout)["equilibria"]
    assert equilibria or concept == "pure"
    for one in equilibria:
        assert one["max_gain_share"] <= 1e-6
        assert one["method"] in ("logit_sequential", "backward_subgame_perfect", "enumerate_pure_sequential")
        for probabilities in (sets for player in one["strategies"] for sets in player):
            assert sum(probabilities) == pytest.approx(1)
            assert min(probabilities) >= 0
