"""Draws in shards: the same bytes wherever they are solved, and an interruption loses what was in hand, no more."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from foedus._core import SolveError
from foedus.bench import SIZES, crisis_game, draw_crisis, draw_staged, staged_game
from foedus.games import StateGraph, Terms
from foedus.solve import (
    Cancelled,
    Keep,
    Shared,
    certified_backward_subgame_perfect,
    certified_backward_subgame_perfect_staged,
    certified_logit_sequential,
    iterate_shards,
    solve_in_shards,
)
from foedus.study import Cache
from support.pools import KINDS, pool
from support.shard_methods import (
    Memory,
    doubled,
    dying_at,
    failing_at,
    slow_at_first,
    where_it_ran,
    without_gain,
)

TESTS = Path(__file__).resolve().parents[2]
COUNT = np.arange(100.0)[None]
"""Parameters of 100 draws: their numbers."""


def solved(trace: Path) -> list[int]:
    """Return the first draw of every shard that was computed."""
    return sorted(int(path.name.partition("-")[0]) for path in trace.iterdir())


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    folder = tmp_path / "trace"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def crisis() -> dict[str, np.ndarray]:
    """Return the answer of one call without any pool."""
    return certified_logit_sequential(crisis_game(SIZES["14"]), draw_crisis(SIZES["14"], draws=200))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_are_the_same_bytes_wherever_they_are_solved(kind: str, crisis: dict[str, np.ndarray]) -> None:
    form, parameters = crisis_game(SIZES["14"]), draw_crisis(SIZES["14"], draws=200)
    with pool(kind) as executor:
        found = solve_in_shards(certified_logit_sequential, form, parameters=parameters, executor=executor, shard=25)
    assert found.keys() == crisis.keys()
    assert {name: array.tobytes() for name, array in found.items()} == {
        name: array.tobytes() for name, array in crisis.items()
    }
    assert (found["gain"] <= 1e-6).all()


@pytest.mark.parametrize("shard", [1, 7, 64, 100, 1000])
def test_the_numbers_do_not_depend_on_how_draws_are_cut(shard: int, crisis: dict[str, np.ndarray]) -> None:
    form, parameters = crisis_game(SIZES["14"]), draw_crisis(SIZES["14"], draws=100)
    with ThreadPoolExecutor(2) as executor:
        found = solve_in_shards(certified_logit_sequential, form, parameters=parameters, executor=executor, shard=shard)
    assert found["strategy"].tobytes() == np.ascontiguousarray(crisis["strategy"][:, :100]).tobytes()
    assert found["gain"] == pytest.approx(crisis["gain"][:100], abs=1e-15)


def test_results_are_in_the_order_of_the_draws_whichever_is_done_first() -> None:
    with ThreadPoolExecutor(8) as executor:
        found = solve_in_shards(slow_at_first, 0, parameters=COUNT, executor=executor, shard=10)
    assert found["twice"].tolist() == (2 * COUNT).tolist()


@pytest.mark.parametrize("kind", ["2 processes", "dask"])
def test_a_game_travels_once_a_process_and_stays_read_only(kind: str) -> None:
    form, parameters = crisis_game(SIZES["tiny"]), draw_crisis(SIZES["tiny"], draws=64)
    parameters.flags.writeable = False
    with pool(kind) as executor:
        found = solve_in_shards(where_it_ran, form, parameters=parameters, executor=executor, shard=8)
    processes = set(found["process"].tolist())
    assert 1 <= len(processes) <= 2
    assert len(set(zip(found["process"].tolist(), found["object"].tolist(), strict=True))) == len(processes)
    assert not found["writeable"].any()
    assert found["own"].all()


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_games_come_back_equal_and_read_only(protocol: int) -> None:
    for game in (crisis_game(SIZES["tiny"]), staged_game(), GRAPH):
        back = pickle.loads(pickle.dumps(game, protocol))  # noqa: S301 - our own
        for name in game.__slots__:
            old, new = getattr(game, name), getattr(back, name)
            for one, other in zip(arrays_of(old), arrays_of(new), strict=True):
                assert one.tobytes() == other.tobytes()
                assert one.dtype == other.dtype
                assert not other.flags.writeable
            if isinstance(old, (tuple, int)):
                assert old == new


def arrays_of(value: object) -> list[np.ndarray]:
    if isinstance(value, Terms):
        return [value.first, value.parameter, value.coefficient]
    return [value] if isinstance(value, np.ndarray) else []


GRAPH = StateGraph(
    ("A",), np.array([0, -2, -2], np.int32), np.array([0, 2, 2, 2], np.int32), np.array([1, 2], np.int32),
    np.array([-1, -1], np.int32), Terms(np.array([0, 1, 2], np.int32), np.array([0, 1], np.int32), np.ones(2)),
    ("left", "right"), ("choice", "l", "r"), ("l", "r"),
)  # fmt: skip
"""A takes the larger of two parameters."""


def test_merged_graphs_and_staged_games_go_in_shards_too() -> None:
    parameters = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 2.0]])
    with ThreadPoolExecutor(2) as executor:
        graph = solve_in_shards(
            certified_backward_subgame_perfect, GRAPH, parameters=parameters, executor=executor, shard=2
        )
        staged = solve_in_shards(
            partial(certified_backward_subgame_perfect_staged, rounds=3), staged_game(),
            parameters=draw_staged(20, rng=np.random.default_rng(0)), executor=executor, shard=8,
        )  # fmt: skip
    assert graph["values"].tolist() == [[3.0, 5.0, 2.0]]
    assert graph["strategy"].tolist() == [[0.0, 1.0, 0.5], [1.0, 0.0, 0.5]]
    assert graph["ties"].tolist() == [0, 0, 1]
    assert graph["gain"].max() == 0.0
    assert staged["values"].shape[-1] == 20
    assert staged["gain"].max() <= 1e-9


def test_only_what_is_wanted_is_kept_and_its_certificate_always() -> None:
    form, parameters = crisis_game(SIZES["tiny"]), draw_crisis(SIZES["tiny"], draws=20)
    with ThreadPoolExecutor(2) as executor:
        found = solve_in_shards(
            certified_logit_sequential, form, parameters=parameters, executor=executor, shard=8,
            reduce=Keep("values", single=("strategy",)),
        )  # fmt: skip
    assert {name: array.dtype for name, array in found.items()} == {
        "values": np.dtype(np.float64), "strategy": np.dtype(np.float32), "gain": np.dtype(np.float64),
    }  # fmt: skip


def test_shards_are_handed_in_as_they_are_taken(trace: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        shards = iterate_shards(
            partial(doubled, trace=str(trace)), 0, parameters=COUNT, executor=executor, shard=1, ahead=3
        )
        assert next(shards)["twice"].tolist() == [[0.0]]
        time.sleep(0.2)
        assert len(solved(trace)) <= 4
        shards.close()


def test_a_rerun_solves_nothing_again(trace: Path) -> None:
    store, method = Memory(), partial(doubled, trace=str(trace))
    with ThreadPoolExecutor(2) as executor:
        runs = [
            solve_in_shards(method, 5, parameters=COUNT, executor=executor, shard=30, store=store) for _ in range(2)
        ]
    assert solved(trace) == [0, 30, 60, 90]
    assert runs[0]["twice"].tobytes() == runs[1]["twice"].tobytes()


def test_another_game_draw_method_or_reduction_is_other_work() -> None:
    store = Memory()
    other = COUNT.copy()
    other[0, 99] += 1e-9
    with ThreadPoolExecutor(1) as executor:
        run = partial(solve_in_shards, executor=executor, shard=100, store=store)
        run(doubled, 0, parameters=COUNT)
        for method, game, parameters in ((doubled, 1, COUNT), (doubled, 0, other), (slow_at_first, 0, COUNT)):
            before = len(store.kept)
            run(method, game, parameters=parameters)
            assert len(store.kept) == before + 1
        run(doubled, 0, parameters=COUNT, reduce=Keep())
        run(doubled, 0, parameters=COUNT, reduce=Keep(single=("twice",)))
        assert len(store.kept) == 6
        run(lambda game, part: doubled(game, part + 1), 0, parameters=COUNT)
        assert run(lambda game, part: doubled(game, part + 2), 0, parameters=COUNT)["twice"][0, 0] == 4.0


def test_a_game_whose_content_is_unknown_cannot_be_kept() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(TypeError, match="content of a object is not known"):
        solve_in_shards(doubled, object(), parameters=COUNT, executor=executor, store=Memory())


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_an_interruption_loses_no_finished_shard(workers: int, trace: Path) -> None:
    store, method = Memory(), partial(doubled, trace=str(trace), pause=0.002)

    def interrupt(done: int, total: int) -> None:
        assert total == 100
        if done >= 30:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(workers) as executor, pytest.raises(KeyboardInterrupt):
        solve_in_shards(method, 0, parameters=COUNT, executor=executor, shard=5, store=store, progress=interrupt)
    begun = solved(trace)
    assert 6 <= len(begun) < 20
    assert len(store.kept) == len(begun)
    with ThreadPoolExecutor(workers) as executor:
        found = solve_in_shards(method, 0, parameters=COUNT, executor=executor, shard=5, store=store)
    assert solved(trace) == list(range(0, 100, 5))
    assert found["twice"].tolist() == (2 * COUNT).tolist()


def test_a_cancelled_run_goes_on_where_it_was(trace: Path) -> None:
    store, method, taken = Memory(), partial(doubled, trace=str(trace), pause=0.002), [0]

    def progress(done: int, _total: int) -> None:
        taken[0] = done

    with ThreadPoolExecutor(1) as executor, pytest.raises(Cancelled):
        solve_in_shards(
            method, 0, parameters=COUNT, executor=executor, shard=10, store=store, progress=progress,
            cancelled=lambda: taken[0] >= 30,
        )  # fmt: skip
    assert 3 <= len(solved(trace)) < 10
    with ThreadPoolExecutor(1) as executor:
        solve_in_shards(method, 0, parameters=COUNT, executor=executor, shard=10, store=store)
    assert solved(trace) == list(range(0, 100, 10))


_LONG = """
import sys
sys.path.insert(0, sys.argv[1])
from functools import partial
from pathlib import Path
import numpy as np
from foedus.solve import solve_in_shards
from foedus.study import Cache
from support.pools import pool
from support.shard_methods import doubled

