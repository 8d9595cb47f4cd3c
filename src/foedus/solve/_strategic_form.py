"""The reduced strategic form of a small game with perfect recall: plans of action and what pairs of them pay.

A *reduced plan* chooses an action at every information set that its own earlier choices do not rule out (Swinkels
1989; von Stengel 1996, section 3, reckons their number). It is kept as a row of ones and zeros over the player's
sequences (see ``_sequence_form``): the sequences it plays. A mixture of plans is therefore, weighted and summed, a
vector of realisation weights, and with perfect recall that is a behaviour strategy that plays alike (Kuhn 1953).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from foedus.games import ExtensiveForm, FloatArray

from ._sequence_form import Sequences, behaviour, believed_reach, sequences

Plans = npt.NDArray[np.bool_]

MOST_CELLS = 1_000_000
"""Tables of more pairs of plans are refused."""


@dataclass(frozen=True, slots=True, eq=False)
class StrategicForm:
    """What every pair of reduced plans pays, for every draw."""

    plans: tuple[Plans, Plans]
    """Of each player, shape (plan, sequence): whether the plan plays the sequence."""
    payoffs: FloatArray
    """Shape (player, row plan, column plan, draw), as each player believes about chance."""
    form: ExtensiveForm
    """The tree it was made from."""

    def behaviour_strategy(self, row_strategy: FloatArray, column_strategy: FloatArray) -> FloatArray:
        """Return the behaviour strategies that play like these mixtures of plans, shape (action, draw).

        Args:
            row_strategy: shape (row plan, draw).
            column_strategy: shape (column plan, draw).
        """
        mixtures = (row_strategy, column_strategy)
        weights = [np.einsum("ps,pd->sd", plans, mixed) for plans, mixed in zip(self.plans, mixtures, strict=True)]
        plan = sequences(self.form)
        columns = [
            behaviour(self.form, plan, {player: each[:, draw] for player, each in enumerate(weights)})
            for draw in range(row_strategy.shape[1])
        ]
        return np.stack(columns, axis=1)


def reduced_strategic_form(form: ExtensiveForm, parameters: FloatArray, *, most: int = MOST_CELLS) -> StrategicForm:
    """Return the plans of both players of a small game and what each pair pays.

    Args:
        form: a game of two players with perfect recall.
        parameters: shape (parameter, draw).
        most: the largest number of pairs of plans.

    Raises:
        ValueError: there are not two players, one forgets, there are more pairs than *most*, or *parameters* has the
            wrong shape.

    Example:
        An incumbent who sees whether the other enters needs no plan for what cannot be seen:

        >>> from foedus.games import read_efg
        >>> text = '''EFG 2 R "entry" { "E" "I" } p "" 1 1 "e" { "out" "in" } 0 t "" 1 "" { 0 2 }
        ... p "" 2 1 "i" { "fight" "share" } 0 t "" 2 "" { -1 -1 } t "" 3 "" { 1 1 }'''
        >>> game = read_efg(text)
        >>> reduced_strategic_form(game.form, game.parameters).payoffs[:, :, :, 0].tolist()
        [[[0.0, 0.0], [-1.0, 1.0]], [[2.0, 2.0], [-1.0, 1.0]]]
    """
    check_parameters(form, parameters)
    if len(form.players) != 2:
        raise ValueError(f"a table of two players' plans needs two players; this game has {len(form.players)}")
    indices = sequences(form)
    counts = [count_plans(form, indices, player) for player in (0, 1)]
    if prod(counts) > most:
        raise ValueError(
            f"the table has {told_number(counts[0])} by {told_number(counts[1])} plans; it may have {most:,} cells"
        )
    plans = (list_plans(form, indices, 0), list_plans(form, indices, 1))
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), 2, -1)
    draws = parameters.shape[1]
    payoffs = np.empty((2, *counts, draws))
    for player in (0, 1):
        taken = believed_reach(form, parameters, row=1 + player) * paid[:, player]
        table = np.zeros((indices.count[0] * indices.count[1], draws))
        np.add.at(table, indices.on_edge[0] * indices.count[1] + indices.on_edge[1], taken)
        first = plans[0].astype(float) @ table.reshape(indices.count[0], -1)
        each = first.reshape(counts[0], indices.count[1], draws)
        payoffs[player] = np.einsum("rsd,cs->rcd", each, plans[1].astype(float), optimize=True)
    payoffs.flags.writeable = False
    return StrategicForm(plans, payoffs, form)


def check_parameters(form: ExtensiveForm, parameters: FloatArray) -> None:
    """Refuse *parameters* that are not of shape (parameter, draw)."""
    if parameters.ndim != 2 or parameters.shape[0] != len(form.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)}, draws)")


def told_number(count: int) -> str:
    """Return *count* as it is told; large ones by their size alone."""
    return f"{count:,}" if count < 10**12 else f"some 10^{len(str(count)) - 1}"


def count_plans(form: ExtensiveForm, indices: Sequences, player: int) -> int:
    """Return the number of reduced plans of *player*, without listing them."""
    sets = _sets_after(form, indices, player)
    ways = [0] * indices.count[player]
    for sequence in reversed(_downward(form, indices, player, sets)):
        ways[sequence] = prod(
            sum(ways[int(last)] for last in indices.of_action[actions]) for actions in sets.get(sequence, [])
        )
    return ways[0]


def list_plans(form: ExtensiveForm, indices: Sequences, player: int) -> Plans:
    """Return the reduced plans of *player*, shape (plan, sequence)."""
    sets = _sets_after(form, indices, player)
    below: dict[int, Plans] = {}
    for sequence in reversed(_downward(form, indices, player, sets)):
        rows = np.zeros((1, indices.count[player]), bool)
        rows[0, sequence] = True
        for actions in sets.get(sequence, []):
            choices = np.concatenate([below.pop(int(last)) for last in indices.of_action[actions]])
            rows = (rows[:, None] | choices[None]).reshape(-1, indices.count[player])
        below[sequence] = rows
    return below[0]


def _sets_after(form: ExtensiveForm, indices: Sequences, player: int) -> dict[int, list[slice]]:
    """Return, by sequence, the actions of each information set that comes directly after it."""
    sets: dict[int, list[slice]] = {}
    for infoset in np.flatnonzero(form.infoset_player == player).tolist():
        actions = slice(int(form.first_action[infoset]), int(form.first_action[infoset + 1]))
        sets.setdefault(int(indices.before[infoset]), []).append(actions)
    return sets


def _downward(form: ExtensiveForm, indices: Sequences, player: int, sets: dict[int, list[slice]]) -> list[int]:
    """Return the player's sequences, each before those that go on from it."""
    order = [0]
    for sequence in order:
        for actions in sets.get(sequence, []):
            order.extend(indices.of_action[actions].tolist())
    return order
