"""Find the edition of the form that a source is written on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.forms import Form, form_for_year, forms
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.metadata import find_reported_year, read_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.importers.recognition.source_rows import SourceRow


def find_edition(rows: Sequence[SourceRow]) -> Form:
    """Return the edition whose own words the tables of a source use, else the one for its year."""
    texts = {fold(cell) for row in rows for cell in row.cells if 0 < len(cell) <= 60}
    joined = "\n".join(texts)
    words = {edition.id: _collect_words(edition) for edition in forms()}
    scores = {}
    for edition in forms():
        others = "\n".join(w for key, each in words.items() if key != edition.id for w in each)
        own = [word for word in words[edition.id] if word not in others and len(word) >= 4]
        scores[edition.id] = sum(word in joined for word in own)
    ranked = sorted(forms(), key=lambda each: (-scores[each.id], -each.first_year))
    if scores[ranked[0].id] > scores[ranked[1].id]:
        return ranked[0]
    single = [row.single_text for row in rows if row.single_text]
    title = next((t for text in single if (t := read_title(text)) and t.year), None)
    year = title.year if title else find_reported_year(single)
    return form_for_year(year) if year else ranked[0]


def _collect_words(edition: Form) -> set[str]:
    return {
        fold(cell.text) for table in edition.tables.values() for cell in table.grid if cell.text
    }
