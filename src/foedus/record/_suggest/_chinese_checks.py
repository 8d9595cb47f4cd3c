"""What must hold around a Chinese verb for it to carry its act."""

from __future__ import annotations

import re

from . import _chinese_words as words
from ._frames import Setting

Match = re.Match[str]

_COURTESY = re.compile("接见|来访|会见|关照|谈话|招待|回电|问候")
_EVENT = re.compile("危机|困难|损失|影响|压力|后果|打击")
_BLOCKED = re.compile("不|没|未|无(?!偿)|敌|被|请|是否|(?<!的)要求|希望|怎|谁|什么")
_ENEMY = "敌"


def denied(setting: Setting, match: Match) -> bool:
    """Whether a negation stands before the verb."""
    return bool(words.NOT.search(setting.text, max(0, match.start() - 6), match.start()))


def mine(text: str) -> bool:
    """Whether the words speak of the writer."""
    return bool(re.search("我(?!国的)|本[国人]", text))


def positive(setting: Setting, match: Match) -> bool:
    """Whether the clause states something; in an account of others only what the writer says of himself."""
    if setting.question or denied(setting, match):
        return False
    return not setting.account or mine(setting.text) or (setting.own and setting.opinion)


def verbal(setting: Setting, match: Match) -> bool:
    """Whether a word that may be a noun is used as a verb here and now."""
    before, after = setting.text[: match.start()], setting.text[match.end() :]
    if words.NOUN_BEFORE.search(before) or words.NOT_NOW.search(before) or words.IF.search(setting.text):
        return False
    if after and words.NOUN_AFTER.match(after):
        return False
    if not after and (not setting.after or re.search("的|提出|关于|有关", before)):
        return False
    return not denied(setting, match) and (not setting.account or mine(before) or (setting.own and setting.opinion))


def thanking(setting: Setting, match: Match) -> bool:
    """Thanks for something done, not for a visit."""
    return positive(setting, match) and not _COURTESY.search(setting.text)


def threatening(setting: Setting, match: Match) -> bool:
    """A consequence under a condition, or after a warning."""
    if not positive(setting, match) or setting.text[: match.start()].endswith("应"):
        return False
    return setting.condition or "警告" in setting.before


def arrived(setting: Setting, match: Match) -> bool:
    """Goods have come or gone, not papers; 收到 needs to say what."""
    if not positive(setting, match) or words.PAPERS.search(setting.text) or _ENEMY in setting.text:
        return False
    return not match[0].endswith("收到") or len(setting.text) - match.end() > 1


def missing(setting: Setting, match: Match) -> bool:
    """Something due has not come; orders not carried out by others do not count."""
    return not re.search("敌|命令", setting.text) and not setting.account and not words.IF.search(setting.text)


def able(setting: Setting, match: Match) -> bool:
    """An offer: the giver is neither enemy nor reader, and nothing before the modal takes it away."""
    if not positive(setting, match) or setting.opinion or words.IF.search(setting.text):
        return False
    subject = setting.text[max(0, match.start() - 24) : match.start()]
    theirs = words.SIDES.search(subject) and match["will"] not in words.FIRM and match["verb"] != "收到"
    if theirs or words.LED.search(subject):
        return False
    after = setting.text[match.end() :]
    if match["between"].startswith("否") or _BLOCKED.search(match["between"]) or _EVENT.search(after):
        return False
    if re.match("的[^，]{0,8}$|[到往][^，]{0,6}的|[^，]{0,6}的(?:问题|方案|办法)", after) or (
        match["verb"] == "收到" and match["will"] != "将"
    ):
        return False
    if match["will"] in ("决定", "保证") and re.search("(?:的|这个|这一|该|此)$", subject):
        return False
    if setting.own and not mine(subject) and re.search("[给为向对]我(?![方军国])", match[0] + after[:2]):
        return False
    if match["verb"] in ("通报", "答复", "告知", "通知", "转告"):
        return bool(re.search("[您你贵]|专门|日内|近日|下次|随后|另行", setting.text))
    return True


