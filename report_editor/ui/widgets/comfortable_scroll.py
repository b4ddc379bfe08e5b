"""Rule by which what is to be read is scrolled into view, with what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit


def find_scroll(top: int, bottom: int, room: int) -> int:
    """Return by how much to scroll so that something is read easily.

    What is whole in sight and begins in the upper two thirds stays where it is. Anything else is
    to begin a third down, or as high as its end needs to be in sight.

    Args:
        top: Where it begins in the view, in pixels.
        bottom: Where it ends.
        room: Height of the view.

    Returns:
        Pixels to scroll down; negative to scroll up, 0 where nothing is to be done.
    """
    if 0 <= top <= 2 * room // 3 and bottom <= room:
        return 0
    return top - min(room // 3, max(room - (bottom - top), 0))


def find_scroll_to_cursor(text: QTextEdit) -> int:
    """Return by how much to scroll so that the paragraph of the cursor is read easily."""
    start = QTextCursor(text.textCursor().block())
    end = QTextCursor(start)
    end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    top, bottom = text.cursorRect(start).top(), text.cursorRect(end).bottom()
    return find_scroll(top, bottom, text.viewport().height())
