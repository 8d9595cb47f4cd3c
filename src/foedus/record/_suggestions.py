"""The suggestions of a record as the analyst left them: by rules, by models that were asked, and what was decided.

What a model suggested cannot be made again from the originals, so it stands in a file of its own beside the database,
``models.jsonl``, one suggestion a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from pathlib import Path

from foedus._core import CaseError, Diagnostic, Place, Severity, read_bounded, write_atomic

from ._authority import Authority
from ._store import RecordStore, shifted, stored_documents, stored_suggestions, stored_text
from ._suggest import ModelProvider, ModelReading, apply_decisions, read_decisions, suggest_by_model
from ._suggestion import ACTS, Suggestion

DECISIONS = "decisions.jsonl"
MODELS = "models.jsonl"
LARGEST = 64 * 1024 * 1024

_TEXTS = frozenset(field.name for field in fields(Suggestion)) - {"start", "end", "reported"}


def record_suggestions(store: RecordStore, *, document: str = "") -> tuple[Suggestion, ...]:
    """Return the suggestions of a record, or of one document, with what was decided about them.

    Raises:
        CaseError: ``decisions.jsonl`` or ``models.jsonl`` cannot be used.
    """
    found = {each.id: each for each in stored_suggestions(store, document=document)}
    for each in model_suggestions(store.folder / MODELS):
        if not document or each.document == document:
            found.setdefault(each.id, each)
    return apply_decisions(found.values(), read_decisions(store.folder / DECISIONS))


def ask_model(
    store: RecordStore, *, provider: ModelProvider, authority: Authority, document: str = ""
) -> dict[str, int]:
    """Ask a model about the documents (or one of them), keep what it quotes exactly, and return what was dropped.

    Raises:
        CaseError: the model could not be asked.
        OSError: its suggestions cannot be kept.
    """
    dropped: dict[str, int] = {}
    for each in stored_documents(store, ids=[document] if document else None):
        held = stored_text(store, each.document.id)
        reading = suggest_by_model(
            held.copy, shifted(each.document, -held.base), provider=provider, authority=authority
        )
        _keep(store.folder / MODELS, reading, held.base)
        for why, count in reading.dropped:
            dropped[why] = dropped.get(why, 0) + count
    return dropped


def model_suggestions(path: Path) -> Iterator[Suggestion]:
    """Yield what models suggested, from the file at *path*; nothing where there is none.

    Raises:
        CaseError: a line is no suggestion.
        LimitError: the file is too large.
    """
    if not path.exists():
        return
    for number, line in enumerate(read_bounded(path, limit=LARGEST).split(b"\n"), 1):
        if not line.strip():
            continue
        suggestion = _read(line)
        if suggestion is None:
            finding = Diagnostic(
                "model-suggestion-unreadable", Severity.ERROR, f"line {number} is no suggestion",
                Place(path.name, number, 1), "what the model said would be missing without a word",
                "mend the line, or remove it",
            )  # fmt: skip
            raise CaseError([finding])
        yield suggestion


def _read(line: bytes) -> Suggestion | None:
    try:
        cells = json.loads(line)
        suggestion = Suggestion(**cells)
    except (ValueError, TypeError, RecursionError):
        return None
    if suggestion.act not in ACTS or any(not isinstance(cells.get(name, ""), str) for name in _TEXTS):
        return None
    place = (suggestion.start, suggestion.end)
    return suggestion if all(type(each) is int for each in place) and 0 <= place[0] <= place[1] else None


def _keep(path: Path, reading: ModelReading, base: int) -> None:
    if not reading.suggestions:
        return
    kept = {each.id: each for each in model_suggestions(path)}
    for each in reading.suggestions:
        kept[each.id] = replace(each, start=each.start + base, end=each.end + base)
    lines = [json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) for each in kept.values()]
    write_atomic(path, ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass"))
