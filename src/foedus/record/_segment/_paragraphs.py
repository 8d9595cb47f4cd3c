"""The paragraphs of a copy, and what each looks like: salutation, close, signature, date line, citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ._vocabulary import BAR, CITATION, DATE, MARKS, SOURCE_LINE

MAX_LINE = 160
"""A paragraph longer than this is running text, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, without the spaces around it."""

    start: int
    end: int
    text: str

    @property
    def short(self) -> bool:
        """Tell whether it may be a line of its own and no running text."""
        return len(self.text) <= MAX_LINE


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Paragraph]:
    """Yield the paragraphs of *text* from *start* to *end* that hold anything."""
    at, end = start, len(text) if end is None else end
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        words = text[at:stop]
        bare = words.strip()
        if bare:
            first = at + words.find(bare[0])
            yield Paragraph(first, first + len(bare), bare)
        at = stop + 1


_ZH_SALUTATION = re.compile(
    r"[“\"「]?(?:致|呈|送)?[^。！？；，\n]{1,40}?(?:同志|先生|阁下|閣下|大使|主席|总理|總理|部长|部長|将军"
    r"|將軍|大人|仁兄|吾兄|老兄|兄|贤弟|弟|女士"
    r"|陛下|殿下|足下|诸公|諸公|首相|总统|總統|司令员|委员|公)(?:们|們|并转[^。！？；，\n]{1,30})?"
    r"[ \u3000]?(?:勋鉴|勛鑒|钧鉴|鈞鑒|台鉴|臺鑒|大鉴|大鑒|惠鉴|惠鑒|赐鉴|鉴|如晤|如见)?[：:]$"
    r"|[“\"「]?[^。！？；，：\n]{1,24}(?:勋鉴|勛鑒|钧鉴|鈞鑒|台鉴|臺鑒|大鉴|大鑒|惠鉴|惠鑒|赐鉴|如晤"
    r"|如见)[：:，,。]?$"
    r"|[“\"「]?致[^。！？；，\n]{1,40}[：:]$"
)
_EN_SALUTATION = re.compile(
    r"[“\"‘']?(?:My (?:very )?dear(?:est)?\b|Dear(?:est)?\b|My Lords?\b|Sirs?\b|Madam\b|Gentlemen\b"
    r"|Your (?:Excellency|Highness|Majesty|Grace|Lordship|Honou?r|Eminence|Holiness|Worship)\b|Excellency\b"
    r"|(?:Most |Much )?(?:Honou?red|Esteemed|Respected|Reverend)\b|Comrade\b"
    r"|Monsieur\b)(?:[^.!?:;\n]{0,60}(?:[,:;!][ ]?[-—–]{0,2}|[-—–]{1,2})|\.?)$|(?:My )?Dear [^.!?:;,\n]{1,40}$",
    re.IGNORECASE,
)
_EN_RUN_IN = re.compile(
    r"(?:SIRS?|Sirs?|MY LORDS?|My Lords?|My dear [^.,\n]{1,40}|Dear [^.,\n]{1,40}|MADAM"
    r"|GENTLEMEN),?[ ]?[-—–]{1,2}[ ]?[A-Z]"
)
_ZH_CLOSE = re.compile(
    r"(?:此致|谨此|专此|專此|肃此|顺颂|順頌|敬颂|敬頌|即颂|即頌|并颂|此颂|致以|祝好|祝您|敬礼|敬禮|谨启"
    r"|謹啟|谨上|敬上|敬启|顿首|頓首|拜上|叩首|叩上|手书|手启|再拜)"
)
_EN_CLOSE = re.compile(
    r"(?:I have the honou?r to be|I have,? &c|I am,? &c|I am,? (?:my |dear |most |very |with |sir"
    r"|madam|your |yours|ever|always|as ever)|I remain"
    r"|Believe me|Yours (?:very )?(?:truly|faithfully|sincerely|ever|respectfully|affectionately|most"
    r"|obediently)|Ever yours|Your(?:s)? (?:most |very |ever )?"
    r"(?:obedient|humble|affectionate|loving|devoted|faithful|sincere|grateful|own|old|friend|brother"
    r"|sister|son|daughter|father|mother)"
    r"|(?:Very |Most )?(?:truly|respectfully|sincerely|faithfully|cordially|affectionately) (?:yours|submitted)"
    r"|(?:Sincerely|Respectfully|Faithfully|Affectionately|Cordially)[, ]*$"
    r"|With (?:great |kind |best |warm |my |every |the )|Accept,? |&c\.)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"[（(\[]?(?:Signed|signed|SIGNED|签字|簽字|签名|簽名|/s/)[)）\]]?|.{1,40}[（(](?:签字|簽字|签名|簽名"
    r"|signed|Signed)[）)]$"
)
_NAME = re.compile(r"[A-Z][\w.'’\-]{0,20}(?:[ ,]{1,2}(?:of |the |de |von )?[A-Z&][\w.'’\-]{0,20}){0,6},?$")
_ZH_NAME = re.compile(r"[^\s，。：:；、！？“”（）()0-9]{1,12}(?:[ 、][^\s，。：:；、！？“”（）()0-9]{1,12}){0,3}”?$")
_DATE_LINE = re.compile(
    rf"[“\"（(\[]?(?:[^\d，。：；:;\n]{{1,48}}[,，]?[ ]?)?"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?{DATE}"
    rf"[^。：；;\n]{{0,24}}[)）\]]?[.”\"]{{0,2}}(?:{MARKS})?$",
)
_ZH_LOOSE_DATE = re.compile(
    r"(?:[^\d，。：；:;\n]{1,16}[ ]?)?(?:[0-9]{1,2}|[正元腊冬一二三四五六七八九十廿]{1,3})月(?:[0-9]{1,2}"
    r"|[初一二三四五六七八九十廿]{1,3})[日号]?(?:[早晚夜晨午时]{0,2})[”]?$"
)
_NUMBER_LINE = re.compile(
    r"(?:第[ ]?[A-Za-z0-9/\-－第、和 ]{1,24}号(?:[^。，：\n]{0,12}(?:电|电报|函))?"
    r"|(?:Telegram )?No\. ?[\d/\-]{1,12})$"
)
_LIST = re.compile(
    r"(?:送|分送|抄送|印送|分发|抄报|副本|发往|份数|复本)[：: ]|(?:cc|Copies? to|Distribution|Copy to)\b"
)
_NOTE = re.compile(rf"(?:{BAR.pattern}|{MARKS})")


def is_salutation(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph addresses somebody, alone on its line or (in English) with a dash before the text."""
    text = paragraph.text
    if _EN_RUN_IN.match(text):
        return True
    return len(text) <= 90 and bool(_ZH_SALUTATION.match(text) or _EN_SALUTATION.match(text))


def is_close(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a complimentary close."""
    text = paragraph.text
    if len(text) <= 40 and _ZH_CLOSE.match(text):
        return True
    return paragraph.short and bool(_EN_CLOSE.match(text))


def is_signature(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph may be a name standing alone."""
    text = paragraph.text
    if len(text) > 70:
        return False
    return bool(_SIGNED.match(text) or _NAME.match(text) or _ZH_NAME.match(text))


def is_date_line(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph holds a date, maybe with a place, and nothing else."""
    return len(paragraph.text) <= 90 and bool(_DATE_LINE.match(paragraph.text) or _ZH_LOOSE_DATE.match(paragraph.text))


def is_source(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph only says where the document is printed or kept."""
    text = paragraph.text
    return bool(
        (CITATION.search(text) if paragraph.short else CITATION.match(text))
        or (len(text) <= 400 and SOURCE_LINE.match(text))
    )


def is_note(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a note at the foot of a page, or the rule above it."""
    return bool(_NOTE.match(paragraph.text))


def is_distribution(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph says to whom copies go, or gives only the number of a telegram."""
    return paragraph.short and bool(_LIST.match(paragraph.text) or _NUMBER_LINE.match(paragraph.text))
