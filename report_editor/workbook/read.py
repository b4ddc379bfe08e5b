"""Reads a report's own workbook again, whoever has edited it in the meantime."""

from __future__ import annotations

from dataclasses import dataclass

from report_editor.document import Document
from report_editor.forms import Form, form
from report_editor.workbook.cells import Cells
from report_editor.workbook.edits import take_over_edits
from report_editor.workbook.hidden_sheet import DataError, document_from
from report_editor.workbook.layout import (
    DATA_NAME,
    DATA_SHEET,
    FORM_PROPERTY,
    SCHEMA,
    SCHEMA_PROPERTY,
)
from report_editor.workbook.package import NotOurs, Package, WorkbookProblem, damaged


@dataclass(frozen=True, slots=True)
class Reopened:
    """A report as its file holds it."""

    document: Document
    notes: tuple[str, ...] = ()
    """What the user has to know: Chinese sentences about what was edited elsewhere."""
    read_only: bool = False
    """The file is of a later version of this program: saving would lose what it alone knows."""
    sha256: str = ""
    """Digest of the file's content, by which a change from outside is noticed."""


def from_workbook(data: bytes) -> Reopened:
    """Reads what :func:`~report_editor.workbook.write.to_workbook` wrote.

    Where a visible cell does not show what the hidden sheet says, the visible cell wins.

    Raises:
        NotOurs: it is a file of somebody else's, which an importer may read.
        WorkbookProblem: it is empty, encrypted, damaged or too large.
    """
    cells = Cells(Package(data))
    lines = _data_lines(cells)
    properties = _properties(cells, lines)
    schema = _schema(properties)
    edition = _form(properties)
    later = schema > SCHEMA
    notes: list[str] = []
    if later:
        notes.append(
            "这份报告是用更新版本的报告编辑器保存的，只能查看，不能保存。请升级程序后再修改。"
        )
    if lines is None:
        document = Document(edition)
        notes.append("文件里的隐藏工作表已被删除，只能读到表格里看得见的内容，请逐项核对。")
        take_over_edits(document, cells)
    else:
        try:
            document = document_from(edition, lines[1:])
        except DataError as error:
            if later:
                raise WorkbookProblem(
                    "这份报告是用更新版本的报告编辑器保存的，这个版本读不懂。请升级程序后再打开。"
                ) from error
            raise damaged("隐藏工作表") from error
        notes += take_over_edits(document, cells)
    return Reopened(document, tuple(notes), read_only=later)


def is_older(data: bytes) -> bool:
    """Whether a file is of an older schema than the one that this program writes."""
    try:
        cells = Cells(Package(data))
        return _schema(_properties(cells, _data_lines(cells))) < SCHEMA
    except WorkbookProblem:
        return False


def _data_lines(cells: Cells) -> list[list[str]] | None:
    """The lines of the hidden sheet; None where there is none."""
    name = cells.names[DATA_NAME][0] if DATA_NAME in cells.names else DATA_SHEET
    if name not in cells.sheets:
        return None
    lines: dict[int, list[str]] = {}
    for place, content in sorted(cells.sheet(name).items()):
        lines.setdefault(place.row, []).append(content.text)
    return list(lines.values())


def _properties(cells: Cells, lines: list[list[str]] | None) -> dict[str, str]:
    """Schema and edition; the hidden sheet repeats them for programs that drop properties."""
    properties = dict(cells.properties)
    for text in lines[0] if lines else []:
        key, _, value = text.partition("=")
        properties.setdefault(key, value)
    if SCHEMA_PROPERTY not in properties or FORM_PROPERTY not in properties:
        raise NotOurs("这个工作簿不是本程序保存的报告。")
    return properties


def _schema(properties: dict[str, str]) -> int:
    text = properties[SCHEMA_PROPERTY].strip()
    if not text.isdecimal() or len(text) > 9:
        raise damaged("版本号")
    return int(text)


def _form(properties: dict[str, str]) -> Form:
    edition = properties[FORM_PROPERTY].strip()
    try:
        return form(edition)
    except KeyError:
        raise WorkbookProblem(
            f"这份报告用的是“{edition}”版格式，这个版本的程序没有这一版。请升级程序后再打开。"
        ) from None
