from __future__ import annotations

import pytest

from foedus._core import Label, PartialDate, Severity
from foedus.record import Calendar, Document, calendar_entry, print_calendar, read_calendar
from support.citing import ENGLISH, calendar, mark

GOOD = """\
documents:
  reply:
    title: {en: "The reply: no", zh: 回信}
    kind: letter
    date: 1958-02-07~
    from: Kim
    to: Mao
    via: the embassy
    language: zh
    reference: Archive 1, 2
    url: https://example.org/reply
    rights: fair use
    summary: {en: Agrees.}
  letter-1958-01-24:
    title: A letter
    kind: letter
    date: 1958-01-24
    passages:
      "5":
        gist: {en: Ask first, zh: 先提}
        at: 1234
        letters: 56
        rolling: 0f3a0f3a0f3a0f3a
        digest: 9b1c9b1c9b1c9b1c9b1c9b1c9b1c9b1c
        before: 77aa77aa77aa77aa
        after: 12cd12cd12cd12cd
      whole: {gist: All of it}
  undated: {title: ~x, kind: note, date: ''}
"""


def test_a_calendar_is_read_in_order_of_date() -> None:
    read, found = read_calendar(GOOD.encode(), file="calendar.yaml")
    assert found == []
    letter, reply, undated = read.documents
    assert (letter.id, reply.id, undated.id) == ("letter-1958-01-24", "reply", "undated")
    assert reply.title == Label("The reply: no", "回信")
    assert (reply.sender, reply.recipient, reply.via) == ("Kim", "Mao", "the embassy")
    assert reply.date == PartialDate.parse("1958-02-07~")
    assert (reply.language, reply.reference, reply.rights) == ("zh", "Archive 1, 2", "fair use")
    assert undated.date is None
    mark, whole = (passage.fingerprint for passage in letter.passages)
    assert mark is not None
    assert (mark.start, mark.length, mark.before) == (1234, 56, "77aa77aa77aa77aa")
    assert whole is None
    assert str(letter.passages[0].place) == "calendar.yaml:19:7"


def test_print_gives_back_the_calendar_and_is_canonical() -> None:
    read, _ = read_calendar(GOOD.encode(), file="calendar.yaml")
    text = print_calendar(read)
    again, found = read_calendar(text.encode(), file="calendar.yaml")
    assert (again, found) == (read, [])
    assert print_calendar(again) == text


def test_an_empty_calendar() -> None:
    assert read_calendar(print_calendar(Calendar()).encode(), file="c.yaml") == (Calendar(), [])


BAD = """\
document: 1
documents:
  Letter One:
    title: A
  a:
    kind: letter
    sender: Mao
    date: 1958-13-01
    url: javascript:alert(1)
    summary: {en: A, cn: 甲}
    reference: [1, 2]
    passages:
      "1":
        gist: x
        at: -5
        letters: many
        rolling: 12
        digest: 9b1c9b1c9b1c9b1c9b1c9b1c9b1c9b1c
        before: 77aa77aa77aa77aa
        after: 77aa77aa77aa77aa
      "2": {gist: x, at: 4, letter: 5}
      "3": text
  b: text
"""


def test_every_mistake_is_reported_at_once_with_its_place() -> None:
    read, found = read_calendar(BAD.encode(), file="c.yaml")
    assert [(item.code, item.where.line if item.where else 0) for item in found] == [
        ("unknown-key", 1),
        ("bad-name", 3),
        ("missing-key", 5),
        ("unknown-key", 7),
        ("bad-date", 8),
        ("bad-url", 9),
        ("unknown-key", 10),
        ("wrong-kind", 11),
        ("bad-number", 15),
        ("bad-number", 16),
        ("bad-fingerprint", 17),
        ("incomplete-fingerprint", 21),
        ("unknown-key", 21),
        ("missing-gist", 22),
        ("wrong-kind", 22),
        ("missing-key", 23),
        ("wrong-kind", 23),
    ]
    assert all(item.hint for item in found)
    assert {item.hint for item in found if item.code == "unknown-key"} == {
        "did you mean `documents`?",
        "did you mean `from`?",
        "did you mean `zh`?",
        "did you mean `letters`?",
    }
    assert [item.severity for item in found if item.code == "missing-gist"] == [Severity.WARNING]
    assert [passage.fingerprint for passage in read.documents[0].passages] == [None, None, None]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a: &x [1]\nb: *x", "yaml-anchor"),
        (b"\0", "file-binary"),
        ("标题".encode("gb18030"), "file-encoding"),
        (b"- a", "wrong-kind"),
        (b"{}", "missing-key"),
        (b"documents: [a]", "wrong-kind"),
    ],
)
def test_hostile_or_wrong_files_give_diagnostics(data: bytes, code: str) -> None:
    read, found = read_calendar(data, file="c.yaml")
    assert read == Calendar()
    assert code in [item.code for item in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a #b",
        "~",
        "yes",
        "-",
        "'",
        '"',
        "{a",
        "[",
        "x]",
        "a, b",
        "1958",
        "a\nb",
        " a ",
        "\u2028",
        "：x",
        "a:",
    ],
)
def test_awkward_texts_survive(text: str) -> None:
    title = Label("t", text)
    before = Calendar((Document("d", title, text, None, sender=text, summary=Label(text, text)),))
    read, found = read_calendar(print_calendar(before).encode(), file="c.yaml")
    assert (read, found) == (before, [])


def test_an_entry_can_be_pasted_into_a_calendar() -> None:
    each = mark(ENGLISH, "kept silent for a while")
    text = "documents:\n  letter:\n    title: A letter\n    passages:\n" + calendar_entry(
        each, "1", gist=Label("a passage")
    )
    read, found = read_calendar(text.encode(), file="c.yaml")
    assert found == []
    assert read.documents[0].passages == calendar(each).documents[0].passages
