"""Letters in files of their own find one another; pages find the pages they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.record import Link, RecordStore, read_file, read_record, stored_documents

ASKED = """Envoy Marsh to Lord Exmoor
Port Helder, March 12, 1853
My Lord, the Regent asks for three frigates. I await your orders.
Marsh
"""
ANSWERED = """Lord Exmoor to Envoy Marsh
London, April 2, 1853
Sir, I have received your letter of March 12, 1853, and refuse the frigates. I refer also to your letter of May 1, 1851.
Exmoor
"""


def links(folder: Path) -> dict[str, list[Link]]:
    with RecordStore.open(folder) as store:
        return {each.file: list(each.document.links) for each in stored_documents(store)}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "asked.txt").write_text(ASKED, encoding="utf-8")
    (folder / "answered.txt").write_text(ANSWERED, encoding="utf-8")
    (folder / "战略.md").write_text("# 战略\n\n先让对方先说。\n", encoding="utf-8")
    (folder / "plan.md").write_text("# Plan\n\nSee [[战略|the strategy]] and [[absent]].\n", encoding="utf-8")
    return folder


def test_an_answer_finds_its_letter_in_another_file_and_the_rest_stays_a_gap(sources: Path, tmp_path: Path) -> None:
    read_record([sources], folder=tmp_path / "record", read=read_file)
    found = links(tmp_path / "record")
    first, second = found["answered.txt"]
    assert (first.kind, first.target[:10]) == ("answers", "1853-03-12")
    assert ANSWERED[first.start : first.end] == "your letter of March 12, 1853"
    assert (second.target, "1851" in second.text) == ("", True)
    assert [bool(link.target) for link in found["plan.md"]] == [True, False]


def test_a_record_that_grows_ends_as_one_read_at_once(sources: Path, tmp_path: Path) -> None:
    read_record([sources], folder=tmp_path / "once", read=read_file)
    for name in ("answered.txt", "plan.md", "asked.txt", "战略.md"):
        read_record([sources / name], folder=tmp_path / "grown", read=read_file)
    assert links(tmp_path / "grown") == links(tmp_path / "once")


def test_a_letter_that_is_replaced_leaves_a_gap(sources: Path, tmp_path: Path) -> None:
    read_record([sources], folder=tmp_path / "record", read=read_file)
    (sources / "asked.txt").write_text(ASKED.replace("March 12", "June 9"), encoding="utf-8")
    read_record([sources], folder=tmp_path / "record", read=read_file)
    assert links(tmp_path / "record")["answered.txt"][0].target == ""
