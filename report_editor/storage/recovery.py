"""Find the work that a crash left behind and bring it back.

Everything here may read slow disks and network folders: call it from a worker thread. Nothing
is thrown away but journals in which there is nothing, and those the user discards.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from report_editor.common.problem import Problem
from report_editor.document import Field, History, Part
from report_editor.document.text_deltas import apply_delta
from report_editor.files.file_ops import SYSTEM
from report_editor.files.fingerprint import Outside, compare_with_file
from report_editor.files.patience import call_within
from report_editor.files.refusals import explain_cause
from report_editor.storage.compaction import MOST_SAVES
from report_editor.storage.journal_file import SUFFIX
from report_editor.storage.journal_lines import (
    Base,
    Head,
    JournalError,
    Line,
    NewerJournal,
    SaveEntry,
)
from report_editor.storage.journal_reader import Gap, open_journal
from report_editor.storage.replay import MOST_NAMED, Replay

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

ELSEWHERE_SECONDS = 600.0
"""A journal of another computer (a home folder on a server) is left alone while it is so young."""
PATIENCE_SECONDS = 5.0
"""Time that the drive of a report has to answer; afterwards its file counts as gone."""

_ELSEWHERE = "这份报告已经在另一个窗口里恢复了。"
_NEWER = "恢复记录是更新版本的程序写的，请用那个版本恢复。原记录没有改动。"
_UNREADABLE = "恢复记录不是这个版本的程序能读的，原记录没有改动。"


class RecoveryProblem(Problem):
    """A journal that cannot be recovered now; the text is a Chinese sentence. It is kept."""


@dataclass(frozen=True, slots=True)
class Recoverable:
    """Work that was not saved."""

    file: Path
    """Journal."""
    organization: str
    """As last typed; empty where none was given."""
    path: Path | None
    """Report's file; None where it was never saved."""
    last_change: datetime
    """Local time with its zone."""
    changes: int
    """Number of changes that are not in the report's file."""
    year: str = ""
    """Year of the report, as last typed."""

    def discard(self) -> None:
        """Throw the work away: only when the user confirmed it.

        Raises:
            RecoveryProblem: It is still there, or another window goes on with it.
        """
        try:
            head = _read_head(self.file)
            if head is not None and _is_in_use(self.file, head):
                raise RecoveryProblem(_ELSEWHERE)
            self.file.unlink()
        except NewerJournal as error:
            raise RecoveryProblem(_NEWER) from error
        except FileNotFoundError:
            pass
        except OSError as error:
            raise RecoveryProblem(f"恢复记录没有删除：{explain_cause(error)}") from error


@dataclass(slots=True)
class Found:
    """All that the last sessions left behind."""

    recoverable: list[Recoverable] = field(default_factory=list)
    """Sorted, the one changed last first."""
    unreadable: list[Path] = field(default_factory=list)
    """Damaged journals, set aside as ``.bad``, and those that the disk refuses now."""
    newer: list[Path] = field(default_factory=list)
    """Journals that only a newer version of this program can read; they stay as they are."""


@dataclass(slots=True)
class Recovered:
    """A report brought back, with its steps to undo."""

    history: History
    """Holds the document; changes that are not in the report's file count as unsaved."""
    path: Path | None
    """File that a save will write; None: it must be saved under a new name."""
    sha256: str
    """Digest of that file now."""
    notes: list[str]
    """Chinese sentences: what could not be brought back, and why it is a new document."""
    file: Path
    base: Base
    lines: list[Line]
    """With ``file`` and ``base``: what :class:`~report_editor.storage.journal.Journal` takes over,
    so that a second crash loses nothing either."""


@dataclass(slots=True)
class _Survey:
    """Content of a journal without its changes."""

    head: Head
    organization: str
    year: str
    last: datetime
    """Time of the last change or save."""
    number: int
    """Number of the last change."""
    saves: deque[SaveEntry] = field(default_factory=lambda: deque(maxlen=MOST_SAVES))
    """Last saves: the report's file is compared with what they wrote."""
    ends_with_save: bool = False
    is_damaged: bool = False


def find_recoverable(folder: Path) -> Found:
    """Look through the journals of sessions that run no more.

    Raises:
        RecoveryProblem: The folder cannot be looked into.
    """
    found = Found()
    try:
        files = [each for each in folder.iterdir() if each.suffix == SUFFIX]
    except FileNotFoundError:
        return found
    except OSError as error:
        raise RecoveryProblem(f"恢复记录所在的文件夹读不出来：{explain_cause(error)}") from error
    for file in files:
        try:
            survey = _survey(file)
        except NewerJournal:
            found.newer.append(file)
        except JournalError:
            with contextlib.suppress(OSError):
                found.unreadable.append(file.replace(file.with_suffix(".bad")))
        except OSError:
            found.unreadable.append(file)
        else:
            if not _is_in_use(file, survey.head) and (work := _describe_work(file, survey)):
                found.recoverable.append(work)
    found.recoverable.sort(key=lambda each: each.last_change, reverse=True)
    return found


