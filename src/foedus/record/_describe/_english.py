"""Who wrote to whom and in which form, from heading, date line, salutation and signature of an English document."""

from __future__ import annotations

import re

from .._dates import DateFound
from .._reading import DateRead, PartyRead
from ._names import known
from ._near import AFTER, dates_after
from ._parts import Parts, Stated
from ._view import View

_NUMBERED = re.compile(r"^\s*(?:\[?(?:Doc(?:ument)?\.?|No\.?)?\s*[0-9]{1,4}[a-z]?\]?[.)]?\s+)")
_FORMS = (
    ("telegram", r"(?:circular |joint )?(?:telegram|cable|cablegram|message|radiogram|airgram|wire)"),
    ("letter", r"(?:draft |private |personal )?letter"),
    ("note", r"(?:verbal |diplomatic )?note|note verbale|aide-m[eé]moire"),
    ("report", r"(?:intelligence |special )?(?:report|estimate|despatch|dispatch|national intelligence estimate)"),
    ("conversation", (
        r"(?:memorandum|record|minutes?|notes?|report|summary) of (?:an? |the )?(?:telephone )?"
        r"(?:conversations?|talks?|interview|conference|meeting)"
    )),
    ("minutes", (
        r"(?:memorandum|record|minutes?|notes?|summary) (?:of|on)(?: the substance of)?(?: the| an?)? "
        r"(?:discussions?|proceedings|meeting|actions)|minutes"
    )),
    ("memorandum", r"memorandum|memo"),
    ("directive", r"(?:directive|instructions?)"),
    ("editorial-note", r"editorial note"),
    ("treaty", r".{0,60}?(?:treaty|agreement|convention)"),
    ("protocol", r"protocol"),
    ("communique", r"(?:joint )?communiqu[eé]"),
    ("statement", r"(?:joint )?(?:statement|declaration)"),
    ("resolution", r"resolution"),
    ("speech", r"(?:speech|address)"),
)  # fmt: skip
_FORM_OF = tuple(
    (kind, re.compile(rf"(?:[Dd]raft |[Ss]ecret |[Tt]op [Ss]ecret )?(?:{words})\b", re.IGNORECASE))
    for kind, words in _FORMS
)
_MEMORANDUM_OF = re.compile(r".{0,14}memorandum of ", re.IGNORECASE)
_LAST_WORD = re.compile(
    r"\b(letter|telegram|report|estimate|memorandum|note|statement|declaration|treaty|agreement)$", re.IGNORECASE
)
_FORM_FIRST = re.compile(r"^(?:Telegram|Letter|Note|Memorandum|Despatch),? ")
_PLACE_AND_DATE = re.compile(
    r"(?:,\s+[A-Z][A-Za-z ]{2,30})?,\s+(?:[A-Z][a-z]+ [0-9]{1,2}|[0-9]{1,2} [A-Z][a-z]+),? [0-9]{4}.*$"
)
_WIRED = re.compile(r"^\W{0,3}(?:Telegraphic|By telegraph|Telegram|Cipher)", re.MULTILINE)
_FROM_LEAD = re.compile(r"\b[Ff]ro(?:m|nt)(?: the)?\s+")
_POSTED = re.compile(
    r"(?:Ambassador|Minister|Envoy|Chargé(?: d.Affaires)?|Representative|Counsel+or|Advis[eo]r"
    r"|Delegate|Delegation|Mission|Legation"
    r"|Embassy|Observer|Assistant|Aide|Emissary|Consul|Commissioner)$"
)
_FROM = re.compile(r"\b(?:[Ff]rom|[Bb]y|[Pp]repared (?:by|in))(?: the)? (?P<a>.{2,160}?)\s*$")
_TO = re.compile(r"^(?:[Tt]o)(?: the)? (?P<b>.{2,120}?)\s*$")
_PLAIN = re.compile(r"^(?:The )?(?P<a>[A-Z][^,:]{1,80}?) to (?:the )?(?P<b>[A-Z][^:]{1,80}?)\s*$")
_WITH = re.compile(
    r"\b[Bb]etween (?:the )?(?P<a>.{2,100}?) and (?:the )?(?P<b>.{2,120}?)\s*$|\b[Ww]ith (?:the )?(?P<c>.{2,120}?)\s*$"
)
_SALUTATION = re.compile(
    r"(?:^|\n)[ \t]*(?P<x>(?:My )?(?:[Dd]ear|[Mm]ost [Hh]onou?red|[Hh]onou?red) [^\n,:]{1,60}|Sir"
    r"|Gentlemen|Madam|My Lord|Excellency|Your [A-Z][a-z]+)[,:;.—-]"
)
_GREETED = re.compile(
    r"^(?:My )?[Dd]ear (?P<name>(?:Mr|Mrs|Miss|Dr|Lord|Lady|Sir|General|President|Ambassador|Mister"
    r"|Count|Prince|Baron)?\.? ?[A-Z].*)$"
)
_COMPLIMENT = re.compile(
    r"(?:[Yy]ours?|I (?:am|have|remain)|[Bb]elieve me|[Ff]aithfully|[Ss]incerely|[Vv]ery truly"
    r"|[Rr]espectfully|[Yy]our (?:most )?(?:humble|obedient)|[Ww]ith (?:great|kind|best|warm|the)"
    r"|[Bb]est wishes|[Tt]ruly)"
    r"[^\n]{0,80}[,.]?\s*$"
)
_PLACE = re.compile(r"^\s*\[?(?:(?:Done|Given|Dated|Signed|At|Made) (?:at )?)?(?P<place>[A-Z][A-Za-z.' ]{1,40}?),\]?\s")
_REFERENCE = re.compile(
    r"^(?:\s*(?:No\.|Number|Tel\.|Telegram(?: No\.)?|Cable|Ref\.|Despatch(?: No\.)?|№)\s*"
    r"(?P<n>[A-Z]{0,4}[- ]?[0-9]{1,6}))|^\s*(?P<lone>[0-9]{1,5})\.\s"
)
_IN_TITLE = re.compile(
    r"\b(?:Telegram|Airgram|Despatch|Dispatch|Cable|Circular [Tt]elegram|No\.|NSC|NIE)\s*(?:No\.\s*)?"
    r"(?P<n>[A-Z]{0,3}-?[0-9]{1,6}(?:[-/][0-9]{1,4})?)\b"
)
_ROLES = (
    ("received", re.compile(r"(?:[Rr]eceived|[Rr]ec'?d)[^\n]{0,12}$")),
    ("sent", re.compile(r"(?:[Ss]ent|[Dd]ispatched|[Dd]espatched|[Tt]ransmitted)[^\n]{0,12}$")),
)
_SUBJECT = re.compile(
    r"(?:^|\n)\s*(?P<key>FROM|TO|VIA|SUBJECT|PARTICIPANTS|DATE|CC|INFO)\s*:\s*(?P<value>[^\n]{1,160})", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"^(?:[\[(]?Signed[\])]?:?\s*|/s/\s*)?(?P<name>[A-Z][A-Za-z.'’ -]{1,50}|[A-Z][A-Z .'’-]{1,50})"
    r"(?:\s*\[?\(?(?:signed|seal|L\.S\.)\)?\]?)?\.?$"
)
_TO_WORD = re.compile(r"\s+[Tt]o(?: the)?\s+")
_NOBODY = re.compile(r"(?:Sir|Madam|Sirs|Friend|Lord|General|Mister)s?")
_NAMES_APART = re.compile(r";|, and (?=[A-Z])|(?<=[a-z)]) and (?=[A-Z][a-z]+ [A-Z])")
_NO_NAME = re.compile(r"(?:Enclosures?|Copy|P\.? ?S\.?|Secret|Confidential)[.:]?")
_WORD = re.compile("[a-z]{2,}")
_LINE = re.compile(r"[^\n]+")
_LAST = {
    "letter": "letter", "telegram": "telegram", "report": "report", "estimate": "report", "memorandum": "memorandum",
    "note": "note", "statement": "statement", "declaration": "statement", "treaty": "treaty", "agreement": "treaty",
}  # fmt: skip
_TALKS = ("conversation", "minutes")
_DATE_LINE = 300
"""Characters in which the date above the text stands."""
_UNDER = 160
"""Characters at the end in which the date under it stands."""


