"""Essays have authors and no correspondents."""

from __future__ import annotations

import pytest

from foedus.record._copy import ReadingCopy
from foedus.record._describe import describe
from foedus.record._reading import Segment


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("王豪", ["王豪"]),
        ("陆明远 韩子敬", ["陆明远", "韩子敬"]),
        ("By Ann Lee and Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("Jan van der Meer", ["Jan van der Meer"]),
        ("In the winter of 1903 the ice came early.", []),
        ("边界谈判重新开始，双方各派代表。", []),
    ],
)
def test_the_line_under_the_title_names_the_authors_if_it_is_names(line: str, names: list[str]) -> None:
    title = "盟约：从缔结到废弃"
    text = f"{title}\n{line}\n此后十年，两国往来不绝，而猜疑日深，终至决裂。"
    read = describe(ReadingCopy.of(text), Segment(0, len(text), title, 0, len(title), "form", kind="article"))
    assert (read.sender, read.recipient, read.via) == ("", "", "")
    found = [party.name for party in read.parties]
    assert found == names
    assert all(party.role == "author" for party in read.parties)
