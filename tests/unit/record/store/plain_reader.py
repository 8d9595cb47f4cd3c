"""A reading function for tests: a document a blank line, its date, sender and recipient in its first line.

It lives in a module of its own, so that another process can find it.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path

from foedus._core import CaseError, Diagnostic, Place, Severity
from foedus.record._authority import Authority, Party
from foedus.record._copy import Edit, ReadingCopy
from foedus.record._file_read import FileRead
from foedus.record._reading import DateRead, DocumentRead, NoteRead, PartyRead

HEAD = re.compile(r"(?P<date>\S*) (?P<sender>\S+) > (?P<recipient>\S+)")
SPACE = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
NOTE = re.compile(r"\{(\*\d*) ([^}]*)\}")


def read_plain(path: Path, *, name: str = "", authority: Authority = Authority()) -> FileRead:  # noqa: B008
    """Return the documents of a text whose blank lines part them; ``{*1 …}`` is a note, ``!`` at the start no text."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    if text.startswith("!die"):
        os._exit(9)
    if text.startswith("!slow"):
        time.sleep(0.2)
    if text.startswith("!refuse"):
        raise CaseError([Diagnostic("source-binary", Severity.ERROR, "no text", Place(name, 1, 1))])
    if text.startswith("!crash"):
        raise ZeroDivisionError("on purpose")
    edits = [Edit(match.start(), match.end(), "", "space") for match in SPACE.finditer(text)]
    edits += [Edit(match.start(), match.end(), "", "note") for match in NOTE.finditer(text)]
    copy = ReadingCopy.of(text, edits)
    documents = []
    for match in re.finditer(r"(?:[^\n]+\n?)+", text):
        documents.append(_document(text, match.start(), match.end(), authority))
    digest = hashlib.sha256(data).hexdigest()
    parties = tuple(
        Party(name, name, aliases=(other,)) for name, other in re.findall(r"\[(\w+) is (\w+)\]", text)
    )  # what the file itself says
    found = tuple(documents)
    return FileRead(name or path.name, digest, len(data), "plain", "utf-8", text, False, copy, found, (), parties)


def _document(text: str, start: int, end: int, authority: Authority) -> DocumentRead:
    head = HEAD.match(text, start, end)
    date = head["date"] if head else ""
    sender, recipient = (head["sender"], head["recipient"]) if head else ("", "")
    found = authority.find(sender)
    short = hashlib.sha256(text[start:end].encode("utf-8", "replace")).hexdigest()[:8]
    notes = tuple(
        NoteRead(match[1], match.start(), match.start(), match.end(), SPACE.sub("", match[2]))
        for match in NOTE.finditer(text, start, end)
    )
    return DocumentRead(
        f"{date or 'undated'}-{short}",
        text[start:end].partition("\n")[0],
        "telegram" if head else "other",
        start,
        end,
        date,
        sender=found.name if found else sender,
        recipient=recipient,
        language="zh" if re.search("[\u4e00-\u9fff]", text[start:end]) else "en",
        dates=(DateRead("heading", date, date, start, start + len(date), "heading"),) if date else (),
        parties=(PartyRead("sender", sender), PartyRead("recipient", recipient)) if head else (),
        notes=notes,
        tags=("short",) if end - start < 40 else (),
    )
