"""The command line as a user meets it: what is printed, what is written, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import foedus
from foedus import casebook
from foedus._core import Severity
from foedus.cli import main
from foedus.games import read_efg
from foedus.record import SourceText, cite, read_calendar
from foedus.scenario import read_scenario
from support.case_folders import CASE, SIGNAL, write_case

GOOD, FINDINGS, MISUSE = 0, 1, 2
HEAD = "documents:\n  memo:\n    title: A letter\n    kind: letter\n    date: 1958-02\n    passages:\n"
LETTER = "Comrade,\n\nIf they cross the river again, we shall\nreturn. Until then we stay at home.\n"


def foedus_(*arguments: str | Path, typed: str | None = None) -> Result:
    result = CliRunner().invoke(main, [str(item) for item in arguments], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def data(result: Result) -> Any:
    assert result.exit_code == GOOD, result.output
    return json.loads(result.stdout)


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    """A case of perfect information that can be solved by hand."""
    return write_case(tmp_path)


# cases, new, version ------------------------------------------------------------------------------------------------


def test_cases_are_listed_with_their_titles() -> None:
    listed = data(foedus_("cases", "--json"))
    assert [item["slug"] for item in listed] == list(casebook.slugs())
    told = foedus_("cases").output
    assert [
        item for item in listed if item["slug"] not in told or item["en"] not in told or item["zh"] not in told
    ] == []


def test_a_new_case_is_a_copy_that_checks(tmp_path: Path) -> None:
    made = foedus_("new", tmp_path / "mine", "--from", "price-war")
    assert made.exit_code == GOOD
    assert str(tmp_path / "mine" / "case.yaml") in made.output
    original = casebook.case_directory("price-war") / "case.yaml"
    assert (tmp_path / "mine" / "case.yaml").read_bytes() == original.read_bytes()
    assert foedus_("check", tmp_path / "mine").exit_code == GOOD


def test_a_new_case_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    for place in (tmp_path, tmp_path / "note.txt"):
        refused = foedus_("new", place)
        assert refused.exit_code == MISUSE
        assert str(place) in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "mine"


def test_a_new_case_from_no_case_is_refused(tmp_path: Path) -> None:
    assert foedus_("new", tmp_path / "mine", "--from", "price-peace").exit_code == MISUSE
    assert not (tmp_path / "mine").exists()


def test_the_version_says_what_it_runs_on() -> None:
    said = data(foedus_("version", "--json"))
    assert said["foedus"] == foedus.__version__
    assert said["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"numpy", "scipy", "numba", "click", "jinja2", "pyyaml"} <= set(said["libraries"])
    assert f"foedus {foedus.__version__}" in foedus_("version").output
    assert foedus_("--version").output == f"foedus, version {foedus.__version__}\n"


# Misuse -------------------------------------------------------------------------------------------------------------


def test_an_unknown_case_or_command_is_answered_with_a_near_one() -> None:
    for arguments, meant in ((("check", "korea-1985"), "korea-1958"), (("chek", "korea-1958"), "foedus check")):
        refused = foedus_(*arguments)
        assert refused.exit_code == MISUSE
        assert "Did you mean" in refused.stderr
        assert meant in refused.stderr


@pytest.mark.parametrize("command", ["check", "run", "compare", "hinges", "play", "export", "solve"])
def test_a_file_instead_of_a_folder_is_answered_with_the_folder(command: str, entry: Path) -> None:
    refused = foedus_(command, entry / "case.yaml")
    assert refused.exit_code == MISUSE
    assert str(entry) in refused.stderr
    assert "folder" in refused.stderr


@pytest.mark.parametrize(
    "call",
    [
        "run ENTRY --draws 3",
        "run ENTRY --sources nowhere",
        "run",
        "export ENTRY --as doc",
        "export ENTRY --plan sleep",
        "solve nothing.efg",
        "play ENTRY --as nobody",
    ],
)
def test_what_cannot_be_meant_is_misuse(call: str, entry: Path) -> None:
    refused = foedus_(*[entry if word == "ENTRY" else word for word in call.split()])
    assert refused.exit_code == MISUSE
    assert "Error: " in refused.stderr
    assert refused.stdout == ""


# check --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", casebook.slugs())
def test_a_bundled_case_has_no_error_and_no_warning(slug: str) -> None:
    checked = foedus_("check", slug, "--strict", "--json")
    assert {item["severity"] for item in data(checked)["diagnostics"]} <= {"note"}


def test_all_errors_are_told_at_once_with_place_and_remedy(tmp_path: Path) -> None:
    text = CASE.replace("c-mild}]\n", "c-milder}]\n").replace("entrant: [shared", "entrant: [sharred")
    folder = write_case(tmp_path, case_yaml=text)
    told = foedus_("check", folder)
    assert told.exit_code == FINDINGS
    errors = [line for line in told.stdout.splitlines() if ": error [" in line]
    assert len(errors) == 2
    for line in errors:
        place = re.match(r"case\.yaml:(\d+):\d+: ", line)
        assert place
        assert {"sharred", "c-milder"} & set(re.findall(r"[\w-]+", text.splitlines()[int(place[1]) - 1]))
    assert "instead: " in told.stdout
    assert told.stdout.splitlines()[-1].startswith("2 errors")


@pytest.mark.parametrize("command", ["run", "compare", "hinges", "solve", "play", "export"])
def test_no_command_works_on_a_case_with_errors(command: str, tmp_path: Path) -> None:
    folder = write_case(tmp_path, case_yaml=CASE.replace("c-mild}]\n", "c-milder}]\n").replace("[shared", "[sharred"))
    told = foedus_(command, folder)
    assert told.exit_code == FINDINGS
    assert told.stderr.count(": error [") == 2
    as_json = foedus_(command, folder, "--json")
    assert as_json.exit_code == FINDINGS
    assert [item["severity"] for item in json.loads(as_json.stdout)["diagnostics"]].count("error") == 2


def test_strict_counts_warnings(tmp_path: Path) -> None:
    folder = write_case(tmp_path, case_yaml=CASE.replace(", for: [memo#mild]", ""))
    warned = foedus_("check", folder, "--json")
    assert "warning" in {item["severity"] for item in data(warned)["diagnostics"]}
    assert foedus_("check", folder, "--strict").exit_code == FINDINGS


# run, compare, hinges, solve ----------------------------------------------------------------------------------------


def test_run_gives_a_dossier_and_the_promised_data(entry: Path, tmp_path: Path) -> None:
    found = data(foedus_("run", entry, "--draws", "64", "--out", tmp_path / "out", "--json"))
    assert found["verdict"]["leader"] == "enter"
    assert {plan["id"] for plan in found["verdict"]["plans"]} == {"enter", "stay_out"}
    assert [plan["share_best"] for plan in found["verdict"]["plans"] if plan["id"] == "enter"] == [1.0]
    assert {type(plan["mean_regret"]) for plan in found["verdict"]["plans"]} == {float}
    assert [(item["claim"], item["flips"]) for item in found["hinges"]] == [("c-mild", True)]
    # entering is worth 1 and staying out u, uniform; reversed, entering is worth 0: the margin goes from 1/2 to -1/2
    assert found["hinges"][0]["change"] == pytest.approx(-1, abs=0.1)
    assert 0 <= found["certificate"]["max_gain"] <= 1e-6
    assert found["citations"][0].items() >= {"id": "memo#mild", "status": "unchecked"}.items()
    page = Path(found["dossier"])
    assert page.is_relative_to(tmp_path / "out")
    assert "A memorandum" in "".join(path.read_text(encoding="utf-8") for path in page.parent.rglob("*.html"))


def test_run_tells_verdict_hinge_certificate_and_page(entry: Path, tmp_path: Path) -> None:
    told = foedus_("run", entry, "--draws", "64", "--out", tmp_path / "out")
    assert told.exit_code == GOOD
    for words in (
        "Verdict: ",
        "enter has the least mean regret",
        "Hinges: 1 of 1",
        "c-mild",
        "memo#mild",
        "Certificate: ",
    ):
        assert words in told.stdout
    assert Path(told.stdout.splitlines()[-1].removeprefix("Dossier: ")).is_file()


def test_run_wants_a_folder_before_it_begins(entry: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    refused = foedus_("run", entry, "--draws", "64", "--out", tmp_path / "out")
    assert refused.exit_code == MISUSE
    assert "draws" not in refused.output
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_run_finds_the_readers_own_documents(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    letter = tmp_path / "mine" / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    entry = data(foedus_("cite", letter, "--quote", "we shall return", "--id", "mild", "--json"))[0]["entry"]
    folder = write_case(tmp_path, calendar_yaml=HEAD + entry)
    call = ("run", folder, "--draws", "64", "--out", tmp_path / "out", "--sources", tmp_path / "mine", "--json")
    held = data(foedus_(*call))["citations"]
    assert [(item["id"], item["status"], item["file"]) for item in held] == [("memo#mild", "holds", "letter.txt")]
    letter.write_text(LETTER.replace("return", "regret"), encoding="utf-8")
    assert [item["status"] for item in data(foedus_(*call))["citations"]] == ["changed"]


def test_the_seed_decides_and_finished_work_changes_nothing(entry: Path) -> None:
    call = ("compare", entry, "--draws", "64", "--json")
    first, again = foedus_(*call, "--seed", "3"), foedus_(*call, "--seed", "3", "--fresh", "--workers", "1")
    assert first.stdout == again.stdout
    assert first.stdout != foedus_(*call, "--seed", "4").stdout


def test_compare_leaves_the_claims_alone_and_hinges_tries_them(entry: Path) -> None:
    assert data(foedus_("compare", entry, "--draws", "64", "--json"))["hinges"] == []
    assert [item["claim"] for item in data(foedus_("hinges", entry, "--draws", "64", "--json"))["hinges"]] == ["c-mild"]
    assert "Hinges" not in foedus_("compare", entry, "--draws", "64").stdout
    assert "c-mild" in foedus_("hinges", entry, "--draws", "64").stdout


@pytest.mark.parametrize("concept", ["sequential", "subgame-perfect"])
def test_solve_finds_the_equilibrium_known_by_hand(concept: str, entry: Path) -> None:
    found = data(foedus_("solve", entry, "--plan", "enter", "--concept", concept, "--json"))["equilibria"][0]
    assert found["strategies"][1] == [[pytest.approx(0, abs=1e-6), pytest.approx(1)]]
    assert found["max_gain"] <= 1e-6
    told = foedus_("solve", entry, "--plan", "enter", "--concept", concept)
    assert "largest gain from deviating anywhere" in told.stdout


def test_solve_reads_what_export_wrote(entry: Path, tmp_path: Path) -> None:
    game = tmp_path / "entry.efg"
    assert foedus_("export", entry, "--plan", "enter", "--seed", "7", "--out", game).exit_code == GOOD
    from_file = data(foedus_("solve", game, "--json"))["equilibria"][0]
    from_case = data(foedus_("solve", entry, "--plan", "enter", "--seed", "7", "--json"))["equilibria"][0]
    assert from_file["payoffs"] == pytest.approx(from_case["payoffs"])


def test_a_concept_that_does_not_fit_is_a_finding_with_a_remedy(tmp_path: Path) -> None:
    folder = write_case(tmp_path, case_yaml=SIGNAL)
    refused = foedus_("solve", folder, "--concept", "zero-sum")
    assert refused.exit_code == FINDINGS
    assert "use the sequential concept" in refused.stderr


def test_a_game_that_is_none_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "mine.efg").write_bytes(b"EFG 3 \xff\xfe")
    refused = foedus_("solve", tmp_path / "mine.efg", "--json")
    assert refused.exit_code == FINDINGS
    assert {item["file"] for item in json.loads(refused.stdout)["diagnostics"]} == {"mine.efg"}


# play ---------------------------------------------------------------------------------------------------------------


def test_play_walks_by_number_and_by_name_and_takes_back(entry: Path) -> None:
    walked = data(foedus_("play", entry, "--json", typed="1\nu\ngo\nshare\n"))
    assert walked["moves"] == ["go", "share"]
    assert walked["walk"][-1]["choices"] == []
    told = foedus_("play", entry, typed="9\ngo\nshare\n")
    assert told.exit_code == GOOD
    assert "'9' is not one of 1 to 2" in told.stdout
    assert "Play is over" in told.stdout


def test_play_ends_when_the_reader_has_enough(entry: Path) -> None:
    for typed in ("q\n", ""):
        assert data(foedus_("play", entry, "--json", typed=typed))["moves"] == []
        assert foedus_("play", entry, typed=typed).exit_code == GOOD


def test_play_refuses_a_move_that_is_not_open_to_a_program(entry: Path) -> None:
    refused = foedus_("play", entry, "--json", typed="sleep\n")
    assert refused.exit_code == MISUSE
    assert "'sleep' is not open here" in refused.stderr


# cite, export -------------------------------------------------------------------------------------------------------


def test_cite_prints_an_entry_that_a_calendar_takes(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    start = LETTER.index("we shall")
    end = LETTER.index(" Until")
    by_place = foedus_("cite", letter, "--start", str(start), "--end", str(end), "--id", "2")
    by_quote = foedus_("cite", letter, "--quote", "we shall return", "--id", "2")
    assert by_place.exit_code == by_quote.exit_code == GOOD
    assert "shall" not in by_place.stdout + by_quote.stdout
    expected = cite(SourceText(letter, LETTER, "utf-8"), start=start, end=end)
    for printed in (by_place.stdout, by_quote.stdout):
        calendar, found = read_calendar((HEAD + printed).encode(), file="calendar.yaml")
        assert [item.message for item in found if item.severity is Severity.ERROR] == []
        assert [passage.fingerprint for passage in calendar.documents[0].passages] == [expected]


def test_cite_says_when_the_quotation_is_not_there(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    absent = foedus_("cite", letter, "--quote", "we shall never return")
    assert absent.exit_code == FINDINGS
    assert "does not stand in" in absent.stderr
    assert foedus_("cite", letter, "--start", "5").exit_code == MISUSE
    assert foedus_("cite", letter, "--start", "5", "--end", "99999").exit_code == MISUSE


def test_export_writes_what_others_read(entry: Path, tmp_path: Path) -> None:
    efg = foedus_("export", entry, "--as", "efg").stdout
    assert set(read_efg(efg).form.players) == {"entrant", "incumbent"}
    canonical = foedus_("export", entry, "--as", "yaml").stdout
    case, mistakes = read_scenario(CASE.encode(), file="case.yaml")
    again, more = read_scenario(canonical.encode(), file="case.yaml")
    assert (mistakes, more) == ([], [])
    assert again == case
    schema = json.loads(foedus_("export", entry, "--as", "schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    out = tmp_path / "canonical.yaml"
    assert data(foedus_("export", entry, "--as", "yaml", "--out", out, "--json"))["file"] == str(out)
    assert out.read_text(encoding="utf-8") == canonical


# Real processes -----------------------------------------------------------------------------------------------------


def process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from foedus.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_exit_codes_reach_the_shell(entry: Path, tmp_path: Path) -> None:
    broken = write_case(make(tmp_path / "broken"), case_yaml=CASE.replace("c-mild}]\n", "c-milder}]\n"))
    assert process("check", "entry", cwd=tmp_path).returncode == GOOD
    found = process("check", "--json", str(broken), cwd=tmp_path)
    assert (found.returncode, "Traceback" in found.stderr) == (FINDINGS, False)
    assert json.loads(found.stdout)["diagnostics"]
    assert process("check", "exit", cwd=tmp_path).returncode == MISUSE


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGINT of another process is a POSIX matter")
@pytest.mark.parametrize(
    ("units", "code", "said"),
    [(1, FINDINGS, "start it again to go on"), (9, GOOD, "stopped early; this is what was done until then")],
    ids=["before-the-first-block", "among-the-claims"],
)
def test_an_interrupted_run_ends_with_what_is_done_and_says_so(
    units: int, code: int, said: str, tmp_path: Path
) -> None:
    """256 draws under two plans are eight units; what comes after them is for the claims."""
    cache = tmp_path / "cache"
    arguments = ["run", "korea-1950-intervention", "--draws", "256", "--workers", "1", "--out", "out"]
    run = subprocess.Popen(
        [sys.executable, "-c", "from foedus.cli import main; main()", *arguments],
        cwd=tmp_path, env=os.environ | {"FOEDUS_CACHE": str(cache)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        until = time.monotonic() + 120
        while len(list(cache.glob("*.npz"))) < units and run.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        told, notes = run.communicate(timeout=60)
    finally:
        run.kill()
        run.wait()
    assert "what is done is kept" in notes
    assert "Traceback" not in notes
    assert run.returncode == code
    assert said in told + notes
    assert len(list(cache.glob("*.npz"))) >= units
    assert (tmp_path / "out").exists() is (code == GOOD)
