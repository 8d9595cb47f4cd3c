"""``python -m benchmarks``: every row of ``foedus bench`` on one thread and on two, one JSON line each."""

from __future__ import annotations

import json

from foedus.bench import ROWS, measure_row, versions


def main() -> None:
    """Print what was measured, as it is measured."""
    print(json.dumps(versions()))
    for row in ROWS:
        for threads in (1, 2) if row.threaded else (1,):
            print(json.dumps(measure_row(row, threads=threads).to_json()), flush=True)


if __name__ == "__main__":
    main()
