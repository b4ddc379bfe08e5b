"""Look of the list of findings: heights of its rows, and when they are held in their places.

Nothing moves under the hand: the rows are held from the moment the mouse moves over the list until
it leaves, and from the first key pressed in it until the focus leaves.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from report_editor.ui.editor.findings_delegates import PlaceDelegate, RowDelegate, SignDelegate
from report_editor.ui.editor.findings_model import (
    ALL,
    FIX,
    LINKS,
    MESSAGE,
    PLACE,
    Entry,
    FindingsModel,
)
from report_editor.ui.widgets.icons import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import (
        QFocusEvent,
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
    )

    from report_editor.checks import Finding
    from report_editor.ui.editor.findings_bar import Kind
    from report_editor.workspace.idle_work import Steps
    from report_editor.workspace.session import Session

_WIDTHS = ((50, (5, 6, 6, 5)), (80, (5, 9, 11, 7)), (0, (5, 12, 15, 7)))
"""Below a width in characters, those of all columns but that of the messages; last the usual."""
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Reasons for which the focus goes and comes back without anybody leaving the list."""


LOADED_MS = 50
"""Milliseconds after which what rows are painted with is loaded: once the window is painted, and
before the first findings come, for both together would take more than a frame."""


def _load_style() -> None:
    from PySide6.QtWidgets import QStyle  # noqa: F401


