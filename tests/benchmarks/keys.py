"""Measures how long a key, a wheel step, a zoom and the checks hold the window up.

    python -m tests.benchmarks.keys [REPORT...]

Each report is opened in the real window and each action is timed from its event until the window
is painted, in milliseconds of the window's thread: median / p95 / longest. Beside them stands the
longest that the event loop was held up in the second that follows, in which the checks run. The
same keys in a bare QTextEdit show what Qt itself takes. Nothing here passes or fails.
"""

from __future__ import annotations

import gc
import shutil
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from report_editor.document import Document, Field, Part
from report_editor.document.limits import MAX_PARAGRAPH
from report_editor.document.unconfirmed import list_figures_to_confirm
from report_editor.forms import form
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.shell.app import make_window
from report_editor.ui.widgets import fonts
from report_editor.ui.widgets.type_scale import make_paper_font
from report_editor.workbook.report_file import save_report
from report_editor.workspace.ahead import FileAhead
from tests.benchmarks.each_alone import measure_each

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.ui.shell.window import MainWindow

Times: TypeAlias = list[float]
"""Milliseconds."""
ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "示例报告.xlsx"
CHARACTERS = 200_000
SECTION = "overview"
SENTENCE = "政府信息公开工作按照上级要求推进，主动公开目录及时更新，依申请公开渠道保持畅通。"
SLIP = "共公开信息10条，其中甲类6条、乙类7条。"
"""One finding each, however many stand in a paragraph."""
TURNS = 40
CHECKED_MS = 2500
"""Milliseconds in which the checks have begun and ended."""


