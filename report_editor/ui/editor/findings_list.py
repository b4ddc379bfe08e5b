"""List of everything the checks found; each entry leads to what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from report_editor.checks.fixes import find_fix
from report_editor.document import Part
from report_editor.document.commands import set_entry
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.editor.findings_model import FIX, MESSAGE, Entry, FindingsModel
from report_editor.ui.widgets.foreign_text import make_menu_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from report_editor.checks import Finding
    from report_editor.workspace.idle_work import Steps
    from report_editor.workspace.session import Session


class FindingsList(QTableView):
    """Errors first, then warnings and information; findings set aside come last, pale."""

    activatedFinding = Signal(object)
    currentFindingChanged = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document = session.document
        self._model = FindingsModel(session)
        self._model.setParent(self)
        self._heights: dict[tuple[str, ...], int] = {}
        """Heights of rows by their texts, in the present widths of the columns."""
        self.setModel(self._model)
        self.explain_action = QAction("查看规则说明(&W)", self)
        self.explain_action.setCheckable(True)
        self.explain_action.setShortcut("Shift+F8")
        self.addAction(self.explain_action)
        self.setAccessibleName("检查结果")
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._wrap, Qt.ConnectionType.QueuedConnection)
        em = self.fontMetrics().horizontalAdvance("国")
        self.setColumnWidth(0, 6 * em)
        self.setColumnWidth(1, 14 * em)
        self.setColumnWidth(FIX, 10 * em)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.verticalScrollBar().valueChanged.connect(self._fit_rows_in_view)
        session.findingsChanged.connect(self._refresh)
        self._refresh()

    def current(self) -> Finding | None:
        """Return the finding chosen in the list."""
        index = self.currentIndex()
        return self._model.entries[index.row()].finding if index.isValid() else None

    def choose(self, row: int) -> None:
        """Choose the finding of a row, -1 for none."""
        self.setCurrentIndex(self._model.index(row, 0))

    def step(self) -> bool:
        """Go to the next finding not set aside; after the last, to the first.

        Returns:
            Whether there is one.
        """
        # They are listed first.
        active = sum(each.reason is None for each in self._model.entries)
        if not active:
            return False
        row = self.currentIndex().row() + 1
        self.choose(row if row < active else 0)
        self._activate()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the current finding with Enter, apply its fix with Ctrl+Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._fix()
            else:
                self._activate()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ content

    def _refresh(self) -> None:
        """List the findings as they are now; what is chosen and what is in view stay."""
        before = self._model.entries
        current, top = self.currentIndex().row(), self.rowAt(0)
        if not self._model.refresh():
            return
        if before and self._model.entries:
            if current >= 0:
                self.choose(self._follow(before, current))
            if top > 0:  # at the top of the list a new finding is to be seen
                self.verticalScrollBar().setValue(self._follow(before, top))
        self._fit_rows()
        self.currentFindingChanged.emit()

    def _follow(self, before: list[Entry], row: int) -> int:
        """Return where the entry that was in a row is now; of one that is gone, the same row."""
        now, entry = self._model.entries, before[row]
        near = [at for at in (row, row + len(now) - len(before)) if 0 <= at < len(now)]
        for places in (near, range(len(now))):
            for wanted in (lambda at: now[at] == entry, lambda at: now[at].words == entry.words):
                if (place := next(filter(wanted, places), None)) is not None:
                    return place
        return min(row, len(now) - 1)

    # ------------------------------------------------------------------ heights of the rows

    def _wrap(self, column: int, _before: int, _now: int) -> None:
        """Wrap the messages to a new width of their column, which also a scroll bar changes."""
        if column == MESSAGE:
            self._heights.clear()
            self._fit_rows()

    def _fit_rows(self) -> None:
        """Make the rows as high as their texts: those in view at once, the others by and by."""
        self._fit_rows_in_view()
        self._session.idle.start(self, self._fit_all_rows())

    def _fit_rows_in_view(self) -> None:
        row = max(self.rowAt(0), 0)
        while (
            row < self._model.rowCount()
            and self.rowViewportPosition(row) < self.viewport().height()
        ):
            self._fit_row(row)
            row += 1

    def _fit_all_rows(self) -> Steps:
        listed: set[tuple[str, ...]] = set()
        for row in range(self._model.rowCount()):
            self._fit_row(row)
            listed.add(self._model.texts(row))
            yield
        self._heights = {each: self._heights[each] for each in listed & self._heights.keys()}

    def _fit_row(self, row: int) -> None:
        texts = self._model.texts(row)
        if texts not in self._heights:
            self.resizeRowToContents(row)
            self._heights[texts] = self.rowHeight(row)
        self.setRowHeight(row, self._heights[texts])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the rows that come into view."""
        super().resizeEvent(event)
        self._fit_rows_in_view()

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

    # ------------------------------------------------------------------ commands

    def _on_current_changed(self) -> None:
        self.currentFindingChanged.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == FIX:
            self._fix()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != FIX:
            self._activate()

    def _fix(self) -> None:
        """Settle the current finding, where it has one right answer, as one step."""
        finding = self.current()
        fix = find_fix(self._document, finding) if finding is not None else None
        if fix and not self._session.read_only:
            self._session.do(fix)

    def _activate(self) -> None:
        if finding := self.current():
            self.activatedFinding.emit(finding)

    def _show_menu(self, position: QPoint) -> None:
        if menu := self.context_menu():
            menu.exec(self.viewport().mapToGlobal(position))
            menu.deleteLater()

    def context_menu(self) -> QMenu | None:
        """Make the menu of the current finding, None where there is none."""
        finding = self.current()
        if finding is None:
            return None
        menu = QMenu(self)
        menu.addAction("转到(&G)").triggered.connect(self._activate)
        menu.addAction(self.explain_action)
        if self._session.read_only:
            return menu
        if fix := find_fix(self._document, finding):
            menu.addAction(make_menu_text(fix.label)).triggered.connect(self._fix)
        if finding.identity in self._document.entries(Part.SET_ASIDE):
            restore = menu.addAction("恢复提示(&R)")
            restore.triggered.connect(lambda: self._write_reason(finding, None))
        else:
            set_aside = menu.addAction("已核实，忽略并写明理由(&I)…")
            set_aside.triggered.connect(lambda: self._ask_reason(finding))
        return menu

    def _ask_reason(self, finding: Finding) -> None:
        dialog = ReasonDialog(finding.message, self)
        if dialog.exec():
            self._write_reason(finding, dialog.text())

    def _write_reason(self, finding: Finding, reason: str | None) -> None:
        label = "忽略检查结果" if reason else "恢复检查结果"
        change = set_entry(self._document, Part.SET_ASIDE, finding.identity, reason, label)
        self._session.do(change)
