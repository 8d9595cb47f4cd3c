"""Files that hold one text or a few: a page with commentary, articles, a treaty, a single letter, stated documents."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from foedus.record._copy import ReadingCopy
from foedus.record._ingest import SourceText
from foedus.record._reading import Block, DocumentRead, Segment
from foedus.record._repair import Repaired, repair
from foedus.record._segment import segment

ARTICLES = """论北岭界桩之失

方 世 平

【提要】 界桩之失，不在人，而在水。

光绪末年，界桩凡十二处，三处已失。其失之由，旧说以为人移。

一、旧说之误

旧说不足据，碑文可以为证。

（作者：东河学院讲师。）

三河口商税考

林若谷

商税之兴，始于通商。三河口为其要津。

二、税则

税则凡三变，末变最轻。
"""
TREATY = """界务联合声明

双方代表于1908年2月14日至21日在三河口会谈。

双方同意界桩由两方共修，经费各半。

1908年2月19日于三河口

陆明远

柯理

(签字)

(签字)
"""


def read(text: str) -> tuple[Segment, ...]:
    source = SourceText(Path("one.txt"), text, "utf-8")
    return segment(source, repair(source))


def test_articles_are_told_apart_by_title_author_and_affiliation() -> None:
    found = read(ARTICLES)
    assert [(each.title, each.kind) for each in found] == [("论北岭界桩之失", "analysis"), ("三河口商税考", "analysis")]
    assert ARTICLES[found[0].start : found[0].end].endswith("（作者：东河学院讲师。）")
    assert ARTICLES[found[1].start :].startswith("三河口商税考")


def test_a_text_with_sections_and_many_note_marks_is_one_article() -> None:
    text = "中立之兴衰\n" + "".join(
        f"第{number}节 其{number}\n事见旧档。[{index}]\n" * 4 for index, number in enumerate("一二三", 1)
    )
    assert [(each.title, each.kind) for each in read(text)] == [("中立之兴衰", "article")]


def test_a_file_with_one_document_is_that_document_from_its_title_to_its_last_signature() -> None:
    (found,) = read(TREATY)
    assert (found.title, TREATY[found.start : found.heading_end]) == ("界务联合声明", "界务联合声明")
    assert TREATY[: found.end] == TREATY.rstrip()


@pytest.mark.parametrize(
    "opening", ["Dear Tom,", "My Lord,", "子敬先生：", "We march tomorrow, and nothing is packed."]
)
def test_a_letter_without_a_title_has_no_heading(opening: str) -> None:
    (found,) = read(f"{opening}\nSend nothing to this place.\nHenry\n")
    assert (found.start, found.heading_start, found.heading_end) == (0, 0, 0)


def test_primary_text_and_commentary_of_a_page_are_apart() -> None:
    text = "# The bridge\nshort summary\nDear Sir, the bridge is down.\n## Reading\n" + "It is about money. " * 30
    first, second = text.index("Dear"), text.index("## Reading")
    blocks = (
        Block("heading", 0, 12, level=1),
        Block("commentary", 0, first),
        Block("primary", first, second),
        Block("commentary", second, len(text)),
        Block("heading", second, second + 10, level=2),
    )
    source = SourceText(Path("page.md"), text, "utf-8", "markdown", blocks=blocks)
    found = segment(source, Repaired(ReadingCopy.of(text)))
    assert [(each.start, each.end, each.title, each.kind, each.basis) for each in found] == [
        (first, second, "The bridge", "", "page"),
        (second, len(text), "Reading", "commentary", "page"),
    ]


def test_documents_the_file_states_are_taken_as_stated() -> None:
    documents = (
        DocumentRead("d1", "Volume", "chapter", 0, 40, heading_start=0, heading_end=6),
        DocumentRead("d2", "Telegram 7", "telegram", 10, 30, parent="d1"),
    )
    source = SourceText(Path("a.xml"), "x" * 40, "utf-8", "tei", documents=documents)
    found = segment(source, Repaired(ReadingCopy.of(source.text)))
    assert [(each.start, each.end, each.title, each.basis, each.parent) for each in found] == [
        (0, 40, "Volume", "markup", -1),
        (10, 30, "Telegram 7", "markup", 0),
    ]


@pytest.mark.parametrize("text", ["", " \n\n ", "\f"])
def test_an_empty_file_has_no_documents(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "the harbour was closed in may and nobody came. " * 40_000,
        "三河口之桩已没于水，北岭之桩为人移去。\n" * 50_000,
        "." * 1_000_000,
        "（1950年1月1日）" * 50_000,
        "目录\n" + "界桩报告……3\n" * 5_000,
        "同上，第" * 20_000,
        "No. 1.\n" * 20_000,
    ],
    ids=["english", "chinese", "dots", "dates", "contents", "citations", "numbers"],
)
def test_long_and_hostile_texts_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    segment(SourceText(Path("a.txt"), text, "utf-8"), Repaired(ReadingCopy.of(text)))
    assert time.process_time() - started < 60  # seconds; far more than it takes, far less than what is not linear
