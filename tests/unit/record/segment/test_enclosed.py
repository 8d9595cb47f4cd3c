"""What stands inside a document: attachments by their label, messages by what announces and closes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.record._copy import Edit, ReadingCopy
from foedus.record._ingest import SourceText
from foedus.record._reading import Segment
from foedus.record._repair import repair
from foedus.record._segment import find_enclosed


def enclosed(text: str) -> list[str]:
    """Return what is found inside *text*, whose first line is its heading, as printed."""
    head = text.index("\n") if "\n" in text else 0
    copy = repair(SourceText(Path("one.txt"), text, "utf-8")).copy
    found = find_enclosed(copy, Segment(0, len(text), "", 0, head, "form"))
    return [text[each.start : each.end] for each in found]


QUOTED = """河东厅致陆明远电（1907年4月5日）
明远先生：
北岭之桩为人移去，现将领事来函转去，全文如下：
“韩会办先生：
北岭之桩非我方所移。他说：“此事可查。”
柯理
1907年4月4日”
弟以为其言不实。
韩子敬
1907年4月5日
同上，第9页
"""
UNPAIRED = """Mr. Hale to Lord Exmoor
My Lord,
The Porte has answered at last. I enclose the note, which reads as follows:
Excellency,
The loan is needed before the summer.
Reshid
April 18, 1853
I have told the Minister that nothing can be done.
I have, &c.
George Hale
"""
RELAY = """陆明远致领事柯理电（1907年4月6日）
请将以下各节转告领事先生：
“领事先生：
北岭之桩请速复原。
陆明远”
"""
SPEECH = """谈话纪录（1908年2月1日）
双方谈及税则。
韩子敬问：
“税则何时可定？”
柯理答：
“尚待训令。”
意见如下：
一、税则宜早定。
"""


def test_a_message_ends_with_its_own_signature_and_date_although_quotation_marks_do_not_pair() -> None:
    assert enclosed(QUOTED) == [QUOTED[QUOTED.index("“韩会办") : QUOTED.index("弟以为")].rstrip()]


def test_a_message_without_quotation_marks_is_known_by_its_announcement_and_salutation() -> None:
    assert enclosed(UNPAIRED) == ["Excellency,\nThe loan is needed before the summer.\nReshid\nApril 18, 1853"]


def test_a_telegram_that_is_an_order_to_hand_its_words_on_contains_no_message() -> None:
    assert enclosed(RELAY) == []


def test_what_is_said_in_a_conversation_is_no_message() -> None:
    assert enclosed(SPEECH) == []


def test_attachments_stand_under_their_labels_and_before_the_citation() -> None:
    text = (
        "关于界图的决定（1907年5月1日）\n批准界图两件。\n"
        "附件一 老界碑图说明\n碑高五尺。\n附件二 三河口图说明\n桩没于水。\n同上，第3页\n"
    )
    copy = repair(SourceText(Path("one.txt"), text, "utf-8")).copy
    found = find_enclosed(copy, Segment(0, len(text), "", 0, text.index("\n"), "form"))
    assert [(each.label, each.title, each.kind, each.parent) for each in found] == [
        ("附件一", "老界碑图说明", "attachment", 0),
        ("附件二", "三河口图说明", "attachment", 0),
    ]
    assert [text[each.end - 5 : each.end] for each in found] == ["碑高五尺。", "桩没于水。"]


def test_an_attachment_that_is_only_spoken_of_is_none() -> None:
    assert enclosed("陆明远致韩子敬函（1907年5月3日）\n界图见附件一，价目列于附件二中，请存。\n陆明远\n") == []


def test_a_message_inside_an_attachment_names_the_attachment_as_its_parent() -> None:
    text = (
        "Resolution on the loan\nThe Board approves the letter.\nEnclosure 1\n"
        "The Porte wrote to us in May. The letter runs as follows:\n"
        "Gentlemen,\nWe ask for two millions.\nReshid\nMay 3, 1853\nIt was refused by us.\n"
    )
    copy = repair(SourceText(Path("one.txt"), text, "utf-8")).copy
    found = find_enclosed(copy, Segment(0, len(text), "", 0, text.index("\n"), "form"))
    assert [(each.parent, text[each.start : each.start + 9]) for each in found] == [(0, "Enclosure"), (1, "Gentlemen")]


def test_offsets_are_those_of_the_source_where_the_copy_leaves_things_out() -> None:
    text = QUOTED.replace("北岭", "北 岭")
    blanks = [Edit(at, at + 1, "", "space") for at, each in enumerate(text) if each == " "]
    found = find_enclosed(ReadingCopy.of(text, blanks), Segment(0, len(text), "", 0, text.index("\n"), "form"))
    assert [text[each.start : each.end] for each in found] == [text[text.index("“韩会办") : text.index("\n弟以为")]]


@pytest.mark.parametrize("text", ["", "\n", "如下：\n", "附件", "附件一 \n" * 50_000, "如下：\n“同志：\n" * 20_000])
def test_hostile_documents_are_looked_through_in_bounded_time(text: str) -> None:
    find_enclosed(ReadingCopy.of(text), Segment(0, len(text), "", 0, 0, "form"))
