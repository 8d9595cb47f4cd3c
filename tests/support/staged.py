"""Staged games for tests: random ones, a few by hand, and a recursion over plays that knows no merged states."""

import numpy as np

from foedus.games import CHANCE, TERMINAL, Terms, staged_graph


def random_staged(rng, *, players=2, starts=4, states=12, ties=False, final=True, discounted=True):
    """Return (graph, draw), where ``draw(count)`` gives parameters; with *ties* payments are small whole numbers."""
    names = [f"u{k}" for k in range(6)]
    constants = {"one": 1.0, "half": 0.5, "quarter": 0.25, "discount": 0.875 if ties else 0.9}
    number = {name: place for place, name in enumerate([*names, *constants])}
    owner, first_edge, child, probability, rows = [], [0], [], [], []

    def terms():
        count = rng.choice([0, 0, 1, 2])
        return [(int(rng.integers(len(names))), float(rng.integers(-2, 3))) for _ in range(count)]

    for state in range(states):
        kind = rng.random()
        mover = TERMINAL if kind < 0.05 and state >= starts else CHANCE if kind < 0.25 else int(rng.integers(players))
        edges = 0 if mover == TERMINAL else int(rng.integers(1, 4))
        owner.append(mover)
        shares = {1: ["one"], 2: ["half", "half"], 3: ["half", "quarter", "quarter"]}.get(edges, [])
        for edge in range(edges):
            later = rng.random() < 0.6 and state + 1 < states
            below = rng.integers(max(state + 1, starts), states) if later and states > starts else None
            child.append(states + int(rng.integers(starts)) if below is None else int(below))
            probability.append(number[shares[edge]] if mover == CHANCE else -1)
            rows += [terms() for _ in range(players)]
        first_edge.append(len(child))
    ending = [terms() if final else [] for _ in range(starts * players)]
    graph = staged_graph(
        tuple(f"p{k}" for k in range(players)),
        owner=np.array(owner, np.int32),
        first_edge=np.array(first_edge, np.int32),
        child=np.array(child, np.int32),
        probability=np.array(probability, np.int32),
        payoffs=packed(rows),
        starts=np.arange(starts, dtype=np.int32),
        initial=int(rng.integers(starts)),
        discount=number["discount"] if discounted else -1,
        final=packed(ending),
        parameter_names=tuple(number),
        state_labels=tuple(map(str, range(states))),
        action_labels=tuple(map(str, range(len(child)))),
    )

    def draw(count):
        drawn = rng.integers(0, 3, (len(names), count)).astype(float) if ties else rng.random((len(names), count))
        return np.vstack([drawn, np.repeat(np.array(list(constants.values()))[:, None], count, axis=1)])

    return graph, draw


def packed(rows):
    """Return lists of (parameter, coefficient), one list a row, as terms."""
    flat = [term for row in rows for term in row]
    return Terms(
        np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int32),
        np.array([term[0] for term in flat], np.int32),
        np.array([term[1] for term in flat], np.float64),
    )


def by_every_play(graph, parameters, *, rounds, tie=1e-12):
    """Return the value of the initial start to every player, for one draw, by going through every play."""
    players = range(len(graph.players))
    draw = parameters[:, 0]
    factor = draw[graph.discount] if graph.discount >= 0 else 1.0

    def pays(terms, row):
        return sum(
            terms.coefficient[t] * draw[terms.parameter[t]] for t in range(terms.first[row], terms.first[row + 1])
        )

    def start(number, left):
        if left == 0:
            return [pays(graph.final, number * len(players) + p) for p in players]
        return at(int(graph.starts[number]), left)

    def at(state, left):
        if graph.owner[state] == TERMINAL:
            return [0.0] * len(players)
        found = []
        for edge in range(graph.first_edge[state], graph.first_edge[state + 1]):
            below = int(graph.child[edge])
            inside = below < graph.nodes
            after = at(below, left) if inside else [factor * v for v in start(below - graph.nodes, left - 1)]
            found.append([pays(graph.payoffs, edge * len(players) + p) + after[p] for p in players])
        mover = graph.owner[state]
        if mover == CHANCE:
            weights = [draw[graph.probability[e]] for e in range(graph.first_edge[state], graph.first_edge[state + 1])]
        else:
            best = max(each[mover] for each in found)
            weights = [float(each[mover] >= best - tie) for each in found]
            weights = [weight / sum(weights) for weight in weights]
        return [sum(weight * each[p] for weight, each in zip(weights, found, strict=True)) for p in players]

    return start(graph.initial, rounds)


def trigger(periods):
    """Return a one-player game: violate or comply once; a violation is followed by *periods* rounds of loss.

    Parameters: gain, loss, discount. Start 0 is the open question, start k a round with k rounds of loss to come
    (this one among them), the last start the rest of peace.
    """
    whole = np.int32
    peace = periods + 1
    states = periods + 2
    child, rows, first = [states + (periods if periods else peace), states + peace], [[(0, 1.0)], []], [0, 2]
    for left in range(1, periods + 1):
        child.append(states + (left - 1 if left > 1 else peace))
        rows.append([(1, -1.0)])
        first.append(len(child))
    child.append(states + peace)
    rows.append([])
    first.append(len(child))
    return staged_graph(
        ("violator",),
        owner=np.zeros(states, whole),
        first_edge=np.array(first, whole),
        child=np.array(child, whole),
        probability=np.full(len(child), -1, whole),
        payoffs=packed(rows),
        starts=np.arange(states, dtype=whole),
        discount=2,
        parameter_names=("gain", "loss", "discount"),
        state_labels=("open", *(f"{left} to go" for left in range(1, periods + 1)), "peace"),
        action_labels=("violate", "comply", *["suffer"] * periods, "live"),
    )
