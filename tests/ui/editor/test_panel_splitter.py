"""Panels beside the report: the table stays whole, and what has no room is one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget

from report_editor.document import Document, Field, Part
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from report_editor.ui.editor.close_button import CloseButton
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.editor.pages import TablePage
from report_editor.ui.shell.command import commands_of
from report_editor.ui.shell.edit_commands import EditCommands
from report_editor.ui.shell.view_commands import ViewCommands
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SCREENS = [(1366, 650), (1024, 480), (911, 392), (683, 264)]
"""What the window leaves at 1366 × 768, at 1024 × 600, and at 150 and 200 %."""


@pytest.fixture(params=SCREENS, ids=["1366 × 768", "1024 × 600", "150 %", "200 %"])
def page(request: pytest.FixtureRequest, qtbot: QtBot, chinese_font: None) -> EditorPage:  # noqa: ARG001
    fields: dict[str, str] = {Field.YEAR: "2024", Field.ORGANIZATION: "青禾县柳溪镇人民政府"}
    cells = {"requests.new.natural_person": "1"}
    last = Document(
        form("2021"),
        parts={Part.FIELDS: fields, Part.CELLS: cells},
        texts={"overview": ["2024年的情况。"]},
    )
    widget = EditorPage(Session(roll_over(last)))
    qtbot.addWidget(widget)
    widget.resize(*request.param)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.open_tab("overview")
    return widget


def show_panel(page: EditorPage, name: str) -> None:
    match name:
        case "review":
            page.panels.show_review(True)
        case "last year":
            page.panels.show_writing(page.panels.writing.last_year)
        case "submission":
            page.panels.show_submission(True)
    page.tabs.currentWidget().setFocus()
    QCoreApplication.processEvents()


def is_whole(page: EditorPage) -> bool:
    """Check whether all columns of the table in front can be seen."""
    grid = page.current_grid()
    assert grid is not None
    right = grid.mapTo(page, QPoint(grid.width(), 0)).x()
    return grid.horizontalScrollBar().maximum() == 0 and right <= page.width()


@pytest.mark.parametrize("panel", ["review", "last year", "submission"])
def test_the_table_is_whole_beside_a_panel_or_the_panel_is_one_click_away(
    page: EditorPage, panel: str
) -> None:
    tables = page.session.document.form.tables
    narrow = {each for each in tables if page.page(each).find_least_width() > page.width()}
    assert narrow <= {"proceedings"}, "its 15 columns are scrolled at 200 %"
    show_panel(page, panel)
    size = page.size()
    for key in set(tables) - narrow:
        page.open_tab(key)
        QCoreApplication.processEvents()
        assert is_whole(page), key
        assert page.panels.is_folded is page.panels.edge.isVisible()
        assert page.panels.is_folded is page.panels._column.isHidden()
        if page.panels.is_folded:
            edge = page.panels.edge
            assert edge.mapTo(page, edge.rect().bottomRight()).x() < page.width()
            QTest.mouseClick(edge, Qt.MouseButton.LeftButton)
            assert page.panels._column.isVisible()
            assert page.panels._column.width() >= 21 * page.fontMetrics().horizontalAdvance("国")
            assert edge.accessibleName().startswith("收起")
            QTest.mouseClick(edge, Qt.MouseButton.LeftButton)
            QCoreApplication.processEvents()
            assert is_whole(page)
    assert page.size() == size


def test_a_screen_of_1024_has_room_for_the_largest_table_and_a_panel(page: EditorPage) -> None:
    show_panel(page, "review")
    page.open_tab("requests")
    QCoreApplication.processEvents()
    if page.width() >= 1024:
        assert page.panels.review.isVisible()
        assert not page.panels.edge.isVisible()


@pytest.mark.parametrize(
    ("panel", "name"),
    [("review", "没找到位置的内容 (0)"), ("last year", "上年报告"), ("submission", "报送前检查")],
)
def test_the_name_of_a_folded_panel_is_read_on_its_edge(
    page: EditorPage, panel: str, name: str
) -> None:
    show_panel(page, panel)
    if panel == "review":
        page.panels.review.setCurrentWidget(page.panels.review.placing)
    page.open_tab("proceedings")
    QCoreApplication.processEvents()
    if page.panels.is_folded:
        assert page.panels.edge.text() == "\n".join(("‹", *name))
        assert page.panels.edge.accessibleName() == name


def test_a_panel_in_which_one_works_stays_open(page: EditorPage, qtbot: QtBot) -> None:
    """A click in a list leads to another page: the list must not go from under the mouse."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.panels.show_submission(True)
    page.panels.submission.list.setFocus()
    for key in ("proceedings", "requests"):
        page.open_tab(key)
        QCoreApplication.processEvents()
        assert page.panels.submission.isVisible()


def test_no_tab_moves_when_a_panel_comes_and_goes(page: EditorPage) -> None:
    def look() -> list[object]:
        tabs = page.tabs
        texts = [tabs.tabText(each) for each in range(tabs.count())]
        return [tabs.geometry(), texts, *(tabs.tabRect(each) for each in range(tabs.count()))]

    before = look()
    for panel in ("review", "last year", "submission"):
        show_panel(page, panel)
        assert look() == before
        page.open_tab("requests")
        QCoreApplication.processEvents()
        assert look() == before


