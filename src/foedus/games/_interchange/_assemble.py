"""From what a file says to the arrays of an extensive form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from foedus._core import LimitError

from .._extensive_form import CHANCE, TERMINAL, ExtensiveForm, FloatArray, IntArray, Terms

_LONGEST_NAME = 64
_MOST_PAYOFFS = 20_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A tree as files give it: payoffs at nodes, information sets in order of appearance, parents before children."""

    players: tuple[str, ...]
    labels: tuple[str, ...]
    """One a node, or none."""
    owner: IntArray
    infoset: IntArray
    count: IntArray
    """Number of children."""
    parent: IntArray
    outcome: IntArray
    """Row of *payoffs*."""
    chance: FloatArray
    """Probabilities of all chance edges, in the order of their nodes."""
    payoffs: FloatArray
    """Shape (1 + outcome, player); row 0 pays nothing."""
    set_player: IntArray
    set_names: tuple[str, ...]
    set_actions: tuple[tuple[str, ...], ...]
    texts: dict[float, str] = field(default_factory=dict)
    """How the file writes a number: the name of the parameter."""
    chance_labels: tuple[str, ...] = ()
    """In the order of *chance*."""


def assemble(tree: Tree) -> tuple[ExtensiveForm, FloatArray]:
    """Return the form, its information sets player by player, and its parameters, shape (parameter, 1)."""
    if len(tree.owner) == 1 and tree.outcome[0]:
        tree = _with_an_edge(tree)
    players = len(tree.players)
    if players * len(tree.owner) > _MOST_PAYOFFS:
        raise LimitError(f"{players:,} players times {len(tree.owner):,} nodes; the limit is {_MOST_PAYOFFS:,}")
    first_edge = np.concatenate([[0], np.cumsum(tree.count)])
    child = np.argsort(tree.parent[1:], kind="stable") + 1
    node = np.repeat(np.arange(len(tree.owner)), tree.count)
    rows = tree.payoffs[tree.outcome[child]] + np.where(node == 0, 1.0, 0.0)[:, None] * tree.payoffs[tree.outcome[0]]
    amounts = rows.reshape(-1)
    paying = amounts != 0
    values, place = np.unique(np.concatenate([tree.chance, amounts[paying]]), return_inverse=True)
    by_chance = tree.owner[node] == CHANCE
    probability = np.full(len(child), -1, np.int32)
    probability[by_chance] = place[: len(tree.chance)]
    order = np.argsort(tree.set_player, kind="stable")
    rank = np.append(np.argsort(order, kind="stable"), -1)
    actions = [tree.set_actions[item] for item in order]
    form = ExtensiveForm(
        players=tree.players,
        owner=tree.owner,
        infoset=rank[tree.infoset].astype(np.int32),
        parent=tree.parent,
        first_edge=first_edge.astype(np.int32),
        child=child.astype(np.int32),
        probability=np.tile(probability, (1 + players, 1)),
        payoffs=Terms(
            np.concatenate([[0], np.cumsum(paying)]).astype(np.int32),
            place[len(tree.chance) :].astype(np.int32),
            np.ones(int(paying.sum())),
        ),
        infoset_player=tree.set_player[order],
        first_action=np.concatenate([[0], np.cumsum([len(labels) for labels in actions])]).astype(np.int32),
        parameter_names=tuple(_name(value, tree.texts.get(value, "")) for value in values.tolist()),
        infoset_labels=tuple(tree.set_names[item] for item in order),
        action_labels=tuple(label for labels in actions for label in labels),
        node_labels=tree.labels,
        chance_labels=tree.chance_labels,
    )
    return form, values[:, None]


def _name(value: float, text: str) -> str:
    """Return the number as the file has it, unless that is absurdly long."""
    return text if 0 < len(text) <= _LONGEST_NAME else repr(value)


def set_name(player: str, number: int) -> str:
    """Return what to call *player*'s information set *number* where the file does not."""
    return f"{player}:{number}"


def _with_an_edge(tree: Tree) -> Tree:
    """Return a game without moves as a chance move of one certain action: payoffs need an edge to stand on."""
    return replace(
        tree, labels=("", *tree.labels) if tree.labels else (), owner=np.array([CHANCE, TERMINAL], np.int32),
        infoset=np.array([-1, -1], np.int32), count=np.array([1, 0], np.int32), parent=np.array([-1, 0], np.int32),
        outcome=np.array([0, tree.outcome[0]], np.int32), chance=np.ones(1), chance_labels=(),
    )  # fmt: skip
