"""One file read from end to end: the steps of reading composed, and the unit of parallel work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ._authority import Authority, merge_authorities
from ._citations import CitationRead, find_citation, resolve_citations
from ._copy import ReadingCopy
from ._describe import describe, learn_authority, link_documents
from ._file_read import FileRead
from ._ingest import SourceText, read_source
from ._notes import find_notes
from ._reading import DocumentRead, NoteRead, Segment
from ._repair import repair
from ._segment import find_enclosed, survey_segments, tell_apart
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
    source = replace(read_source(path), name=name or path.name)
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
    known = _known(source, copy, split.segments, noted.notes, authority)
    documents: list[DocumentRead] = []
    for number, (segment, notes, citation) in enumerate(zip(split.segments, noted.notes, citations, strict=True)):
        if source.documents:  # the markup has the word
            documents.append(replace(source.documents[number], notes=notes))
        else:
            documents += _documents(copy, segment, notes, citation, known)
    linked = link_documents(_apart(documents), [copy.window(each.start, each.end) for each in documents])
    suggestions = [each for document in linked for each in suggest(copy, document, authority=known)]
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
        parties=known.parties,
        furniture=repaired.furniture,
        findings=(*source.findings, *split.findings),
    )


def _known(
    source: SourceText,
    copy: ReadingCopy,
    segments: Sequence[Segment],
    notes: Sequence[Sequence[NoteRead]],
    authority: Authority,
) -> Authority:
    """Return the user's parties with those the file lists and those it explains."""
    if source.documents:
        return merge_authorities(authority, source.parties)
    told = [
        (copy.window(segment.start, segment.end), segment, found)
        for segment, found in zip(segments, notes, strict=True)
    ]
    return merge_authorities(authority, (*source.parties, *learn_authority(told)))


def _documents(
    copy: ReadingCopy, segment: Segment, notes: Sequence[NoteRead], citation: CitationRead, authority: Authority
) -> list[DocumentRead]:
    """Return the document of *segment* and, after it, the messages it contains."""
    document = describe(
        copy.window(segment.start, segment.end), segment, notes=notes, citation=citation.resolved,
        citation_printed=citation.text, authority=authority,
    )  # fmt: skip
    found = [replace(document, contradictions=(*document.contradictions, *citation.contradictions))]
    for each in find_enclosed(copy, segment):
        inside = tuple(note for note in notes if each.start <= note.at < each.end)
        window = copy.window(each.start, each.end)
        nested = describe(window, each, notes=inside, authority=authority, base=document.date)
        found.append(replace(nested, parent=found[each.parent].id, citation="", citation_printed=""))
    return found


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
