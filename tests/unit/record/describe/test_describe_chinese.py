"""Chinese documents of our own making: other periods, other parties, other forms than any book at hand."""

from __future__ import annotations

import pytest

from foedus.record._authority import Authority, Party, Post
from foedus.record._copy import Edit, ReadingCopy
from foedus.record._describe import describe
from foedus.record._reading import DocumentRead, NoteRead, Segment


def read(
    title: str, body: str, *, authority: Authority | None = None, notes: tuple[NoteRead, ...] = (), printed: str = ""
) -> DocumentRead:
    heading = printed or title
    text = f"{heading}\n{body}"
    segment = Segment(0, len(text), title, 0, len(heading), "form")
    return describe(ReadingCopy.of(text), segment, authority=authority, notes=notes)


def names(document: DocumentRead, role: str) -> list[str]:
    return [party.name for party in document.parties if party.role == role]


AMBASSADOR = Party("orlov", "奥尔洛夫", posts=(Post("俄国驻法国大使", "1856-01-01", "1860-12-31"),))
MASK = Party("napoleon", "拿破仑", aliases=("路易先生",))
KNOWN = Authority((AMBASSADOR, MASK, Party("walewski", "瓦莱夫斯基")))


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "俾斯麦致本尼迪克特函（1867年3月30日）",
            "柏林，1867年3月30日\n大臣先生：\n来函收悉，此事缓议。\n俾斯麦",
            ("letter", "俾斯麦", "本尼迪克特", "1867-03-30"),
        ),
        (
            "格兰维尔关于埃及债务致达弗林的指示（1882年11月3日）",
            "第402号\n勋爵阁下：\n请照此办理。\n格兰维尔",
            ("directive", "格兰维尔", "达弗林", "1882-11-03"),
        ),
        (
            "李中堂致总理衙门电（光绪十年）",
            "天津发\n法舰三艘泊吴淞，请速示。\n鸿章叩\n1884年7月2日",
            ("telegram", "李中堂", "总理衙门", "1884-07-02"),
        ),
        (
            "奧匈帝國政府給塞爾維亞政府的照會（1914年7月23日）",
            "茲要求於四十八小時內答覆。\n吉斯爾男爵\n1914年7月23日",
            ("note", "奧匈帝國政府（吉斯爾男爵）", "塞爾維亞政府", "1914-07-23"),
        ),
        (
            "戴高乐与阿登纳会谈纪录（1962年7月4日）",
            "时间：1962年7月4日上午10时\n出席者：顾夫、施罗德。\n戴高乐说：欢迎。\n阿登纳答：感谢。",
            ("conversation", "戴高乐", "阿登纳", "1962-07-04"),
        ),
        (
            "国防委员会关于撤换前线司令的决定（1915年8月21日）",
            "国防委员会决定：\n一、撤换司令。\n主席 波利瓦诺夫",
            ("resolution", "国防委员会（波利瓦诺夫）", "", "1915-08-21"),
        ),
        (
            "伊藤报告袁某会见山县时的谈话（1894年6月9日）",
            "发自汉城\n致陆奥：\n袁某昨日来访。\n伊藤\n1894年6月9日",
            ("telegram", "伊藤", "陆奥", "1894-06-09"),
        ),
        (
            "袁某向大鸟通报撤兵条件（1894年6月12日）",
            "发自汉城 1894年6月12日20时收到\n致陆奥大臣：\n今日袁某来告条件三项。\n大鸟",
            ("telegram", "大鸟", "陆奥", "1894-06-12"),
        ),
        ("中法联合公报（1964年1月27日）", "两国一致决定建立外交关系。", ("communique", "中国、法国", "", "1964-01-27")),
        (
            "关于推迟会期的问题",
            "卡沃尔伯爵阁下：\n会期可否推迟至五月？\n拿破仑\n一八五九年四月二十日于巴黎",
            ("letter", "拿破仑", "卡沃尔伯爵", "1859-04-20"),
        ),
    ],
)
def test_form_parties_and_date(title: str, body: str, expected: tuple[str, str, str, str]) -> None:
    document = read(title, body)
    assert expected == (document.kind, document.sender, document.recipient, document.date)


