"""What protects the report in work: the recovery journal, the lock, earlier versions.

One place connects the session to the storage that keeps promises: every committed change is on
disk within a second, a save never destroys, and nobody's work is overwritten unasked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from report_editor.storage import generations, lock
from report_editor.storage.folders import made, user_folders
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.storage.outside_change import Fingerprint, Outside, changed_outside
from report_editor.storage.write_problem import WriteProblem

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Change, Document, Effect
    from report_editor.storage.lock import Lock, NoLock
    from report_editor.storage.recovery import Recovered
    from report_editor.ui.session import Session


class Safekeeping(QObject):
    """Guards one session from its beginning to its end."""

    trouble = Signal(str)
    """The journal cannot be written (a Chinese sentence), or can again (an empty text)."""

    def __init__(
        self, session: Session, held: Lock | NoLock | None, recovered: Recovered | None = None
    ) -> None:
        """Begins to guard; ``held`` is the lock taken when the file was opened."""
        super().__init__(session)
        self._session = session
        self._held = held
        self._sha256 = recovered.sha256 if recovered else session.sha256
        folders = user_folders()
        self._backups = folders.backups
        self._journal = self._begin(folders.recovery, recovered)
        session.changed.connect(self._on_change)

    # ------------------------------------------------------------------ saving

    def changed_outside(self) -> Outside:
        """Whether the file still holds what was last read or written; reads it whole."""
        path = self._session.path
        if path is None or not self._sha256:
            return Outside.SAME
        return changed_outside(path, self._sha256)

    def begin_save(self, path: Path, data: bytes) -> int:
        """Notes in the journal that these bytes are about to be written; returns the place."""
        if self._journal is None:
            return 0
        return self._journal.begin_save(path, Fingerprint.of(data).sha256)

    def write(self, path: Path, data: bytes) -> generations.Saved:
        """Writes the file and keeps its earlier version; in a worker's thread.

        Raises:
            WriteProblem: the file was not saved; it holds what it held.
        """
        return generations.save(path, data, self._backups)

    def saved(self, path: Path, document: Document, place: int, done: generations.Saved) -> None:
        """The save succeeded: the journal starts from what the file holds now."""
        if path != self._session.path:
            self._release()
            taken = lock.acquire(path)
            self._held = None if isinstance(taken, lock.Holder) else taken
        self._sha256 = done.fingerprint.sha256
        if self._journal is not None:
            self._journal.saved(place, Base.of(document, path, self._sha256))

    def accept_outside(self, sha256: str) -> None:
        """The user has seen the other content of the file and keeps this report's."""
        self._sha256 = sha256

    # ------------------------------------------------------------------ the end

    def sync(self) -> bool:
        """Waits until every change is in the journal on the disk; says whether it is."""
        return self._journal is None or self._journal.sync()

    def end(self, *, keep: bool = False) -> None:
        """Ends guarding; the journal stays for the next start if it is to be kept."""
        if self._journal is not None:
            self._journal.close(keep=keep)
            self._journal = None
        self._release()

    # ------------------------------------------------------------------ how

    def _begin(self, folder: Path, recovered: Recovered | None) -> Journal | None:
        session = self._session
        if session.read_only:
            return None
        try:
            made(folder)
        except WriteProblem as problem:
            self.trouble.emit(str(problem))
            return None
        if recovered is not None:
            return Journal(
                folder,
                recovered.base,
                file=recovered.file,
                payloads=recovered.payloads,
                on_problem=self.trouble.emit,
            )
        base = Base.of(session.document, session.path, self._sha256)
        return Journal(folder, base, on_problem=self.trouble.emit)

    def _on_change(self, change: Change, _effect: Effect) -> None:
        if self._journal is not None:
            self._journal.append(change)

    def _release(self) -> None:
        if isinstance(self._held, lock.Lock):
            self._held.release()
        self._held = None
