"""What must hold around an English verb for it to carry its act."""

from __future__ import annotations

import re

from ._frames import Setting

Match = re.Match[str]


def _words(*alternatives: str, end: str = r"\b") -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")" + end, re.IGNORECASE)


_PAPERS = _words(
    r"letters?|telegrams?|messages?|reports?|notes?|cables?|dispatch(?:es)?|instructions?|information|word|cop(?:y|ies)",
    r"text|memorandum|statement|repl(?:y|ies)",
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no longer|nor|neither|hardly|without|cannot|unable to|refuse[sd]? to|fail(?:s|ed)? to)|n['’]t)"
    r"(?: \w+){0,2} $",
    re.IGNORECASE,
)
_NOUN = _words(
    "the|an?|this|that|these|those|your|our|his|her|their|its|my|any|such|of|each|no|further|same|latter|formal|at",
    r"several|early|previous|new|first|recent|his own",
    end=r"\s$",
)
_OTHER = re.compile(r"\b(?:the )?(?:enemy|enemies|opponents?|adversary)\b|\byou\b[^,]{0,12}$", re.IGNORECASE)
_IF = re.compile(
    r"(?:and |but |or |so )?(?:if|unless|should (?:the|you|they|he|it|we)|provided|in case|in the event|on condition"
    r"|as long as|so long as|once|were (?:the|you|they|it)|until|when(?:ever)?)\b",
    re.IGNORECASE,
)
_BOUND = re.compile("[Pp]rovided|[Oo]n |[Ss]ubject")
_THAT = _words("provided that|on condition that|on the understanding that|subject to")
_MINE = _words("I|we|my|our|us|me")
_INFORM = re.compile(
    r"\W*(?:(?:that|you|him|her|them|they|he|me|us|to|be|kindly|please) ){0,3}"
    r"(?:inform|tell|report|convey|transmit|advise|pass"
    r"|communicate|see|refer|note|come|call|meet|discuss|talk|explain|confirm|clarify|comment|join"
    r"|sit|wait|let me know|reply|repeat|let us know|acknowledge|show|deliver the following)\b",
    re.IGNORECASE,
)
_LED = _words(
    r"whether|how|what|why|who|ask(?:ed|s)?|request(?:ed|s)?|urged?|hoped?|hopes|propose[sd]?|suggest(?:ed|s)?|should",
    "must|need|in order|so as|able|if|hope|believes?|believed|expects?|expected|doubts?|doubted",
    "afraid|fear(?:s|ed)?|likely",
    "possib\\w+|think|thinks|thought|indicates?",
    end=r"\b[^,]{0,40}$",
)
_RELATIVE = re.compile(r"(?:which|who|whose|whom|as|what)\b", re.IGNORECASE)
_QUESTION = "whether|if|what|why|how|when|where|who|about|again whether"
_THING = re.compile(
    r"\s(?:that|an?|the|to|this|these|his|her|their|our|your|its|some|another|further|new|\w+ing|I|we|he|she|they|it|you)\b"
)
"""What follows a verb; after *Japanese proposed* a bare word makes it no verb."""
_FACT = re.compile(r"\sthat\s(?:[\w.'’-]+\s){1,8}?(?:is|are|was|were|has|had|might|may)\b")
"""*Suggested that it was so* tells what one thinks, not what one wants."""
_ASIDE = re.compile(
    rf"\W*(?:(?:[\w.'’-]+\s){{0,6}}?(?:{_QUESTION})\b"
    r"|(?:[\w.'’-]+\s){0,3}?(?:for\s)?(?:\w+\s){0,3}?(?:views?|comments?|opinions?"
    r"|reactions?|clarification|information|explanation|advice|instructions)\b"
    r"|(?:[\w.'’-]+\s){1,6}?to\s(?:come|tell|speak|inform|convey|call|see|meet|explain|report|comment|say|mention|bear)\b"
    r"|(?:a |another |this |the )?questions?\b)",
    re.IGNORECASE,
)
"""What is asked is but a question, or what one thinks."""
_SMALL = (
    "The|This|That|These|Those|It|Its|However|In|On|At|As|If|And|But|For|Since|While|When|There|Both|Such|Any|No|Some"
    "|Which|What"
)
"""Words that begin a sentence with a capital and are nobody's name."""
_ADVERB = (
    r"\w+ly|also|then|again|now|must|do|did|does|would|will|shall|have|has|had|can|could|therefore|still|once"
    "|too|in turn"
    r"|(?:would )?like to|wish(?:es|ed)? to|want(?:s|ed)? to|beg to|have the hono\w+ to|am to|prepared(?: to)?|ready to"
    r"|(?:was|were|am|is|are) (?:instructed|directed|authorized|prepared|ready|willing) to"
)
_SUBJECT = re.compile(
    rf"(?:^|[\s(\"“])(?:I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|(?!(?:{_SMALL})\b)[A-Z][\w.'’-]*|[Gg]overnments?|[Mm]inister|[Aa]mbassador)"
    rf"(?:\s\([^)]{{0,20}}\))?(?:\s(?:{_ADVERB})){{0,4}}\s$"
)
"""Somebody who acts stands just before the verb."""
_BASES = frozenset(("request", "demand", "need", "hope", "ask", "urge", "propose", "suggest", "recommend", "beg"))
_SEVERAL = re.compile(
    rf"(?:^|[\s(\"“])(?:I|[Ww]e|[Tt]hey|(?!(?:{_SMALL})\b)[A-Z][\w.-]*s)(?:\s(?:{_ADVERB})){{0,4}}\s$"
    r"|\b(?:will|would|must|shall|to|and|can|do|did)\s(?:\w+ly\s)?$"
)
"""Those a verb without an ending goes with: *ROK request* is a noun."""
_BEING = re.compile(r"\b(?:am|is|are|was|were|be|been)\s(?:\w+ly\s)?$", re.IGNORECASE)
_STATE = re.compile("not |ready|prepared|willing|unwilling|unable|glad|happy|able|going|grateful", re.IGNORECASE)
"""Words that follow *are* and still say what their subject does; after a participle it would be done to him."""
_GOES_ON = re.compile(rf"(?:^|\s)(?:and|but|then|also)(?:\s(?:{_ADVERB})){{0,2}}\s$", re.IGNORECASE)
_IMPERSONAL = re.compile(r"(?:is|are|was|were)\b")
_VIEWS = re.compile(r"\b(?:analysis|assessment|estimate|views?)\W*$", re.IGNORECASE)


