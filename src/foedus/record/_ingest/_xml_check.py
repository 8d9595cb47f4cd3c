"""Whether XML is well-formed and harmless: a parser that unfolds nothing reads it once.

Expat decides. Declarations of entities and internal subsets, the way to a "billion laughs", are refused before they
take effect, and nothing outside the file is ever loaded.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from foedus._core import CaseError

from ._encoding import refuse

MAX_DEPTH = 256

_CUT_OFF = frozenset(("no element found", "unclosed token", "unclosed CDATA section", "partial character"))


def check_xml(text: str, *, file: str) -> None:
    """Pass over *text* if it is well-formed XML without declarations of its own.

    Raises:
        CaseError: it is not; the place is where reading stopped.
    """
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
    except UnicodeEncodeError:
        raise stop("xml-syntax", "this is not well-formed XML: it holds a lone surrogate", "mend it there") from None
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code) or "it cannot be parsed"
        if depth and what in _CUT_OFF:
            message = f"the file breaks off: {depth} elements are not closed at its end"
            raise stop("xml-syntax", message, "get the whole file; it may be a download that was cut off") from None
        raise stop("xml-syntax", f"this is not well-formed XML: {what}", "mend it there") from None
