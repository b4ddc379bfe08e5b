"""Damaged and hostile files: each ends in a source or in a sentence, in time, without a socket."""

from __future__ import annotations

import base64
import io
import random
import zipfile

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import read_source
from report_editor.importers.source import Source
from tests.bounded_work import bounded_work
from tests.importers.readers import making
from tests.importers.readers.making import with_parts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def outcome(data: bytes, name: str) -> Source | ImportProblem:
    """Return what a reader makes of a file: anything but these two is a failure of the test."""
    found: Source | ImportProblem
    with bounded_work():
        try:
            found = read_source(data, name)
        except ImportProblem as problem:
            found = problem
    assert isinstance(found, Source) or str(found).endswith("。")
    return found


def word(body: str, head: str = "") -> bytes:
    root = f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"
    return with_parts(making.docx_file(), {"word/document.xml": root})


def workbook(rest: str) -> bytes:
    sheet = f"<worksheet {S}>{rest}</worksheet>"
    return with_parts(making.xlsx_file(), {"xl/worksheets/sheet1.xml": sheet})


ARCHIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.encodebytes(making.word_page().encode("gb18030"))
    + b"\r\n--B--\r\n"
)
SOUND = {
    "clean.html": making.html_page().encode(),
    "word.htm": making.word_page().encode("gb18030"),
    "archive.mht": ARCHIVE,
    "report.docx": making.docx_file(),
    "report.xlsx": making.xlsx_file(),
    "report.pdf": making.pdf_file(),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_file_cut_anywhere(name: str) -> None:
    data = SOUND[name]
    for end in range(0, len(data), max(1, len(data) // 120)):
        outcome(data[:end], name)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOUND)
def test_a_file_with_flipped_bytes(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same damage each time
    for _ in range(120):
        data = bytearray(SOUND[name])
        for _ in range(chance.choice([1, 4, 40])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        outcome(bytes(data), name)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report.docx", "report.xlsx"])
def test_parts_with_flipped_bytes_and_absurd_numbers(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same damage each time
    with zipfile.ZipFile(io.BytesIO(SOUND[name])) as package:
        parts = {each: package.read(each) for each in package.namelist() if each[-1] != "/"}
    for _ in range(150):
        part = chance.choice(sorted(parts))
        data = bytearray(parts[part])
        for _ in range(chance.choice([1, 5])):
            at = chance.randrange(len(data))
            word = chance.choice([b"-1", b"99999999999999", b"x", b"", b"1e999", b"<", b"nan"])
            data[at : at + 1] = word
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as damaged:
            for each, content in parts.items():
                damaged.writestr(each, bytes(data) if each == part else content)
        outcome(stream.getvalue(), name)


def test_bombs_are_refused_before_they_expand() -> None:
    for name in ("report.docx", "report.xlsx"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("word/document.xml", bytes(60 * 1024 * 1024))
            bomb.writestr("xl/workbook.xml", b"x")
        assert "恶意" in str(outcome(stream.getvalue(), name))


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "一一一一一一一一一一"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/hostname">'
    '<!ENTITY y SYSTEM "http://198.51.100.7/">]>'
)


def test_entities_are_refused_in_packages_and_mean_nothing_in_pages() -> None:
    body = "<w:p><w:r><w:t>&c;&x;&y;</w:t></w:r></w:p>"
    assert "恶意" in str(outcome(word(body, ENTITIES), "a.docx"))
    page = outcome(f"{ENTITIES}<html><body><p>&c;&x;&y;正文</p>".encode(), "a.html")
    assert isinstance(page, Source)
    assert "一一一一一一一一一一一" not in str(page.blocks)


def test_pictures_and_links_to_the_network_are_not_followed() -> None:
    page = (
        "<link rel=stylesheet href='http://198.51.100.7/a.css'><base href='http://198.51.100.7/'>"
        "<img src='http://198.51.100.7/a.png'><iframe src='http://198.51.100.7/'></iframe>"
        "<object data='http://198.51.100.7/'></object><p>正文</p>"
    )
    assert isinstance(outcome(page.encode(), "a.html"), Source)


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 300_000 + "x",
        "<table><tr><td>" * 50_000 + "x",
        "<ul><li><a>x</a>" * 20_000,
        "<p>" + "一\n" * 1_000_000,
        "<p>" + " \n" * 5_000_000 + "x",
        "<div>" * 200 + "<a>xx</a>" * 50_000,
        "<p style='" + "display:" * 500_000 + "'>x",
        "<table>" + ("<tr>" + "<td>1" * 10) * 20_001,
        "<p>一" * 100_000,
    ],
    ids=["divs", "tables", "lists", "lines", "blanks", "links", "style", "rows", "paragraphs"],
)
def test_pages_beyond_all_measure(page: str) -> None:
    outcome(page.encode(), "a.html")


def test_a_page_too_deep_to_be_read_to_its_end_says_so() -> None:
    page = "<font>" * 5_000 + "<p>一、总体情况</p>"
    assert "太深" in str(outcome(page.encode(), "a.html"))


@pytest.mark.slow
def test_ten_thousand_rows_are_read() -> None:
    rows = [tuple(str(row * 10 + column) for column in range(8)) for row in range(10_000)]
    page = making.html_page(rows)
    found = outcome(page.encode(), "a.html")
    assert isinstance(found, Source)
    assert making.tables(found) == [rows]
    cells = "".join(
        f"<row r='{number}'>"
        + "".join(f"<c r='{chr(65 + at)}{number}'><v>{text}</v></c>" for at, text in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    found = outcome(workbook(f"<sheetData>{cells}</sheetData>"), "a.xlsx")
    assert isinstance(found, Source)
    assert making.tables(found) == [rows]
    table = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row)
        + "</w:tr>"
        for row in rows
    )
    found = outcome(word(f"<w:tbl>{table}</w:tbl>"), "a.docx")
    assert isinstance(found, Source)
    assert making.tables(found) == [rows]


@pytest.mark.parametrize("depth", [30, 80])
def test_tables_nested_in_word(depth: int) -> None:
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    found = outcome(word(begin * depth + "<w:p/>" + end * depth), "a.docx")
    assert isinstance(found, ImportProblem)


def test_absurd_merges_are_refused() -> None:
    merges = "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
    cell = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>"
    assert "合并单元格" in str(outcome(workbook(cell + merges), "a.xlsx"))
    again = "<mergeCells>" + "<mergeCell ref='A1:Z5000'/>" * 100_000 + "</mergeCells>"
    assert "合并单元格" in str(outcome(workbook(cell + again), "a.xlsx"))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.docx", "空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.pdf", "图片"),
        (b"PK\x03\x04" + bytes(100), "a.zip", "压缩包"),
        (b"%PDF-1.4\n" + bytes(100), "a.pdf", "损坏"),
        (b"x" * (40 * 1024 * 1024 + 1), "a.txt", "上限"),
    ],
)
def test_each_has_its_sentence(data: bytes, name: str, said: str) -> None:
    assert said in str(outcome(data, name))
