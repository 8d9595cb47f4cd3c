from __future__ import annotations

import pickle
import shutil
import sqlite3
from pathlib import Path

import pytest

from foedus._core import CaseError
from foedus.record._authority import Party, Post
from foedus.record._copy import Edit, ReadingCopy
from foedus.record._file_read import FileRead
from foedus.record._read_record import read_record, rebuild_record
from foedus.record._reading import Block, Contradiction, DateRead, DocumentRead, Link, NoteRead, PartyRead
from foedus.record._store import (
    RecordStore,
    UserParty,
    day_bounds,
    keep_original,
    learnt_parties,
    merge_authority,
    pack,
    read_authority,
    sort_day,
    source_text,
    stored_document,
    stored_documents,
    stored_findings,
    stored_furniture,
    stored_repairs,
    stored_suggestions,
    stored_text,
    unpack,
    write_file,
)
from foedus.record._suggestion import Suggestion
from unit.record.store.plain_reader import read_plain

TEXT = "一九四八年\n外 交部致大使\n同意。\n附件\nEnd"


def whole() -> FileRead:
    """Return a reading that uses every field there is."""
    inner = DocumentRead("b", "附件", "attachment", 17, 23, parent="a", basis="form")
    outer = DocumentRead(
        "a", "致大使", "telegram", 0, 23, "1948~", "1948-01-02T03:04", "外交部", "大使", "某人", "第1号", "某书第2页",
        "同上", "zh", "汉口", "甲", "附录一", "7", "", "contents", 0, 5, 6, 16,
        (DateRead("heading", "1948~", "一九四八年", 0, 5, "heading"), DateRead("sent", "1948-01-02", "", 0, 0, "note")),
        (PartyRead("sender", "外交部", "mfa", 6, 10, "opening"),),
        (NoteRead("①", 3, 17, 19, "附件", "endnote", cuts=True),),
        (Link("answers", "", "来电", 1, 2),),
        (Contradiction("sum", "1 + 1 = 3", ((0, 1), (2, 3))),),
        ("tag",), "https://example.org/a", (("key", "value"),),
    )  # fmt: skip
    copy = ReadingCopy.of(TEXT, [Edit(7, 8, "", "space"), Edit(17, 20, "", "note"), Edit(20, 23, "END", "markup")])
    suggestion = Suggestion("s1", "a", "grant", "外交部", "大使", "同意", 14, 16, reported=True, quantity="2")
    party = Party("mfa", "外交部", "body", ("外部",), (Post("部", "1948-01-01", ""),), ((6, 10),))
    return FileRead(
        "a.txt", "", len(TEXT.encode()), "plain", "utf-8", TEXT, False, copy, (outer, inner), (suggestion,), (party,),
        (Block("caption", 20, 23, 0, "x"),), (),
    )  # fmt: skip


def kept(folder: Path, read: FileRead, *, data: bytes = TEXT.encode()) -> RecordStore:
    source = folder / read.name
    source.write_bytes(data)
    store = RecordStore.create(folder / "record")
    write_file(store, read, original=keep_original(source, folder=store.originals, name=read.name), reader="1")
    return store


def test_a_record_gives_back_what_was_put_in(tmp_path: Path) -> None:
    read = whole()
    with kept(tmp_path, read) as store:
        back = {stored.document.id: stored for stored in stored_documents(store)}
        assert [back["a"].document, back["b"].document] == list(read.documents)
        assert (back["a"].first, back["a"].last, back["a"].file) == ("1948-01-01", "1948-12-31", "a.txt")
        assert list(stored_suggestions(store)) == list(read.suggestions)
        assert list(stored_suggestions(store, document="b")) == []
        assert list(learnt_parties(store)) == list(read.parties)
        assert list(stored_furniture(store, file="a.txt")) == list(read.furniture)
        repairs = [(each.was, each.now, each.kind) for each in stored_repairs(store, file="a.txt")]
        assert repairs == [(" ", "", "space"), (TEXT[17:20], "", "note")]  # markup is no repair
        assert source_text(store, "a.txt") == TEXT