def make_text(paragraphs: int, findings: int, characters: int = CHARACTERS) -> list[str]:
    """Paragraphs of one length that make the characters of a long report, with slips in them."""
    size = min(characters // paragraphs, MAX_PARAGRAPH - 4 * TURNS)  # there is more to be typed
    slips = [findings // paragraphs + (i < findings % paragraphs) for i in range(paragraphs)]
    texts = []
    for number, count in enumerate(slips):
        pieces = [SENTENCE] * ((size - count * len(SLIP)) // len(SENTENCE))
        step = max(1, len(pieces) // (count + 1))
        for slip in range(count):
            pieces.insert(min(len(pieces), slip * (step + 1)), SLIP)
        text = f"{number}号文" + "".join(pieces)
        texts.append(text[: size - 1] + "。")
    return texts


def make_report(folder: Path, name: str) -> Path:
    """Make the report that a name such as 400/100 asks for: so many paragraphs and findings.

    A third number says how many characters it has, by default those of a long report. A plus at
    its end asks for numbers to be confirmed as well.
    """
    path = folder / "年报.xlsx"
    if name == "example":
        shutil.copyfile(EXAMPLE, path)
        return path
    sizes = tuple(map(int, name.rstrip("+").split("/")))
    edition = form("2021")
    fields: dict[str, str] = {Field.ORGANIZATION: "青禾县教育局", Field.YEAR: "2024"}
    cells = {cell.address: "0" for cell in edition.inputs}
    texts = {SECTION: make_text(*sizes)}
    parts: dict[Part, dict[str, str]] = {Part.FIELDS: fields, Part.CELLS: cells}
    document = Document(edition, parts=parts, texts=texts)
    if name.endswith("+"):
        parts[Part.UNCONFIRMED] = list_figures_to_confirm(document)
    save_report(Document(edition, parts=parts, texts=texts), path)
    return path


class Timer:
    """Runs actions and keeps how long each held the window."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[Times, Times]] = {}

    def time(self, name: str, act: Callable[[], object], *, wait: int = 30) -> None:
        """Run an action until it is painted, then the event loop for some time."""
        begin = time.thread_time()
        act()
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        took = (time.thread_time() - begin) * 1000
        now, later = self.rows.setdefault(name, ([], []))
        now.append(took)
        if (longest := spin(wait)) is not None:
            later.append(longest)


def spin(milliseconds: int) -> float | None:
    """Run the event loop; return the longest that one round of it took."""
    end = time.perf_counter() + milliseconds / 1000
    longest = None
    while time.perf_counter() < end:
        begin = time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        longest = max(longest or 0.0, (time.thread_time() - begin) * 1000)
        time.sleep(0.0005)
    return longest


def put_cursor(editor: QTextEdit, paragraph: int) -> None:
    """Put the cursor into the middle of a paragraph."""
    block = editor.document().findBlockByNumber(paragraph)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.length() // 2)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    editor.setFocus()


def turn_wheel(editor: QTextEdit, degrees: int) -> None:
    """Turn the wheel over an editor."""
    at = QPointF(100, 100)
    place = QPointF(editor.viewport().mapToGlobal(at.toPoint()))
    event = QWheelEvent(
        at,
        place,
        QPoint(),
        QPoint(0, degrees),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.viewport(), event)


def type_letter(widget: QWidget, letter: str) -> None:
    """Type a letter that no key of the keyboard has."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def time_keys(timer: Timer, editor: QTextEdit) -> None:
    """Time what our editor and a bare one both can do."""

    def press(name: str, key: Qt.Key, times: int = TURNS) -> None:
        for _ in range(times):
            timer.time(name, lambda: QTest.keyClick(editor, key))

    count = editor.document().blockCount()
    for name, paragraph in (("first", 0), ("middle", count // 2), ("last", count - 1)):
        put_cursor(editor, paragraph)
        spin(1000)
        press(f"key, {name} paragraph", Qt.Key.Key_A)
        press("Backspace", Qt.Key.Key_Backspace)
        for _ in range(TURNS // 4):
            press("Enter", Qt.Key.Key_Return, 1)
            press("Backspace, joining", Qt.Key.Key_Backspace, 1)
    put_cursor(editor, 0)
    spin(500)
    press("PageDown", Qt.Key.Key_PageDown)
    for _ in range(TURNS):
        timer.time("wheel", lambda: turn_wheel(editor, 120))


def time_window(timer: Timer, window: MainWindow, editor: NarrativeEditor) -> None:
    """Time what only the whole program can do."""
    page = window.editor
    assert page is not None
    count = editor.document().blockCount()
    for name, paragraph in (("first", 0), ("middle", count // 2)):
        put_cursor(editor, paragraph)
        for _ in range(4):
            timer.time(
                f"key and checks, {name}",
                lambda: QTest.keyClick(editor, Qt.Key.Key_X),
                wait=CHECKED_MS,
            )
        timer.time(
            "Enter and checks", lambda: QTest.keyClick(editor, Qt.Key.Key_Return), wait=CHECKED_MS
        )
    for _ in range(TURNS // 2):
        timer.time("undo", page.undo)
    for _ in range(TURNS // 2):
        timer.time("redo", page.redo)
    spin(CHECKED_MS)
    time_views(timer, page, editor)
    time_searches(timer, page)


def time_views(timer: Timer, page: EditorPage, editor: NarrativeEditor) -> None:
    """Time what shows the report in another way."""
    for name in ("requests", SECTION) * 5:
        timer.time(f"tab {name}", partial(page.open_tab, name), wait=300)
    last = editor.document().blockCount() - 1
    for where, paragraph in (("end", last), ("start", 0)):
        put_cursor(editor, paragraph)
        spin(300)
        for percent in (110, 125, 110, 100):
            timer.time(f"zoom at the {where}", partial(page.set_zoom, percent), wait=500)


def time_searches(timer: Timer, page: EditorPage) -> None:
    """Time the find bar and the list of findings."""
    page.begin_find()
    spin(100)
    for _ in range(3):
        for letter in "政府信息公开":
            timer.time("find as you type", partial(type_letter, page.find_bar.line, letter))
        for _ in range(6):
            timer.time("find next", page.find_bar.next)
        page.find_bar.line.clear()
    rows = page.findings.list
    for _ in range(TURNS // 2):
        timer.time("next finding", page.findings.step)
    rows.setFocus()
    for _ in range(TURNS // 2):
        timer.time("PageDown in findings", lambda: QTest.keyClick(rows, Qt.Key.Key_PageDown))


def open_bare(text: str) -> QTextEdit:
    """A plain QTextEdit with the typeface and the formats of ours, and nothing else."""
    editor = QTextEdit()
    editor.setUndoRedoEnabled(False)
    editor.document().setDefaultFont(make_paper_font(fonts.list_families(fonts.FANG_SONG), 100))
    editor.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
    editor.setLineWrapColumnOrWidth(560)
    editor.setPlainText(text)
    look = QTextBlockFormat()
    look.setTextIndent(38)
    look.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(editor.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(look)
    editor.resize(1000, 600)
    editor.show()
    return editor


def print_table(title: str, timer: Timer, bare: Timer) -> None:
    """Print a report's figures."""
    lines = [f"== {title}: median / p95 / longest ms · longest round after it · bare QTextEdit"]
    for name, (now, later) in timer.rows.items():
        beside = shorten(bare.rows[name][0]) if name in bare.rows else ""
        lines.append(f"{name:28} {shorten(now):>22}  {max(later, default=0):7.1f}   {beside:>20}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def shorten(times: Times) -> str:
    """Median, p95 and longest."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{ordered[len(ordered) // 2]:.1f} / {p95:.1f} / {ordered[-1]:.1f}"


def measure(folder: Path, name: str) -> None:
    """Measure one report."""
    path = make_report(folder, name)
    window = make_window(FileAhead(path))
    window.resize(1366, 768)
    gc.freeze()
    timer, bare_timer = Timer(), Timer()
    while window.editor is None:
        spin(20)
    timer.rows["opened, first checks"] = ([spin(4000) or 0.0], [])
    window.editor.open_tab(SECTION)
    spin(1000)
    session = window.session
    assert session is not None
    page = window.editor.page(SECTION)
    editor = page.findChild(NarrativeEditor)
    assert editor is not None
    text = editor.toPlainText()
    title = f"{name} ({len(text)} characters, {len(session.findings)} findings)"
    time_keys(timer, editor)
    time_window(timer, window, editor)
    for _ in range(3):
        timer.time("collecting garbage", gc.collect)
    window.hide()
    bare = open_bare(text)
    QTest.qWaitForWindowExposed(bare)
    time_keys(bare_timer, bare)
    bare.close()
    print_table(title, timer, bare_timer)


def main() -> None:
    """Measure each report in a process of its own."""
    names = sys.argv[1:]
    if not names:
        sizes = (400, 40, 10)
        names = [
            "example",
            *(f"{n}/{found}" for n in sizes for found in (0, 100, 1000)),
            "400/100+",
        ]
    measure_each("tests.benchmarks.keys", names, measure)


if __name__ == "__main__":
    main()
