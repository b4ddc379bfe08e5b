"""Opening, saving and exporting, with every disk access in another thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from report_editor.common.problem import Problem
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Outside
from report_editor.files.user_folders import user_folders
from report_editor.storage import lock, versions
from report_editor.storage.recovery import recover
from report_editor.ui.dialogs import messages
from report_editor.workspace import background
from report_editor.workspace.opening import Opened, open_clipboard, open_file
from report_editor.workspace.reading import ReadingWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.exporters.pdf.paper import Pdf, PdfOptions
    from report_editor.storage.recovery import Recoverable, Recovered
    from report_editor.storage.versions import Version
    from report_editor.workspace.guard import Guard, Written
    from report_editor.workspace.session import Session

SAVE_FILTER = "年度报告 (*.xlsx)"
PDF_FILTER = "PDF 文件 (*.pdf)"
_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))
_LONGEST_NAME = 80
"""Characters of a proposed name: within the 255 bytes a file system takes for one."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as opened, and who else has it."""

    opened: Opened
    name: str
    path: Path | None
    """The report's own file; None for somebody else's, which a save does not touch."""
    held: lock.Acquired | None = None
    office: str = ""
    """The office program that seems to have the file open."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What the disk holds before a save."""

    outside: Outside
    holder: lock.Holder | None
    """Who else has the file open that is to be replaced."""
    sheets: bytes | None
    """The file whose user-added sheets are carried over."""
    warning: str
    """A Chinese sentence where they cannot be."""