def goods(setting: Setting, match: Match) -> bool:
    """A clause that begins with what is given and how much of it, after one that says it is granted."""
    if not positive(setting, match) or words.IF.search(setting.text) or re.search("我", match[0]):
        return False
    return (
        setting.own
        and bool(re.search("满足|指示|决定|命令|同意|可以|将", setting.before[-40:]))
        and not _WISHED.search(setting.before)
    )


def goods_asked(setting: Setting, match: Match) -> bool:
    """A clause that begins with what is to be given and how much of it, after one that asks."""
    return positive(setting, match) and not words.IF.search(setting.text) and bool(_WISHED.search(setting.before[-60:]))


_WISHED = re.compile("(?<!申)请|要求|希望|需要")
_NO_DEED = re.compile(
    "[^，]{0,6}(?:不|看|说|想|知|认为|肯定|设想|假设|预见|指出|得出|开始谈|谈到|注意|理解|同意|接受|建议|提出(?![^，]{0,8}[单表书])|要求|请|反对|拒绝|作战|战斗|进攻|攻击|消灭|坚守|迫使|打|获得|得到|想到|让|派)"
)
"""What one means to do to oneself, to the other side or in words alone."""


_FOR = re.compile("^[^，]{0,4}(?:通知|告知|发出|提出|报告)|[向为给](?!我|了|此|什么|敌|止)[^，]{2,}|[您你贵]")
_CONSENT = re.compile("(?:[您你]们?|贵[国方])[^，]{0,8}(?:同意|愿意|需要|希望|许可|想要|无意见|不反对)|同意|愿意")


def meant(setting: Setting, match: Match) -> bool:
    """The writer says what he himself will do, whatever it is."""
    if not positive(setting, match) or setting.opinion or setting.account or "敌" in setting.text:
        return False
    after = setting.text[match.end() :]
    if len(after) < 4 or _NO_DEED.match(after):
        return False
    return bool(_FOR.search(after)) or (setting.condition and bool(_CONSENT.search(setting.before)))


def coming(setting: Setting, match: Match) -> bool:
    """Somebody or something will come, as the writer has it."""
    if not positive(setting, match) or setting.opinion or setting.account or words.IF.search(setting.text):
        return False
    return not re.search("敌|[您你]", setting.text[: match.start()])


def then_we(setting: Setting, match: Match) -> bool:
    """Once the other side consents we act."""
    return positive(setting, match) and setting.condition and bool(_CONSENT.search(setting.before)) and setting.own


def then_can(setting: Setting, match: Match) -> bool:
    """Under a condition something may be granted."""
    return positive(setting, match) and setting.condition and not setting.account


def putting(setting: Setting, match: Match) -> bool:
    """Somebody puts a proposal forward."""
    before = setting.text[: match.start()]
    if not positive(setting, match) or words.IF.search(setting.text) or re.search("[您你]们?$|所$|的$|不|是否", before):
        return False
    return bool(before) and not re.search("的", before[-8:])


def told_must(setting: Setting, match: Match) -> bool:
    """What one who is to pass it on is to say that another should do."""
    before = setting.before.rpartition("，")[2] or setting.before
    return setting.own and positive(setting, match) and bool(_PASS_ON.search(before))


_PASS_ON = re.compile("^(?:请|即|望|速|并)?(?:[您你]|立即|马上|一并)?(?:转告|告知|告诉|通知|转达)")


def handling(setting: Setting, match: Match) -> bool:
    """The writer says what to do with a point or a proposal."""
    return positive(setting, match) and (setting.own or setting.turn) and "是否" not in setting.text


def studied(setting: Setting, match: Match) -> bool:
    """A request is under study: no yes, and no no."""
    return setting.own and positive(setting, match) and bool(re.search("申请|请求|要求|订货|订单|清单", setting.text))


def ours(setting: Setting, match: Match) -> bool:
    """What we bear, unless it is a fault."""
    return (
        positive(setting, match)
        and not re.search("过错|责任|错误", setting.text)
        and (not setting.condition or setting.own)
    )


def planning(setting: Setting, match: Match) -> bool:
    """What the writer means to do himself and tells the reader, who may object."""
    if not setting.own or not positive(setting, match) or "敌" in setting.text:
        return False
    return not words.LED.search(setting.text[: match.start()])


