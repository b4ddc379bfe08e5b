"""Things that a fix changes, as they are shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.checks.text.half_width import HalfWidth
    from report_editor.document import Document
    from report_editor.document.text_replacement import TextReplacement
    from report_editor.forms import Address


@dataclass(frozen=True, slots=True)
class Replacement:
    """One thing that a fix changes, as it is shown before it is done."""

    section: str
    place: str
    """Words for where it is: 表三“新收·自然人”."""
    before: str
    after: str
    key: str = ""
    """Address of a cell, or key of an entry of the document."""
    paragraph: int | None = None
    marks: HalfWidth | None = None
    """Characters of the paragraph that are replaced."""
    span: TextReplacement | None = None
    """Words of the paragraph that are replaced."""

    @property
    def cell(self) -> Address | None:
        """Return the cell that is changed, if one is."""
        return self.key if self.paragraph is None and self.key.count(".") == 2 else None


Replacements: TypeAlias = "Sequence[Replacement]"


def name_paragraph(document: Document, section: str, index: int) -> str:
    """Return what a paragraph is called in a list: “一、总体情况”第 2 段."""
    return f"“{document.form.section(section).heading}”第 {index + 1} 段"
