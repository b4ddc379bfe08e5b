"""Commands of the menu 帮助: the handbook, and which program this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from report_editor.ui.shell.command import Commands, Key, command, list_keys, need_nothing
from report_editor.ui.shell.county_commands import CountyCommands
from report_editor.ui.shell.edit_commands import EditCommands
from report_editor.ui.shell.file_commands import FileCommands
from report_editor.ui.shell.tool_commands import ToolCommands
from report_editor.ui.shell.view_commands import ViewCommands

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.ui.dialogs.help_window import HelpWindow
    from report_editor.workspace.workspace import Workspace


class HelpCommands(Commands):
    """Commands to read about the program."""

    paletteRequested = Signal()

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window, workspace)
        self._handbook: HelpWindow | None = None

    @command("palette", "查找命令(&Q)…", keys=("Alt+Q",), icon="find", needs=need_nothing)
    def find_command(self) -> None:
        """Find a command by typing a part of its name."""
        self.paletteRequested.emit()

    @command("help", "使用说明(&H)", keys=(Key.HelpContents,), icon="help", needs=need_nothing)
    def show_help(self) -> None:
        """Open the handbook, with the keys that the commands have."""
        from report_editor.ui.dialogs.help_window import HelpWindow

        if self._handbook is None:
            keys = list_keys(
                FileCommands, CountyCommands, EditCommands, ViewCommands, ToolCommands, HelpCommands
            )
            self._handbook = HelpWindow(self._window, keys)
        self._handbook.show()
        self._handbook.raise_()
        self._handbook.activateWindow()

    @command("about", "关于(&A)", needs=need_nothing)
    def show_about(self) -> None:
        """Show which program this is."""
        from report_editor.ui.dialogs.help_window import show_about

        show_about(self._window)