def test_a_message_goes_through_other_hands() -> None:
    body = (
        "1857年5月2日4时10分收到\n1857年5月2日5时30分发出\n巴黎俄国大使：\n请转告瓦莱夫斯基：\n"
        "“伯爵：\n条件可以接受。\n路易先生”\n请将结果电告。\n戈尔恰科夫\n1857年5月2日\n送：沙皇陛下、内阁先生"
    )
    document = read("拿破仑致瓦莱夫斯基电：条件可以接受（1857年5月2日）", body, authority=KNOWN)
    assert (document.sender, document.recipient) == ("拿破仑", "瓦莱夫斯基")
    assert document.via == "戈尔恰科夫→俄国驻法大使[奥尔洛夫]"
    assert document.sent_at == "1857-05-02T05:30"
    assert [date.edtf for date in document.dates if date.role == "received"] == ["1857-05-02T04:10"]
    assert names(document, "signatory") == ["路易先生", "戈尔恰科夫"]
    assert [party.party for party in document.parties if party.name == "路易先生"] == ["napoleon"]


def test_an_office_is_resolved_on_its_date_only() -> None:
    title, body = "戈尔恰科夫致驻法大使电（{}年5月2日）", "巴黎俄国大使：\n照办。\n戈尔恰科夫"
    assert read(title.format(1857), body, authority=KNOWN).recipient == "俄国驻法大使[奥尔洛夫]"
    assert read(title.format(1870), body, authority=KNOWN).recipient == "驻法大使"


def test_a_heading_without_a_colon_ends_its_name_where_the_opening_says_so() -> None:
    printed = "斯托雷平致科科夫佐夫尽快拨付铁路款项（1909年2月1日）"
    document = read("", "彼得堡致科科夫佐夫同志：\n请即办理。\n斯托雷平", printed=printed)
    assert (document.sender, document.recipient) == ("斯托雷平", "科科夫佐夫")


def test_two_recipients_are_named_where_the_opening_names_a_second() -> None:
    document = read(
        "斯托雷平致科科夫佐夫电（1909年2月1日）", "请转告科科夫佐夫或萨宗诺夫下述事项：\n一、缓办。\n斯托雷平"
    )
    assert document.recipient == "科科夫佐夫或萨宗诺夫"


def test_heading_and_closing_that_disagree_are_both_kept_and_reported() -> None:
    document = read("加富尔致拉马莫拉信（1859年4月27日）", "将军：\n请即出发。\n加富尔\n1858年4月27日")
    assert document.date == "1859-04-27"
    assert [date.edtf for date in document.dates] == ["1859-04-27", "1858-04-27"]
    (found,) = document.contradictions
    assert found.code == "dates-differ"
    assert len(found.spans) == 2


def test_a_closing_day_is_more_than_a_heading_month() -> None:
    document = read("加富尔致拉马莫拉信（1859年4月）", "将军：\n请即出发。\n加富尔\n1859年4月27日")
    assert (document.date, document.contradictions) == ("1859-04-27", ())


def test_numbers_place_and_copies() -> None:
    body = (
        "密码电报第77号\n发自东京 1941年11月5日9时收到\n致野村大使：\n复第61号电。\n东乡\n第2313号电\n"
        "1941年11月5日\n分送：东条先生、岛田先生"
    )
    document = read("东乡致野村电（1941年11月5日）", body)
    assert (document.reference, document.place) == ("第77号；第2313号", "东京")
    assert names(document, "copy") == ["东条", "岛田"]


