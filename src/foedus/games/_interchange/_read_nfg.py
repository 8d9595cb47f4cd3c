"""Read Gambit's .nfg, a strategic game, as a sequential one whose moves are hidden.

After the header come either all payoffs, profile by profile, or a list of outcomes and then the number of one for
every profile (0 for none); the first player's strategy changes fastest.
"""

from __future__ import annotations

import math
import re

import numpy as np

from foedus._core import LimitError

from .._extensive_form import TERMINAL, FloatArray
from ._assemble import Tree, assemble
from ._game import MAX_NODES, Game, check_size
from ._text import LABEL, LIST, QUOTED, SPACE, Findings, number, unescape, words

_NESTED = r"\{(?:[^{}\"]++|" + QUOTED + "|" + LIST + r")*+\}"
_HEADER = re.compile(
    SPACE + r"NFG" + SPACE + "1" + SPACE + "([RD])" + SPACE + LABEL + SPACE + f"({LIST})" + SPACE + f"({_NESTED})"
    + f"(?:{SPACE}{LABEL})?" + SPACE + f"({_NESTED})?",
    re.DOTALL,
)  # fmt: skip
_INNER = re.compile(LIST, re.DOTALL)
_MOST_CELLS = MAX_NODES // 2


def read_nfg(text: str, *, name: str = "game.nfg") -> Game:
    r"""Return the game in a .nfg file's *text*; the players move in turn, none seeing what was chosen before.

    Arguments and errors as for ``read_efg``. Source: Gambit's documentation, "The strategic game (.nfg) file format".

    >>> game = read_nfg('NFG 1 R "pennies" { "A" "B" } { 2 2 } 1 -1 -1 1 -1 1 1 -1')
    >>> game.form.infoset_labels, game.form.action_labels
    (('A', 'B'), ('1', '2', '1', '2'))
    """
    check_size(text, "nfg")
    findings = Findings(text, name, "nfg")
    header = _HEADER.match(text)
    if header is None:
        raise findings.fatal(
            0, "the file does not begin as a strategic game does",
            hint='begin with NFG 1 R "title" { "first player" "second player" } { { "a" "b" } { "c" "d" } }',
        )  # fmt: skip
    players = tuple(label for label, bare in words(header[3][1:-1]) if not bare)
    strategies = _strategies(header, players, findings)
    cells = math.prod(map(len, strategies))
    if cells > _MOST_CELLS:
        raise LimitError(f"{name} has {cells:,} profiles; the limit is {_MOST_CELLS:,}")
    body = [bare for _, bare in words(text[header.end() :])]
    if header[6] is None:
        payoffs = _numbers(body, cells * len(players), header.end(), findings).reshape(cells, len(players))
    else:
        payoffs = _by_outcome(header, body, (cells, len(players)), findings)
    sizes = tuple(map(len, strategies))
    # The first player's strategy is the fastest in the file and the slowest among the leaves of the tree.
    payoffs = payoffs.reshape(*reversed(sizes), len(players))
    payoffs = payoffs.transpose(*reversed(range(len(sizes))), len(sizes)).reshape(cells, len(players))
    form, parameters = assemble(_tree(players, strategies, payoffs))
    return Game(form, parameters, unescape(header[2]), unescape(header[5] or ""))


def _strategies(header: re.Match[str], players: tuple[str, ...], findings: Findings) -> list[tuple[str, ...]]:
    inside = header[4][1:-1]
    lists = _INNER.findall(inside)
    if lists:
        strategies = [tuple(label or bare for label, bare in words(item[1:-1])) for item in lists]
    else:
        counts = [bare for _, bare in words(inside)]
        if not all(count.isdecimal() and len(count) < 7 and int(count) <= _MOST_CELLS for count in counts):
            raise findings.fatal(
                header.start(4), "these are not numbers of strategies", hint="write { 2 3 }, one number for each player"
            )
        strategies = [tuple(str(place + 1) for place in range(int(count))) for count in counts]
    if not players or len(strategies) != len(players) or not all(strategies):
        raise findings.fatal(
            header.start(4), f"{len(players)} players need {len(players)} lists of strategies, none of them empty",
            hint='write { { "a" "b" } { "c" "d" } }, one list for each player',
        )  # fmt: skip
    return strategies


def _numbers(body: list[str], wanted: int, offset: int, findings: Findings) -> FloatArray:
    if len(body) != wanted:
        raise findings.fatal(
            offset, f"{len(body):,} numbers follow where {wanted:,} are needed",
            why="there is one for every player in every profile of strategies, or one outcome for every profile",
            hint="give them all; the first player's strategy changes fastest",
        )  # fmt: skip
    values = [number(word) for word in body]
    for word, value in zip(body, values, strict=True):
        if value is None:
            findings.add(
                offset, f"{word[:40]!r} is not a number", hint="write a decimal such as 0.5 or a rational such as 1/2"
            )
    findings.stop()
    return np.array(values, dtype=np.float64)


def _by_outcome(header: re.Match[str], body: list[str], shape: tuple[int, int], findings: Findings) -> FloatArray:
    start = header.start(6)
    rows = [np.zeros(shape[1])]
    for match in _INNER.finditer(header[6], 1):
        payoffs = [bare for _, bare in words(match[0][1:-1]) if bare]
        rows.append(_numbers(payoffs, shape[1], start + match.start(), findings))
    chosen = _numbers(body, shape[0], header.end(), findings)
    if not ((chosen >= 0) & (chosen < len(rows)) & (chosen == np.floor(chosen))).all():
        raise findings.fatal(
            header.end(), f"an outcome's number is not one of 0 … {len(rows) - 1}",
            why="outcomes are numbered from 1 in the order of the list; 0 is no outcome", hint="write one of these",
        )  # fmt: skip
    return np.array(rows)[chosen.astype(np.int64)]


def _tree(players: tuple[str, ...], strategies: list[tuple[str, ...]], payoffs: FloatArray) -> Tree:
    owner: list[int] = []
    count: list[int] = []
    parent: list[int] = [-1]
    level = 1
    for player, own in enumerate(strategies):
        first = len(owner)
        owner += [player] * level
        count += [len(own)] * level
        parent += [node for node in range(first, first + level) for _ in own]
        level *= len(own)
    inner = len(owner)
    moves = np.array(owner + [TERMINAL] * level, np.int32)
    return Tree(
        players=players, labels=(), owner=moves, infoset=np.where(moves >= 0, moves, -1).astype(np.int32),
        count=np.array(count + [0] * level, np.int32), parent=np.array(parent, np.int32),
        outcome=np.concatenate([np.zeros(inner), 1 + np.arange(level)]).astype(np.int32), chance=np.zeros(0),
        payoffs=np.concatenate([np.zeros((1, len(players))), payoffs]),
        set_player=np.arange(len(players), dtype=np.int32), set_names=players,
        set_actions=tuple(strategies),
    )  # fmt: skip
