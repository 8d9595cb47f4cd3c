"""Dates in words: every expression was read by hand; EDTF is checked by the edtf library."""

from __future__ import annotations

import datetime as dt

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.record._dates import bounds, find_dates

BASE = "1867-11-20"

CHINESE = [
    ("一八六七年三月三十日", "", ["1867-03-30"]),
    ("１８６７年３月３０日", "", ["1867-03-30"]),
    ("1867 年 3 月 30 日", "", ["1867-03-30"]),
    ("186l年6月l日", "", ["1861-06-01"]),
    ("二〇一八年四月廿七日", "", ["2018-04-27"]),
    ("1867年3月30号", "", ["1867-03-30"]),
    ("一八六七年十二月", "", ["1867-12"]),
    ("一八六七年", "", ["1867"]),
    ("1867年3月30日2时50分", "", ["1867-03-30T02:50"]),
    ("1867年3月30日13时00分收到", "", ["1867-03-30T13:00"]),
    ("1867年3月30日下午2时半", "", ["1867-03-30T14:30"]),
    ("1867年3月30日晚8点", "", ["1867-03-30T20:00"]),
    ("1867年3月30日柏林时间9时", "", ["1867-03-30T09:00"]),
    ("1867年3月30日24时", "", ["1867-03-31T00:00"]),
    ("1867年3月30日25时", "", ["1867-03-30"]),
    ("1867年3月至4月", "", ["1867-03/1867-04"]),
    ("1867年三月至四月", "", ["1867-03/1867-04"]),
    ("1867年3—4月", "", ["1867-03/1867-04"]),
    ("1867年3月5日至18日", "", ["1867-03-05/1867-03-18"]),
    ("自1866年12月28日起至1867年1月3日", "", ["1866-12-28/..", "1867-01-03"]),
    ("自1866年12月28日至1867年1月3日", "", ["1866-12-28/1867-01-03"]),
    ("从3月5日到4月2日", "1867-05-01", ["1867-03-05/1867-04-02"]),
    ("1866－1867年", "", ["1866/1867"]),
    ("1866年至1871年", "", ["1866/1871"]),
    ("1867年3月上旬", "", ["1867-03-01/1867-03-10"]),
    ("1867年2月下旬", "", ["1867-02-21/1867-02-28"]),
    ("1868年2月中旬", "", ["1868-02-11/1868-02-20"]),
    ("1867年3月初", "", ["1867-03-01~/1867-03-10~"]),
    ("1867年3月底", "", ["1867-03-21~/1867-03-31~"]),
    ("1867年底", "", ["1867-10~/1867-12~"]),
    ("1867年年底以前", "", ["../1867-12-31"]),
    ("年底以前", BASE, ["../1867-12-31"]),
    ("7月底前", "1867-07-02", ["../1867-07-31"]),
    ("12月5日以前", BASE, ["../1867-12-05"]),
    ("12月5日24时前", BASE, ["../1867-12-05"]),
    ("1866年以来", "", ["1866/.."]),
    ("10月8日的来信", BASE, ["1867-10-08"]),
    ("1月3日的来信", "1868-01-05", ["1868-01-03"]),
    ("12月30日的来信", "1868-01-05", ["1867-12-30"]),
    ("将于1月3日到达", "1867-12-20", ["1868-01-03"]),
    ("1866年3月签字，5月换文", BASE, ["1866-03", "1866-05"]),
    ("1866年3月签字。10月换文", BASE, ["1866-03", "1867-10"]),
    ("5月", BASE, ["1867-05?"]),
    ("10月8日，同日", BASE, ["1867-10-08", "1867-10-08"]),
    ("10月8日，次日", BASE, ["1867-10-08", "1867-10-09"]),
    ("本月8日", BASE, ["1867-11-08"]),
    ("上月", "1868-01-05", ["1867-12"]),
    ("今年3月", BASE, ["1867-03"]),
    ("去年", BASE, ["1866"]),
    ("明年春天", BASE, ["1868-21"]),
    ("今天", BASE, ["1867-11-20"]),
    ("昨天", "1868-01-01", ["1867-12-31"]),
    ("1867年下半年", "", ["1867-07/1867-12"]),
    ("1867年第三季度", "", ["1867-07/1867-09"]),
    ("1867年冬", "", ["1867-24"]),
    ("19世纪60年代", "", ["186X"]),
    ("十九世纪六、七十年代", "", ["186X/187X"]),
    ("60年代", BASE, ["186X"]),
    ("约1867年", "", ["1867~"]),
    ("1867年前后", "", ["1867~"]),
    ("1867年3月（？）", "", ["1867-03?"]),
    ("1867年—月—日", "", ["1867"]),
    ("1867年3月  日", "", ["1867-03"]),
    ("10月8日和九日", BASE, ["1867-10-08", "1867-10-09"]),
    ("67年3月5日", BASE, ["1867-03-05"]),
    ("民国三十八年十月一日", "", ["1949-10-01"]),
    ("明治元年十月二十三日", "", ["1868-10-23"]),
    ("令和6年1月1日", "", ["2024-01-01"]),
    ("1950년 6월 25일", "", ["1950-06-25"]),
    ("1895.4.17", "", ["1895-04-17"]),
]

