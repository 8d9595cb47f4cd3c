"""What expressions are worth in a state."""

from __future__ import annotations

import pytest

from foedus.scenario import parse_expression
from foedus.scenario._evaluate import View, evaluate, no_calls


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n + 2 * 3", 8.0),
        ("-(n - 5)", 3.0),
        ("n * (form == letter)", 2.0),
        ("n * (form != letter)", 0.0),
        ("form == letter and n > 1", 1.0),
        ("form == letter and not n >= 2", 0.0),
        ("n < 2 or n <= 2", 1.0),
        ("form in {note, letter}", 1.0),
        ("n in {0, 1}", 0.0),
        ("n == letter", 0.0),
        ("form", "letter"),
        ("opening == none", 1.0),
        ("type(prc) == weary", 1.0),
    ],
)
def test_expression_has_its_value(text: str, value: float | str) -> None:
    view = View({"n": 2.0, "form": "letter", "opening": "none"}, lambda function, _: {"type": "weary"}[function])
    assert evaluate(parse_expression(text), view) == value


@pytest.mark.parametrize("text", ["form + 1", "form < 2", "not form", "form and n"])
def test_word_where_a_number_is_needed_is_refused(text: str) -> None:
    with pytest.raises(TypeError, match="'letter' is a word"):
        evaluate(parse_expression(text), View({"n": 2.0, "form": "letter"}, no_calls))


def test_call_is_refused_where_there_is_nothing_to_call() -> None:
    with pytest.raises(ValueError, match=r"kept\(word\) has no meaning here"):
        evaluate(parse_expression("kept(word)"), View({}, no_calls))
