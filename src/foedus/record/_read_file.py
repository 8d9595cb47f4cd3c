"""One file read from end to end: the steps of reading composed, and the unit of parallel work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ._authority import Authority, Party
from ._citations import CitationRead, find_citation, resolve_citations
from ._copy import ReadingCopy
from ._describe import describe, learn_authority, link_documents
from ._file_read import FileRead
from ._ingest import SourceText, read_source
from ._notes import find_notes
from ._reading import Block, Contradiction, DocumentRead, Link, NoteRead, Segment
from ._repair import repair
from ._segment import find_enclosed, survey_segments, tell_apart
from ._store import UserParty, merge_authority
from ._suggest import suggest


def read_file(path: Path, *, name: str = "", authority: Authority = Authority()) -> FileRead:  # noqa: B008
    """Return everything the file at *path* holds.

    Args:
        path: A file in one of the formats `read_source` reads.
        name: What the record calls it; its own name by default.
        authority: The parties the user knows; what the file says is learnt beside them and yields to them.

    Raises:
        CaseError: the file cannot be read at all; it says why and where.
        LimitError: it is too large.
        OSError: it cannot be opened.
    """
    source = replace(read_source(path, name=name or path.name), name=name or path.name)
    return read_source_text(source, size=path.stat().st_size, authority=authority)


def read_source_text(source: SourceText, *, size: int = 0, authority: Authority = Authority()) -> FileRead:  # noqa: B008
    """Return everything *source* holds; see `read_file`."""
    repaired = repair(source)
    split = survey_segments(source, repaired)
    noted = find_notes(source, repaired.copy, split.segments)
    copy = noted.copy
    citations = resolve_citations(
        [None if source.documents else find_citation(copy, segment) for segment in split.segments]
    )
    learnt = _learnt(source, copy, split.segments, noted.notes)
    known = merge_authority([UserParty(party) for party in authority.parties], learnt)
    documents: list[DocumentRead] = []
    for number, (segment, notes, citation) in enumerate(zip(split.segments, noted.notes, citations, strict=True)):
        if source.documents:  # the markup has the word
            documents.append(replace(source.documents[number], notes=notes))
        else:
            apart = [other for other in split.segments if segment.start < other.start < segment.end]
            documents += _documents(copy, segment, notes, citation, known, apart)
    stated = _stated(_apart(_inside_one_another(documents)), source)
    told = _contradicted(stated, (*repaired.contradictions, *noted.unresolved))
    linked = link_documents(told, [copy.window(each.start, each.end) for each in told])
    # What a document contains is read in its place within it, in the voice of whoever speaks there.
    suggestions = [
        each for outer, inside in _families(linked) for each in suggest(copy, outer, authority=known, nested=inside)
    ]
    return FileRead(
        name=source.name,
        digest=source.digest,
        size=size,
        format=source.format,
        encoding=source.encoding,
        text=source.text,
        extracted=source.extracted,
        copy=copy,
        documents=linked,
        suggestions=tuple(suggestions),
        parties=learnt,
        furniture=repaired.furniture,
        findings=(*source.findings, *split.findings),
    )


def _learnt(
    source: SourceText, copy: ReadingCopy, segments: Sequence[Segment], notes: Sequence[Sequence[NoteRead]]
) -> tuple[Party, ...]:
    """Return the parties the file lists, and those it explains where it does not list them."""
    if source.documents:
        return source.parties
    told = [
        (copy.window(segment.start, segment.end), segment, found)
        for segment, found in zip(segments, notes, strict=True)
    ]
    return (*source.parties, *learn_authority(told))


def _documents(
    copy: ReadingCopy,
    segment: Segment,
    notes: Sequence[NoteRead],
    citation: CitationRead,
    authority: Authority,
    apart: Sequence[Segment],
) -> list[DocumentRead]:
    """Return the document of *segment* and the messages in it, but for those *apart*, which have their own segments."""
    document = describe(
        copy.window(segment.start, segment.end), segment, notes=notes, citation=citation.resolved,
        citation_printed=citation.text, authority=authority,
    )  # fmt: skip
    found = [replace(document, contradictions=(*document.contradictions, *citation.contradictions))]
    numbers = {0: found[0].id}
    for number, each in enumerate(find_enclosed(copy, segment), 1):
        if any(other.start < each.end and each.start < other.end for other in apart):
            numbers[number] = numbers[each.parent]
            continue
        inside = tuple(note for note in notes if each.start <= note.at < each.end)
        window = copy.window(each.start, each.end)
        nested = describe(window, each, notes=inside, authority=authority, within=found[0])
        numbers[number] = nested.id
        # Its notes are listed once, with the document it stands in.
        found.append(replace(nested, parent=numbers[each.parent], notes=(), citation="", citation_printed=""))
    return found


def _inside_one_another(documents: list[DocumentRead]) -> list[DocumentRead]:
    """Give a document that stands wholly inside another that one as parent: an annex that the contents list."""
    found: list[DocumentRead] = []
    around: DocumentRead | None = None
    for document in documents:
        if not document.parent:
            if around and document.start < around.end and document.end <= around.end:
                document = replace(document, parent=around.id)
            else:
                around = document
        found.append(document)
    return found


def _families(documents: Sequence[DocumentRead]) -> list[tuple[DocumentRead, list[DocumentRead]]]:
    """Return every outermost document with all it contains, at whatever depth."""
    outermost: dict[str, str] = {}
    families: dict[str, tuple[DocumentRead, list[DocumentRead]]] = {}
    for document in documents:  # a document comes before what it contains
        first = outermost[document.id] = outermost.get(document.parent, document.id)
        if first == document.id:
            families[first] = (document, [])
        else:
            families[first][1].append(document)
    return list(families.values())


def _stated(documents: list[DocumentRead], source: SourceText) -> list[DocumentRead]:
    """Return *documents* with what the file states of all of them: keywords, front matter, links to pages."""
    pages = [block for block in source.blocks if block.kind == "wikilink"]
    words = (source.text[block.start : block.end].strip("'\"# ") for block in source.blocks if block.kind == "tag")
    tags = tuple(dict.fromkeys(words))
    return [
        replace(
            document,
            tags=document.tags or tags,
            links=(*document.links, *_page_links(document, pages, source.text)),
            metadata=document.metadata or source.metadata,
        )
        for document in documents
    ]


def _page_links(document: DocumentRead, pages: Sequence[Block], text: str) -> tuple[Link, ...]:
    return tuple(
        Link("mentions", "", page.label or text[page.start : page.end], page.start, page.end)
        for page in pages
        if document.start <= page.start < document.end
    )


def _contradicted(documents: list[DocumentRead], found: Sequence[Contradiction]) -> list[DocumentRead]:
    """Return the documents with what contradicts itself in them; the innermost one has the word."""
    extra: dict[int, list[Contradiction]] = {}
    for each in found:
        start = each.spans[0][0] if each.spans else 0
        holders = [number for number, one in enumerate(documents) if one.start <= start < one.end]
        if holders:
            number = min(holders, key=lambda number: documents[number].end - documents[number].start)
            extra.setdefault(number, []).append(each)
    return [
        replace(one, contradictions=(*one.contradictions, *extra.get(number, ())))
        for number, one in enumerate(documents)
    ]


def _apart(documents: list[DocumentRead]) -> list[DocumentRead]:
    """Give identical documents different ids, and those they contain the new id of their parent."""
    told = tell_apart([each.id for each in documents])
    renamed: dict[str, str] = {}
    result = []
    for document, name in zip(documents, told, strict=True):
        parent = renamed.get(document.parent, document.parent)
        result.append(replace(document, id=name, parent=parent))
        renamed[document.id] = name  # of two alike the last one before a nested document contains it
    return result
