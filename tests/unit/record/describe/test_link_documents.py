"""Documents that answer, mention and enclose one another, and those that are spoken of and absent."""

from __future__ import annotations

from foedus.record._authority import Authority, Party
from foedus.record._copy import ReadingCopy
from foedus.record._describe import describe, link_documents
from foedus.record._reading import DocumentRead, Segment

KNOWN = Authority((Party("napoleon", "拿破仑", aliases=("路易松",)), Party("cavour", "加富尔")))


def linked(*texts: tuple[str, str]) -> list[DocumentRead]:
    documents, copies = [], []
    for title, body in texts:
        text = f"{title}\n{body}"
        copy = ReadingCopy.of(text)
        documents.append(describe(copy, Segment(0, len(text), title, 0, len(title), "form"), authority=KNOWN))
        copies.append(copy)
    return list(link_documents(documents, copies))


def pointing(document: DocumentRead) -> list[tuple[str, str, str]]:
    return [(link.kind, link.target, link.text) for link in document.links]


def test_an_answer_is_known_by_the_date_of_what_it_answers() -> None:
    question, other, answer = linked(
        ("加富尔致拿破仑信（1858年7月21日）", "陛下：\n可否会晤？\n加富尔"),
        ("加富尔致拉马莫拉信（1858年7月21日）", "将军：\n请备马。\n加富尔"),
        ("拿破仑致加富尔信（1858年7月28日）", "伯爵阁下：\n您7月21日的来信收到了。\n同意。\n路易松"),
    )
    assert pointing(answer) == [("answers", question.id, "您7月21日的来信")]
    assert other.links == question.links == ()


def test_an_answer_is_known_by_a_number() -> None:
    question, answer = linked(
        ("加富尔致拿破仑电（1858年7月21日）", "发自都灵\n致路易松：\n可否会晤？\n加富尔\n第408-410号电"),
        ("拿破仑致加富尔电（1858年7月23日）", "都灵致加富尔：\n答复您的第408-410号电报。\n同意。\n路易松"),
    )
    assert pointing(answer) == [("answers", question.id, "答复您的第408-410号")]


def test_a_message_spoken_of_and_absent_is_a_gap() -> None:
    (answer,) = linked(("拿破仑致加富尔信（1858年7月28日）", "伯爵阁下：\n您7月2日的来信收悉。\n路易松"))
    assert pointing(answer) == [("answers", "", "您7月2日的来信")]
    start = answer.links[0].start
    assert start == len("拿破仑致加富尔信（1858年7月28日）\n伯爵阁下：\n")


def test_an_undated_answer_is_to_the_last_message_of_the_days_before() -> None:
    old, new, answer, late = linked(
        ("加富尔致拿破仑信（1858年7月1日）", "陛下：\n可否会晤？\n加富尔"),
        ("加富尔致拿破仑信（1858年7月21日）", "陛下：\n再请会晤。\n加富尔"),
        ("拿破仑致加富尔信（1858年7月23日）", "伯爵阁下：\n您关于会晤的来信收到了。\n路易松"),
        ("拿破仑致加富尔信（1858年9月23日）", "伯爵阁下：\n您关于会晤的来信收到了。\n路易松"),
    )
    assert [link.target for link in answer.links] == [new.id]
    assert [link.target for link in late.links] == [""]
    assert old.links == ()


def test_a_mention_is_no_answer() -> None:
    first, second = linked(
        ("拿破仑致加富尔信（1858年7月21日）", "伯爵阁下：\n会期照旧。\n路易松"),
        ("拿破仑致加富尔信（1858年7月30日）", "伯爵阁下：\n您没有理解我7月21日的来信。\n路易松"),
    )
    assert [(link.kind, link.target) for link in second.links] == [("mentions", first.id)]


def test_english_letters_answer_one_another() -> None:
    body = (
        "Foreign Office, March 9, 1853.\nSir,\nI have received your despatch No. 9 of the 2nd instant. "
        "I also thank you for your letter of February 1.\nEXMOOR."
    )
    question, answer = linked(
        ("Mr. Hale to Lord Exmoor.", "No. 9.\nBerne, March 2, 1853.\nMy Lord,\nThe Diet has met.\nHENRY HALE."),
        ("Lord Exmoor to Mr. Hale.", body),
    )
    assert pointing(answer) == [
        ("answers", question.id, "your despatch No. 9 of the 2nd instant."),
        ("answers", "", "your letter of February 1"),
    ]


def test_what_contains_a_document_encloses_it() -> None:
    text = "甲致乙电\n正文。\n附件\n乙的信"
    outer = DocumentRead("a", "甲致乙电", "telegram", 0, len(text), body_start=5, body_end=len(text), language="zh")
    inner = DocumentRead("b", "乙的信", "letter", 13, len(text), parent="a", body_start=13, language="zh")
    first, second = link_documents([outer, inner], [ReadingCopy.of(text)] * 2)
    assert [(link.kind, link.target) for link in first.links] == [("encloses", "b")]
    assert second.links == ()


def test_a_number_given_twice_is_reported() -> None:
    one, other, excerpt = linked(
        ("加富尔致拿破仑电（1858年7月21日）", "发自都灵\n致路易松：\n甲事。\n加富尔\n第12号电"),
        ("加富尔致拿破仑电（1858年8月3日）", "发自都灵\n致路易松：\n乙事。\n加富尔\n第12号电"),
        ("加富尔致拿破仑电（摘录）（1858年7月21日）", "发自都灵\n致路易松：\n丙事。\n加富尔\n第12号电"),
    )
    assert [found.code for found in other.contradictions] == ["duplicate-number"]
    assert one.contradictions == excerpt.contradictions == ()


def test_many_documents_are_linked_in_time() -> None:
    body = "伯爵阁下：\n您7月21日的来信收到了。\n路易松"
    documents = linked(*[(f"拿破仑致加富尔信（1858年7月{day}日）", body) for day in range(1, 29)] * 4)
    assert all(document.links for document in documents)
