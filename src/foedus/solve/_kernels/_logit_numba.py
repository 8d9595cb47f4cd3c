# mypy: disable-error-code="no-untyped-def"
"""Follow the principal branch of the agent logit correspondence, one draw at a time (Numba).

Unknowns are the logits ``x[a] = log(strategy[a] / strategy[0])`` of every action but the first of its information
set, and the precision. With ``v[a]`` the conditional expected payoff of an action under Bayes' beliefs, the branch is

    F(x, precision) = precision * multiplier * (v[a] - v[0]) - x[a] = 0,

followed from (0, 0) by an Euler predictor and Newton corrections on the hyperplane normal to the tangent, so that
folds are passed (Allgower and Georg 1990; Turocy 2005, 2010). Reach is carried as a sum of logarithms, so beliefs off
the path stay defined when strategies underflow. Changes are measured relative to ``1 + |x|`` and ``1 + precision``:
at the far end, where x grows like the precision, a step multiplies the precision.
"""

import numpy as np
from numba import njit

SOLVED, STEP_TOO_SMALL, TOO_MANY_STEPS = 0, 1, 2


@njit(cache=True, nogil=True)
def _evaluate(
    x, owner, infoset, first_edge, child, edge_action, up_node, up_action, infoset_player, first_action, first_unknown,
    players, probability, payoff, log_chance, log_strategy, strategy, log_reach, belief, value, gain,
):  # fmt: skip
    """Fill strategies, beliefs, node values (node, player) and action values ``gain`` (action,) at logits x."""
    nodes = owner.shape[0]
    for i in range(infoset_player.shape[0]):
        first, last, unknown = first_action[i], first_action[i + 1], first_unknown[i]
        top = 0.0
        for k in range(last - first - 1):
            top = max(top, x[unknown + k])
        total = np.exp(-top)
        for k in range(last - first - 1):
            total += np.exp(x[unknown + k] - top)
        shift = top + np.log(total)
        log_strategy[first] = -shift
        strategy[first] = np.exp(-shift)
        for k in range(last - first - 1):
            log_strategy[first + 1 + k] = x[unknown + k] - shift
            strategy[first + 1 + k] = np.exp(x[unknown + k] - shift)
    infosets = infoset_player.shape[0]
    top_reach = np.full(infosets, -np.inf)
    for n in range(nodes):
        above = up_node[n]
        log_reach[n] = 0.0 if above < 0 else log_reach[above] + log_strategy[up_action[n]]
        if owner[n] >= 0:
            belief[n] = log_reach[n] + log_chance[n]
            top_reach[infoset[n]] = max(top_reach[infoset[n]], belief[n])
    mass = np.zeros(infosets)
    for n in range(nodes):
        if owner[n] >= 0:
            belief[n] = np.exp(belief[n] - top_reach[infoset[n]])
            mass[infoset[n]] += belief[n]
    gain[:] = 0.0
    for n in range(nodes - 1, -1, -1):
        for p in range(players):
            value[n, p] = 0.0
        if owner[n] >= 0:
            belief[n] /= mass[infoset[n]]
            mover = owner[n]
            for e in range(first_edge[n], first_edge[n + 1]):
                below, weight = child[e], strategy[edge_action[e]]
                for p in range(players):
                    value[n, p] += weight * (payoff[e, p] + value[below, p])
                gain[edge_action[e]] += belief[n] * (payoff[e, mover] + value[below, mover])
        else:
            for e in range(first_edge[n], first_edge[n + 1]):
                for p in range(players):
                    value[n, p] += probability[1 + p, e] * (payoff[e, p] + value[child[e], p])


@njit(cache=True, nogil=True)
def _residual(x, precision, multiplier, gain, infoset_player, first_action, first_unknown, unit, slope, out):
    """Fill ``slope`` = dF/dprecision and ``out`` = F; return the largest scaled residual.

    The scale grows with the precision (counted in ``unit``) as rounding does.
    """
    worst = 0.0
    # Logits grow like the precision, and their last digits are what beliefs off the path are made of.
    noise = precision / unit * (1e-5 + 1e-6 * precision / unit)
    for i in range(infoset_player.shape[0]):
        first, unknown = first_action[i], first_unknown[i]
        scale = multiplier[infoset_player[i]]
        for k in range(first_action[i + 1] - first - 1):
            row = unknown + k
            slope[row] = scale * (gain[first + 1 + k] - gain[first])
            out[row] = precision * slope[row] - x[row]
            worst = max(worst, abs(out[row]) / (1.0 + abs(x[row]) + noise))
    return worst


