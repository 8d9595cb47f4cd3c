"""Section 10: method, seed, draws, versions, hashes, words, bibliography."""

from __future__ import annotations

from .._contexts import MethodSection
from .._numbers import count
from ._desk import Desk

_WORDS = (
    "claim", "commitment", "draw", "hinge", "infoset", "leader", "passage", "plan",
    "regret", "reversed", "trigger", "type", "withdrawn",
)  # fmt: skip

BIBLIOGRAPHY = (
    "Kreps, D. M., and R. Wilson (1982). Sequential equilibria. Econometrica 50, 863–894.",
    (
        "McKelvey, R. D., and T. R. Palfrey (1995). Quantal response equilibria for normal form games. Games and "
        "Economic Behavior 10, 6–38."
    ),
    (
        "McKelvey, R. D., and T. R. Palfrey (1998). Quantal response equilibria for extensive form games. "
        "Experimental Economics 1, 9–41."
    ),
    (
        "Owen, A. B. (1995). Randomly permuted (t, m, s)-nets and (t, s)-sequences. In: Monte Carlo and Quasi- "
        "Monte Carlo Methods in Scientific Computing, Springer, 299–317."
    ),
    (
        "Savage, L. J. (1951). The theory of statistical decision. Journal of the American Statistical Association "
        "46, 55–67."
    ),
    (
        "Sobol’, I. M. (1967). On the distribution of points in a cube and the approximate evaluation of "
        "integrals. USSR Computational Mathematics and Mathematical Physics 7(4), 86–112."
    ),
    "Stanley, R. P. (1986). Two poset polytopes. Discrete & Computational Geometry 1, 9–23.",
    (
        "Turocy, T. L. (2005). A dynamic homotopy interpretation of the logistic quantal response equilibrium "
        "correspondence. Games and Economic Behavior 51, 243–263."
    ),
    (
        "Turocy, T. L. (2010). Computing sequential equilibria using agent quantal response equilibria. Economic "
        "Theory 42, 255–269."
    ),
)
"""In the order of authors; each is used by the method the page describes."""


def method_section(desk: Desk) -> MethodSection:
    """Return what makes the run repeatable."""
    manifest, verdict, say = desk.study.manifest, desk.study.judgement.verdict, desk.strings
    facts = (
        (say("method.case"), desk.study.case.slug),
        (say("method.version"), manifest.version),
        (say("method.seed"), str(manifest.seed)),
        (say("method.draws"), count(verdict.draws)),
        (say("method.replicates"), count(verdict.replicates)),
        (say("method.method"), say.known(f"method.name.{manifest.method}", manifest.method)),
        (say("method.complete"), say("yes" if manifest.complete else "no")),
        (say("method.libraries"), say("list.comma").join(f"{name} {version}" for name, version in manifest.libraries)),
    )
    # What was asked for, not what was solved: the same question gives the same draws, and any number may be left over.
    draws = f" --draws {manifest.asked}" if manifest.asked is not None else ""
    command = f"foedus run {desk.study.case.slug} --seed {manifest.seed}{draws} --out dossier"
    words = tuple((say(f"word.{word}"), say(f"word.{word}.is")) for word in _WORDS)
    return MethodSection(facts, command, tuple(sorted(manifest.hashes)), words, BIBLIOGRAPHY)
