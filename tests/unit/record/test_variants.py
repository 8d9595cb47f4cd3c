"""Does the search fold bring the forms of one sign together without moving anything?"""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.record._variants import search_fold, simplify


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("們", "们"), ("委讬", "委托"), ("藉口", "借口"), ("尙未", "尚未"), ("硏究", "研究"), ("淸川江", "清川江"),
        ("臺灣", "台湾"), ("聯合國軍", "联合国军"), ("１９５０", "1950"), ("ＵＮ", "un"), ("湼", "涅"), ("Ｔ．", "t."),
    ],
)  # fmt: skip
def test_forms_of_one_sign_fold_together(one: str, other: str) -> None:
    assert search_fold(one) == search_fold(other)


@pytest.mark.parametrize(("one", "other"), [("末", "未"), ("己", "已"), ("日", "曰"), ("会", "曾")])
def test_signs_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert search_fold(one) != search_fold(other)


@given(st.text(st.characters()))
def test_the_fold_is_as_long_as_its_text_and_done_once(text: str) -> None:
    folded = search_fold(text)
    assert len(folded) == len(text)
    assert search_fold(folded) == folded


def test_every_character_there_is_folds_to_one() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert len(search_fold(everything)) == len(everything)


def test_plain_english_never_loads_the_tables() -> None:
    code = (
        "import sys; from foedus.record._variants import search_fold; search_fold('Treaty of 1953'); "
        "sys.exit('opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_simplified_text_is_as_long_and_otherwise_as_printed() -> None:
    text = "“聯合國軍司令部”，Note １２ 於 1951 年覆電：藉口"
    simple = simplify(text)
    assert len(simple) == len(text)
    assert simple == "“联合国军司令部”，Note １２ 于 1951 年复电：借口"
