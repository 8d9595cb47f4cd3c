"""Markdown, with front matter, wikilinks and HTML in it: the words a reader sees are its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from foedus._core import Diagnostic, Place, Severity, YamlMapping, YamlNode, YamlScalar, YamlSequence, read_yaml

from .._fold import Skip
from .._reading import Block
from .._visible import Visible, in_order
from ._elements import walk
from ._leaves import Leaves, leaves
from ._markdown_inline import inline
from ._markdown_lines import Lines, lines
from ._markup import Token, bound_signs, bounded, tokens
from ._navigation import navigation
from ._source import SourceText
from ._zones import zones

MAX_FRONT_MATTER = 65_536

_FRONT = re.compile(r"---[ \t]*\r?\n")
_HARD_BREAK = re.compile(r"(?: {2,200}+|\\)\r?\n")
_LABEL_LINE = re.compile(r"\n(?=(?:>[ \t]?){0,9}[ \t]{0,9}\*\*[^*\n]{1,40}(?:\*\*[：:]|[：:]\*\*))")
_SIGNS = "<&\n*_`~=[#%^|\\"
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def read_markdown(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    r"""Return *text* as a source: front matter apart, tags, link targets and footnote marks not counted.

    Raises:
        LimitError: the page holds more than two million pieces of markup.

    >>> text = "---\ntitle: A\n---\n# B\nBe [[peace|calm]]<br>now"
    >>> source = read_markdown(text, path=Path("a.md"), encoding="utf-8", file="a.md")
    >>> source.metadata, source.folded.text(0, 10)
    ((('title', 'A'),), 'bbecalmnow')
    >>> [(block.kind, text[block.start : block.end]) for block in source.blocks]
    [('heading', 'B'), ('paragraph', 'Be [[peace|calm]]'), ('wikilink', '[[peace|calm]]'), ('paragraph', 'now')]
    """
    body, metadata, tags, findings = _front_matter(text, file)
    bound_signs(text, file, signs=_SIGNS)
    tags_of_html = list(tokens(text, start=body))
    breaks = _breaks(text, body)
    form = lines(text, body)
    spans = inline(text, body)
    found: Iterator[Skip] = chain(
        (Skip(token.start, token.end, token.reads) for token in tags_of_html), form.skips, spans.skips
    )
    skips = in_order(bounded(found, file))
    if body:
        skips.insert(0, Skip(0, body))
    seen = Visible(text, skips)
    splits = sorted([*tags_of_html, *breaks]) if breaks else tags_of_html
    walked = walk(text, splits, runs=_with_rules(form))
    containers = [*form.containers, *walked.containers]
    edges = (edge for block in containers for edge in (block.start, block.end))
    page = leaves(walked.pieces, seen, edges=edges)
    blocks = [*tags, *_blocks(page, containers), *spans.blocks]
    blocks = navigation(_ordered(blocks), seen)
    blocks = _ordered([*blocks, *zones(blocks, seen, start=body, end=len(text))])
    return SourceText(path, text, encoding, "markdown", tuple(skips), (), metadata, findings, blocks=tuple(blocks))


def has_front_matter(text: str) -> bool:
    """Tell whether *text* begins with a YAML block between lines of three hyphens."""
    return _front_end(text) is not None


def _breaks(text: str, start: int) -> list[Token]:
    """Return the line breaks that count: after two blanks or a backslash, and before a line with a label of its own."""
    found = []
    if any(text.find(sign, start) >= 0 for sign in ("  \n", "  \r", "\\\n", "\\\r")):
        found += [Token(match.start(), match.end(), "br") for match in _HARD_BREAK.finditer(text, start)]
    if text.find("**", start) >= 0:
        found += [Token(match.start(), match.end(), "br") for match in _LABEL_LINE.finditer(text, start)]
    return found


def _with_rules(form: Lines) -> list[Block]:
    runs = [*form.runs, *(Block("rule", at, at + 1) for at in form.rules)]
    return sorted(runs, key=lambda run: run.start)


def _blocks(page: Leaves, containers: list[Block]) -> list[Block]:
    kept = [leaf for leaf in page.leaves if leaf.kind != "rule"]
    return [*containers, *page.lists, *kept, *page.joins]


def _ordered(blocks: list[Block]) -> list[Block]:
    """Order by beginning, the wider first."""
    return sorted(blocks, key=lambda block: (block.start, -block.end))


def _front_end(text: str) -> tuple[int, int, int] | None:
    head = text[:MAX_FRONT_MATTER]
    begin = _FRONT.match(head)
    end = _FRONT_END.search(head, begin.end()) if begin else None
    return (begin.end(), end.start(), end.end()) if begin and end else None


def _front_matter(text: str, file: str) -> tuple[int, tuple[tuple[str, str], ...], list[Block], tuple[Diagnostic, ...]]:
    block = _front_end(text)
    if block is None:
        return 0, (), [], ()
    start, end, body = block
    node, found = read_yaml(text[start:end].encode("utf-8", "replace"), file=file)
    if found or not isinstance(node, YamlMapping):
        what = found[0].message if found else "it is not a list of `key: value`"
        note = Diagnostic(
            "source-front-matter", Severity.NOTE, f"the front matter was passed over: {what}", Place(file, 1, 1),
            "its title and date are not known", "write it as `key: value` lines",
        )  # fmt: skip
        return body, (), [], (note,)
    metadata = tuple((key.text, _plain(value)) for key, value in node.entries)
    return body, metadata, _tags(node, start), ()


def _tags(node: YamlMapping, start: int) -> list[Block]:
    """Return the tags of the front matter where they stand."""
    found = []
    for key in ("tags", "tag", "keywords"):
        value = node.get(key)
        items = value.items if isinstance(value, YamlSequence) else (value,) if value is not None else ()
        for item in items:
            if isinstance(item, YamlScalar) and item.text:
                place = item.place
                found.append(Block("tag", start + place.start, start + max(place.end, place.start), label=item.text))
    return found


def _plain(node: YamlNode) -> str:
    if isinstance(node, YamlScalar):
        return node.text
    if isinstance(node, YamlSequence):
        return ", ".join(_plain(item) for item in node.items)
    return ", ".join(f"{key.text}: {_plain(value)}" for key, value in node.entries)
