"""One run of a case: citations, obligations, judgement, and what makes it repeatable."""

from __future__ import annotations

import importlib.metadata
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus import __version__

from ._cache import Cache
from ._types import Case, Manifest, Study

if TYPE_CHECKING:
    import numpy as np

    from foedus.judge import Store

_LIBRARIES = ("numba", "numpy", "scipy")
"""Those whose version may change a digit of the results."""


def run_study(
    case: Case,
    *,
    seed: int = 0,
    draws: int | None = None,
    hinges: bool = True,
    sources: Path | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    fresh: bool = False,
    cache: Store | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Study:
    """Return the study of *case*: the same for the same case, version and seed, however many *workers*.

    Args:
        case: A case without errors, as `read_case` gives it.
        seed: Seed of all draws.
        draws: At most this many draws; by default until the plans separate.
        hinges: Whether to withdraw and reverse each claim, which takes most of the time.
        sources: Folder of the reader's own documents, in which citations are looked for; without it all are unchecked.
        workers: Threads of our own where there is no *executor*; by default one a core.
        executor: Where games are solved instead: a pool of processes, or a Dask client's ``get_executor()``, whose
            workers have the same version of Foedus. It is not shut down; finished work is kept by this process.
        fresh: Compute everything anew; what was computed is stored all the same.
        cache: Where finished work is kept; by default a `Cache` in its default folder.
        progress: Called with steps done, steps in all, and a word for what is being done.
        cancelled: Asked now and then; once it says yes the study ends with what is done, marked as not complete.

    Raises:
        LimitError: the sources or the game are over a limit.
        SolveError: stopped before the first draws were done, no draw satisfies the claims or could be solved, or a
            worker failed or died.
        OSError: *sources* is no folder.
    """
    from foedus.judge import judge_case
    from foedus.record import anchor_citations, survey_sources
    from foedus.track import assess

    texts = survey_sources(sources).texts if sources is not None else ()
    anchors = anchor_citations(case.calendar, texts)
    store: Store = cache if cache is not None else Cache()
    with _pool(executor, workers) as pool:
        judged = judge_case(
            case.scenario,
            seed=seed,
            draws=draws,
            hinges=hinges,
            executor=pool,
            store=_WriteOnly(store) if fresh else store,
            progress=progress,
            cancelled=cancelled,
        )
    manifest = Manifest(
        version=__version__,
        seed=seed,
        draws=judged.judgement.verdict.draws,
        method=judged.judgement.certificate.method,
        hashes=case.hashes,
        libraries=_versions(),
        complete=judged.complete,
        asked=draws,
    )
    return Study(case, judged.judgement, anchors, assess(case.ledger), manifest)


@contextmanager
def _pool(executor: Executor | None, workers: int | None) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    threads = ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="foedus")
    try:
        yield threads
    finally:
        threads.shutdown(cancel_futures=True)


class _WriteOnly:
    """A store that remembers and never recalls."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> dict[str, np.ndarray[Any, Any]] | None:
        return None

    def put(self, key: str, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
        self._store.put(key, arrays)


def _versions() -> tuple[tuple[str, str], ...]:
    versions = []
    for name in _LIBRARIES:
        try:
            versions.append((name, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            continue
    return tuple(versions)
