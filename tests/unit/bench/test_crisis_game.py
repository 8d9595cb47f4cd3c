"""The crisis games are the very games that the peers were measured on."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from foedus.bench import SIZES, CrisisSize, crisis_game, draw_crisis, payoff_spread
from foedus.games import TERMINAL, ExtensiveForm, FloatArray, read_efg

GENERATOR = Path(__file__).resolve().parents[4] / "shared" / "bench" / "crisis.py"
needs_generator = pytest.mark.skipif(not GENERATOR.is_file(), reason="the peers' generator is not beside this checkout")
MEASURED = ("tiny", "14", "30", "124")


def ends(form: ExtensiveForm, parameters: FloatArray) -> FloatArray:
    """Return the payoffs at the ends of play, depth first, shape (end, player)."""
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), len(form.players))
    found, waiting = [], [(0, np.zeros(len(form.players)))]
    while waiting:
        node, total = waiting.pop()
        if form.owner[node] == TERMINAL:
            found.append(total)
        edges = range(form.first_edge[node], form.first_edge[node + 1])
        waiting += [(int(form.child[edge]), total + paid[edge]) for edge in reversed(edges)]
    return np.array(found)


def shape_of_play(form: ExtensiveForm) -> list[tuple[int, int, int]]:
    """Return owner, number of choices and information set by first appearance of every node, depth first."""
    found, waiting, seen = [], [0], dict[int, int]()
    while waiting:
        node = waiting.pop()
        edges = slice(form.first_edge[node], form.first_edge[node + 1])
        infoset = int(form.infoset[node])
        order = seen.setdefault(infoset, len(seen)) if infoset >= 0 else -1
        found.append((int(form.owner[node]), edges.stop - edges.start, order))
        waiting += reversed(form.child[edges].tolist())
    return found


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peers_crisis", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_generator
@pytest.mark.parametrize("name", MEASURED)
def test_a_draw_is_the_game_of_the_peers(generator: ModuleType, name: str) -> None:
    size = SIZES[name]
    form, parameters = crisis_game(size), draw_crisis(size, draws=12)
    for draw in range(12):
        text = generator.Crisis(size.types, size.moves, size.signals, seed=draw, spread=20.0).efg()
        theirs = read_efg(text)
        assert shape_of_play(form) == shape_of_play(theirs.form)
        ours = ends(form, parameters[:, draw : draw + 1])
        assert np.abs(ours - ends(theirs.form, theirs.parameters)).max() < 1e-12


def test_a_game_worked_out_by_hand() -> None:
    # C concedes at once: 0 and the prize. C signals and D concedes: C gets the prize less the signal. War: both values.
    form = crisis_game(CrisisSize(1, 2, 1))
    numbers = np.array([[1.0], [1.0], [0.1], [0.2], [-0.5], [-0.7]])
    expected = [[0.0, 1.0], [1.0 - 0.1, 0.0], [-0.5 - 0.1, -0.7 - 0.1]]
    assert ends(form, numbers).tolist() == pytest.approx(np.array(expected))
    assert payoff_spread(form, numbers)[:, 0].tolist() == pytest.approx([1.5, 1.8])


def test_a_side_that_concedes_after_a_signal_pays_the_tie() -> None:
    form = crisis_game(CrisisSize(1, 3, 1))
    numbers = np.array([[1.0], [1.0], [0.1], [0.2], [-0.5], [-0.7]])
    assert ends(form, numbers)[2].tolist() == pytest.approx([-0.1 - 0.2, 1.0 - 0.1])


@pytest.mark.parametrize("name", SIZES)
def test_the_sizes_are_what_their_names_say(name: str) -> None:
    wanted = 4 if name == "tiny" else int(name)
    assert SIZES[name].information_sets == wanted
    if wanted <= 252:
        assert crisis_game(SIZES[name]).infosets == wanted


def test_draws_depend_on_their_seed_alone() -> None:
    size = SIZES["14"]
    assert (draw_crisis(size, draws=3, seed=5)[:, 1] == draw_crisis(size, draws=1, seed=6)[:, 0]).all()
