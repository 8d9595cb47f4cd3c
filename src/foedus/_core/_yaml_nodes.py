"""Nodes of a YAML text: every scalar a string, every node with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ._diagnostics import Place


@dataclass(frozen=True, slots=True)
class YamlScalar:
    """A text; ``quoted`` tells ``''`` from nothing."""

    text: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class YamlSequence:
    """A list of nodes."""

    items: tuple[YamlNode, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """Keys and values in the order written."""

    entries: tuple[tuple[YamlScalar, YamlNode], ...]
    place: Place

    def get(self, key: str) -> YamlNode | None:
        """Return the value of *key*, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


YamlNode: TypeAlias = YamlScalar | YamlSequence | YamlMapping
