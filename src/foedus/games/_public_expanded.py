"""A public tree written out as the tree with information sets of the same game, for checking and for exchange.

One copy of every public node for each possible combination of types, dealt by one chance move at the root. A form's
chance moves take single parameters while a combination's probability is a product of some, so these products are
parameters of their own, which ``expanded_parameters`` computes.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ._extensive_form import CHANCE, ExtensiveForm, FloatArray, Terms
from ._public_tree import PublicTree
from ._public_view import PublicView


def expanded(tree: PublicTree) -> PublicView:
    """Return *tree* with its information-set tree, one copy of each public node for every possible combination.

    The form's parameters are those of *tree* and then the probability of every combination, for every row; see
    ``expanded_parameters``.
    """
    players, size = len(tree.players), tree.nodes
    dealt = np.flatnonzero(tree.possible)
    copies, count = len(dealt), tree.combinations
    own = [tree.combination_types(player)[dealt] for player in range(players)]
    of_owner = np.array([*own, np.zeros(copies, np.int32)])[tree.owner]  # chance and ends read the last rows
    first_infoset = np.where(tree.owner >= 0, tree.first_infoset, -1)
    sets = np.where(first_infoset[:, None] >= 0, first_infoset[:, None] + of_owner, -1).T
    base = 1 + size * np.arange(copies)
    below = copies + (size - 1) * np.arange(copies)[:, None] + tree.first_child[1:] - 1
    probability = np.full((1 + players, copies * size), -1, np.int32)
    row = np.arange(1 + players)[:, None]
    probability[:, :copies] = len(tree.parameter_names) + row * count + dealt
    probability[:, copies:] = np.tile(tree.probability[:, 1:], copies)
    decided = np.flatnonzero((tree.owner >= 0) & (tree.seen_as == np.arange(size)))
    kinds = tree.types[tree.owner[decided]]
    moves = np.repeat(np.diff(tree.first_child)[decided], kinds)
    first_action = np.concatenate([[0], np.cumsum(moves)]).astype(np.int32)
    action = np.empty(tree.entries, np.int32)
    first_entry = tree.first_entry
    for node in decided.tolist():
        here = first_infoset[node] + np.arange(tree.types[tree.owner[node]])
        for place, child in enumerate(range(tree.first_child[node], tree.first_child[node + 1])):
            action[first_entry[child] : first_entry[child] + len(here)] = first_action[here] + place
    labels = [""] * int(first_action[-1])
    of_entry = _entry_labels(tree)
    for entry, number in enumerate(action.tolist()):
        labels[number] = of_entry(entry)
    parent = np.where(tree.parent >= 0, base[:, None] + tree.parent, 0)
    deals = (f"deal {number} ({who})" for who in ("", *tree.players) for number in range(count))
    form = ExtensiveForm(
        players=tree.players,
        owner=np.concatenate([[CHANCE], np.tile(tree.owner, copies)]).astype(np.int32),
        infoset=np.concatenate([[-1], sets.ravel()]).astype(np.int32),
        parent=np.concatenate([[-1], parent.ravel()]).astype(np.int32),
        first_edge=np.concatenate([[0, copies], below.ravel()]).astype(np.int32),
        child=np.concatenate([base, (base[:, None] + np.arange(1, size)).ravel()]).astype(np.int32),
        probability=probability,
        payoffs=_expanded_payoffs(tree, dealt),
        infoset_player=np.repeat(tree.owner[decided], kinds),
        first_action=first_action,
        parameter_names=(*tree.parameter_names, *deals),
        infoset_labels=tuple(
            f"{tree.players[tree.owner[node]]} {type_} at {node}"
            for node in decided.tolist()
            for type_ in range(tree.types[tree.owner[node]])
        ),
        action_labels=tuple(labels),
    )
    return PublicView(form, tree, action, np.arange(tree.infosets, dtype=np.int32))


def _entry_labels(tree: PublicTree) -> Callable[[int], str]:
    """Return a function that gives the label of an entry's move."""
    decided = np.flatnonzero((tree.mover >= 0) & (tree.move_as == np.arange(tree.nodes)))
    of = np.repeat(decided, tree.types[tree.mover[decided]])
    return lambda entry: tree.move_labels[of[entry]] if tree.move_labels else str(of[entry])


def _expanded_payoffs(tree: PublicTree, dealt: npt.NDArray[np.int64]) -> Terms:
    """Return the amounts by edge and player, edges in the order of ``expanded``."""
    players, size, copies = len(tree.players), tree.nodes, len(dealt)
    offset = np.array(
        [np.zeros(copies, np.int64), *(tree.combination_types(p)[dealt] for p in range(players)), dealt]
    )  # by scope and copy
    node, player, scope = np.nonzero(tree.paid >= 0)
    rows = tree.paid[node, player, scope] + offset[scope].T  # (copy, payment)
    edge = np.where(node > 0, copies + (size - 1) * np.arange(copies)[:, None] + node - 1, np.arange(copies)[:, None])
    target, rows = (edge * players + player).ravel(), rows.ravel()
    order = np.argsort(target, kind="stable")
    target, rows = target[order], rows[order]
    length = tree.amounts.first[rows + 1] - tree.amounts.first[rows]
    ends = np.cumsum(length)
    terms = np.repeat(tree.amounts.first[rows] - (ends - length), length) + np.arange(int(ends[-1]) if len(ends) else 0)
    per_row = np.bincount(target, weights=length, minlength=copies * size * players).astype(np.int64)
    return Terms(
        np.concatenate([[0], np.cumsum(per_row)]).astype(np.int32),
        tree.amounts.parameter[terms],
        tree.amounts.coefficient[terms],
    )


def expanded_parameters(tree: PublicTree, parameters: FloatArray) -> FloatArray:
    """Return the parameters of ``expanded(tree)``, shape (parameter + (1 + player) * combination, draw)."""
    priors = [np.exp(tree.log_prior(parameters, row=row)) for row in range(1 + len(tree.players))]
    return np.concatenate([parameters, *priors])
