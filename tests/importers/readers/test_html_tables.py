"""Tables that another program copied come out cell by cell, with their spans."""

from __future__ import annotations

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.html.tables import TableCell, read_tables
from tests.bounded_work import bounded_work

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<style>td {mso-number-format:General}</style></head><body><!--StartFragment-->
<table><col width=72><tr><td rowspan=2 class=xl65>（四）无法<br>提供</td><td x:num>1</td>
<td colspan="2">2</td></tr><tr><td>3<p>4</p></td><td></td><td>5</td></tr>
</table><!--EndFragment--></body></html>"""


def read_rows(markup: str) -> list[list[TableCell]]:
    (table,) = read_tables(markup)
    return table.rows


def test_cells_have_their_texts_and_spans() -> None:
    assert [table.rows for table in read_tables(EXCEL)] == [
        [
            [TableCell("（四）无法 提供", 2, 1), TableCell("1", 1, 1), TableCell("2", 1, 2)],
            [TableCell("3 4", 1, 1), TableCell("", 1, 1), TableCell("5", 1, 1)],
        ]
    ]


def test_each_outermost_table_is_one_and_an_inner_one_is_text() -> None:
    markup = "<table><tr><td>1<table><tr><td>2<td>3</table></table><p>x</p><table><tr><th>4</table>"
    texts = [[[cell.text for cell in row] for row in table.rows] for table in read_tables(markup)]
    assert texts == [[["1 2 3"]], [["4"]]]
    assert read_tables("") == read_tables("  ") == read_tables("<p>1</p>") == []


@pytest.mark.parametrize(
    ("span", "expected"),
    [("3", 3), (" 2 ", 2), ("0", 1), ("-1", 1), ("x", 1), ("２", 1), ("999999", 999999)],
)
def test_a_span_is_a_number_from_one(span: str, expected: int) -> None:
    [[cell]] = read_rows(f'<table><tr><td rowspan="{span}" colspan="{span}">1</table>')
    assert (cell.row_span, cell.column_span) == (expected, expected)


def test_a_span_beyond_all_measure_is_none() -> None:
    [[cell]] = read_rows(f'<table><tr><td rowspan="{"9" * 5000}">1</table>')
    assert cell.row_span == 1


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<", "<td>", "<table>", "<b>", "&#", "<!--", "<script>"])
def test_hostile_markup_ends_in_tables_or_a_sentence(piece: str) -> None:
    with bounded_work():
        try:
            tables = read_tables("<table><tr><td>1" + piece * 50_000)
        except ImportProblem as problem:
            tables = []
            sentence = str(problem)
        else:
            sentence = "。"
    assert sentence.endswith("。")
    assert len(tables) <= 1
