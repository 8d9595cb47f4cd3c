"""Which keys each mapping of ``case.yaml`` has: one table for the parser and for the published schema.

A key's *kind* names how its value is read (``_parse``) and what the schema says about it (``_schema``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

NAME = r"[a-z][a-z0-9_]*"
SLUG = r"[a-z][a-z0-9_.\-]*"
TYPED = rf"{NAME}(?:\.{NAME})?"
CITATION = rf"{SLUG}(?:#[A-Za-z0-9_.\-]+)?"
NUMBER = r"-?\d{1,15}(?:\.\d{1,15})?"

MAX_ROUNDS = 100
MAX_STEPS = 101
MAX_VALUES = 1_000

RESERVED = {
    "actor": ("chance", "p"),
    "fact": ("round", "and", "or", "not", "in"),
    "value": ("and", "or", "not", "in"),
    "stage": ("together", "repeat", "label", "because", "round", "and", "or", "not", "in"),
    "move": ("and", "or", "not", "in"),
    "type": (),
    "outcome": ("otherwise",),
    "commitment": (),
    "consideration": (),
    "plan": (),
    "amount": ("round", "and", "or", "not", "in"),
}
"""Names a thing of each sort may not have, because they already mean something where it stands."""


@dataclass(frozen=True, slots=True)
class Key:
    """What stands under a key."""

    kind: str
    required: bool = False


Keys = Mapping[str, Key]

CASE: Keys = MappingProxyType({
    "case": Key("slug", required=True),
    "title": Key("label"),
    "question": Key("label"),
    "planner": Key("name", required=True),
    "advises": Key("typed"),
    "announce": Key("announce"),
    "as_seen_by": Key("name"),
    "limits": Key("label"),
    "words": Key("words"),
    "actors": Key("actors", required=True),
    "beliefs": Key("beliefs"),
    "joint": Key("joint"),
    "facts": Key("facts"),
    "stages": Key("steps", required=True),
    "commitments": Key("commitments"),
    "outcomes": Key("outcomes", required=True),
    "preferences": Key("preferences"),
    "considerations": Key("considerations"),
    "claims": Key("claims"),
    "plans": Key("plans"),
    "conjecture": Key("weights"),
    "happened": Key("happened"),
})  # fmt: skip
LABEL: Keys = MappingProxyType({"en": Key("text"), "zh": Key("text")})
ACTOR: Keys = MappingProxyType({
    "label": Key("label"),
    "types": Key("types"),
    "neutral": Key("probabilities"),
    "audience": Key("audience"),
    "because": Key("because"),
})  # fmt: skip
TYPE: Keys = MappingProxyType({"p": Key("likelihood", required=True), "label": Key("label")})
AUDIENCE: Keys = MappingProxyType({
    "judges": Key("judged", required=True),
    "at": Key("name", required=True),
    "steps": Key("steps_of_report"),
})  # fmt: skip
BELIEF: Keys = MappingProxyType({
    "holder": Key("name", required=True),
    "about": Key("name", required=True),
    "types": Key("types", required=True),
    "neutral": Key("probabilities"),
    "because": Key("because"),
})  # fmt: skip
FACT: Keys = MappingProxyType({
    "values": Key("values", required=True),
    "label": Key("label"),
    "because": Key("because"),
})  # fmt: skip
STAGE: Keys = MappingProxyType({
    "label": Key("label"),
    "by": Key("name", required=True),
    "seen_by": Key("names"),
    "window": Key("windows"),
    "when": Key("expression"),
    "moves": Key("moves"),
    "because": Key("because"),
})  # fmt: skip
MOVE: Keys = MappingProxyType({
    "label": Key("label"),
    "choose": Key("choice"),
    "when": Key("expression"),
    "p": Key("likelihood"),
    "do": Key("effects"),
    "because": Key("because"),
})  # fmt: skip
REPEAT: Keys = MappingProxyType({
    "rounds": Key("rounds", required=True),
    "until": Key("expression"),
    "discount": Key("probabilities"),
    "stages": Key("body", required=True),
})  # fmt: skip
COMMITMENT: Keys = MappingProxyType({
    "label": Key("label"),
    "by": Key("name", required=True),
    "to": Key("name", required=True),
    "form": Key("text"),
    "if": Key("expression", required=True),
    "then": Key("names", required=True),
    "breach": Key("name"),
    "expires": Key("date"),
    "because": Key("because"),
})  # fmt: skip
OUTCOME: Keys = MappingProxyType({
    "when": Key("condition", required=True),
    "label": Key("label"),
    "because": Key("because"),
})  # fmt: skip
CONSIDERATION: Keys = MappingProxyType({
    "label": Key("label"),
    "of": Key("typed", required=True),
    "per": Key("expression", required=True),
    "each": Key("each"),
    "range": Key("interval", required=True),
    "neutral": Key("interval"),
    "because": Key("because"),
})  # fmt: skip
CLAIM: Keys = MappingProxyType({
    "says": Key("label", required=True),
    "for": Key("citations"),
    "against": Key("citations"),
})  # fmt: skip
PLAN: Keys = MappingProxyType({"label": Key("label"), "because": Key("because")})
"""Every other key of a plan is a stage."""
HAPPENED: Keys = MappingProxyType({
    "outcome": Key("name", required=True),
    "plan": Key("name"),
    "moves": Key("fixes"),
})  # fmt: skip
