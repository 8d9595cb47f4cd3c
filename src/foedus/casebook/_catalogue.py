"""The cases that ship with Foedus: their names, where they lie, and copies to work on."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from foedus._core import CaseError, Diagnostic, Label, Severity, YamlMapping, YamlScalar, read_yaml

_CASES = "cases"
_SCENARIO = "case.yaml"


def slugs() -> tuple[str, ...]:
    """Return the names of the bundled cases, the main case first, then by name.

    >>> slugs()[0]
    'korea-1958'
    """
    root = _root()
    found = sorted(path.name for path in root.iterdir() if (path / _SCENARIO).is_file())
    return tuple(sorted(found, key=lambda slug: slug != "korea-1958"))


def case_directory(slug: str) -> Path:
    """Return the folder of the bundled case *slug*; it is not meant to be written to.

    Raises:
        CaseError: there is no such case; the diagnostic lists those there are.

    >>> sorted(path.name for path in case_directory("korea-1951-armistice").iterdir())[:2]
    ['README.md', 'calendar.yaml']
    """
    known = slugs()
    if slug not in known:
        hint = f"write one of: {', '.join(known)}; or the path of a case folder"
        raise CaseError([_mistake("case-unknown", f"the casebook has no case {slug!r}", "", hint)])
    return _root() / slug


def case_title(slug: str) -> Label:
    """Return the title of the bundled case *slug*, without reading the rest of it as a scenario.

    >>> case_title("korea-1951-armistice").en
    'What to put on the agenda: the demand that foreign troops leave, July 1951'
    """
    path = case_directory(slug) / _SCENARIO
    root, _ = read_yaml(path.read_bytes(), file=path.name)
    title = root.get("title") if isinstance(root, YamlMapping) else None
    if isinstance(title, YamlScalar):
        return Label(en=title.text)
    if isinstance(title, YamlMapping):
        texts = {key.text: value.text for key, value in title.entries if isinstance(value, YamlScalar)}
        return Label(en=texts.get("en", ""), zh=texts.get("zh", ""))
    return Label(en=slug)


def copy_to(slug: str, directory: Path) -> Path:
    """Copy the bundled case *slug* into *directory*, which is made if needed, and return it.

    Nothing is ever overwritten: where a file of the case already lies in *directory*, nothing at all is copied.

    Raises:
        CaseError: there is no such case, or a file is in the way.
        OSError: the folder cannot be written.
    """
    source = case_directory(slug)
    names = sorted(path.name for path in source.iterdir() if path.is_file())
    in_the_way = [name for name in names if (directory / name).exists()]
    if in_the_way or (directory.exists() and not directory.is_dir()):
        what = ", ".join(in_the_way) or "it is a file"
        message = f"cannot copy {slug} to {directory}: already there: {what}"
        hint = "name a folder that does not exist yet"
        raise CaseError([_mistake("copy-exists", message, "a copy never overwrites your work", hint)])
    directory.mkdir(parents=True, exist_ok=True)
    for name in names:
        with (directory / name).open("xb") as stream:
            stream.write((source / name).read_bytes())
    return directory


def _root() -> Path:
    return Path(str(resources.files(__package__))) / _CASES


def _mistake(code: str, message: str, why: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, None, why, hint)
