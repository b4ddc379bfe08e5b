"""Save the report in work: ask what must be asked, make the bytes from a copy, write them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from report_editor.common.problem import Problem
from report_editor.document.wording import Wording
from report_editor.files.atomic import check_target
from report_editor.files.file_names import make_file_name
from report_editor.files.fingerprint import Fingerprint, Outside, read_fingerprint
from report_editor.files.patience import call_within
from report_editor.files.user_folders import user_folders
from report_editor.storage import lock
from report_editor.workspace.background import Cancelled, in_background
from report_editor.workspace.operation import Choice, FileName, Operation, Way, operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.document import Document
    from report_editor.files.file_ops import FileOps
    from report_editor.workspace.open_report import OpenReport, Saving
    from report_editor.workspace.session import Session
    from report_editor.workspace.turn import Turn

SAVE_ANYWAY = Way("仍然保存")
SAVE = Way("保存(&S)")
DISCARD = Way("不保存(&D)", is_destructive=True)
LEAVE_ANYWAY = Way("不等了")
ENDING = ".xlsx"
REFUSED_ENDINGS = frozenset({".xlsm", ".xltx", ".xltm"})
"""Endings that an own file may have, and under which Excel opens no .xlsx, as a save makes it."""
OLD_PLACE_SECONDS = 3.0
"""Time that a save to another place gives the old one to hand over the user sheets."""
MOST_LOSSES = 10
"""Sentences about what cannot come along that one question shows."""

_SHEETS_LEFT = "报告已经保存，但您在原文件里自己加的工作表没有带过来。"


@operation
async def save(
    work: Operation[Any], *, under_new_name: bool = False, target: Path | None = None
) -> Path:
    """Write the report's own file, or ``target``, verified; return its path.

    A report without a file of its own asks for a name, and so does one in a file with macros: it is
    saved without them, as .xlsx. Where the save fails, the file holds what it held.
    """
    report, disk = work.workspace.report, work.workspace.disk
    assert report is not None
    session = report.session
    session.commit()
    path = target or session.path
    if target is None and (under_new_name or path is None or needs_other_name(session)):
        path = await work.ask(FileName(propose_path(path, Wording(session.document).title, ENDING)))
    assert path is not None
    async with work.workspace.turn(f"保存到“{path.name}”", target=path, is_save=True) as turn:
        if report.is_over:
            raise Cancelled
        found = await turn.run(lambda: _look(report, path, disk))
        for question in found.questions:
            await work.ask(Choice(question, (SAVE_ANYWAY,)))
        saving = report.begin_save(path)
        data, lost = await in_background(lambda: _make_bytes(saving.document, found))
        if not turn.is_given_up:
            report.note_save(saving, data)
        warning = await turn.run(
            lambda: _write(report, saving, data, found, disk, turn),
            on_late=lambda _warning: report.note_late_save(saving),
        )
        news = report.finish_save(saving, found.warning, lost, warning)
    for sentence in news:
        work.warned.emit(sentence)
    return path


@operation
async def leave(work: Operation[Any]) -> None:
    """Return once the report may be closed: nothing is unsaved, or the user agrees to lose it.

    The report stays in work until another takes its place: one may think again before. A network
    that is away may never answer: one can leave all the same.
    """
    workspace, report = work.workspace, work.workspace.report
    if report is not None:
        session = report.session
        session.commit()
        report.is_kept = False
        if (turn := await workspace.wait_for_saves()) is not None:
            words = f"“{session.name}”还没有存好：{turn.action}没有回音。要离开吗？"
            details = "没有存好的修改留在恢复记录里，下次启动程序时可以恢复。"
            await work.ask(Choice(words, (LEAVE_ANYWAY,), details=details))
            workspace.give_up_all()
            report.is_kept = True
            return
        while session.is_dirty:  # also by what is typed while it is saved
            words = f"“{session.name}”有修改还没有保存。要保存吗？"
            question = Choice(words, (SAVE, DISCARD), title="还没有保存", is_safe=True)
            if await work.ask(question) is DISCARD:
                break
            await save(workspace)
    if workspace.is_busy:
        words = "还在读写文件，没有完成。现在离开，这件事可能做不完。要离开吗？"
        await work.ask(Choice(words, (LEAVE_ANYWAY,)))
        workspace.give_up_all()


def needs_other_name(session: Session) -> bool:
    """Check whether a report's own file cannot be written, so that another has to be named."""
    is_refused = session.path is not None and session.path.suffix.lower() in REFUSED_ENDINGS
    return session.is_file_read_only or is_refused


def find_save_target(session: Session, proposed: Path) -> Path | None:
    """Return where a report is saved along with an export; None where there is nothing to save.

    A report without a file gets the one that is proposed. What needs another name than it has is
    left to 保存, which asks for it.
    """
    if session.path is None:
        return proposed
    return session.path if session.is_dirty and not needs_other_name(session) else None


def propose_path(own: Path | None, title: str, ending: str) -> Path:
    """Return a name for the report: that of its file, else one made of its title."""
    if own is not None:
        return own.with_suffix(ending)
    return Path(make_file_name(title, ending))


