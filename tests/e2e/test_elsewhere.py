"""`--on`: the same output from threads, processes and a Dask cluster; mistakes are told as such."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from foedus.cli import main
from support.case_folders import SIGNAL, write_case
from support.pools import cluster_address

MISUSE = 2


def foedus_(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(item) for item in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def call(tmp_path: Path) -> tuple[str | Path, ...]:
    folder = write_case(tmp_path, case_yaml=SIGNAL)
    return ("compare", folder, "--draws", "128", "--fresh", "--json")


@pytest.mark.slow
def test_threads_and_processes_print_the_same(call: tuple[str | Path, ...]) -> None:
    threads = foedus_(*call, "--workers", "1")
    assert threads.exit_code == 0
    shell = [sys.executable, "-c", "from foedus.cli import main; main()"]
    processes = subprocess.run(
        [*shell, *map(str, call), "--on", "processes", "--workers", "2"], check=True, capture_output=True, text=True
    )
    assert processes.stdout == threads.stdout


@pytest.mark.slow
def test_a_dask_cluster_prints_the_same(call: tuple[str | Path, ...]) -> None:
    with cluster_address() as address:
        cluster = foedus_(*call, "--on", address)
    assert cluster.exit_code == 0, cluster.output
    assert cluster.stdout == foedus_(*call).stdout


def test_mistakes_are_told(call: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = foedus_(*call, "--on", "the-moon")
    assert nowhere.exit_code == MISUSE
    assert "write threads, processes, or the address of a Dask scheduler" in nowhere.stderr
    both = foedus_(*call, "--on", "tcp://127.0.0.1:1", "--workers", "2")
    assert both.exit_code == MISUSE
    assert "leave out --workers" in both.stderr
    monkeypatch.setitem(sys.modules, "distributed", None)
    without = foedus_(*call, "--on", "tcp://127.0.0.1:1")
    assert without.exit_code == MISUSE
    assert "pip install distributed" in without.stderr


def test_a_cluster_that_does_not_answer_is_told(call: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("foedus.cli._where._PATIENCE", "200ms")
    silent = foedus_(*call, "--on", "tcp://127.0.0.1:1")
    assert silent.exit_code == MISUSE
    assert "No Dask scheduler answers at tcp://127.0.0.1:1" in silent.stderr
