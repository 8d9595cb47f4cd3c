"""W3C Web Annotation: suggestions as annotations that other tools can show on the reader's own copy.

Each target has a quotation (exact, with 16 characters before and after) *and* a position; positions are Unicode code
points, which JavaScript counts differently beyond the basic plane, so the unit is stated. Recommendation: https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from .._suggestion import COARSE_ACTS
from ._holding import Holding

_AROUND = 16


def annotations_json(holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield an AnnotationCollection page of the suggestions of *holdings*, rejected ones left out."""
    yield '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [\n'
    separator = ""
    for holding in holdings:
        if not holding.suggestions:
            continue
        held = holding.read()
        source = held.copy.source
        for one in holding.suggestions:
            if one.status == "rejected":
                continue
            item = {
                "id": f"urn:foedus:{one.id}",
                "type": "Annotation",
                "motivation": "classifying" if one.status == "open" else "tagging",
                "body": [
                    {"type": "TextualBody", "purpose": "classifying", "value": one.act},
                    {"type": "TextualBody", "purpose": "tagging", "value": COARSE_ACTS[one.act]},
                    {
                        "type": "TextualBody",
                        "purpose": "describing",
                        "value": f"{one.speaker} → {one.addressee}: {one.object}",
                    },
                ],
                "target": {
                    "type": "SpecificResource",
                    "source": holding.file,
                    "state": {"type": "foedus:TextVersion", "sha256": holding.digest, "unit": "code point"},
                    "selector": [
                        {
                            "type": "TextQuoteSelector",
                            "exact": one.quote,
                            "prefix": source[max(0, one.start - held.base - _AROUND) : one.start - held.base],
                            "suffix": source[one.end - held.base : one.end - held.base + _AROUND],
                        },
                        {"type": "TextPositionSelector", "start": one.start, "end": one.end},
                    ],
                },
            }
            yield separator + json.dumps(item, ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n"