class _Found(NamedTuple):
    """Outcome of reading the target of a save once: its drive may be slow."""

    questions: list[str]
    """Questions to answer before somebody else's work, or some of the user's own, is lost."""
    sheets: bytes | None
    """File whose user sheets are carried over."""
    warning: str
    """Sentence where they cannot be read."""
    is_older: bool
    """Set where the target is a report of an older format."""
    is_elsewhere: bool
    """Set where the sheets are in another file, which stays as it is."""


def _look(report: OpenReport, path: Path, disk: FileOps) -> _Found:
    """Look at the file that a save is to replace.

    Raises:
        Problem: nothing can be saved there.
    """
    from report_editor.workbook.report_file import is_upgraded_by_a_save, read_replaced

    check_target(path, ops=disk)
    own = report.session.path
    questions = []
    replaced, warning = None, ""
    if own is None or path == own:
        try:
            replaced = read_replaced(path)
            sheets, losses = _read_sheets(replaced)
        except Problem as problem:
            raise Problem(
                f"报告没有保存，因为要被替换的文件读不出来。{problem}"
                "也可以用“另存为”保存成另一个文件。"
            ) from problem
    else:
        with suppress(Problem):  # its content is not needed
            replaced = read_replaced(path)
        sheets, losses, warning = _read_sheets_elsewhere(own)
    if path == own:
        now = read_fingerprint(path) if replaced is None else Fingerprint.of(replaced)
        if report.compare(now) is Outside.CHANGED:
            questions.append(
                f"“{path.name}”在打开以后被其他程序或其他人改动过。\n"
                "继续保存会用这里的内容替换它，被替换的内容会留在“文件 › 历史版本”里。\n"
                "也可以取消，用“另存为”保存成另一个文件。"
            )
    elif (holder := lock.find_holder(path)) is not None:
        questions.append(
            f"“{path.name}”正由{holder.words}打开着。\n"
            "继续保存会替换对方正在编辑的文件。也可以取消，换一个名字保存。"
        )
    if losses:
        questions.append(ask_about_losses(losses))
    is_elsewhere = own is not None and path != own
    return _Found(questions, sheets, warning, is_upgraded_by_a_save(replaced), is_elsewhere)


def ask_about_losses(losses: Sequence[str]) -> str:
    """Ask whether to save although some of the user sheets' content cannot come along."""
    named = [f"· {each}" for each in losses[:MOST_LOSSES]]
    if len(losses) > MOST_LOSSES:
        named.append(f"……共 {len(losses)} 处")
    return "\n".join(
        (
            "您自己加的工作表里，有些内容保存时不能带过去：",
            *named,
            "继续保存，新的文件里就没有它们了；被替换的文件会留在“文件 › 历史版本”里。",
            "也可以取消，用“另存为”保存成另一个文件，原来的文件不动。",
        )
    )


def _read_sheets(replaced: bytes | None) -> tuple[bytes | None, Sequence[str]]:
    """Return the file whose user sheets are carried over, and what of them cannot come along."""
    from report_editor.workbook.report_file import list_losses, select_user_sheets

    sheets = select_user_sheets(replaced)
    return sheets, list_losses(sheets) if sheets else ()


def _read_sheets_elsewhere(own: Path) -> tuple[bytes | None, Sequence[str], str]:
    """Return the same of the report's own file, and a sentence where it cannot be read in time.

    Saving elsewhere is the way out when the old place fails: it must not need the old place.
    """
    from report_editor.workbook.report_file import read_replaced

    try:
        found = call_within(OLD_PLACE_SECONDS, lambda: _read_sheets(read_replaced(own)), None)
    except Problem as problem:
        return None, (), f"{_SHEETS_LEFT}{problem}"
    return (None, (), f"{_SHEETS_LEFT}原来的位置没有回音。") if found is None else (*found, "")


def _make_bytes(document: Document, found: _Found) -> tuple[bytes, str]:
    """Return the bytes of a save, and a sentence where user sheets of another file stay behind.

    Sheets too large for it, or damaged, must not hinder a save to another place, the way out.
    """
    from report_editor.workbook.report_file import make_report_bytes

    try:
        return make_report_bytes(document, found.sheets), ""
    except Problem:
        if found.sheets is None or not found.is_elsewhere:
            raise
    left = f"{_SHEETS_LEFT}它们太大或者已经损坏，还在原来的文件里，请不要删掉那个文件。"
    return make_report_bytes(document), left


def _write(
    report: OpenReport, saving: Saving, data: bytes, found: _Found, disk: FileOps, turn: Turn
) -> str:
    """Write the bytes of a save; return a warning or an empty text.

    Under a new name the file is locked as well, unless somebody else has it open.
    """
    from report_editor.storage import versions

    report.sync_note()
    warning = versions.save(
        saving.path,
        data,
        user_folders().backups,
        upgrade=found.is_older,
        ops=disk,
        is_wanted=lambda: not turn.is_given_up,
    )
    if saving.path != report.session.path and not turn.is_given_up:
        saving.held = lock.acquire(saving.path)
    return warning
