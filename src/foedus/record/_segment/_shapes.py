"""Files that hold one text, or a few told apart by other signs than the form of a document.

A page of a vault with primary text and commentary; articles one after another, each with title, author and abstract or
affiliation; and, where nothing else is known, the file as one document.
"""

from __future__ import annotations

import re

from .._ingest import SourceText
from .._reading import Segment
from ._letters import tidy
from ._opening import is_head, is_section
from ._paragraphs import Paragraph, is_date_line, is_salutation, paragraphs
from ._piece import Piece
from ._vocabulary import CHRONOLOGY, MARKS

LEAST_COMMENTARY = 300
"""Characters a block of commentary has; a line of navigation or a summary beside the title is none."""
MAX_TITLE = 120
_ABSTRACT = re.compile(
    r"[【\[（(]?\s?(?:内容)?(?:提\s?要|摘\s?要)\s?[】\]）):：]|[【\[]?(?:关键词|關鍵詞)[】\]:：]"
    r"|(?:Abstract|Summary|Keywords)\b\s?[.:—–-]?",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"[（(\[]?\s?(?:作者(?:简介|单位|系|为|：|:)|(?:The |About the )authors? (?:is|are|:)"
    r"|About the authors?)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:[\u3400-\u9fff][ \u3000]?){2,4}(?:[、，,\s][ \u3000]?(?:[\u3400-\u9fff][ \u3000]?){2,4}){0,3}$"
    r"|(?:[Bb]y )?[A-Z][\w.'’\-]{1,20}(?: [A-Z][\w.'’\-]{0,20}){1,4}(?:(?:, "
    r"| and )[A-Z][\w.'’\-]{1,20}(?: [A-Z][\w.'’\-]{0,20}){1,4}){0,3}$"
)
_HEADED = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}[章节節]|[一二三四五六七八九十]{1,3}[、，．.]"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]|[IVX]{1,5}\.|[0-9]{1,2}\.|Introduction\b|Conclusions?\b)"
)
_ENDS = re.compile(r"[。！？!?….;；,，:：][”\"’」』)）\]]{0,2}$")
_NOTE_MARK = re.compile(MARKS)
_DAY = re.compile(
    r"(?:[0-9０-９]{4}[ ]?年)?[0-9０-９]{1,2}月[0-9０-９]{1,2}日|[0-9]{1,2} [A-Z][a-z]{2,8}\b"
    r"|[A-Z][a-z]{2,8} [0-9]{1,2}\b|[0-9]{4}[:：]"
)


def vault_page(source: SourceText) -> tuple[Segment, ...]:
    """Return the primary text of a page and its commentary, if the page tells them apart; else nothing."""
    primary = [block for block in source.blocks if block.kind == "primary" and block.end > block.start]
    if not primary:
        return ()
    title = page_title(source)
    found = [Segment(block.start, block.end, title, block.start, block.start, "page") for block in primary]
    remarks = [
        block for block in source.blocks if block.kind == "commentary" and block.end - block.start >= LEAST_COMMENTARY
    ]
    for block in remarks:
        inside = [each for each in source.blocks if each.kind == "heading" and block.start <= each.start < block.end]
        heading = (inside[0].start, inside[0].end) if inside else (block.start, block.start)
        name = tidy(source.text[slice(*heading)].lstrip("# ")) if inside else title
        found.append(Segment(block.start, block.end, name or title, *heading, "page", kind="commentary"))
    return tuple(sorted(found, key=lambda segment: segment.start))


def page_title(source: SourceText) -> str:
    """Return the title of a page: from its front matter, else its first heading."""
    stated = next((value for key, value in source.metadata if key.lower() == "title" and value), "")
    if stated:
        return tidy(stated)
    first = next((block for block in source.blocks if block.kind == "heading"), None)
    return tidy(source.text[first.start : first.end].lstrip("# ")) if first else ""


def articles(text: str) -> tuple[Piece, ...]:
    """Return the articles of *text*, if it is a journal's: title, author, then abstract; affiliation at the end."""
    found = list(paragraphs(text))
    starts = [index for index in range(len(found) - 2) if _begins(found, index)]
    if not starts:
        return ()
    if not any(_AFFILIATION.match(each.text) or _ABSTRACT.match(each.text) for each in found):
        return ()
    pieces = []
    for index, after in zip(starts, [*starts[1:], len(found)], strict=True):
        heading = found[index]
        end = found[after - 1].end
        pieces.append(
            Piece(
                heading.start,
                end,
                tidy(heading.text),
                (heading.start, heading.end),
                "form",
                kind=_kind(text[heading.start : end]),
            )
        )
    return tuple(pieces)


def _begins(found: list[Paragraph], index: int) -> bool:
    title, author = found[index].text, found[index + 1].text
    if len(title) > MAX_TITLE or _ENDS.search(title) or _HEADED.match(title) or not _AUTHOR.match(author):
        return False
    if _AUTHOR.match(title) and len("".join(title.split())) <= 8:
        return False
    if index == 0 or _AFFILIATION.match(found[index - 1].text):
        return True
    return bool(_ABSTRACT.match(found[index + 2].text)) and bool(_ENDS.search(found[index - 1].text))


def _kind(text: str) -> str:
    return "article" if len(_NOTE_MARK.findall(text)) >= 5 else "analysis"


def whole(text: str, *, title: str = "", basis: str = "file") -> tuple[Piece, ...]:
    """Return *text* as one document; its first line is its heading unless it is a salutation, a date or a sentence."""
    found = paragraphs(text)
    first = next(found, None)
    if first is None:
        return ()
    end = len(text.rstrip())
    headed = len(first.text) <= MAX_TITLE and not (
        is_salutation(first) or (is_date_line(first) and not is_head(first.text))
    )
    heading = (
        (first.start, first.end)
        if headed and (not _ENDS.search(first.text) or is_head(first.text))
        else (first.start, first.start)
    )
    name = title or tidy(text[slice(*heading)])
    return (Piece(first.start, end, name, heading, basis, kind=_whole_kind(text, name)),)


def _whole_kind(text: str, title: str) -> str:
    """Tell what a file without documents in it is, where its form says so: a chronology, an article."""
    lines = []
    for paragraph in paragraphs(text):
        lines.append(paragraph)
        if len(lines) >= 400:
            break
    days = sum(bool(_DAY.match(each.text)) for each in lines)
    if CHRONOLOGY.search(title) and days >= 3:
        return "chronology"
    parts = sum(
        each.short and (is_section(each) or bool(_HEADED.match(each.text))) and not _ENDS.search(each.text.rstrip("。"))
        for each in lines
    )
    if parts >= 2 and len(_NOTE_MARK.findall(text[:400_000])) >= 10:
        return "article"
    return ""
