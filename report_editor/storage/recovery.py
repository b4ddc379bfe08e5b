"""Find the work that a crash left behind and bring it back.

Everything here may read slow disks and network folders: call it from a worker thread. Nothing
is thrown away but journals in which there is nothing, and those the user discards.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.document import EntryEdit, Field, History, Part
from report_editor.document.as_json import JsonError
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Outside, compare_with_file
from report_editor.files.patience import call_within
from report_editor.files.refusals import WriteProblem, explain_cause
from report_editor.files.regular_file import read_bytes
from report_editor.storage import journal_lines
from report_editor.storage.journal_file import SUFFIX
from report_editor.storage.journal_lines import ChangeEntry, JournalContent, JournalError, SaveEntry

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LARGEST = 256 << 20
"""Bytes of the largest journal read."""
ELSEWHERE_SECONDS = 600.0
"""A journal of another computer (a home folder on a server) is left alone while it is so young."""

PATIENCE_SECONDS = 5.0
"""Time that the drive of a report has to answer; afterwards its file counts as gone."""

_ORGANIZATION = (Part.FIELDS, Field.ORGANIZATION)
_ELSEWHERE = "这份报告已经在另一个窗口里恢复了。"


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

    def discard(self) -> None:
        """Throw the work away: only when the user confirmed it.

        Raises:
            RecoveryProblem: It is still there, or another window goes on with it.
        """
        try:
            with contextlib.suppress(JournalError):  # an unreadable journal is in nobody's use
                if _is_in_use(self.file, _decode_file(self.file)):
                    raise RecoveryProblem(_ELSEWHERE)
            self.file.unlink()
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
    base: journal_lines.Base
    payloads: list[bytes]
    """With ``file`` and ``base``: what :class:`~report_editor.storage.journal.Journal` takes over,
    so that a second crash loses nothing either."""


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
            journal = _decode_file(file)
        except journal_lines.NewerJournal:
            found.newer.append(file)
        except JournalError:
            with contextlib.suppress(OSError):
                found.unreadable.append(file.replace(file.with_suffix(".bad")))
        except OSError:
            found.unreadable.append(file)
        else:
            if not _is_in_use(file, journal) and (work := _describe_work(file, journal)):
                found.recoverable.append(work)
    found.recoverable.sort(key=lambda each: each.last_change, reverse=True)
    return found


def recover(recoverable: Recoverable) -> Recovered:
    """Bring a report back by making its changes again, up to the first that does not fit.

    The journal stays until the report is saved or the work discarded.

    Raises:
        RecoveryProblem: The journal is gone, in use, or of a form this program does not know.
    """
    file = recoverable.file
    try:
        data = read_bytes(file)
        journal = journal_lines.decode(data)
        if _is_in_use(file, journal):
            raise RecoveryProblem(_ELSEWHERE)
        document = journal.base.restore()
    except OSError as error:
        raise RecoveryProblem(f"恢复记录读不出来：{explain_cause(error)}") from error
    except (JournalError, JsonError) as error:
        raise RecoveryProblem("恢复记录不是这个版本的程序能读的，原记录没有改动。") from error
    path, digest, count = _find_saved(journal)
    history = History(document, saved=count == 0)
    notes = []
    done = 0
    for entry in journal.entries:
        try:
            if isinstance(entry, ChangeEntry):
                history.do(entry.change)
        except ValueError:
            before = journal_lines.count_changes(journal.entries[:done])
            notes.append(
                f"第 {before + 1} 处修改与前面的内容对不上，"
                f"它和后面的共 {journal.changes - before} 处没有恢复。"
            )
            break
        done += 1
        if done == count:
            history.mark_saved(history.begin_save())
    history.close_step()
    if done < (count or 0):  # the file holds more than could be brought back
        path, digest = None, ""
    if journal.is_damaged:
        notes.append("恢复记录的末尾已经损坏，最后的修改可能没有恢复。")
    if notes:
        _keep_aside(file, data, notes)
    if path is None and journal.base.path is not None:
        notes.append(
            f"文件“{journal.base.path.name}”后来有过改动，或者已经不在原处。"
            "恢复的内容作为新文档打开，请另存为一个新文件。"
        )
    base = journal.base if path else journal_lines.Base(journal.base.document)
    payloads = journal_lines.split_lines(data)[0]
    return Recovered(history, path, digest, notes, file, base, payloads[1 : done + 1])


def _describe_work(file: Path, journal: JournalContent) -> Recoverable | None:
    """Return the work in a journal; remove the journal where all of it is in the report's file."""
    entries, count = journal.entries, None
    if entries and isinstance(entries[-1], SaveEntry):  # it died while or just after saving
        _, _, count = _find_saved(journal)
    changes = journal_lines.count_changes(entries[count or 0 :])
    is_in_file = count is not None or journal.base.sha256
    if not changes and is_in_file and not journal.is_damaged:
        with contextlib.suppress(OSError):
            file.unlink()
        return None
    organization = str(journal.base.document.get("organization") or "")
    for entry in entries:
        for edit in entry.change.edits if isinstance(entry, ChangeEntry) else ():
            if isinstance(edit, EntryEdit) and (edit.part, edit.key) == _ORGANIZATION:
                organization = edit.after or ""
    last = entries[-1].at if entries else journal.begun
    return Recoverable(file, organization, journal.base.path, last, changes)


def _decode_file(file: Path) -> JournalContent:
    if file.stat().st_size > LARGEST:
        raise JournalError("too long")
    return journal_lines.decode(read_bytes(file))


def _is_in_use(file: Path, journal: JournalContent) -> bool:
    if journal.owner.is_here:
        return journal.owner.is_running
    try:
        # A time to come far from now is that of a clock that was wrong, not of a running program.
        return abs(time.time() - file.stat().st_mtime) < ELSEWHERE_SECONDS
    except OSError:
        return True


def _find_saved(journal: JournalContent) -> tuple[Path | None, str, int | None]:
    """Return the report's file, its digest and the number of the journal's entries in it.

    None, "", None where the file has none of the states: somebody else changed it.
    """
    states: list[journal_lines.Base | ChangeEntry | SaveEntry] = [journal.base, *journal.entries]
    for count, state in reversed([*enumerate(states)]):
        if isinstance(state, ChangeEntry) or state.path is None:
            continue
        path, sha256 = state.path, state.sha256
        compare = partial(compare_with_file, path, sha256)
        if call_within(PATIENCE_SECONDS, compare, Outside.GONE) is Outside.SAME:
            return path, sha256, count
    return None, "", None


def _keep_aside(file: Path, data: bytes, notes: list[str]) -> None:
    """Keep the journal as it was found: the one that takes it over drops what does not fit."""
    aside = file.with_suffix(".bad")
    try:
        write_atomically(aside, data)
    except WriteProblem as problem:
        raise RecoveryProblem(f"恢复之前没能另外保留原记录：{problem}") from problem
    notes.append(f"原记录保留在“{aside}”。")