def test_the_text_of_a_document_keeps_the_offsets_of_its_source(tmp_path: Path) -> None:
    read = whole()
    with kept(tmp_path, read) as store:
        for document in read.documents:
            text = stored_text(store, document.id)
            window = read.copy.window(document.start, document.end)
            assert text.copy.text == window.text
            spans = [text.copy.to_source(at, at + 1) for at in range(len(text.copy))]
            expected = [window.to_source(at, at + 1) for at in range(len(window))]
            assert [(start + text.base, end + text.base) for start, end in spans] == expected
        assert store.count("texts") == 1  # a nested document is a window of the one around it
        with pytest.raises(KeyError):
            stored_text(store, "c")


def test_half_a_surrogate_pair_does_not_stop_a_file(tmp_path: Path) -> None:
    text = "before \ud83d after"
    copy = ReadingCopy.of(text)
    read = FileRead("x.pdf", "", 3, "pdf", "", text, True, copy, (DocumentRead("d", "t\udc00", "other", 0, len(text)),))
    with kept(tmp_path, read, data=b"%PDF") as store:
        assert stored_text(store, "d").copy.text == text
        assert source_text(store, "x.pdf") == text
        found = stored_document(store, "d")
        assert found is not None
        assert found.document.title == "t?"


def test_packing_is_lossless() -> None:
    copy = ReadingCopy.of("a<b>c</b>d\ud800", [Edit(1, 4, "", "markup"), Edit(5, 9, "x", "reference")])
    back = unpack(*pack(copy.window(1, 10)))
    assert back.source == "<b>c</b>d"
    assert back.edits == (Edit(0, 3, "", "markup"), Edit(4, 8, "x", "reference"))


def test_a_file_whose_text_is_not_its_decoding_is_kept_as_text_too(tmp_path: Path) -> None:
    read = FileRead("a.txt", "", 4, "plain", "utf-8", "other", False, ReadingCopy.of("other"))
    with kept(tmp_path, read, data=b"text") as store:
        assert source_text(store, "a.txt") == "other"
        (tmp_path / "record" / "originals" / (store.files()[0].digest + ".txt")).write_bytes(b"TEXT")
        with pytest.raises(CaseError, match="missing or was changed"):
            source_text(store, "a.txt")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("1950-05-14", "1950-05-15"),
        ("1950-05-01", "1950-05"),  # the exact day before the month that begins on it
        ("1950-05", "1950-05-02"),  # a span sorts by its first day
        ("1949-12-31", "1950"),
        ("../1949", "1950"),  # an open beginning sorts by the end
        ("1950/..", "1951"),
        ("1958-12-31", ""),
        ("9999", ""),
        ("1950~", ""),
    ],
)
def test_uncertain_dates_sort_by_the_rule(earlier: str, later: str) -> None:
    assert sort_day(*day_bounds(earlier)) < sort_day(*day_bounds(later))


def test_what_is_no_date_sorts_as_undated() -> None:
    assert sort_day(*day_bounds("soon")) == sort_day("", "")


