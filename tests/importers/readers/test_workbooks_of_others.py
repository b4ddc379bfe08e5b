"""Workbooks that this program did not make."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from report_editor.importers.readers.excel.cell_formats import FormatKind, shown
from report_editor.importers.readers.excel.workbook import read
from report_editor.importers.source import ImportProblem, TableBlock
from tests.importers.readers.making import tables, texts, with_parts, xlsx_file

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_numbers_dates_and_shares_read_as_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([5.0, 7730.28, 0.1 + 0.2, 0.125, dt.date(2023, 1, 30), True, "00", " 1 "])
    sheet["D1"].number_format = "0.0%"
    assert tables(read(saved(book), "a.xlsx")) == [
        [("5", "7730.28", "0.3", "12.5%", "2023-01-30", "TRUE", "00", "1")]
    ]


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        ("7730.2799999999997", FormatKind.NUMBER, "7730.28"),
        ("5.0", FormatKind.NUMBER, "5"),
        ("1E3", FormatKind.NUMBER, "1000"),
        ("-0", FormatKind.NUMBER, "0"),
        ("1e999", FormatKind.NUMBER, "1e999"),
        ("nan", FormatKind.NUMBER, "nan"),
        ("", FormatKind.NUMBER, ""),
        ("0.07", FormatKind.PERCENT, "7%"),
        ("44956", FormatKind.DATE, "2023-01-30"),
        ("44956.5", FormatKind.DATE, "2023-01-30 12:00"),
        ("0.25", FormatKind.TIME, "06:00"),
        ("-3", FormatKind.DATE, "-3"),
    ],
)
def test_a_stored_number_as_text(raw: str, kind: FormatKind, text: str) -> None:
    assert shown(raw, kind) == text


def test_hidden_sheets_rows_and_columns_are_counted() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("甲", 1, 9), ("乙", 2, 9), ("丙", 3, 9)):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    source = read(saved(book), "a.xlsx")
    assert [row for rows in tables(source) for row in rows] == [("甲", "1"), ("丙", "3")]
    assert source.dropped == {"隐藏的工作表": 1, "隐藏的行和列": 2}


def test_a_formula_has_its_last_value_or_is_counted() -> None:
    sheet = (
        f"<worksheet xmlns='{MAIN}'><sheetData><row r='1'>"
        "<c r='A1'><v>1</v></c><c r='B1'><f>A1+1</f><v>2</v></c><c r='C1'><f>A1+2</f></c>"
        "</row></sheetData></worksheet>"
    )
    source = read(with_parts(xlsx_file(), {"xl/worksheets/sheet1.xml": sheet}), "a.xlsx")
    assert tables(source) == [[("1", "2", "")]]
    assert source.dropped == {"没有计算结果的公式": 1}


def test_sheets_in_order_with_text_between_tables() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "一"
    first["C2"] = "一、总体情况"
    first["C3"] = "正文" * 40
    second = book.create_sheet("三")
    second["B1"] = "三、收到和处理政府信息公开申请情况"
    for row in (("（一）", 1, None), ("（二）", 2, 3)):
        second.append((None, *row))
    source = read(saved(book), "a.xlsx")
    assert texts(source) == ["一、总体情况", "正文" * 40, "三、收到和处理政府信息公开申请情况"]
    assert tables(source) == [[("（一）", "1", ""), ("（二）", "2", "3")]]
    table = source.blocks[-1]
    assert isinstance(table, TableBlock)
    assert table.where == "工作表“三”第 2 行"


def test_a_text_that_is_missing_from_the_shared_ones_is_damage() -> None:
    sheet = (
        f"<worksheet xmlns='{MAIN}'><sheetData><row r='1'><c r='A1' t='s'><v>999</v></c></row>"
        "</sheetData></worksheet>"
    )
    with pytest.raises(ImportProblem, match="损坏"):
        read(with_parts(xlsx_file(), {"xl/worksheets/sheet1.xml": sheet}), "a.xlsx")
