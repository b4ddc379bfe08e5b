"""查看: what of the report is shown, and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from report_editor.ui.shell.window import MainWindow

ZOOMS = (75, 90, 100, 110, 125, 150, 175, 200)


class ViewCommands(QObject):
    """Everything in the menu 查看."""

    def __init__(self, window: MainWindow) -> None:
        """Acts on a window and the report in it."""
        super().__init__(window)
        self._window = window
        self.zoom = window.memory.zoom
        """In percent."""
        self.shows_findings = window.memory.shows_findings
        self.shows_last_year = window.memory.shows_last_year
        """Only a report begun from last year's has numbers to show."""
        window.status.show_zoom(self.zoom)

    def show_findings(self, shown: bool) -> None:
        """Shows or hides the list of findings."""
        if self._window.editor:
            self._window.editor.findings.setVisible(shown)
            self.shows_findings = shown

    def show_last_year(self, shown: bool) -> None:
        """Shows or hides last year's numbers in the tables."""
        if self._window.editor is None:
            return
        if self._window.editor.session.knows_last_year:
            self._window.editor.show_last_year(shown)
            self.shows_last_year = shown
        elif shown:
            self._window.commands["last_year_numbers"].setChecked(False)
            self._window.status.show_notice(self._no_last_year())

    def show_review(self, shown: bool) -> None:
        """Shows or hides what was read from a foreign file."""
        if self._window.editor:
            self._window.editor.review.setVisible(shown)

    def next_finding(self) -> None:
        """Goes to the next thing found."""
        if self._window.editor and not self._window.editor.findings.step():
            self._window.status.show_notice("没有要处理的问题了。")

    def compare_last_year(self) -> None:
        """Shows both years side by side, where the report knows last year's."""
        session = self._window.ready_session()
        if session is None:
            return
        if not session.knows_last_year:
            self._window.status.show_notice(self._no_last_year())
            return
        from report_editor.ui.dialogs.last_year_dialog import LastYearDialog

        LastYearDialog(session.document, self._window).exec()

    def _no_last_year(self) -> str:
        return "这份报告里没有上年的内容。用“文件 › 以上年报告新建”得到的报告才能对照。"

    def zoom_in(self) -> None:
        """Shows the report larger."""
        self._set_zoom(next((each for each in ZOOMS if each > self.zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Shows the report smaller."""
        self._set_zoom(next((each for each in reversed(ZOOMS) if each < self.zoom), ZOOMS[0]))

    def zoom_reset(self) -> None:
        """Shows the report in its natural size."""
        self._set_zoom(100)

    def next_tab(self) -> None:
        """Goes to the next tab."""
        self._step_tab(1)

    def previous_tab(self) -> None:
        """Goes to the tab before."""
        self._step_tab(-1)

    def _step_tab(self, step: int) -> None:
        if self._window.editor:
            tabs = self._window.editor.tabs
            tabs.setCurrentIndex((tabs.currentIndex() + step) % tabs.count())

    def _set_zoom(self, percent: int) -> None:
        self.zoom = percent
        self._window.status.show_zoom(percent)
        if self._window.editor:
            self._window.editor.set_zoom(percent)
