"""Documents inside a document: attachments by their label, messages by what introduces them and how they close.

A message is known by the sentence that announces it, by its salutation after the signature of another, and it ends with
its own signature and date. Quotation marks help where they are; they are not relied upon, because in print they do
not pair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

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
from ._vocabulary import CITATION, GENRE_ZH, NUMERAL, TRAILING_MARKS

MAX_DOCUMENT = 2_000_000
"""Characters of one document that are looked through."""
MAX_ATTACHMENTS = 500
"""Attachments of one document that are looked for."""
_LABEL = re.compile(rf"(?<![（(见見及和、的所“《])(?:附件|附文)(?:[ \u3000]?{NUMERAL})?", re.IGNORECASE)
_LABEL_LINE = re.compile(
    rf"[\[(]?(?:Enclosure|Inclosure|Attachment|Annex|Tab)\b"
    rf"(?: (?:No\. ?)?{NUMERAL})?(?: in No\. ?\d{{1,4}})?[\])]?[.:]?",
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
    r"转告|轉告|转达|轉達|转交|轉交|面交|代交|\b(?:convey|deliver|transmit|communicate"
    r"|hand)\b[^.]{0,60}\bto\b",
    re.IGNORECASE,
)
_SEND = re.compile(
    r"转去|轉去|转来|轉來|转呈|轉呈|呈上|送上|送去|送来|附上|附去|寄给|寄去|寄上|(?:我|我们|兹|今"
    r"|现)[^。，：:]{0,24}收到|抄送|\b(?:enclose"
    r"|transmit herewith|forward|have received|sent? (?:you|me))\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"(?:说|說|问|問|答|道|写道|寫道|指出|认为|認為|称|稱|said|asked|replied|answered|added"
    r"|remarked)[:：]$"
)
_WORDING = re.compile(
    r"说法|說法|措辞|措辭|措词|复文|文本|全文|原文|\b(?:wording|text|draft|statement|reply)\b", re.IGNORECASE
)
_PROSE = re.compile(r"[。！？.!?][”\"’」』)）]{0,2}$")
_NAMED = re.compile(rf"[^，。：]{{1,40}}?(?:{GENRE_ZH})(?:草案|稿|文|全文)?(?![的和与及])")
_GLUE = re.compile(
    r"(?<=[日号0-9])(\s{1,3})(?=(?:送|分送|抄送|发放|印送)[：:]|[^。！？；，：:\s]{1,20}(?:同志|先生"
    r"|阁下)(?:们)?[：:]$)"
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
    body = list(_unglued(paragraphs(text)))
    if not body:
        return ()
    spans = _attachments(window, text, body)
    close = _closing(body)
    spans += [
        each
        for each in _messages(body, close, [start for start, *_ in spans])
        if not any(a <= each[0] < b and each[1] > b for a, b, *_ in spans)
    ]
    return _nested(window, sorted(spans, key=lambda span: (span[0], -span[1])))


def _unglued(found: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, cut before a salutation or a list of copies that follows a date on one line."""
    for paragraph in found:
        at = 0
        for cut in _GLUE.finditer(paragraph.text):
            yield Paragraph(paragraph.start + at, paragraph.start + cut.start(1), paragraph.text[at : cut.start(1)])
            at = cut.end()
        yield Paragraph(paragraph.start + at, paragraph.end, paragraph.text[at:])


Span = tuple[int, int, str, str, str, tuple[int, int]]
"""Start, end, title, label, kind and heading, in characters of the window."""


def _nested(window: ReadingCopy, spans: list[Span]) -> tuple[Segment, ...]:
    found: list[Segment] = []
    open_spans: list[tuple[int, int]] = []
    for number, (start, end, title, label, kind, heading) in enumerate(spans, 1):
        while open_spans and open_spans[-1][0] < end:
            open_spans.pop()
        citation = CITATION.search(window.text, start, end)
        if citation and citation.start() > start:
            end = start + len(window.text[start : citation.start()].rstrip())
        parent = open_spans[-1][1] if open_spans else 0
        begin, finish = window.to_source(start, end)
        head = window.to_source(*heading) if heading[0] < heading[1] else (begin, begin)
        found.append(Segment(begin, finish, title, head[0], head[1], "form", label=label, kind=kind, parent=parent))
        open_spans.append((end, number))
    return tuple(found)


