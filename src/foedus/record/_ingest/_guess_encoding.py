"""The encoding of bytes that do not say what they are in: the most plausible of those in use, and how sure that is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ._plausible import COMMON, plausibility

SAMPLE = 128 * 1024
"""Bytes looked at from each of three places of a file."""

# The name reported, the codec, the script it is judged by. Where a codec has a superset in use, the superset is read:
# files said to be GB2312 or Latin-1 are in truth GB18030 and Windows-1252 (WHATWG Encoding Standard, section 4.2).
_CANDIDATES = (
    ("gb18030", "gb18030", "chinese"),
    ("big5", "big5hkscs", "chinese, traditional"),
    ("shift_jis", "cp932", "japanese"),
    ("euc-jp", "euc_jp", "japanese"),
    ("euc-kr", "cp949", "korean"),
    ("windows-1251", "cp1251", "cyrillic"),
    ("koi8-r", "koi8_r", "cyrillic"),
    ("cp866", "cp866", "cyrillic"),
    ("iso-8859-5", "iso8859_5", "cyrillic"),
    ("windows-1252", "cp1252", "western"),
    ("windows-1250", "cp1250", "central"),
    ("iso-8859-2", "iso8859_2", "central"),
    ("utf-16-le", "utf_16_le", "chinese, traditional"),
    ("utf-16-be", "utf_16_be", "chinese, traditional"),
)
_DECLARED = {
    **{name: codec for name, codec, _ in _CANDIDATES},
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cp950", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("shift-jis", "sjis", "x-sjis", "windows-31j", "cp932", "ms_kanji"), "cp932"),
    **dict.fromkeys(("ks_c_5601-1987", "cp949", "uhc", "windows-949"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "cp1252"), "cp1252"),
    **dict.fromkeys(("cp1251", "win-1251"), "cp1251"), **dict.fromkeys(("koi8-u", "koi8"), "koi8_u"),
    "iso-2022-jp": "iso2022_jp", "iso-2022-kr": "iso2022_kr", "iso-8859-2": "iso8859_2", "iso-8859-9": "cp1254",
    "iso-8859-15": "iso8859_15", "windows-1253": "cp1253", "windows-1254": "cp1254", "windows-1257": "cp1257",
    "utf-8": "utf_8", "utf8": "utf_8",
}  # fmt: skip
_LEAST = 0.05
_BLANK = "\t\n\r\f\x0b\xa0\u3000\u2028"
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{2,40})[\"']")
_META = re.compile(rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._-]{2,40})", re.IGNORECASE)
_CSS = re.compile(rb"@charset\s{1,9}\"([A-Za-z0-9._-]{2,40})\"")


@dataclass(frozen=True, slots=True)
class Guess:
    """The most plausible encoding of some bytes."""

    name: str
    codec: str
    confidence: float
    """From 0 to 1: how far it is ahead of the next, and whether the second opinion is the same."""
    second: str = ""
    """What charset-normalizer says where it says something else."""


def declared_encoding(data: bytes) -> tuple[str, str] | None:
    """Return the name and the codec an XML declaration or an HTML ``meta`` gives, if it is one read here.

    >>> declared_encoding(b'<?xml version="1.0" encoding="GB2312"?><a/>')
    ('gb2312', 'gb18030')
    """
    head = data[:4096]
    for form in (_XML, _META, _CSS):
        match = form.search(head)
        if match is not None:
            name = match[1].decode("ascii").lower()
            codec = _DECLARED.get(name)
            return (name, codec) if codec is not None else None
    return None


def guess_encoding(data: bytes) -> Guess | None:
    """Return the most plausible encoding of *data*, None where none is plausible.

    >>> guess_encoding("Приказ о мире был отправлен вчера.".encode("koi8-r")).name
    'koi8-r'
    """
    sample = _sample(data)
    mostly_ascii = sum(byte < 0x80 for byte in sample) > 0.85 * len(sample)
    tried = [row for row in _CANDIDATES if not (mostly_ascii and row[1].startswith("utf_16"))]
    texts = [(codecs.decode(sample, codec, "replace"), name, codec, script) for name, codec, script in tried]
    ranked = sorted(
        ((plausibility(text, script), name, codec, text) for text, name, codec, script in texts),
        key=lambda row: -row[0],
    )
    best, name, codec, read = ranked[0]
    if best <= _LEAST:
        return None
    runner = max(next((score for score, _, _, text in ranked[1:] if text != read), 0.0), 0.0)
    confidence = ((best - runner) / best) ** 0.5 * min(1.0, best / 0.35) * min(1.0, 0.5 + len(sample) / 200)
    second = _second_opinion(sample)
    agrees = bool(second) and codecs.decode(sample, second, "replace") == read
    confidence = 1 - (1 - confidence) * 0.6 if agrees else confidence
    return Guess(name, codec, round(min(confidence, 0.99), 2), "" if agrees else second.replace("_", "-"))


def without_mark(data: bytes) -> str:
    r"""Return UTF-16 or UTF-32 by where zero bytes stand in text without a mark; nothing where they tell nothing.

    >>> without_mark("A letter".encode("utf-16-le")), without_mark(b"\0\1\0\0")
    ('utf-16-le', '')
    """
    scores = {}
    for name, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        sample = data[: min(SAMPLE, len(data) // unit * unit)]
        text = sample.decode(name, "replace")
        strange = text.count("\ufffd") + sum(not (each.isprintable() or each in _BLANK) for each in text)
        if text and strange * 50 <= len(text):
            ascii_share = sum(each < "\x80" for each in text) / len(text)
            scores[name] = ascii_share + (1 - ascii_share) * max(plausibility(text, script) for script in COMMON)
    best = max(scores, key=lambda name: scores[name], default="")
    return best if best and scores[best] > _LEAST else ""


def _sample(data: bytes) -> bytes:
    if len(data) <= 3 * SAMPLE:
        return data
    middle = (len(data) // 2 - SAMPLE // 2) & ~1
    return data[:SAMPLE] + data[middle : middle + SAMPLE] + data[len(data) - SAMPLE & ~1 :]


def _second_opinion(sample: bytes) -> str:
    """Return the codec charset-normalizer takes the bytes to be in."""
    from charset_normalizer import from_bytes

    match = from_bytes(sample[: SAMPLE // 2], steps=5, explain=False).best()
    return match.encoding if match is not None else ""
