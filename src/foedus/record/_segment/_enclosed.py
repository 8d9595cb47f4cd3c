"""Documents inside a document: attachments by their label, messages by what introduces them and how they close.

A message is known by the sentence that announces it, by its salutation after the signature of another, and it ends with
its own signature and date. Quotation marks help where they are; they are not relied upon, because in print they do
not pair.
"""

from __future__ import annotations

import re

from .._copy import ReadingCopy
from .._reading import Segment
from ._letters import tidy
from ._paragraphs import (
    Paragraph,
    is_close,
    is_date_line,
    is_distribution,
    is_note,
    is_salutation,
    is_signature,
    is_source,
    paragraphs,
)
from ._vocabulary import CITATION, NUMERAL, TRAILING_MARKS

MAX_DOCUMENT = 2_000_000
"""Characters of one document that are looked through."""
_LABEL = re.compile(
    rf"(?<![（(见見及和、的所])(?:附件|附文)[ \u3000]?{NUMERAL}?(?=[ \u3000:：\n])"
    rf"|(?:^|\n)[ \u3000]{{0,8}}[\[(]?(?:Enclosure|Inclosure|Attachment|Annex"
    rf"|Tab)\b(?: (?:No\. ?)?{NUMERAL})?(?: in No\. ?\d{{1,4}})?[\])]?[.:]?",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    r"电报|電報|来电|來電|[电電信函]|书信|照会|照會|通报|通報|声明|聲明|答复|答覆|复函|覆函|说明|說明|说法"
    r"|說法|公报|公報|指示|命令|原文|全文|口信"
    r"|\b(?:telegram|cable|letter|message|note|statement|text|reply|instructions?|despatch|dispatch"
    r"|communication|memorandum)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"如下|下列|以下|下述|全文|原文|内称|內稱|\bas follows|\bfollowing\b|\breads?\b|\bruns?\b|\bthe text\b",
    re.IGNORECASE,
)
_CONVEY = re.compile(
    r"转告|轉告|转达|轉達|转交|轉交|转呈|轉呈|面交|代交|\b(?:convey|deliver|transmit|communicate"
    r"|hand)\b[^.]{0,60}\bto\b",
    re.IGNORECASE,
)
_OPEN = '“"「『«'
_SHUT = re.compile(rf"[”\"」』»][。.]?(?:\s?(?:{TRAILING_MARKS.pattern}))?$")
_LAST_CLAUSE = re.compile(r"[^。！？；.!?;\n]{1,80}[:：]$")


def find_enclosed(copy: ReadingCopy, segment: Segment) -> tuple[Segment, ...]:
    """Return the messages and attachments inside *segment*, in order; 0 as parent is the document itself.

    A number n above 0 is the n-th of those returned: a message inside an attachment, say.
    """
    window = copy.window(segment.heading_end, min(segment.end, segment.heading_end + MAX_DOCUMENT))
    text = window.text
    body = list(paragraphs(text))
    if not body:
        return ()
    spans = _attachments(window, text, body)
    first = spans[0][0] if spans else len(text)
    close = _closing(body)
    spans += [
        each for each in _messages(body, close) if not any(a <= each[0] < b and each[1] > b for a, b, *_ in spans)
    ]
    return _nested(window, sorted(spans, key=lambda span: (span[0], -span[1])), first)


Span = tuple[int, int, str, str, str, tuple[int, int]]
"""Start, end, title, label, kind and heading, in characters of the window."""


def _nested(window: ReadingCopy, spans: list[Span], first: int) -> tuple[Segment, ...]:
    found: list[Segment] = []
    open_spans: list[tuple[int, int]] = []
    for number, (start, end, title, label, kind, heading) in enumerate(spans, 1):
        while open_spans and open_spans[-1][0] < end:
            open_spans.pop()
        parent = open_spans[-1][1] if open_spans else 0
        begin, finish = window.to_source(start, end)
        head = window.to_source(*heading) if heading[0] < heading[1] else (begin, begin)
        found.append(Segment(begin, finish, title, head[0], head[1], "form", label=label, kind=kind, parent=parent))
        open_spans.append((end, number))
    return tuple(found)


