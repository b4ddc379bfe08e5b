"""Bring every change of a report to the disk within a second, without waiting for the disk.

Changes are handed over at once; a thread of the journal's own writes them at once and syncs them
at most :data:`SYNC_SECONDS` later. While the disk refuses, they stay in memory and are tried
again; the journal on the disk remains what it was.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from typing import TYPE_CHECKING, Protocol

from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.files.processes import Owner
from report_editor.files.refusals import WriteProblem, advise_on_own_folder, explain_cause
from report_editor.files.user_folders import make_folder
from report_editor.storage.journal_file import SUFFIX, JournalFile
from report_editor.storage.journal_lines import encode_change, encode_head, encode_save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from report_editor.document import Change
    from report_editor.storage.journal_lines import Base

_log = logging.getLogger(__name__)

SYNC_SECONDS = 0.4
"""Least time from one sync to the next: a disk is not to sync at every key."""
RETRY_SECONDS = 2.0
"""Time until a refused write is tried again."""
PATIENCE_SECONDS = 5.0
"""Time that is waited for a slow disk, where somebody waits, before the program goes on."""


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
        payloads: Iterable[bytes] = (),
        on_problem: Callable[[str], None] = lambda _sentence: None,
        ops: FileOps = SYSTEM,
        clock: Clock = _MachineClock(),  # noqa: B008 - it has no state
    ) -> None:
        """Begin a journal.

        Args:
            folder: The user's folder for recovery.
            base: The state that the changes will start from.
            file: A journal to take over, with ``payloads`` as the lines it has.
            payloads: See ``file``.
            on_problem: Called in the journal's thread with a Chinese sentence when changes can
                no longer be written, and with an empty one when they can again.
            ops: The disk.
            clock: The time.
        """
        self.problem = ""
        """Why changes are not being written, as a Chinese sentence; empty while they are."""
        self._clock = clock
        self.file = file or folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._disk = JournalFile(self.file, ops=ops)
        self._on_problem = on_problem
        self._owner = Owner.this_process()
        # What callers hand over, guarded by the condition:
        self._changed = threading.Condition()
        self._base = base
        self._lines = list(payloads)
        self._dropped = 0
        self._stale = file is not None or not base.sha256
        self._sync_wanted = False
        self._ending = ""
        self._busy = False
        self._turns = 0
        # What only the thread writes:
        self._written = self._synced = 0
        self._synced_at = self._retry_at = float("-inf")
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    # ------------------------------------------------------------ handing over

    def append(self, change: Change) -> None:
        """Take a change that was made, or the inverse that an undo made; return at once."""
        with self._changed:
            self._lines.append(encode_change(change))
            self._changed.notify_all()

    @property
    def line_count(self) -> int:
        """Return the number of lines up to the present state, to give to :meth:`begin_save`.

        Lines that :meth:`finish_save` dropped count as well: the number only grows.
        """
        with self._changed:
            return self._dropped + len(self._lines)

    def begin_save(self, path: Path, sha256: str, line_count: int | None = None) -> int:
        """Note that a save begins; return at once. May be called in any thread.

        Call :meth:`sync` before the file is written, so that the note is on the disk first.

        Args:
            path: The file that is about to be written.
            sha256: The digest of its new content.
            line_count: :attr:`line_count` at the state that is saved; None for the present state.

        Returns:
            The number of lines up to the note, itself included, to give to :meth:`finish_save`.
        """
        with self._changed:
            present = len(self._lines)
            index = present if line_count is None else max(0, line_count - self._dropped)
            self._lines.insert(index, encode_save(path, sha256))
            if index < present:  # what was changed since may be on the disk already
                self._stale = True
            self._changed.notify_all()
            return self._dropped + index + 1

    def finish_save(self, line_count: int, base: Base) -> None:
        """Drop the lines before a save that has succeeded; return at once.

        ``line_count`` is what :meth:`begin_save` returned, ``base`` the state that was saved.
        """
        with self._changed:
            del self._lines[: max(0, line_count - self._dropped)]
            self._dropped = max(line_count, self._dropped)
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
        return not self._stale and not self._busy and self._synced == len(self._lines)

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
                base, taken = self._base, list(self._lines)
                self._stale, self._busy = False, True
            problem = ""
            try:
                self._bring_up_to_date(base, taken, stale=stale, sync=sync, ending=ending)
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

    def _bring_up_to_date(
        self, base: Base, taken: list[bytes], *, stale: bool, sync: bool, ending: str
    ) -> None:
        now = self._clock.now()
        if ending == "remove" or (stale and base.sha256 and not taken):
            self._disk.remove()
            self._written = self._synced = 0
            return
        fresh = taken[self._written :]
        if stale or (self._synced < len(taken) and not self._disk.is_intact()):
            make_folder(self.file.parent)
            self._disk.rewrite([encode_head(base, self._owner), *taken])
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
            self._changed.notify_all()
        if news:
            self._on_problem(problem)
