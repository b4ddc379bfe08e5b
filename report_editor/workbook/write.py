"""Write a report as a workbook that looks like the official form."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from report_editor.document import Document, Field
from report_editor.document.balances import evaluate_balance
from report_editor.document.final_records import find_final
from report_editor.document.wording import Wording
from report_editor.forms import CellRole, NumberKind, SectionKind
from report_editor.ooxml.references import Position
from report_editor.workbook import layout, style
from report_editor.workbook.archive import make_workbook_bytes
from report_editor.workbook.hidden_sheet import list_data_rows
from report_editor.workbook.layout import FINAL_SCHEMA, SCHEMA
from report_editor.workbook.paragraph_rows import split_paragraph
from report_editor.workbook.row_heights import grid_row_heights, paragraph_height
from report_editor.workbook.sheet_writer import SheetWriter
from report_editor.workbook.style import Look
from report_editor.workbook.user_sheets import add_user_sheets
from report_editor.workbook.values import show_number, show_text, to_cell_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Balance, GridCell, Section, Table

Positions: TypeAlias = "dict[str, Position]"
"""Cell of each value of a table, by address."""

_BEGINNING = datetime(2020, 1, 1)  # noqa: DTZ001 - a file time, which has no zone
_LONGEST_PROPERTY = 250
_LONGEST_TITLE = 8000


def to_workbook(document: Document, *, keep: bytes | None = None) -> bytes:
    """Return a report as the content of an .xlsx file; equal reports give equal bytes.

    ``keep`` is the file that this one replaces; sheets that the user added to it are carried over.

    Raises:
        PackageProblem: The sheets of ``keep`` cannot be read.
    """
    data = _ReportWriter(document).write()
    return data if keep is None else add_user_sheets(data, keep)


class _ReportWriter:
    """Workbook of a report being written."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._form = document.form
        self._wording = Wording(document)
        self._schema = FINAL_SCHEMA if find_final(document) else SCHEMA
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._styles = style.add_styles(self._book)
        self._values: dict[str, dict[str, float | str]] = {}

    def write(self) -> bytes:
        """Write all sheets and return the content of the file."""
        self._write_properties()
        self._write_metadata()
        for section in self._form.sections:
            if section.kind is SectionKind.TABLE:
                self._write_table(section)
            elif section.numeral:
                self._write_text_section(section)
        self._write_data()
        self._book.worksheets[0].sheet_view.tabSelected = True
        names = layout.defined_names(self._form)
        names[layout.DATA_NAME] = (layout.DATA_SHEET, Position(0, 0))
        for name, (sheet, position) in names.items():
            refers_to = f"{quote_sheetname(sheet)}!{position.a1}"
            self._book.defined_names[name] = DefinedName(name, attr_text=refers_to)
        return make_workbook_bytes(self._book, self._values)

    def _write_properties(self) -> None:
        properties, organization = self._book.properties, show_text(self._document.organization)
        properties.title = show_text(self._wording.title)[:_LONGEST_PROPERTY]
        properties.creator = properties.lastModifiedBy = organization[:_LONGEST_PROPERTY]
        properties.created = properties.modified = _BEGINNING
        custom = self._book.custom_doc_props  # type: ignore[attr-defined]
        custom.append(IntProperty(name=layout.SCHEMA_PROPERTY, value=self._schema))
        custom.append(StringProperty(name=layout.FORM_PROPERTY, value=self._form.id))

    def _add_sheet(self, title: str) -> SheetWriter:
        sheet = SheetWriter(self._book, title)
        self._values[title] = sheet.values
        return sheet

    # ------------------------------------------------------------------ sheets of text

    def _write_metadata(self) -> None:
        """Write the sheet of metadata, with the preamble below."""
        document = self._document
        width = layout.TEXT_WIDTH - layout.LABEL_WIDTH
        sheet = self._add_text_sheet(layout.METADATA_SHEET, (layout.LABEL_WIDTH, width))
        title = show_text(self._wording.title)[:_LONGEST_TITLE]
        top = Position(0, 0)
        sheet.write_formula(top, self._title_formula(), title, Look.TITLE)
        sheet.merge(top, 1, 2, Look.TITLE)
        sheet.set_row_height(0, 54)
        for field, label in layout.FIELD_LABELS.items():
            position = layout.field_position(field)
            sheet.write_text(Position(position.row, 0), label, Look.FIELD_LABEL)
            text = document.field(field)
            height = max(style.FIELD_HEIGHT, paragraph_height(text, width))
            sheet.set_row_height(position.row, height)
            if field is Field.YEAR and document.year is not None and text == str(document.year):
                sheet.write_number(position, document.year, Look.FIELD)
            else:
                sheet.write_text(position, show_text(text), Look.FIELD)
        preamble = self._form.sections[0]
        sheet.write_text(Position(layout.PREAMBLE_TOP, 0), preamble.title, Look.FIELD_LABEL)
        sheet.write_text(Position(layout.PREAMBLE_TOP, 1), layout.PREAMBLE_HINT, Look.HINT)
        self._write_paragraphs(sheet, preamble)

    def _write_text_section(self, section: Section) -> None:
        """Write the sheet of a text section: its heading, then its paragraphs."""
        sheet = self._add_text_sheet(layout.sheet_name(section), (layout.TEXT_WIDTH,))
        sheet.write_text(Position(0, 0), section.heading, Look.HEADING)
        sheet.set_row_height(0, 30)
        self._write_paragraphs(sheet, section)

    def _add_text_sheet(self, title: str, widths: tuple[float, ...]) -> SheetWriter:
        sheet = self._add_sheet(title)
        for column, millimetres in enumerate(widths):
            sheet.set_column(column, style.column_width(millimetres), self._styles[Look.PARAGRAPH])
        style.set_up_page(sheet.worksheet)
        sheet.protect(allows_new_rows=True)
        return sheet

    def _write_paragraphs(self, sheet: SheetWriter, section: Section) -> None:
        row, column = layout.heading_position(section)
        width = layout.measure_text_width(section)
        texts = map(show_text, self._document.paragraphs(section.key))
        rows = (each for text in texts for each in split_paragraph(text, width))
        for below, text in enumerate(rows, row + 1):
            sheet.write_text(Position(below, column), text, Look.PARAGRAPH)
            sheet.set_row_height(below, paragraph_height(text, width))

    def _title_formula(self) -> str:
        fields = (Field.TITLE, Field.ORGANIZATION, Field.YEAR)
        own, organization, year = (layout.field_position(field).a1 for field in fields)
        official = self._wording.write(self._form.title).replace('"', '""')
        official = official.replace("{organization}", f'"&TRIM({organization})&"')
        official = official.replace("{year}", f'"&SUBSTITUTE(TRIM({year}),"年","")&"')
        return f'=IF({own}<>"",{own},"{official}")'

    # ------------------------------------------------------------------ sheets of tables

    def _write_table(self, section: Section) -> None:
        """Write the sheet of a table: heading, the official grid, the balances below."""
        table = self._form.tables[section.key]
        sheet = self._add_sheet(layout.sheet_name(section))
        for column, millimetres in enumerate(table.paper):
            sheet.set_column(column, style.column_width(millimetres))
        sheet.set_row_height(0, 36)
        for row, height in enumerate(grid_row_heights(table), layout.TABLE_TOP):
            sheet.set_row_height(row, height)
        top, width = Position(0, 0), table.grid_column_count
        sheet.write_text(top, section.heading, Look.HEADING)
        sheet.merge(top, 1, width, Look.HEADING)
        positions = layout.find_value_positions(table)
        for grid_cell in table.grid:
            self._write_grid_cell(sheet, table, grid_cell, positions)
        self._write_balances(sheet, table, positions)
        _warn_of_wrong_input(sheet, table, positions)
        style.set_up_page(sheet.worksheet)
        last = Position(layout.TABLE_TOP + table.grid_row_count - 1, width - 1)
        sheet.worksheet.print_area = f"A1:{last.coordinate}"
        if table.header_rows:
            first_row = layout.TABLE_TOP + 1
            sheet.worksheet.print_title_rows = f"{first_row}:{layout.TABLE_TOP + table.header_rows}"
            sheet.worksheet.freeze_panes = f"A{first_row + table.header_rows}"
        sheet.protect()

    def _write_grid_cell(
        self, sheet: SheetWriter, table: Table, grid_cell: GridCell, positions: Positions
    ) -> None:
        position = Position(layout.TABLE_TOP + grid_cell.row, grid_cell.column)
        look = self._grid_look(table, grid_cell)
        if grid_cell.role is CellRole.TOTAL:
            parts = self._form.cells[grid_cell.key].parts
            formula = "=" + layout.sum_formula(positions[part] for part in parts)
            total = to_cell_number(self._document.value(grid_cell.key))
            sheet.write_formula(position, formula, total, look)
        elif grid_cell.role is CellRole.INPUT:
            reading = self._document.parse(grid_cell.key)
            if (number := show_number(reading)) is None:
                sheet.write_text(position, show_text(reading.raw), look)
            else:
                sheet.write_number(position, number, look)
        else:
            sheet.write_text(position, grid_cell.text, look)
        sheet.merge(position, grid_cell.row_span, grid_cell.column_span, look)

    def _grid_look(self, table: Table, grid_cell: GridCell) -> Look:
        """Return the look of a cell; the label of a row is set left, all else is centred."""
        match grid_cell.role:
            case CellRole.TOTAL:
                return Look.TOTAL
            case CellRole.INPUT:
                number = self._document.number(grid_cell.key)
                is_whole = number is None or number == int(number)
                return Look.INPUT if is_whole else Look.DECIMAL_INPUT
            case CellRole.HEADING:
                return Look.TABLE_HEADING
            case CellRole.LABEL if grid_cell.row >= table.header_rows:
                return Look.ROW_LABEL
            case _:
                return Look.COLUMN_LABEL

    def _write_balances(self, sheet: SheetWriter, table: Table, positions: Positions) -> None:
        """Mark the cells of a balance that does not hold; say below which, and by how much."""
        for rows in layout.balance_rows(table):
            sentence, label = Position(rows.row, 0), Position(rows.row + 1, 0)
            sheet.write_text(sentence, rows.words, Look.BALANCE)
            sheet.merge(sentence, 1, table.grid_column_count, Look.BALANCE)
            label_span = min(position.column for _, position in rows.cells.values())
            sheet.write_text(label, layout.CHECK_LABEL, Look.BALANCE)
            sheet.merge(label, 1, label_span, Look.BALANCE)
            sheet.set_row_height(label.row, style.CHECK_HEIGHT)
            for balance, position in rows.cells.values():
                formula = _difference_formula(balance, positions)
                state = evaluate_balance(self._document, balance)
                difference = round(to_cell_number(state.left) - to_cell_number(state.right), 6)
                sheet.write_formula(position, f"={formula}", difference, Look.DIFFERENCE)
                sheet.worksheet.conditional_formatting.add(
                    _join(positions[address] for address in balance.addresses),
                    Rule("expression", dxf=style.broken_balance(), formula=[f"{formula}<>0"]),
                )

    # ------------------------------------------------------------------ the hidden sheet

    def _write_data(self) -> None:
        """Write the hidden sheet: schema and edition, then every text of the report."""
        sheet = self._add_sheet(layout.DATA_SHEET)
        sheet.worksheet.sheet_state = sheet.worksheet.SHEETSTATE_VERYHIDDEN
        first = {layout.SCHEMA_PROPERTY: self._schema, layout.FORM_PROPERTY: self._form.id}
        rows = [[f"{key}={value}" for key, value in first.items()], *list_data_rows(self._document)]
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                sheet.write_text(Position(row, column), text)