def only_then(setting: Setting, match: Match) -> bool:
    """Something is held back until something else is done."""
    if setting.question or setting.account or setting.opinion or _ENEMY in setting.text:
        return False
    return match[0][0] in "只等待" or "只有" in setting.before


def agreeing(setting: Setting, match: Match) -> bool:
    """Somebody agrees to something, here and now."""
    if not positive(setting, match) or words.IF.search(setting.text) or words.VIEWS.search(setting.text):
        return False
    before, after = setting.text[: match.start()], setting.text[match.end() :]
    if len(before) > 16 or after.startswith("采取"):
        return False
    if re.search(
        "(?:的|征得|关于.{0,6}|未|经|如|仿照|将来|应(?:表明|当|表示)?|不宜|之所以|迫使.{0,6}|除.{0,4}|各方|双方|自然会?|可能)$",
        before,
    ):
        return False
    return (
        bool(after) or setting.turn or match[0] == "采纳" or bool(re.search("亦?表示?(?:完全|原则上|热烈)?$", before))
    )


def right(setting: Setting, match: Match) -> bool:
    """A proposal is found right."""
    if not positive(setting, match) or words.IF.search(setting.text) or "是否" in setting.text:
        return False
    return bool(words.PLANS.search(setting.text + setting.before[-40:]))


def refusing(setting: Setting, match: Match) -> bool:
    """The speaker, no other, will not."""
    if setting.question or setting.condition or words.IF.search(setting.text):
        return False
    subject = setting.text[max(0, match.start() - 24) : match.start()]
    if (
        words.SIDES.search(subject)
        or words.NOT.search(subject)
        or re.search("希望|允许|说明|一直|似乎|也许|可能", subject)
    ):
        return False
    return not setting.account or mine(setting.text)


def _by_the_way(after: str) -> bool:
    """Whether what is asked for is but an answer or an errand; *consider whether you can send* is more."""
    errand = words.INFORM.search(after[:30])
    if not errand:
        return False
    return errand[0] not in ("研究", "考虑") or not re.search(
        "提供|派|供应|给予(?!回|答|指)|增|允许|帮助|借", after[errand.end() :]
    )


def asking(setting: Setting, match: Match) -> bool:
    """Somebody asks for something that is more than an answer."""
    if not verbal(setting, match) or (setting.question and not setting.spoken):
        return False
    after = setting.text[match.end() :] or setting.after
    subject = setting.text[: match.start()]
    if re.search("敌|如果|你们$|您$|谁|什么|其中$|命令|规定", subject[-12:]):
        return False
    return not _by_the_way(after) or (setting.own and "尽快" in after and "我" in subject)


def hoping(setting: Setting, match: Match) -> bool:
    """A hope for something to be given or done by a time."""
    after = setting.text[match.end() :] or setting.after
    if not verbal(setting, match) or setting.question or re.search("敌|如果|问", setting.text[: match.start()]):
        return False
    if match[0] == "指望" and not re.search("援助|帮助|支援", after):
        return False
    if re.search("不会|不要|不反对|成功|胜利|敌|得到保障|联系", after):
        return False
    return not words.INFORM.search(after) or bool(re.search("今天|尽快|立即|不迟于|\\d", after))


def needing(setting: Setting, match: Match) -> bool:
    """A need told to one who can meet it."""
    subject, after = setting.text[: match.start()], setting.text[match.end() :]
    if setting.question or not after or denied(setting, match) or words.IF.search(setting.text):
        return False
    if re.search("你们?|您|敌|这$|那$|不$|什么|也许", subject[-8:]):
        return False
    if re.match(
        "[^，]{0,6}时间|多少|能够|研究|考虑|开始|有|拥有|帮助他|的是|指出|小心|耐心|毅力|谨慎|采取|很大的", after
    ):
        return False
    if setting.spoken:
        return not subject or bool(re.search("[我他]们?(?:还|也|急|迫切|十分|很|最)*$|方面$", subject))
    if not mine(subject) and subject:
        return False
    return "急" in setting.text or bool(re.search("援助|提供|帮助|支援|您|贵", after))


