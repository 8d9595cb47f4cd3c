"""JSON records with the characters they stand at.

Values are decoded by the standard library; this module only walks the outer layers, so that each record and each of its
strings has its place. A record that is broken is reported and passed over: reading goes on at the next ``{`` that can
begin one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]  # documented nowhere, used by the decoder itself
from typing import Any, NamedTuple

_BLANK = re.compile(r"[ \t\r\n\ufeff]*+")
_BETWEEN = re.compile(r"[ \t\r\n,]*+")
_NEXT = re.compile(r"[}\]]?[ \t\r\n]*+,?[ \t\r\n]*+\{[ \t\r\n]*+\"")
_DECODER = json.JSONDecoder()
MAX_FAULTS = 50


class Member(NamedTuple):
    """A key of a record, its value, and the characters of both."""

    key: str
    value: Any
    key_start: int
    start: int
    end: int


class Record(NamedTuple):
    """One object as it stands."""

    start: int
    end: int
    members: list[Member]


@dataclass
class Found:
    """The records of a file and the places where it is broken."""

    records: list[Record] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    top: list[Member] = field(default_factory=list)
    """Other keys beside the list of records."""


def find_records(text: str, *, most: int) -> Found:
    """Return the objects of a list, of the longest list in an object, or of the lines of a file; at most ``most`` + 1.

    >>> found = find_records('{"items": [{"a": 1}, {"a": }, {"a": 3}]}', most=10)
    >>> [record.members[0].value for record in found.records], found.faults
    ([1, 3], [(27, 'Expecting value')])
    """
    found = Found()
    at = _blank(text, 0)
    if text.startswith("[", at):
        _list(text, at + 1, found, most)
        return found
    if not text.startswith("{", at):
        return found
    try:
        record = read_record(text, at)
    except _Broken as fault:
        lists = _opening_of_list(text, at)
        if lists >= 0:
            _list(text, lists, found, most)
        else:
            found.faults.append((fault.at, fault.message))
            _list(text, at, found, most)
        return found
    after = _blank(text, record.end)
    if after < len(text) and text[after] == "{":  # one record a line
        _list(text, at, found, most)
        return found
    lists_of_records = [
        member for member in record.members
        if isinstance(member.value, list) and member.value and all(isinstance(each, dict) for each in member.value[:20])
    ]  # fmt: skip
    if lists_of_records:
        longest = max(lists_of_records, key=lambda member: len(member.value))
        _list(text, longest.start + 1, found, most)
        found.top = [member for member in record.members if member is not longest]
    else:
        found.records.append(record)
    return found


def read_record(text: str, at: int) -> Record:
    """Return the object that begins at *at*.

    Raises:
        _Broken: it is not well-formed.
    """
    start = at
    at = _blank(text, at + 1)
    members: list[Member] = []
    if text.startswith("}", at):
        return Record(start, at + 1, members)
    while True:
        if not text.startswith('"', at):
            raise _Broken(at, "Expecting a key in double quotes")
        key_start = at
        try:
            key, at = scanstring(text, at + 1, True)
        except json.JSONDecodeError as error:
            raise _Broken(error.pos, error.msg) from None
        at = _blank(text, at)
        if not text.startswith(":", at):
            raise _Broken(at, "Expecting ':'")
        at = _blank(text, at + 1)
        value, end = _decode(text, at)
        members.append(Member(key, value, key_start, at, end))
        at = _blank(text, end)
        if text.startswith("}", at):
            return Record(start, at + 1, members)
        if not text.startswith(",", at):
            raise _Broken(at, "Expecting ',' or '}'")
        at = _blank(text, at + 1)


def escapes(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    r"""Yield the escapes of the string between its quotes at *start* and *end*, and what each is read as.

    >>> list(escapes(r'"a\n\u4e2d"', 1, 10))
    [(2, 4, '\n'), (4, 10, '中')]
    """
    for match in _ESCAPE.finditer(text, start, end):
        try:
            reads = json.loads(f'"{match[0]}"')
        except ValueError:
            continue
        yield match.start(), match.end(), reads


_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


class _Broken(Exception):
    """The text is no JSON from *at* on."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.message = message


def _list(text: str, at: int, found: Found, most: int) -> None:
    """Read objects one after another until the list closes or the text ends."""
    size = len(text)
    while True:
        match = _BETWEEN.match(text, at)
        at = match.end() if match else at
        if at >= size:
            return
        if text[at] == "]":
            return
        if text[at] == "{":
            try:
                record = read_record(text, at)
            except _Broken as fault:
                found.faults.append((fault.at, fault.message))
                if len(found.faults) > MAX_FAULTS:
                    return
                following = _NEXT.search(text, max(fault.at, at + 1))
                if following is None:
                    return
                at = text.index("{", following.start())
                continue
            found.records.append(record)
            if len(found.records) > most:
                return
            at = record.end
            continue
        try:
            _, at = _decode(text, at)
        except _Broken as fault:
            found.faults.append((fault.at, fault.message))
            following = _NEXT.search(text, at + 1)
            if following is None or len(found.faults) > MAX_FAULTS:
                return
            at = text.index("{", following.start())


def _decode(text: str, at: int) -> tuple[Any, int]:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _Broken(error.pos, error.msg) from None
    except RecursionError:
        raise _Broken(at, "lists or objects are nested too deep") from None
    except ValueError as error:  # a number of too many digits
        raise _Broken(at, str(error)[:80]) from None
    return value, end


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _opening_of_list(text: str, at: int) -> int:
    """Return where the first list of objects in a broken object begins; -1 where there is none."""
    match = re.compile(r"\[[ \t\r\n]*+(?=\{)").search(text, at, at + 1_000_000)
    return match.end() if match else -1