def conditional(text: str) -> bool:
    """Tell whether a clause states a condition."""
    return bool(_IF.match(text) or (_BOUND.search(text) and _THAT.search(text)))


def denied(setting: Setting, match: Match) -> bool:
    """Whether a negation stands before the verb."""
    return bool(_NOT.search(setting.text, max(0, match.start() - 40), match.start()))


def positive(setting: Setting, match: Match) -> bool:
    """Whether the clause states something; in an account of others only what the writer says of himself."""
    if setting.question or denied(setting, match) or _IF.match(setting.text):
        return False
    return not setting.account or bool(_MINE.search(setting.text))


def verbal(setting: Setting, match: Match) -> bool:
    """Whether a word that may be a noun is used as a verb, in a main clause."""
    if _NOUN.search(setting.text, max(0, match.start() - 12), match.start()) or _RELATIVE.match(setting.text):
        return False
    after = setting.text[match.end() :]
    return positive(setting, match) and not re.match(r"\s*(?:of|by|was|is|were|are|had|has)\b", after)


def acted(setting: Setting, match: Match) -> bool:
    """Whether the verb has one who acts just before it: no infinitive, no participle, no noun."""
    before = setting.text[: match.start()]
    if _STATE.match(match[0]):
        before = _BEING.sub("", before)
    if not before.strip():
        return bool(setting.before) and match[0].lower().endswith("ed")
    return bool(_SUBJECT.search(before[-70:]) or _GOES_ON.search(before[-40:]))