def describe_english(parts: Parts) -> Stated:
    """Return what an English document states."""
    stated = Stated()
    title = " ".join((parts.segment.title or parts.heading).split())[:500]
    title = _NUMBERED.sub("", title).rstrip(" .")
    head = parts.view(parts.body, min(parts.body_end, parts.body + 1500))
    tail = parts.view(max(parts.body, parts.body_end - 700), parts.body_end)
    opening = head.text
    salutation = _SALUTATION.search(opening[:700])
    fields = {match["key"].upper(): match["value"].strip() for match in _SUBJECT.finditer(opening[:900])}
    kind, rest = _form(title)
    sender, recipient = _ends(rest, talk=kind in _TALKS)
    sender = sender or fields.get("FROM", "")
    recipient = recipient or fields.get("TO", "") or (_greeted(salutation["x"]) if salutation is not None else "")
    signatures = _signatures(tail)
    if not sender and signatures and (kind in ("", "letter", "note", "telegram", "memorandum")):
        sender = signatures[-1][0]
    if kind in ("", "letter") and _WIRED.search(opening[:300]):
        kind = "telegram"
    if kind in ("treaty", "protocol", "statement", "communique") and not sender and (both := _WITH.search(title)):
        sender = "; ".join(_bare(each) for each in (both["a"], both["b"]) if each)
    stated.kind = kind or ("letter" if salutation is not None or (sender and recipient) else "")
    stated.sender, stated.recipient = (_shown(parts, name) for name in (sender, recipient))
    stated.via = _shown(parts, fields.get("VIA", ""))
    stated.reference = _reference(title, opening, stated.kind)
    line = _date_line(head, tail, parts.base, salutation.start() if salutation is not None else 260)
    stated.dates += line
    stated.place = _place(head, line)
    heading = parts.view(parts.heading_at, parts.body)
    for role, name in (("sender", sender), ("recipient", recipient)):
        stated.parties += [_located(parts, role, each, (heading, head, tail)) for each in _split(name)]
    stated.parties += [parts.party("signatory", name, tail, start, end, "closing") for name, start, end in signatures]
    if "PARTICIPANTS" in fields:
        stated.parties += [_located(parts, "participant", each, (head,)) for each in _split(fields["PARTICIPANTS"])]
    return stated


