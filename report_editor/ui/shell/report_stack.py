"""Middle of the window: the start page, or the report in work with its notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget

from report_editor.checks import summarise
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.shell.recovery_notices import RecoveryNotices
from report_editor.ui.shell.report_notices import ReportNotices
from report_editor.ui.shell.start_page import StartPage

if TYPE_CHECKING:
    from report_editor.ui.shell.window_settings import WindowSettings
    from report_editor.ui.widgets.notice_bar import NoticeBar
    from report_editor.workspace.open_report import OpenReport
    from report_editor.workspace.workspace import Workspace


class ReportStack(QStackedWidget):
    """Stack that follows the workspace: it shows whatever report is in work."""

    editorChanged = Signal()
    """Another report is shown, or the start page."""

    def __init__(self, workspace: Workspace, settings: WindowSettings) -> None:
        """Begin with the start page; ``settings`` know the files and the tab shown last."""
        super().__init__()
        self._workspace = workspace
        self._settings = settings
        self.start = StartPage(settings)
        self.addWidget(self.start)
        self.editor: EditorPage | None = None
        self.notices: ReportNotices | None = None
        self.recoveries = RecoveryNotices(self.start)
        workspace.reportChanged.connect(self.show_report)
        workspace.saved.connect(self._note_recent)
        workspace.saved.connect(self._note_state)

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
        if self.editor is not None:
            self.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = self.notices = None
        if self._workspace.report is not None:
            self._make_editor(self._workspace.report)
        else:
            self.start.list_recent()
        self.setCurrentWidget(self.editor or self.start)
        self.updateGeometry()
        self.editorChanged.emit()
        page = self.editor.tabs.currentWidget() if self.editor else self.start
        page.setFocus()

    def _make_editor(self, report: OpenReport) -> None:
        editor = self.editor = EditorPage(report.session)
        report.session.commitRequested.connect(editor.commit_pending)
        editor.open_tab(self._settings.tab)
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
            self._settings.note_recent_state(path, summarise(report.session.active_findings))
