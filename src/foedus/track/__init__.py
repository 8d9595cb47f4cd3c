"""What was promised against what was done."""

from ._assess import assess
from ._ledger import Assessment, Event, Ledger, Obligation
from ._read_ledger import read_ledger

__all__ = ["Assessment", "Event", "Ledger", "Obligation", "assess", "read_ledger"]
