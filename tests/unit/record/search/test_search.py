from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus._core import CaseError
from foedus.record._read_record import read_record
from foedus.record._search import Filters, SearchPage, _search, search, update_index
from foedus.record._search._hits import align, find_phrases
from foedus.record._search._letters import Phrase, index_text, same_length
from foedus.record._store import RecordStore, source_text, stored_documents, stored_text
from foedus.record._variants import search_fold
from unit.record.search.whole_file_reader import read_pieces
from unit.record.store.plain_reader import read_plain

SEEDS = Path(__file__).resolve().parents[5] / "shared" / "seeds"

LETTERS = """\
1950-05-14 王局长 > 李处长
我局同意贵处关于修桥的建议。桥 梁由 省政 府出钱。政。府
{*1 见贵 处四月来信，附预算}

1950-06 Harbour_Board > City_Council
The Board can’t accept the ferry-boat tariff; the BOARD refuses. Naïve re-use of the U.S. tariff, 10,000 crowns.

1951 王局长 > City_Council
政府 OR 省 NEAR(桥 12份 桥梁)

no date and 桥
[王局长 is 老王] 老王来过
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    folder = tmp_path_factory.mktemp("search")
    (folder / "letters.txt").write_text(LETTERS, encoding="utf-8")
    read_record([folder / "letters.txt"], folder=folder / "r", read=read_plain)
    with RecordStore.open(folder / "r") as opened:
        yield opened


def printed(store: RecordStore, page: SearchPage) -> list[str]:
    """Return what is printed at every place found, by document in the order of the page."""
    return [source_text(store, hit.file)[span.start : span.end] for hit in page.hits for span in hit.spans]


def dates(page: SearchPage) -> list[str]:
    return [hit.date for hit in page.hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("桥梁", ["桥 梁", "桥梁"]),  # the space inside the word is no obstacle; offsets are raw
        ("政府", ["政 府", "政府"]),  # but a full stop between two characters is
        ("桥", ["桥", "桥", "桥", "桥", "桥"]),
        ("贵处", ["贵处", "贵 处"]),  # once in the text, once in the note
        ("省政府", ["省政 府"]),
        ("board", ["Board", "Board", "BOARD"]),
        ("can't", ["can’t"]),
        ("ferry-boat", ["ferry-boat"]),
        ("ferry boat", ["ferry", "boat"]),
        ('"ferry boat"', ["ferry-boat"]),
        ("ferryboat", []),
        ("naive", ["Naïve"]),
        ("NAÏVE", ["Naïve"]),
        ("u.s.", ["U.S"]),
        ("10,000", ["10,000"]),
        ("000", ["000"]),
        ("12", ["12"]),
        ("１２份", ["12份"]),
        ("tar*", ["tar", "tar"]),
        ("王局长", ["王局长", "王局长", "王局长"]),
        ("near(桥", ["NEAR(桥"]),
    ],
)
def test_words_are_found_where_they_stand(store: RecordStore, query: str, expected: list[str]) -> None:
    assert printed(store, search(store, query, order="date")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["1950-05-14", "1950-06", "1951", ""]),
        ("桥 -政府", [""]),
        ("-桥", ["1950-06"]),
        ("tariff OR 预算", ["1950-05-14", "1950-06"]),
        ("tariff OR 预算 省", ["1950-05-14"]),
        ("from:王局长", ["1950-05-14", "1951"]),
        ("to:city_council", ["1950-06", "1951"]),
        ("to:council", ["1950-06", "1951"]),
        ("from:王局长 to:李处长", ["1950-05-14"]),
        ("party:王局长 -to:李处长", ["1951"]),
        ("from:老王", ["1950-05-14", "1951"]),  # the file says who he is
        ("date:1950", ["1950-05-14", "1950-06"]),
        ("date:1950-05", ["1950-05-14"]),
        ("date:1950-06-10", ["1950-06"]),  # it may be of that day
        ("date:1951-03/1951-04", ["1951"]),
        ("date:1952", []),
        ("kind:telegram 桥", ["1950-05-14", "1951"]),
        ("kind:Other", [""]),
        ("tag:short", [""]),
        ("language:en", ["1950-06"]),
        ("file:letters.txt 桥", ["1950-05-14", "1951", ""]),
        ("title:李处长", ["1950-05-14"]),
        ("from:nobody", []),
        ("to:李处长 OR tariff", ["1950-05-14", "1950-06"]),
        ("桥 kind:other OR to:李处长", ["1950-05-14", ""]),
        ('from:"。"', []),
    ],
)
def test_the_small_language_means_what_it_says(store: RecordStore, query: str, expected: list[str]) -> None:
    found = dates(search(store, query, order="date"))
    assert found == expected
    assert sorted(dates(search(store, query))) == sorted(found)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(after="1950-06"), ["1950-06", "1951"]),
        (Filters(after="1950-06-20"), ["1950-06", "1951"]),
        (Filters(before="1950-05"), ["1950-05-14"]),
        (Filters(before="1950-06-02"), ["1950-05-14", "1950-06"]),
        (Filters(after="1950-05-15", before="1950-12"), ["1950-06"]),
        (Filters(sender="老王", recipient="city"), ["1951"]),
        (Filters(kind="telegram", language="zh"), ["1950-05-14", "1951"]),
        (Filters(party="李处长"), ["1950-05-14"]),
    ],
)
def test_filters_hold_beside_the_query(store: RecordStore, filters: Filters, expected: list[str]) -> None:
    assert dates(search(store, "", order="date", filters=filters)) == expected
    assert search(store, "", filters=filters).total == len(expected)


def test_open_and_long_dates_are_found_by_every_day_they_may_mean(tmp_path: Path) -> None:
    given = ["../1890", "1880/..", "1700/1950", "1899-11/1901-02", "1900", "1900-05-05", "2050-01-01", "1600", "soon"]
    (tmp_path / "a.txt").write_text("\n\n".join(f"{date} A > B\nword" for date in given))
    read_record([tmp_path / "a.txt"], folder=tmp_path / "r", read=read_plain)
    with RecordStore.open(tmp_path / "r") as store:
        bounds = {stored.document.date: (stored.first, stored.last) for stored in stored_documents(store)}

        def may_be(date: str, after: str, before: str) -> bool:
            first, last = bounds[date]
            dated = bool(first or last)
            return dated and (not after or not last or last >= after) and (not before or not first or first <= before)

        for after in ("", "1650-01-01", "1885-01-01", "1900-05-05", "1901-03-01", "2051-01-01"):
            for before in ("", "1650-12-31", "1885-12-31", "1900-05-05", "1949-01-01", "2060-01-01"):
                if not (after or before):
                    continue
                filters = Filters(after=after, before=before)
                for order in ("date", "rank"):
                    found = dates(search(store, "word", order=order, filters=filters))  # type: ignore[arg-type]
                    assert sorted(found) == sorted(date for date in given if may_be(date, after, before)), filters


def test_a_name_finds_its_aliases_when_asked(store: RecordStore) -> None:
    assert "老王" not in printed(store, search(store, "王局长"))
    assert "老王" in printed(store, search(store, "王局长", names=True))


def test_verbatim_is_exactly_as_printed(store: RecordStore) -> None:
    assert printed(store, search(store, "桥 梁", verbatim=True)) == ["桥 梁"]
    assert printed(store, search(store, "桥梁", verbatim=True)) == ["桥梁"]
    assert printed(store, search(store, "the BOARD", verbatim=True)) == ["the BOARD"]
    assert printed(store, search(store, "the board", verbatim=True)) == []
    assert printed(store, search(store, "贵 处四月", verbatim=True)) == ["贵 处四月"]


@pytest.mark.parametrize(
    "query",
    [
        '"', '""', "'", "';--", "AND", "OR", "NOT", "OR OR", "-", "--", "*", "a*b*", "(", ")))", "NEAR(a b)", "{a}:x",
        "body:x", "full_text", "^x", "x^2", "col : \"y\"", "a + b", "%", "_", "\x00", "\ud800", "😀", "\u0301", "from:",
        "from:\"", "date", "\u202e", "OR x", "x OR", "-x OR y", "桥*", "a\"b\"c", "facts:all", "{facts}:\"all\"",
    ],
)  # fmt: skip
def test_no_query_is_a_command_or_an_error(store: RecordStore, query: str) -> None:
    for order in ("rank", "date"):
        search(store, query, order=order)  # type: ignore[arg-type]
    search(store, query, filters=Filters(sender=query, tag=query, file=query))


def test_a_query_that_cannot_be_asked_says_why(store: RecordStore) -> None:
    for query in ("x" * 3000, "a b " * 60, "date:soon", "-date:1950", "x OR date:1950"):
        with pytest.raises(CaseError) as error:
            search(store, query)
        assert error.value.diagnostics[0].code == "search-query"
    with pytest.raises(CaseError):
        search(store, "", filters=Filters(after="soon"))
    with pytest.raises(CaseError):
        search(store, "桥", facets=("colour",))
    with pytest.raises(ValueError, match="limit"):
        search(store, "桥", limit=0)


def test_pages_follow_one_another(store: RecordStore) -> None:
    for order in ("rank", "date"):
        whole = [hit.document for hit in search(store, "桥", order=order).hits]  # type: ignore[arg-type]
        pages = [search(store, "桥", order=order, limit=1, offset=place).hits[0].document for place in range(3)]  # type: ignore[arg-type]
        assert pages == whole
    assert search(store, "桥", offset=3).hits == ()
    assert search(store, "桥", limit=1).total == 3


def test_facets_count_all_documents_found(store: RecordStore) -> None:
    page = search(
        store, "桥", limit=1, facets=("kind", "year", "sender", "party", "tag", "language", "file", "recipient")
    )
    facets = {facet.name: dict(facet.counts) for facet in page.facets}
    assert facets["kind"] == {"telegram": 2, "other": 1}
    assert facets["year"] == {"1950": 1, "1951": 1}
    assert facets["sender"] == {"王局长": 2}
    assert facets["party"] == {"王局长": 2, "李处长": 1, "City_Council": 1}
    assert facets["file"] == {"letters.txt": 3}
    assert all(facet.exact for facet in page.facets)


def test_a_snippet_is_as_printed_and_marks_what_was_found(store: RecordStore) -> None:
    hit = search(store, "省政府").hits[0]
    start, end = hit.snippet.marks[0]
    assert hit.snippet.text[start:end] == "省政 府"
    assert source_text(store, hit.file)[hit.snippet.start : hit.snippet.end] == hit.snippet.text


def test_documents_not_yet_indexed_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1950 A > B\nword\n")
    read_record([tmp_path / "a.txt"], folder=tmp_path / "r", read=read_plain)
    with RecordStore.create(tmp_path / "r") as store:
        store.connection.execute("DROP TABLE full_text")
        assert search(store, "word").unindexed == 1
        store.set_meta("index", "")
        assert update_index(store) == 1
        assert search(store, "word").total == 1


def test_a_file_replaced_is_found_as_it_is_now(tmp_path: Path) -> None:
    for words in ("old word", "new word"):
        (tmp_path / "a.txt").write_text(f"1950 A > B\n{words}\n")
        read_record([tmp_path / "a.txt"], folder=tmp_path / "r", read=read_plain)
    with RecordStore.open(tmp_path / "r") as store:
        assert (search(store, "old").total, search(store, "new").total, search(store, "word").total) == (0, 1, 1)


def test_a_sample_is_ranked_where_too_much_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = "\n".join(f"1950-01-01 A{n} > B\nword {'word ' * (n % 7)}\n" for n in range(400))
    (tmp_path / "a.txt").write_text(letters + "\n1950-01-02 word > B\nword\n")
    read_record([tmp_path / "a.txt"], folder=tmp_path / "r", read=read_plain)
    with RecordStore.open(tmp_path / "r") as store:
        exact = search(store, "word", limit=50)
        monkeypatch.setattr(_search, "RANKED", 100)
        page = search(store, "word", limit=200)
        monkeypatch.undo()
    assert exact.sampled == 0
    assert exact.total == 401
    assert 0 < page.sampled < 16
    assert any(hit.sender == "word" for hit in page.hits)  # in the title
    counts = [len(hit.spans) for hit in page.hits if hit.sender != "word"]
    assert counts == sorted(counts, reverse=True)
    assert 20 < len(page.hits) < 200


def test_the_index_answers_and_no_table_is_scanned(store: RecordStore) -> None:
    statements: list[str] = []
    store.connection.set_trace_callback(statements.append)
    try:
        for order in ("rank", "date"):
            search(store, "桥 from:王局长 date:1950", order=order)  # type: ignore[arg-type]
    finally:
        store.connection.set_trace_callback(None)
    plans = []
    for statement in statements:
        if statement.startswith("SELECT") and "authority" not in statement and "sqlite_master" not in statement:
            plans += [row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    scans = [plan for plan in plans if plan.startswith("SCAN") and "VIRTUAL TABLE" not in plan]
    small = ("stale", "unindexed", "documents_open", "subquery")
    assert [plan for plan in scans if not any(name in plan for name in small)] == []
    assert any("VIRTUAL TABLE INDEX" in plan for plan in plans)
    by_date = [plan for plan in plans if "TEMP B-TREE" in plan]
    assert len(by_date) <= 1, "only the ranking sorts"


def test_tokens_of_the_index_and_phrases_of_the_text_agree() -> None:
    chance = random.Random(0)  # noqa: S311
    alphabet = "ab政府桥é１2-’ .。\n\u0301\u00ad①Ж한かｱ\U00020000·/"
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='ascii')")
    texts = ["".join(chance.choices(alphabet, k=chance.randint(1, 30))) for _ in range(300)]
    connection.executemany("INSERT INTO t VALUES (?)", [(index_text(text),) for text in texts])
    for _ in range(300):
        source = chance.choice(texts)
        at = chance.randrange(len(source))
        phrase = Phrase.of(source[at : at + chance.randint(1, 4)], prefix=chance.random() < 0.2)
        if not phrase.tokens:
            continue
        found = {row[0] - 1 for row in connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (phrase.match(),))}
        shown = {number for number, text in enumerate(texts) if find_phrases(text, [("", phrase)])}
        assert shown <= found
        for number in found - shown:  # only a hyphen between two Chinese characters parts what the index joins
            assert any(mark in texts[number] for mark in "-’·")


def test_long_and_short_texts_have_the_same_tokens() -> None:
    chance = random.Random(5)  # noqa: S311
    codes = [chance.choice([chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)]) for _ in range(5000)]
    text = "".join(map(chr, codes))
    for long in (text, text * 2, text.encode("utf-8", "replace").decode() + "\ud800" * 200):
        short = "".join(index_text(long[at : at + 50]) for at in range(0, len(long), 50))
        assert index_text(long).split() == short.split()


def test_folding_keeps_the_length() -> None:
    text = "".join(map(chr, range(0x20, 0x3000))) + "ﬀﬃ㈱㍿İß"
    assert len(same_length(text)) == len(text)


def test_a_note_is_aligned_with_what_is_printed() -> None:
    text, source = "金九 (1876-1949) 被暗杀", "①金 九<hi rend='x'>(1876-1949)</hi>\n被 暗杀。"
    places = align(text, source)
    letters = [place for place, character in zip(places, text, strict=True) if character.isalnum()]
    assert "".join(source[place] for place in letters) == "金九18761949被暗杀"
    assert places == sorted(places)


def truth(text: str, query: str) -> int:
    """Count *query* in *text*, both folded, spaces between Chinese characters left out: a second, plainer opinion."""
    folded = search_fold(text).replace(" ", "").replace("\u3000", "").replace("\t", "")
    count, at = 0, folded.find(query)
    while at >= 0:
        count, at = count + 1, folded.find(query, at + len(query))
    return count


def check_words(store: RecordStore, *, seed: int, count: int) -> int:
    """Compare random words of one to four Chinese characters with plain substring search; return how many."""
    texts = {stored.document.id: stored_text(store, stored.document.id).copy.text for stored in stored_documents(store)}
    chance = random.Random(seed)  # noqa: S311
    whole = "".join(texts.values())
    han = [at for at, character in enumerate(whole) if "\u4e00" <= character <= "\u9fff"]
    checked = 0
    while checked < count:
        at, size = chance.choice(han), chance.choice((1, 2, 2, 2, 3, 4))
        word = whole[at : at + size]
        if len(word) < size or not all("\u4e00" <= character <= "\u9fff" for character in word):
            continue
        page = search(store, word, limit=1000, order="date")
        expected = {id_: n for id_, text in texts.items() if (n := truth(text, word))}
        found = {hit.document: len(hit.spans) for hit in page.hits}
        assert found == expected, word
        for hit in page.hits[:3]:
            source = source_text(store, hit.file)
            for span in hit.spans[:5]:
                assert source[span.start : span.end].replace(" ", "").replace("\n", "") == word
        checked += 1
    return checked


def test_short_words_are_found_exactly_in_our_own_text(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311
    words = ["政府", "政", "府", "桥", "梁", "政 府", "。", "，", " ", "\n", "甲乙", "乙甲", "12", "l", "部长", "部 长"]
    for number in range(6):
        text = "".join(chance.choices(words, k=1500))
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    read_record(sorted(tmp_path.glob("*.txt")), folder=tmp_path / "r", read=read_pieces)
    with RecordStore.open(tmp_path / "r") as store:
        assert check_words(store, seed=1, count=60) == 60


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout")
def test_short_words_are_found_exactly_in_the_seeds(tmp_path: Path) -> None:
    read_record([SEEDS], folder=tmp_path / "r", read=read_pieces)
    with RecordStore.open(tmp_path / "r") as store:
        assert check_words(store, seed=2, count=150) == 150