def _difference_formula(balance: Balance, positions: Positions) -> str:
    sides = (balance.left, balance.right)
    left, right = (layout.sum_formula(positions[cell.address] for cell in side) for side in sides)
    return f"ROUND({left}-{right},6)"


_INPUT_RULES = {
    NumberKind.COUNT: ("0", "这里填件数：0 或正整数。"),
    NumberKind.SIGNED: ("-999999999", "这里填增减数：整数，减少的填负数。"),
    NumberKind.MONEY: ("0", "这里填金额：0 或正数，可以有小数。"),
}
"""Lowest value of each kind of input, and the warning below it."""


def _warn_of_wrong_input(sheet: SheetWriter, table: Table, positions: Positions) -> None:
    """Make the office program warn, not refuse, on a number the cell cannot take."""
    for kind, (lowest, warning) in _INPUT_RULES.items():
        cells = [cell for cell in table.cells if not cell.is_total and cell.kind is kind]
        if cells:
            validation = DataValidation(
                type="decimal" if kind is NumberKind.MONEY else "whole",
                operator="greaterThanOrEqual",
                formula1=lowest,
                allow_blank=True,
                showInputMessage=True,
                showErrorMessage=True,
                errorStyle="warning",
                errorTitle="请再看一眼",
                error=warning,
                sqref=_join(positions[cell.address] for cell in cells),
            )
            sheet.worksheet.add_data_validation(validation)


def _join(positions: Iterable[Position]) -> str:
    return " ".join(position.coordinate for position in positions)