def _form(title: str) -> tuple[str, str]:
    """Return the kind of a document by its title, and the title."""
    for kind, words in _FORM_OF:
        if words.match(title) is not None:
            if kind == "memorandum" and _MEMORANDUM_OF.match(title):
                return "conversation", title
            return kind, title
    last = _LAST_WORD.search(title)
    return _LAST.get(last[1].lower(), "") if last is not None else "", title


def _ends(title: str, *, talk: bool) -> tuple[str, str]:
    title = _PLACE_AND_DATE.sub("", title)
    ends = _from_to(title)
    if ends is not None and not talk:
        return ends
    if talk:
        match = _WITH.search(title)
        if match is not None:
            return (_bare(match["a"]), _bare(match["b"])) if match["a"] else ("", _bare(match["c"]))
        return "", ""
    match = _PLAIN.match(_FORM_FIRST.sub("", title))
    if match is not None:
        return _bare(match["a"]), _bare(match["b"])
    match = _TO.match(title)
    if match is not None:
        return "", _bare(match["b"])
    match = _FROM.search(title)
    return (_bare(match["a"]), "") if match is not None else ("", "")


def _from_to(title: str) -> tuple[str, str] | None:
    """Read *From A to B*; the first *to* may belong to A, who is *Ambassador to* somewhere."""
    lead = _FROM_LEAD.search(title)
    if lead is None:
        return None
    rest = title[lead.end() :]
    cuts = list(_TO_WORD.finditer(rest))[:4]
    for number, cut in enumerate(cuts):
        left = rest[: cut.start()]
        if not _POSTED.search(left) or number == len(cuts) - 1:
            return _bare(left), _bare(rest[cut.end() :])
    return None


def _bare(name: str) -> str:
    return name.strip(" .,;:")


def _greeted(words: str) -> str:
    """Return whom *Dear Mr. Grey* greets; *Dear Sir* greets nobody by name."""
    match = _GREETED.match(words)
    if match is None or _NOBODY.fullmatch(match["name"].strip()):
        return ""
    return match["name"].strip()


