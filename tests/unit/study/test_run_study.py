"""Whole runs of small cases: what they hold, and that nothing but case, version and seed decides the numbers."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import foedus
from foedus._core import Severity
from foedus.record import cite_quotation, read_source
from foedus.study import Cache, Case, Study, read_case, run_study, study_json
from support.case_folders import CALENDAR, SIGNAL, write_case

Arrays = dict[str, np.ndarray[Any, Any]]


class FakeStore:
    """A store in memory that counts."""

    def __init__(self) -> None:
        self.kept: dict[str, Arrays] = {}
        self.hits = self.puts = 0
        self.lock = threading.Lock()

    def get(self, key: str) -> Arrays | None:
        with self.lock:
            self.hits += key in self.kept
            return self.kept.get(key)

    def put(self, key: str, arrays: Arrays) -> None:
        with self.lock:
            self.puts += 1
            self.kept[key] = arrays


def load(folder: Path) -> Case:
    case, found = read_case(folder)
    assert case is not None
    assert not [item for item in found if item.severity is Severity.ERROR]
    return case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return load(write_case(tmp_path))


def text(study: Study) -> str:
    return json.dumps(study_json(study), allow_nan=False)


def test_a_run_finds_what_is_known_by_hand(case: Case):
    study = run_study(case, draws=64, cache=FakeStore())
    assert study.case is case
    assert study.judgement.verdict.leader == "enter"
    assert [(hinge.claim, hinge.leader_reversed) for hinge in study.judgement.hinges] == [("c-mild", "stay_out")]
    assert [(item.obligation, item.status, item.days) for item in study.assessments] == [("share", "late", 2)]
    assert [(anchor.citation, anchor.status) for anchor in study.anchors] == [("memo#mild", "unchecked")]


def test_the_manifest_says_what_makes_it_repeatable(case: Case):
    manifest = run_study(case, seed=5, draws=64, hinges=False, cache=FakeStore()).manifest
    assert (manifest.version, manifest.seed, manifest.draws, manifest.complete) == (foedus.__version__, 5, 64, True)
    assert manifest.method == "backward_subgame_perfect"
    assert manifest.hashes == case.hashes
    assert dict(manifest.libraries)["numpy"] == np.__version__


def test_two_runs_give_the_same_bytes(case: Case):
    first, second = (run_study(case, seed=3, draws=64, cache=FakeStore()) for _ in range(2))
    assert text(first) == text(second)
    assert text(first) != text(run_study(case, seed=4, draws=64, cache=FakeStore()))


def test_one_worker_or_three_or_a_full_store_give_the_same_bytes(tmp_path: Path):
    case = load(write_case(tmp_path, case_yaml=SIGNAL))
    store = FakeStore()
    one = run_study(case, draws=64, workers=1, cache=store)
    three = run_study(case, draws=64, workers=3, cache=FakeStore())
    puts = store.puts
    again = run_study(case, draws=64, workers=2, cache=store)
    assert one.judgement.certificate.method == "logit_sequential"
    assert one.judgement.verdict.leader == "arm"
    assert text(one) == text(three) == text(again)
    assert store.puts == puts


def test_finished_work_is_used_again_unless_fresh(case: Case):
    store = FakeStore()
    first = run_study(case, draws=64, cache=store)
    assert store.kept
    puts, hits = store.puts, store.hits
    second = run_study(case, draws=64, cache=store)
    assert (store.puts, store.hits > hits) == (puts, True)
    hits = store.hits
    third = run_study(case, draws=64, cache=store, fresh=True)
    assert (store.puts > puts, store.hits) == (True, hits)
    assert text(first) == text(second) == text(third)


def test_a_store_that_lies_is_believed_so_entries_must_be_whole(case: Case, tmp_path: Path):
    cache = Cache(tmp_path / "cache")
    first = run_study(case, draws=64, cache=cache)
    entries = sorted((tmp_path / "cache").glob("*.npz"))
    assert entries
    for path in entries[::2]:
        path.write_bytes(path.read_bytes()[:-40])
    for path in entries[1::2]:
        path.write_bytes(b"not an archive")
    assert text(run_study(case, draws=64, cache=cache)) == text(first)


def test_without_a_cache_the_default_folder_is_used(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path / "default"))
    run_study(case, draws=64, hinges=False)
    assert list((tmp_path / "default").glob("*.npz"))


def test_a_cache_that_cannot_be_written_to_does_not_stop_a_run(case: Case, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FOEDUS_CACHE", "/dev/null/cache")
    assert run_study(case, draws=64, hinges=False).manifest.complete


def test_citations_are_looked_for_in_the_sources(tmp_path: Path):
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "memo.txt").write_text("On balance we should rather share the market than ruin each other.\n")
    (mark,) = cite_quotation(read_source(sources / "memo.txt"), "rather share the market")
    found = mark.fingerprint
    lines = (
        f"at: {found.start}, letters: {found.length}, rolling: {found.rolling}, digest: {found.digest}, "
        f"before: {found.before}, after: {found.after}"
    )
    calendar = CALENDAR.replace("share the market.}", f"share the market., {lines}}}")
    case = load(write_case(tmp_path, calendar_yaml=calendar))
    study = run_study(case, draws=64, hinges=False, sources=sources, cache=FakeStore())
    assert [(anchor.status, anchor.text) for anchor in study.anchors] == [("holds", "rather share the market")]
    assert "rather share the market" not in text(study)
    assert study_json(study)["citations"] == [
        {"id": "memo#mild", "status": "holds", "file": "memo.txt", "start": mark.start, "end": mark.end}
    ]
    (sources / "memo.txt").write_text("Nothing of the kind.\n")
    study = run_study(case, draws=64, hinges=False, sources=sources, cache=FakeStore())
    assert [anchor.status for anchor in study.anchors] == ["missing"]


def test_progress_is_told(case: Case):
    told: list[tuple[int, int, str]] = []
    run_study(case, draws=64, cache=FakeStore(), progress=lambda done, total, label: told.append((done, total, label)))
    assert told
    assert all(0 <= done <= total and label for done, total, label in told)
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_a_stopped_run_holds_what_was_done_and_goes_on(case: Case):
    store, stop = FakeStore(), threading.Event()

    def progress(_done: int, _total: int, label: str) -> None:
        if label.startswith("claim"):
            stop.set()

    stopped = run_study(case, draws=64, cache=store, progress=progress, cancelled=stop.is_set)
    assert not stopped.manifest.complete
    assert stopped.judgement.hinges == ()
    assert stopped.judgement.verdict.leader == "enter"
    hits = store.hits
    whole = run_study(case, draws=64, cache=store)
    assert whole.manifest.complete
    assert store.hits > hits
    assert text(whole) == text(run_study(case, draws=64, cache=FakeStore()))


def test_no_thread_is_left_behind(case: Case):
    run_study(case, draws=64, hinges=False, workers=3, cache=FakeStore())

    def fail(_done: int, _total: int, _label: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_study(case, draws=64, workers=3, cache=FakeStore(), progress=fail)
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("foedus")]


def test_notes_do_not_change_the_numbers(case: Case):
    noted = replace(case, notes=(("en", "A note."),))
    runs = [run_study(item, draws=64, cache=FakeStore()).judgement for item in (case, noted)]
    assert runs[0] == runs[1]
