"""Reading a case: what every part becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foedus._core import Label
from foedus.scenario import (
    WORDS,
    Assign,
    Audience,
    Become,
    Binary,
    Choice,
    Commitment,
    Happened,
    Interval,
    JointCell,
    Likelihood,
    Move,
    Name,
    Number,
    Outcome,
    Relation,
    Repeat,
    Stage,
    Together,
    options,
    read_scenario,
)
from support.scenarios import ENTRY, PRIVATE, PROMISE, read

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "scenario-language.md"


def equal(left: str, right: str) -> Binary:
    return Binary("==", Name(left), Name(right))


def test_an_actor_without_types_has_the_one_called_only():
    entrant = read(ENTRY).actors[0]
    assert [(kind.id, kind.prior) for kind in entrant.types] == [("only", Likelihood("1", Interval(1, 1)))]


def test_the_value_of_the_planner_decides_unless_said():
    assert read(ENTRY).advises == "entrant"
    assert read(PROMISE).advises == "leaver.resolute"


def test_priors_are_words_ranges_numbers_and_the_rest():
    scenario = read(PROMISE)
    leaver, rival = scenario.actors[:2]
    assert [kind.prior for kind in leaver.types] == [Likelihood("likely", WORDS["likely"]), Likelihood("rest")]
    assert rival.types[0].prior == Likelihood("0.5..0.75", Interval(0.5, 0.75))
    assert read(PRIVATE).actors[2].types[0].prior == Likelihood("0.3", Interval(0.3, 0.3))
    assert leaver.because == ("c-resolve",)
    assert leaver.label == Label("the power that leaves", "撤离方")


def test_a_case_may_bring_its_own_words():
    text = PROMISE + "words: {likely: 0.6..0.9}\n"
    assert read(text).actors[0].types[0].prior == Likelihood("likely", Interval(0.6, 0.9))


def test_an_audience_judges_a_type():
    assert read(PROMISE).actors[3].audience == Audience("leaver", "resolute", "opinion_poll", 5)


def test_facts_are_lists_or_runs_of_numbers():
    facts = {fact.id: fact for fact in (*read(PROMISE).facts, *read(PRIVATE).facts)}
    assert facts["units"].values == ("2", "1", "0")
    assert facts["units"].numeric
    assert facts["answer"].values == ("undeclared", "vague", "clear")
    assert not facts["answer"].numeric
    assert facts["sent"].values == ("0", "5", "9")
    assert facts["sent"].numeric


def test_moves_are_effects_nothing_or_a_mapping():
    declaration = read(PROMISE).steps[0]
    assert isinstance(declaration, Stage)
    assert declaration.windows == ("1958-02",)
    assert declaration.moves == (
        Move("silent"),
        Move("vaguely", (Assign("answer", "=", Name("vague")),)),
        Move(
            "clearly",
            (Assign("answer", "=", Name("clear")),),
            label=Label("say it clearly", "明说"),
            because=("c-clear",),
        ),
    )


def test_a_repeat_holds_its_rounds_and_windows():
    repeat = read(PROMISE).steps[2]
    assert isinstance(repeat, Repeat)
    assert (repeat.rounds, repeat.discount) == (2, Interval(0.9, 0.99))
    assert repeat.until == equal("crossed", "yes")
    assert repeat.body[0].windows == ("1958-03", "1958-10")


def test_private_stages_chance_and_groups():
    advice, sky, together, supply = read(PRIVATE).steps
    assert advice.seen_by == ("ally",)
    assert sky.by == "chance"
    assert sky.moves[1].effects == (Assign("weather", "=", Name("storm")), Become("other", "weak"))
    assert sky.moves[0].prior == Likelihood("likely", WORDS["likely"])
    assert isinstance(together, Together)
    assert [stage.id for stage in together.stages] == ["step", "guess"]
    assert supply.moves[0].choice == Choice("n", (0.0, 5.0, 9.0))


def test_nobody_may_see_a_move():
    assert read(PRIVATE.replace("seen_by: [ally]", "seen_by: []")).steps[0].seen_by == ()


def test_a_choice_unfolds_into_one_move_an_amount():
    supply = read(PRIVATE.replace("do: sent = n}", 'do: sent = n, when: "sent + n in {n, 9}"}')).steps[3]
    found = options(supply)
    assert [move.id for move in found] == ["send_0", "send_5", "send_9"]
    assert found[1].effects == (Assign("sent", "=", Number(5.0)),)
    assert found[1].choice is None
    assert found[2].when.operand == Binary("+", Name("sent"), Number(9.0))
    assert found[2].when.values == (Number(9.0), Number(9.0))


def test_commitments_outcomes_and_what_happened():
    scenario = read(PROMISE)
    assert scenario.commitments == (
        Commitment(
            "return_if_crossed",
            "leaver",
            "host",
            Binary("and", equal("crossed", "yes"), Binary("!=", Name("answer"), Name("undeclared"))),
            ("come_back",),
            form="joint public",
            breach="breach_cost",
            because=("c-clear",),
        ),
    )
    assert scenario.outcomes[-1] == Outcome("standoff", None)
    assert scenario.happened == Happened("gone", plan="drawn_clearly")


def test_a_chain_is_its_relations_and_claims_stand_on_them():
    orders = {(order.actor, order.type): order.relations for order in read(PROMISE).preferences}
    assert orders["leaver", None] == (Relation("gone", "standoff"), Relation("standoff", "lost"))
    assert orders["leaver", "resolute"] == (Relation("war", "lost", because=("c-resolve",)),)
    text = ENTRY.replace("[shared > alone > ruin]", "[{shared = alone > ruin: [c-1, c-2]}]")
    assert read(text).preferences[0].relations == (
        Relation("shared", "alone", equal=True, because=("c-1", "c-2")),
        Relation("alone", "ruin", because=("c-1", "c-2")),
    )


def test_considerations_ranges_and_claims():
    scenario = read(PROMISE)
    garrison = scenario.considerations[0]
    assert (garrison.range, garrison.neutral) == (Interval(-0.05, -0.01), Interval(-0.1, 0))
    assert garrison.each_round
    assert scenario.claims[1].supports == ("statement-1958-02-19#3",)
    assert scenario.claims[1].against == ("letter-1958-01-24#6",)


def test_beliefs_joint_priors_and_the_conjecture():
    scenario = read(PRIVATE)
    assert scenario.beliefs[0].types[0].prior.interval == Interval(0.2, 0.4)
    assert scenario.joint[-1] == JointCell((("adviser", "sly"), ("other", "weak")), Likelihood("rest"))
    assert scenario.conjecture == (("say_left", 2.0), ("say_right", 1.0))
    assert scenario.announce == "strategic"


def test_places_are_exact_even_in_folded_and_quoted_text():
    text = ENTRY.replace("    shared: entered == yes", "shared: entered == yes").replace(
        "  ruin: war == yes\n", '  # the worst\n  ruin: {when: "war\n      == yes", label: "ru\\u0069n"}\n\n'
    )
    ruin = read(text).outcomes[0]
    written = text[ruin.place.start : ruin.place.end]
    assert written.startswith("ruin: {when")
    assert written.endswith('n"}')
    assert ruin.place.line == text[: ruin.place.start].count("\n") + 1
    assert ruin.label == Label("ruin")


def test_a_block_ends_where_its_last_line_ends():
    text = PROMISE.replace("commitments:", "# what was promised\n\ncommitments:")
    response = read(text).steps[-1]
    assert text[response.place.start : response.place.end].endswith("stay_away: }}")
    repeat = read(text).steps[2]
    assert text[: repeat.place.end].endswith("cross: crossed = yes}}")


def test_the_reference_is_readable_as_it_stands():
    text = re.findall(r"```yaml\n(case: .*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)[0]
    text = re.sub(r"  - together: \[ ….*\n", "", text)
    text = text.replace("stages: [ … ]", "stages: [{again: {by: us, moves: {probe: , wait: }}}]")
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    assert found == []
    assert scenario is not None
    assert scenario.case == "korea-1958"
    assert len(scenario.steps) == 5


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(newline, mark):
    text = mark + ENTRY.replace("\n", newline)
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    assert found == []
    assert scenario == read(ENTRY)
    assert scenario.outcomes[0].place.line == read(ENTRY).outcomes[0].place.line
