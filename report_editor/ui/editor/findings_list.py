"""List of everything the checks found; each entry leads to what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu

from report_editor.document import Part
from report_editor.document.commands import set_entry
from report_editor.ui.editor.findings_model import FIX, LINKS
from report_editor.ui.editor.findings_view import FindingsView
from report_editor.ui.widgets.foreign_text import make_menu_text
from report_editor.ui.widgets.read_only import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.checks import Finding
    from report_editor.checks.fixes import Fix
    from report_editor.checks.replacement import Replacement
    from report_editor.workspace.session import Session


_OUTDATED = "报告已经改动，这一条说的和现在的内容对不上，没有处理。请看更新后的检查结果。"


class FindingsList(FindingsView):
    """Errors first, then warnings and information; findings set aside come last, pale."""

    activatedFinding = Signal(object)
    aboutToFix = Signal(object, object)
    """Emitted, before a person is asked about a fix, with the first finding and replacement."""
    fixed = Signal(object, object)
    """Emitted with the first finding that was settled and the first replacement made for it."""
    message = Signal(str)
    """Emitted with a sentence about what was done or could not be done."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._document = session.document
        self.explain_action = QAction("查看规则说明(&W)", self)
        self.explain_action.setIconText("规则说明")
        self.explain_action.setCheckable(True)
        self.explain_action.setShortcut("Shift+F8")
        self.addAction(self.explain_action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._on_clicked)

    def step(self) -> bool:
        """Go to the next finding still to be settled; after the last, to the first.

        Returns:
            Whether there is one.
        """
        row = self._find_active(self.currentIndex().row() + 1)
        if row is None:
            if self._model.waiting:
                self.list_anew()
            row = self._find_active(0)
        if row is None:
            return False
        self.choose(row)
        self._activate()
        return True

    def _find_active(self, start: int) -> int | None:
        rows = range(start, len(self._model.entries))
        return next((row for row in rows if self._model.entries[row].is_active), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the finding with Enter, apply its fix with Ctrl+Enter, list anew with Ctrl+R."""
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_R and event.modifiers() == ctrl:
            self.list_anew()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.modifiers() & ctrl:
            self._activate()
        elif event.modifiers() & shift:
            self._fix_all()
        else:
            self._fix()

    # ------------------------------------------------------------------ commands

    def _on_clicked(self, index: QModelIndex) -> None:
        """Do what a link says; a click beside the links goes to the finding."""
        if index.column() not in LINKS or not index.data():
            self._activate()
        elif index.column() == FIX:
            self._fix()
        else:
            self._fix_all()

    def _fix(self) -> None:
        """Settle the current finding, where it has one right answer, as one step."""
        entry = self._current_entry()
        if entry and entry.is_active and (fix := self._model.fix_of(entry.finding)):
            self._settle([entry.finding], asks=fix.asks)

    def _fix_all(self) -> None:
        """Settle all findings like the current one in its section, after showing each change."""
        entry = self._current_entry()
        if entry and entry.is_active and self._model.join_group(entry.finding):
            self._settle(self._model.group_of(entry.finding), asks=True)

    def _settle(self, findings: Sequence[Finding], *, asks: bool) -> None:
        """Apply the fixes of findings as one step, for the report as it is at this moment."""
        from report_editor.checks.fixes import find_fix, join_fixes

        self._session.commit()
        fixes = [fix for each in findings if (fix := find_fix(self._document, each))]
        if self._session.read_only or len(fixes) < len(findings):
            self.message.emit(_OUTDATED)
            return
        fix, state = join_fixes(fixes), self._session.history.state
        if asks:
            self.aboutToFix.emit(findings[0], fix.replacements[0])
        chosen = self._ask_which(fix) if asks else fix.replacements
        if self._session.history.state is not state:
            self.message.emit(_OUTDATED)
            return
        if not chosen or not self._session.do(step := fix.plan(self._document, chosen)):
            return
        pairs, kept = list(zip(findings, fixes, strict=True)), set(chosen)
        settled = [each for each, own in pairs if kept.issuperset(own.replacements)]
        self._model.mark_done(settled, step)
        self.currentFindingChanged.emit()
        first = next(each for each, own in pairs if chosen[0] in own.replacements)
        self.fixed.emit(first, chosen[0])
        self.message.emit(f"{fix.describe(self._document, chosen)}，可撤销（Ctrl+Z）。")

    def _ask_which(self, fix: Fix) -> Sequence[Replacement]:
        """Show what a fix changes; return what of it is wanted, nothing where it is cancelled."""
        from report_editor.ui.editor.findings_sheet import FindingsSheet

        sheet = FindingsSheet(fix, self)
        with self._asking():
            chosen = sheet.chosen() if sheet.exec() else ()
        sheet.deleteLater()
        return chosen

    def _activate(self) -> None:
        if finding := self.current():
            self.activatedFinding.emit(finding)

    def _show_menu(self, position: QPoint) -> None:
        if menu := self.context_menu():
            with self._asking():
                menu.exec(self.viewport().mapToGlobal(position))
            menu.deleteLater()

    def context_menu(self) -> QMenu | None:
        """Make the menu of the current finding, None where there is none."""
        entry = self._current_entry()
        if entry is None:
            return None
        finding = entry.finding
        menu = QMenu(self)
        menu.addAction("转到(&G)").triggered.connect(self._activate)
        menu.addAction(self.explain_action)
        if self._session.read_only or entry.is_done:
            return menu
        if fix := self._model.fix_of(finding):
            name = f"{fix.name}{'…' if fix.asks else ''}"
            menu.addAction(make_menu_text(name)).triggered.connect(self._fix)
        joined = self._model.join_group(finding)
        if fix and joined and not (fix.asks and len(self._model.group_of(finding)) == 1):
            is_group = len(self._model.group_of(finding)) > 1
            name = "全部处理" if is_group else "逐处选择"
            text = f"{name}（{len(joined.replacements)} 处）…"
            menu.addAction(make_menu_text(text)).triggered.connect(self._fix_all)
        is_set_aside = entry.reason is not None
        words = "恢复提示(&R)" if is_set_aside else "已核实，忽略并写明理由(&I)…"
        menu.addAction(words).triggered.connect(self.set_aside)
        return menu

    @property
    def is_set_aside(self) -> bool:
        """Return whether the chosen finding is set aside."""
        entry = self._current_entry()
        return entry is not None and entry.reason is not None

    def why_not_set_aside(self) -> str:
        """Return a sentence where the chosen finding can neither be set aside nor taken back."""
        entry = self._current_entry()
        if self._session.read_only:
            return READ_ONLY
        if entry is None:
            return "请先在列表里选一条。"
        return "这一条已经处理。" if entry.is_done else ""

    def set_aside(self) -> None:
        """Set the chosen finding aside, with a reason that is asked for, or take that back."""
        from report_editor.ui.dialogs.reason_dialog import ReasonDialog

        entry = self._current_entry()
        if entry is None or self.why_not_set_aside():
            return
        if entry.reason is not None:
            self._write_reason(entry.finding, None)
            return
        dialog = ReasonDialog(entry.finding.message, self)
        with self._asking():
            is_given = dialog.exec()
        if is_given:
            self._write_reason(entry.finding, dialog.text())

    def _write_reason(self, finding: Finding, reason: str | None) -> None:
        label = "忽略检查结果" if reason else "恢复检查结果"
        change = set_entry(self._document, Part.SET_ASIDE, finding.identity, reason, label)
        if self._session.do(change):
            self.message.emit(
                "已忽略，理由随文件保存。" if reason else "已恢复，重新列为要处理的。"
            )
