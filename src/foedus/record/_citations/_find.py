"""Find the source line of a document, and where its own text ends."""

from __future__ import annotations

import re
from dataclasses import replace

from .._copy import ReadingCopy
from .._reading import Segment
from . import _shape as shape
from ._read import CitationRead

_TAIL = 6_000
"""Characters at the end of a document in which its source line is looked for."""
_HEAD = 1_500
_LINES = 12
"""Lines at either end that may be a source line in English."""
_AFTER = 160
"""Characters (captions, the next section's title) that may follow a line that is led by no word of citing."""
_LIST = re.compile(
    r"(?:^|(?<=[\n 　。”」日号號电電志同份]))"
    r"(?:(?:[分抄主发發][ ]?送|抄[ ]?报|文件[ ]?送|副本[ ]?送|送)|[列打]?印[ ]?\d{1,3}[ ]?份"
    r"|\d{1,3}[ ]?份[ ]?[列打]印)[ ]?(?:[:：]|(?=\d{0,3}[^。\n]{0,12}份))"
    r"|^[ ]?(?:Copies to|Distribution|Copy to|cc)\s?:",
    re.MULTILINE,
)
_MAX_LIST = 700
_MAX_ARCHIVAL = 240
"""Characters of a line that is nothing but an archive and a shelf mark."""
_TO = re.compile("至第?|[—–－―~～-]+")
_COMMA = re.compile(r"\s*,\s*")
_PAGE_SIGN = re.compile(r"[\d—,]")
_PAGE_DIGITS = str.maketrans("０１２３４５６７８９，、", "0123456789,,")
_BESIDE_SIGNS = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_KEPT = re.compile("^(?:根据|據|据|现存|現存|存于|存|现藏|藏于|藏|原件|于|，)+")


def find_citation(copy: ReadingCopy, segment: Segment) -> CitationRead | None:
    r"""Return the source line of the document in *segment*, or None where it has none.

    Args:
        copy: A reading copy, notes taken out.
        segment: Where the document stands.

    >>> text = "致陈\n货已收到。\n同上，（下册）第 12－13页"
    >>> cited = find_citation(ReadingCopy.of(text), Segment(0, len(text), "", 0, 2, "form"))
    >>> cited.same, cited.volume, cited.pages, cited.text
    (True, '（下册）', '12—13', '同上，（下册）第12－13页')
    """
    window = copy.window(max(segment.heading_end, segment.start, segment.end - 4 * _TAIL), segment.end)
    text = window.text
    low = max(0, len(text) - _TAIL)
    found = _chinese(text, low) or _english(text, low) or _archival(text, low)
    if found is None and len(text) > 0:
        head = copy.window(max(segment.heading_end, segment.start), min(segment.end, segment.start + 3 * _HEAD))
        opening = head.text[:_HEAD]
        found = _english(opening, 0, led=True)
        if found:
            window, text = head, opening
    if found is None:
        return None
    start, end = window.to_source(found.start, found.end)
    return replace(found, start=start, end=end)


def body_end(copy: ReadingCopy, segment: Segment, citation: CitationRead | None) -> int:
    """Return the character of the source at which the document's own words end and the closing matter begins.

    Closing matter is the source line, what follows it, and a list of those it was sent to right before it.
    """
    end = citation.start if citation and citation.start >= segment.heading_end and not citation.opening else segment.end
    window = copy.window(max(segment.start, segment.heading_end, end - 4 * _MAX_LIST), end)
    text = window.text.rstrip()
    found = None
    for match in _LIST.finditer(text, max(0, len(text) - _MAX_LIST)):
        tail = text[match.end() :]
        if "。\n" not in tail and "。" not in tail.rstrip("。”\n "):
            found = match
            break
    last = found.start() if found else len(text)
    last = len(text[:last].rstrip())
    return window.to_source(last - 1, last)[1] if last else window.start


def _chinese(text: str, low: int) -> CitationRead | None:
    best = None
    for anchor in shape.ANCHOR.finditer(text, low):
        found = _from_anchor(text, anchor)
        if found:
            best = found
    return best


