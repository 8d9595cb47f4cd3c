"""The crisis game of the comparison with other tools: private resolve on both sides, signals, war at the end.

Two sides of ``types`` equally likely private types alternate for at most ``moves`` moves, the challenger first; the
mover concedes or sends one of ``signals`` public signals; after the last one there is war. A signal costs its sender
at once (sunk) and more should the sender concede later (tied hands; Fearon 1997). The side that is conceded to gets
the prize, 1. War pays by one's own type.

Payoffs are linear in the parameters, in this order: the prior of a pair of types, the prize, sunk costs and ties by
signal, values of war of the challenger's types, then of the defender's. Draw *i* takes its numbers from Python's
``random.Random(i)`` and rounds them to four digits, so that it is the very game that the peers were measured on.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from foedus.games import CHANCE, TERMINAL, ExtensiveForm, FloatArray, Terms

PRIOR, PRIZE, FIRST_SUNK = 0, 1, 2

SPREAD = 20.0
"""How far the numbers of the draws vary, as the peers were measured."""


@dataclass(frozen=True, slots=True)
class CrisisSize:
    """How large a crisis game is."""

    types: int
    moves: int
    signals: int

    @property
    def information_sets(self) -> int:
        """Number of information sets of both sides."""
        return self.types * sum(int(self.signals**move) for move in range(self.moves))


SIZES = {
    "tiny": CrisisSize(2, 2, 1),
    "14": CrisisSize(2, 3, 2),
    "30": CrisisSize(2, 4, 2),
    "124": CrisisSize(4, 5, 2),
    "252": CrisisSize(4, 6, 2),
    "508": CrisisSize(4, 7, 2),
    "1020": CrisisSize(4, 8, 2),
}
"""The sizes that are measured, by number of information sets; ``tiny`` has 4."""


@dataclass(frozen=True, slots=True)
class _End:
    """An end of play: the signals sent, who conceded (-1: war) and both types."""

    sent: tuple[int, ...]
    conceded: int
    pair: tuple[int, int]


class _Tree:
    """A tree under construction, breadth first."""

    def __init__(self) -> None:
        self.owner: list[int] = []
        self.infoset: list[int] = []
        self.parent: list[int] = []
        self.edges: list[list[int]] = []
        self.ends: dict[int, _End] = {}
        self.sets: dict[tuple[int, tuple[int, ...], int], int] = {}

    def node(self, parent: int) -> int:
        self.owner.append(TERMINAL)
        self.infoset.append(-1)
        self.parent.append(parent)
        self.edges.append([])
        index = len(self.owner) - 1
        if parent >= 0:
            self.edges[parent].append(index)
        return index

    def decide(self, node: int, player: int, key: tuple[int, tuple[int, ...], int]) -> None:
        self.owner[node] = player
        self.infoset[node] = self.sets.setdefault(key, len(self.sets))


def crisis_game(size: CrisisSize) -> ExtensiveForm:
    """Return the game of this size.

    >>> form = crisis_game(SIZES["124"])
    >>> form.infosets, form.nodes
    (124, 1505)
    """
    tree = _grow(size)
    first_edge = np.concatenate([[0], np.cumsum([len(out) for out in tree.edges])]).astype(np.int32)
    child = np.array([below for out in tree.edges for below in out], np.int32)
    chance = np.repeat(np.array(tree.owner) == CHANCE, np.diff(first_edge))
    return ExtensiveForm(
        players=("C", "D"),
        owner=np.array(tree.owner, np.int32),
        infoset=np.array(tree.infoset, np.int32),
        parent=np.array(tree.parent, np.int32),
        first_edge=first_edge,
        child=child,
        probability=np.tile(np.where(chance, PRIOR, -1).astype(np.int32), (3, 1)),
        payoffs=_payoffs(tree, child, size),
        infoset_player=np.array([key[0] for key in tree.sets], np.int32),
        first_action=np.arange(0, (len(tree.sets) + 1) * (size.signals + 1), size.signals + 1, dtype=np.int32),
        parameter_names=parameter_names(size),
        infoset_labels=tuple(
            f"{'CD'[p]}{kind} after {''.join(map(str, sent)) or 'nothing'}" for p, sent, kind in tree.sets
        ),
        action_labels=tuple(a for _ in tree.sets for a in ("concede", *(f"s{k}" for k in range(size.signals)))),
    )


def draw_crisis(size: CrisisSize, *, draws: int, seed: int = 0, spread: float = SPREAD) -> FloatArray:
    """Return the parameters of *draws* games, shape (parameter, draw); draw *i* has the seed *seed* + *i*.

    >>> draw_crisis(SIZES["tiny"], draws=2)[:4].T.tolist()
    [[0.25, 1.0, 0.1989, 0.3532], [0.25, 1.0, 0.0569, 0.389]]
    """
    columns = np.empty((len(parameter_names(size)), draws))
    signals, types = range(size.signals), range(size.types)
    for draw in range(draws):
        number = Random(seed + draw).random  # noqa: S311 - the numbers of a benchmark
        columns[:, draw] = [
            1.0 / size.types**2,
            1.0,
            *(round(0.03 + 0.05 * signal + 0.01 * spread * number(), 4) for signal in signals),
            *(round(0.05 + 0.15 * signal + 0.02 * spread * number(), 4) for signal in signals),
            *(
                round(-1.0 + 1.4 * (kind + 0.5) / size.types + 0.02 * spread * number(), 4)
                for _ in range(2)
                for kind in types
            ),
        ]
    return columns


def _grow(size: CrisisSize) -> _Tree:
    tree = _Tree()
    root = tree.node(-1)
    tree.owner[root] = CHANCE
    pairs = [(one, two) for one in range(size.types) for two in range(size.types)]
    level: list[tuple[int, tuple[int, ...], tuple[int, int]]] = [(tree.node(root), (), pair) for pair in pairs]
    for move in range(size.moves):
        player = move % 2
        following = []
        for node, sent, pair in level:
            tree.decide(node, player, (player, sent, pair[player]))
            tree.ends[tree.node(node)] = _End(sent, player, pair)
            following += [(tree.node(node), (*sent, signal), pair) for signal in range(size.signals)]
        level = following
    tree.ends |= {node: _End(sent, -1, pair) for node, sent, pair in level}
    return tree


def _payoffs(tree: _Tree, child: np.ndarray[tuple[int], np.dtype[np.int32]], size: CrisisSize) -> Terms:
    first, parameter, coefficient = [0], list[int](), list[float]()
    for node in child.tolist():
        for player in range(2):
            terms = _terms(tree.ends[node], player, size) if node in tree.ends else {}
            parameter += terms.keys()
            coefficient += terms.values()
            first.append(len(parameter))
    return Terms(np.array(first, np.int32), np.array(parameter, np.int32), np.array(coefficient))


def _terms(end: _End, player: int, size: CrisisSize) -> dict[int, float]:
    """Return what *player* gets at an end of play, as coefficients of parameters."""
    terms: dict[int, float] = {}
    first_tie, first_war = FIRST_SUNK + size.signals, FIRST_SUNK + 2 * size.signals
    own = [signal for place, signal in enumerate(end.sent) if place % 2 == player]
    for signal in own:
        terms[FIRST_SUNK + signal] = terms.get(FIRST_SUNK + signal, 0.0) - 1.0
        if end.conceded == player:
            terms[first_tie + signal] = terms.get(first_tie + signal, 0.0) - 1.0
    if end.conceded < 0:
        terms[first_war + player * size.types + end.pair[player]] = 1.0
    elif end.conceded != player:
        terms[PRIZE] = 1.0
    return terms


def parameter_names(size: CrisisSize) -> tuple[str, ...]:
    """Return the names of the parameters, in order."""
    signals, types = range(size.signals), range(size.types)
    return (
        "prior", "prize", *(f"sunk {k}" for k in signals), *(f"tie {k}" for k in signals),
        *(f"war of {side} {k}" for side in "CD" for k in types),
    )  # fmt: skip