if __name__ == "__main__":
    with pool(sys.argv[4]) as executor:
        solve_in_shards(
            partial(doubled, trace=sys.argv[2], pause=float(sys.argv[5])), 0, parameters=np.arange(100.0)[None],
            executor=executor, shard=5, store=Cache(Path(sys.argv[3])),
        )
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX matter")
@pytest.mark.parametrize(("kind", "workers"), [("1 thread", 1), ("2 threads", 2), ("2 processes", 2)])
def test_a_killed_run_loses_at_most_the_shard_each_worker_had_in_hand(
    kind: str, workers: int, tmp_path: Path, trace: Path
) -> None:
    script, kept = tmp_path / "long.py", tmp_path / "kept"
    script.write_text(_LONG, encoding="utf-8")
    call = [sys.executable, str(script), str(TESTS), str(trace), str(kept), kind]
    run = subprocess.Popen([*call, "0.1"], start_new_session=True)
    until = time.monotonic() + 60
    while len(list(kept.glob("*.npz"))) < 6 and run.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(run.pid, signal.SIGSTOP)  # nothing happens while we count
    saved, begun = len(list(kept.glob("*.npz"))), len(solved(trace))
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert 6 <= saved < 20, "it was killed too late to show anything"
    subprocess.run([*call, "0.1"], check=True, timeout=60)
    again = len(solved(trace)) - 20
    # Results of processes may be done and still on their way to the one that keeps them.
    assert again == begun - saved <= (workers if "thread" in kind else 2 * workers)