def test_the_width_given_by_hand_is_kept_where_it_leaves_the_table_whole(page: EditorPage) -> None:
    show_panel(page, "review")
    page.open_tab("overview")
    QCoreApplication.processEvents()
    if page.panels.is_folded:
        page.panels.open()
    split = page.panels._split
    split.moveSplitter(split.width() - 500, 1)
    page.open_tab("requests")
    QCoreApplication.processEvents()
    assert is_whole(page)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_explanation_of_a_table_is_read_as_a_whole(page: EditorPage) -> None:
    page.show_last_year(True)
    page.open_tab("requests")
    for panel in ("none", "review"):
        show_panel(page, panel)
        table = page.page("requests")
        assert isinstance(table, TablePage)
        label = table.head.hint
        if label.isHidden():  # on the lowest screen
            assert table.head.more.isVisible()
            assert table.head.more.text() == "说明"
            QTest.mouseClick(table.head.more, Qt.MouseButton.LeftButton)
            tops = QApplication.topLevelWidgets()
            assert any(each.inherits("QWhatsThat") for each in tops)
            QWhatsThis.hideText()
        else:
            assert label.text().endswith("格子右边的斜体数字是上年的。")
            assert label.heightForWidth(label.width()) <= label.height()
            assert label.mapTo(page, QPoint(label.width(), 0)).x() <= page.width()


@pytest.mark.parametrize("panel", ["review", "last year", "submission"])
def test_no_panel_makes_the_window_higher_than_the_screen(page: EditorPage, panel: str) -> None:
    for key in ("overview", "requests"):
        page.open_tab(key)
        show_panel(page, panel)
        assert page.minimumSizeHint().height() <= page.height()
        assert page.minimumSizeHint().width() <= page.width()


@pytest.mark.parametrize("panel", ["review", "last year"])
def test_a_panel_opened_on_purpose_stays_beside_a_text_that_can_be_read(
    page: EditorPage, panel: str
) -> None:
    page.open_tab("requests")
    show_panel(page, panel)
    for key in ("overview", "requests", "problems"):
        page.open_tab(key)
        page.front.setFocus()
        QCoreApplication.processEvents()
        if key != "requests":
            least = 30 * page.fontMetrics().horizontalAdvance("国")
            assert page.front.width() >= least
            if page.width() >= 911:  # at 200 % it hangs on the font
                assert page.panels._column.isVisible()
    if page.panels.edge.isVisible() and not page.panels.is_folded:
        QTest.mouseClick(page.panels.edge, Qt.MouseButton.LeftButton)
        page.open_tab("overview")
        QCoreApplication.processEvents()
        assert page.panels.is_folded, "it was folded on purpose"


@pytest.mark.parametrize(
    ("panel", "name", "key"),
    [
        ("review", "读取结果", "F6"),
        ("last year", "上年报告", "F7"),
        ("submission", "报送前检查", "Esc"),
    ],
)
def test_every_panel_has_a_button_that_closes_or_folds_it(
    page: EditorPage, qtbot: QtBot, panel: str, name: str, key: str
) -> None:
    page.activateWindow()
    show_panel(page, panel)
    if page.panels.edge.isVisible():  # which folds the panel, so that it needs no other button
        page.panels.open()
        assert page.panels.edge.accessibleName().startswith("收起")
        QTest.mouseClick(page.panels.edge, Qt.MouseButton.LeftButton)
        assert page.panels.is_folded
        return
    (button,) = (each for each in page.panels._column.findChildren(CloseButton) if each.isVisible())
    assert button.accessibleName() == f"收起{name}"
    assert button.toolTip().endswith(f"收起{name}（{key}）")
    assert page.panels._column.rect().contains(
        QRect(button.mapTo(page.panels._column, QPoint(0, 0)), button.size())
    )
    button.setFocus()
    closed = page.panels.reviewShown if panel == "review" else page.panels.lastYearClosed
    if panel == "submission":
        closed = page.panels.submissionClosed
    with qtbot.waitSignal(closed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    if panel != "submission":  # the window closes it
        assert not page.panels._column.has_panels
        assert not page.panels.edge.isVisible()
        assert page.front.isAncestorOf(page.window().focusWidget() or page)


def test_the_button_names_the_page_that_is_closed_with_its_key(page: EditorPage) -> None:
    writing = page.panels.writing
    owners = {command.text: command for command in commands_of(ViewCommands)}
    owners |= {command.text: command for command in commands_of(EditCommands)}
    keys = {
        "上年报告": owners["与上年对照(&L)"].shortcuts,
        "提纲": owners["提纲(&U)"].shortcuts,
        "常用句": owners["常用句(&Q)"].shortcuts,
    }
    for index in (2, 1, 0):
        writing.setCurrentIndex(index)
        name = writing.tabText(index)
        assert writing.close_button.accessibleName() == f"收起{name}"
        assert f"（{keys[name][0].toString()}）" in writing.close_button.toolTip()


@pytest.mark.parametrize("panel", ["review", "last year", "submission"])
def test_there_is_one_thing_to_click_to_fold_a_panel(page: EditorPage, panel: str) -> None:
    """Beside the edge that folds it, a panel has no cross."""
    show_panel(page, panel)
    for key in ("overview", "requests", "overview"):
        page.open_tab(key)
        page.panels.open()
        QCoreApplication.processEvents()
        crosses = [each for each in page.panels.findChildren(CloseButton) if each.isVisible()]
        assert len(crosses) == (not page.panels.edge.isVisible())


def test_nothing_of_the_bar_to_replace_is_cut_beside_a_panel(page: EditorPage) -> None:
    page.panels.show_writing(page.panels.writing.outline)
    page.begin_find(replaces=True)
    QCoreApplication.processEvents()
    bar = page.find_bar
    shown = [each for each in bar.findChildren(QWidget) if each.isVisible()]
    assert len(shown) > 5
    for each in shown:
        assert each.width() >= each.minimumSizeHint().width(), each
        assert page.rect().contains(QRect(each.mapTo(page, QPoint()), each.size())), each
