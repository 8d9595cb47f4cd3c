"""Sentences and clauses, and that reading them takes time in proportion to the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.record._copy import ReadingCopy
from foedus.record._reading import DocumentRead
from foedus.record._suggest import suggest
from foedus.record._suggest._clauses import LONGEST, MOST, sentences


def texts(text: str) -> list[list[str]]:
    return [[clause.text for clause in sentence.clauses] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("如你同意，我们可以派人。行吗？", [["如你同意", "我们可以派人"], ["行吗"]]),
        ("他说：“好。”我走了", [["他说", "好"], ["我走了"]]),
        ("共1,000吨，不多", [["共1,000吨", "不多"]]),
        ("一、退兵；二、停火。", [["退兵", "停火"]]),
        ("Mr. Hull said that he agreed. The U.S. Government paid 1,000 tons, and left.",
         [["Mr. Hull said that", "he agreed"], ["The U.S. Government paid 1,000 tons", "and left"]]),
        ("", []),
        ("。。。\n\n", []),
    ],
)  # fmt: skip
def test_sentences_and_clauses(text: str, clauses: list[list[str]]) -> None:
    assert texts(text) == clauses


def test_items_of_a_list_and_questions_are_marked() -> None:
    (first,) = sentences("一、退兵；二、停火？")
    assert [clause.label for clause in first.clauses] == [1, 2]
    assert first.question


@given(st.text(alphabet="我们可以提供。，：；？\n“”一、二A.b 1", max_size=200))
@settings(max_examples=60, deadline=None)
def test_clauses_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert 0 < len(sentence.clauses) <= MOST
        for clause in sentence.clauses:
            assert at <= clause.start <= clause.end <= len(text)
            assert text[clause.start : clause.end] == clause.text
            assert len(clause.text) <= LONGEST
            at = clause.end


@pytest.mark.parametrize(
    "piece",
    [
        "我们可以",
        "请",
        "，如果你们同意，我们将提供十艘渡船",
        "不不不",
        "一二三四",
        "1,000,",
        "the request that we will give ",
        "（",
        "以为",
        "说：",
    ],
)
def test_time_is_in_proportion_to_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        document = DocumentRead("d", "", "letter", 0, len(text), sender="甲", recipient="乙")
        begin = time.process_time()
        suggest(ReadingCopy.of(text), document)
        return time.process_time() - begin

    seconds(1_000)
    small, large = min(seconds(4_000) for _ in range(3)), min(seconds(32_000) for _ in range(2))
    assert large < 24 * small + 0.2
