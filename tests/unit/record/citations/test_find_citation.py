"""Source lines of our own making, in the forms that editions print; the parts were written down by hand."""

from __future__ import annotations

import pytest

from foedus.record._citations import CitationRead, body_end, ends_cited, find_citation
from foedus.record._copy import Edit, ReadingCopy
from foedus.record._reading import Segment


def cited(body: str) -> CitationRead | None:
    text = f"甲致乙电\n{body}"
    return find_citation(ReadingCopy.of(text), Segment(0, len(text), "", 0, 4, "form"))


@pytest.mark.parametrize(
    ("line", "work", "volume", "pages", "publisher"),
    [
        (
            "选自《某省盐务档案》（上册）第94－97页（某馆，天津，1931）",
            "《某省盐务档案》",
            "（上册）",
            "94—97",
            "某馆，天津，1931",
        ),
        ("摘自《海关函牍》第３卷第12页至第13页", "《海关函牍》", "第３卷", "12—13", ""),
        (
            "（原载《东方杂志》第二十八卷第十九号，1931年10月10日）",
            "《东方杂志》",
            "第二十八卷第十九号",
            "",
            "1931年10月10日",
        ),
        ("转引自王某：《某战史》，某社，1990年版，第45—46页。", "《某战史》", "", "45—46", "某社，1990年版"),
        ("《某人文集》第六卷，某某出版社1993年版，第109页", "《某人文集》", "第六卷", "109", "某某出版社1993年版"),
        ("來源：《外交公報》第二輯第 7、9 頁", "《外交公報》", "第二輯", "7, 9", ""),
    ],
)
def test_a_chinese_source_line_is_taken_apart(line: str, work: str, volume: str, pages: str, publisher: str) -> None:
    found = cited(f"款已照汇。\n甲\n三月一日\n{line}")
    assert found is not None
    assert (found.work, found.volume, found.pages, found.publisher) == (work, volume, pages, publisher)
    assert not found.same


@pytest.mark.parametrize(
    ("line", "volume", "pages"),
    [
        ("同上，（下册）第 12－13页", "（下册）", "12—13"),
        ("同上书，第47页。", "", "47"),
        ("Ibid., p. 17.", "", "17"),
        ("Op. cit., vol. 4, pp. 33, 35.", "vol. 4", "33, 35"),
    ],
)
def test_the_same_as_before(line: str, volume: str, pages: str) -> None:
    found = cited(f"Agreed.\n{line}")
    assert found is not None
    assert (found.same, found.work, found.volume, found.pages) == (True, "", volume, pages)


@pytest.mark.parametrize(
    ("line", "archive", "mark"),
    [
        ("АВПРФ, ф. 0102, оп. 6, п. 21, д. 47, л. 29-40.", "АВПРФ", "ф. 0102, оп. 6, п. 21, д. 47, л. 29-40"),
        (
            "[Source: AVPRF, f. 3, op. 7, p. 27, d. 4, ll. 1-3. Translated by A. B.]",
            "AVPRF",
            "f. 3, op. 7, p. 27, d. 4, ll. 1-3",
        ),
        ("来源：外交部档案馆，204-00310-01", "外交部档案馆", "204-00310-01"),
        ("FO 371/84081, FK1022/53", "FO 371/84081", "FO 371/84081"),
        (
            "National Archives, RG 59, Central Files 795.00/2-858. Secret.",
            "National Archives",
            "RG 59, Central Files 795.00/2-858",
        ),
    ],
)
def test_an_archive_and_its_shelf_mark(line: str, archive: str, mark: str) -> None:
    found = cited(f"Nothing new.\nOrme\n{line}")
    assert found is not None
    assert (found.archive, found.mark, found.work) == (archive, mark, "")


@pytest.mark.parametrize(
    "body",
    [
        "《某报》说得对，在第3页。我们同意。",
        "据《某报》载，敌已退。特此。\n张某\n三月一日",
        "He wrote from Lyon. See vol. 2, p. 4 for the rest of his story.\nYours, etc.",
        "Date: 5 May.\nFrom: The Resident\nTo: The Governor",
        "同上所述，应予照准。",
        "",
    ],
)
def test_words_that_mention_a_work_are_no_source_line(body: str) -> None:
    assert cited(body) is None


def test_a_source_line_glued_to_the_list_of_readers() -> None:
    text = "甲致乙电\n款已照汇。\n甲 1931年3月1日 分送：张某、李某同上，（上册）第 5页"
    segment = Segment(0, len(text), "", 0, 4, "form")
    copy = ReadingCopy.of(text, [Edit(text.index(" 5页"), text.index("5页"), "", "space")])
    found = find_citation(copy, segment)
    assert found is not None
    assert (text[found.start : found.end], found.text) == ("同上，（上册）第 5页", "同上，（上册）第5页")
    assert text[: body_end(copy, segment, found)].endswith("1931年3月1日")


def test_captions_and_titles_may_follow() -> None:
    text = "甲致乙电\n款已照汇。\n选自《盐务》第5页 三里江山 第二编 停战"
    found = find_citation(ReadingCopy.of(text), Segment(0, len(text), "", 0, 4, "form"))
    assert found is not None
    assert text[found.start : found.end] == "选自《盐务》第5页"


def test_a_source_at_the_beginning_leaves_the_end_of_the_body_alone() -> None:
    text = "Orme to Hale\nSource: Papers of the Board, vol. 3, p. 12.\n" + "The mules left.\n" * 20 + "Orme"
    segment = Segment(0, len(text), "", 0, 12, "form")
    found = find_citation(ReadingCopy.of(text), segment)
    assert found is not None
    assert (found.opening, found.work) == (True, "Papers of the Board")
    assert body_end(ReadingCopy.of(text), segment, found) == len(text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("三月一日 同上，（中册）第571页", True),
        ("选自《盐务》第2卷第3页 某社，2014", True),
        ("他们在第三页上写", False),
        ("款不", False),
    ],
)
def test_whether_a_document_is_over(text: str, closed: bool) -> None:
    assert ends_cited(text) is closed


@pytest.mark.parametrize(
    "piece", ["《", "《甲》", "同上，", "第1", "选自", "Source: ", "ф. 1 ", "（", "1、", "p. 1,", "\n"]
)
def test_a_long_text_of_one_shape_is_read(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    copy = ReadingCopy.of(text)
    segment = Segment(0, len(text), "", 0, 0, "file")
    found = find_citation(copy, segment)
    assert 0 <= body_end(copy, segment, found) <= len(text)
