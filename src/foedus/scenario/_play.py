"""Let a person walk a scenario: what there is to read and to choose at each moment, as text in either language.

Pure functions: whoever prints and reads (the command line, a page) does nothing else. With ``as_actor`` the reader
sits in one actor's chair: what that actor cannot see is said to be hidden, here and in the list of what happened.
"""

from __future__ import annotations

from dataclasses import dataclass

from foedus._core import Label

from ._interpret import after, outcome, payoff_terms, start
from ._model import CHANCE, Interval, Likelihood, Scenario, Stage
from ._numbers import interval_text
from ._observation import Observation
from ._position import Group, Position, Term, Turn

_TEXT = {
    "type": Label("Chance draws the private type of {who}.", "随机决定{who}的私下类型。"),
    "chance": Label("Chance decides: {stage}{window}.", "由机遇决定：{stage}{window}。"),
    "conjecture": Label(
        "{who} moves unseen by some: {stage}{window}. The plan makes this move: {move}.",
        "{who}行动，有人看不到：{stage}{window}。方案在此规定：{move}。",
    ),
    "decision": Label("{who} decides: {stage}{window}.", "{who}抉择：{stage}{window}。"),
    "report": Label(
        "{who} judges: {stage}{window}. How probable is it that {judged} is of the type “{kind}”?",
        "{who}评判：{stage}{window}。{judged}属于“{kind}”类型的可能性有多大？",
    ),
    "hidden": Label("{who} moves; this is hidden from {reader}.", "{who}行动；{reader}看不到。"),
    "hidden_type": Label(
        "Chance draws the private type of {who}, hidden from {reader}.", "随机决定{who}的私下类型，{reader}看不到。"
    ),
    "forced": Label("There is only one move.", "只有一种选择。"),
    "together": Label(
        "Chosen at the same time as the moves before it, none of which is seen yet.",
        "与前面的行动同时选择，彼此尚未看到。",
    ),
    "seen": Label("Seen by {who}:", "{who}已经看到："),
    "facts": Label("Public facts: {facts}.", "公开情况：{facts}。"),
    "own": Label("{who} is of the type “{kind}”.", "{who}的类型是“{kind}”。"),
    "because": Label("on: {claims}", "依据：{claims}"),
    "round": Label(", round {round}", "，第{round}轮"),
    "expected": Label("others expect it with {share}", "旁人预期为{share}"),
    "private": Label("hidden", "隐藏"),
    "end": Label("Play is over: {outcome}.", "终局：{outcome}。"),
    "utility": Label("{who}, “{kind}”: worth of this outcome", "{who}（{kind}）：此结局的价值"),
    "plainly": Label("{who}: worth of this outcome", "{who}：此结局的价值"),
    "weight": Label("{sign} {amount} × {name} ({range})", "{sign} {amount} × {name}（{range}）"),
    "loss": Label("{who}: {amount} for errors of judgement", "{who}：评判误差 {amount}"),
    "discounted": Label(", discounted for round {round}", "，第{round}轮折现"),
    "joint": Label("joint prior", "联合先验"),
    "rest": Label("the rest", "其余"),
}


@dataclass(frozen=True, slots=True)
class Possibility:
    """One thing that can happen next: the id to go on with, and what to show."""

    move: str
    text: str
    notes: tuple[str, ...] = ()
    """Probability and the claims the move rests on."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A play so far, with every position on the way, so that a step can be taken back."""

    positions: tuple[Position, ...]
    moves: tuple[str, ...] = ()

    @classmethod
    def begin(cls, scenario: Scenario, plan: str = "") -> Walk:
        """Return the walk that stands at the start of *scenario* under *plan*."""
        return cls((start(scenario, plan),))

    @property
    def position(self) -> Position:
        """Where the walk stands."""
        return self.positions[-1]

    def step(self, move: str) -> Walk:
        """Return the walk one move further; raise ValueError if *move* is not open."""
        return Walk((*self.positions, after(self.position, move)), (*self.moves, move))

    def undo(self) -> Walk:
        """Return the walk one move back; at the start, the walk itself."""
        return Walk(self.positions[:-1], self.moves[:-1]) if self.moves else self


def hidden(position: Position, as_actor: str) -> bool:
    """Return whether *as_actor* cannot see the move to come (nobody is blind who is nobody: ``""`` sees all)."""
    turn = position.turn
    if not as_actor or turn.kind == "end" or turn.who == as_actor:
        return False
    if turn.kind in ("type", "report"):
        return True
    group = position.script.instructions[position.at]
    if isinstance(group, Group) and any(stage.by == as_actor for stage in group.stages):
        return True  # chosen at the same time as one's own move
    seen_by = position.script.stages[turn.stage].seen_by
    return seen_by is not None and as_actor not in seen_by


