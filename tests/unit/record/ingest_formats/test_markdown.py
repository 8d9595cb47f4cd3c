from __future__ import annotations

import time
from pathlib import Path

import pytest

from foedus.record import SourceText, read_source
from foedus.record._copy import ReadingCopy
from foedus.record._repair._blocks import block_edits

LETTER_ZH = (
    "王节度",
    "〔1〕",
    "阁下：",
    "三月二日来信收悉。所请盐引一万道，照准〔2〕。但须在六月以前",
    "〔3〕",
    "交清旧欠。",
    "此致",
    "李 文 山",
    "一八一二年三月九日",
    "注　　释",
    "*",
    "这是李文山的复信。",
    "〔1〕",
    "王节度，名不详。",
    "〔2〕",
    "照准，即同意。",
    "实际只给了八千道。",
    "〔3〕",
    "六月，指农历。",
)
PAGE = """---
title: 致河东节度使书
tags: [盐税, 边防]
---

# 第7章 致河东节度使书

> **出处**：北境文书 / 第二册
> **写作时间**：一八一二年三月

<details>
<summary>点击展开：原文</summary>

LETTER

</details>

## 解读

这封信**先给后要**，见[[有条件的让步|让步]]与[[%E7%9B%90%E7%A8%8E（上）]]。
- 要点一 #边防
- 要点二[^1]

[^1]: 参见另一封信。

---
⬅️ 上一章：[[006_前一封]] | 下一章：[[008_后一封（草稿）]] ➡️
""".replace("LETTER", "<br><br>".join(LETTER_ZH))


def read(folder: Path, text: str, name: str = "page.md") -> SourceText:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return read_source(path)


def lines(source: SourceText) -> list[str]:
    """The paragraphs of the reading copy."""
    return ReadingCopy.of_skips(source.text, source.skips).with_edits(block_edits(source)).text.split("\n")


def said(source: SourceText, kind: str) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks if block.kind == kind]


def labels(source: SourceText, kind: str) -> list[str]:
    return [block.label for block in source.blocks if block.kind == kind]


def test_a_page_becomes_paragraphs_as_lines(tmp_path: Path) -> None:
    assert lines(read(tmp_path, PAGE)) == [
        "第7章 致河东节度使书",
        "出处：北境文书 / 第二册",
        "写作时间：一八一二年三月",
        "点击展开：原文",
        "王节度〔1〕阁下：",
        "三月二日来信收悉。所请盐引一万道，照准〔2〕。但须在六月以前〔3〕交清旧欠。",
        "此致",
        "李 文 山",
        "一八一二年三月九日",
        "注　　释",
        "*这是李文山的复信。",
        "〔1〕王节度，名不详。",
        "〔2〕照准，即同意。",
        "实际只给了八千道。",
        "〔3〕六月，指农历。",
        "解读",
        "这封信先给后要，见让步与%E7%9B%90%E7%A8%8E（上）。",
        "要点一 #边防",
        "要点二[^1]",
        "参见另一封信。",
    ]


def test_primary_text_and_commentary_are_kept_apart(tmp_path: Path) -> None:
    source = read(tmp_path, PAGE)
    (primary,) = said(source, "primary")
    assert primary.startswith("王节度")
    assert primary.endswith("指农历。")
    before, after = said(source, "commentary")
    assert before.startswith("第7章")
    assert after.startswith("解读")
    assert after.endswith("参见另一封信。")


def test_links_tags_and_notes_are_blocks(tmp_path: Path) -> None:
    source = read(tmp_path, PAGE)
    assert labels(source, "wikilink") == ["有条件的让步", "盐税（上）", "006_前一封", "008_后一封（草稿）"]
    assert labels(source, "tag") == ["盐税", "边防", "边防"]
    assert labels(source, "note") == ["*", "〔1〕", "〔2〕", "〔3〕", "[^1]"]
    assert labels(source, "note-mark") == ["[^1]"]
    assert [text[:4] for text in said(source, "navigation")] == ["⬅️ 上"]
    assert dict(source.metadata)["title"] == "致河东节度使书"
    for block in source.blocks:
        assert 0 <= block.start <= block.end <= len(source.text)


LETTER = "\n".join(
    f"> {line}\n>"
    for line in (
        "Dear Governor,",
        "We ask for forty waggons of salt before the frost. " * 5,
        "Signed at Orle, 3 May 1812",
    )
)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("# A letter\n\n## Original text\n\nSend salt.\n\nNow.\n\n## Reading\n\nHe is in a hurry.", "Send", "Now."),
        ("# 信\n\n## 原文\n\n请给盐。\n\n## 解读\n\n他很急。", "请给", "盐。"),
        (f"# A letter\n\n{LETTER}\n\nWhat he wants is salt.", "Dear", "1812"),
        (
            "# A letter\n\nDear Governor,\n\n" + "We ask for salt before the frost comes. " * 8
            + "\n\nOrle, 3 May 1812\n\n"
            "## Commentary\n\nHe is in a hurry.", "Dear", "1812",
        ),
        ("<details><summary>Full text</summary>\n\nSend salt.\n\n</details>\n\nHe is in a hurry.", "Send", "salt."),
    ],
)  # fmt: skip
def test_the_form_of_a_page_tells_its_primary_text(tmp_path: Path, text: str, begins: str, ends: str) -> None:
    source = read(tmp_path, text)
    (primary,) = said(source, "primary")
    assert primary.startswith(begins)
    assert primary.endswith(ends)
    assert any("hurry" in text or "急" in text or "wants" in text for text in said(source, "commentary"))


