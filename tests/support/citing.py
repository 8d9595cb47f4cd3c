"""Small records to cite from, written for the tests."""

from __future__ import annotations

from pathlib import Path

from foedus._core import Label
from foedus.record import Anchor, Calendar, Document, Fingerprint, Passage, SourceText, anchor_citations, fingerprint

ENGLISH = """The envoy of the northern court wrote twice that winter. In the first letter he asked that the garrison
leave before the spring thaw; in the second he asked only that it leave in three parts, each after a harvest fair.
His host read both letters aloud, kept silent for a while, and answered that
a guest who names the day of his own departure is never thrown out.
Number 40,000 of the rolls would go first, and the fords would be watched from afar.
"""

CHINESE = """北方使者那年冬天写了两封信。第一封请求驻军在春天化冻以前离开；第二封只请求分三批离开，每一批都等到一次秋收
集市之后。主人把两封信都念了一遍，沉默良久，回答说：自己说出归期的客人，从来不会被人赶走。名册上的40000人先走，渡口则由远处看守。
"""


def source(text: str, name: str = "copy.txt") -> SourceText:
    return SourceText(Path(name), text, "utf-8")


def mark(text: str, quotation: str) -> Fingerprint:
    """The fingerprint of *quotation*, which stands once in *text*."""
    whole = source(text).folded
    letters = whole.text(0, len(whole))
    sought = source(quotation).folded
    wanted = sought.text(0, len(sought))
    assert letters.count(wanted) == 1
    first = letters.find(wanted)
    return fingerprint(whole, first, first + len(wanted))


def calendar(*marks: Fingerprint | None) -> Calendar:
    passages = tuple(Passage(str(number), Label("a passage"), each) for number, each in enumerate(marks, 1))
    return Calendar((Document("letter", Label("A letter"), "letter", None, passages=passages),))


def anchor(each: Fingerprint | None, *texts: str) -> Anchor:
    """Where one citation stands in copies of the given texts."""
    (found,) = anchor_citations(calendar(each), [source(text, f"{n}.txt") for n, text in enumerate(texts)])
    return found
