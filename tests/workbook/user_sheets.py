"""A report's workbook to which a user added sheets with many kinds of content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from tests.workbook.workbook_surgery import edited, parts_of, small_workbook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OWN_PART = "xl/worksheets/sheet1.xml"
OWN_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK = "xl/workbook.xml"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
OWN = "我的台账"
REQUESTS = "三、收到和处理政府信息公开申请情况"


def with_own_sheet() -> bytes:
    """The small workbook after a user added a sheet of every kind of content before the others."""

    def add(book: Workbook) -> None:
        sheet = book.create_sheet(OWN, 0)
        sheet["A1"] = "科室"
        sheet["A1"].font = Font(name="楷体", bold=True, color="FFFF0000")
        sheet["A1"].comment = Comment("问过老王", "小李")
        sheet["A2"] = "=1 是文字"
        sheet["A2"].data_type = "s"
        sheet["A2"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["B2"], sheet["B3"] = 3.14159, 5
        sheet["B2"].number_format = '0.00"万元"'
        sheet["C1"] = f"='{REQUESTS}'!D5*2"
        sheet["C2"] = "='[1]Sheet1'!A1"
        sheet.merge_cells("A5:B6")
        sheet.column_dimensions["A"].width = 33
        green = PatternFill("solid", bgColor="FF00FF00")
        rule = CellIsRule("greaterThan", ["4"], fill=green)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add("B2:B3", rule)
        sheet.add_chart(chart_of(sheet), "E5")
        sheet.print_area = "A1:C9"
        book.defined_names["mine"] = DefinedName("mine", attr_text=f"'{OWN}'!$B$2")
        book.create_sheet("空表").sheet_state = "hidden"
        page = book.create_chartsheet("图表页")
        page.add_chart(chart_of(sheet))

    return edited(small_workbook(), add)


def chart_of(sheet: Worksheet) -> BarChart:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
    return chart


def own_parts() -> dict[str, bytes]:
    """The parts of that workbook."""
    return parts_of(with_own_sheet())


def related(parts: dict[str, bytes], part: str, kind: str, target: str) -> str:
    """Relate a part to another that is added as a stub; returns the id of the relation."""
    folder, _, name = part.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    identity = f"rIdX{parts[listed].count(b'<Relationship ')}"
    full = kind if "://" in kind else f"{OFFICE}/{kind}"
    relation = f'<Relationship Id="{identity}" Type="{full}" Target="/{target}"/>'
    parts[listed] = parts[listed].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )
    parts.setdefault(target, b"<x/>")
    return identity


def put_cell(parts: dict[str, bytes], cell: str) -> None:
    """Put a cell into the first row of the user's sheet, in column J."""
    row = re.compile(rb'(<row r="1".*?)(</row>)', re.DOTALL)
    assert row.search(parts[OWN_PART])
    parts[OWN_PART] = row.sub(rb"\1" + cell.encode() + rb"\2", parts[OWN_PART], count=1)


def append_to_sheet(parts: dict[str, bytes], xml: str) -> None:
    """Put something at the end of the user's sheet."""
    end = b"</worksheet>"
    parts[OWN_PART] = parts[OWN_PART].replace(end, xml.encode() + end)
