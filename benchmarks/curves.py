"""How times scale: over draws, over information sets, over rounds, over threads; and the drawing of it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from foedus.bench import SIZES, crisis_game, draw_crisis, draw_staged, solve_in_shards, staged_game
from foedus.solve import backward_subgame_perfect_staged, logit_sequential

from .drawing import Line, Panel, draw

DRAWS = (1, 10, 100, 1_000, 10_000)
GAMES = 3
"""Games whose median is a point of the curve over information sets."""
ROUNDS = (10, 100, 1_000, 10_000, 100_000)
THREADS = (1, 2, 4)
_AT_LEAST = 0.2
"""Seconds a short measurement is repeated for."""


def measure_curves() -> dict[str, list[dict[str, float]]]:
    """Return the points of every curve."""
    return {"draws": _over_draws(), "sets": _over_sets(), "rounds": _over_rounds(), "threads": _over_threads()}


def _over_draws() -> list[dict[str, float]]:
    form = crisis_game(SIZES["14"])
    every = draw_crisis(SIZES["14"], draws=max(DRAWS))
    _solve(form, every[:, :1].copy(), 1)
    points = []
    for threads in (1, 2):
        for draws in DRAWS:
            part = np.ascontiguousarray(every[:, :draws])
            seconds = _median(lambda part=part, threads=threads: _solve(form, part, threads))
            points.append({"threads": threads, "draws": draws, "games_per_s": draws / seconds})
    return points


def _over_sets() -> list[dict[str, float]]:
    points = []
    for size in SIZES.values():
        form = crisis_game(size)
        games = draw_crisis(size, draws=GAMES)
        logit_sequential(form, games[:, :1].copy())
        seconds = []
        for draw_ in range(GAMES):
            game = games[:, draw_ : draw_ + 1].copy()
            seconds.append(_median(lambda form=form, game=game: logit_sequential(form, game), least=0.02))
        points.append({"sets": form.infosets, "seconds": statistics.median(seconds)})
    return points


def _over_rounds() -> list[dict[str, float]]:
    graph = staged_game()
    one = draw_staged(1, rng=np.random.default_rng(0))
    backward_subgame_perfect_staged(graph, one, rounds=1)
    points = []
    for rounds in ROUNDS:
        seconds = _median(lambda rounds=rounds: backward_subgame_perfect_staged(graph, one, rounds=rounds))
        points.append({"rounds": rounds, "seconds": seconds})
    return points


def _over_threads() -> list[dict[str, float]]:
    form = crisis_game(SIZES["14"])
    part = draw_crisis(SIZES["14"], draws=4_000)
    _solve(form, part[:, :1].copy(), 1)
    return [
        {"threads": threads, "games_per_s": 4_000 / _median(lambda threads=threads: _solve(form, part, threads))}
        for threads in THREADS
    ]


def _solve(form: Any, parameters: Any, threads: int) -> None:
    solve_in_shards(lambda shard: logit_sequential(form, shard), parameters, threads=threads)


def _median(work: Callable[[], object], *, least: float = _AT_LEAST) -> float:
    """Return the median seconds of a call, repeated for a moment but at most 50 times; kernels are loaded before."""
    times: list[float] = []
    while sum(times) < least and len(times) < 50:
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def draw_curves(curves: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    """Return the curves as SVG."""

    def line(name: str, points: Sequence[Mapping[str, float]], across: str, up: str) -> Line:
        return Line(name, tuple((float(point[across]), float(point[up])) for point in points))

    draws = curves["draws"]
    panels = (
        Panel(
            "A batch: games a second over draws",
            "draws in one call (crisis game, 14 information sets)",
            "games/s",
            tuple(
                line(
                    f"{n} thread{'s' if n > 1 else ''}", [p for p in draws if p["threads"] == n], "draws", "games_per_s"
                )
                for n in (1, 2)
            ),
            goal=1_700.0,
        ),
        Panel(
            "One game: seconds over information sets",
            "information sets (crisis game)",
            "seconds",
            (line("", curves["sets"], "sets", "seconds"),),
        ),
        Panel(
            "One long game: seconds over rounds",
            "rounds (staged game, 72 public states)",
            "seconds",
            (line("", curves["rounds"], "rounds", "seconds"),),
        ),
        Panel(
            "A batch: games a second over threads",
            "threads (crisis game, 14 information sets, 4,000 draws)",
            "games/s",
            (line("", curves["threads"], "threads", "games_per_s"),),
        ),
    )
    words = "; ".join(f"{panel.title}, {panel.up} against {panel.across}" for panel in panels)
    return draw(panels, title="How the times scale", description=f"Four charts, both axes logarithmic. {words}.")