@pytest.mark.parametrize(
    "text",
    [
        "# Notes on salt\n\nThe tax rose.\n\n> A short saying.\n\n- one\n- two",
        "# 随笔\n\n一段话。\n\n<details><summary>背景</summary>\n\n一段背景。\n\n</details>",
        "Only one paragraph.",
        "## Original text\n\nNothing but the text.",
    ],
)
def test_a_plain_note_has_no_zones(tmp_path: Path, text: str) -> None:
    assert not {block.kind for block in read(tmp_path, text).blocks} & {"primary", "commentary"}


def test_forms_of_commonmark_and_obsidian(tmp_path: Path) -> None:
    text = (
        "Title\n=====\n\nOne *two* __three__ `four` ==five== ~~six~~ a_b_c 2 * 3\nruns on\n\n"
        "1. first\n2. second\n   goes on\n\n```\ncode <b> **x**\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "> [!quote]- Said\n> words\n\n%% hidden %%\n"
        '![[map.png]] ![alt](x.png) [site](https://e.org/a_(b) "t") end ^id1\n\n'
        "[ref]: https://e.org\n"
    )
    source = read(tmp_path, text)
    assert lines(source) == [
        "Title", "One two three four five six a_b_c 2 * 3 runs on", "1. first", "2. second goes on", "code  x",
        "a | b", "c | d", "Said words", "alt site end",
    ]  # fmt: skip
    assert labels(source, "embed") == ["map.png"]
    assert labels(source, "link") == ["https://e.org/a_(b)"]
    assert [block.level for block in source.blocks if block.kind == "heading"] == [1]
    assert labels(source, "quote") == ["quote"]


@pytest.mark.parametrize(
    "text",
    [
        "a <script>alert('steal')</script> b",
        "a <SCRIPT type=x>steal</SCRIPT > b",
        "a\n\n<script>\nsteal\n\nmore steal\n</script>\n\nb",
        "a <style>steal</style> b <script>steal and never close",
        "a <iframe src='x'>steal</iframe><svg onload=steal><text>steal</text></svg> b",
        "a [b](javascript:steal)",
        'a <img src=x onerror="steal"> b',
        "a <b onclick='steal'>b</b>",
    ],
)
def test_script_is_never_text(tmp_path: Path, text: str) -> None:
    source = read(tmp_path, text)
    assert "steal" not in "\n".join(lines(source))
    assert "steal" not in source.folded.text(0, len(source.folded))
    assert not any("steal" in block.label for block in source.blocks)
    assert not any(
        "steal" in source.text[b.start : b.end] for b in source.blocks if b.kind in ("primary", "note", "tag")
    )


@pytest.mark.parametrize(
    "unit",
    ["> ", "- ", "#", "**a ", "*a ", "_a ", "`a ", "==a ", "%%a ", "[[", "![[a", "[^a]: ", "|", "```\n", "<details>",
     "<blockquote><p>", "<li>", "<h1>", "</p>", "注释\n\n〔1〕\n\n", "<br>〔1〕<br>",
     "---\n", "a\n", "#a ", " ^a\n", "\\", "](a "],
)  # fmt: skip
def test_hostile_pages_stay_linear(tmp_path: Path, unit: str) -> None:
    text = unit * 60_000
    started = time.perf_counter()
    source = read(tmp_path, text)
    block_edits(source)
    assert time.perf_counter() - started < 60
    assert source.text == text


def test_one_line_of_ten_megabytes(tmp_path: Path) -> None:
    text = "信使要求四十辆卡车，" * 1_000_000
    started = time.perf_counter()
    source = read(tmp_path, text)
    assert time.perf_counter() - started < 60
    assert [block.kind for block in source.blocks] == ["paragraph"]


def test_the_vault_page_of_the_seeds() -> None:
    folder = Path(__file__).resolve().parents[4] / ".." / "shared" / "seeds"
    found = sorted(folder.glob("000_*.txt")) if folder.is_dir() else []
    if not found:
        pytest.skip("the seeds are not beside this checkout")
    source = read_source(found[0])
    assert labels(source, "note") == ["*", "〔1〕", "〔2〕", "〔3〕", "〔4〕"]
    assert len(labels(source, "wikilink")) == 6
    assert len(said(source, "primary")) == 1
    assert len(said(source, "commentary")) == 2
    assert len(said(source, "navigation")) == 1
    assert len(lines(source)) == 77
