"""Laws of the scenario text: reading and printing are inverse, for whole cases and for expressions."""

from __future__ import annotations

import json
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from foedus._core import Label
from foedus.scenario import (
    Binary,
    Call,
    Interval,
    Member,
    Name,
    Number,
    Scenario,
    ScenarioBuilder,
    Unary,
    parse_expression,
    patch_text,
    plain_scenario,
    print_expression,
    print_scenario,
    read_scenario,
    remove,
    scenario_schema,
)
from support.scenarios import SAMPLES, read, scenarios, texts

names = st.sampled_from(["fact", "stage_1", "go", "round", "x"])
numbers = st.builds(Number, st.integers(0, 999).map(float) | st.sampled_from([0.5, 0.25, 1e-7]))
values = st.lists(st.builds(Name, names) | numbers | st.just(Number(-2.0)), min_size=1, max_size=3).map(tuple)
calls = st.builds(Call, st.sampled_from(["type", "breached", "kept"]), names) | st.just(Call("opinion", "a.hard"))
operators = st.sampled_from(["and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*"])
expressions = st.recursive(
    st.builds(Name, names) | numbers | calls,
    lambda inner: st.one_of(
        st.builds(Binary, operators, inner, inner),
        st.builds(Unary, st.sampled_from(["not", "-"]), inner),
        st.builds(Member, inner, values),
    ),
    max_leaves=20,
)
said = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(lambda text: not text or text.strip())


@given(expressions)
def test_reading_a_printed_expression_gives_it_back(expression):
    assert parse_expression(print_expression(expression)) == expression


@settings(max_examples=150, deadline=None)
@given(scenarios())
def test_reading_a_printed_scenario_gives_it_back(scenario):
    printed = print_scenario(scenario)
    assert read(printed) == scenario
    assert print_scenario(read(printed)) == printed


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_survive_printing(name):
    scenario = read(SAMPLES[name])
    assert read(print_scenario(scenario)) == scenario


@given(said, said)
def test_any_words_survive_printing(english, chinese):
    assume(english or chinese)
    case = ScenarioBuilder.begin("x", planner="a").actor("a").outcome("end", "otherwise")
    builder = case.stage("s", by="a", moves={"go": {"label": {"en": english, "zh": chinese}}})
    scenario = builder.claim("c", {"en": english, "zh": chinese}).build()
    assert scenario.claims[0].says == Label(english, chinese)
    assert read(print_scenario(scenario)) == scenario


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_a_builder_that_holds_a_scenario_builds_it(scenario):
    assert ScenarioBuilder.of(scenario).build() == scenario


@settings(max_examples=60, deadline=None)
@given(texts())
def test_the_schema_admits_what_the_parser_reads(text):
    validator = Draft202012Validator(scenario_schema())
    validator.validate(json.loads(text))
    validator.validate(plain_scenario(read(text)))


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_every_part_knows_its_place(scenario):
    text = print_scenario(scenario)
    again = read(text)
    for part in (*again.actors, *again.facts, *again.outcomes, *again.considerations, *again.plans):
        assert text[part.place.start : part.place.end].startswith(f"{part.id}:")
        assert text[: part.place.start].count("\n") + 1 == part.place.line
        assert part.place.start - (text.rfind("\n", 0, part.place.start) + 1) + 1 == part.place.column
    for preference in again.preferences:
        for relation in preference.relations:
            sign = "=" if relation.equal else ">"
            written = text[relation.place.start : relation.place.end]
            assert written == f"{relation.better} {sign} {relation.worse}"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_make_the_reader_raise(data):
    scenario, found = read_scenario(data, file="case.yaml")
    assert scenario is None
    assert found


_nodes = st.recursive(
    st.sampled_from(["", "~", "a", "a > b", "x = 1", "0.1..0.2", "3..0", "rest", "1e9", "x in {1}", "((", "é", "a.b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["p", "do", "when", "by", "moves", "a", "label", "types", "p p", "repeat", "stages", "en"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(scenario_schema()["properties"])), _nodes)
def test_no_shape_under_any_key_makes_the_reader_raise(key, node):
    plain = {**plain_scenario(read(SAMPLES["promise"])), key: node}
    scenario, found = read_scenario(json.dumps(plain).encode(), file="case.yaml")
    assert isinstance(scenario, Scenario) or found


@given(st.floats(-5, 5), st.floats(0, 5))
def test_ranges_survive_printing(low, width):
    interval = Interval(round(low, 6), round(low + width, 6))
    case = ScenarioBuilder.begin("x", planner="a").actor("a").outcome("end", "otherwise")
    builder = case.stage("s", by="a", moves={"go": ""}).consideration("k", of="a", per="1", range=interval)
    assert read(print_scenario(builder.build())).considerations[0].range == interval


@settings(max_examples=80, deadline=None)
@given(scenarios(), st.data(), st.booleans())
def test_a_patched_text_says_what_the_edit_says(scenario, data, braces):
    parts = [
        *(("consideration", item.id) for item in scenario.considerations),
        *(("commitment", item.id) for item in scenario.commitments),
        *(("audience", actor.id) for actor in scenario.actors if actor.audience),
        *(("plan", plan.id) for plan in scenario.plans),
        *(("move", f"{step.id}.{step.moves[0].id}") for step in scenario.steps[:1]),
    ]
    kind, name = data.draw(st.sampled_from(parts))
    edit = partial(remove, kind=kind, id=name)
    text = json.dumps(plain_scenario(scenario), indent=1) if braces else "# head\n" + print_scenario(scenario)
    patched = patch_text(text, [edit])
    assert read(patched) == edit(scenario)
    assert braces or patched.startswith("# head\n")
