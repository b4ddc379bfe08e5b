"""编辑: what a person does to the report shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from report_editor.document.editions import plan_conversion
from report_editor.forms import form_for_year
from report_editor.ui.dialogs import messages

if TYPE_CHECKING:
    from report_editor.ui.grid import TableView
    from report_editor.ui.shell.window import MainWindow


class EditCommands(QObject):
    """Everything in the menu 编辑."""

    def __init__(self, window: MainWindow) -> None:
        """Acts on a window and the report in it."""
        super().__init__(window)
        self._window = window

    def undo(self) -> None:
        """Takes the last step back."""
        if self._window.editor:
            self._window.editor.undo()

    def redo(self) -> None:
        """Makes the step taken back again."""
        if self._window.editor:
            self._window.editor.redo()

    def cut(self) -> None:
        """Cuts what is selected where the cursor is."""
        if target := self._edit_target():
            target.cut()

    def copy(self) -> None:
        """Copies what is selected where the cursor is."""
        if target := self._edit_target():
            target.copy()

    def paste(self) -> None:
        """Pastes where the cursor is."""
        if target := self._edit_target():
            target.paste()

    def find(self) -> None:
        """Opens the line that searches the report."""
        if self._window.editor:
            self._window.editor.begin_find()

    def find_next(self) -> None:
        """Goes to the next place of what was searched for last."""
        if self._window.editor and self._window.editor.find_bar.line.text():
            self._window.editor.find_bar.show()
            self._window.editor.find_bar.next()
        else:
            self.find()

    def fill_zero(self) -> None:
        """Writes 0 into the blanks among the selected cells."""
        if self._window.editor and (grid := self._window.editor.current_grid()):
            grid.fill_zero_selection()
        else:
            self._window.status.show_notice("请先打开二、三、四中的一张表，选中要填 0 的格子。")

    def fill_table(self) -> None:
        """Writes 0 into the blanks of the table shown."""
        if self._window.editor and (grid := self._window.editor.current_grid()):
            grid.fill_zero_table()
        else:
            self._window.status.show_notice("请先打开二、三、四中的一张表。")

    def accept_totals(self) -> None:
        """Lets go of the printed totals among the selected cells."""
        if self._window.editor and (grid := self._window.editor.current_grid()):
            grid.accept_totals()
        else:
            self._window.status.show_notice(
                "请先打开二、三、四中的一张表，选中要采用计算值的总计。"
            )

    def convert_form(self) -> None:
        """Moves the report to the edition of the form that its year asks for."""
        session = self._window.ready_session()
        if session is None:
            return
        year = session.document.year
        if year is None:
            self._window.status.show_notice("请先在“基本信息”里填写报告年度。")
            return
        target = form_for_year(year)
        if target is session.document.form:
            self._window.status.show_notice(f"{year} 年度应当用{target.name}，现在用的就是。")
            return
        change, lost = plan_conversion(session.document, target)
        question = f"{year} 年度应当用{target.name}。换了以后可以撤销。"
        if messages.confirm(self._window, "\n".join((question, *lost)), "换格式"):
            session.history.do(change)

    def _edit_target(self) -> QLineEdit | QTextEdit | TableView | None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QTextEdit):
            return focus
        return self._window.editor.current_grid() if self._window.editor else None
