"""Window of 文件 › 汇总与审核: the reports of many offices, beside the one in work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.collection.note_files import write_notes
from report_editor.collection.send_back import Sender
from report_editor.collection.summary_files import make_summary_file
from report_editor.common.problem import Problem
from report_editor.files.atomic import write_atomically
from report_editor.ui.county.comparison_page import ComparisonPage
from report_editor.ui.county.county import County
from report_editor.ui.county.entries import State, collect_remarks
from report_editor.ui.county.own_report import OwnReport
from report_editor.ui.county.reports_page import ReportsPage
from report_editor.ui.county.send_back_dialog import SendBackDialog
from report_editor.ui.county.sums_page import SumsPage
from report_editor.ui.dialogs import messages
from report_editor.ui.dialogs.file_dialogs import FileDialogs
from report_editor.ui.widgets.dropped_files import has_files, list_files
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.kept_room import keep_room
from report_editor.ui.widgets.labels import Link, LinkLabel
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from report_editor.collection.report_row import ReportRow
    from report_editor.collection.summary import Summary
    from report_editor.workspace.workspace import Workspace

_KINDS = {".xlsx": "Excel 工作簿", ".csv": "CSV 表格", ".json": "JSON 数据"}
_FILE = "汇总.xlsx"
_MOST_NAMED = 3
_BEGIN = "请选择或者拖入一个文件夹（里面的文件夹是下级单位），也可以是一些文件。"


class CountyWindow(QWidget):
    """Table of the reports, their sums, and what the comparison shows."""

    openRequested = Signal(object, object)
    """Emitted with a file to open in the main window, and what to show in it or None."""
    mainRequested = Signal(str)
    """Emitted with the address of a cell of the report in work that is to be shown."""
    closed = Signal()

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        """Begin without any file; ``folder`` is where the dialogs begin."""
        super().__init__()
        set_title(self, "汇总与审核")
        self._workspace = workspace
        self._dialogs = FileDialogs(self)
        self._dialogs.folder = folder
        self._has_left = False
        """Set once a report was opened in the main window, until this one is in front again."""
        self._own = OwnReport(self, workspace)
        self._own.targetChosen.connect(self.mainRequested)
        self.county = County(self)
        self.reports = ReportsPage()
        self.sums = SumsPage()
        self.comparison = ComparisonPage()
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("报告、合计、比较")
        self.words = LinkLabel()
        self.words.setAccessibleName("收到的报告")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("进度")
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self._show_state()
        self.folder_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self) -> None:
        self.folder_button = QPushButton("选择文件夹(&O)…")
        self.files_button = QPushButton("添加文件(&A)…")
        self.list_button = QToolButton()
        self.list_button.setText("应报名单(&L)")
        self.list_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.list_button)
        self.list_action = menu.addAction("名单文件，每行一个单位(&F)…")
        self.list_folder_action = menu.addAction("上年报告的文件夹，同时对照上年(&Y)…")
        self.no_list_action = menu.addAction("不用名单(&N)")
        self.list_button.setMenu(menu)
        self.last_year_button = QPushButton("对照上年(&Y)…")
        self.again_button = QPushButton("重新读取(&R)")
        self.stop_button = QPushButton("停止(&S)")
        self.send_button = QPushButton("退回修改(&M)…")
        self.export_button = QPushButton("导出表格(&E)…")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.folder_button)
        bar.addWidget(self.files_button)
        bar.addWidget(self.list_button)
        bar.addWidget(self.last_year_button)
        bar.addWidget(self.again_button)
        bar.addStretch(1)
        ends = QWidget()  # in the line of the tabs: all in one line is wider than a small screen
        end = QHBoxLayout(ends)
        set_margins(end, bottom=Space.HAIR)
        end.addWidget(self.send_button)
        end.addWidget(self.export_button)
        self.tabs.setCornerWidget(ends)
        running = QHBoxLayout()
        running.addWidget(self.words, 1)
        running.addWidget(self.progress)
        running.addWidget(self.stop_button)
        self.tabs.addTab(self.reports, "报告(&G)")
        self.tabs.addTab(self.sums, "合计(&H)")
        self.tabs.addTab(self.comparison, "比较(&J)")
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addLayout(running)
        layout.addWidget(self.tabs, 1)
        keep_room(self.stop_button)  # nothing moves when reading ends
        self.progress.setFixedWidth(22 * self.fontMetrics().horizontalAdvance("国"))
        self.resize(fit_to_screen(self, QSize(1180, 720)))

    def _connect(self) -> None:
        county, reports = self.county, self.reports
        self.folder_button.clicked.connect(self._choose_folder)
        self.files_button.clicked.connect(self._choose_files)
        self.list_action.triggered.connect(self._choose_list)
        self.list_folder_action.triggered.connect(self._choose_last_year)
        self.no_list_action.triggered.connect(county.drop_list)
        self.last_year_button.clicked.connect(self._choose_last_year)
        self.again_button.clicked.connect(self._read_again)
        self.stop_button.clicked.connect(county.stop)
        self.send_button.clicked.connect(lambda: start(self, self._send_back()))
        self.export_button.clicked.connect(self._export)
        self.words.linkActivated.connect(self._show_only)
        for page in (reports, self.sums, self.comparison):
            page.openRequested.connect(self._open)
        reports.model.chosen.connect(lambda files, chosen: county.choose(files, is_chosen=chosen))
        self.sums.takeRequested.connect(lambda: self._own.take_over(self.sums.sums))
        self.sums.compareRequested.connect(lambda: self._own.compare(self.sums.sums))
        self.comparison.sentencesRequested.connect(
            lambda row: start(self, self._list_sentences(row))
        )
        county.arrived.connect(reports.model.take)
        county.gone.connect(reports.model.remove)
        county.progressed.connect(self._show_progress)
        county.compared.connect(self._show_comparison)
        county.ended.connect(self._show_state)
        county.noticed.connect(self._show_words)
        county.failed.connect(lambda sentence: messages.warn(self, sentence))
        for key, act in (
            ("Ctrl+O", self.folder_button.click),
            ("F5", self.again_button.click),
            ("Ctrl+E", self.export_button.click),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # ------------------------------------------------------------------ choose

    def read(self, paths: list[Path]) -> None:
        """Read files and folders, beside those that are there already."""
        self.county.add(paths)
        self.tabs.setCurrentWidget(self.reports)
        self.reports.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    def _choose_folder(self) -> None:
        if folder := self._dialogs.ask_folder("选择报告所在的文件夹", self._dialogs.folder):
            self._dialogs.folder = folder
            self.county.clear()
            self.read([folder])

    def _choose_files(self) -> None:
        if files := self._dialogs.ask_open_many("添加报告"):
            self.read(files)

    def _choose_list(self) -> None:
        if path := self._dialogs.ask_open("选择应报名单"):
            self.county.take_list(path)

    def _choose_last_year(self) -> None:
        if folder := self._dialogs.ask_folder("选择上年报告的文件夹", self._dialogs.folder):
            self.county.take_last_year(folder)
            self._show_state()

    def _read_again(self) -> None:
        self.county.read()
        self._show_state()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped, once whoever dragged it is let go."""
        if paths := list_files(event.mimeData()):
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.read(paths))

    # ------------------------------------------------------------------ show

    def _show_progress(self, action: str, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(f"{action} {done}/{total}" if total else action)
        self.progress.setTextVisible(True)
        if not self.reports.table.currentIndex().isValid() and self.reports.filtered.rowCount():
            self.reports.table.setCurrentIndex(self.reports.filtered.index(0, 0))
        self._show_state()

    def _show_state(self) -> None:
        """Show which commands can be given, and how many reports there are."""
        is_reading, summary = self.county.is_reading, self.county.summary
        self.progress.setVisible(is_reading)
        self.stop_button.setVisible(is_reading)
        self.again_button.setEnabled(bool(self.county.paths))
        has_sums = summary is not None and not is_reading
        self.send_button.setEnabled(has_sums)
        self.export_button.setEnabled(has_sums)
        self.no_list_action.setEnabled(self.county.has_list)
        if summary is None:
            self.words.show_parts(["" if is_reading else _BEGIN])

    def _show_words(self, sentence: str) -> None:
        self.words.show_parts([sentence])

    def _show_comparison(self) -> None:
        summary = self.county.summary
        assert summary is not None
        self.reports.model.compare(summary.roster.missing, collect_remarks(summary))
        self.sums.show_sums(summary.sums)
        self.comparison.show_findings(
            [*summary.across, *self.county.between_years],
            with_last_year=self.county.last_year is not None,
        )
        count = self.comparison.model.rowCount()
        self.tabs.setTabText(2, f"比较（{count}）(&J)" if count else "比较(&J)")
        if not self.reports.findings.hasFocus():
            self.reports.show_current()
        self.words.show_parts(self._describe(summary))

    def _describe(self, summary: Summary) -> Iterator[str | Link]:
        roster = summary.roster
        yield f"收到 {len(summary.rows)} 份报告"
        names = (*(row for _, row in roster.renamed), *roster.unexpected, *roster.nameless)
        wrong = sum(row.errors > 0 for row in summary.rows)
        counts = (
            (State.UNREAD, len(summary.unread), "个"),
            (State.ERROR, wrong, "份"),
            (State.MISSING, len(roster.missing), "个单位"),
            (State.TWICE, len(roster.twice), "个单位"),
            (State.NAME, len({row.file for row in names}), "份"),
        )
        for state, count, unit in counts:
            if count:
                yield "；"
                yield Link(state.name.lower(), f"{state} {count} {unit}")
        if self.county.has_list and not roster.missing:
            yield "；名单里的单位都交了"
        if self.county.unread_count:
            yield f"；已停止，还有 {self.county.unread_count} 个文件没有读，按“重新读取”接着读"
        elif not self.county.is_compared:
            yield "；已停止，没有比较完，按“重新读取”接着比较"
        yield "。"

    def _show_only(self, name: str) -> None:
        self.tabs.setCurrentWidget(self.reports)
        self.reports.show_only(State[name.upper()])
        self.reports.table.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _list_sentences(self, row: ReportRow) -> None:
        self.comparison.show_sentences(row, "正在列出相同的句子……")
        self.comparison.show_sentences(row, await self.county.list_sentences(row))

    # ------------------------------------------------------------------ write

    def _summarise_chosen(self) -> Summary:
        """Return the summary of the chosen reports, with all that the list says."""
        summary = self.county.summary
        assert summary is not None
        chosen = self.county.chosen
        known = set(map(id, chosen))
        across = tuple(each for each in summary.across if id(each[0]) in known)
        return replace(summary, rows=tuple(chosen), across=across)

    def _find_place(self) -> Path:
        """Return a folder outside that of the reports, with which its files would be read."""
        return self.county.paths[0].absolute().parent

    async def _send_back(self) -> None:
        """Write the notes on the chosen reports, and ask where they are to be written."""
        summary = self._summarise_chosen()
        if not summary.rows:
            messages.warn(self, "没有打勾的报告。请在“报告”页给要退回的打勾。")
            return
        notes = await in_background(lambda: write_notes(summary.rows, summary, Sender()))
        session = self._workspace.session
        organization = session.document.organization if session else ""
        dialog = SendBackDialog(notes, summary, organization, self._find_place(), self)
        if dialog.exec() and dialog.written is not None:
            self._show_words(f"已写到“{dialog.written}”。")
        dialog.deleteLater()

    def _export(self) -> None:
        proposed = self._find_place() / _FILE
        if path := self._dialogs.ask_name("导出表格", _KINDS, proposed):
            start(self, self._write(path))

    async def _write(self, path: Path) -> None:
        summary = self._summarise_chosen()
        self._show_words(f"正在写“{path.name}”……")
        try:
            data = await in_background(lambda: make_summary_file(summary, path.suffix.lower()))
            await in_background(lambda: write_atomically(path, data))
        except Problem as problem:
            self._show_words("")
            messages.warn(self, str(problem))
        else:
            self._show_words(f"已写到“{path}”。")

    # ------------------------------------------------------------------ go and come back

    def _open(self, path: Path, target: object) -> None:
        self._has_left = True
        self.openRequested.emit(path, target)

    def _come_back(self) -> None:
        """Read what has changed on the disk since a report was opened from here."""
        if self._has_left and not self.county.is_reading:
            self._has_left = False
            self._read_again()

    def changeEvent(self, event: QEvent) -> None:
        """Read again what was mended in the editor; take the colors of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._come_back()
        if event.type() == QEvent.Type.PaletteChange and self.county.summary is not None:
            self.words.show_parts(self._describe(self.county.summary))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the readers."""
        self.county.close()
        super().closeEvent(event)
        self.closed.emit()
