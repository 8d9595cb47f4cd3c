"""Encodings: said, told by their marks, guessed and reported, or mixed in one file."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from foedus._core import CaseError, Severity
from foedus.record import SourceText, read_source

CHINESE = "外交部发言人说，双方同意在年底以前分三批撤回全部军队，并请贵方把这个意见转告对方。"
TRADITIONAL = "外交部發言人說，雙方同意在年底以前分三批撤回全部軍隊，並請貴方把這個意見轉告對方。"
JAPANESE = "外務省の発表によれば、両国は年末までに三回に分けて軍隊を撤退させることに同意した。"
KOREAN = "외무성 대변인은 두 나라가 올해 말까지 세 차례에 걸쳐 군대를 철수하기로 합의하였다고 말하였다."
RUSSIAN = "Представитель министерства заявил, что стороны согласились вывести войска до конца года."
FRENCH = "Le ministère a déclaré que les troupes seraient retirées avant la fin de l’année – à trois reprises."
GERMAN = "Das Ministerium erklärte, die Truppen würden bis Jahresende in drei Schüben zurückgezogen."
POLISH = "Ministerstwo oświadczyło, że wojska zostaną wycofane przed końcem roku w trzech częściach, łącznie."


def write(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def codes(source: SourceText) -> list[str]:
    return [item.code for item in source.findings]


@pytest.mark.parametrize("lines", [1, 40])
@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (CHINESE, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (KOREAN, "euc_kr", "euc-kr"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (RUSSIAN, "cp866", "cp866"),
        (FRENCH, "cp1252", "windows-1252"),
        (GERMAN, "latin-1", "windows-1252"),
        (POLISH, "cp1250", "windows-1250"),
        (POLISH, "iso8859_2", "iso-8859-2"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (KOREAN, "utf-16-be", "utf-16-be"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-32-le", "utf-32-le"),
        (JAPANESE, "utf-32-be", "utf-32-be"),
    ],
)
def test_encoding_is_guessed_and_the_guess_reported(
    tmp_path: Path, text: str, codec: str, name: str, lines: int
) -> None:
    whole = "\n".join([text] * lines)
    source = read_source(write(tmp_path, whole.encode(codec)))
    assert (source.encoding, source.text) == (name, whole)
    assert codes(source) == ["source-encoding-guessed"]
    assert source.findings[0].severity is Severity.NOTE
    assert name.upper() in source.findings[0].message
    assert "confidence" in source.findings[0].message


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_marks_are_no_guess(tmp_path: Path, codec: str) -> None:
    source = read_source(write(tmp_path, KOREAN.encode(codec)))
    assert (source.encoding, source.text, source.findings) == (codec, KOREAN, ())


@pytest.mark.parametrize(
    ("name", "text", "codec", "encoding"),
    [
        ("a.xml", '<?xml version="1.0" encoding="GB2312"?><p>撤军</p>', "gb2312", "gb2312"),
        ("a.xml", "<?xml version='1.0' encoding='windows-1251'?><p>Да</p>", "cp1251", "windows-1251"),
        ("a.xml", '<?xml version="1.0" encoding="ISO-8859-1"?><p>été – fin</p>', "cp1252", "iso-8859-1"),
        ("a.html", '<html><meta charset="shift_jis"><p>軍</p>', "cp932", "shift_jis"),
        ("a.html", '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>軍</p>', "big5", "big5"),
    ],
)
def test_what_a_file_says_of_itself_is_believed(
    tmp_path: Path, name: str, text: str, codec: str, encoding: str
) -> None:
    source = read_source(write(tmp_path, text.encode(codec), name))
    assert (source.encoding, source.text) == (encoding, text)
    assert codes(source) == []


def test_a_file_that_says_something_else_than_it_is_in(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="GB2312"?><p>撤军</p>'
    source = read_source(write(tmp_path, text.encode(), "a.xml"))
    assert (source.encoding, source.text) == ("utf-8", text)
    assert codes(source) == ["source-encoding-declared"]


def test_a_passage_in_another_encoding_is_reported_with_its_place(tmp_path: Path) -> None:
    before, inside, after = f"{CHINESE}\n第二行 ", "朝鲜".encode("gb18030"), f" 完\n{CHINESE}\n"
    data = before.encode() + inside + after.encode()
    source = read_source(write(tmp_path, data))
    assert source.encoding == "utf-8"
    assert source.text.startswith(before)
    assert source.text.endswith(after)
    assert set(source.text[len(before) : -len(after)]) == {"\ufffd"}
    (finding,) = source.findings
    assert (finding.code, finding.severity) == ("source-encoding-mixed", Severity.WARNING)
    assert f"at {len(before.encode())}" in finding.message
    assert finding.where is not None
    assert (finding.where.line, finding.where.column) == (2, 5)
    assert read_source(write(tmp_path, data)).text == source.text  # the same offsets every time


def test_a_broken_byte_in_a_guessed_encoding(tmp_path: Path) -> None:
    lines = f"{CHINESE}\n" * 20
    data = lines.encode("gb18030") + b"\xff\n" + lines.encode("gb18030")
    source = read_source(write(tmp_path, data))
    assert source.text == f"{lines}\ufffd\n{lines}"
    assert codes(source) == ["source-encoding-guessed", "source-encoding-mixed"]


def test_a_stray_byte_in_english(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, b"The troops withdraw. " * 20 + b"\xff" + b" They do. " * 20))
    assert source.encoding == "utf-8"
    assert codes(source) == ["source-encoding-mixed"]


def test_a_text_cut_inside_a_character(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, CHINESE.encode()[:-1]))
    assert source.text == CHINESE[:-1] + "\ufffd"
    assert codes(source) == ["source-encoding-mixed"]


@pytest.mark.parametrize("seed", [1, 2])
def test_bytes_that_are_no_text_are_refused_fast(tmp_path: Path, seed: int) -> None:
    data = random.Random(seed).randbytes(4_000_000)  # noqa: S311
    for content in (data, data.replace(b"\0", b"\1")):
        started = time.perf_counter()
        with pytest.raises(CaseError) as error:
            read_source(write(tmp_path, content))
        assert error.value.diagnostics[0].code in ("source-binary", "source-encoding")
        assert time.perf_counter() - started < 60


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, b"abc"))
    assert source.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1
