"""Write a game as JSON, without losing anything: edges that share a child, own beliefs, parameters by name.

The form is described where it is read, in ``_read_json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .._extensive_form import ExtensiveForm, FloatArray

FORMAT = "foedus-game"
VERSION = 1


def write_game_json(
    form: ExtensiveForm, parameters: FloatArray, *, title: str = "", comment: str = "",
    outcome_labels: Sequence[str] = (),
) -> str:  # fmt: skip
    """Return *form* as JSON, with the numbers of one draw.

    Args:
        form: the game.
        parameters: shape (parameter,) or (parameter, 1).
        title: the game's title.
        comment: the game's comment.
        outcome_labels: the label of what is paid on the way to each node, or none.

    Raises:
        ValueError: *parameters* has another shape, or a number is not finite.

    >>> from foedus.games import read_efg
    >>> game = read_efg('EFG 2 R "Stag" { "A" } p "" 1 1 "" { "stay" "go" } 0 t "" 0 t "" 1 "" { 1/2 }')
    >>> print(write_game_json(game.form, game.parameters, title=game.title))
    {
      "format": "foedus-game",
      "version": 1,
      "title": "Stag",
      "comment": "",
      "players": ["A"],
      "information_sets": [
        {"player": 0, "label": "A:1", "actions": ["stay", "go"]}
      ],
      "parameters": {
        "name": ["1/2"],
        "value": [0.5]
      },
      "nodes": {
        "owner": [0, -2, -2],
        "information_set": [0, -1, -1],
        "edges": [2, 0, 0]
      },
      "edges": {
        "to": [1, 2],
        "probability": [-1, -1]
      },
      "payoffs": {
        "edge": [1],
        "player": [0],
        "parameter": [0],
        "coefficient": [1.0]
      }
    }
    <BLANKLINE>
    """
    column = parameters.reshape(-1, 1) if parameters.ndim == 1 else parameters
    if column.shape != (len(form.parameter_names), 1):
        raise ValueError(f"parameters has shape {parameters.shape}; expected ({len(form.parameter_names)},)")
    if not np.isfinite(column).all():
        raise ValueError("a file cannot hold numbers that are not finite")
    row = np.repeat(np.arange(len(form.payoffs.first) - 1), np.diff(form.payoffs.first))
    players = len(form.players)
    nodes = {
        "owner": form.owner.tolist(), "information_set": form.infoset.tolist(),
        "edges": np.diff(form.first_edge).tolist(),
        **({"label": form.node_labels} if form.node_labels else {}),
        **({"outcome": outcome_labels} if outcome_labels else {}),
    }  # fmt: skip
    edges = {
        "to": form.child.tolist(), "probability": form.probability[0].tolist(),
        **({"chance": form.chance_labels} if form.chance_labels else {}),
        **({} if (form.probability[1:] == form.probability[0]).all() else {"beliefs": form.probability[1:].tolist()}),
    }  # fmt: skip
    payoffs = {
        "edge": (row // players).tolist(), "player": (row % players).tolist(),
        "parameter": form.payoffs.parameter.tolist(), "coefficient": form.payoffs.coefficient.tolist(),
    }  # fmt: skip
    sets = [
        _text({"player": player, "label": label, "actions": form.action_labels[start:stop]})
        for player, label, (start, stop) in zip(
            form.infoset_player.tolist(), form.infoset_labels, pairwise(form.first_action.tolist()), strict=True
        )
    ]
    parts = {
        "format": _text(FORMAT), "version": _text(VERSION), "title": _text(title), "comment": _text(comment),
        "players": _text(form.players), "information_sets": _lines(sets, "[]"),
        "parameters": _columns({"name": form.parameter_names, "value": column[:, 0].tolist()}),
        "nodes": _columns(nodes), "edges": _columns(edges), "payoffs": _columns(payoffs),
    }  # fmt: skip
    return "{\n" + ",\n".join(f'  "{key}": {value}' for key, value in parts.items()) + "\n}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _columns(columns: dict[str, Sequence[object]]) -> str:
    return _lines([f'"{key}": {_text(value)}' for key, value in columns.items()], "{}")


def _lines(items: Sequence[str], brackets: str) -> str:
    return f"{brackets[0]}\n    " + ",\n    ".join(items) + f"\n  {brackets[1]}" if items else brackets
