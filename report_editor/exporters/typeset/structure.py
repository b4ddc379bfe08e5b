"""Describe what stands on the pages as a screen reader walks it (PDF 1.7, 14.7 and 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(eq=False, slots=True)
class Element:
    """A part of the report with its meaning: the document, a heading, a paragraph, a cell.

    Its content is what items of the pages name it as their owner (see :class:`page.Tagged`).
    """

    role: str
    """Standard structure type: Document, H1 to H6, P, Table, TR, TH, TD."""
    children: list[Element] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    scope: str = ""
    """Row or Column for a TH: the cells that it names."""
    headers: tuple[Element, ...] = ()
    """TH that name a TD, outermost first, those above it before those beside it."""
    summary: str = ""
    """Name of a table, where it has no caption on paper."""

    def add(self, child: Element) -> Element:
        """Append a part and return it."""
        self.children.append(child)
        return child


class Artifact(Enum):
    """Kinds of content that a screen reader passes over, as a PDF names them."""

    LAYOUT = "<</Type /Layout>>"
    """Frames and rules."""
    REPEATED = "<</Type /Pagination>>"
    """Headers and labels of a table, printed again after a page break."""
    PAGE_NUMBER = "<</Type /Pagination /Subtype /Footer>>"
    CHECK_CODE = "<</Type /Pagination /Attached [/Bottom]>>"
    DRAFT = "<</Type /Pagination /Subtype /Watermark>>"
