"""Merging and splitting parties by hand: entries added to ``authority.yaml``, which stays the user's own text.

Nothing that stands in the file is ever rewritten; a party it already describes is edited there by whoever wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from foedus._core import CaseError, Diagnostic, Place, Severity, read_bounded, write_atomic

from ._authority import Authority, print_authority
from ._store import AUTHORITY, read_authority


def merge_parties(folder: Path, authority: Authority, *, keep: str, others: Sequence[str]) -> None:
    """Write down that the parties *others* are the party *keep*, by their ids.

    Raises:
        CaseError: one is not known, or the file already describes it; nothing is written.
        OSError: the file cannot be written.
    """
    _require(folder, authority, [keep, *others], remedy=f"add `same: [{', '.join(others)}]` to `{keep}` there")
    party = authority.merged([keep, *others]).by_id[keep]
    _append(folder, print_authority(Authority((party,))) + f"  same: {json.dumps(list(others), ensure_ascii=False)}\n")


def split_party(folder: Path, authority: Authority, *, party: str, names: Sequence[str]) -> None:
    """Write down that *names* of a party belong to another, who is called by the first of them.

    Raises:
        CaseError: the party is not known, does not go by the names, would keep none, or the file already describes it.
        OSError: the file cannot be written.
    """
    _require(folder, authority, [party], remedy=f"add `not: [{', '.join(names)}]` to `{party}` there")
    try:
        after = authority.split(party, names)
    except ValueError as error:
        raise CaseError([_finding(str(error), "name aliases of one party, and leave it at least one")]) from error
    kept = after.by_id[party]
    other = next(each for each in after.parties if each.id not in authority.by_id or each.name == names[0])
    _append(
        folder,
        print_authority(Authority((kept,)))
        + f"  not: {json.dumps(list(names), ensure_ascii=False)}\n"
        + print_authority(Authority((other,))),
    )


def _require(folder: Path, authority: Authority, ids: Sequence[str], *, remedy: str) -> None:
    findings = [
        _finding(f"no party has the id {each!r}", "`foedus parties RECORD` lists them")
        for each in ids
        if each not in authority.by_id
    ]
    written = {user.party.id for user in read_authority(folder)} & set(ids)
    findings += [_finding(f"{each!r} stands in {AUTHORITY} already", remedy) for each in sorted(written)]
    if findings:
        raise CaseError(findings)


def _append(folder: Path, entry: str) -> None:
    path = folder / AUTHORITY
    before = read_bounded(path, limit=2 * 1024 * 1024).decode("utf-8") if path.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    write_atomic(path, (before + gap + entry).encode("utf-8"))


def _finding(message: str, hint: str) -> Diagnostic:
    why = "names that are not understood would silently mean nobody"
    return Diagnostic("record-authority", Severity.ERROR, message, Place(AUTHORITY, 1, 1), why, hint)
