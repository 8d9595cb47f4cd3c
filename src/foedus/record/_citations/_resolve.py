"""What *the same* stands for, and which page numbers cannot be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .._reading import Contradiction
from ._read import CitationRead
from ._shape import ENGLISH_LEAD, STRONG

_HAN = re.compile("[\u3400-\u9fff]")
_LED = re.compile(rf"^[\[(（]?(?:{STRONG}|{ENGLISH_LEAD.pattern})\s?[:：]?\s?")


def resolve_citations(found: Sequence[CitationRead | None]) -> tuple[CitationRead, ...]:
    """Return every citation in full, one for each of *found*; an empty one where a document has none.

    *The same* with a volume stands for the last work that is cited by volumes of that kind: 同上，（中册） cannot
    mean a work whose volumes are numbered 第2卷, or that has none, though it was named in between. Without a volume
    it stands for the last work cited, in the volume last cited.

    >>> first = CitationRead(0, 9, "…", work="《甲》", volume="（上册）", pages="3")
    >>> other = CitationRead(20, 29, "…", work="《乙》", volume="第2卷", pages="4")
    >>> again = CitationRead(40, 49, "…", same=True, volume="（下册）", pages="5—6")
    >>> [each.resolved for each in resolve_citations([first, other, again])]
    ['《甲》（上册）第3页', '《乙》第2卷第4页', '《甲》（下册）第5—6页']
    """
    last: CitationRead | None = None
    by_kind: dict[str, CitationRead] = {}
    resolved: list[CitationRead] = []
    for each in found:
        if each is None:
            resolved.append(CitationRead())
            continue
        meant = each
        if each.same:
            antecedent = by_kind.get(_kind(each.volume)) if each.volume else last
            antecedent = antecedent or (last if not each.volume else _any(by_kind, last))
            if antecedent:
                volume = each.volume or antecedent.volume
                pages = each.pages or antecedent.pages
                meant = replace(
                    each,
                    work=antecedent.work,
                    volume=volume,
                    pages=pages,
                    archive=each.archive or antecedent.archive,
                    mark=each.mark or antecedent.mark,
                    publisher=antecedent.publisher,
                )
        if meant.work or meant.archive:
            last = meant
            if meant.volume:
                by_kind[_kind(meant.volume)] = meant
        resolved.append(replace(meant, resolved=in_full(meant)))
    return _checked(resolved)


def _kind(volume: str) -> str:
    """Return how a work counts its volumes: the unit, and whether it stands in brackets or has a number."""
    unit = "".join(re.findall("[册冊卷辑輯编編集部篇期号號]|vol|part|book", volume.lower()))
    return ("(" if volume[:1] in "（(" else "") + unit.translate(str.maketrans("冊輯編號", "册辑编号"))


def _any(by_kind: dict[str, CitationRead], last: CitationRead | None) -> CitationRead | None:
    return last if last and last.volume else (list(by_kind.values())[-1] if by_kind else last)


def in_full(citation: CitationRead) -> str:
    """Return the words of a citation without its lead.

    >>> in_full(CitationRead(same=True, work="Papers", volume="vol. 2", pages="5—7"))
    'Papers, vol. 2, pp. 5–7'
    """
    if not citation.work and not citation.same:
        return _LED.sub("", citation.text).strip("[]()（） .。")
    if not citation.work:
        inside = citation.mark.startswith(citation.archive)
        kept = citation.mark if inside else f"{citation.archive} {citation.mark}".strip()
        return kept or citation.text
    if _HAN.search(citation.work):
        issue = f"（{citation.publisher}）" if re.search("[期号號]", citation.volume) and citation.publisher else ""
        return citation.work + citation.volume + issue + (f"第{citation.pages}页" if citation.pages else "")
    if not citation.same:
        return _LED.sub("", citation.text).strip("[]() .")
    word = "pp." if re.search("[—,]", citation.pages) else "p."
    pages = f"{word} {citation.pages.replace('—', '–')}" if citation.pages else ""
    return ", ".join(part for part in (citation.work, citation.volume, pages) if part)


def _checked(resolved: Sequence[CitationRead]) -> tuple[CitationRead, ...]:
    """Add to each citation what its pages contradict: themselves, or those of another document in the same volume."""
    checked = list(resolved)
    volumes: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for number, each in enumerate(resolved):
        pages = re.fullmatch(r"(\d+)(?:—(\d+))?", each.pages)
        if not pages or each.start < 0:
            continue
        first, last = int(pages[1]), int(pages[2] or pages[1])
        if last < first:
            checked[number] = _with(each, f"the pages run backwards: {each.pages}", ())
            continue
        volumes.setdefault((each.work, each.volume), []).append((first, last, number))
    for places in volumes.values():
        places.sort()
        open_places: list[tuple[int, int, int]] = []
        for place in places:
            open_places = [other for other in open_places if other[1] > place[0]][-8:]
            for other in open_places:
                if min(other[1], place[1]) - place[0] < 1 or other[:2] == place[:2]:
                    continue
                longer, shorter = (other, place) if other[1] - other[0] >= place[1] - place[0] else (place, other)
                one, two = checked[longer[2]], checked[shorter[2]]
                if not one.contradictions:
                    message = f"the pages {one.pages} contain those of another document, {two.pages}"
                    checked[longer[2]] = _with(one, message, ((two.start, two.end),))
            open_places.append(place)
    return tuple(checked)


def _with(citation: CitationRead, message: str, others: tuple[tuple[int, int], ...]) -> CitationRead:
    found = Contradiction("citation-order", message, ((citation.start, citation.end), *others))
    return replace(citation, contradictions=(*citation.contradictions, found))
