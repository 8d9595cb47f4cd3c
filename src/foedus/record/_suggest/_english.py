"""Frames of English: verbs with their modality, polarity and person."""

from __future__ import annotations

import re

from . import _english_checks as checks
from ._english_checks import conditional
from ._frames import Check, Frame, Frames

__all__ = ["FRAMES", "LISTING", "conditional", "signs"]

LISTING = re.compile(
    r"\b(?:following|these) (?:conditions|demands|requests|proposals|terms)\b"
    r"|\b(?:conditions|demands|proposals|terms) (?:are|were) as follows$",
    re.IGNORECASE,
)
"""What announces a list of demands."""

_GIVING = (
    "supply|provide|give|send|deliver|furnish|lend|grant|pay|repay|help|assist|support|aid|ship|transfer|hand over"
    "|turn over|withdraw|release|return|make available|extend|dispatch|inform you|receive|permit|allow|meet|replace"
    "|protect|defend|consult|place at|buy|purchase|contribute|evacuate|recognize|respect|observe|maintain|refrain"
    "|abstain|train|equip|reimburse|facilitate|accept"
)
"""What one side does for the other."""


_WORD = re.compile("[a-z]{3,}")
PREFIX = 4
"""Letters of a word by which it is known: *requested* by *requ*."""


def signs(text: str) -> set[str]:
    """Return what calls for frames: the beginnings of the words of a clause."""
    return {word[:PREFIX] for word in _WORD.findall(text.lower())}


def _frame(rule: str, act: str, signs: str, patterns: tuple[str, ...], holds: Check, weight: int = 1) -> Frame:
    pattern = re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)
    return Frame(rule, act, pattern, holds, weight, frozenset(signs.split()))


_THANKS = (
    "thank(?:s|ed)?(?! to)",
    "(?:am|is|are|was|were|be) (?:most |very |deeply |extremely )?grateful (?:for|to)",
    "gratitude",
    "(?:express\\w*|my|our|his|their|deep|sincere) (?:\\w+ )?appreciation (?:for|to)",
)
_CONSEQUENCES = (
    "(?:grave|serious|all|full|the) consequences",
    r"take (?:\w+ )?(?:measures|action|steps)",
    r"(?:held|hold \w+|bear \w+) (?:\w+ )?responsib\w+",
    "no (?:choice|alternative) but",
    "retaliate",
)
_REMINDERS = (
    r"remind(?:s|ed)?(?= [^,]{2,40}\b(?:promise|commitment|request|assurance|undertaking|pledge|obligation)s?\b)",
    "(?:once )?(?:again|more) (?:ask|request|urge)(?:s|ed)?",
    "repeatedly (?:asked|requested|urged)",
    "reiterated? (?:his|her|our|my|their|the) request",
)
_MISSING = (
    "(?:has|have|had) (?:still )?not (?:yet )?(?:received|been (?:delivered|received|paid|sent|supplied|carried out))",
    "still (?:awaiting|waiting for|without)",
)
_UNDER_WAY = (
    (
        "(?:has|have|had|was|were) (?:already |now |all )?(?:been )?"
        "(?:delivered|shipped|supplied|handed over|turned over|unloaded|repaid|paid over)"
    ),
    "(?:has|have|had) (?:already |now |all )?arrived",
    "on (?:its|their) way to",
)
_REJECTIONS = (
    "reject(?:s|ed)?",
    "(?:cannot|can not|could not|unable to|not prepared to) accept",
    "(?:is|are|was|were) (?:wholly |entirely |completely )?(?:unacceptable|not acceptable)",
    "opposed? (?:the|this|any|such)",
)
_CANNOT = "cannot|can not|could not|unable to|not in a position to|not prepared to|will not|would not|won['’]t"
_OWN_AFFAIR = r"(?:maintain|meet|buy|purchase|receive|observe|respect|train)\b"
"""What one may be unable to do and refuses nobody."""
_REFUSALS = (
    "refuse[sd]? (?:to|the|this|his|their|any)",
    "declin(?:e|es|ed) (?:to|the)",
    (
        rf"(?:{_CANNOT}|not willing to|unwilling to) (?:\w+ )?"
        rf"(?:(?!{_OWN_AFFAIR})(?:{_GIVING})|agree|consent|comply|commit|undertake|do so|promise)"
    ),
)
_ASSURANCES = (
    "assure[sd]?(?= (?:you|him|her|them|us|me|that|the [A-Z]|[A-Z]))",
    "guarantee[sd]?",
    r"(?:give|gave|given) (?:\w+ )?(?:assurances?|guarantees?)",
    "rest assured",
)
_AGREEMENTS = (
    (
        r"agree[sd]?(?= to\b| with (?:the|your|his|her|their|this) (?:\w+ )?(?:proposal|request|suggestion|plan|terms)"
        "| in principle|$)"
    ),
    "(?:consent(?:s|ed)?|approve[sd]?|accept(?:s|ed)?)(?! (?:minute|text|draft|memorand|paper|telegram)\\w*)",
    r"welcome[sd]?(?= (?:\w+ ){0,3}(?:proposal|offer|suggestion|initiative|invitation)\b)",
)
_PROMISES = (
    "promise[sd]?",
    "pledge[sd]?",
    "(?:undertakes?|undertook)(?= (?:to|that)\\b)",
    "commits? (?:itself|ourselves|myself)",
    "vow(?:s|ed)?",
)
_OFFERS = (
    (
        "(?:will|shall|would|ready to|prepared to|willing to|glad to|happy to|intend(?:s|ed)? to|can|could|decided to"
        r"|offer(?:s|ed)? to|able to|going to)(?P<between>(?: (?!(?:be|been|have|a|an|the|of|or)\b)\w+){0,3}?)"
        rf" (?P<verb>{_GIVING})"
    ),
)
_BEGGING = (
    r"ask(?:s|ed|ing)?(?= (?!about)\w)",
    "request(?:s|ed|ing)?",
    "beg(?:s|ged)?",
    "urge[sd]?",
    "appealed (?:to|for)",
    "call(?:s|ed)? (?:upon|for)",
    "press(?:es|ed)? for",
    "demand(?:s|ed)?",
    "entreat(?:s|ed)?",
)
_POLITE = (
    "(?:could|can|would|will) you",
    "be so kind",
    "would (?:you )?(?:be )?(?:appreciate|grateful if|glad if)",
    "would it be possible",
)
_WANTING = (
    (
        "(?:would like|wish(?:es|ed)?|desire[sd]?|want(?:s|ed)?) (?:to (?:have|obtain|receive|get|buy|purchase|borrow"
        "|be (?:given|granted|supplied))|you to|the)"
    ),
    "need(?:s|ed)?(?! to|less)",
    "in (?:urgent |great )?need of",
    (
        r"hope[sd]?(?= (?:that )?(?:\w+ ){1,5}(?:would|will|can|could|may|might) (?:\w+ ){0,3}"
        rf"(?:{_GIVING}|agree|consent))"
    ),
)
_PROPOSALS = ("propose[sd]?(?! to)", "suggest(?:s|ed)?", "recommend(?:s|ed)?")

