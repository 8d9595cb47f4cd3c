"""Where games are solved: threads, processes, or the workers of a Dask cluster. The numbers are the same."""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

import click

THREADS, PROCESSES = "threads", "processes"
_PATIENCE = "10s"
"""How long a scheduler may take to answer."""


class Where(click.ParamType[str]):
    """Threads, processes or the address of a Dask scheduler."""

    name = "where"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Say what may be given."""
        return "threads|processes|ADDRESS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return what was given, if it can be meant."""
        if value not in (THREADS, PROCESSES) and "://" not in value:
            self.fail(
                f"{value!r} is no place to solve games: write threads, processes, or the address of a Dask scheduler"
                " such as tcp://10.0.0.5:8786.", param, ctx,
            )  # fmt: skip
        return str(value)


@contextmanager
def executor_on(where: str, workers: int | None) -> Iterator[Executor | None]:
    """Give the executor that *where* names, None for threads, which a study makes itself.

    Raises:
        click.UsageError: the cluster cannot be reached, Dask is not installed, or *workers* is given for a cluster.
    """
    if where == THREADS:
        yield None
    elif where == PROCESSES:
        with _processes(workers or os.cpu_count() or 1) as pool:
            yield pool
    else:
        if workers is not None:
            raise click.UsageError("A cluster has the workers it has: leave out --workers, or --on.")
        with _cluster(where) as executor:
            yield executor


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A process that is forked while threads hold locks can hang; one that is spawned cannot.
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts_to_the_parent
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        client_of = importlib.import_module("distributed").Client
    except ImportError:
        raise click.UsageError("For a Dask cluster install its package: pip install distributed") from None
    try:
        client = client_of(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"No Dask scheduler answers at {address}: {error}") from None
    with client:
        yield client.get_executor()
