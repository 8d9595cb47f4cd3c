"""Run a study with a progress bar; the first Ctrl-C ends it with what is done, the second at once."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from ._where import executor_on

if TYPE_CHECKING:
    from foedus.study import Case, Study


def run_with_progress(
    case: Case, *, seed: int, draws: int | None, workers: int | None, where: str, fresh: bool,
    quiet: bool, sources: Path | None = None, hinges: bool = True,
) -> Study:  # fmt: skip
    """Return the study of *case*, telling on standard error how far it is."""
    from foedus.study import run_study

    stop = threading.Event()

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo("\nstopping; what is done is kept (Ctrl-C again to quit at once)", err=True)

    before = None
    if threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        with (
            executor_on(where, workers) as executor,
            click.progressbar(
                length=1000, label=case.slug, file=sys.stderr, show_eta=True, hidden=quiet, item_show_func=str
            ) as bar,
        ):

            def progress(done: int, total: int, label: str) -> None:
                bar.update(max(0, min(1000, round(1000 * done / max(total, 1))) - bar.pos), label)

            return run_study(
                case, seed=seed, draws=draws, sources=sources, workers=workers, executor=executor,
                fresh=fresh, hinges=hinges, progress=progress, cancelled=stop.is_set,
            )  # fmt: skip
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
