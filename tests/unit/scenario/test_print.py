"""The canonical text reads well."""

from __future__ import annotations

from foedus._core import YamlMapping, read_yaml
from foedus.scenario import plain_scenario, print_scenario
from support.scenarios import PRIVATE, PROMISE, read


def test_short_things_stand_on_one_line_and_long_ones_open_up():
    printed = print_scenario(read(PROMISE))
    assert "  rival: {types: {content: 0.5..0.75, tester: rest}}\n" in printed
    assert "  leaver.resolute: [{war > lost: c-resolve}]\n" in printed
    assert "        silent:\n        vaguely: answer = vague\n" in printed
    assert "  standoff: otherwise\n" in printed
    assert "  garrison:\n    of: leaver\n    per: units\n    each: round\n    range: -0.05..-0.01\n" in printed
    assert max(len(line) for line in printed.splitlines()) <= 110


def test_what_needs_quotes_has_them():
    printed = print_scenario(read(PRIVATE))
    assert '{choose: "n in {0, 5, 9}", do: sent = n}' in printed
    assert 'do: "weather = storm, other := weak"' in printed


def test_what_is_the_default_is_left_out():
    printed = print_scenario(read(PROMISE.replace("steps: 5", "steps: 11")))
    assert "steps: 11" not in printed
    assert "announce" not in printed
    assert "seen_by: []" in print_scenario(read(PRIVATE.replace("seen_by: [ally]", "seen_by: []")))


def test_the_plain_data_is_what_the_text_holds():
    scenario = read(PROMISE)
    node, _ = read_yaml(print_scenario(scenario).encode(), file="case.yaml")
    assert isinstance(node, YamlMapping)
    assert [key.text for key, _ in node.entries] == list(plain_scenario(scenario))
