"""Turn the numbers of a report into rows, one for each cell, and back: the shape of the CSV.

Each row says everything about its number: whose it is, of which year, how the form calls it, its
address. So the rows of many reports can be put below each other and counted by any program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.document.changes import UNPLACED, Part
from report_editor.document.document import Document, Field
from report_editor.document.numbers import format_number, read_number
from report_editor.document.plain_text import to_line
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from report_editor.forms import Cell

EDITION, ADDRESS, NUMBER, TEXT = "格式", "地址", "数值", "原文"
HEADINGS = ("机关名称", "年度", EDITION, "表", "行", "列", ADDRESS, NUMBER, "计量单位", TEXT)
"""Names of the columns. The text is what was typed or read, where it is not the plain number."""
_FIELDS = {"机关名称": Field.ORGANIZATION, "年度": Field.YEAR}


class NumberRowsError(ValueError):
    """Rows that are not those of one report; the text is the end of a Chinese sentence."""


def to_rows(document: Document, words: Callable[[str], str]) -> Iterator[dict[str, str]]:
    """Yield a row for each cell, in the order of the form.

    Args:
        document: The report.
        words: Function that writes a label in the characters of the report.
    """
    fields = {name: document.field(key) for name, key in _FIELDS.items()}
    for cell in document.form.cells.values():
        number = document.number(cell.address)
        text = _get_text(document, cell)
        plain = "" if number is None else format_number(number)
        yield {
            **fields,
            EDITION: document.form.id,
            "表": words(document.form.section(cell.table).heading),
            "行": words("·".join(filter(None, (cell.row.group, cell.row.label)))),
            "列": words(cell.column.label),
            ADDRESS: cell.address,
            NUMBER: plain,
            "计量单位": words(cell.unit),
            TEXT: "" if text == plain else text,
        }


def _get_text(document: Document, cell: Cell) -> str:
    """Return what was typed or read in a cell, of a total what its source printed."""
    part = Part.STATED if cell.is_total else Part.CELLS
    return document.entries(part).get(cell.address, "")


def has_numbers(headings: Iterable[str]) -> bool:
    """Check whether the names of some columns are those of the rows of a report."""
    return {EDITION, ADDRESS, NUMBER, TEXT} <= set(headings)


def from_rows(rows: Iterable[Mapping[str, str]]) -> Document:
    """Return a report with the numbers of some rows; those of no cell are among the unplaced.

    Where number and text of a row differ, somebody has changed the number: it counts.

    Raises:
        NumberRowsError: they are not of one report on one edition.
    """
    found = _Found()
    for row in rows:
        found.add(row)
    return found.make_document()


@dataclass(slots=True)
class _Found:
    """Rows by their meaning."""

    fields: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Number and text by address."""
    unplaced: list[str] = field(default_factory=list)

    def add(self, row: Mapping[str, str]) -> None:
        given = {name: to_line(text).strip() for name, text in row.items()}
        address = given.get(ADDRESS, "")
        if not address or address in self.texts:
            self.unplaced.append(" | ".join(filter(None, given.values())))
            return
        self.texts[address] = (given.get(NUMBER, ""), given.get(TEXT, ""))
        for name in (EDITION, *_FIELDS):
            self.fields.setdefault(name, set()).add(given.get(name, ""))

    def make_document(self) -> Document:
        for name, texts in self.fields.items():
            if len(texts) > 1:
                raise NumberRowsError(f"“{name}”一列有 {len(texts)} 种写法，不是同一份报告")
        name = "".join(self.fields.get(EDITION, ()))
        try:
            edition = form(name)
        except KeyError:
            raise NumberRowsError(f"“{EDITION}”一列写的是“{name}”，没有这种格式") from None
        cells = {cell.address: cell for cell in edition.cells.values()}
        inputs: dict[str, str] = {}
        totals: dict[str, str] = {}
        for address, (number, text) in self.texts.items():
            if address not in cells:
                self.unplaced.append(" | ".join(filter(None, (address, number, text))))
            elif cells[address].is_total:
                totals[address] = _choose(number, text, cells[address])
            elif chosen := _choose(number, text, cells[address]):
                inputs[address] = chosen
        fields: dict[str, str] = {
            key: text for name, key in _FIELDS.items() for text in self.fields.get(name, ()) if text
        }
        parts: dict[Part, dict[str, str]] = {Part.FIELDS: fields, Part.CELLS: inputs}
        computed = Document(edition, parts=parts)
        parts[Part.STATED] = {
            address: text
            for address, text in totals.items()
            if text and text != format_number(computed.value(address))
        }
        return Document(edition, parts=parts, texts={UNPLACED: self.unplaced})


def _choose(number: str, text: str, cell: Cell) -> str:
    """Return the text of a cell, or its number where that is another one."""
    if cell.is_total:
        return text or number
    reading = read_number(text, cell.kind, cell.unit)
    meant = "" if reading.number is None else format_number(reading.number)
    return text if text and meant == number else number
