"""Dialog that lists where the office's own report has other numbers than the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
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

from report_editor.collection.summary_tables import name_cell
from report_editor.document import format_number
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.table_headings import RIGHT, show_headings
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.collection.sums import Sums
    from report_editor.collection.takeover import Difference
    from report_editor.forms import Address

_HEADINGS = ("格子", "本单位报告", "合计", "相差")


class DifferencesDialog(QDialog):
    """Cells with both numbers; one of them can be shown in the report."""

    def __init__(
        self, name: str, sums: Sums, differences: Sequence[Difference], parent: QWidget
    ) -> None:
        super().__init__(parent)
        set_title(self, "与本单位报告比较")
        self.chosen: Address | None = None
        """Cell that is to be shown in the report."""
        self._differences = differences
        self.table = QTableWidget(len(differences), len(_HEADINGS))
        use_text_size(self.table)
        self.table.setAccessibleName("数字不同的格子")
        show_headings(self.table, _HEADINGS, range(1, len(_HEADINGS)))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, each in enumerate(differences):
            numbers = (each.own, each.sum, each.own - each.sum)
            texts = (name_cell(each.cell, sums.form), *map(format_number, numbers))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(row, column, item)
        self.table.itemActivated.connect(lambda _item: self._show_cell())
        buttons = QDialogButtonBox()
        self.show_button = buttons.addButton(
            "到本单位报告看这一格(&S)", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.show_button.setEnabled(bool(differences))
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._show_cell)
        buttons.rejected.connect(self.reject)
        count = len(sums.rows)
        words = (
            f"《{name}》与 {count} 份报告的合计有 {len(differences)} 格不同。"
            "上级的数一般是下级之和再加上本级自己的，不会比合计少。"
            if differences
            else f"《{name}》的三张表与 {count} 份报告的合计完全相同。"
        )
        layout = QVBoxLayout(self)
        layout.addWidget(hint(words))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(fit_to_screen(self, QSize(760, 520)))
        if differences:
            self.table.setCurrentCell(0, 0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cell(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.chosen = self._differences[row].cell.address
            self.accept()
