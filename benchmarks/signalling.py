"""Crisis signalling with private resolve on both sides, as arrays: the common subject of the comparison.

Two sides of ``types`` equally likely private types alternate for at most ``moves`` moves; the mover concedes or sends
one of ``signals`` public signals; after the last one there is war. A signal costs its sender at once (sunk) and more
should the sender concede later (tied hands). War pays by one's own type.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from foedus.games import CHANCE, TERMINAL, ExtensiveForm, Terms


@dataclass
class _Arrays:
    owner: list[int] = field(default_factory=list)
    infoset: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    edges: list[list[int]] = field(default_factory=list)
    ends: dict[int, tuple[tuple[int, ...], int, tuple[int, int]]] = field(default_factory=dict)
    """Terminal node → (signals so far, who conceded or -1, types)."""
    sets: dict[tuple[int, tuple[int, ...], int], int] = field(default_factory=dict)

    def node(self, parent: int, owner: int, infoset: int = -1) -> int:
        self.owner.append(owner)
        self.infoset.append(infoset)
        self.parent.append(parent)
        self.edges.append([])
        index = len(self.owner) - 1
        if parent >= 0:
            self.edges[parent].append(index)
        return index


def signalling_game(types: int, moves: int, signals: int) -> tuple[ExtensiveForm, _Arrays]:
    """Return the game (parameter 0 is the prior of a pair of types, then one a terminal payoff) and its key."""
    arrays = _Arrays()
    root = arrays.node(-1, CHANCE)
    level: list[tuple[int, tuple[int, ...], tuple[int, int]]] = []
    for one in range(types):
        for two in range(types):
            level.append((arrays.node(root, TERMINAL), (), (one, two)))
    for move in range(moves):
        player = move % 2
        following = []
        for node, sent, pair in level:
            key = (player, sent, pair[player])
            arrays.owner[node] = player
            arrays.infoset[node] = arrays.sets.setdefault(key, len(arrays.sets))
            arrays.ends[arrays.node(node, TERMINAL)] = (sent, player, pair)
            following += [(arrays.node(node, TERMINAL), (*sent, signal), pair) for signal in range(signals)]
        level = following
    arrays.ends |= {node: (sent, -1, pair) for node, sent, pair in level}
    first_edge = np.concatenate([[0], np.cumsum([len(out) for out in arrays.edges])]).astype(np.int32)
    child = np.array([below for out in arrays.edges for below in out], np.int32)
    chance = np.repeat(np.array(arrays.owner) == CHANCE, np.diff(first_edge))
    paying = np.isin(child, list(arrays.ends))
    counts = np.repeat(paying, 2).astype(np.int32)
    form = ExtensiveForm(
        players=("challenger", "defender"),
        owner=np.array(arrays.owner, np.int32),
        infoset=np.array(arrays.infoset, np.int32),
        parent=np.array(arrays.parent, np.int32),
        first_edge=first_edge,
        child=child,
        probability=np.tile(np.where(chance, 0, -1).astype(np.int32), (3, 1)),
        payoffs=Terms(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            np.arange(1, 1 + counts.sum(), dtype=np.int32),
            np.ones(int(counts.sum())),
        ),
        infoset_player=np.array([key[0] for key in arrays.sets], np.int32),
        first_action=np.arange(0, (len(arrays.sets) + 1) * (signals + 1), signals + 1, dtype=np.int32),
        parameter_names=("pair", *(f"u{k}" for k in range(int(counts.sum())))),
        infoset_labels=tuple(f"{'CD'[p]} {sent} {kind}" for p, sent, kind in arrays.sets),
        action_labels=tuple(a for _ in arrays.sets for a in ("concede", *(f"s{k}" for k in range(signals)))),
    )
    return form, arrays


def draw_parameters(form: ExtensiveForm, arrays: _Arrays, types: int, draws: int, *, seed: int) -> np.ndarray:
    """Return parameters (parameter, draw) with costs and values of war drawn anew for every draw."""
    rng = np.random.default_rng(seed)
    signals = int(form.first_action[1]) - 1
    sunk = 0.03 + 0.05 * np.arange(signals)[:, None] + 0.2 * rng.random((signals, draws))
    tied = 0.05 + 0.15 * np.arange(signals)[:, None] + 0.4 * rng.random((signals, draws))
    grade = (np.arange(types)[:, None] + 0.5) / types
    war = [-1.0 + 1.4 * grade + 0.4 * rng.random((types, draws)) for _ in range(2)]
    rows = [np.full(draws, 1.0 / types**2)]
    for node in form.child:
        if int(node) not in arrays.ends:
            continue
        sent, conceded, pair = arrays.ends[int(node)]
        for player in range(2):
            own = [signal for place, signal in enumerate(sent) if place % 2 == player]
            pay = -sum((sunk[signal] for signal in own), np.zeros(draws))
            if conceded < 0:
                pay = pay + war[player][pair[player]]
            elif conceded == player:
                pay = pay - sum((tied[signal] for signal in own), np.zeros(draws))
            else:
                pay = pay + 1.0
            rows.append(pay)
    return np.array(rows)
