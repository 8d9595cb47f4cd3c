"""Section 3: the equilibrium told in words and drawn, for the leader and for every other plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.judge import InfosetPlay, PlanPlay
from foedus.scenario import CHANCE, Plan, Repeat, Stage, Step, Together

from .._contexts import Figure, InfosetGroup, InfosetRow, OrderLine, PlanPlaySection, StageRow, StoryStep
from .._figures import TreeRow, play_tree
from .._numbers import edtf, percent
from .._story import Branch, Decision, main_line, prune, walk, where_tested
from ._desk import Desk, slug
from ._plans import fixes_in_words
from ._verdict import NARROW, WIDE

DRAWN = 20
"""At most so many decisions are drawn (the most likely line always is)."""
TABLE_LEADER = 2000
TABLE_OTHERS = 60
TESTS = 6
MOVED = 0.015
"""A belief is told again when it has moved by so much."""


def play_sections(desk: Desk) -> tuple[PlanPlaySection, ...]:
    """Return one section a plan, in the order of the verdict; the first is the leader (or the least regret)."""
    verdict = desk.study.judgement.verdict
    plays = {play.plan: play for play in desk.study.judgement.plays}
    return tuple(
        _section(desk, plays[plan.id], leads=plan.id == verdict.leader, first=i == 0)
        for i, plan in enumerate(verdict.plans)
        if plan.id in plays
    )


def _section(desk: Desk, play: PlanPlay, *, leads: bool, first: bool) -> PlanPlaySection:
    scenario, say, names = desk.study.case.scenario, desk.strings, desk.names
    plan = next((item for item in scenario.plans if item.id == play.plan), None)
    tree, least = prune(play, scenario, most=DRAWN)
    drawn = {(i.actor, i.type, i.stage, i.round, i.seen) for d in walk(tree) for i in d.plays}
    hidden = max(play.information_sets, len(play.infosets)) - len(drawn)
    total = f"{max(play.information_sets, len(play.infosets)):,}"
    table = sorted(play.infosets, key=lambda item: (-item.reach, len(item.seen), item.seen, item.actor, item.type))
    most = TABLE_LEADER if first else TABLE_OTHERS
    tests = [infoset for promise in scenario.commitments for infoset in where_tested(play, scenario, promise.id)]
    shown = [*table[:most], *(item for item in tests if item not in table[:most])] if not first else table[:most]
    key = "play.table" if len(shown) == len(table) else "play.table.some"
    hidden_text = (
        say("play.hidden", count=hidden, total=total, least=percent(least))
        if hidden > 0
        else say("play.hidden.none", total=total)
    )
    return PlanPlaySection(
        f"play-{slug(play.plan)}", names.plan(play.plan), leads, fixes_in_words(desk, plan) if plan else (),
        tuple(_steps(desk, tree)), _ending(desk, play.plan), _figure(desk, play.plan, tree),
        hidden_text, infoset_groups(desk, tests[:TESTS], plan),
        say("play.tests.more", count=len(tests) - TESTS) if len(tests) > TESTS else "",
        infoset_groups(desk, shown, plan), say(key, total=f"{len(table):,}", number=f"{len(shown):,}"),
        say("play.left-out", number=f"{len(table) - len(shown):,}") if len(shown) < len(table) else "",
    )  # fmt: skip


def _where(desk: Desk, stage: str, round_: int) -> str:
    text = desk.names.stage(stage)
    return text + desk.strings("brackets", text=desk.strings("play.round", round=round_)) if round_ else text


def _report(decision: Decision) -> float:
    return sum(float(b.move) * b.probability for b in decision.branches if _is_number(b.move))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _reported(desk: Desk, decision: Decision) -> str:
    audience = next(a.audience for a in desk.study.case.scenario.actors if a.id == decision.actor)
    who = desk.names.typed(f"{audience.judges}.{audience.type}") if audience else ""
    return desk.strings("play.belief", who=who, belief=percent(_report(decision)))


def _move_sentence(desk: Desk, decision: Decision, branch: Branch) -> str:
    say, names = desk.strings, desk.names
    stage = _where(desk, decision.stage, decision.round)
    if decision.actor == CHANCE:
        return say("play.step.chance", stage=stage, move=names.move(decision.stage, branch.move))
    audience = next((a.audience for a in desk.study.case.scenario.actors if a.id == decision.actor), None)
    if audience is not None:
        return say(
            "play.step.report", stage=stage, actor=names.actor(decision.actor), about=names.actor(audience.judges),
            type=names.type(audience.judges, audience.type), belief=percent(_report(decision)),
        )  # fmt: skip
    return say(
        "play.step.stage", stage=stage, actor=names.actor(decision.actor), move=names.move(decision.stage, branch.move)
    )


def _split(desk: Desk, decision: Decision, branch: Branch) -> str:
    """Return the types' probabilities, where they differ enough to matter."""
    chances = [p for _, p in branch.by_type]
    if len(chances) < 2 or max(chances) - min(chances) < 0.02:
        return ""
    items = [
        desk.strings("play.by-type.item", type=desk.names.type(decision.actor, kind), share=percent(p))
        for kind, p in branch.by_type
    ]
    return desk.strings("play.by-type", types=desk.strings("list.comma").join(items))


