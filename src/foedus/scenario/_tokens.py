"""Cut the text of an expression into tokens that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 2_000
KEYWORDS = ("and", "in", "not", "or")

_TOKEN = re.compile(
    r"(?P<number>\d{1,15}(?:\.\d{1,15})?)(?![\w.])|(?P<name>[a-z][a-z0-9_]*)(?![A-Za-z0-9_])"
    r"|(?P<symbol>:=|\+=|-=|==|!=|<=|>=|[-+*(){},.=<>])"
)
_JUNK = re.compile(r"[^\s(){},+*<>=!]+|.", re.DOTALL)
_FOREIGN = {
    "&&": "write `and`",
    "||": "write `or`",
    "!": "write `not`, or `!=`",
    "/": "there is no division; multiply by a number instead",
    "'": "names stand without quotes",
    '"': "names stand without quotes",
    "“": "names stand without quotes",
    "（": "use the ASCII parenthesis `(`",
    "）": "use the ASCII parenthesis `)`",
    "，": "use the ASCII comma `,`",
}


class GrammarError(Exception):
    """The text is not in the language; ``start`` and ``end`` are offsets in it."""

    def __init__(self, code: str, message: str, *, start: int, end: int, hint: str = "") -> None:
        self.code, self.message, self.start, self.end, self.hint = code, message, start, end, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the text."""

    kind: str
    """``number``, ``name``, ``end``, or the symbol or keyword itself."""
    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the tokens of *text*, the last of kind ``end``; raise GrammarError at what is none."""
    if len(text) > MAX_LENGTH:
        raise GrammarError(
            "expression-too-long", f"this has {len(text):,} characters; the limit is {MAX_LENGTH:,}",
            start=0, end=len(text), hint="split it: let a fact or an outcome carry a part",
        )  # fmt: skip
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise _strange(text, at)
        word = match[0]
        kind = word if match.lastgroup == "symbol" or word in KEYWORDS else str(match.lastgroup)
        found.append(Token(kind, word, at, match.end()))
        at = match.end()
    found.append(Token("end", "", len(text), len(text)))
    return found


def _strange(text: str, at: int) -> GrammarError:
    match = _JUNK.match(text, at)
    word = match[0][:40] if match else text[at]
    end = at + len(word)
    for sign, hint in _FOREIGN.items():
        if text.startswith(sign, at):
            return GrammarError("bad-expression", f"{sign!r} is not in the language", start=at, end=end, hint=hint)
    if text[at].isdigit():
        hint = "write a number such as 3 or 0.25; names begin with a letter"
    else:
        hint = "names are small letters, digits and `_`, and begin with a letter"
    return GrammarError("bad-expression", f"{word!r} is not a word of the language", start=at, end=end, hint=hint)