def test_documents_come_in_the_order_of_their_dates(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("1950-05 A > B\n\n1950-05-01T10:00 C > D\n\nnone\n\n1949 E > F\n\n1950-05-01T02:00 G > H\n")
    read_record([source], folder=tmp_path / "r", read=read_plain)
    with RecordStore.open(tmp_path / "r") as store:
        assert [stored.document.date for stored in stored_documents(store)] == [
            "1949", "1950-05-01T02:00", "1950-05-01T10:00", "1950-05", "",
        ]  # fmt: skip
        by_place = [stored.document.start for stored in stored_documents(store, file="a.txt")]
        assert by_place == sorted(by_place)


def test_documents_by_the_thousand_come_batch_by_batch(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("".join(f"1950-01-{1 + n % 28:02d} A{n} > B\n\n" for n in range(1203)))
    read_record([source], folder=tmp_path / "r", read=read_plain)
    with RecordStore.open(tmp_path / "r") as store:
        dates = [stored.document.date for stored in stored_documents(store)]
    assert dates == sorted(f"1950-01-{1 + n % 28:02d}" for n in range(1203))


def code(error: pytest.ExceptionInfo[CaseError]) -> str:
    return error.value.diagnostics[0].code


def test_no_record_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        RecordStore.open(tmp_path)
    assert code(error) == "no-record"


def test_a_foreign_database_is_neither_read_nor_changed(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE files (x)")
    other.close()
    before = path.read_bytes()
    for enter in (RecordStore.open, RecordStore.create):
        with pytest.raises(CaseError) as error:
            enter(tmp_path)
        assert code(error) == "record-foreign"
    assert path.read_bytes() == before


def test_a_record_of_another_version_is_refused(tmp_path: Path) -> None:
    RecordStore.create(tmp_path).close()
    other = sqlite3.connect(tmp_path / "record.sqlite")
    other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(CaseError) as error:
        RecordStore.open(tmp_path)
    assert code(error) == "record-version"


@pytest.mark.parametrize("damage", ["text", "cut", "garbled"])
def test_a_damaged_database_is_said_so_and_can_be_rebuilt(tmp_path: Path, damage: str) -> None:
    (tmp_path / "a.txt").write_text("1950 A > B\nwords\n\n1951 C > D\n" + "filler words " * 2000)
    record = tmp_path / "r"
    first = read_record([tmp_path / "a.txt"], folder=record, read=read_plain)
    with RecordStore.open(record) as store:
        documents = list(stored_documents(store))
    path = record / "record.sqlite"
    data = path.read_bytes()
    if damage == "text":
        path.write_bytes(b"this is no database at all, but long enough to look like one" * 9)
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(data[:100] + b"\xff" * 4000 + data[4100:])
    with pytest.raises(CaseError) as error:
        RecordStore.open(record)
    assert code(error) == "record-damaged"
    again = rebuild_record(record, read=read_plain)
    assert (again.documents, again.read) == (first.documents, first.read)
    with RecordStore.open(record) as store:
        assert list(stored_documents(store)) == documents


def test_rebuilding_leaves_out_what_was_half_written_and_what_was_replaced(tmp_path: Path) -> None:
    source, record = tmp_path / "a.txt", tmp_path / "r"
    for words in ("1950 A > B\n", "1951 A > B\n"):
        source.write_text(words)
        read_record([source], folder=record, read=read_plain)
    with (record / "originals" / "names.jsonl").open("a") as stream:
        stream.write('{"name": "half')
    (record / "record.sqlite").unlink()
    rebuild_record(record, read=read_plain)
    with RecordStore.open(record) as store:
        assert [stored.document.date for stored in stored_documents(store)] == ["1951"]


def test_a_foreign_database_is_not_moved_away_by_a_rebuild(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").write_bytes(b"somebody's")
    with pytest.raises(CaseError) as error:
        rebuild_record(tmp_path, read=read_plain)
    assert code(error) == "no-record"
    assert [path.name for path in tmp_path.iterdir()] == ["record.sqlite"]


@pytest.mark.parametrize("gone", [True, False])
def test_an_original_that_is_lost_is_a_finding_of_the_rebuild(tmp_path: Path, gone: bool) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"1950 {name} > B\n")
    record = tmp_path / "r"
    read_record([tmp_path / "a.txt", tmp_path / "b.txt"], folder=record, read=read_plain)
    original = next(path for path in (record / "originals").glob("*.txt") if path.read_text() == "1950 a > B\n")
    if gone:
        original.unlink()
    else:
        original.write_text("1950 z > B\n")
    summary = rebuild_record(record, read=read_plain)
    assert (summary.read, summary.failed, [found.code for found in summary.findings]) == (1, 1, ["record-original"])


def test_a_record_on_a_medium_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1950 A > B\n")
    record = tmp_path / "r"
    read_record([tmp_path / "a.txt"], folder=record, read=read_plain)
    assert sorted(path.name for path in record.iterdir()) == ["originals", "record.sqlite"]  # one file, no journal
    for path in (record / "record.sqlite", record):
        path.chmod(0o555)
    try:
        with RecordStore.open(record) as store:
            assert store.count("documents") == 1
            with pytest.raises(sqlite3.OperationalError):
                store.connection.execute("DELETE FROM documents")
    finally:
        record.chmod(0o755)


def test_a_file_read_can_be_handed_from_one_process_to_another() -> None:
    assert pickle.loads(pickle.dumps(whole())) == whole()  # noqa: S301


def test_an_original_is_kept_byte_for_byte(tmp_path: Path) -> None:
    data = "\ufeffa\r\nb\x00".encode()
    source = tmp_path / "Letter.TXT"
    source.write_bytes(data)
    original = keep_original(source, folder=tmp_path / "o", name="Letter.TXT")
    assert original.suffix == ".txt"
    assert (tmp_path / "o" / original.file).read_bytes() == data
    again = keep_original(source, folder=tmp_path / "o", name="again")
    assert (again.name, again.digest, again.suffix) == ("again", original.digest, ".txt")
    assert len(list((tmp_path / "o").iterdir())) == 1


def test_the_users_authority_wins_over_what_files_say(tmp_path: Path) -> None:
    (tmp_path / "authority.yaml").write_text(
        "jvs:\n  name: 斯大林\n  aliases: [菲利波夫]\n  same: [x9]\n  not: [谢苗]\n"
        "min:\n  name: Ministry\n  kind: body\n  posts: [{title: Office, first: 1950}]\n",
        encoding="utf-8",
    )
    users = read_authority(tmp_path)
    learnt = [
        Party("x9", "Koba", aliases=("谢苗",)),
        Party("x1", "菲利波夫", aliases=("冯西", "Ministry")),
        Party("x2", "冯西", aliases=("Other",)),
        Party("x2", "冯西", aliases=("Another",)),
        Party("x3", "谢苗"),
    ]
    merged = merge_authority(users, learnt)
    names = {party.id: (party.name, *party.aliases) for party in merged.parties}
    assert names == {
        "jvs": ("斯大林", "菲利波夫", "Koba", "冯西", "Other", "Another"), "min": ("Ministry",), "x3": ("谢苗",),
    }  # fmt: skip
    assert merged.find("Ministry") == users[1].party
    assert users[1].party.posts == (Post("Office", "1950"),)
    assert merge_authority([], []).parties == ()
    assert merge_authority([UserParty(Party("a", "A"))], []).parties == (Party("a", "A"),)


@pytest.mark.parametrize(
    "text",
    ["- a\n- b\n", "a: b\n", "a: {nam: x}\n", "a: {name: [x]}\n", "a: {kind: ship}\n", "a: {posts: [x]}\n", "a: [\n"],
)
def test_mistakes_in_the_authority_file_are_located(tmp_path: Path, text: str) -> None:
    (tmp_path / "authority.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as error:
        read_authority(tmp_path)
    where = error.value.diagnostics[0].where
    assert where is not None
    assert where.file == "authority.yaml"


def test_the_users_own_files_survive_a_rebuild(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1950 A > B\n")
    record = tmp_path / "r"
    record.mkdir()
    (record / "authority.yaml").write_text("a: {name: Alpha, aliases: [A]}\n")
    (record / "decisions.jsonl").write_text('{"id": "s1", "status": "accepted"}\n')
    read_record([tmp_path / "a.txt"], folder=record, read=read_plain)
    shutil.copy(record / "authority.yaml", tmp_path / "copy.yaml")
    rebuild_record(record, read=read_plain)
    assert (record / "authority.yaml").read_bytes() == (tmp_path / "copy.yaml").read_bytes()
    assert (record / "decisions.jsonl").read_text() == '{"id": "s1", "status": "accepted"}\n'
    with RecordStore.open(record) as store:
        assert [stored.document.sender for stored in stored_documents(store)] == ["Alpha"]
        assert list(stored_findings(store)) == []
