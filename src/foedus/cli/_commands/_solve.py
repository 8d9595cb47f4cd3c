"""Solve one game: a plan of a case at one draw, or a game file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus._core import SolveError

from .._case import load_case
from .._equilibrium import Answer, answer_json, tell_answer
from .._game_file import load_game, names_game_file
from .._nash import solve_commitment, solve_nash, solve_zero_sum
from .._output import json_option, print_json
from .._sequential import solve_all, solve_pure, solve_sequential, solve_subgame_perfect

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.games import ExtensiveForm, FloatArray

_CONCEPTS = ("sequential", "subgame-perfect", "pure", "all", "nash", "zero-sum", "commitment")


@click.command()
@click.argument("game", metavar="CASE|GAME.efg|.nfg|.json")
@click.option(
    "--concept", type=click.Choice(_CONCEPTS), default="sequential", show_default=True, help="Solution concept."
)
@click.option("--plan", default=None, help="For a case: the plan whose game is solved [default: nothing fixed].")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Seed of a case's draw, and of the starts of `all`.",
)
@click.option("--leader", default=None, help="For commitment: who commits [default: the planner; of a file the first].")
@click.option(
    "--starts",
    type=click.IntRange(1, 100_000),
    default=None,
    help="For all: branches followed [default: 64, large games 16].",
)
@json_option
def command(
    game: str, concept: str, plan: str | None, seed: int, leader: str | None, starts: int | None, as_json: bool
) -> None:
    """Solve one game and certify it: a CASE at one draw of its numbers, or a GAME file (.efg, .nfg, .json).

    `sequential` follows the principal logit branch to a sequential equilibrium, and where it is lost another branch,
    which the method then says; `subgame-perfect` is backward induction, and where moves are hidden the same as
    `sequential`; `pure` lists all pure perfect Bayesian equilibria of a small game and says which are shown to be
    sequential (consistent); `all` lists the sequential equilibria at the ends of many branches and the pure ones;
    `nash` lists all extreme Nash equilibria of a small game of two; `zero-sum` is the value of a two-player
    constant-sum game by a linear program; `commitment` is what a leader gets by binding itself to a strategy that the
    others know (small games), where the gain is that of another reply. For `nash` and `zero-sum` the gain is what a
    best reply to the whole strategy would add.

    \b
    Examples:
      foedus solve poker.efg --json
      foedus solve korea-1958 --plan declaration_explicit
      foedus solve korea-1951-armistice --concept commitment --leader us
    """
    if leader is not None and concept != "commitment":
        raise click.UsageError("--leader goes with --concept commitment; the other concepts have no leader.")
    if starts is not None and concept != "all":
        raise click.UsageError("--starts goes with --concept all; the other concepts follow one branch or none.")
    form, parameters, prefix = _read(game, plan, seed)
    concepts: dict[str, Callable[[ExtensiveForm, FloatArray], Answer]] = {
        "sequential": solve_sequential, "subgame-perfect": solve_subgame_perfect, "pure": solve_pure,
        "all": partial(solve_all, starts=starts, seed=seed), "nash": solve_nash, "zero-sum": solve_zero_sum,
        "commitment": partial(solve_commitment, game=game, leader=leader),
    }  # fmt: skip
    answer = concepts[concept](form, parameters)
    if as_json:
        print_json({**prefix, **answer_json(form, answer)})
    else:
        tell_answer(form, answer)


def _read(game: str, plan: str | None, seed: int) -> tuple[ExtensiveForm, FloatArray, dict[str, object]]:
    """Return the game as a tree, its parameters at one draw, and what identifies it."""
    if names_game_file(game):
        read = load_game(game)
        return read.form, read.parameters, {"game": Path(game).name}
    from foedus.compiler import compile_game
    from foedus.games import ExtensiveForm
    from foedus.judge import draw_numbers

    case, _ = load_case(game)
    plans = [item.id for item in case.scenario.plans]
    if plan is not None and plan not in plans:
        raise click.UsageError(f"{game} has no plan {plan!r}; it has {', '.join(plans)}.")
    compiled = compile_game(case.scenario, plan, merged=False)
    if not isinstance(compiled.form, ExtensiveForm):
        raise SolveError("this case compiles to no tree")
    parameters = compiled.fill(draw_numbers(case.scenario, count=1, seed=seed))
    return compiled.form, parameters, {"case": case.slug, "plan": plan, "seed": seed}