def _attachments(window: ReadingCopy, text: str, body: list[Paragraph]) -> list[Span]:
    """Return what stands under the label of an attachment, to the next label or what closes the whole document."""
    labels = []
    for match in _LABEL.finditer(text) if "附" in text else ():
        if _stands_alone(window, text, match.start(), match.end()):
            labels.append((match.start(), match.end(), tidy(match[0])))
            if len(labels) >= MAX_ATTACHMENTS:
                break
    for each in body:
        line = _LABEL_LINE.match(each.text)
        if line:
            labels.append((each.start, each.start + line.end(), tidy(line[0])))
    labels = sorted(labels)[:MAX_ATTACHMENTS]
    lists = [each.start for each in body if is_distribution(each) and not each.text.startswith("第")]
    spans: list[Span] = []
    for index, (start, after, label) in enumerate(labels):
        limit = labels[index + 1][0] if index + 1 < len(labels) else len(text)
        end = _attached_end(text, lists, after, limit)
        feed = text.find("\n", after)
        head = min(feed if feed >= 0 else len(text), after + 60, end)
        if end - after < 10:
            continue
        title = tidy(re.split(r"[：:。]", text[after:head].strip(" \u3000:："))[0])
        named = _NAMED.match(title)
        title = named[0] if named else title
        spans.append((start, end, title, label.strip("[]()"), "attachment", (start, after)))
    return spans


def _stands_alone(window: ReadingCopy, text: str, start: int, end: int) -> bool:
    """Tell whether a Chinese label heads something: print has a blank behind it, which repair may have taken out."""
    behind = window.to_source(start, end)[1]
    line = text.find("\n", end, end + 80)
    heading = text[end : line if line >= 0 else end + 80]
    blank = window.source[behind : behind + 1].isspace() or heading[:1] in ("", ":", "：")
    before = text[max(0, start - 8) : start].rstrip(" \u3000")
    return blank or ((not before or before[-1] == "\n") and len(heading) <= 60)


def _attached_end(text: str, lists: list[int], start: int, limit: int) -> int:
    end = limit
    citation = CITATION.search(text, start, limit)
    if citation:
        end = citation.start()
    number = bisect_right(lists, start)
    if number < len(lists):
        end = min(end, lists[number])
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


def _messages(body: list[Paragraph], close: int, starts: list[int]) -> list[Span]:
    spans: list[Span] = []
    at, spoken = 0, False
    while at + 1 < len(body):
        here, after = body[at], body[at + 1]
        if any(here.start <= start < after.start for start in starts):
            spoken = False  # an attachment speaks for itself
        if _introduces(here, after, spoken=spoken):
            last = _last(body, at + 1, close)
            spans.append((after.start, body[last].end, _said(here), "", "", (after.start, after.start)))
            at = last
        elif at > 1 and spoken and is_salutation(here) and _closed(body[at - 1]):
            signed = _signed(body, at + 1)
            last = len(body) - 1 if signed is None else signed
            spans.append((here.start, body[last].end, tidy(here.text.rstrip(":：")), "", "", (here.start, here.start)))
            at = last
        spoken = spoken or (len(here.text) >= 12 and bool(_PROSE.search(here.text)))
        at += 1
    return spans


def _closed(paragraph: Paragraph) -> bool:
    return is_signature(paragraph) or is_date_line(paragraph)


def _introduces(here: Paragraph, after: Paragraph, *, spoken: bool) -> bool:
    """Tell whether *here* announces a message that *after* begins; *spoken*: whether anything was said before.

    A telegram that begins with the order to hand its words to somebody is that message itself and contains none.
    """
    clause = here.text[-160:]
    quoted = after.text[0] in _OPEN
    sent = bool(_SEND.search(clause))
    if here.text.endswith((":", "：")):
        conveyed = not sent and bool(_CONVEY.search(clause))
        if conveyed and not spoken:
            return False
        if is_salutation(here) and not _FOLLOWS.search(clause) and not conveyed:
            return False
        if is_salutation(after):
            return bool(sent or conveyed or _FOLLOWS.search(clause) or _MESSAGE.search(clause[-16:]))
        if _FOLLOWS.search(clause) and _WORDING.search(clause):
            return True
        return conveyed or (quoted and not _SPEECH.search(clause) and bool(_MESSAGE.search(clause)))
    if not quoted or not _PROSE.search(here.text):
        return False
    if not sent and not spoken and (_CONVEY.search(clause) or not _MESSAGE.search(clause[-16:])):
        return False
    return is_salutation(after) or (sent and after.short and after.text.endswith((":", "：")))


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
        if _SHUT.search(body[last].text) and not _paired(body[last].text):
            break
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
