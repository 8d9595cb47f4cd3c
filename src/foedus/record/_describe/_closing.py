"""How a Chinese document closes: signatures with their offices, its date and number, and to whom copies went."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .._dates import DateFound
from ._names import BODY, HONORIFIC, OFFICE_THEN_NAME, split_names
from ._opening import Named
from ._view import View

_COPIES = re.compile(
    r"(?:文件|此件|本件)?(?:分送|抄送|抄报|分发|报送|送)(?:下列同志(?:圈阅)?|各)?：|列印(?:出)?[0-9：]|[0-9]{1,3}份列印|译电：|打印：|核校："
    r"|第[0-9]{1,2}份(?:分?送)?："
)
_NUMBER = re.compile(
    r"(?:密码电报|电报|密电)?第(?P<number>[0-9][0-9/、，\-—－]{0,20})号(?:密码)?(?:电报|电文|密电|电|函)?。?$"
)
_ORNAMENT = re.compile(
    r"(?:[（(](?:签名|签字|盖章|印|签署|原件已签字)[)）]|[”’』」。，；、 …\n]|(?<=[\n。])结束。|"
    r"(?<![0-9日])[0-9]{1,2}时(?:[0-9]{1,2}分)?)+$"
)
_PLACE = re.compile(r"(?:于|在)?(?P<place>[\u4e00-\u9fff]{2,6})$")
_DISPATCH = re.compile("请|电告|收到|即转|执行|速|盼|望|确认|转交|赞同|同意|告知")
"""What whoever passes a message on adds under it."""
_REMARK = re.compile(r"(?:^|(?<=[\n日号]))(?:说明|备注|附注|附言|又及|译注|按语?|注)：[^\n]{0,400}\n?$")
_BREAK = re.compile("[。！？”“；：，\n…]")
_FORMULA = re.compile(
    "^(?:(?:此致|顺致|致以|谨致|顺颂|致|祝|敬礼|敬祝|敬上|谨上|谨呈|谨启|布尔什维克的?|共产主义的?|崇高的?|最|诚挚的?|友好的?|同志的?|敬意|敬礼|问候|此复|特此|奉复))+"
)
_UNDER = re.compile("(?:谨叩|叩首|叩|顿首|谨启|谨上|敬上|手启|亲笔|拜启)$")
_SENTENCE_SIGNS = re.compile("[的了是我您你们请把将吗呢]|[0-9０-９]|已经|没有|关于|根据|因此|这[一个]")
_OFFICE = re.compile(
    "(?:长|主席|总理|首相|书记|大使|公使|代办|领事|参赞|秘书|委员|元帅|司令员?|大臣|代表|顾问|主任|总统|代理|授权|副官|局长|大将|上将|中将|少将|外相)$"
)
_OFFICE_WORD = re.compile(_OFFICE.pattern.removesuffix("$"))
_RUNNING = re.compile("[的了我您你们请]")
_SENT_TO = re.compile("^(?:分送|抄送|送|第)")
_ZONE = re.compile("(?:（[^）]{0,10}时间）|[晨午夜晚]|于[\u4e00-\u9fff]{2,5})?")
_OPEN_END = re.compile("同志$|[（(]$")
_SIGNED = re.compile(r"([（(](?:签名|签字|盖章)[)）])")
_BRACKETED = re.compile(r"[（(].*[)）]")
_UNDER_TEXT = 420
"""Characters before the distribution list in which the dates under the text stand."""
_COPY_NAME = re.compile(
    rf"(?:第?[0-9]{{1,2}}[份.．、：]?(?:分?送)?：?)?(?P<name>[\u3400-\u9fff·．.A-Za-z]{{2,20}}?)(?:{HONORIFIC})(?:（[^）]{{1,8}}）)?"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature; ``office`` is what stands before or above the name."""

    name: str
    office: str
    start: int
    end: int
    inner: bool = False
    """Whether it stands inside the quotation of a message that is passed on."""


@dataclass
class Closing:
    """What a closing states; offsets are those of its view."""

    signatures: list[Signature] = field(default_factory=list)
    dates: list[tuple[DateFound, bool]] = field(default_factory=list)
    """Dates under the text, and whether each stands inside a quoted message."""
    numbers: list[Named] = field(default_factory=list)
    copies: list[Named] = field(default_factory=list)
    copies_at: int = -1
    place: str = ""
    text_end: int = 0
    """Where the text itself ends."""


def read_closing(view: View, *, begin: int, base: str) -> Closing:
    """Return what stands under the text of *view*, which begins at *begin*."""
    closing = Closing()
    text = view.text
    match = _copies(text, begin)
    end = len(text)
    if match is not None:
        closing.copies_at = match.start()
        closing.copies = _copy_names(view, match.start())
        end = match.start()
    remark = _REMARK.search(text, max(begin, end - 420), end)
    if remark is not None and remark.start() > begin:
        end = remark.start()
    lines: list[tuple[str, int, int, bool]] = []
    dates = view.dates(base, start=max(begin, end - _UNDER_TEXT), end=end)
    inner = False
    for _ in range(24):
        stripped = _ORNAMENT.sub("", text[begin:end])
        taken = text[begin + len(stripped) : end]
        inner = inner or "”" in taken or "』" in taken
        end = begin + len(stripped)
        if end <= begin:
            break
        date = next((date for date in dates if end - 12 <= date.end <= end and _only_zone(text[date.end : end])), None)
        if date is not None:
            closing.dates.append((date, inner))
            said = _PLACE.search(text, date.end, end)
            if said is not None and text[said.start()] == "于" and not closing.place:
                closing.place = view.shown[said.start("place") : said.end("place")]
            end = date.start
            continue
        number = _NUMBER.search(text, max(begin, end - 40), end)
        if number is not None and text[max(number.start() - 1, 0) : number.start()] not in ("复", "覆", "的", "致"):
            closing.numbers.append(Named(f"第{number['number']}号", number.start("number"), number.end()))
            end = number.start()
            continue
        step = (
            None
            if taken.lstrip("\n").startswith(("。", "，", "；", "、"))
            else _line(view, begin, end, first=not lines)
        )
        if step is not None:
            lines.append((view.shown[step[0] : step[1]], *step, inner))
            end = step[0]
            continue
        place = _PLACE.search(text, max(begin, end - 8), end) if closing.dates and not lines else None
        if place is not None and text[place.start() : place.start() + 1] == "于":
            closing.place = place["place"]
            end = place.start()
            continue
        quote = text.rfind("”", max(begin, end - 80), end)
        if quote >= 0 and not inner and _DISPATCH.search(text[quote:end]) and text.count("。", quote, end) < 4:
            end = quote + 1
            continue
        break
    closing.text_end = end
    closing.signatures = _paired(lines)
    return closing


