"""Offers of one text section, and the step that takes one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from report_editor.workspace.text_offers import (
    list_bound_sentences,
    list_confirmations,
    list_offers,
)

if TYPE_CHECKING:
    from report_editor.document import Change, Effect
    from report_editor.document.text_replacement import TextReplacement
    from report_editor.workspace.session import Session
    from report_editor.workspace.text_offers import Offer


class SectionOffers(QObject):
    """Offers of a section, as the last check found them; nothing changes by itself."""

    changed = Signal()
    """Emitted when there may be other offers."""

    def __init__(self, session: Session, section: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._section = section
        self._waiting: list[Offer] | None = None
        self._confirmations: list[Offer] | None = None
        session.findingsChanged.connect(self._forget)
        session.changed.connect(self._on_change)

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if any(each.section == self._section for each in effect.texts):
            self._forget()

    def _forget(self) -> None:
        self._waiting = self._confirmations = None
        self.changed.emit()

    @property
    def waiting(self) -> list[Offer]:
        """Return what would change the text, in the order of reading."""
        if self._waiting is None:
            self._waiting = list(list_offers(self._session, self._section))
        return self._waiting

    def find(self, paragraph: int, start: int, end: int) -> Offer | None:
        """Return the offer at the end of a selection, else the next that follows a table.

        Behind the last comes the first. What a person answers for is offered only at its place, and
        what is to be confirmed only while it is selected: nobody takes them unseen.
        """
        places = ((each, each.place) for each in self.waiting)
        here = (
            each for each, at in places if at.paragraph == paragraph and at.start <= end <= at.end
        )
        offer = next(here, None) or self._find_confirmation(paragraph, start, end)
        if offer is not None:
            return offer
        following = [each for each in self.waiting if each.follows_table]
        behind = (
            each
            for each in following
            if (each.place.paragraph, each.place.start) > (paragraph, end)
        )
        return next(behind, following[0] if following else None)

    def _find_confirmation(self, paragraph: int, start: int, end: int) -> Offer | None:
        if start == end:
            return None
        if self._confirmations is None:
            lists = (list_confirmations, list_bound_sentences)
            every = (each(self._session, self._section) for each in lists)
            self._confirmations = [offer for offers in every for offer in offers]
        selected = (paragraph, start, end)
        for each in self._confirmations:
            if (each.place.paragraph, each.place.start, each.place.end) == selected:
                return each
        return None

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

    def take(self, offer: Offer, choice: str) -> TextReplacement | None:
        """Take an offer as one step; return where the words stand then."""
        change = offer.plan(self._session.document, choice)
        self._session.history.close_step()
        if not change.edits or not self._session.do(change):
            return None
        self._session.history.close_step()
        place = replace(offer.place, better=choice)
        if not offer.is_confirmation:
            from report_editor.checks.text.number_links import move_links  # the first check has it

            self._session.links = move_links(self._session.links, place)
        self._forget()
        return place
