"""A game that came from a file, and the limits on such files."""

from __future__ import annotations

from dataclasses import dataclass

from foedus._core import LimitError

from .._extensive_form import ExtensiveForm, FloatArray

MAX_CHARACTERS = 100_000_000
MAX_NODES = 1_000_000
MAX_TABLE_PLAYERS = 60
"""An array has at most 64 axes."""


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """A form with the numbers of one file; equal numbers are one parameter."""

    form: ExtensiveForm
    parameters: FloatArray
    """Shape (parameter, 1): one draw."""
    title: str
    comment: str = ""
    outcome_labels: tuple[str, ...] = ()
    """The label of what is paid on the way to each node, or none."""

    def __post_init__(self) -> None:
        self.parameters.flags.writeable = False


def check_size(text: str, kind: str) -> None:
    """Raise LimitError if *text* is too long to read."""
    if len(text) > MAX_CHARACTERS:
        raise LimitError(f"the .{kind} file has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}")
