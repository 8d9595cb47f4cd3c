"""Rules about promises: somebody can keep them, somebody can see them fall due, and breaking them costs something."""

from __future__ import annotations

from .._model import Commitment, Consideration
from ._findings import Findings, listed
from ._index import Index
from ._terms import mentions


def check_commitments(index: Index, findings: Findings) -> None:
    """Report promises of what the promisor cannot do, on what the parties do not see, or at no cost."""
    charges: dict[str, list[Consideration]] = {}
    for item in index.scenario.considerations:
        for name in mentions(item.per).arguments("breached"):
            charges.setdefault(name, []).append(item)
    named = {item.id: item for item in reversed(index.scenario.considerations)}
    for commitment in index.commitments.values():
        _then(index, commitment, findings)
        _condition(index, commitment, findings)
        _breach(commitment, findings, charges=charges.get(commitment.id, []), item=named.get(commitment.breach))
        if commitment.to == commitment.by:
            findings.warning(
                "promise-to-self",
                f"commitment `{commitment.id}` is by `{commitment.by}` to itself",
                at=commitment.place,
                why="a promise binds because another can point to it",
                hint="name in `to` who was promised",
            )


def _then(index: Index, commitment: Commitment, findings: Findings) -> None:
    if commitment.by not in index.actors:
        return
    if not commitment.then:
        findings.error(
            "promise-not-open",
            f"commitment `{commitment.id}` promises nothing",
            at=commitment.place,
            hint="add `then: [move]`",
        )
    unknown = [move for move in commitment.then if all(move not in seat.choices for seat in index.due[commitment.id])]
    if not unknown:
        return
    mine = index.seats_by.get(commitment.by, ())
    own = [choice for seat in mine for choice in seat.choices]
    amounts: dict[str, list[str]] = {}
    for seat in mine:
        for option, written in seat.options:
            if written.choice is not None:
                amounts.setdefault(written.id, []).append(option.id)
    for move in unknown:
        others = sorted({seat.stage.by for seat in index.seats if move in seat.choices})
        findings.error(
            "promise-not-open",
            f"commitment `{commitment.id}` promises the move `{move}`, which `{commitment.by}` never has"
            + (f" (it is a move of {listed(others)})" if others else ""),
            at=commitment.place,
            why="the promise could be neither kept nor broken",
            hint=f"write its amounts: {listed(amounts[move])}"
            if move in amounts
            else findings.suggest(move, list(dict.fromkeys(own))),
        )


def _condition(index: Index, commitment: Commitment, findings: Findings) -> None:
    read = mentions(commitment.condition).names
    parties = [party for party in (commitment.by, commitment.to) if party in index.actors]
    for stage in sorted(read & index.stages.keys() - index.facts.keys()):
        blind = [party for party in parties if not index.sees(party, stage)]
        if blind:
            findings.error(
                "promise-reads-unseen",
                f"the condition of commitment `{commitment.id}` reads `{stage}`, which {listed(blind)} "
                f"{'do' if len(blind) > 1 else 'does'} not see",
                at=commitment.place,
                why="a promise can fall due only on what both who gave it and who received it can see",
                hint=f"let it hang on a public fact, or add {listed(blind)} to `seen_by` of `{stage}`",
                related=((f"stage `{stage}`", index.stages[stage].stage.place),),
            )


def _breach(
    commitment: Commitment, findings: Findings, *, charges: list[Consideration], item: Consideration | None
) -> None:
    if not commitment.breach:
        if all(charge.actor != commitment.by for charge in charges):
            findings.note(
                "breach-without-cost",
                f"breaking commitment `{commitment.id}` costs `{commitment.by}` nothing",
                at=commitment.place,
                why="without a cost the promise binds only where it would be carried out anyway",
                hint=f"add a consideration with `of: {commitment.by}` and `per: breached({commitment.id})`, and name "
                "it in `breach`",
            )
        return
    if item is None:
        return
    if item.actor != commitment.by:
        findings.error(
            "breach-charges-another",
            f"`breach` of commitment `{commitment.id}` names `{item.id}`, which charges `{item.actor}`, not "
            f"`{commitment.by}`",
            at=commitment.place,
            why="who breaks a promise pays for it",
            hint=f"write `of: {commitment.by}` in `{item.id}`, or name another consideration",
            related=((f"consideration `{item.id}`", item.place),),
        )
    if item not in charges:
        findings.error(
            "breach-not-read",
            f"`breach` of commitment `{commitment.id}` names `{item.id}`, which does not read "
            f"`breached({commitment.id})`",
            at=commitment.place,
            why="it would charge for something else, or for nothing",
            hint=f"write `per: breached({commitment.id})` in `{item.id}`",
            related=((f"consideration `{item.id}`", item.place),),
        )
    if item.range.low > 0:
        findings.warning(
            "breach-rewarded",
            f"`{item.id}` rewards a breach of commitment `{commitment.id}`: its range is above 0",
            at=item.place,
            why="costs have negative ranges",
            hint="turn the signs round",
            related=((f"commitment `{commitment.id}`", commitment.place),),
        )
