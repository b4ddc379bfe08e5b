"""Page with the sums as the official tables, and the reports that are in each of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.county.contributions import ContributionsView
from report_editor.ui.county.sum_grid import SumGrid, describe_sum, make_session
from report_editor.ui.widgets.labels import Label, hint
from report_editor.ui.widgets.spacing import set_margins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from report_editor.collection.sums import Sums
    from report_editor.forms import Address

_NO_SUMS = "还没有可以合计的报告：请先选择文件夹，在“报告”页给要合计的打勾。"


class SumsPage(QWidget):
    """Sums of the chosen reports, of one year and edition at a time."""

    openRequested = Signal(object, object)
    """Emitted with a file and the address of the cell to show."""
    takeRequested = Signal()
    compareRequested = Signal()
    noticed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sums: tuple[Sums, ...] = ()
        self._is_stale = False
        self.choice = QComboBox()
        self.choice.setAccessibleName("年度和格式")
        self._kinds = Label()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.take_button = QPushButton("把合计放入本单位报告(&P)…")
        self.compare_button = QPushButton("与本单位报告比较(&B)…")
        self.words = hint(_NO_SUMS)
        self.words.setAccessibleName("合计的说明")
        self.tables = QTabWidget()
        self.tables.setDocumentMode(True)
        self.contributions = ContributionsView()
        self._beside = Label("这一格由以下报告加成：")
        self._lay_out()
        self.choice.activated.connect(self._rebuild)
        self.tables.currentChanged.connect(self._follow_tab)
        self.take_button.clicked.connect(self.takeRequested)
        self.compare_button.clicked.connect(self.compareRequested)
        self.contributions.openRequested.connect(self.openRequested)
        self._rebuild()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.choice)
        bar.addWidget(self._kinds)
        bar.addStretch(1)
        bar.addWidget(self.compare_button)
        bar.addWidget(self.take_button)
        side = QWidget()
        side_layout = QVBoxLayout(side)
        set_margins(side_layout)
        side_layout.addWidget(self._beside)
        side_layout.addWidget(self.contributions, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.tables)
        self._splitter.addWidget(side)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.words)

    @property
    def sums(self) -> Sums | None:
        """Return the sums that are shown; None where there are none."""
        at = self.choice.currentIndex()
        return self._sums[at] if 0 <= at < len(self._sums) else None

    def show_sums(self, sums: Sequence[Sums]) -> None:
        """Show others; table and cell stay where they can."""
        self._sums = tuple(sums)
        before = self.choice.currentIndex()
        self.choice.clear()
        self.choice.addItems([f"{each.title}：{len(each.rows)} 份" for each in self._sums])
        self.choice.setCurrentIndex(min(max(before, 0), len(self._sums) - 1))
        count = len(self._sums)
        self._kinds.setText(f"年度、格式有 {count} 种，分开合计" if count > 1 else "")
        self._is_stale = True
        if self.isVisible():
            self._rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the tables that were not needed until now."""
        super().showEvent(event)
        if self._is_stale:
            self._rebuild()

    def _rebuild(self) -> None:
        self._is_stale = False
        grid = self._grid()
        tab, address = self.tables.currentIndex(), grid.current_address() if grid else None
        had_focus = grid is not None and grid.hasFocus()
        self.tables.blockSignals(True)
        while self.tables.count():
            page = self.tables.widget(0)
            self.tables.removeTab(0)
            page.deleteLater()
        self._add_tables()
        self.tables.setCurrentIndex(min(max(tab, 0), self.tables.count() - 1))
        self.tables.blockSignals(False)
        grid = self._grid()
        if grid is not None and self._splitter.isHidden():
            self._splitter.setSizes([7 * self.width(), 3 * self.width()])
        self._splitter.setVisible(grid is not None)
        for each in (self.choice, self.take_button, self.compare_button):
            each.setEnabled(grid is not None)
        if grid is None:
            self.words.setText(_NO_SUMS)
            return
        if address in grid.table.value_cells:
            grid.go_to(str(address))
        if had_focus:
            grid.setFocus()
        self._follow_tab()

    def _add_tables(self) -> None:
        sums = self.sums
        if sums is None:
            return
        session = make_session(sums)
        for key, table in sums.form.tables.items():
            grid = SumGrid(sums, session, table)
            if not self.tables.count():
                session.setParent(grid)  # the first tab goes with the others
            grid.cellChanged.connect(partial(self._show_cell, sums))
            self.tables.addTab(grid, sums.form.section(key).heading)

    def _grid(self) -> SumGrid | None:
        widget = self.tables.currentWidget()
        return widget if isinstance(widget, SumGrid) else None

    def _follow_tab(self) -> None:
        grid, sums = self._grid(), self.sums
        if grid is not None and sums is not None and (address := grid.current_address()):
            self._show_cell(sums, address)

    def _show_cell(self, sums: Sums, address: Address) -> None:
        """Show what the sum under the cursor is made of."""
        self.words.setText(describe_sum(sums, address))
        self.contributions.show_sum(sums, address)
