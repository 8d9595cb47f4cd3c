"""From a text to located nodes, by PyYAML's event stream: nothing is ever constructed from tags.

Aliases (the "billion laughs") are refused at the first anchor. All mistakes of form are reported, except that a
syntax error ends the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from ._diagnostics import Diagnostic, Place, Severity
from ._yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence

MAX_DEPTH = 32
MAX_NODES = 200_000


def read_text(text: str, *, file: str) -> tuple[YamlNode | None, list[Diagnostic]]:
    """Return the located document in *text* and what is wrong with its form."""
    reader = _Reader(text, file)
    try:
        return _document(reader), reader.found
    except _Stop:
        return None, reader.found
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Place(file, mark.line + 1, mark.column + 1, mark.index, mark.index) if mark else Place(file, 1, 1)
        message = f"this is not YAML: {error.problem or error.context}"
        hint = "check the indentation, and put texts with `: ` or ` #` in quotes"
        return None, [*reader.found, Diagnostic("yaml-syntax", Severity.ERROR, message, where, "", hint)]
    except yaml.YAMLError as error:
        message = f"this is not YAML: {error}"
        where = Place(file, 1, 1)
        return None, [Diagnostic("yaml-syntax", Severity.ERROR, message, where, "", "remove control characters")]


class _Stop(Exception):
    """Reading cannot go on; the diagnostic has been recorded."""


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self.found: list[Diagnostic] = []
        self.nodes = 0

    def place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        return Place(self.file, start.line + 1, start.column + 1, start.index, end.index)

    def report(self, code: str, event: Any, message: str, why: str = "", hint: str = "") -> None:
        self.found.append(Diagnostic(code, Severity.ERROR, message, self.place(event), why, hint))

    def check_form(self, event: Any) -> None:
        if getattr(event, "anchor", None):
            kind = "an alias" if isinstance(event, yaml.AliasEvent) else "an anchor"
            self.report(
                "yaml-anchor",
                event,
                f"{kind} ({event.anchor!r}) is not allowed",
                "a case says everything where it stands, and a few aliases can unfold to gigabytes",
                "write the value out",
            )
            raise _Stop
        if getattr(event, "tag", None) not in (None, "!"):
            self.report(
                "yaml-tag", event, f"the tag {event.tag!r} is not allowed", "every scalar is text", "remove the tag"
            )

    def node(self, event: Any, depth: int) -> YamlNode:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            limit = f"{MAX_NODES:,} nodes" if self.nodes > MAX_NODES else f"{MAX_DEPTH} levels"
            self.report("yaml-limit", event, f"the file holds more than {limit}", hint="split or simplify it")
            raise _Stop
        self.check_form(event)
        place = self.place(event)
        if isinstance(event, yaml.ScalarEvent):
            return YamlScalar(event.value, place, event.style not in (None, ""))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(inner, depth + 1))
            return YamlSequence(tuple(items), _until(place, inner))
        return self.mapping(place, depth)

    def mapping(self, place: Place, depth: int) -> YamlMapping:
        entries: list[tuple[YamlScalar, YamlNode]] = []
        seen: dict[str, Place] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, YamlScalar):
                self.report("yaml-key", event, "a key must be a plain text", hint="write `name: value`")
                continue
            if key.text in seen:
                first = seen[key.text]
                self.found.append(
                    Diagnostic(
                        "yaml-duplicate-key", Severity.ERROR, f"the key {key.text!r} stands twice in one mapping",
                        key.place, "the second would silently replace the first", "rename or remove one of them",
                        ((f"first {key.text!r}", first),),
                    )
                )  # fmt: skip
                continue
            seen[key.text] = key.place
            entries.append((key, value))
        return YamlMapping(tuple(entries), _until(place, event))


def _until(place: Place, event: Any) -> Place:
    return Place(place.file, place.line, place.column, place.start, event.end_mark.index)


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _document(reader: _Reader) -> YamlNode | None:
    root: YamlNode | None = None
    for event in reader.events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            reader.report("yaml-documents", event, "the file holds several documents", hint="remove the second `---`")
            break
        if isinstance(event, yaml.NodeEvent):
            root = reader.node(event, 0)
    return root
