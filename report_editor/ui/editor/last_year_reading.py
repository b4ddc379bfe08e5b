"""Page of the panel beside the report: how last year's file was read, what was wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from report_editor.checks import Severity
from report_editor.common.hidden_characters import name_hidden
from report_editor.document.last_year import (
    RemarkKind,
    get_previous_file,
    get_previous_year,
    get_remarks,
)
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.severity import color, icon_name
from report_editor.workspace.last_year import find_cell_carried_to

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.document.last_year import Remark

_SEVERITIES = {
    RemarkKind.LOOK: Severity.WARNING,
    RemarkKind.ERROR: Severity.ERROR,
    RemarkKind.WARNING: Severity.WARNING,
    RemarkKind.INFO: Severity.INFO,
}


class LastYearReading(QWidget):
    """List that stays with a report begun from last year's, also after a save and a crash."""

    cellChosen = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        file, year = get_previous_file(document), get_previous_year(document)
        self.remarks = get_remarks(document)
        self.list = QListWidget()
        self.list.setAccessibleName("上年报告的读取结果")
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.itemActivated.connect(self._go_to)
        for remark in self.remarks:
            self.list.addItem(self._make_item(remark))
        layout = QVBoxLayout(self)
        of_year = f"{year} 年度" if year else "年度不明"
        layout.addWidget(
            hint(
                f"这里说的都是上年报告《{file}》（{of_year}），不是这份报告："
                "它是怎样读入的，它自己的数字有什么问题。"
            )
        )
        layout.addWidget(self.list, 1)

    @property
    def has_content(self) -> bool:
        """Return whether the report was begun from a file of which something is known."""
        return bool(self.remarks)

    def _make_item(self, remark: Remark) -> QListWidgetItem:
        item = QListWidgetItem(name_hidden(remark.text))
        if severity := _SEVERITIES.get(remark.kind):
            item.setIcon(icon(icon_name(severity), color(severity)))
        if remark.address:
            item.setData(Qt.ItemDataRole.UserRole, remark.address)
            set_tool_tip(item, "双击转到这份报告的这一格（回车）；旁边的小字是上年的数字")
        return item

    def _go_to(self, item: QListWidgetItem) -> None:
        """Show the cell of this report that took over, or is compared with, one of last year's."""
        address = item.data(Qt.ItemDataRole.UserRole)
        here = find_cell_carried_to(address) if isinstance(address, str) else ""
        if here in self._document.form.cells:
            self.cellChosen.emit(here)
