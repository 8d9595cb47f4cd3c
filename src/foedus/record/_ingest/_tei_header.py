"""What a TEI file says about itself and about the persons in it."""

from __future__ import annotations

import re
from dataclasses import replace

from .._authority import Party, Post
from ._tei_tree import Element, Tree

MAX_PARTIES = 20_000

_NAME = re.compile(r"[A-Za-z_][\w.-]{2,100}")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1
    )
    for name in names.split()
}  # fmt: skip
_DAY = r"(?:(?P<{0}m>[A-Z][a-z]{{2,8}})\.?\s+(?:(?P<{0}d>[0-9]{{1,2}}),\s+)?)?(?P<{0}y>1[0-9]{{3}}|20[0-9]{{2}})"
_TERM = re.compile(
    r",?\s*(?:\((?P<in>)\s*)?(?:"
    rf"(?:from\s+)?{_DAY.format('a')}\s*(?:[–—-]|to|until|through)\s*{_DAY.format('b')}"
    rf"|(?P<until>until|through|to)\s+{_DAY.format('c')}"
    rf"|(?:from|after|since|as\s+of)\s+{_DAY.format('e')}(?:\s*[–—-]\s*(?=$|\)))?"
    r")\s*\)?\s*$"
)
_THEN = re.compile(r"(?:thereafter|subsequently|afterwards?|then|later)\s+", re.IGNORECASE)
_HONORIFICS = frozenset(
    ("Dr.", "Dr", "Sir", "Lord", "Lady", "Mr.", "Mrs.", "General", "Admiral", "Colonel", "Prof.", "Rev.")
)
_NAMES = frozenset(("names", "persons", "person"))


def volume_id(tree: Tree, stem: str) -> str:
    """Return what a file is called: its ``xml:id``, a name in its ``idno``, else *stem*.

    >>> from ._tei_tree import parse
    >>> volume_id(parse("<TEI xml:id='v1'/>", file="a"), "file"), volume_id(parse("<TEI/>", file="a"), "file")
    ('v1', 'file')
    """
    root = tree.root.children[0]
    if root.get("xml:id"):
        return root.get("xml:id")
    header = root.child("teiHeader")
    for element in header.descend() if header else ():
        if element.name == "idno" and element.get("type").lower() not in ("url", "uri", "doi", "isbn", "issn"):
            words = tree.words(element)
            above = {each.name for each in element.ancestors()}
            if "publicationStmt" in above and _NAME.fullmatch(words):
                return words
    return stem


def read_header(tree: Tree, header: Element) -> tuple[tuple[str, str], ...]:
    """Return title, editors, publisher, date and numbers of a ``teiHeader``, key by key."""
    found: list[tuple[str, str]] = []
    description = header.child("fileDesc") or header
    for element in description.descend(around=("notesStmt", "encodingDesc", "msDesc")):
        key = _key(element)
        words = tree.words(element) if key else ""
        if not words and key == "published":
            words = element.get("when")
        if key and words and len(words) <= 2_000 and (key, words) not in found:
            found.append((key, words))
    titles = [pair for pair in found if pair[0].startswith("title")]
    return (*titles, *(pair for pair in found if pair not in titles))


def _key(element: Element) -> str:
    above = element.parent.name if element.parent is not None else ""
    if above == "titleStmt":
        if element.name == "title":
            kind = element.get("type")
            return "title" if kind in ("", "complete", "main") else f"title-{kind}"
        return element.name if element.name in ("editor", "author") else ""
    if above == "publicationStmt":
        if element.name == "date" and element.get("type") in ("", "publication-date"):
            return "published"
        if element.name == "idno":
            return f"idno-{element.get('type')}" if element.get("type") else "idno"
        return element.name if element.name in ("publisher", "pubPlace", "authority") else ""
    if above == "seriesStmt" and element.name == "title":
        return "series"
    return "source" if above == "sourceDesc" and element.name in ("p", "bibl", "ab") else ""


def read_parties(tree: Tree, volume: str) -> tuple[Party, ...]:
    """Return the persons and bodies a file lists, with their posts; ids are those of the file after the volume's."""
    found: dict[str, Party] = {}
    elsewhere: dict[str, str] = {}
    for element in tree.elements:
        if len(found) >= MAX_PARTIES:
            break
        if element.name in ("person", "org", "nym"):
            party = _listed(tree, element, volume)
        elif element.name == "item" and element.parent is not None and _is_list_of_persons(element.parent):
            party = _item(tree, element, volume)
            other = next((each.get("corresp") for each in element.descend() if each.get("type") == "alt"), "")
            if party is not None and other.startswith("#"):
                elsewhere[party.id] = f"{volume}-{other[1:]}"
        else:
            continue
        if party is not None:
            found.setdefault(party.id, party)
    for id_, other in elsewhere.items():  # an entry that only says "see" another is one more name of that one
        if other in found:
            found[id_] = replace(found[id_], aliases=(*found[id_].aliases, found[other].name), posts=())
    return tuple(found.values())


