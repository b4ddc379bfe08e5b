"""Rows padded at their end are placed where it is certain how they are written, else listed."""

from __future__ import annotations

import pytest

from report_editor.document import UNPLACED, Document
from report_editor.importers.recognition.recognise import recognise
from report_editor.importers.source import Paragraph, Source, TableBlock

HEADERS = [
    ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况"),
    ("自然人", "法人或其他组织", "", "", "", "", "总计"),
    ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
]
GROUP = "三、本年度办理结果"
BLANK = [""] * 6


def read_table(rows: list[list[str]], width: int) -> Document:
    padded = [(*row, *[""] * (width - len(row))) for row in [*map(list, HEADERS), *rows]]
    heading = Paragraph("三、收到和处理政府信息公开申请情况")
    return recognise(Source([heading, TableBlock(tuple(map(tuple, padded)))])).document


def list_numbers(document: Document) -> dict[str, str]:
    cells = document.form.inputs
    return {cell.address: raw for cell in cells if (raw := document.raw(cell.address))}


@pytest.mark.parametrize("column", range(6))
def test_an_input_in_shifted_rows_is_placed_by_the_column_of_its_label(column: int) -> None:
    values = [*BLANK, "4"]
    values[column] = "4"
    document = read_table(
        [
            ["一、本年新收政府信息公开申请数量", "", "", *values],
            [GROUP, "（一）予以公开", "", *values],
            ["（二）部分公开", "", *BLANK, "0"],
            ["（三）不予公开", "1.属于国家秘密", *BLANK, "0"],
            ["2.其他法律行政法规禁止公开", *BLANK, "0"],
            ["3.危及“三安全一稳定”", *values],
        ],
        10,
    )
    rows = ("new", "granted", "denied_security")
    columns = document.form.tables["requests"].row("new").columns
    expected = {f"requests.{row}.{columns[column]}": "4" for row in rows}
    assert list_numbers(document) == expected


@pytest.mark.parametrize("column", range(6))
def test_own_cells_filled_up_at_the_end_follow_their_label(column: int) -> None:
    values = [*BLANK, "4"]
    values[column] = "4"
    document = read_table(
        [
            ["一、本年新收政府信息公开申请数量", *values],
            [GROUP, "（一）予以公开", *values],
            ["（二）部分公开", *BLANK, "0"],
            ["（三）不予公开", "1.属于国家秘密", *BLANK, "0"],
            ["2.其他法律行政法规禁止公开", *values],
        ],
        9,
    )
    rows = ("new", "granted", "denied_by_law")
    columns = document.form.tables["requests"].row("new").columns
    expected = {f"requests.{row}.{columns[column]}": "4" for row in rows}
    assert list_numbers(document) == expected


def test_rows_shifted_in_no_known_way_are_listed() -> None:
    document = read_table(
        [
            ["一、本年新收政府信息公开申请数量", "", "", "4"],
            [GROUP, "（一）予以公开", "", "", "5"],
            ["（二）部分公开", "6"],
        ],
        12,
    )
    assert list_numbers(document) == {}
    listed = " ".join(document.paragraphs(UNPLACED))
    assert all(number in listed for number in "456")
