"""Chinese is typed with Fcitx 4, over a real bus to a stand-in for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from report_editor.ui.platform import fcitx4
from report_editor.ui.platform.fcitx4 import Fcitx4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed"
)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in may need longer for an answer than one who types is kept waiting."""
    monkeypatch.setattr(fcitx4, "_PATIENCE_MS", 60_000)


@contextmanager
def running(*command: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that says one line when it is ready."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""
"""A bus that starts nothing by itself: a Fcitx that is installed here is not what is tested."""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[tuple[QDBusConnection, str]]:
    """A connection to a bus of our own, and where that is."""
    setting = tmp_path / "bus.conf"
    setting.write_text(BUS)
    with running("dbus-daemon", f"--config-file={setting}", "--nofork", "--print-address=1") as (
        _,
        address,
    ):
        yield QDBusConnection.connectToBus(address, address), address
        QDBusConnection.disconnectFromBus(address)


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[QLineEdit]:
    """A line with the focus, above a button."""
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addWidget(QPushButton("other"))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    yield line
    window.close()


def press(text: str) -> None:
    """Presses keys as an X server sends them, each with its number."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    plain = Qt.KeyboardModifier.NoModifier
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = Qt.Key(ord(letter.upper()))
            event = QKeyEvent(kind, key, plain, 52, ord(letter), 0, letter)
            QCoreApplication.sendEvent(window, event)


def fake(address: str) -> Any:
    script = Path(__file__).with_name("fake_fcitx4.py")
    return running(sys.executable, str(script), address)


def app() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def test_what_fcitx_makes_of_the_keys_comes_into_the_line(
    bus: tuple[QDBusConnection, str], line: QLineEdit
) -> None:
    connection, address = bus
    with fake(address) as (_, said):
        assert said == "ready"
        fcitx = Fcitx4(app(), connection)
        press("12 zhengfu 3zheng 4")
        assert line.text() == "12 政府3政府4"
        fcitx.deleteLater()


def test_where_no_text_is_wanted_fcitx_is_not_asked(
    bus: tuple[QDBusConnection, str], line: QLineEdit, qtbot: QtBot
) -> None:
    connection, address = bus
    with fake(address) as (process, _):
        fcitx = Fcitx4(app(), connection)
        button = line.window().findChild(QPushButton)
        assert button is not None
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        press("x")
        line.setFocus()
        press("1")
        assert process.stdout
        assert process.stdout.readline() == "key 49\n"
        fcitx.deleteLater()


def test_typing_goes_on_when_fcitx_goes_away_and_comes_back(
    bus: tuple[QDBusConnection, str], line: QLineEdit, qtbot: QtBot
) -> None:
    connection, address = bus
    with fake(address):
        fcitx = Fcitx4(app(), connection)
        press("a ")
        assert line.text() == "政府"
    press("bc")
    assert line.text() == "政府bc"
    with fake(address):
        qtbot.waitUntil(lambda: fcitx._context is not None)
        press("d ")
        assert line.text() == "政府bc政府"
    fcitx.deleteLater()
