"""Dialogs of 定稿: who signed and when, and the records of it that the report keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.ui.widgets.foreign_text import set_title, set_tool_tip
from report_editor.ui.widgets.hindrance import Hindrance
from report_editor.ui.widgets.labels import hint, sentence
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.table_headings import show_headings
from report_editor.ui.widgets.text_input import OneLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.document.final_records import FinalRecord

_ISO = "yyyy-MM-dd"


class FinalDialog(QDialog):
    """Dialog for the person who signed and the date; what is left to do hinders nothing."""

    def __init__(
        self, code: str, remaining: str, signatory: str, parent: QWidget | None = None
    ) -> None:
        """Ask.

        Args:
            code: Check code of the report as it is now.
            remaining: Sentence on what is left to do; empty where nothing is.
            signatory: Person proposed.
            parent: Window that the dialog belongs to.
        """
        super().__init__(parent)
        set_title(self, "定稿")
        self.by = OneLine()
        self.by.setText(signatory)
        self.by.setPlaceholderText("例如：张三")
        self.date = QDateEdit(QDate.currentDate())
        self.date.setDisplayFormat(_ISO)
        self.date.setCalendarPopup(True)
        rows = QFormLayout()
        rows.addRow("签发人(&N)", self.by)
        rows.addRow("签发日期(&D)", self.date)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton("定稿", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.hindrance = Hindrance(self.accept_button)
        layout = QVBoxLayout(self)
        if remaining:
            layout.addWidget(
                sentence(f"▲ {remaining}也可以先取消，用“工具 › 报送前检查”逐条处理。")
            )
        layout.addWidget(
            sentence(
                f"现在的核对码是 {code}。签发的纸面最后一页下方应当印着同一个核对码；"
                "不同，就是打印以后又改过内容。"
            )
        )
        layout.addLayout(rows)
        layout.addWidget(
            hint(
                "定稿记在报告文件里并立即保存。以后打开只供阅读，导出不再标“草稿”；"
                "要修改，先用“文件 › 撤回定稿”并写明理由。"
            )
        )
        layout.addWidget(self.hindrance)
        layout.addWidget(buttons)
        width = self.fontMetrics().horizontalAdvance("国") * 38
        self.resize(width, layout.totalHeightForWidth(width))
        self.by.textChanged.connect(self._allow)
        self._allow()

    @property
    def name(self) -> str:
        """Return the person who signed."""
        return self.by.text().strip()

    @property
    def day(self) -> str:
        """Return the date of the signature, as 2026-01-20."""
        return self.date.date().toString(_ISO)

    def _allow(self) -> None:
        self.hindrance.show_hindrance("" if self.name else "还不能定稿：请先写明签发人。")


class FinalRecordsDialog(QDialog):
    """List of when the report was made final and taken back, the latest first."""

    def __init__(self, records: Sequence[FinalRecord], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_title(self, "定稿记录")
        self.list = QTableWidget(len(records), 2)
        self.list.setAccessibleName("定稿记录")
        show_headings(self.list, ["记录时间", "内容"])
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTabKeyNavigation(False)
        self.list.verticalHeader().hide()
        header = self.list.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnWidth(0, self.fontMetrics().horizontalAdvance("国") * 11)
        for row, each in enumerate(reversed(records)):
            for column, text in enumerate((each.at, each.describe())):
                item = QTableWidgetItem(name_hidden_in_line(text))
                set_tool_tip(item, text)
                self.list.setItem(row, column, item)
        self.list.resizeRowsToContents()
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(hint("每一次定稿和撤回都记在报告文件里，随文件保存，不会被去掉。"))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(fit_to_screen(self, QSize(680, 320)))
