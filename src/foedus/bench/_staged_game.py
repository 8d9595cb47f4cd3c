"""The long game of the benchmarks: an army leaves in thirds and says it will come back if a line is crossed.

Two players, round after round, everything seen by both. What carries over from one round to the next is how many
thirds have left (0 to 3), how many violations are on record (0 to 2, later ones count no more), whether the *patron*
has come back (no, yes), and the credibility of its threat (0 to 2): 72 public states. In each round

1. chance: an *incident*, with probability 0.15 and 0.15 more for each violation on record, or 0.05 while the patron
   is back; else a *quiet* round.
2. the patron: *hold*; *leave*, if a third is left to leave and it has not come back; *come back*, only on an incident
   and if it has not; *stand down*, only if it has. Coming back adds one to credibility; an incident to which it does
   not come back, being away, takes one.
3. the *adversary*: *comply* or *violate*, which goes on record.

Payoffs of a round, after the patron's move. Patron: -``stay`` for each of the thirds that remain, as a share of the
whole; -``war`` while it is back; -``viol`` on a violation, half of it while it is back; ``cred`` for each step of
credibility. Adversary: on a violation ``gain``, and ``f3`` more once all have left, both only while the patron is
away; -``pun`` while the patron is back, a fifth more for each step of credibility; -0.05 on a violation for each step
of credibility. A round later everything counts 0.97 as much. Play begins with nothing left, no violation, nobody back
and full credibility.

The rules are those of the peers' comparison, restated, so that the same work is measured.
"""

from __future__ import annotations

import itertools

import numpy as np

from foedus.games import CHANCE, FloatArray, StagedGraph, Terms, staged_graph

BASE = {"stay": 0.30, "war": 0.9, "viol": 0.6, "cred": 0.15, "gain": 0.5, "pun": 1.2, "f3": 0.4}
"""The payoffs around which draws are made."""

DISCOUNT = 0.97
_INCIDENT = {(False, violations): 0.15 + 0.15 * violations for violations in range(3)} | {
    (True, violations): 0.05 for violations in range(3)
}
_FIXED = {"one": 1.0, "discount": DISCOUNT} | {
    f"{name} {share}": value
    for share in sorted(set(_INCIDENT.values()))
    for name, value in (("incident", share), ("quiet", 1.0 - share))
}

State = tuple[int, int, bool, int]
"""Thirds that have left, violations on record, whether the patron is back, credibility."""

_STATES: list[State] = list(itertools.product(range(4), range(3), (False, True), range(3)))


def staged_game() -> StagedGraph:
    """Return one round of the game.

    Start ``((thirds * 3 + violations) * 2 + back) * 3 + credibility`` is the round that begins in that state.

    Examples:
        >>> game = staged_game()
        >>> game.nodes, len(game.starts), game.parameter_names[:3]
        (288, 72, ('stay', 'war', 'viol'))
    """
    names = (*BASE, *_FIXED)
    number = {name: place for place, name in enumerate(names)}
    start = {state: place for place, state in enumerate(_STATES)}
    owner: list[int] = []
    first_edge, first_term = [0], [0]
    child: list[int] = []
    probability: list[int] = []
    labels: list[str] = []
    actions: list[str] = []
    term_parameter: list[int] = []
    coefficient: list[float] = []

    def edge(action: str, below: int, *, chance: str = "", paid: tuple[dict[str, float], ...] = ({}, {})) -> None:
        child.append(below)
        actions.append(action)
        probability.append(number[chance] if chance else -1)
        for terms in paid:
            for name, value in terms.items():
                if value:
                    term_parameter.append(number[name])
                    coefficient.append(value)
            first_term.append(len(coefficient))

    count = len(_STATES)
    for place, state in enumerate(_STATES):
        share = _INCIDENT[state[2], state[1]]
        owner.append(CHANCE)
        labels.append(_label(state))
        edge("quiet", count + 2 * place, chance=f"quiet {share}")
        edge("incident", count + 2 * place + 1, chance=f"incident {share}")
        first_edge.append(len(child))
    for state, incident in itertools.product(_STATES, (False, True)):
        owner.append(0)
        labels.append(f"{_label(state)}, {'incident' if incident else 'quiet'}")
        for action, after in _patron(state, incident).items():
            edge(action, 3 * count + start[after])
        first_edge.append(len(child))
    for state in _STATES:
        owner.append(1)
        labels.append(f"{_label(state)}, adversary")
        for action, violation in (("comply", 0), ("violate", 1)):
            thirds, violations, back, credibility = state
            after = (thirds, min(2, violations + violation), back, credibility)
            edge(action, 4 * count + start[after], paid=_paid(state, violation))
        first_edge.append(len(child))
    return staged_graph(
        ("patron", "adversary"),
        owner=np.array(owner, np.int32),
        first_edge=np.array(first_edge, np.int32),
        child=np.array(child, np.int32),
        probability=np.array(probability, np.int32),
        payoffs=Terms(np.array(first_term, np.int32), np.array(term_parameter, np.int32), np.array(coefficient, float)),
        starts=np.arange(count, dtype=np.int32),
        initial=start[0, 0, False, 2],
        discount=number["discount"],
        parameter_names=names,
        state_labels=tuple(labels),
        action_labels=tuple(actions),
    )


def draw_staged(draws: int, *, rng: np.random.Generator) -> FloatArray:
    """Return parameters of ``staged_game()``: its seven payoffs times uniform numbers from 0.5 to 1.5.

    Args:
        draws: how many.
        rng: where the numbers come from, seven a draw.

    Returns:
        Shape (parameter, draw); the discount and the probabilities are the same in every draw.

    Examples:
        >>> draw_staged(5, rng=np.random.default_rng(0)).shape
        (17, 5)
    """
    base = np.array(list(BASE.values()))
    drawn = base * rng.uniform(0.5, 1.5, (draws, len(base)))
    fixed = np.repeat(np.array(list(_FIXED.values()))[:, None], draws, axis=1)
    return np.concatenate([drawn.T, fixed])


def _label(state: State) -> str:
    thirds, violations, back, credibility = state
    return f"{thirds}/3 left, {violations} violations, {'back' if back else 'away'}, credibility {credibility}"


def _patron(state: State, incident: bool) -> dict[str, State]:
    """Return what the patron may do, and the state it brings about."""
    thirds, violations, back, credibility = state
    ignored = max(0, credibility - 1) if incident and not back else credibility
    moves: dict[str, State] = {"hold": (thirds, violations, back, ignored)}
    if thirds < 3 and not back:
        moves["leave"] = (thirds + 1, violations, back, ignored)
    if incident and not back:
        moves["come back"] = (thirds, violations, True, min(2, credibility + 1))
    if back:
        moves["stand down"] = (thirds, violations, False, credibility)
    return moves


def _paid(state: State, violation: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return what patron and adversary are paid, by parameter."""
    thirds, _, back, credibility = state
    away = 1 - back
    patron = {
        "stay": -(3 - thirds) / 3,
        "war": -float(back),
        "viol": -violation * (1 - 0.5 * back),
        "cred": float(credibility),
    }
    adversary = {
        "gain": float(violation * away),
        "f3": float(violation * away * (thirds == 3)),
        "pun": -back * (1 + 0.2 * credibility),
        "one": -0.05 * violation * credibility,
    }
    return patron, adversary
