"""Sheet that shows what a paste will do, before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.ui.grid.paste_plan import PastePlan, group_by_reason
from report_editor.ui.widgets.foreign_text import set_title, set_tool_tip
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.table_headings import show_headings
from report_editor.ui.widgets.type_scale import use_text_size

_LONGEST = 400
"""Characters shown in a cell of the sheet: what is left out, and why."""


def ask_before_pasting(plan: PastePlan, parent: QWidget) -> bool:
    """Show what a paste will do, where that is not plain, and ask."""
    if not plan.list_questions():
        return True
    sheet = PasteSheet(plan, parent)
    is_confirmed = bool(sheet.exec())
    sheet.deleteLater()
    return is_confirmed


class PasteSheet(QDialog):
    """Dialog with the cells of a paste, their numbers before and after, and what is left out."""

    def __init__(self, plan: PastePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_title(self, f"{plan.verb}以前请看一下")
        self.table = _make_table(plan)
        header = self.table.horizontalHeader()
        em = self.fontMetrics().horizontalAdvance("国")
        for column, width in ((0, 18), (1, 9)):
            self.table.setColumnWidth(column, width * em)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox()
        self.paste_button = buttons.addButton(plan.verb, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence("\n".join(plan.list_questions())))
        layout.addWidget(self.table, 1)
        keys = "" if plan.has_words else f"按回车{plan.verb}，按 Esc 取消。"
        layout.addWidget(sentence(f"{keys}{plan.verb}后可以一步撤销。"))
        layout.addWidget(buttons)
        self.resize(60 * em, 30 * em)
        header.sectionResized.connect(self.table.resizeRowsToContents)
        first = cancel if plan.has_words else self.paste_button
        first.setDefault(True)
        first.setFocus()


def _make_table(plan: PastePlan) -> QTableWidget:
    """Return a table of what is left out and of the cells that would change."""
    reasons = group_by_reason(plan.omitted)
    rows = [("不放", "", f"{'、'.join(texts)}（{why}）") for why, texts in reasons.items()]
    rows += [(each.name, each.before, each.after) for each in plan.list_changes()]
    table = QTableWidget(len(rows), 3)
    use_text_size(table)
    table.setAccessibleName(f"要{plan.verb}的内容")
    show_headings(table, ["格子", "原来", f"{plan.verb}后"])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(name_hidden_in_line(text, _LONGEST))
            set_tool_tip(item, text[:_LONGEST])
            table.setItem(row, column, item)
    return table
