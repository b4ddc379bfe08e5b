"""文件: beginning, opening, saving, printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from report_editor.common.resources import resource
from report_editor.document.rollover import roll_over
from report_editor.ui.dialogs import messages
from report_editor.ui.dialogs.export_done import show_exported
from report_editor.ui.dialogs.new_report_dialog import NewReportDialog
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.exporters.pdf.paper import Pdf
    from report_editor.storage.versions import Version
    from report_editor.ui.shell.files import Loaded
    from report_editor.ui.shell.window import MainWindow

EXAMPLE = "示例报告.xlsx"


class FileCommands(QObject):
    """Everything in the menu 文件."""

    def __init__(self, window: MainWindow) -> None:
        """Acts on a window and the report in it."""
        super().__init__(window)
        self._window = window

    def new_report(self) -> None:
        """Begins a blank report."""

        def begin() -> None:
            dialog = NewReportDialog(self._window)
            if dialog.exec():
                self._window.begin(Session(dialog.document(), saved=False))

        self._window.leave(begin)

    def new_from_last_year(self) -> None:
        """Begins this year's report from last year's, whatever file that is."""

        def show(loaded: Loaded) -> None:
            last = loaded.opened.document
            if last.year is None:
                messages.warn(
                    self._window,
                    "这份报告里没有认出年度，不能以它新建下一年的报告。",
                    "请先打开它，在“基本信息”里填上报告年度并保存，再以它新建。",
                )
                return
            self._window.begin(Session(roll_over(last), saved=False))
            self._window.status.show_notice(
                "已从上年报告新建：结转数字已带入，文字中的数字待核实。"
            )

        def begin() -> None:
            if path := self._window.files.ask_open("选择上年的报告"):
                self._window.files.open(path, show, to_edit=False)

        self._window.leave(begin)

    def open_report(self) -> None:
        """Asks for a file and opens it."""

        def begin() -> None:
            if path := self._window.files.ask_open("打开报告"):
                self._window.read(path)

        self._window.leave(begin)

    def open_path(self, path: Path) -> None:
        """Opens a file."""
        self._window.leave(lambda: self._window.read(path))

    def open_example(self) -> None:
        """Opens the example that comes with the program, as a new document."""
        example = resource("examples", EXAMPLE)

        def show(loaded: Loaded) -> None:
            self._window.begin(Session(loaded.opened.document))

        self._window.leave(lambda: self._window.files.open(example, show, to_edit=False))

    def paste_report(self) -> None:
        """Reads a whole report that was copied in WPS, Word or a browser."""

        def begin() -> None:
            content = QGuiApplication.clipboard().mimeData()
            self._window.files.read_clipboard(
                content.html(), content.text(), self._window.show_loaded
            )

        self._window.leave(begin)

    def close_report(self) -> None:
        """Goes back to the start page."""
        self._window.leave(lambda: self._window.show_session(None))

    def forget_recent(self, path: Path) -> None:
        """Takes a file from the recent ones; the file itself stays."""
        self._window.memory.forget(path)
        self._window.start.show_recent(self._window.memory.recent())

    def forget_all_recent(self) -> None:
        """Empties the list of recent files."""
        self._window.memory.forget_all()
        self._window.start.show_recent([])

    def save(self, *, ask: bool = False, then: Callable[[], object] | None = None) -> None:
        """Saves to the report's file; asks for a name the first time, or where it must.

        ``then`` is called once everything is on the disk.
        """
        session = self._window.ready_session()
        if session is None or self._window.guard is None:
            return
        path = session.path
        if ask or path is None or session.read_only:
            path = self._window.files.ask_save(session)
        if path is None:
            return

        def done() -> None:
            self._window.show_title()
            self._window.memory.opened(path, session.document.title)
            self._window.status.show_notice(f"已保存“{path.name}”")
            if then is not None:
                then()
            elif session.read_only:  # the copy can be written
                self._window.read(path)

        self._window.files.save(session, self._window.guard, path, done)

    def save_as(self) -> None:
        """Saves under a new name."""
        self.save(ask=True)

    def export_pdf(self) -> None:
        """Makes the paper and writes it to a PDF file."""
        from report_editor.ui.dialogs.export_dialog import ExportDialog

        session = self._window.ready_session()
        if session is None:
            return
        dialog = ExportDialog(session, "导出", self._window)
        if not dialog.exec():
            return
        path = self._window.files.ask_pdf(session)
        if path is None:
            return

        def write(pdf: Pdf) -> None:
            self._window.files.write(
                pdf.data, path, lambda: show_exported(self._window, path, pdf.notes)
            )

        self._window.files.make_pdf(
            session, dialog.options(), self._window.status.show_progress, write
        )

    def print_report(self) -> None:
        """Makes the paper and shows it as it will be printed."""
        from report_editor.ui.dialogs.export_dialog import ExportDialog
        from report_editor.ui.dialogs.printing import print_pages

        session = self._window.ready_session()
        if session is None:
            return
        dialog = ExportDialog(session, "打印", self._window)
        if dialog.exec():
            self._window.files.make_pdf(
                session,
                dialog.options(),
                self._window.status.show_progress,
                lambda pdf: print_pages(self._window, pdf, session.document.title),
            )

    def show_versions(self) -> None:
        """Lists earlier versions of the report's file; one opens as a new document."""
        session = self._window.ready_session()
        if session is None:
            return
        if session.path is None:
            self._window.status.show_notice("这份报告还没有保存过，没有历史版本。")
            return
        path = session.path

        def show(kept: list[Version]) -> None:
            from report_editor.ui.dialogs.versions_dialog import VersionsDialog

            dialog = VersionsDialog(path.name, kept, session.document, self._window)
            if dialog.exec() and (chosen := dialog.chosen) is not None:
                self._window.leave(lambda: self._window.begin(Session(chosen, saved=False)))

        self._window.files.list_versions(path, show)
