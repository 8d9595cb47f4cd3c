"""Everything a page may say, typed: templates see these values and the table of strings, and nothing else.

Texts are finished sentences or formatted numbers in the language of the page. ``Markup`` is used only for figures,
whose writer has escaped every text.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ._notes import Block


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A footnote-like pointer to a claim."""

    number: int
    anchor: str
    says: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One passage (or whole document) as evidence: where it is, what it says in our words, how its anchor stands."""

    id: str
    anchor: str
    """Id of the passage or document on this page; empty where the calendar has none."""
    title: str
    date: str
    parties: str
    locator: str
    gist: str
    status: str
    """A word for readers; empty where nothing was checked."""
    status_kind: str
    quotation: str
    """The words of the reader's own copy; empty where it is absent."""
    known: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing for wide pages and one for narrow ones, with its caption."""

    wide: Markup
    narrow: Markup
    caption: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the page."""

    language: str
    other_language: str
    other_href: str
    title: str
    question: str
    case: str
    byline: str
    incomplete: str


@dataclass(frozen=True, slots=True)
class VerdictSection:
    """The verdict in one sentence and one picture."""

    sentence: str
    details: tuple[str, ...]
    figure: Figure
    refs: tuple[ClaimRef, ...]
    """The claims it hangs on (the hinges)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A formatted mean and its interval; the interval is empty where there is none."""

    mean: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in the table."""

    name: str
    anchor: str
    leads: bool
    fixes: tuple[str, ...]
    numbers: tuple[Quantity, ...]
    """One a column of the table, in the order of the heads."""
    others: tuple[Quantity, ...]
    """Values to the planner's other types, in the order of ``other_heads``."""
    refs: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One colour of a figure."""

    colour: int
    name: str
    refs: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class PairCell:
    """One cell of the pairwise table: how often the plan of the row does better than that of the column."""

    share: str
    separated: bool
    difference: str
    same: bool


@dataclass(frozen=True, slots=True)
class PlansSection:
    """Plans compared."""

    advised: str
    planner: str
    heads: tuple[str, ...]
    other_heads: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    figure: Figure
    legend: tuple[LegendEntry, ...]
    pairs: tuple[tuple[str, tuple[PairCell, ...]], ...]
    happened: str


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One sentence of the most likely line."""

    when: str
    sentence: str
    probability: str
    detail: str
    beliefs: str
    refs: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class InfosetRow:
    """One information set in the full table."""

    who: str
    reach: str
    moves: str
    beliefs: str


@dataclass(frozen=True, slots=True)
class InfosetGroup:
    """The information sets of one decision after the same moves: they differ in the type alone."""

    where: str
    seen: str
    rows: tuple[InfosetRow, ...]


@dataclass(frozen=True, slots=True)
class PlanPlaySection:
    """One plan's equilibrium."""

    anchor: str
    name: str
    leads: bool
    fixes: tuple[str, ...]
    steps: tuple[StoryStep, ...]
    ending: str
    figure: Figure
    hidden: str
    tests: tuple[InfosetGroup, ...]
    more_tests: str
    table: tuple[InfosetGroup, ...]
    table_title: str
    left_out: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage of the model."""

    when: str
    name: str
    by: str
    moves: str
    seen_by: str
    guard: str
    refs: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class PromiseSection:
    """One commitment: what was promised, its worth and its credibility."""

    name: str
    form: str
    by: str
    to: str
    condition: str
    then: str
    expires: str
    value: str
    value_sentence: str
    thresholds: tuple[tuple[str, str], ...]
    """A number and what it means; empty where ``threshold_note`` says all there is to say."""
    threshold_note: str
    kept: tuple[tuple[str, str, float], ...]
    refs: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One obligation."""

    name: str
    parties: str
    due: str
    done: str
    status: str
    """In words, with the days early or late where they are known."""
    status_kind: str
    sources: tuple[tuple[Citation, ...], ...]
    """Citations, those of one document together."""
    events_cited: bool


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Obligations undertaken in one form on one day."""

    form: str
    undertaken: str
    duties: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event."""

    date: str
    name: str
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimetableSection:
    """Planned against executed."""

    figure: Figure
    groups: tuple[DutyGroup, ...]
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class HingeRow:
    """One claim tried."""

    ref: ClaimRef
    status: str
    status_kind: str
    kind: str
    effect: str
    change: str
    citations: tuple[Citation, ...]
    against: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class HingesSection:
    """What the verdict hangs on."""

    summary: str
    hinges: tuple[HingeRow, ...]
    others: tuple[HingeRow, ...]
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class TypeLine:
    """One private type with its prior."""

    name: str
    prior: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One stated order relation or consideration, with the claims it stands on."""

    text: str
    refs: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class ActorCard:
    """One actor."""

    name: str
    role: str
    types: tuple[TypeLine, ...]
    refs: tuple[ClaimRef, ...]
    orders: tuple[OrderLine, ...]
    interests: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """One passage of a document."""

    anchor: str
    number: str
    gist: str
    status: str
    status_kind: str
    quotation: str
    cited_by: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of the calendar, with the one before and the one after."""

    number: int
    anchor: str
    title: str
    kind: str
    date: str
    parties: str
    language: str
    reference: str
    url: str
    """Only ever http or https; else empty."""
    rights: str
    summary: str
    passages: tuple[PassageEntry, ...]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class ActorsSection:
    """Actors and correspondence."""

    actors: tuple[ActorCard, ...]
    figure: Figure | None
    documents: tuple[DocumentEntry, ...]


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """One claim with its citations."""

    ref: ClaimRef
    id: str
    grounds: tuple[str, ...]
    """What in the model stands on it."""
    supports: tuple[Citation, ...]
    against: tuple[Citation, ...]
    tried: str


@dataclass(frozen=True, slots=True)
class ClaimsSection:
    """All claims, and what stands without a source."""

    claims: tuple[ClaimEntry, ...]
    uncited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChecksSection:
    """Selection, certificate, limits."""

    selection: tuple[tuple[str, str, str, bool], ...]
    """Actor, factor, leader, whether it is the leader of the verdict."""
    selection_sentence: str
    certificate: tuple[tuple[str, str], ...]
    certificate_sentence: str
    limits: str


@dataclass(frozen=True, slots=True)
class MethodSection:
    """How it was made, and how to make it again."""

    facts: tuple[tuple[str, str], ...]
    command: str
    hashes: tuple[tuple[str, str], ...]
    glossary: tuple[tuple[str, str], ...]
    bibliography: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One page: all sections in one language."""

    head: Head
    verdict: VerdictSection
    plans: PlansSection
    model: tuple[StageRow, ...]
    outcomes: tuple[OrderLine, ...]
    plays: tuple[PlanPlaySection, ...]
    promises: tuple[PromiseSection, ...]
    timetable: TimetableSection
    hinges: HingesSection
    actors: ActorsSection
    notes: tuple[Block, ...]
    """Context and intent, models, reasoning, transfer, as the case has them."""
    claims: ClaimsSection
    checks: ChecksSection
    method: MethodSection
