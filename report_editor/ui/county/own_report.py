"""Sums and the office's own report: put them into its tables, or compare the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from report_editor.collection.takeover import TakeoverProblem, list_differences, plan_takeover
from report_editor.ui.county.differences_dialog import DifferencesDialog
from report_editor.ui.dialogs import messages
from report_editor.ui.widgets.read_only import explain_read_only

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.collection.sums import Sums
    from report_editor.workspace.session import Session
    from report_editor.workspace.workspace import Workspace


class OwnReport(QObject):
    """Report in work in the main window, as the window for many knows it."""

    targetChosen = Signal(str)
    """Emitted with the address of a cell that is to be shown in it."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace

    def take_over(self, sums: Sums | None) -> None:
        """Make sums its tables, as one step."""
        session = self._find_session()
        if session is None or sums is None:
            return
        if why_not := explain_read_only(session):
            messages.warn(self._window, why_not)
            return
        try:
            change = plan_takeover(session.document, sums)
        except TakeoverProblem as problem:
            messages.warn(self._window, str(problem))
            return
        question = (
            f"把 {len(sums.rows)} 份报告的合计（{sums.title}）放入“{session.name}”的表二、表三、"
            "表四？表里现有的数会被替换；放入以后可以用“撤销”一步恢复。"
        )
        if session.document.year != sums.year:
            year = session.document.year
            question += f"注意：它是 {year} 年度的。" if year else "注意：它没有写年度。"
        if messages.confirm(self._window, question, "放入") and session.do(change):
            self.targetChosen.emit(next(iter(sums.form.inputs)).address)

    def compare(self, sums: Sums | None) -> None:
        """List where it has other numbers than the sums."""
        session = self._find_session()
        if session is None or sums is None:
            return
        try:
            differences = list_differences(session.document, sums)
        except TakeoverProblem as problem:
            messages.warn(self._window, str(problem))
            return
        dialog = DifferencesDialog(session.name, sums, differences, self._window)
        if dialog.exec() and dialog.chosen is not None:
            self.targetChosen.emit(dialog.chosen)
        dialog.deleteLater()

    def _find_session(self) -> Session | None:
        """Return the session with everything typed in it; say what to do where there is none."""
        session = self._workspace.session
        if session is None:
            messages.warn(self._window, "请先在主窗口新建或者打开本单位的报告，再回到这里。")
            return None
        session.commit()
        return session
