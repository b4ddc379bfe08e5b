"""Command 文件 › 汇总与审核, and the ways between its window and the main window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from report_editor.ui.shell.command import Commands, command, need_nothing

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from report_editor.ui.county.county_window import CountyWindow
    from report_editor.ui.dialogs.file_dialogs import FileDialogs
    from report_editor.ui.shell.file_commands import FileCommands
    from report_editor.workspace.open_report import OpenReport
    from report_editor.workspace.workspace import Workspace


class CountyCommands(Commands):
    """Keeper of the window for many reports; it stays open beside the main window."""

    def __init__(
        self, window: QWidget, workspace: Workspace, dialogs: FileDialogs, file: FileCommands
    ) -> None:
        super().__init__(window, workspace)
        self._dialogs = dialogs
        self._file = file
        self.county: CountyWindow | None = None
        """Window for the reports of many offices, while it is open."""
        self._opened: tuple[Path, OpenReport | None] | None = None
        """File opened last from there, and the report in work that it became."""

    @command("county", "汇总与审核(&I)…", keys=("Ctrl+Shift+I",), needs=need_nothing)
    def show_county(self) -> None:
        """Show the window for the reports of many offices."""
        if self.county is None:
            from report_editor.ui.county.county_window import CountyWindow

            county = self.county = CountyWindow(self.workspace, self._dialogs.folder)
            county.openRequested.connect(
                lambda path, target: self.start(self._open_at(path, target))
            )
            county.mainRequested.connect(self._show_target)
            county.closed.connect(self._forget)
            county.show()
        _bring_to_front(self.county)

    def close_county(self) -> None:
        """Close the window for the reports of many offices, and end its readers."""
        if self.county is not None:
            self.county.close()

    def _forget(self) -> None:
        county, self.county = self.county, None
        if county is not None:
            county.deleteLater()

    async def _open_at(self, path: Path, target: object) -> None:
        """Open a file, unless it is in work, and show a finding or the cell of an address in it."""
        _bring_to_front(self._window)
        if self._opened != (path, self.workspace.report) or self.workspace.report is None:
            await self._file.open_file(path)
            self._opened = path, self.workspace.report
        self._show_target(target)

    def _show_target(self, target: object) -> None:
        """Bring the main window to the front, with a place of the report in work."""
        _bring_to_front(self._window)
        session = self.workspace.session
        is_address = isinstance(target, str)
        if session is not None and (not is_address or target in session.document.form.cells):
            self._file.targetChosen.emit(target)


def _bring_to_front(window: QWidget) -> None:
    """Show a window that may be minimised or below others, and give it the keys."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
