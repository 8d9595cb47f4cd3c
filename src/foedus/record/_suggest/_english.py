"""Frames of English: verbs with their modality, polarity and person."""

from __future__ import annotations

import re

from ._frames import Check, Frame, Setting

_GIVING = (
    "supply|provide|give|send|deliver|furnish|lend|grant|pay|repay|help|assist|support|aid|ship|transfer"
    "|hand over|turn over|withdraw"
    "|release|return|make available|extend|dispatch|inform you|receive|permit|allow|meet|replace|protect|defend"
    "|consult|place at"
    "|buy|purchase|contribute|evacuate|recognize|respect|observe|maintain|refrain|abstain|train|equip|reimburse"
    "|facilitate|accept"
)
_PAPERS = re.compile(
    (
        r"\b(?:letters?|telegrams?|messages?|reports?|notes?|cables?|dispatch(?:es)?|instructions?|information|word"
        r"|copy|copies|text|memorandum|statement|reply|replies)\b"
    ),
    re.IGNORECASE,
)
_NOT = re.compile(
    (
        r"(?:\b(?:not|never|no longer|nor|neither|hardly|without|cannot|unable to|refuse[sd]? to|fail(?:s|ed)? to)"
        r"|n['’]t)(?: \w+){0,2} $"
    ),
    re.IGNORECASE,
)
_NOUN = re.compile(
    (
        r"\b(?:the|an?|this|that|these|those|your|our|his|her|their|its|my|any|such|of|such an|each|no|further|same"
        r"|latter|formal|at)\s$"
    ),
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:the )?(?:enemy|enemies|opponents?|adversary)\b|\byou\b[^,]{0,12}$", re.IGNORECASE)
_IF = re.compile(
    (
        r"^(?:and |but |or |so )?(?:if|unless|should (?:the|you|they|he|it|we)|provided|in case|in the event"
        r"|on condition|as long as|so long as|once|were (?:the|you|they|it)|until|when(?:ever)?)\b"
    ),
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:I|we|my|our|us|me)\b", re.IGNORECASE)
_INFORM = re.compile(
    (
        r"^\W*(?:(?:that|you|him|me|us|to|be|kindly|please) )*(?:inform|tell|report|convey|transmit|advise|pass"
        r"|communicate|see|refer|note|let me know|reply|repeat|let us know|acknowledge|show"
        r"|deliver the following)\b"
    ),
    re.IGNORECASE,
)
_LED = re.compile(
    (
        r"\b(?:whether|how|what|why|who|ask(?:ed|s)?|request(?:ed|s)?|urged?|hoped?|hopes|propose[sd]?|suggest(?:ed"
        r"|s)?|should|must|need|in order|so as|able)\b[^,]{0,40}$"
    ),
    re.IGNORECASE,
)
LISTING = re.compile(
    (
        r"\b(?:following|these) (?:conditions|demands|requests|proposals|terms)\b|\b(?:conditions|demands|proposals"
        r"|terms) (?:are|were) as follows$"
    ),
    re.IGNORECASE,
)
"""What announces a list of demands."""


def conditional(text: str) -> bool:
    """Tell whether a clause states a condition."""
    return bool(_IF.search(text)) or bool(
        re.search(r"\b(?:provided that|on condition that|on the understanding that|subject to)\b", text, re.IGNORECASE)
    )


def _denied(setting: Setting, match: re.Match[str]) -> bool:
    return bool(_NOT.search(setting.text, max(0, match.start() - 40), match.start()))


def _positive(setting: Setting, match: re.Match[str]) -> bool:
    if setting.question or _denied(setting, match) or _IF.search(setting.text):
        return False
    return not setting.account or bool(_MINE.search(setting.text))


def _verbal(setting: Setting, match: re.Match[str]) -> bool:
    if _NOUN.search(setting.text, max(0, match.start() - 12), match.start()):
        return False
    return _positive(setting, match) and not re.match(
        r"\s*(?:of|was|is|were|are|had|has)\b", setting.text[match.end() :]
    )


def _mine(setting: Setting, match: re.Match[str]) -> bool:
    """Whether the subject is one who may speak: not the other side, and with the writer *I* or *we*."""
    before = setting.text[: match.start()]
    if _OTHER.search(before[-40:]) or _LED.search(before):
        return False
    return setting.spoken or bool(_MINE.search(before)) or bool(re.search(r"\bGovernment\b|^\W*$", before))


