"""Opening, saving and exporting, with every disk access in another thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from report_editor.opening import Opened, open_clipboard, open_file
from report_editor.problem import Problem
from report_editor.storage.atomic import write_atomically
from report_editor.ui import background, messages

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.exporters.pdf import Pdf, PdfOptions
    from report_editor.ui.session import Session

OPEN_FILTER = (
    "所有能打开的文件 (*.xlsx *.xlsm *.docx *.doc *.wps *.et *.xls *.rtf *.odt *.ods *.pdf"
    " *.html *.htm *.mht *.mhtml *.txt *.md *.csv *.json);;所有文件 (*)"
)
SAVE_FILTER = "年度报告 (*.xlsx)"
PDF_FILTER = "PDF 文件 (*.pdf)"
_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))
_LONGEST_NAME = 80
"""Characters of a proposed name: within the 255 bytes a file system takes for one."""


class Files(QObject):
    """The window's way to the disk. One piece of work at a time; the window says what runs."""

    busy = Signal(str)
    """What is being done, for the status bar; empty when it is over."""

    def __init__(self, window: QWidget) -> None:
        """Works for a window, which is the parent of every dialog."""
        super().__init__(window)
        self._window = window
        self._running = 0

    @property
    def is_busy(self) -> bool:
        """Whether something is being read or written."""
        return self._running > 0

    # ------------------------------------------------------------------ open

    def ask_open(self, title: str) -> Path | None:
        """Asks which file to open."""
        dialog = QFileDialog(self._window, title, "", self.tr(OPEN_FILTER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def open(self, path: Path, then: Callable[[Opened], None]) -> None:
        """Reads a file of any format; what it says goes to ``then``."""
        self._run(
            self.tr("正在打开“{name}”……").format(name=path.name),
            lambda _job: open_file(path),
            then,
        )

    def read_clipboard(self, html: str, text: str, then: Callable[[Opened], None]) -> None:
        """Reads a report copied in another program."""
        self._run(self.tr("正在读取剪贴板……"), lambda _job: open_clipboard(html, text), then)

    # ------------------------------------------------------------------ save

    def ask_save(self, session: Session) -> Path | None:
        """Asks under which name to save; proposes the official title."""
        return self._ask_target(
            self.tr("保存年度报告"), SAVE_FILTER, ".xlsx", proposed_name(session, ".xlsx"), session
        )

    def save(self, session: Session, path: Path, then: Callable[[], None]) -> None:
        """Writes the report's own file, verified; calls ``then`` when it is on the disk."""
        state = session.history.begin_save()
        document = session.document.copy()

        def work(_job: background.Job) -> None:
            from report_editor.storage.report_file import save_report

            save_report(document, path)

        def done(_outcome: object) -> None:
            session.saved_to(path, state)
            then()

        self._run(
            self.tr("正在保存“{name}”……").format(name=path.name),
            work,
            done,
        )

    # ------------------------------------------------------------------ paper

    def ask_pdf(self, session: Session) -> Path | None:
        """Asks under which name to export."""
        return self._ask_target(
            self.tr("导出 PDF"), PDF_FILTER, ".pdf", proposed_name(session, ".pdf"), session
        )

    def make_pdf(
        self,
        session: Session,
        options: PdfOptions,
        progressed: Callable[[float], None],
        then: Callable[[Pdf], None],
    ) -> None:
        """Lays the report out; the pages go to ``then``."""
        document = session.document.copy()

        def work(job: background.Job) -> Pdf:
            from report_editor.exporters.pdf import pdf_bytes

            return pdf_bytes(document, options, job.progressed.emit)

        self._run(
            self.tr("正在排版……"),
            work,
            then,
            progressed,
        )

    def write(self, data: bytes, path: Path, then: Callable[[], None]) -> None:
        """Writes an exported file."""
        self._run(
            self.tr("正在写“{name}”……").format(name=path.name),
            lambda _job: write_atomically(path, data),
            lambda _none: then(),
        )

    # ------------------------------------------------------------------ how

    def _ask_target(
        self, title: str, filters: str, ending: str, name: str, session: Session
    ) -> Path | None:
        folder = session.path.parent if session.path else Path.home()
        dialog = QFileDialog(self._window, title, str(folder), self.tr(filters))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def _run(
        self,
        words: str,
        work: Callable[[background.Job], object],
        done: Callable[..., None],
        progressed: Callable[[float], None] | None = None,
    ) -> None:
        self._running += 1
        self.busy.emit(words)

        def over() -> None:
            self._running -= 1
            if not self._running:
                self.busy.emit("")

        def finished(outcome: object) -> None:
            over()
            done(outcome)

        def failed(error: Exception) -> None:
            over()
            self._tell(error)

        background.start(self, work, done=finished, failed=failed, progressed=progressed)

    def _tell(self, error: Exception) -> None:
        """A known problem is a sentence; anything else is a fault of ours and says so calmly."""
        if isinstance(error, Problem):
            messages.warn(self._window, str(error))
        else:
            raise error


def proposed_name(session: Session, ending: str) -> str:
    """A file name for the report: its title, without what a file system refuses."""
    if session.path is not None:
        return session.path.with_suffix(ending).name
    return session.document.title.translate(_UNFIT)[:_LONGEST_NAME].strip(" ._") + ending
