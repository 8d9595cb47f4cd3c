from __future__ import annotations

import random
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from foedus.record import _anchor, anchor_citations, fingerprint, read_source
from support.citing import CHINESE, ENGLISH, anchor, calendar, mark, source

NAMES_THE_DAY = "a guest who names the day of his own departure"
RETURN_DATE = "自己说出归期的客人，从来不会被人赶走"


def hard_wrap(text: str) -> str:
    return "\n\n".join(textwrap.wrap(text.replace("\n", " "), 23))


def spread(text: str) -> str:
    return "\u3000".join(text)


def widen(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@pytest.mark.parametrize("other", [hard_wrap, spread, widen, str.upper, lambda text: text.replace(" ", "")])
@pytest.mark.parametrize(("text", "quotation"), [(ENGLISH, NAMES_THE_DAY), (CHINESE, RETURN_DATE)])
def test_another_layout_of_the_same_letters_holds(other: object, text: str, quotation: str) -> None:
    copy = other(text)  # type: ignore[operator]
    found = anchor(mark(text, quotation), copy)
    assert found.status == "holds"
    assert found.text == copy[found.start : found.end]
    assert source(found.text).folded.letters.tolist() == source(quotation).folded.letters.tolist()


def test_anchor_is_in_characters_of_the_copy() -> None:
    found = anchor(mark(ENGLISH, "40,000 of the rolls"), ENGLISH)
    assert (found.citation, found.file, found.text) == ("letter#1", "0.txt", "40,000 of the rolls")
    assert found.start == ENGLISH.index("40,000")


def test_tags_inside_a_quotation_do_not_disturb_it(tmp_path: Path) -> None:
    path = tmp_path / "copy.md"
    path.write_text("---\ntitle: x\n---\n" + CHINESE.replace("归期的", "归<br>期<b>的</b>"), encoding="utf-8")
    (found,) = anchor_citations(calendar(mark(CHINESE, RETURN_DATE)), [read_source(path)])
    assert found.status == "holds"
    assert found.text == "自己说出归<br>期<b>的</b>客人，从来不会被人赶走"


def test_text_inserted_before_moves_a_citation() -> None:
    copy = "An editor's preface. " + ENGLISH
    found = anchor(mark(ENGLISH, NAMES_THE_DAY), copy)
    assert (found.status, found.text) == ("moved", NAMES_THE_DAY)


def test_a_document_in_a_volume_holds_at_its_own_position(tmp_path: Path) -> None:
    path = tmp_path / "volume.xml"
    divs = "".join(
        f'<div type="document" xml:id="d{n}"><p>{text}</p></div>' for n, text in enumerate((CHINESE, ENGLISH), 1)
    )
    path.write_text(f"<TEI>{divs}</TEI>", encoding="utf-8")
    marks = (mark(ENGLISH, NAMES_THE_DAY), mark(CHINESE, RETURN_DATE))
    assert [each.status for each in anchor_citations(calendar(*marks), [read_source(path)])] == ["holds", "holds"]


@pytest.mark.parametrize(
    "copy",
    [
        ENGLISH.replace("names the day", "names the bay"),
        ENGLISH.replace("names the day of his", "names a day of his"),
        ENGLISH.replace("names the day", "does name the very day"),
        "Preface. " + ENGLISH.replace("names", "named"),
    ],
)
def test_another_wording_between_the_same_surroundings_is_changed(copy: str) -> None:
    found = anchor(mark(ENGLISH, NAMES_THE_DAY), copy)
    assert found.status == "changed"
    assert found.text == copy[copy.index("a guest who") : copy.index(" is never")]


@pytest.mark.parametrize(
    "copy",
    [
        CHINESE,
        ENGLISH[: ENGLISH.index("a guest")],
        ENGLISH.replace(NAMES_THE_DAY, NAMES_THE_DAY.replace("day", "bay") + ", who " * 30),
        ENGLISH.replace("that\na guest", "that\na visitor").replace("is never thrown", "was not put"),
        "",
    ],
)
def test_without_surroundings_it_is_missing(copy: str) -> None:
    found = anchor(mark(ENGLISH, NAMES_THE_DAY), copy)
    assert (found.status, found.file, found.start, found.text) == ("missing", "", -1, "")


def test_no_sources_or_no_fingerprint_is_unchecked() -> None:
    assert anchor(mark(ENGLISH, NAMES_THE_DAY)).status == "unchecked"
    assert anchor(None, ENGLISH).status == "unchecked"


def test_a_short_quotation_is_not_found_in_other_surroundings() -> None:
    each = mark(ENGLISH, "twice")
    assert anchor(each, ENGLISH).status == "holds"
    assert anchor(each, "They met twice that summer, and twice they parted as friends.").status == "missing"


def test_of_several_places_the_surroundings_decide() -> None:
    text = f"First: {NAMES_THE_DAY}, he said at the gate of the town. Later: {NAMES_THE_DAY}, she said on the bridge."
    letters = source(text).folded
    second = letters.position(text.rindex("a guest"))
    each = fingerprint(letters, second, second + len(source(NAMES_THE_DAY).folded))
    found = anchor(replace(each, start=0), text)  # the position alone would choose the first
    assert (found.status, found.start) == ("moved", text.rindex("a guest"))


def test_of_equal_places_the_nearest_to_the_position_is_taken() -> None:
    text = (ENGLISH + "\n") * 5
    letters = source(text).folded
    once = len(source(ENGLISH).folded)
    each = mark(ENGLISH + "END", NAMES_THE_DAY)
    found = anchor(replace(each, start=each.start + 2 * once + 3), text)
    assert (found.status, letters.position(found.start)) == ("moved", each.start + 2 * once)


def test_the_copy_that_holds_is_preferred_to_one_that_changed() -> None:
    found = anchor(mark(ENGLISH, NAMES_THE_DAY), ENGLISH.replace("names", "named"), CHINESE, ENGLISH)
    assert (found.status, found.file) == ("holds", "2.txt")


@pytest.mark.parametrize("quotation", ["The envoy of the northern court", "would be watched from afar"])
def test_quotations_at_the_edges(quotation: str) -> None:
    each = mark(ENGLISH, quotation)
    assert anchor(each, ENGLISH).status == "holds"
    assert anchor(each, "Preface. " + ENGLISH + " Afterword.").status == "moved"
    assert anchor(each, ENGLISH.replace("northern", "southern").replace("watched", "guarded")).status == "changed"


def test_a_whole_short_text() -> None:
    each = mark("Come back!", "come back")
    assert anchor(each, "COME\nBACK").status == "holds"
    assert anchor(each, "Come hack!").status == "missing"  # nothing around it to know it by
    assert anchor(each, "They come back when called.").status == "missing"


def test_marks_of_the_last_letter_belong_to_the_anchor() -> None:
    copy = ENGLISH.replace("fair", "fe\u0301te\u0301")
    each = mark(ENGLISH.replace("fair", "fété"), "each after a harvest fété")
    assert anchor(each, copy).text == "each after a harvest fe\u0301te\u0301"


def test_a_wrong_digest_is_not_found_however_the_rest_agrees() -> None:
    each = replace(mark(ENGLISH, NAMES_THE_DAY), digest="0" * 32)
    assert anchor(each, ENGLISH).status == "changed"


def test_endless_repetition_stays_linear() -> None:
    text = "ab" * 1_000_000
    each = fingerprint(source(text).folded, 500_000, 500_040)
    started = time.perf_counter()
    assert anchor(each, text).status == "holds"
    assert anchor(replace(each, digest="0" * 32), text).status == "changed"
    assert time.perf_counter() - started < 60


def test_order_is_that_of_the_calendar() -> None:
    marks = [
        mark(ENGLISH, quotation) for quotation in ("watched from afar", "twice that winter", "each after a harvest")
    ]
    found = anchor_citations(calendar(*marks), [source(ENGLISH)])
    assert [(each.citation, each.text) for each in found] == [
        ("letter#1", "watched from afar"),
        ("letter#2", "twice that winter"),
        ("letter#3", "each after a harvest"),
    ]


@pytest.mark.parametrize("same_side", ["before", "after"])
def test_one_differing_side_decides_also_across_blocks(same_side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_anchor, "_BLOCK", 64)
    rng = random.Random(4)  # noqa: S311
    fixed = "qrstuvwxyzqrstuvwxyz"
    text, starts = "", []
    for _ in range(30):
        other = "".join(rng.choices("abcdefgh", k=20))
        left, right = (fixed, other) if same_side == "before" else (other, fixed)
        starts.append(len(text) + len(left))
        text += left + "123" + right
    letters = source(text).folded
    for start in starts:
        each = replace(fingerprint(letters, start, start + 3), start=0)
        assert anchor(each, text).start == start


def test_the_same_words_elsewhere_do_not_hide_a_change_in_the_place_itself() -> None:
    quotation = "will come back without hesitation"
    text = f"They say that the army {quotation} if the line is crossed again by anyone."
    fold_mark = mark(text, quotation)
    repeated = text.replace("without", "with some") + f"\n\nA motto for the wall, by the way: {quotation}!"
    found = anchor(fold_mark, repeated)
    assert found.status == "changed"
    assert found.text == "will come back with some hesitation"
