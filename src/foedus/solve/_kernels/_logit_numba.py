# mypy: disable-error-code="no-untyped-def"
"""Follow the principal branch of the agent logit correspondence, one draw at a time (Numba).

Unknowns are the logits ``x[a] = log(strategy[a] / strategy[0])`` of every action but the first of its information
set, and the precision. With ``v[a]`` the conditional expected payoff of an action under Bayes' beliefs, the branch is

    F(x, precision) = precision * multiplier * (v[a] - v[0]) - (x[a] - origin[a]) = 0,

followed from (origin, 0) by a predictor of second order and Newton corrections on the hyperplane normal to the
tangent, so that folds are passed; the sign of the determinant says which way is on (Allgower and Georg 1990; Turocy
2005, 2010). Changes are measured relative to ``1 + |x|`` and to the precision: at the far end, where x grows like the
precision, a step multiplies the precision.

The end of the branch is read off before rounding spoils it. Far out every logit is ``g * precision + d + e /
precision`` up to higher orders, so the second difference of three points gives the tail ``e / precision``; without it
a mixing information set is exactly indifferent, and beliefs off the path are those of the limit. A branch that is lost
before that is ended by Newton's method on the indifference equations of the support that its last point shows.
"""

import numpy as np
from numba import njit

from ._logit_equations_numba import Game, Point, derivatives, evaluate, one_shot_gain, residual
from ._logit_factor_numba import factor, solve

SOLVED, STEP_TOO_SMALL, TOO_MANY_STEPS = 0, 1, 2

FAR, EXACTLY = 1000.0, 1e-8
"""Precision, in payoff spreads, from which points are found how exactly, for the end to be read off."""
PLAYED = 30.0
"""A logit that has settled within this distance of zero belongs to the support."""
LEAP = 0.3
"""A prediction that is off by more in a probability or a belief may lead to another branch, and is not trusted."""
SETTLED = 5e-8
"""One-shot gain, in payoff spreads, of an end that is taken."""


@njit(cache=True, nogil=True)
def _fill(tree, parameters, draw, game, best, worst):
    """Fill the numbers of one draw; return the largest spread of a player's final payoffs, 1 if there is none.

    ``best`` and ``worst`` (node, player) are work arrays.
    """
    nodes, players = best.shape
    for e in range(tree.child.shape[0]):
        for p in range(players + 1):
            row = tree.probability[p, e]
            game.probability[p, e] = parameters[row, draw] if row >= 0 else 0.0
        for p in range(players):
            total = 0.0
            for t in range(tree.term_first[e * players + p], tree.term_first[e * players + p + 1]):
                total += tree.term_coefficient[t] * parameters[tree.term_parameter[t], draw]
            game.payoff[e, p] = total
    log_all = best
    log_all[0] = 0.0
    game.between[0] = 1.0
    for n in range(nodes):
        if tree.owner[n] >= 0:
            game.log_chance[n] = log_all[n, tree.owner[n]]
        for e in range(tree.first_edge[n], tree.first_edge[n + 1]):
            below = tree.child[e]
            if tree.owner[n] == -1:
                game.between[below] = game.between[n] * game.probability[0, e]
                for p in range(players):
                    log_all[below, p] = log_all[n, p] + np.log(max(game.probability[1 + p, e], 1e-300))
            else:
                game.between[below] = 1.0 if tree.up_node[below] == n else game.between[n]
                log_all[below] = log_all[n]
    spread = 0.0
    for p in range(players):
        for n in range(nodes - 1, -1, -1):
            best[n, p], worst[n, p] = 0.0, 0.0
            for e in range(tree.first_edge[n], tree.first_edge[n + 1]):
                high = game.payoff[e, p] + best[tree.child[e], p]
                low = game.payoff[e, p] + worst[tree.child[e], p]
                if e == tree.first_edge[n] or high > best[n, p]:
                    best[n, p] = high
                if e == tree.first_edge[n] or low < worst[n, p]:
                    worst[n, p] = low
        spread = max(spread, best[0, p] - worst[0, p])
    return spread if spread > 0.0 else 1.0


