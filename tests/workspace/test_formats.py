"""One list holds every format; a report written in any of them opens again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from report_editor.document import Document, Field, Part
from report_editor.exporters.registry import EXPORTERS, Exporter
from report_editor.forms import form
from report_editor.workspace.formats import FORMATS, FormatProblem, find_format
from report_editor.workspace.opening import open_file


@pytest.fixture
def report() -> Document:
    edition = form("2021")
    cells = {cell.address: "0" for cell in edition.inputs} | {"requests.new.business": "3"}
    fields: dict[str, str] = {Field.ORGANIZATION: "青山县人民政府", Field.YEAR: "2023"}
    return Document(edition, parts={Part.FIELDS: fields, Part.CELLS: cells})


@pytest.mark.slow
@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.ending)
def test_a_report_opens_again_in_each_format(
    tmp_path: Path, report: Document, each: Exporter[Any]
) -> None:
    path = tmp_path / f"年报{each.ending.upper()}"
    assert find_format(path) is each
    each.write_file(report, path)
    opened = open_file(path).document
    assert opened.number("requests.new.business") == 3
    assert opened.organization == report.organization


def test_the_reports_own_file_comes_first_and_then_the_exports() -> None:
    assert [each.ending for each in FORMATS] == [".xlsx", *(each.ending for each in EXPORTERS)]


@pytest.mark.slow
def test_the_reports_own_file_keeps_the_sheets_a_user_added(
    tmp_path: Path, report: Document
) -> None:
    path = tmp_path / "年报.xlsx"
    own = find_format(path)
    own.write_file(report, path)
    book = load_workbook(path)
    book.create_sheet("我的备忘")["A1"] = "催表四"
    book.save(path)
    own.write_file(report, path)
    assert load_workbook(path)["我的备忘"]["A1"].value == "催表四"
    assert own.write(report, own.options(), lambda _: None).data.startswith(b"PK")


@pytest.mark.parametrize("name", ["年报.doc", "年报", "年报.xlsx.bak", "图解.png"])
def test_an_unknown_ending_is_answered_with_those_that_are_known(name: str) -> None:
    endings = r"\.xlsx \.pdf \.docx \.html \.txt \.json \.csv"
    with pytest.raises(FormatProblem, match=rf"“{name}”.*{endings}"):
        find_format(Path(name))
