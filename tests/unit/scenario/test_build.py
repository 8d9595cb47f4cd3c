"""The builder gives the same object as the text, and the same mistakes."""

from __future__ import annotations

import pytest

from foedus._core import CaseError, Label
from foedus.scenario import Interval, ScenarioBuilder, Stages, parse_expression
from support.scenarios import PRIVATE, PROMISE, read


def test_the_promise_built_in_python_is_the_promise_read():
    built = (
        ScenarioBuilder.begin(
            "promise",
            planner="leaver",
            advises="leaver.resolute",
            title=Label("A withdrawal with a declared return", "声明可返回的撤离"),
            question={"en": "Should the line be drawn clearly?", "zh": "红线应当画清楚吗？"},
        )
        .actor(
            "leaver",
            label=Label("the power that leaves", "撤离方"),
            types={"resolute": "likely", "weary": "rest"},
            because="c-resolve",
        )
        .actor("rival", types={"content": Interval(0.5, 0.75), "tester": "rest"})
        .actor("host")
        .audience("world", judges="leaver.resolute", at="opinion_poll", steps=5)
        .fact("answer", ["undeclared", "vague", "clear"])
        .fact("units", "2..0")
        .fact("crossed", ["no", "yes"])
        .fact("returned", ["no", "yes"])
        .stage(
            "declaration",
            by="leaver",
            window="1958-02",
            moves={
                "silent": "",
                "vaguely": "answer = vague",
                "clearly": {"do": "answer = clear", "label": Label("say it clearly", "明说"), "because": "c-clear"},
            },
        )
        .stage("opinion_poll", by="world")
        .repeat(
            Stages()
            .stage(
                "leave",
                by="leaver",
                window=["1958-03", "1958-10"],
                moves={"go": {"do": "units -= 1", "when": "units > 0"}, "hold": None},
            )
            .stage("test", by="rival", when="units < 2", moves={"wait": "", "cross": "crossed = yes"}),
            rounds=2,
            until="crossed == yes",
            discount="0.9..0.99",
        )
        .stage(
            "response",
            by="leaver",
            when=parse_expression("crossed == yes"),
            moves={"come_back": "returned = yes", "stay_away": ""},
        )
        .commitment(
            "return_if_crossed",
            by="leaver",
            to="host",
            form="joint public",
            condition="crossed == yes and answer != undeclared",
            then=["come_back"],
            breach="breach_cost",
            because="c-clear",
        )
        .outcome("war", "returned == yes")
        .outcome("lost", "crossed == yes")
        .outcome("gone", "units == 0")
        .outcome("standoff", "otherwise")
        .prefer("leaver", "gone > standoff > lost")
        .prefer("leaver.resolute", "war > lost", because="c-resolve")
        .prefer("leaver.weary", "lost > war")
        .prefer("rival.content", "gone > standoff > lost > war")
        .prefer("rival.tester", "lost > gone", because=["c-tester"])
        .prefer("rival.tester", "gone > standoff > war")
        .consideration(
            "garrison",
            of="leaver",
            per="units",
            each="round",
            range=Interval(-0.05, -0.01),
            neutral="-0.1..0",
            because="c-garrison",
        )
        .consideration("standing", of="leaver", per="opinion(leaver.resolute)", range="0..0.3")
        .consideration("breach_cost", of="leaver", per="breached(return_if_crossed)", range="-0.4..-0.05")
        .claim("c-resolve", {"en": "It would come back.", "zh": "它会回来。"}, supports=["letter-1958-01-24#5"])
        .claim(
            "c-clear",
            "The line was declared.",
            supports=["statement-1958-02-19#3"],
            against=["letter-1958-01-24#6"],
        )
        .claim("c-tester", "Some would test it.", supports="estimate-1956")
        .claim("c-garrison", "Staying costs.", supports="letter-1958-01-24#2")
        .plan("drawn_clearly", {"declaration": "clearly"})
        .plan("left_vague", {"declaration": "vaguely"})
        .plan("unsaid", {"declaration": "silent"})
        .happened("gone", plan="drawn_clearly")
        .build()
    )
    assert built == read(PROMISE)
    assert built.place is None
    assert built.actors[0].place is None
    assert built.preferences[0].relations[0].place is None


def test_groups_beliefs_joint_priors_and_conjectures_can_be_built():
    whole = read(PRIVATE)
    builder = (
        ScenarioBuilder.begin("x", planner="a")
        .actor("a", types={"kind": "even", "sly": "rest"})
        .actor("b", types={"strong": 0.3, "weak": 0.7})
        .belief("b", about="a", types={"kind": "0.2..0.4", "sly": "rest"}, because="c-doubt")
        .joint({"a": "kind", "b": "strong"}, p="0.1..0.2")
        .joint({"a": "sly", "b": "weak"}, p="rest")
        .together(
            Stages().stage("step", by="a", moves={"l": "", "r": ""}).stage("guess", by="b", seen_by=[], moves={"l": ""})
        )
        .outcome("end", "otherwise")
        .plan("one", {"step": "l"})
        .plan("two", {"step": "r"})
        .conjecture({"one": 2, "two": 0.5})
        .words({"even": Interval(0.4, 0.6)})
    )
    scenario = builder.build()
    assert scenario.beliefs[0].types == whole.beliefs[0].types
    assert scenario.joint[0].prior == whole.joint[0].prior
    assert scenario.steps[0].stages[1].seen_by == ()
    assert scenario.conjecture == (("one", 2.0), ("two", 0.5))
    assert scenario.actors[0].types[0].prior.interval == Interval(0.4, 0.6)
    assert scenario.actors[1].types[0].prior.text == "0.3"


def test_a_builder_is_never_changed():
    start = ScenarioBuilder.begin("x", planner="a").actor("a")
    start.actor("b").fact("f", ["p", "q"])
    assert set(start.parts["actors"]) == {"a"}
    assert "facts" not in start.parts


def test_all_mistakes_are_told_when_building():
    builder = (
        ScenarioBuilder.begin("x", planner="a").actor("a").actor("a").fact("f", "3..x")
        .stage("s", by="a", moves={"go": "f == 1"}).outcome("end", "otherwise")
    )  # fmt: skip
    with pytest.raises(CaseError) as caught:
        builder.build()
    assert [finding.code for finding in caught.value.diagnostics] == ["duplicate-name", "bad-values", "bad-expression"]
    assert all(finding.where is None for finding in caught.value.diagnostics)


def test_a_truth_value_is_no_text():
    with pytest.raises(TypeError, match="write 'yes' or 'no'"):
        ScenarioBuilder.begin("x", planner="a").fact("f", [True, False])
