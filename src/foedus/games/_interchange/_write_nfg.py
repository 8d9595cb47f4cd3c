"""Write a game as Gambit's .nfg: the payoffs of all players for every profile of strategies.

A tree becomes its reduced strategic form. The first player's strategy changes fastest.
"""

from __future__ import annotations

import numpy as np

from .._extensive_form import ExtensiveForm, FloatArray
from .._state_graph import StateGraph
from ._probability_text import number_text, numbers_as_named
from ._read_efg import read_efg
from ._strategic_table import strategic_table
from ._text import escape, plainly
from ._write_efg import write_efg


def write_nfg(
    form: ExtensiveForm | StateGraph, parameters: FloatArray, *, title: str = "", comment: str = "",
    plain: bool = False, limit: int = 500_000,
) -> str:  # fmt: skip
    r"""Return the reduced strategic form of *form* in Gambit's .nfg format, with the numbers of one draw.

    Args:
        form: the game; the table of a small tree, or of a game whose players move once, unseen, is small.
        parameters: shape (parameter,) or (parameter, 1).
        title: the file's title.
        comment: the file's comment.
        plain: give the numbers of strategies instead of their names, no comment, and no quotation marks in labels, as
            OpenSpiel's reader needs it.
        limit: the most profiles.

    Raises:
        LimitError: there are more profiles than *limit*.
        ValueError: *parameters* has another shape, or a payoff is not finite.

    >>> from foedus.games import read_nfg
    >>> game = read_nfg('NFG 1 R "pennies" { "A" "B" } { { "h" "t" } { "h" "t" } } 1 -1 -1 1 -1 1 1/2 -1/2')
    >>> print(write_nfg(game.form, game.parameters, title=game.title))
    NFG 1 R "pennies" { "A" "B" }
    { { "h" "t" } { "h" "t" } }
    ""
    1 -1 -1 1
    -1 1 1/2 -1/2
    <BLANKLINE>
    """
    column = parameters.reshape(-1, 1) if parameters.ndim == 1 else parameters
    if isinstance(form, StateGraph) or len(np.unique(form.child)) != len(form.child):
        unrolled = read_efg(write_efg(form, column))
        form, column = unrolled.form, unrolled.parameters
    table = strategic_table(form, column, limit=limit)
    texts = numbers_as_named(form.parameter_names, column[:, 0].tolist())
    players = len(table.players)
    order = (*reversed(range(players)), players)  # the last axis but one runs fastest
    rows = (table.payoffs.transpose(order) + 0.0).reshape(-1, len(table.strategies[0]) * players)
    known = {value: texts.get(value) or number_text(value) for value in set(rows.reshape(-1).tolist())}
    lines = [" ".join([known[value] for value in row]) for row in rows.tolist()]
    quoted = plainly if plain else escape
    names = " ".join(map(quoted, table.players))
    if plain:
        lists = " ".join(str(len(own)) for own in table.strategies)
        return "\n".join([f"NFG 1 R {quoted(title)} {{ {names} }} {{ {lists} }}", "", *lines, ""])
    lists = " ".join(f"{{ {' '.join(map(escape, own))} }}" for own in table.strategies)
    return "\n".join([f"NFG 1 R {escape(title)} {{ {names} }}", f"{{ {lists} }}", escape(comment), *lines, ""])
