"""TEI and other XML: checked by a parser that unfolds nothing, then read as the text between its tags.

Expat decides whether the file is well-formed; declarations of entities and internal subsets, the way to a "billion
laughs", are refused before they take effect, and nothing outside the file is ever loaded. In what is left, markup is
regular, so that one pass finds the tags and offsets stay those of the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from foedus._core import CaseError

from .._fold import Skip
from ._encoding import refuse
from ._markup import bounded
from ._source import Part, SourceText

MAX_DEPTH = 256

_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|(?P<cdata><!\[CDATA\[)(?P<text>.*?)\]\]>|<!DOCTYPE(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+>"
    r"|(?P<end></div\s*>)|<(?P<div>div)(?=[\s/>])(?P<attributes>(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+)>"
    r"|</?(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+>|&[^;\s]{1,64};",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def read_tei(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    """Return the text content of an XML file as a source; its parts are ``<div type="document" xml:id="…">``.

    Raises:
        CaseError: the file is not well-formed, declares entities, or nests too deeply.

    >>> source = read_tei("<p>a<hi>b</hi>&amp;c</p>", path=Path("a.xml"), encoding="utf-8", file="a.xml")
    >>> source.folded.text(0, 3), source.folded.offsets.tolist()
    ('abc', [3, 8, 19])
    """
    _check(text, file)
    parts: list[Part] = []
    skips = bounded(_markup(text, parts), file)
    parts.sort(key=lambda part: part.start)
    return SourceText(path, text, encoding, "tei", tuple(skips), tuple(parts))


def _markup(text: str, parts: list[Part]) -> Iterator[Skip]:
    """Yield the markup of well-formed XML in order, and put the documents met into *parts*."""
    open_divs: list[tuple[str, int]] = []
    for match in _MARKUP.finditer(text):
        start, end = match.span()
        if match["cdata"]:
            yield Skip(start, match.start("text"))
            yield Skip(match.end("text"), end)
            continue
        reads = html.unescape(match[0]) if match[0][0] == "&" else ""
        yield Skip(start, end, "" if reads == match[0] else reads)
        if match["div"] and not match["attributes"].endswith("/"):
            attributes = {name: first or second for name, first, second in _ATTRIBUTE.findall(match["attributes"])}
            is_document = attributes.get("type") == "document"
            open_divs.append((attributes.get("xml:id", "") if is_document else "", start))
        elif match["end"] and open_divs:
            name, begin = open_divs.pop()
            if name:
                parts.append(Part(name, begin, end))


def _check(text: str, file: str) -> None:
    parser: Any = expat.ParserCreate()
    depth = 0

    def stop(code: str, message: str, hint: str, why: str = "") -> CaseError:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        return refuse(code, message, file, hint, why=why, line=line, column=column)

    def subset(name: str, system: str | None, public: str | None, internal: int) -> None:
        if internal:
            entity()

    def entity(*_: object) -> None:
        raise stop(
            "xml-entities",
            "the file declares its own entities or document type",
            "remove the declarations between `[` and `]` of DOCTYPE",
            "a few entities can unfold to gigabytes",
        )

    def start(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise stop("xml-depth", f"elements are nested more than {MAX_DEPTH} deep", "simplify the file")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = subset
    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(text, True)
    except CaseError:
        raise
    except (expat.ExpatError, UnicodeEncodeError) as error:
        what = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else "it holds a lone surrogate"
        raise stop("xml-syntax", f"this is not well-formed XML: {what}", "mend it there") from None