@njit(cache=True, nogil=True)
def _correct(tree, game, precision, unit, normal, normal_precision, tolerance, y, fresh, point):
    """Bring y back to the branch by Newton steps on the plane with this normal, or at this precision without one.

    Return whether it got there, the precision, the strain and the sign of ``factor``. The strain is what is asked of
    Newton's method: how slowly it converges and by how much its first step changes a probability or a belief, above 1
    too much. ``fresh`` is left as (dF/dx)^-1 dF/dprecision at the last iterate but one.
    """
    strain, before, sign = 0.0, np.inf, 1.0
    for turn in range(12):
        evaluate(tree, game, y, point)
        worst = residual(tree, game, y, precision, point)
        if turn == 0:
            point.predicted[:] = point.strategy
            point.believed[:] = point.belief
        elif turn == 1:
            for a in range(point.strategy.shape[0]):
                strain = max(strain, abs(point.strategy[a] - point.predicted[a]) / LEAP)
            for n in range(point.belief.shape[0]):
                strain = max(strain, abs(point.belief[n] - point.believed[n]) / LEAP)
            if strain > 1.0:
                return False, precision, strain, sign
        if not (worst < 1e8):
            return False, precision, 10.0, sign
        derivatives(tree, game, point)
        sign = factor(tree, game, precision, point)
        if sign == 0.0:
            return False, precision, 4.0, sign
        fresh[:] = point.slope
        solve(tree, point.lower_upper, fresh)
        solve(tree, point.lower_upper, point.residual)
        over, under = 0.0, normal_precision
        for r in range(y.shape[0]):
            over += normal[r] * point.residual[r]
            under -= normal[r] * fresh[r]
        shift = over / under if under != 0.0 else 0.0
        precision += shift
        relative, length = abs(shift) / (abs(precision) + unit), 0.0
        for r in range(y.shape[0]):
            change = point.residual[r] + fresh[r] * shift
            y[r] -= change
            length = max(length, abs(change))
            relative = max(relative, abs(change) / (1.0 + abs(y[r])))
        if not (precision > 0.0) or not (relative < 10.0):
            return False, precision, 10.0, sign
        if turn > 0:
            strain = max(strain, length / before)
        # Newton's method squares its rate, so one can tell where the next iterate will be. Far out rounding ends it.
        ahead = (length / before) ** 2 if turn > 0 else 1.0
        if relative * ahead <= tolerance and length * ahead <= max(tolerance, 1e-6):
            return True, precision, strain, sign
        if turn > 1 and length > 0.3 * before and relative < 1e-6:
            return True, precision, strain, sign
        if strain > 1.0 or (turn > 1 and length > 0.5 * before):
            return False, precision, max(strain, 1.0), sign
        before = length
    return False, precision, 1.0, sign


@njit(cache=True, nogil=True)
def _read_off(tree, game, precision, unit, x, slope, y, played, point):
    """Fill y with the equilibrium whose support x shows, by Newton's method; return its one-shot gain in spreads.

    Where both actions are played the equation is ``v[a] = v[0]``. Its derivative is taken to be that of the branch,
    which is as good at this precision and keeps y where the indifferences leave a direction open.
    """
    for r in range(x.shape[0]):
        still = abs(slope[r] * precision) <= 0.3 * abs(x[r]) + 1e-9
        played[r] = 1.0 if still and abs(x[r]) < PLAYED else 0.0
    y[:] = x
    before = np.inf
    for _ in range(8):
        evaluate(tree, game, y, point)
        if not (residual(tree, game, y, precision, point) < 1e8):
            return np.inf
        for r in range(x.shape[0]):
            if played[r] > 0.0:
                point.residual[r] = precision * point.slope[r]
        derivatives(tree, game, point)
        if factor(tree, game, precision, point) == 0.0:
            return np.inf
        solve(tree, point.lower_upper, point.residual)
        length = 0.0
        for r in range(x.shape[0]):
            y[r] -= point.residual[r]
            length = max(length, abs(point.residual[r]) / (1.0 + abs(y[r])))
        if not (length < 3.0) or (length > 0.5 * before and length > 1e-6):
            return np.inf
        if length < 1e-8 or length > 0.3 * before:
            break
        before = length
    evaluate(tree, game, y, point)
    return one_shot_gain(tree, point) * unit


