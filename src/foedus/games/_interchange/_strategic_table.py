"""The reduced strategic form of a game tree.

A plan of a player says what to do at each of the player's information sets that the plan itself does not rule out;
plans that differ only elsewhere are one row of the table (von Stengel 1996, "reduced normal form"). A cell is what the
players expect when everyone has chosen a plan.

Index conventions. A *sequence* of a player is the own choices on the way to a node; sequence 0 is the empty one, and a
sequence is numbered after the one it prolongs. An *end* is a terminal node.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from foedus._core import LimitError

from .._extensive_form import TERMINAL, ExtensiveForm, FloatArray
from ._game import MAX_TABLE_PLAYERS

_Index = npt.NDArray[np.int64]
_RULED_OUT = "*"
_NOTHING, _UNDECIDED = -1, -2
_REMEDY = "the number of plans multiplies with every information set; keep such a game as a tree (.efg or .json)"


@dataclass(frozen=True, slots=True, eq=False)
class StrategicTable:
    """A table of payoffs."""

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    """The plans of each player: actions in the order of information sets, ``*`` where ruled out, parted by ``/``."""
    payoffs: FloatArray
    """Shape (plan of the first player, …, plan of the last player, player)."""

    def __post_init__(self) -> None:
        self.payoffs.flags.writeable = False


@dataclass(slots=True)
class _Sequences:
    """One player's own choices."""

    at: _Index
    """Shape (node,)."""
    before: list[int] = field(default_factory=lambda: [-1])
    action: list[int] = field(default_factory=lambda: [-1])
    number: dict[int, int] = field(default_factory=dict)
    """Sequence before and action, as one number → sequence."""


@dataclass(slots=True)
class _Plans:
    """One player's plans."""

    sets: list[int]
    column: dict[int, int]
    """Action → place of its information set in *sets*."""
    chosen: _Index
    """Shape (plan, place): an action, nothing where ruled out, or not decided yet."""


def strategic_table(form: ExtensiveForm, parameters: FloatArray, *, limit: int = 500_000) -> StrategicTable:
    """Return the reduced strategic form of *form*.

    Args:
        form: the game, without parallel edges. Where a player forgets, some plans may be equal.
        parameters: shape (parameter, 1).
        limit: the most cells, and the most plans that a player may have.

    Raises:
        LimitError: there are more.
        ValueError: *parameters* has another shape, or two edges lead to one node.

    >>> from foedus.games import read_efg
    >>> text = 'EFG 2 R "" { "A" } p "" 1 1 "" { "out" "in" } 0 t "" 1 "" { 2 } p "" 1 2 "" { "l" "r" } 0'
    >>> game = read_efg(text + ' t "" 2 "" { 1 } t "" 3 "" { 3 }')
    >>> table = strategic_table(game.form, game.parameters)
    >>> table.strategies, table.payoffs[:, 0].tolist()
    ((('out/*', 'in/l', 'in/r'),), [2.0, 1.0, 3.0])
    """
    if parameters.shape != (len(form.parameter_names), 1):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)}, 1)")
    if len(form.players) > MAX_TABLE_PLAYERS:
        raise LimitError(f"the game has {len(form.players):,} players; a table can have {MAX_TABLE_PLAYERS}")
    if len(np.unique(form.child)) != len(form.child):
        raise ValueError("two edges lead to one node; write the game as .efg and read it again to part them")
    sequences, paid, chance = _walk(form, parameters)
    ends = np.flatnonzero(form.owner == TERMINAL)
    cell, worth = np.zeros(len(ends), np.int64), chance[ends, None] * paid[ends]
    plans = [_plans(form, player, own, limit) for player, own in enumerate(sequences)]
    cells = math.prod(len(own.chosen) for own in plans)
    if cells > limit:
        raise LimitError(f"the strategic form has {cells:,} cells; the limit is {limit:,}: {_REMEDY}")
    for own, plan in zip(sequences, plans, strict=True):
        users = [np.flatnonzero(_makes(plan, own, item)) for item in range(len(own.before))]
        reached = own.at[ends]
        count = np.array(list(map(len, users)), np.int64)[reached]
        if count.sum() > 20 * limit:
            raise LimitError(f"over all cells an end is reached in {count.sum():,} ways or more: {_REMEDY}")
        which = np.repeat(np.arange(len(ends)), count)
        added = np.concatenate([np.zeros(0, np.int64), *(users[item] for item in reached.tolist())])
        cell, worth, ends = cell[which] * len(plan.chosen) + added, worth[which], ends[which]
    payoffs = np.stack([np.bincount(cell, column, cells) for column in worth.T], axis=-1).astype(np.float64)
    shape = [len(own.chosen) for own in plans]
    return StrategicTable(
        form.players, tuple(_labels(form, own) for own in plans), payoffs.reshape(*shape, len(form.players))
    )  # fmt: skip


