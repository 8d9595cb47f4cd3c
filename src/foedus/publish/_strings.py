"""The table of strings in one language: the only place a template or a section takes words from."""

from __future__ import annotations

from dataclasses import dataclass

from ._strings_en import EN
from ._strings_zh import ZH

LANGUAGES = ("en", "zh")
TABLES = {"en": EN, "zh": ZH}


@dataclass(frozen=True, slots=True)
class Strings:
    """Words and sentences in ``language``; an unknown key is an error, never an empty place.

    >>> Strings("en")("count.draws", count=1), Strings("en")("count.draws", count=2)
    ('1 draw', '2 draws')
    """

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of *key* with its places filled; ``count`` chooses between ``.one`` and ``.other``."""
        table = TABLES[self.language]
        if "count" in values:
            number = values["count"]
            key = f"{key}.{'one' if number == 1 else 'other'}"
            if isinstance(number, int):
                values["count"] = f"{number:,}"
        return table[key].format(**values) if values else table[key]

    def known(self, key: str, fallback: str) -> str:
        """Return the text of *key*, or *fallback* where the table has none."""
        return TABLES[self.language].get(key, fallback)

    def join(self, texts: tuple[str, ...] | list[str]) -> str:
        """Return several texts as one list in prose.

        >>> Strings("en").join(["a", "b", "c"]), Strings("zh").join(["甲", "乙"])
        ('a, b and c', '甲和乙')
        """
        if len(texts) < 2:
            return "".join(texts)
        return self("list.comma").join(texts[:-1]) + self("list.and") + texts[-1]
