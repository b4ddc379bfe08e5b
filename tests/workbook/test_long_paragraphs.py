"""A paragraph that no row can show whole stands in several rows, and is one when it is read."""

from __future__ import annotations

import random
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from report_editor.document import Document
from report_editor.forms import form
from report_editor.workbook.layout import LABEL_WIDTH, TEXT_WIDTH
from report_editor.workbook.paragraph_rows import join_rows, split_paragraph
from report_editor.workbook.read import from_workbook
from report_editor.workbook.write import to_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

LETTERS = "主动公开政府信息依申请公开，、；。！？”）  1234567890abc\u0301\u200d😀𠮷"
SHEET = "一、总体情况"


def write_text(length: int, seed: int = 0) -> str:
    chance = random.Random(seed)  # noqa: S311 - no secret
    return "始" + "".join(chance.choices(LETTERS, k=length - 2)) + "终"


def make_report(*paragraphs: str, section: str = "overview") -> Document:
    return Document(form("2021"), texts={section: paragraphs})


def edit(document: Document, change: Callable[[Worksheet], object]) -> Document:
    """Change the sheet of the overview in another program, and read the file again."""
    book = openpyxl.load_workbook(BytesIO(to_workbook(document)))
    change(book[SHEET])
    stream = BytesIO()
    book.save(stream)
    return from_workbook(stream.getvalue()).document


@pytest.mark.parametrize("seed", range(20))
def test_rows_joined_are_the_paragraph(seed: int) -> None:
    text = write_text(400 + 300 * seed, seed)
    for width in (TEXT_WIDTH, TEXT_WIDTH - LABEL_WIDTH):
        rows = split_paragraph(text, width)
        assert "".join(rows) == text
        assert len(rows) == 1 or max(map(len, rows)) < 900
        assert all(row == row.strip() for row in rows)
        assert join_rows(["前", *rows, "后"], ["前", text, "后"]) == ["前", text, "后"]


@pytest.mark.parametrize("section", ["overview", "preamble"])
@pytest.mark.parametrize("length", [899, 1801, 5000, 40_000])
def test_what_is_saved_is_read_as_it_was(section: str, length: int) -> None:
    twice = write_text(length, 2)
    texts = ("短。", write_text(length), "", twice, twice, "一\n二" * 900, "尾。")
    document = make_report(*texts, section=section)
    read = from_workbook(to_workbook(document))
    assert read.document == document
    assert read.notes == ()


def test_a_short_paragraph_keeps_its_row() -> None:
    document = make_report(*(write_text(700, seed) for seed in range(3)))
    book = openpyxl.load_workbook(BytesIO(to_workbook(document)))
    shown = [cell.value for (cell,) in book[SHEET].iter_rows(min_row=2) if cell.value]
    assert shown == list(document.paragraphs("overview"))


def test_the_rows_of_files_of_earlier_versions_are_read() -> None:
    """They have the whole paragraph in one row, of which 409 points are seen."""
    text = write_text(3000)

    def put_into_one_row(sheet: Worksheet) -> None:
        sheet.delete_rows(3, len(split_paragraph(text, TEXT_WIDTH)))
        sheet["A3"] = text
        sheet["A4"] = "尾。"

    document = make_report("短。", text, "尾。")
    assert edit(document, put_into_one_row) == document


@pytest.mark.parametrize("which", [0, 2, -1, None])
def test_a_row_that_was_edited_stays_in_its_paragraph(which: int | None) -> None:
    text = write_text(3000)
    rows = split_paragraph(text, TEXT_WIDTH)
    assert len(rows) > 4
    chosen = range(len(rows)) if which is None else [which % len(rows)]

    def change(sheet: Worksheet) -> None:
        for at in chosen:
            sheet.cell(3 + at, 1).value = "改了" + rows[at]

    found = edit(make_report("短。", text, "尾。"), change)
    wanted = "".join("改了" * (at in chosen) + row for at, row in enumerate(rows))
    assert found.paragraphs("overview") == ("短。", wanted, "尾。")


def test_a_row_that_was_deleted_is_missing_and_a_new_one_is_a_paragraph() -> None:
    text = write_text(3000)
    rows = split_paragraph(text, TEXT_WIDTH)

    def change(sheet: Worksheet) -> None:
        sheet.delete_rows(4)
        sheet.cell(3 + len(rows), 1).value = "新的一段。"

    found = edit(make_report("短。", text), change).paragraphs("overview")
    assert "".join(found) == "短。" + "".join((rows[0], *rows[2:])) + "新的一段。"
    assert found[0] == "短。"
