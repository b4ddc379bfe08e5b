"""Work that must not freeze the window: disks, networks, paper."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)


class Job(QObject):
    """A function running in another thread; its outcome arrives in the window's thread."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(float)

    def __init__(self, work: Callable[[Job], Any]) -> None:
        """Prepares the work; :meth:`start` begins it."""
        super().__init__()
        self._work = work

    def start(self) -> None:
        """Begins, after the listeners are connected."""
        QThreadPool.globalInstance().start(_Runner(self, self._work))


class _Runner(QRunnable):
    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        try:
            outcome = self._work(self._job)
        except Exception as error:
            self._job.failed.emit(error)
        else:
            self._job.done.emit(outcome)


_running: set[Job] = set()
"""A job lives until its outcome has arrived: the page that asked may be closed before."""


def start(
    owner: QObject,
    work: Callable[[Job], Any],
    *,
    done: Callable[[Any], None],
    failed: Callable[[Exception], None],
    progressed: Callable[[float], None] | None = None,
) -> None:
    """Runs ``work`` in another thread and calls back in the window's thread.

    The work must not touch a widget, nor a document that the window can change meanwhile. Once
    the owner is gone nobody is called back.
    """
    job = Job(work)

    def arrived(tell: Callable[[Any], None], outcome: object) -> None:
        _running.discard(job)
        if isValid(owner):
            tell(outcome)

    job.done.connect(lambda outcome: arrived(done, outcome))
    job.failed.connect(lambda error: arrived(failed, error))
    if progressed is not None:
        job.progressed.connect(lambda share: isValid(owner) and progressed(share))
    _running.add(job)
    job.start()


def start_unheeded(work: Callable[[], object]) -> None:
    """Runs ``work`` in another thread; nobody waits for it, a problem goes to the log.

    For what no sentence need be said about: a lock given back, the list of recent files.
    """

    def run() -> None:
        try:
            work()
        except Problem:
            _log.warning("something in the background was not done", exc_info=True)

    QThreadPool.globalInstance().start(run)
