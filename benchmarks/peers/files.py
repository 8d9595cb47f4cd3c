"""The same .efg file read, and written, by each tool."""

from __future__ import annotations

import time

import numpy as np

from foedus.bench import SIZES, crisis_game, draw_crisis
from foedus.games import edge_weights, expected_payoffs, read_efg, write_efg

from .child import Child, GaveNoAnswer
from .tally import Tally


def compare_files(games: int, *, children: dict[str, Child], limit: float) -> list[dict[str, object]]:
    """Return reading and writing of a file of 12,257 nodes by each tool."""
    form = crisis_game(SIZES["1020"])
    parameters = draw_crisis(SIZES["1020"], draws=games)
    names = {"gambit": "Gambit", "openspiel": "OpenSpiel"}
    reading = {"foedus": Tally("Foedus: read_efg")} | {
        key: Tally(f"{name}: {'read_efg' if key == 'gambit' else 'load_efg_game'}") for key, name in names.items()
    }
    writing = {"foedus": Tally("Foedus: write_efg"), "gambit": Tally("Gambit: to_efg")}
    apart: dict[str, float] = {}
    for draw in range(games):
        numbers = parameters[:, draw : draw + 1]
        begin = time.perf_counter()
        text = write_efg(form, numbers)
        middle = time.perf_counter()
        game = read_efg(text)
        reading["foedus"].add(time.perf_counter() - middle)
        writing["foedus"].add(middle - begin)
        uniform = np.full((form.actions, 1), 1.0 / np.diff(form.first_action)[0])
        wanted = expected_payoffs(form, numbers, edge_weights(form, numbers, strategy=uniform))[:, 0]
        weights = edge_weights(game.form, game.parameters, strategy=uniform)
        found = expected_payoffs(game.form, game.parameters, weights)[:, 0]
        apart["foedus"] = max(apart.get("foedus", 0.0), float(np.abs(found - wanted).max()))
        for key in names:
            if key not in children:
                reading[key].note = "not installed here"
                continue
            try:
                seconds, payoffs = children[key].call("read", text, limit=limit)
                reading[key].add(seconds)
                apart[key] = max(apart.get(key, 0.0), float(np.abs(np.array(payoffs) - wanted).max()))
                if key == "gambit":
                    writing[key].add(children[key].call("write", text, limit=limit)[0])
            except GaveNoAnswer as error:
                reading[key].note = f"failed: {error}"
    measure = "payoffs under uniform play agree with the game's"
    return [
        {
            "subject": f"{title} a .efg file of {form.nodes:,} nodes",
            "row": "efg",
            "tools": [tally.to_json() for tally in tallies.values()],
            "largest_difference_of_payoffs": max(apart.values()),
            "measure": measure,
        }
        for title, tallies in (("reading", reading), ("writing", writing))
    ]
