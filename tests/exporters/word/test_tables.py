"""Tables of the form in Word: merged cells, header rows, rows that are not torn."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.word.word_file import make_word_file
from report_editor.forms import form, forms

if TYPE_CHECKING:
    from report_editor.document import Document
    from tests.exporters.conftest import MakeReport

VALUE = "requests.new.natural_person"


def tables_of(document: Document) -> list[Any]:
    data = make_word_file(document, PublicationOptions()).data
    return [table._tbl for table in docx.Document(BytesIO(data)).tables]


def read_spans(table: Any) -> set[tuple[int, int, int, int, str]]:
    """Return row, column, spans and text of each cell as Word merges them."""
    cells: dict[int, list[Any]] = {}
    found = []
    for row, element in enumerate(table.xpath("w:tr")):
        column = 0
        for cell in element.xpath("w:tc"):
            span = int((cell.xpath("w:tcPr/w:gridSpan/@w:val") or ["1"])[0])
            merge = cell.xpath("w:tcPr/w:vMerge/@w:val")
            text = "".join(cell.xpath(".//w:t/text()"))
            if merge == ["continue"]:
                assert not text
                assert cells[column][3] == span
                cells[column][2] += 1
            else:
                cells[column] = [row, column, 1, span, text]
                found.append(cells[column])
            column += span
        assert column == len(table.xpath("w:tblGrid/w:gridCol"))
    return {tuple(each) for each in found}


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_cells_are_merged_as_in_the_official_form(make_report: MakeReport, edition: str) -> None:
    tables = tables_of(make_report(edition))
    assert len(tables) == len(form(edition).tables)
    for element, table in zip(tables, form(edition).tables.values(), strict=True):
        official = {
            (cell.row, cell.column, cell.row_span, cell.column_span, cell.text or "0")
            for cell in table.grid
        }
        assert read_spans(element) == official


def test_widths_are_those_of_the_paper(make_report: MakeReport) -> None:
    for element, table in zip(tables_of(make_report()), form("2021").tables.values(), strict=True):
        widths = [int(width) for width in element.xpath("w:tblGrid/w:gridCol/@w:w")]
        assert [width / 1440 * 25.4 for width in widths] == pytest.approx(table.paper, abs=0.05)
        for row in element.xpath("w:tr"):
            assert sum(map(int, row.xpath("w:tc/w:tcPr/w:tcW/@w:w"))) == sum(widths)


def test_headers_are_repeated_and_rows_are_not_torn(make_report: MakeReport) -> None:
    for element, table in zip(tables_of(make_report()), form("2021").tables.values(), strict=True):
        rows = element.xpath("w:tr/w:trPr")
        repeated = [bool(row.xpath("w:tblHeader")) for row in rows]
        assert repeated == [number < table.header_rows for number in range(len(rows))]
        assert all(row.xpath("w:cantSplit") for row in rows)


def test_a_row_that_is_higher_than_a_page_may_be_torn(make_report: MakeReport) -> None:
    table = tables_of(make_report(cells={VALUE: "没有数字" * 400}))[1]
    torn = [row for row in table.xpath("w:tr") if not row.xpath("w:trPr/w:cantSplit")]
    assert ["".join(row.xpath(".//w:t/text()")).count("没有数字") for row in torn] == [400]


def test_a_number_of_twelve_digits_is_made_small_enough_for_its_column(
    make_report: MakeReport,
) -> None:
    table = tables_of(make_report(cells={VALUE: "123456789012"}))[1]
    run = table.xpath(".//w:r[w:t='123456789012']")[0]
    (width,) = run.xpath("ancestor::w:tc/w:tcPr/w:tcW/@w:w")
    (size,) = run.xpath("w:rPr/w:sz/@w:val")
    assert 12 * 10 * int(size) / 2 < int(width), "a digit is half as wide as high"


def kept_rows(table: Any) -> list[bool]:
    """Tell of each row whether a page must not end below it."""
    rows = table.xpath("w:tr")
    return [len(row.xpath("w:tc//w:keepNext")) == len(row.xpath("w:tc")) for row in rows]


def test_a_table_that_is_whole_on_paper_stays_whole(make_report: MakeReport) -> None:
    disclosure, requests, proceedings = map(kept_rows, tables_of(make_report()))
    for kept in (disclosure, proceedings):
        assert kept == [True] * (len(kept) - 1) + [False]
    half = len(requests) // 2
    assert all(requests[:half]), "it does not begin at the end of a page"
    assert not all(requests[half:-1]), "where it is too high, it does not leave its heading alone"
