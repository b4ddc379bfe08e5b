"""Turn a document into plain data and back: the JSON shape that other programs rely on.

The shape is fixed by the project's contract (``report-editor/1``). What a plain reader does not
need (contact line, findings set aside, last year's values) stands under ``more``, only where
there is any.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from report_editor.document.changes import UNPLACED, Part
from report_editor.document.document import Document, Field
from report_editor.document.numbers import Number, format_number, read_number
from report_editor.document.plain_text import to_line
from report_editor.forms import Form, form

SCHEMA = "report-editor/1"

_MORE = (
    Part.FIELDS,
    Part.SET_ASIDE,
    Part.UNCONFIRMED,
    Part.PREVIOUS,
    Part.SOURCE,
    Part.FINAL,
    Part.TEMPLATES,
)


class JsonError(ValueError):
    """Data that is no report; the text says where and what is wrong."""


def to_json(document: Document) -> dict[str, Any]:
    """Return the document in the shape of the contract; equal documents give equal data."""
    edition = document.form
    raw: dict[str, str] = {}
    raw_stated: dict[str, str] = {}
    remarks: dict[str, str] = {}
    stated: dict[str, int | float | None] = {}
    tables: dict[str, dict[str, dict[str, int | float | None]]] = {}
    for cell in edition.cells.values():
        row = tables.setdefault(cell.table, {}).setdefault(cell.row.key, {})
        row[cell.column.key] = _json_number(document.number(cell.address))
        if not cell.is_total:
            reading = document.parse(cell.address)
            if reading.remark:
                remarks[cell.address] = reading.remark
        elif (printed := document.stated(cell.address)) is not None:
            reading = printed
            stated[cell.address] = _json_number(reading.number)
        else:
            continue
        if reading.raw != ("" if reading.number is None else format_number(reading.number)):
            (raw_stated if cell.is_total else raw)[cell.address] = reading.raw
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "form": edition.id,
        "year": document.year,
        "organization": document.organization,
        "title": document.title,
        "narrative": {
            section.key: list(document.paragraphs(section.key)) for section in edition.text_sections
        },
        "tables": tables,
        "raw": raw | raw_stated,
        "stated": stated,
        "remarks": remarks,
        "unplaced": list(document.paragraphs(UNPLACED)),
    }
    more = {part.value: entries for part in _MORE if (entries := _more(document, part))}
    return {**data, "more": more} if more else data


def from_json(data: object) -> Document:
    """Return the document that :func:`to_json` described.

    Raises:
        JsonError: the data is no report of a known schema.
    """
    root = _mapping(data, "")
    if root.get("schema") != SCHEMA:
        raise JsonError(f"schema 应为 {SCHEMA}，实际是 {root.get('schema')!r}")
    try:
        edition = form(str(root.get("form")))
    except KeyError:
        raise JsonError(f"form：没有 {root.get('form')!r} 这一版格式") from None
    texts = {key: _paragraphs(value, key) for key, value in _part(root, "narrative").items()}
    texts[UNPLACED] = _paragraphs(root.get("unplaced", []), UNPLACED)
    more = _part(root, "more")
    parts = {part: _texts(more.get(part.value, {}), part.value) for part in _MORE}
    fields = parts[Part.FIELDS]
    if root.get("year") is not None:
        fields.setdefault(Field.YEAR, str(root["year"]))
    if root.get("organization"):
        fields[Field.ORGANIZATION] = str(root["organization"])
    raw = _texts(root.get("raw", {}), "raw")
    remarks = _texts(root.get("remarks", {}), "remarks")
    parts[Part.CELLS] = _cells(edition, _part(root, "tables"), raw, remarks)
    parts[Part.STATED] = {
        address: raw.get(address, _number_text(value, address))
        for address, value in _part(root, "stated").items()
    }
    try:
        document = Document(edition, parts=parts, texts=texts)
        title = to_line(str(root.get("title") or ""))
        if title not in ("", document.title):
            parts[Part.FIELDS][Field.TITLE] = title
            document = Document(edition, parts=parts, texts=texts)
    except KeyError as error:
        raise JsonError(f"{edition.name}里没有 {error.args[0]}") from None
    return document


def _more(document: Document, part: Part) -> dict[str, str]:
    entries = dict(document.entries(part))
    if part is Part.FIELDS:
        if entries.get(Field.YEAR) == str(document.year):
            del entries[Field.YEAR]
        entries.pop(Field.ORGANIZATION, None)
        if entries.get(Field.TITLE) != document.official_title:
            entries.pop(Field.TITLE, None)
    return dict(sorted(entries.items()))


def _json_number(number: Number | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def _cells(
    edition: Form, tables: dict[str, Any], raw: dict[str, str], remarks: dict[str, str]
) -> dict[str, str]:
    for address in (*raw, *remarks):
        if address not in edition.cells:
            raise JsonError(f"{edition.name}里没有 {address}")
    cells = {cell.address: raw[cell.address] for cell in edition.inputs if raw.get(cell.address)}
    for table, rows in tables.items():
        for row, columns in _mapping(rows, table).items():
            for column, value in _mapping(columns, f"{table}.{row}").items():
                address = f"{table}.{row}.{column}"
                cell = edition.cells.get(address)
                if cell is None:
                    raise JsonError(f"{edition.name}里没有 {address}")
                if cell.is_total:
                    continue
                text = _number_text(value, address) + remarks.get(address, "")
                if address in raw:
                    text = raw[address]
                    read = read_number(text, cell.kind, cell.unit).number
                    if value is not None and read != Decimal(str(value)):
                        raise JsonError(f"{address}：raw 是 {text!r}，数值却是 {value}")
                if text:
                    cells[address] = text
    return cells


def _number_text(value: object, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(str(value))
        if number.is_finite():
            return format_number(number)
    raise JsonError(f"{where}：应为数字，实际是 {value!r}")


def _part(root: dict[str, Any], key: str) -> dict[str, Any]:
    return _mapping(root.get(key, {}), key)


def _mapping(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise JsonError(f"{where or '文件'}：应为对象")
    return value


def _texts(value: object, where: str) -> dict[str, str]:
    entries = _mapping(value, where)
    if not all(isinstance(text, str) for text in entries.values()):
        raise JsonError(f"{where}：应为文字")
    return dict(entries)


def _paragraphs(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise JsonError(f"{where}：应为段落列表")
    return value
