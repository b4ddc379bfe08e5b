"""Labels; each shows its text as it is, where Qt's own would show markup of a file as a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.severity import link_color
from report_editor.ui.widgets.type_scale import Step, size_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent


class Label(QLabel):
    """Label for any text."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; hidden characters in it are named."""
        super().setText(name_hidden(text))


class Link(NamedTuple):
    """Words of a :class:`LinkLabel` that can be clicked."""

    target: str
    """Text that ``linkActivated`` is emitted with."""
    words: str


class LinkLabel(QLabel):
    """Label of several lines with words that can be clicked, in the colour of links."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        flags = Qt.TextInteractionFlag  # Tab goes from link to link, Enter follows one
        self.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)

    def show_parts(self, parts: Iterable[str | Link]) -> None:
        """Show texts and links one after the other."""
        self.setText("".join(map(_mark_up, parts)))


class OneLineLabel(Label):
    """Label of one line that asks for no width; what does not fit is read in its tool tip."""

    def __init__(self, text: str = "") -> None:
        self._full = ""
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for one height, also without a text and for signs of another typeface."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, self.sizeHint().height())

    def setText(self, text: str) -> None:
        """Show as much of a text as fits."""
        self._full = " ".join(name_hidden(text).split())
        self.setAccessibleName(self._full)
        self._fit()

    def full_text(self) -> str:
        """Return the text, however much of it is shown."""
        return self._full

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        fitting = self.fontMetrics().elidedText(self._full, mode, self.contentsRect().width())
        super().setText(fitting)
        set_tool_tip(self, self._full if fitting != self._full else "")


def _mark_up(part: str | Link) -> str:
    if isinstance(part, Link):
        ink = link_color().name()
        return f'<a href="{escape(part.target)}" style="color:{ink}">{_mark_up(part.words)}</a>'
    return escape(name_hidden(part)).replace("\n", "<br>")


def heading(text: str) -> Label:
    """Make the title of a page."""
    label = Label(text)
    label.setFont(size_font(label.font(), Step.TITLE, is_bold=True))
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label


def hint(text: str = "") -> Label:
    """Make a label for an explanation of several lines."""
    label = Label(text)
    label.setWordWrap(True)
    return label


def sentence(text: str) -> Label:
    """Make a label of several lines whose text can be selected and copied."""
    label = hint(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
