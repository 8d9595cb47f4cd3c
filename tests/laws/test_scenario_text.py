"""Laws of the scenario text."""

from __future__ import annotations

from hypothesis import given, settings
from support.scenarios import scenarios


@settings(max_examples=100, deadline=None)
@given(scenarios())
def test_random_scenarios_are_read_whole(scenario):
    assert scenario.case == "random"
    assert scenario.place is not None
