"""Commands of the menu 查看: show parts of the report, and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from report_editor.ui.shell.command import Commands, Key, command, need_nothing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.ui.shell.report_stack import ReportStack
    from report_editor.ui.shell.window_settings import WindowSettings
    from report_editor.workspace.workspace import Workspace

ZOOMS = (75, 90, 100, 110, 125, 150, 175, 200)
NO_LAST_YEAR = "这份报告里没有上年的内容。用“文件 › 以上年报告新建”得到的报告才能对照。"


class ViewCommands(Commands):
    """Commands for how the report is shown; every report is shown as the one before."""

    zoomChanged = Signal(int)
    """In percent."""
    checked = Signal(str, bool)
    """Emitted with the name of a command, and whether to show it as checked."""

    def __init__(
        self, window: QWidget, workspace: Workspace, stack: ReportStack, settings: WindowSettings
    ) -> None:
        super().__init__(window, workspace)
        self._stack = stack
        self._settings = settings
        self._opens_findings = False
        """State of the findings before the full screen."""
        self._is_full_screen = False
        stack.editorChanged.connect(self._show_editor)

    def _show_editor(self) -> None:
        """Show a new report as the one before, and the commands accordingly."""
        editor = self._stack.editor
        opens_findings = False
        if editor is not None:
            split = editor.split
            split.findings_height = self._settings.findings_height
            opens_findings = self._settings.shows_findings and not split.is_low
            split.fold_findings(not opens_findings)
            split.heightChosen.connect(self._note_findings_height)
            split.lowChanged.connect(self._follow_height)
            editor.fold.toggled.connect(lambda opened: self.checked.emit("findings", opened))
            editor.set_zoom(self._settings.zoom)
            editor.show_last_year(self._settings.shows_last_year)
            editor.panels.reviewShown.connect(lambda shown: self.checked.emit("review", shown))
            editor.panels.lastYearClosed.connect(self._forget_last_year)
            if self._settings.keeps_last_year:
                editor.panels.keep_last_year()
        knows_last_year = editor is not None and editor.session.knows_last_year
        self.checked.emit("review", editor is not None and editor.panels.shows_review)
        self.checked.emit("findings", opens_findings)
        self.checked.emit("last_year_numbers", knows_last_year and self._settings.shows_last_year)

    @command("findings", "检查结果(&F)", keys=("F8",), icon="check", checkable=True)
    def show_findings(self, checked: bool) -> None:
        """Open the list of findings, or fold it to one line."""
        split = self._stack.require_editor().split
        split.fold_findings(not checked)
        if not (split.is_low or self._is_full_screen):  # where they fold by themselves
            self._settings.shows_findings = checked

    def _follow_height(self, is_low: bool) -> None:
        """Fold the findings in a low window, until they are opened on purpose."""
        if not self._is_full_screen:
            self.checked.emit("findings", self._settings.shows_findings and not is_low)

    def _note_findings_height(self, pixels: int) -> None:
        self._settings.findings_height = pixels

    @command("review", "读取结果(&S)", keys=("F6",), checkable=True)
    def show_review(self, checked: bool) -> None:
        """Show or hide what was read from a foreign file."""
        panels = self._stack.require_editor().panels
        if not checked and panels.shows_review and panels.is_out_of_sight(panels.review):
            self.checked.emit("review", True)  # which shows it
        else:
            panels.show_review(checked)

    @command("last_year", "与上年对照(&L)", keys=("F7",))
    def compare_last_year(self) -> None:
        """Show or hide last year's report beside this one, where the report knows it."""
        editor = self._stack.require_editor()
        if editor.session.knows_last_year:
            editor.panels.show_writing(editor.panels.writing.last_year)
            self._settings.keeps_last_year = editor.panels.shows_last_year
        else:
            self.noticed.emit(NO_LAST_YEAR)

    def _forget_last_year(self) -> None:
        self._settings.keeps_last_year = False

    @command("outline", "提纲(&U)", keys=("Ctrl+G",))
    def show_outline(self) -> None:
        """Show or hide the outline of the report's headings."""
        editor = self._stack.require_editor()
        editor.panels.show_writing(editor.panels.writing.outline)

    @command("last_year_numbers", "在表中显示上年数字(&Z)", keys=("Shift+F7",), checkable=True)
    def show_last_year(self, checked: bool) -> None:
        """Show or hide last year's numbers in the tables."""
        editor = self._stack.require_editor()
        if editor.session.knows_last_year:
            editor.show_last_year(checked)
            self._settings.shows_last_year = checked
        elif checked:
            self.checked.emit("last_year_numbers", False)
            self.noticed.emit(NO_LAST_YEAR)

    @command("next_finding", "下一个问题(&N)", keys=("F4",))
    def next_finding(self) -> None:
        """Go to the next place to look at in what was just read, then to the next finding."""
        editor = self._stack.require_editor()
        if not editor.panels.step() and not editor.findings.step():
            self.noticed.emit("没有要处理的问题了。")

    @command("next_gap", "下一处没完成的(&M)", keys=("F5",))
    def next_gap(self) -> None:
        """Go to the next thing to be filled in."""
        self._stack.require_editor().go_to_gap()

    @command("full_screen", "全屏(&E)", keys=("F11",), checkable=True, needs=need_nothing)
    def show_full_screen(self, checked: bool) -> None:
        """Give the report the whole screen, with the findings folded; then all as it was."""
        editor = self._stack.editor
        if checked:
            self._opens_findings = editor is not None and not editor.split.is_folded
        self._is_full_screen = checked
        if editor is not None:
            self.checked.emit("findings", not checked and self._opens_findings)
        state = self._window.windowState()
        full = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full if checked else state & ~full)

    @command("zoom_in", "放大(&I)", keys=(Key.ZoomIn, "Ctrl+="), icon="zoom-in")
    def zoom_in(self) -> None:
        """Show the report larger."""
        self._zoom(min((each for each in ZOOMS if each > self._settings.zoom), default=ZOOMS[-1]))

    @command("zoom_out", "缩小(&O)", keys=(Key.ZoomOut,), icon="zoom-out")
    def zoom_out(self) -> None:
        """Show the report smaller."""
        self._zoom(max((each for each in ZOOMS if each < self._settings.zoom), default=ZOOMS[0]))

    @command("zoom_reset", "原始大小(&R)", keys=("Ctrl+Alt+0",))
    def zoom_reset(self) -> None:
        """Show the report in its natural size."""
        self._zoom(100)

    @command("next_tab", "下一页签(&X)", keys=("Ctrl+PgDown", "Ctrl+Tab"))
    def next_tab(self) -> None:
        """Go to the next tab."""
        self._step_tab(1)

    @command("previous_tab", "上一页签(&Y)", keys=("Ctrl+PgUp", "Ctrl+Shift+Tab"))
    def previous_tab(self) -> None:
        """Go to the tab before."""
        self._step_tab(-1)

    def _step_tab(self, step: int) -> None:
        editor = self._stack.require_editor()
        index = editor.tabs.currentIndex() + step
        editor.tabs.setCurrentIndex(index % editor.tabs.count())
        editor.focus_front()

    def _zoom(self, percent: int) -> None:
        self._settings.zoom = percent
        self.zoomChanged.emit(percent)
        self._stack.require_editor().set_zoom(percent)
