"""Notices that somebody else changed the report's file, when the clerk comes back to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from report_editor.common.problem import Problem
from report_editor.document.compare import describe_differences
from report_editor.files.fingerprint import Outside, read_fingerprint
from report_editor.ui.dialogs import messages
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workspace import background
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from report_editor.files.fingerprint import Fingerprint
    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.workspace.guard import Guard
    from report_editor.workspace.opening import Opened


class OutsideWatch(QObject):
    """A bar, never a silent reload: look, keep mine, take theirs, save as."""

    reloadRequested = Signal()
    saveAsRequested = Signal()

    def __init__(self, page: EditorPage, guard: Guard) -> None:
        """Watches the file of the page's session as long as the page lives."""
        super().__init__(page)
        self._page = page
        self._guard = guard
        self._bar: NoticeBar | None = None
        self._shown = Outside.SAME
        self._looking = False
        self._look_is_old = False
        guard.fileKnown.connect(self._on_known)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._on_state)

    def look(self) -> None:
        """Compares the file with what is known of it, in a worker's thread."""
        if self._looking or self._page.session.path is None:
            return
        self._looking, self._look_is_old = True, False
        background.start(
            self,
            lambda _job: self._guard.changed_outside(),
            done=self._looked,
            failed=self._failed,
        )

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()

    def _failed(self, error: Exception) -> None:
        self._looking = False
        raise error

    def _looked(self, outside: Outside) -> None:
        self._looking = False
        if self._look_is_old:
            self.look()
        else:
            self._show(outside)

    def _on_known(self) -> None:
        self._look_is_old = True  # what a look that is under way compares with
        self._show(Outside.SAME)

    def _show(self, outside: Outside) -> None:
        """Has the bar say how the file stands now; none says that all is well."""
        path = self._page.session.path
        if path is None or outside is self._shown:
            return
        self._shown = outside
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
        self._bar = None if outside is Outside.SAME else self._make_bar(path.name, outside)
        if self._bar is not None:
            self._page.add_notice(self._bar)

    def _make_bar(self, name: str, outside: Outside) -> NoticeBar:
        if outside is Outside.GONE:
            bar = NoticeBar(
                f"“{name}”不在原来的位置了，可能被移动、改名、删除，或者 U 盘、网络断开。"
                "这里的内容还在，请保存或另存。"
            )
        else:
            bar = NoticeBar(f"“{name}”在打开以后被其他程序或其他人改动过。")
            bar.add("看看有什么不同", self._show_differences, closes=False)
            bar.add("采用对方的", self.reloadRequested.emit, closes=False)
            bar.add("保留我的", self._keep_mine, closes=False)
        bar.add("另存为…", self.saveAsRequested.emit, closes=False)
        return bar

    def _show_differences(self) -> None:
        path = self._page.session.path
        if path is None:
            return

        def show(theirs: Opened) -> None:
            lines = describe_differences(self._page.session.document, theirs.document)
            text = "\n".join(lines) or "报告的内容没有不同。"
            messages.tell(self._page, "从这里的内容到文件里的内容：", text)

        def failed(error: Exception) -> None:
            if not isinstance(error, Problem):
                raise error
            messages.warn(self._page, str(error), "请先另存您的报告。")

        background.start(self, lambda _job: open_file(path), done=show, failed=failed)

    def _keep_mine(self) -> None:
        path = self._page.session.path
        if path is None:
            return

        def known(theirs: Fingerprint | None) -> None:
            if theirs is None:
                self._show(Outside.GONE)
            else:
                self._guard.accept_outside(theirs.sha256)

        background.start(self, lambda _job: read_fingerprint(path), done=known, failed=self._failed)
