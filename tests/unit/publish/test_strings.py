"""One table of words a language: same keys, same places, nothing missing and nothing spare."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import foedus.publish
from foedus.publish._strings import TABLES, Strings
from foedus.publish._strings_en import EN
from foedus.publish._strings_zh import ZH

HOME = Path(foedus.publish.__file__).parent
BY_VALUE = (
    "anchor.", "form.", "hinge.kind.", "hinge.status.", "kind.", "language.", "method.name.", "month.", "op.", "call.",
    "prior.", "promise.value.", "section.", "status.", "value.", "word.",
)  # fmt: skip
"""Keys made from a value of the study."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def written() -> str:
    files = [*HOME.rglob("*.py"), *HOME.rglob("*.jinja")]
    return "\n".join(path.read_text("utf-8") for path in sorted(files) if not path.name.startswith("_strings_"))


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(EN) == list(ZH)


def test_both_languages_fill_the_same_places() -> None:
    assert {key: places(text) for key, text in ZH.items()} == {key: places(text) for key, text in EN.items()}


def test_no_text_is_empty_but_the_chinese_gap() -> None:
    assert [key for key, text in EN.items() if not text] == []
    assert [key for key, text in ZH.items() if not text] == ["gap"]


def test_chinese_texts_use_chinese_punctuation() -> None:
    wrong = [key for key, text in ZH.items() if re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!(][\u4e00-\u9fff]", text)]
    assert wrong == []


def test_every_key_that_is_asked_for_exists() -> None:
    asked = set(re.findall(r"(?:say|strings|self)\(\s*['\"]([a-z][a-z.-]+[a-z])['\"]", written()))
    missing = {key for key in asked if key not in EN and f"{key}.one" not in EN}
    assert len(asked) > 100
    assert missing == set()


def test_every_key_is_used() -> None:
    text = written()
    quoted = set(re.findall(r"['\"]([a-z][a-z.-]*[a-z])['\"]", text))
    stems = {key: re.sub(r"\.(one|other)$", "", key) for key in EN}
    spare = [key for key, stem in stems.items() if not key.startswith(BY_VALUE) and not {key, stem} & quoted]
    assert spare == []


def test_plural_forms_follow_the_number() -> None:
    assert [Strings("en")("count.claims", count=n) for n in (0, 1, 2, 1500)] == [
        "0 claims",
        "1 claim",
        "2 claims",
        "1,500 claims",
    ]
    assert [Strings("zh")("count.claims", count=n) for n in (1, 2)] == ["1条论断", "2条论断"]


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        Strings("en")("no.such.key")
    assert set(TABLES) == {"en", "zh"}
