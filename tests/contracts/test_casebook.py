"""Every bundled case can be read, played and cited; korea-1958 keeps what it promises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from foedus import casebook, compiler, scenario
from foedus._core import CaseError, Label, PartialDate, Severity, YamlMapping, YamlScalar, YamlSequence, read_yaml
from foedus.compiler import CompiledGame, compile_game
from foedus.games import ExtensiveForm, StateGraph, edge_weights, expected_payoffs, read_efg, write_efg
from foedus.record import (
    Calendar,
    Document,
    Passage,
    SourceText,
    anchor_citations,
    cite_quotation,
    find_sources,
    print_calendar,
    read_calendar,
)
from foedus.scenario import Repeat, Scenario, Stage, Together, check_scenario, read_scenario, without_audience
from foedus.solve import backward_subgame_perfect, certify_sequential, logit_sequential

CASES = casebook.slugs()
SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"
IN_SEEDS = ("letter-1958-01-24", "commentary-2026", "statement-1958-02-19", "book-", "mao-1951", "stalin-1951")


def read(slug: str) -> Scenario:
    path = casebook.case_directory(slug) / "case.yaml"
    found, mistakes = read_scenario(path.read_bytes(), file=path.name)
    assert mistakes == []
    assert found is not None
    return found


def calendar_of(slug: str) -> Calendar:
    path = casebook.case_directory(slug) / "calendar.yaml"
    calendar, mistakes = read_calendar(path.read_bytes(), file=path.name)
    assert mistakes == []
    return calendar


def stages_of(item: Scenario) -> list[Stage]:
    found: list[Stage] = []
    steps = list(item.steps)
    while steps:
        step = steps.pop(0)
        if isinstance(step, Repeat):
            steps = [*step.body, *steps]
        elif isinstance(step, Together):
            found += step.stages
        else:
            found.append(step)
    return found


# Every case ---------------------------------------------------------------------------------------------------------


def test_the_casebook_holds_the_historical_cases_and_the_transfers() -> None:
    assert set(CASES) >= {
        "korea-1958", "korea-1950-intervention", "korea-1951-armistice", "korea-1952-prisoners",
        "sino-soviet-1957-1960", "assurance-2018", "tumen-cooperation", "price-war", "delegation",
    }  # fmt: skip


@pytest.mark.parametrize("slug", CASES)
def test_a_case_says_its_name_and_asks_its_question_in_both_languages(slug: str) -> None:
    case = read(slug)
    assert case.case == slug
    assert casebook.case_title(slug) == case.title
    assert (casebook.case_directory(slug) / "README.md").is_file()
    outcomes = [item.label for item in case.outcomes]
    plans = [item.label for item in case.plans]
    shown = [case.title, case.question, case.limits, *(claim.says for claim in case.claims), *outcomes, *plans]
    assert [label for label in shown if not (label.en and label.zh)] == []


@pytest.mark.parametrize("slug", CASES)
def test_the_checker_finds_no_error_in_a_case(slug: str) -> None:
    assert [str(found) for found in check_scenario(read(slug)) if found.severity is Severity.ERROR] == []


@pytest.mark.parametrize("slug", CASES)
def test_every_plan_of_a_case_becomes_a_game(slug: str) -> None:
    case = read(slug)
    for plan in case.plans:
        game = compile_game(case, plan.id)
        assert set(game.terminal_outcome.values()) <= {outcome.id for outcome in case.outcomes}
        assert len(game.parameters) > 0
        assert len(game.form.owner) <= 6_000


@pytest.mark.parametrize("slug", CASES)
def test_a_case_is_exported_for_gambit(slug: str) -> None:
    case = read(slug)
    for plan in case.plans:
        game = compile_game(case, plan.id)
        text = write_efg(game.form, middle_draw(game)[:, 0], title=case.title.en)
        back = read_efg(text)
        assert back.title == case.title.en
        assert back.form.players == game.form.players


@pytest.mark.parametrize("slug", CASES)
def test_every_citation_of_a_case_stands_in_its_calendar(slug: str) -> None:
    calendar = calendar_of(slug)
    cited = [name for claim in read(slug).claims for name in (*claim.supports, *claim.against)]
    assert cited
    assert [name for name in cited if calendar.find(name) is None] == []


@pytest.mark.parametrize("slug", CASES)
def test_the_claims_of_a_case_are_the_ones_it_uses(slug: str) -> None:
    path = casebook.case_directory(slug) / "case.yaml"
    root, _ = read_yaml(path.read_bytes(), file=path.name)
    assert isinstance(root, YamlMapping)
    claims = root.get("claims")
    assert isinstance(claims, YamlMapping)
    defined = {key.text for key, _ in claims.entries}
    used: set[str] = set()
    nodes = [value for key, value in root.entries if key.text != "claims"]
    while nodes:
        node = nodes.pop()
        if isinstance(node, YamlScalar):
            used |= {node.text} if node.text.startswith("c-") else set()
        elif isinstance(node, YamlSequence):
            nodes += node.items
        else:
            nodes += [value for _, value in node.entries]
    assert used == defined


def test_the_sketches_together_exercise_the_language() -> None:
    cases = [read(slug) for slug in CASES]
    steps = [step for case in cases for step in case.steps]
    stages = [stage for case in cases for stage in stages_of(case)]
    repeats = [step for step in steps if isinstance(step, Repeat)]
    assert any(isinstance(step, Together) for step in steps)
    assert any(isinstance(inner, Together) for repeat in repeats for inner in repeat.body)
    assert any(repeat.until is not None for repeat in repeats)
    assert any(repeat.discount.low < 1 for repeat in repeats)
    assert any(stage.seen_by is not None for stage in stages)
    assert any(stage.by == scenario.CHANCE for stage in stages)
    assert any(move.choice is not None for stage in stages for move in stage.moves)
    effects = [effect for stage in stages for move in stage.moves for effect in move.effects]
    assert {type(effect) for effect in effects} == {scenario.Assign, scenario.Become, scenario.Release}
    assert any(case.joint for case in cases)
    assert any(case.beliefs for case in cases)
    assert any(case.as_seen_by for case in cases)
    assert any(case.commitments for case in cases)
    assert any(actor.audience for case in cases for actor in case.actors)


def test_the_telegram_of_20_july_1951_concludes_what_its_order_implies() -> None:
    case = read("korea-1951-armistice")
    values = {}
    for plan in case.plans:
        game = compile_game(case, plan.id)
        assert isinstance(game.form, StateGraph)
        solved = backward_subgame_perfect(game.form, middle_draw(game))
        values[plan.id] = float(solved.values[game.form.players.index("prc"), 0])
    assert values["let_go"] > values["insist"]


# korea-1958 ---------------------------------------------------------------------------------------------------------


def test_korea_1958_is_of_the_promised_size() -> None:
    case = read("korea-1958")
    assert len(case.claims) >= 20
    assert [claim.id for claim in case.claims if not claim.supports] == []
    for plan in case.plans:
        game = compile_game(case, plan.id)
        assert len(game.infosets) >= 50
        assert len(game.form.owner) <= 4_000


def test_nothing_of_china_counts_what_a_plan_fixes() -> None:
    case = read("korea-1958")
    fixed = {stage for plan in case.plans for stage, _ in plan.fixes}
    texts = {item.id: scenario.print_expression(item.per) for item in case.considerations if item.actor == "prc"}
    counting = {
        name for name, text in texts.items() for stage in (*fixed, "answer", "form", "opened_by") if stage in text
    }
    assert counting == set()


def test_the_gain_from_answering_second_comes_from_the_audience() -> None:
    case = read("korea-1958")
    assert gain_from_answering_second(case) > 0.01
    assert abs(gain_from_answering_second(without_audience(case, "world"))) < 1e-6


def gain_from_answering_second(case: Scenario) -> float:
    """China's value of the plain declaration minus that of China opening, in the draw at the middle of all ranges."""
    values = []
    for plan in ("declaration_explicit", "china_opens"):
        game = compile_game(case, plan)
        assert isinstance(game.form, ExtensiveForm)
        numbers = middle_draw(game)
        result = logit_sequential(game.form, numbers)
        assert result.status.tolist() == [0]
        certificate = certify_sequential(game.form, numbers, result.log_strategy)
        assert float(np.max(certificate.max_gain)) < 1e-5
        weights = edge_weights(game.form, numbers, strategy=result.strategy, chance=dict(game.actual))
        values.append(expected_payoffs(game.form, numbers, weights)[game.form.players.index("prc"), 0])
    return float(values[0] - values[1])


