"""``python -m benchmarks.page``: the tables of ``docs/benchmarks.md`` and its figure, from ``benchmarks/results.json``.

The prose of the page is written by hand and holds no measured number; what stands between the markers ``table: NAME``
and ``end`` is written here. ``--check`` says whether the page is what the results give, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from .curves import draw_curves
from .measure import RESULTS
from .tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
FIGURE = ROOT / "docs" / "images" / "benchmarks.svg"
_MARKED = re.compile(r"(<!-- table: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(page: str, results: dict[str, Any]) -> str:
    """Return *page* with every marked table written anew."""
    return _MARKED.sub(lambda found: found[1] + TABLES[found[2]](results) + found[3], page)


def main() -> int:
    """Write the page and the figure, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether both are up to date")
    check = parser.parse_args().check
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    wanted = {PAGE: fill(PAGE.read_text(encoding="utf-8"), results), FIGURE: draw_curves(results["curves"])}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what benchmarks/results.json gives: run python -m benchmarks.page")
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
