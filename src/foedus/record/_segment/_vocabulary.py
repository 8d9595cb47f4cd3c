"""The words and shapes documents are known by, in Chinese (both scripts) and English.

General vocabulary of the genre only: no name of a person, no title of a book. Every expression is bounded, so that a
text of any length is read in a time that grows with its length.
"""

from __future__ import annotations

import re

NUMERAL = r"(?:[0-9０-９]{1,4}|[一二三四五六七八九十百〇零]{1,5}|[IVXLC]{1,8}\b|[A-Z]\b)"

LABEL = re.compile(
    rf"(?:附录|附錄|附件|附文)[ \u3000]{{0,2}}{NUMERAL}?(?=[ \u3000:：\n]|[\u3400-\u9fff])"
    rf"|附[ \u3000]{{0,2}}{NUMERAL}?(?=[ \u3000:：\n])"
    rf"|\b(?:Annex|Appendix|Enclosure|Inclosure|Attachment|ANNEX|APPENDIX|ENCLOSURE|INCLOSURE|ATTACHMENT)"
    rf"(?: (?:No\. ?)?{NUMERAL})?(?: in No\. ?[0-9]{{1,4}})?[.:]?"
)
"""A label before a title."""
ATTACHMENT = re.compile(r"\s{0,3}(?:附件|附文|Enclosure|Inclosure|Attachment)", re.IGNORECASE)
"""A label that makes a document a part of the one before it."""

FRONT = re.compile(
    r"(?:本[卷书書册冊]?)?(?:编者|編者|出版|编辑|編輯|编译|译者)?(?:说明|說明|前言|序言|序|引言|凡例|例言"
    r"|导言|導言|目录|目錄|后记|後記|跋|索引"
    r"|致谢|鸣谢|缩略语|略语表|参考文献|参考书目|人名索引|附图|插图)$"
    r"|(?:the )?(?:preface|foreword|introduction|introductory note|acknowledge?ments?|index"
    r"|index of (?:names|persons)"
    r"|abbreviations(?: and .{0,40})?|bibliography|contents|table of contents|list of .{1,60}|errata|note on .{1,40}"
    r"|about this .{1,30}|sources|editors?'? note|persons)$",
    re.IGNORECASE,
)
"""What in a contents is neither a document nor an appendix of documents."""
PICTURES = re.compile(
    r"\s*(?:插\s?图|插\s?圖|图\s?版|圖\s?版|图片(?:目录)?|地图目录"
    r"|illustrations|plates|figures|maps)[ \u3000:：\n]{0,4}",
    re.IGNORECASE,
)
CHRONOLOGY = re.compile(
    r"大事年表|年表|大事[记記]|[记記]事年表|\bchronology\b|\bchronological table\b|\btimeline\b"
    r"|\bcalendar of events\b",
    re.IGNORECASE,
)
PART = re.compile(r"[^，。：:\n]{1,14}[篇编編卷部][〇零○一二三四五六七八九十0-9年月日至到—–\-－ ]{6,40}")
"""A part of a book with its period, as it stands before the name of a section."""

CONTENTS = re.compile(
    r"目[ \u3000]{0,8}[录錄次]"
    r"|^[ \t]{0,40}(?:table of contents|contents|list of documents|list of papers)[ \t.:]{0,20}$",
    re.IGNORECASE | re.MULTILINE,
)

