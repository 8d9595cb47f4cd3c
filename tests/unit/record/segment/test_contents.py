"""Documents by the table of contents, on books made for the purpose."""

from __future__ import annotations

from pathlib import Path

from foedus.record._ingest import SourceText
from foedus.record._repair import repair
from foedus.record._segment import Segmentation, survey_segments

RUN_ON = (
    "目 录出版说明 ………………………… 1边界初议 附录一 河东厅关于界桩的报告（1907年3月2日）……………… 3"
    "陆明远致韩子敬电：请暂缓勘界（1907年3月9日）……………… 5韩子敬致陆明远电：同意展期（1907年4月l日）……… 6"
    "陆明远致韩子敬函：送还界图（1907年5月3日）……… 8通商章程陆明远致韩子敬电：税则可行（1908年1月5日）……… 11"
    "界务大事年表 ………… 14插图 一 三河口 ………… 2 二 老界碑 …………… 10"
    "出版说明 本书所收均为界务文件。\n 编排以事为次。\n边界初议附录一 河东厅关于界桩的报告（1907年3月2日）"
    "界桩凡十二处，三处已失。\n 查勘属实。\n选自《界务档案》（上册）第12页三河口"
    "陆明远致韩子敬电请暂缓勘界（1907年3月9日）子敬先生： 请暂缓勘界。\n 陆明远 同上，（上册）第 15—16页"
    "韩子敬致陆明远电同意展 期（1907年4月1日）①明远先生： 展期可行。\n 韩子敬 同上，（上册）第17页——————————"
    " ① 韩子敬，时任会办。\n陆明远致韩子敬函送还界图（1907年5月3日）子敬先生： 界图送还，见陆明远致韩子敬电。\n 陆明远"
    " 同上，（上册）第20页 老界碑 通商章程陆明远致韩子敬电税则可行（1908年1月5日）子敬先生： 税则可行。\n 陆明远"
    " 同上，（下册）第4页界务大事年表1907年3月2日 报告界桩。\n3月9日 请缓勘界。\n同上，（下册）第90页"
)

LINES = """THE STRAITS PAPERS

CONTENTS

PART I. THE LOAN
1. Mr. Hale to Lord Exmoor, March 3, 1853          5
2. Lord Exmoor to Mr. Hale, March 20, 1853          7
3. Memorandum on the loan          9
4. Circular to the consuls          10
Index          12

PART I. THE LOAN

1. Mr. Hale to Lord Exmoor, March 3, 1853

My Lord,

The loan was asked for on Monday. I enclose what Lord Exmoor to Mr. Hale was to be.

2. LORD EXMOOR TO MR. HALE, MARCH 20, 1853

Sir,

Decline it.

3. Memorandum on the loan

There is no money.

Index

Exmoor, 5, 7.
"""


def read(text: str) -> tuple[Segmentation, str]:
    source = SourceText(Path("book.txt"), text, "utf-8")
    return survey_segments(source, repair(source)), text


def test_a_contents_without_line_breaks_is_read_entry_by_entry() -> None:
    found, _text = read(RUN_ON)
    assert [(each.label, each.title, each.section, each.page) for each in found.segments] == [
        ("附录一", "河东厅关于界桩的报告", "边界初议", "3"),
        ("", "陆明远致韩子敬电：请暂缓勘界", "边界初议", "5"),
        ("", "韩子敬致陆明远电：同意展期", "边界初议", "6"),
        ("", "陆明远致韩子敬函：送还界图", "边界初议", "8"),
        ("", "陆明远致韩子敬电：税则可行", "通商章程", "11"),
        ("", "界务大事年表", "通商章程", "14"),
    ]
    assert found.findings == ()
    assert {each.basis for each in found.segments} == {"contents"}
    assert found.segments[-1].kind == "chronology"


