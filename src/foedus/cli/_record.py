"""What the commands on a record share: its option, its opening, the reading of it with a progress bar."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from foedus.record import RecordStore

record_argument = click.argument("record", type=click.Path(path_type=Path, file_okay=False))


@contextmanager
def opened(record: Path) -> Iterator[RecordStore]:
    """Open a record for reading."""
    from foedus.record import RecordStore

    with RecordStore.open(record) as store:
        yield store


@contextmanager
def interruptible(*, label: str, quiet: bool) -> Iterator[tuple[Callable[[int, int, str], None], Callable[[], bool]]]:
    """Show a progress bar on standard error; the first Ctrl-C asks to end, the second ends at once."""
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
        with click.progressbar(
            length=1000, label=label, file=sys.stderr, show_eta=True, hidden=quiet, item_show_func=str
        ) as bar:

            def progress(done: int, total: int, name: str) -> None:
                bar.update(max(0, min(1000, round(1000 * done / max(total, 1))) - bar.pos), name)

            yield progress, stop.is_set
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def counted(count: int, things: str) -> str:
    """Return how many of *things* there are.

    >>> counted(1, "documents"), counted(1200, "notes")
    ('1 document', '1,200 notes')
    """
    return f"{count:,} {things.removesuffix('s') if count == 1 else things}"
