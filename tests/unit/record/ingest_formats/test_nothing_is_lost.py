"""Whatever a page is made of: each letter a reader sees stands in the reading copy, once and in order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.record import fold
from foedus.record._copy import ReadingCopy
from foedus.record._ingest._html import read_html
from foedus.record._ingest._markdown import read_markdown
from foedus.record._ingest._source import SourceText
from foedus.record._repair._blocks import LEAVES, block_edits

MARKDOWN = [
    "salt", "盐", " ", "\n", "\n\n", "\r\n", "# ", "## 原文\n", "## Notes\n\n", "> ", ">\n", "- ", "1. ",
    "  ", "**", "*", "_", "`", "```\n", "| ", "|---|\n", "---\n", "===\n", "<br>", "<br><br>", "<details>",
    "</details>", "<summary>", "</summary>", "<p>", "</p>", "<h2>", "<li>", "<td>", "<tr>", "〔1〕", "①",
    "&amp;", "&#20013;", "\\", "<", ">", "==", "~~", "%%", "a_b", "注释\n\n",
]  # fmt: skip
HTML = [
    "salt", "盐", " ", "\n", "<p>", "</p>", "<br>", "<div>", "</div>", "<ul>", "<li>", "</ul>", "<table>",
    "<tr>", "<td>", "</td>", "</table>", "<h1>", "</h1>", "<blockquote>", "</blockquote>", "<pre>", "</pre>",
    "<b>", "</b>", "&amp;", "&", "<", ">", "<!-- x -->", "<p>Notes</p>", "[1]", "<dl>", "<dt>", "<details>",
    "<summary>", "</details>", "<article>", "</article>", "<x-y z='1'>", "</",
]  # fmt: skip


def kept(source: SourceText) -> tuple[str, str]:
    """The letters of the copy, and those of the source that are no markup."""
    copy = ReadingCopy.of_skips(source.text, source.skips).with_edits(block_edits(source))
    read = fold(copy.text)
    return read.text(0, len(read)), source.folded.text(0, len(source.folded))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKDOWN), max_size=40))
def test_no_letter_of_a_markdown_page_is_lost(pieces: list[str]) -> None:
    source = read_markdown("".join(pieces), path=Path("a.md"), encoding="utf-8", file="a.md")
    copied, seen = kept(source)
    assert copied == seen


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(HTML), max_size=40))
def test_no_letter_of_an_html_page_is_lost(pieces: list[str]) -> None:
    source = read_html("".join(pieces), path=Path("a.html"), encoding="utf-8", file="a.html")
    copied, seen = kept(source)
    assert copied == seen


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*MARKDOWN, *HTML]), max_size=40))
def test_blocks_lie_inside_the_text_and_leaves_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    for source in (
        read_markdown(text, path=Path("a.md"), encoding="utf-8", file="a.md"),
        read_html(text, path=Path("a.html"), encoding="utf-8", file="a.html"),
    ):
        assert all(0 <= block.start <= block.end <= len(text) for block in source.blocks)
        assert list(source.blocks) == sorted(source.blocks, key=lambda block: (block.start, -block.end))
        leaves = [block for block in source.blocks if block.kind in LEAVES]
        assert all(one.end <= two.start for one, two in pairwise(leaves))
