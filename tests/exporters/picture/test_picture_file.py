"""A picture is an accessible PDF fit for archives, or the same page as a PNG file."""

from __future__ import annotations

import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pikepdf import pdfa

from report_editor.exporters.picture.picture_file import DPI, make_picture_pdf, make_picture_png
from report_editor.exporters.png import write_png
from report_editor.exporters.registry import PICTURES, NoOptions
from report_editor.workspace.opening import open_file
from tests.exporters.pdf.reading import Tag, read_tags
from tests.exporters.pdf.test_pdf_archive import leave_level_b
from tests.exporters.pdf.test_pdf_tags import check_grid, check_headings, check_marks, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts
    from tests.exporters.picture.conftest import AddLastYear

    MakeReport = Callable[..., Document]

CELLS = {
    "requests.new.natural_person": "12",
    "requests.granted.natural_person": "9",
    "requests.denied_query.natural_person": "3",
    "disclosure.licensing.decisions": "33",
}


@pytest.fixture
def report(make_report: MakeReport, add_last_year: AddLastYear) -> Document:
    last = make_report(cells={**CELLS, "requests.new.natural_person": "7"}, year="2021")
    return add_last_year(make_report(cells=CELLS, title="<甲>&\u202e“乙”\ue000机关"), last)


def test_it_is_fit_for_archives(report: Document, make_report: MakeReport, noto: Fonts) -> None:
    for each in (report, make_report()):
        data = make_picture_pdf(each, available=noto).data
        found = pdfa.validate_written(io.BytesIO(leave_level_b(data)), "2b")
        assert [str(finding) for finding in found.findings] == []
        assert found.passed


def test_each_number_is_told_with_chart_year_and_label(report: Document, noto: Fonts) -> None:
    root, content = read_tags(make_picture_pdf(report, available=noto).data)
    check_marks(content)
    check_headings(root)
    told: dict[tuple[str, ...], str] = {}
    for table in root.find("Table"):
        check_grid(table)
        names = {tag.name: squeeze(tag.text) for tag in table.find("TH")}
        for cell in table.find("TD"):
            headers = tuple(names[name] for name in cell.attributes["Headers"])
            told[headers] = squeeze(cell.text)
    assert told["办理结果", "2022年", "予以公开"] == "9（75.0%）"
    assert told["新收申请的申请人", "2021年", "自然人"] == "7"
    assert told["新收申请的申请人", "2022年", "商业企业"] == "0"
    assert told["本年处理决定数量", "2022年", "行政许可"] == "33"
    assert read_headings(root) == [
        "一图读懂<甲>&“乙”〓机关", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]  # fmt: skip
    assert "新收申请12件上年7件，增加5件" in [squeeze(tag.text) for tag in root.find("P")]


def test_what_is_told_in_words_is_a_row_of_the_table(make_report: MakeReport, noto: Fonts) -> None:
    cells = {"requests.carried_in.business": "1", "requests.granted.business": "1"}
    root, content = read_tags(make_picture_pdf(make_report(cells=cells), available=noto).data)
    check_marks(content)
    (table,) = root.find("Table")
    check_grid(table)
    assert [squeeze(tag.text) for tag in table.children[-1].children] == [
        "新收申请的申请人", "全年没有新收到申请。",
    ]  # fmt: skip


def read_headings(root: Tag) -> list[str]:
    return [squeeze(tag.text) for tag in root.iterate() if tag.role in ("H1", "H2")]


def test_equal_reports_make_equal_files_and_what_is_missing_is_named(
    report: Document, noto: Fonts
) -> None:
    one, other = (make_picture_pdf(each, available=noto) for each in (report, report.copy()))
    assert one.data == other.data
    assert one.pages == 1
    assert "U+E000" in "\n".join(one.notes)
    assert "这台电脑没有小标宋、宋体字体" in "\n".join(one.notes)  # 仿宋 stands nowhere on it
    assert "标题里有看不见的字符（U+202E）" in "\n".join(one.notes)


def read_png(data: bytes) -> tuple[int, int, dict[bytes, bytes], bytes]:
    """Width, height, chunks and pixels of a PNG file without filters, checked by hand."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert checksum == zlib.crc32(kind + content)
        chunks[kind] = content
        at += 12 + length
    assert list(chunks)[0::4] == [b"IHDR", b"IEND"]
    width, height, *kinds = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert kinds == [8, 2, 0, 0, 0]
    rows = zlib.decompress(chunks[b"IDAT"])
    stride = 3 * width + 1
    assert len(rows) == height * stride
    assert set(rows[::stride]) == {0}
    return (
        width,
        height,
        chunks,
        b"".join(rows[n * stride + 1 : (n + 1) * stride] for n in range(height)),
    )


def test_the_png_file_shows_the_page(report: Document, noto: Fonts) -> None:
    data, notes = make_picture_png(report, available=noto)
    width, height, chunks, pixels = read_png(data)
    assert (width, height) == (1654, 2339)
    assert struct.unpack(">IIB", chunks[b"pHYs"]) == (7874, 7874, 1)
    pdf = make_picture_pdf(report, available=noto)
    assert notes == pdf.notes
    page = pypdfium2.PdfDocument(pdf.data)[0]
    bitmap = page.render(scale=DPI / 72)
    shown = bytes(bitmap.buffer)
    assert bitmap.n_channels == 3
    assert shown[0::3] == pixels[2::3]  # PDFium writes blue first
    assert shown[1::3] == pixels[1::3]
    assert shown[2::3] == pixels[0::3]


def test_bytes_between_rows_are_no_pixels() -> None:
    padded = b"abcdef\0\0ghijkl\0\0"
    assert read_png(write_png(padded, 2, 2, 8, 72))[3] == b"abcdefghijkl"


def test_two_are_made_at_the_same_time(report: Document, noto: Fonts) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: make_picture_png(report, available=noto)[0], range(2)))
    assert made[0] == made[1]


@pytest.mark.slow
def test_a_picture_that_is_opened_fills_no_cell(
    report: Document, make_report: MakeReport, tmp_path: Path
) -> None:
    """It is no report: whoever opens it all the same finds its numbers among the unplaced."""
    pdf = next(each for each in PICTURES if each.ending == ".pdf")
    for number, each in enumerate((report, make_report(), make_report(cells=CELLS))):
        path = tmp_path / f"{number}.pdf"
        pdf.write_file(each, path, NoOptions())
        opened = open_file(path).document
        assert [cell for cell in opened.form.inputs if opened.raw(cell.address)] == []
