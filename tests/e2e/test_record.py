"""A record from the command line, as a user meets it: read, search, show, suggest, export, stop, go on."""

from __future__ import annotations

import csv
import http.server
import io
import json
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foedus.cli import main
from foedus.record import anchor_citations, find_sources, read_calendar

LETTERS = """Envoy Marsh to Lord Exmoor
Port Helder, March 12, 1853
My Lord, I have the honour to report that the Regent asks for three frigates before the end of May.
He promised to withdraw his garrison from the islands if the frigates arrive in time.
Marsh
"""
CHINESE = """外交部致驻港领事电（1913年5月2日）
领事先生：
我们同意于6月1日前提供两艘运输船。请转告港 务局。
外交部
1913年5月2日
"""


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exit_code == code, result.output
    return result


def as_json(*arguments: str | Path, code: int = 0) -> Any:
    return json.loads(run(*arguments, "--json", code=code).stdout)


def table(*arguments: str | Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("export", *arguments, "--as", "csv").stdout)))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "letter.txt").write_text(LETTERS, encoding="utf-8")
    (sources / "telegram.txt").write_text(CHINESE, encoding="utf-8")
    run("read", sources, "--record", tmp_path / "record", "--workers", "1")
    return tmp_path / "record"


def test_documents_come_dated_and_attributed(record: Path) -> None:
    rows = {row["file"]: row for row in table(record, "--what", "documents")}
    letter, telegram = rows["letter.txt"], rows["telegram.txt"]
    assert (letter["date"], letter["recipient"]) == ("1853-03-12", "Lord Exmoor")
    assert "Marsh" in letter["sender"]
    assert (telegram["date"], telegram["sender"]) == ("1913-05-02", "外交部")
    assert "领事" in telegram["recipient"]


def test_search_finds_what_spaces_break_and_answers_in_raw_offsets(record: Path) -> None:
    (hit,) = as_json("search", record, "港务局")["hits"]
    (span,) = hit["spans"]
    assert CHINESE[span["start"] : span["end"]] == "港 务局"
    assert as_json("search", record, "nowhere", code=1)["hits"] == []


def test_suggestions_are_decided_and_the_decision_outlives_another_reading(record: Path) -> None:
    found = as_json("suggest", record)["suggestions"]
    quotes = {each["quote"] for each in found}
    assert any("运输船" in quote for quote in quotes)
    for each in found:
        text = LETTERS if "garrison" in each["quote"] or each["quote"] in LETTERS else CHINESE
        assert text[each["start"] : each["end"]] == each["quote"]
    first = found[0]["id"]
    run("suggest", record, "--edit", first[:8], "--set", "deadline=1853-05-31", "--by", "A. Reader")
    run("read", "--rebuild", "--record", record, "--workers", "1")
    (edited,) = as_json("suggest", record, "--status", "edited")["suggestions"]
    assert (edited["id"], edited["deadline"]) == (first, "1853-05-31")
    assert "A. Reader" in (record / "decisions.jsonl").read_text(encoding="utf-8")


def test_a_decision_on_nothing_is_refused_and_nothing_is_written(record: Path) -> None:
    first = as_json("suggest", record)["suggestions"][0]["id"]
    run("suggest", record, "--accept", first, "--reject", "ffffffff", code=2)
    run("suggest", record, "--edit", first, "--set", "quote=other", code=2)
    assert not (record / "decisions.jsonl").exists()


def test_reading_again_reads_nothing_and_a_changed_file_replaces_itself(record: Path) -> None:
    sources = record.parent / "sources"
    assert as_json("read", sources, "--record", record)["unchanged"] == 2
    (sources / "letter.txt").write_text(LETTERS.replace("three", "four"), encoding="utf-8")
    again = as_json("read", sources, "--record", record)
    assert (again["replaced"], again["unchanged"], again["total"]["documents"]) == (1, 1, 2)


