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
    """Return the edition whose own words the tables of a source use.

    Words that every edition prints tell nothing. Where several editions fit alike, it is the one
    in force for the year of the report, else the latest.
    """
    cells = (cell for row in rows for cell in row.cells)
    texts = {fold(cell) for cell in cells if 0 < len(cell) <= 60 and "。" not in cell}
    joined = "\n".join(texts)
    words = [_collect_words(edition) for edition in forms()]
    printed = ["\n".join(own) for own in words]
    telling = [
        [word for word in own if len(word) >= 4 and not all(word in each for each in printed)]
        for own in words
    ]
    scores = [sum(word in joined for word in own) for own in telling]
    pairs = zip(forms(), scores, strict=True)
    fitting = [edition for edition, score in pairs if score == max(scores)]
    if len(fitting) == 1:
        return fitting[0]
    single = [row.single_text for row in rows if row.single_text]
    title = next((t for text in single if (t := read_title(text)) and t.year), None)
    year = title.year if title else find_reported_year(single)
    in_force = form_for_year(year) if year else fitting[-1]
    return in_force if in_force in fitting else fitting[-1]


def _collect_words(edition: Form) -> set[str]:
    cells = (cell for table in edition.tables.values() for cell in table.grid)
    return {fold(cell.text) for cell in cells if cell.text}
