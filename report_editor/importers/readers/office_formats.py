"""Formats that LibreOffice converts: how each is known, and whether it is a text or a workbook."""

from __future__ import annotations

from pathlib import Path

_HEAD = 4096
_PACKAGES = {b"opendocument.spreadsheet": ".ods", b"opendocument.": ".odt"}
"""Ending by the words in the head of a zip archive; the more special comes first."""
_FLAT = {
    b"vnd.oasis.opendocument.spreadsheet": ".fods",
    b"vnd.oasis.opendocument.text": ".fodt",
    b"urn:schemas-microsoft-com:office:spreadsheet": ".xml",
}
"""Ending by the words in the head of an XML file."""

ENDINGS = (
    *(".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".fodt"),
    *(".ods", ".fods", ".xlsb"),
)
_WORKBOOKS = frozenset({".xls", ".xlt", ".et", ".ett", ".ods", ".fods", ".xlsb", ".xml"})


def find_ending(data: bytes, name: str) -> str:
    """Return the ending by which LibreOffice knows a file: by its content, else by its name."""
    return _find_by_content(data) or Path(name).suffix.lower() or ".doc"


def is_office_file(data: bytes) -> bool:
    """Check whether the bytes of a file are of one of these formats, whatever its name."""
    return bool(_find_by_content(data))


def is_workbook(ending: str) -> bool:
    """Check whether files of an ending are workbooks, which become .xlsx, not .docx."""
    return ending in _WORKBOOKS


def _find_by_content(data: bytes) -> str:
    head = data[:_HEAD]
    if data.startswith(b"PK\x03\x04"):
        if b"xl/workbook.bin" in data:
            return ".xlsb"
        marks = _PACKAGES if head[30:38] == b"mimetype" else {}
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        marks = _FLAT
    else:
        return ".rtf" if head.lstrip(b" \t\r\n").lower().startswith(b"{\\rtf") else ""
    return next((ending for mark, ending in marks.items() if mark in head), "")
