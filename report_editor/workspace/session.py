"""One report in memory as the views see it: its document, its steps, what the checks found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from report_editor.checks import Finding, Severity, check_in_steps, is_set_aside
from report_editor.document import Change, Document, Effect, EntryEdit, History, Part
from report_editor.document.final_records import FinalRecord, find_final
from report_editor.document.size import describe_growth
from report_editor.document.wording import Wording
from report_editor.workspace.idle_work import IdleWork, Steps

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.checks.text.number_links import LinkKey, NumberLink

CHECK_DELAY_MS = 150
"""Milliseconds without typing after which the checks run; totals and balances do not wait."""


class Session(QObject):
    """One open report. Views listen to it; it knows no widget and no disk."""

    changed = Signal(object, object)
    """A change was made, undone or redone: (Change as applied, Effect)."""
    dirtyChanged = Signal()
    findingsChanged = Signal()
    finalChanged = Signal()
    """Emitted when the report was made final or taken back, after :attr:`changed`."""
    refused = Signal(str)
    """Emitted with a Chinese sentence when a change was not made: the report would be too long."""
    commitRequested = Signal()
    """Emitted before the document is read for good: whoever has typed text that is not in it yet
    puts it there before returning."""

    def __init__(
        self,
        document: Document,
        path: Path | None = None,
        *,
        saved: bool = True,
        read_only: bool = False,
        history: History | None = None,
    ) -> None:
        """Begin work on a document.

        Args:
            document: the report.
            path: its own file, None where it has none yet.
            saved: whether the file holds the document as it is.
            read_only: the file must not be written.
            history: the steps of a report brought back after a crash.
        """
        super().__init__()
        self.document = document
        self.path = path
        self.is_file_read_only = read_only
        self.final: FinalRecord | None = find_final(document)
        """Record by which the report is final, and open for reading; None where it is not."""
        self.history = history or History(document, saved=saved)
        self._put_out_of_reach()
        self.history.listen(self._on_change)
        self.findings: list[Finding] = []
        self.links: tuple[NumberLink, ...] = ()
        """Numbers of the narrative with what the tables say of them, as found by the checks."""
        self._meanings: dict[LinkKey, frozenset[int]] = {}
        self.idle = IdleWork(self)
        """Work that may take long and must not hold a key up."""
        self._was_dirty = self.history.is_dirty
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_DELAY_MS)
        self._timer.timeout.connect(self._begin_checks)
        self._timer.start()  # the window shows first, then it judges

    @property
    def read_only(self) -> bool:
        """Return whether nobody may change the report: its file is closed to us, or it is final."""
        return self.is_file_read_only or self.final is not None

    @property
    def is_dirty(self) -> bool:
        """Return whether there is something that the file does not hold."""
        return self.history.is_dirty

    @property
    def name(self) -> str:
        """Return what the window calls the report."""
        return self.path.name if self.path else Wording(self.document).title or "未命名年度报告"

    @property
    def knows_last_year(self) -> bool:
        """Return whether the report keeps last year's numbers and text to be compared with."""
        return bool(self.document.entries(Part.PREVIOUS))

    @property
    def active_findings(self) -> list[Finding]:
        """Return the findings that nobody has set aside."""
        if not self.document.entries(Part.SET_ASIDE):
            return self.findings
        return [each for each in self.findings if not is_set_aside(self.document, each)]

    @property
    def active_errors(self) -> list[Finding]:
        """Return the errors that nobody has set aside."""
        return [each for each in self.active_findings if each.severity is Severity.ERROR]

    @property
    def set_aside_findings(self) -> list[Finding]:
        """Return the findings that somebody has set aside."""
        if not self.document.entries(Part.SET_ASIDE):
            return []
        return [each for each in self.findings if is_set_aside(self.document, each)]

    def do(self, change: Change) -> bool:
        """Make a change that a person asks for, if there is room for it; return whether there is.

        A report that is longer could be saved and not be opened again.
        """
        if not self.has_room_for(change):
            return False
        self.history.do(change)
        return True

    def has_room_for(self, change: Change) -> bool:
        """Check whether a report stays within its limits; emit :attr:`refused` where not."""
        if problem := describe_growth(self.document, change):
            self.refused.emit(problem)
        return not problem

    def commit(self) -> None:
        """Take over what was typed and is not in the document yet.

        To be called before everything that reads the document for good: save, export, close.
        """
        self.commitRequested.emit()

    def check_now(self) -> None:
        """End the checks at once, for whatever must not show an old state."""
        if self._timer.isActive():
            self._timer.stop()
            self._begin_checks()
        self.idle.finish(self)

    def check_again(self) -> None:
        """Check the report although it did not change: what is looked for did."""
        self._begin_checks()

    def _begin_checks(self) -> None:
        self.idle.start(self, self._check())

    def _check(self) -> Steps:
        """Run the checks step by step; a change before the end drops them."""
        findings = yield from check_in_steps(self.document)
        from report_editor.checks.text.number_links import (  # the first check imported it
            find_links,
            note_links,
            remember_meanings,
        )

        links = yield from find_links(self.document, self._meanings)
        self.findings, self.links = note_links(findings, links), links
        self._meanings = remember_meanings(links, self._meanings)
        self.findingsChanged.emit()

    def mark_saved(self, path: Path, state: object) -> None:
        """Note that a file holds a state, which ``History.begin_save`` returned."""
        self.path = path
        self.history.mark_saved(state)
        self._was_dirty = self.history.is_dirty
        self.dirtyChanged.emit()

    def _put_out_of_reach(self) -> None:
        """Let no undo take back a step that made the report final, or what was before it."""
        steps = self.history.steps
        touching = (
            count
            for count, step in enumerate(steps, start=1)
            if any(isinstance(each, EntryEdit) and each.part is Part.FINAL for each in step.edits)
        )
        self.history.forget(len(steps) - max(touching, default=0))

    def _on_change(self, change: Change, effect: Effect) -> None:
        self.idle.cancel(self)  # it was for the document as it was
        self._timer.start()
        is_about_final = Part.FINAL in effect.other
        if is_about_final:
            self.final = find_final(self.document)
            self._put_out_of_reach()
        self.changed.emit(change, effect)
        if is_about_final:
            self.finalChanged.emit()
        if self.history.is_dirty != self._was_dirty:
            self._was_dirty = self.history.is_dirty
            self.dirtyChanged.emit()
