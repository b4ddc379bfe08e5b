"""Read a report's own workbook again, whoever has edited it in the meantime."""

from __future__ import annotations

from report_editor.document import Document
from report_editor.forms import Form, form
from report_editor.ooxml.package import MEMORY, Package
from report_editor.ooxml.problems import OtherFormat, PackageProblem, refuse_damaged
from report_editor.ooxml.spreadsheet import Spreadsheet
from report_editor.workbook import layout
from report_editor.workbook.edits import take_over_edits
from report_editor.workbook.hidden_sheet import DataError, read_data_rows
from report_editor.workbook.layout import FINAL_SCHEMA, SCHEMA
from report_editor.workbook.reopened import Reopened


def from_workbook(data: bytes, memory: int = MEMORY) -> Reopened:
    """Read a report; where a visible cell and the hidden sheet differ, the visible cell wins.

    Args:
        data: The file.
        memory: Bytes that its parsed parts may take.

    Raises:
        OtherFormat: It is a file of somebody else's, or one of ours of which only the visible cells
            are left, without their names: an importer may read it.
        PackageProblem: It is empty, encrypted, damaged or too large.
    """
    return read_report(Spreadsheet(Package(data, memory)))


def read_report(book: Spreadsheet) -> Reopened:
    """Read the report in a workbook; raise as :func:`from_workbook` does."""
    rows = _hidden_rows(book)
    properties = _properties(book, rows)
    is_later = _schema(properties) > SCHEMA and _schema(properties) != FINAL_SCHEMA
    edition = _form(properties)
    later = "这份报告是用更新版本的报告编辑器保存的，"
    notes = [f"{later}只能查看，不能保存。请升级程序后再修改。"] if is_later else []
    try:
        stored = read_data_rows(rows)
        document = stored.to_document(edition)
    except DataError as error:
        if is_later:
            message = f"{later}这个版本读不懂。请升级程序后再打开。"
            raise PackageProblem(message) from error
        raise refuse_damaged("隐藏工作表") from error
    if document == Document(edition) and not book.names.keys() & layout.defined_names(edition):
        # No empty report: the values may still stand on the visible sheets.
        raise OtherFormat("这个工作簿里保存报告内容的隐藏工作表和单元格名称都没有了。")
    if not rows:
        notes.append("文件里的隐藏工作表已被删除，只能读到表格里看得见的内容，请逐项核对。")
    notes += take_over_edits(document, book, stored, is_restored=bool(rows))
    return Reopened(document, tuple(notes), read_only=is_later)


def is_older(data: bytes) -> bool:
    """Check whether a report is of an older schema; raise as :func:`from_workbook` does."""
    book = Spreadsheet(Package(data))
    return _schema(_properties(book, _hidden_rows(book))) < SCHEMA


def _hidden_rows(book: Spreadsheet) -> list[list[str]]:
    """Return the rows of the hidden sheet; none where the sheet was deleted or emptied."""
    name = book.names[layout.DATA_NAME][0] if layout.DATA_NAME in book.names else layout.DATA_SHEET
    if all(entry.name != name for entry in book.sheets):
        return []
    rows: dict[int, list[str]] = {}
    for position, cell in sorted(book.cells(name).items()):
        rows.setdefault(position.row, []).append(cell.text)
    return list(rows.values())


def _properties(book: Spreadsheet, rows: list[list[str]]) -> dict[str, str]:
    """Return schema and edition; the hidden sheet repeats them if a program drops properties."""
    properties = dict(book.properties)
    for text in rows[0] if rows else []:
        key, _, value = text.partition("=")
        properties.setdefault(key, value)
    if layout.SCHEMA_PROPERTY not in properties or layout.FORM_PROPERTY not in properties:
        raise OtherFormat("这个工作簿不是本程序保存的报告。")
    return properties


def _schema(properties: dict[str, str]) -> int:
    text = properties[layout.SCHEMA_PROPERTY].strip()
    if not text.isdecimal() or len(text) > 9:
        raise refuse_damaged("版本号")
    return int(text)


def _form(properties: dict[str, str]) -> Form:
    edition = properties[layout.FORM_PROPERTY].strip()
    try:
        return form(edition)
    except KeyError:
        raise PackageProblem(
            f"这份报告用的是“{edition}”版格式，这个版本的程序没有这一版。请升级程序后再打开。"
        ) from None
