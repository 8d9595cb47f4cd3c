"""One run, one record: the only orchestration, used by every door."""

from ._types import Case, Manifest, Study

__all__ = ["Case", "Manifest", "Study"]
