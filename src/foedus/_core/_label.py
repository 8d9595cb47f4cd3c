"""Text shown to a reader, in English and Simplified Chinese."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Label:
    """A text in one or both languages.

    >>> label = Label(en="advice", zh="建议")
    >>> label.text("zh"), Label(en="advice").text("zh")
    ('建议', 'advice')
    """

    en: str = ""
    zh: str = ""

    def text(self, language: str) -> str:
        """Return the text in *language*, or in the other one where it is missing."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)