def wanting(setting: Setting, match: Match) -> bool:
    """The speaker wants it, not the one spoken to."""
    if setting.question or setting.account or denied(setting, match):
        return False
    if re.match("还是|就在|[^，]{0,4}什么", setting.text[match.end() :]):
        return False
    return not re.search("你们?$|您$|敌|那么$", setting.text[: match.start()][-6:])


def wanting_from(setting: Setting, match: Match) -> bool:
    """The speaker wants something from another."""
    if not wanting(setting, match) or re.search("指示|敌", setting.text):
        return False
    return setting.spoken or "得到" in match[0]


def needed(setting: Setting, match: Match) -> bool:
    """A *must* of one who asks for it."""
    if not setting.spoken or not wanting(setting, match):
        return False
    after = setting.text[match.end() :]
    return bool(re.match("从|由|建|派|请|给|得到" if setting.turn else "要有|派|请|给|得到", after))


def proposing(setting: Setting, match: Match) -> bool:
    """Somebody other than the reader proposes."""
    before, after = setting.text[: match.start()], setting.text[match.end() :]
    if not verbal(setting, match) or re.match("开始谈|谈", after) or re.search("[您你]们?[^我]{0,24}$", before):
        return False
    return not re.search("敌|接受|听取|根据|甚至$|始终|一贯|历来", before[-14:])


def urgent(setting: Setting, match: Match) -> bool:
    """An order to the reader, not a plan of war."""
    return setting.own and positive(setting, match) and not re.search("措施|敌", setting.text)


def unopposed(setting: Setting, match: Match) -> bool:
    """The writer has nothing against it."""
    if setting.question or setting.account or words.IF.search(setting.text):
        return False
    return not re.search("希望|如果|[您你]们?$", setting.text[: match.start()])


def unfit(setting: Setting, match: Match) -> bool:
    """The writer finds wrong what the reader has put forward."""
    if setting.question or (setting.condition and not setting.turn) or setting.account:
        return False
    if not (setting.opinion or setting.turn or (setting.own and mine(setting.text))):
        return False
    return bool(re.search("[您你贵]|这|此|建议|要求", setting.text + setting.before))


def held_opinion(setting: Setting, match: Match) -> bool:
    """What the writer thinks should be done."""
    if not setting.opinion or not (setting.own or setting.turn) or not positive(setting, match):
        return False
    return bool(setting.text[match.end() :]) and not re.search("敌|谨慎|这么做|这样做|报告|指出|批准", setting.text)


def fitting(setting: Setting, match: Match) -> bool:
    """What is thought fitting."""
    if not positive(setting, match) or re.search("这样做|这么做", setting.text):
        return False
    return (setting.opinion and (setting.own or setting.turn)) or match[0][0] == "以"


def pleading(setting: Setting, match: Match) -> bool:
    """*Please*, for more than an answer, unless the answer has its day."""
    after = setting.text[match.end() :] or setting.after
    if re.match("(?:至迟|最迟|务必)?(?:于|在).{1,14}前", after):
        return True
    return len(after) > 3 and not denied(setting, match) and not _by_the_way(after)


def polite(setting: Setting, match: Match) -> bool:
    """*Could you*, where something would be given."""
    if setting.account or not (setting.spoken or setting.question) or re.search("问$|问他", setting.text):
        return False
    if len(setting.text) < 6:
        return False
    return bool(re.search(f"{words.GIVING}|把|请|建议|让", setting.text[match.start() :]))


def their_request(setting: Setting, match: Match) -> bool:
    """A request of the reader is spoken of at the head of a clause and not yet answered in it."""
    before = setting.text[: match.start()]
    if not setting.own or setting.question or words.IF.search(setting.text) or len(before) > 8:
        return False
    if re.search("满足|不可能|研究过", setting.text) or re.search(
        "同意|接受|拒绝|赞成|正确|按|照|据|除|收到|感谢|除了|在$|[向对给]$", before
    ):
        return False
    return not match[0].endswith(("申请单", "申请书")) or bool(re.search("收到|收悉", setting.text))
