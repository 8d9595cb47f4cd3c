"""Frames of Chinese: verbs with their modality, polarity and person."""

from __future__ import annotations

import re

from ._frames import Check, Frame, Setting

_GIVING = (
    "提供|供给|供应|给予|赠送|赠给|赠予|移交|交付|交由|交给|调拨|拨给|拨出|拨付|派遣|派出|派去|派往|派|增派|运送|运抵|运往|发运|发出|发给|发到"
    "|寄给|送给|帮助|援助|支援|协助|满足|归还|偿还|还清|付清|付给|支付|负担|承担|购买|收购|接收|接纳|接受|接待|接见|欢迎|允许|准许|落实"
    "|通报|告知|答复|通知|掩护|教会|培训|修建|动员|贷给|贷款|借给|抽出|免除|免征|减免|减价|保证|保障|召回|撤回|撤出|承认|公布|履行|参战"
    "|给(?=[您你他她贵我多]|[\\d一二两三四五六七八九十百]|予)|采取.{0,6}措施|帮(?=[您你他])|转交|转告|办理|收到"
)
"""What one side does for the other."""
_DENIABLE = "提供|供给|供应|给予?|派|移交|交付|同意|答应|允诺|准许|接受|做到|办到|支援|帮助|援助|出兵"
_GOODS = "提供|供给|供应|移交|交付|调拨|运到|运达|运抵|装运|发运|发出|发货|到货|交货|到达|拨给|得到|收到|满足"
_PAPERS = (
    "电报|来电|来信|复电|复信|复函|来函|信件|的信|报告|指示|消息|情报|答复|通知|资料|材料|文件|命令|邀请|照会|祝贺"
    "|意见|函|申请"
)
_ASSESSMENT = "看法|估计|评价|分析|论点|观点|判断|结论|立场|安排|想法"
_PROPOSAL = "建议|提议|意见|请求|要求|方案|倡议|条件|主张|计划|草案|做法|作法|办法|来访|前来|会晤|会见|期限"
_WILL = (
    "随时准备|准备|打算|愿意|愿|决定|决心|答应|承诺|允诺|保证|负责|乐于|能够|能|可以|可|同意|尽力|会|要(?=[给向为])"
    "|将(?=于|在|从|为|向|给|对|由|尽|全|再|分|按|依|立|陆|继续|负责|通过|提前|会|来|长期|随时|与|严格|以|很快|不久|近|日内|非常|乐|额外|另|首先|优先"
    f"|{_GIVING})"
)
_SIDES = re.compile(
    "敌|对方|美军|伪军|(?:[您你]们?|贵[方国])[^，]{0,4}$|(?<!我)(?:[人军]|大国|各国|国家|军队|部队|集团|代表团)(?:还|也|都|同样|现在|即|就|才|均)*$"
)
"""Subjects for whom the speaker does not promise: the other side, a crowd, a power."""
_LED = re.compile(
    "希望|请|要求|建议|必须|应该|是否|谁|什么|(?:应该?|应当|必须|需要?|要求|建议|请求?|希望|是否|能否|可否|能不|可不|如何|怎样|为|所|一切|之所以|才|并不|也许|看来|也许可|目前所|尽管)$"
)
_NOT = re.compile(r"(?:不|没有?|未|无法|难以|勿|莫|无)(?:太|很|再|想|愿|敢|必|会|能|可|打算|准备|得)?$")
_CONDITION = re.compile(
    r"^(?:但是?|而且?|不过|那么|当然)?(?:如果|假如|假使|倘若|若是?|如(?=[不你您他她贵能果无有需对美敌])|要是|一旦|只要|只有|除非|必要时|等|待|当(?=.{1,30}[时后]$)"
    r"|在.{1,20}(?:之前|以前|之后|以后)$|[^，]{1,12}之后$|[^，]{1,20}的话$)"
)
_IF = re.compile(
    "^(?:但是?|而且?|不过|那么|当然)?(?:如果|假如|假使|倘若|若|如(?=[不你您他她贵能果无有需])|要是|一旦|只要|除非|除了|尽管|虽然|即使)"
)
_INFORM = re.compile(
    "告知|转告|电告|通知|告诉|转达|转交|转呈|通报|答复|回电|回复|指示|一阅|阅示|研究|考虑|注意|放心|原谅|允许我|相信|转发|查收|复电|说明|解释|报告"
    "|将此|把此|把这|将这|给我|告我|问|讨论|商讨|商谈|拜会|拜访|谈谈"
)
LISTING = re.compile(
    "(?:下列|如下|以下).{0,6}(?:条件|要求|建议|请求|主张)|(?:条件|要求|建议|请求|主张)如下|提出$|条件下.{0,6}$"
)
"""What announces a list of demands."""
RESOLVED = re.compile(f"协定|协议|{_GIVING}")
"""What makes an item of a resolution a thing given."""


