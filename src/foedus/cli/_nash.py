"""Nash equilibria, values and commitments for ``foedus solve``: concepts that look at whole strategies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus._core import SolveError

from ._commitment import commit, commitment_facts, leader_of
from ._equilibrium import Answer, Found

if TYPE_CHECKING:
    from foedus.games import ExtensiveForm, FloatArray
    from foedus.solve import NashEnumeration, StrategicForm


def solve_nash(form: ExtensiveForm, parameters: FloatArray) -> Answer:
    """Return all extreme Nash equilibria of the reduced strategic form; where it is too large one."""
    from foedus.solve import reduced_strategic_form, vertex_enumeration_nash

    if len(form.players) != 2:
        raise SolveError(
            f"Nash equilibria are enumerated for two players, and this game has {len(form.players)};"
            " `--concept all` lists sequential equilibria, which are Nash equilibria"
        )
    try:
        table = reduced_strategic_form(form, parameters)
    except ValueError as error:
        raise SolveError(f"{error}; `--concept sequential` needs no table") from None
    try:
        every = vertex_enumeration_nash(table.payoffs[0, :, :, 0], table.payoffs[1, :, :, 0])
    except ValueError as error:
        return _one_nash(form, parameters, table, str(error))
    return _every_nash(form, parameters, table, every)


def _every_nash(form: ExtensiveForm, parameters: FloatArray, table: StrategicForm, every: NashEnumeration) -> Answer:
    import numpy as np

    from foedus.games import edge_weights, terminal_distribution

    rows, columns = every.row_strategies[every.pairs[:, 0]].T, every.column_strategies[every.pairs[:, 1]].T
    strategies = table.behaviour_strategy(rows, columns)
    # Different mixtures of plans may be one behaviour strategy; the first stands for all.
    _, first = np.unique(strategies.round(12), axis=1, return_index=True)
    found = []
    for place in sorted(first.tolist()):
        facts: dict[str, object] = {"component": int(every.component[place]) + 1}
        found.append(_found(form, parameters, strategies[:, place], "vertex_enumeration_nash", facts))
    same = np.repeat(parameters, strategies.shape[1], axis=1)
    ends = np.array(list(terminal_distribution(form, edge_weights(form, same, strategy=strategies)).values()))
    components = int(every.component.max()) + 1
    spread = [np.ptp(ends[:, every.component == one], axis=1).max() for one in range(components)]
    alike = [bool(one < 1e-9) for one in spread]
    note = f"these are all extreme equilibria, in {components} component{'s' if components > 1 else ''}"
    if every.infinite:
        note += (
            "; some of them mix into infinitely many more"
            f" (components whose extreme equilibria all lead to the same outcomes: {sum(alike)} of {components})"
        )
    else:
        note += "; there are no others"
    facts = {"components": components, "infinite": every.infinite, "same_outcomes": alike}
    return Answer(found, [note], facts)


def _one_nash(form: ExtensiveForm, parameters: FloatArray, table: StrategicForm, why: str) -> Answer:
    from foedus.solve import NASH_STATUS_TEXT, lemke_howson_nash

    result = lemke_howson_nash(table.payoffs[0], table.payoffs[1])
    status = int(result.status[0])
    if status:
        raise SolveError(f"not solved: {NASH_STATUS_TEXT[status]}; `--concept sequential` needs no table")
    strategy = table.behaviour_strategy(result.row_strategy, result.column_strategy)[:, 0]
    note = f"one Nash equilibrium, and there may be others: {why}"
    return Answer([_found(form, parameters, strategy, "lemke_howson_nash", {})], [note])


def _found(
    form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray, method: str, facts: dict[str, object]
) -> Found:
    """Return a profile with its payoffs, certified by best replies on the tree."""
    from foedus.games import edge_weights, expected_payoffs

    column = strategy[:, None]
    payoffs = expected_payoffs(form, parameters, edge_weights(form, parameters, strategy=column))[:, 0]
    gain, share = _reply_gain(form, parameters, strategy, range(len(form.players)))
    return Found(strategy, payoffs, gain, share, method, facts)


def _reply_gain(
    form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray, players: range | list[int]
) -> tuple[float, float]:
    """Return what a best reply would add at most to one of *players*, in payoffs and as a share of their range."""
    from foedus.solve import best_response_gains, payoff_ranges

    gains = best_response_gains(form, parameters, strategy[:, None])[:, 0]
    ranges = payoff_ranges(form, parameters)[:, 0]
    shares = [float(gains[one] / ranges[one]) if ranges[one] > 0 else 0.0 for one in players]
    return max((float(gains[one]) for one in players), default=0.0), max(shares, default=0.0)


def solve_zero_sum(form: ExtensiveForm, parameters: FloatArray) -> Answer:
    """Return the value of a constant-sum game and strategies that secure it."""
    from foedus.solve import sequence_form_zero_sum

    try:
        result = sequence_form_zero_sum(form, parameters)
    except (ValueError, ArithmeticError) as error:
        raise SolveError(str(error)) from None
    strategy = result.strategy[:, 0]
    _, share = _reply_gain(form, parameters, strategy, range(len(form.players)))
    gain = float(result.max_gain[0])
    return Answer([Found(strategy, result.values[:, 0], gain, share, "sequence_form_zero_sum")])


def solve_commitment(form: ExtensiveForm, parameters: FloatArray, *, game: str, leader: str | None) -> Answer:
    """Return what a leader gets by binding itself."""
    player = leader_of(game, form, leader)
    result = commit(form, parameters, player)
    facts = commitment_facts(form, result, player)
    strategy, gain = result.strategy[:, 0], float(result.max_gain[0])
    _, share = _reply_gain(form, parameters, strategy, [one for one in range(len(form.players)) if one != player])
    return Answer([Found(strategy, result.payoffs[:, 0], gain, share, "multiple_lp_commitment", facts)])
