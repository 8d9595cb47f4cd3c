from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from foedus.record import Skip, fold
from foedus.record._fold import MAX_MARKS


def letters(text: str) -> str:
    folded = fold(text)
    return folded.text(0, len(folded))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("４０，０００ 人", "40000人"),
        ("Ａ Ｂ ｃ", "abc"),
        ("caf\u00e9", "cafe\u0301"),
        ("\u1e69", "s\u0307\u0323"),  # marks in either order
        ("\ud55c\uad6d", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),  # Hangul syllables and their parts
        ("ガ", "ｶﾞ"),
        ("office", "o\ufb03ce"),
        ("STRASSE", "straße"),
        ("\u2f08\u53e3", "人口"),  # a Kangxi radical, as PDF extraction leaves it
        ("\uf9e9", "\u91cc"),  # a compatibility ideograph
        ("with-\ndraw", "withdraw"),
    ],
)
def test_writings_of_the_same_letters_fold_alike(one: str, other: str) -> None:
    assert letters(one) == letters(other) != ""


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("国", "國"), ("1", "l"), ("ガ", "カ")])
def test_look_alikes_stay_apart(one: str, other: str) -> None:
    assert letters(one) != letters(other)


def test_offsets_name_the_character_each_letter_came_from() -> None:
    assert fold("½ ﬁ e\u0301!x").offsets.tolist() == [0, 0, 2, 2, 4, 7]


def test_no_letters() -> None:
    assert len(fold("")) == len(fold(" …\n")) == len(fold("\u0301\u0301")) == 0


def test_skipped_spans_are_not_read_and_references_read_as_their_character() -> None:
    folded = fold("ab<br>c&amp;&#65;d", skips=[Skip(2, 6), Skip(7, 12, "&"), Skip(12, 17, "A")])
    assert folded.text(0, 5) == "abcad"
    assert folded.offsets.tolist() == [0, 1, 6, 12, 17]


def test_a_mark_behind_a_tag_joins_the_letter_before_it() -> None:
    assert fold("e<i>\u0301</i>", skips=[Skip(1, 4), Skip(5, 9)]).text(0, 1) == "é"


def test_long_runs_of_marks_are_read_in_parts() -> None:
    text = "e" + "\u0327\u0301" * 200_000 + "n"  # sorting all marks at once would take quadratic time
    assert fold(text).text(0, 2) == unicodedata.normalize("NFKC", text[: 1 + MAX_MARKS])[0] + "n"


def test_position_counts_letters_before_an_offset() -> None:
    folded = fold("a, b, c")
    assert [folded.position(offset) for offset in (0, 1, 3, 4, 7)] == [0, 1, 1, 2, 3]


def test_arrays_are_read_only() -> None:
    folded = fold("abc")
    assert not folded.letters.flags.writeable
    assert not folded.offsets.flags.writeable
    assert folded.letters.dtype == np.uint32