class FindingsView(QTableView):
    """Table of the findings; what is chosen and what is in view stay when others come and go."""

    currentFindingChanged = Signal()
    waitingChanged = Signal(int)
    """Emitted with the number of findings that are not listed while the rows are held."""
    listed = Signal()
    """Emitted when the findings were counted and listed anew."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = FindingsModel(session)
        self._model.setParent(self)
        self._heights: dict[tuple[str, ...], int] = {}
        """Heights of rows by their texts, in the present widths of the columns."""
        self._fitted: set[int] = set()
        """Rows that have their height; while they are held it stays."""
        self._has_mouse = self._has_keys = False
        self._is_asking = False
        self._model.waitingChanged.connect(self.waitingChanged)
        self.setModel(self._model)
        self.setIconSize(SMALL)
        self.setItemDelegate(RowDelegate(self))
        self.setItemDelegateForColumn(0, SignDelegate(self))
        self.setItemDelegateForColumn(PLACE, PlaceDelegate(self))
        self.setAccessibleName("检查结果")
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        # Its room is kept: the links would move when there is something to scroll.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setMouseTracking(True)
        self.setAutoScroll(False)  # a click on a row half in view would move it, after a while
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._wrap, Qt.ConnectionType.QueuedConnection)
        header.hide()  # the columns speak for themselves, and the room is for the findings
        self._set_widths()
        self._show_columns()
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.verticalScrollBar().valueChanged.connect(self._fit_rows_in_view)
        session.findingsChanged.connect(self._take_findings)
        session.finalChanged.connect(self._follow_final)
        QTimer.singleShot(LOADED_MS, self, _load_style)
        self._refresh()

    @property
    def counts(self) -> Mapping[Kind, int]:
        """Return how many findings of each kind there are, of the section that is listed."""
        return self._model.counts

    def current(self) -> Finding | None:
        """Return the finding chosen in the list."""
        entry = self._current_entry()
        return entry.finding if entry else None

    def show_only(self, kind: Kind, section: str) -> None:
        """List the findings of a kind and of a section; empty for all."""
        self._model.kind, self._model.section = kind, section
        self.list_anew()

    def choose(self, row: int) -> None:
        """Choose the finding of a row, -1 for none."""
        self.setCurrentIndex(self._model.index(row, 0))
        self.scrollTo(self.currentIndex())

    def _current_entry(self) -> Entry | None:
        index = self.currentIndex()
        return self._model.entries[index.row()] if index.isValid() else None

    def _on_current_changed(self) -> None:
        self.currentFindingChanged.emit()

    # ------------------------------------------------------------------ content

    def _take_findings(self) -> None:
        self._refresh(is_checked=True)

    def _follow_final(self) -> None:
        """Take the links away from a final report, and give them back."""
        self._refresh(is_checked=True)
        self._show_columns()

    def _refresh(self, *, is_checked: bool = False) -> None:
        """List the findings as they are now; what is chosen and what is in view stay."""
        before = self._model.entries
        current, top = self.currentIndex().row(), self.rowAt(0)
        is_another = self._model.refresh(is_checked=is_checked)
        self.listed.emit()
        if not is_another:
            return
        if self._model.is_held:
            self.currentFindingChanged.emit()
            return
        self._fitted.clear()
        if before and self._model.entries:
            if current >= 0:
                self.setCurrentIndex(self._model.index(self._follow(before, current), 0))
            if top > 0:  # at the top of the list a new finding is to be seen
                self.verticalScrollBar().setValue(self._follow(before, top))
        self._fit_rows()
        self.currentFindingChanged.emit()

    def _show_columns(self) -> None:
        """Show the columns of links, which keep their room, unless the report is read only."""
        for column in LINKS:
            self.setColumnHidden(column, self._session.read_only)

    def _follow(self, before: list[Entry], row: int) -> int:
        """Return where the entry that was in a row is now; of one that is gone, the same row."""
        now, entry = self._model.entries, before[row]
        near = [at for at in (row, row + len(now) - len(before)) if 0 <= at < len(now)]
        for places in (near, range(len(now))):
            for wanted in (lambda at: now[at] == entry, lambda at: now[at].words == entry.words):
                if (place := next(filter(wanted, places), None)) is not None:
                    return place
        return min(row, len(now) - 1)

    # ------------------------------------------------------------------ holding the rows

    def _hold(self) -> None:
        """Hold the rows while somebody is in the list; else bring them up to date."""
        is_held = self._has_mouse or self._has_keys or self._is_asking
        if is_held != self._model.is_held:
            self._model.is_held = is_held
            if not is_held:
                self._refresh()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Hold the rows while a menu or dialog is open; afterwards for a mouse still over them."""
        self._is_asking = True
        try:
            yield
        finally:
            self._is_asking = False
            is_over = self.rect().contains(self.mapFromGlobal(QCursor.pos()))
            self._has_mouse = is_over and self.isVisible()
            self._hold()

    def list_anew(self) -> None:
        """Bring the rows up to date although they are held."""
        is_held, self._model.is_held = self._model.is_held, False
        self._refresh()
        self._model.is_held = is_held

    def leaveEvent(self, event: QEvent) -> None:
        """Let the rows go, unless somebody works in them by keys."""
        super().leaveEvent(event)
        self._has_mouse = False
        self._hold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hold the rows for whoever works by keys."""
        self._has_keys = True
        self._hold()
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold the rows for the mouse; the focus that a click brings holds nothing."""
        self._has_mouse, self._has_keys = True, False
        self._hold()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hold the rows, for a click must find what was seen; show a hand over what has a link.

        A mouse that never moved is no reason: the window may have opened under it.
        """
        super().mouseMoveEvent(event)
        self._has_mouse = True
        self._hold()
        index = self.indexAt(event.position().toPoint())
        if index.column() in LINKS and index.data():
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the rows go, unless the mouse is over them."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self._has_keys = False
            self._hold()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the rows go: nobody sees them."""
        super().hideEvent(event)
        self._has_mouse = self._has_keys = False
        self._hold()

    # ------------------------------------------------------------------ heights of the rows

    def _wrap(self, column: int, _before: int, _now: int) -> None:
        """Wrap the messages to a new width of their column, which also a scroll bar changes."""
        if column == MESSAGE:
            self._heights.clear()
            self._fitted.clear()
            self._fit_rows()

    def _fit_rows(self) -> None:
        """Make the rows as high as their texts: those in view at once, the others by and by."""
        self._fit_rows_in_view()
        self._session.idle.start(self, self._fit_all_rows())

    def _fit_rows_in_view(self) -> None:
        for row in self._list_rows_in_view():
            self._fit_row(row)

    def _fit_all_rows(self) -> Steps:
        listed: set[tuple[str, ...]] = set()
        for row in range(self._model.rowCount()):
            self._fit_row(row)
            listed.add(self._model.texts(row))
            yield
        self._heights = {each: self._heights[each] for each in listed & self._heights.keys()}

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Give the links in view their room anew: what can be settled together may be other."""
        super().dataChanged(first, last, roles)
        for row in self._list_rows_in_view():
            self._join_links(row)

    def _join_links(self, row: int) -> None:
        """Give the link of a row the room of the one beside it, where that says nothing."""
        columns = 1 if self._model.texts(row)[ALL] else 2
        if self.columnSpan(row, FIX) != columns:
            self.setSpan(row, FIX, 1, columns)

    def _list_rows_in_view(self) -> Iterator[int]:
        row = max(self.rowAt(0), 0)
        while (
            row < self._model.rowCount()
            and self.rowViewportPosition(row) < self.viewport().height()
        ):
            yield row
            row += 1

    def _fit_row(self, row: int) -> None:
        if self._model.is_held and row in self._fitted:
            return
        self._fitted.add(row)
        self._join_links(row)
        texts = self._model.texts(row)
        if texts not in self._heights:
            self.resizeRowToContents(row)
            self._heights[texts] = self.rowHeight(row)
        self.setRowHeight(row, self._heights[texts])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width between the columns, and fit the rows that come into view."""
        super().resizeEvent(event)
        self._set_widths()
        self._fit_rows_in_view()

    def _set_widths(self) -> None:
        """Leave the messages most of the room, also in a narrow window."""
        em = self.fontMetrics().horizontalAdvance("国")
        # Not viewport(): what PySide does once to find the class of that widget takes 8 ms.
        room = self.maximumViewportSize().width()
        widths = next(each for below, each in _WIDTHS if not below or room < below * em)
        for column, width in zip((0, 1, FIX, ALL), widths, strict=True):
            self.setColumnWidth(column, width * em)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a row, with the true heights of those above it."""
        left, row = self.viewport().height(), index.row()
        while row >= 0 and left > 0:
            self._fit_row(row)
            left -= self.rowHeight(row)
            row -= 1
        self.updateGeometries()
        super().scrollTo(index, hint)
