"""What is said of a player who forgets: with imperfect recall behaviour strategies lose to mixed ones (Kuhn 1953).

Nash equilibria in behaviour strategies need not exist then, and what a mover should believe is disputed where one play
visits an information set twice (Piccione and Rubinstein 1997). So such games are refused, saying who forgets where.
"""

from __future__ import annotations

from foedus.games import ExtensiveForm


def told_forgetting(form: ExtensiveForm, infoset: int) -> str:
    """Return who forgets an own move at *infoset*, in a sentence."""
    name = form.infoset_labels[infoset] or infoset + 1
    twice = ", which one play can visit twice (absent-minded)" if _visited_twice(form, infoset) else ""
    return (
        f"{form.players[form.infoset_player[infoset]]} forgets an own move at information set {name!r}{twice};"
        " only games in which everyone remembers their own moves are solved"
    )


def _visited_twice(form: ExtensiveForm, infoset: int) -> bool:
    seen = [False] * form.nodes
    for node in range(form.nodes):
        above = int(form.parent[node])
        before = above >= 0 and seen[above]
        here = int(form.infoset[node]) == infoset
        if before and here:
            return True
        seen[node] = before or here
    return False
