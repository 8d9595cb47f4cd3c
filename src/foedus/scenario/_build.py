"""Build a scenario in Python: the same small texts as in a file, the same object, the same mistakes reported.

A builder holds what the text of the case would hold, and building reads it with the parser; so nothing can be said
in Python that cannot be said in a file, and the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

from foedus._core import CaseError, Diagnostic, Label, Place, Severity, YamlMapping, YamlNode, YamlScalar, YamlSequence

from ._expression import Binary, Call, Expression, Member, Name, Number, Unary
from ._model import Interval, Scenario
from ._numbers import interval_text, number_text
from ._parse import Form, read_root
from ._plain import Plain, plain_scenario
from ._unparse import print_expression

Said: TypeAlias = str | float | Label | Interval | Expression | Sequence["Said"] | Mapping[str, "Said"] | None
"""A text as in a file, or the value it stands for; None says nothing."""

_NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Stages:
    """Stages in order, for a group or a repeated block; each method returns a longer list.

    >>> len(Stages().stage("ask", by="a", moves={"yes": "", "no": ""}).entries)
    1
    """

    entries: tuple[Plain, ...] = ()

    def stage(
        self, id: str, *, by: str, moves: Said = None, when: Said = None, seen_by: Said = None, window: Said = None,
        label: Said = None, because: Said = None,
    ) -> Stages:  # fmt: skip
        """Add a stage; a move is a text of effects, nothing, or a mapping with the keys of the file."""
        body = _said(label=label, by=by, window=window, when=when, moves=moves, because=because)
        if seen_by is not None:
            body["seen_by"] = _plain(seen_by)
        return Stages((*self.entries, {id: body}))

    def together(self, stages: Stages) -> Stages:
        """Add stages chosen before any of their moves is seen."""
        return Stages((*self.entries, {"together": list(stages.entries)}))

    def repeat(self, stages: Stages, *, rounds: int | str, until: Said = None, discount: Said = None) -> Stages:
        """Add a block that is played several times."""
        head = _said(rounds=rounds, until=until, discount=discount)
        return Stages((*self.entries, {"repeat": {**head, "stages": list(stages.entries)}}))


@dataclass(frozen=True, slots=True)
class ScenarioBuilder:
    """An unfinished scenario; every method returns a new builder with one thing more.

    >>> builder = (
    ...     ScenarioBuilder.begin("entry", planner="entrant", title="Entry")
    ...     .actor("entrant")
    ...     .actor("incumbent")
    ...     .fact("entered", ["no", "yes"])
    ...     .stage("enter", by="entrant", moves={"go": "entered = yes", "stay": ""})
    ...     .outcome("shared", "entered == yes")
    ...     .outcome("alone", "otherwise")
    ...     .prefer("entrant", "shared > alone")
    ... )
    >>> builder.build().outcomes[1].when is None
    True
    """

    parts: Mapping[str, Plain]
    """What the text of the case would hold."""
    twice: tuple[str, ...] = ()
    """What was said a second time."""

    @classmethod
    def begin(
        cls, case: str, *, planner: str, advises: str = "", title: Said = None, question: Said = None,
        limits: Said = None, announce: str = "", as_seen_by: str = "",
    ) -> ScenarioBuilder:  # fmt: skip
        """Return a builder that holds only the head of the case."""
        head = _said(
            case=case, title=title, question=question, planner=planner, advises=advises, announce=announce,
            as_seen_by=as_seen_by, limits=limits,
        )  # fmt: skip
        return cls(MappingProxyType(head))

    @classmethod
    def of(cls, scenario: Scenario) -> ScenarioBuilder:
        """Return a builder that holds all of *scenario*, to go on from there."""
        return cls(MappingProxyType(plain_scenario(scenario)))

    def build(self) -> Scenario:
        """Return the scenario.

        Raises:
            CaseError: something cannot be read; it says everything that is wrong.
        """
        form = Form(None, file="")
        for what in self.twice:
            form.report("duplicate-name", None, f"{what} is said twice", hint="say it once")
        scenario = read_root(form, _node(self.parts))
        if scenario is None or form.found:
            raise CaseError(form.found or [Diagnostic("empty", Severity.ERROR, "there is no scenario")])
        return scenario

    def actor(
        self, id: str, *, types: Said = None, neutral: Said = None, label: Said = None, because: Said = None
    ) -> ScenarioBuilder:
        """Add an actor; *types* gives each private type its prior."""
        return self._entry("actors", id, _said(label=label, types=types, neutral=neutral, because=because))

    def audience(
        self, id: str, *, judges: str, at: str, steps: Said = None, label: Said = None, because: Said = None
    ) -> ScenarioBuilder:
        """Add an actor that only judges."""
        judging = _said(judges=judges, at=at, steps=steps)
        return self._entry("actors", id, {**_said(label=label, because=because), "audience": judging})

    def belief(
        self, holder: str, *, about: str, types: Said, neutral: Said = None, because: Said = None
    ) -> ScenarioBuilder:
        """Add a prior that one actor holds against the case's."""
        return self._item("beliefs", _said(holder=holder, about=about, types=types, neutral=neutral, because=because))

    def joint(self, types: Mapping[str, str], *, p: Said) -> ScenarioBuilder:
        """Add a line of the joint prior."""
        return self._item("joint", {**types, "p": _plain(p)})

    def fact(self, id: str, values: Said, *, label: Said = None, because: Said = None) -> ScenarioBuilder:
        """Add a fact; *values* is a list, or a range such as ``3..0``."""
        more = _said(label=label, because=because)
        return self._entry("facts", id, {"values": _plain(values), **more} if more else _plain(values))

    def stage(
        self, id: str, *, by: str, moves: Said = None, when: Said = None, seen_by: Said = None, window: Said = None,
        label: Said = None, because: Said = None,
    ) -> ScenarioBuilder:  # fmt: skip
        """Add a stage; see ``Stages.stage``."""
        stages = Stages().stage(
            id, by=by, moves=moves, when=when, seen_by=seen_by, window=window, label=label, because=because
        )
        return self._item("stages", stages.entries[0])

    def together(self, stages: Stages) -> ScenarioBuilder:
        """Add stages chosen before any of their moves is seen."""
        return self._item("stages", Stages().together(stages).entries[0])

    def repeat(
        self, stages: Stages, *, rounds: int | str, until: Said = None, discount: Said = None
    ) -> ScenarioBuilder:
        """Add a block that is played several times."""
        block = Stages().repeat(stages, rounds=rounds, until=until, discount=discount)
        return self._item("stages", block.entries[0])

    def commitment(
        self, id: str, *, by: str, to: str, condition: Said, then: Said, form: str = "", breach: str = "",
        expires: str = "", label: Said = None, because: Said = None,
    ) -> ScenarioBuilder:  # fmt: skip
        """Add a promise; *condition* is what the file writes after ``if``."""
        said = _said(label=label, by=by, to=to, form=form, then=then, breach=breach, expires=expires, because=because)
        return self._entry("commitments", id, {**said, "if": _plain(condition)})

    def outcome(self, id: str, when: Said, *, label: Said = None, because: Said = None) -> ScenarioBuilder:
        """Add a class of final states, tried after those before it; *when* may be ``otherwise``."""
        return self._entry("outcomes", id, {"when": _plain(when), **_said(label=label, because=because)})

    def prefer(self, holder: str, relation: str, *, because: Said = None) -> ScenarioBuilder:
        """Add ``a > b``, ``a = b`` or a chain to the order of an actor or of ``actor.type``."""
        section = dict(_mapping(self.parts.get("preferences")))
        before = section.get(holder, [])
        line: Plain = {relation: _plain(because)} if because else relation
        section[holder] = [*([before] if isinstance(before, (str, Mapping)) else before), line]
        return self._with("preferences", section)

    def consideration(
        self, id: str, *, of: str, per: Said, range: Said, each: str = "", neutral: Said = None, label: Said = None,
        because: Said = None,
    ) -> ScenarioBuilder:  # fmt: skip
        """Add a small additional interest."""
        said = _said(label=label, of=of, per=per, each=each, range=range, neutral=neutral, because=because)
        return self._entry("considerations", id, said)

    def claim(self, id: str, says: Said, *, supports: Said = None, against: Said = None) -> ScenarioBuilder:
        """Add a claim with citations for and against it."""
        cited = {key: _plain(value) for key, value in (("for", supports), ("against", against)) if value}
        return self._entry("claims", id, {"says": _plain(says), **cited})

    def plan(self, id: str, fixes: Mapping[str, str], *, label: Said = None, because: Said = None) -> ScenarioBuilder:
        """Add a plan: the move it fixes at each of some stages."""
        return self._entry("plans", id, {**fixes, **_said(label=label, because=because)})

    def conjecture(self, weights: Mapping[str, float]) -> ScenarioBuilder:
        """Set the weights of the plans in the eyes of those who do not see a private move."""
        return self._with("conjecture", _plain(weights))

    def happened(self, outcome: str, *, plan: str = "", moves: Said = None) -> ScenarioBuilder:
        """Set what in fact happened."""
        return self._with("happened", _said(outcome=outcome, plan=plan, moves=moves))

    def words(self, table: Mapping[str, Said]) -> ScenarioBuilder:
        """Set the case's own words of likelihood."""
        return self._with("words", _plain(table))

    def _with(self, section: str, value: Plain) -> ScenarioBuilder:
        return replace(self, parts=MappingProxyType({**self.parts, section: value}))

    def _entry(self, section: str, id: str, value: Plain) -> ScenarioBuilder:
        entries = _mapping(self.parts.get(section))
        builder = self if id not in entries else replace(self, twice=(*self.twice, f"`{id}` in `{section}`"))
        return builder._with(section, {**entries, id: value})

    def _item(self, section: str, value: Plain) -> ScenarioBuilder:
        before = self.parts.get(section, [])
        return self._with(section, [*(before if isinstance(before, Sequence) else ()), value])


def _mapping(value: Plain | None) -> Mapping[str, Plain]:
    return value if isinstance(value, Mapping) else {}


def _said(**entries: Said) -> dict[str, Plain]:
    return {key: plain for key, value in entries.items() if value is not None and (plain := _plain(value))}


def _plain(value: Said) -> Plain:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise TypeError(f"{value!r} is not a text; write 'yes' or 'no'")
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, Interval):
        return interval_text(value)
    if isinstance(value, Label):
        return {"en": value.en, "zh": value.zh}
    if isinstance(value, Number | Name | Call | Unary | Binary | Member):
        return print_expression(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value]


def _node(value: Plain) -> YamlNode:
    if isinstance(value, str):
        return YamlScalar(value, _NOWHERE, quoted=True)
    if isinstance(value, Mapping):
        return YamlMapping(tuple((YamlScalar(k, _NOWHERE), _node(inner)) for k, inner in value.items()), _NOWHERE)
    return YamlSequence(tuple(_node(inner) for inner in value), _NOWHERE)
