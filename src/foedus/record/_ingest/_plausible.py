"""How much a decoded text looks like writing: the measure by which one encoding is preferred to another.

Every script has a small set of characters that make up a good part of any text in it (some 150 Chinese characters are
half of all running text, ten Cyrillic letters are sixty per cent of Russian). Bytes read in the wrong encoding yield
them no more often than chance has it. The measure is the share of such characters among all that are not ASCII, less
the share of characters no text holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所"
    "然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长"
    "把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制"
    "身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气"
    "题活尔更别打女变四神总何电数安少报结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空"
    "决治展马司五基书非则界达光放强像难权王象完设式路记南住求据程北边死张该交规万取拉格术领共确传师观清今切院让候"
    "带争运京朝鲜苏志同电报援请毛周复悉贵党央委员席"
)
_TRADITIONAL = (
    "個們來為國說時會對過發後裡種經麼現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內門員論處義幾認"
    "條題爾別變總電數報結務場計資統區隊決馬書則達強難權設記據邊張該規萬術領確傳師觀讓帶爭運東聲鮮蘇復貴黨這過於給"
    "學氣"
)
_MARKS = "，。、；：？！“”‘’《》（）「」『』…—·　０１２３４５６７８９"
_KANJI = (
    "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女先名千水半男対議会"
    "同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考"
    "画海売知集物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研究楽起着店病質待試族銀早映親験英医仕去味"
    "写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢"
)
_HANGUL = (
    "이다는을의가에고하지사기도한를로은인그나리어자대정해아시일전수서들보라있부장것과원국제주만여상우스비오조성공"
    "동와신구면관게연경으선안세내화미모북남군쟁평약회의"
)
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчй"
_WESTERN = "éèàçêôâîûëïüöäßñóáíúøåæœãõìòùÉÖÄÜÅØÀ’‘“”„–—«»°§…·¿¡\xa0"
_CENTRAL = "čšžřěůýćłąęśżźńőűđťďľňéáíóúôöäüßŁŚŻČŠŽ’‘“”„–—«»°§…\xa0"

COMMON = {
    "chinese": frozenset(_SIMPLIFIED + _MARKS),
    "chinese, traditional": frozenset(_SIMPLIFIED + _TRADITIONAL + _MARKS),
    "japanese": frozenset(_KANJI + _MARKS) | frozenset(map(chr, range(0x3041, 0x30FF))),
    "korean": frozenset(_HANGUL + _MARKS),
    "cyrillic": frozenset(_CYRILLIC + "№«»—"),
    "western": frozenset(_WESTERN),
    "central": frozenset(_CENTRAL),
}
"""By script: the characters that are frequent in any text in it."""

_ALIEN = {
    "chinese": ((0x3040, 0x30FF), (0xAC00, 0xD7A3), (0x0370, 0x058F)),
    "chinese, traditional": ((0x3040, 0x30FF), (0xAC00, 0xD7A3), (0x0370, 0x058F)),
    "japanese": ((0xAC00, 0xD7A3), (0x0370, 0x058F), (0xFF61, 0xFF9F)),
    "korean": ((0x3040, 0x30FF), (0x0370, 0x058F)),
    "cyrillic": ((0x3040, 0xD7A3), (0x2500, 0x259F), (0x00A2, 0x00AA)),
    "western": ((0x0370, 0x1DFF), (0x2500, 0x259F), (0x3040, 0xD7A3)),
    "central": ((0x0370, 0x1DFF), (0x2500, 0x259F), (0x3040, 0xD7A3)),
}
"""By script: ranges no text in it holds more than by chance."""

_BESIDE = re.compile("[A-Za-z][^\x00-\x7f\u2000-\u303f]|[^\x00-\x7f\u2000-\u303f][A-Za-z]")
_RUNS = re.compile("[^\x00-\x7f]{1,1000}")
_IMPOSSIBLE = frozenset(("Cc", "Cn", "Co", "Cs"))


def plausibility(text: str, script: str) -> float:
    """Return how much *text* looks like a text in *script*: at most 1, nothing or less where it does not.

    >>> plausibility("中国与朝鲜", "chinese") > 0.5 > plausibility("笢弊迵陳珅", "chinese")
    True
    """
    counts = Counter(text)
    others = sum(number for character, number in counts.items() if character >= "\x80")
    if not others:
        return 0.0
    common, alien = COMMON[script], _ALIEN[script]
    good = bad = 0
    for character, number in counts.items():
        if character in common and character >= "\x80":
            good += number
        elif _is_impossible(character) or any(first <= ord(character) <= last for first, last in alien):
            bad += number
    if script in ("western", "central"):
        letters = sum(number for character, number in counts.items() if character.isalpha())
        fits = others <= letters * 0.4 + 2 and good * 2 >= others  # letters with accents stand among letters without
    else:
        fits = 3 * _count(_BESIDE, text) <= others  # other scripts do not stand inside Latin words
        if script == "cyrillic":
            fits = fits and 2 * _count(_RUNS, text) <= others  # nor are their words of one letter
    if not fits:
        return -1.0
    return (good - 2 * bad) / others


def _count(form: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in form.finditer(text))


def _is_impossible(character: str) -> bool:
    if character in "\t\n\r\f\x1a\x85":
        return False
    return unicodedata.category(character) in _IMPOSSIBLE or character == "\ufffd"
