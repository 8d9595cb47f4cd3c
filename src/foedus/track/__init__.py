"""What was promised against what was done."""

from ._ledger import Assessment, Event, Ledger, Obligation

__all__ = ["Assessment", "Event", "Ledger", "Obligation"]
