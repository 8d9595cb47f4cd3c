"""The dossier as a whole: same bytes, nothing external, hostile strings escaped, honest where there is nothing."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from foedus._core import Label
from foedus.judge import Estimate
from foedus.judge._commitment import HIGHEST
from foedus.publish import build_dossier, render_page, write_dossier
from foedus.publish._contexts import PromiseSection
from foedus.record import Anchor, Calendar
from foedus.study import Study
from foedus.track import Assessment, Ledger
from support.study_fixture import make_study

STUDY = make_study()
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}"


class Reader(HTMLParser):
    """Collects elements, ids and links, and checks that elements nest."""

    VOID = frozenset({"meta", "link", "br", "img", "hr", "input", "rect", "line", "circle", "path"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]


def page(study: Study, language: str = "en") -> str:
    return render_page(build_dossier(study, language))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script)[^>]*>.*?</\1>", "", text, flags=re.S)))


def with_verdict(study: Study, **changes: object) -> Study:
    verdict = replace(study.judgement.verdict, **changes)  # type: ignore[arg-type]
    return replace(study, judgement=replace(study.judgement, verdict=verdict))


def test_it_writes_one_page_a_language_and_returns_the_first(tmp_path: Path) -> None:
    first = write_dossier(STUDY, tmp_path / "new" / "folder")
    assert first == tmp_path / "new" / "folder" / "index.html"
    assert sorted(path.name for path in first.parent.iterdir()) == ["index.html", "index.zh.html"]


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        write_dossier(make_study(), tmp_path / "a").parent,
        write_dossier(make_study(), tmp_path / "b").parent,
    )
    for name in ("index.html", "index.zh.html"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_elements_nest_ids_are_unique_and_links_lead_somewhere(language: str) -> None:
    read = Reader(page(STUDY, language))
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    inner = {link[1:] for link in read.values("href") if link.startswith("#")}
    assert inner <= set(ids)
    for names in read.values("aria-labelledby"):
        assert set(names.split()) <= set(ids)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_fetched_and_the_policy_forbids_it(language: str) -> None:
    text = page(STUDY, language)
    read = Reader(text)
    assert read.values("src") == []
    policy = next(
        v["content"] for t, v in read.tags if t == "meta" and v.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert read.values("style") == []
    assert "url(" not in text
    assert "@import" not in text
    links = [v["href"] for t, v in read.tags if t == "link"]
    assert links == ["index.zh.html" if language == "en" else "index.html"]


def test_every_section_is_there_in_order() -> None:
    names = [v["id"] for t, v in Reader(page(STUDY)).tags if t == "section"]
    assert names == [
        "verdict", "plans", "play", "promise", "timetable", "hinges", "actors", "notes", "claims", "checks", "method",
    ]  # fmt: skip


def test_hostile_strings_are_escaped_everywhere() -> None:
    scenario, bad = STUDY.case.scenario, Label(en=HOSTILE, zh=HOSTILE)
    document = replace(
        STUDY.case.calendar.documents[3], title=bad, summary=bad, sender=HOSTILE, recipient=HOSTILE, via=HOSTILE,
        kind=HOSTILE, reference=HOSTILE, rights=HOSTILE, language=HOSTILE, url="javascript:alert(1)",
    )  # fmt: skip
    document = replace(document, passages=tuple(replace(item, gist=bad) for item in document.passages))
    hostile = replace(
        scenario, title=bad, question=bad, limits=bad, case=HOSTILE,
        actors=tuple(
            replace(actor, label=bad, types=tuple(replace(kind, label=bad) for kind in actor.types))
            for actor in scenario.actors
        ),
        claims=tuple(replace(claim, says=bad) for claim in scenario.claims),
        plans=tuple(replace(plan, label=bad) for plan in scenario.plans),
        outcomes=tuple(replace(outcome, label=bad) for outcome in scenario.outcomes),
        commitments=tuple(replace(item, label=bad, form=HOSTILE, expires=HOSTILE) for item in scenario.commitments),
    )  # fmt: skip
    ledger = STUDY.case.ledger
    ledger = Ledger(
        tuple(replace(item, label=bad, form=HOSTILE) for item in ledger.obligations),
        tuple(replace(item, label=bad, note=bad) for item in ledger.events),
    )
    anchors = tuple(replace(item, text=HOSTILE, status=HOSTILE) for item in STUDY.anchors)
    case = replace(STUDY.case, scenario=hostile, calendar=Calendar((document,)), ledger=ledger, slug=HOSTILE)
    for language in ("en", "zh"):
        text = page(replace(STUDY, case=case, anchors=anchors), language)
        read = Reader(text)
        assert [tag for tag, _ in read.tags].count("script") == 2
        assert "img" not in {tag for tag, _ in read.tags}
        assert not [name for _, attrs in read.tags for name in attrs if name.startswith("on")]
        assert "alert(1)</script>" not in text
        assert ">49<" not in text
        assert "javascript:" not in text


def test_only_http_addresses_become_links() -> None:
    links = [link for link in Reader(page(STUDY)).values("href") if not link.startswith("#")]
    assert "https://history.state.gov/historicaldocuments/frus1958-60v18/d213" in links
    assert all(link.startswith(("https://", "http://")) or link == "index.zh.html" for link in links)


def test_the_verdict_says_who_leads_and_by_how_much() -> None:
    assert build_dossier(STUDY, "en").verdict.sentence == (
        "“Declaration first, with an explicit promise to return” has the least mean regret (0.031 [0.022, 0.040]) "
        "and is best in 81% of 1,024 draws."
    )
    assert build_dossier(STUDY, "zh").verdict.sentence == (
        "“先声明，明言再来”的平均遗憾最小（0.031 [0.022, 0.040]），在1,024次抽样中有81%为最佳。"
    )


def test_without_a_leader_no_plan_is_said_to_lead() -> None:
    verdict = STUDY.judgement.verdict
    pairs = (replace(verdict.comparisons[0], separated=False), *verdict.comparisons[1:])
    text = flat(page(with_verdict(STUDY, leader=None, comparisons=pairs)))
    assert "No plan stands out" in text
    assert "do not separate it from “Declaration first, with a vague warning”" in text
    assert build_dossier(with_verdict(STUDY, leader=None), "en").plans.rows[0].leads is False


def test_without_hinges_the_page_says_so() -> None:
    calm = tuple(replace(item, status="holds", flips=False) for item in STUDY.judgement.hinges)
    study = replace(STUDY, judgement=replace(STUDY.judgement, hinges=calm))
    assert build_dossier(study, "en").hinges.summary.startswith("There are no hinges: of 7 claims tried")
    untried = replace(STUDY, judgement=replace(STUDY.judgement, hinges=()))
    assert build_dossier(untried, "en").hinges.summary == "No claims were tried in this run."
    assert "Single claims have not been tried" in flat(page(untried))


def test_hinges_come_in_order_of_effect_and_say_who_would_lead() -> None:
    hinges = build_dossier(STUDY, "en").hinges.hinges
    assert [hinge.ref.number for hinge in hinges] == [5, 3]
    assert hinges[0].effect.startswith("If the opposite holds, “Declaration first, with a vague warning” leads.")
    assert hinges[0].citations[0].id == "letter-1958-01-24#4"


def test_quotations_are_shown_only_from_the_readers_own_copy() -> None:
    assert page(STUDY).count("<blockquote>") > 0
    bare = replace(STUDY, anchors=tuple(replace(item, text="", status="unchecked") for item in STUDY.anchors))
    assert page(bare).count("<blockquote>") == 0
    assert page(replace(STUDY, anchors=())).count("<blockquote>") == 0


def test_each_anchor_status_is_named() -> None:
    for status, words in (("changed", "reads otherwise"), ("missing", "not found"), ("moved", "at another place")):
        study = replace(STUDY, anchors=(Anchor("letter-1958-01-24#4", status), Anchor("letter-1958-01-24#5", "holds")))
        assert words in flat(page(study))


def test_a_document_of_which_nothing_was_found_is_said_to_have_no_copy() -> None:
    study = replace(STUDY, anchors=(Anchor("letter-1958-01-24#4", "missing"),))
    text = flat(page(study))
    assert "no copy among the reader’s sources" in text
    assert "not found in the reader’s copy" not in text


def test_what_has_no_source_is_listed_as_such() -> None:
    uncited = build_dossier(STUDY, "en").claims.uncited
    assert "The claim “The neutral commission will probably go” cites no source." in uncited
    assert "How likely the types of DPRK are." in uncited
    assert "The weight of “cost of a broken word” for China." in uncited
    assert "The event “First part has left (about 80,000)” (25 April 1958)." in uncited


def test_a_citation_the_calendar_does_not_know_is_shown_as_unknown() -> None:
    scenario = STUDY.case.scenario
    claims = (replace(scenario.claims[0], supports=("nowhere#1",)), *scenario.claims[1:])
    case = replace(STUDY.case, scenario=replace(scenario, claims=claims))
    assert "nowhere#1 The calendar has no such document" in flat(page(replace(STUDY, case=case)))


def test_the_timetable_gives_days_and_marks_events_without_a_source() -> None:
    rows = {row.name: row for group in build_dossier(STUDY, "en").timetable.groups for row in group.duties}
    assert rows["Second third out"].status == "in time, 47 days to spare"
    assert rows["First third out"].status == "in time, 5 days to spare"
    assert rows["Second third out"].events_cited is False
    assert rows["Last third out"].events_cited is True
    assert rows["The UN side is asked to do likewise"].due == "no date"
    chinese = {row.status for group in build_dossier(STUDY, "zh").timetable.groups for row in group.duties}
    assert chinese >= {"按期，早于期限47天", "提前66天"}


def test_private_plan_and_public_word_stand_apart() -> None:
    groups = build_dossier(STUDY, "en").timetable.groups
    assert [(group.form, group.undertaken) for group in groups][:2] == [
        ("private plan", "24 January 1958"),
        ("public undertaking", "19 February 1958"),
    ]


def test_an_overdue_duty_is_not_called_late() -> None:
    found = Assessment(STUDY.assessments[0].obligation, "overdue", None, 3, (), True)
    study = replace(STUDY, assessments=(found, *STUDY.assessments[1:]))
    assert build_dossier(study, "en").timetable.groups[0].duties[0].status == "overdue by 3 days"


def promise_with(threshold: tuple[tuple[str, float], ...], *, breach: bool = True) -> PromiseSection:
    worth = replace(STUDY.judgement.commitments[0], threshold=threshold)
    scenario = STUDY.case.scenario
    promises = tuple(item if breach else replace(item, breach="") for item in scenario.commitments)
    case = replace(STUDY.case, scenario=replace(scenario, commitments=promises))
    study = replace(STUDY, case=case, judgement=replace(STUDY.judgement, commitments=(worth,)))
    return build_dossier(study, "en").promises[0]


def test_a_threshold_that_no_cost_reaches_is_said_in_words() -> None:
    never = promise_with((("10%", math.inf), ("50%", math.inf), ("90%", math.inf)))
    assert never.thresholds == ()
    assert never.threshold_note.startswith(f"No cost of a breach up to {HIGHEST:g}, twice the distance")
    some = promise_with((("10%", 0.0), ("50%", 0.5), ("90%", math.inf)))
    assert [number for number, _ in some.thresholds] == ["0.00", "0.50", "over 2"]
    assert "no cost up to 2" in some.thresholds[2][1]
    assert "names no cost of a breach" in promise_with((), breach=False).threshold_note


def test_the_command_repeats_what_was_asked_for() -> None:
    manifest = replace(STUDY.manifest, draws=251, asked=None)
    assert build_dossier(replace(STUDY, manifest=manifest), "en").method.command == (
        "foedus run korea-1958 --seed 1958 --out dossier"
    )


def test_hinges_show_what_speaks_against_them() -> None:
    claims = {claim.id: claim for claim in STUDY.case.scenario.claims}
    for hinge in build_dossier(STUDY, "en").hinges.hinges:
        claim = next(item for item in claims.values() if item.says.text("en") == hinge.ref.says)
        assert tuple(item.id for item in hinge.against) == claim.against


def test_the_promise_is_told_with_its_sign() -> None:
    worth = STUDY.judgement.commitments[0]
    for value, words in (
        (Estimate(0.06, 0.05, 0.07), "is better off by 0.060"),
        (Estimate(-0.06, -0.07, -0.05), "is worse off by 0.060"),
        (Estimate(0.01, -0.02, 0.04), "do not tell whether"),
    ):
        judgement = replace(STUDY.judgement, commitments=(replace(worth, value=value),))
        assert words in build_dossier(replace(STUDY, judgement=judgement), "en").promises[0].value_sentence


def test_the_selection_check_says_when_the_result_was_another() -> None:
    assert build_dossier(STUDY, "en").checks.selection_sentence.startswith("In 2 of 6 reruns")
    same = tuple(replace(item, leader="declaration_explicit") for item in STUDY.judgement.selection)
    study = replace(STUDY, judgement=replace(STUDY.judgement, selection=same))
    assert build_dossier(study, "en").checks.selection_sentence == "In every rerun the same plan led."


def test_notes_are_laid_out_and_nothing_in_them_is_markup() -> None:
    notes = (
        ("en", "# Notes\n\n## Transfer\n\n**Firms** do <b>so</b>\ntoo (`x`).\n\n1. one\n2. [two](javascript:x)\n"),
    )
    study = replace(STUDY, case=replace(STUDY.case, notes=notes))
    for language in ("en", "zh"):
        text = page(study, language)
        assert "<h3>Transfer</h3>" in text
        assert "<p><strong>Firms</strong> do &lt;b&gt;so&lt;/b&gt; too (<code>x</code>).</p>" in text
        assert "<li>[two](javascript:x)</li>" in text
    assert "nothing is invented here" in page(STUDY)


def test_an_incomplete_run_is_announced() -> None:
    study = replace(STUDY, manifest=replace(STUDY.manifest, complete=False))
    assert "stopped before it was complete" in flat(page(study))
    assert "stopped before it was complete" not in flat(page(STUDY))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_bare_study_still_makes_a_whole_page(language: str) -> None:
    scenario = replace(
        STUDY.case.scenario,
        claims=(),
        commitments=(),
        considerations=(),
        happened=None,
        limits=Label(),
        question=Label(),
    )
    case = replace(STUDY.case, scenario=scenario, calendar=Calendar(), ledger=Ledger())
    judgement = replace(STUDY.judgement, hinges=(), commitments=(), selection=(), plays=())
    judgement = replace(
        judgement, verdict=replace(judgement.verdict, plans=judgement.verdict.plans[:1], comparisons=())
    )
    study = replace(STUDY, case=case, judgement=judgement, anchors=(), assessments=())
    Reader(page(study, language))


def test_a_study_without_plans_and_an_unknown_language_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        build_dossier(with_verdict(STUDY, plans=()), "en")
    with pytest.raises(ValueError, match="not in 'fr'"):
        build_dossier(STUDY, "fr")


def test_the_certificate_and_the_manifest_are_given_as_they_are() -> None:
    text = flat(page(STUDY))
    assert "2.3 × 10⁻⁹" in text
    assert "foedus run korea-1958 --seed 1958 --draws 1024 --out dossier" in text
    assert "3a7f" * 16 in text


def test_no_english_sentence_of_ours_is_left_on_the_chinese_page() -> None:
    body = re.sub(r'<ul class="bibliography".*?</ul>', "", page(STUDY, "zh"), flags=re.S)
    words = re.findall(r"[A-Za-z]+(?: [a-z]+){3,}", flat(body))
    assert words == []
