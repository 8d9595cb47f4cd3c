"""Reading ``ledger.yaml``: obligations and events, and every mistake in them at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence

from foedus._core import (
    LANGUAGES,
    Diagnostic,
    Label,
    PartialDate,
    Place,
    Severity,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
    read_yaml,
)

from ._ledger import Event, Ledger, Obligation

_ROOT = ("obligations", "events")
_OBLIGATION = ("label", "by", "to", "due", "undertaken", "form", "cites")
_EVENT = ("label", "date", "fulfils", "partial", "breaches", "cites", "note")
_MEANT = {
    "who": "by", "from": "by", "until": "due", "deadline": "due", "since": "undertaken", "promised": "undertaken",
    "cite": "cites", "citations": "cites", "because": "cites", "fulfills": "fulfils", "breaks": "breaches",
    "when": "date", "title": "label", "cn": "zh",
}  # fmt: skip
_YES = {"yes": True, "no": False}

_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
_CITATION = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}(#[a-z0-9][a-z0-9_.-]{0,99})?")
_MOST_SUGGESTIONS = 60
"""Comparing texts is the slowest thing here; a file of nothing but wrong names must not stall the reading."""


def read_ledger(data: bytes, *, file: str) -> tuple[Ledger, list[Diagnostic]]:
    r"""Return the ledger in *data*, in the order written, and what is wrong with it in the order of the file.

    What is wrong is left out of the ledger, so that the rest can still be looked at.

    >>> data = b"events:\n  left: {label: They left, date: 1958-13, fulfills: []}"
    >>> ledger, found = read_ledger(data, file="ledger.yaml")
    >>> ledger.events, [(item.code, item.hint) for item in found]
    ((), [('bad-date', 'write 1958, 1958-02, 1958-02-19 or 1958-02/1958-04'),
          ('unknown-key', 'did you mean `fulfils`?')])
    """
    node, found = read_yaml(data, file=file)
    if node is None:
        return Ledger(), found
    reader = _Reader(found)
    ledger = reader.ledger(node)
    found.sort(key=lambda item: (item.where.line, item.where.column) if item.where else (0, 0))
    return ledger, found


class _Reader:
    def __init__(self, found: list[Diagnostic]) -> None:
        self.found = found
        self.suggestions = 0

    def report(
        self, code: str, where: Place, message: str, *, why: str = "", hint: str = "", warning: bool = False
    ) -> None:
        severity = Severity.WARNING if warning else Severity.ERROR
        self.found.append(Diagnostic(code, severity, message, where, why, hint))

    def ledger(self, node: YamlNode) -> Ledger:
        root = self.mapping(node, "a ledger", _ROOT)
        if root is None:
            return Ledger()
        obligations = tuple(self.obligation(key, value) for key, value in self.named(root, "obligations"))
        names = {duty.id for duty in obligations}
        events = (self.event(key, value, names) for key, value in self.named(root, "events"))
        return Ledger(obligations, tuple(event for event in events if event is not None))

    def named(self, root: YamlMapping, part: str) -> list[tuple[YamlScalar, YamlNode]]:
        entries = self.mapping(root.get(part), f"`{part}`")
        kept = []
        for key, value in entries.entries if entries else ():
            if _NAME.fullmatch(key.text):
                kept.append((key, value))
            else:
                message = f"{key.text[:60]!r} is no name for one of the {part}"
                hint = "use a-z, 0-9 and `_`, beginning with a letter, at most 100"
                self.report("bad-name", key.place, message, why="events name obligations", hint=hint)
        return kept

    def obligation(self, key: YamlScalar, value: YamlNode) -> Obligation:
        what = f"obligation {key.text!r}"
        node = self.mapping(value, what, _OBLIGATION) or YamlMapping((), value.place)
        by = self.text(node.get("by"), f"`by` of {what}")
        if not by:
            self.report("missing-key", key.place, f"{what} does not say whose it is", hint="add `by: ` and an actor")
        due = self.date(node.get("due"), f"the due date of {what}")
        undertaken = self.date(node.get("undertaken"), f"the date on which {what} was undertaken")
        if due and undertaken and due.last < undertaken.first:
            message = f"{what} fell due ({due}) before it was undertaken ({undertaken})"
            where, why = _place(node, "due"), "it would count as overdue from its first day"
            self.report("due-before-undertaken", where, message, why=why, hint="check both dates", warning=True)
        return Obligation(
            id=key.text,
            label=self.required_label(key, node, what),
            by=by,
            to=self.text(node.get("to"), f"`to` of {what}"),
            due=due,
            undertaken=undertaken,
            form=self.text(node.get("form"), f"`form` of {what}"),
            citations=self.citations(node, what),
            place=key.place,
        )

    def event(self, key: YamlScalar, value: YamlNode, obligations: Collection[str]) -> Event | None:
        what = f"event {key.text!r}"
        node = self.mapping(value, what, _EVENT) or YamlMapping((), value.place)
        before = len(self.found)
        date = self.date(node.get("date"), f"the date of {what}")
        if date is None and len(self.found) == before:
            why = "what was done early or late is told from it"
            self.report("missing-key", key.place, f"{what} has no date", why=why, hint="add `date: 1958-02-19`")
        fulfils = self.obligations(node.get("fulfils"), f"`fulfils` of {what}", obligations)
        breaches = self.obligations(node.get("breaches"), f"`breaches` of {what}", obligations)
        for name in sorted(set(fulfils) & set(breaches)):
            hint = "leave it in one of them, or write two events"
            message = f"{what} both fulfils and breaches {name!r}"
            self.report("contradiction", _place(node, "breaches"), message, hint=hint)
        label, citations = self.required_label(key, node, what), self.citations(node, what)
        note, partial = self.label(node.get("note"), f"the note of {what}"), self.partial(node, what)
        if date is None:
            return None
        return Event(key.text, label, date, fulfils, partial, breaches, citations, note, key.place)

    def partial(self, node: YamlMapping, what: str) -> bool:
        value = node.get("partial")
        text = self.text(value, f"`partial` of {what}")
        if value is not None and text and text not in _YES:
            message = f"`partial` of {what} is {text[:40]!r}"
            self.report("bad-value", value.place, message, hint="write `yes` or `no`")
        return _YES.get(text, False)

    def obligations(self, node: YamlNode | None, what: str, known: Collection[str]) -> tuple[str, ...]:
        kept = []
        for item in self.items(node, what):
            if item.text in known:
                kept.append(item.text)
            else:
                message = f"{what} names {item.text[:60]!r}, which is no obligation of this ledger"
                why = "what it did would count for nothing"
                hint = self.suggest(item.text, sorted(known)) if known else "list it under `obligations` first"
                self.report("unknown-obligation", item.place, message, why=why, hint=hint)
        return tuple(dict.fromkeys(kept))

    def citations(self, node: YamlMapping, what: str) -> tuple[str, ...]:
        kept = []
        for item in self.items(node.get("cites"), f"`cites` of {what}"):
            if _CITATION.fullmatch(item.text):
                kept.append(item.text)
            else:
                message = f"`cites` of {what} has {item.text[:60]!r}, which is no citation"
                self.report("bad-citation", item.place, message, hint="write document#passage as in calendar.yaml")
        return tuple(dict.fromkeys(kept))

    def items(self, node: YamlNode | None, what: str) -> list[YamlScalar]:
        """Return one text or a list of them as a list."""
        if node is None or (isinstance(node, YamlScalar) and _is_nothing(node)):
            return []
        kept = []
        for item in node.items if isinstance(node, YamlSequence) else (node,):
            if isinstance(item, YamlScalar) and not _is_nothing(item):
                kept.append(item)
            else:
                self.report("wrong-kind", item.place, f"{what} must be names in a list", hint="write [one, another]")
        return kept

    def mapping(self, node: YamlNode | None, what: str, keys: Sequence[str] | None = None) -> YamlMapping | None:
        """Return *node* if it is a mapping, reporting keys that are not among *keys*."""
        if node is None or (isinstance(node, YamlScalar) and _is_nothing(node)):
            return None
        if not isinstance(node, YamlMapping):
            hint = "indent them below its name"
            self.report("wrong-kind", node.place, f"{what} must be `key: value` lines", hint=hint)
            return None
        for key, _ in node.entries if keys is not None else ():
            if key.text not in (keys or ()):
                why = "a key that is not known would be ignored"
                message = f"{what} has no key {key.text[:60]!r}"
                self.report("unknown-key", key.place, message, why=why, hint=self.suggest(key.text, keys or ()))
        return node

    def suggest(self, name: str, known: Sequence[str]) -> str:
        meant = _MEANT.get(name, "")
        close = [meant] if meant in known else []
        if not close and self.suggestions < _MOST_SUGGESTIONS and len(name) <= 100:
            self.suggestions += 1
            close = difflib.get_close_matches(name, known[:400], 1)
        if close:
            return f"did you mean `{close[0]}`?"
        more = ", …" if len(known) > 12 else ""
        return f"known here: {', '.join(known[:12])}{more}"

    def text(self, node: YamlNode | None, what: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, YamlScalar):
            hint = "put it in quotes if it has brackets"
            self.report("wrong-kind", node.place, f"{what} must be one text", hint=hint)
            return ""
        return "" if _is_nothing(node) else node.text

    def label(self, node: YamlNode | None, what: str) -> Label:
        if isinstance(node, YamlMapping):
            self.mapping(node, what, LANGUAGES)
            return Label(self.text(node.get("en"), what), self.text(node.get("zh"), what))
        return Label(self.text(node, what))

    def required_label(self, key: YamlScalar, node: YamlMapping, what: str) -> Label:
        label = self.label(node.get("label"), f"the label of {what}")
        if not label:
            self.report("missing-key", key.place, f"{what} has no label", hint="add `label: {en: …, zh: …}`")
        return label

    def date(self, node: YamlNode | None, what: str) -> PartialDate | None:
        text = self.text(node, what)
        if node is None or not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            hint = "write 1958, 1958-02, 1958-02-19 or 1958-02/1958-04"
            self.report("bad-date", node.place, f"{what} cannot be read: {error}", hint=hint)
            return None


def _place(node: YamlMapping, key: str) -> Place:
    value = node.get(key)
    return value.place if value is not None else node.place


def _is_nothing(node: YamlScalar) -> bool:
    return not node.text or (node.text == "~" and not node.quoted)
