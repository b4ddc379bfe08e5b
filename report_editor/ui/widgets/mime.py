"""Put markup and the same as plain text on the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData


def make_mime_data(markup: str, text: str) -> QMimeData:
    """Return data for the clipboard: other programs take the markup, or the text."""
    data = QMimeData()
    data.setHtml(markup)
    data.setText(text)
    return data
