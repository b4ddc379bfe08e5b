"""Write the numbers of a report as CSV, one row a cell, for Excel, WPS and other programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from report_editor.common.formula_guard import guard
from report_editor.document.number_rows import HEADINGS, NUMBER, TEXT, to_rows
from report_editor.document.wording import Wording
from report_editor.exporters.visible_text import VisibleText

if TYPE_CHECKING:
    from report_editor.document import Document


def make_number_list(document: Document) -> tuple[str, tuple[str, ...]]:
    """Return the lines, and Chinese sentences about characters that were replaced."""
    visible = VisibleText()
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    cells = document.form.cells.values()
    for cell, row in zip(cells, to_rows(document, Wording(document).write), strict=True):
        row[TEXT] = visible.clean(row[TEXT], f"“{cell.name}”", "�")
        row["机关名称"] = visible.clean(row["机关名称"], "单位全称")
        writer.writerow(text if name == NUMBER else guard(text) for name, text in row.items())
    return stream.getvalue(), tuple(visible.list_notes())