def test_hostile_files_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "good.txt").write_text(LETTERS, encoding="utf-8")
    (sources / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    with zipfile.ZipFile(sources / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b" " * 200_000_000)
    (sources / "laughs.xml").write_text(
        '<!DOCTYPE a [<!ENTITY b "' + "c" * 50 + '"><!ENTITY d "' + "&b;" * 50 + '">]><a>&d;</a>', encoding="utf-8"
    )
    (sources / "line.txt").write_text("word " * 2_000_000, encoding="utf-8")
    (sources / "mixed.txt").write_bytes("Grüße from ".encode("latin-1") + "和平".encode() + b"\xff\xfe end.")
    (sources / "script.md").write_text("# Title\n\n<script>alert('x')</script>\n\nPlain words.\n", encoding="utf-8")
    found = as_json("read", sources, "--record", tmp_path / "record", "--workers", "1", code=1)
    failed = {each["file"] for each in found["files"] if each["failed"]}
    assert failed == {"cut.pdf", "bomb.docx", "laughs.xml"}
    reported = {each["file"] for each in found["diagnostics"] if each["severity"] == "error"}
    assert failed <= reported
    assert found["read"] == 4
    assert as_json("search", tmp_path / "record", "frigates")["total"] == 1
    assert as_json("search", tmp_path / "record", "alert", code=1)["total"] == 0


@pytest.mark.parametrize(
    ("what", "form", "word"),
    [("documents", "tei", "<teiCorpus"), ("documents", "cmif", "correspDesc"), ("documents", "csl", '"issued"'),
     ("documents", "bibtex", "@"), ("documents", "ris", "TY  - "), ("suggestions", "w3c", "TextQuoteSelector"),
     ("network", "graphml", "<graphml"), ("timeline", "json", '"1853-03-12"'), ("codebook", "csv", "variable"),
     ("dates", "csv", "role"), ("parties", "json", '"role"')],
)  # fmt: skip
def test_every_export_is_written(record: Path, what: str, form: str, word: str) -> None:
    assert word in run("export", record, "--what", what, "--as", form).stdout


def test_a_calendar_of_the_record_serves_a_case_and_its_passages_hold(record: Path) -> None:
    chosen = as_json("suggest", record)["suggestions"][0]
    run("suggest", record, "--accept", chosen["id"])
    calendar = record.parent / "calendar.yaml"
    run("export", record, "--what", "documents", "--as", "calendar", "--out", calendar)
    read, findings = read_calendar(calendar.read_bytes(), file="calendar.yaml")
    assert not findings
    assert {str(document.date) for document in read.documents} == {"1853-03-12", "1913-05-02"}
    (anchor,) = anchor_citations(read, find_sources(record.parent / "sources"))
    assert (anchor.status, anchor.start, anchor.end) == ("holds", chosen["start"], chosen["end"])
    assert chosen["quote"] not in calendar.read_text(encoding="utf-8")


def test_an_unknown_export_says_what_there_is(record: Path) -> None:
    assert "documents: csv, json, tei" in run("export", record, "--what", "documents", "--as", "docx", code=2).output


def test_obsidian_pages_spare_the_users_own(record: Path) -> None:
    out = record.parent / "vault"
    run("export", record, "--what", "documents", "--as", "obsidian", "--out", out)
    page = sorted(out.glob("1853*.md"))[0]
    page.write_text("my own words", encoding="utf-8")
    run("export", record, "--what", "documents", "--as", "obsidian", "--out", out)
    assert page.read_text(encoding="utf-8") == "my own words"
    assert len(list(out.glob("1853*.md"))) == 2


def test_show_tells_a_record_and_a_document(record: Path) -> None:
    overview = run("show", record).output
    assert "letter.txt" in overview
    one = as_json("search", record, "frigates")["hits"][0]["document"]
    shown = run("show", record, one[:12]).output
    assert "Lord Exmoor" in shown
    assert "asks for three frigates" in shown
    run("show", record, "no-such-document", code=2)


class Model(http.server.BaseHTTPRequestHandler):
    """A language model of our own on this machine: it quotes one passage rightly and makes another up."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        row = {"act": "promise", "speaker": "Regent", "addressee": "Marsh", "object": "garrison"}
        rows = [row | {"quote": "promised to withdraw his garrison"}, row | {"quote": "promised the moon"}]
        content = json.dumps(rows) if "garrison" in str(asked) else "[]"
        answer = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_arguments: object) -> None:
        """Keep quiet."""


def test_a_model_is_asked_only_when_named_and_believed_only_where_it_quotes(record: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Model) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/v1"
        run("suggest", record, "--model", "small", code=2)
        told = as_json("suggest", record, "--model", "small", "--endpoint", address)
        server.shutdown()
    assert sum(told["dropped"].values()) == 1
    (mine,) = [each for each in as_json("suggest", record)["suggestions"] if each["rule"] == "model:small"]
    assert LETTERS[mine["start"] : mine["end"]] == mine["quote"] == "promised to withdraw his garrison"
    run("suggest", record, "--accept", mine["id"])
    run("read", "--rebuild", "--record", record, "--workers", "1")
    assert [row["status"] for row in table(record, "--what", "suggestions") if row["rule"] == "model:small"] == [
        "accepted"
    ]


def test_parties_are_merged_and_split_by_hand_and_the_file_stays_the_users(record: Path) -> None:
    (record / "authority.yaml").write_text("# mine\n", encoding="utf-8")
    known = {each["name"]: each["id"] for each in as_json("parties", record)["parties"]}
    (ministry,) = [id for name, id in known.items() if "外交部" in name]
    (consul,) = [id for name, id in known.items() if "领事" in name]
    run("parties", record, "--merge", ministry, "--also", consul)
    merged = {each["id"]: each for each in as_json("parties", record)["parties"]}
    assert consul not in merged
    assert any("领事" in alias for alias in merged[ministry]["aliases"])
    assert (record / "authority.yaml").read_text(encoding="utf-8").startswith("# mine\n")
    refused = run("parties", record, "--split", ministry, "--name", "x", code=1).output
    assert "stands in authority.yaml already" in refused
    run("parties", record, "--merge", "nobody", "--also", "noone", code=1)


def test_a_folder_that_is_no_record_is_said_to_be_none(tmp_path: Path) -> None:
    for command in (["search", tmp_path, "x"], ["show", tmp_path], ["export", tmp_path, "--what", "documents"]):
        assert "no record" in run(*command, code=1).output