@njit(cache=True, nogil=True)
def _derivatives(
    owner, infoset, first_edge, child, edge_action, up_node, up_action, first_action, first_pair, down_block,
    up_block, between, payoff, strategy, belief, value, gain, out,
):  # fmt: skip
    """Fill the blocks d v[row action] / d x[column unknown]: from below through play, from above through beliefs."""
    out[:] = 0.0
    for n in range(owner.shape[0]):
        if owner[n] < 0:
            continue
        mover = owner[n]
        actions = first_edge[n + 1] - first_edge[n]
        first = first_edge[n]
        weight = between[n]
        step, pair = n, first_pair[n]
        while up_node[step] >= 0:
            above, action = up_node[step], up_action[step]
            there, judge = infoset[above], owner[above]
            local = action - first_action[there]
            # Play at n moves the value of the action above that leads here.
            chance = belief[above] * weight
            if chance > 1e-30:
                start = down_block[pair] + local * (actions - 1)
                for b in range(1, actions):
                    e = first + b
                    change = payoff[e, judge] + value[child[e], judge] - value[n, judge]
                    out[start + b - 1] += chance * strategy[edge_action[e]] * change
            # Play above moves the belief at n.
            if up_block[pair] >= 0 and belief[n] > 1e-30:
                others = first_action[there + 1] - first_action[there]
                for a in range(actions):
                    e = first + a
                    excess = belief[n] * (payoff[e, mover] + value[child[e], mover] - gain[edge_action[e]])
                    start = up_block[pair] + a * (others - 1)
                    for b in range(1, others):
                        out[start + b - 1] -= excess * strategy[first_action[there] + b]
                    if local > 0:
                        out[start + local - 1] += excess
            weight *= strategy[action] * between[above]
            step = above
            pair += 1


@njit(cache=True, nogil=True)
def _factor(
    precision, multiplier, derivatives, infoset_player, first_action, first_unknown, order, row_first, row_set,
    row_block, row_offset, row_diagonal, row_start, row_width, position, work, lower_upper,
):  # fmt: skip
    """Assemble dF/dx and factor it by rows, without pivoting, on the filled block pattern; False if it breaks down."""
    for place in range(order.shape[0]):
        i = order[place]
        size = first_action[i + 1] - first_action[i] - 1
        if size == 0:
            continue
        scale = precision * multiplier[infoset_player[i]]
        begin, end, width = row_first[place], row_first[place + 1], row_width[i]
        diagonal = begin + row_diagonal[place]
        for a in range(size):
            row = row_start[i] + a * width
            for q in range(begin, end):
                column = first_unknown[row_set[q]]
                columns = first_action[row_set[q] + 1] - first_action[row_set[q]] - 1
                block = row_block[q]
                for b in range(columns):
                    work[column + b] = 0.0
                    if block >= 0:
                        base = derivatives[block + b]
                        work[column + b] = scale * (derivatives[block + (a + 1) * columns + b] - base)
            work[first_unknown[i] + a] -= 1.0
            for q in range(begin, diagonal + 1):
                j = row_set[q]
                columns = first_action[j + 1] - first_action[j] - 1
                limit = columns if q < diagonal else a
                spot = position[j]
                from_block, to_block = row_first[spot] + row_diagonal[spot], row_first[spot + 1]
                for k in range(limit):
                    factor = work[first_unknown[j] + k]
                    if factor == 0.0:
                        continue
                    source = row_start[j] + k * row_width[j]
                    factor /= lower_upper[source + row_offset[from_block] + k]
                    work[first_unknown[j] + k] = factor
                    for b in range(k + 1, columns):
                        work[first_unknown[j] + b] -= factor * lower_upper[source + row_offset[from_block] + b]
                    for r in range(from_block + 1, to_block):
                        m = row_set[r]
                        column, offset = first_unknown[m], source + row_offset[r]
                        for b in range(first_action[m + 1] - first_action[m] - 1):
                            work[column + b] -= factor * lower_upper[offset + b]
            for q in range(begin, end):
                column = first_unknown[row_set[q]]
                for b in range(first_action[row_set[q] + 1] - first_action[row_set[q]] - 1):
                    lower_upper[row + row_offset[q] + b] = work[column + b]
            pivot = work[first_unknown[i] + a]
            if not (abs(pivot) > 1e-14):
                return False
    return True