def _attachments(window: ReadingCopy, text: str, body: list[Paragraph]) -> list[Span]:
    """Return what stands under the label of an attachment, to the next label or what closes the whole document."""
    labels = []
    for match in _LABEL.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        labels.append((start, match.end(), tidy(match[0])))
    spans: list[Span] = []
    for index, (start, after, label) in enumerate(labels):
        limit = labels[index + 1][0] if index + 1 < len(labels) else len(text)
        end = _attached_end(text, body, after, limit)
        line = text.find("\n", after)
        head = min(line if line >= 0 else len(text), after + 60, end)
        if end - after < 10:
            continue
        title = tidy(re.split(r"[：:。]", text[after:head].strip(" \u3000:："))[0])
        spans.append((start, end, title, label.strip("[]()"), "attachment", (start, after)))
    return spans


def _attached_end(text: str, body: list[Paragraph], start: int, limit: int) -> int:
    end = limit
    citation = CITATION.search(text, start, limit)
    if citation:
        end = citation.start()
    for each in body:
        if (
            each.start > start
            and each.start < end
            and ((is_distribution(each) and not each.text.startswith("第")) or is_note(each))
        ):
            end = each.start
            break
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _closing(body: list[Paragraph]) -> int:
    """Return where the block begins that closes the document: signature, date, number, copies, citation, notes."""
    number = len(body)
    while number > 1 and _closes(body[number - 1]):
        number -= 1
    return body[number].start if number < len(body) else body[-1].end


def _closes(paragraph: Paragraph) -> bool:
    return (
        is_source(paragraph) or is_note(paragraph) or is_distribution(paragraph) or is_date_line(paragraph)
        or is_close(paragraph) or is_signature(paragraph)
    )  # fmt: skip


def _messages(body: list[Paragraph], close: int) -> list[Span]:
    spans: list[Span] = []
    at = 0
    while at + 1 < len(body):
        here, after = body[at], body[at + 1]
        if _introduces(here, after):
            last = _last(body, at + 1, close)
            spans.append((after.start, body[last].end, _said(here), "", "", (after.start, after.start)))
            at = last
        elif at and is_salutation(here) and (is_signature(body[at - 1]) or is_date_line(body[at - 1])) and at > 1:
            last = _signed(body, at + 1) or len(body) - 1
            spans.append((here.start, body[last].end, tidy(here.text.rstrip(":：")), "", "", (here.start, here.start)))
            at = last
        at += 1
    return spans


def _introduces(here: Paragraph, after: Paragraph) -> bool:
    if not here.text.endswith((":", "：")) or (is_salutation(here) and not _FOLLOWS.search(here.text)):
        return False
    clause = here.text[-160:]
    if is_salutation(after) and _FOLLOWS.search(clause):
        return True
    if after.text[0] in _OPEN:
        return bool(_MESSAGE.search(clause) or _CONVEY.search(clause)) and not clause.endswith(
            ("说：", "問：", "问：", "答：")
        )
    return bool(_CONVEY.search(clause)) or bool(_FOLLOWS.search(clause) and is_salutation(after))


def _said(paragraph: Paragraph) -> str:
    clause = _LAST_CLAUSE.search(paragraph.text)
    return tidy((clause[0] if clause else paragraph.text[-80:]).rstrip(":："))


def _last(body: list[Paragraph], first: int, close: int) -> int:
    """Return the number of the paragraph a message that begins with paragraph *first* ends with."""
    if body[first].text[0] in _OPEN:
        for number in range(first, len(body)):
            text = body[number].text
            if _SHUT.search(text) and (number == first or not _paired(text)):
                if number + 1 < len(body) and body[number + 1].text[0] in _OPEN:
                    continue
                return number
    if is_salutation(body[first]):
        signed = _signed(body, first + 1)
        if signed is not None and body[signed].start < close:
            return signed
    last = first
    while last + 1 < len(body) and body[last + 1].start < close:
        last += 1
    return last


def _paired(text: str) -> bool:
    return text.count("“") >= text.count("”") > 0


def _signed(body: list[Paragraph], first: int) -> int | None:
    """Return the number of the paragraph that signs, with the date below it; None where nothing is signed."""
    for number in range(first, len(body)):
        if is_signature(body[number]) and not is_salutation(body[number]):
            return number + 1 if number + 1 < len(body) and is_date_line(body[number + 1]) else number
        if is_date_line(body[number]) and number > first:
            return number
    return None
