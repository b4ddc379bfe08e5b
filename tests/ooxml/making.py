"""Small packages and workbooks, made part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

BOOK = "xl/workbook.xml"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"


def archive(entries: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return stream.getvalue()


def package(parts: dict[str, str]) -> bytes:
    """A package of texts."""
    return archive({name: text.encode() for name, text in parts.items()})


def relations(*each: tuple[str, str, str], mode: str = "") -> str:
    """A list of relations: id, last word of the type, target."""
    mode = f" TargetMode='{mode}'" if mode else ""
    listed = "".join(
        f"<Relationship Id='{identity}' Type='{OFFICE}/{kind}' Target='{target}'{mode}/>"
        for identity, kind, target in each
    )
    return f"<Relationships xmlns='{PACKAGE}'>{listed}</Relationships>"


def sheet(rows: str, around: str = "") -> str:
    """A sheet of rows, with something behind them."""
    return (
        f"<worksheet xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheetData>{rows}</sheetData>{around}"
        "</worksheet>"
    )


def workbook_parts() -> dict[str, str]:
    """The parts of a workbook with two rows: 甲 1, 乙 2."""
    return {
        "_rels/.rels": relations(("rId1", "officeDocument", BOOK)),
        BOOK: (
            f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>"
            "<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"
        ),
        BOOK_RELATIONS: relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ),
        STYLES: (
            f"<styleSheet xmlns='{MAIN}'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
            "</styleSheet>"
        ),
        STRINGS: f"<sst xmlns='{MAIN}'><si><t>甲</t></si><si><t>乙</t></si></sst>",
        SHEET: sheet(
            "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><v>1</v></c></row>"
            "<row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2'><v>2</v></c></row>"
        ),
    }
