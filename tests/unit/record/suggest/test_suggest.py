"""Acts read in letters and conversations written for these tests."""

import pytest

from foedus.record._authority import Authority, Party
from foedus.record._copy import Edit, ReadingCopy
from foedus.record._reading import DocumentRead
from foedus.record._suggest import suggest
from foedus.record._suggestion import Suggestion


def read(text: str, kind: str = "letter", **more: str) -> tuple[Suggestion, ...]:
    stated = {"sender": "甲国", "recipient": "乙国"} | more
    document = DocumentRead("d", "", kind, 0, len(text), date="1926-05-03", **stated)  # type: ignore[arg-type]
    found = suggest(ReadingCopy.of(text), document)
    for each in found:
        assert text[each.start : each.end] == each.quote
    return found


def acts(text: str, kind: str = "letter", **more: str) -> list[str]:
    return [each.act for each in read(text, kind, **more)]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("我们请求贵国供应两千吨小麦。", "request"),
        ("我恳请您下令放行三艘货船。", "request"),
        ("我们急需贵方提供渡船。", "request"),
        ("我们建议双方各派三名委员勘界。", "propose"),
        ("我方将于五月底前交付全部渡船。", "promise"),
        ("如果河水退去，我们可以借给你们十艘渡船。", "conditional"),
        ("我们同意贵国关于勘界的建议。", "accept"),
        ("我们同意接收四十名学员。", "grant"),
        ("我们不能提供这批小麦。", "refuse"),
        ("这样的条件我们不能接受。", "reject"),
        ("第一批小麦已全部运到港口。", "report-delivery"),
        ("我们至今尚未收到这批渡船。", "remind"),
        ("为此谨向贵国政府表示衷心的感谢。", "thank"),
        ("如果贵军不撤过河去，我国将采取一切必要措施。", "threat"),
        ("你们不必担心，边境是安全的。", "assurance"),
    ],
)
def test_a_letter_in_chinese(text: str, act: str) -> None:
    assert acts(text) == [act]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("We request you to supply two thousand tons of wheat.", "request"),
        ("My Government proposes that each side name three commissioners.", "propose"),
        ("We shall deliver all the ferries by the end of May.", "promise"),
        ("If the river falls, we can lend you ten ferries.", "conditional"),
        ("We agree to receive forty students.", "grant"),
        ("We are not in a position to supply this wheat.", "refuse"),
        ("We cannot accept such terms.", "reject"),
        ("The first cargo of wheat has already been delivered.", "report-delivery"),
        ("We have not yet received the ferries.", "remind"),
        ("I thank you warmly for this help.", "thank"),
        ("If your troops do not withdraw, there will be grave consequences.", "threat"),
        ("We assure you that the frontier is safe.", "assurance"),
        ("Caro urged that ten pilots be sent at once.", "request"),
        ("The two Governments request the return of the ferries.", "request"),
        ("Caro proposed a survey of the river.", "propose"),
        ("We again remind you of your promise to send pilots.", "remind"),
        ("We welcome your proposal to survey the river.", "accept"),
    ],
)
def test_a_letter_in_english(text: str, act: str) -> None:
    assert acts(text, sender="Arland", recipient="Borland") == [act]


