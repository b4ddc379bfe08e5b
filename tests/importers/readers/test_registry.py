"""Readers are registered in one place; content decides which one reads a file."""

from __future__ import annotations

import contextlib
from collections import Counter

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.registry import ENDINGS, READERS, Reader, find_reader
from tests.importers.readers import making
from tests.importers.readers.old_excel import OldBook, wrap

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT = {
    "word": making.docx_file(),
    "excel": making.xlsx_file(),
    "old_excel": wrap(OldBook().records()),
    "pdf": making.pdf_file(),
    "html": b"\xef\xbb\xbf \r\n<!DOCTYPE html><p>1</p>",
    "office": b"{\\rtf1 x}",
}


def test_each_ending_has_one_reader() -> None:
    assert set(Counter(ENDINGS).values()) == {1}
    assert all(ending == ending.lower() and ending.startswith(".") for ending in ENDINGS)
    assert len({reader.key for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("key", CONTENT)
def test_content_decides_whatever_the_name_says(key: str) -> None:
    for name in ("去年", *(f"去年{ending.upper()}" for ending in ENDINGS)):
        assert find_reader(CONTENT[key], name).key == key


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.key)
def test_a_file_of_unknown_content_is_read_as_its_name_says(reader: Reader) -> None:
    for ending in reader.endings:
        assert find_reader(b"\0damaged", f"a{ending}") is reader


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.key)
def test_every_reader_has_its_module(reader: Reader) -> None:
    with contextlib.suppress(ImportProblem):  # what a reader says of an empty file
        reader.read(b"", f"a{reader.endings[0]}")


def test_a_reader_without_a_module_reads_nothing() -> None:
    with pytest.raises(NotImplementedError, match="forgotten"):
        Reader("forgotten", (), bool).read(b"", "a.txt")


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (OLE + bytes(600), "加密.docx", "word"),
        (OLE + bytes(600), "加密.xlsx", "excel"),
        (OLE + bytes(600), "损坏.xls", "old_excel"),
        (OLE + bytes(600), "去年.doc", "office"),
        (OLE + bytes(600), "去年.txt", "office"),
        (
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "a",
            "office",
        ),
        (b"PK\x03\x04" + bytes(600), "损坏.docx", "word"),
        (b"\0", "去年", "text"),
        (b"1\t2", "系统导出.xls", "text"),
        (b"\x00\x01", "损坏.xls", "old_excel"),
    ],
)
def test_the_name_decides_where_the_content_does_not(data: bytes, name: str, key: str) -> None:
    assert find_reader(data, name).key == key


def test_what_no_reader_reads_is_a_sentence() -> None:
    for data, said in (
        (b"PK\x03\x04" + bytes(600), "压缩包"),
        (b"PK\x03\x04" + bytes(30) + b"%PDF-1.4 of the archive", "压缩包"),
        (b"\x89PNG\r\n", "图片"),
    ):
        with pytest.raises(ImportProblem, match=said):
            find_reader(data, "去年.wps")
