"""From a study to a folder of pages: one page a language, complete in itself."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from foedus._core import canonical_json, write_atomic
from foedus.study import Study

from ._contexts import Dossier, Head
from ._notes import Block, read_notes
from ._sections import (
    Desk,
    actors_section,
    checks_section,
    claims_section,
    hinges_section,
    method_section,
    model_rows,
    outcome_lines,
    plans_section,
    play_sections,
    promise_sections,
    timetable_section,
    verdict_section,
)
from ._strings import LANGUAGES

PAGES = {"en": "index.html", "zh": "index.zh.html"}


def build_dossier(study: Study, language: str) -> Dossier:
    """Return everything the page in *language* says.

    Raises:
        ValueError: the language is not one of ``en`` and ``zh``, or the study compares no plans.
    """
    if language not in LANGUAGES:
        raise ValueError(f"a dossier is written in {' or '.join(LANGUAGES)}, not in {language!r}")
    if not study.judgement.verdict.plans:
        raise ValueError("the study compares no plans; run it with at least one")
    desk = Desk(study, language)
    return Dossier(
        _head(desk),
        verdict_section(desk),
        plans_section(desk),
        model_rows(desk),
        outcome_lines(desk),
        play_sections(desk),
        promise_sections(desk),
        timetable_section(desk),
        hinges_section(desk),
        actors_section(desk),
        _notes(desk),
        claims_section(desk),
        checks_section(desk),
        method_section(desk),
    )


def _notes(desk: Desk) -> tuple[Block, ...]:
    """Return the notes in the page's language, or in the other one where it has none."""
    notes = dict(desk.study.case.notes)
    text = notes.get(desk.language) or next((notes[language] for language in LANGUAGES if notes.get(language)), "")
    return read_notes(text)


def _head(desk: Desk) -> Head:
    study, say = desk.study, desk.strings
    scenario = study.case.scenario
    other = next(language for language in LANGUAGES if language != desk.language)
    draws = say("count.draws", count=study.judgement.verdict.draws)
    return Head(
        desk.language,
        other,
        PAGES[other],
        scenario.title.text(desk.language) or study.case.slug,
        scenario.question.text(desk.language),
        study.case.slug,
        say("page.byline", draws=draws, seed=study.manifest.seed, version=study.manifest.version),
        "" if study.manifest.complete else say("page.incomplete"),
    )


def render_page(dossier: Dossier) -> str:
    """Return the page as HTML that needs no other file and may load none."""
    # Jinja2 is imported here so that reading a dossier's types stays light.
    from ._environment import render

    style, script = _static("dossier.css"), _static("dossier.js")
    policy = (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    data = {
        entry.ref.anchor: {
            "says": entry.ref.says,
            "sources": [
                " · ".join(filter(None, (citation.title, citation.date, citation.locator)))
                for citation in entry.supports
            ],
        }
        for entry in dossier.claims.claims
    }
    return render(dossier, style=style, script=script, policy=policy, data=_inline_json(data))


def write_dossier(study: Study, directory: Path) -> Path:
    """Write the dossier of *study* into *directory* and return the path of its first page.

    The pages open from disk, fetch nothing, are complete without script, and depend on nothing but the study: same
    study, same bytes.

    Raises:
        ValueError: the study compares no plans.
        OSError: the folder cannot be written.
    """
    pages = {PAGES[language]: render_page(build_dossier(study, language)) for language in LANGUAGES}
    for name, text in pages.items():
        write_atomic(directory / name, text.encode())
    return directory / PAGES["en"]


def _static(name: str) -> str:
    return (files("foedus.publish") / "static" / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """Return the hash by which the policy admits exactly this style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _inline_json(value: object) -> str:
    r"""Return JSON that cannot end the script element around it, nor open a comment in it.

    >>> _inline_json({"a": "</script><!--"})
    '{"a":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = canonical_json(value)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
