"""Navigation of a page: a line of links to other pages, at its beginning or its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .._reading import Block
from .._visible import Visible

_ARROW = re.compile(r"[←→↑⇐⇒⟵⟶⬅➡◀▶«»‹›<>|｜·•]")
_WAY = re.compile(
    r"上一[章篇页頁节節]|下一[章篇页頁节節]|返回|目录|目錄|首页|首頁|\b(?:prev(?:ious)?|next|up|home|back|index|contents)\b",
    re.IGNORECASE,
)
MOST = 12
"""Letters beside the links, for each link, that a line of navigation may have."""


def navigation(blocks: Sequence[Block], seen: Visible) -> list[Block]:
    """Return *blocks* with the first and last lines called ``navigation`` where they are nothing but links."""
    leaves = [number for number, block in enumerate(blocks) if block.kind in ("paragraph", "item")]
    links = [block for block in blocks if block.kind in ("wikilink", "link")]
    changed = list(blocks)
    if not links:
        return changed
    for edge in (leaves[:3], leaves[::-1][:3]):
        for number in edge:
            if not _navigates(blocks[number], links, seen):
                break
            changed[number] = replace(blocks[number], kind="navigation")
    return changed


def _navigates(leaf: Block, links: Sequence[Block], seen: Visible) -> bool:
    inside = [link for link in links if leaf.start <= link.start and link.end <= leaf.end]
    if not inside:
        return False
    beside, at = [], leaf.start
    for link in inside:
        beside.append(seen.words(at, link.start))
        at = link.end
    beside.append(seen.words(at, leaf.end))
    rest = "".join(beside)
    if sum(map(str.isalnum, rest)) > MOST * len(inside):
        return False
    return bool(_WAY.search(rest) or (_ARROW.search(rest) and not re.search(r"[。！？.!?]", rest)))
