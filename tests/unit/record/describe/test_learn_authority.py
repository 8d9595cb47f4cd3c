"""What a book's own notes and headings teach about who is who."""

from __future__ import annotations

from foedus.record._authority import Authority, Party, Post, party_id, print_authority
from foedus.record._copy import ReadingCopy
from foedus.record._describe import learn_authority
from foedus.record._offices import office
from foedus.record._reading import NoteRead, Segment

Document = tuple[ReadingCopy, Segment, list[NoteRead]]


def document(title: str, *notes: str) -> Document:
    text = title + "\n正文。"
    segment = Segment(0, len(text), title, 0, len(title), "form")
    return ReadingCopy.of(text), segment, [NoteRead("①", 5, 100, 120, note) for note in notes]


def learn(*documents: Document) -> Authority:
    return Authority(learn_authority(documents))


def test_a_pseudonym_is_a_name_of_its_bearer() -> None:
    known = learn(
        document("拿破仑致加富尔信（1858年7月21日）", "路易松，拿破仑的化名。"),
        document("加富尔致拿破仑信（1858年8月1日）", "加富尔，又名卡米洛。"),
    )
    assert known.find("路易松") is known.find("拿破仑")
    assert known.find("卡米洛") is known.find("加富尔")
    assert {party.name for party in known.parties} == {"拿破仑", "加富尔"}


def test_a_cover_name_with_a_post_gives_the_post_to_its_bearer() -> None:
    known = learn(document("甲致乙电（1936年7月18日）", "道格拉斯是斯穆什克维奇的代称，时任空军总顾问。"))
    bearer = known.find("道格拉斯")
    assert bearer is not None
    assert (bearer.name, [post.title for post in bearer.posts]) == ("斯穆什克维奇", ["空军总顾问"])


def test_a_post_is_held_on_the_day_of_the_document_that_says_so() -> None:
    known = learn(
        document(
            "甲致乙电（1858年7月21日）",
            "奥尔洛夫，公爵，时任俄国驻法兰西共和国大使。",
            "加富尔，撒丁王国首相和外交大臣。",
        )
    )
    orlov, cavour = known.find("奥尔洛夫"), known.find("加富尔")
    assert orlov is not None
    assert cavour is not None
    assert orlov.posts == (Post("俄国驻法兰西共和国大使", seen=("1858-07-21",)),)
    assert orlov.basis == ((100, 120),)
    assert [post.title for post in cavour.posts] == ["撒丁王国首相", "外交大臣"]
    assert known.holder("驻法大使", on="1858-09") is orlov


def test_a_successor_ends_the_term_of_the_one_before() -> None:
    known = learn(document("甲致乙电（1860年7月21日）", "1859年底，基谢廖夫接替奥尔洛夫任俄国驻法国大使。"))
    for day, name in (("1857-05-01", "奥尔洛夫"), ("1861-05-01", "基谢廖夫")):
        holder = known.holder("巴黎俄国大使", on=day)
        assert holder is not None
        assert holder.name == name
    assert known.holder("巴黎俄国大使", on="1859-11-01") is None


def test_two_holders_seen_on_either_side_leave_the_days_between_open() -> None:
    known = learn(
        document("甲致乙电（1850年5月3日）", "奥尔洛夫，时任俄国驻法国大使。"),
        document("甲致乙电（1852年5月3日）", "基谢廖夫，时任俄国驻法国大使。"),
    )
    found = {day: known.holder("俄国驻法大使", on=day) for day in ("1849-01-01", "1851-01-01", "1853-01-01")}
    assert {day: party.name if party else None for day, party in found.items()} == {
        "1849-01-01": "奥尔洛夫", "1851-01-01": None, "1853-01-01": "基谢廖夫",
    }  # fmt: skip


def test_english_notes() -> None:
    known = learn(
        document("Mr. Hale to Lord Exmoor, May 3, 1853", "Monsieur Louis, a pseudonym of Charles Bonaparte."),
        document("Mr. Hale to Lord Exmoor, May 3, 1853", "Peter Orlov, then Russian Ambassador to Ruritania."),
        document(
            "Mr. Hale to Lord Exmoor, May 3, 1853",
            "Ivan Kiselev succeeded Peter Orlov as Russian Ambassador to Ruritania in 1859.",
        ),
    )
    louis = known.find("Monsieur Louis")
    assert louis is not None
    assert louis.name == "Charles Bonaparte"
    for day, name in (("1854-01-01", "Peter Orlov"), ("1863-01-01", "Ivan Kiselev")):
        holder = known.holder("Russian Ambassador to Ruritania", on=day)
        assert holder is not None
        assert holder.name == name


def test_remarks_on_the_text_are_no_names() -> None:
    notes = [
        "原文如此。",
        "此电其余内容见本卷第184页。",
        "指1859年4月的声明。",
        "下同。",
        "档案原件未标明收报人。",
        "See document 12.",
        "Not printed.",
    ]
    assert [party.name for party in learn(document("甲某致乙某电（1858年7月21日）", *notes)).parties] == [
        "甲某",
        "乙某",
    ]


def test_a_body_named_briefly_in_a_heading_is_known_by_the_name_the_texts_give() -> None:
    title = "社民党（左）执行局关于罢工的决议（1919年3月1日）"
    text = title + "\n社民党（左）中央执行局\n1919年3月1日决议"
    copy = ReadingCopy.of(text)
    known = Authority(learn_authority([(copy, Segment(0, len(text), title, 0, len(title), "form"), [])]))
    party = known.find("社民党（左）执行局")
    assert party is not None
    assert (party.name, party.kind) == ("社民党（左）中央执行局", "body")


def test_an_authority_is_merged_and_split_by_hand() -> None:
    known = Authority((Party("a", "毛润之"), Party("b", "毛泽东", posts=(Post("主席", "1949-10-01"),))))
    merged = known.merged(["b", "a"])
    assert [(party.id, party.name, party.aliases) for party in merged.parties] == [("b", "毛泽东", ("毛润之",))]
    parted = merged.split("b", ["毛润之"])
    assert [(party.name, party.aliases) for party in parted.parties] == [("毛泽东", ()), ("毛润之", ())]


def test_ids_of_names_are_stable_and_readable() -> None:
    assert (party_id("Ngô Đình Diệm"), party_id("Иван"), party_id("Émile Ollivier")) == (
        party_id("Ngô Đình Diệm"), "p-cc078195", "emile-ollivier",
    )  # fmt: skip


def test_the_printed_authority_is_read_back_as_it_was(tmp_path: object) -> None:
    from pathlib import Path

    from foedus.record._store import read_authority, user_authority

    folder = Path(str(tmp_path))
    known = Authority((
        Party("a-1", 'Smith: "Jack"', aliases=("杰克", "#2"), posts=(Post("大使", "1950-01-01", "1951"),)),
        Party("b", "外交部", kind="body"),
    ))  # fmt: skip
    (folder / "authority.yaml").write_text(print_authority(known), encoding="utf-8")
    assert user_authority(read_authority(folder)) == known


def test_offices_abroad_are_one_whatever_their_words() -> None:
    same = ["俄驻法大使", "俄国驻法兰西共和国特命全权大使", "巴黎俄国大使"]
    assert len({office(words) for words in same}) == 1
    assert office("驻法公使") != office("驻法大使")
    assert office("北京大学校长") is None