ENGLISH = [
    ("12 March 1867", "", ["1867-03-12"]),
    ("March 12, 1867", "", ["1867-03-12"]),
    ("the 12th day of March, 1867", "", ["1867-03-12"]),
    ("12.III.1867", "", ["1867-03-12"]),
    ("12. iii. 1867", "", ["1867-03-12"]),
    ("1867-03-12", "", ["1867-03-12"]),
    ("1867-03-12T15:40", "", ["1867-03-12T15:40"]),
    ("Sept. 3, 1867", "", ["1867-09-03"]),
    ("March 12, 1867, 3 p.m.", "", ["1867-03-12T15:00"]),
    ("March 12, 1867, 12:48 a.m.", "", ["1867-03-12T00:48"]),
    ("March 12, 1867—noon", "", ["1867-03-12T12:00"]),
    ("March 12, 1867, noon", "", ["1867-03-12T12:00"]),
    ("12 March 1867, 1530 hours", "", ["1867-03-12T15:30"]),
    ("early March 1867", "", ["1867-03-01~/1867-03-10~"]),
    ("mid-March 1867", "", ["1867-03-11~/1867-03-20~"]),
    ("the end of March 1867", "", ["1867-03-21~/1867-03-31~"]),
    ("late 1867", "", ["1867-10~/1867-12~"]),
    ("the second half of 1867", "", ["1867-07/1867-12"]),
    ("spring 1867", "", ["1867-21"]),
    ("in the fall of 1867", "", ["1867-23"]),
    ("circa 1867", "", ["1867~"]),
    ("about March 12, 1867", "", ["1867-03-12~"]),
    ("March 1867 (?)", "", ["1867-03?"]),
    ("by the end of 1867", "", ["../1867-12-31"]),
    ("not later than March 12, 1867", "", ["../1867-03-12"]),
    ("since 1866", "", ["1866/.."]),
    ("from March 12, 1867 onwards", "", ["1867-03-12/.."]),
    ("from March 3 to April 5, 1867", "", ["1867-03-03/1867-04-05"]),
    ("from December 28, 1866, to January 3, 1867", "", ["1866-12-28/1867-01-03"]),
    ("December 28 to January 3, 1867", "", ["1866-12-28/1867-01-03"]),
    ("March 3–5, 1867", "", ["1867-03-03/1867-03-05"]),
    ("3-5 March 1867", "", ["1867-03-03/1867-03-05"]),
    ("between 1866 and 1871", "", ["1866/1871"]),
    ("March–April 1867", "", ["1867-03/1867-04"]),
    ("the 1860s", "", ["186X"]),
    ("2/7/1867", "", ["[1867-02-07,1867-07-02]"]),
    ("25/7/67", BASE, ["1867-07-25"]),
    ("7/7/1867", "", ["1867-07-07"]),
    ("your letter of November 8", BASE, ["1867-11-08"]),
    ("your letter of December 28", "1868-01-05", ["1867-12-28"]),
    ("your note of the 5th ult.", BASE, ["1867-10-05"]),
    ("your note of the 5th instant", BASE, ["1867-11-05"]),
    ("yesterday", BASE, ["1867-11-19"]),
    ("last year", BASE, ["1866"]),
    ("In May we signed", "1867-06-01", ["1867-05"]),
]  # fmt: skip

UNREAD = [
    ("10月8日", ""), ("年底以前", ""), ("同日", BASE), ("2月30日", BASE), ("13月1日", BASE), ("农历八月十五日", BASE),
    ("第3次", BASE), ("3个月", BASE), ("三年", BASE), ("1小时45分", BASE), ("5000人", BASE), ("60年代", ""),
    ("67年3月", ""), ("昨天", ""),
    ("we may march in the fall", BASE), ("1867 men", BASE), ("12 March 1867 (O.S.)", ""), ("August 32, 1867", ""),
    ("2/7/67", ""), ("13.XIII.1867", ""), ("March 12", ""), ("No. 1867", BASE), ("31/31/1867", ""), ("last month", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "base", "expected"), [*CHINESE, *ENGLISH])
