"""The value of a two-player constant-sum game and optimal behaviour strategies, by one sparse linear program.

Against a plan of the first player the other's best reply is itself a linear program over the other's realisation
weights; its dual put into the first player's program leaves one program with about as many rows and columns as the
players have moves (Koller, Megiddo and von Stengel 1996; von Stengel 1996). The other's optimal weights are its dual
solution. HiGHS solves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from foedus.games import ExtensiveForm, FloatArray

from ._best_response import best_response_gains
from ._sequence_form import Sequences, behaviour, chance_reach, constant_sum, equations, sequences

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_MANY = 50_000
"""From this many entries of the program on, an interior point is faster than the simplex method."""


@dataclass(frozen=True, slots=True, eq=False)
class ZeroSumResult:
    """An optimal strategy of both players for every draw, and how far a best reply beats it."""

    strategy: FloatArray
    """Shape (action, draw); uniform where a player's own moves never lead."""
    values: FloatArray
    """Shape (player, draw): expected payoffs under optimal play."""
    gains: FloatArray
    """Shape (player, draw): what a best reply would add, recomputed from the tree (the certificate)."""
    spread: FloatArray
    """Shape (draw,): the range of payoffs over the ends of play, to compare *gains* with."""
    iterations: npt.NDArray[np.int64]
    """Shape (draw,): steps of the linear program."""

    @property
    def max_gain(self) -> FloatArray:
        """The larger of the two gains, shape (draw,)."""
        largest: FloatArray = self.gains.max(axis=0)
        return largest


def sequence_form_zero_sum(form: ExtensiveForm, parameters: FloatArray) -> ZeroSumResult:
    """Return the value and an optimal strategy of each player, for every draw.

    What is guaranteed: the pair is a Nash equilibrium up to ``gains``, and the value, which is unique, is known up to
    their sum. What is not: that play is sensible where one's own earlier moves or the other's never lead (a Nash
    equilibrium may give away there what the other already gave); ``logit_sequential`` answers that.

    Args:
        form: a game of two players with perfect recall, constant-sum at every draw.
        parameters: shape (parameter, draw).

    Raises:
        ValueError: the game is not of this kind, or *parameters* has the wrong shape.
        ArithmeticError: the linear program was not solved.

    Example:
        Matching pennies, where the first player wins twice as much on heads:

        >>> from foedus.games import read_nfg
        >>> game = read_nfg('NFG 1 R "" { "A" "B" } { { "h" "t" } { "h" "t" } } 2 -2 -1 1 -1 1 1 -1')
        >>> result = sequence_form_zero_sum(game.form, game.parameters)
        >>> print(result.strategy[:, 0].round(6), result.values[:, 0].round(6))
        [0.4 0.6 0.4 0.6] [ 0.2 -0.2]
        >>> bool(result.max_gain[0] < 1e-9)
        True
    """
    if parameters.ndim != 2 or parameters.shape[0] != len(form.parameter_names):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)}, draws)")
    draws = parameters.shape[1]
    if len(form.players) != 2:
        raise ValueError(f"a zero-sum value needs two players; this game has {len(form.players)}")
    plan = sequences(form)
    program = _program(form, plan)
    payoffs = form.payoffs.evaluate(parameters).reshape(len(form.child), 2, draws)
    strategy = np.zeros((form.actions, draws))
    values = np.zeros((2, draws))
    iterations = np.zeros(draws, np.int64)
    total, spread = constant_sum(form, payoffs)
    taken = chance_reach(form, parameters)
    for draw in range(draws):
        unit = spread[draw] or 1.0
        weights, value, iterations[draw] = _solve(program, taken[:, draw] * payoffs[:, 0, draw] / unit)
        values[:, draw] = value * unit, total[draw] - value * unit
        strategy[:, draw] = behaviour(form, plan, dict(enumerate(weights)))
    return ZeroSumResult(strategy, values, best_response_gains(form, parameters, strategy), spread, iterations)


@dataclass(frozen=True, slots=True, eq=False)
class _Program:
    """The linear program but for payoffs, built once for all draws.

    Over the first player's weights x >= 0 and the worths w of the other's information sets: maximise w[0] where
    E x = e and, for every sequence of the other, the worth it must yield is at most what x pays there.
    """

    row: npt.NDArray[np.int64]
    """The other's sequence on each edge, then the rows of the worths."""
    column: npt.NDArray[np.int64]
    entry: FloatArray
    """Of the worths alone."""
    equal: csr_array[np.float64]
    right: FloatArray
    weights: int
    """Number of the first player's sequences."""
    rows: int
    """Number of the other's sequences."""


def _program(form: ExtensiveForm, plan: Sequences) -> _Program:
    from scipy.sparse import csr_array

    own_row, own_column, own_entry, own = equations(form, plan, 0)
    worth, sequence, entry, worths = equations(form, plan, 1)
    weights, rows = plan.count
    right = np.zeros(own)
    right[0] = 1.0
    return _Program(
        np.concatenate([plan.on_edge[1], sequence]),
        np.concatenate([plan.on_edge[0], weights + worth]),
        entry,
        csr_array((own_entry, (own_row, own_column)), shape=(own, weights + worths)),
        right,
        weights,
        rows,
    )


def _solve(program: _Program, paid: FloatArray) -> tuple[list[FloatArray], float, int]:
    """Return both players' realisation weights, the first one's value and the number of steps.

    Args:
        program: the program.
        paid: shape (edge,): what the first player is paid, times the probability that chance allows it.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    columns = program.equal.shape[1]
    used = np.concatenate([paid != 0, np.ones(len(program.entry), bool)])
    entry = np.concatenate([-paid, program.entry])[used]
    cost = np.zeros(columns)
    cost[program.weights] = -1.0
    # The stubs of linprog do not know that it takes sparse matrices and bounds as an array.
    bounds: Any = np.tile([0.0, np.inf], (columns, 1))
    bounds[program.weights :, 0] = -np.inf
    below: Any = csr_array((entry, (program.row[used], program.column[used])), shape=(program.rows, columns))
    equal: Any = program.equal
    result: Any = linprog(
        cost,
        A_ub=below,
        b_ub=np.zeros(program.rows),
        A_eq=equal,
        b_eq=program.right,
        bounds=bounds,
        method="highs-ds" if len(entry) < _MANY else "highs-ipm",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if result.status != 0:
        raise ArithmeticError(f"the linear program was not solved: {result.message}")
    weights = [np.asarray(result.x[: program.weights]), -np.asarray(result.ineqlin.marginals)]
    return weights, -float(result.fun), int(result.nit)
