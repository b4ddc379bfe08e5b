"""Open a report: from a file, from the clipboard, from a recovery journal."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QTimer

from report_editor.files.user_folders import user_folders
from report_editor.storage import lock
from report_editor.workspace.background import Cancelled, in_background
from report_editor.workspace.open_report import OpenReport, give_back
from report_editor.workspace.opening import Opened, open_clipboard, open_file
from report_editor.workspace.operation import Choice, Operation, Way, operation
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.importers.reader_process import Reading
    from report_editor.storage.recovery import Recoverable, Recovered
    from report_editor.storage.versions import Version
    from report_editor.workspace.ahead import Ahead
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.workspace import Workspace

READ_ONLY = Way("只读打开(&R)")
EDIT = Way("仍然打开编辑(&E)", is_destructive=True)
PROGRESS_MS = 150
"""Milliseconds between two looks at the progress; what is read sooner shows none."""
Read = TypeVar("Read")


@operation
async def read_file(work: Operation[Any], path: Path, ahead: Ahead | None = None) -> Opened:
    """Return what a file holds, without having it in work."""
    return await _read(work, f"打开“{path.name}”", partial(open_file, path, ahead=ahead))


@operation
async def open_report(work: Operation[Any], path: Path, ahead: Ahead | None = None) -> OpenReport:
    """Read a file and have it in work; the report's own file is locked.

    The present report stays in work until the other is read. ``ahead`` is a reader that was started
    before, if any.
    """
    opened, held, office = await _read(
        work,
        f"打开“{path.name}”",
        partial(_open_and_lock, path, ahead),
        lambda late: give_back(late[1]),
    )
    if isinstance(held, lock.Holder):
        question = Choice(
            f"“{path.name}”正由{held.words}打开着。",
            (READ_ONLY, EDIT),
            title="报告正在被别人编辑",
            details="两个人同时修改，后保存的会盖掉先保存的。建议以只读方式打开。",
            is_safe=True,
        )
        if await work.ask(question) is EDIT:
            async with work.workspace.turn(f"打开“{path.name}”", can_cancel=True) as turn:
                held = await turn.run(lambda: lock.steal(path), give_back)
        else:
            opened, held = replace(opened, read_only=True), None
    session = Session(opened.document, path if opened.is_own else None, read_only=opened.read_only)
    report = OpenReport(session, held, opened=opened, office=office)
    work.workspace.begin(report)
    return report


@operation
async def read_last_year(work: Operation[Any], path: Path, ahead: Ahead | None = None) -> LastYear:
    """Read last year's report from a file, and check it."""
    from report_editor.workspace.last_year import examine

    opened = await read_file(work.workspace, path, ahead)
    return await in_background(lambda: examine(opened.document, path.name, opened, path))


@operation
async def take_last_year(work: Operation[Any]) -> LastYear | None:
    """Check the report in work, as it is now, as last year's; None where it cannot be that.

    What is typed and not saved counts. Nothing of the report changes. An empty form that was read
    from another program's file is checked as well: whoever took it for last year's report is told.
    """
    from report_editor.workspace.last_year import can_be_last_year, examine, get_calendar_year

    report = work.workspace.report
    if report is None:
        return None
    report.session.commit()
    document, name, opened = report.session.document.copy(), report.session.name, report.opened
    touched = frozenset(report.touched)
    is_foreign = opened is not None and not opened.is_own
    if not is_foreign and not can_be_last_year(document, get_calendar_year()):
        return None
    last = await in_background(lambda: examine(document, name, opened, touched=touched))
    return last if last.is_empty or can_be_last_year(document, get_calendar_year()) else None


def begin_from_last_year(
    workspace: Workspace, last: LastYear, year: int | None = None
) -> OpenReport:
    """Have in work the report of the year after, or of ``year``, begun from last year's."""
    session = Session(last.begin_report(year), saved=False)
    report = OpenReport(session, last_year=None if last.is_empty else last)
    workspace.begin(report)
    return report


@operation
async def open_copied(work: Operation[Any], html: str, text: str) -> OpenReport:
    """Read a report copied in another program, as HTML and as plain text, and have it in work."""
    opened = await _read(work, "读取剪贴板", lambda _watch: open_clipboard(html, text))
    report = OpenReport(Session(opened.document, saved=False), opened=opened)
    work.workspace.begin(report)
    return report


@operation
async def recover(work: Operation[Any], found: Recoverable) -> list[str]:
    """Have the report of a journal in work; return sentences about what is missing.

    Where that fails, the journal is kept.
    """
    async with work.workspace.turn("恢复没有保存的修改") as turn:
        work.workspace.begin(None)  # lets go of the lock, if it is the same file
        recovered, held = await turn.run(
            lambda: _bring_back(found), lambda late: give_back(late[1])
        )
    session = Session(recovered.history.document, recovered.path, history=recovered.history)
    notes = list(recovered.notes)
    if isinstance(held, lock.Holder):
        notes.append(f"“{session.name}”正由{held.words}打开着，请先与对方商量，或者另存。")
        held = None
    work.workspace.begin(OpenReport(session, held, recovered=recovered))
    return notes


@operation
async def find_versions(work: Operation[Any], path: Path) -> list[Version]:
    """Return the versions kept of a report's file, the newest first."""
    from report_editor.storage import versions

    backups = user_folders().backups
    async with work.workspace.turn("查找历史版本", can_cancel=True) as turn:
        return await turn.run(lambda: versions.list_versions(path, backups))


async def _read(
    work: Operation[Any],
    action: str,
    read: Callable[[Callable[[Reading[Any]], None]], Read],
    on_late: Callable[[Read], None] = lambda _read: None,
) -> Read:
    """Read in another thread; somebody else's file in another process, which can be ended.

    Once it is cancelled nothing is waited for: a stalled drive may never answer. What is read
    all the same is given to ``on_late``.
    """
    readings: list[Reading[Any]] = []
    timer = QTimer(work)
    async with work.workspace.turn(action, can_cancel=True) as turn:

        def watch(reading: Reading[Any]) -> None:
            readings.append(reading)
            if turn.is_given_up:  # while the file was looked at
                reading.cancel()

        def show_progress() -> None:
            progress = readings[-1].progress if readings else None
            work.progress.emit(*(progress or (0, 0)))

        timer.timeout.connect(show_progress)
        timer.start(PROGRESS_MS)
        try:
            return await turn.run(lambda: read(watch), on_late)
        except Cancelled:
            for reading in readings:
                reading.cancel()
            raise
        finally:
            timer.stop()


def _open_and_lock(
    path: Path, ahead: Ahead | None, watch: Callable[[Reading[Any]], None]
) -> tuple[Opened, lock.Acquired | None, str]:
    """Return what a file holds, its lock, and the office program that has it open."""
    opened = open_file(path, watch, ahead)
    if not opened.is_own:
        return opened, None, ""
    return opened, _take_lock(path), lock.find_office_program(path)


def _bring_back(found: Recoverable) -> tuple[Recovered, lock.Acquired | None]:
    from report_editor.storage import recovery

    recovered = recovery.recover(found)
    return recovered, _take_lock(recovered.path) if recovered.path else None


def _take_lock(path: Path) -> lock.Acquired:
    """Lock a file; a lock that this program is about to release is taken over."""
    held = lock.acquire(path)
    return lock.steal(path) if isinstance(held, lock.Holder) and held.is_own else held