def recover(recoverable: Recoverable) -> Recovered:
    """Bring a report back by making its changes again; those that do not fit are left out.

    The journal stays until the report is saved or the work discarded.

    Raises:
        RecoveryProblem: The journal is gone, in use, or of a form this program does not know.
    """
    file = recoverable.file
    try:
        survey = _survey(file)
        if _is_in_use(file, survey.head):
            raise RecoveryProblem(_ELSEWHERE)
        path, digest, saved = _find_saved(survey)
        replay = Replay(survey.head, saved)
        with open_journal(file) as reader:
            for item in reader:
                if not isinstance(item, SaveEntry):
                    replay.take(item)
        replay.finish()
    except OSError as error:
        raise RecoveryProblem(f"恢复记录读不出来：{explain_cause(error)}") from error
    except NewerJournal as error:
        raise RecoveryProblem(_NEWER) from error
    except JournalError as error:
        raise RecoveryProblem(_UNREADABLE) from error
    if not replay.is_in_file:  # the file holds more than could be brought back
        path, digest = None, ""
    notes = _describe_losses(replay, survey)
    if notes:
        notes.append(f"原记录保留在“{_keep_aside(file)}”。")
    known = survey.head.base.path
    if path is None and known is not None:
        notes.append(
            f"文件“{known.name}”后来有过改动，或者已经不在原处。"
            "恢复的内容作为新文档打开，请另存为一个新文件。"
        )
    base, lines = replay.describe_rest(path, digest, survey.last)
    return Recovered(replay.history, path, digest, notes, file, base, lines)


def _survey(file: Path) -> _Survey:
    with open_journal(file) as reader:
        head = reader.head
        document = head.base.document
        year = document.field(Field.YEAR)
        survey = _Survey(head, document.organization, year, head.begun, head.number)
        for item in reader:
            if isinstance(item, Gap):
                continue
            survey.last = item.at
            survey.ends_with_save = isinstance(item, SaveEntry)
            if isinstance(item, SaveEntry):
                survey.saves.append(item)
            else:
                survey.number = item.number
                survey.organization = _follow_field(
                    survey.organization, item.data, Field.ORGANIZATION
                )
                survey.year = _follow_field(survey.year, item.data, Field.YEAR)
        survey.is_damaged = reader.is_damaged
    return survey


def _follow_field(known: str, data: dict[str, Any], field: Field) -> str:
    """Return a field after a change, without the document that the change was made for."""
    with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
        for edit in data["edits"]:
            if (edit.get("part"), edit.get("key")) == (Part.FIELDS, field):
                known = apply_delta(known, edit) if "hunks" in edit else str(edit["after"] or "")
    return known


def _describe_work(file: Path, survey: _Survey) -> Recoverable | None:
    """Return the work in a journal; remove the journal where all of it is in the report's file."""
    base = survey.head.base
    saved = survey.head.number - base.ahead
    is_in_file = bool(base.sha256)
    if survey.ends_with_save:  # it died while or just after saving
        _, _, found = _find_saved(survey)
        saved, is_in_file = (saved, is_in_file) if found is None else (found, True)
    changes = max(0, survey.number - saved)
    if not changes and is_in_file and not survey.is_damaged:
        with contextlib.suppress(OSError):
            file.unlink()
        return None
    return Recoverable(
        file, survey.organization, base.path, survey.last, changes, survey.year.strip()
    )


def _read_head(file: Path) -> Head | None:
    """Return the first line of a journal; None where it is damaged."""
    try:
        with open_journal(file) as reader:
            return reader.head
    except NewerJournal:
        raise
    except JournalError:  # in nobody's use
        return None


def _is_in_use(file: Path, head: Head) -> bool:
    if head.owner.is_here:
        return head.owner.is_running
    try:
        # A time to come far from now is that of a clock that was wrong, not of a running program.
        return abs(time.time() - file.stat().st_mtime) < ELSEWHERE_SECONDS
    except OSError:
        return True


def _find_saved(survey: _Survey) -> tuple[Path | None, str, int | None]:
    """Return the report's file, its digest and the number of the last change in it.

    None, "", None where the file has none of the states: somebody else changed it.
    """
    head = survey.head
    states = [(each.path, each.sha256, each.number) for each in reversed(survey.saves)]
    if head.base.path is not None:
        states.append((head.base.path, head.base.sha256, head.number - head.base.ahead))
    for path, sha256, number in states:
        compare = partial(compare_with_file, path, sha256)
        if call_within(PATIENCE_SECONDS, compare, Outside.GONE) is Outside.SAME:
            return path, sha256, number
    return None, "", None


def _describe_losses(replay: Replay, survey: _Survey) -> list[str]:
    notes = []
    if replay.unfitting:
        places = list(replay.places)
        more = "等" if len(places) > MOST_NAMED else ""
        named = "、".join(places[:MOST_NAMED])
        notes.append(
            f"有 {replay.unfitting} 处修改与前面的内容对不上，没能恢复："
            f"{named}{more}。请核对这些地方。"
        )
    if replay.missing:
        notes.append(f"恢复记录有损坏的地方，有 {replay.missing} 处修改没能恢复。请核对全文。")
    elif survey.is_damaged:
        notes.append("恢复记录有损坏的地方，最后的修改可能没有恢复。请核对。")
    return notes


def _keep_aside(file: Path) -> Path:
    """Keep the journal as it was found: the one that takes it over drops what does not fit."""
    aside = file.with_suffix(".bad")
    temporary = file.with_suffix(".bad.tmp")
    try:
        shutil.copyfile(file, temporary)  # piece by piece: it may be of any size
        with temporary.open("r+b") as copy:
            os.fsync(copy.fileno())
        temporary.replace(aside)
        SYSTEM.sync_folder(aside.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise RecoveryProblem(f"恢复之前没能另外保留原记录：{explain_cause(error)}") from error
    return aside
