"""Start and end of the program with a window."""

from __future__ import annotations

import gc
import linecache
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import report_editor
from report_editor.files.user_folders import user_folders
from report_editor.storage.failed_starts import begin_start, confirm_start
from report_editor.storage.log import start_log
from report_editor.ui.platform import input_method
from report_editor.ui.platform.collector import Collector
from report_editor.ui.platform.session_end import SessionEnd
from report_editor.ui.shell.crash_guard import CrashGuard
from report_editor.ui.widgets import fonts
from report_editor.ui.widgets.focus_frame import frame_focus
from report_editor.ui.widgets.legible_palette import use_legible_palette
from report_editor.workspace.background import favor_window, in_background, wait_for_work

if TYPE_CHECKING:
    from report_editor.ui.shell.window import MainWindow
    from report_editor.workspace.ahead import FileAhead
    from report_editor.workspace.workspace import Workspace


STYLE = ("-style", "Fusion")
"""Arguments of Qt: the same style everywhere, which follows the system from light to dark.

``QApplication.setStyle`` returns the style, and PySide takes 5 ms to know what that is.
"""
STARTED_MS = 3000
"""A window that has lived this long, and took what waited for it, has started."""
LAST_WORK_SECONDS = 5.0
"""Time that a disk may still take for what was begun before the end."""


def dress(app: QApplication) -> None:
    """Give the application its name, colours, typeface and language."""
    app.setApplicationName("report-editor")
    app.setApplicationDisplayName("年度报告编辑器")
    app.setApplicationVersion(report_editor.__version__)
    app.setDesktopFileName("report-editor")
    use_legible_palette(app)
    fonts.ensure_chinese_font()
    fonts.use_interface_font(app)
    frame_focus(app)
    _translate_qt(app)


def make_window(first: FileAhead | None) -> MainWindow:
    """Make the main window and show it; the file is opened once the window is there."""
    from report_editor.ui.shell.window import MainWindow
    from report_editor.ui.widgets.icons import icon

    # PySide6 looks for its name in the source of every module imported after it; 5 MB stay.
    linecache.clearcache()
    QApplication.setWindowIcon(icon("app"))
    window = MainWindow(first)
    window.show()
    return window


def run(first: FileAhead | None) -> int:
    """Open the window, on a file if one is given; return the exit code."""
    input_method.prepare(os.environ)
    app = QApplication([*sys.argv[:1], *STYLE])
    input_method.connect(app, os.environ)
    window = begin(app, first)
    code = live(app)
    del window  # before the application
    return code


def begin(app: QApplication, first: FileAhead | None) -> MainWindow:
    """Start all of the program but its event loop; return the window.

    After two failed starts nothing is opened by itself, and the window says so.
    """
    dress(app)
    Collector(app)
    favor_window()
    folders = user_folders()
    log = start_log(folders.logs)
    is_clean = begin_start(folders.data)
    if is_clean and first is not None:
        first.drop()
        first = None
    window = make_window(first)
    gc.freeze()  # modules and window live as long as the program: to go through them takes a frame
    workspace, recoveries = window.workspace, window.stack.recoveries
    CrashGuard(window, log, workspace.secure)
    SessionEnd(window, workspace.secure, workspace.put_away)
    if is_clean:
        recoveries.show_clean_start()
    else:
        recoveries.look()
    workspace.reportChanged.connect(lambda: _prepare_to_save(workspace))
    QTimer.singleShot(STARTED_MS, window, lambda: confirm_start(folders.data))
    return window


def _prepare_to_save(workspace: Workspace) -> None:
    """Load what a save needs at the first change: who only looks does without its 11 MB."""
    report = workspace.report
    if report is None:
        return
    session = report.session
    if session.is_dirty:
        in_background(_load_writer)
    else:
        once = Qt.ConnectionType.SingleShotConnection
        session.dirtyChanged.connect(lambda: in_background(_load_writer), once)


def _load_writer() -> None:
    from report_editor.workbook.report_file import load_writer

    load_writer()


def live(app: QApplication) -> int:
    """Run the program until its window is closed; return the exit code."""
    code = app.exec()
    wait_for_work(LAST_WORK_SECONDS)
    confirm_start(user_folders().data)  # a window closed at once has not failed
    return code


def _translate_qt(app: QApplication) -> None:
    """Have Qt's own texts in Chinese, where the system's language is Chinese or not known."""
    locale = QLocale.system()
    if locale.language() not in (QLocale.Language.Chinese, QLocale.Language.C):
        return
    is_traditional = locale.script() is QLocale.Script.TraditionalHanScript
    name = "qtbase_zh_TW" if is_traditional else "qtbase_zh_CN"
    translator = QTranslator(app)
    if translator.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
