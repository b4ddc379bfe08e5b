"""One open report and what protects it: the recovery journal, the lock, its known content.

Every committed change is on the disk within a second, a save never destroys, and nobody's work is
overwritten unasked.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from report_editor.files.fingerprint import Fingerprint, Outside, read_fingerprint
from report_editor.files.user_folders import user_folders
from report_editor.storage import lock
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from report_editor.document import Change, Document, Effect
    from report_editor.forms import Address
    from report_editor.storage.recovery import Recovered
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.opening import Opened
    from report_editor.workspace.session import Session


_JOURNAL_SECONDS = 1.0
"""Time that a save gives a slow journal; it goes on without."""


@dataclass(slots=True)
class Saving:
    """One state of a report on its way to the disk; the user types on meanwhile."""

    path: Path
    document: Document
    state: object
    """Name of the state in the history."""
    change_count: int
    """Number of changes in the journal up to the state."""
    sha256: str = ""
    """Digest of the bytes, once they are made."""
    held: lock.Acquired | None = None
    """Lock of the file under its new name; None where the name is the old one."""


@dataclass(slots=True, eq=False)
class _Look:
    """Look at the file from outside; a stalled drive may keep it from ending."""

    is_old: bool = True
    """It began before something new was known of the file, and has to be repeated."""


class OpenReport(QObject):
    """Owner of one report in work, from its beginning to its end; a window only shows it."""

    saved = Signal()
    recorded = Signal()
    """Emitted when all changes that are not saved are in the journal on the disk."""
    trouble = Signal(str)
    """A Chinese sentence when the journal cannot be written, an empty text when it can again."""
    outsideChanged = Signal(object)
    """Emitted when the file stands otherwise than before, with an ``Outside``."""
    savedLate = Signal(str)
    """Emitted with a Chinese sentence when a save that was given up wrote its file all the same."""
    _journalTrouble = Signal(str)
    _journalSafe = Signal()
    """:attr:`trouble` and :attr:`recorded`, from the journal's thread."""

    def __init__(
        self,
        session: Session,
        held: lock.Lock | lock.NoLock | None = None,
        *,
        opened: Opened | None = None,
        last_year: LastYear | None = None,
        recovered: Recovered | None = None,
        office: str = "",
    ) -> None:
        """Begin to protect a report.

        Args:
            session: the report.
            held: the lock of its file.
            opened: the outcome of reading its file.
            last_year: the report that it was begun from just now.
            recovered: the outcome of bringing it back after a crash.
            office: the office program that seems to have its file open.
        """
        super().__init__()
        session.setParent(self)
        self.session = session
        self.held = held
        self.opened = opened
        self.last_year = last_year
        self.touched: set[Address] = set()
        """Cells whose text or value changed since the file was read."""
        self.office = office
        self.is_over = False
        """Set once the work on the report has ended."""
        self.is_kept = False
        """Set when the user leaves with a save that has no end: the journal is to stay."""
        known = recovered or opened
        self._sha256 = known.sha256 if known else ""
        self._written: set[str] = set()
        """Digests of what saves since then have written or may yet write to the file."""
        self._outside = Outside.SAME
        self._look: _Look | None = None
        self._last_warnings: tuple[str, ...] = ()
        # Queued: who listens to the journal's thread does so only after the constructor.
        self._journalTrouble.connect(self.trouble, Qt.ConnectionType.QueuedConnection)
        self._journalSafe.connect(self.recorded, Qt.ConnectionType.QueuedConnection)
        self._journal: Journal | None = None
        if not session.is_file_read_only:
            self._journal = Journal(
                user_folders().recovery,
                recovered.base
                if recovered
                else Base.of(session.document, session.path, self._sha256),
                file=recovered.file if recovered else None,
                lines=recovered.lines if recovered else (),
                is_elsewhere=not session.is_dirty,
                on_problem=partial(self._emit, self._journalTrouble),
                on_safe=partial(self._emit, self._journalSafe),
            )
        session.changed.connect(self._on_change)

    @property
    def file(self) -> Path | None:
        """Return the report's own file, else the one of another program that it was read from."""
        return self.session.path or (self.opened.path if self.opened else None)

    def _emit(self, signal: SignalInstance, *arguments: str) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone; the thread is about to end
            signal.emit(*arguments)

    def _on_change(self, change: Change, effect: Effect) -> None:
        self.touched |= effect.cells
        if self._journal is not None:
            self._journal.append(change)

    def begin_save(self, path: Path) -> Saving:
        """Take a copy of the report as it is now."""
        change_count = self._journal.change_count if self._journal else 0
        session = self.session
        return Saving(path, session.document.copy(), session.history.begin_save(), change_count)

    def note_save(self, saving: Saving, data: bytes) -> None:
        """Note in the journal which bytes are about to be written; in the window's thread."""
        saving.sha256 = Fingerprint.of(data).sha256
        self._written.add(saving.sha256)
        if self._journal is not None:
            self._journal.begin_save(saving.path, saving.sha256, saving.change_count)

    def sync_note(self) -> None:
        """Wait a moment until the note of a save is on the disk; in a worker's thread.

        A file newer than the journal knows would pass for changed by somebody else, should the
        program die before.
        """
        if (journal := self._journal) is not None:
            journal.sync(_JOURNAL_SECONDS)

    def finish_save(self, saving: Saving, *warnings: str) -> list[str]:
        """Take over what a save left on the disk; in the window's thread.

        Returns:
            Those of its warnings that were not shown after the save before.
        """
        if self.is_over:  # the report was left meanwhile; nobody has the file open
            give_back(saving.held)
            return []
        if saving.held is not None:
            give_back(self.held)
            self.held = None if isinstance(saving.held, lock.Holder) else saving.held
        self._sha256 = saving.sha256
        self._written.clear()
        self._look = None
        if self._journal is not None:
            base = Base(saving.document, saving.path, saving.sha256)
            self._journal.finish_save(saving.change_count, base)
        self.session.mark_saved(saving.path, saving.state)
        self._note_known()
        self.saved.emit()
        news = [each for each in warnings if each and each not in self._last_warnings]
        self._last_warnings = warnings
        return news

    def note_late_save(self, saving: Saving) -> None:
        """Take over that a save which was given up wrote its file after all.

        The report counts as unsaved as before, and its journal stays; but what the file holds is
        known to be an older state of this report.
        """
        give_back(saving.held)
        if not self.is_over:
            self.savedLate.emit(
                f"放弃了的那次保存后来还是写成了：“{saving.path.name}”里是那时的内容，"
                "没有之后的修改。"
            )

    def look_outside(self) -> None:
        """Look whether somebody else changed, moved or deleted the file."""
        path = self.session.path
        if path is not None and self._look is None:
            start(self, self._look_outside(path))

    def keep_mine(self) -> None:
        """Accept that the file holds something else; the next save replaces it unasked."""
        if self.session.path is not None:
            start(self, self._keep_mine(self.session.path))

    def compare(self, now: Fingerprint | None) -> Outside:
        """Find out how the file stands to what was last read or written; in any thread.

        What a save of this report is writing at the moment, or wrote after it was given up, is
        nobody else's change. ``now`` is None where there is no file.
        """
        if not self._sha256:
            return Outside.SAME
        if now is None:
            return Outside.GONE
        is_own = now.sha256 == self._sha256 or now.sha256 in self._written
        return Outside.SAME if is_own else Outside.CHANGED

    async def _look_outside(self, path: Path) -> None:
        look = self._look = _Look()
        while look.is_old:
            look.is_old = False
            now = await in_background(lambda: read_fingerprint(path))
            if look is not self._look:  # the report was saved meanwhile, perhaps elsewhere
                return
        self._look = None
        self._set_outside(self.compare(now))

    async def _keep_mine(self, path: Path) -> None:
        theirs = await in_background(lambda: read_fingerprint(path))
        if theirs is None:
            self._set_outside(Outside.GONE)
        else:
            self._sha256 = theirs.sha256
            self._note_known()

    def _note_known(self) -> None:
        """Note that the content of the file is known: it was saved, or the user has seen it."""
        if self._look is not None:
            self._look.is_old = True
        self._set_outside(Outside.SAME)

    def _set_outside(self, outside: Outside) -> None:
        if outside is not self._outside:
            self._outside = outside
            self.outsideChanged.emit(outside)

    def sync(self) -> bool:
        """Wait until every change is in the journal on the disk; return whether it is."""
        return self._journal is None or self._journal.sync()

    def end(self, *, keep: bool = False) -> None:
        """End the work; the journal stays for the next start if it, or :attr:`is_kept`, says so.

        The disk, which may be a network that is away, is waited for in other threads.
        """
        journal, held, keep = self._journal, self.held, keep or self.is_kept
        self._journal = self.held = None
        self.is_over = True
        if journal is not None:
            in_background(lambda: journal.close(keep=keep))
        give_back(held)


def give_back(held: lock.Acquired | None) -> None:
    """Release a lock, in another thread: its drive may be slow or stalled."""
    if isinstance(held, lock.Lock):
        in_background(held.release)