@njit(cache=True, nogil=True)
def _solve(
    first_action, first_unknown, order, row_first, row_set, row_offset, row_diagonal, row_start, row_width,
    lower_upper, x,
):  # fmt: skip
    """Solve in place with the factors."""
    for forward in range(2):
        for turn in range(order.shape[0]):
            place = turn if forward == 0 else order.shape[0] - 1 - turn
            i = order[place]
            size = first_action[i + 1] - first_action[i] - 1
            begin, end = row_first[place], row_first[place + 1]
            diagonal = begin + row_diagonal[place]
            for step in range(size):
                a = step if forward == 0 else size - 1 - step
                row = row_start[i] + a * row_width[i]
                total = x[first_unknown[i] + a]
                if forward == 0:
                    for q in range(begin, diagonal):
                        column = first_unknown[row_set[q]]
                        for b in range(first_action[row_set[q] + 1] - first_action[row_set[q]] - 1):
                            total -= lower_upper[row + row_offset[q] + b] * x[column + b]
                    for b in range(a):
                        total -= lower_upper[row + row_offset[diagonal] + b] * x[first_unknown[i] + b]
                else:
                    for q in range(diagonal + 1, end):
                        column = first_unknown[row_set[q]]
                        for b in range(first_action[row_set[q] + 1] - first_action[row_set[q]] - 1):
                            total -= lower_upper[row + row_offset[q] + b] * x[column + b]
                    for b in range(a + 1, size):
                        total -= lower_upper[row + row_offset[diagonal] + b] * x[first_unknown[i] + b]
                    total /= lower_upper[row + row_offset[diagonal] + a]
                x[first_unknown[i] + a] = total


@njit(cache=True, nogil=True)
def _payoff_spread(first_edge, child, payoff, best, worst):
    """Return the largest difference between two final payoffs of one player; 1 if there is none."""
    spread = 0.0
    for p in range(payoff.shape[1]):
        for n in range(first_edge.shape[0] - 2, -1, -1):
            best[n, p], worst[n, p] = 0.0, 0.0
            for e in range(first_edge[n], first_edge[n + 1]):
                high, low = payoff[e, p] + best[child[e], p], payoff[e, p] + worst[child[e], p]
                if e == first_edge[n] or high > best[n, p]:
                    best[n, p] = high
                if e == first_edge[n] or low < worst[n, p]:
                    worst[n, p] = low
        spread = max(spread, best[0, p] - worst[0, p])
    return spread if spread > 0.0 else 1.0


