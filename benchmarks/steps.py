"""``python -m benchmarks.steps``: what each step of reading costs, on clean text and on real volumes.

Clean text is prose of our own making, in Chinese and English, a paragraph a line: nothing to repair, no notes, one
document; the result is checked for that before it is timed. The real volumes of ``../shared`` are read where they are
present. The floor is decoding and hashing the file, which any reader must do. Times are processor time of one core.
"""

from __future__ import annotations

import hashlib
import json
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from foedus.record._citations import find_citation
from foedus.record._describe import describe, link_documents
from foedus.record._ingest import read_source
from foedus.record._notes import find_notes
from foedus.record._read_file import read_file
from foedus.record._repair import repair
from foedus.record._segment import find_enclosed, survey_segments
from foedus.record._suggest import suggest

from .reading import texts, vocabulary

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
VOLUMES = ("seeds/001_74540ae94b45093d.txt", "data/frus/frus1958-60v18.xml")
WORDS = [
    "the", "of", "government", "and", "in", "that", "treaty", "withdrawal", "troops", "a", "by", "with", "minister",
    "embassy", "department", "republic", "proposals", "were", "made", "on", "agreement", "forces", "commission",
    "between", "north", "south", "remained", "quiet", "throughout", "winter",
]  # fmt: skip

T = TypeVar("T")


def english(megabytes: int) -> str:
    """Return English prose without numbers, names or salutations."""
    drawn = np.random.default_rng(3).integers(0, len(WORDS), megabytes * 170_000).tolist()
    words = [WORDS[number] for number in drawn]
    lines = [" ".join(words[at : at + 90]).capitalize() + "." for at in range(0, len(words), 90)]
    return "\n".join(lines) + "\n"


def chinese(megabytes: int) -> str:
    """Return Chinese prose of two-character words."""
    return "\n".join(text + "。" for text in texts(megabytes * 1_700, vocabulary())) + "\n"


class Clock:
    """Adds up processor seconds by step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def of(self, step: str, function: Callable[[], T]) -> T:
        begin = time.process_time()
        result = function()
        self.spent[step] = self.spent.get(step, 0.0) + time.process_time() - begin
        return result


def steps(path: Path) -> tuple[Clock, int]:
    """Return what every step spends on one plain file, and the number of documents found."""
    clock = Clock()
    source = clock.of("source", lambda: read_source(path))
    repaired = clock.of("repair", lambda: repair(source))
    split = clock.of("segment", lambda: survey_segments(source, repaired)).segments
    noted = clock.of("notes", lambda: find_notes(source, repaired.copy, split))
    windows = [noted.copy.window(each.start, each.end) for each in split]
    clock.of("citations", lambda: [find_citation(noted.copy, each) for each in split])
    documents = clock.of(
        "describe", lambda: [describe(window, each) for window, each in zip(windows, split, strict=True)]
    )
    clock.of("enclosed", lambda: [find_enclosed(noted.copy, each) for each in split])
    linked = clock.of("links", lambda: link_documents(documents, windows))
    clock.of("suggestions", lambda: [suggest(noted.copy, each) for each in linked])
    return clock, len(documents)


def clean(name: str, text: str) -> dict[str, object]:
    """Return the speed of every step on clean text, in MB/s."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        size = path.stat().st_size / 1e6
        assert repair(read_source(path)).copy.text == text.rstrip("\n") or repair(read_source(path)).copy.text == text
        steps(path)
        clock, documents = steps(path)
        assert documents == 1
        begin = time.process_time()
        hashlib.sha256(path.read_bytes()).hexdigest()
        path.read_bytes().decode("utf-8")
        floor = time.process_time() - begin
        copy = clock.spent["source"] + clock.spent["repair"]
        documents_seconds = sum(seconds for step, seconds in clock.spent.items() if step != "suggestions")
        return {
            "text": name, "mb": round(size, 1), "floor_mb_per_s": round(size / floor),
            **{f"{step}_mb_per_s": round(size / seconds, 1) for step, seconds in clock.spent.items() if seconds},
            "to_copy_mb_per_s": round(size / copy, 1), "to_documents_mb_per_s": round(size / documents_seconds, 1),
            "all_mb_per_s": round(size / sum(clock.spent.values()), 1),
        }  # fmt: skip


def volume(path: Path) -> dict[str, object]:
    """Return what reading a real volume from end to end costs."""
    first = read_file(path)
    assert first.documents
    begin = time.process_time()
    read_file(path)
    seconds = time.process_time() - begin
    return {
        "volume": path.name, "mb": round(first.size / 1e6, 2), "documents": len(first.documents),
        "seconds": round(seconds, 2), "mb_per_s": round(first.size / 1e6 / seconds, 2),
    }  # fmt: skip


def main() -> None:
    """Print one JSON line a measurement."""
    print(json.dumps({"machine": platform.processor() or platform.machine(), "python": platform.python_version()}))
    for name, text in (("english", english(8)), ("chinese", chinese(8))):
        print(json.dumps(clean(name, text)), flush=True)
    for name in VOLUMES:
        path = SHARED / name
        found = volume(path) if path.exists() else {"volume": name, "absent": "no ../shared"}
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
