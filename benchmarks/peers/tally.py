"""What one tool did with the games of a subject."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Times and quality of a tool's answers to the same games."""

    method: str
    seconds: list[float] = field(default_factory=list)
    gains: list[float] = field(default_factory=list)
    games_per_call: int = 1
    note: str = ""

    def add(self, seconds: float, *gains: float) -> None:
        """Count one call."""
        self.seconds.append(seconds)
        self.gains.extend(gains)

    def to_json(self) -> dict[str, object]:
        """Return the tally as plain data; nothing measured leaves the note alone."""
        if not self.seconds:
            return {"method": self.method, "games": 0, "note": self.note}
        median = statistics.median(self.seconds) / self.games_per_call
        return {
            "method": self.method,
            "games": len(self.seconds) * self.games_per_call,
            "median_seconds": median,
            "games_per_s": 1 / median,
            **({"max_gain": max(self.gains), "median_gain": statistics.median(self.gains)} if self.gains else {}),
            **({"above_1e-6": sum(not gain <= 1e-6 for gain in self.gains)} if self.gains else {}),
            **({"note": self.note} if self.note else {}),
        }