def test_a_resolution_is_numbered_by_its_item_and_goes_to_whom_its_annex_is_addressed() -> None:
    body = (
        "1922年3月4日决议\n17.海军问题\n批准给契切林的电报稿。\n中央委员会书记\n附件\n给契切林的电报稿\n"
        "热那亚致契切林：\n同意您的方案。\n李维诺夫"
    )
    document = read("中央委员会关于海军问题的决议（1922年3月4日）", body)
    assert (document.reference, document.recipient, document.via) == ("决议第17项", "契切林", "李维诺夫")
    assert names(document, "signatory") == ["中央委员会书记", "李维诺夫"]


def test_signatures_in_columns_are_paired_in_order() -> None:
    body = "双方达成一致。\n1911年7月13日于伦敦\n大不列颠外交大臣\n日本国大使\n格雷\n加藤\n（签字）\n（签字）"
    document = read("英国政府和日本政府联合声明", body)
    assert (document.kind, document.date, document.place) == ("statement", "1911-07-13", "伦敦")
    assert names(document, "signatory") == ["格雷", "加藤"]


def test_a_date_in_a_note_tells_when_it_was_sent() -> None:
    note = NoteRead("①", 3, 60, 80, "该电于1909年2月2日4时45分发出。")
    document = read("斯托雷平致科科夫佐夫电（1909年2月1日）", "请即办理。\n斯托雷平", notes=(note,))
    assert (document.date, document.sent_at) == ("1909-02-01", "1909-02-02T04:45")


def test_midnight_belongs_to_the_day_that_is_printed() -> None:
    document = read("甲致乙电", "乙先生：\n照办。\n甲乙丙\n1909年2月1日24时")
    assert (document.date, document.sent_at) == ("1909-02-01", "1909-02-02T00:00")


def test_spans_lead_back_to_the_source_through_its_noise() -> None:
    source = "东 乡致野村 电（1941年11月5日） 致 野村大 使：\n照办。\n东 乡"
    edits = [Edit(at, at + 1, "", "space") for at, character in enumerate(source) if character == " "]
    segment = Segment(0, len(source), "东乡致野村电", 0, source.index("）") + 1, "contents")
    document = describe(ReadingCopy.of(source, edits), segment)
    assert {party.role: source[party.start : party.end] for party in document.parties} == {
        "sender": "东 乡", "recipient": "野村", "signatory": "东 乡",
    }  # fmt: skip
    (date,) = document.dates
    assert source[date.start : date.end] == date.text == "1941年11月5日"


def test_a_message_inside_another_speaks_with_the_voices_around_it() -> None:
    outer = DocumentRead("a", "", "telegram", 0, 99, "1941-11-05", sender="东乡", recipient="野村")
    text = "现将我11月4日给来栖先生的电报寄给您。\n来栖先生：\n请于本月15日前到任。"
    segment = Segment(0, len(text), text[:19], 0, 19, "form", parent=0)
    inner = describe(ReadingCopy.of(text), segment, within=outer)
    assert (inner.sender, inner.recipient, inner.kind) == ("东乡", "来栖", "telegram")


def test_ids_do_not_depend_on_position() -> None:
    text = "东乡致野村电（1941年11月5日）\n照办。\n东乡"
    alone = describe(ReadingCopy.of(text), Segment(0, len(text), "东乡致野村电", 0, 18, "form"))
    moved = "前言\n" + text
    later = describe(ReadingCopy.of(moved).window(3, len(moved)), Segment(3, len(moved), "东乡致野村电", 3, 21, "form"))
    assert alone.id == later.id
    assert alone.id.startswith("1941-11-05-")


@pytest.mark.parametrize(
    "line", ["致" * 60_000, "第1号" * 30_000, "”\n甲乙丙" * 20_000, "甲与" * 40_000, "1950年" * 30_000]
)
def test_a_hostile_text_is_described_in_time(line: str) -> None:
    document = read(line[:2000], line)
    assert document.end == len(line[:2000]) + 1 + len(line)
