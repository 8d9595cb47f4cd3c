"""What an analyst decides is never lost and survives another reading."""

import json
from pathlib import Path

import pytest

from foedus._core import CaseError
from foedus.record._copy import ReadingCopy
from foedus.record._reading import DocumentRead
from foedus.record._suggest import Decision, append_decision, apply_decisions, read_decisions, suggest

TEXT = "我们准备向贵方提供三十辆卡车。感谢您的来信和帮助。"


def read(text: str, *, start: int = 0) -> DocumentRead:
    return DocumentRead("d1", "", "letter", start, len(text), sender="甲方", recipient="乙方")


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "decisions.jsonl") == ()


def test_decisions_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    made = [
        Decision("a", "accept", by="ML", at="2026-01-01T10:00"),
        Decision("b", "edit", (("act", "promise"), ("object", "卡车"))),
        Decision("a", "reject", note="courtesy"),
    ]
    for each in made:
        append_decision(path, each)
    assert read_decisions(path) == tuple(made)


def test_an_append_leaves_what_was_there_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b'{"suggestion": "x", "verdict": "accept", "colour": "red"}')
    before = path.read_bytes()
    append_decision(path, Decision("y", "reject"))
    assert path.read_bytes().startswith(before)
    assert [each.suggestion for each in read_decisions(path)] == ["x", "y"]
    assert read_decisions(path)[0].extra == (("colour", "red"),)


def test_a_line_cut_short_by_a_crash_loses_no_other(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append_decision(path, Decision("a", "accept"))
    with path.open("ab") as file:
        file.write(b'{"suggestion": "b", "ver')
    assert [each.suggestion for each in read_decisions(path)] == ["a"]
    append_decision(path, Decision("c", "accept"))
    assert [each.suggestion for each in read_decisions(path)] == ["a", "c"]


def test_every_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    lines = [
        "nonsense",
        json.dumps({"suggestion": "a", "verdict": "perhaps"}),
        json.dumps({"suggestion": "a", "verdict": "accept", "by": 3}),
        "[]",
    ]
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(CaseError) as raised:
        read_decisions(path)
    assert [each.where.line for each in raised.value.diagnostics if each.where] == [1, 2, 3, 4]
    assert {each.code for each in raised.value.diagnostics} == {"decision-unreadable"}


@pytest.mark.parametrize(
    "decision",
    [
        Decision("", "accept"),
        Decision("a", "maybe"),
        Decision("a", "edit", (("quote", "invented"),)),
        Decision("a", "edit", (("act", "shout"),)),
        Decision("a", "edit", (("object", "x" * 5000),)),
    ],
)
def test_what_is_no_decision_is_not_written(tmp_path: Path, decision: Decision) -> None:
    path = tmp_path / "decisions.jsonl"
    with pytest.raises(CaseError):
        append_decision(path, decision)
    assert not path.exists()


def test_the_later_decision_holds_and_an_edit_changes_only_what_it_says() -> None:
    first, second = suggest(ReadingCopy.of(TEXT), read(TEXT))
    decisions = [
        Decision(first.id, "reject"),
        Decision(first.id, "edit", (("act", "grant"),)),
        Decision(second.id, "reject"),
    ]
    decided = apply_decisions([first, second], decisions)
    assert [(each.act, each.status) for each in decided] == [("grant", "edited"), ("thank", "rejected")]
    assert decided[0].quote == first.quote
    assert apply_decisions([first, second], []) == (first, second)


def test_decisions_survive_another_layout_of_the_text() -> None:
    again = "前面另有一段。\n" + TEXT.replace("卡车", "卡 车")
    ids = [each.id for each in suggest(ReadingCopy.of(TEXT), read(TEXT))]
    assert [each.id for each in suggest(ReadingCopy.of(again), read(again))] == ids
