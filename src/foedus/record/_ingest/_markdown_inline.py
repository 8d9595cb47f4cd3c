"""Markup inside lines of Markdown: links, wikilinks, embeds, marks of notes, tags, comments, emphasis."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from .._fold import Skip
from .._reading import Block

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,400})(?:\\?\|([^\[\]|\n]{0,400}))?\]\]")
_LINK = re.compile(
    r"\]\((<[^<>\n]{0,2000}>|[^()\s<>]{0,2000}(?:\([^()\s<>]{0,200}\)[^()\s<>]{0,200}){0,3}?)"
    r"(?:\s{1,99}(?:\"[^\"\n]{0,400}\"|'[^'\n]{0,400}'))?\s{0,9}\)"
)
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,64})\](:?)")
_COMMENT = re.compile(r"%%.{0,20000}?%%", re.DOTALL)
_TAG = re.compile(r"(?<![^\s(（，、；|>])#([\w/-]{0,64}[^\W\d_][\w/-]{0,64})")
_ANCHOR = re.compile(r"[ \t]\^[A-Za-z0-9-]{1,64}(?=[ \t]*\r?$)", re.MULTILINE)
_STRONG = re.compile(r"\*{2,3}|~~")
_SINGLE = re.compile(r"\*([^\s*][^*\n]{0,1000})\*")
_UNDER = re.compile(r"(?<![\w\\])(_{1,2})(?=[^\s_])([^_\n]{1,1000})(?<=[^\s\\])\1(?!\w)")
_BACKTICKS = re.compile(r"(`{1,3})([^`\n]{1,1000})\1(?!`)")
_MARKER = re.compile(r"==(?=[^\s=])([^=\n]{1,1000})(?<=\S)==(?!=)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass
class Inline:
    """What is not read as it stands, and the links, tags and marks met."""

    skips: list[Skip] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def inline(text: str, start: int) -> Inline:
    """Return the markup inside the lines of *text* from *start* on.

    >>> found = inline("see [[A%20b#c|the letter]][^1] #peace", 0)
    >>> [(block.kind, block.label) for block in found.blocks]
    [('wikilink', 'A b#c'), ('note-mark', '[^1]'), ('tag', 'peace')]
    """
    found = Inline()
    skip, blocks = found.skips.append, found.blocks.append
    if text.find("[", start) >= 0:
        _links(text, start, found)
    if text.find("%%", start) >= 0:
        for match in _COMMENT.finditer(text, start):
            skip(Skip(match.start(), match.end()))
    if text.find("#", start) >= 0:
        for match in _TAG.finditer(text, start):
            blocks(Block("tag", match.start(), match.end(), label=match[1]))
    if text.find("^", start) >= 0:
        for match in _ANCHOR.finditer(text, start):
            skip(Skip(match.start(), match.end()))
    if text.find("\\", start) >= 0:
        for match in _ESCAPE.finditer(text, start):
            skip(Skip(match.start(), match.end()))
    _emphasis(text, start, found)
    return found


def _emphasis(text: str, start: int, found: Inline) -> None:
    """Leave out the signs of emphasis: doubled ones beside a word, single ones in pairs around words."""
    skip = found.skips.append
    if text.find("**", start) >= 0 or text.find("~~", start) >= 0:
        for match in _STRONG.finditer(text, start):
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            if before != "\\" and (before.strip() or after.strip()):
                skip(Skip(match.start(), match.end()))
    if text.find("*", start) >= 0:
        for match in _SINGLE.finditer(text, start):
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            if before not in ("\\", "*") and after != "*" and match[1][-1] not in " \t\\":
                skip(Skip(match.start(), match.start() + 1))
                skip(Skip(match.end() - 1, match.end()))
    for sign, pattern in (("_", _UNDER), ("`", _BACKTICKS), ("==", _MARKER)):
        if text.find(sign, start) >= 0:
            for match in pattern.finditer(text, start):
                width = len(sign) if sign == "==" else len(match[1])
                skip(Skip(match.start(), match.start() + width))
                skip(Skip(match.end() - width, match.end()))


def _links(text: str, start: int, found: Inline) -> None:
    skip, blocks = found.skips.append, found.blocks.append
    if text.find("[[", start) >= 0:
        for match in _WIKILINK.finditer(text, start):
            target = unquote(match[2]).strip().rstrip("\\")
            blocks(Block("embed" if match[1] else "wikilink", match.start(), match.end(), label=target))
            if match[1]:
                skip(Skip(match.start(), match.end()))
            elif match[3]:  # [[target|shown]]: only what is shown is read
                skip(Skip(match.start(), match.start(3)))
                skip(Skip(match.end() - 2, match.end()))
            else:
                skip(Skip(match.start(), match.start(2)))
                skip(Skip(match.end(2), match.end()))
    if text.find("](", start) >= 0:
        for match in _LINK.finditer(text, start):
            skip(Skip(match.start(), match.end()))
            opened = text.rfind("[", max(start, match.start() - 1000), match.start())
            if opened >= 0 and "\n\n" not in text[opened : match.start()]:
                picture = opened > start and text[opened - 1] == "!"
                skip(Skip(opened - picture, opened + 1))
                target = unquote(match[1].strip("<>"))
                if not picture and not target.lower().startswith(("javascript:", "data:", "vbscript:")):
                    blocks(Block("link", opened, match.end(), label=target[:2000]))
    if text.find("[^", start) >= 0:
        for match in _FOOTNOTE.finditer(text, start):
            line = text.rfind("\n", max(start, match.start() - 100), match.start()) + 1
            if match[2] and not text[line : match.start()].strip():
                continue  # the definition
            skip(Skip(match.start(), match.end(1) + 1))
            blocks(Block("note-mark", match.start(), match.end(1) + 1, label=f"[^{match[1]}]"))
