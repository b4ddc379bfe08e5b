"""Which edition of the form a source is written on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.forms import Form, form_for_year, forms
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.metadata import read_title, reported_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.importers.recognition.lines import Line


def edition_of(lines: Sequence[Line]) -> Form:
    """The edition whose own words the tables of a source use, else the one for its year."""
    texts = {fold(cell) for line in lines for cell in line.cells if 0 < len(cell) <= 60}
    joined = "\n".join(texts)
    words = {edition.id: _words(edition) for edition in forms()}
    scores = {}
    for edition in forms():
        others = "\n".join(w for key, each in words.items() if key != edition.id for w in each)
        own = [word for word in words[edition.id] if word not in others and len(word) >= 4]
        scores[edition.id] = sum(word in joined for word in own)
    ranked = sorted(forms(), key=lambda each: (-scores[each.id], -each.first_year))
    if scores[ranked[0].id] > scores[ranked[1].id]:
        return ranked[0]
    title = next((t for line in lines if (t := read_title(line.only)) and t.year), None)
    year = title.year if title else reported_year(line.only for line in lines if line.only)
    return form_for_year(year) if year else ranked[0]


def _words(edition: Form) -> set[str]:
    return {
        fold(cell.text) for table in edition.tables.values() for cell in table.grid if cell.text
    }