def _split(names: str) -> list[str]:
    pieces = _NAMES_APART.split(names)
    return [piece.strip() for piece in pieces if piece.strip()]


def _shown(parts: Parts, names: str) -> str:
    return "; ".join(_known_name(parts, name) for name in _split(names))


def _known_name(parts: Parts, name: str) -> str:
    party = known(name, parts.authority)
    if party is not None:
        return party.name
    holder = parts.authority.holder(name, on=parts.base)
    return f"{name} [{holder.name}]" if holder is not None and holder.name not in name else name


def _date_line(head: View, tail: View, base: str, limit: int) -> list[DateRead]:
    """The dates above the text, and failing them the one under it."""
    limit = min(limit, _DATE_LINE)
    found = [date for date in head.dates(base, end=limit + AFTER) if date.start < limit]
    if found and not base:  # "Received July 29" means the year of the date line
        found = [date for date in head.dates(found[0].edtf, end=limit + AFTER) if date.start < limit]
    own: list[DateRead] = []
    for date in found:
        before = head.text[max(0, date.start - 24) : date.start]
        role = next((role for role, pattern in _ROLES if pattern.search(before)), "")
        if not role:
            line = head.text.rfind("\n", 0, date.start) + 1
            if (
                date.start - line > 60
                or len(_WORD.findall(head.text, line, date.start)) > 6
                or any(each.role == "drafted" for each in own)
            ):
                continue
            role = "drafted"
        own.append(_read(head, date, role, "opening"))
    if not any(date.role == "drafted" for date in own):
        size = len(tail.text)
        dates = dates_after(tail, [max(0, size - _UNDER)], base, reach=_UNDER)
        under = [date for date in dates if size - date.end < 60 and date.start >= size - _UNDER]
        own += [_read(tail, date, "drafted", "closing") for date in under[-1:]]
    return own


def _read(view: View, date: DateFound, role: str, basis: str) -> DateRead:
    start, end = view.source(date.start, date.end)
    return DateRead(role, date.edtf, view.shown[date.start : date.end], start, end, basis)


def _place(head: View, dates: list[DateRead]) -> str:
    for date in dates:
        if date.basis == "opening" and date.role == "drafted":
            at = head.shown.find(date.text)
            line = head.shown[head.shown.rfind("\n", 0, at) + 1 : at]
            match = _PLACE.match(line + " ")
            return match["place"].strip() if match is not None else ""
    return ""


def _reference(title: str, opening: str, kind: str) -> str:
    match = _IN_TITLE.search(title)
    if match is not None:
        return f"No. {match['n']}"
    lines = [line for line in opening.split("\n")[:6] if line.strip()]
    for line in lines[:4]:
        found = _REFERENCE.match(line)
        if found is not None and (found["n"] or kind == "telegram"):
            return f"No. {(found['n'] or found['lone']).strip()}"
    return ""


def _signatures(tail: View) -> list[tuple[str, int, int]]:
    """The names under the text: short lines of capitalised words after its last sentence."""
    lines = list(_LINE.finditer(tail.text))[-6:]
    found: list[tuple[str, int, int]] = []
    for match in reversed(lines):
        line = match[0].strip()
        name = _SIGNATURE.match(line)
        if name is None or len(line) > 60:
            if found or _COMPLIMENT.search(line) or len(line) > 60:
                break
            continue
        if _NO_NAME.fullmatch(line):
            continue
        words = name["name"].strip()
        words = words.rstrip(".") if words.isupper() and words.count(".") == 1 else words
        if not all(
            word[:1].isupper() or word in ("of", "de", "von", "the", "van", "and", "for", "to", "in")
            for word in words.split()
        ):
            break
        at = match.start() + match[0].find(words)
        found.append((words, at, at + len(words)))
    return found[::-1]


def _located(parts: Parts, role: str, name: str, views: tuple[View, ...]) -> PartyRead:
    for view, basis in zip(views, ("heading", "opening", "closing"), strict=False):
        where = view.shown.find(name)
        if where >= 0:
            return parts.party(role, name, view, where, where + len(name), basis)
    party = known(name, parts.authority)
    return PartyRead(role, name, party.id if party is not None else "", -1, -1, "heading")
