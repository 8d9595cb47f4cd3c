"""What a rule sees of a clause and what it says about it: the ground both languages stand on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Setting(NamedTuple):
    """A clause and what around it decides how it is meant."""

    text: str
    before: str
    """The clauses of the same sentence before it, the nearest last."""
    after: str
    """The rest of the sentence."""
    spoken: bool
    """Whether someone is quoted or reported as saying it."""
    turn: bool
    """Whether it is said in a conversation written down turn by turn."""
    answer: bool
    """Whether it begins an answer to another's request."""
    question: bool
    own: bool
    """Whether the one who speaks also writes: a letter's *we*."""
    account: bool
    """Whether the document tells what others did, as a report or a chronology does."""
    opinion: bool
    """Whether it is introduced as an opinion: *we think that*."""
    condition: bool
    """Whether the sentence has stated a condition."""


@dataclass(frozen=True, slots=True)
class Found:
    """An act a rule reads in a clause."""

    act: str
    rule: str
    verb: tuple[int, int]
    """Where in the clause the words stand that carry it."""
    weight: int = 1
    """Of two in one sentence with one coarse act the heavier stays."""


Check = Callable[[Setting, "re.Match[str]"], bool]


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that carry an act, and what must hold around them."""

    rule: str
    act: str
    pattern: re.Pattern[str]
    holds: Check
    weight: int = 1
    signs: frozenset[str] = frozenset()
    """Signs one of which every clause it matches has; a clause without any is not looked into."""


class Frames:
    """The frames of a language, and which of them the signs in a clause call for."""

    def __init__(self, frames: tuple[Frame, ...]) -> None:
        self.frames = frames
        self._called: dict[str, int] = {}
        for number, frame in enumerate(frames):
            for sign in frame.signs:
                self._called[sign] = self._called.get(sign, 0) | 1 << number

    def called(self, signs: Iterable[str]) -> int:
        """Return the frames that *signs* call for, a bit each."""
        called = 0
        for sign in signs:
            if sign in self._called:
                called |= self._called[sign]
        return called

    def first(self, called: int, text: str, setting: Callable[[], Setting]) -> Found | None:
        """Return what the first of the frames *called* that holds says of the clause *text*.

        What is around it is asked for only when some words match: they mostly do not.
        """
        around: Setting | None = None
        while called:
            lowest = called & -called
            called ^= lowest
            frame = self.frames[lowest.bit_length() - 1]
            for match in frame.pattern.finditer(text):
                around = around or setting()
                if frame.holds(around, match):
                    return Found(frame.act, frame.rule, match.span(), frame.weight)
        return None
