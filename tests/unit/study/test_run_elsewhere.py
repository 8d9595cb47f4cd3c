"""A study on threads, processes or a Dask cluster: the same bytes; and one that was killed loses what was in hand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus._core import Severity, SolveError
from foedus.study import Cache, Case, Study, read_case, run_study, study_json
from support.case_folders import SIGNAL, write_case
from support.pools import pool
from support.shard_methods import Memory


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case with private types, whose games are trees."""
    found, mistakes = read_case(write_case(tmp_path, case_yaml=SIGNAL))
    assert found is not None
    assert not [item for item in mistakes if item.severity is Severity.ERROR]
    return found


def text(study: Study) -> str:
    return json.dumps(study_json(study), allow_nan=False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["8 threads", "2 processes", "dask"])
def test_a_study_is_the_same_bytes_wherever_its_games_are_solved(kind: str, case: Case) -> None:
    here, store = run_study(case, draws=128, workers=1, cache=Memory()), Memory()
    with pool(kind) as executor:
        assert text(run_study(case, draws=128, executor=executor, cache=store)) == text(here)
    assert store.kept, "what a worker elsewhere finished is kept here"


def test_an_executor_of_the_callers_is_left_open(case: Case) -> None:
    with ThreadPoolExecutor(1) as executor:
        run_study(case, draws=64, hinges=False, executor=executor, cache=Memory())
        assert executor.submit(sum, (1, 2)).result() == 3


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX matter")
def test_a_study_whose_workers_die_says_what_was_lost_and_goes_on(case: Case) -> None:
    store = Memory()
    with pool("1 process") as executor:
        victim = executor.submit(os.getpid).result()

        def kill(done: int, _total: int, label: str) -> None:
            if label.startswith("claim"):
                os.kill(victim, signal.SIGKILL)

        with pytest.raises(SolveError, match=r"claim .* was lost: its worker .* start it again to go on"):
            run_study(case, draws=128, executor=executor, cache=store, progress=kill)
    assert store.kept
    assert text(run_study(case, draws=128, workers=1, cache=store)) == text(
        run_study(case, draws=128, workers=1, cache=Memory())
    )


class _Counting(Cache):
    """A cache that counts what is put."""

    puts = 0

    def put(self, key: str, arrays: dict[str, np.ndarray[Any, Any]]) -> None:  # type: ignore[override]
        self.puts += 1
        super().put(key, arrays)


_RUN = """
import sys
from pathlib import Path
from foedus.study import Cache, read_case, run_study
case, _ = read_case(Path(sys.argv[1]))
run_study(case, draws=4096, hinges=False, workers=int(sys.argv[2]), cache=Cache(Path(sys.argv[3])))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX matter")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_study_computes_nothing_again_that_was_finished(workers: int, case: Case, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    folder = tmp_path / "entry"
    run = subprocess.Popen([sys.executable, "-c", _RUN, str(folder), str(workers), str(kept)])
    until = time.monotonic() + 60
    while len(list(kept.glob("*.npz"))) < 2 and run.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    run.send_signal(signal.SIGKILL)
    run.wait()
    saved = len(list(kept.glob("*.npz")))
    assert saved >= 2
    whole, rest = Memory(), _Counting(kept)
    expected = text(run_study(case, draws=4096, hinges=False, workers=1, cache=whole))
    assert text(run_study(case, draws=4096, hinges=False, workers=1, cache=rest)) == expected
    assert rest.puts == len(whole.kept) - saved


def test_damaged_work_of_a_study_is_computed_again(case: Case, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = run_study(case, draws=64, hinges=False, cache=Cache(kept))
    paths = sorted(kept.glob("*.npz"))
    for number, path in enumerate(paths):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // (number + 2)])
    rest = _Counting(kept)
    assert text(run_study(case, draws=64, hinges=False, cache=rest)) == text(first)
    assert rest.puts == len(paths)
