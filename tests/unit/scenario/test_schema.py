"""The published schema: what the parser takes it takes, and it refuses what is misshapen."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest
from jsonschema import Draft202012Validator

from foedus._core import YamlMapping, YamlNode, YamlScalar, read_yaml
from foedus.scenario import _keys as tables
from foedus.scenario import print_scenario, scenario_schema
from support.scenarios import SAMPLES, read

CASES = Path(__file__).resolve().parents[3] / "src" / "foedus" / "casebook" / "cases"
validator = Draft202012Validator(scenario_schema())


def plain(node: YamlNode):
    if isinstance(node, YamlScalar):
        return node.text
    if isinstance(node, YamlMapping):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items]


def parsed(text: str):
    return plain(read_yaml(text.encode(), file="case.yaml")[0])


def test_it_is_a_schema():
    Draft202012Validator.check_schema(scenario_schema())


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_cases_validate(name):
    validator.validate(parsed(SAMPLES[name]))


@pytest.mark.parametrize("path", sorted(CASES.glob("*/case.yaml")), ids=lambda path: path.parent.name)
def test_bundled_cases_validate_and_survive_printing(path):
    text = path.read_text(encoding="utf-8")
    validator.validate(parsed(text))
    scenario = read(text)
    assert read(print_scenario(scenario)) == scenario


def test_every_kind_of_key_is_described_and_every_description_used():
    found = [table for table in vars(tables).values() if isinstance(table, MappingProxyType)]
    kinds = {key.kind for table in found for key in table.values()}
    assert len(found) == 16
    defined = set(scenario_schema()["$defs"])
    assert kinds <= defined
    assert defined - kinds == {"citation", "group", "relation", "repeat", "stage"}


@pytest.mark.parametrize(
    ("sample", "old", "new"),
    [
        ("entry", "planner: entrant\n", ""),
        ("entry", "planner:", "planer:"),
        ("entry", "by: entrant", "bye: entrant"),
        ("entry", "- enter:\n      by: entrant", "- enter: {by: entrant}\n    other:\n      by: entrant"),
        ("entry", "[shared > alone > ruin]", "[shared < alone]"),
        ("entry", "entered: [no, yes]", "entered: no"),
        ("promise", "rounds: 2", "rounds: many"),
        ("promise", "-0.05..-0.01", "-0.05 to -0.01"),
        ("promise", "zh: 明说", "fr: clair"),
        ("promise", "judges: leaver.resolute", "judges: leaver"),
        ("promise", "window: 1958-02\n", "window: February\n"),
        ("promise", "each: round", "each: stage"),
        ("promise", "[letter-1958-01-24#2]", "[Letter 1958]"),
        ("private", "- step:", "- together:"),
        ("private", "announce: strategic", "announce: maybe"),
        ("private", "other: weak, p: 0.3", "other: weak"),
    ],
)
def test_broken_cases_do_not_validate(sample, old, new):
    text = SAMPLES[sample]
    assert old in text
    assert not validator.is_valid(parsed(text.replace(old, new, 1)))
