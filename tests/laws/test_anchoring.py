"""What must hold for every text and every citation of it."""

from __future__ import annotations

import unicodedata
from unittest import mock

from hypothesis import assume, given
from hypothesis import strategies as st

from foedus._core import Label, PartialDate
from foedus.record import (
    Anchor,
    Calendar,
    Document,
    Fingerprint,
    Passage,
    anchor_citations,
    fingerprint,
    fold,
    print_calendar,
    read_calendar,
)
from foedus.record import _anchor as anchoring
from foedus.record._fold import MAX_MARKS
from support.citing import calendar, source

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
marked = st.text("aeEｅ국\u1112\u1161\u11ab\u0301\u0323\u0345ﾞｶßŉİﬁ中⽈ .", max_size=40)
SEPARATORS = ["", "", " ", "\n", "\r\n\t", "\u3000", "-", "，", "**", "\u00ad"]


def folded_letters(text: str) -> str:
    folded = fold(text)
    return folded.text(0, len(folded))


@st.composite
def citations(draw: st.DrawFn, *, alphabet: str = "abc中国１é", least: int = 1) -> tuple[str, Fingerprint]:
    """A text in few letters, so that everything repeats, and a citation of it."""
    text = draw(st.text(alphabet, min_size=least, max_size=300))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 60)))
    return text, fingerprint(fold(text), start, end)


def only(mark: Fingerprint, *texts: str) -> Anchor:
    with mock.patch.object(anchoring, "_BLOCK", 64):  # small texts cross the edges of blocks too
        return anchor_citations(calendar(mark), [source(text, f"{n}.txt") for n, text in enumerate(texts)])[0]


@given(st.one_of(anything, marked))
def test_folding_piece_by_piece_equals_folding_the_whole_text(text: str) -> None:
    assume(not any(all(map(unicodedata.combining, text[at : at + MAX_MARKS])) for at in range(len(text) - MAX_MARKS)))
    cased = unicodedata.normalize("NFKC", text).casefold()
    whole = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", cased)))
    assert folded_letters(text) == whole


@given(st.one_of(anything, marked))
def test_offsets_never_decrease_and_stay_inside(text: str) -> None:
    offsets = fold(text).offsets.tolist()
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(st.one_of(anything, marked))
def test_canonically_equal_texts_fold_alike(text: str) -> None:
    assert folded_letters(unicodedata.normalize("NFD", text)) == folded_letters(unicodedata.normalize("NFC", text))


@given(citations(), st.data())
def test_another_spacing_never_loses_a_citation(cited: tuple[str, Fingerprint], data: st.DataObject) -> None:
    text, mark = cited
    gaps = data.draw(st.lists(st.sampled_from(SEPARATORS), min_size=len(text), max_size=len(text)))
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC"]))
    copy = "".join(unicodedata.normalize(form, letter) + gap for letter, gap in zip(text, gaps, strict=True))
    found = only(mark, copy)
    assert found.status == "holds"
    assert folded_letters(found.text) == folded_letters(text)[mark.start : mark.start + mark.length]
    assert found.text == copy[found.start : found.end]


@given(citations(alphabet="abcdefg中国朝鲜信使", least=34), st.data())
def test_one_changed_letter_is_never_found(cited: tuple[str, Fingerprint], data: st.DataObject) -> None:
    text, mark = cited
    end = mark.start + mark.length
    at = data.draw(st.integers(mark.start, end - 1))
    copy = text[:at] + data.draw(st.sampled_from("xyz龙")) + text[at + 1 :]
    assume(text[mark.start : end] not in copy)  # another true occurrence may be found
    found = only(mark, copy)
    assert found.status in {"changed", "missing"}
    if mark.start >= 16 and len(text) - end >= 16:
        assert found.status == "changed"


@given(citations(alphabet="ab"), st.text("ab", max_size=200))
def test_anchoring_agrees_with_a_plain_search(cited: tuple[str, Fingerprint], copy: str) -> None:
    text, mark = cited
    quotation = text[mark.start : mark.start + mark.length]
    before, after = text[max(0, mark.start - 16) : mark.start], text[mark.start + mark.length :][:16]
    ranked = []
    for start in range(len(copy)):
        if copy.startswith(quotation, start):
            left = copy[max(0, start - 16) : start]
            right = copy[start + mark.length :][:16]
            sides = (left == before) + (right == after)
            evidence = mark.length + len(left) * (left == before) + len(right) * (right == after)
            if evidence >= 16 or sides == 2:
                ranked.append((-sides, abs(start - mark.start), start))
    found = only(mark, copy)
    if ranked:
        _, away, start = min(ranked)
        assert (found.status, found.start) == ("holds" if away == 0 else "moved", start)
        assert found.text == quotation
    else:
        assert found.status in {"changed", "missing"}


@given(citations(alphabet="ab"))
def test_other_texts_beside_the_cited_one_change_nothing(cited: tuple[str, Fingerprint]) -> None:
    text, mark = cited
    assert only(mark, "zzz" * 20, text).status == only(mark, text).status == "holds"


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)
labels = st.builds(Label, texts, texts)
hexadecimal = st.integers(0, 2**61 - 2).map(lambda number: f"{number:016x}")
marks = st.builds(
    Fingerprint,
    st.integers(0, 10**8),
    st.integers(1, 10**6),
    hexadecimal,
    hexadecimal.map(lambda half: half * 2),
    hexadecimal,
    hexadecimal,
)
names = st.from_regex(r"[a-z0-9][a-z0-9_.\-]{0,8}", fullmatch=True)
passages = st.builds(Passage, names, labels.filter(bool), st.none() | marks)
dates = st.sampled_from(["1948", "1950-10", "1958-02-19", "1958-03/1958-04", "1958~"]).map(PartialDate.parse)
documents = st.builds(
    Document,
    names,
    labels.filter(bool),
    texts,
    dates,
    sender=texts,
    recipient=texts,
    via=texts,
    language=texts,
    reference=texts,
    url=st.sampled_from(["", "https://example.org/a?b=c#d"]),
    rights=texts,
    summary=labels,
    passages=st.lists(passages, max_size=3, unique_by=lambda passage: passage.id).map(tuple),
)


@given(st.lists(documents, max_size=4, unique_by=lambda document: document.id))
def test_reading_a_printed_calendar_gives_it_back(entries: list[Document]) -> None:
    entries.sort(key=lambda document: document.date.first if document.date else PartialDate.parse("9999").last)
    before = Calendar(tuple(entries))
    assert read_calendar(print_calendar(before).encode(), file="c.yaml") == (before, [])
