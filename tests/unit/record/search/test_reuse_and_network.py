from __future__ import annotations

import random
from pathlib import Path

import pytest

from foedus.record._authority import Authority, Party
from foedus.record._read_record import read_record
from foedus.record._search import _reuse, network, text_reuse, timeline
from foedus.record._store import RecordStore, source_text, stored_documents
from unit.record.store.plain_reader import read_plain

QUOTED = "贵局上月二十日来电敬悉，关于修建铁路桥一事，我方同意提供木料三百根，并派工匠十二人前往协助。"
ENGLISH = "The Board has resolved that the ferry shall run twice a day from the first of March, weather permitting."


def record(folder: Path, *letters: str) -> RecordStore:
    (folder / "a.txt").write_text("\n\n".join(letters), encoding="utf-8")
    read_record([folder / "a.txt"], folder=folder / "r", read=read_plain)
    return RecordStore.open(folder / "r")


def filler(seed: int, size: int = 400) -> str:
    chance = random.Random(seed)  # noqa: S311
    return "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(size))


def test_a_letter_quoted_in_another_is_found_in_both(tmp_path: Path) -> None:
    spaced = QUOTED.replace("铁路桥", "铁 路桥").replace("，", " ")  # another layout, other punctuation
    with record(
        tmp_path,
        f"1950-01-01 A > B\n{filler(1)}{QUOTED}{filler(2)}",
        f"1950-01-02 C > D\n{filler(3)}“{spaced}”{filler(4)}",
        f"1950-01-03 E > F\n{filler(5)}",
        f"1950-01-04 G > H\nWe were told: {ENGLISH} So be it, and let nobody say we were not warned in time.",
        f"1950-01-05 I > J\n{ENGLISH.replace('ferry', 'Ferry').replace(' twice', '  twice')} Nothing more was said.",
    ) as store:
        found = list(text_reuse(store))
        source = source_text(store, "a.txt")
        ids = {stored.document.id: stored.document.date for stored in stored_documents(store)}
    assert [(ids[each.document], ids[each.other]) for each in found] == [
        ("1950-01-01", "1950-01-02"),
        ("1950-01-04", "1950-01-05"),
    ]
    chinese, english = found
    assert source[chinese.start : chinese.end] == QUOTED[:-1]
    assert source[chinese.other_start : chinese.other_end] == spaced[:-1]
    assert source[english.start : english.end] == ENGLISH[:-1]
    assert chinese.letters == sum(character.isalnum() for character in QUOTED)


def test_a_small_difference_does_not_break_a_passage(tmp_path: Path) -> None:
    long = filler(7, 60)
    changed = long[:30] + "改" + long[31:]
    with record(tmp_path, f"1950 A > B\n{filler(8)}{long}", f"1951 C > D\n{changed}{filler(9)}") as store:
        (found,) = text_reuse(store)
    assert found.letters == 60


def test_any_shared_run_of_the_guaranteed_length_is_found(tmp_path: Path) -> None:
    length = 12 + 8 - 1
    letters = []
    for number in range(12):
        run = filler(100 + number, length)
        letters += [f"19{10 + number} A > B\n{filler(number, 37 + number)}{run}{filler(50 + number, 31)}"]
        letters += [f"19{50 + number} C > D\n{filler(200 + number, 23)}{run}{filler(300 + number, 41 + number)}"]
    with record(tmp_path, *letters) as store:
        found = list(text_reuse(store))
    assert len(found) == 12
    assert all(each.letters == length for each in found)


def test_a_formula_in_every_letter_is_no_quotation(tmp_path: Path) -> None:
    formula = "谨向阁下再次致以最崇高的敬意并祝身体健康工作顺利"
    with record(tmp_path, *(f"19{10 + n} A > B\n{filler(n, 60)}{formula}" for n in range(40))) as store:
        assert list(text_reuse(store)) == []


def test_reuse_is_the_same_in_one_pass_or_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [f"19{10 + n} A > B\n{filler(n, 60)}{filler(1000 + n // 2, 40)}" for n in range(10)]
    with record(tmp_path, *letters) as store:
        whole = list(text_reuse(store))
        monkeypatch.setattr(_reuse, "_BUDGET", 20)
        assert list(text_reuse(store)) == whole
    assert len(whole) == 5


def test_short_and_empty_documents_have_nothing_to_share(tmp_path: Path) -> None:
    with record(tmp_path, "1950 A > B\n", "1951 A > B\n。", "短") as store:
        assert list(text_reuse(store)) == []


def test_the_network_counts_letters_by_who_wrote_to_whom(tmp_path: Path) -> None:
    with record(
        tmp_path,
        "1950-03 A > B\nx",
        "1950-01-02 A > B\ny",
        "1951 老B > A\nz",
        "1949 A、C > B\nw",
        "none",
        "gone C > A\nv",
    ) as store:
        found = network(store, authority=Authority((Party("b", "B", "body", aliases=("老B",)),)))
    edges = {(edge.sender, edge.recipient): (edge.weight, edge.first, edge.last) for edge in found.edges}
    assert edges == {
        ("A", "b"): (3, "1949-01-01", "1950-03-31"),
        ("C", "b"): (1, "1949-01-01", "1949-12-31"),
        ("b", "A"): (1, "1951-01-01", "1951-12-31"),
        ("C", "A"): (1, "", ""),
    }
    assert [(node.id, node.name, node.kind, node.sent, node.received) for node in found.nodes] == [
        ("A", "A", "", 3, 2), ("b", "B", "body", 1, 3), ("C", "C", "", 2, 0),
    ]  # fmt: skip
    assert found.edges[0].weight == max(edge.weight for edge in found.edges)


def test_the_timeline_keeps_the_order_and_says_what_is_uncertain(tmp_path: Path) -> None:
    with record(tmp_path, "1950-03 A > B\nx", "1950-01-02 A > B\ny", "1949~ C > B\nw", "plain") as store:
        events = list(timeline(store))
        assert [(event.date, event.uncertain) for event in events] == [
            ("1949~", True), ("1950-01-02", False), ("1950-03", True), ("", False),
        ]  # fmt: skip
        assert [event.date for event in timeline(store, without=("other",))] == ["1949~", "1950-01-02", "1950-03"]