@pytest.mark.parametrize(
    "text",
    [
        "贵国的要求已经收悉。",
        "这一问题十分复杂，双方的建议各有道理。",
        "请转告外交大臣。",
        "请将您的意见告知我们。",
        "你们能否提供渡船尚不清楚，我们也不知道他们是否愿意。",
        "敌人将派出更多的部队。",
        "如果贵国明年能提供小麦的话，",
        "我们没有要求过赔偿。",
        "河上的渡船很多，天气也好。",
        "我们将在明年召开船工大会。",
        "我们可以守住河岸。",
        "请转告下述事项：一、河水上涨；二、桥已冲毁。",
        "不知我们的办法是否正确。",
        "The request was discussed at length.",
        "Whether they will supply the wheat is not known.",
        "Please inform me of your views.",
        "We did not promise any ferries.",
        "He told us what had happened at the bridge.",
        "The Harbour Master asked the pilot whether the ferry had been seen.",
        "Morris requested our comments on the chart.",
        "Caro suggested that the river was too high.",
        "The terms as proposed were read again.",
        "We have been asked to express our views.",
        "The present tariff requires much patience.",
        "The ferries would have been turned over to them.",
        "He reminded them that the winter was near.",
        "The delegates read the Arland request for ferries.",
        "Borland proposed Article IV was read again.",
        "I asked the pilot to come to see me.",
        "I would appreciate your comments.",
        "At Mr. Caro’s request the chart was shown.",
        "The ferries came thanks to the calm weather.",
    ],
)
def test_what_is_no_act(text: str) -> None:
    assert acts(text) == []


def test_turns_of_a_conversation_have_their_speakers() -> None:
    text = "卡罗说：我们想从贵国购买五艘渡船。莫里斯答：可以，我们能提供三艘。\n卡罗：谢谢。"
    found = read(text, "conversation", sender="卡罗", recipient="莫里斯")
    assert [(each.act, each.speaker, each.addressee) for each in found] == [
        ("request", "卡罗", "莫里斯"),
        ("grant", "莫里斯", "卡罗"),
        ("thank", "卡罗", "莫里斯"),
    ]
    assert not any(each.reported for each in found)


def test_who_speaks_is_not_who_sends() -> None:
    text = "我今日会见了卡罗。卡罗对我说，他们请求我国借给他们十艘渡船。我回答说，我国可以提供五艘。"
    asked, given = read(text, sender="莫里斯", recipient="总理")
    assert (asked.act, asked.speaker, asked.addressee, asked.reported) == ("request", "卡罗", "莫里斯", True)
    assert (given.speaker, given.addressee) == ("莫里斯", "卡罗")
    assert (asked.quantity, asked.unit) == ("10", "艘")


def test_a_message_is_for_whom_it_is_passed_on_to() -> None:
    text = "驻乙国公使：请转告卡罗：我们决定提供五艘渡船。"
    (found,) = read(text, sender="莫里斯", recipient="公使", via="卡罗")
    assert (found.speaker, found.addressee) == ("莫里斯", "卡罗")


def test_names_of_the_authority_file_are_known() -> None:
    text = "昨日得知，老渔夫请求再借两艘渡船。"
    document = DocumentRead("d", "", "letter", 0, len(text), sender="甲", recipient="乙")
    authority = Authority((Party("caro", "卡罗", aliases=("老渔夫",)),))
    (found,) = suggest(ReadingCopy.of(text), document, authority=authority)
    assert found.speaker == "卡罗"


def test_the_other_sides_request_is_spoken_of() -> None:
    (found,) = read("您关于供应小麦的请求我们正在研究。")
    assert (found.act, found.speaker, found.addressee) == ("request", "乙国", "甲国")


def test_conditions_amounts_and_deadlines_are_told() -> None:
    (found,) = read("如果贵国同意，我们准备于6月10日以前提供4,000－5,000万美元。")
    assert (found.act, found.condition) == ("conditional", "如果贵国同意")
    assert (found.quantity, found.unit, found.deadline) == ("40000000-50000000", "美元", "../1926-06-10")


def test_offsets_are_of_the_source_and_quotes_as_stored() -> None:
    source = "页 首。我 们 可以提供 三 艘渡船。"
    edits = [Edit(at, at + 1, "", "space") for at, letter in enumerate(source) if letter == " "]
    document = DocumentRead("d", "", "letter", 0, len(source), sender="甲", recipient="乙")
    (found,) = suggest(ReadingCopy.of(source, edits), document)
    assert found.quote == "我 们 可以提供 三 艘渡船" == source[found.start : found.end]
    assert (found.object, found.quantity) == ("三艘渡船", "3")


