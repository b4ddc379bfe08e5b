"""Texts of files in titles, menus and tool tips, where Qt would read marks or markup into them.

Labels are in ``labels.py``, message boxes in ``dialogs/messages.py``. Editors and item views show
text as it is by themselves.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QToolTip, QWhatsThis

from report_editor.common.hidden_characters import name_hidden, name_hidden_in_line

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

LONGEST_TITLE = 200
"""Characters of a window's title or a menu's entry."""
_PLACEHOLDER = "[*]"
"""In a title Qt puts the sign of an unsaved change in its place; twice, it is shown once."""


class _HasToolTip(Protocol):
    def setToolTip(self, text: str, /) -> None: ...


def make_tool_tip(text: str, title: str = "") -> str:
    """Return a text as a tool tip, below a bold title if one is given; Qt has no plain mode."""
    shown = name_hidden(text)
    if not title and not Qt.mightBeRichText(shown):
        return shown  # a screen reader reads it out as it is
    heading = f"<b>{escape(name_hidden(title))}</b>" if title else ""
    lines = escape(shown).split("\n") if shown else []
    return f"<qt>{'<br>'.join(filter(None, (heading, *lines)))}</qt>"


def set_tool_tip(target: _HasToolTip, text: str) -> None:
    """Give a widget, an action, an item or a text format its tool tip."""
    target.setToolTip(make_tool_tip(text))


def show_tool_tip(position: QPoint, tool_tip: str, widget: QWidget) -> None:
    """Show what :func:`make_tool_tip` returned, at a position of the screen."""
    QToolTip.showText(position, tool_tip, widget)


def show_explanation(position: QPoint, tool_tip: str, widget: QWidget) -> None:
    """Show what :func:`make_tool_tip` returned until a key or a click, not only for a while."""
    QWhatsThis.showText(position, tool_tip, widget)


def set_title(window: QWidget, title: str, *, shows_changes: bool = False) -> None:
    """Set a window's title, with room for the sign of unsaved changes if asked."""
    shown = name_hidden_in_line(title, LONGEST_TITLE).replace(_PLACEHOLDER, 2 * _PLACEHOLDER)
    window.setWindowTitle(shown + (_PLACEHOLDER if shows_changes else ""))


def make_menu_text(text: str) -> str:
    """Return a text for a menu or button, in which ``&`` marks no key."""
    return name_hidden_in_line(text, LONGEST_TITLE).replace("&", "&&")