def test_an_expression_is_read_as_a_historian_reads_it(text: str, base: str, expected: list[str]) -> None:
    assert expected == [date.edtf for date in find_dates(text, base=base)]


@pytest.mark.parametrize(("text", "base"), UNREAD)
def test_what_cannot_be_read_for_certain_is_not_returned(text: str, base: str) -> None:
    assert find_dates(text, base=base) == ()


@pytest.mark.parametrize("text", sorted({each for _, _, expected in [*CHINESE, *ENGLISH] for each in expected}))
def test_what_is_returned_is_edtf_as_its_library_reads_it(text: str) -> None:
    seconds = text + ":00" if "T" in text else text  # the library wants seconds
    assert edtf.parse_edtf(seconds) is not None


READ = sorted({each for _, _, expected in [*CHINESE, *ENGLISH] for each in expected})
STRICT = [text for text in READ if not any(mark in text for mark in ("..", "-24", "[", "T"))]
"""Of open ends and sets the library gives no strict bounds, and it reads a winter within one year."""


@pytest.mark.parametrize("text", STRICT)
def test_bounds_agree_with_the_library(text: str) -> None:
    parsed = edtf.parse_edtf(text.replace("~", "").replace("?", ""))
    low, high = parsed.lower_strict(), parsed.upper_strict()
    assert bounds(text) == (
        f"{low.tm_year:04d}-{low.tm_mon:02d}-{low.tm_mday:02d}",
        f"{high.tm_year:04d}-{high.tm_mon:02d}-{high.tm_mday:02d}",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("../1958-12-31", ("0001-01-01", "1958-12-31")),
        ("1958/..", ("1958-01-01", "9999-12-31")),
        ("/1958", ("0001-01-01", "1958-12-31")),
        ("1951-24", ("1951-12-01", "1952-02-29")),
        ("1950-05-14T04:10", ("1950-05-14T04:10", "1950-05-14T04:10")),
        ("1958-02-08T18:20:00-05:00", ("1958-02-08T18:20:00", "1958-02-08T18:20:00")),
        ("1958-02-08T18:20Z", ("1958-02-08T18:20", "1958-02-08T18:20")),
        ("[1958-02-07,1958-07-02]", ("1958-02-07", "1958-07-02")),
        ("1950-03-01~/1950-03-10~", ("1950-03-01", "1950-03-10")),
        ("1950-02-XX", ("1950-02-01", "1950-02-28")),
        ("19XX", ("1900-01-01", "1999-12-31")),
    ],
)
def test_bounds_of_what_the_library_leaves_open(text: str, expected: tuple[str, str]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "1958-13", "1958-02-30", "soon", "1959/1958", "195", "1958-1X", "1958-02-08-05:00"],
)
def test_bounds_refuse_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|ends|digits"):
        bounds(text)


def test_offsets_are_those_of_the_text_given() -> None:
    text = "𠀀 电报于１８６７年　３月３０日　４时收到。"
    (date,) = find_dates(text)
    assert date.text == text[date.start : date.end] == "１８６７年　３月３０日　４时"
    assert date.edtf == "1867-03-30T04:00"


@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_read_back_in_both_languages(day: dt.date) -> None:
    chinese = f"{day.year}年{day.month}月{day.day}日"
    english = f"{day:%B} {day.day}, {day.year}"
    assert [day.isoformat()] * 2 == [date.edtf for text in (chinese, english) for date in find_dates(text)]


@given(st.text(alphabet="12年月日0至到-一十初底前 /.MarchJun,约l号", max_size=60))
def test_any_text_gives_only_dates_with_bounds(text: str) -> None:
    for date in find_dates(text, base=BASE):
        first, last = bounds(date.edtf)
        assert first <= last
        assert text[date.start : date.end] == date.text


@pytest.mark.parametrize(
    "text", ["1年" * 40_000, "from " * 40_000, "3月" * 40_000, "1950-" * 40_000, "、" * 200_000, "May " * 40_000]
)
def test_a_hostile_line_is_read_in_time(text: str) -> None:
    find_dates(text, base=BASE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渡船6月10日前提供", "../1926-06-10"),
        ("6月10日前提交海图", "../1926-06-10"),
        ("6月10日前进入船坞", "../1926-06-10"),
        ("6月10日前任命领航员", "../1926-06-10"),
        ("6月10日前往船坞", "1926-06-10"),
        ("6月10日前线平静", "1926-06-10"),
    ],
)
def test_before_a_verb_is_before_and_not_part_of_another_word(text: str, expected: str) -> None:
    assert [date.edtf for date in find_dates(text, base="1926-05-03")] == [expected]
