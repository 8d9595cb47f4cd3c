"""Read commitments, outcomes, preferences, considerations, claims and plans."""

from __future__ import annotations

import re

from foedus._core import YamlMapping, YamlNode, YamlScalar

from .._keys import CLAIM, COMMITMENT, CONSIDERATION, HAPPENED, NAME, OUTCOME, PLAN
from .._model import (
    Because,
    Claim,
    Commitment,
    Consideration,
    Happened,
    Outcome,
    Plan,
    Preference,
    Relation,
)
from .._numbers import read_number
from .._tokens import MAX_LENGTH
from ._form import Form, kept
from ._locate import is_nothing

OTHERWISE = "otherwise"

_NAME = re.compile(NAME)
_SIGN = re.compile(r"[>=<≻≥~∼]+")


def read_commitments(form: Form, node: YamlNode | None) -> tuple[Commitment, ...]:
    """Return the promises."""
    return kept(_commitment(form, key, value) for key, value in form.mapping(node, "`commitments`"))


def _commitment(form: Form, key: YamlScalar, node: YamlNode) -> Commitment | None:
    name = form.name(key, "a commitment", sort="commitment")
    what = f"commitment `{key.text}`"
    parts = form.parts(node, COMMITMENT, what)
    by = form.name(parts["by"], f"`by` of {what}") if "by" in parts else None
    to = form.name(parts["to"], f"`to` of {what}") if "to" in parts else None
    condition = form.expression(parts.get("if"), f"`if` of {what}")
    then = form.names(parts.get("then"), f"`then` of {what}")
    breach = form.text(parts.get("breach"), what) and form.name(parts["breach"], f"`breach` of {what}")
    expires = form.text(parts.get("expires"), what) and form.date(parts["expires"], f"`expires` of {what}")
    shown = form.text(parts.get("form"), f"`form` of {what}") or ""
    label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
    if name is None or by is None or to is None or condition is None:
        return None
    place = form.place(key, node)
    return Commitment(name, by, to, condition, then, shown, expires or "", breach or "", label, because, place)


def read_outcomes(form: Form, node: YamlNode) -> tuple[Outcome, ...]:
    """Return the classes of final states in the order they are tried."""
    return kept(_outcome(form, key, value) for key, value in form.mapping(node, "`outcomes`"))


def _outcome(form: Form, key: YamlScalar, node: YamlNode) -> Outcome | None:
    name = form.name(key, "an outcome", sort="outcome")
    what = f"outcome `{key.text}`"
    parts: dict[str, YamlNode] = {"when": node}
    if isinstance(node, YamlMapping):
        parts = form.parts(node, OUTCOME, what)
    elif is_nothing(node):
        form.report("missing-key", key, f"{what} has no condition", hint="write a condition, or `otherwise`")
        return None
    label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
    place = form.place(key, node)
    condition = parts.get("when")
    if isinstance(condition, YamlScalar) and condition.text.strip() == OTHERWISE:
        return (name and Outcome(name, None, label, because, place)) or None
    when = form.expression(condition, what)
    return Outcome(name, when, label, because, place) if name and when else None


def read_preferences(form: Form, node: YamlNode | None) -> tuple[Preference, ...]:
    """Return the partial orders."""
    found = []
    for key, value in form.mapping(node, "`preferences`"):
        holder = form.typed(key, "whose preference this is")
        what = f"a preference of `{key.text}`"
        relations = [relation for item in form.items(value, what) for relation in _relations(form, item, what)]
        if holder is not None:
            found.append(Preference(*holder, tuple(relations), form.place(key, value)))
    return tuple(found)


def _relations(form: Form, node: YamlNode, what: str) -> list[Relation]:
    if isinstance(node, YamlScalar):
        return _chain(form, node, what, ())
    if not isinstance(node, YamlMapping):
        form.report("bad-relation", node, f"{what} is a list in a list", hint="write `a > b > c` or `{a > b: claim}`")
        return []
    return [relation for key, value in node.entries for relation in _chain(form, key, what, form.because(value))]


def _chain(form: Form, node: YamlScalar, what: str, because: Because) -> list[Relation]:
    hint = "write `a > b`, `a > b > c` or `a = b`"
    text = node.text
    if len(text) > MAX_LENGTH:
        message = f"{what}: this chain has {len(text):,} characters; the limit is {MAX_LENGTH:,}"
        form.report("bad-relation", node, message, hint="split it into several")
        return []
    signs = list(_SIGN.finditer(text))
    edges = [0, *(edge for sign in signs for edge in sign.span()), len(text)]
    names: list[tuple[str, int, int]] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        name = text[start:end].strip()
        first = start + len(text[start:end]) - len(text[start:end].lstrip())
        if not _NAME.fullmatch(name):
            where = form.within(node, first, first + len(name)) if name else form.place(node)
            told = f"{name[:60]!r} is not the name of an outcome" if name else "an outcome is missing"
            form.report("bad-relation", where, f"{what}: {told}", hint=hint)
            return []
        names.append((name, first, first + len(name)))
    for sign in signs:
        if sign[0] not in (">", "="):
            where = form.within(node, *sign.span())
            turned = "turn it round: the better one comes first" if sign[0] in ("<", "<=") else hint
            form.report("bad-relation", where, f"{what}: `{sign[0]}` is not `>` or `=`", hint=turned)
            return []
    if not signs:
        form.report("bad-relation", node, f"{what}: {text[:60]!r} compares nothing", hint=hint)
    return [
        Relation(better[0], worse[0], sign[0] == "=", because, form.within(node, better[1], worse[2]))
        for better, sign, worse in zip(names, signs, names[1:], strict=False)
    ]


