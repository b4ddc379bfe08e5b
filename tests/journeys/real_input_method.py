"""Types Chinese into the real window with the real input method of a Linux desktop.

    xvfb-run -s "-screen 0 1366x768x24" dbus-run-session \
        python -m tests.journeys.real_input_method fcitx4|fcitx5|ibus

Needs xdotool, openbox and the input method with its pinyin engine. An X server presses the keys,
the input method composes, and what came into the report is compared with what a clerk expects.
It is a command and no test: the input methods cannot be installed beside one another.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.ui.platform import input_method
from report_editor.ui.shell.app import dress, make_window
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

FCITX4_PROFILE = "[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n"
FCITX5_PROFILE = (
    "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n"
    "[Groups/0/Items/0]\nName=keyboard-us\n[Groups/0/Items/1]\nName=pinyin\n"
    "[GroupOrder]\n0=Default\n"
)
START_SECONDS = 20
KEY_MS = 120
TEXT_KEYS = "z h e n g f u space x i n x i space comma Return parenleft y i space parenright"
TEXT = ("政府信息，", "（一）")
CELL_KEYS = "1 2 Return 3 Tab z h e n g space Return"
CELLS = {
    "requests.new.natural_person": "12",
    "requests.carried_in.natural_person": "3",
    "requests.carried_in.business": "正",
}


IBUS = ("ibus", "engine")
SWITCH_ON = {
    "fcitx4": (("fcitx-remote", "-s", "pinyin"), ("fcitx-remote", "-o"), ("fcitx-remote",)),
    "fcitx5": (("fcitx5-remote", "-o"), ("fcitx5-remote", "-s", "pinyin"), ("fcitx5-remote",)),
    "ibus": ((*IBUS, "libpinyin"), IBUS),
}
"""The last command of each says whether it is on."""
IS_ON = {"fcitx4": "2", "fcitx5": "2", "ibus": "libpinyin"}


def in_background(*command: str) -> subprocess.Popen[bytes]:
    """Starts something that lives on, without a pipe it would hold open."""
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_fcitx4() -> str:
    """Starts Fcitx 4; returns how the desktop names it."""
    _profile("fcitx", FCITX4_PROFILE)
    in_background("fcitx", "-r", "-D")
    return "fcitx"


def start_fcitx5() -> str:
    """The same for Fcitx 5."""
    _profile("fcitx5", FCITX5_PROFILE)
    in_background("fcitx5", "-r")
    return "fcitx"


def start_ibus() -> str:
    """The same for IBus."""
    in_background("ibus-daemon", "-r", "-p", "disable")
    return "ibus"


def switch_on(name: str, *, window: bool) -> None:
    """Switches pinyin on as soon as the input method answers; where no window is, it may wait."""
    end = time.monotonic() + START_SECONDS
    said = ""
    while said != IS_ON[name] and (window or not said):
        if time.monotonic() > end:
            raise RuntimeError(f"{name} does not answer")
        for command in SWITCH_ON[name]:
            said = subprocess.run(
                command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            ).stdout.strip()
            time.sleep(KEY_MS / 1000)


def _profile(folder: str, text: str) -> None:
    path = Path(os.environ["HOME"]) / ".config" / folder / "profile"
    path.parent.mkdir(parents=True)
    path.write_text(text)


def press(keys: str) -> None:
    """Has the X server press keys, one after another, as a person would."""
    for key in keys.split():
        subprocess.run(["xdotool", "key", key], check=True)
        QTest.qWait(KEY_MS)
    QTest.qWait(5 * KEY_MS)


def main(name: str) -> int:
    """Types, compares, prints; 0 if everything came as expected."""
    start: dict[str, Callable[[], str]] = {
        "fcitx4": start_fcitx4,
        "fcitx5": start_fcitx5,
        "ibus": start_ibus,
    }
    home = tempfile.mkdtemp()
    os.environ |= {"HOME": home, "REPORT_EDITOR_HOME": home, "LC_ALL": "C.UTF-8"}
    manager = in_background("openbox")
    os.environ["QT_IM_MODULE"] = start[name]()
    switch_on(name, window=False)
    input_method.prepare(os.environ)
    app = QApplication([])
    input_method.connect(app, os.environ)
    dress(app)
    window = make_window(None)
    document = Document(form("2021"))
    window.workspace.begin(OpenReport(Session(document)))
    assert window.editor is not None
    QTest.qWaitForWindowActive(window)
    wrong = 0
    for section, keys in (("overview", TEXT_KEYS), ("requests", CELL_KEYS)):
        window.editor.open_tab(section)
        window.editor.front.setFocus()
        switch_on(name, window=True)
        press(keys)
        window.editor.commit_pending()
        found: object = document.paragraphs(section) if section == "overview" else None
        wanted: object = TEXT
        if section == "requests":
            found, wanted = dict(document.entries(Part.CELLS)), CELLS
        print(f"{name} {section}: {found}")
        wrong += found != wanted
    window.workspace.begin(None)
    manager.terminate()
    shutil.rmtree(home, ignore_errors=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
