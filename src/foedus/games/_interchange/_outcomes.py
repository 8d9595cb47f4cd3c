"""The outcomes of an .efg: a number, a label and payoffs, described where first mentioned or anywhere else.

A file has about as many outcomes as nodes, so all are converted at once: the payoffs from one text in which semicolons
part the outcomes, the numbers as an array.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .._extensive_form import FloatArray, IntArray
from ._text import Findings, number, unescape_all

_PLAIN = re.compile(r"[0-9eE+\-./;,\s]*+")
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is written about the outcome of each node; of label and payoffs either may be empty."""

    numbers: list[str]
    labels: list[str]
    payoffs: list[str]
    """In braces."""


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


def read_outcomes(mentions: Mentions, *, players: int, findings: Findings, offset: Callable[[int], int]) -> Outcomes:
    """Return the outcomes of *mentions*, one a node; *offset* gives a mention's place in the text.

    Raises:
        CaseError: payoffs are not numbers, one for each player, or an outcome's number is too long.
    """
    wanted = _numbers(mentions.numbers, offset, findings)
    places = [place for place, payoffs in enumerate(mentions.payoffs) if payoffs]
    values, texts = _payoffs(list(filter(None, mentions.payoffs)), players, places, offset, findings)
    outcomes, first, which = np.unique(wanted[places], return_index=True, return_inverse=True)
    for other in np.flatnonzero((values != values[first[which]]).any(axis=1))[:1].tolist():
        before = values[first[which[other]]]
        findings.add(
            offset(places[other]),
            f"outcome {wanted[places[other]]} pays {_told(values[other])} here and {_told(before)} before",
            why="an outcome's number stands for one list of payoffs", hint="give the second one a new number",
        )  # fmt: skip
    row = np.searchsorted(outcomes, wanted)
    described = row < len(outcomes)
    described[described] = outcomes[row[described]] == wanted[described]
    for none in np.flatnonzero((outcomes == 0) & values[first].any(axis=1)).tolist():
        findings.add(
            offset(places[first[none]]), "outcome 0 has payoffs", why="0 stands for no outcome",
            hint="give it another number wherever it is mentioned",
        )  # fmt: skip
    zeros = " ".join("0" for _ in range(players))
    missing = np.flatnonzero(~described & (wanted != 0))
    for place in missing[np.sort(np.unique(wanted[missing], return_index=True)[1])].tolist():
        findings.add(
            offset(place), f"outcome {wanted[place]} has no payoffs",
            why="a number without payoffs refers to an outcome described elsewhere in the file",
            hint=f'describe it once: {wanted[place]} "name" {{ {zeros} }}, or write 0 for no outcome',
        )  # fmt: skip
    labels = [mentions.labels[places[place]] for place in first.tolist()]
    return Outcomes(
        row=np.where(described & (wanted != 0), row + 1, 0).astype(np.int32),
        payoffs=np.concatenate([np.zeros((1, players)), values[first]]),
        labels=("", *unescape_all(labels)),
        texts=texts,
    )


def _numbers(texts: list[str], offset: Callable[[int], int], findings: Findings) -> npt.NDArray[np.int64]:
    try:
        return np.array(list(map(int, texts)), np.int64)
    except (ValueError, OverflowError):
        place = next(place for place, text in enumerate(texts) if len(text) >= _DIGITS)
    raise findings.fatal(
        offset(place), f"the outcome's number {texts[place][:40]} is too long", hint="number outcomes 1, 2, 3 …"
    )


def _told(row: FloatArray) -> str:
    return " ".join(f"{value:.12g}" for value in row)


def _payoffs(
    lists: Sequence[str], players: int, places: Sequence[int], offset: Callable[[int], int], findings: Findings
) -> tuple[FloatArray, dict[float, str]]:
    """Return the payoffs, shape (list, player), and how each number is written first."""
    text = " ; ".join([braces[1:-1] for braces in lists])
    words = text.replace(",", " ").split() if _PLAIN.fullmatch(text) else []
    parts = words[players :: players + 1]
    if len(words) == max(len(lists) * (players + 1) - 1, 0) and parts.count(";") == max(len(lists) - 1, 0):
        del words[players :: players + 1]
        known: dict[str, float | None] = dict.fromkeys(words)
        try:
            known.update(zip(known, list(map(float, known)), strict=True))
        except ValueError:
            known.update([(word, number(word)) for word in known])
        if None not in known.values():
            values = np.array([known[word] for word in words], np.float64).reshape(-1, players)
            if np.isfinite(values).all():
                return values, {value: word for word, value in reversed(known.items()) if value is not None}
    place, braces = next(
        (place, braces) for place, braces in zip(places, lists, strict=True) if not _is_row(braces[1:-1], players)
    )
    raise findings.fatal(
        offset(place), f"the payoffs {braces[:60]} are not one number for each player",
        hint=f"write {players} numbers: decimals such as 0.5 or rationals such as 1/2",
    )  # fmt: skip


def _is_row(inside: str, players: int) -> bool:
    own = inside.replace(",", " ").split()
    return len(own) == players and all(number(word) is not None for word in own)
