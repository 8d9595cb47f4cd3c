"""Dates looked for near some places are those that the whole text has there."""

from __future__ import annotations

import random

import pytest

from foedus.record._copy import ReadingCopy
from foedus.record._describe._near import dates_after, dates_before
from foedus.record._describe._view import View, view_of

_ENGLISH = [
    "We considered his arguments at considerable length", "in March 1871", "on April 3", "from May 2 to June 4, 1871",
    "the negotiations", "yesterday", "by the end of 1872", ".", ";", "\n", "and 5 o'clock", "my letter of", "12/3/71",
    "circa 1860", "representation of his government", "the 4th inst.", "noon", "a deputation went to the lake in",
]  # fmt: skip
_CHINESE = [
    "我们收到了", "您", "三月五日", "一九〇三年", "5月2日", "至", "8日", "的", "信", "电报", "。", "，", "；", "\n",
    "同日", "上月", "（1903）", "in 1902", "年底以前", "明治三十六年", "翌年", "from April", "1903.5.2",
    "他们在会谈中谈到许多别的事情而没有作出任何决定",
]  # fmt: skip


def _view(pieces: list[str], separator: str, seed: int) -> View:
    draw = random.Random(seed)  # noqa: S311
    text = separator.join(draw.choice(pieces) for _ in range(draw.randrange(5, 400)))
    return view_of(ReadingCopy.of(text), 0, len(text))


@pytest.mark.parametrize("seed", range(60))
def test_dates_after_places_are_those_of_the_whole_text(seed: int) -> None:
    view = _view(_ENGLISH, " ", seed)
    places = [number for number in range(len(view.text)) if view.text.startswith("letter of", number)]
    every = set(dates_after(view, places, "1871-04-02", reach=16))
    whole = view.dates("1871-04-02")
    for place in places:
        assert {date for date in whole if place <= date.start <= place + 16} <= every


@pytest.mark.parametrize("seed", range(60))
def test_dates_before_places_are_those_of_the_whole_text(seed: int) -> None:
    view = _view(_CHINESE, "", seed)
    places = [number for number, sign in enumerate(view.text) if sign in "信电"]
    every = set(dates_before(view, places, "1903-04-02", reach=60))
    whole = view.dates("1903-04-02")
    for place in places:
        assert {date for date in whole if place - 60 <= date.end <= place} <= every


def test_only_what_is_near_is_read() -> None:
    text = "On May 2, 1903 we met. " + "The considerations given were many. " * 200 + "Then my letter of May 9, 1903."
    view = view_of(ReadingCopy.of(text), 0, len(text))
    assert [date.edtf for date in dates_after(view, [text.rindex("letter of")], "", reach=16)] == ["1903-05-09"]
    text = "一九〇三年五月二日会面。" + "谈了许多别的事情。" * 200 + "五月九日的信"
    view = view_of(ReadingCopy.of(text), 0, len(text))
    assert [date.edtf for date in dates_before(view, [len(text) - 1], "1903", reach=60)] == ["1903-05-09"]
