"""Who speaks: turns of a conversation, speech reported in a message, and the writer's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .._reading import DocumentRead
from ._clauses import Clause
from ._people import People, each_name

_SAY = (
    "说|讲|(?<![顾访学疑慰])问(?!题)|答|(?<![知报街轨渠铁大管])道|指出|回答|回答说|声称|宣称|表示|认为|写道|通报|告知|告诉|通知|强调|补充|解释|介绍|声明|提出|报告|转告|提醒|谈到|(?<![名简])称"
    "|指示|坚持|以为|觉得|考虑"
)
_CHINESE = re.compile(
    f"^(?P<before>.{{0,40}}?)(?P<verb>(?:{_SAY})(?:说|道|到)?)(?P<whom>我们?|[他她您你]们?|[^的，]{{2,8}}(?:同志|先生)"
    f"|[^的，]{{2,4}})?$"
)
_ENGLISH = re.compile(
    r"^(?P<before>(?:[\w.'’-]+ ){0,8}?)(?P<verb>said|says|asked|replied|answered|stated|remarked|added|declared"
    r"|told|informed|indicated"
    r"|observed|pointed out|explained|stressed|noted|continued|believed?|thinks?|thought|consider(?:s|ed)?|suggests?)"
    r"(?P<whom> (?:me|us|him|her|them|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}))?(?: that)?$"
)
_LEAD = re.compile(
    "^(?:接着|随后|然后|最后|后来|同时|今天|与此同时|此外|于是|因此|当时|又|还|再|再次|并|进一步|继续|继而|进而|首先|另外|但|而|嘿|开玩笑地)+"
)
_TRAIL = re.compile(
    "(?:继而|接着|随后|进而|进一步|最后|还|又|再|再次|曾|便|则|也|补|报|恳切地|明确|肯定地|坚决|当时)+$"
)
_TAKES_UP = re.compile("(?:同志|先生)?(?:再次|还|又)?(?:提出了|解释了|介绍了|谈到|请求|要求|询问|转入)")
MOST_LEARNED = 40
"""Names learnt of one document."""
_DEED = re.compile("(?:的|上述|该|此项|下达|发出|作出|做出|给以|给予|接到|收到|得到|根据|按照)$")
"""After these the word is a thing: *to give instructions*."""
_ASKED = re.compile("可否|能否|是否|可不可以|能不能")
"""Before these the word is what is asked for, not that it is said."""
_ORDERS = re.compile("请|兹|现|谨|望|盼|特|将|把|关于|Please|Kindly")
_WORDS = re.compile(
    "[我您你他她它们的了已要因为这那没不是据到和并又再所其之此上下同有]|^(?:It|This|That|There|As|And|But|In)\\b"
)
"""Words no name is made of, as far as one can tell: the clause says something else than who speaks."""
_PRONOUN = re.compile("^(?:[他她]们?|(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]ho|[Ww]hich|[Ii]t)(?: \\w+)?)$")
_OPINION = re.compile("认为|以为|觉得|考虑|意见是|看来|(?:believe|think|consider|opinion|view)s?(?: that)?$")
RELAY = re.compile("(?:转告|转达|转交|转呈|转|告知|通知|交|拜会|面交|呈)(?:给|呈)?$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks to whom."""

    speaker: str
    addressee: str
    reported: bool = False
    """Whether another than the writer speaks."""
    direct: bool = False
    """Whether the words themselves are given: then *I* is the one quoted."""
    asks: bool = False
    """Whether the speech was introduced as a question."""
    opinion: bool = False


@dataclass(frozen=True, slots=True)
class Introduction:
    """A clause that says who speaks: *X said that*."""

    voice: Voice
    same: bool
    """Whether the one who spoke before goes on."""


def _long(name: str) -> bool:
    """Whether it is too much for a name."""
    return (not name[0].isupper() or name.count(" ") > 3) if name.isascii() else len(name) > 8


