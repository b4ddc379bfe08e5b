"""Workbooks that this program did not make."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.excel.workbook import read
from report_editor.importers.source import TableBlock
from tests.bounded_work import bounded_work
from tests.importers.readers.making import tables, texts, with_parts, xlsx_file
from tests.ooxml.making import (
    BOOK,
    BOOK_RELATIONS,
    MAIN,
    OFFICE,
    SHEET,
    STRINGS,
    STYLES,
    package,
    relations,
    workbook_parts,
)


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


PECULIAR: dict[str, tuple[str, str, str]] = {
    "an empty fill": (STYLES, "<cellXfs>", "<fills><fill/></fills><cellXfs>"),
    "a wrong dimension": (SHEET, "<sheetData>", "<dimension ref='A1'/><sheetData>"),
    "a huge dimension": (SHEET, "<sheetData>", "<dimension ref='A1:XFD1048576'/><sheetData>"),
    "a style that is not there": (SHEET, "r='B2'", "r='B2' s='999'"),
    "a state that nobody knows": (BOOK, "sheetId=", "state='visable' sheetId="),
    "a hyperlink that leads nowhere": (
        SHEET,
        "</sheetData>",
        "</sheetData><hyperlinks><hyperlink ref='A1:XFD1048576' r:id='rId5'/></hyperlinks>",
    ),
    "an unknown rule": (
        SHEET,
        "</sheetData>",
        "</sheetData><conditionalFormatting><cfRule type='fancy'/></conditionalFormatting>",
    ),
    "a filter of blanks": (
        SHEET,
        "</sheetData>",
        "</sheetData><autoFilter ref='A1:B2'><filterColumn colId='0'/></autoFilter>",
    ),
    "a merge backwards": (
        SHEET,
        "</sheetData>",
        "</sheetData><mergeCells><mergeCell ref='D2:C1'/></mergeCells>",
    ),
    "a row height that is no number": (SHEET, "<row r='2'>", "<row r='2' ht='NaN'>"),
    "a column of no number": (
        SHEET,
        "<sheetData>",
        "<cols><col min='0' max='0' hidden='1'/></cols><sheetData>",
    ),
    "broken names": (
        BOOK,
        "</sheets>",
        "</sheets><definedNames><definedName name='a'>#REF!</definedName></definedNames>",
    ),
    "a reading above the text": (
        STRINGS,
        "<t>乙</t>",
        "<t>乙</t><rPh sb='0' eb='1'><t>yi</t></rPh>",
    ),
    "a text as formula": (SHEET, "t='s'><v>1</v>", "t='str'><v>乙</v>"),
    "an absolute target": (BOOK_RELATIONS, "'worksheets", "'/xl/worksheets"),
    "no styles": (BOOK_RELATIONS, "'styles.xml'", "'none.xml'"),
}


@pytest.mark.parametrize(("part", "old", "new"), PECULIAR.values(), ids=list(PECULIAR))
def test_what_some_program_writes_otherwise_changes_nothing(part: str, old: str, new: str) -> None:
    parts = workbook_parts()
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    assert_plain(package(parts))


def assert_plain(data: bytes) -> None:
    source = read(data, "a.xlsx")
    assert tables(source) == [[("甲", "1"), ("乙", "2")]]
    assert source.dropped == {}


def test_other_names_of_namespaces_and_parts_change_nothing() -> None:
    plain = workbook_parts()
    strict = {
        name: text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, text in plain.items()
    }
    prefixed = dict(plain)
    for part in (SHEET, STRINGS, STYLES):
        text = plain[part].replace("xmlns=", "xmlns:x=")
        prefixed[part] = text.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    moved = {
        name: text
        for name, text in plain.items()
        if not name.startswith(("xl/wo", "_", BOOK_RELATIONS))
    }
    moved |= {
        "_rels/.rels": relations(("r", "officeDocument", "main.xml")),
        "main.xml": plain[BOOK],
        "_rels/main.xml.rels": plain[BOOK_RELATIONS].replace("Target='", "Target='xl/"),
        SHEET: plain[SHEET],
    }
    backslashes = {name.replace("/", "\\"): text for name, text in plain.items()}
    for parts in (plain, strict, prefixed, moved, backslashes):
        assert_plain(package(parts))


@pytest.mark.slow
def test_a_million_empty_rows_are_passed_over() -> None:
    parts = workbook_parts()
    rows = "".join(f"<row r='{number}'/>" for number in range(3, 1_000_000))
    parts[SHEET] = parts[SHEET].replace("</sheetData>", f"{rows}</sheetData>")
    with bounded_work():
        assert_plain(package(parts))


def test_a_file_that_is_no_workbook_says_so() -> None:
    with pytest.raises(ImportProblem, match="不是工作簿"):
        read(package({"word/document.xml": "<x/>"}), "a.xlsx")
    binary = {"_rels/.rels": relations(("r", "officeDocument", "a.bin")), "a.bin": "x"}
    with pytest.raises(ImportProblem, match="xlsb"):
        read(package(binary), "a.xlsb")
