"""Run in other threads what must not freeze the window: disks, networks, paper.

A coroutine begun by :func:`start` awaits :func:`in_background` and reads like one straight
function; between its steps the window answers. No library does this beside Qt: asyncio has an
event loop of its own, and PySide's QtAsyncio, which replaces Qt's loop, is a preview.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

Result = TypeVar("Result")
Steps: TypeAlias = "Coroutine[Pending[Any], None, Result]"
"""A coroutine that awaits nothing but what this module offers."""

_log = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 - no error: the user thought again
    """End of a coroutine without a word: the user does not want to go on."""


class Pending(Generic[Result]):
    """A result that arrives later, in the window's thread; one coroutine may await it."""

    def __init__(self) -> None:
        self.go_on: Callable[[], None] | None = None
        """Called when the result is there; None while nobody awaits it."""
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
        if self.go_on is not None:
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

    The work must not touch a widget, nor a document that the window can change meanwhile. Where
    nobody awaits it (a lock given back, the list of recent files), an error is only logged.
    """
    job = _Job(work)
    _running.add(job)
    QThreadPool.globalInstance().start(job.run)
    return job.pending


class _Job(QObject):
    """A function in another thread, whose outcome comes back through Qt's queue."""

    _over = Signal()

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.pending: Pending[Any] = Pending()
        self._work: Callable[[], Any] | None = work
        self._result: Any = None
        self._error: Exception | None = None
        self._over.connect(self._deliver)

    def run(self) -> None:
        work, self._work = self._work, None
        assert work is not None
        try:
            self._result = work()
        except Exception as error:
            self._error = error
        del work  # what it holds must not be destroyed in this thread
        self._over.emit()

    def _deliver(self) -> None:
        _running.discard(self)
        if self._error is None:
            self.pending.succeed(self._result)
        elif self.pending.go_on is None:
            _log.warning("something in the background was not done", exc_info=self._error)
        else:
            self.pending.fail(self._error)


_running: set[_Job] = set()
"""Jobs live until their outcome has arrived, even if nobody waits for it any more."""
