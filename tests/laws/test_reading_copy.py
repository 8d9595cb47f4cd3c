"""What must hold for every reading copy: it is its source and its edits, and every span of it leads back."""

from __future__ import annotations

import pickle
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from foedus.record._copy import Edit, ReadingCopy

SOURCE = "abcdefghijklmnopqrstuvwxyz0123456789"


@st.composite
def edits(draw: st.DrawFn, *, disjoint: bool = True) -> list[Edit]:
    """Edits of the source, in order and apart, or anyhow."""
    count = draw(st.integers(0, 6))
    if disjoint:
        places = sorted(draw(st.lists(st.integers(0, len(SOURCE)), min_size=2 * count, max_size=2 * count)))
        spans = list(zip(places[::2], places[1::2], strict=True))
    else:
        spans = [
            (min(pair), max(pair))
            for pair in draw(st.lists(st.tuples(*[st.integers(0, len(SOURCE))] * 2), min_size=count, max_size=count))
        ]
    return [Edit(start, end, draw(st.text("XYZ\n", max_size=4)), "space") for start, end in spans]


@st.composite
def copies(draw: st.DrawFn) -> ReadingCopy:
    return ReadingCopy.of(SOURCE, draw(edits()))


spots = st.integers(0, len(SOURCE))


def read(made: list[Edit]) -> str:
    """The text told in the plainest way."""
    text, at = "", 0
    for edit in made:
        text, at = text + SOURCE[at : edit.start] + edit.now, edit.end
    return text + SOURCE[at:]


@given(edits())
def test_a_copy_reads_as_its_source_with_each_edit_in_place(made: list[Edit]) -> None:
    assert ReadingCopy.of(SOURCE, made).text == read(made)


@given(edits(disjoint=False))
def test_any_edits_become_some_in_order_and_apart_that_cover_the_same_characters(made: list[Edit]) -> None:
    kept = ReadingCopy.of(SOURCE, made).edits
    assert all(before.end <= after.start for before, after in pairwise(kept))
    changed = {at for edit in made for at in range(edit.start, edit.end)}
    assert {at for edit in kept for at in range(edit.start, edit.end)} == changed


@given(copies())
def test_every_character_read_as_stored_leads_to_itself_and_back(copy: ReadingCopy) -> None:
    changed = {at for edit in copy.edits for at in range(edit.start, edit.end)}
    for at, character in enumerate(SOURCE):
        if at in changed or (at == 0 and copy.edits and copy.edits[0].end == 0):
            continue  # before the first character nothing can be told from what is put in
        offset = copy.from_source(at)
        assert copy.text[offset] == character
        assert copy.to_source(offset, offset + 1) == (at, at + 1)


@given(copies(), st.data())
def test_a_span_of_the_copy_leads_to_characters_that_are_read_as_it(copy: ReadingCopy, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(copy)))
    end = data.draw(st.integers(start, len(copy)))
    first, last = copy.to_source(start, end)
    assert 0 <= first <= last <= len(SOURCE)
    if start < end and not any(edit.start == edit.end == first for edit in copy.edits):
        assert copy.text[start:end] in copy.window(first, last).text


@given(copies(), spots, spots)
def test_offsets_of_the_copy_never_go_back(copy: ReadingCopy, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert 0 <= copy.from_source(low) <= copy.from_source(high) <= len(copy)


@given(copies(), spots, spots)
def test_a_window_reads_what_the_copy_reads_there(copy: ReadingCopy, one: int, other: int) -> None:
    low, high = sorted((one, other))
    window = copy.window(low, high)
    cut = any(edit.start < at < edit.end for edit in copy.edits for at in (low, high))
    # What is put in before the first character or after the last is read at the edge, and no character leads to it.
    edges = {0, len(SOURCE)} & {low, high}
    cut |= any(edit.start == edit.end and edit.start in edges for edit in copy.edits)
    if not cut and low < high:
        assert window.text == copy.text[copy.from_source(low) : copy.from_source(high)]
    for offset in range(len(window)):
        first, last = window.to_source(offset, offset + 1)
        assert low <= first <= last <= high


@given(copies(), spots, spots)
def test_nothing_of_an_edit_cut_by_the_edge_comes_back(copy: ReadingCopy, one: int, other: int) -> None:
    low, high = sorted((one, other))
    gone = {at for edit in copy.edits for at in range(edit.start, edit.end)}
    assert not {SOURCE[at] for at in gone} & set(copy.window(low, high).text)


@given(copies(), spots, spots)
def test_a_window_of_a_window_is_the_window(copy: ReadingCopy, one: int, other: int) -> None:
    low, high = sorted((one, other))
    window = copy.window(low, high)
    assert window.window(low, high) == window
    assert pickle.loads(pickle.dumps(window)) == window  # noqa: S301


@given(edits(), st.integers(0, 6))
def test_edits_added_later_read_as_if_made_at_once(made: list[Edit], first: int) -> None:
    spans = [(edit.start, edit.end) for edit in made]
    assume(len(set(spans)) == len(spans))  # of two on the same characters the new one counts
    assert ReadingCopy.of(SOURCE, made[:first]).with_edits(made[first:]).text == read(made)


@given(copies(), st.data())
def test_what_is_taken_out_by_its_span_is_gone(copy: ReadingCopy, data: st.DataObject) -> None:
    stored = sorted(set(range(len(SOURCE))) - {at for edit in copy.edits for at in range(edit.start, edit.end)})
    assume(stored)
    first, last = sorted(data.draw(st.tuples(st.sampled_from(stored), st.sampled_from(stored))))
    start, end = copy.from_source(first), copy.from_source(last) + 1
    shorter = copy.with_edits([Edit(*copy.to_source(start, end), "", "note")])
    assert shorter.text == copy.text[:start] + copy.text[end:]


@given(copies(), st.sampled_from("éß"))
def test_the_newer_of_two_edits_on_the_same_characters_stays(copy: ReadingCopy, now: str) -> None:
    for edit in copy.edits:
        if edit.start < edit.end:
            newer = copy.with_edits([Edit(edit.start, edit.end, now, "digit")])
            assert newer.text.count(now) == 1


def test_characters_exchanged_one_for_one_keep_their_places() -> None:
    copy = ReadingCopy.of("in １９５３ it", [Edit(3, 7, "1953", "width")])
    assert copy.to_source(5, 6) == (5, 6)
    assert copy.from_source(6) == 6
    assert copy.window(5, 10).text == "53 it"