def middle_draw(game: CompiledGame) -> np.ndarray:
    """One draw: utilities evenly spaced along the stated order, everything else in the middle of its range."""
    case = game.scenario
    likelihoods: dict[tuple[str, ...], scenario.Likelihood] = {
        ("prior", "", actor.id, kind.id): kind.prior for actor in case.actors for kind in actor.types
    }
    likelihoods |= {("prior", b.holder, b.about, kind.id): kind.prior for b in case.beliefs for kind in b.types}
    likelihoods |= {
        ("chance", stage.id, move.id): move.prior for stage in stages_of(case) for move in stage.moves if move.prior
    }
    ranges = {item.id: item.range for item in case.considerations}

    def number(parameter: compiler.Parameter) -> float:
        match parameter.kind:
            case "weight":
                return (ranges[parameter.keys[0]].low + ranges[parameter.keys[0]].high) / 2
            case "utility":
                actor, kind, outcome = parameter.keys
                return rank(case, actor, kind, outcome) / max(rank(case, actor, kind, o.id) for o in case.outcomes)
            case "prior" | "chance":
                key = (parameter.kind, *parameter.keys)
                own = likelihoods[key]
                others = [value for name, value in likelihoods.items() if name[:-1] == key[:-1]]
                middles = [(o.interval.low + o.interval.high) / 2 for o in others if o.interval is not None]
                return 1 - sum(middles) if own.interval is None else (own.interval.low + own.interval.high) / 2
            case _:
                return 1 / len({p.keys[1] for p in game.parameters if p.kind == "joint" and matches(p, parameter)})

    known = {p: np.array([number(p)]) for p in game.parameters if p.kind != "constant"}
    return game.fill(known)


