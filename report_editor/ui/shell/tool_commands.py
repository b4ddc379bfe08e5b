"""Commands of the menu 工具, and 定稿: make the report final, check it before, verify a paper."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from report_editor.common.problem import Problem
from report_editor.document import Field
from report_editor.document.final_records import list_final_records, make_final, take_back
from report_editor.ui.shell.command import Commands, command, need_report, need_writable_file
from report_editor.workspace import saving
from report_editor.workspace.background import Cancelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.ui.shell.report_stack import ReportStack
    from report_editor.workspace.workspace import Workspace


def need_open_report(workspace: Workspace) -> str:
    """Return a sentence unless there is a report that can be made final."""
    session = workspace.session
    is_final = session is not None and session.final is not None
    return "这份报告已经定稿。" if is_final else need_writable_file(workspace)


def need_final_report(workspace: Workspace) -> str:
    """Return a sentence unless there is a final report that can be taken back."""
    session = workspace.session
    is_open = session is not None and session.final is None
    return "这份报告没有定稿，可以直接修改。" if is_open else need_writable_file(workspace)


def need_records(workspace: Workspace) -> str:
    """Return a sentence unless there is a report that has been final."""
    session = workspace.session
    has_none = session is not None and not list_final_records(session.document)
    return "这份报告还没有定稿过。" if has_none else need_report(workspace)


class ToolCommands(Commands):
    """Commands for the way from the finished report to the signed paper."""

    checked = Signal(str, bool)
    """Emitted with the name of a command, and whether to show it as checked."""

    def __init__(self, window: QWidget, workspace: Workspace, stack: ReportStack) -> None:
        super().__init__(window, workspace)
        self._stack = stack
        stack.editorChanged.connect(self._show_editor)

    def _show_editor(self) -> None:
        if (editor := self._stack.editor) is not None:
            editor.panels.submissionClosed.connect(lambda: self.checked.emit("submission", False))
        self.checked.emit("submission", False)

    @command("submission", "报送前检查(&S)", keys=("F9",), checkable=True)
    def show_submission(self, checked: bool) -> None:
        """Show or hide what is left to do before the report is submitted."""
        editor = self._stack.require_editor()
        if not checked and editor.panels.is_out_of_sight(editor.panels.submission):
            self.checked.emit("submission", True)  # which shows it
            return
        if checked:
            editor.session.commit()
            editor.session.check_now()
        editor.panels.show_submission(checked)

    @command("verify_paper", "核对纸面(&V)…")
    def verify_paper(self) -> None:
        """Tell whether a paper with some check code is this report."""
        from report_editor.ui.dialogs.verify_dialog import VerifyDialog

        VerifyDialog(self.commit(), self._window).exec()

    @command("make_final", "定稿(&F)…", needs=need_open_report)
    async def make_final(self) -> None:
        """Note who signed the report and save it; from then on it is open for reading."""
        from report_editor.exporters.printed_content import compute_check_code
        from report_editor.ui.dialogs.final_dialog import FinalDialog
        from report_editor.workspace.before_submission import list_remaining, summarise_remaining

        session = self.commit()
        if session.path is None:
            await saving.save(self.workspace)  # who gives it no name has signed nothing
        session.check_now()
        document = session.document
        code = compute_check_code(document)
        groups = list_remaining(document, session.active_findings)
        remaining = summarise_remaining(groups) if any(each.entries for each in groups) else ""
        dialog = FinalDialog(code, remaining, document.field(Field.SIGNATORY), self._window)
        if not dialog.exec():
            return
        change = make_final(document, dialog.name, dialog.day, code, datetime.now().astimezone())
        if session.do(change):
            try:
                path = await saving.save(self.workspace)
            except (Problem, Cancelled):
                self.noticed.emit("已定稿，但还没有存进文件。请再保存一次（Ctrl+S）。")
                raise
            self.noticed.emit(f"已定稿并保存“{path.name}”")

    @command("take_back", "撤回定稿(&B)…", needs=need_final_report)
    def take_back(self) -> None:
        """Ask for a reason and let the report be changed again."""
        from report_editor.exporters.printed_content import compute_check_code
        from report_editor.ui.dialogs.reason_dialog import ReasonDialog

        session = self.commit()
        assert session.final is not None
        dialog = ReasonDialog(
            f"{session.final.describe()}。撤回以后可以修改，这次定稿仍然留在“定稿记录”里。",
            self._window,
            title="撤回定稿",
            button="撤回定稿",
            example="例如：县里退回，要求补充第三部分",
        )
        if dialog.exec():
            document = session.document
            code = compute_check_code(document)
            session.do(take_back(document, dialog.text(), code, datetime.now().astimezone()))
            self.noticed.emit("已撤回定稿，可以修改了；保存以后才记进文件。")

    @command("final_records", "定稿记录(&R)…", needs=need_records)
    def show_records(self) -> None:
        """List when the report was made final and taken back."""
        from report_editor.ui.dialogs.final_dialog import FinalRecordsDialog

        FinalRecordsDialog(list_final_records(self.commit().document), self._window).exec()
