from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from foedus.record import SourceText, cite, cite_quotation, fingerprint, fold
from foedus.record._mersenne import hash_letters
from support.citing import CHINESE, ENGLISH, mark, source


def test_a_fingerprint_by_hand() -> None:
    each = fingerprint(fold("He said: NO, twice."), 6, 8)
    assert (each.start, each.length) == (6, 2)
    assert each.rolling == f"{hash_letters(b'no'):016x}"
    assert each.digest == hashlib.sha256(b"no").hexdigest()[:32]
    assert each.before == f"{hash_letters(b'hesaid'):016x}"
    assert each.after == f"{hash_letters(b'twice'):016x}"


def test_sixteen_letters_on_each_side_are_remembered() -> None:
    text = "abcdefghijklmnopqrst" + "X" + "uvwxyzabcdefghijklmn"
    each = fingerprint(fold(text), 20, 21)
    assert each.before == f"{hash_letters(b'efghijklmnopqrst'):016x}"
    assert each.after == f"{hash_letters(b'uvwxyzabcdefghij'):016x}"


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2), (0, 4)])
def test_spans_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end <= 3"):
        fingerprint(fold("abc"), start, end)


def test_citing_by_characters_equals_citing_by_letters() -> None:
    start = ENGLISH.index("kept silent")
    assert cite(source(ENGLISH), start=start, end=start + len("kept silent")) == mark(ENGLISH, "kept silent")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (0, 10_000), (3, 4)])
def test_spans_without_letters_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"a span needs|no letter"):
        cite(source("The envoy."), start=start, end=end)


def test_a_pasted_quotation_is_found_whatever_its_layout() -> None:
    (place,) = cite_quotation(source(CHINESE), "名册上的４００００人\n先走")
    assert CHINESE[place.start : place.end] == "名册上的40000人先走"
    assert place.fingerprint == mark(CHINESE, "名册上的40000人先走")


def test_every_place_of_a_quotation_is_listed() -> None:
    assert [place.start for place in cite_quotation(source("aa a"), "aa")] == [0, 1]
    assert cite_quotation(source("aa a"), "b") == cite_quotation(source("aa a"), "…") == []
    assert len(cite_quotation(source("a" * 500), "a")) == 100


def test_a_quotation_ends_with_its_character_reference() -> None:
    from foedus.record import Skip

    text = "x &#20013; y"
    (place,) = cite_quotation(SourceText(Path("a.md"), text, "utf-8", skips=(Skip(2, 10, "中"),)), "x中")
    assert text[place.start : place.end] == "x &#20013;"
