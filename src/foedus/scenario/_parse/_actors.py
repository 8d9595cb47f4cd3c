"""Read actors, their types and priors, beliefs, joint priors and facts."""

from __future__ import annotations

import re

from foedus._core import YamlMapping, YamlNode, YamlScalar, YamlSequence

from .._keys import ACTOR, AUDIENCE, BELIEF, FACT, MAX_STEPS, MAX_VALUES, TYPE
from .._model import Actor, Audience, Belief, Fact, Interval, JointCell, Likelihood, TypeDeclaration
from .._numbers import read_bounds
from ._form import Form, kept
from ._locate import is_nothing

ONLY = TypeDeclaration("only", Likelihood("1", Interval(1.0, 1.0)))
"""The type of an actor that has no private types."""

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})")


def read_actors(form: Form, node: YamlNode) -> tuple[Actor, ...]:
    """Return the actors."""
    return kept(_actor(form, key, value) for key, value in form.mapping(node, "`actors`"))


def _actor(form: Form, key: YamlScalar, node: YamlNode) -> Actor | None:
    name = form.name(key, "an actor", sort="actor")
    what = f"actor `{key.text}`"
    parts = form.parts(node, ACTOR, what)
    types = read_types(form, parts.get("types"), what) or (ONLY,)
    neutral = form.interval(parts["neutral"], f"`neutral` of {what}", unit=True) if "neutral" in parts else None
    audience = _audience(form, parts["audience"], what) if "audience" in parts else None
    label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
    return (name and Actor(name, label, types, neutral, audience, because, form.place(key, node))) or None


def _audience(form: Form, node: YamlNode, what: str) -> Audience | None:
    parts = form.parts(node, AUDIENCE, f"`audience` of {what}")
    judged = form.typed(parts["judges"], f"`judges` of {what}") if "judges" in parts else None
    stage = form.name(parts["at"], f"`at` of {what}") if "at" in parts else None
    steps = form.whole(parts["steps"], f"`steps` of {what}", low=2, high=MAX_STEPS) if "steps" in parts else 11
    if judged is not None and judged[1] is None:
        hint = f"write `{judged[0]}.` and one of its types"
        form.report("missing-type", parts["judges"], f"{what} judges `{judged[0]}`, but not which type", hint=hint)
        return None
    if judged is None or judged[1] is None or stage is None or steps is None:
        return None
    return Audience(judged[0], judged[1], stage, steps, form.place(node))


def read_types(form: Form, node: YamlNode | None, what: str) -> tuple[TypeDeclaration, ...]:
    """Return private types with their priors."""
    found = []
    for key, value in form.mapping(node, f"`types` of {what}"):
        name = form.name(key, f"a type of {what}", sort="type")
        prior, label = value, None
        if isinstance(value, YamlMapping):
            parts = form.parts(value, TYPE, f"type `{key.text}` of {what}")
            if "p" not in parts:
                continue
            prior, label = parts["p"], parts.get("label")
        likelihood = form.likelihood(prior, f"the prior of `{key.text}` of {what}")
        if name and likelihood:
            shown = form.label(label, f"the label of type `{key.text}`")
            found.append(TypeDeclaration(name, likelihood, shown, form.place(key, value)))
    return tuple(found)


def read_beliefs(form: Form, node: YamlNode | None) -> tuple[Belief, ...]:
    """Return the priors that one actor holds against the case's."""
    return kept(_belief(form, item) for item in form.items(node, "`beliefs`"))


def _belief(form: Form, node: YamlNode) -> Belief | None:
    parts = form.parts(node, BELIEF, "a belief")
    holder = form.name(parts["holder"], "`holder` of a belief") if "holder" in parts else None
    about = form.name(parts["about"], "`about` of a belief") if "about" in parts else None
    types = read_types(form, parts.get("types"), f"the belief about `{about}`")
    neutral = form.interval(parts["neutral"], "`neutral` of a belief", unit=True) if "neutral" in parts else None
    if holder is None or about is None or not types:
        return None
    return Belief(holder, about, types, neutral, form.because(parts.get("because")), form.place(node))


def read_joint(form: Form, node: YamlNode | None) -> tuple[JointCell, ...]:
    """Return the lines of a joint prior."""
    return kept(_cell(form, item) for item in form.items(node, "`joint`"))


def _cell(form: Form, node: YamlNode) -> JointCell | None:
    types: list[tuple[str, str]] = []
    prior: Likelihood | None = None
    entries = form.mapping(node, "a line of `joint`")
    for key, value in entries:
        if key.text == "p":
            prior = form.likelihood(value, "`p` of a line of `joint`")
            continue
        actor = form.name(key, "an actor in `joint`")
        kind = form.name(value, f"the type of `{key.text}` in `joint`")
        if actor and kind:
            types.append((actor, kind))
    if entries and not any(key.text == "p" for key, _ in entries):
        form.report("missing-key", node, "a line of `joint` needs `p`", hint="add `p: 0.2..0.4`, or `p: rest`")
    return JointCell(tuple(types), prior, form.place(node)) if types and prior else None


def read_facts(form: Form, node: YamlNode | None) -> tuple[Fact, ...]:
    """Return the public facts."""
    return kept(_fact(form, key, value) for key, value in form.mapping(node, "`facts`"))


def _fact(form: Form, key: YamlScalar, node: YamlNode) -> Fact | None:
    name = form.name(key, "a fact", sort="fact")
    what = f"fact `{key.text}`"
    parts: dict[str, YamlNode] = {"values": node}
    if isinstance(node, YamlMapping):
        parts = form.parts(node, FACT, what)
    values = _values(form, parts["values"], what) if "values" in parts else ()
    label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
    if name is None or not values:
        return None
    numeric = _WHOLE.fullmatch(values[0]) is not None
    return Fact(name, values, numeric, label, because, form.place(key, node))


def _values(form: Form, node: YamlNode, what: str) -> tuple[str, ...]:
    hint = "write `[first, second]`, or `3..0` for numbers; the first value is the initial one"
    if isinstance(node, YamlScalar) and not is_nothing(node):
        return _numbers(form, node, what, hint)
    if not isinstance(node, YamlSequence) or not node.items:
        form.report("bad-values", node, f"{what} has no list of values", hint=hint)
        return ()
    texts = [item.text for item in node.items if isinstance(item, YamlScalar)]
    if len(texts) == len(node.items) and all(_WHOLE.fullmatch(text) for text in texts):
        values = tuple(texts)
    else:
        values = kept(form.name(item, f"a value of {what}", sort="value") for item in node.items)
    if len(values) > MAX_VALUES:
        form.report("bad-values", node, f"{what} has more than {MAX_VALUES:,} values", hint="use fewer")
        return ()
    for index, value in enumerate(values):
        if value in values[:index]:
            form.report("bad-values", node, f"{what} has the value `{value}` twice", hint="remove one")
            return ()
    return values


def _numbers(form: Form, node: YamlScalar, what: str, hint: str) -> tuple[str, ...]:
    bounds = read_bounds(node.text.strip())
    if bounds is None or ".." not in node.text or any(end != int(end) for end in bounds):
        form.report("bad-values", node, f"{what} has {node.text[:60]!r} for its values", hint=hint)
        return ()
    first, last = int(bounds[0]), int(bounds[1])
    if abs(last - first) >= MAX_VALUES:
        form.report("bad-values", node, f"{what} has more than {MAX_VALUES:,} values", hint="use fewer")
        return ()
    step = 1 if last >= first else -1
    return tuple(str(number) for number in range(first, last + step, step))
