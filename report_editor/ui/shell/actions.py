"""Menus, tool bar and shortcuts: every command a person can give, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolTip

from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.read_only import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from report_editor.ui.shell.window import MainWindow

Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of a menu."""

    name: str
    text: str
    slot: str
    """What does it, from the window on: ``edit.undo``."""
    keys: tuple[QKeySequence.StandardKey | str, ...] = ()
    icon: str = ""
    needs_report: bool = True
    writes: bool = False
    """Not for a report opened for reading only."""
    checkable: bool = False


SEPARATOR = None
NO_REPORT = "请先新建或打开一份报告。"

MENUS: tuple[tuple[str, tuple[Command | None, ...]], ...] = (
    (
        "文件(&F)",
        (
            Command("new", "新建(&N)…", "file.new_report", (Key.New,), "new", needs_report=False),
            Command(
                "rollover", "以上年报告新建(&R)…", "file.new_from_last_year", needs_report=False
            ),
            Command(
                "open", "打开(&O)…", "file.open_report", (Key.Open,), "open", needs_report=False
            ),
            Command("paste_report", "粘贴报告(&T)", "file.paste_report", needs_report=False),
            SEPARATOR,
            Command("save", "保存(&S)", "file.save", (Key.Save,), "save", writes=True),
            Command("save_as", "另存为(&A)…", "file.save_as", ("Ctrl+Shift+S",), "save-as"),
            Command("versions", "历史版本(&H)…", "file.show_versions", (), "history"),
            SEPARATOR,
            Command("export_pdf", "导出 PDF(&E)…", "file.export_pdf", ("Ctrl+E",), "export-pdf"),
            Command("print", "打印(&P)…", "file.print_report", (Key.Print,), "print"),
            SEPARATOR,
            Command("close_report", "关闭报告(&C)", "file.close_report", (Key.Close,)),
            Command("quit", "退出(&X)", "close", ("Ctrl+Q",), needs_report=False),
        ),
    ),
    (
        "编辑(&E)",
        (
            Command("undo", "撤销(&U)", "edit.undo", (Key.Undo,), "undo", writes=True),
            Command(
                "redo", "重做(&R)", "edit.redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", writes=True
            ),
            SEPARATOR,
            Command("cut", "剪切(&T)", "edit.cut", (Key.Cut,), "cut", writes=True),
            Command("copy", "复制(&C)", "edit.copy", (Key.Copy,), "copy"),
            Command("paste", "粘贴(&P)", "edit.paste", (Key.Paste,), "paste", writes=True),
            SEPARATOR,
            Command("find", "查找(&F)…", "edit.find", (Key.Find,), "find"),
            Command("find_next", "查找下一处(&N)", "edit.find_next", ("F3",)),
            SEPARATOR,
            Command(
                "fill_zero",
                "选中的空白填 0(&Z)",
                "edit.fill_zero",
                ("Ctrl+0",),
                "zero-fill",
                writes=True,
            ),
            Command("fill_table", "整张表的空白填 0(&B)", "edit.fill_table", writes=True),
            Command("accept_totals", "采用计算值(&J)", "edit.accept_totals", writes=True),
            SEPARATOR,
            Command(
                "convert_form", "换成本年度应当用的格式(&G)…", "edit.convert_form", writes=True
            ),
        ),
    ),
    (
        "查看(&V)",
        (
            Command(
                "findings", "检查结果(&F)", "view.show_findings", ("F8",), "check", checkable=True
            ),
            Command("review", "读取结果(&S)", "view.show_review", ("F6",), checkable=True),
            Command("last_year", "与上年对照(&L)…", "view.compare_last_year", ("F7",)),
            Command(
                "last_year_numbers",
                "在表中显示上年数字(&Z)",
                "view.show_last_year",
                ("Shift+F7",),
                checkable=True,
            ),
            Command("next_finding", "下一个问题(&N)", "view.next_finding", ("F4",)),
            SEPARATOR,
            Command("zoom_in", "放大(&I)", "view.zoom_in", (Key.ZoomIn, "Ctrl+="), "zoom-in"),
            Command("zoom_out", "缩小(&O)", "view.zoom_out", (Key.ZoomOut,), "zoom-out"),
            Command("zoom_reset", "原始大小(&R)", "view.zoom_reset", ("Ctrl+Alt+0",)),
            SEPARATOR,
            Command("next_tab", "下一页签(&X)", "view.next_tab", ("Ctrl+PgDown", "Ctrl+Tab")),
            Command(
                "previous_tab", "上一页签(&Y)", "view.previous_tab", ("Ctrl+PgUp", "Ctrl+Shift+Tab")
            ),
        ),
    ),
    (
        "帮助(&H)",
        (
            Command(
                "help",
                "使用说明(&H)",
                "help.show_help",
                (Key.HelpContents,),
                "help",
                needs_report=False,
            ),
            Command("example", "打开示例(&E)", "file.open_example", needs_report=False),
            SEPARATOR,
            Command("about", "关于(&A)", "help.show_about", needs_report=False),
        ),
    ),
)