def test_only_the_span_of_the_document_is_read() -> None:
    text = "我们可以提供渡船。我们可以提供小麦。我们可以提供煤炭。"
    document = DocumentRead("d", "", "letter", 0, len(text), sender="甲", recipient="乙", body_start=9, body_end=18)
    assert [each.quote for each in suggest(ReadingCopy.of(text), document)] == ["我们可以提供小麦"]


def test_a_repetition_is_offered_once() -> None:
    assert acts("我们可以提供渡船。\n我们可以提供渡船。") == ["promise"]


def test_a_report_tells_what_others_did() -> None:
    assert acts("该党要求改组内阁。农民将向地主交付三分之一的收成。", "report") == []
    assert acts("我们建议派三名委员前往。", "report") == ["propose"]


def test_a_list_of_conditions_is_read_item_by_item() -> None:
    text = "我们提出下列条件：一、外国军舰撤出港口；二、归还渡船。"
    assert acts(text) == ["propose", "propose"]


def test_a_list_goes_on_past_comment() -> None:
    text = "我们提出两点要求：一、“归还渡船。”对方会难以答应。二、释放船工。此外天气很好。四、雨季将至。"
    assert [each.quote for each in read(text) if each.rule == "listed"] == ["归还渡船", "释放船工"]


def test_what_an_agreement_lays_down_is_a_list_of_proposals() -> None:
    text = (
        "双方委员在以下各点达成一致：一、1926年6月双方停止征税。二、渔船于秋前归还。此外还有一点：一、双方互派领航员。"
    )
    quotes = [each.quote for each in read(text) if each.rule == "listed"]
    assert quotes == ["1926年6月双方停止征税", "渔船于秋前归还", "双方互派领航员"]


def test_the_words_of_a_list_may_be_announced_by_namely() -> None:
    text = "我们认为急需采取一系列的措施，即：一、由港务局归还渡船。二、两国税关免征船税。"
    assert [each.act for each in read(text)] == ["propose", "propose"]


def test_english_with_curly_marks_is_english() -> None:
    assert acts("We request that the Government’s ferries be released.", sender="Arland", recipient="B") == ["request"]


def test_items_told_by_words_are_items_of_a_list() -> None:
    text = "渔会提出了两点建议：第一，归还渡船；第二，自五月起，双方停止征税。"
    assert [each.quote for each in read(text)] == ["归还渡船", "自五月起，双方停止征税"]


def test_two_acts_of_a_sentence_are_told_apart_by_what_lies_between() -> None:
    text = "我们同意接收四十名学员，学费另计，并愿意提供两处校舍，但船只我们只能提供三艘。"
    assert [each.act for each in read(text)] == ["grant", "promise", "promise"]


@pytest.mark.parametrize(
    "text", ["", "。", "：：：，，，", "我" * 5000, "请" * 3000, "将提供" * 3000, "1,000" * 2000, "一、" * 3000]
)
def test_odd_text_is_read_without_harm(text: str) -> None:
    for kind in ("letter", "conversation", "report"):
        read(text, kind)


def test_what_is_reported_within_a_turn_ends_with_its_sentence() -> None:
    text = "卡罗：老王说，眼下没有可能借给我们渡船。因此，我们请求您借给十艘渡船。\n莫里斯：我们给你们提供十艘渡船。"
    found = read(text, "conversation", sender="莫里斯", recipient="卡罗")
    assert [(each.act, each.speaker) for each in found][-2:] == [("request", "卡罗"), ("grant", "莫里斯")] or [
        (each.act, each.speaker) for each in found
    ][-2:] == [("request", "卡罗"), ("promise", "莫里斯")]