def describe(position: Position, language: str, *, as_actor: str = "") -> tuple[str, ...]:
    """Return what there is to read at *position*: who moves, when, on which claims, and what they have seen.

    At the end: the outcome, and for every actor what its payoff is made of.

    Raises:
        ValueError: the scenario has no actor *as_actor*.
    """
    if as_actor and as_actor not in position.script.actors:
        raise ValueError(f"the case has no actor {as_actor!r}; it has {', '.join(position.script.actors)}")
    say = _Words(position, language)
    turn = position.turn
    if turn.kind == "end":
        return _ending(position, say, as_actor)
    if hidden(position, as_actor):
        lines = [
            say.text(
                "hidden_type" if turn.kind == "type" else "hidden", who=say.actor(turn.who), reader=say.actor(as_actor)
            )
        ]
        reader = as_actor
    else:
        lines = _headline(position, turn, say)
        reader = as_actor or (turn.who if turn.who in position.script.actors else "")
    if "" not in position.types:
        facts = zip(position.scenario.facts, position.facts, strict=True)
        shown = [f"{say.label(fact.id, fact.label)} = {_plain(value)}" for fact, value in facts]
        if shown:
            lines.append(say.text("facts", facts=", ".join(shown)))
        lines += _seat(position, say, reader) if reader else []
    return tuple(lines)


def choices(position: Position, language: str, *, as_actor: str = "") -> tuple[Possibility, ...]:
    """Return what can happen next, in order; none at the end.

    Where the move is hidden from *as_actor* the possibilities are numbered and say nothing: let chance choose.
    """
    say = _Words(position, language)
    turn = position.turn
    if hidden(position, as_actor):
        word = say.text("private")
        return tuple(Possibility(move, f"{word} {number}") for number, move in enumerate(turn.moves, 1))
    if turn.kind == "type":
        kinds = {item.id: item for item in say.actors[turn.who].types}
        priors = [item.prior for item in kinds.values()]
        return tuple(
            Possibility(
                move,
                say.kind(turn.who, move),
                _probability(kinds[move].prior, priors, say) if turn.numbers and turn.numbers[0][0] == "prior" else
                ((say.text("joint"),) if turn.numbers else ()),
            )
            for move in turn.moves
        )  # fmt: skip
    if turn.kind == "report":
        return tuple(Possibility(move, move) for move in turn.moves)
    found = []
    for number, move in enumerate(turn.moves):
        option = next(item for item in position.script.options[turn.stage] if item.id == move)
        notes: tuple[str, ...] = ()
        if turn.kind == "chance" and option.move.prior is not None and not turn.forced:
            priors = [item.move.prior for item in position.script.options[turn.stage] if item.move.prior is not None]
            notes = _probability(option.move.prior, priors, say)
        if turn.kind == "conjecture":
            notes = (say.text("expected", share=f"{turn.conjecture[number]:.0%}"),)
        found.append(Possibility(move, say.move(turn.stage, move), (*notes, *say.claims(option.move.because))))
    return tuple(found)


def _headline(position: Position, turn: Turn, say: _Words) -> list[str]:
    if turn.kind == "type":
        return [say.text("type", who=say.actor(turn.who)), *say.claims(say.actors[turn.who].because)]
    stage = position.script.stages[turn.stage]
    window = _window(stage, turn.round)
    parts = {
        "who": say.actor(turn.who),
        "stage": say.stage(turn.stage),
        "window": (say.text("round", round=str(turn.round)) if turn.round else "") + (f" ({window})" if window else ""),
        "move": say.move(turn.stage, turn.actual) if turn.actual else "",
    }
    audience = say.actors[turn.who].audience if turn.kind == "report" else None
    if audience is not None:
        parts |= {"judged": say.actor(audience.judges), "kind": say.kind(audience.judges, audience.type)}
    lines = [say.text(turn.kind, **parts), *say.claims(stage.because)]
    if turn.forced:
        lines.append(say.text("forced"))
    if any(move is not None for move in position.pending):
        lines.append(say.text("together"))
    return lines