def _walk(form: ExtensiveForm, parameters: FloatArray) -> tuple[list[_Sequences], FloatArray, FloatArray]:
    """Return each player's sequences, and for each node what the way there pays and how likely chance makes it."""
    rows = form.payoffs.evaluate(parameters).reshape(len(form.child), len(form.players))
    sequences = [_Sequences(np.zeros(form.nodes, np.int64)) for _ in form.players]
    paid, chance = np.zeros((form.nodes, len(form.players))), np.ones(form.nodes)
    by_chance = np.append(parameters[:, 0], 1.0)  # no parameter is -1, the last
    first_edge = form.first_edge.astype(np.int64)
    level = np.zeros(1, np.int64)
    while len(level):
        sizes = first_edge[level + 1] - first_edge[level]
        above = np.repeat(level, sizes)
        place = np.arange(len(above)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        edge = first_edge[above] + place
        below = form.child[edge].astype(np.int64)
        paid[below] = paid[above] + rows[edge]
        chance[below] = chance[above] * by_chance[form.probability[0][edge]]
        for player, own in enumerate(sequences):
            own.at[below] = own.at[above]
            mine = form.owner[above] == player
            action = form.first_action[form.infoset[above[mine]]] + place[mine]
            keys, which = np.unique(own.at[above[mine]] * form.actions + action, return_inverse=True)
            own.at[below[mine]] = np.array([_prolong(own, key, form.actions) for key in keys.tolist()], np.int64)[which]
        level = below
    return sequences, paid, chance


def _prolong(own: _Sequences, key: int, actions: int) -> int:
    found = own.number.setdefault(key, len(own.before))
    if found == len(own.before):
        own.before.append(key // actions)
        own.action.append(key % actions)
    return found


def _plans(form: ExtensiveForm, player: int, own: _Sequences, limit: int) -> _Plans:
    nodes = np.flatnonzero(form.owner == player)
    sets, first = np.unique(form.infoset[nodes], return_index=True)
    column = {
        action: place
        for place, item in enumerate(sets)
        for action in range(form.first_action[item], form.first_action[item + 1])
    }
    plans = _Plans(sets.tolist(), column, np.full((1, len(sets)), _UNDECIDED, np.int64))
    for place in np.argsort(first, kind="stable").tolist():  # before any set that own choices there can rule out
        start, stop = form.first_action[[sets[place], sets[place] + 1]].tolist()
        leads = np.zeros(len(plans.chosen), bool)
        for sequence in np.unique(own.at[nodes[form.infoset[nodes] == sets[place]]]).tolist():
            leads |= _makes(plans, own, sequence)
        copies = np.where(leads, stop - start, 1)
        made = int(copies.sum())
        if made > limit or made * max(len(sets), len(own.before)) > 100 * limit:
            raise LimitError(f"{form.players[player]} has {made:,} plans or more: {_REMEDY}")
        turn = np.arange(made) - np.repeat(np.cumsum(copies) - copies, copies)
        plans.chosen = np.repeat(plans.chosen, copies, axis=0)
        plans.chosen[:, place] = np.where(np.repeat(leads, copies), start + turn, _NOTHING)
    return plans


def _makes(plans: _Plans, own: _Sequences, sequence: int) -> npt.NDArray[np.bool_]:
    """Return which plans make all choices of *sequence*, as far as they are decided."""
    made = np.ones(len(plans.chosen), bool)
    while sequence > 0:
        chosen = plans.chosen[:, plans.column[own.action[sequence]]]
        made &= (chosen == own.action[sequence]) | (chosen == _UNDECIDED)
        sequence = own.before[sequence]
    return made


def _labels(form: ExtensiveForm, plans: _Plans) -> tuple[str, ...]:
    if not plans.sets:
        return (_RULED_OUT,)
    names = [*form.action_labels, _RULED_OUT]  # action -1 is the last
    return tuple("/".join([names[action] for action in plan]) for plan in plans.chosen.tolist())