def _commits(setting: Setting, match: re.Match[str]) -> bool:
    return (
        _positive(setting, match)
        and _mine(setting, match)
        and not setting.opinion
        and not re.search(r"\b(?:not|never)\b|n['’]t", match[0])
    )


def _arrived(setting: Setting, match: re.Match[str]) -> bool:
    return _positive(setting, match) and not _PAPERS.search(setting.text) and not _OTHER.search(setting.text)


def _refuses(setting: Setting, match: re.Match[str]) -> bool:
    if setting.question or _IF.search(setting.text) or (setting.account and not _MINE.search(setting.text)):
        return False
    before = setting.text[: match.start()]
    return (
        not _OTHER.search(before[-40:])
        and not _NOT.search(before[-24:])
        and not re.search(r"\b(?:hope|trust)\b", before)
    )


def _agrees(setting: Setting, match: re.Match[str]) -> bool:
    return (
        _verbal(setting, match)
        and not _LED.search(setting.text[: match.start()])
        and not re.search(r"\b(?:analysis|assessment|estimate|view|views)\W*$", setting.text)
    )


def _asks(setting: Setting, match: re.Match[str]) -> bool:
    if not _verbal(setting, match):
        return False
    before, after = setting.text[: match.start()], setting.text[match.end() :] or setting.after
    if re.match(r"\W*(?:whether|if|what|why|how|when|where|who|about)\b", after, re.IGNORECASE):
        return False
    return not _OTHER.search(before[-24:]) and not _INFORM.search(after)


def _hopes(setting: Setting, match: re.Match[str]) -> bool:
    return _asks(setting, match) and _mine(setting, match)


def _polite(setting: Setting, match: re.Match[str]) -> bool:
    return not _denied(setting, match) and not _INFORM.search(setting.text[match.end() :])


def _threatens(setting: Setting, match: re.Match[str]) -> bool:
    return (
        (setting.condition or "warn" in (setting.before + setting.text).lower())
        and not setting.question
        and not _denied(setting, match)
    )


def _yes(setting: Setting, match: re.Match[str]) -> bool:
    return setting.turn and setting.answer and not setting.question


def _f(rule: str, act: str, pattern: str, holds: Check, weight: int = 1) -> Frame:
    return Frame(rule, act, re.compile(pattern, re.IGNORECASE), holds, weight)


