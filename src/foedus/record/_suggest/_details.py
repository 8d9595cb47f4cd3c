"""What an act is about: its object, amount and deadline, and the finer act where the words leave it open."""

from __future__ import annotations

import re

from .._dates import find_dates
from ._amounts import find_amounts

LONGEST = 60
"""Letters of an object."""

_URGENT = re.compile(
    "尽快|尽早|立即|立刻|即刻|马上|迅速|火速|日内|近日|近期内|最近几天|(?:不迟于|至迟于?|最迟).{1,10}?(?:月|天|日|前)|[一二两三四五六七八九十\\d]{1,3}个?(?:月|天|周"
    "|星期|年)[之以]?内|(?:今|明|本|去)年(?:[上下]半年|年?底|年?内)?"
    r"|\bas soon as possible\b|\bat once\b|\bimmediately\b|\bwithout delay\b|\bpromptly\b"
    r"|\bwithin (?:\w+ ){1,3}(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_EDGE = " ，,。；;：:、\n\r\t“”\"'"
_LEAD = re.compile("^(?:了|过|着|一下|我们?|您|你们?|贵方|他们?)+")
_TAKEN = re.compile("[把将](?P<object>[^，。；]{2,40})$")


def object_of(before: str, after: str, more: str) -> str:
    """Return what an act is about: what follows its verb, else what 把 or 将 puts before it, else what comes next."""
    after = _LEAD.sub("", after).strip(_EDGE)
    if len(after) >= 2:
        return after[:LONGEST]
    taken = _TAKEN.search(before)
    if taken:
        return taken["object"].strip(_EDGE)[:LONGEST]
    return (more or re.sub("^(?:关于|对于|对|至于|这|此)", "", before)).strip(_EDGE)[:LONGEST]


def quantity_of(text: str) -> tuple[str, str]:
    """Return the amounts of a passage and their units; several are joined by semicolons.

    >>> quantity_of("全部供给2个师和12个营使用的武器")
    ('2;12', '师;营')
    """
    amounts = find_amounts(text)
    return ";".join(each.quantity for each in amounts), ";".join(each.unit for each in amounts)


def deadline_of(text: str, *, base: str) -> str:
    """Return the date by which something is to be done as EDTF, else the words that say how soon.

    >>> deadline_of("我们决定于7月10日前完全满足申请", base="1950-07-01"), deadline_of("应当尽快派出代表", base="")
    ('../1950-07-10', '尽快')
    """
    if not any(mark in text for mark in "年月日号天周") and not re.search(r"\d|\b[A-Z]", text):
        urgent = _URGENT.search(text)
        return urgent[0] if urgent else ""
    dates = find_dates(text, base=base)
    if dates:
        return dates[0].edtf
    urgent = _URGENT.search(text)
    return urgent[0] if urgent else ""


_PLAN = re.compile(
    "建议|提议|意见|方案|倡议|条件|主张|草案|来访|前来|会晤|会见|欢迎|接见|接待|交谈|做法|作法|看法"
    "|proposal|suggestion|initiative|invitation|plan\\b|terms"
)
_DECIDED = re.compile("决定|可以|同意|允许|准许|能(?:够)?|满足|赠送|供应|调拨|接受")


def finer(act: str, *, rule: str, text: str, condition: str, answers: bool) -> str:
    """Return the act as the words around it make it: given in answer a grant, under a condition conditional."""
    if act not in ("promise", "grant", "accept"):
        return act
    if condition:
        return "conditional"
    if rule == "agree" and _PLAN.search(text):
        return "accept"
    if rule == "offer" and answers and _DECIDED.search(text):
        return "grant"
    return act
