"""The crisis game as a public tree, built level by level: sizes whose information-set tree would not fit in memory.

The same game as ``crisis_game``, with the same parameters. What a signal sinks is paid when it is sent, the ties and
the prize at the concession, war by one's own type: each payment stands on one public move.
"""

from __future__ import annotations

import numpy as np

from foedus.games import TERMINAL, PublicTree, Terms

from ._crisis_game import FIRST_SUNK, PRIOR, PRIZE, CrisisSize, parameter_names

_Row = dict[int, float]


class _Amounts:
    """Rows of amounts, each kept once."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.place: dict[tuple[tuple[int, float], ...], int] = {}

    def add(self, row: _Row) -> int:
        key = tuple(row.items())
        if key not in self.place:
            self.place[key] = self.block([row])
        return self.place[key]

    def block(self, rows: list[_Row]) -> int:
        self.rows += rows
        return len(self.rows) - len(rows)

    def terms(self) -> Terms:
        return Terms(
            np.concatenate([[0], np.cumsum([len(row) for row in self.rows])]).astype(np.int32),
            np.array([parameter for row in self.rows for parameter in row], np.int32),
            np.array([coefficient for row in self.rows for coefficient in row.values()]),
        )


def public_crisis_game(size: CrisisSize, *, zero_sum: bool = False) -> PublicTree:
    """Return the game of this size, or the zero-sum contest for the difference of its payoffs.

    Args:
        size: how large it is.
        zero_sum: pay the first player the difference of both payoffs and the second its negative, as the peers were
            measured.

    >>> tree = public_crisis_game(CrisisSize(types=10, moves=13, signals=2))
    >>> tree.infosets, tree.nodes
    (81910, 24574)
    """
    owner, first_child, paid, labels = [np.array([0])], [np.array([1])], [np.full((1, 2, 4), -1)], [""]
    amounts = _Amounts()
    sent = np.zeros(
        (1, 2, size.signals), np.int64
    )  # of each node that is not the end: by sender, how often each signal
    last = 1  # the first node of the next level
    standing = np.array([0])  # the nodes of a level that are not concessions, by their place in it
    for move in range(size.moves):
        player, width, branch = move % 2, len(sent), size.signals + 1
        level = np.full((width, branch, 2, 4), -1)
        level[:, 0] = _concessions(sent[:, player], player, size, amounts, zero_sum)
        for signal in range(size.signals):
            level[:, 1 + signal] = _signal(signal, player, amounts, zero_sum)
        sent = np.repeat(sent[:, None], size.signals, axis=1)
        for signal in range(size.signals):
            sent[:, signal, player, signal] += 1
        sent = sent.reshape(-1, 2, size.signals)
        above = np.zeros(len(owner[-1]), np.int64)
        above[standing] = branch
        first_child[-1] = last + np.cumsum(above) - above
        last += width * branch
        kinds = np.full((width, branch), (1 - player) if move + 1 < size.moves else TERMINAL)
        kinds[:, 0] = TERMINAL
        owner.append(kinds.ravel())
        first_child.append(np.zeros(width * branch, np.int64))
        standing = np.flatnonzero(np.tile(np.arange(branch) > 0, width))
        paid.append(level.reshape(-1, 2, 4))
        labels += ["concede", *(f"s{signal}" for signal in range(size.signals))] * width
    paid[-1][standing, ..., 1:3] = _war(size, amounts, zero_sum)
    first_child[-1] = np.full(len(owner[-1]) + 1, last)
    count = size.types**2
    return PublicTree(
        players=("C", "D"),
        types=np.array([size.types, size.types], np.int32),
        owner=np.concatenate(owner).astype(np.int32),
        first_child=np.concatenate(first_child).astype(np.int32),
        seen_as=np.arange(last, dtype=np.int32),
        probability=np.full((3, last), -1, np.int32),
        possible=np.ones(count, bool),
        first_factor=np.arange(3 * count + 1, dtype=np.int32),
        factor=np.full(3 * count, PRIOR, np.int32),
        paid=np.concatenate(paid).astype(np.int32),
        amounts=amounts.terms(),
        parameter_names=parameter_names(size),
        type_labels=(tuple(map(str, range(size.types))),) * 2,
        move_labels=tuple(labels),
    )


def _both(row: _Row, player: int, amounts: _Amounts, zero_sum: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the payments of both for what *player* gets, shape (player, scope)."""
    found = np.full((2, 4), -1)
    found[player, 0] = amounts.add(row)
    if zero_sum:
        found[1 - player, 0] = amounts.add({parameter: -value for parameter, value in row.items()})
    return found


def _signal(
    signal: int, player: int, amounts: _Amounts, zero_sum: bool
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return _both({FIRST_SUNK + signal: -1.0}, player, amounts, zero_sum)


def _concessions(
    sent: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    player: int,
    size: CrisisSize,
    amounts: _Amounts,
    zero_sum: bool,
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return what is paid where *player* concedes, shape (node, player, scope), by the own signals *sent* before."""
    kinds, of = np.unique(sent, axis=0, return_inverse=True)
    found = np.empty((len(kinds), 2, 4), np.int64)
    for place, counts in enumerate(kinds.tolist()):
        ties = {FIRST_SUNK + size.signals + k: -float(count) for k, count in enumerate(counts) if count}
        if zero_sum:
            found[place] = _both({PRIZE: -1.0} | ties, player, amounts, zero_sum)
        else:
            found[place] = np.maximum(
                _both(ties, player, amounts, zero_sum) if ties else -1,
                _both({PRIZE: 1.0}, 1 - player, amounts, zero_sum),
            )
    return found[of.ravel()]


def _war(size: CrisisSize, amounts: _Amounts, zero_sum: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the rows of war by player and by whose type, shape (player, player); one row a type from each on."""
    first = FIRST_SUNK + 2 * size.signals
    found = np.full((2, 2), -1)
    for player in range(2):
        values = [first + player * size.types + kind for kind in range(size.types)]
        found[player, player] = amounts.block([{value: 1.0} for value in values])
        if zero_sum:
            found[1 - player, player] = amounts.block([{value: -1.0} for value in values])
    return found
