"""Writes a report as a workbook that looks like the official form.

XlsxWriter, not openpyxl, because it stores a formula together with its value: a viewer that does
not calculate, or a script, still reads the right totals. Fixed times make the same report the
same bytes.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from report_editor.document import Document, Field
from report_editor.document.balances import evaluate_balance
from report_editor.forms import CellRole, NumberKind, SectionKind
from report_editor.workbook.hidden_sheet import data_lines
from report_editor.workbook.layout import (
    CHECK_LABEL,
    DATA_NAME,
    DATA_SHEET,
    FIELD_LABELS,
    FORM_PROPERTY,
    METADATA_SHEET,
    PREAMBLE_HINT,
    PREAMBLE_TOP,
    SCHEMA,
    SCHEMA_PROPERTY,
    TABLE_TOP,
    Position,
    check_lines,
    defined_names,
    field_place,
    heading_place,
    sheet_name,
    sum_formula,
    value_places,
)
from report_editor.workbook.style import (
    CHECK_HEIGHT,
    FIELD_HEIGHT,
    LABEL_WIDTH,
    TEXT_WIDTH,
    Styles,
    line_heights,
    paragraph_height,
    pixels,
    set_up_page,
    standard_font,
)
from report_editor.workbook.user_sheets import with_kept_sheets
from report_editor.workbook.values import number_of, shown_number, shown_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from report_editor.forms import Balance, GridCell, Section, Table

_BEGINNING = datetime(2020, 1, 1)  # noqa: DTZ001 - a file time, which has no zone
_LOCK_TABLE = {"format_cells": True, "format_columns": True, "format_rows": True}
_LOCK_TEXT = {**_LOCK_TABLE, "insert_rows": True}


def to_workbook(document: Document, *, keep: bytes | None = None) -> bytes:
    """The report as an .xlsx file.

    Args:
        document: the report.
        keep: the file that this one replaces; sheets that the user added to it are carried over.

    Raises:
        WorkbookProblem: the sheets of ``keep`` cannot be read.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            **standard_font(),
        },
    )
    _describe(book, document)
    writer = _Writer(book, document)
    writer.write_metadata()
    for section in document.form.sections:
        if section.kind is SectionKind.TABLE:
            writer.write_table(section)
        elif section.numeral:
            writer.write_text(section)
    writer.write_data()
    for name, (sheet, place) in defined_names(document.form).items():
        book.define_name(name, f"='{sheet}'!{place.a1}")
    book.define_name(DATA_NAME, f"='{DATA_SHEET}'!$A$1")
    book.close()
    data = buffer.getvalue()
    return data if keep is None else with_kept_sheets(data, keep)


def _describe(book: xlsxwriter.Workbook, document: Document) -> None:
    book.set_properties(
        {
            "title": shown_text(document.title)[:250],
            "author": shown_text(document.organization)[:250],
            "created": _BEGINNING,
        }
    )
    book.set_custom_property(SCHEMA_PROPERTY, SCHEMA, "number_int")
    book.set_custom_property(FORM_PROPERTY, document.form.id, "text")


