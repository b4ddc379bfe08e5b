"""Numbers of a text that could follow the tables, and the step that lets them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from report_editor.checks.text.number_links import NumberLink
    from report_editor.document import Change, Effect
    from report_editor.document.text_replacement import TextReplacement
    from report_editor.workspace.session import Session

STEP = "文字跟着表格改"
KEY = "Ctrl+回车"


class NumberOffers(QObject):
    """Offers of one text section, as the last check found them; nothing changes by itself."""

    changed = Signal()
    """Emitted when there may be other offers."""

    def __init__(self, session: Session, section: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._section = section
        session.findingsChanged.connect(self.changed)
        session.changed.connect(self._on_change)

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if any(each.section == self._section for each in effect.texts):
            self.changed.emit()

    @property
    def waiting(self) -> list[NumberLink]:
        """Return the numbers that are not what the tables say, in the order of reading."""
        if self._session.read_only:
            return []
        document = self._session.document
        return [
            each
            for each in self._session.links
            if each.place.section == self._section
            and not each.is_right
            and each.place.is_current(document)
        ]

    def find(self, paragraph: int, at: int) -> NumberLink | None:
        """Return the offer at a place, else the next one behind it, else the first."""
        waiting = self.waiting
        behind = (
            each for each in waiting if (each.place.paragraph, each.place.end) >= (paragraph, at)
        )
        return next(behind, waiting[0] if waiting else None)

    def describe_at(self, paragraph: int, at: int) -> str:
        """Return what a number at a place is linked with, where it is what the tables say."""
        document = self._session.document
        for each in self._session.links:
            place = each.place
            is_here = place.section == self._section and place.paragraph == paragraph
            is_here = is_here and place.start <= at < place.end
            if is_here and each.is_right and place.is_current(document):
                return f"“{each.words}”和{each.name}一致；表格改了，这里会提示。"
        return ""

    def take(self, link: NumberLink, choice: str) -> TextReplacement | None:
        """Let a number follow the tables as one step; return where it stands then."""
        from report_editor.document.text_replacement import plan_replacements

        place = replace(link.place, better=choice)
        change = plan_replacements(self._session.document, [place], STEP)
        self._session.history.close_step()
        if not change.edits or not self._session.do(change):
            return None
        self._session.history.close_step()
        from report_editor.checks.text.number_links import move_links  # the first check has it

        self._session.links = move_links(self._session.links, place)
        self.changed.emit()
        return place


def describe_offer(link: NumberLink) -> str:
    """Return a sentence on what the tables say, and the key that lets the number follow them."""
    right = " 或 ".join(link.choices)
    return f"“{link.words}”：{link.name}现在是 {right}，按 {KEY} 改。"