def matches(one: compiler.Parameter, other: compiler.Parameter) -> bool:
    return one.keys[0] == other.keys[0] and one.keys[2:] == other.keys[2:]


def rank(case: Scenario, actor: str, kind: str, outcome: str) -> int:
    """The length of the longest chain of stated preferences below *outcome*."""
    relations = [
        relation
        for preference in case.preferences
        if preference.actor == actor and preference.type in (None, kind)
        for relation in preference.relations
    ]
    below = [rank(case, actor, kind, item.worse) for item in relations if item.better == outcome]
    return 1 + max(below) if below else 0


def test_the_ledger_of_korea_1958_cites_its_calendar_and_fulfils_what_was_undertaken() -> None:
    calendar = calendar_of("korea-1958")
    path = casebook.case_directory("korea-1958") / "ledger.yaml"
    root, mistakes = read_yaml(path.read_bytes(), file=path.name)
    assert mistakes == []
    assert isinstance(root, YamlMapping)
    obligations, events = root.get("obligations"), root.get("events")
    assert isinstance(obligations, YamlMapping)
    assert isinstance(events, YamlMapping)
    for _, entry in (*obligations.entries, *events.entries):
        assert isinstance(entry, YamlMapping)
        cites = entry.get("cites")
        assert isinstance(cites, YamlSequence)
        names = [item.text for item in cites.items if isinstance(item, YamlScalar)]
        assert [name for name in names if calendar.find(name) is None] == []
    known = {key.text for key, _ in obligations.entries}
    fulfilled = set()
    for _, entry in events.entries:
        assert isinstance(entry, YamlMapping)
        date, done = entry.get("date"), entry.get("fulfils")
        assert isinstance(date, YamlScalar)
        assert PartialDate.parse(date.text).first.year == 1958
        assert isinstance(done, YamlSequence)
        fulfilled |= {item.text for item in done.items if isinstance(item, YamlScalar)}
    assert fulfilled <= known
    assert {"public_first_part", "public_all", "plan_last_third"} <= fulfilled