def conditional(text: str) -> bool:
    """Tell whether a clause states a condition."""
    return bool(_CONDITION.search(text)) or text.endswith(("的话", "的条件下", "的前提下"))


def _denied(setting: Setting, match: re.Match[str]) -> bool:
    return bool(_NOT.search(setting.text, max(0, match.start() - 6), match.start()))


def _subject(setting: Setting, match: re.Match[str]) -> str:
    return setting.text[max(0, match.start() - 24) : match.start()]


def _mine(text: str) -> bool:
    return bool(re.search("我(?!国的)|本[国人]", text))


def _verbal(setting: Setting, match: re.Match[str]) -> bool:
    """Whether a word that may be a noun is used as a verb: not after 的, and with something behind it."""
    before, after = setting.text[: match.start()], setting.text[match.end() :]
    if before.endswith(
        (
            "的",
            "这一",
            "该",
            "此",
            "项",
            "个",
            "有关",
            "根据",
            "应",
            "提",
            "征询",
            "任何",
            "按照",
            "按",
            "对",
            "其",
            "出",
            "些",
            "关于",
            "种",
            "们",
        )
    ) and not before.endswith(("我们", "他们")):
        return False
    if re.match(r"[的。书、）]|是|问题|$", after) and not (not after and setting.after):
        return False
    if (setting.account and not _mine(before)) or re.search("不再.{0,8}$|形势$|情况$|(?:关于|应)[^，]{1,8}$", before):
        return False
    return not _denied(setting, match)


def _positive(setting: Setting, match: re.Match[str]) -> bool:
    return not setting.question and not _denied(setting, match) and not (setting.account and not _mine(setting.text))


def _thanks(setting: Setting, match: re.Match[str]) -> bool:
    return _positive(setting, match) and not re.search("接见|来访|会见|关照|谈话|招待|对回电|问候", setting.text)


def _threat(setting: Setting, match: re.Match[str]) -> bool:
    return _positive(setting, match) and (setting.condition or setting.before.find("警告") >= 0)


def _arrived(setting: Setting, match: re.Match[str]) -> bool:
    return _positive(setting, match) and not re.search(_PAPERS, setting.text) and "敌" not in setting.text


def _missing(setting: Setting, match: re.Match[str]) -> bool:
    return not re.search("敌|命令", setting.text) and not setting.account


def _able(setting: Setting, match: re.Match[str]) -> bool:
    """An offer: the giver is not the enemy and not the one spoken to, the modal is not denied."""
    if not _positive(setting, match) or setting.opinion or _IF.search(setting.text):
        return False
    subject = _subject(setting, match)
    firm = match["will"] in ("决心", "保证", "答应", "承诺", "允诺", "同意")
    if (_SIDES.search(subject) and not firm) or _LED.search(subject) or match["between"].startswith("否"):
        return False
    after = setting.text[match.end() :]
    if match["verb"] == "收到" and match["will"] != "将":
        return False
    if re.search("不|没|未|无|敌|被|请|是否|要求|希望|怎|谁|什么|我国?从", match["between"]) or re.match(
        "的[^，]{0,8}$", after
    ):
        return False
    if match["verb"] in ("通报", "答复", "告知", "通知", "转告"):
        return bool(re.search("[您你贵]|专门|日内|近日|下次", setting.text))
    return True


def _only_then(setting: Setting, match: re.Match[str]) -> bool:
    return (
        not setting.question
        and not setting.account
        and not setting.opinion
        and "敌" not in setting.text
        and (match[0][0] in "只等待" or "只有" in setting.before)
    )


def _agree(setting: Setting, match: re.Match[str]) -> bool:
    if not _positive(setting, match) or _IF.search(setting.text):
        return False
    before, after = setting.text[: match.start()], setting.text[match.end() :]
    if re.search(f"(?:{_ASSESSMENT})$", setting.text) or after.startswith("采取"):
        return False
    if before.endswith(("的", "征得", "关于", "未", "经", "如", "仿照")) or len(before) > 16:
        return False
    return bool(after) or setting.turn or before.endswith("表示")


