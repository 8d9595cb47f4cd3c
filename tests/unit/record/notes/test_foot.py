"""Notes at the foot of pages, in letters of our own; every expected text was written beside its letter."""

from __future__ import annotations

import pytest

from unit.record.notes.notes_text import notes_of


def test_a_sentence_cut_by_a_page_foot_is_whole_again() -> None:
    text = "督办①昨日抵沈，因路款未到，不——————————\n①督办，姓赵。能开工。余后详。"
    found = notes_of(text)
    (note,) = found.notes[0]
    assert found.copy.text == "督办昨日抵沈，因路款未到，不能开工。余后详。"
    assert (note.at, text[note.start : note.end], note.text, note.cuts) == (2, "①督办，姓赵。", "督办，姓赵。", True)


def test_several_notes_and_numbers_that_begin_again_on_each_page() -> None:
    text = (
        "孙君①与李君②来访。\n——————\n①孙君，时任厂长。\n②李君，工程师。\n次日又谈。\n"
        "周君①未到。\n——————\n①周君，翻译。\n会散。"
    )
    found = notes_of(text)
    assert [(note.marker, note.at, note.text) for note in found.notes[0]] == [
        ("①", 2, "孙君，时任厂长。"),
        ("②", 6, "李君，工程师。"),
        ("①", text.index("周君①") + 2, "周君，翻译。"),
    ]
    assert found.copy.text == "孙君与李君来访。\n次日又谈。\n周君未到。\n会散。"
    assert found.unresolved == ()


def test_an_editor_tag_closes_a_note_without_a_line_break() -> None:
    found = notes_of("所需煤斤①，请于本月底以前运——————①煤斤，指抚顺煤。——本册整理者注到，勿误。")
    assert found.notes[0][0].text == "煤斤，指抚顺煤。——本册整理者注"
    assert found.copy.text == "所需煤斤，请于本月底以前运到，勿误。"


@pytest.mark.parametrize("tag", ["—Ed.", "(Translator’s note)", "[Editor's note]"])
def test_an_english_editor_tag_closes_a_note(tag: str) -> None:
    found = notes_of(f"The factor* sold the\n__________\n* A Mr. Boyle. He left in 1790. {tag}\nwhole cargo at once.")
    assert found.notes[0][0].text == f"A Mr. Boyle. He left in 1790. {tag}"
    assert found.copy.text == "The factor sold the whole cargo at once."


def test_a_note_behind_the_end_of_a_document_runs_to_the_next_heading() -> None:
    text = "甲致乙电\n款已汇①。\n甲\n同上，第5页——————\n①款由某行汇出。某行设于津门。后改组。\n第二编 乙致甲电\n收到。"
    found = notes_of(text, headings=("乙致甲电",))
    assert [note.text for note in found.notes[0]] == ["款由某行汇出。某行设于津门。后改组。"]
    assert found.notes[1] == ()
    assert "第二编 乙致甲电\n收到。" in found.copy.text


def test_a_note_is_of_the_document_its_mark_stands_in() -> None:
    text = "甲致乙电\n款已汇①。\n乙致甲电\n收到，请再汇\n——————\n①指第一批款。\n一批来。"
    found = notes_of(text, headings=("乙致甲电",))
    assert [len(notes) for notes in found.notes] == [1, 0]
    assert found.notes[0][0].text == "指第一批款。"


def test_a_signature_before_the_bar_is_no_cut_sentence() -> None:
    found = notes_of("款已汇①。\n王某\n——————\n①第一批。共三万元。\n下一段。")
    (note,) = found.notes[0]
    assert (note.text, note.cuts) == ("第一批。共三万元。", False)
    assert found.copy.text == "款已汇。\n王某\n下一段。"


def test_marks_on_quantities_and_in_headings() -> None:
    text = "出席报告（节录）①\n到会者76名①，缺席者10%②。\n——————\n①原文如此。\n②应为12%。\n完。"
    found = notes_of(text)
    assert "76名，缺席者10%。" in found.copy.text
    assert [note.at for note in found.notes[0] if note.end > 0] == [text.index("名①") + 1, text.index("②")]
    (lone,) = [note for note in found.notes[0] if note.end < 0]
    assert (lone.at, lone.marker) == (text.index("①"), "①")
    assert [each.code for each in found.unresolved] == ["mark-without-note"]


def test_bare_numbers_under_a_bar_are_notes_where_raised_numbers_ask_for_them() -> None:
    text = (
        "The mules left on Tuesday,1 and the escort2 was\n__________\n1 Tuesday, 4 May 1841.\n"
        "2 Thirty lancers under Capt. Hale. He was killed later.\ndismissed at the ford. We wait."
    )
    found = notes_of(text)
    assert found.copy.text == "The mules left on Tuesday, and the escort was dismissed at the ford. We wait."
    assert [note.text for note in found.notes[0]] == [
        "Tuesday, 4 May 1841.",
        "Thirty lancers under Capt. Hale. He was killed later.",
    ]


def test_a_list_under_a_rule_stays_where_nothing_asks_for_it() -> None:
    text = "Goods received\n----------\n1 bale of silk.\n2 chests of tea.\nSigned, Orme."
    found = notes_of(text)
    assert found.copy.text == text
    assert found.notes == ((),)


def test_a_note_of_two_sentences_is_told_by_how_the_cut_sentence_goes_on() -> None:
    body = "本省盐税逐年减少，商人不服，盐税的征收遂成难题。各县盐税向由商人包办，商人又多拖欠。" * 6
    text = body + "盐①税——————①盐，指海盐。又称官盐，产于沿海。的征收应由本省自办，不再由商人包办。" + body
    found = notes_of(text)
    assert found.notes[0][0].text == "盐，指海盐。又称官盐，产于沿海。"
    assert "盐税的征收应由本省自办" in found.copy.text


def test_enumerations_powers_and_items_are_no_marks() -> None:
    text = "条件：①撤兵；②赔款；③通商。方圆10²里。\n* 其一\n* 其二"
    found = notes_of(text)
    assert (found.copy.text, found.notes, found.unresolved) == (text, ((),), ())


def test_every_note_leads_back_to_its_characters() -> None:
    text = "孙君①到。\n——————\n①孙君，\n厂长。\n完。"
    found = notes_of(text)
    for note in found.notes[0]:
        assert text[note.at] == note.marker
        assert text[note.start : note.end].startswith(note.marker)


@pytest.mark.parametrize(
    "piece",
    ["—", "— ", "①", "—————①①①。", "[", "[1]", "注释\n1. a\n2. b\n", "x1 ———————\n1 a. b.\n", "《", "*", "a* "],
)
def test_a_long_text_of_one_shape_is_read(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    found = notes_of(text)
    assert len(found.notes) == 1
    assert len(found.copy.text) <= len(text)


def test_a_word_divided_at_the_page_end_is_one_word_again() -> None:
    found = notes_of("Captain Reed[1] will not re-\n________\n[1] Later Major Reed.\nturn before spring.")
    assert found.copy.text == "Captain Reed will not return before spring."
