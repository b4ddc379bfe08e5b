"""Bring every change of a report to the disk within a second, without waiting for the disk.

Changes are handed over at once; a thread of the journal's own writes them at once and syncs them
at most :data:`SYNC_SECONDS` later. While the disk refuses, they stay in memory and are tried
again; the journal on the disk remains what it was. Where it has grown long, its oldest changes
become part of the first state, and it is written anew beside and takes the place of the former.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from report_editor.common.unique_id import make_unique_id
from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.files.processes import Owner
from report_editor.files.refusals import WriteProblem, advise_on_own_folder, explain_cause
from report_editor.files.user_folders import make_folder
from report_editor.storage.compaction import compact
from report_editor.storage.journal_file import SUFFIX, JournalFile
from report_editor.storage.journal_lines import Head, encode_change, encode_save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from report_editor.document import Change
    from report_editor.storage.journal_lines import Base, Line

_log = logging.getLogger(__name__)

SYNC_SECONDS = 0.4
"""Least time from one sync to the next: a disk is not to sync at every key."""
RETRY_SECONDS = 2.0
"""Time until a refused write is tried again."""
PATIENCE_SECONDS = 5.0
"""Time that is waited for a slow disk, where somebody waits, before the program goes on."""
COMPACT_BYTES = 1 << 20
"""Length of the changes from which on the oldest become part of the base."""
COMPACT_RATIO = 4
"""Least length of the changes for that, in lengths of the base, which is written anew then."""


class Clock(Protocol):
    """A source of time that no change of the date sets back."""

    def now(self) -> float:
        """Return seconds that only go forward."""
        return time.monotonic()

    def wait(self, changed: threading.Condition, seconds: float | None) -> None:
        """Wait until notified or the seconds are over; None waits for ever."""
        changed.wait(seconds)


class _MachineClock(Clock):
    """Clock of this machine."""


class Journal:
    """Recovery journal of one open report.

    Nothing is on the disk as long as the report's own file holds everything.
    """

    def __init__(
        self,
        folder: Path,
        base: Base,
        *,
        file: Path | None = None,
        lines: Iterable[Line] = (),
        is_elsewhere: bool = False,
        on_problem: Callable[[str], None] = lambda _sentence: None,
        on_safe: Callable[[], None] = lambda: None,
        ops: FileOps = SYSTEM,
        clock: Clock = _MachineClock(),  # noqa: B008 - it has no state
    ) -> None:
        """Begin a journal.

        Args:
            folder: The user's folder for recovery.
            base: The state that the changes will start from.
            file: A journal to take over.
            lines: The lines to begin with: what recovery made of that journal.
            is_elsewhere: The base can be had again without the journal, as from somebody else's
                file: nothing needs to be on the disk before the first change.
            on_problem: Called in the journal's thread with a Chinese sentence when changes can
                no longer be written, and with an empty one when they can again.
            on_safe: Called in the journal's thread when all changes handed over are on the disk.
            ops: The disk.
            clock: The time.
        """
        self.problem = ""
        """Why changes are not being written, as a Chinese sentence; empty while they are."""
        self._clock = clock
        self.file = file or folder / f"{make_unique_id()}{SUFFIX}"
        self._disk = JournalFile(self.file, ops=ops)
        self._is_elsewhere = is_elsewhere
        self._on_problem = on_problem
        self._on_safe = on_safe
        self._owner = Owner.this_process()
        # What callers hand over, guarded by the condition:
        self._changed = threading.Condition()
        self._base = base
        self._base_number = 0
        self._lines = list(lines)
        self._line_bytes = _count_bytes(self._lines)
        self._count = sum(each.is_change for each in self._lines)
        self._stale = file is not None or not (base.is_saved or is_elsewhere)
        self._sync_wanted = False
        self._ending = ""
        self._busy = False
        self._turns = 0
        # What only the thread writes:
        self._written = self._synced = 0
        self._head = Head(self._owner, base)
        self._first_bytes = 0
        self._can_compact = True
        self._synced_at = self._retry_at = float("-inf")
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    # ------------------------------------------------------------ handing over

    def append(self, change: Change) -> None:
        """Take a change that was made, or the inverse that an undo made; return at once."""
        with self._changed:
            self._count += 1
            self._add(encode_change(self._count, change))

    def _add(self, line: Line) -> None:
        self._lines.append(line)
        self._line_bytes += len(line.payload)
        self._changed.notify_all()

    @property
    def change_count(self) -> int:
        """Return the number of changes up to the present state, to give to :meth:`begin_save`.

        Those that :meth:`finish_save` dropped count as well: the number only grows.
        """
        with self._changed:
            return self._count

    def begin_save(self, path: Path, sha256: str, change_count: int | None = None) -> int:
        """Note that a save begins; return at once. May be called in any thread.

        Call :meth:`sync` before the file is written, so that the note is on the disk first.

        Args:
            path: The file that is about to be written.
            sha256: The digest of its new content.
            change_count: :attr:`change_count` at the state that is saved; None for the present one.

        Returns:
            The number of changes that the file will hold, to give to :meth:`finish_save`.
        """
        with self._changed:
            number = self._count if change_count is None else change_count
            self._add(encode_save(number, path, sha256))
            return number

    def finish_save(self, change_count: int, base: Base) -> None:
        """Drop the changes before a save that has succeeded; return at once.

        ``change_count`` is what :meth:`begin_save` returned, ``base`` the state that was saved.
        """
        with self._changed:
            held = self._base_number - self._base.ahead if self._base.sha256 else 0
            if change_count < held:
                return  # a later state was saved since
            self._lines = [each for each in self._lines if each.number > change_count]
            self._line_bytes = _count_bytes(self._lines)
            if change_count < self._base_number:  # changes made since are in the base already
                ahead = self._base_number - change_count
                base = replace(self._base, path=base.path, sha256=base.sha256, ahead=ahead)
            else:
                self._base_number = change_count
            self._base = base
            self._stale = True
            self._changed.notify_all()

    def sync(self, timeout: float | None = None) -> bool:
        """Wait until all that was handed over is on the disk; return whether it is.

        Where the disk refuses, one more attempt is waited for. The timeout is in seconds; None
        stands for :data:`PATIENCE_SECONDS`.
        """
        with self._changed:
            self._sync_wanted = True
            self._changed.notify_all()
            turns = self._turns
            self._changed.wait_for(
                lambda: self._is_safe() or (self.problem and self._turns > turns),
                PATIENCE_SECONDS if timeout is None else timeout,
            )
            return self._is_safe()

    def close(self, *, keep: bool = False) -> None:
        """End the journal; keep it for the next start or, as after a save, remove it.

        Waits :data:`PATIENCE_SECONDS` for a slow disk.
        """
        with self._changed:
            self._ending = "keep" if keep else "remove"
            self._changed.notify_all()
        self._thread.join(PATIENCE_SECONDS)

    # ------------------------------------------------------------ the thread

    def _is_safe(self) -> bool:
        is_idle = not self._stale and not self._busy and not self.problem
        return is_idle and self._synced == len(self._lines)

    def _find_delay(self) -> float | None:
        """Return the seconds until there is work; None: until something is handed over."""
        if self._ending:
            return 0.0
        if self.problem:
            due = self._retry_at
        elif self._stale or self._written < len(self._lines):
            return 0.0
        elif self._synced < self._written:
            due = self._synced_at + SYNC_SECONDS
        else:
            return None
        return 0.0 if self._sync_wanted else max(0.0, due - self._clock.now())

    def _run(self) -> None:
        while True:
            with self._changed:
                while (delay := self._find_delay()) != 0.0:
                    self._clock.wait(self._changed, delay)
                ending, stale = self._ending, self._stale or bool(self.problem)
                sync, self._sync_wanted = self._sync_wanted or bool(ending), False
                base, number, taken = self._base, self._base_number, list(self._lines)
                is_long = self._line_bytes > max(COMPACT_BYTES, COMPACT_RATIO * self._first_bytes)
                self._stale, self._busy = False, True
            problem = ""
            try:
                if is_long and self._can_compact and not ending:
                    base, number, taken = self._compact(base, number, taken)
                    stale |= base is not self._head.base
                self._head = replace(self._head, base=base, number=number)
                self._bring_up_to_date(taken, stale=stale, sync=sync, ending=ending)
            except (OSError, WriteProblem) as error:
                problem = (
                    f"修改暂时没有写入恢复记录：{explain_cause(error)}"
                    f"请尽快保存。{advise_on_own_folder(self.file.parent)}"
                )
            except Exception:
                _log.exception("the journal stumbled")  # and goes on: it must outlive a fault
                problem = "修改暂时没有写入恢复记录：程序内部出了一个错误。请尽快保存。"
            self._finish_turn(problem)
            if ending:
                self._disk.close()
                return

    def _compact(self, base: Base, number: int, taken: list[Line]) -> tuple[Base, int, list[Line]]:
        """Make the oldest changes part of the base, and return what the journal is then.

        It stays as it is where a save has finished meanwhile, which drops them anyhow.
        """
        most = max(COMPACT_BYTES, COMPACT_RATIO * self._first_bytes) // 2
        try:
            compacted = compact(base, number, taken, most)
        except ValueError:
            _log.exception("a change does not fit the journal's own base")
            self._can_compact = False
            return base, number, taken
        with self._changed:
            if self._base is not base:
                return base, number, taken
            self._lines[: len(taken)] = compacted.lines
            self._line_bytes = _count_bytes(self._lines)
            self._base, self._base_number = compacted.base, compacted.number
        return compacted.base, compacted.number, compacted.lines

    def _bring_up_to_date(self, taken: list[Line], *, stale: bool, sync: bool, ending: str) -> None:
        now = self._clock.now()
        is_kept = self._head.base.is_saved or (self._is_elsewhere and not self._head.number)
        is_needless = is_kept and not any(each.is_change for each in taken)
        if ending == "remove" or is_needless:
            self._disk.remove()
            self._written = self._synced = len(taken)
            return
        fresh = taken[self._written :]
        if stale or (self._synced < len(taken) and not self._disk.is_intact()):
            make_folder(self.file.parent)
            self._first_bytes = self._disk.rewrite(self._head, taken)
            self._written = self._synced = len(taken)
            self._synced_at = self._clock.now()
            return
        if fresh:
            self._disk.append(fresh)
            self._written = len(taken)
        is_due = sync or not fresh or now - self._synced_at >= SYNC_SECONDS
        if is_due and self._synced < self._written:
            self._disk.sync()
            self._synced = len(taken)
            self._synced_at = self._clock.now()

    def _finish_turn(self, problem: str) -> None:
        with self._changed:
            news = bool(problem) != bool(self.problem)
            if problem:
                self._retry_at = self._clock.now() + RETRY_SECONDS
            self.problem, self._busy = problem, False
            self._turns += 1
            is_safe = self._is_safe() and any(each.is_change for each in self._lines)
            self._changed.notify_all()
        if news:
            self._on_problem(problem)
        if is_safe:
            self._on_safe()


def _count_bytes(lines: Iterable[Line]) -> int:
    return sum(len(each.payload) for each in lines)
