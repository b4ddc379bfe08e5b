"""Registry of readers: the endings of each, how it recognises its files, how it reads them.

A file is recognised by its content first and its name second: last year's file often carries the
wrong ending.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits, office_formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.importers.source import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<?xml")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 2048


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that can be read."""

    key: str
    endings: tuple[str, ...]
    has_content: Callable[[bytes], bool]
    """Check whether the bytes of a file are of this format, whatever its name."""

    def read(self, data: bytes, name: str) -> Source:
        """Read the bytes of a file with a name."""
        match self.key:  # imports written out one by one, so that a frozen program finds them
            case "word":
                from report_editor.importers.readers.word.document import read
            case "excel":
                from report_editor.importers.readers.excel.workbook import read
            case "old_excel":
                from report_editor.importers.readers.excel.old_workbook import read
            case "office":
                from report_editor.importers.readers.office import read
            case "pdf":
                from report_editor.importers.readers.pdf.document import read
            case "html":
                from report_editor.importers.readers.html.page import read
            case "text":
                from report_editor.importers.readers.text.plain import read
            case _:
                raise NotImplementedError(f"no module is named for the reader {self.key}")
        return read(data, name)


def _is_pdf(data: bytes) -> bool:
    return b"%pdf-" in _read_head(data)[:1024]


def _is_word_package(data: bytes) -> bool:
    return data.startswith(_ZIP) and (b"word/document" in data or b"word/_rels" in data)


def _is_workbook_package(data: bytes) -> bool:
    is_binary = b"xl/workbook.bin" in data
    is_workbook = b"xl/workbook" in data or b"xl/worksheets" in data
    return data.startswith(_ZIP) and is_workbook and not is_binary


def _is_old_workbook(data: bytes) -> bool:
    if not data.startswith((_OLE, b"\x09")):
        return False
    from report_editor.importers.readers.excel.old_workbook import is_old_workbook

    return is_old_workbook(data)


def _is_page(data: bytes) -> bool:
    head = _read_head(data)
    is_archive = b"mime-version:" in head and b"content-type:" in head
    return is_archive or head.startswith(_MARKUP)


def _read_head(data: bytes) -> bytes:
    """Return the first words of a file, none of a container of other files."""
    is_container = data.startswith((_ZIP, _OLE))
    return b"" if is_container else data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()


_WORD = Reader("word", (".docx", ".docm", ".dotx"), _is_word_package)
_EXCEL = Reader("excel", (".xlsx", ".xlsm", ".xltx"), _is_workbook_package)
_OLD_EXCEL = Reader("old_excel", (".xls", ".xlt", ".et", ".ett"), _is_old_workbook)
_OFFICE = Reader("office", office_formats.ENDINGS, office_formats.is_office_file)
_PDF = Reader("pdf", (".pdf",), _is_pdf)
_HTML = Reader("html", (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"), _is_page)
_TEXT = Reader("text", (".txt", ".md", ".csv", ".tsv"), lambda _data: False)

READERS = (_WORD, _EXCEL, _OLD_EXCEL, _OFFICE, _PDF, _HTML, _TEXT)
"""All readers; the first that recognises the content of a file reads it."""

ENDINGS = tuple(ending for reader in READERS for ending in reader.endings)
"""Endings of the files that can be read, for a file dialog."""


def read_source(data: bytes, name: str) -> Source:
    """Read a file of any known format, given its bytes and its name.

    Raises:
        ImportProblem: it cannot be read; the text says why and what to do.
    """
    limits.check_size(data)
    source = find_reader(data, name).read(data, name)
    limits.check_text(sum(len(text) for _where, text in source.list_texts()))
    return source


def find_reader(data: bytes, name: str) -> Reader:
    """Return the reader of a file.

    Raises:
        ImportProblem: there is none.
    """
    if data.startswith(_PICTURES):
        raise ImportProblem(
            "这是一张图片，里面没有可以读取的文字。请先用文字识别（OCR）软件转换成文字，"
            "或者向制作单位要 Word 文件。"
        )
    by_content = next((reader for reader in READERS if reader.has_content(data)), None)
    if by_content is not None:
        return by_content
    # A damaged or encrypted file gets the sentence of the reader that its name asks for.
    ending = "." + name.lower().rpartition(".")[2]
    by_ending = next((reader for reader in READERS if ending in reader.endings), _TEXT)
    if data.startswith(_ZIP):
        if by_ending in (_WORD, _EXCEL):
            return by_ending
        raise ImportProblem(
            "这是一个压缩包或其他格式的文件，里面没有找到 Word 文档或工作簿。"
            "如果是压缩包，请先解压，再打开里面的报告。"
        )
    if data.startswith(_OLE):
        return by_ending if by_ending in (_WORD, _EXCEL, _OLD_EXCEL) else _OFFICE
    # Web systems offer text between tabs as .xls.
    is_text = by_ending is _OLD_EXCEL and (b"\0" not in data or data.startswith(_UTF_16))
    return _TEXT if is_text else by_ending
