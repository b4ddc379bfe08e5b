"""Content of a file of somebody else, whatever its format: paragraphs and tables, in order.

A reader of a format only delivers this. Which section a paragraph belongs to and which cell a
number fills is decided in one place, the recogniser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from report_editor.importers.left_out import count_kinds

if TYPE_CHECKING:
    from report_editor.importers.left_out import LeftOut


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the source."""

    text: str
    where: str = ""
    """Its position in the file, for the user: 第 3 页, 第 12 行."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of the source: its rows, each with the texts of its own cells in order.

    A merged cell stands once, where it begins; a blank cell is an empty text.
    """

    rows: tuple[tuple[str, ...], ...]
    where: str = ""


Block: TypeAlias = Paragraph | TableBlock


@dataclass(slots=True)
class Source:
    """A whole file as read."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    """File's own title, such as a page's <title>; may name organization and year."""
    left_out: list[LeftOut] = field(default_factory=list)
    """Content that was left out by rule (page numbers, site menus)."""

    @property
    def dropped(self) -> dict[str, int]:
        """Return how many pieces of each kind were left out."""
        return count_kinds(self.left_out)

    def list_texts(self) -> list[tuple[str, str]]:
        """Return each paragraph and each table row: its position in the file, and its text."""
        texts: list[tuple[str, str]] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                texts.append((block.where, block.text))
            else:
                texts += [(block.where, "\t".join(row)) for row in block.rows]
        return texts
