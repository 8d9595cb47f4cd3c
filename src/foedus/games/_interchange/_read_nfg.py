"""Read Gambit's .nfg, a strategic game, as a sequential one whose moves are hidden.

After the header come either all payoffs, profile by profile, or a list of outcomes and then the number of one for
every profile (0 for none); the first player's strategy changes fastest.
"""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from foedus._core import LimitError

from .._extensive_form import TERMINAL, FloatArray
from ._assemble import Tree, assemble
from ._game import MAX_NODES, MAX_TABLE_PLAYERS, Game, check_size
from ._text import BYTE_ORDER_MARK, LABEL, LIST, QUOTED, SPACE, Findings, numbers, player_names, unescape, words

_NESTED = r"\{[^{}\"]*+(?:(?:" + QUOTED + "|" + LIST + r")[^{}\"]*+)*+\}"
_HEADER = re.compile(
    SPACE + r"NFG" + SPACE + "1" + SPACE + "([RD])" + SPACE + LABEL + SPACE + f"({LIST})" + SPACE + f"({_NESTED})"
    + f"(?:{SPACE}{LABEL})?" + SPACE + f"({_NESTED})?",
    re.DOTALL,
)  # fmt: skip
_INNER = re.compile(LIST, re.DOTALL)
_OUTCOME = re.compile(r"\{" + SPACE + f"(?:{QUOTED})?" + r"([^{}\"]*+)\}", re.DOTALL)
_MOST_CELLS = MAX_NODES // 2


def read_nfg(text: str, *, name: str = "game.nfg") -> Game:
    r"""Return the game in a .nfg file's *text*; the players move in turn, none seeing what was chosen before.

    Arguments and errors as for ``read_efg``. Source: Gambit's documentation, "The strategic game (.nfg) file format".

    >>> game = read_nfg('NFG 1 R "pennies" { "A" "B" } { 2 2 } 1 -1 -1 1 -1 1 1 -1')
    >>> game.form.infoset_labels, game.form.action_labels
    (('A', 'B'), ('1', '2', '1', '2'))
    """
    check_size(text, "nfg")
    text = text.removeprefix(BYTE_ORDER_MARK)
    findings = Findings(text, name, "nfg")
    header = _HEADER.match(text)
    if header is None:
        raise findings.fatal(
            0, "the file does not begin as a strategic game does",
            hint='begin with NFG 1 R "title" { "first player" "second player" } { { "a" "b" } { "c" "d" } }',
        )  # fmt: skip
    players = player_names(header[3], header.start(3), findings)
    if len(players) > MAX_TABLE_PLAYERS:
        raise LimitError(f"{name} has {len(players):,} players; a table can have {MAX_TABLE_PLAYERS}")
    strategies = _strategies(header, players, findings)
    cells = math.prod(map(len, strategies))
    if cells > _MOST_CELLS or cells * len(players) > 10 * _MOST_CELLS:
        raise LimitError(
            f"{name} has {cells:,} profiles of {len(players):,} players; the limit is {_MOST_CELLS:,} profiles"
            f" and {10 * _MOST_CELLS:,} payoffs"
        )
    body = text[header.end() :], header.end()
    if header[6] is None:
        values, written = numbers(body[0], cells * len(players), body[1], findings)
        payoffs = np.array(values, np.float64).reshape(cells, len(players))
    else:
        outcomes, values, written = _outcomes(header, len(players), findings)
        payoffs = outcomes[_chosen(*body, cells, len(outcomes), findings)]
    texts = dict(zip(reversed(values), reversed(written), strict=True))
    sizes = tuple(map(len, strategies))
    # The first player's strategy is the fastest in the file and the slowest among the leaves of the tree.
    payoffs = payoffs.reshape(*reversed(sizes), len(players))
    payoffs = payoffs.transpose(*reversed(range(len(sizes))), len(sizes)).reshape(cells, len(players))
    form, parameters = assemble(_tree(players, strategies, payoffs, texts))
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


def _outcomes(
    header: re.Match[str], players: int, findings: Findings
) -> tuple[FloatArray, list[float], list[str]]:  # fmt: skip
    """Return the payoffs of the outcomes listed, row 0 for none, and the numbers among them as read and as written."""
    values: list[float] = []
    written: list[str] = []
    for match in _OUTCOME.finditer(header[6], 1):
        start = header.start(6) + match.start(1)
        own, texts = numbers(match[1], players, start, findings)
        values += own
        written += texts
    rows = np.array(values, np.float64).reshape(-1, players)
    return np.concatenate([np.zeros((1, players)), rows]), values, written


def _chosen(text: str, start: int, cells: int, outcomes: int, findings: Findings) -> npt.NDArray[np.int64]:
    """Return the outcome of every profile."""
    chosen = np.array(numbers(text, cells, start, findings)[0])
    if not ((chosen >= 0) & (chosen < outcomes) & (chosen == np.floor(chosen))).all():
        raise findings.fatal(
            start, f"an outcome's number is not one of 0 … {outcomes - 1}",
            why="outcomes are numbered from 1 in the order of the list; 0 is no outcome", hint="write one of these",
        )  # fmt: skip
    return chosen.astype(np.int64)


def _tree(
    players: tuple[str, ...], strategies: list[tuple[str, ...]], payoffs: FloatArray, texts: dict[float, str]
) -> Tree:
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
        set_actions=tuple(strategies), texts=texts,
    )  # fmt: skip
