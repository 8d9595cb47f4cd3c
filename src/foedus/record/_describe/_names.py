"""Names as titles and addresses give them: split, stripped of ranks and courtesies, and known to the authority file."""

from __future__ import annotations

import re
from functools import lru_cache

from .._authority import Authority, Party
from .._offices import is_country, office
from ._view import simplified

HONORIFIC = "同志们|同志|先生们|先生|女士|夫人|阁下|殿下|陛下|台鉴|钧鉴|勋鉴|大鉴|亲启|收"
_TAIL = re.compile(f"(?:(?:{HONORIFIC})+|等(?=$))$")
_PARENTHESIS = re.compile(r"[（(][^（()）]{0,40}[)）]")
_SPLIT = re.compile(r"、|；|，|(?<!共)和(?![国平约会解田])|(?<![参赠])与|(?<!埃)及(?!其)|以及|/")
_RANK = (
    "总理|首相|主席|总统|大使|公使|领事|部长|外长|外相|大臣|元帅|大将|上将|中将|少将|将军|司令员?|总司令|书记|总书记|秘书长|国王|皇帝|代办|委员长"
    "|总督|巡抚|参谋长|局长|处长|团长|议长|教授|博士|顾问|代表|主任|秘书"
)
OFFICE_THEN_NAME = re.compile(
    rf"^(?P<office>[^，。：]{{0,30}}?(?:{_RANK}))(?!会议|助理|办公|联席|级|兼)(?P<name>(?!(?:{_RANK})|[团处馆])[^，。：]{{2,20}})$"
)
_NAME_THEN_RANK = re.compile(
    "^(?P<name>[\u3400-\u9fff]{2,4})(?:首相|总理|主席|总统|元帅|将军|大将|上将|中将|少将|书记|部长|外长|外相|大臣|大使|公使)$"
)
_NO_NAME = re.compile("[副总代内阁政府国家人民军委联驻]|第一|劳动|外交|国防|外务|内务|海军|首席|特命|全权|财政|中央")
_INITIALS = re.compile(r"^(?:[A-Za-zА-Яа-я\u3400-\u9fff][．.·•・・‧]){1,3}(?P<name>[^．.·•・・‧]{1,12})$")
_GIVEN = re.compile(r"^[^、，。：]{1,20}[·•・‧](?P<name>[^．.·•・‧]{2,12})$")
_PARTED = tuple("·•・‧.．")
"""What stands between the parts of a foreign name."""
BODY = re.compile(
    "(?:政府|政治局|委员会|中央|外交部|外务省|部|省|院|局|司|处|会议|代表团|使馆|司令部|总部|军委|人民|党|国|组织|大会|理事会|协会|公司"
    "|衙门|总署|军机处|内阁|馆|联盟|集团|当局)$"
)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of an enumeration.

    >>> split_names("马特维耶夫和什特科夫"), split_names("中华人民共和国政府和朝鲜民主主义人民共和国政府")
    (('马特维耶夫', '什特科夫'), ('中华人民共和国政府', '朝鲜民主主义人民共和国政府'))
    """
    kept = _PARENTHESIS.sub(lambda match: match[0].translate(_GUARD), text)
    pieces = (piece.translate(_BARE).strip(" 、") for piece in _SPLIT.split(kept))
    return tuple(piece for piece in pieces if piece)


_GUARD = str.maketrans("、和与及，；", "\ue000\ue001\ue002\ue003\ue004\ue005")
_BARE = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005", "、和与及，；")


@lru_cache(maxsize=2048)
def plain_name(text: str) -> str:
    """Return a name without courtesies and without the office before or behind it.

    >>> plain_name("印度总理尼赫鲁先生"), plain_name("安·葛罗米柯同志"), plain_name("周恩來總理")
    ('尼赫鲁', '葛罗米柯', '周恩來')
    """
    folded = simplified(text)
    plain = _plain(folded)
    at = folded.find(plain)
    return text[at : at + len(plain)] if at >= 0 and len(folded) == len(text) else plain


def _plain(text: str) -> str:
    name = text.strip(" 　“”\"'。，：\n")
    for _ in range(3):
        name = _TAIL.sub("", name)
    bare = _PARENTHESIS.sub("", name)
    if bare and bare != name and not BODY.search(bare) and "（布）" not in name:
        name = bare
    ranked = _NAME_THEN_RANK.match(name)
    if (
        ranked is not None
        and not is_country(ranked["name"])
        and not _NO_NAME.search(ranked["name"])
        and not BODY.search(ranked["name"])
    ):
        return ranked["name"]
    initials = _INITIALS.match(name)
    if initials is not None:
        return initials["name"]
    titled = OFFICE_THEN_NAME.match(name)
    if titled is not None and not BODY.search(titled["name"]):
        return _plain(titled["name"])
    return name


def known(name: str, authority: Authority) -> Party | None:
    """Return who is meant by *name*, by its last part too where the whole is not known."""
    plain = plain_name(name)
    party = authority.find(name) or authority.find(plain)
    if party is None:
        given = _GIVEN.match(plain)
        party = authority.find(given["name"]) if given is not None else None
    return party


def canonical(name: str, authority: Authority, *, on: str = "") -> str:
    """Return the name shown: the authority's for a person, an office with its holder in brackets where known.

    >>> canonical("安·葛罗米柯同志", Authority()), canonical("苏驻朝大使", Authority())
    ('葛罗米柯', '苏联驻朝大使')
    """
    party = known(name, authority)
    if party is not None:
        return party.name
    post = office(simplified(name))
    if post is not None and plain_name(name) == name:
        holder = authority.holder(name, on=on)
        shown = post.name
        if not post.sends:
            full = next(
                (office(each.title) for each in (holder.posts if holder else ()) if _is(each.title, name)), None
            )
            shown = full.name if full is not None else shown
        return f"{shown}[{holder.name}]" if holder is not None else shown
    return plain_name(name)


def _is(title: str, name: str) -> bool:
    one, other = office(title), office(name)
    return one is not None and other is not None and one.may_be(other)


def same_party(one: str, other: str, authority: Authority, *, on: str = "") -> bool:
    """Tell whether two names mean one party, as far as the authority knows."""
    short, long = sorted((plain_name(one), plain_name(other)), key=len)
    if short == long or (long.endswith(short) and long[: len(long) - len(short)].endswith(_PARTED)):
        return True
    first, second = _resolved(one, authority, on), _resolved(other, authority, on)
    if first is not None and second is not None:
        return first.id == second.id
    left, right = office(one), office(other)
    return left is not None and right is not None and left.may_be(right)


def _resolved(name: str, authority: Authority, on: str) -> Party | None:
    return known(name, authority) or (authority.holder(name, on=on) if office(name) is not None else None)
