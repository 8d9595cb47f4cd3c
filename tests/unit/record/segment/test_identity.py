"""Ids of documents: what they say, never where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foedus.record._segment import document_id, tell_apart

LETTER = "My Lord, I have the honour to report that the Porte asked on Monday for a loan of two millions."


def test_noise_of_extraction_does_not_change_an_id() -> None:
    clean = document_id("1907-03-09", "陆明远致韩子敬电", "子敬先生：请暂缓勘界。")
    assert document_id("1907-03-09", "陆明远 致\n韩子敬电", "子敬先 生：\n 请暂缓勘界。") == clean
    assert clean.startswith("1907-03-09-")


def test_other_words_or_another_date_make_another_id() -> None:
    ids = {
        document_id("1853-03-12", "Mr. Hale to Lord Exmoor", LETTER),
        document_id("1853-03-12", "Mr. Hale to Lord Exmoor", LETTER.replace("two", "three")),
        document_id("1853-03-12", "Consul Wray to Lord Exmoor", LETTER),
        document_id("1853-03-13", "Mr. Hale to Lord Exmoor", LETTER),
        document_id("", "Mr. Hale to Lord Exmoor", LETTER, stem="straits"),
    }
    assert len(ids) == 5


def test_a_heading_and_a_body_are_not_run_together() -> None:
    assert document_id("", "ab", "c") != document_id("", "a", "bc")


def test_what_follows_the_first_two_hundred_letters_does_not_count() -> None:
    assert document_id("", "", "a" * 200) == document_id("", "", "a" * 200 + "b")


@given(st.lists(st.sampled_from(["a", "b", "a-b", "b-b", "c"]), max_size=12))
def test_identical_documents_get_letters_and_all_ids_differ(ids: list[str]) -> None:
    told = tell_apart(ids)
    assert len(set(told)) == len(ids)
    assert all(after == before or after.startswith(f"{before}-") for before, after in zip(ids, told, strict=True))
    assert [after for after, before in zip(told, ids, strict=True) if ids.count(before) == 1] == [
        before for before in ids if ids.count(before) == 1
    ]
