"""Read a game file of any kind: what it begins with says which."""

from __future__ import annotations

from ._game import Game
from ._read_efg import read_efg
from ._read_json import read_game_json
from ._read_nfg import read_nfg
from ._text import BYTE_ORDER_MARK


def read_game(text: str, *, name: str) -> Game:
    """Return the game in *text*: .nfg if it begins with ``NFG``, JSON if with a bracket, else .efg.

    Arguments and errors as for ``read_efg``.

    >>> read_game('NFG 1 R "one" { "A" } { 2 } 1 2', name="one.nfg").form.nodes
    3
    """
    begins = text[:1000].removeprefix(BYTE_ORDER_MARK).lstrip()[:3]
    if begins == "NFG" or (begins != "EFG" and name.lower().endswith(".nfg")):
        return read_nfg(text, name=name)
    if begins[:1] in ("{", "[") or (begins != "EFG" and name.lower().endswith(".json")):
        return read_game_json(text, name=name)
    return read_efg(text, name=name)
