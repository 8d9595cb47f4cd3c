"""The outcomes of an .efg: a number, a label and payoffs, described where first mentioned or anywhere else.

A file has about as many outcomes as nodes, so all payoffs are converted at once, from one text in which semicolons
part the outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .._extensive_form import FloatArray, IntArray
from ._text import Findings, number, unescape

_PLAIN = re.compile(r"[0-9eE+\-./;,\s]*+", re.ASCII)
_MENTION_HINT = "decimals such as 0.5 or rationals such as 1/2"

Mention = tuple[str, str, str]
"""Number, label as written, and payoffs in braces; the last two may be empty."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What the mentions of outcomes say."""

    row: IntArray
    """For each mention the row of *payoffs*; row 0 pays nothing."""
    payoffs: FloatArray
    """Shape (1 + outcome, player)."""
    labels: tuple[str, ...]
    """One a row of *payoffs*."""
    texts: dict[float, str]
    """How each number was written first."""


def read_outcomes(
    mentions: Sequence[Mention], *, players: int, findings: Findings, offset: Callable[[int], int]
) -> Outcomes:
    """Return the outcomes of *mentions*, one a node; *offset* gives a mention's place in the text.

    Raises:
        CaseError: payoffs are not numbers, one for each player.
    """
    described = [mention for mention in dict.fromkeys(mentions) if mention[2]]
    values, words = _payoffs(described, players, lambda bad: offset(mentions.index(bad)), findings)
    rows: dict[int, int] = {}
    labels = [""]
    kept = []
    for place, (text, label, _) in enumerate(described):
        outcome = int(text)
        row = rows.setdefault(outcome, len(labels))
        if row == len(labels):
            labels.append(label)
            kept.append(place)
        elif not np.array_equal(values[place], values[kept[row - 1]]):
            findings.add(
                offset(mentions.index(described[place])),
                f"outcome {outcome} pays {_told(values[place])} here and {_told(values[kept[row - 1]])} before",
                why="an outcome's number stands for one list of payoffs", hint="give the second one a new number",
            )  # fmt: skip
    if 0 in rows and values[kept[rows[0] - 1]].any():
        findings.add(
            offset(next(place for place, mention in enumerate(mentions) if mention[2] and int(mention[0]) == 0)),
            "outcome 0 has payoffs", why="0 stands for no outcome", hint="give it another number, here and elsewhere",
        )  # fmt: skip
    rows[0] = 0
    zeros = " ".join("0" for _ in range(players))
    row_of = {}
    for mention in dict.fromkeys(mentions):
        outcome = int(mention[0])
        if outcome not in rows:
            findings.add(
                offset(mentions.index(mention)), f"outcome {outcome} has no payoffs",
                why="a number without payoffs refers to an outcome described elsewhere in the file",
                hint=f'describe it once: {outcome} "name" {{ {zeros} }}, or write 0 for no outcome',
            )  # fmt: skip
        row_of[mention] = rows.get(outcome, 0)
    return Outcomes(
        row=np.array([row_of[mention] for mention in mentions], np.int32),
        payoffs=np.concatenate([np.zeros((1, players)), values[kept]]),
        labels=tuple(map(unescape, labels)),
        texts=dict(zip(reversed(values.reshape(-1).tolist()), reversed(words), strict=True)),
    )


def _told(row: FloatArray) -> str:
    return " ".join(f"{value:.12g}" for value in row)


def _payoffs(
    described: Sequence[Mention], players: int, offset: Callable[[Mention], int], findings: Findings
) -> tuple[FloatArray, list[str]]:
    """Return the payoffs, shape (outcome, player), and how each is written."""
    text = " ; ".join([mention[2][1:-1] for mention in described])
    words = text.replace(",", " ").split() if _PLAIN.fullmatch(text) else []
    parts = words[players :: players + 1]
    whole = len(words) == max(len(described) * (players + 1) - 1, 0) and parts == [";"] * max(len(described) - 1, 0)
    if whole:
        del words[players :: players + 1]
        known = {word: number(word) for word in set(words)}
        if None not in known.values():
            return np.array([known[word] for word in words], np.float64).reshape(-1, players), words
    for mention in described:
        inside = mention[2][1:-1]
        own = inside.replace(",", " ").split()
        if len(own) != players or any(number(word) is None for word in own):
            raise findings.fatal(
                offset(mention), f"the payoffs {mention[2][:60]} are not one number for each player",
                hint=f"write {players} numbers: {_MENTION_HINT}",
            )  # fmt: skip
    raise AssertionError("some payoffs are wrong")  # pragma: no cover