def test_he_is_who_was_reported_last() -> None:
    text = "卡罗说，他们的渡船被毁。\n他请求我尽快提供十艘渡船。\n我答应给他派船。"
    asked, given = read(text, sender="莫里斯", recipient="总理")
    assert (asked.speaker, asked.addressee) == ("卡罗", "莫里斯")
    assert (given.speaker, given.addressee) == ("莫里斯", "卡罗")


def test_english_speech_is_told_apart_from_the_sender() -> None:
    text = (
        "I saw Caro today. Mr. Caro said that they would supply ten ferries. I replied that we could not accept this."
    )
    given, refused = read(text, sender="Morris", recipient="Secretary")
    assert (given.act, given.speaker, given.reported) == ("promise", "Caro", True)
    assert (refused.act, refused.speaker) == ("reject", "Morris")


def test_a_message_that_stands_inside_another_has_its_own_voice() -> None:
    text = "呈上卡罗的来信：“我们请求贵方借给十艘渡船。”我认为可信。"
    start, end = text.index("“"), text.index("”") + 1
    outer = DocumentRead("d", "", "telegram", 0, len(text), sender="莫里斯", recipient="总理")
    known = Authority((Party("caro", "卡罗"),))
    inner = DocumentRead("e", "", "letter", start, end, sender="卡罗", recipient="", parent="d")
    (found,) = suggest(ReadingCopy.of(text), outer, authority=known, nested=[inner])
    assert (found.document, found.speaker) == ("d", "卡罗")
    unknown = DocumentRead("e", "", "letter", start, end, sender="昨天下午", recipient="", parent="d")
    (found,) = suggest(ReadingCopy.of(text), outer, nested=[unknown])
    assert found.speaker == "莫里斯"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("我们不得不请求贵国再借五艘渡船。", "request"),
        ("因此请您研究能否再派两名领航员。", "request"),
        ("我们可以同意这一划界办法。", "propose"),
        ("对贵国的方案我们没有异议。", "accept"),
        ("关于领航员，我们不能满足。", "refuse"),
        ("目前尚无派遣领航员的必要。", "refuse"),
        ("我们认为贵方的建议是不适宜的。", "reject"),
        ("我们已向海军下达指示，由其放行。", "assurance"),
        ("将在五月底之前，在商定的港口提供给您。", "promise"),
        ("即将派出八名领航员顾问。", "promise"),
        ("其余船工将于本月底启程。", "promise"),
        ("我们将向贵国寄去一份海图。", "promise"),
        ("如果贵方愿意，那我们就另拟一份合同。", "conditional"),
        ("贵方的渡船申请目前正由我们的港务局审查。", "conditional"),
        ("对贵方关于勘界的方案，我们没有意见。", "accept"),
        ("我们认为贵方在勘界上的立场是正确的。", "accept"),
        ("我们没有这种能力。", "refuse"),
        ("可否把渡船的租期延长三个月？", "request"),
        ("切盼船工于五月到达。", "request"),
        ("我们想同贵国订立通商条约。", "propose"),
        ("第二点不必提出。", "propose"),
        ("请您指示贵国税关让我们的船队通过。", "request"),
        ("我们的建议已经得到了议会的批准。", "grant"),
        ("请转告船东，各船应在五月底前回港。", "request"),
        ("我们打算同意这一租约。", "grant"),
        ("需请贵国税关查明此事并放行三艘货船。", "request"),
        ("各项租约将在1926年6月底交付。", "promise"),
    ],
)
def test_other_ways_of_saying_it(text: str, act: str) -> None:
    assert acts(text)[:1] == [act]


def test_a_sender_is_shown_by_the_name_the_authority_file_gives() -> None:
    text = "我们可以提供渡船。老渔夫"
    document = DocumentRead("d", "", "letter", 0, len(text), sender="老渔夫", recipient="乙")
    authority = Authority((Party("caro", "卡罗", aliases=("老渔夫",)),))
    (found,) = suggest(ReadingCopy.of(text), document, authority=authority)
    assert (found.speaker, found.addressee) == ("卡罗", "乙")
