"""Commands of the menu 编辑: change the report that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from report_editor.forms import form_for_year
from report_editor.ui.dialogs import messages
from report_editor.ui.shell.command import (
    Commands,
    Key,
    command,
    need_nothing,
    need_step_to_redo,
    need_step_to_undo,
    need_writable_report,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.ui.grid import TableView
    from report_editor.ui.shell.report_stack import ReportStack
    from report_editor.workspace.workspace import Workspace


class EditCommands(Commands):
    """Commands for the text and the tables."""

    def __init__(self, window: QWidget, workspace: Workspace, stack: ReportStack) -> None:
        super().__init__(window, workspace)
        self._stack = stack

    @command("undo", "撤销(&U)", keys=(Key.Undo,), icon="undo", needs=need_step_to_undo)
    def undo(self) -> None:
        """Take the last step back."""
        self._stack.require_editor().undo()

    @command(
        "redo", "重做(&R)", keys=("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo", needs=need_step_to_redo
    )
    def redo(self) -> None:
        """Make the step taken back again."""
        self._stack.require_editor().redo()

    @command("cut", "剪切(&T)", keys=(Key.Cut,), icon="cut", needs=need_writable_report)
    def cut(self) -> None:
        """Cut the selection where the cursor is."""
        if target := self._find_target():
            target.cut()

    @command("copy", "复制(&C)", keys=(Key.Copy,), icon="copy")
    def copy(self) -> None:
        """Copy the selection where the cursor is."""
        if target := self._find_target():
            target.copy()

    @command("paste", "粘贴(&P)", keys=(Key.Paste,), icon="paste", needs=need_writable_report)
    def paste(self) -> None:
        """Paste where the cursor is."""
        if target := self._find_target():
            target.paste()

    @command("find", "查找(&F)…", keys=(Key.Find,), icon="find")
    def find(self) -> None:
        """Open the bar that searches the report."""
        self._stack.require_editor().begin_find()

    @command("replace", "替换(&H)…", keys=("Ctrl+H",), needs=need_writable_report)
    def replace(self) -> None:
        """Open the bar that replaces words all over the report."""
        self._stack.require_editor().begin_find(replaces=True)

    @command("find_next", "查找下一处(&N)", keys=("F3",))
    def find_next(self) -> None:
        """Go to the next match of the last search."""
        find_bar = self._stack.require_editor().find_bar
        if find_bar.line.text():
            find_bar.show()
            find_bar.next()
        else:
            self.find()

    @command(
        "fill_zero",
        "选中的空白填 0(&Z)",
        keys=("Ctrl+0",),
        icon="zero-fill",
        needs=need_writable_report,
    )
    def fill_zero(self) -> None:
        """Write 0 into the blanks among the selected cells."""
        if grid := self._find_grid("选中要填 0 的格子"):
            grid.fill_zero_selection()

    @command("fill_table", "整张表的空白填 0(&B)", needs=need_writable_report)
    def fill_table(self) -> None:
        """Write 0 into the blanks of the table that is shown."""
        if grid := self._find_grid():
            grid.fill_zero_table()

    @command("accept_totals", "采用计算值(&J)", needs=need_writable_report)
    def accept_totals(self) -> None:
        """Drop the printed totals among the selected cells."""
        if grid := self._find_grid("选中要采用计算值的总计"):
            grid.accept_totals()

    @command("follow_tables", "文字里的数字跟着表格改(&D)…", needs=need_writable_report)
    def follow_tables(self) -> None:
        """Show which numbers of the texts differ from the tables, and change those chosen."""
        self._stack.require_editor().follow_tables()

    @command("take_over", "带入上年的这一段(&L)", keys=("Ctrl+L",), needs=need_writable_report)
    def take_over(self) -> None:
        """Bring the paragraph of last year that is shown beside the report into its text."""
        writing = self._stack.require_editor().panels.writing
        if writing.last_text.isVisible():
            writing.last_text.take_over()
        else:
            self.noticed.emit("请先打开一段文字，并按 F7 在旁边显示上年报告。")

    @command("sentences", "常用句(&Q)", keys=("Ctrl+J",), needs=need_writable_report)
    def show_sentences(self) -> None:
        """Show or hide the sentences that can be put into a text."""
        editor = self._stack.require_editor()
        editor.panels.show_writing(editor.panels.writing.sentences)

    @command("slips", "常见错词(&W)…", needs=need_nothing)
    def edit_slips(self) -> None:
        """Have the user add slips to look for, and look for them at once."""
        from report_editor.checks.text.slips import forget_slips
        from report_editor.files.user_lists import UserList, read_own
        from report_editor.ui.dialogs.list_dialog import edit_list

        explanation = "一行一个，写“错词=正确写法”，检查时会指出来，并可以一步改正。"
        own = read_own(UserList.SLIPS) or ""
        if edit_list(UserList.SLIPS, "常见错词", explanation, own, self._window):
            forget_slips()
            if self.workspace.session is not None:
                self.workspace.session.check_again()

    @command("convert_form", "换成本年度应当用的格式(&G)…", needs=need_writable_report)
    def convert_form(self) -> None:
        """Move the report to the edition of the form that its year asks for."""
        from report_editor.document.editions import plan_conversion

        session = self.commit()
        year = session.document.year
        if year is None:
            self.noticed.emit("请先在“基本信息”里填写报告年度。")
            return
        target = form_for_year(year)
        if target is session.document.form:
            self.noticed.emit(f"{year} 年度应当用{target.name}，现在用的就是。")
            return
        change, lost = plan_conversion(session.document, target)
        question = f"{year} 年度应当用{target.name}。换了以后可以撤销。"
        if messages.confirm(self._window, "\n".join((question, *lost)), "换格式"):
            session.do(change)

    def _find_grid(self, then: str = "") -> TableView | None:
        """Return the table that is shown; where none is, say what is to be done first."""
        grid = self._stack.require_editor().current_grid()
        if grid is None:
            words = ["请先打开二、三、四中的一张表", then]
            self.noticed.emit("，".join(filter(None, words)) + "。")
        return grid

    def _find_target(self) -> QLineEdit | QTextEdit | TableView | None:
        """Return what cut, copy and paste act on."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QTextEdit):
            return focus
        return self._stack.require_editor().current_grid()
