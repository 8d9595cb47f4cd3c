"""Executors of every kind on which work may run: threads, processes, a local Dask cluster."""

from __future__ import annotations

import multiprocessing
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

KINDS = ("1 thread", "2 threads", "8 threads", "1 process", "2 processes", "8 processes", "dask")


@contextmanager
def pool(kind: str) -> Iterator[Executor]:
    """Give an executor of one of ``KINDS``."""
    if kind == "dask":
        with local_cluster() as executor:
            yield executor
        return
    count, what = kind.split()
    if what.startswith("thread"):
        with ThreadPoolExecutor(int(count)) as threads:
            yield threads
    else:
        with ProcessPoolExecutor(int(count), mp_context=multiprocessing.get_context("spawn")) as processes:
            yield processes


@contextmanager
def local_cluster() -> Iterator[Executor]:
    """Give the executor of a Dask cluster of two processes on this machine, reached over the loopback."""
    distributed = pytest.importorskip("distributed")
    with cluster_address() as address, distributed.Client(address) as client:
        yield client.get_executor()


@contextmanager
def cluster_address() -> Iterator[str]:
    """Give the address of such a cluster's scheduler."""
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        # what Dask itself may warn of while it starts and stops
        warnings.filterwarnings("ignore", module=r"(distributed|dask|tornado)\b")
        warnings.filterwarnings("ignore", category=ResourceWarning)
        with distributed.LocalCluster(
            processes=True, n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster:
            yield str(cluster.scheduler_address)
