"""Citations of real sources, where the reader has them; test_anchor.py is the twin that always runs."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from foedus._core import Label
from foedus.record import (
    Calendar,
    Document,
    Passage,
    SourceText,
    anchor_citations,
    find_sources,
    fingerprint,
    read_source,
)

SEEDS = Path(__file__).resolve().parents[3] / ".." / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds, which are not ours to ship")


@pytest.fixture(scope="module")
def sources() -> list[SourceText]:
    return find_sources(SEEDS)


@pytest.fixture(scope="module")
def cited(sources: list[SourceText]) -> Calendar:
    """Six spans of each of the five sources that stand nowhere else, at least 16 letters apart."""
    rng = random.Random(1958)  # noqa: S311
    everything = " ".join(each.folded.text(0, len(each.folded)) for each in sources)
    documents = []
    for number, each in enumerate(sources):
        count, passages = len(each.folded), []
        for slot in range(6):
            while True:
                length = rng.randrange(12, 90)
                start = rng.randrange(count * slot // 6, count * (slot + 1) // 6 - length - 16)
                if everything.count(each.folded.text(start, start + length)) == 1:
                    break
            passages.append(Passage(str(slot), Label("x"), fingerprint(each.folded, start, start + length)))
        documents.append(Document(f"seed-{number}", Label("x"), "x", None, passages=tuple(passages)))
    return Calendar(tuple(documents))


def statuses(calendar: Calendar, sources: list[SourceText]) -> list[str]:
    return [each.status for each in anchor_citations(calendar, sources)]


def test_all_hold_where_they_were_cited(sources: list[SourceText], cited: Calendar) -> None:
    found = anchor_citations(cited, sources)
    assert [each.status for each in found] == ["holds"] * 30
    assert [each.file for each in found] == [each.path.name for each in sources for _ in range(6)]


def test_reflowed_copies_lose_nothing(sources: list[SourceText], cited: Calendar, tmp_path: Path) -> None:
    rng = random.Random(7)  # noqa: S311
    for each in sources:
        joined = each.text if each.format == "markdown" else each.text.replace("\n", "")
        spaced = re.sub(
            "(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: rng.choice(["", "", " ", "\n", "\u3000\r\n"]), joined
        )
        (tmp_path / each.path.name).write_bytes(spaced.encode())
    assert statuses(cited, find_sources(tmp_path)) == ["holds"] * 30


def test_one_changed_letter_changes_that_citation_only(
    sources: list[SourceText], cited: Calendar, tmp_path: Path
) -> None:
    for number, document in enumerate(cited.documents):
        for which, passage in enumerate(document.passages):
            mark = passage.fingerprint
            assert mark is not None
            text = sources[number].text
            offset = int(sources[number].folded.offsets[mark.start + mark.length // 2])
            altered = replace(sources[number], text=text[:offset] + "龘" + text[offset + 1 :])
            copies = [altered if each is sources[number] else each for each in sources]
            expected = ["holds"] * 30
            expected[6 * number + which] = "changed"
            assert statuses(cited, copies) == expected


def test_a_cut_at_the_beginning_moves_what_follows(sources: list[SourceText], cited: Calendar, tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_text(sources[1].text[40:], encoding="utf-8")
    one = Calendar(cited.documents[1:2])
    assert statuses(one, [read_source(path)]) == ["moved"] * 6
