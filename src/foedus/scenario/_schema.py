"""The published JSON Schema of ``case.yaml``, generated from the key tables that the parser reads by.

It describes the case as plain data: texts, lists and mappings. An editor's YAML reader may turn some texts into
numbers, booleans or null, so these are admitted where a text that looks like one is meant. What a schema cannot say
(whether names are known, whether an expression can be read) is the parser's and the checker's.
"""

from __future__ import annotations

from typing import Any

from . import _keys as tables
from ._keys import CITATION, MAX_ROUNDS, MAX_STEPS, MAX_VALUES, NAME, NUMBER, RESERVED, SLUG, TYPED, Keys
from ._tokens import MAX_LENGTH

Schema = dict[str, Any]

_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_NOTHING: Schema = {"enum": ["", "~", None]}


def scenario_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a case file.

    >>> scenario_schema()["required"]
    ['case', 'planner', 'actors', 'stages', 'outcomes']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Foedus case",
        "description": "The scenario of a case: see docs/reference/scenario-language.md.",
        **_object(tables.CASE),
        "$defs": {kind: _FRAGMENTS[kind] for kind in sorted(_FRAGMENTS)},
    }


def _ref(kind: str) -> Schema:
    return {"$ref": f"#/$defs/{kind}"}


def _object(keys: Keys, **more: Any) -> Schema:
    properties = {
        name: _ref(key.kind) if key.required else {"anyOf": [_ref(key.kind), _NOTHING]} for name, key in keys.items()
    }
    required = [name for name, key in keys.items() if key.required]
    shape: Schema = {"type": "object", "properties": properties, "additionalProperties": False, **more}
    return {**shape, "required": required} if required else shape


def _named(sort: str, value: Schema) -> Schema:
    names: Schema = {"pattern": f"^{NAME}$"}
    if RESERVED[sort]:
        names["not"] = {"enum": list(RESERVED[sort])}
    return {"type": "object", "propertyNames": names, "additionalProperties": value}


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def _several(kind: str) -> Schema:
    return {"anyOf": [_ref(kind), {"type": "array", "items": _ref(kind)}]}


def _empty_or(*schemas: Schema) -> Schema:
    return {"anyOf": [*schemas, _NOTHING]}


def _entry(*, nested: dict[str, str]) -> Schema:
    properties = {name: _ref(kind) for name, kind in nested.items()}
    reserved = [name for name in RESERVED["stage"] if name not in nested]
    return {
        "type": "object", "minProperties": 1, "maxProperties": 1, "properties": properties,
        "propertyNames": {"pattern": f"^{NAME}$", "not": {"enum": reserved}}, "additionalProperties": _ref("stage"),
    }  # fmt: skip


_BOUNDS = rf"{NUMBER}(?:\s*\.\.\s*{NUMBER})?"
_PHRASE: Schema = {"type": ["string", "number"], "minLength": 1, "maxLength": MAX_LENGTH}

