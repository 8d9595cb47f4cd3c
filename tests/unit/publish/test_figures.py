"""Figures: well-formed, escaped, the same every time, and true to their numbers."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from foedus.publish._figures import (
    Bar,
    Duty,
    Happening,
    Letter,
    OutcomeBar,
    RegretDot,
    TreeRow,
    correspondence,
    measure,
    outcome_bars,
    play_tree,
    regret_dots,
    timeline,
    tornado,
    wrap,
)

HOSTILE = "<script>alert(1)</script>\"'&"
NAMES = {"name": "f", "title": HOSTILE, "description": HOSTILE}


def drawings(text: str, width: float) -> dict[str, str]:
    day = dt.date(1958, 4, 25)
    return {
        "regret": regret_dots(
            [RegretDot(text, True, 0.03, 0.02, 0.04, 0.8)], width=width, regret=text, share=text, **NAMES
        ),
        "outcomes": outcome_bars([OutcomeBar(text, True, ((1, 0.25), (2, 0.75)))], width=width, **NAMES),
        "tornado": tornado([Bar(text, 1, True, 0.01, -0.02)], base=0.03, width=width, axis=text, zero=text, **NAMES),
        "timeline": timeline(
            [Duty(text, True, day, dt.date(1958, 4, 30), True, (Happening(day, False, text),))],
            width=width, months=[text] * 12, **NAMES,
        ),
        "letters": correspondence([Letter(1, text, text, "B"), Letter(2, text, "B", "")], **NAMES),
        "tree": play_tree(
            [
                TreeRow("decision", -1, True, 1.0, text, text, 0.9, ((text, 0.5),)),
                TreeRow("end", 0, True, 0.9, "", text, -1),
            ],
            width=width, **NAMES,
        ),
    }  # fmt: skip


@pytest.mark.parametrize("width", [340, 760])
def test_hostile_texts_stay_text(width: float) -> None:
    for drawing in drawings(HOSTILE, width).values():
        root = ET.fromstring(drawing)  # noqa: S314
        assert not [node for node in root.iter() if node.tag == "script"]
        assert "<script" not in drawing


@pytest.mark.parametrize("width", [340, 760])
def test_figures_name_themselves_and_repeat_exactly(width: float) -> None:
    first, second = drawings("A plan", width), drawings("A plan", width)
    assert first == second
    for drawing in first.values():
        root = ET.fromstring(drawing)  # noqa: S314
        assert root.get("role") == "img"
        assert root.find("title") is not None
        assert root.find("desc") is not None
        assert root.get("aria-labelledby") == "f-t f-d"
        assert "style=" not in drawing


def test_bars_are_as_long_as_their_shares() -> None:
    root = ET.fromstring(drawings("A", 760)["outcomes"])  # noqa: S314
    lengths = [float(node.get("width", "0")) + 1 for node in root.iter("rect")]
    assert lengths[1] / lengths[0] == pytest.approx(3, rel=0.01)


def test_a_reversal_across_zero_is_drawn_across_zero() -> None:
    root = ET.fromstring(drawings("A", 760)["tornado"])  # noqa: S314
    zero = next(float(n.get("x1", "0")) for n in root.iter("line") if n.get("class") == "axis")
    bar = next(n for n in root.iter("rect") if n.get("class") == "bar hinge")
    start = float(bar.get("x", "0"))
    assert start < zero < start + float(bar.get("width", "0"))


def test_nothing_to_draw_is_nothing() -> None:
    assert timeline([], width=760, months=["x"] * 12, **NAMES) == ""
    assert play_tree([], width=760, **NAMES) == ""
    assert correspondence([], **NAMES) == ""


def test_lines_are_broken_between_characters_and_never_before_a_comma() -> None:
    lines = wrap("中国人民志愿军，撤出朝鲜。", size=10, width=70)
    assert "".join(lines) == "中国人民志愿军，撤出朝鲜。"
    assert all(line[0] not in "，。" for line in lines)
    assert all(measure(line, 10) <= 85 for line in lines)


def test_too_many_lines_end_in_an_ellipsis() -> None:
    assert wrap("one two three four", size=10, width=40, most=1) == ["one tw…"]