FRAMES: tuple[Frame, ...] = (
    _f("thanks", "thank", r"\b(?:thank(?:s|ed|ing)?|grateful|gratitude|appreciation)\b", _positive),
    _f(
        "consequence",
        "threat",
        (
            r"\b(?:grave|serious|all|full|the) consequences\b|\btake (?:\w+ )?(?:measures|action|steps)\b|\b(?:held"
            r"|hold \w+|bear \w+) (?:\w+ )?responsib\w+\b|\bno (?:choice|alternative) but\b|\bretaliat\w+\b"
            r"|\bresort to\b"
        ),
        _threatens,
    ),
    _f(
        "reminder",
        "remind",
        (
            r"\b(?:remind(?:s|ed)?|(?:once )?(?:again|more) (?:ask|request|urge)(?:s|ed)?|repeatedly (?:asked|requested"
            r"|urged)|reiterated? (?:his|her|our|my|their|the) request)\b"
        ),
        _positive,
        2,
    ),
    _f(
        "still-missing",
        "remind",
        (
            r"\b(?:(?:has|have|had) (?:still )?not (?:yet )?(?:received|been (?:delivered|received|paid|sent|supplied"
            r"|carried out))|still (?:awaiting|waiting for|without))\b"
        ),
        lambda s, m: not s.question and not _PAPERS.search(s.text),
        2,
    ),
    _f(
        "under-way",
        "report-delivery",
        (
            r"\b(?:has|have|had|was|were) (?:already |now |all )?(?:been )?(?:delivered|shipped|supplied|handed over"
            r"|turned over|unloaded|repaid|paid over)\b|\b(?:has|have|had) (?:already |now |all )?(?:arrived|reached)\b"
            r"|\bon (?:its|their) way to\b"
        ),
        _arrived,
        2,
    ),
    _f(
        "rejection",
        "reject",
        (
            r"\breject(?:s|ed)?\b|\b(?:cannot|can not|could not|unable to|not prepared to) accept\b|\b(?:is|are|was"
            r"|were) (?:wholly |entirely |completely )?(?:unacceptable|not acceptable)\b|\bopposed? (?:the|this|any"
            r"|such)\b"
        ),
        _refuses,
        2,
    ),
    _f(
        "refusal",
        "refuse",
        (
            rf"\b(?:refuse[sd]? (?:to|the|this|his|their|any)|declin(?:e|es|ed) (?:to|the)|(?:cannot|can not|could not"
            rf"|unable to|not in a position to|not prepared to|will not|would not|won['’]t|not willing to"
            rf"|unwilling to) (?:\w+ )?(?:{_GIVING}|agree|consent|comply|commit|undertake|do so|promise))\b"
        ),
        _refuses,
        2,
    ),
    _f("answer-yes", "grant", r"^(?:yes|certainly|of course|very well|agreed|all right|gladly)$", _yes),
    _f(
        "assures",
        "assurance",
        r"\b(?:assure[sd]?|guarantee[sd]?|(?:give|gave|given) (?:\w+ )?(?:assurances?|guarantees?)|rest assured)\b",
        lambda s, m: _verbal(s, m) and _mine(s, m),
        2,
    ),
    _f(
        "agree",
        "grant",
        (
            r"\b(?:agree[sd]?|consent(?:s|ed)?|approve[sd]?|accept(?:s|ed)?|welcome[sd]?)\b(?! (?:minute|text"
            r"|draft)s?\b)"
        ),
        lambda s, m: _agrees(s, m) and (_mine(s, m) or s.turn),
        2,
    ),
    _f(
        "promises",
        "promise",
        r"\b(?:promise[sd]?|pledge[sd]?|undertakes?|undertook|commits? (?:itself|ourselves|myself)|vow(?:s|ed)?)\b",
        lambda s, m: _verbal(s, m) and _mine(s, m),
        2,
    ),
    _f(
        "offer",
        "promise",
        (
            rf"\b(?:will|shall|would|ready to|prepared to|willing to|glad to|happy to|intend(?:s|ed)? to|can|could"
            rf"|decided to|offer(?:s|ed)? to|able to|going to)\b(?P<between>(?: \w+){{0,3}}?) (?P<verb>{_GIVING})\b"
        ),
        _commits,
    ),
    _f(
        "beg",
        "request",
        (
            r"\b(?:ask(?:s|ed|ing)? (?!about)|request(?:s|ed|ing)?\b|beg(?:s|ged)?\b|urge[sd]?\b|appeal(?:s|ed)? (?:to"
            r"|for)|call(?:s|ed)? (?:upon|on|for)\b|press(?:es|ed)? for\b|demand(?:s|ed)?\b|entreat(?:s|ed)?\b)"
        ),
        _asks,
        2,
    ),
    _f(
        "please",
        "request",
        r"^(?:and |so |therefore )?(?:please|kindly)\b",
        lambda s, m: not _INFORM.search(s.text[m.end() :]) and len(s.text) > m.end() + 3,
    ),
    _f(
        "polite-question",
        "request",
        (
            r"\b(?:could|can|would|will) you\b|\bbe so kind\b|\bwould (?:you )?(?:be )?(?:appreciate|grateful if"
            r"|glad if)\b|\bwould it be possible\b"
        ),
        _polite,
    ),
    _f(
        "want",
        "request",
        (
            r"\b(?:would like|wish(?:es|ed)?|desire[sd]?|want(?:s|ed)?) (?:to (?:have|obtain|receive|get|buy|purchase"
            r"|borrow|see|be (?:given|granted|supplied))|you to|the)\b|\b(?:need(?:s|ed)?|require[sd]?)\b(?! to\b)"
            r"|\bin (?:urgent |great )?need of\b|\bhope[sd]?\b(?! for the best)"
        ),
        _hopes,
    ),
    _f("propose", "propose", r"\b(?:propose[sd]?|suggest(?:s|ed)?|recommend(?:s|ed)?)\b", _asks, 2),
)
