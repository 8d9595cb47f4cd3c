"""The shapes of source lines, in Chinese and English: leads, works, volumes, pages, shelf marks."""

from __future__ import annotations

import re

DIGITS = "[0-9０-９]"
_NUMBER = rf"{DIGITS}{{1,6}}"
_HAN_NUMBER = "[〇零一二三四五六七八九十百千]{1,8}"
DASH = "[—–－―~～-]"
WORK = r"《[^《》\n]{1,120}(?:[《〈][^《》〈〉\n]{1,80}[》〉][^《》\n]{0,80})?》"
_PART = "[册冊卷辑輯编編集部篇]"
VOLUME = (
    rf"(?:[（(][ ]?(?:第[ ]?(?:{_NUMBER}|{_HAN_NUMBER})[ ]?)?[上中下甲乙丙丁续補补附正前后後]?[ ]?{_PART}[ ]?[）)]"
    rf"|第[ ]?(?:{_NUMBER}|{_HAN_NUMBER})[ ]?[册冊卷辑輯集编編期号號](?:[上中下][册冊])?"
    rf"|[上中下][册冊卷编編集]|卷[ ]?{_NUMBER})"
)
PAGES = (
    rf"(?:第[ ]?{_NUMBER}[ ]?(?:(?:{DASH}{{1,2}}|[页頁]?[ ]?至[ ]?第?|、第?|，第?|,)[ ]?{_NUMBER}[ ]?){{0,12}}[页頁]"
    rf"|\bpp?\.[ ]?{_NUMBER}(?:[ ]?(?:{DASH}{{1,2}}|,|and|&)[ ]?{_NUMBER}){{0,12}})"
)
SAME = r"(?:同[ ]?上[ ]?[书書注]?|同前[书書]?|前引[书書]|出处同上|來源同上|来源同上)"
STRONG = (
    r"(?:转引自|轉引自|选[ ]?自|選[ ]?自|引自|译自|譯自|摘自|录自|錄自|原载|原載|"
    r"(?:资料|資料|史料|文件|档案|檔案|材料|文献)?(?:来源|來源|出处|出處)[ ]?[:：为]?)"
)
LEAD = rf"(?:{STRONG}|载于|載於|见于|见|載|载|收入)"
ANCHOR = re.compile(f"(?P<same>{SAME})|(?P<work>{WORK})")
BEFORE = re.compile(rf"(?:(?P<strong>{STRONG})|{LEAD})[ ]?[:：]?[^\s《》。；：]{{0,30}}[ ]?[:：，,]?[ ]?\Z")
"""A lead and what may stand between it and the work: who wrote or edited it, where it came out."""
VOLUMES = re.compile(rf"[ ]?[，,]?[ ]?(?P<volume>{VOLUME}(?:[ ]?[，,]?[ ]?{VOLUME}){{0,2}})")
MAKER = re.compile(rf"[ ]?[，,：:（(][ ]?(?P<maker>[^\n《》。；]{{2,80}}?)[）)]?[ ]?[，,]?[ ]?(?={PAGES})")
PAGE = re.compile(rf"[ ]?[，,]?[ ]?(?P<pages>{PAGES})")
_DAY = r"(?:1[6-9]|20)\d\d(?:[ ]?年(?:[ ]?\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日)?)?(?:[ ]?版)?)?(?![ ]?[年\d])"
PUBLISHER = re.compile(
    r"[ ]?(?:[（(](?P<bracketed>[^（）()\n]{3,160})[）)]"
    rf"|[，,]?[ ]?(?P<plain>(?:[^\n。！？《》]{{2,60}}?[，, ])?[ ]?{_DAY})[ ]?(?=$|[\n）)]|[—―─━_-]{{4}}))"
)
ARCHIVE = re.compile(
    r"(?:АВПРФ?|АВП\s?РФ|АП\s?РФ|АПРФ|РГАСПИ|РГАНИ|ГАРФ|ЦАМО(?:\s?РФ)?"
    r"|AVP\s?RF|AVPRF|APRF|AP\s?RF|RGASPI|RGANI|GARF|TsAMO|TsKhSD"
    r"|WCDA|NARA|TNA|PRO|National Archives|Public Record Office|PAAA|SAPMO(?:-BArch)?|BArch|CWIHP"
    r"|(?:FO|CAB|PREM|WO|DO)\s?\d{1,4}/\d{1,6}|RG\s?-?\d{1,4}\b|Record Group \d{1,4}"
    r"|Central (?:Decimal )?Files?\b|Lot Files?\b|[\u3400-\u9fff]{2,16}档案馆|[\u3400-\u9fff]{2,16}檔案館"
    r"|(?:馆藏)?档号|檔號|档案号|全宗)"
)
_FOND = r"(?:ф|оп|п|д|л|лл|f|op|p|d|l|ll|fond|opis|papka|delo|list|listy|file|box|folder)"
SHELF = re.compile(
    rf"(?:\b{_FOND}\.?\s?{_NUMBER}(?:[–-]{_NUMBER})?[а-яa-z]?[,;]?\s?){{2,8}}"
    rf"|全宗\s?{_NUMBER}[^\n。]{{0,60}}|\d{{2,4}}-\d{{4,6}}-\d{{1,3}}(?:[（(]\d{{1,3}}[)）])?"
    r"|\d{1,4}(?:\.\d{1,4})?/\d{1,2}-\d{1,6}|(?:FO|CAB|PREM|WO|DO)\s?\d{1,4}/\d{1,6}(?:/[A-Z0-9/]{1,20})?"
    r"|(?:RG\s?-?\d{1,4}|Record Group \d{1,4})\b(?:[^\n。.;]|\.(?=\S)){0,80}",
    re.IGNORECASE,
)
ENGLISH_LEAD = re.compile(
    r"(?:Sources?|Printed (?:in|from)|Published in|Reprinted (?:in|from)|Text in|Taken from|From|Cited in|Quoted in"
    r"|Archive|Quelle|Источник)\s?(?::|(?=\s[A-Z“\"*_]))"
)
ENGLISH_SAME = re.compile(
    r"(?:\b[Ii]bid(?:em)?\b\.?|\b[Ll]oc\. ?cit\.|\b[Oo]p\. ?cit\.|[Ss]ame as above|[Ss]ame source|Там же)"
)
ENGLISH_VOLUME = re.compile(
    r"\b(?:vol(?:ume|\.)|part|book)\s?(?:[IVXLC]{1,8}|\d{1,4})\b(?:,?\s?part\s?\d{1,2})?", re.IGNORECASE
)
_RANGE = rf"{_NUMBER}(?:\s?{DASH}\s?{_NUMBER})?"
ENGLISH_PAGES = re.compile(rf"\b(?:pp?\.|pages?|с\.|стр\.)\s?{_RANGE}(?:,\s?{_RANGE}){{0,12}}", re.IGNORECASE)
_PLACE = rf"[，,]?[ ]?[^\n。！？《》]{{0,40}}[,， ]?[ ]?{_DAY}"
_TAIL = re.compile(
    rf"(?:{PAGES}|{WORK}(?:{VOLUME})?)[ ]?(?:[（(][^（）()\n]{{3,160}}[）)]|{_PLACE})?[ ]?[。.]?[”’)）]?\s*\Z"
)


def ends_cited(text: str) -> bool:
    """Tell whether *text* ends with a citation, so that the document is over there.

    >>> ends_cited("何应钦 同上，（中册）第 571页"), ends_cited("他们在第三页上写道")
    (True, False)
    """
    tail = text[-240:]
    if not _TAIL.search(tail):
        return ENGLISH_SAME.search(tail[-60:]) is not None or ENGLISH_LEAD.match(tail.lstrip()) is not None
    return re.search(f"{SAME}|{LEAD}|《|{ENGLISH_SAME.pattern}", tail) is not None
