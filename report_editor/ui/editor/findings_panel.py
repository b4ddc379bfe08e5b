"""The list of everything the checks found; each entry leads to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from report_editor.checks import Finding, Severity, is_set_aside
from report_editor.checks.fixes import find_fix
from report_editor.document import Part
from report_editor.document.commands import set_entry
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.widgets.severity import SIGN, WORD, color, link_color

if TYPE_CHECKING:
    from report_editor.workspace.session import Session

_ORDER = list(Severity)
_FIX = 3
"""The column with what one click can put right."""


class FindingsPanel(QTableWidget):
    """Errors first, then warnings and information; what was set aside stands last, pale."""

    activatedFinding = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Lists a session's findings and follows them."""
        super().__init__(0, 4, parent)
        self._session = session
        self._shown: list[Finding] = []
        self.setAccessibleName("检查结果")
        self.setHorizontalHeaderLabels(["级别", "位置", "说明", "一步处理"])
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._wrap, Qt.ConnectionType.QueuedConnection)
        em = self.fontMetrics().horizontalAdvance("国")
        self.setColumnWidth(0, 6 * em)
        self.setColumnWidth(1, 14 * em)
        self.setColumnWidth(_FIX, 10 * em)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.cellDoubleClicked.connect(self._double_clicked)
        self.cellClicked.connect(self._clicked)
        session.findingsChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows the findings as they are now."""
        document = self._session.document
        current = self.current()
        ordered = sorted(
            self._session.findings,
            key=lambda each: (is_set_aside(document, each), _ORDER.index(each.severity)),
        )
        if ordered == self._shown and self.rowCount() == len(ordered):
            return
        self._shown = ordered
        self._show_all()
        if current in ordered:
            self.setCurrentCell(ordered.index(current), 0)

    def _show_all(self) -> None:
        self.setRowCount(len(self._shown))
        for row, finding in enumerate(self._shown):
            self._show(row, finding, reason=self._reason(finding))
        self.resizeRowsToContents()

    def _reason(self, finding: Finding) -> str | None:
        """Why a finding was set aside; None for one that was not."""
        return self._session.document.entries(Part.SET_ASIDE).get(finding.identity)

    def changeEvent(self, event: QEvent) -> None:
        """Takes the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_shown"):
            self._show_all()

    def current(self) -> Finding | None:
        """The finding chosen in the list."""
        row = self.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def step(self) -> bool:
        """Goes to the next finding that stands, from the last to the first again.

        Returns:
            Whether there is one.
        """
        standing = sum(self._reason(each) is None for each in self._shown)  # the first ones
        if not standing:
            return False
        row = self.currentRow() + 1
        self.setCurrentCell(row if row < standing else 0, 0)
        self._activate()
        return True

    def _wrap(self, column: int, _before: int, _now: int) -> None:
        """Wraps the sentences to a new width of their column, which also a scroll bar changes."""
        if column == 2:
            self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the place, as a double click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._fix()
            else:
                self._activate()
        else:
            super().keyPressEvent(event)

    def _show(self, row: int, finding: Finding, *, reason: str | None) -> None:
        pale = reason is not None
        word = "已忽略" if pale else WORD[finding.severity]
        words = finding.message
        if pale:
            words += f"（已忽略，理由：{reason}）"
        for column, text in enumerate(
            (f"{SIGN[finding.severity]} {word}", self._place(finding), words)
        ):
            item = QTableWidgetItem(text)
            item.setToolTip("双击转到这一处（回车）")
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            if pale:
                item.setForeground(self.palette().placeholderText())
            elif column == 0:
                item.setForeground(color(finding.severity))
            self.setItem(row, column, item)
        fix = None if pale else find_fix(self._session.document, finding)
        button = QTableWidgetItem(fix.label if fix else "")
        button.setForeground(link_color())
        button.setToolTip("点一下就处理，可以撤销（Ctrl+回车）" if fix else "")
        button.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setItem(row, _FIX, button)

    def _place(self, finding: Finding) -> str:
        """Where it is, in the words of the form."""
        form = self._session.document.form
        section = next((each for each in form.sections if each.key == finding.section), None)
        name = (section.numeral or section.title) if section else "基本信息"
        if len(finding.cells) == 1:
            return f"{name}  {form.cells[finding.cells[0]].name}"
        if finding.cells:
            return f"{name}  {self._common(finding)}"
        if finding.paragraph is not None:
            return f"{name}  第 {finding.paragraph + 1} 段"
        return name

    def _common(self, finding: Finding) -> str:
        """What several cells have in common: their column, their row, or only their number."""
        cells = [self._session.document.form.cells[each] for each in finding.cells]
        count = f"{len(cells)} 格"
        if len({each.column.key for each in cells}) == 1:
            return f"{cells[0].column.short}，{count}"
        if len({each.row.key for each in cells}) == 1:
            return f"{cells[0].row.short}，{count}"
        return count

    def _clicked(self, _row: int, column: int) -> None:
        if column == _FIX:
            self._fix()

    def _double_clicked(self, _row: int, column: int) -> None:
        if column != _FIX:
            self._activate()

    def _fix(self) -> None:
        """Puts right what has one right answer, as one step."""
        finding = self.current()
        if finding is None or self._session.read_only:
            return
        if fix := find_fix(self._session.document, finding):
            self._session.history.do(fix)

    def _activate(self) -> None:
        if finding := self.current():
            self.activatedFinding.emit(finding)

    def _show_menu(self, at: QPoint) -> None:
        finding = self.current()
        if finding is None:
            return
        menu = QMenu(self)
        go = menu.addAction("转到(&G)")
        go.triggered.connect(self._activate)
        fix = find_fix(self._session.document, finding)
        if fix is not None and not self._session.read_only:
            menu.addAction(fix.label).triggered.connect(self._fix)
        if not self._session.read_only:
            menu.addAction(self._set_aside_action(menu, finding))
        menu.exec(self.viewport().mapToGlobal(at))
        menu.deleteLater()

    def _set_aside_action(self, menu: QMenu, finding: Finding) -> QAction:
        if is_set_aside(self._session.document, finding):
            action = QAction("恢复提示(&R)", menu)
            action.triggered.connect(lambda: self._write_reason(finding, None))
        else:
            action = QAction("已核实，忽略并写明理由(&I)…", menu)
            action.triggered.connect(lambda: self._ask_reason(finding))
        return action

    def _ask_reason(self, finding: Finding) -> None:
        dialog = ReasonDialog(finding.message, self)
        if dialog.exec():
            self._write_reason(finding, dialog.text())

    def _write_reason(self, finding: Finding, reason: str | None) -> None:
        history = self._session.history
        label = "忽略检查结果" if reason else "恢复检查结果"
        history.do(set_entry(history.document, Part.SET_ASIDE, finding.identity, reason, label))
