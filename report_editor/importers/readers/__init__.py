"""One module a format: bytes in, paragraphs and tables in order out.

Which module reads a file is told from its content first and its name second: last year's file
often carries the wrong ending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.importers.readers import limits
from report_editor.importers.source import ImportProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.importers.source import Source

_BY_ENDING = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), "xlsx"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"), "html"),
    **dict.fromkeys((".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt"), "office"),
    **dict.fromkeys((".xls", ".et", ".ett", ".xlt", ".ods"), "office"),
    **dict.fromkeys((".txt", ".md", ".csv", ".tsv"), "text"),
    ".pdf": "pdf",
}
ENDINGS = tuple(_BY_ENDING)
"""The endings of the files that can be read, for a file dialog."""

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<?xml")
_HEAD = 2048


def read_source(data: bytes, name: str) -> Source:
    """Reads a file of any known format.

    Args:
        data: The bytes of the file.
        name: Its name without the folder.

    Raises:
        ImportProblem: it cannot be read; the text says why and what to do.
    """
    limits.check_size(data)
    return _reader(format_of(data, name))(data, name)


def _reader(kind: str) -> Callable[[bytes, str], Source]:
    # Only what is needed is loaded; written out, so that a frozen program finds every module.
    match kind:
        case "docx":
            from report_editor.importers.readers.word.document import read
        case "xlsx":
            from report_editor.importers.readers.excel.workbook import read
        case "html":
            from report_editor.importers.readers.html.page import read
        case "pdf":
            from report_editor.importers.readers.pdf.pages import read
        case "office":
            from report_editor.importers.readers.office import read
        case _:
            from report_editor.importers.readers.text.plain import read
    return read


def format_of(data: bytes, name: str) -> str:
    """The module that reads these bytes, such as ``docx``.

    Raises:
        ImportProblem: no module does.
    """
    by_ending = _BY_ENDING.get("." + name.lower().rpartition(".")[2])
    if data.startswith(_PICTURES):
        raise ImportProblem(
            "这是一张图片，里面没有可以读取的文字。请先用文字识别（OCR）软件转换成文字，"
            "或者向制作单位要 Word 文件。"
        )
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data, by_ending)
    if data.startswith(_OLE):
        # An encrypted .docx is an OLE file too; its own reader says so.
        return by_ending if by_ending in ("docx", "xlsx") else "office"
    # A damaged file gets the sentence of the reader that its name asks for.
    return _by_text(data) or by_ending or "text"


def _by_text(data: bytes) -> str | None:
    """The format that the first words of a file give away."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "office"
    is_archive = b"mime-version:" in head and b"content-type:" in head
    return "html" if is_archive or head.startswith(_MARKUP) else None


def _in_zip(data: bytes, by_ending: str | None) -> str:
    """The format of a zip archive, told from the names of its parts."""
    if data[30:38] == b"mimetype" and b"opendocument" in data[38:100]:
        return "office"
    if b"word/document" in data or b"word/_rels" in data:
        return "docx"
    if b"xl/workbook" in data or b"xl/worksheets" in data:
        return "xlsx"
    if by_ending in ("docx", "xlsx"):
        return by_ending
    raise ImportProblem(
        "这是一个压缩包或其他格式的文件，里面没有找到 Word 文档或工作簿。"
        "如果是压缩包，请先解压，再打开里面的报告。"
    )
