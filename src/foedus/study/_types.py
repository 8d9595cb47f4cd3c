"""One run of a case: what a dossier is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.judge import Judgement
    from foedus.record import Anchor, Calendar
    from foedus.scenario import Scenario
    from foedus.track import Assessment, Ledger


@dataclass(frozen=True, slots=True)
class Case:
    """A case folder, read: scenario, calendar and ledger."""

    slug: str
    scenario: Scenario
    calendar: Calendar
    ledger: Ledger
    hashes: tuple[tuple[str, str], ...]
    """File name → SHA-256 of its bytes, of every file that was read."""
    notes: tuple[tuple[str, str], ...] = ()
    """Language → plain text of ``notes.en.md`` and ``notes.zh.md``, for the dossier."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What makes a run repeatable; no clock time, so same inputs give same bytes."""

    version: str
    seed: int
    draws: int
    method: str
    hashes: tuple[tuple[str, str], ...]
    libraries: tuple[tuple[str, str], ...]
    complete: bool
    """False when the run was cancelled and holds what was done until then."""
    asked: int | None = None
    """The most draws that were asked for; None where the run went on until the plans separated."""


@dataclass(frozen=True, slots=True)
class Study:
    """A case together with what one run of it found."""

    case: Case
    judgement: Judgement
    anchors: tuple[Anchor, ...]
    assessments: tuple[Assessment, ...]
    manifest: Manifest
