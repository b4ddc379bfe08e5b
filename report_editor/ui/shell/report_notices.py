"""Notices above the report in work: the state of its file, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from report_editor.common.problem import Problem
from report_editor.files.fingerprint import Outside
from report_editor.ui.dialogs import messages
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.ui.widgets.read_only import READ_ONLY
from report_editor.workspace.background import in_background, start
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.workspace.open_report import OpenReport


class ReportNotices(QObject):
    """Bars above a report as long as its page lives; nothing is reloaded unasked."""

    saveAsRequested = Signal()
    reloadRequested = Signal(object)
    """Emitted with the file that the user wants instead of what is in work."""

    takeBackRequested = Signal()
    recordsRequested = Signal()

    def __init__(self, page: EditorPage, report: OpenReport) -> None:
        super().__init__(page)
        self._page = page
        self._report = report
        self._trouble: NoticeBar | None = None
        self._outside: NoticeBar | None = None
        self._final: NoticeBar | None = None
        if report.session.is_file_read_only:
            self._add_bar(READ_ONLY, can_save_as=True)
        if report.office and report.session.path is not None:
            bar = self._add_bar(
                f"“{report.session.path.name}”好像还在 {report.office} 里打开着，"
                "请在那边关闭，以免互相覆盖。"
            )
            bar.add("知道了", lambda: None)
        self._show_final()
        report.session.finalChanged.connect(self._show_final)
        report.trouble.connect(self._show_trouble)
        report.outsideChanged.connect(self._show_outside)
        report.savedLate.connect(self._show_late_save)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._on_state)

    def _add_bar(self, sentence: str, *, can_save_as: bool = False) -> NoticeBar:
        bar = NoticeBar(sentence)
        if can_save_as:
            bar.add("另存为…", self.saveAsRequested.emit, closes=False)
        self._page.add_notice(bar)
        return bar

    def _show_final(self) -> None:
        """Say who made the report final, and whether it still is what was signed."""
        if self._final is not None:
            self._final.close()
            self._final = None
        session = self._report.session
        if session.final is None:
            return
        from report_editor.exporters.printed_content import is_as_signed
        from report_editor.workspace.verification import describe_final

        code, is_signed = session.final.code, is_as_signed(session.document)
        bar = self._final = NoticeBar(describe_final(session.document), is_warning=not is_signed)
        if not is_signed:
            bar.add("看看有什么不同", lambda: start(self, self._compare_signed(code)), closes=False)
        if not session.is_file_read_only:
            bar.add("撤回定稿…", self.takeBackRequested.emit, closes=False)
        bar.add("定稿记录…", self.recordsRequested.emit, closes=False)
        self._page.add_standing_notice(bar)

    async def _compare_signed(self, code: str) -> None:
        """Show what is different from the version that was signed, where that is kept."""
        from report_editor.document.compare import describe_differences
        from report_editor.workspace.verification import read_version

        path, document = self._report.session.path, self._report.session.document
        signed = await in_background(lambda: read_version(code, path))
        if signed is None:
            messages.warn(self._page, "签发的那一版没有保留在这台电脑上，不能比较。")
            return
        text = "\n".join(describe_differences(signed, document)) or "报告的内容没有不同。"
        messages.inform(self._page, "从签发的内容到现在的内容：", text)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._report.look_outside()

    def _show_late_save(self, sentence: str) -> None:
        """Say that a save which was given up wrote its file all the same."""
        self._add_bar(sentence).add("知道了", lambda: None)

    def _show_trouble(self, sentence: str) -> None:
        """Say that the journal cannot be written; an empty sentence: it can again."""
        if self._trouble is not None:
            self._trouble.close()
        self._trouble = self._add_bar(sentence, can_save_as=True) if sentence else None

    def _show_outside(self, state: Outside) -> None:
        """Say how the file stands now; no bar means that all is well."""
        if self._outside is not None:
            self._outside.close()
        self._outside = None
        path = self._report.session.path
        if path is None or state is Outside.SAME:
            return
        if state is Outside.GONE:
            self._outside = self._add_bar(
                f"“{path.name}”不在原来的位置了，可能被移动、改名、删除，或者 U 盘、网络断开。"
                "这里的内容还在，请保存或另存。",
                can_save_as=True,
            )
            return
        bar = self._outside = NoticeBar(f"“{path.name}”在打开以后被其他程序或其他人改动过。")
        bar.add("看看有什么不同", lambda: start(self, self._compare(path)), closes=False)
        bar.add("采用对方的", lambda: self.reloadRequested.emit(path), closes=False)
        bar.add("保留我的", self._report.keep_mine, closes=False)
        bar.add("另存为…", self.saveAsRequested.emit, closes=False)
        self._page.add_notice(bar)

    async def _compare(self, path: Path) -> None:
        """Show what is different in the file."""
        from report_editor.document.compare import describe_differences

        try:
            theirs = await in_background(lambda: open_file(path))
        except Problem as problem:
            messages.warn(self._page, str(problem), "请先另存您的报告。")
            return
        lines = describe_differences(self._report.session.document, theirs.document)
        text = "\n".join(lines) or "报告的内容没有不同。"
        messages.inform(self._page, "从这里的内容到文件里的内容：", text)
