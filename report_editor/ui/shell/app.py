"""Starts the program with a window."""

from __future__ import annotations

import linecache
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QThreadPool, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import report_editor
from report_editor.common.resources import resource
from report_editor.files.user_folders import user_folders
from report_editor.storage.failed_starts import begin_start, confirm_start
from report_editor.storage.log import start_log
from report_editor.ui.platform import input_method
from report_editor.ui.platform.crash import CrashGuard
from report_editor.ui.platform.session_end import SessionEnd
from report_editor.ui.widgets import fonts

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.shell.window import MainWindow


STARTED_MS = 3000
"""A window that has lived this long, and took what waited for it, has started."""
LAST_WORK_MS = 5000
"""How long a disk may still take for what was begun before the end."""


def dress(app: QApplication) -> None:
    """Gives the application its name, style, typeface and language."""
    app.setApplicationName("report-editor")
    app.setApplicationDisplayName("年度报告编辑器")
    app.setApplicationVersion(report_editor.__version__)
    app.setDesktopFileName("report-editor")
    app.setStyle("Fusion")  # the same everywhere; follows the system from light to dark
    fonts.ensure_chinese_font()
    fonts.use_interface_font(app)
    _translate(app)


def make_window(path: Path | None) -> MainWindow:
    """The main window, shown; the file is opened once the window is there."""
    from report_editor.ui.shell.window import MainWindow
    from report_editor.ui.widgets.icons import icon

    # PySide6 looks for its name in the source of every module imported after it; 5 MB stay.
    linecache.clearcache()
    QApplication.setWindowIcon(icon("app"))
    window = MainWindow()
    window.show()
    if path is not None:
        QTimer.singleShot(0, window, lambda: window.file.open_path(path))
    return window


def run(path: Path | None) -> int:
    """Opens the window, on a file if one is given; returns the exit code."""
    input_method.prepare(os.environ)
    app = QApplication(sys.argv[:1])
    input_method.connect(app, os.environ)
    window = begin(app, path)
    code = live(app)
    del window  # before the application
    return code


def begin(app: QApplication, path: Path | None) -> MainWindow:
    """Starts all of the program but its event loop; returns the window.

    After two failed starts nothing is opened by itself, and the window says so.
    """
    dress(app)
    folders = user_folders()
    log = start_log(folders.logs)
    clean = begin_start(folders.data)
    window = make_window(None if clean else path)
    CrashGuard(window, log, window.secure)
    SessionEnd(window, window.secure, window.put_away)
    if clean:
        window.say_clean_start()
    else:
        window.recoveries.look()
    QTimer.singleShot(STARTED_MS, window, lambda: confirm_start(folders.data))
    return window


def live(app: QApplication) -> int:
    """Runs the program until its window is closed; returns the exit code."""
    code = app.exec()
    QThreadPool.globalInstance().waitForDone(LAST_WORK_MS)
    confirm_start(user_folders().data)  # a window closed at once has not failed
    return code


def _translate(app: QApplication) -> None:
    """The interface is written in simplified Chinese; other languages are laid over it."""
    locale = QLocale.system()
    own = QTranslator(app)
    if own.load(locale, "report_editor", "_", str(resource("translations"))):
        app.installTranslator(own)
    chinese = locale.language() in (QLocale.Language.Chinese, QLocale.Language.C)
    name = (
        "qtbase_zh_TW" if locale.script() is QLocale.Script.TraditionalHanScript else "qtbase_zh_CN"
    )
    qt = QTranslator(app)
    if chinese and qt.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
