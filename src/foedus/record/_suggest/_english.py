"""Frames of English: verbs with their modality, polarity and person."""

from __future__ import annotations

import re

from . import _english_checks as checks
from ._english_checks import conditional
from ._frames import Check, Frame

__all__ = ["FRAMES", "LISTING", "conditional"]

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


def _frame(rule: str, act: str, patterns: tuple[str, ...], holds: Check, weight: int = 1) -> Frame:
    return Frame(rule, act, re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE), holds, weight)


_THANKS = (
    "thank(?:s|ed)?",
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

FRAMES: tuple[Frame, ...] = (
    _frame("thanks", "thank", _THANKS, checks.positive),
    _frame("consequence", "threat", _CONSEQUENCES, checks.threatens),
    _frame("reminder", "remind", _REMINDERS, checks.positive, 2),
    _frame("still-missing", "remind", _MISSING, checks.missing, 2),
    _frame("under-way", "report-delivery", _UNDER_WAY, checks.arrived, 2),
    _frame("rejection", "reject", _REJECTIONS, checks.refuses, 2),
    _frame("refusal", "refuse", _REFUSALS, checks.refuses, 2),
    _frame(
        "answer-yes",
        "grant",
        ("^(?:yes|certainly|of course|very well|agreed|all right|gladly)$",),
        lambda s, m: s.turn and s.answer and not s.question,
    ),
    _frame("assures", "assurance", _ASSURANCES, checks.promises, 2),
    _frame("agree", "grant", _AGREEMENTS, checks.agrees, 2),
    _frame("promises", "promise", _PROMISES, checks.promises, 2),
    _frame("offer", "promise", _OFFERS, checks.commits),
    _frame("beg", "request", _BEGGING, checks.asks, 2),
    _frame("please", "request", ("^(?:and |so |therefore )?(?:please|kindly)",), checks.pleads),
    _frame("polite-question", "request", _POLITE, checks.polite),
    _frame("want", "request", _WANTING, checks.hopes),
    _frame("propose", "propose", _PROPOSALS, checks.asks, 2),
)
