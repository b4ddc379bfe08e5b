"""Pictures of every screen of the real window, in sheets that are looked at side by side.

``python -m tests.pictures FOLDER [SCREEN…]`` starts the window once for each of :data:`SCREENS`, in
an X server of its own (``xvfb-run``), and writes its pictures and sheets of six into FOLDER.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QToolButton, QWidget

from report_editor.document import Document, Part
from report_editor.files.user_folders import HOME_VARIABLE
from report_editor.forms import form
from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.ui.dialogs.print_preview import PrintPreview
from report_editor.ui.shell.app import dress, make_window
from report_editor.ui.widgets.accent import Tone
from report_editor.ui.widgets.legible_palette import mend_palette
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workbook.report_file import open_report, save_report
from tests.collection.county import make_county
from tests.collection.reports import write_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.ui.shell.window import MainWindow

EXAMPLE = Path(__file__).parents[1] / "resources" / "examples" / "示例报告.xlsx"
ACROSS, DOWN = 2, 3
"""Pictures beside and below each other on a sheet."""
CAPTION = 24
PATIENCE_MS = 120_000


class Screen(NamedTuple):
    """Screen that a customer has."""

    width: int
    height: int
    factor: str = "1"
    is_dark: bool = False


SCREENS = {
    "1366x768": Screen(1366, 768),
    "1024x600": Screen(1024, 600),
    "150": Screen(1366, 768, "1.5"),
    "200": Screen(1920, 1080, "2"),
    "1366x768-200": Screen(1366, 768, "2"),
    "1024x600-150": Screen(1024, 600, "1.5"),
    "dark": Screen(1366, 768, is_dark=True),
}


class Photographer:
    """Way through all screens of one window, with a picture of each."""

    def __init__(self, window: MainWindow, target: Path, work: Path) -> None:
        """Prepare the way: pictures go to ``target``, files of the clerk to ``work``."""
        self._window = window
        self._target = target
        self._work = work
        self.pictures: list[Path] = []
        self.smallest = 100
        """Pixels of the smallest font of a widget in them."""

    def go(self) -> None:
        """Go all the way."""
        self._see_first_use()
        self._see_reading()
        self._see_empty_report()
        self._see_example()
        self._see_panels()
        self._see_dialogs()
        self._see_start_page()
        self._see_county()

    # ------------------------------------------------------------------ stops

    def _see_first_use(self) -> None:
        self._take("start-first-use")
        for way in ("new", "palette", "about"):
            self._see_dialog(way, way)

    def _see_reading(self) -> None:
        foreign = write_report(open_report(EXAMPLE).document, self._work / "去年的报告.txt")
        self._open(foreign)
        self._take("reading-summary")
        self._window.commands["next_finding"].trigger()
        self._take("reading-step")
        self._see_dialog("rollover", "rollover")
        self._close()
        own = Path(shutil.copy(EXAMPLE, self._work / "柳溪镇2024.xlsx"))
        self._open(own)
        self._at_dialog(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
        self._window.commands["rollover"].trigger()
        self._wait(lambda: self._window.session and self._window.session.knows_last_year)
        self._rest()
        self._take_tabs("begun")
        self._editor.open_tab("overview")
        self._window.commands["last_year"].trigger()
        self._take("begun-last-year-text")
        self._editor.open_tab("requests")
        self._take("begun-last-year-numbers")
        self._close()

    def _see_empty_report(self) -> None:
        path = self._work / "空白.xlsx"
        save_report(Document(form("2021"), parts={Part.FIELDS: {"year": "2025"}}), path)
        self._open(path)
        self._take_tabs("empty")
        session = self._editor.session
        grid = self._grid("requests")
        for key in "123":
            QTest.keyClicks(grid, key)
            QTest.keyClick(QApplication.focusWidget() or grid, Qt.Key.Key_Return)
        session.check_now()
        self._take("half-filled")
        self._close()

    def _see_example(self) -> None:
        self._open(self._work / "柳溪镇2024.xlsx")
        self._take_tabs("example")
        self._editor.open_tab("requests")
        self._window.commands["findings"].trigger()
        self._take("findings-folded")
        self._window.commands["full_screen"].trigger()
        self._take("full-screen")
        self._window.commands["full_screen"].trigger()
        self._window.commands["findings"].setChecked(True)
        findings = self._editor.findings
        findings.list.setFocus(Qt.FocusReason.TabFocusReason)
        findings.list.choose(0)
        findings.list.explain_action.setChecked(True)
        self._take("finding-explained")
        findings.list.explain_action.setChecked(False)

    def _see_panels(self) -> None:
        commands, editor = self._window.commands, self._editor
        editor.open_tab("overview")
        commands["outline"].trigger()
        self._take("outline")
        commands["sentences"].trigger()
        self._take("sentences")
        commands["sentences"].trigger()
        editor.front.setFocus()
        commands["replace"].trigger()
        editor.find_bar.line.setText("公开")
        self._take("replace")
        QTest.keyClick(editor.find_bar.line, Qt.Key.Key_Escape)
        commands["submission"].trigger()
        self._take("submission")
        commands["submission"].trigger()
        bar = NoticeBar("这份文件正由另一台电脑打开，现在只能看。")
        save = bar.add("另存一份", bar.close)
        editor.add_notice(bar)
        self._take_focused(save)
        bar.close()
        for widget in (editor.tabs, editor.findings.list):
            self._take_focused(widget)
        kinds = (QToolButton, QPushButton, QComboBox)
        buttons = (each for kind in kinds for each in editor.findChildren(kind))
        for button in [each for each in buttons if each.isVisible()]:
            self._take_focused(button)

    def _see_dialogs(self) -> None:
        self._see_dialog("export", "export")
        self._see_dialog("preview", "print_preview")
        for name in ("versions", "verify_paper", "make_final", "slips", "picture"):
            self._see_dialog(name, name)
        self._window.commands["help"].trigger()
        self._rest()
        for each in QApplication.topLevelWidgets():
            if type(each).__name__ == "HelpWindow":
                self._take("help", each)
                each.close()

    def _see_start_page(self) -> None:
        self._close()
        self._take("start-recent")
        recent = self._window.stack.start.recent
        recent.setCurrentRow(0)
        for widget in (recent, self._window.stack.start.buttons["open"]):
            self._take_focused(widget)

    def _see_county(self) -> None:
        made = make_county(self._work)
        self._window.many.show_county()
        county = self._window.many.county
        assert county is not None
        self._take("county-empty", county)
        county.read([made.folder])
        self._wait(lambda: county.county.paths and not county.county.is_reading)
        county.county.take_list(made.names)
        self._rest()
        for tab in range(county.tabs.count()):
            county.tabs.setCurrentIndex(tab)
            self._take(f"county-{tab}", county)
        county.close()

    # ------------------------------------------------------------------ hands and eyes

    @property
    def _editor(self) -> EditorPage:
        editor = self._window.editor
        assert editor is not None
        return editor

    def _grid(self, key: str) -> QWidget:
        self._editor.open_tab(key)
        grid = self._editor.current_grid()
        assert grid is not None
        grid.setFocus()
        return grid

    def _open(self, path: Path) -> None:
        before = self._window.session
        self._window.file.open_path(path)
        self._wait(lambda: self._window.session not in (None, before))
        self._wait(lambda: not self._window.workspace.is_busy)
        self._editor.session.check_now()

    def _close(self) -> None:
        session = self._editor.session
        session.history.mark_saved(session.history.begin_save())
        self._window.commands["close_report"].trigger()
        self._wait(lambda: self._window.session is None)

    def _take_tabs(self, name: str) -> None:
        self._editor.session.check_now()
        for index in range(self._editor.tabs.count()):
            self._editor.tabs.setCurrentIndex(index)
            self._editor.front.setFocus()
            self._take(f"{name}-{self._editor.current_key}")

    def _see_dialog(self, name: str, command: str) -> None:
        seen = self._at_dialog(lambda dialog: self._take_dialog(name, dialog))
        self._window.commands[command].trigger()
        self._wait(lambda: seen)

    def _take_dialog(self, name: str, dialog: QDialog) -> None:
        if isinstance(dialog, PrintPreview):
            self._wait(lambda: dialog.preview.page_count)
        self._rest(3000 if isinstance(dialog, PrintPreview | ExportDialog) else 0)
        self._take(name, dialog)
        dialog.reject()

    def _at_dialog(self, act: Callable[[QDialog], object]) -> list[QWidget]:
        """Do something at the next dialog that asks; the list then holds it."""
        seen: list[QWidget] = []
        timer = QTimer(self._window, interval=20)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                timer.stop()
                seen.append(dialog)
                act(dialog)

        timer.timeout.connect(look)
        timer.start()
        return seen

    def _take(self, name: str, widget: QWidget | None = None) -> None:
        self._rest()
        path = self._target / f"{len(self.pictures):02}-{name}.png"
        shown = widget or self._window
        shown.grab().save(str(path))
        sizes = [each.fontInfo() for each in shown.findChildren(QWidget) if each.isVisible()]
        self.smallest = min(self.smallest, *(each.pixelSize() for each in sizes))
        self.pictures.append(path)

    def _take_focused(self, widget: QWidget) -> None:
        """Take a picture with the keyboard on a widget, reached as with Tab."""
        window = widget.window()
        window.activateWindow()
        self._wait(window.isActiveWindow)
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self._take(f"focus-{type(widget).__name__}")

    def _rest(self, milliseconds: int = 0) -> None:
        """Let everything be laid out and painted that waits for it."""
        loop = QEventLoop()
        QTimer.singleShot(max(milliseconds, 250), loop.quit)
        loop.exec()

    def _wait(self, condition: Callable[[], object]) -> None:
        patience = QDeadlineTimer(PATIENCE_MS)
        while not condition():
            assert not patience.hasExpired()
            self._rest(0)


def make_sheets(pictures: list[Path], target: Path, size: QSize) -> None:
    """Lay pictures on sheets with their names, six on each."""
    for number, first in enumerate(range(0, len(pictures), ACROSS * DOWN)):
        whole = QSize(size.width() * ACROSS, (size.height() + CAPTION) * DOWN)
        sheet = QImage(whole, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.darkGray)
        painter = QPainter(sheet)
        for place, path in enumerate(pictures[first : first + ACROSS * DOWN]):
            row, column = divmod(place, ACROSS)
            left, top = column * size.width(), row * (size.height() + CAPTION)
            painter.drawText(QRect(left + 8, top, size.width(), CAPTION), path.stem)
            painter.drawImage(left, top + CAPTION, QImage(str(path)))
        painter.end()
        sheet.save(str(target / f"sheet-{number}.png"))


def make_dark_palette() -> QPalette:
    """Return the colours that Qt has on a desktop in the dark; an X server alone has none."""
    palette = QPalette(QColor("#323232"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#242424"))
    palette.setColor(QPalette.ColorRole.AlternateBase, QColor("#2b2b2b"))
    palette.setColor(QPalette.ColorRole.ToolTipBase, QColor("#3c3c3c"))
    palette.setColor(QPalette.ColorRole.ToolTipText, QColor("white"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#308cc6"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("white"))
    role = QPalette.ColorRole
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor("#828282"))
    palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(255, 255, 255, 128))
    return palette


def take_one(name: str, target: Path) -> None:
    """Take all pictures on one screen, in this process."""
    screen = SCREENS[name]
    work = Path(tempfile.mkdtemp())
    os.environ[HOME_VARIABLE] = str(work / "home")
    app = QApplication(["pictures"])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    dress(app)
    if screen.is_dark:
        app.setPalette(mend_palette(make_dark_palette(), Tone.CALM.on(is_dark=True)))
    window = make_window(None)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(window.screen().availableSize())
    target.mkdir(parents=True, exist_ok=True)
    photographer = Photographer(window, target, work)
    try:
        photographer.go()
    finally:
        make_sheets(photographer.pictures, target, QSize(screen.width, screen.height))
        shutil.rmtree(work, ignore_errors=True)
        print(f"smallest font: {photographer.smallest} pixels", flush=True)
    os._exit(0)


def main(target: Path, names: list[str]) -> None:
    """Take the pictures of some screens one after the other, each in an X server of its own."""
    for name in names or SCREENS:
        screen = SCREENS[name]
        size = f"-screen 0 {screen.width}x{screen.height}x24"
        command = ["xvfb-run", "-a", "-s", size, sys.executable, "-m", "tests.pictures"]
        scale = {"QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": screen.factor}
        subprocess.run(
            [*command, "--one", name, str(target / name)], env=os.environ | scale, check=True
        )
        print(target / name)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        take_one(sys.argv[2], Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), sys.argv[2:])