FRAMES = Frames(
    (
        _frame("thanks", "thank", "than grat appr", _THANKS, checks.positive),
        _frame("consequence", "threat", "cons take held hold bear choi alte reta", _CONSEQUENCES, checks.threatens),
        _frame("reminder", "remind", "remi agai more repe reit", _REMINDERS, checks.positive, 2),
        _frame("still-missing", "remind", "not stil", _MISSING, checks.missing, 2),
        _frame(
            "under-way",
            "report-delivery",
            "deli ship supp hand turn unlo repa paid arri way",
            _UNDER_WAY,
            checks.arrived,
            2,
        ),
        _frame("rejection", "reject", "reje acce unac oppo", _REJECTIONS, checks.refuses, 2),
        _frame("refusal", "refuse", "refu decl cann can coul unab not won unwi", _REFUSALS, checks.refuses, 2),
        _frame(
            "answer-yes",
            "grant",
            "yes cert cour very agre all glad",
            ("^(?:yes|certainly|of course|very well|agreed|all right|gladly)$",),
            lambda s, m: s.turn and s.answer and not s.question,
        ),
        _frame("assures", "assurance", "assu guar", _ASSURANCES, checks.promises, 2),
        _frame("agree", "grant", "agre cons appr acce welc", _AGREEMENTS, checks.agrees, 2),
        _frame("promises", "promise", "prom pled unde comm vow vows vowe", _PROMISES, checks.promises, 2),
        _frame(
            "offer",
            "promise",
            "will shal woul read prep glad happ inte can coul deci offe able goin",
            _OFFERS,
            checks.commits,
        ),
        _frame(
            "beg",
            "request",
            "ask aske asks aski requ beg begs begg urge appe call pres dema entr",
            _BEGGING,
            checks.asks,
            2,
        ),
        _frame("please", "request", "plea kind", ("^(?:and |so |therefore )?(?:please|kindly)",), checks.pleads),
        _frame("polite-question", "request", "coul can woul will kind", _POLITE, checks.polite),
        _frame("want", "request", "woul wish desi want need hope", _WANTING, checks.hopes),
        _frame("propose", "propose", "prop sugg reco", _PROPOSALS, checks.asks, 2),
    )
)
