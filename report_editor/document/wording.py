"""Write the words that the form prints in the characters of the report: simplified, traditional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.common.traditional_chinese import is_traditional, to_traditional
from report_editor.document.document import Field

if TYPE_CHECKING:
    from report_editor.document.document import Document


class Wording:
    """Official words of one report, in the characters that its own texts are written in."""

    def __init__(self, document: Document) -> None:
        """Look at the report's texts; one without any is in simplified characters."""
        self._document = document
        names = (document.field(Field.TITLE), document.organization)
        sections = document.form.text_sections
        texts = [text for section in sections for text in document.paragraphs(section.key)]
        self.is_traditional = is_traditional("\n".join((*names, *texts)))

    @property
    def language(self) -> str:
        """Return the language of the report, as BCP 47 writes it."""
        return "zh-Hant" if self.is_traditional else "zh-CN"

    def write(self, words: str) -> str:
        """Return official words in the characters of the report."""
        return to_traditional(words) if self.is_traditional else words

    @property
    def title(self) -> str:
        """Return the title: the one given, else the official one around the organ's own name."""
        return self._document.field(Field.TITLE) or "".join(self.split_official_title())

    def split_official_title(self) -> tuple[str, str]:
        """Return the official title up to the organ's own name, and what follows it."""
        organ = self._document.organization.strip()
        before, name, after = self._document.official_title.partition(organ or "\0")
        return self.write(before) + name, self.write(after)