_DAY = r"(?:[0-9０-９lI]{1,2}|[一二三四五六七八九十]{1,3})"
CHINESE_DATE = (
    r"(?:[0-9０-９lI]{4}|[〇零○一二三四五六七八九]{4})[ ]?年"
    rf"(?:[ ]?{_DAY}[ ]?月(?:[ ]?{_DAY}[ ]?[日号號]|[上中下]旬|初|底)?)?"
)
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
ENGLISH_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|{MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
DATE = rf"(?:{CHINESE_DATE}|{ENGLISH_DATE})"
CLOSING_DATE = re.compile(rf"[ \u3000]*[（(]\s{{0,3}}(?:[^（）()\n]{{0,12}}?)\s?{DATE}[^（）()\n]{{0,24}}[)）]\s*$")
"""A date in brackets at the end of a title."""
BRACKET_DATE = re.compile(rf"[（(]\s{{0,3}}(?:约|約|大约|c\. ?)?\s{{0,2}}{DATE}[^（）()。\n]{{0,24}}[)）]")

VERB = re.compile(r"致|给|給|复|覆|与|與|向|告知|通知|通报|通報|报告|報告|会见|會見|签署|簽署|答复|答覆|关于|關於|：|:")
"""What follows the name of the one who acts in a Chinese heading."""

MARKS = r"[①-⑳㉑-㉟❶-❿*†‡]|[\[［〔][0-9０-９]{1,3}[\]］〕]"
TRAILING_MARKS = re.compile(rf"(?:\s{{0,2}}(?:{MARKS})){{1,3}}")
BAR = re.compile(r"(?:—[ ]?){6,200}|_{6,400}|-{10,400}|(?:─[ ]?){6,400}")
"""The rule above the notes of a printed page."""

EDITOR = re.compile(r"——[ ]?[^。\n—]{0,16}?[注按](?![释意语])")
"""The end of a note that an editor signs."""

CITATION = re.compile(
    r"(?:同上|同前|同注|选自|選自|选译自|译自|譯自|录自|錄自|摘自|引自|转引自|原载|原載|载于|載於|资料来源"
    r"|資料來源|来源|來源|出处|出處)"
    r"[^。\n]{0,120}?(?:第?[ ]?[0-9０-９]{1,4}(?:[ 第页頁至到、,，－—–\-~～]{1,4}[0-9０-９]{1,4}){0,6}[ ]?[页頁]"
    r"|p{1,2}\. ?[0-9]{1,4}(?:[-–][0-9]{1,4})?)"
    r"(?:[ ]?（[^（）\n]{0,120}）|[ ]?\([^()\n]{0,120}\))?[。.]?"
)
"""Where a document is printed, as it stands at its end."""
SOURCE_LINE = re.compile(
    r"\s*[\[(（【]?\s*(?:Sources?\s*[:：]|Source(?:d)? from\b|Printed (?:from|in)\b|MS\.?[,:]|"
    r"(?:资料来源|資料來源|来源|來源|出处|出處)[:：]"
    r"|(?:根据|根據|据|選自|选自|录自|錄自|译自|譯自|原载|原載|同上|载|載)[^\n]{1,160}(?:刊印|排印|刊载"
    r"|刊載|[页頁]|档案|檔案|抄件|原件|手稿)[^\n]{0,60}$"
    r"|(?:[A-Z][\w.]{0,8}[ ]?){1,4}[ ]?\d{1,4}/\d{1,6}\b)",
)
"""A paragraph that only says where the document before it is kept or printed."""

GENRE_ZH = (
    r"电报|電報|来电|复电|通电|密电|电|電|公函|来函|复函|函|书信|来信|回信|信|照会|照會|备忘录|備忘錄"
    r"|谈话[纪记]录|会谈[纪记]录|会议[纪记]录|[纪记][录錄]|纪要|紀要"
    r"|决议案?|決議案?|决定|決定|命令|训令|訓令|指令|指示|通知|通报|通報|通告|布告|公告|报告|報告|声明"
    r"|聲明|公报|公報|条约|條約|协定|協定|协议|議定書|议定书"
    r"|宣言|谈话|談話|讲话|講話|演说|演講|批示|批复|请示|請示|意见|意見|建议|建議|奏折|奏摺|奏片|奏|咨文"
    r"|咨|上谕|上諭|谕旨|諭旨|札|呈文|呈|说帖|節略|节略|密约"
    r"|合同|章程|草案|方案|计划|計劃|总结|總結|社论|社論|评论|答复|答覆|情况|附言"
)
"""What a Chinese document may be called, at the end of its title."""
