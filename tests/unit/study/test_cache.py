"""The cache: what comes back, what is thrown away, and that it never stops a run."""

from __future__ import annotations

import os
import pickle
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from foedus.study import Cache
from foedus.study._cache import default_directory

KEY = "0123456789abcdef" * 4


def test_arrays_come_back_as_they_were(tmp_path: Path):
    arrays = {
        "file": np.array([1.5, np.nan, np.inf, -0.0]), "allow_pickle": np.arange(6, dtype=np.int16).reshape(2, 3).T,
        "flags": np.array([True, False]), "empty": np.empty((0, 4)), "scalar": np.array(3),
    }  # fmt: skip
    Cache(tmp_path).put(KEY, arrays)
    found = Cache(tmp_path).get(KEY)
    assert found is not None
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)


def test_what_was_not_put_is_not_there(tmp_path: Path):
    assert Cache(tmp_path).get(KEY) is None
    assert Cache(tmp_path / "no" / "folder").get(KEY) is None


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "ABCDEF0123456789", "0123", "a" * 129, KEY + "\n"])
def test_only_digests_are_keys(tmp_path: Path, key: str):
    with pytest.raises(ValueError, match="hexadecimal"):
        Cache(tmp_path).get(key)
    with pytest.raises(ValueError, match="hexadecimal"):
        Cache(tmp_path).put(key, {})


def test_objects_are_refused_in_and_out(tmp_path: Path):
    with pytest.raises(ValueError, match="objects"):
        Cache(tmp_path).put(KEY, {"x": np.array([{}], dtype=object)})
    with (tmp_path / f"{KEY}.npz").open("wb") as stream:
        np.savez(stream, x=np.array([{}], dtype=object))
    assert Cache(tmp_path).get(KEY) is None
    (tmp_path / f"{KEY}.npz").write_bytes(pickle.dumps({"x": 1}))
    assert Cache(tmp_path).get(KEY) is None


def test_no_flipped_byte_changes_what_comes_back(tmp_path: Path):
    values = np.arange(8.0)
    Cache(tmp_path).put(KEY, {"x": values})
    path = tmp_path / f"{KEY}.npz"
    sound = path.read_bytes()
    lost = 0
    for position in range(len(sound)):
        path.write_bytes(sound[:position] + bytes([sound[position] ^ 0x10]) + sound[position + 1 :])
        found = Cache(tmp_path).get(KEY)
        if found is None or "x" not in found:  # another name: the judge computes it anew
            lost += 1
        else:
            np.testing.assert_array_equal(found["x"], values)
    assert lost > len(values) * 8


@pytest.mark.parametrize("keep", [0, 1, 30, 100, -1])
def test_a_truncated_entry_counts_as_absent_and_is_replaced(tmp_path: Path, keep: int):
    cache = Cache(tmp_path)
    cache.put(KEY, {"x": np.arange(5)})
    path = tmp_path / f"{KEY}.npz"
    path.write_bytes(path.read_bytes()[:keep])
    assert cache.get(KEY) is None
    cache.put(KEY, {"x": np.arange(5)})
    found = cache.get(KEY)
    assert found is not None
    assert found["x"].tolist() == [0, 1, 2, 3, 4]


def test_a_header_that_asks_for_too_much_counts_as_absent(tmp_path: Path):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000000,), }\n"
    with zipfile.ZipFile(tmp_path / f"{KEY}.npz", "w") as archive:
        archive.writestr("array.x.npy", b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
    assert Cache(tmp_path).get(KEY) is None


def keys(count: int) -> list[str]:
    return [f"{number:016x}" for number in range(count)]


def test_over_the_limit_the_least_recently_used_go_first(tmp_path: Path):
    size = 1000
    cache = Cache(tmp_path, limit_bytes=10 * (8 * size + 300))
    for number, key in enumerate(keys(10)):
        cache.put(key, {"x": np.full(size, number)})
        os.utime(tmp_path / f"{key}.npz", (number, number))
    assert len(list(tmp_path.iterdir())) == 10
    assert cache.get(keys(10)[0]) is not None  # used just now, so it is the newest
    cache.put(keys(11)[10], {"x": np.full(size, 10)})
    left = {path.stem for path in tmp_path.iterdir()}
    assert keys(11)[0] in left
    assert keys(11)[10] in left
    assert keys(11)[1] not in left
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= cache.limit_bytes


def test_entries_of_earlier_runs_count(tmp_path: Path):
    for key in keys(5):
        Cache(tmp_path).put(key, {"x": np.zeros(1000)})
    Cache(tmp_path, limit_bytes=20_000).put(KEY, {"x": np.zeros(1000)})
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000
    assert (tmp_path / f"{KEY}.npz").exists()


def test_what_is_larger_than_the_cache_is_not_kept(tmp_path: Path):
    cache = Cache(tmp_path, limit_bytes=1000)
    cache.put(KEY, {"x": np.zeros(1000)})
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_bytes(b"x" * 100_000)
    cache = Cache(tmp_path, limit_bytes=20_000)
    for key in keys(5):
        cache.put(key, {"x": np.zeros(1000)})
    assert (tmp_path / "mine.txt").exists()


def test_a_folder_that_cannot_be_written_to_is_no_mistake(tmp_path: Path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    cache = Cache(blocker / "cache")
    cache.put(KEY, {"x": np.arange(3)})
    assert cache.get(KEY) is None


def test_an_entry_that_is_a_folder_is_no_mistake(tmp_path: Path):
    (tmp_path / f"{KEY}.npz").mkdir()
    Cache(tmp_path).put(KEY, {"x": np.arange(3)})
    assert Cache(tmp_path).get(KEY) is None


def test_threads_may_share_it(tmp_path: Path):
    cache = Cache(tmp_path, limit_bytes=40_000)

    def work(number: int) -> bool:
        key = f"{number % 7:016x}"
        cache.put(key, {"x": np.full(1000, number % 7)})
        found = cache.get(key)
        return found is None or bool((found["x"] == number % 7).all())

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(100)))


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("FOEDUS_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_directory() == tmp_path / ".cache" / "foedus"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_directory() == tmp_path / ".cache" / "foedus"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert default_directory() == tmp_path / "xdg" / "foedus"
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path / "own"))
    assert Cache().directory == tmp_path / "own"
