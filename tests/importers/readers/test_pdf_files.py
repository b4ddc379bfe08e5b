"""PDF files: tables over page breaks, paragraphs over lines, what has no text."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen import canvas

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.pdf.document import read
from tests.importers.readers.making import TEXT, pdf_file, tables, texts

if TYPE_CHECKING:
    from pathlib import Path


def test_a_published_report_comes_out_complete(samples: Path) -> None:
    source = read((samples / "hongze-2023.pdf").read_bytes(), "hongze.pdf")
    expected = json.loads((samples / "hongze-2023.expected.json").read_text("utf-8"))["tables"]
    disclosure, requests, proceedings = tables(source)
    printed = [
        tuple("" if number is None else str(number) for number in row.values())
        for row in expected["requests"].values()
    ]
    assert [row[-7:] for row in requests[3:]] == printed
    assert all(len(row) >= 8 for row in requests[3:])
    assert proceedings[-1] == tuple(
        str(number) for row in expected["proceedings"].values() for number in row.values()
    )
    assert disclosure[-1] == ("行政事业性收费", "7730.28")
    assert requests[5][:2] == ("三、本年度办理结果", "（一）予以公开")
    assert "（二）部分公开（区分处理的，只计这一情形，不计其他情形）" in requests[6]
    assert source.dropped == {"页码": 5}
    said = texts(source)
    assert said[-2] == "六、其他需要报告的事项"
    assert said[-1] == (
        "2023年，区政府严格落实《政府信息公开信息处理费管理办法》，"
        "全年收取政府信息公开信息处理费0元。"
    )
    assert any(text.startswith("加强区政府门户网站") and text.endswith("发布。") for text in said)


def test_a_scan_says_what_to_do() -> None:
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    page.rect(10, 10, 100, 100, fill=1)
    page.save()
    with pytest.raises(ImportProblem, match="扫描"):
        read(stream.getvalue(), "a.pdf")


def test_an_encrypted_file_says_so() -> None:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, encrypt="secret")
    page.drawString(100, 100, "1")
    page.save()
    with pytest.raises(ImportProblem, match="密码"):
        read(stream.getvalue(), "a.pdf")


def test_a_turned_page_is_read_as_displayed() -> None:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(600, 400))
    page.setPageRotation(90)
    page.translate(600, 0)
    page.rotate(90)
    page.drawString(50, 300, "first line")
    page.drawString(50, 250, "second line")
    page.grid([50, 150, 250], [100, 130, 160])
    for x, y, text in ((60, 140, "a"), (160, 140, "1"), (60, 110, "b"), (160, 110, "2")):
        page.drawString(x, y, text)
    page.save()
    source = read(stream.getvalue(), "a.pdf")
    assert " ".join(texts(source)) == "first line second line"
    assert tables(source) == [[("a", "1"), ("b", "2")]]


def two_pages(*pages: tuple[tuple[str, str], ...]) -> bytes:
    """A table of two columns over pages, as many rows on each as given."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(595, 842))
    for rows in pages:
        page.grid([50, 250, 450], [700 - 30 * at for at in range(len(rows) + 1)])
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                page.drawString(60 + 200 * column, 680 - 30 * number, text)
        page.showPage()
    page.save()
    return stream.getvalue()


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    data = two_pages((("a", "1"), ("a label that is", "2")), (("cut in two", ""), ("c", "3")))
    assert tables(read(data, "a.pdf")) == [
        [("a", "1"), ("a label that is cut in two", "2"), ("c", "3")]
    ]


def test_a_row_left_blank_after_a_page_break_stays_a_row() -> None:
    for before, after in (("short", "next"), ("a label that is", "100.00")):
        data = two_pages((("a", "1"), (before, "2")), ((after, ""), ("c", "3")))
        assert [len(rows) for rows in tables(read(data, "a.pdf"))] == [4]


def test_a_header_repeated_after_a_page_break_stands_once() -> None:
    data = two_pages((("head", "sum"), ("a", "1")), (("head", "sum"), ("b", "2"), ("c", "3")))
    source = read(data, "a.pdf")
    assert tables(source) == [[("head", "sum"), ("a", "1"), ("b", "2"), ("c", "3")]]
    assert source.dropped == {"换页后重复的表头": 1}


def test_a_line_of_text_over_and_under_rules_is_no_table() -> None:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(595, 842))
    page.line(50, 715, 500, 715)
    page.drawString(60, 700, "framed")
    page.line(50, 695, 500, 695)
    page.rect(50, 500, 400, 50)
    page.drawString(60, 520, "boxed")
    page.save()
    source = read(stream.getvalue(), "a.pdf")
    assert (" ".join(texts(source)), tables(source)) == ("framed boxed", [])


def test_lines_are_joined_to_paragraphs() -> None:
    assert TEXT in texts(read(pdf_file(), "a.pdf"))


def test_of_the_numbers_at_the_foot_of_pages_only_those_that_count_them_are_left_out() -> None:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(595, 842))
    for number in (1, 2, 3):
        page.drawString(60, 700, "text of a page, as long as it has to be to be a line of its own.")
        for row, text in enumerate(("7", "0", str(number + 4))):
            page.drawString(60, 80 - 20 * row, text)
        page.showPage()
    page.save()
    source = read(stream.getvalue(), "a.pdf")
    assert [entry.text for entry in source.left_out] == ["5", "6", "7"]
    assert "".join(texts(source)).count("7") == "".join(texts(source)).count("0") == 3
