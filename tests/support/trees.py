"""Small games written as nested tuples, for tests that know nothing of scenarios.

A node is ``("chance", [(probability, pays, node), …])``, ``(player, infoset, [(pays, node), …])`` or ``None``, the end;
``pays`` is one number a player, paid on the edge, or ``()`` for nothing. Nodes that share an information set give the
same name. A node object used on several edges of one parent is one child (parallel edges).
"""

from collections import deque

import numpy as np

from foedus.games import CHANCE, TERMINAL, ExtensiveForm, StateGraph, Terms


def tree(players, root):
    """Return (form, parameters) with one draw; parameter 0 is the constant 1."""
    nodes, parents, edges = [root], [-1], []
    queue = deque([0])
    while queue:
        index = queue.popleft()
        node = nodes[index]
        out, seen = [], {}
        if node is not None:
            for edge in node[-1]:
                below = edge[-1]
                if below is not None and id(below) in seen:
                    child = seen[id(below)]
                else:
                    child = len(nodes)
                    seen[id(below)] = child
                    nodes.append(below)
                    parents.append(index)
                    queue.append(child)
                out.append((edge, child))
        edges.append(out)
    owner, infoset, first_edge, child, probability = [], [], [0], [], []
    coefficients, first_term, parameters = [], [0], [1.0]
    names, set_player, sizes = {}, [], []
    for node, out in zip(nodes, edges, strict=True):
        chance = node is not None and node[0] == "chance"
        owner.append(TERMINAL if node is None else CHANCE if chance else players.index(node[0]))
        if node is not None and not chance:
            if node[1] not in names:
                names[node[1]] = len(names)
                set_player.append(owner[-1])
                sizes.append(len(out))
            infoset.append(names[node[1]])
        else:
            infoset.append(-1)
        for edge, below in out:
            child.append(below)
            probability.append(len(parameters) if chance else -1)
            if chance:
                parameters.append(edge[0])
            pays = edge[-2] or (0.0,) * len(players)
            for pay in pays:
                coefficients.append(float(pay))
                first_term.append(len(coefficients))
        first_edge.append(len(child))
    first_action = np.concatenate([[0], np.cumsum(sizes)])
    form = ExtensiveForm(
        players=tuple(players),
        owner=np.array(owner, np.int32),
        infoset=np.array(infoset, np.int32),
        parent=np.array(parents, np.int32),
        first_edge=np.array(first_edge, np.int32),
        child=np.array(child, np.int32),
        probability=np.tile(np.array(probability, np.int32), (1 + len(players), 1)),
        payoffs=Terms(
            np.array(first_term, np.int32), np.zeros(len(coefficients), np.int32), np.array(coefficients, np.float64)
        ),
        infoset_player=np.array(set_player, np.int32),
        first_action=first_action.astype(np.int32),
        parameter_names=tuple(f"p{k}" for k in range(len(parameters))),
        infoset_labels=tuple(names),
        action_labels=tuple(f"{name}:{k}" for name, size in zip(names, sizes, strict=True) for k in range(size)),
    )
    return form, np.array(parameters)[:, None]


def with_random_payoffs(form, parameters, draws, rng):
    """Return (form, parameters) where every terminal payoff of *form* is drawn anew, uniform in 0..1."""
    rows = len(form.payoffs.coefficient)
    ends = np.repeat(form.owner[form.child] == TERMINAL, len(form.players))
    base = np.repeat(parameters, draws, axis=1)
    new = rng.random((rows, draws)) * ends[:, None]
    payoffs = Terms(form.payoffs.first.copy(), np.arange(len(base), len(base) + rows, dtype=np.int32), np.ones(rows))
    names = (*form.parameter_names, *(f"u{k}" for k in range(rows)))
    fields = {name: getattr(form, name) for name in form.__slots__}
    return ExtensiveForm(**(fields | {"payoffs": payoffs, "parameter_names": names})), np.vstack([base, new])


def graph(players, root):
    """Return (graph, parameters) of a perfect-information tree as an unmerged state graph."""
    form, parameters = tree(players, root)
    return StateGraph(
        form.players, form.owner, form.first_edge, form.child, form.probability[0].copy(), form.payoffs,
        form.parameter_names, tuple(map(str, range(form.nodes))), tuple(map(str, range(len(form.child)))),
    ), parameters  # fmt: skip
