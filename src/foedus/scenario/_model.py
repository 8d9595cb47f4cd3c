"""The scenario as values: frozen, immutable, every part with its place in the file and the claims it rests on.

Places and comments are not part of equality, so a scenario built in Python equals the same one read from text.
Sequences keep the order of the file. Conventions used throughout: ``because`` holds claim ids; ``place`` is None
for parts built in Python.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from foedus._core import Label, Place

from ._expression import Effect, Expression

Because: TypeAlias = tuple[str, ...]


def _place() -> Place | None:
    return field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed range of numbers."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A probability as the case states it: ``likely``, ``0.45..0.75``, ``0.5`` or ``rest``.

    ``interval`` is None only for ``rest``: one minus the others.
    """

    text: str
    interval: Interval | None = field(default=None)
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class TypeDeclaration:
    """One private type of an actor with its prior."""

    id: str
    prior: Likelihood
    label: Label = Label()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Audience:
    """An actor that only judges: reports its belief that *judges* is of type *type* at stage *at*.

    The report is one of ``steps`` equally spaced probabilities from 0 to 1; the loss is quadratic.
    """

    judges: str
    type: str
    at: str
    steps: int = 11
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that moves; ``types`` has one entry named ``only`` where the case gives none."""

    id: str
    label: Label = Label()
    types: tuple[TypeDeclaration, ...] = ()
    neutral: Interval | None = None
    """Range every free prior of this actor falls back to when its claims are withdrawn; None means 0..1."""
    audience: Audience | None = None
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Belief:
    """``holder`` holds another prior about ``about`` than the case does."""

    holder: str
    about: str
    types: tuple[TypeDeclaration, ...]
    neutral: Interval | None = None
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class JointCell:
    """One line of a joint prior: a type for each of some actors, with its probability."""

    types: tuple[tuple[str, str], ...]
    prior: Likelihood
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Fact:
    """A public state variable; its values in order, the first is the initial one.

    Numeric facts (``3..0``) have the decimal texts as values and ``numeric`` True.
    """

    id: str
    values: tuple[str, ...]
    numeric: bool = False
    label: Label = Label()
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Choice:
    """``choose: divisions in {0, 5, 9, 12}``: the move comes in one variant an amount."""

    name: str
    amounts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What a mover may do at a stage.

    A move with a ``choice`` stands for one move an amount, named ``<id>_<amount>`` (see ``Stage.options``).
    ``prior`` is set only for the moves of a chance stage.
    """

    id: str
    effects: tuple[Effect, ...] = ()
    when: Expression | None = None
    label: Label = Label()
    choice: Choice | None = None
    prior: Likelihood | None = None
    because: Because = ()
    place: Place | None = _place()


CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Stage:
    """One point of decision. ``by`` is an actor, or ``chance``.

    ``seen_by`` is None when everyone sees the move; the mover always does.
    ``windows`` has one entry, or one a round inside a repeat, as EDTF text.
    """

    id: str
    by: str
    moves: tuple[Move, ...]
    when: Expression | None = None
    seen_by: tuple[str, ...] | None = None
    windows: tuple[str, ...] = ()
    label: Label = Label()
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Together:
    """Stages chosen before any of their moves is seen."""

    stages: tuple[Stage, ...]
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A block played ``rounds`` times, or until ``until`` holds after a round."""

    rounds: int
    body: tuple[Stage | Together, ...]
    until: Expression | None = None
    discount: Interval = Interval(1.0, 1.0)
    place: Place | None = _place()


Step: TypeAlias = Stage | Together | Repeat


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise: who bears it, to whom, in which form, under which condition, to do what.

    Whenever the promisor moves at a stage that offers one of the moves ``then`` while ``condition`` holds and the
    promise is not released, the promise falls due: choosing a ``then`` move keeps it, any other breaches it.
    ``breach`` names the consideration that charges for it.
    """

    id: str
    by: str
    to: str
    condition: Expression
    then: tuple[str, ...]
    form: str = ""
    expires: str = ""
    breach: str = ""
    label: Label = Label()
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named class of final states; ``when`` is None for ``otherwise``."""

    id: str
    when: Expression | None
    label: Label = Label()
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Relation:
    """``better > worse`` or, with ``equal``, ``better = worse``; the claims it stands on."""

    better: str
    worse: str
    equal: bool = False
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Preference:
    """A partial order over outcomes for an actor, or for one of its types (``type`` is None for all)."""

    actor: str
    type: str | None
    relations: tuple[Relation, ...]
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Consideration:
    """A small additional interest: ``weight * per`` is added to the payoff of ``of``.

    The weight is drawn from ``range``, as a share of the distance from the worst to the best outcome; costs have
    negative ranges. ``each_round`` accrues at the end of every round, discounted; otherwise once, at the end.
    """

    id: str
    actor: str
    type: str | None
    per: Expression
    range: Interval
    neutral: Interval | None = None
    each_round: bool = False
    label: Label = Label()
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of ours, with citations (``document#passage``) for and against."""

    id: str
    says: Label
    supports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Plan:
    """What the planner fixes in advance: stage id → move id, in the order written."""

    id: str
    fixes: tuple[tuple[str, str], ...]
    label: Label = Label()
    because: Because = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Happened:
    """What in fact happened, so that a plan's forecast can be compared with it."""

    outcome: str
    moves: tuple[tuple[str, str], ...] = ()
    plan: str = ""
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case's authored model; see ``docs/reference/scenario-language.md``."""

    case: str
    title: Label
    question: Label
    planner: str
    advises: str
    """``actor.type`` whose value decides, or the actor where it has one type."""
    actors: tuple[Actor, ...]
    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]
    preferences: tuple[Preference, ...]
    plans: tuple[Plan, ...]
    commitments: tuple[Commitment, ...] = ()
    considerations: tuple[Consideration, ...] = ()
    claims: tuple[Claim, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    joint: tuple[JointCell, ...] = ()
    conjecture: tuple[tuple[str, float], ...] = ()
    """Plan id → weight in the eyes of those who do not see a private move; empty means equally likely."""
    announce: str = "fixed"
    """``fixed`` or ``strategic``."""
    as_seen_by: str = ""
    happened: Happened | None = None
    limits: Label = Label()
    """What the model does not show."""
    words: tuple[tuple[str, Interval], ...] = ()
    """The case's own words of likelihood, where it cites another table."""
    place: Place | None = _place()
