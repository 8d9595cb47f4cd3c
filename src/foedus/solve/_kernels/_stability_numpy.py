"""The plain reference of ``_stability_numba``: the definitions as products of matrices of zeros and ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.games import Bits


def states_kept(
    members: NDArray[np.int32], incentive: NDArray[np.uint64], deterrent: NDArray[np.uint64], above: NDArray[np.uint64],
    back: Bits, replies: Bits, improvements: Bits,
) -> NDArray[np.bool_]:  # fmt: skip
    """Return, with shape (concept, state), the states stable for the group: nash, gmr, smr, seq.

    Relations have the shape (player, state, word), what is reached the shape (state, word): bit *t* of row *s* tells of
    going from *s* to *t*; in ``above`` that *s* is better than *t*, or that this is feared. ``back`` is what the group
    reaches, ``replies`` what the others do, ``improvements`` what they do by improvements.
    """
    tempting = _matrix(back & np.bitwise_and.reduce(incentive[members])) > 0
    deters = _matrix(np.bitwise_or.reduce(deterrent[members]))
    best = _matrix(np.bitwise_and.reduce(above[members]))
    returns = (_matrix(back) @ best).T > 0  # for s, over r: back from r to what is better than s for all
    answered = (
        np.zeros_like(tempting),
        deters @ _matrix(replies).T > 0,
        (deters * ~returns) @ _matrix(replies).T > 0,
        deters @ _matrix(improvements).T > 0,
    )
    return ~np.stack([(tempting & ~each).any(axis=1) for each in answered])


def _matrix(rows: Bits) -> NDArray[np.float32]:
    """Return rows of bits as a square matrix; sums of fewer than 2**24 ones are exact."""
    bits: NDArray[np.uint8] = np.unpackbits(rows.view(np.uint8), axis=1, count=len(rows))
    return bits.astype(np.float32)
