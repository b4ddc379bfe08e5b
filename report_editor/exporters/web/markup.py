"""Build markup with lxml, so that no text of a report is ever taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.exporters.report_parts import PrintedTable
    from report_editor.forms import GridCell

Element = Any  # lxml ships no types


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element at the end of another, with a text and its attributes that are not empty.

    A trailing underscore of a name, which Python needs for ``class_``, is dropped.
    """
    child = etree.SubElement(parent, tag)
    child.text = text or None
    child.tail = "\n"
    for name, value in attributes.items():
        if value:
            child.set(name.rstrip("_").replace("_", "-"), value)
    return child


def list_spans(cell: GridCell) -> dict[str, str]:
    """Return the attributes of a merged cell."""
    spans = {"rowspan": cell.row_span, "colspan": cell.column_span}
    return {name: str(span) for name, span in spans.items() if span > 1}


def list_rows(printed: PrintedTable) -> Iterator[tuple[int, list[tuple[GridCell, str]]]]:
    """Yield each row of a table's grid: its number and the cells that begin in it."""
    for row in range(printed.table.grid_row_count):
        yield row, [each for each in printed.cells if each[0].row == row]


def serialize(root: Element) -> str:
    """Return an element as HTML, with everything in it and in ordinary lines."""
    return str(html.tostring(root, encoding="unicode", with_tail=False))
