"""On what a number was measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from foedus import __version__

_PACKAGES = ("numpy", "scipy", "numba")


def versions() -> dict[str, object]:
    """Return versions of Foedus and what it computes with, the processor's name and how many cores there are."""
    return {
        "foedus": __version__,
        "python": platform.python_version(),
        **{name: _version(name) for name in _PACKAGES},
        "machine": machine(),
        "cores": cores(),
    }


def machine() -> str:
    """Return the processor's name, or its architecture where the system does not say more."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    names = [line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("model name")]
    fields = [part.split(":", 1)[1].strip() for part in text.splitlines() if part.startswith(("model\t", "stepping"))]
    name = names[0] if names else platform.processor() or platform.machine()
    more = f" (model {fields[0]}, stepping {fields[1]})" if names and len(fields) > 1 else ""
    return f"{name}{more}, {platform.machine()}"


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
