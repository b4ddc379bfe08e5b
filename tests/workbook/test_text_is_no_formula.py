"""A text that looks like a formula is a text in every cell of the workbook."""

from __future__ import annotations

import io
from itertools import cycle

import openpyxl

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.forms import form
from report_editor.workbook.report_file import make_report_bytes

EDITION = form("2021")


TEXTS = ("=1+1", "+1+1", "-1+cmd|'/C calc'!A0", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("//q/z")')


def formulas(report: Document) -> dict[str, object]:
    """The formulas of a report's workbook, by their cells."""
    book = openpyxl.load_workbook(io.BytesIO(make_report_bytes(report)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.hyperlink or cell.comment]
    return {f"{c.parent.title}!{c.coordinate}": c.value for c in cells if c.data_type == "f"}


def test_no_text_becomes_a_formula() -> None:
    cells, text = EDITION.cells.values(), cycle(TEXTS)
    report = Document(
        EDITION,
        parts={
            Part.FIELDS: {str(field): next(text) for field in Field},
            Part.CELLS: {cell.address: next(text) for cell in EDITION.inputs},
            Part.STATED: {cell.address: next(text) for cell in cells if cell.is_total},
            Part.PREVIOUS: {cell.address: next(text) for cell in cells},
            Part.SET_ASIDE: {"basics.year@": next(text)},
        },
        texts={each.key: TEXTS for each in EDITION.text_sections} | {UNPLACED: TEXTS},
    )
    assert formulas(report) == formulas(Document(EDITION))