def _seat(position: Position, say: _Words, reader: str) -> list[str]:
    """Return what *reader* knows: its own type and what it has seen."""
    index = position.script.actors[reader]
    lines = []
    if len(say.actors[reader].types) > 1:
        lines.append(say.text("own", who=say.actor(reader), kind=say.kind(reader, position.types[index])))
    if position.seen[index]:
        lines.append(say.text("seen", who=say.actor(reader)))
        lines += [f"  {say.observation(item)}" for item in position.seen[index]]
    return lines


def _ending(position: Position, say: _Words, as_actor: str) -> tuple[str, ...]:
    ended = next(item for item in position.scenario.outcomes if item.id == outcome(position))
    lines = [say.text("end", outcome=say.label(ended.id, ended.label)), *say.claims(ended.because)]
    for index, actor in enumerate(position.scenario.actors):
        if as_actor in ("", actor.id):
            parts = [_term(term, position, say, index) for term in payoff_terms(position, actor.id)]
            lines += [f"{'' if number == 0 else '  '}{part}" for number, part in enumerate(sorted(parts, key=_first))]
    return tuple(lines)


def _first(part: str) -> bool:
    return part.startswith(("+", "−"))


def _term(term: Term, position: Position, say: _Words, index: int) -> str:
    actor = position.scenario.actors[index]
    if term.key[0] == "constant":
        return say.text("loss", who=say.actor(actor.id), amount=f"{term.coefficient:.4g}".replace("-", "−"))
    if term.key[0] == "utility":
        if len(actor.types) < 2:
            return say.text("plainly", who=say.actor(actor.id))
        return say.text("utility", who=say.actor(actor.id), kind=say.kind(actor.id, position.types[index]))
    item = next(item for item in position.scenario.considerations if item.id == term.key[1])
    late = say.text("discounted", round=term.key[2]) if len(term.key) > 2 else ""
    return say.text(
        "weight",
        sign="−" if term.coefficient < 0 else "+",
        amount=f"{abs(term.coefficient):.4g}",
        name=say.label(item.id, item.label),
        range=interval_text(item.range) + late,
    )


def _window(stage: Stage, round_: int) -> str:
    if not stage.windows:
        return ""
    return stage.windows[min(max(round_, 1), len(stage.windows)) - 1] if len(stage.windows) > 1 else stage.windows[0]


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _probability(prior: Likelihood, all_of_them: list[Likelihood], say: _Words) -> tuple[str, ...]:
    """Return the words and the range of a probability; that of the rest follows from the others."""
    if prior.interval is not None:
        bounds = interval_text(prior.interval)
        return (bounds,) if prior.text == bounds else (f"{prior.text}: {bounds}",)
    others = [item.interval for item in all_of_them if item.interval is not None]
    low = max(0.0, 1 - sum(item.high for item in others))
    high = max(0.0, 1 - sum(item.low for item in others))
    return (f"{say.text('rest')}: {interval_text(Interval(round(low, 9), round(high, 9)))}",)


class _Words:
    """Names of the case's parts in one language."""

    def __init__(self, position: Position, language: str) -> None:
        self.scenario, self.language = position.scenario, language
        self.actors = {actor.id: actor for actor in self.scenario.actors}
        self.steps = position.script.stages

    def text(self, name: str, /, **parts: str) -> str:
        return _TEXT[name].text(self.language).format(**parts)

    def label(self, name: str, label: Label) -> str:
        return label.text(self.language) or name.replace("_", " ")

    def actor(self, name: str) -> str:
        if name == CHANCE or name not in self.actors:
            return name
        return self.label(name, self.actors[name].label)

    def kind(self, actor: str, name: str) -> str:
        found = next((item for item in self.actors[actor].types if item.id == name), None)
        return self.label(name, found.label if found else Label())

    def stage(self, name: str) -> str:
        return self.label(name, self.steps[name].label)

    def move(self, stage: str, name: str) -> str:
        for move in self.steps[stage].moves:
            if move.id == name:
                return self.label(name, move.label)
            if move.choice is not None and name.startswith(f"{move.id}_"):
                return f"{self.label(move.id, move.label)}: {name.removeprefix(move.id + '_')} {move.choice.name}"
        return name

    def observation(self, item: Observation) -> str:
        round_ = self.text("round", round=str(item.round)) if item.round else ""
        return f"{self.stage(item.stage)}{round_}: {self.move(item.stage, item.move)}"

    def claims(self, because: tuple[str, ...]) -> tuple[str, ...]:
        says = {claim.id: claim.says.text(self.language) for claim in self.scenario.claims}
        shown = "; ".join(f"{name} ({says[name]})" if says.get(name) else name for name in because)
        return (self.text("because", claims=shown),) if because else ()
