"""English documents: printed diplomatic papers, volumes of telegrams, private letters."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from foedus.record._copy import ReadingCopy
from foedus.record._describe import describe
from foedus.record._reading import DocumentRead, Segment

FRUS = Path(__file__).resolve().parents[5] / "shared" / "data" / "frus"


def read(title: str, body: str) -> DocumentRead:
    text = f"{title}\n{body}"
    return describe(ReadingCopy.of(text), Segment(0, len(text), title, 0, len(title), "form"))


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "Mr. Hale to Lord Exmoor.",
            "No. 17.\nBerne, March 12, 1853.\n(Received March 19.)\nMy Lord,\nThe Diet has met.\n(Signed) HENRY HALE.",
            ("letter", "Mr. Hale", "Lord Exmoor", "1853-03-12", "No. 17", "Berne"),
        ),
        (
            "12. Telegram From the Legation at Strelsau to the Foreign Ministry",
            "Strelsau, July 8, 1934, 9 p.m.\n412. The King received me.",
            ("telegram", "Legation at Strelsau", "Foreign Ministry", "1934-07-08", "No. 412", "Strelsau"),
        ),
        (
            "Letter From the Ambassador to Ruritania (Hale) to the Under-Secretary for Trade (Grey)",
            "Strelsau, July 8, 1934.\nDear Ned: All is quiet.\nSincerely,\nHenry Hale",
            (
                "letter", "Ambassador to Ruritania (Hale)", "Under-Secretary for Trade (Grey)", "1934-07-08", "",
                "Strelsau",
            ),
        ),
        (
            "To John Marsh",
            "Bath, 14 May 1784\nDear Sir,\nYours came safe.\nI am your obedient servant,\nB. Field",
            ("letter", "B. Field", "John Marsh", "1784-05-14", "", "Bath"),
        ),
        (
            "Sir E. Vane to Lord Exmoor.",
            "Berlin, July 29, 1914.\n(Telegraphic.)\nThe Chancellor is silent.",
            ("telegram", "Sir E. Vane", "Lord Exmoor", "1914-07-29", "", "Berlin"),
        ),
        (
            "Telegram",
            "FROM: LEGATION STRELSAU\nTO: FOREIGN OFFICE\nMarch 3, 1931, 5 p.m.\nText.",
            ("telegram", "LEGATION STRELSAU", "FOREIGN OFFICE", "1931-03-03", "", ""),
        ),
        (
            "Treaty of Peace between Arcadia and Sparta",
            "Done at Tegea, 3 May 1801.\nArticle 1.",
            ("treaty", "Arcadia; Sparta", "", "1801-05-03", "", "Tegea"),
        ),
        (
            "Memorandum of Conversation",
            "[Washington,] June 8, 1953.\nMr. Yang objected.",
            ("conversation", "", "", "1953-06-08", "", "Washington"),
        ),
        ("Editorial Note", "On June 8 the parties met.", ("editorial-note", "", "", "", "", "")),
    ],
)  # fmt: skip
def test_form_parties_date_number_and_place(title: str, body: str, expected: tuple[str, ...]) -> None:
    document = read(title, body)
    found = (document.kind, document.sender, document.recipient, document.date, document.reference, document.place)
    assert expected == found


def test_the_date_of_receipt_takes_its_year_from_the_date_line() -> None:
    document = read("Mr. Hale to Lord Exmoor.", "Berne, March 12, 1853.\n(Received March 19.)\nMy Lord,\nText.")
    assert [(date.role, date.edtf) for date in document.dates] == [
        ("drafted", "1853-03-12"),
        ("received", "1853-03-19"),
    ]


def test_the_hour_of_the_date_line_is_when_it_was_sent() -> None:
    document = read(
        "Telegram From the Legation in Ruritania to the Foreign Ministry", "Strelsau, July 8, 1934—9 p.m.\nText."
    )
    assert (document.date, document.sent_at) == ("1934-07-08", "1934-07-08T21:00")


@pytest.mark.skipif(not FRUS.is_dir(), reason="the volumes of ../shared/data/frus are not beside the checkout")
@pytest.mark.parametrize("volume", ["frus1958-60v18", "frus1955-57v23p2"])
def test_headings_of_foreign_relations_give_what_their_markup_says(volume: str) -> None:
    """The heading and the first lines as plain text, against the markup of the same document."""
    source = (FRUS / f"{volume}.xml").read_text(encoding="utf-8")
    counts = dict.fromkeys(("date", "date-right", "party", "party-right"), 0)
    for part in re.split(r'(?=<div [^>]*type="document")', source)[1:]:
        head = part[part.index("<head>") + 6 : part.index("</head>")]
        rest = re.sub("<note.*?</note>", "", part[part.index("</head>") :], flags=re.DOTALL)
        title = _plain(re.sub("<note.*?</note>", "", head, flags=re.DOTALL))
        lines = [_plain(line) for line in re.findall("<(?:p|dateline)[ >].*?</(?:p|dateline)>", rest, re.DOTALL)[:8]]
        document = read(title, "\n".join(lines))
        date = re.search('<date[^>]* when="([0-9-]{10})', part)
        if date is not None:
            counts["date"] += 1
            counts["date-right"] += document.date == date[1]
        for role, shown in (("from", document.sender), ("to", document.recipient)):
            named = re.search(f'type="{role}"[^>]*>(.*?)</', head, re.DOTALL)
            if named is not None:
                counts["party"] += 1
                counts["party-right"] += _plain(named[1]).removeprefix("the ") in shown.replace("; ", " and ")
    assert counts["date"] > 200
    assert counts["date-right"] == counts["date"]
    assert counts["party-right"] >= 0.99 * counts["party"]


def _plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", "", markup))).strip()
