"""Changes in a workbook's parts as other programs, or an enemy, make them."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.workbook.write import to_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook, by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed."""
    parts = parts_of(data)
    parts[name] = change(parts[name])
    return packed(parts)


def edited(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """The workbook as openpyxl saves it after an edit."""
    book = openpyxl.load_workbook(BytesIO(data))
    edit(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_shared_strings(data: bytes) -> bytes:
    """The workbook with its texts in one list, where Excel, WPS and LibreOffice keep them."""
    parts = parts_of(data)
    texts: list[bytes] = []

    def refer(cell: re.Match[bytes]) -> bytes:
        texts.append(cell[2])
        return cell[1] + b't="s"><v>%d</v>' % (len(texts) - 1)

    for name in parts:
        if name.startswith("xl/worksheets/"):
            parts[name] = re.sub(
                rb'(<c [^>]*)t="inlineStr"><is>(.*?)</is>', refer, parts[name], flags=re.DOTALL
            )
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = b"".join(b"<si>%b</si>" % text for text in texts)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%b">%b</sst>' % (space, items)
    relation = (
        b'<Relationship Id="rIdStrings" Target="/xl/sharedStrings.xml" Type="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(b"</Relationships>", relation)
    declared = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", declared)
    return packed(parts)


def named_cell(book: Workbook, name: str) -> Cell:
    """The cell that a defined name stands for."""
    sheet, place = next(iter(book.defined_names[name].destinations))
    cell: Cell = book[sheet][place.replace("$", "")]
    return cell


def with_row_inserted(data: bytes, sheet: str, part: str, row: int) -> bytes:
    """The workbook after a row was inserted before ``row``, formulas left as they were."""

    def move(reference: re.Match[bytes]) -> bytes:
        return re.sub(rb"[0-9]+", lambda number: down(number[0]), reference[0])

    def down(number: bytes) -> bytes:
        return str(int(number) + (int(number) >= row)).encode()

    parts = parts_of(data)
    parts[part] = re.sub(
        rb'(<row r="|<c r="[A-Z]+)([0-9]+)"',
        lambda match: match[1] + down(match[2]) + b'"',
        parts[part],
    )
    parts[part] = re.sub(rb'<mergeCell ref="[^"]*"', move, parts[part])
    parts["xl/workbook.xml"] = re.sub(
        rb"(" + re.escape(sheet.encode()) + rb"'!\$[A-Z]+\$)([0-9]+)<",
        lambda match: match[1] + down(match[2]) + b"<",
        parts["xl/workbook.xml"],
    )
    return packed(parts)


def small_report() -> Document:
    """A report with something of every kind in it."""
    return Document(
        form("2021"),
        parts={
            Part.FIELDS: {"organization": "某乡人民政府", "year": "2024"},
            Part.CELLS: {
                "requests.new.natural_person": "22（其中修订16件）",
                "requests.new.business": "00",
                "requests.granted.natural_person": "２０",
                "requests.carried_out.natural_person": "2",
                "disclosure.rules.made": "若干",
                "disclosure.fees.amount": "59237.2449",
            },
            Part.STATED: {"requests.new.total": "7"},
            Part.PREVIOUS: {"requests.new.natural_person": "3"},
        },
        texts={
            "preamble": ["根据《条例》编制本报告。"],
            "overview": ["（一）主动公开。", "=1+1", "第三段。", "  第四段 "],
            "other_matters": ["没有收取信息处理费。"],
            "unplaced": ["页脚"],
        },
    )


def small_workbook() -> bytes:
    """Its workbook."""
    return to_workbook(small_report())
