"""The calendar as canonical YAML: the same calendar, the same text; reading it gives the calendar back."""

from __future__ import annotations

import json
import re

from foedus._core import Label

from ._calendar import Calendar, Document, Fingerprint, Passage

_PLAIN = re.compile(r"[^\W\d_](?:[\w,.()/·、，。；“”《》（）-]| (?=[\w(“《（]))*")
_NO_GIST = Label()
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def print_calendar(calendar: Calendar) -> str:
    """Return *calendar* as the text of ``calendar.yaml``.

    >>> from foedus._core import PartialDate
    >>> note = Document("note-1", Label("A note", "照会"), "note", PartialDate.parse("1958-02"))
    >>> print(print_calendar(Calendar((note,))), end="")
    documents:
      note-1:
        title: {en: A note, zh: 照会}
        kind: note
        date: "1958-02"
    """
    if not calendar.documents:
        return "documents: {}\n"
    return "documents:\n" + "".join(_document(document) for document in calendar.documents)


def calendar_entry(fingerprint: Fingerprint, id: str, *, gist: Label = _NO_GIST) -> str:
    """Return the lines of one passage, to be put under ``passages:`` of a document in ``calendar.yaml``."""
    return _passage(Passage(id, gist, fingerprint))


def _document(document: Document) -> str:
    lines = [f"  {_scalar(document.id)}:"]
    fields: list[tuple[str, str | Label]] = [
        ("title", document.title),
        ("kind", document.kind),
        ("date", str(document.date or "")),
        ("from", document.sender),
        ("to", document.recipient),
        ("via", document.via),
        ("language", document.language),
        ("reference", document.reference),
        ("url", document.url),
        ("rights", document.rights),
        ("summary", document.summary),
    ]
    for key, value in fields:
        if value:
            lines.append(f"    {key}: {_label(value) if isinstance(value, Label) else _scalar(value)}")
    if document.passages:
        lines.append("    passages:")
    if len(lines) == 1:
        lines = [f"{lines[0]} {{}}"]
    return "\n".join(lines) + "\n" + "".join(_passage(passage) for passage in document.passages)


def _passage(passage: Passage) -> str:
    lines = [f"      {_scalar(passage.id)}:", f"        gist: {_label(passage.gist)}"]
    mark = passage.fingerprint
    if mark is not None:
        lines += [
            f"        at: {mark.start}",
            f"        letters: {mark.length}",
            f"        rolling: {mark.rolling}",
            f"        digest: {mark.digest}",
            f"        before: {mark.before}",
            f"        after: {mark.after}",
        ]
    return "\n".join(lines) + "\n"


def _label(label: Label) -> str:
    if not label.zh:
        return _scalar(label.en)
    pairs = [("en", label.en)] if label.en else []
    return "{" + ", ".join(f"{key}: {_scalar(text, inside=True)}" for key, text in [*pairs, ("zh", label.zh)]) + "}"


def _scalar(text: str, *, inside: bool = False) -> str:
    """Return *text* plain where no reader could take it otherwise, else in double quotes (JSON's are YAML's)."""
    if _PLAIN.fullmatch(text) and not (inside and re.search(r"[,\[\]{}]", text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
