from __future__ import annotations

import time
from pathlib import Path

import pytest

from foedus.record import SourceText, read_source
from foedus.record._copy import ReadingCopy
from foedus.record._repair._blocks import block_edits

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset=utf-8><title>Salt &amp; Peace | Archive</title>
<meta name="author" content="A. Writer"><META NAME=citation_date CONTENT="1812/05/03">
<meta property="og:title" content="Salt and Peace"><link rel=canonical href="https://example.org/salt">
<script type="application/ld+json">{"@type": "Article", "datePublished": "2020-01-02",
"author": [{"name": "N."}]}</script>
<script>var steal = "<p>x</p>";</script><style>p { steal: 1 }</style>
<body><header><a href="/">The Archive</a></header><nav><ul><li>Home<li>About</ul></nav>
<main><h1>Salt and
Peace</h1>
<p>Orle, 3 May 1812<br>To the Governor
<p>We ask for forty waggons<sup id=r1><a href="#fn1">1</a></sup> of salt,
and <b>ten</b> m<sup>2</sup> of
cloth<a href="#fn2" id="r2">[2]</a> &mdash; now.
<ul><li>first<li>second <i>item</ul>
<table><tr><th>Year<th>Waggons<tr><td>1811<td>20<tr><td>1812</td><td>40</td></tr></table>
<blockquote><p>quoted</p></blockquote>
<div hidden>nothing<div>inner</div></div><p style="display:none">gone</p>
<h2>Notes</h2>
<ol><li id=fn1><p>Each of two tons. <a href="#r1">&#8617;</a></p><p>More.</p></li>
<li id=fn2>Wool. <a href="#r2">↩</a></ol>
</main><aside>Share this</aside><footer>(c) Archive</footer>
"""


def read(folder: Path, text: str) -> SourceText:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8", newline="")
    return read_source(path)


def lines(source: SourceText) -> list[str]:
    return ReadingCopy.of_skips(source.text, source.skips).with_edits(block_edits(source)).text.split("\n")


def labels(source: SourceText, kind: str) -> list[str]:
    return [block.label for block in source.blocks if block.kind == kind]


def test_a_page_becomes_its_text_without_furniture(tmp_path: Path) -> None:
    source = read(tmp_path, PAGE)
    assert source.format == "html"
    assert lines(source) == [
        "Salt and Peace",
        "Orle, 3 May 1812",
        "To the Governor",
        "We ask for forty waggons[1] of salt, and ten m2 of cloth[2] — now.",
        "first",
        "second item",
        "Year\tWaggons",
        "1811\t20",
        "1812\t40",
        "quoted",
        "Notes",
        "Each of two tons.",
        "More.",
        "Wool.",
    ]
    assert labels(source, "furniture") == ["header", "nav", "div", "p", "aside", "footer"]
    assert "archive" not in source.folded.text(0, len(source.folded))


def test_footnotes_are_joined_to_their_marks(tmp_path: Path) -> None:
    source = read(tmp_path, PAGE)
    assert labels(source, "note-mark") == ["1", "[2]"]
    assert [
        (block.label, source.text[block.start : block.end][:5]) for block in source.blocks if block.kind == "note"
    ] == [
        ("1", "Each "),
        ("[2]", "Wool."),
    ]


def test_metadata_of_a_page(tmp_path: Path) -> None:
    stated = dict(read(tmp_path, PAGE).metadata)
    assert stated["title"] == "Salt and Peace"
    assert stated["author"] == "A. Writer"
    assert stated["date"] == stated["citation_date"] == "1812/05/03"
    assert stated["jsonld:datepublished"] == "2020-01-02"
    assert stated["language"] == "en"
    assert stated["url"] == "https://example.org/salt"


def test_notes_of_an_old_page_with_anchors_by_name(tmp_path: Path) -> None:
    text = '<p>Salt <a name="b1" href="#n1">[1]</a> came.<hr><p><a name="n1" href="#b1">[1]</a> Forty waggons.'
    source = read(tmp_path, text)
    assert labels(source, "note-mark") == ["[1]"]
    assert labels(source, "note") == ["[1]"]
    assert lines(source) == ["Salt [1] came.", "[1] Forty waggons."]


def test_chinese_page_with_breaks_and_a_layout_table(tmp_path: Path) -> None:
    body = "双方同意在六月以前交付四十辆卡车。" * 30
    text = f"<html><body><table><tr><td>目录<td>{body}<br><br>此致\n敬礼<br>一八一二年</table>"
    source = read(tmp_path, text)
    assert lines(source) == ["目录", body, "此致敬礼", "一八一二年"]
    assert "row" not in {block.kind for block in source.blocks}


def test_a_table_of_contents_is_no_list_of_notes(tmp_path: Path) -> None:
    source = read(
        tmp_path, '<p><a href="#c1">1</a> <a href="#c2">Second</a><h2 id=c1>One</h2><p>a<h2 id=c2>Two</h2><p>b'
    )
    assert labels(source, "note") == []


def test_notes_can_stand_in_an_article_s_footer(tmp_path: Path) -> None:
    source = read(tmp_path, "<article><p>a</p><footer><p>Kept at Orle.</p></footer></article><footer>site</footer>")
    assert lines(source) == ["a", "Kept at Orle."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a<b>b</p>c</i></b></div>", ["ab", "c"]),
        ("<nav>a<p>b", ["a", "b"]),  # furniture without an end does not hide the page
        ("<p>a <unknown-tag x=1>b</unknown-tag> c", ["a b c"]),
        ("<p>a < b and c > d", ["a < b and c > d"]),
        ("<p title=\"1 > 0\">a</p><p class='<'>b", ["a", "b"]),
        ("<p>a<!-- never closed b", ["a"]),
        ("<p>a<p", ["a"]),
        ("<p>a<a href='x>b</a><p>c", ["ab", "c"]),
        ("text only", ["text only"]),
        ("", [""]),
        ("<html><head><title>t</title><p>a", ["a"]),
        ("<p>a&nbsp;b &#x4e2d;&amp;&bogus; c", ["a\xa0b 中&&bogus; c"]),
        ("<pre>a\nb</pre>", ["a", "b"]),
        ("<ruby>盐<rt>yan</rt></ruby>", ["盐yan"]),
    ],
)
def test_malformed_pages_are_read(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert lines(read(tmp_path, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<p>a<script>steal</script>b",
        "<p>a<SCRIPT\n>steal</sCript\n>b",
        "<p>a<script>steal",
        "<p>a<style>steal</style><template><p>steal</template><svg><script>steal</script></svg>b",
        "<p>a<a href='javascript:steal'>b</a><a href=' java\tscript:steal'>c</a>",
        "<p onclick=steal>a",
        "<p>a<iframe srcdoc='<p>steal'>steal</iframe>",
        "<p>a<noscript>steal</noscript>",
    ],
)
def test_script_is_never_text(tmp_path: Path, text: str) -> None:
    source = read(tmp_path, text)
    assert "steal" not in "\n".join(lines(source))
    assert "steal" not in source.folded.text(0, len(source.folded))
    assert not any("steal" in block.label for block in source.blocks)


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", '<a "', "<a '\"", '<br "', "<!--", "<![CDATA[", "<script>", "<nav>", "<div>", "<table><tr><td>",
     "<li>", "<ul><li>", "</p>", "&amp", "&#1", "<p hidden>", "<sup>1", "<a href=#a>1</a>", "<a id=a href=#b>1", "<svg",
     "<?", "</",     "<blockquote>", "<p>1<br>[1]<br>"],
)  # fmt: skip
def test_hostile_pages_stay_linear(tmp_path: Path, unit: str) -> None:
    text = unit * 60_000
    started = time.perf_counter()
    source = read(tmp_path, text)
    block_edits(source)
    assert time.perf_counter() - started < 60
    assert source.text == text


def test_hostile_json_ld_is_passed_over(tmp_path: Path) -> None:
    nested = "[" * 100_000
    source = read(tmp_path, f'<script type="application/ld+json">{nested}</script><p>a')
    assert source.metadata == ()
    assert lines(source) == ["a"]


def test_one_line_of_ten_megabytes(tmp_path: Path) -> None:
    text = "<p>" + "信使要求四十辆卡车，" * 1_000_000
    started = time.perf_counter()
    source = read(tmp_path, text)
    assert time.perf_counter() - started < 60
    assert [block.kind for block in source.blocks] == ["paragraph"]
