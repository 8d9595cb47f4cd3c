"""Are contradictions and doubtful signs reported, few and right, and left as they are printed?"""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.record._ingest import SourceText
from foedus.record._repair import Repaired, repair


def made(text: str) -> Repaired:
    return repair(SourceText(Path("a.txt"), text, "utf-8"))


def told(text: str) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in made(text).contradictions]


@pytest.mark.parametrize(
    "text",
    [
        "The convoy had 14 ships, of which 9 were lost and 7 turned back.",
        "They held 1,200 men (of whom 800 were sick and 500 on leave).",
        "来船5艘，其中汽船3艘、木船4艘。",
        "现有1万吨，其中盐8,000吨、油3,000吨。",
        "共8人（其中女3人、男6人），另有9人。",
        "盐 12吨\n油 30吨\n合计 43吨",
        "Salt 12 40\nTar 30 50\nTotal 42 91\n",
    ],
)
def test_parts_that_do_not_make_the_whole(text: str) -> None:
    assert [code for code, _ in told(text)] == ["sum"]
    assert "".join(made(text).copy.text.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "The convoy had 14 ships, of which 9 were lost.",
        "He sent 200 men, of whom 150 left in 1952.",
        "He sent 20 men, of whom 90 per cent returned.",
        "They asked for 5,000 tons, of which about 6,000 tons in salt.",
        "来船5艘，其中汽船3艘。",
        "来船5艘，其中有8名水手。",
        "10个师，其中约12个师。",
        "1927年来船，其中3月8艘。",
        "盐 12吨\n油 30吨\n合计 42吨",
        "Total 9\n",
    ],
)
def test_what_adds_up_or_may_do_so_is_not_reported(text: str) -> None:
    assert told(text) == []


def test_missing_parts_are_reported_where_the_text_elsewhere_names_all_of_them() -> None:
    usual = "来船5艘，其中汽船3艘、木船2艘。又来9艘，其中汽船4艘、木船5艘。又来7艘，其中汽船6艘、木船1艘。"
    short = "末次来船8艘，其中汽船3艘、木船4艘。"
    assert told(usual) == []
    assert told(short) == []
    assert told(usual + short) == [("sum", "the parts, 3 + 4 = 7艘, are less than the whole, 8艘")]


def test_a_date_left_open_that_was_read_as_the_first() -> None:
    text = "1927年3月2日来函，1927年4月9日复。定于1927年一月一日起施行。"
    assert [code for code, _ in told(text)] == ["blank-date"]
    start, end = made(text).contradictions[0].spans[0]
    assert text[start:end] == "1927年一月一日"
    assert told("一九二七年一月一日起施行。") == []


def test_a_look_alike_is_named_where_the_text_itself_shows_the_word() -> None:
    text = "此项问题已函商会。" * 30 + "此项间题待议。"
    assert told(text) == [("look-alike", "“间题” may stand for “问题”, which is printed 30 times")]
    assert "间题" in made(text).copy.text
    assert told("房间问话。" * 30 + "时间你我均知。") == []
    assert told("此项问题已函商会。" * 3 + "此项间题待议。") == []
