"""Score exported tables against the gold half of the book, as somebody outside would."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
BOOK = SHARED / "seeds" / "001_74540ae94b45093d.txt"
EVIDENCE = SHARED / "evidence"

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Score:
    """Right out of all, and what was wrong."""

    right: int = 0
    total: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, good: bool, what: str) -> None:
        self.total += 1
        self.right += good
        if not good:
            self.wrong.append(what)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0


def same_span(row: Row, start: int, end: int) -> bool:
    """Tell whether two spans are the same but for edges: intersection over union of at least nine tenths."""
    first, last = int(row["start"]), int(row["end"])
    inside = min(last, end) - max(first, start)
    return inside > 0 and inside / (max(last, end) - min(first, start)) >= 0.9


def names(text: str) -> set[str]:
    """Return the names in a cell: alternatives and glosses in brackets are further names."""
    return {part for part in re.split(r"[\[\]（）()、；;/→,，\s]+", text) if part}


def same_party(mine: str, gold: str) -> bool:
    """Tell whether a cell names at least one party the gold names, and none where it names none."""
    first, second = names(mine), names(gold)
    if not second:
        return not first
    return any(one in two or two in one for one in first for two in second)


def score_documents(mine: list[Row], gold: list[Row]) -> dict[str, Score]:
    scores = {key: Score() for key in ("found", "start", "date", "sender", "recipient", "source", "reference", "kind")}
    top = [row for row in mine if not row["parent"]]
    for want in gold:
        seq = want["seq"]
        start, end = int(want["start_offset"]), int(want["end_offset"])
        found = next((row for row in top if same_span(row, start, end)), None)
        scores["found"].add(found is not None, f"{seq} {want['title']}")
        if found is None:
            continue
        scores["start"].add(int(found["start"]) == start, f"{seq} {start} {found['start']}")
        scores["date"].add(found["date"] == want["date"], f"{seq} {want['date']!r} mine {found['date']!r}")
        for key in ("sender", "recipient"):
            scores[key].add(same_party(found[key], want[key]), f"{seq} {want[key]!r} mine {found[key]!r}")
        cited = re.sub(r"^.* = ", "", want["source_citation"])
        scores["source"].add(
            pages(found["source"]) == pages(cited) and titles(found["source"]) == titles(cited),
            f"{seq} {cited!r} mine {found['source']!r}",
        )
        wanted, got = set(re.findall(r"\d+", want["ref_no"])), set(re.findall(r"\d+", found["reference"]))
        scores["reference"].add(wanted <= got, f"{seq} {want['ref_no']!r} mine {found['reference']!r}")
        scores["kind"].add(found["kind"] == want["kind"], f"{seq} {want['kind']!r} mine {found['kind']!r}")
    return scores


def pages(cited: str) -> list[str]:
    found = re.search(r"第\s*([\d\s—－–-]+)\s*页", cited)
    return re.findall(r"\d+", found[1]) if found else []


def titles(cited: str) -> list[str]:
    return [re.sub(r"\s", "", title) for title in re.findall(r"《([^》]+)》", cited)[:1]]


def score_notes(mine: list[Row], documents: list[Row], gold: list[Row], gold_documents: list[Row]) -> dict[str, Score]:
    scores = {key: Score() for key in ("joined", "document", "text")}
    spans = {row["seq"]: (int(row["start_offset"]), int(row["end_offset"])) for row in gold_documents}
    by_id = {row["id"]: row for row in documents}
    for want in gold:
        at, start, end = int(want["marker_offset"]), int(want["def_start"]), int(want["def_end"])
        found = next((row for row in mine if abs(int(row["at"]) - at) <= 1), None)
        label = f"{want['doc_seq']} {want['marker']} {at} {want['text'][:20]}"
        overlap = found is not None and min(int(found["end"]), end) > max(int(found["start"]), start)
        scores["joined"].add(overlap, label)
        if found is None:
            continue
        owner = by_id[found["document"]]
        scores["document"].add(same_span(owner, *spans[want["doc_seq"]]) if want["doc_seq"] in spans else True, label)
        clean = re.sub(r"\s", "", want["text"])
        scores["text"].add(re.sub(r"\s", "", found["text"]) == clean, f"{label} | {found['text'][-30:]!r}")
    return scores