TOOL_BAR: tuple[str | None, ...] = (
    "new",
    "open",
    "save",
    SEPARATOR,
    "undo",
    "redo",
    SEPARATOR,
    "fill_zero",
    "findings",
    SEPARATOR,
    "export_pdf",
    "print",
)
_SHORT = {"fill_zero": "空白填 0", "findings": "检查结果", "export_pdf": "导出 PDF"}


class _Menu(QMenu):
    """Says of a command that cannot be given now why; the others speak for themselves."""

    def event(self, event: QEvent) -> bool:
        """Shows the tool tip of a disabled entry."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        action = self.actionAt(event.pos())
        known = action is not None and not action.isEnabled() and not action.isSeparator()
        QToolTip.showText(event.globalPos(), action.toolTip() if known else "", self)
        return True


class Actions:
    """The window's actions by name."""

    def __init__(self, window: MainWindow) -> None:
        """Fills the window's menu bar and tool bar."""
        self._all: dict[str, QAction] = {}
        self._commands: dict[str, Command] = {}
        for title, commands in MENUS:
            menu = _Menu(title, window)
            window.menuBar().addMenu(menu)
            for command in commands:
                if command is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._make(window, command))
        self.tool_bar = self._make_tool_bar(window)

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def enable_for(self, *, report: bool, writable: bool) -> None:
        """Enables what makes sense with or without a report in work."""
        for name, command in self._commands.items():
            if command.needs_report and not report:
                self.allow(name, why_not=NO_REPORT)
            elif command.writes and not writable:
                self.allow(name, why_not=READ_ONLY)
            else:
                self.allow(name)

    def allow(self, name: str, *, why_not: str = "") -> None:
        """Enables a command, or disables it for a reason that its tool tip says."""
        action = self._all[name]
        action.setEnabled(not why_not)
        plain = self._commands[name].text.partition("(&")[0]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = f"{plain}  {keys}".strip()
        action.setToolTip(f"{tip}\n{why_not}" if why_not else tip)

    def _make(self, window: MainWindow, command: Command) -> QAction:
        action = QAction(command.text, window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setCheckable(command.checkable)
        if command.icon:
            action.setIcon(icon(command.icon))
        slot: Callable[..., object] = attrgetter(command.slot)(window)
        if command.checkable:
            action.toggled.connect(slot)
        else:
            action.triggered.connect(lambda _checked: slot())
        self._all[command.name] = action
        self._commands[command.name] = command
        return action

    def _make_tool_bar(self, window: QMainWindow) -> QToolBar:
        bar = QToolBar("工具栏", window)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for name in TOOL_BAR:
            if name is None:
                bar.addSeparator()
                continue
            action = self._all[name]
            plain = action.text().partition("(&")[0]
            action.setIconText(_SHORT.get(name, plain))
            bar.addAction(action)
        window.addToolBar(bar)
        return bar

    def refresh_icons(self) -> None:
        """Draws the icons anew, in the colours of a new palette."""
        for name, action in self._all.items():
            if drawing := self._commands[name].icon:
                action.setIcon(icon(drawing))
