"""``python -m benchmarks``: solve batches of signalling games, warm and cold, every answer certified."""

from __future__ import annotations

import json
import os
import platform
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from foedus.solve import certify_sequential, logit_sequential

from .signalling import draw_parameters, signalling_game

SUBJECTS = {  # name: (types, moves, signals, draws)
    "4 information sets": (2, 2, 1, 4_000),
    "14 information sets": (2, 3, 2, 4_000),
    "30 information sets": (2, 4, 2, 500),
    "124 information sets": (4, 5, 2, 60),
}


def measure(types: int, moves: int, signals: int, draws: int, *, threads: int) -> dict[str, float]:
    """Return games per second and the quality of the answers for one subject."""
    form, key = signalling_game(types, moves, signals)
    parameters = draw_parameters(form, key, types, draws, seed=0)
    begin = time.perf_counter()
    logit_sequential(form, parameters[:, :1])
    first = time.perf_counter() - begin
    shards = np.array_split(parameters, threads, axis=1)
    with ThreadPoolExecutor(threads) as pool:
        begin = time.perf_counter()
        results = list(pool.map(lambda shard: logit_sequential(form, shard), shards))
        seconds = time.perf_counter() - begin
    gains = np.concatenate(
        [
            certify_sequential(form, shard, result.log_strategy).max_gain
            for shard, result in zip(shards, results, strict=True)
        ]
    )
    return {
        "information_sets": form.infosets,
        "nodes": form.nodes,
        "games": draws,
        "threads": threads,
        "first_call_seconds": round(first, 4),
        "seconds": round(seconds, 4),
        "games_per_s": round(draws / seconds, 1),
        "max_gain": float(gains.max()),
        "unsolved": int((gains > 1e-6).sum()),
    }


def main() -> None:
    """Print one JSON line a subject."""
    print(json.dumps({"machine": platform.processor() or platform.machine(), "cores": os.cpu_count()}))
    for name, (types, moves, signals, draws) in SUBJECTS.items():
        for threads in (1, 2):
            print(json.dumps({"subject": name} | measure(types, moves, signals, draws, threads=threads)), flush=True)


if __name__ == "__main__":
    main()
