"""Frames of Chinese: verbs with their modality, polarity and person."""

from __future__ import annotations

import re

from . import _chinese_checks as checks
from . import _chinese_words as words
from ._chinese_words import ARRIVING, CONDITION, DENIABLE, GIVING, LISTING, RESOLVED, WILL
from ._frames import Check, Frame, Frames

__all__ = ["FRAMES", "LISTING", "RESOLVED", "conditional", "signs"]


def conditional(text: str) -> bool:
    """Tell whether a clause states a condition."""
    return bool(CONDITION.search(text))


def signs(text: str) -> set[str]:
    """Return what calls for frames: the characters of a clause."""
    return set(text)


def _frame(rule: str, act: str, signs: str, patterns: tuple[str, ...], holds: Check, weight: int = 1) -> Frame:
    return Frame(rule, act, re.compile("|".join(patterns)), holds, weight, frozenset(signs))


_THANKS = ("感谢", "谢谢", "致谢(?=$|意)", "鸣谢", "(?:表示?|致以?|转达)[^，]{0,10}谢意")
_CONSEQUENCES = (
    "采取.{0,6}(?:措施|行动)",
    "承担.{0,8}(?:责任|后果)",
    "坐视",
    "置之不理",
    "受到.{0,6}(?:惩罚|打击)",
    "予以.{0,4}(?:回击|打击|消灭)",
    "不得不使用武力",
)
_REMINDERS = (
    "(?:曾|已|已经)(?:经|多次|一再|就){0,3}(?:提醒|催促)",
    "再次(?:请|要求|恳请)(?!教)",
    "催促",
    "(?<!日)本应(?!当)",
    "本该",
    "理应已",
    "提醒(?=[您你贵])",
)
_MISSING = ("(?:尚未|还没有?|仍未|至今未|迄今未|没有|仍没有)(?:收到|得到|运到|运抵|到货|交付|交货|兑现|履行|落实)",)
_PROGRESS = ("进展如何", "进行得如何", "什么时候(?:可以|能)", "何时(?:可以|能|可)", "还要等多久")
_UNDER_WAY = (
    "在运往.{1,12}(?:路上|途中)",
    "(?:承诺|诺言|义务|订货|要求)[^，]{0,4}已(?:经)?(?:全部|完全)?(?:兑现|履行|完成|落实)",
    f"(?:已|已经)(?:经|基本上?|全部|如数|按时|陆续|全都|向.{{1,8}}|给.{{1,8}}|在.{{1,6}}){{0,3}}(?:{ARRIVING})",
)
_REJECTIONS = (
    "(?:不能|不可|绝不|无法|难以|不予)接受",
    "(?<=我们)反对(?=[^，])",
    "(?:拒绝|反对|否决)(?:这|您|该|此|上述|接受)",
)
_REFUSALS = (
    "做不到|办不到|不同意|暂不|婉拒|谢绝|回避了",
    (
        "(?:无法|不能|不可能|难以|很难|没有可能|不准备|不打算|不便)(?:马上|立即|全部|完全|再|向.{1,8}|给.{1,8}|为.{1,8}){0,3}"
        f"(?:{DENIABLE})"
    ),
    "拒绝(?=[^，]{0,6}$)",
    f"(?:{DENIABLE}|交货)[^，]{{0,20}}(?:是|是完全)(?:不可能|办不到|不可思议|不现实)",
    "没有能力[^，]{0,6}(?:实现|满足|提供|完成)",
    f"(?:尚无|没有)(?:{GIVING})[^，]{{0,14}}(?:必要|需要)$",
    "(?:没有|(?<!有)无)(?:这个|这种|此种|这样的|此项|那样的)(?:能力|可能|力量|条件)",
    "(?:超过|超出)了?我[们国方][^，]{0,12}(?:能力|可能)",
)
_WEIGHING = (
    (
        "^(?:对此|对这|关于这|这|此|我们?|还|需|要|个|一|问题|事|件|情|须){0,12}(?:要|需要?|须|得|应)(?:再|认真|好好|先){0,3}"
        "(?:研究|考虑|斟酌|商量)"
    ),
)
_YES = (
    "^(?:好的?|可以|行|当然可以|当然|同意|没问题|这(?:当然)?可以|这个?可以|这(?:件事)?可以(?:办|办到))(?:$|(?=[吧了啊办]))",
)
_THEIR_REQUEST = (
    "[您你]们?(?:[^您你我，]{0,24})?(?:要求|请求|所要的|所请|申请单|申请书|提出的.{0,50}(?:要求|请求|建议|问题))",
)
_PLANS_TO_SEND = (
    (
        "(?:拟|打算|想|准备)(?:再|立即|立刻)?"
        "(?:派(?=[^，]{0,30}(?:去|来|赴|前往|飞))|增派|请(?!求)|让[^敌]{2,14}(?:去|来|赴|前往|飞)|组织|邀请)"
    ),
)
_ONLY_THEN = ("(?:只有|等|待).{2,50}才(?:能|可)", "^才(?:能|可)", "^[^，]{0,8}才能(?:作出|做出|同意|答复|决定)")
_BY_US = (
    f"由我[们方国军][^，]{{0,6}}(?:{GIVING})",
    "^(?:此外|同时|并且?|另外){0,2}我[们方](?:都|全部|立即|另外|再|现){0,2}(?:提供|供给|供应|赠送)(?!的)",
    "^(?:暂时|先|立即|立刻|另外|首先|再){1,2}(?:派出?|提供|供给)",
    "^我[们方]从.{1,10}派",
    "^[^，]{0,4}我[们方]就?(?:给|为|向)[^，了过已]{1,10}(?:提供|供应|派|调拨|拨给|赠送)(?![了过的])",
    "按(?:您|你们?|贵方)的?[^，]{1,10}(?:提供|拨给|供应|交付)$",
    "^全部(?:提供|供应|满足)$",
    "^(?:将?按|依照?|照)[^，我]{1,14}(?:派出|派遣|拨给|发给)",
)
_NUMERALS = "0123456789一二三四五六七八九十"
_GOODS = (
    f"^(?:并|还|再|另|先|将)*(?:{GIVING})(?:了|[您你]们?|我们?|[^，了的]{{2,4}})?(?=[^，的]{{0,6}}(?:\\d|[一二三四五六七八九十]+[个名架门支台辆]))",
)
_MEANT = (
    (
        "^(?:因此|所以|同时|此外|而且|那么?|就|但|并且?)*我[们方]?(?:也|还|都|随时|目前|现在?|今后|过后|已|一定|必定|本人|政府|的代表)*"
        "(?P<will>将|准备|拟(?!定)|打算|计划|决定|可以|能够|愿意)"
    ),
)
_COMING = (
    "将(?:于|在|乘)[^，]{1,14}(?:动身|启程|前往|抵达|到达|派往)",
    "^由[^，]{2,12}向[您你]们?(?:报告|汇报|说明)",
    "将由[^，]{2,24}(?:担任|拟定|负责|商定|办理)",
    "将(?:随后|另行|尽快|尽早|陆续)[^，]{0,6}(?:告知|通知|商定|派出|运出|发出|提出)",
)
_SCHEDULED = (
    (
        r"^(?:即|并)?[在于]?(?=[今明本\d年])(?:[今明本]年|\d{4}年)?(?:年?底)?(?:\d{1,2}月)?(?:\d{1,2}(?:[-—－]\d{1,2})?日)?(?:之?前|起|以前|以内|内|底)?"
        "(?:将|先)?(?:完成)?(?:移交|交付|发运|提供|运抵|运到|发出|供应)(?!的)"
    ),
)
_POLITE = ("可不可以|能不能|可否|能否|是否可以|是否能够?|愿不愿意", "可以.{2,40}吗", "能.{2,40}吗")
_BEGGING = (
    "恳求|恳请|请求|央求|要求",
    "请(?=[您你]们?(?:[^您你]{0,4}[命派给下再增补允准为让帮协提]))",
    "向[您贵你].{0,3}提出[^，]{0,2}(?:请求|要求)",
)
_WANTING = (
    "(?:想|要求|希望)(?:再|补充)?(?:从|向|请|得到|获得|购买|购|借|贷|进口|派|往)",
    "想在[^，]{1,8}(?:购买|订购|学习)",
    "想建立合[资营]",
)
_URGING = (
    "^(?:因此|所以|同时|故)?(?:应当|应该|应|务必|必须)(?:坚决|使[^，]{1,6}尽快|立即|尽快|即刻|迅速|马上|立刻|火速)",
)
_FITTING = (
    "以.{2,20}为(?:妥|宜|好)$",
    "(?:更为|较为|最为|更|较|比较)(?:妥当|适宜|合适|恰当)(?:的)?$",
    "(?:是|为)(?:绝对|完全|非常|十分)?(?:妥当|适宜|合适|恰当|适当|必要)的$",
)

