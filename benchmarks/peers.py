"""``python -m benchmarks.peers``: the same signalling games solved by Foedus and by Gambit, side by side.

Both follow the principal logit branch to its end (Gambit's ``logit_solve``). Each game is written as .efg, read by
Gambit, and solved by both, turn by turn in one process on one thread, so that a busy machine slows both alike. Times
leave out reading and writing. Every answer is verified: ours by the certificate (largest conditional gain), Gambit's by
the gain a player has from replying best to it, and both by comparing how often each end of play is reached.
Gambit is never a dependency: ``make peers`` builds it into an environment of its own.
"""

from __future__ import annotations

import importlib
import io
import json
import platform
import statistics
import time
from typing import Any

import numpy as np

from foedus.games import ExtensiveForm, FloatArray, edge_weights, terminal_distribution, write_efg
from foedus.solve import certify_sequential, logit_sequential

from .signalling import draw_parameters, signalling_game

SUBJECTS = {  # name: (types, moves, signals, games)
    "4 information sets": (2, 2, 1, 100),
    "14 information sets": (2, 3, 2, 60),
    "30 information sets": (2, 4, 2, 30),
    "124 information sets": (4, 5, 2, 6),
}
BUDGET = 120.0
"""Seconds a subject; no game is begun after them."""
SAME = 1e-2
"""Two answers agree if no end of play is reached with probabilities further apart (Gambit stops the path earlier)."""


def gambit_strategy(game: Any, gambit: Any) -> FloatArray:
    """Return what Gambit finds, shape (action, 1), in the order of the file, which is ours."""
    profile = gambit.nash.logit_solve(game).equilibria[0]
    flat = [float(profile[a]) for player in game.players for infoset in player.infosets for a in infoset.actions]
    return np.array(flat)[:, None]


def in_file_order(form: ExtensiveForm) -> list[int]:
    """Return our actions in the order in which a .efg file shows them: by player, then by first appearance."""
    seen: dict[int, None] = {}
    stack = [0]
    while stack:
        node = stack.pop()
        if form.infoset[node] >= 0:
            seen.setdefault(int(form.infoset[node]))
        stack.extend(reversed(form.child[form.first_edge[node] : form.first_edge[node + 1]].tolist()))
    sets = sorted(seen, key=lambda item: int(form.infoset_player[item]))
    return [action for item in sets for action in range(form.first_action[item], form.first_action[item + 1])]


def ends(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> FloatArray:
    """Return the probability of every end of play."""
    weights = edge_weights(form, parameters, strategy=strategy)
    return np.array([value[0] for value in terminal_distribution(form, weights).values()])


def regret(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> float:
    """Return the most a player gains by replying best to *strategy* from the start."""
    # That is the certificate's gain at the player's first information sets, weighted by how often they are reached;
    # zero probabilities are replaced by tiny ones, which changes payoffs by as little.
    safe = np.maximum(strategy, 1e-12)
    certificate = certify_sequential(form, parameters, np.log(safe))
    weights = edge_weights(form, parameters, strategy=strategy)
    reach = np.zeros(form.nodes)
    reach[0] = 1.0
    last: list[dict[int, bool]] = [{} for _ in range(form.nodes)]
    gains = np.zeros(len(form.players))
    for node in range(form.nodes):
        owner = int(form.owner[node])
        if owner >= 0 and owner not in last[node]:
            gains[owner] += reach[node] * certificate.gain[form.infoset[node], 0]
        below = last[node] | {owner: True} if owner >= 0 else last[node]
        for edge in range(form.first_edge[node], form.first_edge[node + 1]):
            reach[form.child[edge]] = reach[node] * weights[edge, 0]
            last[form.child[edge]] = below
    return float(gains.max())


def compare(types: int, moves: int, signals: int, games: int, *, gambit: Any) -> dict[str, object]:
    """Return times, verification and agreement for one subject."""
    form, key = signalling_game(types, moves, signals)
    parameters = draw_parameters(form, key, types, games, seed=0)
    order = in_file_order(form)
    logit_sequential(form, parameters[:, :1])  # compiled and planned outside the timer
    ours, theirs, our_gain, their_gain, apart = [], [], [], [], []
    started = time.perf_counter()
    for draw in range(games):
        if time.perf_counter() - started > BUDGET:
            break
        numbers = np.ascontiguousarray(parameters[:, draw : draw + 1])
        game = gambit.read_efg(io.BytesIO(write_efg(form, numbers).encode()))
        begin = time.perf_counter()
        result = logit_sequential(form, numbers)
        middle = time.perf_counter()
        found = gambit_strategy(game, gambit)
        theirs.append(time.perf_counter() - middle)
        ours.append(middle - begin)
        strategy = np.empty_like(found)
        strategy[order] = found
        our_gain.append(float(certify_sequential(form, numbers, result.log_strategy).max_gain[0]))
        their_gain.append(regret(form, numbers, strategy))
        apart.append(float(np.abs(ends(form, numbers, result.strategy) - ends(form, numbers, strategy)).max()))
    begin = time.perf_counter()
    logit_sequential(form, np.ascontiguousarray(parameters[:, : len(ours)]))
    batch = (time.perf_counter() - begin) / len(ours)
    return {
        "information_sets": form.infosets,
        "nodes": form.nodes,
        "games": len(ours),
        "gambit_ms": round(1e3 * statistics.median(theirs), 3),
        "foedus_ms": round(1e3 * statistics.median(ours), 3),
        "foedus_batch_ms": round(1e3 * batch, 3),
        "ratio_of_medians": round(statistics.median(theirs) / statistics.median(ours), 1),
        "ratio_batch": round(statistics.fmean(theirs) / batch, 1),
        "foedus_largest_conditional_gain": max(our_gain),
        "gambit_largest_regret": max(their_gain),
        "same_play": f"{sum(value < SAME for value in apart)} of {len(apart)}",
        "median_difference": statistics.median(apart),
    }


def main() -> None:
    """Print one JSON line a subject, or say that Gambit is absent."""
    try:
        gambit = importlib.import_module("pygambit")
    except ImportError:
        print("pygambit is not installed here, so nothing was compared; `make peers` builds it and compares.")
        return
    machine = {"machine": platform.processor() or platform.machine(), "python": platform.python_version()}
    print(json.dumps(machine | {"pygambit": gambit.__version__}))
    for name, (types, moves, signals, games) in SUBJECTS.items():
        print(json.dumps({"subject": name} | compare(types, moves, signals, games, gambit=gambit)), flush=True)


if __name__ == "__main__":
    main()
