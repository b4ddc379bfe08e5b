"""Main window: puts together the workspace, what shows it, and the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from shiboken6 import isValid

from report_editor.storage.lock import NoLock
from report_editor.ui.dialogs import messages
from report_editor.ui.dialogs.file_dialogs import FileDialogs
from report_editor.ui.shell.county_commands import CountyCommands
from report_editor.ui.shell.edit_commands import EditCommands
from report_editor.ui.shell.file_commands import FileCommands
from report_editor.ui.shell.help_commands import HelpCommands
from report_editor.ui.shell.menus import Menus
from report_editor.ui.shell.report_stack import ReportStack
from report_editor.ui.shell.stall_notices import StallNotices
from report_editor.ui.shell.status_bar import StatusBar
from report_editor.ui.shell.tool_commands import ToolCommands
from report_editor.ui.shell.view_commands import ViewCommands
from report_editor.ui.shell.window_settings import WindowSettings
from report_editor.ui.widgets.dropped_files import first_file
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.workspace.left_to_do import describe_left
from report_editor.workspace.operation import Choice, FileName
from report_editor.workspace.saving import leave
from report_editor.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDropEvent,
        QWheelEvent,
    )

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.workspace.ahead import FileAhead
    from report_editor.workspace.operation import Question
    from report_editor.workspace.session import Session

COMFORTABLE = QSize(1240, 820)
"""First size of the window."""


class MainWindow(QMainWindow):
    """One window for one report."""

    def __init__(self, first: FileAhead | None = None) -> None:
        """Begin with the start page, or open a file as soon as the window is there."""
        super().__init__()
        self.workspace = Workspace(self)
        self.settings = WindowSettings()
        self.stack = ReportStack(self.workspace, self.settings)
        self.stalls = StallNotices(self.workspace, self.stack)
        self.setCentralWidget(self.stack)
        self.status = StatusBar(self.workspace)
        self.setStatusBar(self.status)
        self._dialogs = FileDialogs(self)
        self.file = FileCommands(self, self.workspace, self._dialogs, self.settings)
        self.many = CountyCommands(self, self.workspace, self._dialogs, self.file)
        self.edit = EditCommands(self, self.workspace, self.stack)
        self.view = ViewCommands(self, self.workspace, self.stack, self.settings)
        self.tools = ToolCommands(self, self.workspace, self.stack)
        self.help = HelpCommands(self, self.workspace)
        owners = (self.file, self.many, self.edit, self.view, self.tools, self.help)
        self.commands = Menus(self, self.workspace, owners)
        self._may_close = self._is_leaving = False
        for each in owners:
            each.noticed.connect(self.status.show_notice)
        self._connect()
        self.setAcceptDrops(True)
        self._take_first_size()
        self.settings.restore(self)
        if first is None:
            self.stack.show_report()
        else:
            self.stack.show_opening(first.path.name)
            QTimer.singleShot(0, self, lambda: self.file.start(self._open_first(first)))

    def _connect(self) -> None:
        self.workspace.asked.connect(self._answer)
        self.workspace.warned.connect(lambda sentence: messages.warn(self, sentence))
        for each in (self.view, self.tools):
            each.checked.connect(self.commands.show_checked)
        self.status.gaps.clicked.connect(self.commands["next_gap"].trigger)
        self.view.zoomChanged.connect(self.status.show_zoom)
        self.help.paletteRequested.connect(self._find_command)
        self.status.show_zoom(self.settings.zoom)
        self.stack.editorChanged.connect(self._follow_editor)
        self.stack.commandRequested.connect(lambda name: self.commands[name].trigger())
        self.stack.fileRequested.connect(self._open_recent)
        self.stack.lastYearRequested.connect(self.file.begin_from)
        self.stalls.saveAsRequested.connect(self.file.save_as)
        self.stack.recoveries.recoverRequested.connect(self.file.recover)
        self.file.recovered.connect(self.stack.recoveries.settle)
        self.file.targetChosen.connect(
            lambda target: self.stack.require_editor().go_to_target(target)
        )

    def _take_first_size(self) -> None:
        """Take a comfortable size; the whole screen where that is too small for it."""
        self.resize(COMFORTABLE.boundedTo(self.screen().availableSize()))
        if self.size() != COMFORTABLE:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @property
    def session(self) -> Session | None:
        """Return the report in work."""
        return self.workspace.session

    @property
    def editor(self) -> EditorPage | None:
        """Return what shows the report in work."""
        return self.stack.editor

    def _follow_editor(self) -> None:
        """Show title, commands and status of another report, and keep them up to date."""
        report, editor, notices = self.workspace.report, self.editor, self.stack.notices
        if report is not None and editor is not None and notices is not None:
            editor.message.connect(self.status.show_notice)
            editor.adviceOutdated.connect(self.status.drop_notice)
            editor.selectionSummary.connect(self.status.selection.setText)
            notices.saveAsRequested.connect(self.file.save_as)
            notices.reloadRequested.connect(self.file.reload)
            notices.takeBackRequested.connect(self.tools.take_back)
            notices.recordsRequested.connect(self.tools.show_records)
            editor.commandRequested.connect(lambda name: self.commands[name].trigger())
            session = report.session
            session.dirtyChanged.connect(self._show_title)
            session.findingsChanged.connect(self._show_state)
            session.changed.connect(self._on_change)
            session.finalChanged.connect(self._show_title)
            if isinstance(report.held, NoLock):
                self.status.show_notice(report.held.note)
        self.status.selection.clear()
        self.status.kept.follow(report)
        self.commands.refresh()
        self._show_title()
        self._show_state()

    def _on_change(self) -> None:
        self.commands.refresh()
        self.status.drop_outdated()

    async def _open_first(self, first: FileAhead) -> None:
        try:
            await self.file.open_file(first.path, first)
        finally:
            if isValid(self) and self.workspace.report is None:
                self.stack.show_report()

    def _open_recent(self, path: Path) -> None:
        """Open a file of the start page, once for a double click."""
        if not self.workspace.is_busy:
            self.file.open_path(path)

    def _find_command(self) -> None:
        """Open the list of all commands, to find one by its name."""
        from report_editor.ui.shell.command_palette import CommandPalette

        palette = CommandPalette(self.commands.list_entries(), self)
        palette.exec()
        palette.deleteLater()

    def _show_title(self) -> None:
        """Show in the window's title which report this is, and whether it is saved."""
        session = self.session
        if session is None:
            set_title(self, QGuiApplication.applicationDisplayName())
            self.setWindowModified(False)
            return
        reading = "（已定稿）" if session.final else "（只读）" if session.read_only else ""
        set_title(self, f"{session.name}{reading}", shows_changes=True)
        self.setWindowModified(session.is_dirty)

    def _show_state(self) -> None:
        self.status.show_ready(has_report=self.session is not None)
        self.status.show_gaps(describe_left(self.session) if self.session else "")

    def _answer(self, question: Question[object]) -> None:
        """Ask the user what an operation must know."""
        if isinstance(question, FileName):
            kinds = {question.proposed.suffix: "年度报告"}
            path = self._dialogs.ask_name("保存年度报告", kinds, question.proposed)
            if path is None:
                question.cancel()
            else:
                question.proceed(path)
        elif isinstance(question, Choice):
            messages.ask(self, question)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, and about what is still being read or written."""
        if not self._may_close and not self._is_leaving:
            self.file.start(self._leave())
        event.setAccepted(self._may_close)

    async def _leave(self) -> None:
        """End the work and close, at once or after the report is saved."""
        self._is_leaving = True
        try:
            await leave(self.workspace)
        finally:
            self._is_leaving = False
        self._may_close = True
        if self.workspace.report is not None:
            self.workspace.report.end()
        self.settings.keep(self)
        self.many.close_county()
        self.close()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            if event.angleDelta().y() > 0:
                self.view.zoom_in()
            else:
                self.view.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and say which one will be opened."""
        if path := first_file(event.mimeData()):
            event.acceptProposedAction()
            self.status.show_notice(f"松开鼠标，打开“{path.name}”。")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say no longer that a file will be opened."""
        super().dragLeaveEvent(event)
        self.status.clearMessage()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a file dropped anywhere in the window, once whoever dragged it is let go."""
        path = first_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.file.open_path(path))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.commands.refresh_icons()