_FRAGMENTS: dict[str, Schema] = {
    # texts
    "text": {"type": ["string", "number", "boolean"]},
    "label": {"anyOf": [_ref("text"), {**_object(tables.LABEL), "minProperties": 1}]},
    "name": {"anyOf": [_text(NAME), {"type": "boolean"}]},
    "names": _several("name"),
    "slug": _text(SLUG),
    "because": _several("slug"),
    "typed": _text(TYPED),
    "judged": _text(rf"{NAME}\.{NAME}"),
    "citation": _text(CITATION),
    "citations": _several("citation"),
    "date": {"anyOf": [_text(rf"{_DAY}(?:/{_DAY})?[~?]*"), {"type": "integer", "minimum": 1000, "maximum": 9999}]},
    "windows": _several("date"),
    "announce": {"enum": ["fixed", "strategic"]},
    "each": {"enum": ["round"]},
    # numbers
    "interval": {"anyOf": [_text(_BOUNDS), {"type": "number"}]},
    "probabilities": {"anyOf": [_text(_BOUNDS), {"type": "number", "minimum": 0, "maximum": 1}]},
    "likelihood": {"anyOf": [_text(rf"{NAME}|{_BOUNDS}"), {"type": "number", "minimum": 0, "maximum": 1}]},
    "rounds": {"anyOf": [_text(r"\d{1,3}"), {"type": "integer", "minimum": 1, "maximum": MAX_ROUNDS}]},
    "steps_of_report": {"anyOf": [_text(r"\d{1,3}"), {"type": "integer", "minimum": 2, "maximum": MAX_STEPS}]},
    "words": {"type": "object", "propertyNames": {"pattern": f"^{NAME}$"}, "additionalProperties": _ref("interval")},
    "weights": {
        "type": "object", "propertyNames": {"pattern": f"^{NAME}$"},
        "additionalProperties": {"anyOf": [_text(r"\d{1,15}(?:\.\d{1,15})?"), {"type": "number", "minimum": 0}]},
    },
    # the small language
    "expression": _PHRASE,
    "condition": _PHRASE,
    "choice": _PHRASE,
    "effects": {"anyOf": [_PHRASE, {"type": "array", "items": _PHRASE}]},
    # parts of the case
    "actors": _named("actor", _empty_or(_object(tables.ACTOR))),
    "types": _named("type", {"anyOf": [_ref("likelihood"), _object(tables.TYPE)]}),
    "audience": _object(tables.AUDIENCE),
    "beliefs": {"type": "array", "items": _object(tables.BELIEF)},
    "joint": {
        "type": "array",
        "items": {
            "type": "object", "properties": {"p": _ref("likelihood")}, "required": ["p"], "minProperties": 2,
            "propertyNames": {"pattern": f"^{NAME}$"}, "additionalProperties": _ref("name"),
        },
    },
    "facts": _named("fact", {"anyOf": [_ref("values"), _object(tables.FACT)]}),
    "values": {
        "anyOf": [
            _text(r"-?\d{1,9}\s*\.\.\s*-?\d{1,9}"),
            {
                "type": "array", "minItems": 1, "maxItems": MAX_VALUES, "uniqueItems": True,
                "items": {"anyOf": [_ref("name"), _text(r"-?\d{1,9}"), {"type": "integer"}]},
            },
        ]
    },
    "steps": {"type": "array", "items": _entry(nested={"together": "group", "repeat": "repeat"})},
    "body": {"type": "array", "minItems": 1, "items": _entry(nested={"together": "group"})},
    "group": {"type": "array", "minItems": 2, "items": _entry(nested={})},
    "repeat": _object(tables.REPEAT),
    "stage": _object(tables.STAGE),
    "moves": _named("move", _empty_or(_ref("effects"), _object(tables.MOVE))),
    "commitments": _named("commitment", _object(tables.COMMITMENT)),
    "outcomes": _named("outcome", {"anyOf": [_ref("condition"), _object(tables.OUTCOME)]}),
    "preferences": {
        "type": "object", "propertyNames": {"pattern": f"^{TYPED}$"},
        "additionalProperties": _empty_or(_ref("relation"), {"type": "array", "items": _ref("relation")}),
    },
    "relation": {
        "anyOf": [
            _text(rf"\s*{NAME}(?:\s*[>=]\s*{NAME})+\s*"),
            {
                "type": "object", "minProperties": 1,
                "propertyNames": {"pattern": rf"^\s*{NAME}(?:\s*[>=]\s*{NAME})+\s*$"},
                "additionalProperties": _empty_or(_ref("because")),
            },
        ]
    },
    "considerations": _named("consideration", _object(tables.CONSIDERATION)),
    "claims": {
        "type": "object", "propertyNames": {"pattern": f"^{SLUG}$"}, "additionalProperties": _object(tables.CLAIM),
    },
    "plans": _named("plan", _empty_or(_object(tables.PLAN, additionalProperties=_ref("name")))),
    "fixes": {"type": "object", "propertyNames": {"pattern": f"^{NAME}$"}, "additionalProperties": _ref("name")},
    "happened": _object(tables.HAPPENED),
}  # fmt: skip