class _Writer:
    """A workbook being written."""

    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self._book = book
        self._document = document
        self._form = document.form
        self._styles = Styles(book)

    # ------------------------------------------------------------------ text

    def write_metadata(self) -> None:
        """The sheet of basics, with the preamble below."""
        document = self._document
        sheet = self._text_sheet(METADATA_SHEET, (LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH))
        title = self._styles.title()
        sheet.merge_range(0, 0, 0, 1, "", title)
        sheet.set_row(0, 54)
        sheet.write_formula(0, 0, self._title_formula(), title, shown_text(document.title)[:8000])
        for field, label in FIELD_LABELS.items():
            line, column = field_place(field)
            sheet.write_string(line, 0, label, self._styles.label())
            text = document.field(field)
            height = paragraph_height(text, TEXT_WIDTH - LABEL_WIDTH)
            sheet.set_row(line, max(FIELD_HEIGHT, height))
            style = self._styles.field()
            if field is Field.YEAR and document.year is not None and text == str(document.year):
                sheet.write_number(line, column, document.year, style)
            else:
                _write_text(sheet, Position(line, column), text, style)
        preamble = self._form.preamble
        sheet.write_string(PREAMBLE_TOP, 0, preamble.title, self._styles.label())
        sheet.write_string(PREAMBLE_TOP, 1, PREAMBLE_HINT, self._styles.hint())
        self._write_paragraphs(sheet, preamble)
        sheet.protect("", _LOCK_TEXT)

    def write_text(self, section: Section) -> None:
        """The sheet of a text section: its heading, then a paragraph a row."""
        sheet = self._text_sheet(sheet_name(section), (TEXT_WIDTH,))
        sheet.write_string(0, 0, section.heading, self._styles.heading())
        sheet.set_row(0, 30)
        self._write_paragraphs(sheet, section)
        sheet.protect("", _LOCK_TEXT)

    def _text_sheet(self, name: str, widths: tuple[float, ...]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column_pixels(column, column, pixels(width), self._styles.paragraph())
        set_up_page(sheet)
        return sheet

    def _write_paragraphs(self, sheet: Worksheet, section: Section) -> None:
        line, column = heading_place(section)
        for down, paragraph in enumerate(self._document.paragraphs(section.key), 1):
            _write_text(sheet, Position(line + down, column), paragraph, self._styles.paragraph())
            width = TEXT_WIDTH - column * LABEL_WIDTH
            sheet.set_row(line + down, paragraph_height(paragraph, width))

    def _title_formula(self) -> str:
        own, organization, year = (
            field_place(field).a1 for field in (Field.TITLE, Field.ORGANIZATION, Field.YEAR)
        )
        official = self._form.title.replace('"', '""')
        official = official.replace("{organization}", f'"&TRIM({organization})&"')
        official = official.replace("{year}", f'"&SUBSTITUTE(TRIM({year}),"年","")&"')
        return f'=IF({own}<>"",{own},"{official}")'

    # ------------------------------------------------------------------ tables

    def write_table(self, section: Section) -> None:
        """The sheet of a table: heading, the official grid, the balances below."""
        table = self._form.tables[section.key]
        sheet = self._book.add_worksheet(sheet_name(section))
        for column, width in enumerate(table.paper):
            sheet.set_column_pixels(column, column, pixels(width))
        for line, height in enumerate(line_heights(table)):
            sheet.set_row(TABLE_TOP + line, height)
        sheet.set_row(0, 36)
        _merge(
            sheet,
            Position(0, 0),
            1,
            table.grid_column_count,
            section.heading,
            self._styles.heading(),
        )
        for grid_cell in table.grid:
            self._write_grid_cell(sheet, table, grid_cell)
        self._validate(sheet, table)
        self._write_balances(sheet, table)
        last = TABLE_TOP + table.grid_row_count - 1
        set_up_page(sheet)
        sheet.print_area(0, 0, last, table.grid_column_count - 1)
        if table.header_rows:
            sheet.repeat_rows(TABLE_TOP, TABLE_TOP + table.header_rows - 1)
            sheet.freeze_panes(TABLE_TOP + table.header_rows, 0)
        sheet.protect("", _LOCK_TABLE)

    def _write_grid_cell(self, sheet: Worksheet, table: Table, grid_cell: GridCell) -> None:
        place = Position(TABLE_TOP + grid_cell.row, grid_cell.column)
        style = self._grid_style(grid_cell, table)
        text = grid_cell.text
        if grid_cell.row_span > 1 or grid_cell.column_span > 1:
            _merge(sheet, place, grid_cell.row_span, grid_cell.column_span, text, style)
        if grid_cell.role is CellRole.TOTAL:
            cell = self._form.cells[grid_cell.key]
            places = value_places(table)
            value = number_of(self._document.value(cell.address))
            formula = "=" + sum_formula(places[part] for part in cell.parts)
            sheet.write_formula(*place, formula, style, value)
        elif grid_cell.role is CellRole.INPUT:
            reading = self._document.parse(grid_cell.key)
            number = shown_number(reading)
            if number is None:
                _write_text(sheet, place, reading.raw, style)
            else:
                sheet.write_number(*place, number, style)
        else:
            _write_text(sheet, place, text, style)

    def _grid_style(self, grid_cell: GridCell, table: Table) -> Format:
        if grid_cell.role is CellRole.TOTAL:
            return self._styles.total()
        if grid_cell.role is CellRole.INPUT:
            number = self._document.number(grid_cell.key)
            return self._styles.input(whole=number is None or number == int(number))
        return self._styles.printed(grid_cell, table.header_rows)

    def _validate(self, sheet: Worksheet, table: Table) -> None:
        """Warns, and no more, of what can stand in no report."""
        places = value_places(table)
        for kind in NumberKind:
            cells = [cell for cell in table.cells if not cell.is_total and cell.kind is kind]
            if cells:
                ranges = [[*places[cell.address], *places[cell.address]] for cell in cells]
                sheet.data_validation(*ranges[0], {**_rule(kind), "other_cells": ranges[1:]})

    def _write_balances(self, sheet: Worksheet, table: Table) -> None:
        """Marks the cells of a balance that does not hold, and says below which and by how much."""
        places = value_places(table)
        for line in check_lines(table):
            note = self._styles.note()
            _merge(sheet, Position(line.line, 0), 1, table.grid_column_count, line.words, note)
            first = min(place.column for _, place in line.cells.values())
            _merge(sheet, Position(line.line + 1, 0), 1, first, CHECK_LABEL, note)
            sheet.set_row(line.line + 1, CHECK_HEIGHT)
            for balance, place in line.cells.values():
                self._mark(sheet, balance, places)
                left, right = _formulas(balance, places)
                state = evaluate_balance(self._document, balance)
                difference = round(number_of(state.left) - number_of(state.right), 6)
                formula = f"=ROUND({left}-{right},6)"
                sheet.write_formula(*place, formula, self._styles.check(), difference)

    def _mark(self, sheet: Worksheet, balance: Balance, places: dict[str, Position]) -> None:
        left, right = _formulas(balance, places)
        cells = [places[address] for address in balance.addresses]
        sheet.conditional_format(
            *cells[0],
            *cells[0],
            {
                "type": "formula",
                "criteria": f"=ROUND({left}-{right},6)<>0",
                "format": self._styles.broken(),
                "multi_range": " ".join(cell.a1.replace("$", "") for cell in cells),
            },
        )

    # ------------------------------------------------------------------ the hidden sheet

    def write_data(self) -> None:
        """The hidden sheet: schema and edition, then every text of the report."""
        sheet = self._book.add_worksheet(DATA_SHEET)
        sheet.very_hidden()
        sheet.write_row(0, 0, [f"{SCHEMA_PROPERTY}={SCHEMA}", f"{FORM_PROPERTY}={self._form.id}"])
        for line, content in enumerate(data_lines(self._document), 1):
            for column, text in enumerate(content):
                sheet.write_string(line, column, text)


def _write_text(sheet: Worksheet, place: Position, text: str, style: Format) -> None:
    shown = shown_text(text)
    if shown:
        sheet.write_string(*place, shown, style)
    else:
        sheet.write_blank(*place, None, style)


def _merge(
    sheet: Worksheet, place: Position, lines: int, columns: int, text: str, style: Format
) -> None:
    """Writes a text over some cells, merged where they are several."""
    if lines == columns == 1:
        sheet.write_string(*place, text, style)
    else:
        last = place.row + lines - 1, place.column + columns - 1
        sheet.merge_range(*place, *last, text, style)


def _formulas(balance: Balance, places: dict[str, Position]) -> tuple[str, str]:
    left, right = (
        sum_formula(places[cell.address] for cell in side) for side in (balance.left, balance.right)
    )
    return left, right


def _rule(kind: NumberKind) -> dict[str, Any]:
    words = {
        NumberKind.COUNT: "这里填件数：0 或正整数。",
        NumberKind.SIGNED: "这里填增减数：整数，减少的填负数。",
        NumberKind.MONEY: "这里填金额：0 或正数，可以有小数。",
    }
    return {
        "validate": "decimal" if kind is NumberKind.MONEY else "integer",
        "criteria": ">=",
        "value": -999_999_999 if kind is NumberKind.SIGNED else 0,
        "error_type": "warning",
        "error_title": "请再看一眼",
        "error_message": words[kind],
    }