def read_considerations(form: Form, node: YamlNode | None) -> tuple[Consideration, ...]:
    """Return the small additional interests."""
    return kept(_consideration(form, key, value) for key, value in form.mapping(node, "`considerations`"))


def _consideration(form: Form, key: YamlScalar, node: YamlNode) -> Consideration | None:
    name = form.name(key, "a consideration", sort="consideration")
    what = f"consideration `{key.text}`"
    parts = form.parts(node, CONSIDERATION, what)
    holder = form.typed(parts["of"], f"`of` of {what}") if "of" in parts else None
    per = form.expression(parts.get("per"), f"`per` of {what}")
    interval = form.interval(parts["range"], f"`range` of {what}") if "range" in parts else None
    given = parts.get("neutral")
    neutral = None if given is None or is_nothing(given) else form.interval(given, f"`neutral` of {what}")
    each = form.text(parts.get("each"), f"`each` of {what}")
    if each not in (None, "round"):
        form.report("bad-value", parts["each"], f"`each` of {what} is {each!r}", hint="write `each: round`")
    label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
    if name is None or holder is None or per is None or interval is None:
        return None
    place = form.place(key, node)
    return Consideration(name, *holder, per, interval, neutral, each == "round", label, because, place)


def read_claims(form: Form, node: YamlNode | None) -> tuple[Claim, ...]:
    """Return the claims with their citations."""
    found = []
    for key, value in form.mapping(node, "`claims`"):
        name = form.slug(key, "a claim")
        what = f"claim `{key.text}`"
        parts = form.parts(value, CLAIM, what)
        says = form.label(parts.get("says"), f"`says` of {what}")
        if "says" in parts and not says:
            form.report("missing-key", parts["says"], f"{what} says nothing", hint="add `says: {en: …}`")
        supports = kept(form.citation(item) for item in form.items(parts.get("for"), f"`for` of {what}"))
        against = kept(form.citation(item) for item in form.items(parts.get("against"), f"`against` of {what}"))
        if name is not None:
            found.append(Claim(name, says, supports, against, form.place(key, value)))
    return tuple(found)


def read_plans(form: Form, node: YamlNode | None) -> tuple[Plan, ...]:
    """Return the plans."""
    found = []
    for key, value in form.mapping(node, "`plans`"):
        name = form.name(key, "a plan", sort="plan")
        what = f"plan `{key.text}`"
        parts = form.parts(value, PLAN, what, extra=lambda _: True)
        label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
        entries = [(stage, move) for stage, move in form.mapping(value, what) if stage.text not in PLAN]
        if name is not None:
            found.append(Plan(name, _fixes(form, entries, what), label, because, form.place(key, value)))
    return tuple(found)


def _fixes(form: Form, entries: list[tuple[YamlScalar, YamlNode]], what: str) -> tuple[tuple[str, str], ...]:
    found = []
    for key, value in entries:
        stage = form.name(key, f"a stage in {what}")
        move = form.name(value, f"the move of `{key.text}` in {what}")
        if stage and move:
            found.append((stage, move))
    return tuple(found)


def read_conjecture(form: Form, node: YamlNode | None) -> tuple[tuple[str, float], ...]:
    """Return the weights of the plans in the eyes of others."""
    found = []
    for key, value in form.mapping(node, "`conjecture`"):
        plan = form.name(key, "a plan in `conjecture`")
        text = form.required(value, f"the weight of `{key.text}`")
        weight = None if text is None else read_number(text)
        if text is not None and (weight is None or weight < 0):
            hint = "write a number from 0, such as 2"
            form.report("bad-number", value, f"the weight of `{key.text}` is {text[:60]!r}", hint=hint)
        elif plan and weight is not None:
            found.append((plan, weight))
    return tuple(found)


def read_happened(form: Form, node: YamlNode | None) -> Happened | None:
    """Return what in fact happened."""
    if node is None or is_nothing(node):
        return None
    parts = form.parts(node, HAPPENED, "`happened`")
    outcome = form.name(parts["outcome"], "`outcome` of `happened`") if "outcome" in parts else None
    plan = form.text(parts.get("plan"), "`plan`") and form.name(parts["plan"], "`plan` of `happened`")
    moves = _fixes(form, list(form.mapping(parts.get("moves"), "`moves` of `happened`")), "`happened`")
    return Happened(outcome, moves, plan or "", form.place(node)) if outcome else None
