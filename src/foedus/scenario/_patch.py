"""Patch the text of a case so that it says what an edited scenario says, and comments and layout survive.

The text is read, edited as a model, and compared: wherever the plain data of the two differ, the smallest span of the
text that holds the difference is rewritten. At the end the patched text is read again; where it does not give the
edited scenario back, the differing sections are rewritten whole.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence

from foedus._core import CaseError, YamlMapping, YamlNode, YamlScalar, YamlSequence, canonical_json, read_yaml

from ._model import Scenario
from ._parse import Form, read_scenario
from ._plain import Plain, plain_scenario
from ._print import block_text, flow_text, scalar_text

_Change = tuple[int, int, str]


class _Coarser(Exception):
    """This difference cannot be cut out here; rewrite what is around it."""


def patch_text(text: str, edits: Iterable[Callable[[Scenario], Scenario]]) -> str:
    r"""Return *text* changed by *edits*, keeping comments and layout elsewhere.

    Reading the result gives what the edits give.

    Raises:
        CaseError: the text cannot be read.

    >>> from functools import partial
    >>> from foedus.scenario import Interval, with_range
    >>> text = '''
    ... case: x   # a comment
    ... planner: a
    ... actors: {a: {}}
    ... stages: [{s: {by: a, moves: {go: , stay: }}}]
    ... outcomes: {end: otherwise}
    ... considerations:
    ...   toll: {of: a, per: 1, range: 0..0.1}   # too low
    ... '''
    >>> edit = partial(with_range, consideration="toll", range=Interval(0.2, 0.3))
    >>> print(patch_text(text, [edit]).splitlines()[-1])
      toll: {of: a, per: 1, range: 0.2..0.3}   # too low
    """
    text = text.removeprefix("\ufeff")
    scenario, found = read_scenario(text.encode(), file="case.yaml")
    root, _ = read_yaml(text.encode(), file="case.yaml")
    if scenario is None or not isinstance(root, YamlMapping):
        raise CaseError(found)
    edited = scenario
    for edit in edits:
        edited = edit(edited)
    if edited == scenario:
        return text
    for coarse in (False, True):
        try:
            patched = _patched(text, root, scenario, edited, coarse=coarse)
        except _Coarser:
            continue
        again, _ = read_scenario(patched.encode(), file="case.yaml")
        if again == edited:
            return patched
    raise ValueError("the edited scenario cannot be written as text: its parts are not well formed")


def _patched(text: str, root: YamlMapping, old: Scenario, new: Scenario, *, coarse: bool) -> str:
    patch = _Patch(text, coarse=coarse)
    before, after = plain_scenario(old), plain_scenario(new)
    _align_relations(root, before, after, plain_scenario(old, chains=False), plain_scenario(new, chains=False))
    patch.mapping(root, before, after, depth=0)
    # From the end of the text to its beginning; at one place, what is put in first comes first.
    ordered = sorted(enumerate(patch.changes), key=lambda item: (item[1][0], item[1][1] > item[1][0], item[0]))
    for _, (start, end, instead) in reversed(ordered):
        text = text[:start] + instead + text[end:]
    return text


def _align_relations(
    root: YamlMapping, before: dict[str, Plain], after: dict[str, Plain], old: dict[str, Plain], new: dict[str, Plain]
) -> None:
    """Where the text writes single relations, compare single relations, not chains."""
    section = root.get("preferences")
    if not isinstance(section, YamlMapping):
        return
    chained, chained_after, single, single_after = (
        dict(_as_mapping(plain.get("preferences", {}))) for plain in (before, after, old, new)
    )
    for key, node in section.entries:
        holder = key.text
        written = len(node.items) if isinstance(node, YamlSequence) else 1
        if holder in single and holder in single_after and written == len(single[holder]):
            chained[holder], chained_after[holder] = single[holder], single_after[holder]
    before["preferences"], after["preferences"] = chained, chained_after


def _as_mapping(value: Plain) -> Mapping[str, Plain]:
    return value if isinstance(value, Mapping) else {}


class _Patch:
    def __init__(self, text: str, *, coarse: bool) -> None:
        self.text = text
        self.form = Form(text, file="")
        self.coarse = coarse
        self.changes: list[_Change] = []

    def span(self, node: YamlNode) -> tuple[int, int]:
        place = self.form.place(node)
        return (place.start, place.end) if place else (0, 0)

    def value(self, key: YamlScalar | None, node: YamlNode, old: Plain, new: Plain, *, depth: int) -> None:
        """Rewrite what stands under a key (or as an item) so that it says *new* instead of *old*."""
        if _same(old, new):
            return
        mark = len(self.changes)
        try:
            whole = self.coarse and depth > 0
            if not whole and isinstance(node, YamlMapping) and isinstance(old, Mapping) and isinstance(new, Mapping):
                self.mapping(node, old, new, depth=depth)
                return
            if not whole and isinstance(node, YamlSequence) and _is_list(old) and _is_list(new):
                self.sequence(node, list(old), list(new), depth=depth)
                return
        except _Coarser:
            del self.changes[mark:]
        self.whole(key, node, new)

    def whole(self, key: YamlScalar | None, node: YamlNode, new: Plain) -> None:
        start, end = self.span(node)
        if isinstance(node, YamlScalar) and not node.text and not node.quoted and key is not None:
            at = self.text.index(":", key.place.end) + 1
            self.changes.append((at, at, " " + flow_text(new)))
            return
        flow = flow_text(new)
        place = self.form.place(node)
        if isinstance(new, str) or place is None or self._braced(node) or len(flow) + place.column <= 110:
            self.changes.append((start, end, flow))
            return
        self.changes.append((start, end, block_text(new, indent=place.column - 1).lstrip()))

    def _braced(self, node: YamlNode) -> bool:
        return self.text[node.place.start : node.place.start + 1] in ("{", "[")

    def mapping(self, node: YamlMapping, old: Mapping[str, Plain], new: Mapping[str, Plain], *, depth: int) -> None:
        """Rewrite entries that differ, cut out those that are gone, and insert the new ones after their neighbours."""
        written = {key.text: (key, value) for key, value in node.entries}
        if any(key not in written for key in old):
            raise _Coarser
        gone = [key.text in old and key.text not in new for key, _ in node.entries]
        before: str | None = None
        inserted: dict[str | None, list[tuple[str, Plain]]] = {}
        for name, value in new.items():
            if name not in written:
                inserted.setdefault(before, []).append((name, value))
                continue
            before = name
            if name not in old or not _same(old[name], value):
                self.value(*written[name], old.get(name, ""), value, depth=depth + 1)
        spans = [(self.span(key)[0], self._entry_end(key, value)) for key, value in node.entries]
        self._cut(node, spans, gone)
        for neighbour, entries in inserted.items():
            after = None if neighbour is None else spans[[key.text for key, _ in node.entries].index(neighbour)]
            self._insert(node, spans, after, entries)

    def _entry_end(self, key: YamlScalar, value: YamlNode) -> int:
        if isinstance(value, YamlScalar) and not value.text and not value.quoted:
            return self.text.index(":", key.place.end) + 1
        return self.span(value)[1]

    def sequence(self, node: YamlSequence, old: list[Plain], new: list[Plain], *, depth: int) -> None:
        """Rewrite items that differ and cut out those that are gone."""
        if len(old) != len(node.items):
            raise _Coarser
        names, renamed = ([canonical_json(_plain_json(item)) for item in items] for items in (old, new))
        gone = [False] * len(old)
        for tag, i, j, k, end in difflib.SequenceMatcher(None, names, renamed, autojunk=False).get_opcodes():
            if tag == "delete":
                gone[i:j] = [True] * (j - i)
            elif tag == "replace" and j - i == end - k:
                for index in range(j - i):
                    self.value(None, node.items[i + index], old[i + index], new[k + index], depth=depth + 1)
            elif tag != "equal":
                raise _Coarser
        self._cut(node, [self.span(item) for item in node.items], gone)

    def _cut(self, node: YamlNode, spans: Sequence[tuple[int, int]], gone: Sequence[bool]) -> None:
        if not any(gone):
            return
        if self._braced(node):
            lead = next((index for index, out in enumerate(gone) if not out), len(gone))
            if lead:
                self.changes.append((spans[0][0], spans[lead][0] if lead < len(spans) else spans[-1][1], ""))
            for index in range(lead, len(gone)):
                if gone[index]:
                    self.changes.append((spans[index - 1][1], spans[index][1], ""))
            return
        for (start, end), out in zip(spans, gone, strict=True):
            if out:
                line = self.text.rfind("\n", 0, start) + 1
                if self.text[line:start].strip() not in ("", "-") or all(gone):
                    raise _Coarser
                if self.text[line:start].strip() and isinstance(node, YamlMapping):
                    raise _Coarser
                self.changes.append((line, self._next_line(end), ""))

    def _next_line(self, end: int) -> int:
        found = self.text.find("\n", end)
        return len(self.text) if found < 0 else found + 1

    def _insert(
        self, node: YamlMapping, spans: Sequence[tuple[int, int]], after: tuple[int, int] | None,
        entries: Sequence[tuple[str, Plain]],
    ) -> None:  # fmt: skip
        if not spans:
            raise _Coarser
        lines = [f"{scalar_text(name)}: {flow_text(value)}" for name, value in entries]
        if self._braced(node):
            joined = ", ".join(lines)
            at = spans[0][0] if after is None else after[1]
            self.changes.append((at, at, f"{joined}, " if after is None else f", {joined}"))
            return
        first = spans[0][0]
        indent = " " * (first - (self.text.rfind("\n", 0, first) + 1))
        if after is None:
            self.changes.append((first, first, "".join(f"{line}\n{indent}" for line in lines)))
            return
        found = self.text.find("\n", after[1])
        at = len(self.text) if found < 0 else found
        self.changes.append((at, at, "".join(f"\n{indent}{line}" for line in lines)))


def _is_list(value: Plain) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _plain_json(value: Plain) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return [[key, _plain_json(inner)] for key, inner in value.items()]
    return ["list", *(_plain_json(inner) for inner in value)]


def _same(old: Plain, new: Plain) -> bool:
    return _plain_json(old) == _plain_json(new)
