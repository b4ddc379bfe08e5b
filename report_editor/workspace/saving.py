"""Save the report in work: ask what must be asked, make the bytes from a copy, write them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_editor.common.problem import Problem
from report_editor.files.file_names import make_file_name
from report_editor.files.fingerprint import Outside
from report_editor.files.user_folders import user_folders
from report_editor.storage import lock, versions
from report_editor.workspace.background import Cancelled, in_background
from report_editor.workspace.operation import Choice, FileName, Operation, Way, operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.files.file_ops import FileOps
    from report_editor.workspace.open_report import OpenReport, Saving

SAVE_ANYWAY = Way("仍然保存")
SAVE = Way("保存(&S)")
DISCARD = Way("不保存(&D)", is_destructive=True)
LEAVE_ANYWAY = Way("不等了")
ENDING = ".xlsx"
REFUSED_ENDINGS = frozenset({".xlsm", ".xltx", ".xltm"})
"""Endings that an own file may have, and under which Excel opens no .xlsx, as a save makes it."""
MOST_LOSSES = 10
"""Sentences about what cannot come along that one question shows."""


@operation
async def save(work: Operation[Any], *, under_new_name: bool = False) -> Path:
    """Write the report's own file, verified; return its path.

    A report without a file of its own asks for a name, and so does one in a file with macros: it is
    saved without them, as .xlsx. Where the save fails, the file holds what it held.
    """
    report, disk = work.workspace.report, work.workspace.disk
    assert report is not None
    session = report.session
    session.commit()
    path = session.path
    is_refused = path is not None and path.suffix.lower() in REFUSED_ENDINGS
    if path is None or under_new_name or session.read_only or is_refused:
        path = await work.ask(FileName(propose_path(path, session.document.title, ENDING)))
    async with work.workspace.turn(f"正在保存“{path.name}”……"):
        if report.is_over:
            raise Cancelled
        questions, sheets, loss = await in_background(lambda: _look(report, path))
        for question in questions:
            await work.ask(Choice(question, (SAVE_ANYWAY,)))
        saving = report.begin_save(path)
        warning = await in_background(lambda: _write(report, saving, sheets, disk))
        news = report.finish_save(saving, loss, warning)
    for sentence in news:
        work.warned.emit(sentence)
    return path


@operation
async def leave(work: Operation[Any]) -> None:
    """Return once the report may be closed: nothing is unsaved, or the user agrees to lose it.

    The report stays in work until another takes its place: one may think again before.
    """
    session = work.workspace.session
    if session is None:
        return
    session.commit()
    while session.is_dirty:  # also by what is typed while it is saved
        words = f"“{session.name}”有修改还没有保存。要保存吗？"
        question = Choice(words, (SAVE, DISCARD), title="还没有保存", is_safe=True)
        if await work.ask(question) is DISCARD:
            return
        await save(work.workspace)
    if work.workspace.is_busy:
        # A network that is away may never answer: one must be able to leave all the same.
        words = "还在读写文件，没有完成。现在离开，这件事可能做不完。要离开吗？"
        await work.ask(Choice(words, (LEAVE_ANYWAY,)))


def propose_path(own: Path | None, title: str, ending: str) -> Path:
    """Return a name for the report: that of its file, else one made of its title."""
    if own is not None:
        return own.with_suffix(ending)
    return Path(make_file_name(title, ending))


def _look(report: OpenReport, path: Path) -> tuple[list[str], bytes | None, str]:
    """Look whether a save would replace somebody else's work, or lose some of the user's own.

    Returns:
        Questions to answer before it; the file whose user sheets are carried over; a sentence
        where they cannot be read.
    """
    own = report.session.path
    questions = []
    if path == own and report.compare_with_file() is Outside.CHANGED:
        questions.append(
            f"“{path.name}”在打开以后被其他程序或其他人改动过。\n"
            "继续保存会用这里的内容替换它，被替换的内容会留在“文件 › 历史版本”里。\n"
            "也可以取消，用“另存为”保存成另一个文件。"
        )
    if path != own and (holder := lock.find_holder(path)) is not None:
        questions.append(
            f"“{path.name}”正由{holder.words}打开着。\n"
            "继续保存会替换对方正在编辑的文件。也可以取消，换一个名字保存。"
        )
    sheets, losses, warning = _read_sheets(own, path)
    if losses:
        questions.append(ask_about_losses(losses))
    return questions, sheets, warning


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


def _read_sheets(own: Path | None, target: Path) -> tuple[bytes | None, Sequence[str], str]:
    """Return the file whose user sheets are carried over, what cannot come along, and a sentence.

    The sentence says that nothing is carried over, because the file cannot be read. Saving
    elsewhere is the way out when the old place fails: it must not need the old place.

    Raises:
        Problem: the file to be replaced is there and cannot be read.
    """
    from report_editor.workbook.report_file import read_user_sheets
    from report_editor.workbook.user_sheets import list_losses

    try:
        sheets = read_user_sheets(own or target)
        return sheets, list_losses(sheets) if sheets else (), ""
    except Problem as problem:
        if own in (None, target):
            raise Problem(
                f"报告没有保存，因为要被替换的文件读不出来。{problem}"
                "也可以用“另存为”保存成另一个文件。"
            ) from problem
        return None, (), f"报告已经保存，但您在原文件里自己加的工作表没有带过来。{problem}"


def _write(report: OpenReport, saving: Saving, sheets: bytes | None, disk: FileOps) -> str:
    """Make the bytes, read them back, write them; return a warning or an empty text.

    Under a new name the file is locked as well, unless somebody else has it open.
    """
    from report_editor.workbook.report_file import is_upgraded_by_a_save, make_report_bytes

    path, backups = saving.path, user_folders().backups
    data = make_report_bytes(saving.document, sheets)
    report.note_save(saving, data)
    upgrade = is_upgraded_by_a_save(path)
    warning = versions.save(path, data, backups, upgrade=upgrade, ops=disk)
    if path != report.session.path:
        saving.held = lock.acquire(path)
    return warning