def _is_list_of_persons(element: Element) -> bool:
    if element.name != "list":
        return False
    return element.get("type") in _NAMES or any(
        above.name == "div" and above.get("xml:id") in ("persons", "people") for above in element.ancestors()
    )


def _listed(tree: Tree, element: Element, volume: str) -> Party | None:
    """A ``person`` or ``org`` of a list."""
    names = []
    for child in element.children:
        if child.name in ("persName", "orgName", "name"):
            parts = {part.name: tree.words(part) for part in child.children}
            if "surname" in parts:
                given = " ".join(tree.words(part) for part in child.children if part.name == "forename")
                link = parts.get("nameLink", "")
                names.append(" ".join(word for word in (given, link, parts["surname"]) if word))
            names.append(tree.words(child))
    names = list(dict.fromkeys(name for name in names if name))
    id_ = element.get("xml:id")
    if not names or not id_:
        return None
    posts = []
    for child in element.children:
        if child.name in ("occupation", "state", "affiliation", "roleName"):
            words = tree.words(child)
            if words:
                posts.append(
                    Post(words, child.get("from") or child.get("notBefore"), child.get("to") or child.get("notAfter"))
                )
    kind = "body" if element.name == "org" else "person"
    return Party(f"{volume}-{id_}", names[0], kind, tuple(names[1:]), tuple(posts), (tree.trim(element),))


def _item(tree: Tree, item: Element, volume: str) -> Party | None:
    """An item of a printed list of persons: a name, then the posts with their years."""
    person = next(
        (each for each in item.descend() if each.name in ("persName", "orgName") and each.get("xml:id")), None
    )
    if person is None:
        return None
    printed = tree.words(person).rstrip(",;: ")
    if not printed:
        return None
    name = turned(printed)
    aliases = (printed,) if printed != name else ()
    posts = read_posts(tree.reads(person.end, item.stop))
    kind = "body" if person.name == "orgName" else "person"
    return Party(f"{volume}-{person.get('xml:id')}", name, kind, aliases, posts, (tree.trim(item),))


def turned(name: str) -> str:
    """Return a name of a list as it is said: "Hale, John" becomes "John Hale".

    >>> turned("Hale, J. Edward"), turned("Chang Myon"), turned("Hale, John, Jr."), turned("Hale, John, Dr.")
    ('J. Edward Hale', 'Chang Myon', 'John Hale Jr.', 'Dr. John Hale')
    """
    surname, *given = [part.strip() for part in name.split(",")]
    if not given or not surname:
        return name
    before = [part for part in given[1:] if part in _HONORIFICS]
    after = [part for part in given[1:] if part not in _HONORIFICS]
    return " ".join(part for part in (*before, given[0], surname, *after) if part)


def read_posts(words: str) -> tuple[Post, ...]:
    """Return the posts of a list of persons, with their years where they are printed.

    >>> posts = read_posts(", Minister of War, March 1921–May 1923; Premier from 1924; thereafter Consul")
    >>> [(post.title, post.first, post.last) for post in posts]
    [('Minister of War', '1921-03', '1923-05'), ('Premier', '1924', ''), ('Consul', '', '')]
    """
    found: list[Post] = []
    for part in words.strip(" ,.;:").split(";")[:40]:
        title, first, last = part.strip()[:400], "", ""
        match = _TERM.search(title)
        if match is not None:
            first = _date(match, "a") or _date(match, "e")
            last = _date(match, "b") or _date(match, "c")
            title = title[: match.start()]
        title = title.strip(" ,.;:")
        follows = _THEN.match(title)
        if follows is not None:
            title = title[follows.end() :]
            first = first or (found[-1].last if found else "")
        if title:
            found.append(Post(title, first, last))
    return tuple(found)


def _date(match: re.Match[str], group: str) -> str:
    year, name, day = match[f"{group}y"], match[f"{group}m"], match[f"{group}d"]
    if year is None:
        return ""
    month = _MONTHS.get(name.lower()) if name else None
    if month is None:
        return year
    return f"{year}-{month:02d}-{int(day):02d}" if day else f"{year}-{month:02d}"
