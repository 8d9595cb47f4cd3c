"""Reading ``calendar.yaml``: the calendar, and every mistake in it at once."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Sequence

from foedus._core import (
    Diagnostic,
    Label,
    PartialDate,
    Place,
    Severity,
    YamlMapping,
    YamlNode,
    YamlScalar,
    read_yaml,
)

from ._calendar import Calendar, Document, Fingerprint, Passage
from ._fingerprint import MAX_LETTERS

_ROOT = ("documents",)
_DOCUMENT = (
    "title", "kind", "date", "from", "to", "via", "language", "reference", "url", "rights", "summary", "passages",
)  # fmt: skip
_FINGERPRINT = ("at", "letters", "rolling", "digest", "before", "after")
_PASSAGE = ("gist", *_FINGERPRINT)
_LANGUAGES = ("en", "zh")
_MEANT = {"sender": "from", "author": "from", "recipient": "to", "addressee": "to", "cn": "zh", "quote": "gist"}

_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_HEX = {16: re.compile(r"[0-9a-f]{16}"), 32: re.compile(r"[0-9a-f]{32}")}


def read_calendar(data: bytes, *, file: str) -> tuple[Calendar, list[Diagnostic]]:
    r"""Return the calendar in *data*, its documents in order of date, and what is wrong with it.

    What is wrong is left out of the calendar, so that the rest can still be looked at.

    >>> data = b"documents:\n  note-1: {title: A note, kind: note, date: 1958-02, form: Peking}"
    >>> calendar, found = read_calendar(data, file="calendar.yaml")
    >>> str(calendar.documents[0].date), [(item.code, item.hint) for item in found]
    ('1958-02', [('unknown-key', 'did you mean `from`?')])
    """
    node, found = read_yaml(data, file=file)
    if node is None:
        return Calendar(), found
    reader = _Reader(found)
    documents = reader.documents(node)
    documents.sort(key=lambda document: document.date.first if document.date else dt.date.max)
    found.sort(key=lambda item: (item.where.line, item.where.column) if item.where else (0, 0))
    return Calendar(tuple(documents)), found


class _Reader:
    def __init__(self, found: list[Diagnostic]) -> None:
        self.found = found

    def report(
        self, code: str, where: Place, message: str, *, why: str = "", hint: str = "", warning: bool = False
    ) -> None:
        severity = Severity.WARNING if warning else Severity.ERROR
        self.found.append(Diagnostic(code, severity, message, where, why, hint))

    def mapping(self, node: YamlNode | None, what: str, keys: Sequence[str] | None = None) -> YamlMapping | None:
        """Return *node* if it is a mapping, reporting keys that are not among *keys*."""
        if node is None or (isinstance(node, YamlScalar) and _is_nothing(node)):
            return None
        if not isinstance(node, YamlMapping):
            self.report(
                "wrong-kind", node.place, f"{what} must be `key: value` lines", hint="indent them below its name"
            )
            return None
        for key, _ in node.entries if keys is not None else ():
            if key.text not in (keys or ()):
                meant = _MEANT.get(key.text, "")
                close = [meant] if meant in (keys or ()) else difflib.get_close_matches(key.text, keys or (), 1)
                hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(keys or ())}"
                why = "a key that is not known would be ignored"
                self.report("unknown-key", key.place, f"{what} has no key {key.text!r}", why=why, hint=hint)
        return node

    def text(self, node: YamlNode | None, what: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, YamlScalar):
            self.report(
                "wrong-kind", node.place, f"{what} must be one text", hint="put it in quotes if it has brackets"
            )
            return ""
        return "" if _is_nothing(node) else node.text

    def label(self, node: YamlNode | None, what: str) -> Label:
        if isinstance(node, YamlMapping):
            self.mapping(node, what, _LANGUAGES)
            return Label(self.text(node.get("en"), what), self.text(node.get("zh"), what))
        return Label(self.text(node, what))

    def documents(self, node: YamlNode) -> list[Document]:
        root = self.mapping(node, "a calendar", _ROOT)
        entries = self.mapping(root.get("documents"), "`documents`") if root else None
        if entries is None:
            if not (root and root.get("documents") is not None):
                self.report("missing-key", node.place, "the calendar has no `documents`", hint="write `documents: {}`")
            return []
        return [self.document(key, value) for key, value in entries.entries if self.name(key, "document")]

    def name(self, key: YamlScalar, what: str) -> bool:
        if _ID.fullmatch(key.text):
            return True
        message = f"{key.text[:60]!r} is no name for a {what}"
        why = "claims cite it as document#passage"
        self.report("bad-name", key.place, message, why=why, hint="use a-z, 0-9, `-`, `_` and `.`, at most 100")
        return False

    def document(self, key: YamlScalar, value: YamlNode) -> Document:
        what = f"document {key.text!r}"
        node = self.mapping(value, what, _DOCUMENT) or YamlMapping((), value.place)
        title = self.label(node.get("title"), f"the title of {what}")
        if not title:
            self.report("missing-key", key.place, f"{what} has no title", hint="add `title: {en: …, zh: …}`")
        text = {name: self.text(node.get(name), f"`{name}` of {what}") for name in _DOCUMENT[1:10] if name != "date"}
        passages = self.mapping(node.get("passages"), f"`passages` of {what}")
        return Document(
            id=key.text,
            title=title,
            kind=text["kind"],
            date=self.date(node.get("date"), what),
            sender=text["from"],
            recipient=text["to"],
            via=text["via"],
            language=text["language"],
            reference=text["reference"],
            url=self.url(node.get("url"), text["url"]),
            rights=text["rights"],
            summary=self.label(node.get("summary"), f"the summary of {what}"),
            passages=tuple(
                self.passage(name, inner, key.text)
                for name, inner in (passages.entries if passages else ())
                if self.name(name, "passage")
            ),
            place=key.place,
        )

    def date(self, node: YamlNode | None, what: str) -> PartialDate | None:
        text = self.text(node, f"the date of {what}")
        if node is None or not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            message = f"the date of {what} cannot be read: {error}"
            self.report("bad-date", node.place, message, hint="write 1958, 1958-02, 1958-02-19 or 1958-02/1958-04")
            return None

    def url(self, node: YamlNode | None, text: str) -> str:
        if node is None or not text or re.match(r"https?://[^\s/]", text):
            return text
        why = "the dossier links to it"
        self.report("bad-url", node.place, f"{text[:60]!r} is no web address", why=why, hint="begin it with https://")
        return ""

    def passage(self, key: YamlScalar, value: YamlNode, document: str) -> Passage:
        what = f"passage {document}#{key.text}"
        node = self.mapping(value, what, _PASSAGE) or YamlMapping((), value.place)
        gist = self.label(node.get("gist"), f"the gist of {what}")
        if not gist:
            hint = "say in your own words what the passage says"
            self.report("missing-gist", key.place, f"{what} has no gist", hint=hint, warning=True)
        return Passage(key.text, gist, self.fingerprint(key, node, what), key.place)

    def fingerprint(self, key: YamlScalar, node: YamlMapping, what: str) -> Fingerprint | None:
        texts = {name: self.text(node.get(name), f"`{name}` of {what}") for name in _FINGERPRINT}
        lacking = [name for name in _FINGERPRINT if not texts[name]]
        if len(lacking) == len(_FINGERPRINT):
            return None
        before = len(self.found)
        if lacking:
            why = "an incomplete fingerprint finds nothing"
            message = f"{what} lacks {', '.join(f'`{name}`' for name in lacking)}"
            self.report("incomplete-fingerprint", key.place, message, why=why, hint="copy the lines of `foedus cite`")
        for name, least, most in (("at", 0, 999_999_999), ("letters", 1, MAX_LETTERS)):
            written = texts[name]
            if written and not (_NUMBER.fullmatch(written) and least <= int(written) <= most):
                message = f"`{name}` of {what} is {written[:40]!r}"
                hint = f"write a whole number from {least} to {most:,}".replace(",", "")
                self.report("bad-number", self.place(node, name), message, hint=hint)
        for name, digits in (("rolling", 16), ("digest", 32), ("before", 16), ("after", 16)):
            if texts[name] and not _HEX[digits].fullmatch(texts[name]):
                message = f"`{name}` of {what} is no fingerprint of {digits} hexadecimal digits"
                self.report("bad-fingerprint", self.place(node, name), message, hint="copy the lines of `foedus cite`")
        if len(self.found) > before:
            return None
        numbers = int(texts["at"]), int(texts["letters"])
        return Fingerprint(*numbers, texts["rolling"], texts["digest"], texts["before"], texts["after"])

    @staticmethod
    def place(node: YamlMapping, key: str) -> Place:
        value = node.get(key)
        return value.place if value is not None else node.place


def _is_nothing(node: YamlScalar) -> bool:
    return not node.text or (node.text == "~" and not node.quoted)
