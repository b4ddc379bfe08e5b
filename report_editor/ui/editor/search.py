"""Search a text in a whole report: in its metadata, its paragraphs, its tables; replace it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks.finding import METADATA
from report_editor.document import FIELDS, format_number
from report_editor.document.text_replacement import TextReplacement
from report_editor.forms import CellRole, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.document import Document
    from report_editor.forms import GridCell


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One occurrence of a text; hits are ordered as one reads."""

    order: int
    """Number of the section."""
    item: int
    """Number of the field, of the paragraph, or of the cell in the grid of the table."""
    start: int
    end: int
    section: str
    """A section's key, or that of the metadata."""

    @property
    def lower_bound(self) -> Hit:
        """Return a hit that is less than every hit with the same start."""
        return Hit(self.order, self.item, self.start, self.start, "")


def find_hits(document: Document, wanted: str) -> list[Hit]:
    """Find every occurrence of a text, small and capital letters alike; none of no text."""
    if not wanted:
        return []
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    return [
        Hit(order, item, match.start(), match.end(), section)
        for order, (section, texts) in enumerate(_texts(document))
        for item, text in enumerate(texts)
        for match in pattern.finditer(text)
    ]


def to_replacement(document: Document, hit: Hit | None, better: str) -> TextReplacement | None:
    """Return the replacement of a hit by other words; None for one in a table, or for no hit."""
    if hit is None:
        return None
    if hit.section == METADATA:
        field = FIELDS[hit.item]
        return TextReplacement(
            "", 0, document.field(field), hit.start, hit.end, better, field=field
        )
    if document.form.section(hit.section).kind is SectionKind.TABLE:
        return None
    text = document.paragraphs(hit.section)[hit.item]
    return TextReplacement(hit.section, hit.item, text, hit.start, hit.end, better)


def find_replacements(
    document: Document, wanted: str, better: str
) -> tuple[list[TextReplacement], int]:
    """Return a replacement for each occurrence of a text, and how many in tables are left out.

    A number of a table is no word; who wants to change it goes there.
    """
    hits = find_hits(document, wanted)
    places = [to_replacement(document, each, better) for each in hits]
    found = [each for each in places if each is not None]
    return found, len(hits) - len(found)


def _texts(document: Document) -> Iterable[tuple[str, Iterable[str]]]:
    yield METADATA, [document.field(each) for each in FIELDS]
    for section in document.form.sections:
        if section.kind is SectionKind.TABLE:
            grid = document.form.tables[section.key].grid
            yield section.key, [_cell_text(document, cell) for cell in grid]
        else:
            yield section.key, document.paragraphs(section.key)


def _cell_text(document: Document, cell: GridCell) -> str:
    match cell.role:
        case CellRole.INPUT:
            return document.raw(cell.key)
        case CellRole.TOTAL:
            return format_number(document.value(cell.key))
    return cell.text
