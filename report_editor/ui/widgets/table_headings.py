"""Headings of tables, aligned with what stands under them; Qt puts them in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidgetItem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from PySide6.QtWidgets import QTableWidget

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
"""Of texts."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
"""Of numbers."""


def show_headings(
    table: QTableWidget, headings: Iterable[str], numbers: Container[int] = ()
) -> None:
    """Set the headings of a table; ``numbers`` are the columns of numbers."""
    for column, text in enumerate(headings):
        item = QTableWidgetItem(text)
        item.setTextAlignment(RIGHT if column in numbers else LEFT)
        table.setHorizontalHeaderItem(column, item)
