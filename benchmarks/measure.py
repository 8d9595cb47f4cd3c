"""``python -m benchmarks.measure``: everything that the page of results shows, into ``benchmarks/results.json``.

In one run, one thing after another: what the computer can do, every row on one thread and on all cores, first calls
in processes of their own (with kernels compiled anew, and loaded), how times scale, and the peers that are installed.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from foedus.bench import ROWS, distance_to_limits, measure_hardware, measure_row, versions

from .curves import measure_curves
from .peers.__main__ import compare_all, present

RESULTS = Path(__file__).with_name("results.json")
COLD = ("crisis-14", "staged", "efg", "stability", "bimatrix")
FEWER = 5
"""On one thread, so many times fewer games are solved than on all cores."""
_FIRST_CALL = (
    "import json, sys; from foedus.bench import measure_row, rows_named;"
    " row = rows_named(sys.argv[1])[0]; print(json.dumps(measure_row(row, draws=1, threads=1).cold_seconds))"
)


def first_calls() -> dict[str, dict[str, float]]:
    """Return the seconds of each row's first call, with kernels compiled anew and then loaded, in new processes."""
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in COLD:
            for state in ("compiled", "loaded"):
                seconds = float(
                    subprocess.run(  # noqa: S603 - our own interpreter and code
                        [sys.executable, "-c", _FIRST_CALL, row],
                        env=os.environ | {"NUMBA_CACHE_DIR": str(Path(folder) / row)},
                        capture_output=True, text=True, check=True, timeout=300,
                    ).stdout
                )  # fmt: skip
                found.setdefault(row, {})[state] = seconds
    return found


def commit() -> str:
    """Return which commit is measured, with a plus sign where the package differs from it."""
    here = Path(__file__).resolve().parents[1]
    try:
        name, changed = (
            subprocess.run(  # noqa: S603
                ["git", *words],  # noqa: S607
                cwd=here,
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for words in (("rev-parse", "--short", "HEAD"), ("status", "--porcelain", "src"))
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name + ("+" if changed else "")


def measure_all(tell: Callable[[str], None]) -> dict[str, Any]:
    """Return everything measured as plain data."""
    begin, load = time.perf_counter(), os.getloadavg()[0]

    def step(what: str) -> None:
        tell(f"{time.perf_counter() - begin:5.0f} s  {what}")

    step("hardware")
    hardware = measure_hardware()
    rows: dict[str, dict[str, Any]] = {}
    distance = {}
    for row in ROWS:
        step(row.slug)
        alone = measure_row(row, threads=1, draws=max(1, row.draws // FEWER) if row.threaded else None)
        distance[row.slug] = distance_to_limits(alone, hardware[0])
        rows[row.slug] = alone.to_json()
        if row.threaded:
            rows[row.slug] = measure_row(row).to_json() | {"one_thread": alone.to_json()}
    step("first calls")
    cold = first_calls()
    step("curves")
    curves = measure_curves()
    step("peers")
    children, said = present()
    peers = list(compare_all(children, tell=step)) if children else []
    for child in children.values():
        child.close()
    step("done")
    return {
        "measured": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": commit(),
        "seconds": round(time.perf_counter() - begin),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "versions": versions(),
        "peer_versions": said,
        "hardware": [asdict(limits) for limits in hardware],
        "rows": rows,
        "distance": distance,
        "cold": cold,
        "curves": curves,
        "peers": peers,
    }


def rounded(value: Any) -> Any:
    """Return plain data with every number at five digits: more would be noise in the repository."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value


def main() -> None:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=RESULTS)
    out = parser.parse_args().out
    results = rounded(measure_all(lambda text: print(text, file=sys.stderr, flush=True)))
    out.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
