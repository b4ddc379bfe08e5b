"""Sheet that shows what a paste will do, before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
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
from report_editor.ui.widgets.foreign_text import set_title, set_tool_tip
from report_editor.ui.widgets.labels import sentence

if TYPE_CHECKING:
    from report_editor.ui.grid.paste_plan import PastePlan

_LONGEST = 200
"""Characters of a text shown in the sheet."""


class PasteSheet(QDialog):
    """Dialog with the cells of a paste, their numbers before and after, and what is left out."""

    def __init__(self, plan: PastePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_title(self, "粘贴以前请看一下")
        rows = [(each.text, "", f"不放：{each.why}") for each in plan.left_out]
        rows += [(each.name, each.before, each.after) for each in plan.list_changes()]
        self.table = QTableWidget(len(rows), 3)
        self.table.setAccessibleName("粘贴的内容")
        self.table.setHorizontalHeaderLabels(["格子", "原来", "粘贴后"])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(name_hidden_in_line(text, _LONGEST))
                set_tool_tip(item, text[:_LONGEST])
                self.table.setItem(row, column, item)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        em = self.fontMetrics().horizontalAdvance("国")
        for column, width in ((0, 20), (1, 6)):
            self.table.setColumnWidth(column, width * em)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox()
        self.paste_button = buttons.addButton("粘贴", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence("\n".join(plan.list_questions())))
        layout.addWidget(self.table, 1)
        layout.addWidget(sentence("按回车粘贴，按 Esc 不粘贴。粘贴后可以一步撤销。"))
        layout.addWidget(buttons)
        self.resize(46 * em, 26 * em)
        self.table.resizeRowsToContents()
        self.paste_button.setDefault(True)
        self.paste_button.setFocus()
