"""Equilibria as ``foedus solve`` tells them, on the terminal and as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from ._commitment import commitment_lines

if TYPE_CHECKING:
    import numpy as np

    from foedus.games import ExtensiveForm


@dataclass(frozen=True, slots=True)
class Found:
    """One equilibrium as it is told."""

    strategy: np.ndarray
    payoffs: np.ndarray
    gain: float
    share: float
    """The gain with every player's payoffs scaled to [0, 1]."""
    method: str
    more: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a concept says of a game."""

    equilibria: list[Found]
    notes: list[str] = field(default_factory=list)
    """What else has to be known, in sentences."""
    facts: dict[str, object] = field(default_factory=dict)
    """What is said of all equilibria together."""


def answer_json(form: ExtensiveForm, answer: Answer) -> dict[str, object]:
    """Return *answer* as JSON; strategies by player, then information set in file order, then action."""
    equilibria = [
        {
            "strategies": _strategies(form, one.strategy),
            "payoffs": dict(zip(form.players, map(float, one.payoffs), strict=True)),
            "max_gain": one.gain,
            "max_gain_share": one.share,
            "method": one.method,
            **one.more,
        }
        for one in answer.equilibria
    ]
    notes = {"notes": answer.notes} if answer.notes else {}
    return {"equilibria": equilibria, **answer.facts, **notes}


def tell_answer(form: ExtensiveForm, answer: Answer) -> None:
    """Print *answer*."""
    for place, one in enumerate(answer.equilibria):
        if len(answer.equilibria) > 1:
            click.echo(f"{chr(10) if place else ''}equilibrium {place + 1} of {len(answer.equilibria)}")
        _tell(form, one)
    if answer.notes:
        click.echo("\n".join(["", *answer.notes] if answer.equilibria else answer.notes))


def _tell(form: ExtensiveForm, one: Found) -> None:
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
    gain = f"{one.gain:.1e}, {one.share:.1e} of the range of payoffs ({one.method})"
    if "leader" in one.more:
        click.echo("\n".join(commitment_lines(one.more)))
        click.echo(f"largest gain from another reply: {gain}")
        return
    if "component" in one.more:
        click.echo(f"largest gain from another strategy: {gain}")
        click.echo(f"component: {one.more['component']}")
        return
    click.echo(f"largest gain from deviating anywhere: {gain}")
    if "found" in one.more:
        principal = "; the end of the principal branch" if one.more["principal"] else ""
        click.echo(f"found from {one.more['found']} of {one.more['starts']} starts{principal}")
    if "consistent" in one.more:
        click.echo(
            "sequential: beliefs follow from small mistakes"
            if one.more["consistent"]
            else "perfect Bayesian: no mistakes were found from which the beliefs follow"
        )
    if one.more.get("intuitive") is not None:
        click.echo(f"intuitive criterion: {'passed' if one.more['intuitive'] else 'failed'}")


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