def spoken_for(setting: Setting, match: Match) -> bool:
    """Whether the subject is one who may speak here: not the other side, and in a letter *I*, *we* or a government."""
    before = setting.text[: match.start()]
    if _OTHER.search(before[-40:]) or _LED.search(before):
        return False
    return setting.spoken or bool(_MINE.search(before)) or bool(re.search(r"\bGovernment\b|^\W*$", before))


def commits(setting: Setting, match: Match) -> bool:
    """Somebody who may speak says what he will do."""
    if setting.opinion or _RELATIVE.match(setting.text) or re.search(r"\b(?:not|never)\b|n['’]t", match[0]):
        return False
    return positive(setting, match) and acted(setting, match) and spoken_for(setting, match)


def promises(setting: Setting, match: Match) -> bool:
    """A verb of promising with a subject who may speak."""
    return verbal(setting, match) and acted(setting, match) and spoken_for(setting, match)


def arrived(setting: Setting, match: Match) -> bool:
    """Goods have come or gone, not papers."""
    if re.search(r"\b(?:would|should|could|might|may|must)\s$", setting.text[: match.start()]):
        return False
    return positive(setting, match) and not _PAPERS.search(setting.text) and not _OTHER.search(setting.text)


def missing(setting: Setting, match: Match) -> bool:
    """Something due has not come, and it is more than an answer."""
    return not setting.question and not _PAPERS.search(setting.text) and not setting.account


def refuses(setting: Setting, match: Match) -> bool:
    """Somebody will not."""
    if setting.question or _IF.match(setting.text) or (setting.account and not _MINE.search(setting.text)):
        return False
    before = setting.text[: match.start()]
    if _OTHER.search(before[-40:]) or _RELATIVE.match(setting.text):
        return False
    if re.search(r"\bif\b", before, re.IGNORECASE) or not spoken_for(setting, match):
        return False
    return (
        (_IMPERSONAL.match(match[0]) is not None or acted(setting, match))
        and not _NOT.search(before[-24:])
        and not re.search(r"\b(?:hope|trust)\b", before)
    )


def agrees(setting: Setting, match: Match) -> bool:
    """Somebody agrees to something, not with a view."""
    if (
        not verbal(setting, match)
        or not acted(setting, match)
        or _LED.search(setting.text[: match.start()])
        or _VIEWS.search(setting.text)
    ):
        return False
    return spoken_for(setting, match) or setting.turn


def asks(setting: Setting, match: Match) -> bool:
    """Somebody asks for something that is more than an answer."""
    if not verbal(setting, match) or not acted(setting, match):
        return False
    before, after = setting.text[: match.start()], setting.text[match.end() :] or setting.after
    word = match[0].lower()
    if (word == "proposed" and not _THING.match(after)) or (word in _BASES and not _SEVERAL.search(before[-70:])):
        return False
    if _FACT.match(after) or not after.strip() or re.search(r"\b(?:when|fact that)\b", before):
        return False
    return not _ASIDE.match(after) and not _OTHER.search(before[-24:]) and not _INFORM.match(after)


def hopes(setting: Setting, match: Match) -> bool:
    """A wish of one who may speak."""
    return asks(setting, match) and spoken_for(setting, match)


def polite(setting: Setting, match: Match) -> bool:
    """*Could you*, for more than an answer."""
    return (
        not denied(setting, match)
        and not _ASIDE.match(setting.text[match.end() :])
        and not _INFORM.match(setting.text[match.end() :])
    )


def pleads(setting: Setting, match: Match) -> bool:
    """*Please*, for more than an answer."""
    return len(setting.text) > match.end() + 3 and not _INFORM.match(setting.text[match.end() :])


def threatens(setting: Setting, match: Match) -> bool:
    """A consequence under a condition, or after a warning."""
    if setting.question or denied(setting, match):
        return False
    return setting.condition or "warn" in (setting.before + setting.text).lower()