@njit(cache=True, nogil=True)
def _without_tail(tree, game, at, points, y, point):
    """Fill y with the last of three points of the branch less what vanishes at its end; return its one-shot gain.

    Far out a logit is ``g * precision + d + e / precision`` up to higher orders: the second difference gives e.
    """
    for r in range(y.shape[0]):
        late = (points[2, r] - points[1, r]) / (at[2] - at[1])
        early = (points[1, r] - points[0, r]) / (at[1] - at[0])
        y[r] = points[2, r] - (late - early) * (at[0] * at[1] / (at[2] - at[0]))
    evaluate(tree, game, y, point)
    return one_shot_gain(tree, point)


@njit(cache=True, nogil=True)
def _follow(tree, game, unit, goal, to_the_end, largest_step, least_cosine, tolerance, max_steps, x, point):
    """Follow one branch from precision 0; x becomes its end. Return status, precision, steps and one-shot gain.

    ``to_the_end`` asks for the equilibrium at the end of the branch, otherwise for the point at precision ``goal``.
    """
    unknowns = x.shape[0]
    y, tangent, old = np.zeros(unknowns), np.zeros(unknowns), np.zeros(unknowns)
    normal, fresh, best = np.zeros(unknowns), np.zeros(unknowns), np.zeros(unknowns)
    x[:] = game.origin
    evaluate(tree, game, x, point)
    residual(tree, game, x, 0.0, point)
    size = 1.0 / unit
    for r in range(unknowns):
        size = max(size, abs(point.slope[r]) / (1.0 + abs(x[r])))
    for r in range(unknowns):
        tangent[r] = point.slope[r] / size
    direction, old_direction = 1.0 / size, 0.0
    precision, length, old_length, steps = 0.0, 0.1, 0.0, 0
    best_gain, parity = np.inf, 1.0
    last, last_at = np.zeros((3, unknowns)), np.zeros(3)
    while steps < max_steps and length > 1e-10:
        steps += 1
        # Predict, never past the goal.
        landing = direction > 0.0 and precision + length * direction >= goal
        reach = (goal - precision) / direction if landing else length
        bend = 0.5 * reach * min(reach / old_length, 1.0) if old_length > 0.0 and not landing else 0.0
        ahead = goal if landing else precision + reach * direction + bend * (direction - old_direction)
        if not (ahead > 0.0):
            length *= 0.3
            continue
        weight = 0.0 if landing else 1.0 / (precision + unit) ** 2
        for r in range(unknowns):
            y[r] = x[r] + reach * tangent[r] + bend * (tangent[r] - old[r])
            normal[r] = 0.0 if landing else tangent[r] / (1.0 + abs(x[r])) ** 2
        done, here, strain, sign = _correct(
            tree, game, ahead, unit, normal, 1.0 if landing else direction * weight,
            EXACTLY if landing or ahead > FAR * unit else tolerance, y, fresh, point,
        )  # fmt: skip
        if not done:
            length = reach * min(0.5, max(0.1, 0.5 / strain))
            continue
        # The new tangent is (-fresh, 1), turned to point on along the branch.
        size = 1.0 / (here + unit)
        inner, before, after = direction * weight, direction * direction * weight, weight
        for r in range(unknowns):
            size = max(size, abs(fresh[r]) / (1.0 + abs(y[r])))
            scale = 1.0 / (1.0 + abs(x[r])) ** 2
            inner -= tangent[r] * fresh[r] * scale
            before += tangent[r] * tangent[r] * scale
            after += fresh[r] * fresh[r] * scale
        cosine = inner / np.sqrt(before * after + 1e-300)
        turn = 1.0 if cosine >= 0.0 or landing else -1.0
        # The determinant changes its sign where the branch turns back. If only one of the two does, the step was too
        # long, or, if it was short, two branches cross.
        doubtful = abs(cosine) < least_cosine or (turn != parity * sign and reach > 1e-3)
        if doubtful and not landing and reach > 1e-5:
            length = 0.3 * reach
            continue
        if not landing:
            parity = turn * sign
        for r in range(unknowns):
            old[r] = tangent[r]
            tangent[r] = -turn * fresh[r] / size
            x[r] = y[r]
        old_direction, old_length = direction, reach
        direction, precision = turn / size, here
        length = min(reach * min(6.0, max(0.4, (0.3 / max(strain, 1e-6)) ** 0.4)), largest_step)
        if to_the_end and precision > FAR * unit:
            last[0], last[1], last[2] = last[1], last[2], x
            last_at[0], last_at[1], last_at[2] = last_at[1], last_at[2], precision if direction > 0.0 else 0.0
            if last_at[0] > 0.0 and last_at[2] > 1.5 * last_at[0]:
                gain = _without_tail(tree, game, last_at, last, y, point) * unit
                if gain < best_gain:
                    best_gain = gain
                    best[:] = y
        if best_gain <= SETTLED:
            break
        if landing:
            break
    arrived = precision >= goal * (1.0 - 1e-9)
    if to_the_end and best_gain > SETTLED and direction > 0.0:
        for r in range(unknowns):
            fresh[r] = tangent[r] / direction
        gain = _read_off(tree, game, precision, unit, x, fresh, y, normal, point)
        if gain < best_gain:
            best_gain = gain
            best[:] = y
    evaluate(tree, game, x, point)
    gain = one_shot_gain(tree, point) * unit
    if to_the_end and best_gain < gain:
        x[:] = best
        evaluate(tree, game, x, point)
        gain = best_gain
    if gain <= SETTLED or (arrived and not to_the_end):
        return SOLVED, precision, steps, gain
    return (TOO_MANY_STEPS if steps >= max_steps else STEP_TOO_SMALL), precision, steps, gain


