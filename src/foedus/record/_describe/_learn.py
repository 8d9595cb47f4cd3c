"""What a record says itself of who is who: its notes give aliases and posts, its headings the names it goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .._authority import Party, Post, party_id
from .._copy import ReadingCopy
from .._dates import bounds, find_dates
from .._offices import office
from .._reading import NoteRead, Segment
from ._names import BODY, plain_name, split_names
from ._title import read_title
from ._view import simplified, tight

_N = r"[\u3400-\u9fff·•．.A-Za-z]{2,16}?"
_NO_NAME = re.compile("[的了是在0-9]")
_POSTS_APART = re.compile("兼|(?<!共)和|、| and ")
_CLAUSES_APART = re.compile("[，。；、]")
_FALSE = "化名|代称|笔名|别名|假名|代号|绰号|化称|匿名"
_LIFE = r"(?:[（(][^（）()]{0,60}[)）])?"
_ALIAS = (
    re.compile(
        rf"(?:^|[。；，])(?P<x>{_N}){_LIFE}(?:，|是|为|即|系|乃)(?P<y>{_N})(?:同志)?(?:所用|使用)?的(?:另一个?)?(?:{_FALSE})"
    ),
    re.compile(
        rf"^(?P<y>{_N}){_LIFE}，?(?:又名|原名|本名|别名|化名|笔名|亦称|又称|亦作|又译|也译|或译)[作为]?[“「]?(?P<x>{_N})[”」]?(?=[。，；、]|$)"
    ),
    re.compile(rf"^(?P<x>{_N})，?即(?P<y>{_N})(?=[。，；]|$)"),
)
_POST = re.compile(
    rf"^(?P<x>{_N}){_LIFE}，(?:[^。；]{{1,24}}，)?(?P<when>时任|当时任|当时是|其时任|此时任|现任|新任|曾任|前任|原任|任|出任)?"
    rf"(?P<post>[^。，；（）]{{2,40}})(?:（接替(?P<prev>{_N})）)?(?=[。，；]|$)"
)
_DATED_POST = re.compile(
    rf"(?P<x>^{_N})(?:{_LIFE})，[^。]{{0,80}}?(?P<date>[12][0-9]{{3}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)[^。，]{{0,4}}(?:出任|就任|调任|升任|改任|任)(?P<post>[^。，；]{{2,30}})"
)
_SUCCEEDS = re.compile(
    rf"(?P<x>{_N})(?:接替|继|取代|代替)(?P<y>{_N})(?:出任|担任|就任|任|为)(?P<post>[^。，；]{{2,40}})"
)
_RANK = re.compile(
    "(?:长|主席|总理|首相|书记|大使|公使|代办|领事|参赞|秘书|武官|司令员?|大臣|代表|顾问|主任|总统|参谋|专员|议员|总督|巡抚|发言人|翻译)$"
)
_EN_N = r"[A-Z][A-Za-z.'’-]*(?: (?:[A-Z][A-Za-z.'’-]*|de|von|van|bin|al)){0,4}"
_EN_ALIAS = (
    re.compile(
        rf"(?:^|[.;] )(?P<x>{_EN_N})(?:,| was| is)(?: an?| the| one of the)? ?(?:pseudonyms?|alias"
        rf"|aliases|code ?name|cover name|nom de guerre|pen name|assumed name) (?:of|for|used by) "
        rf"(?P<y>{_EN_N})"
    ),
    re.compile(rf"^(?P<y>{_EN_N}),? (?:also known as|alias|a\.k\.a\.|known as|i\.e\.) [“\"]?(?P<x>{_EN_N})"),
)
_EN_POST = re.compile(
    rf"^(?P<x>{_EN_N})(?: \([^()]{{1,40}}\))?,(?: (?P<when>then|at (?:that|the|this) time|at the time"
    rf"|now|formerly|until [A-Z][a-z]+ [0-9]{{4}}))? (?:the )?"
    r"(?P<post>[^.;,()]{3,90}?)(?: (?:at (?:that|the|this) time))?(?=[.;,]|$)"
)
_EN_RANK = re.compile(
    r"(?:Ambassador|Minister|Secretary|President|Chargé|Consul|Chairman|Director|Commander|Counsel[l]?or|Adviser|Advisor|Envoy|Attaché|Governor"
    r"|General|Admiral|Premier|Chancellor|Commissar|Delegate|Representative|Chief|Officer|King|Viceroy)"
)
_EN_SUCCEEDS = re.compile(
    rf"(?P<x>{_EN_N}) (?:succeeded|replaced) (?P<y>{_EN_N}) as (?:the )?(?P<post>[^.;,]{{3,80}}?)(?= "
    rf"(?:on|in) |[.;,]|$)"
)
_BRACKETED = re.compile(r"^(?P<a>.{1,12}[）)])(?P<b>[\u3400-\u9fff]{2,8})$")
_LONG = 400
"""Characters of a note that may say who somebody is."""


@dataclass
class _Known:
    """What has been gathered of one party."""

    name: str
    aliases: dict[str, None] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    basis: dict[tuple[int, int], None] = field(default_factory=dict)
    weight: int = 0


def learn_authority(
    documents: Iterable[tuple[ReadingCopy, Segment, Sequence[NoteRead]]],
) -> tuple[Party, ...]:
    """Return the parties a record names and explains: by its notes, and by who writes to whom in its headings.

    Args:
        documents: Every document with its notes, as ``describe`` is given it; the date of its heading is the day of
            which a note says "then".

    >>> text = "约瑟夫致格雷电（1913年5月2日）科巴致格雷：来电收悉。"
    >>> said = ["科巴，约瑟夫的化名。", "格雷，时任英国驻法国大使。"]
    >>> notes = [NoteRead("①", 5, 40, 60, text) for text in said]
    >>> document = ReadingCopy.of(text), Segment(0, len(text), "约瑟夫致格雷电", 0, 20, "form"), notes
    >>> [(party.name, party.aliases, [post.title for post in party.posts]) for party in learn_authority([document])]
    [('约瑟夫', ('科巴',), []), ('格雷', (), ['英国驻法国大使'])]
    """
    book = _Book()
    bodies: set[str] = set()
    texts: list[str] = []
    for copy, segment, notes in documents:
        heading = copy.text[copy.from_source(segment.heading_start) : copy.from_source(segment.heading_end)]
        dates = find_dates(heading or segment.title)
        day = dates[-1].edtf.partition("T")[0] if dates else ""
        _from_title(book, segment.title or heading, bodies)
        for note in notes:
            if note.kind in ("footnote", "endnote", "document"):
                _from_note(book, note, day)
        texts.append(copy.text)
    _full_names(book, bodies, texts)
    return book.parties()


class _Book:
    """Parties by every name they are known to go by."""

    def __init__(self) -> None:
        self.names: dict[str, _Known] = {}
        self.order: list[_Known] = []

    def of(self, name: str) -> _Known:
        name = plain_name(name).removesuffix(".")
        known = self.names.get(name)
        if known is None:
            known = _Known(name)
            self.names[name] = known
            self.order.append(known)
        return known

    def join(self, alias: str, name: str) -> _Known:
        """Make *alias* a name of the party called *name*."""
        one, other = self.of(name), self.of(alias)
        if one is not other:
            one.aliases.update(dict.fromkeys((other.name, *other.aliases)))
            one.posts = {**other.posts, **one.posts}
            one.basis.update(other.basis)
            self.order.remove(other)
            for each in (other.name, *other.aliases):
                self.names[each] = one
        return one

    def parties(self) -> tuple[Party, ...]:
        parties = []
        taken: set[str] = set()
        for known in self.order:
            ident = party_id(known.name)
            while ident in taken:
                ident += "-2"
            taken.add(ident)
            kind = "body" if BODY.search(known.name) else "person"
            aliases = tuple(name for name in known.aliases if name != known.name)
            parties.append(Party(ident, known.name, kind, aliases, tuple(known.posts.values()), tuple(known.basis)))
        return tuple(parties)


def _from_title(book: _Book, printed: str, bodies: set[str]) -> None:
    title = read_title(printed)
    if title.form == "decision" and _BRACKETED.match(title.sender):
        bodies.add(title.sender)
    if title.form not in ("letter", "talk") or title.rest:
        return
    for name in (*split_names(title.sender), *split_names(title.recipient)):
        plain = plain_name(name.removesuffix("等").partition("转")[0])
        if 2 <= len(plain) <= 14 and office(name) is None and not _NO_NAME.search(plain):
            book.of(plain)


def _from_note(book: _Book, note: NoteRead, day: str) -> None:
    text = simplified(tight(note.text[:_LONG]))
    span = (note.start, note.end)
    for pattern in (*_ALIAS, *_EN_ALIAS):
        match = pattern.search(text)
        if match is not None and _is_name(match["x"]) and _is_name(match["y"]):
            book.join(match["x"], match["y"]).basis[span] = None
            text = match["y"] + text[match.end() :]
            break
    for pattern in (_SUCCEEDS, _EN_SUCCEEDS):
        match = pattern.search(text)
        if match is not None:
            _succession(book, match, text, day, span)
            return
    for pattern, rank in ((_POST, _RANK), (_EN_POST, _EN_RANK)):
        match = pattern.match(text)
        if match is None or not _is_name(match["x"]):
            continue
        titles = [title for title in _POSTS_APART.split(match["post"]) if rank.search(title)]
        if titles and not re.search(_FALSE, match["post"]):
            holder = book.of(match["x"])
            holder.basis[span] = None
            past = match["when"] in ("曾任", "前任", "原任", "formerly")
            for title in titles:
                _hold(holder, title.strip(), seen="" if past else day)
            before = match.groupdict().get("prev")
            if before:
                _hold(book.of(before), titles[0], last=day)
                _hold(holder, titles[0], first=day)
    dated = _DATED_POST.match(text)
    if dated is not None and _is_name(dated["x"]):
        dates = find_dates(dated["date"])
        holder = book.of(dated["x"])
        holder.basis[span] = None
        _hold(holder, dated["post"], first=bounds(dates[0].edtf)[0] if dates else "")


def _succession(book: _Book, match: re.Match[str], text: str, day: str, span: tuple[int, int]) -> None:
    name = _CLAUSES_APART.split(match["x"])[-1]
    dates = find_dates(text, base=day)
    begins, ends = bounds(dates[0].edtf) if dates else ("", "")
    successor, former = book.of(name), book.of(match["y"])
    successor.basis[span] = former.basis[span] = None
    open_end = ends[:4] == "9999"
    _hold(successor, match["post"], first=begins, seen="" if dates else day)
    _hold(former, match["post"], last="" if open_end else ends)


def _hold(holder: _Known, title: str, *, first: str = "", last: str = "", seen: str = "") -> None:
    meant = office(title)
    same = next(
        (name for name in holder.posts if name == title or (meant is not None and _is(name, title))),
        title,
    )
    post = holder.posts.get(same, Post(same))
    days = tuple(sorted({*post.seen, seen} - {""}))
    holder.posts[same] = Post(same, post.first or first[:10], post.last or last[:10], days)


def _is(one: str, other: str) -> bool:
    first, second = office(one), office(other)
    return first is not None and second is not None and first.may_be(second)


def _is_name(name: str) -> bool:
    return not re.search(
        "原文|原件|此处|这里|下同|以上|以下|档案|该[电信文]|此[电信文]|编者|译者|见本|指的|时间|^(?:The|This|See|Not|In|For|No|Source|Ibid)$",
        name,
    )


def _full_names(book: _Book, bodies: set[str], texts: Iterable[str]) -> None:
    """Find in the texts the full name of a body that a heading shortens between its brackets and its last word."""
    patterns = {}
    for body in bodies:
        match = _BRACKETED.match(body)
        if match is not None:
            patterns[body] = re.compile(
                f"{re.escape(match['a'])}(?P<more>[\u3400-\u9fff]{{1,4}}){re.escape(match['b'])}"
            )
    for text in texts if patterns else ():
        for body, pattern in patterns.items():
            found = pattern.search(text)
            if found is not None:
                book.join(body, found[0])