class Files(QObject):
    """The window's way to the disk. One piece of work at a time; the window says what runs."""

    busy = Signal(str)
    """What is being done, for the status bar; empty when it is over."""

    def __init__(self, window: QWidget) -> None:
        """Works for a window, which is the parent of every dialog."""
        super().__init__(window)
        self._window = window
        self._running = 0
        self._waiting: list[Callable[[], None]] = []
        self._warned: list[str] = []
        """What the last save warned of."""
        self._folder = Path.home()
        """Where the last file was chosen."""
        self.reading = ReadingWatch(self)

    @property
    def is_busy(self) -> bool:
        """Whether something is being read or written."""
        return self._running > 0

    # ------------------------------------------------------------------ open

    def ask_open(self, title: str) -> Path | None:
        """Asks which file to open."""
        from report_editor.importers.readers import ENDINGS  # with the first dialog, not at start

        patterns = " ".join(f"*{ending}" for ending in (*ENDINGS, ".json"))
        kinds = f"所有能打开的文件 ({patterns});;所有文件 (*)"
        dialog = QFileDialog(self._window, title, str(self._folder), kinds)
        _in_chinese(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if not dialog.exec():
            return None
        chosen = Path(dialog.selectedFiles()[0])
        self._folder = chosen.parent
        return chosen

    def open(self, path: Path, then: Callable[[Loaded], None], *, to_edit: bool = True) -> None:
        """Reads a file of any format; the outcome goes to ``then``.

        The report's own file is locked, unless only its content is wanted.
        """

        def work(_job: background.Job) -> Loaded:
            opened = open_file(path, self.reading.follow)
            if not opened.own or not to_edit:
                return Loaded(opened, path.name, None)
            return Loaded(opened, path.name, path, _locked(path), lock.opened_by_office(path))

        self._run(f"正在打开“{path.name}”……", work, then)

    def take_over(self, path: Path, then: Callable[[lock.Lock | lock.NoLock], None]) -> None:
        """Takes over the lock of a file that somebody else has open; the user has chosen to."""
        words = f"正在打开“{path.name}”……"
        self._run(words, lambda _job: lock.steal(path), then)

    def recover(
        self, found: Recoverable, then: Callable[[Recovered, lock.Acquired | None], None]
    ) -> None:
        """Brings back what was not saved; the outcome, with the lock of its file, to ``then``."""

        def work(_job: background.Job) -> tuple[Recovered, lock.Acquired | None]:
            recovered = recover(found)
            path = recovered.path
            return recovered, None if path is None else _locked(path)

        self._run("正在恢复没有保存的修改……", work, lambda outcome: then(*outcome))

    def read_clipboard(self, html: str, text: str, then: Callable[[Loaded], None]) -> None:
        """Reads a report copied in another program."""
        name = "剪贴板"
        self._run(
            "正在读取剪贴板……",
            lambda _job: Loaded(open_clipboard(html, text), name, None),
            then,
        )

    # ------------------------------------------------------------------ save

    def ask_save(self, session: Session) -> Path | None:
        """Asks under which name to save; proposes the official title."""
        return self._ask_target(
            "保存年度报告", SAVE_FILTER, ".xlsx", proposed_name(session, ".xlsx"), session
        )

    def save(self, session: Session, guard: Guard, path: Path, then: Callable[[], None]) -> None:
        """Writes the report's own file, verified; calls ``then`` when it is on the disk.

        First the disk is asked what it holds, in a worker's thread. Then the bytes are made in
        the window's thread, so that what is saved is one state of the report, and written in a
        worker's thread again.
        """
        if self.is_busy:  # two saves at once could end in the wrong order
            self._waiting.append(lambda: self.save(session, guard, path, then))
            return
        if guard.is_over:
            return
        words = f"正在保存“{path.name}”……"

        def look(_job: background.Job) -> _Before:
            here = path == session.path
            outside = guard.changed_outside() if here else Outside.SAME
            holder = None if here else lock.holder(path)
            return _Before(outside, holder, *_sheets_to_keep(session.path, path))

        def looked(before: _Before) -> None:
            if self._may_replace(path.name, before):
                self._write_report(session, guard, path, before, words, then)

        self._run(words, look, looked)

    def _may_replace(self, name: str, before: _Before) -> bool:
        """Whether nobody else's work is in the file, or the user replaces it knowingly."""
        if before.outside is Outside.CHANGED:
            return messages.confirm_overwrite(self._window, name)
        if before.holder is not None:
            question = (
                f"“{name}”正由{before.holder.words}打开着。\n"
                "继续保存会替换对方正在编辑的文件。也可以取消，换一个名字保存。"
            )
            return messages.confirm(self._window, question, "仍然保存")
        return True

    def _write_report(
        self,
        session: Session,
        guard: Guard,
        path: Path,
        before: _Before,
        words: str,
        then: Callable[[], None],
    ) -> None:
        from report_editor.workbook.report_file import report_bytes

        state = session.history.begin_save()
        document = session.document.copy()
        try:
            data = report_bytes(document, before.sheets)
        except Problem as problem:
            self._tell(problem)
            return
        place = guard.begin_save(path, data)

        def done(written: Written) -> None:
            guard.saved(path, document, place, written)
            if guard.is_over:
                return
            session.saved_to(path, state)
            self._warn_of([before.warning, written.saved.warning])
            then()

        self._run(words, lambda _job: guard.write(path, data), done)

    def list_versions(self, path: Path, then: Callable[[list[Version]], None]) -> None:
        """Finds the versions kept of a report; they go to ``then``."""
        backups = user_folders().backups
        self._run(
            "正在查找历史版本……",
            lambda _job: versions.list_versions(path, backups),
            then,
        )

    def _warn_of(self, warnings: list[str]) -> None:
        """Says what a save could not do beside; not at each save what was just said."""
        for each in warnings:
            if each and each not in self._warned:
                messages.warn(self._window, each)
        self._warned = warnings

    # ------------------------------------------------------------------ paper

    def ask_pdf(self, session: Session) -> Path | None:
        """Asks under which name to export."""
        return self._ask_target(
            "导出 PDF", PDF_FILTER, ".pdf", proposed_name(session, ".pdf"), session
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
            from report_editor.exporters.pdf.paper import pdf_bytes

            return pdf_bytes(document, options, job.progressed.emit)

        self._run(
            "正在排版……",
            work,
            then,
            progressed,
        )

    def write(self, data: bytes, path: Path, then: Callable[[], None]) -> None:
        """Writes an exported file."""
        self._run(
            f"正在写“{path.name}”……",
            lambda _job: write_atomically(path, data),
            lambda _none: then(),
        )

    # ------------------------------------------------------------------ how

    def _ask_target(
        self, title: str, filters: str, ending: str, name: str, session: Session
    ) -> Path | None:
        folder = session.path.parent if session.path else self._folder
        dialog = QFileDialog(self._window, title, str(folder), filters)
        _in_chinese(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(name)
        if not dialog.exec():
            return None
        chosen = Path(dialog.selectedFiles()[0])
        if chosen.suffix.lower() == ending:
            return chosen
        # A paper must not take the place of a report, nor a report that of a Word file.
        chosen = chosen.with_name(f"{chosen.name}{ending}")
        question = f"“{chosen.name}”已经存在。要替换它吗？"
        may = not chosen.exists() or messages.confirm(self._window, question, "替换")
        return chosen if may else None

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
            try:
                done(outcome)
            finally:
                self._go_on()

        def failed(error: Exception) -> None:
            over()
            try:
                self._tell(error)
            finally:
                self._go_on()

        background.start(self, work, done=finished, failed=failed, progressed=progressed)

    def _go_on(self) -> None:
        """Begins what had to wait."""
        if self._waiting and not self.is_busy:
            self._waiting.pop(0)()

    def _tell(self, error: Exception) -> None:
        """A known problem is a sentence; anything else is a fault of ours and says so calmly."""
        if self.reading.was_cancelled():
            return
        if isinstance(error, Problem):
            messages.warn(self._window, str(error))
        else:
            raise error


def _in_chinese(dialog: QFileDialog) -> None:
    """Says what Qt's own translation leaves in English, and names kinds of files in words."""
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # so many endings fit no line
    label = QFileDialog.DialogLabel
    for which, words in ((label.LookIn, "位置："), (label.FileType, "文件类型：")):
        dialog.setLabelText(which, words)


def _locked(path: Path) -> lock.Acquired:
    """The lock of a file; one that this program is about to release is taken over."""
    held = lock.acquire(path)
    return lock.steal(path) if isinstance(held, lock.Holder) and held.is_own else held


def _sheets_to_keep(source: Path | None, target: Path) -> tuple[bytes | None, str]:
    """The file whose user-added sheets are carried over, and a sentence where it is not readable.

    Saving elsewhere is the way out when the old place fails: it must not need the old place.

    Raises:
        WorkbookProblem: the file to be replaced is there and cannot be read.
    """
    from report_editor.workbook.report_file import WorkbookProblem, user_sheets

    if source is None or source == target:
        return user_sheets(target), ""
    try:
        return user_sheets(source), ""
    except WorkbookProblem as problem:
        return None, f"报告已经保存，但您在原文件里自己加的工作表没有带过来。{problem}"


def proposed_name(session: Session, ending: str) -> str:
    """A file name for the report: its title, without what a file system refuses."""
    if session.path is not None:
        return session.path.with_suffix(ending).name
    return session.document.title.translate(_UNFIT)[:_LONGEST_NAME].strip(" ._") + ending
