"""Finds what a crash left behind and brings it back.

Everything here may read slow disks and network folders: call it from a worker thread. Nothing
is thrown away but journals in which there is nothing, and those the user discards.
"""

from __future__ import annotations

import contextlib
import platform
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.document import EntryEdit, Field, History, Part
from report_editor.document.as_json import JsonError
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import read_fingerprint
from report_editor.files.processes import is_running
from report_editor.files.refusals import WriteProblem, explain_cause
from report_editor.storage import journal_lines
from report_editor.storage.journal_file import SUFFIX
from report_editor.storage.journal_lines import (
    Base,
    Journaled,
    JournalError,
    Made,
    NewerJournal,
    Saving,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LARGEST = 256 << 20
"""Bytes of the largest journal read."""
ELSEWHERE_SECONDS = 600.0
"""A journal of another computer (a home folder on a server) is left alone while it is so young."""

_ORGANIZATION = (Part.FIELDS, Field.ORGANIZATION)
_ELSEWHERE = "这份报告已经在另一个窗口里恢复了。"


class RecoveryProblem(Problem):
    """A journal cannot be recovered now; the text is a Chinese sentence. The journal is kept."""


@dataclass(frozen=True, slots=True)
class Recoverable:
    """Work that was not saved."""

    file: Path
    """The journal."""
    organization: str
    """As last typed; empty where none was given."""
    path: Path | None
    """The report's file; None where it was never saved."""
    last_change: datetime
    """Local time with its zone."""
    changes: int
    """How many changes are not in the report's file."""

    def discard(self) -> None:
        """Throws the work away: only when the user confirmed it.

        Raises:
            RecoveryProblem: it is still there, or another window goes on with it.
        """
        try:
            with contextlib.suppress(JournalError):  # what cannot be read nobody goes on with
                if _is_in_use(self.file, _read(self.file)):
                    raise RecoveryProblem(_ELSEWHERE)
            self.file.unlink()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise RecoveryProblem(f"恢复记录没有删除：{explain_cause(error)}") from error


@dataclass(slots=True)
class Found:
    """What the last sessions left behind."""

    recoverable: list[Recoverable] = field(default_factory=list)
    """The one changed last comes first."""
    unreadable: list[Path] = field(default_factory=list)
    """Journals in which nothing can be read; damaged ones were set aside, their names end in
    ``.bad``, one that the disk refuses now may be readable at the next start."""
    newer: list[Path] = field(default_factory=list)
    """Journals that only a newer version of this program can read; they stay as they are."""


@dataclass(slots=True)
class Recovered:
    """A report brought back, with its steps to undo."""

    history: History
    """Holds the document; what the report's file does not hold counts as unsaved."""
    path: Path | None
    """The file that a save will write; None: it must be saved under a new name."""
    sha256: str
    """Digest of that file now."""
    notes: list[str]
    """Chinese sentences: what could not be brought back, and why it is a new document."""
    file: Path
    base: Base
    payloads: list[bytes]
    """With ``file`` and ``base``: what :class:`~report_editor.storage.journal.Journal` takes over,
    so that a second crash loses nothing either."""


def find_recoverable(folder: Path) -> Found:
    """Looks through the journals of sessions that run no more.

    Raises:
        RecoveryProblem: the folder cannot be looked into.
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
            read = _read(file)
        except NewerJournal:
            found.newer.append(file)
        except JournalError:
            with contextlib.suppress(OSError):
                found.unreadable.append(file.replace(file.with_suffix(".bad")))
        except OSError:
            found.unreadable.append(file)
        else:
            _sort_in(file, read, found)
    found.recoverable.sort(key=lambda each: each.last_change, reverse=True)
    return found


def recover(recoverable: Recoverable) -> Recovered:
    """Brings a report back by making its changes again, up to the first that does not fit.

    The journal stays until the report is saved or the work discarded.

    Raises:
        RecoveryProblem: the journal is gone, in use, or of a form this program does not know.
    """
    file = recoverable.file
    try:
        data = file.read_bytes()
        read = journal_lines.read(data)
        if _is_in_use(file, read):
            raise RecoveryProblem(_ELSEWHERE)
        document = read.base.restored()
    except OSError as error:
        raise RecoveryProblem(f"恢复记录读不出来：{explain_cause(error)}") from error
    except (JournalError, JsonError) as error:
        raise RecoveryProblem("恢复记录不是这个版本的程序能读的，原记录没有改动。") from error
    payloads, _ = journal_lines.payloads_in(data)
    path, digest, place = _in_file(read)
    history = History(document, saved=place == 0)
    notes = []
    done = 0
    for entry in read.entries:
        if isinstance(entry, Made):
            try:
                history.do(entry.change)
            except ValueError:
                notes.append(_unfit(read, done))
                break
        done += 1
        if done == place:
            history.mark_saved(history.begin_save())
    history.close_step()
    if done < (place or 0):  # the file holds more than could be brought back
        path, digest = None, ""
    if not read.is_torn:
        notes.append("恢复记录的末尾已经损坏，最后的修改可能没有恢复。")
    if notes:
        _keep_aside(file, data, notes)
    if path is None and read.base.path is not None:
        notes.append(
            f"文件“{read.base.path.name}”后来有过改动，或者已经不在原处。"
            "恢复的内容作为新文档打开，请另存为一个新文件。"
        )
    base = read.base if path else Base(read.base.document)
    return Recovered(history, path, digest, notes, file, base, payloads[1 : done + 1])


def _sort_in(file: Path, read: Journaled, found: Found) -> None:
    if _is_in_use(file, read):
        return
    entries, place = read.entries, None
    if entries and isinstance(entries[-1], Saving):  # it died while or just after saving
        _, _, place = _in_file(read)
    changes = sum(isinstance(entry, Made) for entry in entries[place or 0 :])
    is_in_file = place is not None or bool(read.base.sha256)
    if not changes and is_in_file and read.is_torn:
        with contextlib.suppress(OSError):
            file.unlink()
        return
    organization = str(read.base.document.get("organization") or "")
    for entry in read.entries:
        for edit in entry.change.edits if isinstance(entry, Made) else ():
            if isinstance(edit, EntryEdit) and (edit.part, edit.key) == _ORGANIZATION:
                organization = edit.after or ""
    last = read.entries[-1].at if read.entries else read.begun
    found.recoverable.append(Recoverable(file, organization, read.base.path, last, changes))


def _read(file: Path) -> Journaled:
    if file.stat().st_size > LARGEST:
        raise JournalError("too long")
    return journal_lines.read(file.read_bytes())


def _is_in_use(file: Path, read: Journaled) -> bool:
    if read.owner.host == platform.node():
        return is_running(read.owner.pid, read.owner.started)
    try:
        # A time to come far from now is that of a clock that was wrong, not of a running program.
        return abs(time.time() - file.stat().st_mtime) < ELSEWHERE_SECONDS
    except OSError:
        return True


def _in_file(read: Journaled) -> tuple[Path | None, str, int | None]:
    """The report's file, its digest, and how many entries are in it; None, "", None for none.

    A file that fits none of the states the journal knows was changed by somebody else.
    """
    for place in range(len(read.entries), 0, -1):
        entry = read.entries[place - 1]
        if isinstance(entry, Saving) and _holds(entry.path, entry.sha256):
            return entry.path, entry.sha256, place
    if read.base.path and _holds(read.base.path, read.base.sha256):
        return read.base.path, read.base.sha256, 0
    return None, "", None


def _holds(path: Path, sha256: str) -> bool:
    now = read_fingerprint(path)
    return now is not None and now.sha256 == sha256


def _unfit(read: Journaled, done: int) -> str:
    made_before = sum(isinstance(entry, Made) for entry in read.entries[:done])
    return (
        f"第 {made_before + 1} 处修改与前面的内容对不上，"
        f"它和后面的共 {read.changes - made_before} 处没有恢复。"
    )


def _keep_aside(file: Path, data: bytes, notes: list[str]) -> None:
    """Keeps the journal as it was found beside: what takes it over drops what does not fit."""
    aside = file.with_suffix(".bad")
    try:
        write_atomically(aside, data)
    except WriteProblem as problem:
        raise RecoveryProblem(f"恢复之前没能另外保留原记录：{problem}") from problem
    notes.append(f"原记录保留在“{aside}”。")