@njit(cache=True, nogil=True)
def trace_principal_branch(
    owner, infoset, first_edge, child, edge_action, up_node, up_action, infoset_player, first_action, first_unknown,
    first_pair, down_block, up_block, n_derivatives, order, row_first, row_set, row_block, row_offset, row_diagonal,
    row_start, row_width, position, probability_row, term_first, term_parameter, term_coefficient, parameters,
    multiplier, target, relative, largest_step, least_cosine, max_steps,
    log_strategy_out, status_out, precision_out, arrived_out, steps_out,
):  # fmt: skip
    """Trace each draw's branch from precision 0 to ``target``; outputs have the draw last.

    With ``relative`` the target counts in one over the draw's own spread of payoffs. ``arrived_out`` is the share of
    the target that was reached.
    """
    nodes, edges = owner.shape[0], child.shape[0]
    players = probability_row.shape[0] - 1
    unknowns = 0
    for i in range(infoset_player.shape[0]):
        unknowns += first_action[i + 1] - first_action[i] - 1
    actions = first_action[-1]
    probability = np.zeros((players + 1, edges))
    payoff = np.zeros((edges, players))
    between = np.ones(nodes)
    log_chance = np.zeros(nodes)
    log_strategy, strategy, gain = np.zeros(actions), np.zeros(actions), np.zeros(actions)
    log_reach, belief, value = np.zeros(nodes), np.zeros(nodes), np.zeros((nodes, players))
    extreme = np.zeros((nodes, players))
    derivatives = np.zeros(n_derivatives)
    stored = 0
    for i in range(infoset_player.shape[0]):
        stored += row_width[i] * (first_action[i + 1] - first_action[i] - 1)
    lower_upper, work = np.zeros(stored), np.zeros(unknowns)
    x, y, slope, residual = np.zeros(unknowns), np.zeros(unknowns), np.zeros(unknowns), np.zeros(unknowns)
    tangent, fresh, normal = np.zeros(unknowns), np.zeros(unknowns), np.zeros(unknowns)
    for draw in range(parameters.shape[1]):
        for e in range(edges):
            for p in range(players + 1):
                row = probability_row[p, e]
                probability[p, e] = parameters[row, draw] if row >= 0 else 0.0
            for p in range(players):
                total = 0.0
                for t in range(term_first[e * players + p], term_first[e * players + p + 1]):
                    total += term_coefficient[t] * parameters[term_parameter[t], draw]
                payoff[e, p] = total
        # Chance: the product since the last separating decision, and its logarithm as each mover believes it.
        log_all = np.zeros((nodes, players))
        between[0] = 1.0
        for n in range(nodes):
            if owner[n] >= 0:
                log_chance[n] = log_all[n, owner[n]]
            for e in range(first_edge[n], first_edge[n + 1]):
                below = child[e]
                if owner[n] == -1:
                    between[below] = between[n] * probability[0, e]
                    for p in range(players):
                        log_all[below, p] = log_all[n, p] + np.log(max(probability[1 + p, e], 1e-300))
                else:
                    between[below] = 1.0 if up_node[below] == n else between[n]
                    for p in range(players):
                        log_all[below, p] = log_all[n, p]
        unit = 1.0 / _payoff_spread(first_edge, child, payoff, value, extreme)
        goal = target * unit if relative else target
        x[:] = 0.0
        precision, length = 0.0, 0.1
        status, steps = TOO_MANY_STEPS, 0
        direction = 1.0
        have_tangent = False
        steady, crawling = False, 0
        while steps < max_steps:
            steps += 1
            if not have_tangent:
                _evaluate(
                    x, owner, infoset, first_edge, child, edge_action, up_node, up_action, infoset_player,
                    first_action, first_unknown, players, probability, payoff, log_chance, log_strategy, strategy,
                    log_reach, belief, value, gain,
                )  # fmt: skip
                _residual(
                    x, precision, multiplier, gain, infoset_player, first_action, first_unknown, unit, slope, residual
                )
                fresh[:] = -slope
                tangent[:] = -slope
                _derivatives(
                    owner, infoset, first_edge, child, edge_action, up_node, up_action, first_action, first_pair,
                    down_block, up_block, between, payoff, strategy, belief, value, gain, derivatives,
                )  # fmt: skip
                fine = _factor(
                    precision, multiplier, derivatives, infoset_player, first_action, first_unknown, order, row_first,
                    row_set, row_block, row_offset, row_diagonal, row_start, row_width, position, work, lower_upper,
                )  # fmt: skip
                if fine:
                    _solve(
                        first_action, first_unknown, order, row_first, row_set, row_offset, row_diagonal, row_start,
                        row_width, lower_upper, tangent,
                    )  # fmt: skip
                size = 1.0 / (precision + unit)
                for r in range(unknowns):
                    size = max(size, abs(tangent[r]) / (1.0 + abs(x[r])))
                tangent /= size
                direction = 1.0 / size
                have_tangent = True
            # Predict, never past the goal.
            ahead = precision + length * direction
            landing = direction > 0.0 and ahead >= goal
            reach = length
            if landing:
                reach = (goal - precision) / direction
                ahead = goal
            if ahead < 0.0:
                length *= 0.5
                if length < 1e-9:
                    status = STEP_TOO_SMALL
                    break
                continue
            y[:] = x + reach * tangent
            here = ahead
            weight_precision = 1.0 / (precision + unit) ** 2
            normal_precision = direction * weight_precision
            for r in range(unknowns):
                normal[r] = tangent[r] / (1.0 + abs(x[r])) ** 2
            if landing or steady:
                normal[:] = 0.0
                normal_precision = 1.0
            converged, rounds, before = False, 0, np.inf
            for rounds in range(12):
                _evaluate(
                    y, owner, infoset, first_edge, child, edge_action, up_node, up_action, infoset_player,
                    first_action, first_unknown, players, probability, payoff, log_chance, log_strategy, strategy,
                    log_reach, belief, value, gain,
                )  # fmt: skip
                worst = _residual(
                    y, here, multiplier, gain, infoset_player, first_action, first_unknown, unit, slope, residual
                )
                if not (worst < 1e6) or here < 0.0:
                    break
                close = worst < 1e-9
                if not close and rounds > 2:
                    # Rounding can hold it up; good enough if no action's payoff is off by more than 1e-8 spreads.
                    off = 0.0
                    for r in range(unknowns):
                        off = max(off, abs(residual[r]))
                    close = off * unit <= 1e-8 * here
                    if not close and worst > 0.9 * before:
                        break
                # At the point itself the factors of the last iterate are as good for the tangent.
                if not close or rounds == 0 or before > 1e-4:
                    _derivatives(
                        owner, infoset, first_edge, child, edge_action, up_node, up_action, first_action, first_pair,
                        down_block, up_block, between, payoff, strategy, belief, value, gain, derivatives,
                    )  # fmt: skip
                    if not _factor(
                        here, multiplier, derivatives, infoset_player, first_action, first_unknown, order, row_first,
                        row_set, row_block, row_offset, row_diagonal, row_start, row_width, position, work,
                        lower_upper,
                    ):  # fmt: skip
                        break
                before = worst
                fresh[:] = slope
                _solve(
                    first_action, first_unknown, order, row_first, row_set, row_offset, row_diagonal, row_start,
                    row_width, lower_upper, fresh,
                )  # fmt: skip
                if close:
                    converged = True
                    break
                _solve(
                    first_action, first_unknown, order, row_first, row_set, row_offset, row_diagonal, row_start,
                    row_width, lower_upper, residual,
                )  # fmt: skip
                over, under = 0.0, normal_precision
                for r in range(unknowns):
                    over += normal[r] * residual[r]
                    under -= normal[r] * fresh[r]
                shift = over / under if under != 0.0 else 0.0
                here += shift
                for r in range(unknowns):
                    y[r] -= residual[r] + fresh[r] * shift
            if not converged:
                length = 0.3 * min(length, reach)
                crawling += 1
                if steady and length < 1e-2:
                    steady, crawling, have_tangent = False, 0, False
                    length = 0.1
                    continue
                if length < 1e-9:
                    status = STEP_TOO_SMALL
                    break
                continue
            # The new tangent is (-fresh, 1), turned to point on along the branch.
            size = 1.0 / (here + unit)
            for r in range(unknowns):
                size = max(size, abs(fresh[r]) / (1.0 + abs(y[r])))
            inner = direction / size * weight_precision
            old_norm, new_norm = direction * direction * weight_precision, weight_precision / (size * size)
            for r in range(unknowns):
                weight = 1.0 / (1.0 + abs(x[r])) ** 2
                inner -= tangent[r] * fresh[r] / size * weight
                old_norm += tangent[r] * tangent[r] * weight
                new_norm += fresh[r] * fresh[r] / (size * size) * weight
            cosine = inner / np.sqrt(old_norm * new_norm + 1e-300)
            if abs(cosine) < least_cosine and reach > 1e-6 and not landing and not steady:
                length = 0.3 * min(length, reach)
                continue
            turn = 1.0 if cosine >= 0.0 or landing or steady else -1.0
            x[:] = y
            advance = abs(here - precision)
            precision = here
            for r in range(unknowns):
                tangent[r] = -turn * fresh[r] / size
            direction = turn / size
            # Where an indifference leaves a direction open, its slope is rounding and keeps the precision from growing:
            # far out, leave such logits where they are and correct at fixed precision.
            crawling = crawling + 1 if advance < 0.05 * (here + unit) else 0
            if crawling > 12 and here > 5e3 * unit:
                if not steady:
                    length = 1.0
                steady = True
            if steady:
                size = 1.0 / (here + unit)
                for r in range(unknowns):
                    ratio = abs(fresh[r]) * (here + unit) / (1.0 + abs(x[r]))
                    tangent[r] = -fresh[r] if ratio <= 3.0 else 0.0
                    size = max(size, abs(tangent[r]) / (1.0 + abs(x[r])))
                tangent /= size
                direction = 1.0 / size
            if landing:
                status = SOLVED
                break
            if rounds <= 3:
                length = min(length * 2.0, largest_step)
            elif rounds >= 6:
                length *= 0.5
        _evaluate(
            x, owner, infoset, first_edge, child, edge_action, up_node, up_action, infoset_player, first_action,
            first_unknown, players, probability, payoff, log_chance, log_strategy, strategy, log_reach, belief, value,
            gain,
        )  # fmt: skip
        for a in range(actions):
            log_strategy_out[a, draw] = log_strategy[a]
        status_out[draw], steps_out[draw] = status, steps
        precision_out[draw], arrived_out[draw] = precision, precision / goal
