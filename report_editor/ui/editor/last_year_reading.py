"""Page of the panel beside the report: how last year's file was read, what was wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from report_editor.document.last_year import get_previous_file, get_previous_year, get_remarks
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.remark_list import RemarkList
from report_editor.workspace.last_year import find_cell_carried_to

if TYPE_CHECKING:
    from report_editor.document import Document


class LastYearReading(QWidget):
    """List that stays with a report begun from last year's, also after a save and a crash."""

    cellChosen = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        file, year = get_previous_file(document), get_previous_year(document)
        remarks = get_remarks(document)
        self.has_content = bool(remarks)
        """Set where the report was begun from one of which something is known."""
        self.list = RemarkList("上年报告的读取结果")
        for each in remarks:
            self.list.add(
                each,
                each.address or None,
                "点一下转到这份报告的这一格（回车）；格子右边的小字是上年的数字",
            )
        self.list.itemActivated.connect(self._go_to_cell)
        self.list.itemClicked.connect(self._go_to_cell)
        of_year = f"{year} 年度" if year else "年度不明"
        self._words = (
            f"这里说的都是上年报告《{file}》（{of_year}），不是这份报告："
            "它是怎样读入的，它自己有什么问题。"
        )
        self._explanation = hint("")
        self.explain(has_source=False)
        layout = QVBoxLayout(self)
        layout.addWidget(self._explanation)
        layout.addWidget(self.list, 1)

    def explain(self, *, has_source: bool) -> None:
        """Say what is listed, and where the source of last year's report is to be seen."""
        source = (
            "它的原文在“上年原文”里，关闭这份报告以前可以对照。"
            if has_source
            else "它的原文不随这份报告保存，要看请打开那个文件。"
        )
        self._explanation.setText(f"{self._words}{source}")

    def _go_to_cell(self) -> None:
        """Show the cell of this report that took over, or is compared with, one of last year's."""
        self.list.mark_seen(self.list.currentItem())
        address = self.list.get_target()
        here = find_cell_carried_to(address) if isinstance(address, str) else ""
        if here in self._document.form.cells:
            self.cellChosen.emit(here)
