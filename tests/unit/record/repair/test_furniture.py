"""Is what belongs to the page taken out, and nothing that belongs to the text?"""

from __future__ import annotations

import textwrap
from pathlib import Path

from foedus.record._ingest import SourceText
from foedus.record._repair import Repaired, repair

SENTENCE = (
    "The deputies of the river towns met at the bridge house on the second day of the fair and agreed among them that "
    "the toll on salt be lowered by a third so long as the upper towns keep the towpath clear of timber and of nets"
)
BODY = ". ".join([SENTENCE] * 40) + "."


def made(text: str) -> Repaired:
    return repair(SourceText(Path("a.txt"), text, "utf-8"))


def kinds(repaired: Repaired) -> list[str]:
    return [block.kind for block in repaired.furniture]


def pages(head: str, foot: str, *, mark: str = "") -> str:
    lines = textwrap.wrap(BODY, 66)
    made_of: list[str] = []
    for number, at in enumerate(range(0, len(lines), 20), 7):
        made_of.extend([head.format(number), "", *lines[at : at + 20], *mark.splitlines(), "", foot.format(number), ""])
    return "\n".join(line for line in made_of if line is not None)


def test_page_numbers_and_running_heads_leave_the_sentence_whole() -> None:
    for foot in ("- {} -", "{}", "Page {}", "[{}]"):
        repaired = made(pages("MINUTES OF THE RIVER TOWNS", foot))
        assert repaired.copy.text.strip() == BODY
        assert kinds(repaired).count("page-number") == kinds(repaired).count("page-head") >= 6


def test_a_running_head_that_holds_the_number() -> None:
    repaired = made(pages("{}   The River Towns", ""))
    assert repaired.copy.text.strip() == BODY
    assert set(kinds(repaired)) == {"page-head"}


def test_a_watermark_printed_letter_by_letter() -> None:
    repaired = made(pages("", "", mark="Dr\naf\n\nt c\nopy\n"))
    assert repaired.copy.text.strip() == BODY
    assert {(block.kind, block.label) for block in repaired.furniture} == {("watermark", "Draft copy")}


def test_numbered_headings_are_no_running_heads() -> None:
    text = "\n\n".join(f"Article {number}\n\n" + "\n".join(textwrap.wrap(SENTENCE + ".", 66)) for number in range(1, 9))
    repaired = made(text)
    assert repaired.furniture == ()
    assert repaired.copy.text.count("Article") == 8


def test_numbers_that_count_sections_stay() -> None:
    text = "\n\n".join(
        f"{number}\n\n" + "\n".join(textwrap.wrap(SENTENCE + ". " + SENTENCE + ".", 66)) for number in range(1, 9)
    )
    assert made(text).furniture == ()


def test_a_heading_that_comes_again_stays() -> None:
    text = "\n\n".join("NOTE\n\n" + "\n".join(textwrap.wrap(SENTENCE + ".", 66)) for _ in range(8))
    assert made(text).copy.text.count("NOTE") == 8


def test_a_notice_goes_and_a_document_on_liability_stays() -> None:
    protocol = "两镇修桥议定书\n两镇代表于一九二一年五月在河西商定如下各条。"
    notice = "使用声明\n\n本数据库不对资料的准确性承担责任。\n\n" + protocol.replace("\n", "\n\n")
    assert made(notice).copy.text == protocol
    treaty = "两镇修桥议定书\n\n第一条 双方对桥梁的损坏承担责任。\n\n第二条 本议定书自签字之日起生效。"
    assert kinds(made(treaty)) == []


def test_the_frame_of_a_library_of_books_goes() -> None:
    text = (
        "The eBook of River Towns\n\nTitle: River Towns\n\n*** START OF THE LIBRARY RIVER EBOOK ***\n\n"
        "The towns met.\n\n*** END OF THE LIBRARY RIVER EBOOK ***\n\nMore terms of use.\n"
    )
    assert made(text).copy.text.strip() == "The towns met."


def test_a_caption_is_named_and_stays_readable() -> None:
    repaired = made("The towns met at the bridge.\n\nFig. 3. The bridge house\n\nThe wardens kept the lock.")
    assert kinds(repaired) == ["caption"]
    assert "The bridge house" in repaired.copy.text


def test_a_running_head_run_into_the_text() -> None:
    block = "汉口致商会：\n " + "来函收到，\n 所请照办。\n" * 3
    noisy = "".join(
        f"{block} 同上，第{n}页 {n + 30} 长江商会函稿 附卷二 沈伯安致商 会电 所 请照 办。\n" for n in range(40, 90)
    )
    repaired = made(noisy)
    assert set(kinds(repaired)) == {"page-head"}
    assert "附卷二" not in repaired.copy.text
