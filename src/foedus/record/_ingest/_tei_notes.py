"""Notes of a TEI document, and what it points to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .._reading import Link, NoteRead
from ._tei_tree import MAX_NAME, Element, Tree

_SOURCE = re.compile(r"[\[(]?\s*Source(?:\s+text)?\s*:|[\[(]?\s*(?:来源|出处|史料来源)\s*[:：]", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]{1,20}:|//", re.IGNORECASE)
_ANCHOR = re.compile(r"(d[0-9]{1,6}[a-z]?)(?:fn[0-9]{1,5}|at[0-9]{1,5})?")
_ENDNOTES = frozenset(("end", "back", "endnote", "section-end"))
_OF_THE_WHOLE = frozenset(("summary", "headnote", "abstract", "document"))


def read_note(tree: Tree, note: Element, *, at: int) -> NoteRead:
    """Return a note with its mark.

    Args:
        tree: The file.
        note: Its element.
        at: Where its mark stands: at the note itself, or where another place points to it.
    """
    start, end = tree.trim(note, without=("note",))
    text = tree.words(note, without=("note",))
    return NoteRead(_marker(tree, note), at, start, end, text, _kind(note, text))


def _marker(tree: Tree, note: Element) -> str:
    if note.get("n"):
        return note.get("n")
    label = note.child("label")
    if label is not None:
        return tree.words(label)
    digits = re.search(r"[0-9]{1,6}\Z", note.get("xml:id"))
    return digits[0] if digits else ""


def _kind(note: Element, text: str) -> str:
    said = note.get("type")
    if said == "source":
        return "source"
    in_head = any(above.name == "head" for above in note.ancestors())
    if in_head and _SOURCE.match(text):
        return "source"
    if said in _OF_THE_WHOLE or in_head:
        return "document"
    return "endnote" if note.get("place") in _ENDNOTES or said in _ENDNOTES else "footnote"


def read_links(tree: Tree, refs: Iterable[Element], *, targets: dict[str, str], volume: str, own: str) -> list[Link]:
    """Return what a document points to; a target that is no document of this volume and names none is left empty.

    Args:
        tree: The file.
        refs: Its ``ref`` and ``ptr`` elements.
        targets: The id of the document in which each ``xml:id`` stands.
        volume: Id of the volume.
        own: Id of the document itself; what points inside it is no link.
    """
    found = []
    for ref in refs:
        if ref.is_within(("ref",)):
            continue
        for target in ref.get("target").split()[:20]:
            if _ELSEWHERE.match(target):
                continue
            where, mark, anchor = target.partition("#")
            if not mark:
                where, _, anchor = where.partition("/")
            document = _document(where.removesuffix(".xml"), anchor, targets, volume)
            if document is None or document == own:
                continue
            start, end = tree.trim(ref)
            if start == end:
                start, end = ref.start, ref.end
            found.append(Link("mentions", document, tree.words(ref, most=MAX_NAME), start, end))
    return found


def _document(where: str, anchor: str, targets: dict[str, str], volume: str) -> str | None:
    """Return the id pointed to, nothing for one that is not told, None for what is no document (a page, a list)."""
    match = _ANCHOR.fullmatch(anchor)
    if not where or where == volume:
        return targets.get(anchor, "" if match else None)
    return f"{where}-{match[1]}" if match else ""
