"""Who commits, and what a commitment is worth, for ``foedus solve --concept commitment``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from foedus._core import SolveError

from ._case import load_case
from ._game_file import names_game_file

if TYPE_CHECKING:
    from foedus.games import ExtensiveForm, FloatArray
    from foedus.solve import CommitmentResult


def leader_of(game: str, form: ExtensiveForm, name: str | None) -> int:
    """Return the player who commits: the one named, else the planner of a case or the first player of a file."""
    if name is None:
        name = form.players[0] if names_game_file(game) else load_case(game)[0].scenario.planner
    if name not in form.players:
        raise click.UsageError(f"{game} has no player {name!r}; --leader is one of {', '.join(form.players)}.")
    return form.players.index(name)


def commit(form: ExtensiveForm, parameters: FloatArray, leader: int) -> CommitmentResult:
    """Return the best commitment, or say why there is none."""
    from foedus.solve import multiple_lp_commitment

    try:
        return multiple_lp_commitment(form, parameters, leader=leader)
    except (ValueError, ArithmeticError) as error:
        raise SolveError(str(error)) from None


def commitment_facts(form: ExtensiveForm, result: CommitmentResult, leader: int) -> dict[str, object]:
    """Return what is told of a commitment besides strategies, payoffs and the gain of a reply."""
    return {
        "leader": form.players[leader],
        "gap": float(result.gap[0]),
        "against_ties": float(result.against_ties[0]),
    }


def commitment_lines(facts: dict[str, Any]) -> list[str]:
    """Return the same in words."""
    leader, gap = facts["leader"], max(facts["gap"], 0.0)
    tied = f"ties in favour of {leader} (against: {facts['against_ties']:.6g})"
    return [
        f"{leader} commits, the others reply best, {tied}",
        f"no commitment to which a pure reply is best gives {leader} more than {gap:.1e} more",
    ]
