"""Turn a workbook of openpyxl into the bytes of a file.

openpyxl does three things otherwise than a report needs: it stores a formula without its value (its
issue 251, closed as wontfix), it does not escape texts such as ``_x0041_``, and it writes every
sheet through a temporary file. Values and escapes are put in while the sheets enter the archive, in
memory. Fixed times make the same report the same bytes.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

# The only class of openpyxl that can write a sheet into memory; its module is marked as private.
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from report_editor.ooxml.parse import SHEET
from report_editor.ooxml.timeless_zip import TimelessZip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from report_editor.ooxml.parse import Element

FormulaValues: TypeAlias = "Mapping[str, Mapping[str, float | str]]"
"""Value of each formula, by sheet name and by cell (``D5``)."""

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Underscore of a text that readers would take for the code of a character."""


def make_workbook_bytes(book: Workbook, values: FormulaValues) -> bytes:
    """Return the content of an .xlsx file with the workbook, which can be written only once."""
    buffer = BytesIO()
    _BookWriter(book, TimelessZip(buffer, "w"), values).save()
    return buffer.getvalue()


def xml_bytes(root: Element) -> bytes:
    """Return the content of a part of a workbook."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


class _BookWriter(ExcelWriter):
    """A writer of workbooks that completes every sheet."""

    def __init__(self, book: Workbook, archive: TimelessZip, values: FormulaValues) -> None:
        super().__init__(book, archive)
        self._entries = archive
        self._values = values

    def write_worksheet(self, ws: Worksheet) -> None:
        """Add a sheet to the archive; called by openpyxl for each."""
        writer = WorksheetWriter(ws, BytesIO())
        writer.write()
        content = _complete(writer.read(), self._values.get(ws.title, {}))
        self._entries.writestr(ws.path.removeprefix("/"), content)
        self.manifest.append(ws)


def _complete(sheet: bytes, values: Mapping[str, float | str]) -> bytes:
    """Put the values of formulas and the escapes of texts into a sheet."""
    root = etree.fromstring(sheet)
    for text in root.iter(f"{SHEET}t"):
        text.text = _escape(text.text)
    for formula in root.iterfind(f"{SHEET}sheetData/{SHEET}row/{SHEET}c/{SHEET}f"):
        cell, stored = formula.getparent(), formula.getnext()
        value = values[cell.get("r")]
        if isinstance(value, str):
            cell.set("t", "str")
            value = _escape(value)
        stored.text = str(value)
    return xml_bytes(root)


def _escape(text: str) -> str:
    return _LOOKS_ESCAPED.sub("_x005F_", text)
