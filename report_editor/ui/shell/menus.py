"""Arrange the commands in menus and tool bar, and enable those that can be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from report_editor.ui.shell.command import Command, commands_of
from report_editor.ui.widgets.foreign_text import make_menu_text, set_tool_tip, show_tool_tip
from report_editor.ui.widgets.icons import NORMAL, icon
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.tool_bar import ToolBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QMainWindow

    from report_editor.ui.shell.command import Commands
    from report_editor.ui.shell.command_palette import Entry
    from report_editor.workspace.workspace import Workspace

SEPARATOR = "|"
MENUS = {
    "文件(&F)": "new rollover open paste_report | save save_as versions"
    " | make_final take_back | export copy_for_site picture | print_preview print"
    " | county"
    " | close_report quit",
    "编辑(&E)": "undo redo | cut copy paste | find replace find_next"
    " | fill_zero fill_table accept_totals | follow_tables take_over sentences"
    " | slips convert_form",
    "查看(&V)": "findings review last_year last_year_numbers outline next_finding next_gap"
    " | zoom_in zoom_out zoom_reset full_screen | next_tab previous_tab",
    "工具(&T)": "submission verify_paper | final_records",
    "帮助(&H)": "palette help example | about",
}
"""Names of commands by menu."""
TOOL_BAR = "rollover new open save | undo redo | fill_zero findings | export print"
SHORT_TEXTS = {"fill_zero": "选中空白填 0", "rollover": "以上年新建"}
"""Texts in the tool bar that are not those of the menu."""


class _Menu(QMenu):
    """Menu with tool tips for disabled entries only: the others explain themselves."""

    def event(self, event: QEvent) -> bool:
        """Show why an entry is disabled."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        action = self.actionAt(event.pos())
        is_disabled = action is not None and not action.isEnabled() and not action.isSeparator()
        show_tool_tip(event.globalPos(), action.toolTip() if is_disabled else "", self)
        return True


class Menus:
    """Actions of the window by the names of their commands."""

    def __init__(
        self, window: QMainWindow, workspace: Workspace, owners: Iterable[Commands]
    ) -> None:
        """Fill the window's menu bar and tool bar with the commands of some owners."""
        self._workspace = workspace
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._reasons: dict[str, str] = {}
        """Why commands cannot be given, as it is shown; empty where they can."""
        for owner in owners:
            for command in commands_of(type(owner)):
                self._commands[command.name] = command
                self._actions[command.name] = _make_action(window, owner, command)
        for title, names in MENUS.items():
            menu = _Menu(title, window)
            window.menuBar().addMenu(menu)
            self._fill(menu, names)
        self.tool_bar = ToolBar("工具栏", window)
        self.tool_bar.setObjectName("tools")
        self.tool_bar.setMovable(False)
        self.tool_bar.setIconSize(NORMAL)  # lines as strong as those of the text beside
        self.tool_bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fill(self.tool_bar, TOOL_BAR)
        if layout := self.tool_bar.layout():  # every row of a table counts on a low screen
            set_margins(layout, Space.SMALL, Space.HAIR, Space.SMALL, Space.HAIR)
        window.addToolBar(self.tool_bar)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def list_entries(self) -> list[Entry]:
        """Return all commands by their menus, with why those cannot be given that cannot."""
        from report_editor.ui.shell.command_palette import Entry

        return [
            Entry(
                self._commands[name].plain_text,
                title.partition("(&")[0],
                self._actions[name],
                self._commands[name].needs(self._workspace),
            )
            for title, names in MENUS.items()
            for name in names.split()
            if name != SEPARATOR
        ]

    def _fill(self, bar: QMenu | ToolBar, names: str) -> None:
        for name in names.split():
            if name == SEPARATOR:
                bar.addSeparator()
            else:
                bar.addAction(self._actions[name])

    def show_checked(self, name: str, checked: bool) -> None:
        """Show a checkable command as checked or not."""
        self._actions[name].setChecked(checked)

    def refresh(self) -> None:
        """Enable the commands that can be given now; the tool tips of the others say why not."""
        session = self._workspace.session
        self.tool_bar.setVisible(session is not None)
        labels = (session.history.undo_label, session.history.redo_label) if session else ("", "")
        for name, label in zip(("undo", "redo"), labels, strict=True):
            step = make_menu_text(label or "")
            self._actions[name].setText(f"{self._commands[name].text} {step}".strip())
        for name, command in self._commands.items():
            why_not = command.needs(self._workspace)
            if self._reasons.get(name) == why_not:
                continue  # this is asked after each key; a tool tip takes time
            self._reasons[name], action = why_not, self._actions[name]
            action.setEnabled(not why_not)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            tip = f"{command.plain_text}  {keys}".strip()
            set_tool_tip(action, f"{tip}\n{why_not}" if why_not else tip)

    def refresh_icons(self) -> None:
        """Draw the icons anew, in the colours of a new palette."""
        for name, action in self._actions.items():
            if drawing := self._commands[name].icon:
                action.setIcon(icon(drawing))


def _make_action(window: QMainWindow, owner: Commands, command: Command) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.name)
    action.setIconText(SHORT_TEXTS.get(command.name, command.plain_text))
    action.setShortcuts(command.shortcuts)
    action.setCheckable(command.is_checkable)
    if command.icon:
        action.setIcon(icon(command.icon))
    if command.is_checkable:
        action.toggled.connect(lambda checked: command.give(owner, checked))
    else:
        action.triggered.connect(lambda _checked: command.give(owner))
    return action
