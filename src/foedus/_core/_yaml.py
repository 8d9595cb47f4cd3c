"""YAML as located nodes, hostile input bounded; PyYAML is loaded by the first text that is read."""

from __future__ import annotations

from ._diagnostics import Diagnostic, Place, Severity
from ._yaml_nodes import YamlNode

MAX_BYTES = 2_000_000


def read_yaml(data: bytes, *, file: str) -> tuple[YamlNode | None, list[Diagnostic]]:
    """Return the located document in *data* and what is wrong with its form.

    The node is None when nothing usable was read. Limits: 2 MB, 32 levels, 200,000 nodes.

    >>> node, found = read_yaml(b"a: [yes, 2]", file="x.yaml")
    >>> [item.text for item in node.get("a").items], found
    (['yes', '2'], [])
    """
    start = Place(file, 1, 1)

    def fail(code: str, message: str, why: str, hint: str, where: Place = start) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(code, Severity.ERROR, message, where, why, hint)]

    if len(data) > MAX_BYTES:
        return fail("file-too-large", f"the file is over {MAX_BYTES:,} bytes", "case files are read whole", "split it")
    if b"\0" in data:
        return fail("file-binary", "this is not a text file", "it holds zero bytes", "save the case as UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return fail(
            "file-encoding", f"byte {data[error.start]:#04x} is not UTF-8", "names and quotations would be garbled",
            "save the file as UTF-8 (it may be GB18030 or Windows-1252 now)", Place(file, line, column),
        )  # fmt: skip
    from ._yaml_reader import read_text

    return read_text(text, file=file)
