"""Middle of the window: the start page, or the report in work with its notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from report_editor.checks import summarise
from report_editor.storage.recent import FINAL_STATE
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.shell.recovery_notices import RecoveryNotices
from report_editor.ui.shell.report_notices import ReportNotices
from report_editor.ui.widgets.labels import hint

if TYPE_CHECKING:
    from report_editor.ui.shell.start_page import StartPage
    from report_editor.ui.shell.window_settings import WindowSettings
    from report_editor.ui.widgets.notice_bar import NoticeBar
    from report_editor.workspace.open_report import OpenReport
    from report_editor.workspace.workspace import Workspace


class ReportStack(QStackedWidget):
    """Stack that follows the workspace: it shows whatever report is in work."""

    editorChanged = Signal()
    """Another report is shown, or the start page."""
    commandRequested = Signal(str)
    fileRequested = Signal(object)
    lastYearRequested = Signal(object)
    """Signals of the start page."""

    def __init__(self, workspace: Workspace, settings: WindowSettings) -> None:
        """Begin empty; ``settings`` know the files and the tab shown last."""
        super().__init__()
        self._workspace = workspace
        self._settings = settings
        self._start: StartPage | None = None
        self.editor: EditorPage | None = None
        self.notices: ReportNotices | None = None
        self.recoveries = RecoveryNotices(self, lambda: self.start)
        workspace.reportChanged.connect(self.show_report)
        workspace.saved.connect(self._note_recent)
        workspace.saved.connect(self._note_state)

    @property
    def start(self) -> StartPage:
        """Return the start page, made when it is first needed: not where a file is opened."""
        from report_editor.ui.shell.start_page import StartPage

        if self._start is None:
            page = self._start = StartPage(self._settings)
            page.commandRequested.connect(self.commandRequested)
            page.fileRequested.connect(self.fileRequested)
            page.lastYearRequested.connect(self.lastYearRequested)
            self.addWidget(page)
        return self._start

    def show_opening(self, name: str) -> None:
        """Say that a file is being opened, until a report or the start page is shown."""
        words = hint(f"正在打开“{name}”…")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCurrentIndex(self.addWidget(words))
        self.editorChanged.emit()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more room than what is shown needs; the start page is larger than a report."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def require_editor(self) -> EditorPage:
        """Return what shows the report in work, which must be one."""
        assert self.editor is not None
        return self.editor

    def add_notice(self, bar: NoticeBar) -> None:
        """Put a notice above what is shown now."""
        (self.editor or self.start).add_notice(bar)

    def show_report(self) -> None:
        """Show the report in work, or the start page where there is none."""
        former = self.currentWidget()
        self.editor = self.notices = None
        if self._workspace.report is not None:
            self._make_editor(self._workspace.report)
        else:
            self.start.list_recent()
        self.setCurrentWidget(self.editor or self.start)
        if former is not None and former is not self._start:
            self.removeWidget(former)
            former.deleteLater()
        self.updateGeometry()
        self.editorChanged.emit()
        page = self.editor.front if self.editor else self.start
        page.setFocus()

    def _make_editor(self, report: OpenReport) -> None:
        editor = self.editor = EditorPage(report.session)
        report.session.commitRequested.connect(editor.commit_pending)
        if report.session.path is not None:
            editor.open_tab(self._settings.tab)
        self._note_tab()  # a new report, or one just read from another file, begins on its first
        editor.tabs.currentChanged.connect(self._note_tab)
        self.notices = ReportNotices(editor, report)
        self.recoveries.attend(editor)
        opened = report.opened
        if opened is not None and (opened.notes or not opened.is_own):
            editor.show_opened(opened)
        elif report.last_year is not None:
            editor.show_last_year_reading(report.last_year)
        self.addWidget(editor)
        self._note_last_year(report)
        self._note_recent()
        report.session.findingsChanged.connect(self._note_state)
        report.session.finalChanged.connect(self._note_state)

    def _note_tab(self) -> None:
        if self.editor:
            self._settings.tab = self.editor.current_key

    def _note_recent(self) -> None:
        """Put the file in work at the head of the recent ones, also one of another program."""
        report = self._workspace.report
        if report is not None and (path := report.file) is not None:
            self._settings.add_recent(path, report.session.document)

    def _note_last_year(self, report: OpenReport) -> None:
        """Put the file that a report was just begun from at the head of the recent ones."""
        last = report.last_year
        if last is not None and last.path is not None:
            self._settings.add_recent(last.path, last.document)
            self._settings.note_recent_state(last.path, summarise(last.findings))

    def _note_state(self) -> None:
        """Note what the checks say of the file, where it holds what is in work."""
        report = self._workspace.report
        if report is not None and (path := report.file) is not None and not report.session.is_dirty:
            session = report.session
            state = FINAL_STATE if session.final else summarise(session.active_findings)
            self._settings.note_recent_state(path, state)
