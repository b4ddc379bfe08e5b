"""Reads workbooks (.xlsx .xlsm) that this program did not make.

A row with several cells, or with ruled ones, belongs to a table; a text alone in its row is a
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.readers import limits, progress
from report_editor.importers.readers.collect import LONG, Collector, clean, join_lines
from report_editor.importers.readers.excel.cell_formats import Formats, S, shown
from report_editor.importers.readers.ooxml import Element, Package, whole
from report_editor.importers.source import ImportProblem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_SHEETS = 60
_DAMAGED = "这个工作簿缺少一部分内容，已损坏。请用 WPS 或 Excel 打开它，修复并另存后再打开。"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、")


@dataclass(slots=True)
class _Cell:
    column: int
    text: str
    is_ruled: bool


@dataclass(slots=True)
class _Sheet:
    """A sheet's rows that hold anything, by number, and the cells that merges cover."""

    name: str
    rows: dict[int, dict[int, _Cell]] = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)


def read(data: bytes, name: str) -> Source:  # noqa: ARG001 - every reader is called alike
    """Reads a workbook: visible sheets in order, formulas with the values they last had.

    Args:
        data: The bytes of the file.
        name: Its name, unused.

    Raises:
        ImportProblem: it is damaged, encrypted, hostile, too large, or no workbook.
    """
    package = Package(data)
    main = package.main("xl/workbook.xml")
    book = package.part(main)
    if book is None or book.find(S + "sheets") is None:
        raise ImportProblem("这个文件里没有工作表。请确认选对了文件。")
    parts = package.related(main)
    by_kind = dict(parts.values())
    strings = _strings(package.part(by_kind.get("sharedStrings", "")))
    old_dates = book.find(S + "workbookPr")
    formats = Formats(
        package.part(by_kind.get("styles", "")),
        from_1904=old_dates is not None and old_dates.get("date1904") in ("1", "true"),
    )
    collector = Collector()
    sheets = book.findall(f"{S}sheets/{S}sheet")
    if len(sheets) > MOST_SHEETS:
        raise limits.TooLarge(f"工作表超过 {MOST_SHEETS} 张")
    shown_sheets = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
    collector.drop(left_out.HIDDEN_SHEET, len(sheets) - len(shown_sheets))
    for number, sheet in enumerate(shown_sheets):
        progress.report(number, len(shown_sheets))
        path = parts.get(sheet.get(R + "id", ""), ("", ""))[1]
        root = package.part(path)
        if root is None:
            raise ImportProblem(_DAMAGED)
        _write(_sheet(root, sheet.get("name", ""), strings, formats, collector), collector)
    if not collector.source.blocks:
        raise ImportProblem("这个工作簿里没有内容。请确认选对了文件。")
    return collector.source


def _strings(root: Element | None) -> list[str]:
    if root is None:
        return []
    return [_rich_text(item) for item in root.iterfind(S + "si")]


def _rich_text(item: Element) -> str:
    """The text of a string, without the readings (phonetic) that may stand over it."""
    texts = []
    for child in item:
        if child.tag == S + "t":
            texts.append(child.text or "")
        elif child.tag == S + "r":
            texts.extend(text.text or "" for text in child.iterfind(S + "t"))
    return "".join(texts)


# ---------------------------------------------------------------------- one sheet


def _sheet(
    root: Element, name: str, strings: list[str], formats: Formats, collector: Collector
) -> _Sheet:
    sheet = _Sheet(name)
    anchors = _merges(root, sheet)
    hidden_columns = _hidden_columns(root)
    used_columns: set[int] = set()
    number = count = 0
    for row in root.iterfind(f"{S}sheetData/{S}row"):
        number = whole(row.get("r")) or number + 1
        is_hidden = row.get("hidden") in ("1", "true")
        cells: dict[int, _Cell] = {}
        column = 0
        for element in row.iterfind(S + "c"):
            place = _place(element.get("r", ""))
            column = place[1] if place else column + 1
            count += 1
            if count > limits.MAX_CELLS:
                raise limits.TooLarge(f"单元格超过 {limits.MAX_CELLS} 个")
            if (number, column) in sheet.covered:
                continue
            text = _text(element, strings, formats)
            uncomputed = not text and element.find(S + "f") is not None
            collector.drop(left_out.UNCOMPUTED, int(uncomputed))
            if column in hidden_columns:
                used_columns.update({column} if text else ())
                continue
            ruled = formats.is_ruled(element.get("s"))
            if text or ruled or uncomputed or (number, column) in anchors:
                cells[column] = _Cell(column, text, ruled)
        if is_hidden:
            collector.drop(left_out.HIDDEN_ROWS, int(any(cell.text for cell in cells.values())))
        elif any(cell.text or cell.is_ruled for cell in cells.values()):
            sheet.rows[number] = cells
            if len(sheet.rows) > limits.MAX_ROWS:
                raise limits.TooLarge(f"表格超过 {limits.MAX_ROWS} 行")
    collector.drop(left_out.HIDDEN_ROWS, len(used_columns))
    return sheet


