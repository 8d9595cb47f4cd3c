"""Reading sentence after sentence: who speaks, what was asked before, which act each clause carries."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from .._reading import DocumentRead
from .._suggestion import COARSE_ACTS
from . import _chinese, _english
from ._clauses import Clause, Sentence
from ._frames import Found, Setting
from ._people import People
from ._voices import Voice, Voices

AROUND = 6
"""Clauses before and after that a rule may look at."""
REACH = 4
"""Clauses a condition may stand before what depends on it."""
ASIDES = 8
"""Sentences of comment that may stand between two items of a list."""
APART = 2
"""Clauses between two acts that are not the same one said twice."""
ITEM = 4
"""Clauses of an item of a list that are quoted."""
ACCOUNTS = ("report", "chronology", "analysis", "article", "chapter", "commentary", "editorial-note")
"""Kinds that tell what others did: only what they say in the first person is an act."""

_OWN = re.compile(r"我(?!军|国|部|方)|(?:I|We)\b")
_THINKS = re.compile(
    "(?:因此|所以|但是?|此外|而)*(?:我们?|.{1,6}|在.{1,8}看来)认为|在.{1,8}看来"
    "|(?:In (?:my|our) (?:view|opinion)|(?:I|We) (?:think|believe|consider))"
)
_HE = re.compile("(?:[他她]们?|自己)[^，您你]{0,6}$|\\b(?:he|she|they)\\b[^,]{0,12}$")
_ANSWERED = re.compile("我(?:[^，您你打拟]{0,6}(?:回避|拒绝|答应|同意|婉拒|答复))")
_REPLIES = frozenset({"grant", "accept", "promise", "refuse", "reject", "conditional"})
_CALL = re.compile("^(?:亲爱的|尊敬的)?.{1,10}(?:同志|先生|阁下)$")
_HAN = re.compile("[\u3400-\u9fff]")
_MORE = re.compile("还有[^，]{0,3}[点项条]$")
_TURNING = re.compile("但|不过|而(?!且)|另外|此外")
_PUT_FIRST = re.compile("[对把将]")


@dataclass(slots=True)
class Act:
    """An act read in a sentence, by the numbers of its clauses."""

    found: Found
    voice: Voice
    first: int
    at: int
    """The clause that carries it."""
    last: int
    condition: str = ""
    answers: bool = False
    """Whether another had asked for something before."""


class Reader:
    """Reads a document; remembers who speaks, what was asked, and whether a list of demands is running."""

    def __init__(self, voices: Voices, people: People, document: DocumentRead) -> None:
        self.voices = voices
        self.people = people
        self.pending = False
        self.listing = ""
        self.listed = 0
        """The number of the item read last."""
        self.aside = 0
        """Sentences since then that are no items."""
        self.resolves = document.kind in ("resolution", "order", "directive")
        self.account = document.kind in ACCOUNTS

    def read(self, sentence: Sentence) -> list[Act]:
        """Return the acts of the next sentence."""
        voices, clauses = self.voices, sentence.clauses
        acts: list[Act] = []
        answer, condition = False, -1
        voices.begin(clauses[0].text, new_line=sentence.new_line)
        if self.listing and not clauses[0].label:
            self.aside += 1
            if self.aside > ASIDES:
                self.listing = ""
        for number, clause in enumerate(clauses):
            said = voices.introduce(clause, number=number)
            if said:
                answer = answer or not said.same
                self.pending = self.pending and not said.same
                voices.voice = said.voice
                continue
            voice = voices.voice
            if voice.reported and not voice.direct and not voices.dialogue and _OWN.match(clause.text):
                voice = voices.own()
            language = _chinese if _HAN.search(clause.text) else _english
            item = self._listed(clause)
            called = language.FRAMES.called(language.signs(clause.text))
            found = None
            if called:  # most clauses have no word that could carry an act
                setting = partial(self._setting, sentence, number, voice, answer=answer, condition=condition >= 0)
                found = language.FRAMES.first(called, clause.text, setting)
            found = found or item
            if language.conditional(clause.text):
                condition = number
            if clause.stop in ("：", ":") or number == len(clauses) - 1:
                told = clauses[number - 1].text if clause.text in ("即", "这就是", "namely") and number else clause.text
                announced = self._list(told) or (self.listing if _MORE.search(told) else "")
                if announced:
                    self.listing, self.listed, self.aside = announced, 0, 0
            if found:
                first = condition if number - REACH <= condition < number and condition >= 0 else number
                stated = clauses[condition].text if condition >= 0 else ""
                acts.append(
                    Act(found, self._parties(found, clause, voice), first, number, number, stated, self.pending)
                )
            answer = False
        if acts:
            self.pending = any(COARSE_ACTS[act.found.act] == "ask" for act in acts)
            return [_spanned(act, clauses) for act in _heaviest(acts, clauses)]
        return []

    def _list(self, text: str) -> str:
        """Return the act of the items of the list *text* announces, if it announces one."""
        if (_chinese if _HAN.search(text) else _english).LISTING.search(text):
            return "request" if "请" in text.replace("申请", "") else "propose"
        return "grant" if self.resolves and text.endswith(("决定", "批准")) else ""

    def _listed(self, clause: Clause) -> Found | None:
        if not self.listing or clause.label != self.listed + 1:
            return None
        self.listed, self.aside = clause.label, 0
        if self.listing == "grant" and not _chinese.RESOLVED.search(clause.text):
            return None
        if self.listing != "grant" and clause.text.startswith("关于"):
            return None
        return Found(self.listing, "listed", (0, 0), 2)

    def _setting(self, sentence: Sentence, number: int, voice: Voice, *, answer: bool, condition: bool) -> Setting:
        clauses = sentence.clauses
        text = clauses[number].text
        return Setting(
            text=text,
            before="，".join([each.text for each in clauses[max(0, number - AROUND) : number]]),
            after="，".join([each.text for each in clauses[number + 1 : number + 1 + AROUND]]),
            spoken=voice.reported or self.voices.dialogue,
            turn=self.voices.dialogue or (voice.reported and voice.direct),
            answer=answer and self.pending,
            question=sentence.question and number == len(clauses) - 1,
            own=not voice.reported,
            account=self.account,
            opinion=voice.opinion or bool(_THINKS.match(text)),
            condition=condition,
        )

    def _parties(self, found: Found, clause: Clause, voice: Voice) -> Voice:
        """Return the voice of an act whose own clause names who acts or to whom."""
        before, after = clause.text[: found.verb[0]][-14:], clause.text[found.verb[1] :][:14]
        if found.rule == "your-request":
            return Voice(voice.addressee, voice.speaker, reported=True)
        told = self.voices.told
        if not voice.reported and told.reported and _HE.search(before):
            voice = told
        elif not voice.reported and told.reported and _ANSWERED.match(clause.text) and found.act in _REPLIES:
            voice = replace(voice, addressee=told.speaker)
        ask = COARSE_ACTS[found.act] == "ask"
        who = self.voices.last_named(before) if ask else ""
        if who and who != voice.speaker:
            partner = voice.addressee if voice.addressee != who else voice.speaker
            voice = replace(voice, speaker=who, addressee=partner, reported=True)
        whom = self.people.first(after)
        if ask and voice.reported and re.match("我(?!们)|me\\b", after.strip()):
            return replace(voice, addressee=self.voices.writer)
        if ask and whom and whom != voice.speaker:
            return replace(voice, addressee=whom)
        return voice


def _spanned(act: Act, clauses: tuple[Clause, ...]) -> Act:
    """Widen an act to what finishes it: the object after a colon or a short clause, what *this* means."""
    clause = clauses[act.at]
    if act.found.rule == "listed":
        act.last = _item_end(clauses, act.at)
    rest = clause.text[act.found.verb[1] :]
    open_end = len(rest) < 6 and len(clause.text) < 16
    if clause.stop in ("：", ":") or rest.endswith("措施") or (open_end and clause.stop not in ("；", ";")):
        act.last = act.at + 1
        while act.last < len(clauses) and _CALL.search(clauses[act.last].text):
            act.last += 1
    elif act.found.rule == "agree" and _PUT_FIRST.match(rest):
        act.last = act.at + 2
    act.last = min(act.last, len(clauses) - 1)
    if act.found.rule in ("right", "fitting") and act.first == act.at:
        act.first = max(0, act.at - 2)
        while act.first < act.at and clauses[act.first].stop in ("：", ":"):
            act.first += 1
    return act


def _item_end(clauses: tuple[Clause, ...], at: int) -> int:
    """Return the last clause of the item of a list that begins with clause *at*."""
    last = at
    while (
        last + 1 < min(len(clauses), at + ITEM)
        and clauses[last].stop not in ("；", ";")
        and not clauses[last + 1].label
    ):
        last += 1
    return last


def _heaviest(acts: list[Act], clauses: tuple[Clause, ...]) -> list[Act]:
    """Keep the heaviest of neighbours with one coarse act, unless a new item, a *but* or a schedule parts them."""
    parts = list(accumulate(_parts(clause, last) for clause, last in zip(clauses, (None, *clauses), strict=False)))
    best: dict[tuple[str, int, int], list[Act]] = {}
    for act in acts:
        key = (COARSE_ACTS[act.found.act], parts[act.at], act.at if act.found.rule == "scheduled" else -1)
        kept = best.setdefault(key, [])
        if not kept or act.at - kept[-1].at >= APART:
            kept.append(act)
        elif act.found.weight > kept[-1].found.weight:
            kept[-1] = act
    return sorted((act for kept in best.values() for act in kept), key=lambda act: act.at)


def _parts(clause: Clause, last: Clause | None) -> bool:
    """Whether *clause* begins something else than the *last* one was about."""
    return last is not None and (last.stop in ("；", ";") or bool(clause.label) or bool(_TURNING.match(clause.text)))
