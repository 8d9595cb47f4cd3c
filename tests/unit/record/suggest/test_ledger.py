"""Suggestions against ledgers: one of our own, always, and the analyst's where it is at hand."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from foedus.record._copy import ReadingCopy
from foedus.record._reading import DocumentRead
from foedus.record._suggest import suggest

ROOT = Path(__file__).resolve().parents[4]

MINUTES = """卡罗：河上的桥被冲毁了，军队过不去。我们请求贵国借给我们十二艘渡船，期限为三个月。
莫里斯：十二艘做不到，我们自己也缺船。不过我们可以在六月十日以前提供五艘。
卡罗：感谢您的帮助。渡船的租金我们将于秋后付清，每艘每月300元。
莫里斯：租金的事以后再谈。我们希望贵国能在边境释放被扣的四名领航员。
卡罗：这个问题需要研究一下。
莫里斯：如果领航员得到释放，我们愿意再派两名工程师帮助修桥。
卡罗：天气会变冷，河水也在下降。
莫里斯：去年的两批粮食已全部运到，此事不必再提。请转告您的政府，多谢款待。
"""
"""Invented: two officials talk about ferries."""
LEDGER = [
    ("request", "借给我们十二艘渡船", "卡罗"),
    ("refuse", "十二艘做不到", "莫里斯"),
    ("grant", "提供五艘", "莫里斯"),
    ("thank", "感谢您的帮助", "卡罗"),
    ("promise", "秋后付清", "卡罗"),
    ("request", "释放被扣的四名领航员", "莫里斯"),
    ("conditional", "需要研究一下", "卡罗"),
    ("conditional", "再派两名工程师", "莫里斯"),
    ("report-delivery", "两批粮食已全部运到", "莫里斯"),
]


@pytest.fixture(scope="module")
def scoring() -> ModuleType:
    place = importlib.util.spec_from_file_location("suggestions_benchmark", ROOT / "benchmarks" / "suggestions.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    sys.modules[place.name] = module
    place.loader.exec_module(module)
    return module


def test_a_ledger_of_our_own(scoring: ModuleType) -> None:
    document = DocumentRead(
        "m", "", "conversation", 0, len(MINUTES), date="1926-05-03", sender="莫里斯", recipient="卡罗"
    )
    offered = suggest(ReadingCopy.of(MINUTES), document)
    rows = [
        scoring.Row("m", act, who, "", MINUTES.index(words), MINUTES.index(words) + len(words))
        for act, words, who in LEDGER
    ]
    scored = scoring.score(rows, offered)
    assert scored["precision"] >= 0.75, [(each.act, each.quote) for each in offered]
    assert scored["recall"] >= 0.65, [(each.act, each.quote) for each in offered]
    assert scored["speaker"] == 1.0


def test_a_match_counts_once(scoring: ModuleType) -> None:
    document = DocumentRead("m", "", "letter", 0, 20, sender="甲", recipient="乙")
    (found,) = suggest(ReadingCopy.of("我们可以提供渡船。"), document)
    row = scoring.Row("m", "grant", "甲", "", 0, 4)
    assert len(scoring.pair([row], [found, found])) == 1
    assert len(scoring.pair([row, row], [found])) == 1
    assert scoring.pair([scoring.Row("m", "refuse", "甲", "", 0, 4)], [found]) == []
    assert scoring.pair([scoring.Row("n", "grant", "甲", "", 0, 4)], [found]) == []
    assert scoring.pair([scoring.Row("m", "grant", "甲", "", 8, 9)], [found]) == []


def test_the_ledger_of_the_book(scoring: ModuleType) -> None:
    if not scoring.BOOK.exists():
        pytest.skip("../shared is not here")
    copy, documents = scoring.documents()
    offered = [suggestion for document in documents for suggestion in suggest(copy, document)]
    scored = scoring.score(scoring.ledger(), offered)
    assert scored["precision"] >= 0.75
    assert scored["recall"] >= 0.65
    for each in offered:
        assert copy.source[each.start : each.end] == each.quote
