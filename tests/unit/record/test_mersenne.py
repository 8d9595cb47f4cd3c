from __future__ import annotations

import numpy as np
import pytest

from foedus.record._mersenne import BASE, PRIME, hash_letters, multiply, prefix_hashes, window_hashes


def test_products_are_exact_at_the_extremes() -> None:
    edges = [0, 1, 2, 7, 2**29 - 1, 2**29, 2**32 - 1, 2**32, 2**60, PRIME - 2, PRIME - 1, BASE]
    left = np.array(edges, dtype=np.uint64)
    expected = [[a * b % PRIME for b in edges] for a in edges]
    assert multiply(left[:, None], left[None, :]).tolist() == expected


def test_products_are_exact_at_random() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, PRIME, (2, 5000), dtype=np.uint64)
    assert multiply(a, b).tolist() == [x * y % PRIME for x, y in zip(a.tolist(), b.tolist(), strict=True)]


def test_a_hash_by_hand() -> None:
    assert hash_letters(map(ord, "abc")) == (97 * BASE * BASE + 98 * BASE + 99) % PRIME


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 8, 9, 10, 99, 100, 101, 1000])
def test_prefixes_and_windows_equal_brute_force(count: int) -> None:
    codes = np.random.default_rng(count).integers(1, 0x110000, count).astype(np.uint32)
    plain = codes.tolist()
    prefixes = prefix_hashes(codes)
    assert prefixes.tolist() == [hash_letters(plain[:end]) for end in range(count + 1)]
    for length in filter(None, (1, 2, 16, 40, count)):
        expected = [hash_letters(plain[start : start + length]) for start in range(count - length + 1)]
        assert window_hashes(prefixes, length).tolist() == expected


def test_windows_longer_than_a_tile_equal_brute_force() -> None:
    codes = np.random.default_rng(1).integers(1, 0x110000, 70_000).astype(np.uint32)
    windows = window_hashes(prefix_hashes(codes), 20)
    assert len(windows) == 70_000 - 19
    for start in (0, 32_767, 32_768, 65_535, 65_536, len(windows) - 1):
        assert int(windows[start]) == hash_letters(codes[start : start + 20].tolist())
