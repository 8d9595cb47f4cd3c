"""Small games with random payoffs, one kind for each thing that the logit equations must get right."""

import numpy as np

from foedus.bench import CrisisSize, crisis_game, draw_crisis
from foedus.games import ExtensiveForm
from support.trees import tree, with_random_payoffs


def ends(count):
    return [((), None) for _ in range(count)]


def at_once(sizes):
    """Return a game where players move at once, with as many actions as *sizes* says."""

    def turn(mover):
        if mover == len(sizes):
            return None
        return (f"P{mover}", f"set {mover}", [((), turn(mover + 1)) for _ in range(sizes[mover])])

    return tree([f"P{mover}" for mover in range(len(sizes))], turn(0))


def signalling(types, messages, replies):
    def reply(message):
        return ("R", f"message {message}", ends(replies))

    senders = [
        (1.0 / types, (), ("S", f"type {kind}", [((), reply(message)) for message in range(messages)]))
        for kind in range(types)
    ]
    return tree(["S", "R"], ("chance", senders))


def horse():
    """Selten's horse (1975) with the third player's set reached from two others."""
    two = ("2", "b", [((), None), ((), ("3", "c", ends(2)))])
    return tree(["1", "2", "3"], ("1", "a", [((), two), ((), ("3", "c", ends(2)))]))


def own_moves_again():
    """A moves, B answers unseeing, A moves again knowing only the own move: own moves above, another's between."""

    def again(first):
        return ("A", f"after {first}", ends(2 + first))

    return tree(["A", "B"], ("A", "first", [((), ("B", "b", [((), again(k)), ((), again(k))])) for k in range(2)]))


def chance_below():
    """Chance between decisions, its results seen by one player only."""

    def after(known, seen):
        return ("B", f"b {seen}", [((), ("A", f"a {known}", ends(2))), ((), None)])

    lottery = ("chance", [(0.2, (), after(0, 0)), (0.5, (), after(1, 0)), (0.3, (), after(2, 1))])
    return tree(["A", "B"], ("A", "in", [((), None), ((), lottery), ((), ("B", "b 0", [((), None), ((), None)]))]))


def with_own_beliefs(form, parameters, rng):
    """Return the game with other chances in every player's eyes."""
    edges = np.flatnonzero(form.probability[0] >= 0)
    rows, probability = [parameters], form.probability.copy()
    names = list(form.parameter_names)
    for player in range(len(form.players)):
        shares = rng.dirichlet(np.full(len(edges), 3.0), parameters.shape[1]).T
        probability[1 + player, edges] = len(names) + np.arange(len(edges))
        names += [f"belief of {player} in {edge}" for edge in edges]
        rows.append(shares)
    fields = {name: getattr(form, name) for name in form.__slots__}
    fields |= {"probability": probability, "parameter_names": tuple(names)}
    return ExtensiveForm(**fields), np.vstack(rows)


def audience():
    """A sender of two types enters or not; an audience reports a belief, which nobody sees; then another decides."""

    def report(high):
        later = ("R", "reply", ends(3))
        return ("W", "report", [((0, 0, -((g / 4 - high) ** 2)), later) for g in range(5)])

    senders = [("S", name, [((), report(high)), ((), None)]) for name, high in (("good", 1.0), ("bad", 0.0))]
    return tree(["S", "R", "W"], ("chance", [(0.3, (), senders[0]), (0.7, (), senders[1])]))


CRISIS = CrisisSize(2, 3, 2)


def _random(game):
    return lambda rng, draws: with_random_payoffs(*game, draws, rng)


def _own_beliefs(rng, draws):
    return with_own_beliefs(*with_random_payoffs(*signalling(3, 2, 2), draws, rng), rng)


def _crisis(rng, draws):
    return crisis_game(CRISIS), draw_crisis(CRISIS, draws=draws, seed=int(rng.integers(1 << 20)))


GAMES = {
    "at once": _random(at_once((3, 3))),
    "at once, three players": _random(at_once((2, 3, 2))),
    "signalling": _random(signalling(2, 3, 3)),
    "horse": _random(horse()),
    "own moves again": _random(own_moves_again()),
    "chance below": _random(chance_below()),
    "own beliefs": _own_beliefs,
    "audience": _random(audience()),
    "crisis": _crisis,
}
"""By name, functions of a generator and a number of draws that give (form, parameters)."""
