"""Case folders for the tests of `foedus.study`."""

from __future__ import annotations

from pathlib import Path

from support.scenarios import ENTRY

CASE = (
    ENTRY.replace("incumbent: [alone > shared > ruin]\n", "incumbent: [alone > shared, {shared > ruin: c-mild}]\n")
    + "claims:\n  c-mild: {says: It would rather share., for: [memo#mild]}\n"
)
"""Perfect information, one claim; solved by hand: the entrant goes, the incumbent shares."""

CALENDAR = """\
documents:
  memo:
    title: A memorandum
    kind: memorandum
    date: 1958-02
    passages:
      mild: {gist: It would rather share the market.}
"""

LEDGER = """\
obligations:
  share: {label: Share the market, by: incumbent, to: entrant, due: 1958-03, cites: [memo#mild]}
events:
  shared: {label: They share, date: 1958-04-02, fulfils: [share], cites: [memo]}
"""


def write_case(directory: Path, **files: str | bytes | None) -> Path:
    """Write a sound case named ``entry`` under *directory*, with *files* (``case_yaml=…``) instead, or left out."""
    texts: dict[str, str | bytes | None] = {
        "case.yaml": CASE, "calendar.yaml": CALENDAR, "ledger.yaml": LEDGER,
    }  # fmt: skip
    texts |= {name.replace("_", "."): text for name, text in files.items()}
    folder = directory / "entry"
    folder.mkdir()
    for name, text in texts.items():
        if text is not None:
            (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


SIGNAL = """\
case: entry
title: {en: A threat by someone who may be weak, zh: 或许虚弱者的威胁}
planner: incumbent
advises: incumbent.strong
actors:
  incumbent: {types: {strong: 0.4..0.7, weak: rest}, because: c-strong}
  entrant: {}
facts: {armed: [no, yes], entered: [no, yes], war: [no, yes]}
stages:
  - prepare: {by: incumbent, moves: {arm: armed = yes, idle: }}
  - enter: {by: entrant, moves: {go: entered = yes, stay: }}
  - answer: {by: incumbent, when: entered == yes, moves: {fight: {do: war = yes, when: armed == yes}, share: }}
outcomes: {ruin: war == yes, shared: entered == yes, alone: otherwise}
preferences:
  entrant: [shared > alone > ruin]
  incumbent.strong: [alone > ruin, {ruin > shared: c-strong}]
  incumbent.weak: [alone > shared > ruin]
considerations:
  cost: {of: incumbent, per: war == yes, range: -0.2..-0.05}
claims:
  c-strong: {says: It may well be strong., for: [memo#mild]}
plans: {arm: {prepare: arm}, idle: {prepare: idle}}
"""
"""Private types, so that it is solved along the logit branch."""
