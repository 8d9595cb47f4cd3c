"""``python -m benchmarks.peers``: Foedus and other tools on the same games, turn by turn on one thread each.

Gambit, OpenSpiel, Nashpy and QuantEcon each run in a process of their own, with a time limit for every game. Times
leave out reading and writing (but for the rows about them), starting and compiling. A peer that is not installed is
skipped, saying so; none is ever a dependency. ``make peers`` builds them into an environment of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from foedus.bench import versions

from .child import Child, available
from .crisis import compare_crisis, compare_zero_sum
from .files import compare_files
from .staged import compare_staged
from .tables import compare_tables

PEERS = ("gambit", "openspiel", "nashpy", "quantecon")

CRISES: tuple[tuple[str, int, float], ...] = (("tiny", 40, 10.0), ("14", 4, 20.0), ("30", 1, 40.0), ("124", 1, 10.0))
"""Size, games, and seconds that a peer may take for a game."""


def present() -> tuple[dict[str, Child], dict[str, str]]:
    """Return the peers that are installed here, and what each says of its version or absence."""
    children, said = {}, {}
    for name in PEERS:
        child = Child(f"{__package__}.{name}")
        said[name] = available(child, "version")
        if said[name]:
            children[name] = child
        else:
            said[name] = "not installed here"
    return children, said


def compare_all(children: dict[str, Child], *, tell: Callable[[str], None] = print) -> Iterator[dict[str, object]]:
    """Yield the comparison of every subject."""
    for size, games, limit in CRISES:
        tell(f"crisis game {size}")
        yield compare_crisis(size, games, children=children, limit=limit)
    tell("zero-sum variant")
    yield compare_zero_sum("14", 10, children=children, limit=20.0)
    tell("tables")
    yield compare_tables(8, children=children, limit=30.0)
    tell("files")
    yield from compare_files(3, children=children, limit=60.0)
    tell("staged games")
    yield from compare_staged(children=children, limit=10.0)


def main() -> None:
    """Print one JSON line a subject."""
    children, said = present()
    print(json.dumps(versions() | {"peers": said}))
    if not children:
        print("No peer is installed here, so nothing was compared; `make peers` builds them and compares.")
        return
    for result in compare_all(children, tell=lambda _: None):
        print(json.dumps(result), flush=True)
    for child in children.values():
        child.close()


if __name__ == "__main__":
    main()
