"""Are the paragraphs of a plain text found, however its lines were made?"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from foedus.record._ingest import SourceText
from foedus.record._repair import repair

LETTER = [
    (
        "The deputies of the river towns met at the bridge house on the second day of the fair, and it was agreed "
        "among them that the toll on salt be lowered by a third so long as the upper towns keep the towpath clear."
    ),
    (
        "It was further agreed that neither side shall load its barges by night, and that a barge found loaded by "
        "night may be held at the lock until its master has paid four florins, of which two go to the lock keeper."
    ),
    (
        "The upper towns asked whether the dam might be opened in a dry year. The lower towns answered that they could "
        "not bind themselves, but that they would send word in good time."
    ),
]
EDICT = [
    "城东各坊商议修桥一事，议定每户出工三日，所需木料由河西两坊供给，工竣之日再行核算，不得借故推托，亦不得令老弱之人代役，违者由坊长记名，下次工役加倍承担，众人均无异议。",
    "河西两坊提出木料运费应由各坊均摊。城东坊长答称，运费可以均摊，但木料须于六月底以前运到，逾期一日扣银一两，遇大雨涨水不在此限，双方各执一纸为凭。",
    "此外又议定，桥成之后三年之内不收过桥钱，三年以后如需收取，应先由各坊公议。",
]


def read(text: str) -> str:
    return repair(SourceText(Path("a.txt"), text, "utf-8")).copy.text


def wide(text: str, width: int = 30) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def test_one_paragraph_a_line_stays_as_it_is() -> None:
    for paragraphs in (LETTER, EDICT):
        assert read("\n".join(paragraphs)) == "\n".join(paragraphs)


@pytest.mark.parametrize("end", ["\n\n", "\r\n", "\r\n\r\n", "\n \n\n"])
def test_empty_lines_and_line_ends_of_any_kind_part_paragraphs_once(end: str) -> None:
    assert read(end.join(LETTER) + end).rstrip("\n") == "\n".join(LETTER)


@pytest.mark.parametrize("width", [60, 70, 76])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_english_with_empty_lines_between_paragraphs(width: int, end: str) -> None:
    text = (end * 2).join(end.join(textwrap.wrap(paragraph, width)) for paragraph in LETTER)
    assert read(text) == "\n".join(LETTER)


def test_wrapped_english_with_indented_paragraphs_and_no_empty_lines() -> None:
    text = "\n".join("\n".join(textwrap.wrap(paragraph, 66, initial_indent="    ")) for paragraph in LETTER * 2)
    assert read(text) == "\n".join(LETTER * 2)


def test_lines_set_wide_apart_are_joined_all_the_same() -> None:
    text = "\n\n\n\n".join("\n\n".join(textwrap.wrap(paragraph, 60)) + " " for paragraph in LETTER)
    assert read(text).rstrip() == "\n".join(LETTER)


def test_a_word_broken_at_the_end_of_a_line_is_one_word_unless_it_is_written_with_a_hyphen() -> None:
    text = (
        "The towns agreed among themselves and with the wardens that the con-\n"
        "ference of the year should be held at the house of the bridge keeper,\n"
        "and that the well-known custom of the fair, by which the first barge\n"
        "goes free of toll, be kept for as long as the bridge stands; a cus-\n"
        "tom as old as the bridge itself, and one that the towns hold is well-\n"
        "known to all who trade upon the river between the two locks, whatever\n"
        "the season of the year and whatever the height of the water at the dam\n"
    ) * 3
    read_as = read(text)
    assert "conference" in read_as
    assert "custom as" in read_as
    assert "is well-known to all" in read_as
    assert "\n" not in read_as.strip("\n")


def test_the_head_and_the_foot_of_a_wrapped_letter_keep_their_lines() -> None:
    head = ["Bridge House", "12 June 1741", "My dear Warden,"]
    foot = ["I remain, Sir,", "Your obedient servant,", "J. Holt"]
    body = "\n\n".join("\n".join(textwrap.wrap(paragraph, 70)) for paragraph in LETTER * 2)
    text = "\n".join(head) + "\n\n" + body + "\n\n" + "\n".join(foot) + "\n"
    lines = read(text).splitlines()
    assert lines == [*head, *LETTER, *LETTER, *foot]


def test_verse_is_not_run_together() -> None:
    verse = ["The river runs by bridge and stair,", "The barges wait below,", "The wardens count the salt and stare,",
             "And let no barges go."]  # fmt: skip
    assert read("\n".join(verse * 4)) == "\n".join(verse * 4)


def test_a_list_of_short_lines_is_not_run_together() -> None:
    rows = [f"{name} {number} barrels" for number, name in enumerate(["Salt", "Tar", "Rope", "Flour"] * 5, 10)]
    assert read("\n".join(rows)) == "\n".join(rows)


def test_wrapped_chinese_with_indents() -> None:
    text = "\n".join("\n".join(wide("\u3000\u3000" + paragraph)) for paragraph in EDICT * 2)
    assert read(text) == "\n".join(EDICT * 2)


def test_wrapped_chinese_with_a_blank_at_the_end_of_a_paragraph_and_lines_set_apart() -> None:
    text = "\n\n".join("\n\n".join(wide(paragraph)) + " " for paragraph in EDICT * 2)
    assert read(text).rstrip() == "\n".join(EDICT * 2)


def test_wrapped_chinese_with_short_last_lines_only() -> None:
    text = "\n".join("\n".join(wide(paragraph, 31)) for paragraph in EDICT * 2)
    assert read(text) == "\n".join(EDICT * 2)


def test_a_page_that_ends_inside_a_word_is_healed_where_paragraphs_have_one_line_each() -> None:
    first, second = EDICT[0][:45], EDICT[0][45:]
    text = "\n\n".join([EDICT[1], EDICT[2], first, second, EDICT[1], "坊长", "王大"])
    assert read(text) == "\n".join([EDICT[1], EDICT[2], EDICT[0], EDICT[1], "坊长", "王大"])


def test_a_line_a_sentence_with_a_blank_before_each_paragraph() -> None:
    lines: list[str] = []
    for paragraph in EDICT * 5:
        sentences = [sentence + "。" for sentence in paragraph.split("。") if sentence]
        lines.extend([" " + sentences[0], *sentences[1:]])
    assert read("\n".join(lines)) == "\n".join(EDICT * 5)


def test_a_sentence_a_line_in_english() -> None:
    lines: list[str] = []
    for paragraph in LETTER * 8:
        first, *rest = paragraph.replace(". ", ".\n").split("\n")
        lines.extend([" " + first, *rest, "So it was written down and sealed by both."])
    text = read("\n".join(lines))
    assert text.splitlines() == [f"{paragraph} So it was written down and sealed by both." for paragraph in LETTER * 8]


def test_two_words_on_two_lines_get_one_blank_and_two_ideographs_none() -> None:
    text = "\n".join(wide("本会议定与 Salt Union 商定价目，自一九二一年五月起施行，" * 12, 29))
    assert "\n" not in read(text)
    assert "SaltUnion" not in read(text)


def test_an_empty_text_and_a_text_of_blanks_read_as_nothing() -> None:
    assert [read(text).strip() for text in ("", " \n\n \u3000\n")] == ["", ""]


def test_a_letter_that_quotes_another_line_by_line() -> None:
    head = ["From: J. Holt", "To: the Warden of the Bridge", "Subject: the toll on salt and what was agreed of it",
            "Date: 14 June 1741"]  # fmt: skip
    asked = [f"> {line}" for line in textwrap.wrap(LETTER[2], 66)]
    text = "\n".join([*head, "", *asked, *textwrap.wrap(LETTER[0], 70), "", *textwrap.wrap(LETTER[1], 70)])
    assert read(text).splitlines() == [*head, f"> {LETTER[2]}", LETTER[0], LETTER[1]]
