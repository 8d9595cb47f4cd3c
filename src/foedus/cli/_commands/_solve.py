"""Solve one game: a plan of a case at one draw, or a game file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus._core import SolveError

from .._case import load_case
from .._commitment import commit, commitment_facts, commitment_lines, leader_of
from .._game_file import load_game, names_game_file
from .._output import json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from foedus.games import ExtensiveForm, FloatArray


@dataclass(frozen=True, slots=True)
class _Found:
    """One equilibrium as it is told."""

    strategy: np.ndarray
    payoffs: np.ndarray
    gain: float
    method: str
    more: dict[str, object] = field(default_factory=dict)


@click.command()
@click.argument("game", metavar="CASE|GAME.efg|.nfg|.json")
@click.option(
    "--concept",
    type=click.Choice(["sequential", "subgame-perfect", "pure", "zero-sum", "commitment"]),
    default="sequential",
    show_default=True,
    help="Solution concept.",
)
@click.option("--plan", default=None, help="For a case: the plan whose game is solved [default: nothing fixed].")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="For a case: seed of the draw.")
@click.option("--leader", default=None, help="For commitment: who commits [default: the planner; of a file the first].")
@json_option
def command(game: str, concept: str, plan: str | None, seed: int, leader: str | None, as_json: bool) -> None:
    """Solve one game and certify it: a CASE at one draw of its numbers, or a GAME file (.efg, .nfg, .json).

    `sequential` follows the principal logit branch to a sequential equilibrium; `subgame-perfect` is backward
    induction and needs perfect information; `pure` lists all pure perfect Bayesian equilibria of a small game and says
    which are shown to be sequential (consistent); `zero-sum` is the value of a two-player constant-sum game by a linear
    program, where the gain is what a best reply to the whole strategy would add; `commitment` is what a leader gets by
    binding itself to a strategy that the others know (small games), where the gain is that of another reply.

    \b
    Examples:
      foedus solve poker.efg --json
      foedus solve korea-1958 --plan declaration_explicit
      foedus solve korea-1951-armistice --concept commitment --leader us
    """
    if leader is not None and concept != "commitment":
        raise click.UsageError("--leader goes with --concept commitment; the other concepts have no leader.")
    form, parameters, prefix = _read(game, plan, seed)
    concepts: dict[str, Callable[[ExtensiveForm, FloatArray], list[_Found]]] = {
        "sequential": _sequential, "subgame-perfect": _backward, "pure": _pure, "zero-sum": _zero_sum,
        "commitment": partial(_commitment, game=game, leader=leader),
    }  # fmt: skip
    found = concepts[concept](form, parameters)
    if as_json:
        equilibria = [
            {
                "strategies": _strategies(form, one.strategy),
                "payoffs": dict(zip(form.players, map(float, one.payoffs), strict=True)),
                "max_gain": one.gain,
                "method": one.method,
                **one.more,
            }
            for one in found
        ]
        print_json({**prefix, "equilibria": equilibria})
        return
    for place, one in enumerate(found):
        if len(found) > 1:
            click.echo(f"{chr(10) if place else ''}equilibrium {place + 1} of {len(found)}")
        _tell(form, one)
    if not found:
        click.echo("no pure equilibrium: `--concept sequential` finds one in mixed strategies")


def _tell(form: ExtensiveForm, one: _Found) -> None:
    start = 0
    for label, size in _sets(form):
        moves = [
            f"{form.action_labels[start + place] or place + 1} {one.strategy[start + place]:.4g}"
            for place in range(size)
        ]
        click.echo(f"{label}: {', '.join(moves)}")
        start += size
    by_player = zip(form.players, one.payoffs, strict=True)
    click.echo("payoffs: " + ", ".join(f"{player} {value:.6g}" for player, value in by_player))
    if "leader" in one.more:
        click.echo("\n".join(commitment_lines(one.more)))
        click.echo(f"largest gain from another reply: {one.gain:.1e} ({one.method})")
        return
    click.echo(f"largest gain from deviating anywhere: {one.gain:.1e} ({one.method})")
    if "consistent" in one.more:
        click.echo(
            "sequential: beliefs follow from small mistakes"
            if one.more["consistent"]
            else "perfect Bayesian: no mistakes were found from which the beliefs follow"
        )
    if one.more.get("intuitive") is not None:
        click.echo(f"intuitive criterion: {'passed' if one.more['intuitive'] else 'failed'}")


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


def _sequential(form: ExtensiveForm, parameters: FloatArray) -> list[_Found]:
    from foedus.games import edge_weights, expected_payoffs
    from foedus.solve import STATUS_TEXT, certify_sequential, logit_sequential

    try:
        result = logit_sequential(form, parameters)
    except ValueError as error:
        raise SolveError(str(error)) from None
    gain = float(certify_sequential(form, parameters, result.log_strategy).max_gain[0])
    if result.status[0] != 0:
        raise SolveError(
            f"not solved: {STATUS_TEXT[int(result.status[0])]} (precision {result.precision[0]:.3g}, gain {gain:.1e});"
            " another draw (`--seed`) or a game with fewer ties may be solved"
        )
    weights = edge_weights(form, parameters, strategy=result.strategy)
    payoffs = expected_payoffs(form, parameters, weights)[:, 0]
    return [_Found(result.strategy[:, 0], payoffs, gain, "logit_sequential")]


def _zero_sum(form: ExtensiveForm, parameters: FloatArray) -> list[_Found]:
    from foedus.solve import sequence_form_zero_sum

    try:
        result = sequence_form_zero_sum(form, parameters)
    except (ValueError, ArithmeticError) as error:
        raise SolveError(str(error)) from None
    gain = float(result.max_gain[0])
    return [_Found(result.strategy[:, 0], result.values[:, 0], gain, "sequence_form_zero_sum")]


def _commitment(form: ExtensiveForm, parameters: FloatArray, *, game: str, leader: str | None) -> list[_Found]:
    player = leader_of(game, form, leader)
    result = commit(form, parameters, player)
    facts = commitment_facts(form, result, player)
    gain = float(result.max_gain[0])
    return [_Found(result.strategy[:, 0], result.payoffs[:, 0], gain, "multiple_lp_commitment", facts)]


def _pure(form: ExtensiveForm, parameters: FloatArray) -> list[_Found]:
    from foedus.solve import enumerate_pure_sequential

    try:
        found = enumerate_pure_sequential(form, parameters)
    except ValueError as error:
        raise SolveError(str(error)) from None
    return [
        _Found(
            one.strategy, one.payoffs, one.max_gain, "enumerate_pure_sequential",
            {"consistent": one.consistent, "intuitive": one.intuitive},
        )
        for one in found
    ]  # fmt: skip


def _backward(form: ExtensiveForm, parameters: FloatArray) -> list[_Found]:
    import numpy as np

    from foedus.games import StateGraph
    from foedus.solve import backward_subgame_perfect, certify_subgame_perfect

    decisions = np.flatnonzero(form.owner >= 0)
    if len(decisions) != form.infosets:
        raise SolveError(
            "backward induction needs perfect information, and some information set has several nodes;"
            " use `--concept sequential`, whose equilibria are subgame-perfect too"
        )
    graph = StateGraph(
        form.players, form.owner, form.first_edge, form.child, form.probability[0].copy(), form.payoffs,
        form.parameter_names, ("",) * form.nodes, ("",) * len(form.child),
    )  # fmt: skip
    result = backward_subgame_perfect(graph, parameters)
    gain = float(certify_subgame_perfect(graph, parameters, result.strategy).max_gain[0])
    strategy = np.zeros(form.actions)
    for node in decisions:
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        start = int(form.first_action[form.infoset[node]])
        strategy[start : start + edges.stop - edges.start] = result.strategy[edges, 0]
    return [_Found(strategy, result.values[:, 0], gain, "backward_subgame_perfect")]


def _sets(form: ExtensiveForm) -> list[tuple[str, int]]:
    sizes = [int(form.first_action[i + 1] - form.first_action[i]) for i in range(form.infosets)]
    return [
        (f"{form.players[form.infoset_player[i]]} {form.infoset_labels[i]}", sizes[i]) for i in range(form.infosets)
    ]


def _strategies(form: ExtensiveForm, strategy: np.ndarray) -> list[list[list[float]]]:
    """Return probabilities by player, information set in file order, action."""
    found: list[list[list[float]]] = [[] for _ in form.players]
    for infoset in range(form.infosets):
        rows = strategy[int(form.first_action[infoset]) : int(form.first_action[infoset + 1])]
        found[int(form.infoset_player[infoset])].append([float(value) for value in rows])
    return found
