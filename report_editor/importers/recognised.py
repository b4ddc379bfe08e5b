"""Report that was recognised in somebody else's file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.document import Part
from report_editor.importers.left_out import LeftOut, count_kinds

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.forms import Address


@dataclass(slots=True)
class Recognition:
    """A document made of a source."""

    document: Document
    notes: list[str] = field(default_factory=list)
    """Chinese sentences on what was recognised, read otherwise than written, or guessed."""
    left_out: list[LeftOut] = field(default_factory=list)
    """Content of the source that was left out by rule."""
    marks: dict[Address, str] = field(default_factory=dict)
    """Cells, fields and sections that a person should look at, by address, field name or key."""
    lines: dict[Address, int] = field(default_factory=dict)
    """Cells with the index of the line in :attr:`source` that they were read from."""
    source: list[tuple[str, str]] = field(default_factory=list)
    """Source as it was read: position in the file, and the text; cells parted by tabs."""

    @property
    def dropped(self) -> dict[str, int]:
        """Return how many pieces of each kind were left out."""
        return count_kinds(self.left_out)

    @property
    def filled(self) -> int:
        """Return how much was placed: the cells with a text and the paragraphs."""
        texts = (self.document.paragraphs(s.key) for s in self.document.form.text_sections)
        return len(self.document.entries(Part.CELLS)) + sum(map(len, texts))
