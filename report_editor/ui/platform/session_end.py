"""End of the session by the system: a logout, a shutdown, an administrator's kill.

Nobody may be there to answer, so nothing is asked. What is not saved is in the recovery journal
and is offered at the next start.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable


class SessionEnd(QObject):
    """Listener to the system as long as the window lives."""

    _asked = Signal()
    """Emitted by a signal of the system, which comes at any moment, also amid a change."""

    def __init__(
        self, parent: QObject, secure: Callable[[], bool], put_away: Callable[[], None]
    ) -> None:
        """Begin to listen.

        Args:
            parent: the owner.
            secure: brings every change to the disk; the session of the desktop may go on.
            put_away: ends the work on the report and keeps what is not saved.
        """
        super().__init__(parent)
        self._secure = secure
        self._put_away = put_away
        self._asked.connect(self._end, Qt.ConnectionType.QueuedConnection)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.commitDataRequest.connect(self._commit, Qt.ConnectionType.DirectConnection)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if number := signal.Signals.__members__.get(name):  # Windows has not all of them
                signal.signal(number, lambda _number, _frame: self._asked.emit())
        if sys.platform != "win32":
            self._let_signals_wake_the_loop()

    def _commit(self, _manager: object) -> None:
        self._secure()

    def _let_signals_wake_the_loop(self) -> None:
        """Wake Qt's loop through a pipe: Python runs its handlers only between its own steps."""
        self._pipe, wake = os.pipe()
        for end in (self._pipe, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        notifier = QSocketNotifier(self._pipe, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._empty_pipe)

    def _empty_pipe(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._pipe, 64)

    def _end(self) -> None:
        self._put_away()
        QCoreApplication.exit(0)  # quit() would ask the window, and the window the user
