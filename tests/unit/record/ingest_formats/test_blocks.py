from __future__ import annotations

from pathlib import Path

import pytest

from foedus._core import LimitError
from foedus.record import SourceText
from foedus.record._copy import ReadingCopy
from foedus.record._fold import Skip
from foedus.record._ingest import _markup
from foedus.record._ingest._html import read_html
from foedus.record._ingest._markdown import read_markdown
from foedus.record._reading import Block
from foedus.record._repair._blocks import block_edits


def source(text: str, *blocks: tuple[str, str], form: str = "pdf", skips: tuple[Skip, ...] = ()) -> SourceText:
    """A source whose blocks are given by kind and words; a label follows the kind after a colon."""
    found = []
    for kind, words in blocks:
        name, _, label = kind.partition(":")
        start = text.index(words)
        found.append(Block(name, start, start + len(words), label=label))
    found.sort(key=lambda block: (block.start, -block.end))
    return SourceText(Path("a"), text, "", form, skips, blocks=tuple(found))


def copy(read: SourceText) -> str:
    return ReadingCopy.of_skips(read.text, read.skips).with_edits(block_edits(read)).text


def test_a_source_without_blocks_has_no_edits() -> None:
    assert block_edits(source("a\nb")) == ()


def test_lines_are_joined_as_their_script_asks() -> None:
    text = "The envoy\nasked for\n盐引\n四十 governor-\nship gov-\nernor"
    assert copy(source(text, ("paragraph", text))) == "The envoy asked for 盐引四十 governorship governor"
    assert copy(source(text, ("paragraph", text), form="html")).endswith("governor- ship gov- ernor")


def test_furniture_between_two_halves_of_a_sentence_goes_and_the_halves_meet() -> None:
    text = "We ask for for-\n12\nThe Salt of Orle\nty waggons."
    read = source(text, ("paragraph", text), ("page-number", "12"), ("page-head", "The Salt of Orle"))
    assert copy(read) == "We ask for forty waggons."
    assert [edit.kind for edit in block_edits(read)] == ["furniture"]


def test_a_note_inside_a_paragraph_stays_and_its_removal_leaves_the_sentence() -> None:
    text = "所请盐引\n① 凭证\n名。\n12\n照准。"
    read = source(text, ("paragraph", text), ("note:①", "① 凭证\n名。"), ("page-number", "12"))
    assert copy(read) == "所请盐引① 凭证名。\n照准。"


def test_text_that_no_block_holds_stays() -> None:
    text = "Heading\n\nleft out of all blocks\n\nParagraph\n\n·\n"
    assert copy(source(text, ("heading", "Heading"), ("paragraph", "Paragraph"))) == (
        "Heading\nleft out of all blocks\nParagraph"
    )


def test_marks_that_the_markup_tells_are_read_as_marks() -> None:
    text = "in 1953<sup>1</sup> and<sup>*</sup>"
    skips = (Skip(7, 19), Skip(23, 35))
    read = source(
        text, ("paragraph", text), ("note-mark:1", "<sup>1</sup>"), ("note-mark:*", "<sup>*</sup>"), skips=skips
    )
    assert copy(read) == "in 1953[1] and*"


def test_every_span_of_the_copy_leads_back() -> None:
    text = "One\ntwo\n12\nthree"
    read = source(text, ("paragraph", text), ("page-number", "12"))
    made = ReadingCopy.of(text, block_edits(read))
    assert made.text == "One two three"
    assert made.to_source(8, 13) == (text.index("three"), len(text))


@pytest.mark.parametrize("text", ["*a " * 200, "a\n" * 200, "<b>" * 200])
def test_markup_beyond_measure_is_refused_before_it_is_listed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(_markup, "MAX_SPANS", 80)
    with pytest.raises(LimitError, match="split the file"):
        read_markdown(text, path=Path("a.md"), encoding="utf-8", file="a.md")


def test_tags_beyond_measure_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_markup, "MAX_SPANS", 80)
    with pytest.raises(LimitError, match="split the file"):
        read_html("<p>" * 200, path=Path("a.html"), encoding="utf-8", file="a.html")
