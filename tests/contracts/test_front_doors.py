"""A package is entered by its front door, says what it offers, and keeps its modules small."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
MODULES = sorted((SOURCE / "foedus").rglob("*.py"))
PACKAGES = sorted(
    ".".join(path.parent.relative_to(SOURCE).parts)
    for path in (SOURCE / "foedus").rglob("__init__.py")
    if all(not part.startswith("_") or part == "_core" for part in path.parent.relative_to(SOURCE).parts)
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LINES, MOST_LINES = 400, 600
LONG = {
    "publish/_contexts.py": "everything a template may see, in one list of plain fields",
    "publish/_strings_en.py": "a table: one line a phrase, in the order of its twin",
    "publish/_strings_zh.py": "a table: one line a phrase, in the order of its twin",
    "scenario/_interpret.py": "the interpreter is one machine, read beside the reference from top to bottom",
}
"""Modules that may have more than 400 lines, each with its reason."""


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE / "foedus").as_posix()


def imports(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """Return the line and full name of every import in *text*, the source of the module at *path*.

    A name imported from a package counts as ``package.name``, so that ``from foedus.judge import _space`` is seen.
    """
    package = path.parent.relative_to(SOURCE).parts
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, item.name) for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            start = ".".join((*base, *([node.module] if node.module else [])))
            yield from ((node.lineno, f"{start}.{item.name}") for item in node.names)


def trespasses(path: Path, text: str) -> list[str]:
    """Return the imports in *text* of another package's private modules; ``foedus._core`` is a package like others."""
    found = []
    for line, target in imports(path, text):
        parts = target.split(".")
        if parts[0] != "foedus" or len(parts) < 3 or parts[1] == path.relative_to(SOURCE).parts[1]:
            continue
        if any(part.startswith("_") and not part.startswith("__") for part in parts[2:]):
            found.append(f"{name_of(path)}:{line}: {target}")
    return found


def test_no_package_reaches_behind_the_front_door_of_another() -> None:
    assert [found for path in MODULES for found in trespasses(path, path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "line",
    [
        "from foedus.judge._space import space_of",
        "from foedus.judge import _space",
        "import foedus.judge._space",
        "from ..judge._space import space_of",
        "def f():\n    from foedus._core._yaml import read_yaml",
    ],
)
def test_a_trespass_would_be_seen(line: str) -> None:
    assert len(trespasses(SOURCE / "foedus" / "study" / "_run.py", line)) == 1


@pytest.mark.parametrize(
    "line", ["from foedus._core import CaseError", "from ._cache import Cache", "from foedus import __version__"]
)
def test_a_front_door_is_no_trespass(line: str) -> None:
    assert trespasses(SOURCE / "foedus" / "study" / "_run.py", line) == []


def order(name: str) -> tuple[int, list[str | int]]:
    """Return the key of isort's order: CONSTANTS, Classes, functions; numbers in a name by size."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_front_door_lists_what_it_offers_in_order(package: str) -> None:
    module = importlib.import_module(package)
    names = list(module.__all__)
    assert names == sorted(set(names), key=order)
    assert [name for name in names if not hasattr(module, name)] == []
    assert module.__doc__


def test_every_module_behind_a_front_door_is_private() -> None:
    public = [name_of(path) for path in MODULES if not path.name.startswith("_")]
    assert public == []


def test_no_module_is_named_after_nothing() -> None:
    named = [part.removesuffix(".py").strip("_") for path in MODULES for part in name_of(path).split("/")]
    assert VAGUE.isdisjoint(named)


def test_modules_are_small_or_say_why_not() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
    long = {name for name, count in lines.items() if count > LINES}
    assert long - set(LONG) == set(), "split these, or give their reason in LONG"
    assert set(LONG) - set(lines) == set(), "these are gone: take them off LONG"
