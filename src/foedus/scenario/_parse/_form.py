"""What every reader of a part of the case uses: located reports, and nodes of the kind that is wanted.

A method that cannot give what is wanted reports why and returns None (or what is left); nothing is raised, so one
mistake hides no other.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from foedus._core import (
    Diagnostic,
    Label,
    PartialDate,
    Place,
    Severity,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
)

from .._expression import Effect, Expression
from .._grammar import parse_effects, parse_expression
from .._keys import CITATION, LABEL, NAME, RESERVED, SLUG, TYPED, Keys
from .._model import Because, Interval, Likelihood
from .._numbers import interval_text, read_bounds
from .._tokens import GrammarError
from .._words import REST, WORDS
from ._locate import Locator, is_nothing

T = TypeVar("T")

_NAME = re.compile(NAME)
_SLUG = re.compile(SLUG)
_TYPED = re.compile(TYPED)
_CITATION = re.compile(CITATION)
_MOST_SUGGESTIONS = 60
_LONGEST_NAME = 80


class Form(Locator):
    """The text being read, where things stand in it, and what was found wrong."""

    def __init__(self, text: str | None, *, file: str) -> None:
        super().__init__(text, file=file)
        self.found: list[Diagnostic] = []
        self.lost = False
        """Whether a part of the case could not be read, so that the model is not whole."""
        self.words: Mapping[str, Interval] = WORDS
        self.audiences: frozenset[str] = frozenset()
        self._asked = 0

    # reports

    def report(
        self, code: str, where: YamlNode | Place | None, message: str, *, why: str = "", hint: str = "",
        keep: bool = False,
    ) -> None:  # fmt: skip
        """Record a mistake; unless *keep*, a part of the case was lost by it."""
        self.lost = self.lost or not keep
        place = where if isinstance(where, Place) or where is None else self.place(where)
        self.found.append(Diagnostic(code, Severity.ERROR, message, place, why, hint))

    def nearest(self, text: str, known: Iterable[str]) -> str | None:
        """Return the known word most like *text*; a file of nothing but wrong words gets only so many answers."""
        self._asked += 1
        if self._asked > _MOST_SUGGESTIONS or len(text) > _LONGEST_NAME:
            return None
        near = difflib.get_close_matches(text, list(known), n=1)
        return near[0] if near else None

    # nodes

    def mapping(self, node: YamlNode | None, what: str) -> tuple[tuple[YamlScalar, YamlNode], ...]:
        """Return the entries of a mapping; nothing counts as an empty one."""
        if node is None or is_nothing(node):
            return ()
        if not isinstance(node, YamlMapping):
            self.report("expected-mapping", node, f"{what} must be a mapping, not {_kind(node)}", hint="write `{…: …}`")
            return ()
        return node.entries

    def parts(
        self, node: YamlNode, keys: Keys, what: str, *, extra: Callable[[str], bool] | None = None
    ) -> dict[str, YamlNode]:
        """Return the values of a mapping with known *keys*; report unknown and missing ones."""
        entries = self.mapping(node, what)
        found = {key.text: value for key, value in entries}
        for key, value in entries:
            if key.text not in keys and not (extra and extra(key.text)):
                near = self.nearest(key.text, keys)
                known = ", ".join(keys)
                self.report(
                    "unknown-key", key, f"{what} has no key `{key.text[:60]}`",
                    hint=f"did you mean `{near}`?" if near else f"its keys are {known}", keep=True,
                )  # fmt: skip
                if near and near not in found:  # read it as what it was meant to be, so that the rest is read too
                    found[near] = value
        if isinstance(node, YamlMapping) or is_nothing(node):
            for name, rule in keys.items():
                if rule.required and (name not in found or is_nothing(found[name])):
                    found.pop(name, None)
                    self.report("missing-key", node, f"{what} needs `{name}`", hint=f"add `{name}: …`")
        return {name: value for name, value in found.items() if name in keys or extra}

    def items(self, node: YamlNode | None, what: str) -> tuple[YamlNode, ...]:
        """Return the items of a list; a single text counts as a list of one, nothing as an empty one."""
        if node is None or is_nothing(node):
            return ()
        if isinstance(node, YamlScalar):
            return (node,)
        if isinstance(node, YamlMapping):
            self.report("expected-list", node, f"{what} must be a list, not a mapping", hint="write `[…, …]`")
            return ()
        return node.items

    def text(self, node: YamlNode | None, what: str) -> str | None:
        """Return a text without the space around it; None if there is none."""
        if node is None or is_nothing(node):
            return None
        if not isinstance(node, YamlScalar):
            self.report("expected-text", node, f"{what} must be a text, not {_kind(node)}", hint="write one value")
            return None
        return node.text.strip()

    def required(self, node: YamlNode | None, what: str) -> str | None:
        """Return a text, and report when there is none (unless the key itself is missing: that was reported)."""
        if node is not None and is_nothing(node):
            self.report("expected-text", node, f"{what} is empty", hint="write it, or remove the line")
            return None
        return self.text(node, what)

    # names

    def name(self, node: YamlNode | None, what: str, *, sort: str = "") -> str | None:
        """Return a name; with *sort*, the name of a new thing, which may not be a reserved one."""
        text = self.required(node, what)
        if text is None or node is None:
            return None
        if sort and text in RESERVED[sort]:
            self.report(
                "reserved-name", node, f"{what} may not be called `{text}`", why="the word already has a meaning there",
                hint=f"call it `{text}_` followed by something, such as `{text}_move`",
            )  # fmt: skip
            return None
        return self._matching(_NAME, node, what, text, "small letters, digits and `_`, beginning with a letter")

    def slug(self, node: YamlNode | None, what: str) -> str | None:
        """Return the name of a claim or case."""
        text = self.required(node, what)
        rule = "small letters, digits, `_`, `-` and `.`, beginning with a letter"
        return None if text is None or node is None else self._matching(_SLUG, node, what, text, rule)

    def citation(self, node: YamlNode | None) -> str | None:
        """Return ``document#passage`` or ``document``."""
        text = self.required(node, "a citation")
        if text is None or node is None:
            return None
        return self._matching(_CITATION, node, "a citation", text, "`document#passage`, such as `letter-1958-01-24#5`")

    def typed(self, node: YamlNode | None, what: str) -> tuple[str, str | None] | None:
        """Return the parts of ``actor`` or ``actor.type``."""
        text = self.required(node, what)
        if text is None or node is None:
            return None
        if self._matching(_TYPED, node, what, text, "`actor` or `actor.type`") is None:
            return None
        actor, _, kind = text.partition(".")
        return actor, kind or None

    def _matching(self, pattern: re.Pattern[str], node: YamlNode, what: str, text: str, rule: str) -> str | None:
        if pattern.fullmatch(text):
            return text
        plain = re.sub(r"[^a-z0-9_.#-]+", "_", text.strip().lower()).strip("_")
        hint = f"such as `{plain}`" if pattern.fullmatch(plain) else ""
        self.report("bad-name", node, f"{what} is {text[:60]!r}", why=f"it is written as {rule}", hint=hint)
        return None

    def names(self, node: YamlNode | None, what: str) -> tuple[str, ...]:
        """Return a list of names."""
        return kept(self.name(item, f"an entry of {what}") for item in self.items(node, what))

    def because(self, node: YamlNode | None) -> Because:
        """Return claim ids, from one or a list."""
        return kept(self.slug(item, "a claim after `because`") for item in self.items(node, "`because`"))

    # texts with a meaning

    def label(self, node: YamlNode | None, what: str) -> Label:
        """Return a text for readers, plain or by language."""
        if node is None or is_nothing(node):
            return Label()
        if isinstance(node, YamlScalar):
            return Label(en=node.text)
        if isinstance(node, YamlSequence):
            hint = "write a text, or {en: …, zh: …}"
            self.report("expected-text", node, f"{what} must be a text, not a list", hint=hint, keep=True)
            return Label()
        texts = {"en": "", "zh": ""}
        for key, value in node.entries:
            if key.text not in LABEL:
                hint = "write en (English) or zh (Simplified Chinese)"
                self.report("unknown-language", key, f"{what} has no language `{key.text}`", hint=hint, keep=True)
            elif not isinstance(value, YamlScalar):
                self.report("expected-text", value, f"{what} must be a text", hint="write one text", keep=True)
            elif not is_nothing(value):
                texts[key.text] = value.text
        return Label(**texts)

    def date(self, node: YamlNode, what: str) -> str | None:
        """Return a date or interval of dates as EDTF text."""
        text = self.required(node, what)
        if text is None:
            return None
        try:
            return str(PartialDate.parse(text))
        except ValueError as error:
            hint = "write 1958, 1958-02, 1958-02-19 or 1958-02/1958-04"
            self.report("bad-date", node, f"{what} is not a date: {error}", hint=hint, keep=True)
            return None

    def expression(self, node: YamlNode | None, what: str) -> Expression | None:
        """Return the syntax tree of a condition or amount."""
        return self.grammar(node, what, parse_expression)

    def effects(self, node: YamlNode | None, what: str) -> tuple[Effect, ...]:
        """Return effects, from a text or a list of texts."""
        if isinstance(node, YamlSequence):
            return tuple(effect for item in node.items for effect in self.effects(item, what))
        return self.grammar(node, what, parse_effects) or ()

    def grammar(self, node: YamlNode | None, what: str, parse: Callable[[str], T]) -> T | None:
        """Return what *parse* makes of a text, reporting its error at the very character."""
        if node is None or is_nothing(node):
            return None
        if not isinstance(node, YamlScalar):
            hint = "a text with `{`, `}` or `,` in it needs quotes inside { } or [ ]"
            self.report("expected-text", node, f"{what} must be a text, not {_kind(node)}", hint=hint)
            return None
        try:
            return parse(node.text)
        except GrammarError as error:
            where = self.within(node, error.start, error.end)
            self.report(error.code, where, f"{what}: {error.message}", hint=error.hint)
            return None

    # numbers

    def interval(self, node: YamlNode | None, what: str, *, unit: bool = False) -> Interval | None:
        """Return a range; with *unit*, one within 0 and 1."""
        text = self.required(node, what)
        if text is None or node is None:
            return None
        bounds = read_bounds(text)
        if bounds is None:
            self.report("bad-interval", node, f"{what} is {text[:60]!r}, not a range", hint="write `0.1..0.3`, or 0.2")
            return None
        return self._checked(node, what, bounds, unit)

    def _checked(self, node: YamlNode, what: str, bounds: tuple[float, float], unit: bool) -> Interval | None:
        interval = Interval(min(bounds), max(bounds))
        if bounds[0] > bounds[1]:
            hint = f"write `{interval_text(interval)}`"
            self.report("bad-interval", node, f"{what} ends before it begins", hint=hint)
            return None
        if unit and not 0 <= interval.low <= interval.high <= 1:
            self.report("bad-interval", node, f"{what} must lie within 0 and 1", hint="write `0.1..0.3`, say")
            return None
        return interval

    def likelihood(self, node: YamlNode | None, what: str) -> Likelihood | None:
        """Return a probability: a word, a range, a number, or ``rest``."""
        text = self.required(node, what)
        if text is None or node is None:
            return None
        if text == REST:
            return Likelihood(REST, None, self.place(node))
        if text in self.words:
            return Likelihood(text, self.words[text], self.place(node))
        bounds = read_bounds(text)
        if bounds is not None:
            interval = self._checked(node, what, bounds, unit=True)
            return Likelihood(interval_text(interval), interval, self.place(node)) if interval else None
        words = [*self.words, REST]
        near = self.nearest(text, words)
        self.report(
            "bad-likelihood", node, f"{what} is {text[:60]!r}, which is no word of likelihood, range or number",
            hint=f"did you mean `{near}`?" if near else f"write 0.4..0.6, or one of {', '.join(words)}",
        )  # fmt: skip
        return None

    def whole(self, node: YamlNode | None, what: str, *, low: int, high: int) -> int | None:
        """Return a whole number within bounds."""
        text = self.required(node, what)
        if text is None or node is None:
            return None
        if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
            self.report("bad-number", node, f"{what} must be a whole number from {low} to {high}", hint=f"write {low}")
            return None
        return int(text)


def kept(values: Iterable[T | None]) -> tuple[T, ...]:
    """Return the values that could be read."""
    return tuple(value for value in values if value is not None)


def _kind(node: YamlNode) -> str:
    return {YamlScalar: "a text", YamlSequence: "a list", YamlMapping: "a mapping"}[type(node)]