def _merges(root: Element, sheet: _Sheet) -> set[tuple[int, int]]:
    """Where merged cells begin; what they cover is noted in the sheet."""
    anchors: set[tuple[int, int]] = set()
    for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        start, end = _place(first), _place(last or first)
        if start is None or end is None:
            continue
        rows = range(start[0], min(end[0], limits.MAX_ROWS) + 1)
        columns = range(start[1], end[1] + 1)
        if len(rows) * len(columns) + len(sheet.covered) > limits.MAX_CELLS:
            raise limits.TooLarge(f"合并单元格超过 {limits.MAX_CELLS} 格")
        anchors.add(start)
        sheet.covered.update((row, column) for row in rows for column in columns)
        sheet.covered.discard(start)
    return anchors


def _hidden_columns(root: Element) -> set[int]:
    hidden: set[int] = set()
    for column in root.iterfind(f"{S}cols/{S}col"):
        if column.get("hidden") in ("1", "true"):
            first, last = whole(column.get("min")), whole(column.get("max"))
            hidden.update(range(first, min(last, 16384) + 1))
    return hidden


def _text(element: Element, strings: list[str], formats: Formats) -> str:
    kind = element.get("t", "n")
    if kind == "inlineStr":
        item = element.find(S + "is")
        raw = _rich_text(item) if item is not None else ""
    else:
        value = element.find(S + "v")
        raw = (value.text or "") if value is not None else ""
        if kind == "s":
            index = whole(raw)
            if raw and index >= len(strings):
                raise ImportProblem(_DAMAGED)
            raw = strings[index] if raw else ""
        elif kind == "b":
            raw = {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        elif kind == "n":
            return shown(raw, formats.kind(element.get("s")), from_1904=formats.from_1904)
    return join_lines(clean(line) for line in raw.replace("_x000D_", "").splitlines())


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of ``C5``, from 1."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


# ---------------------------------------------------------------------- rows into blocks


def _write(sheet: _Sheet, collector: Collector) -> None:
    before = len(collector.source.blocks)
    for rows in _runs(sheet):
        where = f"工作表“{sheet.name}”第 {rows[0]} 行"
        cells = sheet.rows[rows[0]]
        texts = [cell.text for cell in cells.values() if cell.text]
        if len(rows) == 1 and not _is_table_row(cells):
            for text in texts:
                collector.add_paragraph(text, where)
        else:
            collector.add_table(_table(sheet, rows), where)
    if len(collector.source.blocks) == before:
        collector.drop(left_out.EMPTY_SHEET)


def _runs(sheet: _Sheet) -> Iterator[list[int]]:
    """Row numbers: those of one table together, each other row alone."""
    run: list[int] = []
    for number in sorted(sheet.rows):
        in_table = _is_table_row(sheet.rows[number])
        if run and (not in_table or number != run[-1] + 1):
            yield run
            run = []
        if in_table:
            run.append(number)
        else:
            yield [number]
    if run:
        yield run


def _is_table_row(cells: dict[int, _Cell]) -> bool:
    texts = [cell.text for cell in cells.values() if cell.text]
    if len(texts) > 1:
        return True
    alone = texts[0] if texts else ""
    if len(alone) >= LONG or (len(cells) == 1 and _HEADING.match(alone)):
        return False
    return any(cell.is_ruled for cell in cells.values())


def _table(sheet: _Sheet, rows: list[int]) -> list[tuple[str, ...]]:
    """The rows of a table, each with its own cells from the first to the last column used."""
    used = sorted({column for row in rows for column in sheet.rows[row]})
    return [
        tuple(
            sheet.rows[row][column].text if column in sheet.rows[row] else ""
            for column in used
            if (row, column) not in sheet.covered
        )
        for row in rows
    ]
