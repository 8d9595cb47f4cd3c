"""Obsidian: one note a document with front matter, links between documents and parties, and block ids to cite by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from ._holding import Holding

_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f]+')


def obsidian_pages(holdings: Iterable[Holding]) -> Iterator[tuple[str, str]]:
    """Yield file name and text of one Markdown page a document.

    Paragraphs end in ``^p1``, ``^p2`` … so that ``[[page#^p2]]`` cites one. Names are safe on every file system.
    """
    for holding in holdings:
        one = holding.document
        yield f"{page_name(one.id)}.md", "".join(_page(holding))


def page_name(identifier: str) -> str:
    """Return a file name without what a file system or a wikilink forbids.

    >>> page_name("../a#b|c")
    'a-b-c'
    """
    return _UNSAFE.sub("-", identifier).strip(" .-")[:120] or "document"


def _page(holding: Holding) -> Iterator[str]:
    one = holding.document
    front = {
        "id": one.id, "title": one.title, "kind": one.kind, "date": one.date, "sender": one.sender,
        "recipient": one.recipient, "via": one.via, "reference": one.reference,
        "source": one.citation, "file": holding.file, "start": one.start, "end": one.end, "tags": list(one.tags),
    }  # fmt: skip
    yield "---\n"
    for key, value in front.items():
        if value not in ("", []):
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}\n"  # JSON is YAML
    yield f"---\n\n# {_plain(one.title or one.id)}\n\n"
    people = [f"[[{page_name(name)}]]" for name in (one.sender, one.recipient) if name]
    if people:
        yield " → ".join(people) + "\n\n"
    for number, (_, _, words) in enumerate(holding.paragraphs(), 1):
        yield f"{_plain(words)} ^p{number}\n\n"
    linked = sorted({link.target for link in one.links if link.target})
    if linked or one.parent:
        yield "## Linked documents\n\n"
        for target in [*([one.parent] if one.parent else []), *linked]:
            yield f"- [[{page_name(target)}]]\n"
        yield "\n"
    if one.notes:
        yield "## Notes\n\n"
        for note in one.notes:
            yield f"- {_plain(note.marker)} {_plain(note.text) or '(missing from the file)'}\n"


def _plain(words: str) -> str:
    """Keep text from becoming markup: HTML, links and front matter are shown, not obeyed."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace("[[", "\\[\\[").replace("`", "\\`")
    return re.sub(r"^([#>+\-*]|\d+\.)", r"\\\1", escaped)