def test_a_document_begins_with_its_label_and_ends_with_its_citation_or_notes() -> None:
    found, text = read(RUN_ON)
    spans = [text[each.start : each.end] for each in found.segments]
    assert [span[:6] for span in spans] == [
        "附录一 河东",
        "陆明远致韩子",
        "韩子敬致陆明",
        "陆明远致韩子",
        "陆明远致韩子",
        "界务大事年表",
    ]
    assert [span[-6:] for span in spans] == [
        "册）第12页",
        "15—16页",
        "，时任会办。",
        "册）第20页",
        "下册）第4页",
        "册）第90页",
    ]
    assert (
        text[found.segments[2].heading_start : found.segments[2].heading_end]
        == "韩子敬致陆明远电同意展 期（1907年4月1日）①"
    )


def test_lines_with_pages_are_read_and_what_is_not_in_the_text_is_reported() -> None:
    found, text = read(LINES)
    assert [(each.label, each.title, each.page, each.section) for each in found.segments] == [
        ("1", "Mr. Hale to Lord Exmoor, March 3, 1853", "5", "PART I. THE LOAN"),
        ("2", "Lord Exmoor to Mr. Hale, March 20, 1853", "7", "PART I. THE LOAN"),
        ("3", "Memorandum on the loan", "9", "PART I. THE LOAN"),
    ]
    assert [finding.code for finding in found.findings] == ["contents-unmatched"]
    assert "Circular to the consuls" in found.findings[0].message
    assert text[found.segments[2].start : found.segments[2].end].endswith("There is no money.")


TITLES = """List of Documents

The Loan Refused
A Letter from Pera
The Corn Ships

The Loan Refused

No money can be had, says a letter from Pera.

A Letter from Pera

Sir, the Porte insists.

The Corn Ships

They have not come in.
"""
PARTS = """界务文牍
目录
前言……………………1
第一编 边界
陆明远致韩子敬电：请缓（1907年3月9日）……………………3
韩子敬致陆明远电：同意（1907年4月1日）……………………5
第二编 通商
陆明远致韩子敬函（1908年1月5日）……………………9
附录 税则……………………11
前言
本书收文牍三件。
第一编 边界
陆明远致韩子敬电：请缓（1907年3月9日）
子敬先生：
请缓。税则容后再议。
陆明远
韩子敬致陆明远电：同意（1907年4月1日）
明远先生：
同意。
韩子敬
第二编 通商
陆明远致韩子敬函（1908年1月5日）
子敬先生：
税则可行。
陆明远
附录 税则
一、茶，值百抽五。
"""


def test_a_list_of_titles_without_pages_ends_where_the_first_title_comes_again() -> None:
    found, text = read(TITLES)
    assert [each.title for each in found.segments] == ["The Loan Refused", "A Letter from Pera", "The Corn Ships"]
    assert [text[each.end - 9 : each.end] for each in found.segments] == ["rom Pera.", " insists.", " come in."]


def test_the_names_of_parts_belong_to_no_document_and_short_titles_are_found_by_their_label() -> None:
    found, text = read(PARTS)
    assert [(each.label, each.title, each.section) for each in found.segments] == [
        ("", "陆明远致韩子敬电：请缓", "第一编边界"),
        ("", "韩子敬致陆明远电：同意", "第一编边界"),
        ("", "陆明远致韩子敬函", "第二编通商"),
        ("附录", "税则", "第二编通商"),
    ]
    assert [text[each.start : each.start + 5] for each in found.segments] == [
        "陆明远致韩",
        "韩子敬致陆",
        "陆明远致韩",
        "附录 税则",
    ]
    assert [text[each.end - 3 : each.end] for each in found.segments] == ["陆明远", "韩子敬", "陆明远", "抽五。"]


def test_what_looks_like_a_document_but_is_not_listed_is_reported() -> None:
    more = "林若谷致陆明远电\n（1907年4月3日）\n明远先生：\n" + "河水大涨，三河口之桩不见。" * 6 + "\n林若谷\n"
    before, part, after = PARTS.rpartition("第二编 通商\n")
    found, text = read(before + more + part + after)
    assert len(found.segments) == 4
    assert [finding.code for finding in found.findings] == ["heading-unlisted"]
    where = found.findings[0].where
    assert where is not None
    assert text[where.start :].startswith("林若谷致陆明远电")
