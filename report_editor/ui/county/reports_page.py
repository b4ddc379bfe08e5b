"""Page with the table of the reports: filter, search, choose, and what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from report_editor.checks import Severity
from report_editor.collection.findings_table import locate
from report_editor.collection.report_row import ReportRow
from report_editor.document.last_year import Remark, RemarkKind
from report_editor.ui.county.entries import Entry, MissingOffice, State
from report_editor.ui.county.reports_model import (
    STATE,
    UNIT,
    FilteredReports,
    ReportsModel,
)
from report_editor.ui.county.row_table import RowTable
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.remark_list import RemarkList
from report_editor.ui.widgets.text_input import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent

_WIDTHS = {UNIT: 17, STATE: 10, 2: 4, 3: 4, 4: 4, 5: 4, 6: 6, 7: 7, 8: 6}
"""Widths of columns in Chinese characters; the last one takes the rest."""
_KINDS = {
    Severity.ERROR: RemarkKind.ERROR,
    Severity.WARNING: RemarkKind.WARNING,
    Severity.INFO: RemarkKind.INFO,
}
_ALL = "全部"
_COUNT_MS = 50


class _ReportsTable(RowTable):
    """Table in which Enter opens a report and the space bar chooses those selected."""

    toggled = Signal()
    copied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, copy, or do as any table of rows."""
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)


class ReportsPage(QWidget):
    """Table of the reports, and below it what the current one is about."""

    openRequested = Signal(object, object)
    """Emitted with a file, and the finding in it to show or None."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ReportsModel(self)
        self.filtered = FilteredReports(self.model, self)
        self.search = Line()
        self.search.setPlaceholderText("查找单位、文件（Ctrl+F）")
        self.search.setAccessibleName("查找单位、文件")
        self.search.setClearButtonEnabled(True)
        self.state = QComboBox()
        self.state.setAccessibleName("只看哪些报告")
        self.state.addItem(_ALL, None)
        for each in State:
            self.state.addItem(each, each)
        self.all_button = QPushButton("全部打勾(&K)")
        self.none_button = QPushButton("全部不勾(&N)")
        self.count = Label()
        self._timer = QTimer(self)
        """While reports come in, they are counted some times a second."""
        self._timer.setSingleShot(True)
        self._timer.setInterval(_COUNT_MS)
        self.table = self._make_table()
        self.findings = RemarkList("当前报告的问题")
        self._lay_out()
        self._connect()
        self._show_count()

    def _make_table(self) -> _ReportsTable:
        table = _ReportsTable(self.filtered)
        table.setAccessibleName("报告")
        table.setAccessibleDescription("回车打开报告，空格打勾或者取消")
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.set_widths(_WIDTHS)
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.sort_on_click()
        return table

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.search, 2)
        bar.addWidget(self.state)
        bar.addWidget(self.all_button)
        bar.addWidget(self.none_button)
        bar.addWidget(self.count, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.table)
        splitter.addWidget(self.findings)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.table.setFocus)
        self.state.currentIndexChanged.connect(self._filter)
        self.all_button.clicked.connect(lambda: self._choose_shown(is_chosen=True))
        self.none_button.clicked.connect(lambda: self._choose_shown(is_chosen=False))
        self.table.opened.connect(self._open)
        self.table.toggled.connect(self._toggle)
        self.table.copied.connect(self._copy)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.show_current())
        self.findings.itemActivated.connect(lambda _item: self._open_finding())
        for changed in (self.model.rowsInserted, self.model.rowsRemoved, self.model.dataChanged):
            changed.connect(lambda *_: self._timer.isActive() or self._timer.start())
        self._timer.timeout.connect(self._show_count)

    # ------------------------------------------------------------------ what is shown

    def show_only(self, state: State | None) -> None:
        """Show the entries of one state, None for all."""
        self.state.setCurrentIndex(max(0, self.state.findData(state)))

    def _filter(self) -> None:
        self.filtered.show_only(self.state.currentData(), self.search.text())
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.filtered.rowCount(), self.model.rowCount()
        chosen = sum(map(self.model.is_chosen, range(total)))
        words = f"打勾 {chosen} 份" if shown == total else f"显示 {shown} 行；打勾 {chosen} 份"
        self.count.setText(words if total else "")

    def show_current(self) -> None:
        """Show what is to be said of the current entry."""
        self.findings.clear()
        entry = self.get_current()
        if entry is None:
            return
        for remark, finding in self._list_remarks(entry):
            tip = "回车或者双击：打开报告，到这一处" if finding is not None else ""
            self.findings.add(remark, finding, tip)
        if not self.findings.count():
            self.findings.add(Remark("没有发现问题。"))

    def _list_remarks(self, entry: Entry) -> Iterator[tuple[Remark, object]]:
        if not isinstance(entry, ReportRow):
            yield Remark(entry.problem, RemarkKind.ERROR), None
        for each in self.model.list_remarks(entry):
            yield Remark(each.sentence, RemarkKind.LOOK), None
        if not isinstance(entry, ReportRow):
            return
        for found in entry.findings:
            finding = found.finding
            aside = "（已说明理由）" if found.is_set_aside else ""
            where = f"{locate(finding, entry.form)}："
            if where.partition("“")[0].rstrip("：") in finding.message:
                where = ""  # the message names the place
            yield Remark(where + finding.message + aside, _KINDS[finding.severity]), finding
        for note in (entry.last_year_note, *entry.notes):
            if note:
                yield Remark(note), None

    def get_current(self) -> Entry | None:
        """Return the entry of the current row; None where there is none."""
        index = self.filtered.mapToSource(self.table.currentIndex())
        return self.model.entries[index.row()] if index.isValid() else None

    # ------------------------------------------------------------------ what is done

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self.get_current()
            if entry is not None and not isinstance(entry, MissingOffice):
                self.openRequested.emit(entry.file, None)

    def _open_finding(self) -> None:
        entry = self.get_current()
        if isinstance(entry, ReportRow):
            self.openRequested.emit(entry.file, self.findings.get_target())

    def _toggle(self) -> None:
        """Choose the selected reports, or leave them out where the current one is chosen."""
        current = self.filtered.mapToSource(self.table.currentIndex())
        if current.isValid():
            indexes = self.table.selectionModel().selectedRows()
            rows = [self.filtered.mapToSource(each).row() for each in indexes]
            self.model.choose(rows, is_chosen=not self.model.is_chosen(current.row()))

    def _copy(self) -> None:
        """Put the selected rows on the clipboard, for a letter or a sheet of another program."""
        indexes = self.table.selectionModel().selectedRows()
        sources = sorted(indexes, key=lambda each: each.row())
        rows = (self.model.entries[self.filtered.mapToSource(each).row()] for each in sources)
        columns = range(self.model.columnCount())
        lines = ("\t".join(self.model.get_text(row, each) for each in columns) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _choose_shown(self, *, is_chosen: bool) -> None:
        indexes = (self.filtered.index(row, 0) for row in range(self.filtered.rowCount()))
        rows = [self.filtered.mapToSource(each).row() for each in indexes]
        self.model.choose(rows, is_chosen=is_chosen)
