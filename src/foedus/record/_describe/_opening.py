"""How a Chinese document opens: where it comes from, its number, to whom it is addressed and for whom it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._offices import CAPITALS, COUNTRIES
from ._names import HONORIFIC
from ._view import View

ZONE = 700
"""Characters in which an opening is looked for."""
_X = "[^，。：；\n“”！？]"
_CITY = "|".join(sorted(CAPITALS, key=len, reverse=True))
_HERE = "(?=：|\n|“|$)"
_TO_CITY = re.compile(
    rf"(?<!发自)(?<!来自)(?<![在自到离])(?P<city>{_CITY}|(?:^|(?<=\n))[\u4e00-\u9fff]{{2,4}}?(?=(?:{COUNTRIES})(?:大使|公使)))"
    rf"(?!时间)(?P<x>{_X}{{1,40}}?)(?:(?=：|\n|“)|收(?=[\n请：“]))"
)
_TO = re.compile(rf"(?<![一以此导招引细极兹])致(?!电|函|敬|以)(?P<x>{_X}{{1,40}}?){_HERE}")
_SALUTATION = re.compile(
    rf"(?:^|(?<=[\n“”。]))(?P<x>{_X}{{1,40}}?(?:{HONORIFIC}|首相|总理|主席|总统|大使|大臣|将军|元帅|部长))："
)
_REPORTED = re.compile(rf"(?:报告|呈报|转呈|呈送|面呈)(?P<x>{_X}{{1,20}}?)(?:{HONORIFIC})?[。：]")
_FORWARD = re.compile(
    rf"(?:转[告交呈达送致给报发]?|告知|告诉|拜会|拜访|面交|通知|向)(?P<x>{_X}{{1,24}}?)(?=：|\n|“|，|。|下述|以下|如下|{HONORIFIC}|转达|并|、|请)"
)
_HOP = re.compile(rf"^(?:转?交|送)(?P<x>{_X}{{1,16}}?)(?:{HONORIFIC})")
_ORIGIN = re.compile(r"(?:发自|寄自)(?P<place>[\u4e00-\u9fff]{2,6}?)(?=[\n，。：0-9 ]|致|急|特|密|绝|机|立|电|北京|$)")
_WRITTEN_AT = re.compile(
    r"(?:^|\n)(?P<place>[\u4e00-\u9fff]{2,6})，(?=[12][0-9]{3}年|[一二][〇零○一二三四五六七八九]{3}年)"
)
_NUMBER = re.compile(
    r"(?P<before>(?:答复|复|覆|关于|根据|续|您的?|你的?|来电|我的?|的|致)?)(?:电)?第(?P<number>[0-9][0-9/、，\-—－]{0,20})号|(?P<special>专号)：?第?(?P<own>[0-9][0-9/、，\-—－]{0,20})号?"
)
_SENTENCE = re.compile("[\u4e00-\u9fff]{8}[^。\n]{0,200}。")
_POST = re.compile("(?:大使馆?|公使|代办|领事)$")
_PASS_ON = re.compile("^转[呈交告达送致给报]?")
_HEADER = re.compile("(?:收到|发出|译出|送出|转交|拍发|特急|急电|绝密|机密|密码电报|号(?:电报?)?)[。：\n]?")
_RESOLUTION = re.compile(r"(?:决议|决定)[\n ]{0,2}(?:第)?(?P<number>[0-9]{1,4})(?:[.．、](?![0-9])|项|条)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it stands in the view."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What an opening states; offsets are those of its view."""

    end: int
    """Where the text itself begins."""
    place: str = ""
    wired: bool = False
    """Whether it says where it was sent off."""
    hop: Named | None = None
    """Through whose hands it goes first."""
    city: str = ""
    addressee: Named | None = None
    forwarded: tuple[Named, ...] = ()
    """For whom it is meant, where that is somebody else."""
    numbers: tuple[Named, ...] = ()
    salutation: Named | None = None


