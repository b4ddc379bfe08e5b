"""List of everything the checks found; each entry leads to what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableWidget, QTableWidgetItem

from report_editor.checks import Finding, Severity
from report_editor.checks.fixes import find_fix
from report_editor.common.hidden_characters import name_hidden
from report_editor.document import Part
from report_editor.document.commands import set_entry
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.widgets.foreign_text import make_menu_text, set_tool_tip
from report_editor.ui.widgets.severity import SIGN, WORD, color, link_color

if TYPE_CHECKING:
    from report_editor.workspace.session import Session

_ORDER = list(Severity)
_MESSAGE = 2
_FIX = 3
"""Column with what one click can put right."""
_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class FindingsList(QTableWidget):
    """Errors first, then warnings and information; findings set aside come last, pale."""

    activatedFinding = Signal(object)
    currentFindingChanged = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(0, 4)
        self._session = session
        self._document = session.document
        self._entries: list[tuple[Finding, str | None]] = []
        """Findings listed, with the reason for which one was set aside."""
        self.explain_action = QAction("查看规则说明(&W)", self)
        self.explain_action.setCheckable(True)
        self.explain_action.setShortcut("Shift+F8")
        self.addAction(self.explain_action)
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
        header.setSectionResizeMode(_MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._wrap, Qt.ConnectionType.QueuedConnection)
        em = self.fontMetrics().horizontalAdvance("国")
        self.setColumnWidth(0, 6 * em)
        self.setColumnWidth(1, 14 * em)
        self.setColumnWidth(_FIX, 10 * em)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.cellDoubleClicked.connect(self._on_double_clicked)
        self.cellClicked.connect(self._on_clicked)
        self.currentCellChanged.connect(self.currentFindingChanged)
        session.findingsChanged.connect(self._refresh)
        self._refresh()

    def current(self) -> Finding | None:
        """Return the finding chosen in the list."""
        row = self.currentRow()
        return self._entries[row][0] if 0 <= row < len(self._entries) else None

    def step(self) -> bool:
        """Go to the next finding not set aside; after the last, to the first.

        Returns:
            Whether there is one.
        """
        active = sum(reason is None for _, reason in self._entries)  # they are listed first
        if not active:
            return False
        row = self.currentRow() + 1
        self.setCurrentCell(row if row < active else 0, 0)
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

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_all()

    # ------------------------------------------------------------------ content

    def _refresh(self) -> None:
        """List the findings as they are now, with the same one chosen."""
        reasons = self._document.entries(Part.SET_ASIDE)
        entries = [(each, reasons.get(each.identity)) for each in self._session.findings]
        entries.sort(key=lambda each: (each[1] is not None, _ORDER.index(each[0].severity)))
        if entries == self._entries:
            return
        current = self.current()
        self._entries = entries
        self._show_all()
        findings = [finding for finding, _ in entries]
        if current in findings:
            self.setCurrentCell(findings.index(current), 0)
        self.currentFindingChanged.emit()

    def _show_all(self) -> None:
        self.setRowCount(len(self._entries))
        for row, (finding, reason) in enumerate(self._entries):
            self._show(row, finding, reason)
        self.resizeRowsToContents()

    def _show(self, row: int, finding: Finding, reason: str | None) -> None:
        word, message = WORD[finding.severity], finding.message
        if reason is not None:
            word, message = "已忽略", f"{message}（已忽略，理由：{reason}）"
        fix = find_fix(self._document, finding) if reason is None else None
        texts = (f"{SIGN[finding.severity]} {word}", self._locate(finding), message)
        for column, text in enumerate((*texts, fix.label if fix else "")):
            item = QTableWidgetItem(name_hidden(text))
            set_tool_tip(item, "双击转到这一处（回车）")
            item.setTextAlignment(_TOP_LEFT)
            if column == _FIX:
                set_tool_tip(item, "点一下就处理，可以撤销（Ctrl+回车）" if fix else "")
                item.setForeground(link_color())
            elif reason is not None:
                item.setForeground(self.palette().placeholderText())
            elif column == 0:
                item.setForeground(color(finding.severity))
            self.setItem(row, column, item)

    def _locate(self, finding: Finding) -> str:
        """Say in the words of the form where a finding is."""
        form = self._document.form
        section = next((each for each in form.sections if each.key == finding.section), None)
        name = (section.numeral or section.title) if section else "基本信息"
        if len(finding.cells) == 1:
            return f"{name}  {form.cells[finding.cells[0]].name}"
        if finding.cells:
            return f"{name}  {self._summarise_cells(finding)}"
        if finding.paragraph is not None:
            return f"{name}  第 {finding.paragraph + 1} 段"
        return name

    def _summarise_cells(self, finding: Finding) -> str:
        """Say what several cells have in common, a column or a row, and how many they are."""
        cells = [self._document.form.cells[each] for each in finding.cells]
        count = f"{len(cells)} 格"
        if len({each.column.key for each in cells}) == 1:
            return f"{cells[0].column.short}，{count}"
        if len({each.row.key for each in cells}) == 1:
            return f"{cells[0].row.short}，{count}"
        return count

    def _wrap(self, column: int, _before: int, _now: int) -> None:
        """Wrap the messages to a new width of their column, which also a scroll bar changes."""
        if column == _MESSAGE:
            self.resizeRowsToContents()

    # ------------------------------------------------------------------ commands

    def _on_clicked(self, _row: int, column: int) -> None:
        if column == _FIX:
            self._fix()

    def _on_double_clicked(self, _row: int, column: int) -> None:
        if column != _FIX:
            self._activate()

    def _fix(self) -> None:
        """Settle the current finding, where it has one right answer, as one step."""
        finding = self.current()
        fix = find_fix(self._document, finding) if finding is not None else None
        if fix and not self._session.read_only:
            self._session.history.do(fix)

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
        self._session.history.do(change)
