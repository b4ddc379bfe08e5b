"""Files dragged onto the window, from wherever they come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def first_file(dropped: QMimeData) -> Path | None:
    """Return the first file of this computer among what is dragged; one is opened at a time."""
    return next(iter(list_files(dropped)), None)


def list_files(dropped: QMimeData) -> list[Path]:
    """Return the files and folders of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]


def has_files(dropped: QMimeData) -> bool:
    """Check whether a file of this computer is dragged."""
    return first_file(dropped) is not None