def test_every_cited_passage_of_korea_1958_has_a_fingerprint() -> None:
    passages = [(doc.id, passage) for doc in calendar_of("korea-1958").documents for passage in doc.passages]
    assert len(passages) >= 60
    assert [(name, p.id) for name, p in passages if p.fingerprint is None or not (p.gist.en and p.gist.zh)] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sources are not beside this checkout (../shared/seeds)")
@pytest.mark.parametrize(("slug", "least"), [("korea-1958", 35), ("korea-1951-armistice", 10)])
def test_every_passage_from_the_seeds_holds_there(slug: str, least: int) -> None:
    anchors = anchor_citations(calendar_of(slug), find_sources(SEEDS))
    ours = {anchor.citation: anchor.status for anchor in anchors if anchor.citation.startswith(IN_SEEDS)}
    assert len(ours) >= least
    assert set(ours.values()) == {"holds"}


TEXT = """The council wrote on the third day. It would be better if the island asked for the fleet to go, and if the
mainland then agreed. A third of the ships should sail before the herring came, the rest before the first ice.
Should anyone land on the island again, the fleet would be back before the tide had turned.
"""
QUOTED = ("better if the island asked for the fleet to go", "the fleet would be back before the tide had turned")


def test_passages_of_a_text_of_our_own_hold_move_and_change_like_those_of_the_seeds() -> None:
    copy = SourceText(Path("copy.txt"), TEXT, "utf-8")
    passages = tuple(
        Passage(str(number), Label("a passage", "一段"), cite_quotation(copy, text)[0].fingerprint)
        for number, text in enumerate(QUOTED)
    )
    document = Document("council", Label("Minutes", "记录"), "minutes", None, passages=passages)
    calendar, mistakes = read_calendar(print_calendar(Calendar((document,))).encode(), file="calendar.yaml")
    assert mistakes == []

    def status(text: str) -> list[str]:
        return [item.status for item in anchor_citations(calendar, [SourceText(Path("c.txt"), text, "utf-8")])]

    assert status(TEXT) == ["holds", "holds"]
    assert status("\n".join(TEXT.split())) == ["holds", "holds"]
    assert status(TEXT.replace("fleet to go", "fleet to gx")) == ["changed", "holds"]


# The catalogue ------------------------------------------------------------------------------------------------------


def test_a_copy_of_a_case_is_complete_and_never_overwrites(tmp_path: Path) -> None:
    made = casebook.copy_to("delegation", tmp_path / "mine")
    source = casebook.case_directory("delegation")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {
        path.name: path.read_bytes() for path in source.iterdir()
    }
    (made / "case.yaml").write_text("changed", encoding="utf-8")
    (made / "README.md").unlink()
    with pytest.raises(CaseError, match=r"case\.yaml"):
        casebook.copy_to("delegation", made)
    assert (made / "case.yaml").read_text(encoding="utf-8") == "changed"
    assert not (made / "README.md").exists()


def test_an_unknown_case_is_told_which_cases_there_are() -> None:
    with pytest.raises(CaseError, match="korea-1959") as caught:
        casebook.case_directory("korea-1959")
    assert "korea-1958" in caught.value.diagnostics[0].hint
    with pytest.raises(CaseError):
        casebook.case_directory("../cases/korea-1958")
