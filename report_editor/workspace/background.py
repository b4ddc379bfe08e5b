"""Run in other threads what must not freeze the window: disks, networks, paper.

A coroutine begun by :func:`start` awaits :func:`in_background` and reads like one straight
function; between its steps the window answers. No library does this beside Qt: asyncio has an
event loop of its own, and PySide's QtAsyncio, which replaces Qt's loop, is a preview.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

Result = TypeVar("Result")
Steps: TypeAlias = "Coroutine[Pending[Any], None, Result]"
"""A coroutine that awaits nothing but what this module offers."""

_log = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 - no error: the user thought again
    """Ends a coroutine without a word: the user does not want to go on."""


class Pending(Generic[Result]):
    """A result that arrives later, in the window's thread; one coroutine may await it."""

    def __init__(self) -> None:
        self.go_on: Callable[[], None] = lambda: None
        """Called when the result is there."""
        self._take: Callable[[], Result] | None = None

    def succeed(self, result: Result) -> None:
        """Hand the result over; the coroutine goes on at once."""
        self._settle(lambda: result)

    def fail(self, error: Exception) -> None:
        """Raise an error where the result is awaited."""

        def take() -> Result:
            raise error

        self._settle(take)

    def _settle(self, take: Callable[[], Result]) -> None:
        assert self._take is None, "a result arrives once"
        self._take = take
        self.go_on()

    def __await__(self) -> Generator[Pending[Result], None, Result]:
        if self._take is None:
            yield self
        assert self._take is not None
        return self._take()


def start(owner: QObject, steps: Steps[Any]) -> None:
    """Carry out a coroutine up to its first wait, and the rest as its results arrive.

    An error that the coroutine lets through is raised here, or by Qt's event loop later on. Once
    ``owner`` is gone the coroutine is not continued.
    """

    def go_on() -> None:
        if not isValid(owner):
            steps.close()
            return
        try:
            pending = steps.send(None)
        except (StopIteration, Cancelled):
            return
        pending.go_on = go_on

    go_on()


def in_background(work: Callable[[], Result]) -> Pending[Result]:
    """Run a function in another thread; await its result, or the error it raised.

    The work must not touch a widget, nor a document that the window can change meanwhile.
    """
    job = _Job(work)
    _running.add(job)
    QThreadPool.globalInstance().start(job.run)
    return job.pending


def start_unheeded(work: Callable[[], object]) -> None:
    """Run a function in another thread whose outcome nobody waits for; a problem is logged."""

    def run() -> None:
        try:
            work()
        except Problem:
            _log.warning("something in the background was not done", exc_info=True)

    QThreadPool.globalInstance().start(run)


class _Job(QObject):
    """A function in another thread, whose outcome comes back through Qt's queue."""

    _over = Signal()

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.pending: Pending[Any] = Pending()
        self._work: Callable[[], Any] | None = work
        self._settle: Callable[[], None]
        self._over.connect(self._deliver)

    def run(self) -> None:
        work, self._work = self._work, None
        assert work is not None
        try:
            self._settle = partial(self.pending.succeed, work())
        except Exception as error:
            self._settle = partial(self.pending.fail, error)
        del work  # what it holds must not be destroyed in this thread
        self._over.emit()

    def _deliver(self) -> None:
        _running.discard(self)
        self._settle()


_running: set[_Job] = set()
"""Jobs live until their outcome has arrived, even if nobody waits for it any more."""
