"""Whatever appears while one types or clicks, what is under the mouse stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QWidget

from report_editor.document import Field
from report_editor.document.commands import set_cells, set_field
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.ui.widgets.text_input import Line
from tests.ui.answering import press_at_sheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.workspace.open_report import OpenReport
    from tests.journeys.conftest import Clerk

CTRL = Qt.KeyboardModifier.ControlModifier


def editor_of(clerk: Clerk) -> EditorPage:
    editor = clerk.window.editor
    assert editor is not None
    return editor


def report_of(clerk: Clerk) -> OpenReport:
    report = clerk.window.workspace.report
    assert report is not None
    return report


def resize(clerk: Clerk, size: tuple[int, int]) -> None:
    clerk.window.setWindowState(Qt.WindowState.WindowNoState)
    clerk.window.resize(*size)
    clerk.wait(lambda: clerk.window.size().toTuple() == size)
    QCoreApplication.processEvents()


def find_place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def look(clerk: Clerk) -> dict[str, object]:
    """Return where everything is that one could click or type in, in the window."""
    QCoreApplication.processEvents()
    editor, window = editor_of(clerk), clerk.window
    tabs, page = editor.tabs, editor.tabs.currentWidget()
    places: dict[str, object] = {"tab bar": find_place(tabs)}
    for index in range(tabs.count()):
        places[f"tab {index}"] = tabs.tabRect(index)
    for name, widget in {
        "page": page,
        "findings": editor.findings.list,
        "fold": editor.fold,
        "menu": window.menuBar(),
        "tools": window.commands.tool_bar,
        "status": window.status,
    }.items():
        places[name] = find_place(widget)
    for bar in (window.commands.tool_bar, editor.fold, window.status):
        for number, button in enumerate(bar.findChildren(QAbstractButton)):
            if button.isVisible() and not isinstance(button.parent(), QAbstractItemView):
                places[f"{type(bar).__name__} {number}"] = find_place(button)
    if isinstance(page, TablePage):
        grid = page.grid
        places["grid"] = find_place(grid.viewport())
        for row in range(grid.table.grid_row_count):
            places[f"row {row}"] = (grid.rowViewportPosition(row), grid.rowHeight(row))
        for column in range(grid.table.grid_column_count):
            places[f"column {column}"] = grid.columnViewportPosition(column)
        if grid.strip is not None:
            places["strip"] = find_place(grid.strip)
    elif isinstance(page, TextPage):
        places["text"] = find_place(page.editor.viewport())
        places["first line"] = page.editor.cursorRect()
    for number, line in enumerate(page.findChildren(Line)):
        places[f"line {number}"] = find_place(line)
    return places


def write_a_text_that_is_not_there(clerk: Clerk, key: Qt.Key) -> None:
    clerk.press(key, CTRL)
    clerk.write("zzz")


def close_find_bar(clerk: Clerk) -> None:
    assert editor_of(clerk).find_bar.line.height() > 15, "it is laid out"
    clerk.press(Qt.Key.Key_Escape)


def change_file_outside(clerk: Clerk) -> None:
    session = clerk.window.session
    assert session is not None
    assert session.path is not None
    session.path.write_bytes(session.path.read_bytes() + b"\0")
    clerk.look_outside()
    clerk.wait(clerk.bars)


def change_numbers(clerk: Clerk) -> None:
    """Let findings come, a balance break, and sentences offer another number."""
    session = clerk.window.session
    assert session is not None
    raws = {"requests.new.natural_person": "123456", "disclosure.licensing.decisions": "77"}
    session.do(set_cells(session.document, raws))
    session.check_now()


def break_fields(clerk: Clerk) -> None:
    session = clerk.window.session
    assert session is not None
    session.do(set_field(session.document, Field.YEAR, "20255"))
    session.do(set_field(session.document, Field.PUBLICATION_DATE, "昨天" * 40))
    session.check_now()


def paste_and_refuse(clerk: Clerk) -> None:
    QGuiApplication.clipboard().setText("新收\t1\t2\t3\t4\t5\t6\t21\n不认识\t1\t2\t3\t4\t5\t6\t21")
    seen = press_at_sheets(clerk.window, Qt.Key.Key_Escape)
    editor_of(clerk).tabs.currentWidget().setFocus()
    clerk.press(Qt.Key.Key_V, CTRL)
    assert len(seen) == 1


HAPPENINGS: dict[str, Callable[[Clerk], object]] = {
    "find": lambda clerk: write_a_text_that_is_not_there(clerk, Qt.Key.Key_F),
    "end of find": close_find_bar,
    "replace": lambda clerk: write_a_text_that_is_not_there(clerk, Qt.Key.Key_H),
    "end of replace": close_find_bar,
    "journal in trouble": lambda clerk: report_of(clerk).trouble.emit("写不进去。"),
    "late save": lambda clerk: report_of(clerk).savedLate.emit("后来还是写好了。"),
    "file changed outside": change_file_outside,
    "long notice": lambda clerk: clerk.window.stack.add_notice(NoticeBar("很长的一句话。" * 30)),
    "other numbers": change_numbers,
    "wrong fields": break_fields,
    "said in the status bar": lambda clerk: clerk.window.status.show_notice("一句话" * 50),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "size"),
    [
        ("basics", (1024, 600)),
        ("overview", (1366, 768)),
        ("overview", (683, 384)),
        ("requests", (1366, 768)),
        ("requests", (1024, 600)),
        ("requests", (911, 512)),
        ("proceedings", (683, 384)),
    ],
)
def test_what_appears_moves_nothing(
    clerk: Clerk, own_file: Path, key: str, size: tuple[int, int]
) -> None:
    clerk.open(own_file)
    resize(clerk, size)
    editor = editor_of(clerk)
    editor.open_tab(key)
    editor.tabs.currentWidget().setFocus()
    editor.session.check_now()
    before = look(clerk)
    happenings = dict(HAPPENINGS)
    if key == "requests":
        happenings["paste"] = paste_and_refuse
    for name, happen in happenings.items():
        happen(clerk)
        after = look(clerk)
        moved = [each for each, place in before.items() if after.get(each) != place]
        assert moved == [], f"{name} moved this"
        assert clerk.window.size().toTuple() == size
    assert len(clerk.bars()) == 4


@pytest.mark.parametrize("size", [(1366, 768), (911, 512), (683, 384)], ids=str)
def test_a_report_to_recover_moves_nothing_of_the_start_page(
    clerk: Clerk, own_file: Path, size: tuple[int, int]
) -> None:
    clerk.open(own_file)
    clerk.window.workspace.begin(None)
    resize(clerk, size)
    start = clerk.window.stack.start
    shown = [each for each in start.findChildren(QAbstractButton) if each.isVisible()]
    parts = [start.recent, *(each for each in shown if start.isAncestorOf(each))]

    def look_at_start() -> list[QPoint]:
        QCoreApplication.processEvents()
        return [each.mapTo(clerk.window, QPoint()) for each in parts]

    before = look_at_start()
    for _ in range(2):
        clerk.window.stack.add_notice(NoticeBar("上次没有保存就关闭了：一份报告，3 处修改。"))
        assert [each.y() for each in look_at_start()] == [each.y() for each in before]
    assert len(clerk.bars()) == 2
    assert all(each.visibleRegion().boundingRect().height() > 20 for each in clerk.bars())
