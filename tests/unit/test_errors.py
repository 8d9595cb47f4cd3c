"""Errors say where, and travel between processes."""

from __future__ import annotations

import pickle

from foedus._core import CaseError, Diagnostic, Place, Severity


def test_a_case_error_keeps_its_diagnostics_across_processes() -> None:
    finding = Diagnostic("empty", Severity.ERROR, "the file holds no case", Place("case.yaml", 1, 1), "why", "hint")
    error = pickle.loads(pickle.dumps(CaseError([finding])))  # noqa: S301 (our own bytes)
    assert error.diagnostics == (finding,)
    assert "case.yaml:1:1" in str(error)
