"""Line under a text: how long it is, and which of its numbers could follow the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from report_editor.checks import Severity
from report_editor.ui.editor.number_offers import KEY
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.severity import SIGN, color

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from report_editor.document import Change, Effect
    from report_editor.forms import Section
    from report_editor.ui.editor.narrative_editor import NarrativeEditor
    from report_editor.workspace.session import Session


class TextFooter(QWidget):
    """Footer of one text section; it keeps its height whatever there is to say."""

    def __init__(self, session: Session, section: Section, editor: NarrativeEditor) -> None:
        super().__init__()
        self._session = session
        self._section = section
        self._editor = editor
        self.count = Label()
        self.count.setAccessibleName("字数")
        self.offer = _FittingLabel()
        self.follow = QPushButton(f"跟着表格改（{KEY}）")
        self.follow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the text
        self.follow.clicked.connect(editor.follow_table)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.count)
        layout.addWidget(self.offer, 1)
        layout.addWidget(self.follow)
        self.setFixedHeight(self.follow.sizeHint().height())
        self._show_count()
        self._show_offer()
        session.changed.connect(self._on_change)
        editor.offers.changed.connect(self._show_offer)
        editor.cursorPositionChanged.connect(self._show_offer)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_count()

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if any(each.section == self._section.key for each in effect.texts):
            self._show_count()

    def _show_count(self) -> None:
        """Say how many characters there are, and when they are more than are wanted."""
        count = count_characters(self._session.document.paragraphs(self._section.key))
        most = self._section.most_characters
        is_long = bool(most) and count > most
        words = f"共 {count:,} 字"
        if is_long:
            words = f"{SIGN[Severity.WARNING]} {words}，超过 {most:,} 字，请精简"
        elif most:
            words += f"（一般不超过 {most:,} 字）"
        palette = self.palette()
        ink = color(Severity.WARNING) if is_long else palette.color(self.foregroundRole())
        palette.setColor(self.count.foregroundRole(), ink)
        self.count.setPalette(palette)
        self.count.setText(words)

    def _show_offer(self) -> None:
        """Name the number that the key would change now."""
        link = self._editor.find_offer()
        self.follow.setVisible(link is not None)
        words = ""
        if link is not None:
            others = len(self._editor.offers.waiting) - 1
            more = f"，还有 {others} 处" if others else ""
            words = f"“{link.words}”：{link.name}现在是 {' 或 '.join(link.choices)}{more}"
        self.offer.fit(words)


class _FittingLabel(Label):
    """Label at the right that cuts its text to the room there is; the tool tip has all of it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def fit(self, words: str) -> None:
        """Show a text, as far as there is room."""
        if words != self._words:
            self._words = words
            set_tool_tip(self, words)
            self._show_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text to the new width."""
        super().resizeEvent(event)
        self._show_words()

    def _show_words(self) -> None:
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, right, self.width()))


def count_characters(paragraphs: tuple[str, ...]) -> int:
    """Count the characters of a text as a word processor does, without white space."""
    return sum(len("".join(each.split())) for each in paragraphs)
