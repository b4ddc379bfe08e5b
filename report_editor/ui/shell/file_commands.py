"""Commands of the menu 文件: begin, open, save, export, print, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from report_editor.common.resources import resource
from report_editor.ui.dialogs import messages
from report_editor.ui.shell.command import (
    Commands,
    Key,
    command,
    need_nothing,
    need_writable_file,
)
from report_editor.ui.shell.status_bar import SAVED
from report_editor.workspace import loading, saving
from report_editor.workspace.background import Cancelled
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.reader_ahead import ReaderAhead
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from report_editor.storage.recovery import Recoverable
    from report_editor.ui.dialogs.export_dialog import ExportDialog
    from report_editor.ui.dialogs.file_dialogs import FileDialogs
    from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
    from report_editor.ui.shell.window_settings import WindowSettings
    from report_editor.workspace.ahead import Ahead
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.workspace import Workspace

EXAMPLE = "示例报告.xlsx"


class FileCommands(Commands):
    """Commands for the report as a whole."""

    recovered = Signal(object)
    """Emitted with the ``Recoverable`` that was brought back."""
    targetChosen = Signal(object)
    """Emitted with a finding, or the address of a cell, of the report in work; None for none."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        dialogs: FileDialogs,
        settings: WindowSettings,
    ) -> None:
        super().__init__(window, workspace)
        self._dialogs = dialogs
        self._settings = settings

    @command("new", "新建(&N)…", keys=(Key.New,), icon="new", needs=need_nothing)
    async def new_report(self) -> None:
        """Begin a blank report."""
        from report_editor.ui.dialogs.new_report_dialog import NewReportDialog

        await self._leave()
        dialog = NewReportDialog(self._window)
        if dialog.exec():
            self._begin(Session(dialog.make_document(), saved=False))

    @command(
        "rollover",
        "以上年报告新建(&R)…",
        keys=("Ctrl+Shift+N",),
        icon="previous-year",
        needs=need_nothing,
    )
    async def new_from_last_year(self) -> None:
        """Begin this year's report from last year's: the one in work, or whatever file it is."""
        await self._begin_from(None)

    def begin_from(self, path: Path) -> None:
        """Begin this year's report from a file of last year's."""
        self.start(self._begin_from(path))

    async def _begin_from(self, path: Path | None) -> None:
        from report_editor.ui.dialogs.rollover_dialog import Answer
        from report_editor.workspace.last_year import summarise_carried

        self._refuse_while_busy()
        if path is not None:
            last = await loading.read_last_year(self.workspace, path)
            self._dialogs.folder = path.parent  # as if it had been chosen there
        else:
            last = await loading.take_last_year(self.workspace) or await self._read_last_year()
        dialog = self._ask_about(last)
        while dialog and dialog.answer is Answer.ANOTHER:
            last = await self._read_last_year()
            dialog = self._ask_about(last)
        if dialog and dialog.answer is Answer.CORRECT:
            await self._correct(last, dialog.target)
            return
        await self._leave()
        year = dialog.year.value() if dialog else None
        report = loading.begin_from_last_year(self.workspace, last, year)
        words = summarise_carried(last, report.session.document)
        self.noticed.emit(f"{words}，F6 看详情。")

    async def _read_last_year(self) -> LastYear:
        with ReaderAhead() as ahead:
            path = self._dialogs.ask_open("选择上年的报告")
            if path is None:
                raise Cancelled
            return await loading.read_last_year(self.workspace, path, ahead)

    def _ask_about(self, last: LastYear) -> RolloverDialog | None:
        """Show what is to be seen of last year's report; None where that is nothing.

        The one in work is shown in any case: another could be meant.

        Raises:
            Cancelled: The user does not want to go on.
        """
        from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
        from report_editor.workspace.last_year import get_calendar_year, get_year_due_now

        if last.path is not None and not last.has_news(get_calendar_year(), get_year_due_now()):
            return None
        dialog = RolloverDialog(last, self._window)
        if not dialog.exec():
            raise Cancelled
        return dialog

    async def _correct(self, last: LastYear, target: object) -> None:
        """Show a place of last year's report, which is opened unless it is in work."""
        if last.path is not None:
            await self.open_file(last.path)
        self.targetChosen.emit(target)

    @command("open", "打开(&O)…", keys=(Key.Open,), icon="open", needs=need_nothing)
    async def open_report(self) -> None:
        """Ask for a file and open it."""
        await self._leave()
        with ReaderAhead() as ahead:
            if path := self._dialogs.ask_open("打开报告"):
                await loading.open_report(self.workspace, path, ahead)

    @command("paste_report", "粘贴报告(&T)", needs=need_nothing)
    async def paste_report(self) -> None:
        """Open a whole report that was copied in WPS, Word or a browser."""
        await self._leave()
        content = QGuiApplication.clipboard().mimeData()
        await loading.open_copied(self.workspace, content.html(), content.text())

    @command("example", "打开示例(&E)", needs=need_nothing)
    async def open_example(self) -> None:
        """Open the example that comes with the program, as a new document."""
        await self._leave()
        example = await loading.read_file(self.workspace, resource("examples", EXAMPLE))
        self._begin(Session(example.document))

    def open_path(self, path: Path) -> None:
        """Open a file that was dropped, listed or named at the start."""
        self.start(self.open_file(path))

    def reload(self, path: Path) -> None:
        """Open the report's file again; what is here stays until that could be read."""
        report = self.workspace.report
        question = "这里还没有保存的修改会被放弃。确定采用文件里的内容吗？"
        is_dirty = report is not None and report.session.is_dirty
        if not is_dirty or messages.confirm(self._window, question, "采用对方的"):
            self.start(self._reload(path))

    def recover(self, found: Recoverable) -> None:
        """Bring back what was not saved when the program went down."""
        self.start(self._recover(found))

    async def open_file(self, path: Path, ahead: Ahead | None = None) -> None:
        """Open a file, which may be being read already; return when it is in work."""
        await self._leave()
        await loading.open_report(self.workspace, path, ahead)

    async def _reload(self, path: Path) -> None:
        await loading.open_report(self.workspace, path)

    async def _recover(self, found: Recoverable) -> None:
        await self._leave()
        notes = await loading.recover(self.workspace, found)
        self.recovered.emit(found)
        words = f"已恢复 {found.changes} 处修改，请核对后保存。"
        messages.inform(self._window, words, "\n".join(notes))

    @command("save", "保存(&S)", keys=(Key.Save,), icon="save", needs=need_writable_file)
    async def save(self) -> None:
        """Save to the report's file; ask for a name the first time."""
        await self._save(under_new_name=False)

    @command("save_as", "另存为(&A)…", keys=("Ctrl+Shift+S", "F12"), icon="save-as")
    async def save_as(self) -> None:
        """Save under a new name."""
        await self._save(under_new_name=True)

    async def _save(self, *, under_new_name: bool) -> None:
        report = self.workspace.report
        assert report is not None
        path = await saving.save(self.workspace, under_new_name=under_new_name)
        self.noticed.emit(f"{SAVED}“{path.name}”。")
        if report.session.is_file_read_only:
            await loading.open_report(self.workspace, path)  # the copy can be written

    @command("versions", "历史版本(&H)…", icon="history")
    async def show_versions(self) -> None:
        """List earlier versions of the report's file; one opens as a new document."""
        from report_editor.ui.dialogs.versions_dialog import VersionsDialog

        session = self.commit()
        if session.path is None:
            self.noticed.emit("这份报告还没有保存过，没有历史版本。")
            return
        versions = await loading.find_versions(self.workspace, session.path)
        dialog = VersionsDialog(session.path.name, versions, session.document, self._window)
        if dialog.exec() and (chosen := dialog.chosen) is not None:
            await self._leave()
            self._begin(Session(chosen))  # the version stays where it is, whatever is done here

    @command("export", "导出(&E)…", keys=("Ctrl+E",), icon="export-pdf")
    def export_report(self) -> None:
        """Write the report to files for others, in the formats that the user chooses."""
        settings = self._settings
        dialog = self._show_export(settings.export_kind)
        if dialog.written is not None:
            settings.export_kind = dialog.kinds.kind.key

    @command("picture", "图解(&G)…")
    def export_picture(self) -> None:
        """Write the page that explains the report by its numbers, as a picture or as a PDF."""
        from report_editor.ui.dialogs.export_kinds import PICTURE_KEY

        self._show_export(PICTURE_KEY)

    def _show_export(self, kind: str) -> ExportDialog:
        from report_editor.ui.dialogs.export_dialog import ExportDialog

        self.commit().check_now()
        dialog = ExportDialog(self.workspace, self._dialogs, self._window)
        dialog.begin_with(kind, self._settings.export_folder)
        dialog.exec()
        if dialog.written is not None:
            self._settings.export_folder = str(dialog.written.parent)
        dialog.deleteLater()
        return dialog

    @command("copy_for_site", "复制到网站(&W)")
    async def copy_for_site(self) -> None:
        """Copy the whole report in the form that the editor of a site keeps."""
        from report_editor.exporters.options import PublicationOptions
        from report_editor.ui.dialogs.site_clipboard import copy_for_site

        session = self.commit()
        session.check_now()
        words, notes = await copy_for_site(session, PublicationOptions())
        self.noticed.emit(words)
        if notes:
            messages.inform(self._window, words, "\n".join(notes))

    @command("print_preview", "打印预览(&V)", keys=("Ctrl+Shift+P",))
    def show_preview(self) -> None:
        """Show the paper as it will be printed."""
        self._show_paper(prints=False)

    @command("print", "打印(&P)…", keys=(Key.Print,), icon="print")
    def print_report(self) -> None:
        """Show the paper and ask for a printer."""
        self._show_paper(prints=True)

    def _show_paper(self, *, prints: bool) -> None:
        from report_editor.ui.dialogs.print_preview import PrintPreview

        session = self.commit()
        session.check_now()
        dialog = PrintPreview(session, self._window, prints=prints)
        dialog.exec()
        dialog.deleteLater()

    @command("close_report", "关闭报告(&C)", keys=(Key.Close,))
    async def close_report(self) -> None:
        """Go back to the start page."""
        await self._leave()
        self.workspace.begin(None)

    @command("quit", "退出(&X)", keys=("Ctrl+Q",), needs=need_nothing)
    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    async def _leave(self) -> None:
        """Ask about unsaved changes before another report takes the place of this one.

        Raises:
            Cancelled: The user wants to stay, or a file is being read or written.
        """
        self._refuse_while_busy()
        await saving.leave(self.workspace)

    def _refuse_while_busy(self) -> None:
        if self.workspace.is_busy and not self.workspace.is_stalled:
            self.noticed.emit("正在读写文件，请稍等，完成后再试。")
            raise Cancelled

    def _begin(self, session: Session) -> None:
        self.workspace.begin(OpenReport(session))