def _told_beliefs(desk: Desk, decision: Decision) -> list[tuple[str, float]]:
    """Return one belief an actor judged: of the first type where there are two, of all types where there are more."""
    actors = {actor.id: [t.id for t in actor.types] for actor in desk.study.case.scenario.actors}
    told = []
    for name, belief in decision.beliefs:
        actor, _, kind = name.partition(".")
        types = actors.get(actor, [])
        if len(types) > 2 or (len(types) == 2 and types[0] == kind):
            told.append((desk.names.typed(name), belief))
    return told


def _news(desk: Desk, decision: Decision, last: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Yield the beliefs that are new, or have moved since they were last told, and remember them in *last*."""
    for who, belief in _told_beliefs(desk, decision):
        if abs(belief - last.get(who, -1.0)) >= MOVED:
            last[who] = belief
            yield who, belief


def _steps(desk: Desk, tree: Decision | None) -> Iterator[StoryStep]:
    windows = {stage.id: stage.windows for stage, _ in _placed(desk.study.case.scenario.steps)}
    stages = {stage.id: stage for stage, _ in _placed(desk.study.case.scenario.steps)}
    last: dict[str, float] = {}
    for decision, branch in main_line(tree):
        spans = windows.get(decision.stage, ())
        index = max(decision.round - 1, 0) if len(spans) > 1 else 0
        when = edtf(spans[index], desk.language) if index < len(spans) else ""
        told = [
            desk.strings("play.belief", who=who, belief=percent(belief)) for who, belief in _news(desk, decision, last)
        ]
        beliefs = desk.strings("play.beliefs", beliefs=desk.strings("list.comma").join(told)) if told else ""
        stage = stages[decision.stage]
        move = next((item for item in stage.moves if item.id == branch.move), None)
        audience = not stage.moves
        yield StoryStep(
            when, _move_sentence(desk, decision, branch), "" if audience else percent(branch.probability),
            "" if audience else _split(desk, decision, branch), beliefs,
            desk.cite((*stage.because, *(move.because if move else ()))),
        )  # fmt: skip


def _ending(desk: Desk, plan: str) -> str:
    found = next(item for item in desk.study.judgement.verdict.plans if item.id == plan)
    items = [
        desk.strings("play.ending.item", outcome=desk.names.outcome(name), share=percent(estimate.mean))
        for name, estimate in sorted(found.outcomes, key=lambda pair: (-pair[1].mean, pair[0]))
        if estimate.mean > 0
    ]
    return desk.strings("play.ending", outcomes=desk.strings("list.comma").join(items))


def _figure(desk: Desk, plan: str, tree: Decision | None) -> Figure:
    say = desk.strings
    rows: list[TreeRow] = []
    _draw(desk, tree, rows, {}, parent=-1)
    moves = [desk.names.move(d.stage, b.move) for d, b in main_line(tree) if not _is_number(b.move)]
    wide, narrow = (
        play_tree(
            rows, width=width, name=f"tree-{slug(plan)}-{width}", title=say("play.tree", plan=desk.names.plan(plan)),
            description=say("play.tree.desc", moves=say("separator").join(moves)),
        )
        for width in (WIDE, NARROW)
    )  # fmt: skip
    return Figure(wide, narrow, say("play.tree.caption"))


def _draw(desk: Desk, decision: Decision | None, rows: list[TreeRow], last: dict[str, float], *, parent: int) -> None:
    """Append the rows of *decision*: itself, then its less likely moves with what follows, then its main move."""
    say, names = desk.strings, desk.names
    if decision is None:
        return
    audience = any(actor.id == decision.actor and actor.audience for actor in desk.study.case.scenario.actors)
    branch = decision.main
    dead = decision.flow <= 0
    kind = "test" if decision.tests else "chance" if decision.actor == CHANCE else "decision"
    actor = say("play.model.chance") if decision.actor == CHANCE else names.actor(decision.actor)
    head = f"{actor} · {_where(desk, decision.stage, decision.round)}"
    if decision.tests:
        head += f" · {say('play.test')}"
    text = _reported(desk, decision) if audience else names.move(decision.stage, branch.move)
    share = -1.0 if audience else branch.probability
    last = dict(last)
    told = tuple(_news(desk, decision, last))
    here = len(rows)
    rows.append(TreeRow(kind, parent, True, decision.flow, head, text, share, told, dead))
    if not audience:
        for side in sorted(decision.branches, key=lambda item: -item.probability):
            if side is branch or (side.probability <= 0 and side.child is None):
                continue
            place = len(rows)
            label = names.move(decision.stage, side.move)
            rows.append(
                TreeRow("side", here, False, side.flow, "", label, side.probability, (), side.flow <= 0, side.cut)
            )
            _draw(desk, side.child, rows, last, parent=place)
    if branch.child is not None:
        _draw(desk, branch.child, rows, last, parent=here)
    else:
        rows.append(TreeRow("end", here, True, branch.flow, "", say("play.tree.end"), -1.0, (), dead))


def infoset_groups(desk: Desk, infosets: Sequence[InfosetPlay], plan: Plan | None) -> tuple[InfosetGroup, ...]:
    """Return information sets by decision and moves seen; what the plan fixes goes without saying."""
    fixed = set(plan.fixes) if plan else set()
    groups: dict[tuple[str, int, tuple[tuple[str, int, str], ...]], list[InfosetPlay]] = {}
    for infoset in infosets:
        seen = tuple(item for item in infoset.seen if (item[0], item[2]) not in fixed)
        groups.setdefault((infoset.stage, infoset.round, seen), []).append(infoset)
    return tuple(
        InfosetGroup(
            _where(desk, stage, round_),
            " → ".join(desk.names.move(place, move) for place, _, move in seen) or desk.strings("play.nothing"),
            tuple(infoset_row(desk, item) for item in items),
        )
        for (stage, round_, seen), items in groups.items()
    )


def infoset_row(desk: Desk, infoset: InfosetPlay) -> InfosetRow:
    """Return one information set as a line of the table."""
    say, names = desk.strings, desk.names
    moves = [
        say("play.by-type.item", type=names.move(infoset.stage, move), share=percent(estimate.mean))
        for move, estimate in sorted(infoset.moves, key=lambda pair: -pair[1].mean)
        if estimate.mean >= 0.005 or len(infoset.moves) <= 3
    ]  # fmt: skip
    if all(_is_number(move) for move, _ in infoset.moves):
        report = sum(float(move) * estimate.mean for move, estimate in infoset.moves)
        moves = [say("play.reports", belief=percent(report))]
    first = Decision(infoset.stage, infoset.round, infoset.actor, 0.0, (), infoset.beliefs, (), ())
    beliefs = [say("play.belief", who=who, belief=percent(belief)) for who, belief in _told_beliefs(desk, first)]
    return InfosetRow(
        names.typed(f"{infoset.actor}.{infoset.type}"), percent(infoset.reach), say("separator").join(moves),
        say("separator").join(beliefs),
    )  # fmt: skip


def _placed(steps: tuple[Step, ...], rounds: int = 0) -> Iterator[tuple[Stage, int]]:
    for step in steps:
        if isinstance(step, Repeat):
            yield from _placed(step.body, step.rounds)
        elif isinstance(step, Together):
            yield from ((stage, rounds) for stage in step.stages)
        else:
            yield step, rounds


def model_rows(desk: Desk) -> tuple[StageRow, ...]:
    """Return the order of play, one row a stage."""
    say, names = desk.strings, desk.names
    audiences = {actor.id for actor in desk.study.case.scenario.actors if actor.audience}
    rows = []
    for stage, rounds in _placed(desk.study.case.scenario.steps):
        when = say("separator").join(edtf(text, desk.language) for text in stage.windows)
        if rounds and not when:
            when = say("play.model.rounds", rounds=rounds)
        by = say("play.model.chance") if stage.by == CHANCE else names.actor(stage.by)
        moves = say("separator").join(names.move(stage.id, move.id) for move in stage.moves)
        seen = say("play.model.everyone")
        if stage.seen_by is not None:
            seen = say("list.comma").join(names.actor(actor) for actor in stage.seen_by) or say("none")
        refs = dict.fromkeys((*stage.because, *(claim for move in stage.moves for claim in move.because)))
        rows.append(
            StageRow(
                when, names.stage(stage.id), by, say("play.model.report") if stage.by in audiences else moves,
                seen if stage.by not in audiences else say("none"), desk.words(stage.when), desk.cite(tuple(refs)),
            )
        )  # fmt: skip
    return tuple(rows)


def outcome_lines(desk: Desk) -> tuple[OrderLine, ...]:
    """Return the outcomes with their conditions, in the order in which they are tried."""
    return tuple(
        OrderLine(
            f"{desk.names.outcome(outcome.id)}{desk.strings('colon')}"
            f"{desk.words(outcome.when) or desk.strings('play.otherwise')}",
            desk.cite(outcome.because),
        )
        for outcome in desk.study.case.scenario.outcomes
    )
