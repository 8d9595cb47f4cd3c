"""Sequential, subgame-perfect and pure equilibria for ``foedus solve``, with other methods where one fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus._core import SolveError

from ._equilibrium import Answer, Found

if TYPE_CHECKING:
    from foedus.games import ExtensiveForm, FloatArray
    from foedus.solve import PureEquilibrium, SequentialEquilibrium

_CERTIFIED = 1e-6
"""Largest gain, with payoffs scaled to [0, 1], of a sequential equilibrium."""
_OTHER_STARTS, _OTHER_STARTS_IF_LARGE = 32, 8
"""Branches that are tried where the principal one is lost."""
_STARTS, _STARTS_IF_LARGE, _LARGE = 64, 16, 64
"""Branches that `all` follows, and fewer in games of more information sets, where a lost branch takes half a minute."""
_PURE_PROFILES = 4_096
"""Pure profiles that are gone through beside branches; `pure` goes through more, which can take minutes."""


def solve_sequential(form: ExtensiveForm, parameters: FloatArray) -> Answer:
    """Return the end of the principal branch; if it is lost another sequential equilibrium, and say so."""
    from foedus.games import edge_weights, expected_payoffs
    from foedus.solve import STATUS_TEXT, certify_sequential, logit_sequential, max_gain_share, moderate_payoffs

    try:
        result = logit_sequential(moderate_payoffs(form, parameters), parameters)
    except ValueError as error:
        raise SolveError(str(error)) from None
    certificate = certify_sequential(form, parameters, result.log_strategy)
    share = float(max_gain_share(form, parameters, certificate)[0])
    if result.status[0] == 0 and share <= _CERTIFIED:
        weights = edge_weights(form, parameters, strategy=result.strategy)
        payoffs = expected_payoffs(form, parameters, weights)[:, 0]
        gain = float(certificate.max_gain[0])
        return Answer([Found(result.strategy[:, 0], payoffs, gain, share, "logit_sequential")])
    status = int(result.status[0])
    why = STATUS_TEXT[status] if status else f"a gain of {share:.1e} of a player's range of payoffs is left at its end"
    return _another(form, parameters, why)


def _another(form: ExtensiveForm, parameters: FloatArray, why: str) -> Answer:
    """Return a sequential equilibrium that is not the end of the principal branch."""
    import numpy as np

    from foedus.solve import enumerate_pure_sequential, multistart_sequential

    starts = _OTHER_STARTS if form.infosets <= _LARGE else _OTHER_STARTS_IF_LARGE
    several = multistart_sequential(form, parameters, starts=starts, rng=np.random.default_rng(0))
    note = f"the principal branch was lost ({why}); this is another sequential equilibrium, found"
    if several.equilibria:
        one = several.equilibria[0]
        method = "multistart_sequential: the principal branch was lost"
        return Answer(
            [Found(one.strategy, one.payoffs, one.max_gain, one.max_gain_share, method)],
            [f"{note} from {one.found} of {several.starts} starting strategies"],
        )
    try:
        pure = [one for one in enumerate_pure_sequential(form, parameters, most=_PURE_PROFILES) if one.consistent]
        missed = "no pure equilibrium was shown to be sequential"
    except ValueError as error:
        pure, missed = [], str(error)
    if not pure:
        raise SolveError(
            f"not solved: {why}; {several.starts} other branches were lost as well, and {missed}; another draw"
            " (`--seed`) or a game with fewer ties may be solved"
        )
    first = pure[0]
    method = "enumerate_pure_sequential: the principal branch was lost"
    return Answer(
        [Found(first.strategy, first.payoffs, first.max_gain, first.max_gain_share, method)],
        [f"{note} among the pure ones, of which {len(pure)} are sequential"],
    )


def solve_all(form: ExtensiveForm, parameters: FloatArray, *, starts: int | None, seed: int) -> Answer:
    """Return the different sequential equilibria that many branches and the pure ones show."""
    import numpy as np

    from foedus.solve import enumerate_pure_sequential, multistart_sequential, same_play

    starts = starts or (_STARTS if form.infosets <= _LARGE else _STARTS_IF_LARGE)

    try:
        several = multistart_sequential(form, parameters, starts=starts, rng=np.random.default_rng(seed))
    except ValueError as error:
        raise SolveError(str(error)) from None
    found = [_started(one, starts) for one in several.equilibria]
    notes = []
    try:
        pure = [one for one in enumerate_pure_sequential(form, parameters, most=_PURE_PROFILES) if one.consistent]
    except ValueError as error:
        pure = []
        notes.append(f"pure ones were not enumerated: {error} beside branches")
    for one in pure:
        if not any(same_play(form, parameters, one.strategy, other.strategy) for other in found):
            found.append(_enumerated(one))
    if not found:
        raise SolveError(
            f"not solved: all of {starts} branches were lost, and no pure sequential equilibrium was found"
        )
    if several.lost:
        notes.append(f"{several.lost} of {starts} branches were lost")
    values = len({tuple(np.round(one.payoffs, 6)) for one in found})
    if len(found) == 1:
        notes.append("only this one was found; there may be others")
    else:
        notes.append(
            f"{len(found)} different in what is done where play comes, {values} in payoffs; there may be more, and"
            " where most were found once there may be infinitely many"
        )
    return Answer(found, notes, {"starts": starts, "lost": several.lost})


def _started(one: SequentialEquilibrium, starts: int) -> Found:
    facts: dict[str, object] = {
        "found": one.found, "starts": starts, "principal": one.principal, "first_start": one.first_start,
        "off_path": one.off_path,
    }  # fmt: skip
    return Found(one.strategy, one.payoffs, one.max_gain, one.max_gain_share, "multistart_sequential", facts)


def _enumerated(one: PureEquilibrium) -> Found:
    facts: dict[str, object] = {"consistent": one.consistent, "intuitive": one.intuitive}
    return Found(one.strategy, one.payoffs, one.max_gain, one.max_gain_share, "enumerate_pure_sequential", facts)


def solve_pure(form: ExtensiveForm, parameters: FloatArray) -> Answer:
    """Return all pure perfect Bayesian equilibria."""
    from foedus.solve import enumerate_pure_sequential

    try:
        found = enumerate_pure_sequential(form, parameters)
    except ValueError as error:
        raise SolveError(str(error)) from None
    notes = [] if found else ["no pure equilibrium: `--concept sequential` finds one in mixed strategies"]
    return Answer([_enumerated(one) for one in found], notes)


def solve_subgame_perfect(form: ExtensiveForm, parameters: FloatArray) -> Answer:
    """Return what backward induction gives; where moves are hidden a sequential equilibrium, which is one too."""
    import numpy as np

    from foedus.games import StateGraph
    from foedus.solve import backward_subgame_perfect, certify_subgame_perfect, payoff_ranges

    decisions = np.flatnonzero(form.owner >= 0)
    if len(decisions) != form.infosets:
        answer = solve_sequential(form, parameters)
        note = (
            "some moves are hidden, so backward induction does not apply; this equilibrium is sequential, and every"
            " sequential equilibrium is subgame-perfect"
        )
        return Answer(answer.equilibria, [*answer.notes, note])
    graph = StateGraph(
        form.players, form.owner, form.first_edge, form.child, form.probability[0].copy(), form.payoffs,
        form.parameter_names, ("",) * form.nodes, ("",) * len(form.child),
    )  # fmt: skip
    result = backward_subgame_perfect(graph, parameters)
    gain = certify_subgame_perfect(graph, parameters, result.strategy).gain[decisions, 0]
    ranges = payoff_ranges(form, parameters)[form.owner[decisions], 0]
    share = float((gain / np.where(ranges > 0, ranges, 1.0)).max(initial=0.0))
    strategy = np.zeros(form.actions)
    for node in decisions:
        edges = slice(int(form.first_edge[node]), int(form.first_edge[node + 1]))
        start = int(form.first_action[form.infoset[node]])
        strategy[start : start + edges.stop - edges.start] = result.strategy[edges, 0]
    largest = float(gain.max(initial=0.0))
    return Answer([Found(strategy, result.values[:, 0], largest, share, "backward_subgame_perfect")])
