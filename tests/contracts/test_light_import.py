"""Starting is light: nothing heavy is imported until a command needs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("jinja2", "numba", "numpy", "scipy", "yaml")

HELP = "from foedus.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
COMMAND_HELP = HELP.replace("'--help'", "'run', '--help'")
VERSION = HELP.replace("'--help'", "'version'")


def imported(code: str) -> tuple[set[str], float]:
    """Return the heavy packages that a clean process has loaded after *code*, and the seconds it took."""
    code = (
        f"import sys, time\nbegan = time.perf_counter()\n{code}\ntook = time.perf_counter() - began\nimport json\n"
        f"print(json.dumps([[name for name in {HEAVY} if name in sys.modules], took]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    names, took = json.loads(done.stdout.splitlines()[-1])
    return set(names), took


@pytest.mark.parametrize(
    "code",
    ["import foedus", "import foedus.cli", HELP, COMMAND_HELP, VERSION],
    ids=["library", "cli", "help", "help-of-run", "version"],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    names, took = imported(code)
    print(f"{took:.3f} s")
    assert names == set()


def test_a_case_is_checked_without_a_solver() -> None:
    code = HELP.replace("'--help'", "'check', 'price-war'")
    names, took = imported(code)
    print(f"{took:.3f} s")
    assert "yaml" in names, "this looks at nothing if a case can be read without YAML"
    assert names.isdisjoint({"jinja2", "numba", "scipy"})