_PUT_FORWARD = (
    "(?:想|打算|准备|拟|将)(?:主要|先|再|首先)?(?:提出|建议)(?![^，]{0,6}(?:异议|抗议|意见))",
    "提出(?=双方|建立|成立|召开|举行|邀请)",
)
_HANDLING = (
    (
        "(?:点|建议|要求|提案|问题|此事|这件事)[^，]{0,12}(?:可以|应当|应该?|不必|不宜|不应|需要|要)"
        "(?:提出|予以?|删|坚持|拒绝|搁置|保留|列入|推迟|采纳|放)"
    ),
)
_STUDIED = (
    "正在?(?:由[^，]{2,12})?(?:研究|审核|审查|考虑)",
    "目?前?正由[^，]{2,14}(?:研究|审核|审查|考虑)",
    "正在?(?:认真|仔细)?(?:研究|审核|审查|考虑)",
)

FRAMES = Frames(
    (
        _frame("thanks", "thank", "谢", _THANKS, checks.thanking),
        _frame("consequence", "threat", "措行承坐置受予武", _CONSEQUENCES, checks.threatening),
        _frame("reminder", "remind", "醒促再应该", _REMINDERS, checks.missing, 2),
        _frame("still-missing", "remind", "未没", _MISSING, checks.missing, 2),
        _frame("progress-question", "remind", "何么久", _PROGRESS, lambda s, m: s.question or "？" in s.after, 2),
        _frame("under-way", "report-delivery", "已途路", _UNDER_WAY, checks.arrived, 2),
        _frame("rejection", "reject", "接拒反否", _REJECTIONS, checks.refusing, 2),
        _frame("refusal", "refuse", "不无没难暂婉谢避拒", _REFUSALS, checks.refusing, 2),
        _frame("answer-weigh", "conditional", "研考斟商", _WEIGHING, lambda s, m: s.turn),
        _frame("answer-yes", "grant", "好可行当同没这", _YES, lambda s, m: s.turn and s.answer and not s.question),
        _frame("your-request", "request", "您你", _THEIR_REQUEST, checks.their_request),
        _frame(
            "satisfy",
            "grant",
            "满",
            ("满足.{0,24}(?:请求|要求(?!的)|申请|订货)", "(?:请求|要求|申请)[^，]{0,6}(?:予以|得到|获得)满足"),
            lambda s, m: (
                checks.positive(s, m) and not any(word in s.text for word in ("是否", "能否", "没有可能", "不能"))
            ),
            3,
        ),
        _frame(
            "would-agree",
            "propose",
            "同",
            ("可以同意",),
            lambda s, m: s.own and checks.agreeing(s, m),
            2,
        ),
        _frame(
            "agree",
            "grant",
            "同赞准接欢采支可欢愿",
            (
                "同意|赞成|赞同|准予",
                "(?:接受|欢迎|采纳)(?=[您你贵该这])",
                "(?<=我们)采纳$",
                f"(?:支持|欢迎)(?=[您你贵该这此][^，]{{0,20}}(?:{words.STANDS})$)",
                "(?:支持|欢迎)(?=[^，]{4,40}(?:建议|提议|倡议)$)",
                f"(?<=完全)支持(?=[^，]{{0,20}}(?:{words.STANDS})$)",
                "(?<=我们)(?:是)?(?:非常|十分|很)愿意的?$",
                "(?<=[案议])可以(?:采纳|接受)",
            ),
            checks.agreeing,
            2,
        ),
        _frame("no-objection", "accept", "没无不", ("没有(?:异议|反对意见|意见)|无异议|不反对",), checks.unopposed),
        _frame(
            "unfit",
            "reject",
            "不没险误",
            (
                "(?:是|为)?(?:不适宜|不合适|不妥|不恰当|不适当|不可取)的?$",
                "没有益处",
                "不宜(?:同意|接受|采纳|提出|派)",
                "(?<=[^，]{4})是不行的$",
                "(?<=觉得)是(?:冒险|危险|错误)的$",
            ),
            checks.unfit,
        ),
        _frame("right", "accept", "确赞快", ("(?:完全|非常|十分)?(?:正确|(?<!的)赞同)的?$", "越快越好"), checks.right),
        _frame(
            "ordered",
            "assurance",
            "已",
            ("已(?:经)?(?:下令|命令|指示|责成|吩咐)", "已(?:经)?(?:向.{1,8})?下达了?(?:指示|命令)"),
            lambda s, m: s.own and checks.positive(s, m),
        ),
        _frame(
            "plan-to-send",
            "propose",
            "拟打想准",
            _PLANS_TO_SEND,
            checks.planning,
            2,
        ),
        _frame(
            "reassurance",
            "assurance",
            "担顾放",
            ("(?:不用|不必|无须|无需|不要)(?:担心|担忧|顾虑)", "请放心"),
            lambda s, m: not s.question and not s.account,
        ),
        _frame(
            "decided",
            "grant",
            "决",
            (f"(?:做出|作出|通过)了?[^，]{{0,20}}(?:{GIVING}|出兵)[^，]{{0,14}}决定$",),
            checks.positive,
        ),
        _frame("only-then", "conditional", "才", _ONLY_THEN, checks.only_then),
        _frame(
            "consult-first",
            "conditional",
            "商",
            ("(?:须|得|需|要)(?:先|再)(?:同|与|跟|和).{1,16}(?:协商|商量)",),
            checks.positive,
        ),
        _frame(
            "consent-had",
            "grant",
            "已",
            ("已(?:经)?(?:得到|获得|征得|取得)了?[^，]{1,10}(?:同意|批准|准许|许可)",),
            checks.positive,
            2,
        ),
        _frame("by-us", "promise", "我先立暂另首再按全依照", _BY_US, checks.ours),
        _frame("goods", "promise", _NUMERALS, _GOODS, checks.goods),
        _frame("goods-asked", "request", _NUMERALS, _GOODS, checks.goods_asked),
        _frame("scheduled", "promise", "年月日", _SCHEDULED, checks.positive, 2),
        _frame(
            "open-offer",
            "promise",
            "把将",
            ("(?:随时准备|准备|决定|同意|答应|愿意?)(?:把|将)[^，]+$", "将(?:在|于)[^，]{2,20}[前内后]$"),
            lambda s, m: checks.positive(s, m) and bool(re.match(f"[^，]{{0,12}}(?:{GIVING})", s.after)),
        ),
        _frame(
            "offer",
            "promise",
            "准打愿决答承允保负乐能可同尽要会将",
            (f"(?P<will>{WILL})(?P<between>[^，]{{0,22}}?)(?P<verb>{GIVING})",),
            checks.able,
        ),
        _frame("coming", "promise", "将由", _COMING, checks.coming),
        _frame("then-we", "promise", "我", ("^(?:那么?)?我[们方](?:就|即|便)(?![是可能])",), checks.then_we),
        _frame(
            "then-can",
            "promise",
            "可",
            ("^(?:那么|那|则)?就?可以(?=答应|同意|接受|训练|考虑|采取|提供|给|派)",),
            checks.then_can,
        ),
        _frame("meant", "promise", "我", _MEANT, checks.meant),
        _frame("polite-question", "request", "可能愿", _POLITE, checks.polite),
        _frame("beg", "request", "求请向", _BEGGING, checks.asking, 2),
        _frame(
            "please",
            "request",
            "请",
            (
                "^(?:[^，请申邀]{0,14}(?:政府|方面|我们?)|现|特|谨|并|故|因此|所以|务|则|还|需|须|同时)?请(?!求|示|教|客|再次)",
            ),
            checks.pleading,
        ),
        _frame("hope", "request", "望指盼", ("希望|盼望|期望|切盼|指望",), checks.hoping),
        _frame("need", "request", "需", ("急需|需要|迫切需要|十分需要",), checks.needing),
        _frame("want", "request", "想要希", _WANTING, checks.wanting_from),
        _frame("best", "request", "最", ("最好(?!的)",), lambda s, m: checks.wanting(s, m) and bool(s.text[m.end() :])),
        _frame("urge", "request", "应务必", _URGING, checks.urgent),
        _frame("must", "request", "必应", ("必须",), checks.needed),
        _frame("propose", "propose", "建提倡主", ("建议|提议|提请|倡议|主张",), checks.proposing, 2),
        _frame("put-forward", "propose", "提", _PUT_FORWARD, checks.putting),
        _frame(
            "want-treaty", "propose", "想", ("想(?:同|与|和|跟)[^，]{2,10}(?:签订|缔结|订立|建立)",), checks.wanting
        ),
        _frame("told-must", "request", "应必要", ("(?:应当?|应该|必须|不要)(?=[^，]{4,})",), checks.told_must),
        _frame("handling", "propose", "点建要提问事", _HANDLING, checks.handling),
        _frame("under-study", "conditional", "研审", _STUDIED, checks.studied),
        _frame("fitting", "propose", "宜妥好当合恰要", _FITTING, checks.fitting),
        _frame(
            "opinion-must",
            "propose",
            "必应只可",
            ("必须|应当|应该|应(?=[即立尽在由继与坚要同])|不应|可以(?=[从把将由在])|只有.{2,40}才",),
            checks.held_opinion,
        ),
    )
)