def _from_anchor(text: str, anchor: re.Match[str]) -> CitationRead | None:
    start, at = anchor.span()
    lead = shape.BEFORE.search(text, max(0, start - 48), start)
    volume = maker = pages = ""
    match = shape.VOLUMES.match(text, at)
    if match:
        volume, at = match["volume"], match.end()
    match = shape.MAKER.match(text, at)
    if match and not shape.PAGE.match(text, at):
        maker, at = match["maker"], match.end()
    match = shape.PAGE.match(text, at)
    if match:
        pages, at = match["pages"], match.end()
    same = anchor["same"] is not None
    closes = _closes(text, at)
    if same and not (_line_end(text, at) and (volume or pages or closes)):
        return None
    if not same and not closes and not (pages and lead and lead["strong"] and _line_end(text, at)):
        return None
    if not same and not lead and not pages:
        return None
    match = shape.PUBLISHER.match(text, at)
    if match and not same:
        maker, at = maker or (match["bracketed"] or match["plain"]), match.end()
    start = lead.start() if lead else start
    start, at = _bracketed(text, start, at)
    return CitationRead(
        start,
        at,
        _tidy(text[start:at]),
        same,
        _tidy(anchor["work"] or ""),
        _tidy(volume).strip("，,"),
        normal_pages(pages),
        publisher=" ".join(maker.split()).strip("，,： "),
    )


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the brackets around it."""
    mate = {"（": "）", "(": ")", "[": "]", "【": "】", "〔": "〕"}.get(text[start - 1 : start])
    tail = len(text[end : end + 3]) - len(text[end : end + 3].lstrip(" 。."))
    if mate and text[end + tail : end + tail + 1] == mate:
        return start - 1, end + tail + 1
    return start, end


def _closes(text: str, at: int) -> bool:
    """Tell whether nothing but captions and titles follows: no whole sentence."""
    rest = text[at : at + _AFTER + 400]
    return len(rest.strip()) <= _AFTER and "。" not in rest.strip(" 。\n”")


def _line_end(text: str, at: int) -> bool:
    """Tell whether a citation is over at *at*: a sentence that merely mentions one goes on."""
    return not text[at : at + 1] or text[at] in " \n。.”’）)（(；;—―─_-[〔①" or not _is_verb(text[at : at + 2])


def _is_verb(text: str) -> bool:
    return text[:1] in "的所上中内里之说写载称和与及有"


def _english(text: str, low: int, *, led: bool = False) -> CitationRead | None:
    for line_start, line in _lines(text)[:_LINES] if led else _lines_back(text, low):
        lead = shape.ENGLISH_LEAD.match(line.lstrip(" ([*_"))
        same = shape.ENGLISH_SAME.match(line.lstrip(" ([*_"))
        if led and not (
            lead and lead[0].startswith(("Source", "Printed", "Published", "Archive", "Quelle", "Источник"))
        ):
            continue
        if not (lead or same):
            continue
        if lead and lead[0].startswith("From") and not (shape.ARCHIVE.search(line) or shape.ENGLISH_PAGES.search(line)):
            continue  # the head of a letter
        inner = line.strip().strip("*_ ")
        return replace(_from_line(inner, line_start + line.find(inner), same is not None), opening=led)
    return None


def _from_line(line: str, at: int, same: bool) -> CitationRead:
    volume = shape.ENGLISH_VOLUME.search(line)
    pages = shape.ENGLISH_PAGES.search(line)
    archive = shape.ARCHIVE.search(line)
    shelf = shape.SHELF.search(line)
    lead = shape.ENGLISH_LEAD.match(line.lstrip("[(（"))
    work = ""
    if archive and not same:
        volume = pages = None  # p. is a papka or a page of a file: it stays in the shelf mark
    elif not same:
        stop = min([match.start() for match in (volume, pages) if match] or [len(line)])
        work = line.lstrip("[(（")[lead.end() if lead else 0 : stop].strip(" ,.;:()[]")
    return CitationRead(
        at,
        at + len(line),
        " ".join(line.split()),
        same,
        " ".join(work.split()),
        volume[0] if volume else "",
        normal_pages(pages[0]) if pages else "",
        _KEPT.sub("", archive[0]) if archive else "",
        " ".join(shelf[0].split()).rstrip(",;. ") if shelf else "",
    )


def _archival(text: str, low: int) -> CitationRead | None:
    """Return a last line that is nothing but an archive and a shelf mark, in any language."""
    for number, (start, line) in enumerate(_lines_back(text, low)):
        if number >= 6:
            return None
        inner = line.strip().strip("[]()（） ")
        archive = shape.ARCHIVE.search(inner) if len(inner) <= _MAX_ARCHIVAL else None
        if archive and archive.start() <= 60 and (archive.start() == 0 or shape.SHELF.search(inner)):
            if "。" in inner.rstrip("。"):
                continue
            found = _from_line(inner, start + line.find(inner), same=False)
            return replace(found, work="")
    return None


def _lines_back(text: str, low: int) -> list[tuple[int, str]]:
    return _lines(text, low)[::-1][:_LINES]


def _lines(text: str, low: int = 0) -> list[tuple[int, str]]:
    """Return the lines that are not blank from *low* on, each with where it begins."""
    lines, at = [], low
    for line in text[low:].split("\n"):
        if line.strip():
            lines.append((at, line))
        at += len(line) + 1
    return lines


def normal_pages(pages: str) -> str:
    """Return page numbers in one form.

    >>> normal_pages("第 332－335页"), normal_pages("pp. 5-7, 9"), normal_pages("第３页")
    ('332—335', '5—7, 9', '3')
    """
    numbers = _TO.sub("—", pages.translate(_PAGE_DIGITS))
    return _COMMA.sub(", ", "".join(_PAGE_SIGN.findall(numbers)).strip("—,"))


def _tidy(text: str) -> str:
    """Return Chinese words without the spaces in them."""
    return _BESIDE_SIGNS.sub("", " ".join(text.split()))
