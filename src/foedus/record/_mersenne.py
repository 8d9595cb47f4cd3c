r"""Rolling hashes: one number for each run of letters, comparable in one pass over a text.

The hash of letters :math:`c_0 … c_{n-1}` (code points) is :math:`\sum_i c_i B^{n-1-i} \bmod p` with the Mersenne prime
:math:`p = 2^{61}-1` and the fixed base :math:`B = \lfloor 2^{61}/\varphi \rfloor`, the golden ratio's digits, so that
nobody chose it. Method: Karp and Rabin, "Efficient randomized pattern-matching algorithms", IBM Journal of Research
and Development 31 (1987), 249-260. Two different runs of *n* letters share a hash for at most *n* of the *p* possible
bases; a digest confirms what a rolling hash finds.

Arithmetic is exact: a product of two 61-bit numbers is put together from 32-bit halves, using
:math:`2^{61} \equiv 1`, and never leaves 64 bits.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

PRIME = (1 << 61) - 1
BASE = 0x9E3779B97F4A7C15 >> 3
"""The first 61 bits of 1/φ."""

_P = np.uint64(PRIME)
_LOW32 = np.uint64((1 << 32) - 1)
_LOW29 = np.uint64((1 << 29) - 1)
_U3, _U29, _U32, _U61 = (np.uint64(shift) for shift in (3, 29, 32, 61))
_TILE = 1 << 15

Words = NDArray[np.uint64]


def hash_letters(codes: Iterable[int]) -> int:
    """Return the rolling hash of a few letters.

    >>> hash_letters([]), hash_letters([7]), hash_letters([1, 0]) == BASE
    (0, 7, True)
    """
    value = 0
    for code in codes:
        value = (value * BASE + code) % PRIME
    return value


def multiply(left: Words, right: Words | np.uint64) -> Words:
    """Return ``left * right % PRIME`` elementwise; both below PRIME, shapes broadcast."""
    left_high, left_low = left >> _U32, left & _LOW32
    right_high, right_low = right >> _U32, right & _LOW32
    # left*right = high * 2^64 + middle * 2^32 + low, with 2^64 = 8 and 2^61 = 1 modulo the prime.
    middle = left_high * right_low + left_low * right_high
    low = left_low * right_low
    total = ((left_high * right_high) << _U3) + (middle >> _U29) + ((middle & _LOW29) << _U32)
    total += (low & _P) + (low >> _U61)
    return _reduce(total)


def _reduce(total: Words) -> Words:
    total = (total & _P) + (total >> _U61)
    return np.where(total >= _P, total - _P, total)


def prefix_hashes(letters: NDArray[np.uint32]) -> Words:
    """Return the hashes of the first 0, 1, …, n letters.

    The text is laid out in rows; all rows are hashed at once, column by column, then each is shifted by what precedes.
    """
    count = len(letters)
    columns = max(1, int(np.sqrt(count)))
    rows = -(-count // columns)
    table = np.zeros((columns, rows), dtype=np.uint64)
    padded = np.zeros(rows * columns, dtype=np.uint64)
    padded[:count] = letters
    by_column = padded.reshape(rows, columns).T
    base = np.uint64(BASE)
    running = np.zeros(rows, dtype=np.uint64)
    for column in range(columns):
        running = _reduce(multiply(running, base) + by_column[column])
        table[column] = running
    heads, head, power = [], 0, pow(BASE, columns, PRIME)
    for last in table[-1].tolist() if rows else []:
        heads.append(head)
        head = (head * power + last) % PRIME
    powers = [BASE]
    for _ in range(columns - 1):
        powers.append(powers[-1] * BASE % PRIME)
    shift = multiply(np.array(heads, dtype=np.uint64)[None, :], np.array(powers, dtype=np.uint64)[:, None])
    result = np.zeros(count + 1, dtype=np.uint64)
    result[1:] = _reduce(table + shift).T.reshape(-1)[:count]
    return result


def window_hashes(prefixes: Words, length: int) -> Words:
    """Return the hash of every run of *length* letters, by its first letter."""
    count = max(len(prefixes) - length, 0)
    result = np.empty(count, dtype=np.uint64)
    for start in range(0, count, _TILE):  # tiles stay in the cache
        end = min(start + _TILE, count)
        result[start:end] = difference(prefixes[start + length : end + length], prefixes[start:end], length)
    return result


def difference(tails: Words, heads: Words, length: int) -> Words:
    """Return the hashes of the *length* letters between two prefixes, elementwise."""
    shifted = multiply(heads, np.uint64(pow(BASE, length, PRIME)))
    return _reduce(tails + (_P - shifted))
