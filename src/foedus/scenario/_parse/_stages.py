"""Read stages, their moves, groups chosen together, and repeated blocks."""

from __future__ import annotations

from foedus._core import YamlMapping, YamlNode, YamlScalar

from .._expression import Number
from .._grammar import parse_choice
from .._keys import MAX_ROUNDS, MOVE, REPEAT, STAGE
from .._model import CHANCE, Choice, Interval, Move, Repeat, Stage, Step, Together
from ._form import Form, kept
from ._locate import is_nothing


def read_steps(form: Form, node: YamlNode) -> tuple[Step, ...]:
    """Return the stages, groups and repeats in order."""
    return kept(_step(form, item, "`stages`") for item in form.items(node, "`stages`"))


def _step(form: Form, node: YamlNode, what: str) -> Step | None:
    entry = _single(form, node, what)
    if entry is None:
        return None
    key, value = entry
    if key.text == "repeat":
        return _repeat(form, key, value)
    return _simple(form, key, value)


def _simple(form: Form, key: YamlScalar, value: YamlNode) -> Stage | Together | None:
    if key.text != "together":
        return _stage(form, key, value)
    found = []
    for item in form.items(value, "`together`"):
        entry = _single(form, item, "`together`")
        if entry is None:
            continue
        if entry[0].text in ("together", "repeat"):
            message = f"`{entry[0].text}` cannot stand inside `together`"
            form.report("bad-nesting", entry[0], message, hint="list single stages there")
        elif stage := _stage(form, *entry):
            found.append(stage)
    if len(found) < 2 and not form.lost:
        hint = "list two or more stages, or write the one stage by itself"
        form.report("bad-nesting", key, "`together` needs two stages or more", hint=hint)
    return Together(tuple(found), form.place(key, value)) if found else None


def _single(form: Form, node: YamlNode, what: str) -> tuple[YamlScalar, YamlNode] | None:
    hint = "write `- name: {by: …, moves: {…}}`"
    if not isinstance(node, YamlMapping) or not node.entries:
        form.report("expected-mapping", node, f"an entry of {what} is not a stage", hint=hint)
        return None
    if len(node.entries) > 1:
        second = node.entries[1][0]
        form.report(
            "bad-nesting", second, f"`{second.text}` stands beside `{node.entries[0][0].text}`, not inside or after it",
            why=f"each entry of {what} is one stage", hint=f"indent it by two more, or begin with `- {second.text}:`",
        )  # fmt: skip
    return node.entries[0]


def _repeat(form: Form, key: YamlScalar, node: YamlNode) -> Repeat | None:
    parts = form.parts(node, REPEAT, "`repeat`")
    rounds = form.whole(parts["rounds"], "`rounds`", low=1, high=MAX_ROUNDS) if "rounds" in parts else None
    until = form.expression(parts.get("until"), "`until`")
    discount: Interval | None = Interval(1.0, 1.0)
    if "discount" in parts:
        discount = form.interval(parts["discount"], "`discount`", unit=True)
    body: list[Stage | Together] = []
    for item in form.items(parts.get("stages"), "`stages` of `repeat`"):
        entry = _single(form, item, "`stages` of `repeat`")
        if entry is None:
            continue
        if entry[0].text == "repeat":
            form.report("bad-nesting", entry[0], "a `repeat` cannot stand inside a `repeat`", hint="write one block")
        elif step := _simple(form, *entry):
            body.append(step)
    if rounds is None or discount is None or not body:
        return None
    return Repeat(rounds, tuple(body), until, discount, form.place(key, node))


def _stage(form: Form, key: YamlScalar, node: YamlNode) -> Stage | None:
    name = form.name(key, "a stage", sort="stage")
    what = f"stage `{key.text}`"
    parts = form.parts(node, STAGE, what)
    by = form.name(parts["by"], f"`by` of {what}") if "by" in parts else None
    when = form.expression(parts.get("when"), f"`when` of {what}")
    # An empty list, unlike an absent one, says that nobody else sees the move.
    seen_by = form.names(parts["seen_by"], f"`seen_by` of {what}") if "seen_by" in parts else None
    windows = kept(form.date(item, f"`window` of {what}") for item in form.items(parts.get("window"), "`window`"))
    moves = read_moves(form, parts.get("moves"), what, chance=by == CHANCE)
    if by is not None and by not in form.audiences and ("moves" not in parts or is_nothing(parts["moves"])):
        form.report("missing-key", key, f"{what} needs `moves`", hint="add `moves: {first: …, second: …}`")
    label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
    if name is None or by is None:
        return None
    return Stage(name, by, moves, when, seen_by, windows, label, because, form.place(key, node))


def read_moves(form: Form, node: YamlNode | None, what: str, *, chance: bool) -> tuple[Move, ...]:
    """Return the moves of a stage."""
    entries = form.mapping(node, f"`moves` of {what}")
    return kept(_move(form, key, value, what, chance) for key, value in entries)


def _move(form: Form, key: YamlScalar, node: YamlNode, where: str, chance: bool) -> Move | None:
    name = form.name(key, f"a move of {where}", sort="move")
    what = f"move `{key.text}` of {where}"
    parts: dict[str, YamlNode] = {"do": node}
    if isinstance(node, YamlMapping):
        parts = form.parts(node, MOVE, what)
    if chance and ("p" not in parts or is_nothing(parts["p"])):
        form.report("missing-key", key, f"{what} needs a probability", hint="add `p: likely`, or `p: rest`")
        parts.pop("p", None)
    elif "p" in parts and not chance:
        hint = "remove `p`; what an actor chooses is solved, not assumed"
        form.report("unexpected-probability", parts["p"], f"{what} is not a move of chance", hint=hint)
        parts.pop("p")
    effects = form.effects(parts.get("do"), what)
    when = form.expression(parts.get("when"), f"`when` of {what}")
    prior = form.likelihood(parts["p"], f"`p` of {what}") if "p" in parts else None
    choice = _choice(form, parts["choose"], what) if "choose" in parts else None
    if choice is not None and chance:
        form.report(
            "bad-choice", parts["choose"], f"{what}: chance has no amounts to choose", hint="write the moves out"
        )
    label, because = form.label(parts.get("label"), f"the label of {what}"), form.because(parts.get("because"))
    if name is None:
        return None
    return Move(name, effects, when, label, choice, prior, because, form.place(key, node))


def _choice(form: Form, node: YamlNode, what: str) -> Choice | None:
    parsed = form.grammar(node, f"`choose` of {what}", parse_choice)
    if parsed is None:
        return None
    name, values = parsed
    amounts = [value.value for value in values if isinstance(value, Number)]
    hint = 'write `choose: "amount in {0, 5, 9}"`'
    if len(amounts) < len(values) or any(amount < 0 or amount != int(amount) for amount in amounts):
        message = f"`choose` of {what} has an amount that is no whole number from 0"
        form.report("bad-choice", node, message, why="the moves are named after their amounts", hint=hint)
        return None
    if len(set(amounts)) < len(amounts):
        form.report("bad-choice", node, f"`choose` of {what} has an amount twice", hint="remove one")
        return None
    return Choice(name, tuple(amounts))