class Voices:
    """Follows who speaks through a document, from its first clause to its last."""

    def __init__(self, document: DocumentRead, people: People) -> None:
        self.people = people
        self.dialogue = document.kind in ("conversation", "minutes")
        senders, recipients = (
            [people.shown.get(name, name) for name in each_name(stated)]
            for stated in (document.sender, document.recipient)
        )
        self.writer = senders[0] if senders else ""
        self.reader = recipients[0] if recipients else ""
        self.participants = [*senders, *recipients]
        self.voice = Voice(self.writer, self.reader)
        self.other = ""
        """Who spoke before, if another."""
        self.told = self.voice
        """The last voice that was reported: whom *he* means."""
        self.learned: list[str] = []
        """Names of speakers that nothing else tells."""
        self.topic = ""
        """Whom the sentence before began with."""
        self.turns = self.voice
        """Whose turn it is, where turns are marked by a name and a colon."""

    def relayed(self, text: str) -> None:
        """Learn from the opening of a message whom it is to be passed on to."""
        match = self.people.pattern.search(text)
        while match:
            if RELAY.search(text, max(0, match.start() - 8), match.start()):
                self.reader = self.people.shown[match[0]]
                self.voice = replace(self.voice, addressee=self.reader)
                return
            match = self.people.pattern.search(text, match.end())

    def begin(self, text: str, *, new_line: bool) -> None:
        """Take in the beginning of a sentence: a new paragraph is the writer's, a new subject may have the word."""
        if self.turns.direct:
            self.voice = self.turns  # what was reported within a turn ends with its sentence
        if new_line and not self.dialogue:
            self.voice = self.own()
        if self.voice.opinion:
            self.voice = replace(self.voice, opinion=False)
        begun = _LEAD.sub("", text)
        match = self.people.pattern.match(begun)
        name = match[0] if match else next((each for each in self.learned if begun.startswith(each)), "")
        if not name:
            return
        self.topic = self.people.shown.get(name, name)
        if self.dialogue and self.topic != self.voice.speaker and _TAKES_UP.match(begun, len(name)):
            self.voice = self._turn(self.topic, "", direct=False, asks=False, opinion=False).voice

    def last_named(self, text: str) -> str:
        """Return who is named last in *text*, as far as the document or what went before tells."""
        return self.people.last(text) or next((name for name in self.learned if name in text), "")

    def own(self) -> Voice:
        """Return the voice of the writer."""
        return Voice(self.writer, self.reader)

    def introduce(self, clause: Clause, *, number: int) -> Introduction | None:
        """Return who is introduced by a clause as speaking, if it does nothing but that."""
        text = clause.text
        if clause.stop not in ("，", ",", "：", ":", " ", "") or len(text) > 90:
            return None
        match = _CHINESE.match(text) or _ENGLISH.match(text)
        if not match:
            return self._bare(clause, number)
        if clause.stop == "" and not text.endswith("that"):
            return None
        return self._said(match, clause)

    def _bare(self, clause: Clause, number: int) -> Introduction | None:
        """``Name: words`` as minutes have it."""
        if not self.dialogue or clause.stop not in ("：", ":") or number or len(clause.text) > 40:
            return None
        name = self.people.first(clause.text) or re.sub("(?:同志|先生)$", "", clause.text)
        if not name or _long(name) or _WORDS.search(name):
            return None
        said = self._turn(name, "", direct=True, asks=False, opinion=False)
        self.turns = said.voice
        return said

    def _said(self, match: re.Match[str], clause: Clause) -> Introduction | None:
        before = _LEAD.sub("", match["before"].strip())
        whom = (match["whom"] or "").strip()
        verb = match["verb"]
        if match.re is _CHINESE and (_DEED.search(before) or _ASKED.match(before)):
            return None
        if whom and match.re is _CHINESE and not re.match("我|[他她您你]", whom) and not self.people.first(whom):
            return None
        direct = clause.stop in ("：", ":")
        opinion = bool(_OPINION.search(verb))
        asks = "问" in verb or verb == "asked"
        addressed = re.search("(?:对|向|给|跟)(?P<whom>[^，]{1,12}?)(?:同志)?$", before)
        to = self.people.first(whom) or (self.people.first(addressed["whom"]) if addressed else "")
        if re.match("我(?!们)|me$", whom) or (addressed and addressed["whom"] == "我"):
            to = self.writer
        if re.match("(?:我们?|本人|I|We|we)(?:[^\u3400-\u9fff]|$|[再也又还]|在|曾)", before) or before in (
            "我们",
            "我",
        ):
            mine = self.voice if self.voice.direct else self.own()
            if opinion:
                return Introduction(replace(mine, opinion=True), same=True)
            partner = to or (self.voice.speaker if self.voice.reported else "") or mine.addressee
            return Introduction(replace(mine, addressee=partner, asks=asks), same=False)
        if _ORDERS.match(before):
            return Introduction(replace(self.own(), opinion=opinion), same=True)
        who = self.people.first(before)
        if not who:
            who = _TRAIL.sub("", re.sub("(?:同志|先生|（[^）]*）)+", "", before))
            who = re.split("在|对|向|于|中|，", who)[0]
            if not who or _PRONOUN.match(who) or _WORDS.search(who) or _long(who):
                back = self.voice
                if _PRONOUN.match(who) and self.topic not in ("", back.speaker):
                    back = self._turn(self.topic, "", direct=False, asks=False, opinion=False).voice
                voice = replace(back, asks=asks, opinion=opinion, direct=direct, addressee=to or back.addressee)
                return Introduction(voice, same=True)
            who = next(iter(each_name(who)), who) if who.isascii() else who
            if len(self.learned) < MOST_LEARNED and who not in self.learned and len(who) > 1:
                self.learned.append(who)
        if direct:
            self.turns = self.own()
        return self._turn(who, to, direct=direct, asks=asks, opinion=opinion)

    def _turn(self, who: str, to: str, *, direct: bool, asks: bool, opinion: bool) -> Introduction:
        same = who == self.voice.speaker
        if not same:
            self.other = self.voice.speaker
        partner = to or (self.other if self.other != who else "") or self._partner(who)
        voice = Voice(
            who, partner, reported=who != self.writer or self.dialogue, direct=direct, asks=asks, opinion=opinion
        )
        if voice.reported:
            self.told = voice
        return Introduction(voice, same=same)

    def _partner(self, who: str) -> str:
        return next((name for name in self.participants if name != who), "")
