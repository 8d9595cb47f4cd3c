"""Markdown, with front matter, wikilinks and HTML in it: the words a reader sees are its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from foedus._core import Diagnostic, Place, Severity, YamlMapping, YamlNode, YamlScalar, YamlSequence, read_yaml

from .._fold import Skip
from ._markup import bounded, html_skips
from ._source import SourceText

MAX_FRONT_MATTER = 65_536

_FRONT = re.compile(r"---[ \t]*\r?\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,400})(\|)?([^\[\]|\n]{0,400})\]\]")
_LINK_TARGET = re.compile(
    r"\]\((?:<[^<>\n]{0,2000}>|[^()\s<>]{0,2000})(?:\s+(?:\"[^\"\n]{0,400}\"|'[^'\n]{0,400}'))?\)"
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,64}\]")


def read_markdown(text: str, *, path: Path, encoding: str, file: str) -> SourceText:
    r"""Return *text* as a source: front matter apart, tags, link targets and footnote marks not counted.

    >>> text = "---\ntitle: A\n---\nBe [[peace|calm]]<br>now"
    >>> source = read_markdown(text, path=Path("a.md"), encoding="utf-8", file="a.md")
    >>> source.metadata, source.folded.text(0, 9)
    ((('title', 'A'),), 'becalmnow')
    """
    body, metadata, findings = _front_matter(text, file)
    skips = [Skip(0, body)] if body else []
    skips += _merge(
        sorted(bounded(chain(html_skips(text, body), _link_skips(text, body)), file), key=lambda skip: skip.start)
    )
    return SourceText(path, text, encoding, "markdown", tuple(skips), (), metadata, findings)


def has_front_matter(text: str) -> bool:
    """Tell whether *text* begins with a YAML block between lines of three hyphens."""
    return _front_end(text) is not None


def _front_end(text: str) -> tuple[int, int, int] | None:
    head = text[:MAX_FRONT_MATTER]
    begin = _FRONT.match(head)
    end = _FRONT_END.search(head, begin.end()) if begin else None
    return (begin.end(), end.start(), end.end()) if begin and end else None


def _front_matter(text: str, file: str) -> tuple[int, tuple[tuple[str, str], ...], tuple[Diagnostic, ...]]:
    block = _front_end(text)
    if block is None:
        return 0, (), ()
    start, end, body = block
    node, found = read_yaml(text[start:end].encode("utf-8", "replace"), file=file)
    if found or not isinstance(node, YamlMapping):
        what = found[0].message if found else "it is not a list of `key: value`"
        note = Diagnostic(
            "source-front-matter", Severity.NOTE, f"the front matter was passed over: {what}", Place(file, 1, 1),
            "its title and date are not known", "write it as `key: value` lines",
        )  # fmt: skip
        return body, (), (note,)
    return body, tuple((key.text, _plain(value)) for key, value in node.entries), ()


def _plain(node: YamlNode) -> str:
    if isinstance(node, YamlScalar):
        return node.text
    if isinstance(node, YamlSequence):
        return ", ".join(_plain(item) for item in node.items)
    return ", ".join(f"{key.text}: {_plain(value)}" for key, value in node.entries)


def _link_skips(text: str, start: int) -> Iterator[Skip]:
    if text.find("[", start) < 0:
        return
    for match in _WIKILINK.finditer(text, start):
        if match[2] and match[3]:  # [[target|shown]]: only what is shown is read
            yield Skip(match.start(), match.start(3))
    for pattern in (_LINK_TARGET, _FOOTNOTE):
        for match in pattern.finditer(text, start):
            yield Skip(match.start(), match.end())


def _merge(skips: list[Skip]) -> list[Skip]:
    """Drop what lies inside an earlier span (a reference inside a link target, say)."""
    merged: list[Skip] = []
    for skip in skips:
        if merged and skip.start < merged[-1].end:
            if skip.end > merged[-1].end:
                merged.append(Skip(merged[-1].end, skip.end))
            continue
        merged.append(skip)
    return merged
