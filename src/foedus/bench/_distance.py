"""How far a measured row is from what the computer can do."""

from __future__ import annotations

from ._hardware import Limits
from ._outcome import Outcome


def distance_to_limits(outcome: Outcome, limits: Limits) -> dict[str, dict[str, float]]:
    """Return, for each part, its least work a second as shares of *limits*.

    Args:
        outcome: a row measured on as many threads as *limits*.
        limits: what the computer can do.

    Returns:
        By part: ``bytes`` and ``flops`` a game at least, and ``of_bandwidth`` and ``of_peak``, 1 being the limit.

    >>> from foedus.bench import Part, Work
    >>> part = Part("batch", "games_per_s", 1_000.0, 0.0, 10, Work(bytes_moved=2e6, flops=5e6))
    >>> outcome = Outcome("row", (part,), 0, 10, 1, 0, 0.1, "nothing")
    >>> distance_to_limits(outcome, Limits(threads=1, bytes_per_s=1e10, flops_per_s=5e10))["batch"]
    {'bytes': 2000000.0, 'flops': 5000000.0, 'of_bandwidth': 0.2, 'of_peak': 0.1}
    """
    found = {}
    for part in outcome.parts:
        rate = part.value if part.unit == "games_per_s" else 1.0 / part.value
        found[part.name] = {
            "bytes": part.work.bytes_moved,
            "flops": part.work.flops,
            "of_bandwidth": part.work.bytes_moved * rate / limits.bytes_per_s,
            "of_peak": part.work.flops * rate / limits.flops_per_s,
        }
    return found
