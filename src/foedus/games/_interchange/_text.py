r"""The words of .efg and .nfg files, and what to say when they are wrong.

A label stands in quotation marks. A backslash is a letter like any other, as Gambit has it, except before a quotation
mark: there ``\"`` is a quotation mark inside the label, and of backslashes right before one (or at the end of the
label) two stand for one.

Every pattern is possessive (``*+``), so that no text, however hostile, makes it backtrack.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from foedus._core import CaseError, Diagnostic, Place, Severity

BYTE_ORDER_MARK = "\ufeff"
SPACE = r"\s*+"
LABEL = r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"'
QUOTED = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
LIST = r'\{[^{}"]*+(?:' + QUOTED + r'[^{}"]*+)*+\}'
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,6})?(?:/\d+)?", re.ASCII)
_WORD = re.compile(LABEL + r'|([^\s,"]++)', re.DOTALL)
_BETWEEN_COMMAS = re.compile(r"[^\s,]++")
_BEFORE_QUOTE = re.compile(r'(?<!\\)\\++(?="|\Z)')
_TO_QUOTE = re.compile(r'(?<!\\)(\\*+)("|\Z)')
_LONGEST = 4_000
_MOST = 20


class Findings:
    """Collects what is wrong with one text and raises it all at once."""

    def __init__(self, text: str, name: str, kind: str) -> None:
        self.text, self.name, self.kind = text, name, kind
        self.found: list[Diagnostic] = []

    def add(self, offset: int, message: str, *, why: str = "", hint: str = "") -> None:
        """Note that something is wrong at *offset*; give up when there is too much."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - self.text.rfind("\n", 0, offset)
        where = Place(self.name, line, column, offset, offset)
        self.found.append(Diagnostic(f"bad-{self.kind}", Severity.ERROR, message, where, why, hint))
        if len(self.found) >= _MOST:
            self.stop()

    def stop(self) -> None:
        """Raise CaseError if anything was found."""
        if self.found:
            raise CaseError(self.found)

    def fatal(self, offset: int, message: str, *, why: str = "", hint: str = "") -> CaseError:
        """Return the error to raise where reading cannot go on."""
        self.add(offset, message, why=why, hint=hint)
        return CaseError(self.found)


def unescape(label: str) -> str:
    r"""Return what a label says.

    >>> unescape(r"say \"go\""), unescape(r"\alpha"), unescape(r"C:\\")
    ('say "go"', '\\alpha', 'C:\\')
    """
    return _BEFORE_QUOTE.sub(lambda run: run[0][: len(run[0]) // 2], label) if "\\" in label else label


def unescape_all(labels: Sequence[str]) -> tuple[str, ...]:
    """Return what *labels* say; many at once, where most have no backslash."""
    return tuple(map(unescape, labels)) if "\\" in "".join(labels) else tuple(labels)


def escape(label: str) -> str:
    """Return a label in quotation marks."""
    if '"' in label or "\\" in label:
        label = _TO_QUOTE.sub(lambda run: run[1] * 2 + ('\\"' if run[2] else ""), label)
    return f'"{label}"'


def plainly(label: str) -> str:
    """Return a label in quotation marks, for readers that know no mark inside one: an apostrophe stands for it."""
    return escape(label.replace('"', "'"))


def distinct(labels: Sequence[str]) -> list[str]:
    """Return *labels* with the empty ones replaced by their place and the repeated ones numbered.

    >>> distinct(["go", "", "go"])
    ['go', '2', 'go #2']
    """
    found: dict[str, None] = {}
    counts: dict[str, int] = {}
    for place, label in enumerate(labels, 1):
        own = label or str(place)
        while own in found:
            counts[label] = counts.get(label, 1) + 1
            own = f"{label or place} #{counts[label]}"
        found[own] = None
    return list(found)


def numbers(text: str, wanted: int, offset: int, findings: Findings) -> tuple[list[float], list[str]]:
    """Return the *wanted* numbers of *text*, which stands at *offset*, and how each is written.

    Commas may part them. More than that are never made into words.

    Raises:
        CaseError: there are more or fewer, or something is no number.
    """
    found = text.replace(",", " ").split(None, wanted)
    if len(found) != wanted:
        count = sum(1 for _ in _BETWEEN_COMMAS.finditer(text))
        raise findings.fatal(
            offset, f"{count:,} numbers follow where {wanted:,} are needed",
            why="there is one for every player in every profile of strategies, or one outcome for every profile",
            hint="give them all; the first player's strategy changes fastest",
        )  # fmt: skip
    known = {word: number(word) for word in set(found)}
    wrong = {word for word, value in known.items() if value is None}
    if wrong:
        for match in _BETWEEN_COMMAS.finditer(text):
            if match[0] in wrong:
                findings.add(
                    offset + match.start(), f"{match[0][:40]!r} is not a number",
                    hint="write a decimal such as 0.5 or a rational such as 1/2",
                )  # fmt: skip
        findings.stop()
    return [value for word in found if (value := known[word]) is not None], found


def words(text: str) -> list[tuple[str, str]]:
    """Return (label, bare word) pairs of a list's inside, one of them empty; a label may be empty too."""
    return [(unescape(match[1]), "") if match[1] is not None else ("", match[2]) for match in _WORD.finditer(text)]


def player_names(braces: str, offset: int, findings: Findings) -> tuple[str, ...]:
    """Return the names in the header's list of players, which stands at *offset*."""
    found = words(braces[1:-1])
    if not found or any(bare for _, bare in found):
        raise findings.fatal(
            offset, "this is not a list of players", hint='write at least one name, each in quotation marks: { "Ann" }'
        )
    return tuple(label for label, _ in found)


def number(word: str) -> float | None:
    """Return the value of a decimal, with or without exponent, or a rational; None if it is none or not finite.

    >>> number("1/3"), number(".5"), number("-2e3"), number("1/0")
    (0.3333333333333333, 0.5, -2000.0, None)
    """
    if len(word) > _LONGEST or _NUMBER.fullmatch(word) is None:
        return None
    above, slash, below = word.partition("/")
    try:
        if not slash:
            value = float(above)
        elif above.lstrip("+-").isdecimal():
            value = int(above) / int(below)
        else:
            value = float(above) / int(below)
    except (ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) else None
