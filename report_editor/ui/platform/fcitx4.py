"""Connection over D-Bus to Fcitx 4, the input method of the older Kylin and UOS and of Sogou.

Its Qt module exists for the Qt of the system alone, and unlike Fcitx 5 it does not answer as
IBus. So each key is offered to it before the window gets it, and the text it hands over is given
to whatever has the focus. Fcitx shows what is being composed in its own window, at the cursor.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    Q_ARG,
    Q_RETURN_ARG,
    SIGNAL,
    QCoreApplication,
    QEvent,
    QMetaObject,
    QObject,
    Qt,
)
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusServiceWatcher
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

SERVICE = "org.fcitx.Fcitx"
NEWER = "org.fcitx.Fcitx5"
_METHOD = ("/inputmethod", "org.fcitx.Fcitx.InputMethod")
_CONTEXT = "org.fcitx.Fcitx.InputContext"
_OFFER = "ProcessKeyEvent(uint,uint,uint,int,uint)"
_PATIENCE_MS = 500
"""Milliseconds without an answer after which Fcitx gets no more keys; typing must go on."""
_FORWARDED = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF0D: Qt.Key.Key_Return,
    0xFF51: Qt.Key.Key_Left,
    0xFF53: Qt.Key.Key_Right,
    0xFFFF: Qt.Key.Key_Delete,
}
"""Keys, by their X names, that Fcitx sends back to the program by itself."""


def connect(app: QGuiApplication) -> Fcitx4 | None:
    """Connect to Fcitx 4 for as long as the program runs; None where it does not run."""
    bus = QDBusConnection.sessionBus()
    if app.platformName() != "xcb" or not bus.isConnected():
        return None
    names = bus.interface()
    if names.isServiceRegistered(NEWER).value() or not names.isServiceRegistered(SERVICE).value():
        return None
    return Fcitx4(app, bus)


class Fcitx4(QObject):
    """Way of the keys of the window in front to Fcitx, and of the text it makes of them back."""

    def __init__(self, app: QGuiApplication, bus: QDBusConnection) -> None:
        super().__init__(app)
        self._bus = bus
        self._context: QDBusInterface | None = None
        """None while Fcitx does not run or does not answer."""
        self._window: QWindow | None = None
        self._watcher = QDBusServiceWatcher(
            SERVICE, bus, QDBusServiceWatcher.WatchModeFlag.WatchForRegistration, self
        )
        self._watcher.serviceRegistered.connect(self._begin)  # it was restarted
        self._begin()
        app.focusWindowChanged.connect(self._watch)
        app.focusObjectChanged.connect(self._send_focus)
        app.inputMethod().cursorRectangleChanged.connect(self._send_cursor)
        self._watch(app.focusWindow())

    def _begin(self) -> None:
        """Get a context; without one the keys go to the window as if Fcitx did not run."""
        self._end()
        method = QDBusInterface(SERVICE, *_METHOD, self._bus)
        method.setTimeout(_PATIENCE_MS)
        reply = method.call(
            "CreateICv3", QCoreApplication.applicationName(), os.getpid()
        ).arguments()
        if len(reply) < 2:
            return
        path = f"/inputcontext_{reply[0]}"
        context = QDBusInterface(SERVICE, path, _CONTEXT, self._bus, self)
        context.setTimeout(_PATIENCE_MS)
        QObject.connect(context, SIGNAL("CommitString(QString)"), self._take)
        QObject.connect(context, SIGNAL("ForwardKey(uint,uint,int)"), self._press)
        if context.metaObject().indexOfMethod(_OFFER) >= 0:
            self._context = context
            self._send_focus()

    def _end(self) -> None:
        """Drop a context that does not answer any more."""
        if self._context is not None:
            self._context.deleteLater()
            self._context = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Fcitx have a key first; what it takes goes nowhere else."""
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.KeyPress,
            QEvent.Type.KeyRelease,
        ):
            return event.nativeVirtualKey() != 0 and _wants_text() and self._offer(event)
        return super().eventFilter(watched, event)

    def _offer(self, event: QKeyEvent) -> bool:
        if self._context is None:
            return False
        taken = QMetaObject.invokeMethod(  # type: ignore[call-overload]  # stubs want bytes: a crash
            self._context,
            "ProcessKeyEvent",
            Qt.ConnectionType.DirectConnection,
            Q_RETURN_ARG(int),
            Q_ARG("uint", event.nativeVirtualKey()),
            Q_ARG("uint", event.nativeScanCode()),
            Q_ARG("uint", event.nativeModifiers()),
            Q_ARG(int, int(event.type() == QEvent.Type.KeyRelease)),
            Q_ARG("uint", event.timestamp() & 0xFFFFFFFF),
        )
        if self._context.lastError().isValid():
            self._end()
            return False
        # What it hands over comes before the next key.
        QCoreApplication.sendPostedEvents(self._context, QEvent.Type.MetaCall.value)
        self._send_cursor()
        return bool(taken)

    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._forget)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)
        self._send_focus()

    def _forget(self) -> None:
        self._window = None

    def _send_focus(self) -> None:
        if self._context is not None:
            self._context.asyncCall("FocusIn" if _wants_text() else "FocusOut")
            self._send_cursor()

    def _send_cursor(self) -> None:
        """Send the cursor's rectangle in pixels of the screen: the candidates appear there."""
        window = QGuiApplication.focusWindow()
        if self._context is None or window is None:
            return
        cursor = QGuiApplication.inputMethod().cursorRectangle().toRect()
        corner, ratio = window.mapToGlobal(cursor.topLeft()), window.devicePixelRatio()
        rectangle = (corner.x(), corner.y(), max(1, cursor.width()), max(1, cursor.height()))
        self._context.asyncCallWithArgumentList(
            "SetCursorRect", [round(each * ratio) for each in rectangle]
        )

    def _take(self, text: str) -> None:
        """Insert a text where the focus is."""
        target = QGuiApplication.focusObject()
        if target is not None:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QCoreApplication.sendEvent(target, event)

    def _press(self, symbol: int, _state: int, kind: int) -> None:
        """Press or release a key that Fcitx sends, such as the arrow into a pair of quotes."""
        window = QGuiApplication.focusWindow()
        key = _FORWARDED.get(symbol)
        if window is not None and key is not None:
            released = QEvent.Type.KeyRelease if kind else QEvent.Type.KeyPress
            event = QKeyEvent(released, key, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(window, event)


def _wants_text() -> bool:
    """Check whether an input method may write where the focus is."""
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    if target := QGuiApplication.focusObject():
        QCoreApplication.sendEvent(target, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))