def test_a_shard_that_fails_is_named_and_the_others_are_kept(trace: Path) -> None:
    store, method = Memory(), partial(failing_at, draw=42, trace=str(trace))
    with ThreadPoolExecutor(2) as executor:
        with pytest.raises(SolveError, match=r"the shard of draws 40 to 49 failed: ZeroDivisionError: nothing") as told:
            solve_in_shards(method, 0, parameters=COUNT, executor=executor, shard=10, store=store)
        assert isinstance(told.value.__cause__, ZeroDivisionError)
        assert "what was finished is kept" in str(told.value)
    assert len(store.kept) == len(solved(trace)) >= 4


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX matter")
def test_a_worker_that_dies_is_told_and_what_was_finished_is_kept(trace: Path) -> None:
    store, method = Memory(), partial(dying_at, draw=42, trace=str(trace))
    with (
        pool("1 process") as executor,
        pytest.raises(SolveError, match=r"the shard of draws 40 to 49 was lost: its worker"),
    ):
        solve_in_shards(method, 0, parameters=COUNT, executor=executor, shard=10, store=store)
    assert len(store.kept) == 4


def test_a_method_without_a_certificate_is_refused() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(SolveError, match="and `gain`"):
        solve_in_shards(without_gain, 0, parameters=COUNT, executor=executor)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"parameters": np.zeros((2, 0))}, "at least one draw"),
        ({"parameters": np.zeros(3)}, "at least one draw"),
        ({"shard": 0}, "shard is 0"),
        ({"ahead": 0}, "ahead is 0"),
    ],
)
def test_misuse_is_said_at_once(changes: dict[str, object], said: str) -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(ValueError, match=said):
        iterate_shards(doubled, 0, **({"parameters": COUNT, "executor": executor} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("harm", ["cut short", "emptied", "a byte changed", "other draws", "no certificate"])
def test_a_damaged_checkpoint_is_noticed_and_solved_again(harm: str, tmp_path: Path, trace: Path) -> None:
    cache, method = Cache(tmp_path / "kept"), partial(doubled, trace=str(trace))
    with ThreadPoolExecutor(1) as executor:
        run = partial(solve_in_shards, method, 0, parameters=COUNT, executor=executor, shard=25, store=cache)
        whole = run()
        path = sorted((tmp_path / "kept").glob("*.npz"))[0]
        data = bytearray(path.read_bytes())
        if harm == "cut short":
            path.write_bytes(data[: len(data) // 2])
        elif harm == "emptied":
            path.write_bytes(b"")
        elif harm == "a byte changed":
            data[data.rfind(b"\x93NUMPY") + 136] ^= 1  # among the numbers of the last array
            path.write_bytes(data)
        elif harm == "other draws":
            cache.put(path.stem, {"twice": np.zeros((1, 24)), "gain": np.zeros(24)})
        else:
            cache.put(path.stem, {"twice": np.zeros((1, 25))})
        again = run()
    assert len(solved(trace)) == 5
    assert again["twice"].tobytes() == whole["twice"].tobytes()


def test_work_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.solve._shared.__version__", "0.0.0")
    parcel = pickle.dumps(Shared(7))
    monkeypatch.undo()
    with pytest.raises(SolveError, match=r"is sent work by 0\.0\.0: install the same"):
        pickle.loads(parcel)  # noqa: S301 - our own
