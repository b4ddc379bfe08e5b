"""A final report in its own file: for this program, for an older one, for WPS."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from report_editor.document.final_records import find_final, make_final, take_back
from report_editor.exporters.printed_content import compute_check_code, is_as_signed
from report_editor.ooxml.package import Package
from report_editor.ooxml.spreadsheet import Spreadsheet
from report_editor.workbook import layout
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document

NOW = datetime(2026, 1, 20, 9, 30).astimezone()


@pytest.fixture
def signed(example: Path) -> Document:
    document = from_workbook(example.read_bytes()).document
    code = compute_check_code(document)
    document.apply(make_final(document, "张三", "2026-01-20", code, NOW))
    return document


def read_schema(data: bytes) -> int:
    return int(Spreadsheet(Package(data)).properties[layout.SCHEMA_PROPERTY])


def test_it_comes_back_as_signed(signed: Document) -> None:
    again = from_workbook(make_report_bytes(signed))
    assert again.document == signed
    assert not again.read_only
    assert not again.notes
    assert is_as_signed(again.document)


def test_an_older_program_opens_it_for_reading_only_while_it_is_final(signed: Document) -> None:
    """An older program opens any schema above its own, which is 1, for reading only."""
    assert read_schema(make_report_bytes(signed)) > layout.SCHEMA
    signed.apply(take_back(signed, "县里退回", compute_check_code(signed), NOW))
    assert read_schema(make_report_bytes(signed)) == layout.SCHEMA


@pytest.mark.parametrize("schema", [layout.SCHEMA + 1, layout.FINAL_SCHEMA + 1, 999_999])
def test_other_schemas_are_later_ones(
    signed: Document, schema: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report_editor.workbook.write.FINAL_SCHEMA", schema)
    from report_editor.workbook.write import to_workbook

    assert from_workbook(to_workbook(signed)).read_only


@pytest.mark.parametrize(
    ("cell", "value"), [("requests.new.natural_person", 11), ("basics.organization", "别的机关")]
)
def test_an_edit_in_another_program_shows(signed: Document, cell: str, value: int | str) -> None:
    book = openpyxl.load_workbook(BytesIO(make_report_bytes(signed)))
    ((sheet, place),) = book.defined_names[cell].destinations
    book[sheet][place] = value
    stream = BytesIO()
    book.save(stream)
    again = from_workbook(stream.getvalue())
    assert find_final(again.document) == find_final(signed)
    assert not is_as_signed(again.document)
    assert again.notes


def test_a_look_that_changes_nothing_does_not(signed: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(make_report_bytes(signed)))
    stream = BytesIO()
    book.save(stream)
    assert is_as_signed(from_workbook(stream.getvalue()).document)
