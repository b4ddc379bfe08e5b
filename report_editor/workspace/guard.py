"""What protects the report in work: the recovery journal, the lock, earlier versions.

One place connects the session to the storage that keeps promises: every committed change is on
disk within a second, a save never destroys, and nobody's work is overwritten unasked.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from report_editor.files.fingerprint import Fingerprint, Outside, compare_with_file
from report_editor.files.user_folders import user_folders
from report_editor.storage import lock, versions
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.workspace import background

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Change, Document, Effect
    from report_editor.storage.lock import Lock, NoLock
    from report_editor.storage.recovery import Recovered
    from report_editor.workspace.session import Session


_JOURNAL_SECONDS = 1.0
"""Time that a save gives a slow journal; it goes on without."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a save did on the disk."""

    saved: versions.Saved
    held: lock.Acquired | None
    """The lock of the file under its new name; None where the name is the old one."""


class Guard(QObject):
    """Guards one session from its beginning to its end."""

    trouble = Signal(str)
    """The journal cannot be written (a Chinese sentence), or can again (an empty text)."""
    fileKnown = Signal()
    """What the file holds is known again: it was saved, or the user has seen what it holds."""
    _told = Signal(str)
    """The same, from the journal's thread. Queued: who guards a report listens only then."""

    def __init__(
        self, session: Session, held: Lock | NoLock | None, recovered: Recovered | None = None
    ) -> None:
        """Begins to guard; ``held`` is the lock taken when the file was opened."""
        super().__init__(session)
        self._session = session
        self._held = held
        self._sha256 = recovered.sha256 if recovered else session.sha256
        self._written = ""
        folders = user_folders()
        self._backups = folders.backups
        self._told.connect(self.trouble, Qt.ConnectionType.QueuedConnection)
        self._journal = self._begin(folders.recovery, recovered)
        self._is_over = False
        session.changed.connect(self._on_change)

    # ------------------------------------------------------------------ saving

    def changed_outside(self) -> Outside:
        """Whether the file still holds what was last read or written; reads it whole.

        What a save of this window is writing at the moment is nobody else's change.
        """
        path = self._session.path
        if path is None or not self._sha256:
            return Outside.SAME
        outside = compare_with_file(path, self._sha256)
        if outside is Outside.CHANGED and self._written:
            return compare_with_file(path, self._written)
        return outside

    def begin_save(self, path: Path, data: bytes) -> int:
        """Notes in the journal that these bytes are about to be written; returns the place."""
        self._written = Fingerprint.of(data).sha256
        if self._journal is None:
            return 0
        return self._journal.begin_save(path, self._written)

    def write(self, path: Path, data: bytes) -> Written:
        """Writes the file and keeps its earlier version; in a worker's thread.

        Under a new name it is locked as well, unless somebody else has it open.

        Raises:
            WriteProblem: the file was not saved; it holds what it held.
        """
        from report_editor.workbook.report_file import is_upgraded_by_a_save

        if (journal := self._journal) is not None:
            # A file newer than the journal knows would pass for changed by somebody else, should
            # the program die now.
            journal.sync(_JOURNAL_SECONDS)
        upgrade = is_upgraded_by_a_save(path)
        saved = versions.save(path, data, self._backups, upgrade=upgrade)
        return Written(saved, None if path == self._session.path else lock.acquire(path))

    def saved(self, path: Path, document: Document, place: int, written: Written) -> None:
        """The save succeeded: the journal starts from what the file holds now."""
        if self._is_over:  # the report was left meanwhile; nobody has the file open
            background.start_unheeded(lambda: _release(written.held))
            return
        if written.held is not None:
            former = self._held
            background.start_unheeded(lambda: _release(former))
            self._held = None if isinstance(written.held, lock.Holder) else written.held
        self._sha256 = written.saved.fingerprint.sha256
        if self._journal is not None:
            self._journal.finish_save(place, Base.of(document, path, self._sha256))
        self.fileKnown.emit()

    def accept_outside(self, sha256: str) -> None:
        """The user has seen the other content of the file and keeps this report's."""
        self._sha256 = sha256
        self.fileKnown.emit()

    # ------------------------------------------------------------------ the end

    def sync(self) -> bool:
        """Waits until every change is in the journal on the disk; says whether it is."""
        return self._journal is None or self._journal.sync()

    @property
    def is_over(self) -> bool:
        """Whether the work on the report has ended."""
        return self._is_over

    def end(self, *, keep: bool = False) -> None:
        """Ends guarding; the journal stays for the next start if it is to be kept.

        The disk, which may be a network that is away, is waited for in another thread.
        """
        journal, held = self._journal, self._held
        self._journal = self._held = None
        self._is_over = True

        def finish() -> None:
            if journal is not None:
                journal.close(keep=keep)
            _release(held)

        background.start_unheeded(finish)

    # ------------------------------------------------------------------ how

    def _begin(self, folder: Path, recovered: Recovered | None) -> Journal | None:
        session = self._session
        if session.read_only:
            return None
        if recovered is not None:
            return Journal(
                folder,
                recovered.base,
                file=recovered.file,
                payloads=recovered.payloads,
                on_problem=self._tell,
            )
        base = Base.of(session.document, session.path, self._sha256)
        return Journal(folder, base, on_problem=self._tell)

    def _tell(self, sentence: str) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone; the thread is about to end
            self._told.emit(sentence)

    def _on_change(self, change: Change, _effect: Effect) -> None:
        if self._journal is not None:
            self._journal.append(change)


def _release(held: lock.Acquired | None) -> None:
    if isinstance(held, lock.Lock):
        held.release()
