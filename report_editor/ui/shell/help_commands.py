"""帮助: the handbook, the example, and which program this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from report_editor.ui.dialogs.help_window import HelpWindow, show_about

if TYPE_CHECKING:
    from report_editor.ui.shell.window import MainWindow


class HelpCommands(QObject):
    """Everything in the menu 帮助."""

    def __init__(self, window: MainWindow) -> None:
        """Acts on a window."""
        super().__init__(window)
        self._window = window
        self._handbook: HelpWindow | None = None

    def show_help(self) -> None:
        """Opens the handbook."""
        if self._handbook is None:
            self._handbook = HelpWindow(self._window)
        self._handbook.show()
        self._handbook.raise_()
        self._handbook.activateWindow()

    def show_about(self) -> None:
        """Says which program this is."""
        show_about(self._window)
