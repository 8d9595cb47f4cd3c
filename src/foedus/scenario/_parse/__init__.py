"""Read ``case.yaml``: from text or nodes to the model, with every mistake of form located."""

from ._actors import ONLY
from ._case import read_root, read_scenario
from ._form import Form
from ._payoffs import OTHERWISE

__all__ = ["ONLY", "OTHERWISE", "Form", "read_root", "read_scenario"]
