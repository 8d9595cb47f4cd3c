"""Ten ways to break a case: each writes a folder and says what must be found there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .whole import CALENDAR, WHOLE, spoiled


@dataclass(frozen=True)
class Broken:
    """A broken case: how to write it, and the finding that must name its fault."""

    id: str
    write: Callable[[Path], None]
    code: str
    file: str = "case.yaml"
    at: str = ""
    """The text that stands where the finding must point; empty where the whole file is meant."""
    says: tuple[str, ...] = ()
    """What message and remedy must mention."""


def _folder(path: Path, case: bytes) -> None:
    path.mkdir()
    (path / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    (path / "case.yaml").write_bytes(case)


def _text(*changes: tuple[str, str]) -> Callable[[Path], None]:
    return lambda path: _folder(path, spoiled(*changes).encode())


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: _folder(path, data)


def _bomb() -> bytes:
    levels = [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(["case: bomb", "a: &a [lol, lol]", *levels]).encode()


def _huge(path: Path) -> None:
    _folder(path, WHOLE.encode())
    with (path / "case.yaml").open("r+b") as stream:
        stream.seek(50 * 1024 * 1024 - 1)
        stream.write(b"#")


def _calendar_outside(path: Path) -> None:
    _folder(path, WHOLE.encode())
    (path / "calendar.yaml").write_text(CALENDAR.replace("  estimate-2:", "  ../../estimate-2:"), encoding="utf-8")


def _link_outside(path: Path) -> None:
    path.mkdir()
    outside = path.parent / f"{path.name}-outside.yaml"
    outside.write_text(WHOLE, encoding="utf-8")
    (path / "case.yaml").symlink_to(outside)


def _wrong_names(lines: int) -> str:
    return "".join(f"  wrong_{number}: crosed_{number} == yes\n" for number in range(lines))


CALL = "__import__('os').system('touch broken-into')"

BROKEN = (
    Broken("wrong-name", _text(("lost: crossed == yes", "lost: crosed == yes")), "unknown-name",
           at="lost: crosed", says=("`crosed`", "did you mean `crossed`?")),
    Broken("nothing-but-wrong-names", _text(("outcomes:\n", f"outcomes:\n{_wrong_names(4_000)}")), "unknown-name",
           at="wrong_0: crosed_0", says=("`crosed_0`", "did you mean `crossed`?")),
    Broken("circular-order", _text(("{lost > war: c-rival}", "{lost > war: c-rival}, {war > gone: c-resolve}")),
           "order-cycle", at="gone > standoff: c-rival", says=("goes in a circle", "war > gone (c-resolve)")),
    Broken("uncovered-final-state", _text(("standoff: otherwise", "standoff: units == 2")), "uncovered-final-state",
           at="standoff: units == 2", says=("units = 1, crossed = no", "leave: go", "otherwise")),
    Broken("yaml-bomb", _bytes(_bomb()), "yaml-anchor", at="&a [lol", says=("anchor", "write the value out")),
    Broken("citation-outside", _text(("against: [letter-1]}", "against: [../../../etc/passwd]}")), "bad-name",
           at="../../../etc/passwd", says=("'../../../etc/passwd'",)),
    Broken("document-outside", _calendar_outside, "bad-name", file="calendar.yaml", at="../../estimate-2",
           says=("../../estimate-2",)),
    Broken("link-outside", _link_outside, "file-outside", says=("leaves the folder", "copy the file")),
    Broken("fifty-megabytes", _huge, "file-size", says=("52,428,800", "2,000,000")),
    Broken("binary", _bytes(b"\x7fELF\x02\x01\x01\0\0\0" + bytes(range(256)) * 40), "file-binary", says=("UTF-8",)),
    Broken("wrong-encoding", _bytes(WHOLE.encode("gb18030")), "file-encoding",
           at="\N{REPLACEMENT CHARACTER}", says=("UTF-8", "GB18030")),
    Broken("infinite-repeat", _text(("rounds: 2", "rounds: 999999999")), "bad-number", at="999999999",
           says=("from 1 to 100",)),
    Broken("repeat-for-ever", _text(("rounds: 2", "rounds: .inf")), "bad-number", at=".inf", says=("from 1 to 100",)),
    Broken("expression-that-calls", _text(("lost: crossed == yes", f'lost: "{CALL}"')), "bad-expression",
           at="__import__", says=("__import__",)),
    Broken("effect-that-calls", _text(("clearly: answer = clear", f'clearly: "answer = {CALL}"')), "bad-expression",
           at="__import__", says=("__import__",)),
)  # fmt: skip
