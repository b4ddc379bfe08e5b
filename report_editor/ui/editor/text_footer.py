"""Line under a text: how long it is, and which of its numbers could follow the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from report_editor.checks import Severity
from report_editor.document.limits import MAX_TEXT
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.severity import SIGN, color
from report_editor.ui.widgets.spacing import set_margins
from report_editor.workspace.text_offers import KEY

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
        self._total = count_characters(session.document.paragraphs(section.key))
        self.count = Label()
        self.count.setAccessibleName("字数")
        self.offer = _FittingLabel()
        self.follow = QPushButton(f"改…（{KEY}）")
        self.follow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the text
        self.follow.clicked.connect(editor.take_offer)
        layout = QHBoxLayout(self)
        set_margins(layout)
        layout.addWidget(self.count)
        layout.addWidget(self.offer, 1)
        layout.addWidget(self.follow)
        self.setFixedHeight(self.follow.sizeHint().height())
        # Room for any count: a key lays nothing out anew.
        longest, _ = self._describe_count(MAX_TEXT)
        width = self.count.fontMetrics().horizontalAdvance(longest)
        self.count.setFixedSize(width, self.height())
        self._show_count()
        self._show_offer()
        session.changed.connect(self._on_change)
        editor.offers.changed.connect(self._show_offer)
        editor.cursorPositionChanged.connect(self._show_offer)
        editor.selectionChanged.connect(self._show_offer)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_count()

    def _on_change(self, _change: Change, effect: Effect) -> None:
        edits = [each for each in effect.texts if each.section == self._section.key]
        for each in edits:  # the rest of a long text is not counted at each key
            self._total += count_characters(each.after) - count_characters(each.before)
        if edits:
            self._show_count()

    def _show_count(self) -> None:
        """Say how many characters there are, and when they are more than are wanted."""
        words, is_long = self._describe_count(self._total)
        palette = self.palette()
        if is_long:
            palette.setColor(self.count.foregroundRole(), color(Severity.WARNING))
        if palette != self.count.palette():
            self.count.setPalette(palette)
        self.count.setText(words)

    def _describe_count(self, count: int) -> tuple[str, bool]:
        """Return the words on a count, and whether it is too long."""
        most = self._section.most_characters
        words = f"共 {count:,} 字"
        if most and count > most:
            return f"{SIGN[Severity.WARNING]} {words}，超过 {most:,} 字，请精简", True
        return (f"{words}（一般不超过 {most:,} 字）" if most else words), False

    def _show_offer(self) -> None:
        """Name what the key would change or confirm now."""
        offer = self._editor.find_offer()
        self.follow.setVisible(offer is not None)
        words = ""
        if offer is not None:
            self.follow.setText(f"{offer.name}（{KEY}）")
            others = 0 if offer.is_confirmation else len(self._editor.offers.waiting) - 1
            more = f"还有 {others} 处" if others else ""
            words = "，".join(filter(None, (offer.state, offer.outcome, more)))
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
