"""Cells too narrow for what they say: broken over lines and pages, and when they are not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from report_editor.importers.readers.pdf.document import read
from report_editor.importers.source import TableBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

Lines = tuple[str, ...]


def pdf(*pages: Sequence[tuple[Lines, Lines]], label: float, value: float) -> bytes:
    """A table of two columns of given widths, each cell with its lines."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    edges = [50.0, 50 + label, 50 + label + value]
    for rows in pages:
        canvas.setFont("Helvetica", 12)
        canvas.grid(edges, [700 - 60 * at for at in range(len(rows) + 1)])
        for number, cells in enumerate(rows):
            for column, lines in enumerate(cells):
                for line, text in enumerate(lines):
                    canvas.drawString(edges[column] + 5, 680 - 60 * number - 14 * line, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def rows_of(data: bytes) -> list[tuple[str, ...]]:
    blocks = read(data, "a.pdf").blocks
    return [row for block in blocks if isinstance(block, TableBlock) for row in block.rows]


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (("120", "4"), 30, "1204"),
        (("0", "0"), 30, "0 0"),
        (("12", "5"), 80, "12 5"),
    ],
)
def test_a_number_goes_on_below_a_full_line_only(lines: Lines, width: float, text: str) -> None:
    data = pdf([(("1.first",), ("7",)), (("2.second",), lines)], label=80, value=width)
    assert rows_of(data) == [("1.first", "7"), ("2.second", text)]


def test_a_row_cut_within_label_and_number_is_one_whose_number_is_asked_for() -> None:
    above = [(("1.first",), ("7",)), (("2.is broken",), ("120",))]
    below = [((" here",), ("4",)), (("3.third",), ("3",))]
    assert rows_of(pdf(above, below, label=70, value=30)) == [
        ("1.first", "7"),
        ("2.is brokenhere", "120、4"),
        ("3.third", "3"),
    ]


def test_a_number_alone_below_a_page_break_is_never_joined_to_the_one_above() -> None:
    above = [(("1.first",), ("7",)), (("2.second",), ("1000",))]
    below = [(("",), ("0",)), (("3.third",), ("3",))]
    assert rows_of(pdf(above, below, label=80, value=34)) == [
        ("1.first", "7"),
        ("2.second", "1000"),
        ("", "0"),
        ("3.third", "3"),
    ]


def test_numbers_below_full_headers_on_the_page_before_stay_a_row() -> None:
    above = [(("one", "of two"), ("first",)), (("kept", "as it is"), ("turned",))]
    below = [(("3",), ("4",)), (("5",), ("6",))]
    assert rows_of(pdf(above, below, label=46, value=46))[2:] == [("3", "4"), ("5", "6")]


def test_a_numbered_row_below_a_page_break_is_a_row_of_its_own() -> None:
    above = [(("1.first",), ("7",)), (("2.is broken",), ("120",))]
    below = [(("3.third",), ("4",)), (("4.fourth",), ("3",))]
    assert len(rows_of(pdf(above, below, label=70, value=30))) == 4
