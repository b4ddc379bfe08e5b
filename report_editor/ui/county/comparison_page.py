"""Page with what only a comparison shows: higher offices, outliers, copies, last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from report_editor.checks import Finding
from report_editor.collection import copies, hierarchy, outliers
from report_editor.collection.report_row import ReportRow
from report_editor.common.hidden_characters import name_hidden, name_hidden_in_line
from report_editor.ui.county.row_table import Index, RowModel, RowTable
from report_editor.ui.widgets.foreign_text import make_tool_tip
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.severity import color
from report_editor.ui.widgets.spacing import set_margins
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from collections.abc import Sequence


_KINDS = {
    hierarchy.CODE: "上下级合计",
    outliers.CODE: "数字特别大",
    copies.CODE: "文字雷同",
}
_BETWEEN_YEARS = "与上年"
_LONGEST = 400
_NOTHING = "没有发现要看的：上下级的合计、特别大的数、互相抄写的文字{years}都比较过了。"


class _Comparisons(RowModel[tuple[ReportRow, Finding]]):
    """Findings of the comparison, one a row."""

    headings = ("单位", "比较", "级别", "说明")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return office, kind, severity or message."""
        if not index.isValid():
            return None
        row, finding = self.rows[index.row()]
        text = (
            row.name,
            _KINDS.get(finding.code, _BETWEEN_YEARS),
            finding.severity.word,
            finding.message,
        )[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name_hidden_in_line(text, _LONGEST)
            case Qt.ItemDataRole.ToolTipRole:
                return make_tool_tip(str(row.file) if index.column() == 0 else text)
            case Qt.ItemDataRole.ForegroundRole if self.headings[index.column()] == "级别":
                return color(finding.severity)
        return None


class ComparisonPage(QWidget):
    """Findings of the comparison; the whole of the current one stands below."""

    openRequested = Signal(object, object)
    """Emitted with a file and the finding to show."""
    sentencesRequested = Signal(object)
    """Emitted with the ``ReportRow`` whose copied sentences are to be listed."""

    def __init__(self) -> None:
        super().__init__()
        self.model = _Comparisons(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSortLocaleAware(True)
        self._sorted.setSourceModel(self.model)
        self.words = hint("读完报告以后，这里列出只有互相比较才看得出的问题。")
        self.table = self._make_table()
        self.text = QPlainTextEdit()
        use_text_size(self.text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("说明全文")
        self.sentences_button = QPushButton("列出全部相同的句子(&W)")
        self.sentences_button.clicked.connect(self._request_sentences)
        below = QWidget()
        below_layout = QVBoxLayout(below)
        set_margins(below_layout)
        below_layout.addWidget(self.text, 1)
        below_layout.addWidget(self.sentences_button, 0, Qt.AlignmentFlag.AlignLeft)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.table)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(splitter, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_text())
        self.table.opened.connect(self._open)
        self._show_text()

    def _make_table(self) -> RowTable:
        table = RowTable(self._sorted)
        table.setAccessibleName("比较的结果")
        table.setAccessibleDescription("回车打开报告")
        table.set_widths({0: 17, 1: 7, 2: 4})
        table.sort_on_click()
        return table

    def show_findings(
        self, entries: Sequence[tuple[ReportRow, Finding]], *, with_last_year: bool
    ) -> None:
        """Show what was found."""
        self.model.show(entries)
        years = "、与上年的数" if with_last_year else ""
        advice = "" if with_last_year else "要与上年比较，请用“对照上年”选上年报告的文件夹。"
        self.words.setText(
            f"{len(entries)} 处要看。回车或者双击打开报告。{advice}"
            if entries
            else _NOTHING.format(years=years) + advice
        )
        self.text.clear()
        if entries:
            self.table.setCurrentIndex(self._sorted.index(0, 0))

    def _get_current(self) -> tuple[ReportRow, Finding] | None:
        index = self._sorted.mapToSource(self.table.currentIndex())
        return self.model.rows[index.row()] if index.isValid() else None

    def _show_text(self) -> None:
        current = self._get_current()
        self.text.setPlainText(name_hidden(current[1].message) if current else "")
        self.sentences_button.setEnabled(current is not None and current[1].code == copies.CODE)

    def _request_sentences(self) -> None:
        if current := self._get_current():
            self.sentencesRequested.emit(current[0])

    def show_sentences(self, row: ReportRow, text: str) -> None:
        """Show the sentences that a report shares with others, if it is still the current one."""
        current = self._get_current()
        if current is not None and current[0] is row:
            self.text.setPlainText(name_hidden(text))

    def _open(self) -> None:
        if current := self._get_current():
            self.openRequested.emit(current[0].file, current[1])