def _copies(text: str, begin: int) -> re.Match[str] | None:
    """The first mark of a distribution list after which nothing reads as running text."""
    for match in _COPIES.finditer(text, max(begin, len(text) - 900)):
        rest = text[match.end() :]
        if not _RUNNING.search(rest) or len(rest) < 40:
            return match
    return None


def _copy_names(view: View, start: int) -> list[Named]:
    names = []
    for match in _COPY_NAME.finditer(view.text, start):
        name = view.shown[match.start("name") : match.end("name")]
        name = _SENT_TO.sub("", name)
        names.append(Named(name, match.end("name") - len(name), match.end("name")))
    return names


def _only_zone(text: str) -> bool:
    return _ZONE.fullmatch(text) is not None


def _line(view: View, begin: int, end: int, *, first: bool) -> tuple[int, int] | None:
    """Return where a line of signature stands that ends at *end*, or None where none does."""
    text = view.text
    low = max(begin, end - 60)
    start = low
    for match in _BREAK.finditer(text, low, end):
        start = match.end()
    for gap in range(end - 1, start, -1):
        if gap in view.gaps:
            start = gap
            break
    if start == low > begin or text[start - 1 : start] in ("，", "；", "、", "："):
        return None
    formula = _FORMULA.match(text[start:end])
    if formula is not None:
        start += formula.end()
    under = _UNDER.search(text, start, end)
    if under is not None and under.start() - start >= 2:
        end = under.start()
    words = text[start:end]
    if not 2 <= len(words) <= 40 or _SENTENCE_SIGNS.search(words) or _OPEN_END.search(words):
        return None
    if first and len(words) > 12 and "·" not in words and not all(_office_or_holder(each) for each in _run_on(words)):
        return None
    return start, end


def _paired(lines: list[tuple[str, int, int, bool]]) -> list[Signature]:
    """Pair offices with names: one above the other, in one line, or in columns read one after the other."""
    lines = _parted(lines[::-1])
    signatures: list[Signature] = []
    at = 0
    while at < len(lines):
        offices = []
        while at < len(lines) and _OFFICE.search(lines[at][0]):
            offices.append(lines[at])
            at += 1
        names = lines[at : at + len(offices)] if offices else lines[at : at + 1]
        names = names[: next((count for count, line in enumerate(names) if _OFFICE.search(line[0])), len(names))]
        if not names:
            signatures.extend(Signature(words, words, start, end, inner) for words, start, end, inner in offices)
            break
        at += len(names)
        shift = len(offices) - len(names)
        signatures.extend(Signature(words, words, start, end, inner) for words, start, end, inner in offices[:shift])
        for number, (words, start, end, inner) in enumerate(names):
            office = offices[shift + number][0] if offices else ""
            signatures.extend(_several(words, office, start, end, inner))
    return signatures


def _parted(lines: list[tuple[str, int, int, bool]]) -> list[tuple[str, int, int, bool]]:
    """Part lines that run on: an office beginning as the one before it, and a name behind its office."""
    parted: list[tuple[str, int, int, bool]] = []
    for words, start, _, inner in lines:
        low = 0
        lead = next((line[0][:2] for line in parted if _OFFICE.search(line[0])), "")
        for piece in _run_on(words, lead):
            titled = OFFICE_THEN_NAME.match(piece)
            if titled is not None and not BODY.search(titled["name"]):
                middle = low + titled.start("name")
                parted.append((titled["office"], start + low, start + middle, inner))
                low, piece = middle, titled["name"]
            parted.append((piece, start + low, start + low + len(piece), inner))
            low += len(piece)
    return parted


def _run_on(words: str, lead: str = "") -> list[str]:
    """Cut a line before an office that begins as the first one does."""
    lead = lead or words[:2]
    again = words.find(lead, 3)
    if again < 0 or not _OFFICE_WORD.search(words):
        return [words]
    return [words[:again], words[again:]]


def _office_or_holder(words: str) -> bool:
    return _OFFICE.search(words) is not None or OFFICE_THEN_NAME.match(words) is not None


def _several(words: str, office: str, start: int, end: int, inner: bool) -> list[Signature]:
    """Several who signed in one line, each marked as such."""
    found = []
    at = 0
    for piece in _SIGNED.split(words):
        if piece and not _BRACKETED.fullmatch(piece):
            for name in split_names(piece):
                where = words.find(name, at)
                found.append(Signature(name, office, start + max(where, 0), start + max(where, 0) + len(name), inner))
        at += len(piece)
    return found
