"""Words of Chinese diplomatic prose by what they do; the frames and their checks are made of them."""

from __future__ import annotations

import re

GIVING = (
    "提供|供给|供应|给予|赠送|赠给|赠予|移交|交付|交由|交给|调拨|拨给|拨出|拨付|派遣|派出|派去|派往|派|增派|运送|运抵|运往"
    "|发运|发出|发给|发到|寄给|送给|帮助|援助|支援|协助|满足|归还|偿还|还清|付清|付给|支付|负担|承担|购买|收购|接收|接纳"
    "|接受|接待|接见|欢迎|允许|准许|落实|通报|告知|答复|通知|掩护|教会|培训|修建|动员|贷给|贷款|借给|抽出|免除|免征|减免"
    "|减价|保证|保障|召回|撤回|撤出|承认|公布|履行|参战|采取.{0,6}措施|下达(?=[^，]{0,6}命令)|转交|转告|办理|收到|帮(?=[您你他])"
    "|给(?=[您你他她贵我多]|[\\d一二两三四五六七八九十百]|予)"
)
"""What one side does for the other."""

DENIABLE = (
    "提供|供给|供应|给予?|派|移交|交付|同意|答应|允诺|准许|接受|做到|办到|支援|帮助|援助|出兵|保证|完成"
    "|[^，]{0,2}满足(?![^，]{0,14}需)"
)
"""What one side may refuse."""

ARRIVING = "提供|供给|供应|移交|交付|调拨|运到|运达|运抵|装运|发运|发出|发货|到货|交货|到达|拨给|得到|收到|满足"
"""What is said of a delivery made."""

PAPERS = re.compile(
    "电报|来电|来信|复电|复信|复函|来函|密电|信件|的信|报告|指示|消息|情报|答复|通知|资料|材料|文件|命令|邀请|照会|祝贺|意见"
    "|函|申请|同意|支持|批准|加强|证实|改善"
)
"""What is received too, and is no delivery."""

VIEWS = re.compile("(?:看法|估计|评价|分析|论点|观点|判断|结论|立场|安排|想法)$")
"""What one agrees with without giving anything."""

PLANS = re.compile(
    "建议|提议|意见|请求|要求|方案|倡议|条件|主张|计划|草案|做法|作法|办法|来访|前来|会晤|会见|期限|这|此|不让|把|决定"
)

_FUTURE = (
    "于|在|从|为|向|给|由|根|推|延|尽|全|再|分|按|依|立|陆|继续|负责|通过|提前|会|来|长期|随时|与|严格|以|很快|不久|近|日内|非常|乐"
    "|额外|另|首先|优先"
)
WILL = (
    "随时准备|(?<!作战)准备|打算|愿意|愿|决定|决心|答应|承诺|允诺|保证|负责|乐于|能够|能|可以|可|同意|尽力|要(?=[给向为])"
    f"|(?<![员机社国大协宴学开])会(?![议谈晤见员场合])|将(?={_FUTURE}|{GIVING})"
)
"""Modals that commit; 将 only where it speaks of the future and does not put the object first."""

FIRM = frozenset({"决心", "保证", "答应", "承诺", "允诺", "同意"})

SIDES = re.compile(
    "敌|对方|[您你]们?[^，]{0,4}$|贵[方国][^，]{0,4}$"
    "|(?<!我)(?:[人军]|大国|各国|国家|军队|部队|集团|代表团)(?:还|也|都|同样|现在|最近|目前|今后|近来|即|就|才|均|已|自然)*$"
)
"""Subjects for whom the speaker does not promise: the other side, a crowd, a power."""

LED = re.compile(
    "希望|请|要求|建议|必须|应该|是否|谁|什么"
    "|(?:应|应当|应由.{0,16}|需要?|能否|可否|能不|可不|如何|怎样|为|所|一切|之所以|才|并不|也许|看来|可能|尽管|因为.{0,8}|除[^，]{0,6}|以便(?!我)[^，]{0,12})$"
)
"""What before a modal takes the promise away."""

NOT = re.compile("(?:不|没有?|未|无法|难以|勿|莫|无)(?:太|很|再|想|愿|敢|必|会|能|可|打算|准备|得)?$")

_IF = "如果|假如|假使|倘若|若是?|如(?=[不你您他她贵能果无有需对敌])|要是|一旦|只要|除非"
_LEAD = "^(?:但是?|而且?|不过|那么|当然)?"
IF = re.compile(f"{_LEAD}(?:{_IF}|除了|尽管|虽然|即使)|的情况下$")
"""A clause that supposes or concedes says nothing of its own."""
CONDITION = re.compile(
    f"{_LEAD}(?:{_IF}|只有|必要时|等|待|当(?=.{{1,30}}[时后]$)|在.{{1,20}}(?:之前|以前|之后|以后)$|[^，]{{1,12}}之后$)"
    "|(?:的话|的条件下|的前提下|的情况下)$"
)

INFORM = re.compile(
    "告知|转告|电告|通知|告诉|转达|转交|转呈|通报|答复|回电|来电|回复|指示|一阅|阅示|研究|考虑|注意|放心|原谅|允许我|相信"
    "|转发|查收|复电|说明|解释|报告|将此|把此|把这|将这|(?<![供付出])给我(?![们军国方])|告我|(?<!顾)问(?!题)|讨论|商讨|商谈|拜会|拜访|谈谈|了解|确认|征求|征询"
    "|保持|编制|认真.{0,2}执行|交给收|做出决定|作出决定"
)
"""What is asked for by the way: to pass on, to answer, to look into."""

LISTING = re.compile(
    "(?:下列|如下|以下).{0,6}(?:条件|要求|建议|请求|主张)|(?:条件|要求|建议|请求|主张)如下|提出$|条件下.{0,6}$"
)
"""What announces a list of demands."""
RESOLVED = re.compile(f"协定|协议|{GIVING}")
"""What makes an item of a resolution a thing given."""

NOUN_BEFORE = re.compile(
    "(?:的|这一|该|此|项|个|点|条|种|些|有关|根据|应|提|提新|征询|任何|按照|按|对|其|出|关于|(?<![我他她])们|两国|双方的)$"
)
"""After these 要求 or 建议 is a thing, not a deed."""
NOUN_AFTER = re.compile("[的。书、）]|是|问题|增强|强烈|很|应该?提|$")
NOT_NOW = re.compile(
    "不再.{0,8}$|形势$|情况$|(?:关于|应)[^，]{1,8}$|之所以$|只$|早就.{0,4}$|而不是$|可能会?$|为了$|是否.{0,4}$|主动$"
)
"""Before a verb of asking: nobody asks here and now."""
