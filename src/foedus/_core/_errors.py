"""The one exception tree.

FoedusError
├── CaseError     the user's case or document is wrong: carries diagnostics
├── LimitError    an input or a computation is over a stated limit
└── SolveError    a computation did not succeed
"""

from __future__ import annotations

from collections.abc import Sequence

from ._diagnostics import Diagnostic


class FoedusError(Exception):
    """Root of all errors Foedus raises on purpose."""


class CaseError(FoedusError):
    """A case cannot be used; ``diagnostics`` says where and why, all at once."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(f"{d.where or ''}: {d.message}" for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[CaseError], tuple[tuple[Diagnostic, ...]]]:
        """Travel between processes with the diagnostics, not with the text made of them."""
        return type(self), (self.diagnostics,)


class LimitError(FoedusError):
    """An input or a computation is over a limit; the message names the limit and the remedy."""


class SolveError(FoedusError):
    """A computation did not succeed; the message is a sentence with a remedy."""