def _right(setting: Setting, match: re.Match[str]) -> bool:
    return _positive(setting, match) and bool(
        re.search(_PROPOSAL + "|这|此|不让|把", setting.text + setting.before[-40:])
    )


def _refusing(setting: Setting, match: re.Match[str]) -> bool:
    if (
        setting.question
        or setting.condition
        or _IF.search(setting.text)
        or (setting.account and not _mine(setting.text))
    ):
        return False
    subject = _subject(setting, match)
    return not _SIDES.search(subject) and not _NOT.search(subject) and not re.search("希望|允许|德国|日本", subject)


def _asking(setting: Setting, match: re.Match[str]) -> bool:
    if not _verbal(setting, match):
        return False
    after = setting.text[match.end() :] or setting.after
    subject = setting.text[: match.start()]
    if re.search("敌|如果|你们$|您$|谁|什么|其中$|命令|规定", subject[-12:]):
        return False
    if setting.question and not setting.spoken:
        return False
    return not _INFORM.search(after[:24]) or (setting.own and "尽快" in after and "我" in subject)


def _hoping(setting: Setting, match: re.Match[str]) -> bool:
    after = setting.text[match.end() :] or setting.after
    return (
        _verbal(setting, match)
        and not setting.question
        and not re.search("不会|不要|不反对|成功|胜利|敌|得到保障|联系", after)
        and (not _INFORM.search(after) or bool(re.search("今天|尽快|立即|不迟于|\\d", after)))
        and not re.search("敌|如果|又问|问", setting.text[: match.start()])
    )


def _needing(setting: Setting, match: re.Match[str]) -> bool:
    subject = setting.text[: match.start()]
    if (
        setting.question
        or _denied(setting, match)
        or re.search("你们?|您|敌|这$|那$|不$|什么|也许|中国人$", subject[-8:])
    ):
        return False
    after = setting.text[match.end() :]
    if re.match("时间|研究|考虑|开始|有|拥有|帮助他|的是|指出|小心", after) or not after or _IF.search(setting.text):
        return False
    if setting.spoken:
        return not subject or bool(re.search("[我他]们?(?:还|也|急|迫切|十分|很|最)*$|方面$", subject))
    return bool(re.search("援助|提供|帮助|支援|您|贵", after)) and (_mine(subject) or not subject)


def _wanting(setting: Setting, match: re.Match[str]) -> bool:
    return (
        not setting.question
        and not _denied(setting, match)
        and not setting.account
        and not re.search("你们?$|您$|敌|自己还$", setting.text[: match.start()][-6:])
    )


def _want(setting: Setting, match: re.Match[str]) -> bool:
    return (
        _wanting(setting, match) and not re.search("指示|敌", setting.text) and (setting.spoken or "得到" in match[0])
    )


def _must(setting: Setting, match: re.Match[str]) -> bool:
    after = setting.text[match.end() :]
    if not setting.spoken or not _wanting(setting, match):
        return False
    return bool(re.match("从|由|建|派|请|给|得到" if setting.turn else "要?有|派|请|给|得到", after))


def _proposing(setting: Setting, match: re.Match[str]) -> bool:
    after = setting.text[match.end() :]
    return (
        _verbal(setting, match)
        and not re.search("敌|接受|如果|听取|根据|甚至$", setting.text[: match.start()][-12:])
        and not re.match("开始谈|谈", after)
    )


def _opinion_must(setting: Setting, match: re.Match[str]) -> bool:
    return (
        setting.opinion
        and setting.own
        and _positive(setting, match)
        and not re.search("敌|谨慎|这么做|这样做", setting.text)
    )


def _please(setting: Setting, match: re.Match[str]) -> bool:
    after = setting.text[match.end() :] or setting.after
    if re.match("(?:至迟|最迟|务必)?(?:于|在).{1,14}前", after):
        return True
    return not _INFORM.search(after[:30]) and not _denied(setting, match) and len(after) > 3


def _your_request(setting: Setting, match: re.Match[str]) -> bool:
    return (
        setting.own
        and not setting.question
        and not re.search("满足|同意|接受|拒绝|赞成|正确|收悉$", setting.text[: match.start()])
        and not _IF.search(setting.text)
    )


def _yes(setting: Setting, match: re.Match[str]) -> bool:
    return setting.turn and setting.answer and not setting.question


