"""The one Jinja environment: autoescape on, an undefined name is an error."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ._contexts import Dossier
from ._strings import Strings

SECTIONS = (
    "verdict", "plans", "play", "promise", "timetable", "hinges", "actors", "notes", "claims", "checks", "method",
)  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("foedus.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(dossier: Dossier, *, style: str, script: str, policy: str, data: str) -> str:
    """Return the page of *dossier*; style, script and data are our own text and go in as they are."""
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            dossier=dossier,
            say=Strings(dossier.head.language),
            sections=SECTIONS,
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            policy=policy,
            data=Markup(data),  # noqa: S704
        )
    )
