"""Are blanks that fell into words taken out, and those that part one thing from the next kept?"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from foedus.record._ingest import SourceText
from foedus.record._reading import Block
from foedus.record._repair import Repaired, repair

WORDS = ["盐税", "商会", "代表", "通知", "河道", "请求", "照办", "来函", "运输", "价目", "议定", "暂缓", "船只", "期限"]


def made(text: str) -> Repaired:
    return repair(SourceText(Path("a.txt"), text, "utf-8"))


def read(text: str) -> str:
    return made(text).copy.text


def letters(count: int, *, seed: int = 7) -> tuple[str, str]:
    """A book of letters as printed, and as a text layer with blanks thrown into its words gives it."""
    rng = random.Random(seed)  # noqa: S311
    clean: list[str] = []
    for number in range(count):
        body = "。".join("".join(rng.choices(WORDS, k=rng.randrange(6, 14))) for _ in range(4)) + "。"
        signer = rng.choice(["陈少卿", "罗三", "沈伯安"])
        clean.append(
            f"汉口致商会同志：\n{body}\n此致 敬礼 {signer} 第{number + 11}号函 1927年{number % 12 + 1}月3日 "
            f"同上，第{number + 20}页\n"
        )
    text = "".join(clean)
    noisy: list[str] = []
    for paragraph in text.split("\n"):
        noisy.append(" " if paragraph else "")
        for at, letter in enumerate(paragraph):
            noisy.append(letter)
            inside = paragraph[at : at + 2]
            if inside in WORDS and rng.random() < 0.3:
                noisy.append(" ")
            if letter == "。" and at + 1 < len(paragraph):
                noisy.append("\n")
        noisy.append("\n" if paragraph.endswith("。") else " " if paragraph else "")
    return text, "".join(noisy).replace("：  ", "： ")


def test_words_are_whole_again_and_closings_stay_apart() -> None:
    clean, noisy = letters(40)
    text = read(noisy)
    assert sum(noisy.count(word) for word in WORDS) < sum(clean.count(word) for word in WORDS)
    for word in WORDS:
        assert text.count(word) == clean.count(word)
    for line in clean.splitlines():
        if line.startswith("此致"):
            assert line in text


def test_every_change_is_an_edit_that_names_its_kind() -> None:
    _, noisy = letters(40)
    copy = made(noisy).copy
    assert {edit.kind for edit in copy.edits} <= {"space", "line", "paragraph"}
    assert all(noisy[edit.start : edit.end] != edit.now for edit in copy.edits)
    assert all(not noisy[edit.start : edit.end].strip() for edit in copy.edits)


def test_blanks_a_writer_typed_stay_in_a_clean_text() -> None:
    text = "第一章 总则\n本会设会长一人 副会长二人，任期三年。\n第二章 会费\n会员每年缴纳会费十元，逾期不缴者除名。"
    assert read(text) == text


def test_letter_spacing_is_closed() -> None:
    assert read("免 责 说 明\n注\u3000\u3000释\n王 豪\n本会章程如下。") == "免责说明\n注释\n王豪\n本会章程如下。"


def test_a_word_broken_once_is_mended_where_the_text_writes_it_whole_elsewhere() -> None:
    text = "长江航运联合商 会简章\n长江航运联合商会设于汉口，长江航运联合商会会员均须登记。"
    assert read(text).startswith("长江航运联合商会简章")


def test_blanks_around_numbers_are_typesetting() -> None:
    assert read("会议于 1927 年 3 月 5 日在汉口举行，到会 120 人。") == "会议于1927年3月5日在汉口举行，到会120人。"


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("议定于1927年l月起", "议定于1927年1月起"),
        ("共l,000吨", "共1,000吨"),
        ("有l条船", "有1条船"),
        ("the year l927", "the year 1927"),
        ("1O5 tons", "105 tons"),
        ("１９２７年ＵＮ", "1927年UN"),
        ("６，０００吨", "6,000吨"),
        ("76，600人", "76,600人"),
        ("办到,并问", "办到，并问"),
        ("日本､中国", "日本、中国"),
        ("知道､，没有", "知道，没有"),
    ],
)
def test_characters_of_another_key(printed: str, now: str) -> None:
    assert read(printed) == now


@pytest.mark.parametrize(
    "kept", ["level 5 lamps", "model l", "1950，60人和70人", "Il-10型", "well l", "① 见下", "5 l of oil"]
)
def test_what_may_be_right_is_left(kept: str) -> None:
    assert read(kept) == kept


def test_repair_of_nothing_but_blanks_is_quick_and_empty() -> None:
    assert read(" " * 100_000).strip() == ""
    assert len(read("中 " * 100_000)) <= 200_000


def test_the_blocks_of_a_page_stay_its_paragraphs_however_noisy_its_text() -> None:
    _, noisy = letters(40)
    block = Block("paragraph", 0, len(noisy.rstrip()))
    text = repair(SourceText(Path("a.pdf"), noisy, "utf-8", "pdf", blocks=(block,))).copy.text
    assert "\n" not in text.rstrip("\n")
    assert all(text.count(word) >= noisy.count(word) for word in WORDS)
