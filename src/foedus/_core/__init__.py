"""What every layer may use: errors, diagnostics, labels, dates, hashes, files and seeds."""

from ._canonical import canonical_json, content_hash
from ._dates import PartialDate
from ._diagnostics import Diagnostic, Place, Severity
from ._errors import CaseError, FoedusError, LimitError, SolveError
from ._files import read_bounded, write_atomic
from ._label import LANGUAGES, Label
from ._rng import stream
from ._yaml import read_yaml
from ._yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence

__all__ = [
    "LANGUAGES",
    "CaseError",
    "Diagnostic",
    "FoedusError",
    "Label",
    "LimitError",
    "PartialDate",
    "Place",
    "Severity",
    "SolveError",
    "YamlMapping",
    "YamlNode",
    "YamlScalar",
    "YamlSequence",
    "canonical_json",
    "content_hash",
    "read_bounded",
    "read_yaml",
    "stream",
    "write_atomic",
]
