"""Read a whole case: bytes or nodes in, scenario and diagnostics out."""

from __future__ import annotations

from types import MappingProxyType

from foedus._core import Diagnostic, Place, Severity, YamlMapping, YamlNode, YamlScalar, read_yaml

from .._keys import CASE
from .._model import Interval, Scenario
from .._words import REST, WORDS
from ._actors import read_actors, read_beliefs, read_facts, read_joint
from ._form import Form
from ._locate import is_nothing
from ._payoffs import (
    read_claims,
    read_commitments,
    read_conjecture,
    read_considerations,
    read_happened,
    read_outcomes,
    read_plans,
    read_preferences,
)
from ._stages import read_steps


def read_scenario(data: bytes, *, file: str) -> tuple[Scenario | None, list[Diagnostic]]:
    r"""Return the scenario in *data* and every mistake of form in it.

    The scenario is None when some part of it could not be read. It may come *with* errors (an unknown key, say) that
    left it whole, so that the checker can add what it finds; stop at any diagnostic of severity error.

    >>> scenario, found = read_scenario(b"case: x\nplaner: a", file="case.yaml")
    >>> scenario, [f"{finding.where} {finding.hint}" for finding in found if finding.code == "unknown-key"]
    (None, ['case.yaml:2:1 did you mean `planner`?'])
    """
    root, found = read_yaml(data, file=file)
    if root is None:
        if not found:
            hint = "begin with `case: name-of-the-case`; `foedus new` writes a whole one to start from"
            found.append(Diagnostic("empty", Severity.ERROR, "there is no case here", Place(file, 1, 1), "", hint))
        return None, found
    form = Form(data.decode("utf-8-sig"), file=file)
    scenario = read_root(form, root)
    found = sorted([*found, *form.found], key=lambda finding: finding.where.start if finding.where else 0)
    return scenario, found


def read_root(form: Form, root: YamlNode) -> Scenario | None:
    """Return the scenario under *root*, or None where a part of it is lost; mistakes go to *form*."""
    if not isinstance(root, YamlMapping):
        form.report("expected-mapping", root, "a case is a mapping", hint="begin with `case: name-of-the-case`")
        return None
    parts = form.parts(root, CASE, "the case")
    form.audiences = _audiences(parts.get("actors"))
    words = _words(form, parts.get("words"))
    form.words = MappingProxyType({**WORDS, **dict(words)})
    planner = form.name(parts.get("planner"), "`planner`")
    advises = form.typed(parts["advises"], "`advises`") if "advises" in parts else None
    announce = form.text(parts.get("announce"), "`announce`") or "fixed"
    if announce not in ("fixed", "strategic"):
        form.report("bad-value", parts["announce"], f"`announce` is {announce[:60]!r}", hint="write fixed or strategic")
    seen = parts.get("as_seen_by")
    scenario = Scenario(
        case=form.slug(parts.get("case"), "`case`") or "",
        title=form.label(parts.get("title"), "`title`"),
        question=form.label(parts.get("question"), "`question`"),
        planner=planner or "",
        advises=".".join(part for part in advises if part) if advises else planner or "",
        actors=read_actors(form, parts["actors"]) if "actors" in parts else (),
        facts=read_facts(form, parts.get("facts")),
        steps=read_steps(form, parts["stages"]) if "stages" in parts else (),
        outcomes=read_outcomes(form, parts["outcomes"]) if "outcomes" in parts else (),
        preferences=read_preferences(form, parts.get("preferences")),
        plans=read_plans(form, parts.get("plans")),
        commitments=read_commitments(form, parts.get("commitments")),
        considerations=read_considerations(form, parts.get("considerations")),
        claims=read_claims(form, parts.get("claims")),
        beliefs=read_beliefs(form, parts.get("beliefs")),
        joint=read_joint(form, parts.get("joint")),
        conjecture=read_conjecture(form, parts.get("conjecture")),
        announce=announce,
        as_seen_by=(form.name(seen, "`as_seen_by`") or "") if seen is not None and not is_nothing(seen) else "",
        happened=read_happened(form, parts.get("happened")),
        limits=form.label(parts.get("limits"), "`limits`"),
        words=words,
        place=form.place(root),
    )
    return None if form.lost else scenario


def _audiences(node: YamlNode | None) -> frozenset[str]:
    entries = node.entries if isinstance(node, YamlMapping) else ()
    return frozenset(
        key.text for key, value in entries if isinstance(value, YamlMapping) and value.get("audience") is not None
    )


def _words(form: Form, node: YamlNode | None) -> tuple[tuple[str, Interval], ...]:
    found = []
    for key, value in form.mapping(node, "`words`"):
        word = form.name(key, "a word of likelihood")
        interval = form.interval(value, f"the word `{key.text}`", unit=True)
        if key.text == REST:
            form.report("reserved-name", key, "`rest` is what the others leave", hint="use another word")
        elif isinstance(value, YamlScalar) and word and interval:
            found.append((word, interval))
    return tuple(found)
