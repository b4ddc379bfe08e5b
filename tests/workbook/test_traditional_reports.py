"""The title in the workbook of a report in traditional characters is the one that is printed."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from report_editor.document import Document, Part
from report_editor.document.wording import Wording
from report_editor.forms import form
from report_editor.workbook.read import from_workbook
from report_editor.workbook.write import to_workbook

TEXT = ["2024年，本縣認真做好政府信息公開工作，及時公開財政預決算和規範性文件。"]
TITLE = "青山縣人民政府2024年政府信息公開工作年度報告"


def make_report(edition: str = "2021", **fields: str) -> Document:
    fields = {"organization": "青山縣人民政府", "year": "2024", **fields}
    return Document(form(edition), parts={Part.FIELDS: fields}, texts={"overview": TEXT})


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("own", ["", "青山縣政府年報", "青山县的报告"])
def test_the_title_is_the_printed_one(edition: str, own: str) -> None:
    document = make_report(edition, **({"title": own} if own else {}))
    data = to_workbook(document)
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    assert book.worksheets[0]["A1"].value == Wording(document).title == (own or TITLE)
    assert book.properties.title == (own or TITLE)
    read = from_workbook(data)
    assert read.document == document
    assert read.notes == ()


def test_a_value_without_its_formula_is_no_text_of_anybody() -> None:
    """Some programs keep the values and drop the formulas."""
    document = make_report()
    book = openpyxl.load_workbook(BytesIO(to_workbook(document)))
    book.worksheets[0]["A1"].value = TITLE
    stream = BytesIO()
    book.save(stream)
    assert from_workbook(stream.getvalue()).document == document