def _f(rule: str, act: str, pattern: str, holds: Check, weight: int = 1) -> Frame:
    return Frame(rule, act, re.compile(pattern), holds, weight)


FRAMES: tuple[Frame, ...] = (
    _f("thanks", "thank", "感谢|谢谢|谢意|致谢|鸣谢", _thanks),
    _f(
        "consequence",
        "threat",
        "采取.{0,6}(?:措施|行动)|承担.{0,8}(?:责任|后果)|坐视|置之不理|受到.{0,6}(?:惩罚|打击)|予以.{0,4}(?:回击|打击|消灭)|不得不使用武力",
        _threat,
    ),
    _f(
        "reminder",
        "remind",
        "(?:曾|已|已经)(?:经|多次|一再|就)*(?:提醒|催促)|再次(?:请|要求|恳请)(?!教)|催促|本应(?!当)|本该|理应已",
        _missing,
        2,
    ),
    _f(
        "still-missing",
        "remind",
        "(?:尚未|还没有?|仍未|至今未|迄今未|没有|仍没有)(?:收到|得到|运到|运抵|到货|交付|交货|兑现|履行|落实)",
        _missing,
        2,
    ),
    _f(
        "progress-question",
        "remind",
        "进展如何|进行得如何|什么时候(?:可以|能)|何时(?:可以|能|可)|还要等多久",
        lambda s, m: s.question or "？" in s.after,
        2,
    ),
    _f(
        "under-way",
        "report-delivery",
        "在运往.{1,12}(?:路上|途中)|(?:已|已经)(?:经|基本上?|全部|如数|按时|陆续|全都|向.{1,8}|给.{1,8}|在.{1,6})*(?:"
        + _GOODS
        + ")",
        _arrived,
        2,
    ),
    _f(
        "rejection",
        "reject",
        "(?:不能|不可|绝不|无法|难以|不予)接受|(?:拒绝|反对|否决)(?:这|您|该|此|上述|接受)",
        _refusing,
        2,
    ),
    _f(
        "refusal",
        "refuse",
        "做不到|办不到|不同意|(?:无法|不能|不可能|难以|没有可能|不准备|不打算|不便|未能)(?:再|向.{1,8}|给.{1,8}|为.{1,8})*(?:"
        + _DENIABLE
        + ")|暂不|婉拒|谢绝|回避了|拒绝(?=[^，]{0,6}$)",
        _refusing,
        2,
    ),
    _f(
        "answer-weigh",
        "conditional",
        "^(?:对此|对这|关于这|这|此|我们?|还|需|要|个|一|问题|事|件|情|须){0,12}(?:要|需要?|须|得|应)(?:再|认真|好好|先)*(?:研究|考虑|斟酌|商量)",
        lambda s, m: s.turn,
    ),
    _f(
        "answer-yes",
        "grant",
        "^(?:好的?|可以|行|当然可以|当然|同意|没问题|这(?:当然)?可以|这个?可以|这(?:件事)?可以(?:办|办到)|这可以办到)(?:$|(?=[吧了啊办]))",
        _yes,
    ),
    _f(
        "your-request",
        "request",
        "[您你]们?(?:[^您你，]{0,24})?(?:要求|请求|所要的|所请|申请单|申请书|提出的.{0,50}(?:要求|请求|建议|问题))",
        _your_request,
    ),
    _f(
        "satisfy",
        "grant",
        "满足.{0,24}(?:请求|要求|申请|订货)",
        lambda s, m: _positive(s, m) and "是否" not in s.text and "能否" not in s.text,
        3,
    ),
    _f("agree", "grant", "同意|赞成|赞同|准予|接受(?=[您你贵该这])|欢迎(?=[您你贵])|采纳(?=[您你贵])", _agree, 2),
    _f("right", "accept", "(?:完全|非常|十分)?(?:正确|赞同)的?$|越快越好", _right),
    _f("ordered", "assurance", "已(?:经)?(?:下令|命令|指示|责成|吩咐)", lambda s, m: s.own and _positive(s, m)),
    _f(
        "plan-to-send",
        "propose",
        "(?:拟|打算|想|准备)(?:再|立即|立刻)?(?:派(?=[^，]{0,30}(?:去|来|赴|前往|飞))|增派|请(?!求)|让[^敌]{2,14}(?:去|来|赴|前往|飞)|组织)",
        lambda s, m: s.own and _positive(s, m) and "敌" not in s.text,
        2,
    ),
    _f(
        "reassurance",
        "assurance",
        "(?:不用|不必|无须|无需|不要)(?:担心|担忧|顾虑)|请放心",
        lambda s, m: not s.question and not s.account,
    ),
    _f(
        "decided",
        "grant",
        f"(?:做出|作出|通过)了?[^，]{{0,20}}(?:{_GIVING}|出兵)[^，]{{0,14}}决定$",
        lambda s, m: _positive(s, m),
    ),
    _f(
        "only-then",
        "conditional",
        "(?:只有|等|待).{2,50}才(?:能|可)|^才(?:能|可)|^[^，]{0,8}才能(?:作出|做出|同意|答复|决定)",
        _only_then,
    ),
    _f(
        "consult-first",
        "conditional",
        "(?:须|得|需|要)(?:先|再)(?:同|与|跟|和).{1,16}(?:协商|商量)",
        lambda s, m: _positive(s, m),
    ),
    _f(
        "by-us",
        "promise",
        (
            f"由我[们方国军][^，]{{0,6}}(?:{_GIVING})|^(?:此外|同时|并且?|另外)*我[们方](?:都|全部|立即|另外|再|现)*(?:提供|供给|供应|赠送)|^(?:暂时|先|立即|立刻"
            f"|另外|首先|再)+(?:派出?|提供|供给)"
        ),
        lambda s, m: _positive(s, m) and (not s.condition or s.own),
    ),
    _f(
        "scheduled",
        "promise",
        r"^(?:[今明本]年)?(?:\d{1,2}月)?(?:\d{1,2}(?:[-—－]\d{1,2})?日)(?:前|起|以前|内)?(?:将|先)?(?:移交|交付|发运|提供|运抵|运到|发出|供应)",
        lambda s, m: _positive(s, m),
        2,
    ),
    _f(
        "open-offer",
        "promise",
        "(?:随时准备|准备|决定|同意|答应|愿意?)(?:把|将)[^，]+$",
        lambda s, m: _positive(s, m) and bool(re.match(_GIVING, s.after)),
    ),
    _f("offer", "promise", f"(?P<will>{_WILL})(?P<between>[^，]{{0,22}}?)(?P<verb>{_GIVING})", _able),
    _f(
        "polite-question",
        "request",
        "(?:可不可以|能不能|可否|能否|是否可以|是否能够?|可以.{2,40}吗|能.{2,40}吗|愿不愿意)",
        lambda s, m: (s.spoken or s.question) and not s.account and not re.search("问$|问他|可以帮助吗", s.text),
    ),
    _f(
        "beg",
        "request",
        "(?:恳求|恳请|请求|央求|要求|请(?=[您你]们?(?:[^您你]{0,4}[命派给下再增补允准为让帮协]))|向[您贵你].{0,3}提出)",
        _asking,
        2,
    ),
    _f("please", "request", "^(?:现|特|谨|并|故|因此|所以|务)?请(?!求|示|教|客|再次)", _please),
    _f("hope", "request", "希望|盼望|期望|切盼|指望", _hoping),
    _f("need", "request", "(?:急需|需要|迫切需要|十分需要)", _needing),
    _f(
        "want",
        "request",
        "(?:想|要求|希望)(?:再|补充)?(?:从|向|请|得到|获得|购买|购|借|贷|进口|派|往)|想在[^，]{1,8}(?:购买|订购|学习)|想建立合",
        _want,
    ),
    _f("best", "request", "最好(?!的)", lambda s, m: _wanting(s, m) and bool(s.text[m.end() :])),
    _f(
        "urge",
        "request",
        "^(?:因此|所以|同时|故)?(?:应当|应该|应|务必|必须)(?:立即|尽快|即刻|迅速|马上|立刻|火速)",
        lambda s, m: s.own and _positive(s, m) and not re.search("措施|敌", s.text),
    ),
    _f("must", "request", "必须|应当|应该", _must),
    _f("propose", "propose", "建议|提议|提请|倡议|主张", _proposing, 2),
    _f(
        "fitting",
        "propose",
        "(?:以.{2,20}为)(?:妥|宜|好)$|(?:更为|较为|最为|更|较|比较)(?:妥当|适宜|合适|恰当)(?:的)?$|(?:是|为)(?:妥当|适宜|合适|恰当)的$",
        lambda s, m: _positive(s, m) and (s.opinion or m[0][0] == "以"),
    ),
    _f("opinion-must", "propose", "必须|应当|应该|应(?=[即立尽在由])|只有", _opinion_must),
)
