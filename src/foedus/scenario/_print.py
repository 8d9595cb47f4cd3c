"""Print a scenario as canonical text: the same scenario always gives the same text, and reading it gives it back.

A mapping or list stands on one line where it is short and shallow, else one entry a line. Comments are not part of
the model; to keep them, patch the text instead (``patch_text``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ._model import Scenario
from ._plain import Plain, plain_scenario

_WIDTH = 100
_DEEPEST = 2
"""Mappings and lists within each other on one line."""

_SECTIONS = frozenset({
    "actors", "beliefs", "joint", "facts", "stages", "commitments", "outcomes", "preferences", "considerations",
    "claims", "plans",
})  # fmt: skip
"""Parts of the case with one entry a line however short they are."""


def print_scenario(scenario: Scenario) -> str:
    r"""Return the canonical text of *scenario*.

    >>> from foedus.scenario import read_scenario
    >>> text = "case: x\nplanner: a\nactors: {a: {}}\nstages: [{s: {by: a, moves: {go: , stay: }}}]"
    >>> scenario, _ = read_scenario(f"{text}\noutcomes: {{end: otherwise}}".encode(), file="case.yaml")
    >>> print(print_scenario(scenario), end="")
    case: x
    planner: a
    actors:
      a: {}
    stages:
      - s: {by: a, moves: {go: ~, stay: ~}}
    outcomes:
      end: otherwise
    """
    lines: list[str] = []
    for key, value in plain_scenario(scenario).items():
        lines += _entry(key, value, indent=0, open_up=key in _SECTIONS)
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Plain, *, indent: int, open_up: bool = False) -> list[str]:
    head = f"{' ' * indent}{scalar_text(key)}:"
    if isinstance(value, str):
        return [f"{head} {scalar_text(value, flow=False)}" if value else head]
    flow = flow_text(value)
    open_up = open_up or (key == "moves" and _depth(value) > 1)
    fits = _depth(value) <= _DEEPEST and len(head) + 1 + len(flow) <= _WIDTH
    if not value or (fits and not open_up):
        return [f"{head} {flow}"]
    return [head, *_block(value, indent=indent + 2)]


def _block(value: Plain, *, indent: int) -> list[str]:
    if isinstance(value, Mapping):
        return [line for key, inner in value.items() for line in _entry(key, inner, indent=indent)]
    lines: list[str] = []
    dash = " " * indent + "- "
    for item in value:
        if isinstance(item, str):
            lines.append(dash + scalar_text(item, flow=False))
        elif isinstance(item, Mapping) and not _braced(item, indent):
            inner = _block(item, indent=indent + 2)
            lines += [dash + inner[0][indent + 2 :], *inner[1:]]
        else:
            lines.append(dash + flow_text(item))
    return lines


def _braced(item: Mapping[str, Plain], indent: int) -> bool:
    # `- {a > b: claim}` and lines of beliefs stand in braces; a stage is written `- name: {…}`.
    nested = any(isinstance(value, Mapping) for value in item.values()) and len(item) == 1
    return not nested and _depth(item) <= _DEEPEST and len(flow_text(item)) + indent + 2 <= _WIDTH


def block_text(value: Plain, *, indent: int) -> str:
    """Return *value* with one entry a line, each after *indent* spaces."""
    return "\n".join(_block(value, indent=indent))


def _depth(value: Plain) -> int:
    if isinstance(value, str):
        return 0
    inner = value.values() if isinstance(value, Mapping) else value
    return 1 + max((_depth(item) for item in inner), default=0)


def flow_text(value: Plain) -> str:
    """Return *value* on one line.

    >>> flow_text({"en": "yes, it is", "list": ["a", "b"], "none": ""})
    '{en: "yes, it is", list: [a, b], none: ~}'
    """
    if isinstance(value, str):
        return scalar_text(value) if value else "~"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar_text(key)}: {flow_text(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(flow_text(item) for item in value) + "]"


def scalar_text(text: str, *, flow: bool = True) -> str:
    """Return *text* as a YAML scalar: bare where that is safe, else in double quotes.

    >>> scalar_text("a > b"), scalar_text("x in {1, 2}", flow=False), scalar_text("x in {1, 2}"), scalar_text("~")
    ('a > b', 'x in {1, 2}', '"x in {1, 2}"', '"~"')
    """
    first = text[:1]
    bare = (first.isalnum() or first == "(" or re.match(r"-\d", text)) and text.isprintable() and text == text.strip()
    if bare and not re.search(r":|\s#", text) and not (flow and re.search(r"[\[\]{},]", text)):
        return text
    return re.sub(r"[^\x20-\x7e]", _escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