def read_opening(view: View) -> Opening:
    """Return what the opening of the body in *view* states."""
    text = view.text[:ZONE]
    first = _first_address(text)
    origin = _ORIGIN.search(text[: first.end() if first else 80])
    place = origin or _WRITTEN_AT.search(text[:80])
    head = first.end() if first is not None else _header_end(text)
    addressee, city = None, ""
    if first is not None:
        city = first.groupdict().get("city") or ""
        addressee = _addressee(view, first, city)
    window = text[head : head + 160]
    forwarded = _forwarded(view, text, first, head, window)
    salutation = _SALUTATION.search(text[: head + 60])
    hop = _HOP.match(text[:60])
    return Opening(
        end=_text_begins(text, head),
        place=place["place"] if place is not None else "",
        wired=origin is not None,
        hop=_named(view, hop, "x") if hop is not None else None,
        city=city,
        addressee=addressee,
        forwarded=forwarded,
        numbers=_numbers(view, text[:head]) + _numbers_of_resolution(view, text[:160]),
        salutation=_greeted(view, salutation) if salutation is not None else None,
    )


def _first_address(text: str) -> re.Match[str] | None:
    """The first of all forms of address; a report names in its first sentence whom it is for."""
    found = [match for pattern in (_TO_CITY, _TO, _SALUTATION) if (match := pattern.search(text[:450])) is not None]
    best = min(found, key=lambda match: match.end("x"), default=None)
    reported = _REPORTED.search(text[:60])
    if reported is not None and (best is None or best.start() > reported.start()):
        return reported
    if best is not None and _sentences(text[: best.start()]) > 2:
        return None  # so late a name before a colon is somebody quoted
    return best


def _sentences(text: str) -> int:
    return len(_SENTENCE.findall(text))


def _addressee(view: View, match: re.Match[str], city: str) -> Named | None:
    start, end = match.span("x")
    words = view.text[start:end]
    begin = 0
    named = words.find("致")
    if city and named >= 0 and words[max(named - 1, 0) : named] not in ("一", "以"):
        begin = named + 1
    for mark in ("转", "即转", "请"):
        cut = words.find(mark, begin + 1)
        if cut > 0 and words[cut - 1] not in "（(":
            words = words[:cut]
    stop = len(words.rstrip("（即刻面交）")) if words.endswith("）") and "（" in words else len(words)
    bracket = words.find("（", begin)
    if bracket > begin and words[bracket:].startswith(("（即", "（转", "（面", "（亲")):
        stop = bracket
    name = view.shown[start + begin : start + stop].strip()
    if city:
        name = _in_city(city, name)
    return Named(name, start + begin, start + stop) if name else None


def _in_city(city: str, name: str) -> str:
    """The ambassador somebody wires in a capital is the ambassador there."""
    return city + name if _POST.search(name) else name


def _forwarded(view: View, text: str, first: re.Match[str] | None, head: int, window: str) -> tuple[Named, ...]:
    names: list[Named] = []
    if first is not None:
        start, end = first.span("x")
        cut = text.find("转", start, end)
        if cut > start and text[cut - 1] not in "（(":
            rest = _PASS_ON.sub("", text[cut:end])
            at = end - len(rest)
            bracket = rest.find("）")
            names.append(Named(view.shown[at : end if bracket < 0 else at + bracket], at, end))
    for match in _FORWARD.finditer(window):
        at, end = head + match.start("x"), head + match.end("x")
        names.append(Named(view.shown[at:end], at, end))
        if len(names) >= 3:
            break
    return tuple(names)


def _named(view: View, match: re.Match[str], group: str) -> Named:
    start, end = match.span(group)
    return Named(view.shown[start:end], start, end)


def _greeted(view: View, match: re.Match[str]) -> Named:
    start, end = match.span("x")
    if view.text.startswith("致", start) and end - start > 2:
        start += 1
    return Named(view.shown[start:end], start, end)


def _header_end(text: str) -> int:
    """Without an address the header ends where the first sentence begins: after its last date, number or mark."""
    match = None
    for match in _HEADER.finditer(text[:200]):
        if "。" in text[: match.start()].rstrip("。")[5:]:
            break
    return match.end() if match is not None and match.end() < 160 else 0


def _text_begins(text: str, head: int) -> int:
    return head + 1 if text[head : head + 1] in ("：", "\n") else head


def _numbers(view: View, header: str) -> tuple[Named, ...]:
    numbers = []
    for match in _NUMBER.finditer(header):
        if match["before"]:
            continue
        group = "own" if match["special"] else "number"
        name = f"{match['special'] or ''}第{match[group]}号"
        numbers.append(Named(name, match.start(group), match.end()))
    return tuple(numbers)


def _numbers_of_resolution(view: View, text: str) -> tuple[Named, ...]:
    match = _RESOLUTION.search(text)
    return (
        (Named(f"决议第{match['number']}项", match.start("number"), match.end("number")),) if match is not None else ()
    )
