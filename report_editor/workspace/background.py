"""Run in other threads what must not freeze the window: disks, networks, paper.

A coroutine begun by :func:`start` awaits :func:`in_background` and reads like one straight
function; between its steps the window answers. No library does this beside Qt: asyncio has an
event loop of its own, and PySide's QtAsyncio, which replaces Qt's loop, is a preview.

Python runs one thread at a time. A thread that works gives way to the window's when it is asked,
and that happens many times in one key, at each call of Qt: see :data:`GIVE_WAY_SECONDS`.

A call to a stalled drive may never return. So each work has a thread of its own, which no other
work waits for and which ends with the program: Qt's pool has few threads and is waited for.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

Result = TypeVar("Result")
Routine: TypeAlias = "Coroutine[Pending[Any], None, Result]"
"""A coroutine that awaits nothing but what this module offers."""

GIVE_WAY_SECONDS = 0.0002
"""Time after which a thread that works gives way to the window's, in the place of Python's 5 ms.

While a PDF of 70 pages is made, a key took 42 ms in the middle and 62 at the 95th percentile; it
takes 6 and 9 so, and the PDF as long as before. A process of its own for it takes 28 MB, and 0.4 s
to its first PDF where a thread takes 0.2.
"""

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

    @property
    def is_settled(self) -> bool:
        """Return whether the result, or an error in its place, is there."""
        return self._take is not None

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


def favor_window() -> None:
    """Have other threads give way to the window's soon; to be called once, at the start."""
    sys.setswitchinterval(GIVE_WAY_SECONDS)


def start(owner: QObject, routine: Routine[Any]) -> None:
    """Carry out a coroutine up to its first wait, and the rest as its results arrive.

    An error that the coroutine lets through is raised here, or by Qt's event loop later on. Once
    ``owner`` is gone the coroutine is not continued.
    """

    def go_on() -> None:
        if not isValid(owner):
            routine.close()
            return
        try:
            pending = routine.send(None)
        except (StopIteration, Cancelled):
            return
        pending.go_on = go_on

    go_on()


def in_background(
    work: Callable[[], Result], on_late: Callable[[Result], None] = lambda _result: None
) -> Pending[Result]:
    """Run a function in another thread; await its result, or the error it raised.

    The work must not touch a widget, nor a document that the window can change meanwhile. Where
    nobody awaits it (a lock given back, the list of recent files), an error is only logged.

    Who need not wait for ever settles the pending result, for instance by ``fail(Cancelled())``.
    The work goes on; a result that comes later is given to ``on_late``, in the window's thread.
    """
    job = _Job(work)
    pending: Pending[Result] = Pending()
    _running[job] = (pending, on_late)
    thread = threading.Thread(
        target=_run, args=(job, _post_office()), name="background", daemon=True
    )
    thread.start()
    return pending


def wait_for_work(seconds: float | None = None) -> bool:
    """Wait until the work of other threads is over; return whether it is.

    Work that nobody waits for any more, because it was given up, is not waited for here either.
    """
    end = float("inf") if seconds is None else time.monotonic() + seconds
    jobs = [job for job, (pending, _) in _running.items() if not pending.is_settled]
    return all(job.is_over.wait(min(end - time.monotonic(), threading.TIMEOUT_MAX)) for job in jobs)


class _Job:
    """A function in another thread and its outcome."""

    __slots__ = ("error", "is_over", "result", "work")

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work: Callable[[], Any] | None = work
        self.is_over = threading.Event()
        self.result: Any = None
        self.error: Exception | None = None


_running: dict[_Job, tuple[Pending[Any], Callable[[Any], None]]] = {}
"""Jobs whose outcome has not arrived, and who is to get it."""


def _run(job: _Job, post: _PostOffice) -> None:
    work, job.work = job.work, None
    assert work is not None
    try:
        job.result = work()
    except Exception as error:
        job.error = error
    del work  # what it holds must not be destroyed in this thread
    job.is_over.set()
    with suppress(RuntimeError):  # the program has ended
        post.arrived.emit(job)


class _PostOffice(QObject):
    """Receiver, in the window's thread, of what comes from other threads through Qt's queue."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._deliver)

    def _deliver(self, job: _Job) -> None:
        pending, on_late = _running.pop(job)
        result, error = job.result, job.error
        job.result = job.error = None
        if pending.is_settled:
            if error is None:
                on_late(result)
            else:
                _log.info("something given up was not done", exc_info=error)
        elif error is None:
            pending.succeed(result)
        elif pending.go_on is None:
            _log.warning("something in the background was not done", exc_info=error)
        else:
            pending.fail(error)


@cache
def _post_office() -> _PostOffice:
    return _PostOffice()
