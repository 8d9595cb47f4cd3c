"""Crisis games, one after another by each tool, each answer verified before the next game."""

from __future__ import annotations

import time

import numpy as np

from foedus.bench import SIZES, crisis_game, draw_crisis
from foedus.games import ExtensiveForm, FloatArray, write_efg
from foedus.solve import logit_sequential, sequence_form_zero_sum

from .answers import SAME, as_strategy, conditional_gain, ends, regret, zero_sum
from .child import Child, GaveNoAnswer
from .tally import Tally

BATCH = 256
"""Our games in a batch, which holds the games that the peers are given."""
ITERATIONS = 1_000


def compare_crisis(size: str, games: int, *, children: dict[str, Child], limit: float) -> dict[str, object]:
    """Return what each tool does with the first *games* draws of a size; *limit* is seconds a game."""
    form = crisis_game(SIZES[size])
    parameters = draw_crisis(SIZES[size], draws=max(games, BATCH if form.infosets <= 30 else games))
    ours = Tally("Foedus: logit_sequential, one game a call")
    batch = Tally("Foedus: logit_sequential, a batch on one thread", games_per_call=parameters.shape[1])
    logit = Tally("Gambit: logit_solve")
    cfr = Tally(f"OpenSpiel: CFR+, {ITERATIONS:,} iterations", note="a heuristic: no guarantee in general-sum games")
    logit_sequential(form, parameters)  # compiled and planned outside the timer
    same = []
    for draw in range(games):
        numbers = np.ascontiguousarray(parameters[:, draw : draw + 1])
        text = write_efg(form, numbers)
        begin = time.perf_counter()
        logit_sequential(form, parameters)
        batch.add(time.perf_counter() - begin)
        begin = time.perf_counter()
        result = logit_sequential(form, numbers)
        ours.add(time.perf_counter() - begin, conditional_gain(form, numbers, result.log_strategy))
        found = _ask(children.get("gambit"), "logit", (text,), logit, (form, numbers), limit)
        if found is not None:
            same.append(float(np.abs(ends(form, numbers, result.strategy) - ends(form, numbers, found)).max()) < SAME)
        _ask(children.get("openspiel"), "cfr_plus", (text, ITERATIONS), cfr, (form, numbers), limit)
    return {
        "subject": f"crisis game, {form.infosets:,} information sets",
        "row": "tiny" if size == "tiny" else f"crisis-{size}",
        "tools": [tally.to_json() for tally in (batch, ours, logit, cfr)],
        "same_play_as_gambit": f"{sum(same)} of {len(same)}",
        "measure": "Foedus: largest gain at any information set, reached or not. Others: regret from the start.",
    }


def compare_zero_sum(size: str, games: int, *, children: dict[str, Child], limit: float) -> dict[str, object]:
    """Return what each tool's linear program does with the zero-sum variant of the first *games* draws."""
    plain = crisis_game(SIZES[size])
    parameters = draw_crisis(SIZES[size], draws=games)
    ours = Tally("Foedus: sequence_form_zero_sum")
    theirs = Tally("OpenSpiel: sequence_form_lp", note="needs cvxpy and ECOS, which it does not install itself")
    apart = []
    for draw in range(-1, games):  # the first is not timed
        form, numbers = zero_sum(plain, parameters[:, max(draw, 0)][:, None])
        begin = time.perf_counter()
        result = sequence_form_zero_sum(form, numbers)
        seconds = time.perf_counter() - begin
        if draw < 0:
            continue
        ours.add(seconds, regret(form, numbers, result.strategy))
        if "openspiel" not in children or (theirs.note.startswith("failed")):
            continue
        try:
            seconds, values = children["openspiel"].call("linear_program", write_efg(form, numbers), limit=limit)
        except GaveNoAnswer as error:
            theirs.note = f"failed: {error} (it needs cvxpy and ECOS, which it does not install itself)"
            continue
        theirs.add(seconds)
        apart.append(abs(values[0] - float(result.values[0, 0])))
    return {
        "subject": f"zero-sum crisis game, {plain.infosets:,} information sets",
        "row": "",
        "tools": [tally.to_json() for tally in (ours, theirs)],
        "largest_difference_of_values": max(apart, default=None),
        "measure": "regret from the start; OpenSpiel's program gives values, which are compared",
    }


def _ask(
    child: Child | None, task: str, arguments: tuple[object, ...], tally: Tally,
    game: tuple[ExtensiveForm, FloatArray], limit: float,
) -> FloatArray | None:  # fmt: skip
    """Give one game to a peer and judge its answer; after one failure the peer is asked no more for this subject."""
    if child is None:
        tally.note = tally.note or "not installed here"
        return None
    if tally.note.startswith("failed"):
        return None
    form, numbers = game
    try:
        seconds, flat = child.call(task, *arguments, limit=limit)
    except GaveNoAnswer as error:
        tally.note = f"failed: {error}"
        return None
    strategy = as_strategy(form, flat)
    tally.add(seconds, regret(form, numbers, strategy))
    return strategy