@njit(cache=True, nogil=True)
def trace_principal_branch(
    tree, parameters, multiplier, origin, goal, to_the_end, largest_step, least_cosine, tolerance, max_steps,
    log_strategy, status, precision, gain, spread, steps,
):  # fmt: skip
    """Follow each draw's branch; the outputs have the draw last.

    With ``to_the_end`` the goal counts in one over the draw's own spread of payoffs, as ``gain`` always does.
    """
    nodes, edges, sets = tree.owner.shape[0], tree.child.shape[0], tree.infoset_player.shape[0]
    players, actions, unknowns = multiplier.shape[0], tree.first_action[sets], tree.unknowns
    widest = 1
    for i in range(sets):
        widest = max(widest, tree.first_action[i + 1] - tree.first_action[i] - 1)
    game = Game(
        np.zeros((players + 1, edges)), np.zeros((edges, players)), np.ones(nodes), np.zeros(nodes), multiplier, origin
    )
    point = Point(
        np.zeros(actions), np.zeros(actions), np.zeros(nodes), np.zeros(nodes), np.zeros((nodes, players)),
        np.zeros(actions), np.zeros(sets), np.zeros(sets), np.zeros(tree.derivatives), np.zeros(tree.stored),
        np.zeros((widest, unknowns)), np.zeros(unknowns), np.zeros(unknowns), np.zeros(unknowns), np.zeros(actions),
        np.zeros(nodes),
    )  # fmt: skip
    x, worst = np.zeros(unknowns), np.zeros((nodes, players))
    for draw in range(parameters.shape[1]):
        spread[draw] = _fill(tree, parameters, draw, game, point.value, worst)
        unit = 1.0 / spread[draw]
        status[draw], precision[draw], steps[draw], gain[draw] = _follow(
            tree, game, unit, goal * unit if to_the_end else goal, to_the_end, largest_step, least_cosine, tolerance,
            max_steps, x, point,
        )  # fmt: skip
        log_strategy[:, draw] = point.log_strategy
