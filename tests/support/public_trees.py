"""Random games with observed actions, and the closed forms that several tests ask of."""

import numpy as np

from foedus.games import CHANCE, TERMINAL, PublicTree, Terms


def random_public_tree(rng, *, players=2, types=3, depth=3, independent=False, zero_sum=False, hidden=False, draws=2):
    """Return (tree, parameters): random moves, public chance, deals, and payments of every scope.

    Every player with several types moves somewhere, so that the types can be told from play.
    """
    owner, first_child, mover = [0], [], [TERMINAL]
    level = 1
    depths = [0]
    for node in range(1_000_000):
        if node == len(owner):
            break
        deep = depths[node]
        if deep == 0:
            owner[node] = int(rng.integers(players))
        elif deep >= depth or rng.random() < 0.25:
            owner[node] = TERMINAL
        else:
            owner[node] = CHANCE if rng.random() < 0.2 else int(rng.integers(players))
        first_child.append(level)
        moves = 0 if owner[node] == TERMINAL else int(rng.integers(1, 4))
        owner += [TERMINAL] * moves
        mover += [owner[node]] * moves
        depths += [deep + 1] * moves
        level += moves
    first_child.append(level)
    counts = [int(rng.integers(1, types + 1)) if player in owner else 1 for player in range(players)]
    numbers = []

    def number(value):
        numbers.append(value)
        return len(numbers) - 1

    seen_as = _hide(rng, owner, first_child, depths) if hidden else list(range(len(owner)))
    possible, factors = _deal(rng, players, counts, independent, zero_sum, number, draws)
    probability = np.full((1 + players, len(owner)), -1)
    for node, who in enumerate(owner):
        if who == CHANCE:
            children = range(first_child[node], first_child[node + 1])
            for child, share in zip(children, rng.dirichlet(np.ones(len(children)), draws).T, strict=True):
                probability[:, child] = number(share)
    paid, amounts = _payments(rng, players, counts, len(owner), zero_sum, number, draws)
    tree = PublicTree(
        players=tuple("ABC"[:players]),
        types=np.array(counts, np.int32),
        owner=np.array(owner, np.int32),
        first_child=np.array(first_child, np.int32),
        seen_as=np.array(seen_as, np.int32),
        probability=probability.astype(np.int32),
        possible=possible,
        first_factor=np.concatenate([[0], np.cumsum([len(row) for row in factors])]).astype(np.int32),
        factor=np.array([item for row in factors for item in row], np.int32),
        paid=paid.astype(np.int32),
        amounts=amounts,
        parameter_names=tuple(map(str, range(len(numbers)))),
    )
    return tree, np.array(numbers)


def _hide(rng, owner, first_child, depths):
    """Return for each node the first that its mover cannot tell from it: same depth, moves and last own move."""
    seen_as = list(range(len(owner)))
    last_own = {0: {}}
    groups = {}
    for node, who in enumerate(owner):
        children = range(first_child[node], first_child[node + 1])
        if who >= 0:
            key = (depths[node], who, len(children), last_own[node].get(who))
            if key in groups and rng.random() < 0.6:
                seen_as[node] = groups[key]
            else:
                groups[key] = node
        for place, child in enumerate(children):
            last_own[child] = dict(last_own[node])
            if who >= 0:
                last_own[child][who] = first_child[seen_as[node]] + place
    return seen_as


def _deal(rng, players, counts, independent, alike, number, draws):
    """Return which combinations are possible, and their factors by row; all rows are the same if *alike*."""
    count = int(np.prod(counts))
    rows = 1 + players
    if independent:

        def marginals():
            return [[number(share) for share in rng.dirichlet(np.ones(kinds), draws).T] for kinds in counts]

        same = marginals()
        by_row = [same if alike else marginals() for _ in range(rows)]
        places = list(np.ndindex(*counts))
        factors = [[of[player][place[player]] for player in range(players)] for of in by_row for place in places]
        return np.ones(count, bool), factors
    possible = rng.random(counts) < 0.6
    for player, kinds in enumerate(counts):
        for kind in range(kinds):
            place = [int(rng.integers(other)) for other in counts]
            place[player] = kind
            possible[tuple(place)] = True
    possible = possible.ravel()
    shares = [rng.dirichlet(np.ones(possible.sum()), draws).T for _ in range(rows)]
    where = np.cumsum(possible) - 1
    same = [number(share) for share in shares[0]]
    factors = []
    for row in range(rows):
        own = same if alike or row == 0 else [number(share) for share in shares[row]]
        factors += [[own[where[place]]] if possible[place] else [] for place in range(count)]
    return possible, factors


def _payments(rng, players, counts, nodes, zero_sum, number, draws):
    paid = np.full((nodes, players, 2 + players), -1)
    first, parameter, coefficient = [0], [], []
    sizes = [1, *counts, int(np.prod(counts))]

    def row(terms):
        parameter.extend(item for item, _ in terms)
        coefficient.extend(factor for _, factor in terms)
        first.append(len(parameter))
        return len(first) - 2

    for node in range(nodes):
        for player in range(1 if zero_sum else players):
            for scope, size in enumerate(sizes):
                if rng.random() < 0.35:
                    blocks = [[(number(rng.normal(size=draws)), float(rng.choice([1, -1])))] for _ in range(size)]
                    paid[node, player, scope] = min(map(row, blocks))
                    if zero_sum:
                        against = [[(item, -factor) for item, factor in terms] for terms in blocks]
                        paid[node, 1, scope] = min(map(row, against))
    terms = Terms(np.array(first, np.int32), np.array(parameter, np.int32), np.array(coefficient, float))
    return paid, terms


def random_play(tree, draws, rng, *, sharp=1.0):
    """Return the logarithms of a random completely mixed profile, shape (entry, draw)."""
    logs = np.empty((tree.entries, draws))
    for node in np.flatnonzero((tree.owner >= 0) & (tree.seen_as == np.arange(tree.nodes))):
        children = np.arange(tree.first_child[node], tree.first_child[node + 1])
        entries = tree.first_entry[children][:, None] + np.arange(tree.types[tree.owner[node]])
        raw = sharp * rng.normal(size=(*entries.shape, draws))
        raw -= raw.max(axis=0)
        logs[entries] = raw - np.log(np.exp(raw).sum(axis=0))
    return logs
