"""Amounts in words and figures of both languages."""

import pytest

from foedus.record._suggest._amounts import MOST, find_amounts
from foedus.record._suggest._details import deadline_of, finer, object_of, quantity_of


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("至少要4,000－5,000万美元", [("40000000-50000000", "美元")]),
        ("哪怕五六个师也好", [("5-6", "师")]),
        ("总值的1／5", [("1/5", "")]),
        ("五分之一", [("1/5", "")]),
        ("百分之二十", [("20", "%")]),
        ("减价25%", [("25", "%")]),
        ("1.4亿卢布", [("140000000", "卢布")]),
        ("76，600人", [("76600", "人")]),
        ("二十八九人", [("28-29", "人")]),
        ("八、九艘船", [("8-9", "艘")]),
        ("三千五百吨", [("3500", "吨")]),
        ("十五个师和2个旅", [("15", "师"), ("2", "旅")]),
        ("9,750万多卢布", [("97500000", "卢布")]),
        ("20至30架", [("20-30", "架")]),
        ("第9个师", []),
        ("一项请求", []),
        ("两三个月", []),
        ("1958年2月5日", []),
        ("we ask for $2.5 million", [("2500000", "$")]),
        ("10 to 12 heavy guns", [("10-12", "heavy guns")]),
        ("1,000 tons of wheat", [("1000", "tons")]),
        ("three divisions by June", [("3", "divisions")]),
        ("20 per cent", [("20", "%")]),
        ("on May 15 he left", []),
        ("one day", []),
    ],
)
def test_amounts(text: str, amounts: list[tuple[str, str]]) -> None:
    assert [(each.quantity, each.unit) for each in find_amounts(text)] == amounts


def test_amounts_stand_where_they_say_and_are_few() -> None:
    text = "提供" + "、".join(f"{number}辆卡车" for number in range(1, 30))
    found = find_amounts(text)
    assert len(found) == MOST
    assert all(text[each.start : each.end].startswith(each.quantity) for each in found)


def test_several_amounts_are_joined() -> None:
    assert quantity_of("2个师、2个坦克旅和12个营") == ("2;2;12", "师;旅;营")
    assert quantity_of("没有数目") == ("", "")


@pytest.mark.parametrize(
    ("text", "deadline"),
    [("应尽快派出代表", "尽快"), ("we need them at once", "at once"), ("于1926年6月交付", "1926-06"), ("渡船很多", "")],
)
def test_deadlines(text: str, deadline: str) -> None:
    assert deadline_of(text, base="1926-05-03") == deadline


def test_an_object_stands_behind_the_verb_or_before_it_after_ba() -> None:
    assert object_of("我们可以", "渡船", "") == "渡船"
    assert object_of("我们决定把十艘渡船", "", "") == "十艘渡船"
    assert object_of("我们恳请您", "", "放行货船") == "放行货船"


def test_a_gift_in_answer_is_a_grant_and_under_a_condition_conditional() -> None:
    told = {"rule": "offer", "text": "我们可以提供渡船", "condition": "", "answers": False}
    assert finer("promise", **told) == "promise"
    assert finer("promise", **(told | {"answers": True})) == "grant"
    assert finer("promise", **(told | {"condition": "如果河水退去"})) == "conditional"
    assert finer("refuse", **(told | {"condition": "如果河水退去"})) == "refuse"
