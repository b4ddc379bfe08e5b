"""A clerk settles findings from the list, by mouse and by keys, and sees what each did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from report_editor.document import Document, Part
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.forms import form
from report_editor.ui.editor.findings_sheet import FindingsSheet
from report_editor.ui.editor.pages import TextPage
from report_editor.ui.widgets.labels import Label
from report_editor.workbook.report_file import save_report

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.ui.editor.findings_list import FindingsList
    from report_editor.workspace.session import Session
    from tests.journeys.conftest import Clerk

PLACE, MESSAGE, FIX, ALL = 1, 2, 3, 4
TEXTS = {
    "overview": [
        "2023年,公开信息1,234条,其中规范性文件12件(含修订3件)。",
        "网址:http://www.x.gov.cn/s?q=公开,解读",
    ],
    "problems": ["存在的问题:公开不够,解读单一。"],
}
TOTALS = ["requests.new.total", "requests.granted.total", "requests.partial.total"]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A report with blanks in three tables, three wrong totals and half-width punctuation."""
    the_form = form("2021")
    cells = {
        each.address: "0"
        for each in the_form.inputs
        if not each.address.startswith(("requests.denied", "proceedings", "disclosure.rules"))
    }
    document = Document(
        the_form,
        parts={
            Part.CELLS: cells,
            Part.STATED: dict.fromkeys(TOTALS, "7"),
            Part.FIELDS: {"organization": "青山县人民政府", "year": "2023"},
        },
        texts=TEXTS,
    )
    path = tmp_path / "青山县.xlsx"
    save_report(document, path)
    return path


class AtTheList:
    """The clerk's hands at the list of findings."""

    def __init__(self, clerk: Clerk, path: Path) -> None:
        self.clerk = clerk
        self.session: Session = clerk.open(path)
        self.session.check_now()
        assert clerk.window.editor is not None
        self.editor: EditorPage = clerk.window.editor
        self.list: FindingsList = self.editor.findings.list

    def text(self, row: int, column: int) -> str:
        """What a cell of the list shows."""
        return str(self.list.model().index(row, column).data())

    def texts(self, column: int) -> list[str]:
        """What a column of the list shows."""
        return [self.text(row, column) for row in range(self.list.model().rowCount())]

    def row_of(self, words: str, column: int = MESSAGE) -> int:
        """The first row with these words."""
        return next(row for row, text in enumerate(self.texts(column)) if words in text)

    def point(self, row: int, column: int) -> QPoint:
        """Where a cell of the list is seen."""
        index = self.list.model().index(row, column)

        def find() -> QPoint:
            self.list.scrollTo(index)
            return self.list.visualRect(index).topLeft() + QPoint(12, 8)

        self.clerk.wait(lambda: self.list.viewport().rect().contains(find()))
        return find()

    def come_to(self, point: QPoint) -> None:
        """Moves the mouse to a point of the list, from wherever the last test left it."""
        for near in (QPoint(2, 1), QPoint(0, 0)):
            QTest.mouseMove(self.list.viewport(), point + near)
        self.clerk.wait(lambda: self.list._model.is_held)

    def click(self, point: QPoint) -> None:
        """Moves the mouse to a point of the list and clicks."""
        self.come_to(point)
        QTest.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def leave(self) -> None:
        """Moves the mouse away."""
        QTest.mouseMove(self.editor.tabs, QPoint(5, 5))
        self.clerk.wait(lambda: not self.list._model.is_held)

    @property
    def said(self) -> str:
        """What the status bar says."""
        return self.clerk.window.status.currentMessage()

    @property
    def steps(self) -> int:
        """How many steps can be undone."""
        return len(self.session.history.steps)


@pytest.fixture
def at(clerk: Clerk, damaged: Path) -> AtTheList:
    """The report open, its findings listed."""
    return AtTheList(clerk, damaged)


def test_three_clicks_at_one_point_fill_one_table(at: AtTheList) -> None:
    at.editor.open_tab("overview")
    point = at.point(at.row_of("表三有"), FIX)
    listed = at.texts(MESSAGE)
    at.click(point)
    assert at.said == "表三填了 48 格 0，可撤销（Ctrl+Z）。"
    assert at.editor.current_key == "requests"
    grid = at.editor.current_grid()
    assert grid is not None
    assert grid.current_address() == "requests.denied_state_secret.natural_person"
    assert grid.visualRect(grid.currentIndex()).intersects(grid.viewport().rect())
    at.click(point)
    at.session.check_now()
    at.click(point)
    QTest.mouseDClick(at.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseRelease(at.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert at.steps == 1
    assert at.texts(MESSAGE) == listed
    assert at.text(at.row_of("表三有"), 0) == "已处理"
    assert at.text(at.row_of("表三有"), FIX) == ""
    assert at.session.document.raw("proceedings.direct_suit.upheld") == ""
    at.leave()
    assert not [each for each in at.texts(MESSAGE) if "表三有" in each]


def test_what_comes_meanwhile_moves_nothing_under_the_mouse(at: AtTheList) -> None:
    point = at.point(at.row_of("表四有"), FIX)
    at.come_to(point)
    listed, heights = at.texts(MESSAGE), [at.list.rowHeight(row) for row in range(5)]
    change = set_cells(at.session.document, {"requests.new.business": "一千"})
    at.session.do(change)
    at.session.check_now()
    assert at.texts(MESSAGE) == listed
    assert [at.list.rowHeight(row) for row in range(5)] == heights
    waiting = at.editor.findings.bar.waiting
    assert waiting.isVisible()
    assert "条新结果，离开列表或按 Ctrl+R 列出" in waiting.text()
    at.leave()
    assert any("一千" in each for each in at.texts(MESSAGE))
    assert not waiting.isVisible()


def test_an_undo_makes_a_row_live_again(at: AtTheList) -> None:
    row = at.row_of("表四有")
    at.click(at.point(row, FIX))
    at.session.check_now()
    assert at.text(row, 0) == "已处理"
    at.clerk.ctrl(Qt.Key.Key_Z)
    at.session.check_now()
    assert at.text(row, FIX) == "空白填 0"
    at.click(at.point(row, FIX))
    assert at.session.document.raw("proceedings.direct_suit.upheld") == "0"


def test_leaving_before_the_checks_have_run_brings_nothing_back(at: AtTheList) -> None:
    row = at.row_of("表四有")
    at.click(at.point(row, FIX))
    at.leave()
    assert at.text(at.row_of("表四有"), FIX) == ""
    at.session.check_now()
    assert not [each for each in at.texts(MESSAGE) if "表四有" in each]


def test_by_keys_alone(at: AtTheList) -> None:
    at.list.setFocus(Qt.FocusReason.TabFocusReason)
    at.list.choose(at.row_of("表四有"))
    at.clerk.press(Qt.Key.Key_Return, CTRL)
    assert at.said == "表四填了 12 格 0，可撤销（Ctrl+Z）。"
    assert at.editor.current_key == "proceedings"
    assert at.list.hasFocus()
    at.session.check_now()
    listed = at.texts(MESSAGE)
    at.clerk.press(Qt.Key.Key_Return, CTRL)
    assert at.steps == 1
    assert at.texts(MESSAGE) == listed
    at.clerk.ctrl(Qt.Key.Key_R)
    assert len(at.texts(MESSAGE)) == len(listed) - 1
    at.list.choose(at.row_of("表三有"))
    at.clerk.press(Qt.Key.Key_Return)  # goes there, into the table
    assert at.editor.current_grid() is not None
    assert at.clerk.focus() is at.editor.current_grid()
    at.session.check_now()
    assert not at.list._model.is_held


def test_f4_goes_on_to_what_is_still_to_be_done(at: AtTheList) -> None:
    first = at.list.model().rowCount()
    at.list.choose(0)
    at.list.setFocus(Qt.FocusReason.TabFocusReason)
    at.clerk.press(Qt.Key.Key_Return, CTRL)
    at.list.choose(-1)
    at.clerk.press(Qt.Key.Key_F4)
    assert at.list.currentIndex().row() == 1
    for _ in range(first):
        at.clerk.press(Qt.Key.Key_F4)
        entry = at.list._current_entry()
        assert entry is not None
        assert entry.is_active


def test_all_totals_of_a_table_are_taken_over_at_once(at: AtTheList) -> None:
    row = at.row_of("“新收”一行")
    assert at.text(row, ALL) == "全部 3 处…"
    seen: list[str] = []

    def act(sheet: FindingsSheet) -> None:
        seen.append(sheet.accept_button.text())
        for column in range(3):
            item = sheet.table.item(0, column)
            assert item is not None
            seen.append(item.text())
        QTest.keyClick(sheet.table, Qt.Key.Key_Down)
        QTest.keyClick(sheet.table, Qt.Key.Key_Space)
        seen.append(sheet.accept_button.text())
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)

    at.clerk.at_dialog(FindingsSheet, act)
    at.click(at.point(row, ALL))
    assert seen == [
        "采用计算值（3 处）",
        *("表三“新收·总计”", "7", "0"),
        "采用计算值（2 处）",
    ]
    assert list(at.session.document.entries(Part.STATED)) == [TOTALS[1]]
    assert at.said == "表三有 2 个总计改用计算值，可撤销（Ctrl+Z）。"
    assert at.editor.current_key == "requests"
    assert [at.text(each, 0) for each in (row, row + 1, row + 2)].count("已处理") == 2
    at.clerk.ctrl(Qt.Key.Key_Z)
    assert len(at.session.document.entries(Part.STATED)) == 3


def test_nothing_is_done_where_the_sheet_is_cancelled(at: AtTheList) -> None:
    at.list.setFocus(Qt.FocusReason.TabFocusReason)
    at.list.choose(at.row_of("“新收”一行"))
    at.clerk.answer(FindingsSheet, Qt.Key.Key_Escape)
    at.clerk.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert at.steps == 0
    assert len(at.session.document.entries(Part.STATED)) == 3


def test_half_width_punctuation_of_a_section(at: AtTheList) -> None:
    at.editor.open_tab("disclosure")
    row = at.row_of("一  第 1 段", PLACE)
    at.clerk.answer(FindingsSheet)
    at.click(at.point(row, FIX))
    assert at.session.document.paragraphs("overview") == (
        "2023年，公开信息1,234条，其中规范性文件12件（含修订3件）。",
        "网址：http://www.x.gov.cn/s?q=公开,解读",
    )
    assert at.session.document.paragraphs("problems") == ("存在的问题:公开不够,解读单一。",)
    assert at.said == "“一、总体情况”改了 4 处半角标点，可撤销（Ctrl+Z）。"
    page = at.editor.page("overview")
    assert isinstance(page, TextPage)
    assert page.isVisible()
    assert page.editor.textCursor().selectedText() == "，"
    at.clerk.ctrl(Qt.Key.Key_Z)
    assert at.session.document.paragraphs("overview") == tuple(TEXTS["overview"])


def test_a_report_changed_since_is_left_alone_with_a_sentence(at: AtTheList) -> None:
    row = at.row_of("一  第 1 段", PLACE)
    point = at.point(row, FIX)
    at.come_to(point)
    change = set_paragraphs(at.session.document, "overview", ["别的,内容。"])
    at.session.do(change)
    at.click(point)
    assert at.steps == 1
    assert at.session.document.paragraphs("overview") == ("别的,内容。",)
    assert at.said.startswith("报告已经改动")


def test_the_menu_offers_the_same(at: AtTheList) -> None:
    row = at.row_of("“新收”一行")
    at.list.choose(row)
    menu = at.list.context_menu()
    assert menu is not None
    texts = [each.text() for each in menu.actions()]
    assert "采用计算值" in texts
    assert "全部处理（3 处）…" in texts
    at.list.choose(at.row_of("表四有"))
    menu = at.list.context_menu()
    assert menu is not None
    assert "逐处选择（12 处）…" in [each.text() for each in menu.actions()]
    at.click(at.point(row, FIX))
    menu = at.list.context_menu()
    assert menu is not None
    assert not [each for each in menu.actions() if "计算值" in each.text()]


def test_a_report_changed_under_the_sheet_is_left_alone(at: AtTheList) -> None:
    row = at.row_of("“新收”一行")
    listed = at.texts(MESSAGE)
    under: list[list[str]] = []

    def act(sheet: FindingsSheet) -> None:
        at.session.do(set_cells(at.session.document, {"requests.new.business": "7"}))
        at.session.check_now()
        under.append(at.texts(MESSAGE))
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)

    at.clerk.at_dialog(FindingsSheet, act)
    at.click(at.point(row, ALL))
    assert under == [listed]
    assert at.steps == 1
    assert at.said.startswith("报告已经改动")


def test_the_edition_is_changed_after_saying_what_comes_with_it(
    clerk: Clerk, tmp_path: Path
) -> None:
    old = Document(
        form("2019"),
        parts={
            Part.CELLS: {"disclosure.rules.newly_made": "13", "requests.other.business": "2"},
            Part.FIELDS: {"organization": "青山县人民政府", "year": "2022"},
        },
        texts={"preamble": ["根据条例,编制本报告。"]},
    )
    save_report(old, tmp_path / "旧格式.xlsx")
    at = AtTheList(clerk, tmp_path / "旧格式.xlsx")
    said: list[str] = []

    def act(sheet: FindingsSheet) -> None:
        said.extend(each.text() for each in sheet.findChildren(Label))
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)

    clerk.at_dialog(FindingsSheet, act)
    at.click(at.point(at.row_of("应当用"), FIX))
    assert "规章" in said[0]
    assert "13" in said[0]
    assert at.session.document.form is form("2021")
    assert at.said == "换成了2021 年版格式，可撤销（Ctrl+Z）。"
    assert at.editor.current_key == "basics"
    at.session.check_now()
    assert not [each for each in at.texts(MESSAGE) if "应当用" in each]

    at.list.choose(at.row_of("半角标点"))
    at.list.setFocus(Qt.FocusReason.TabFocusReason)
    clerk.answer(FindingsSheet)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert at.session.document.paragraphs("preamble") == ("根据条例，编制本报告。",)
    assert at.editor.metadata.preamble.textCursor().selectedText() == "，"


def test_a_click_scrolls_nothing_and_the_arrow_keys_do(at: AtTheList) -> None:
    assert not at.list.hasAutoScroll()
    at.list.setFocus(Qt.FocusReason.TabFocusReason)
    at.list.choose(0)
    for _ in range(at.list.model().rowCount() - 1):
        at.clerk.press(Qt.Key.Key_Down)
        seen = at.list.visualRect(at.list.currentIndex())
        assert at.list.viewport().rect().contains(seen.center())
    assert at.list.verticalScrollBar().value() > 0


def test_a_screen_reader_is_told_the_key(at: AtTheList) -> None:
    index = at.list.model().index(at.row_of("表三有"), FIX)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(role) == "一步处理：空白填 0，按 Ctrl+回车"
    assert index.siblingAtColumn(0).data(role) == "提示"


def test_several_old_numbers_are_listed_beside_their_paragraph_and_confirmed_in_one_step(
    clerk: Clerk, tmp_path: Path
) -> None:
    texts = {"overview": ["写在前面的话。", "收到申请5件，办结4件。"]}
    numbers = {"overview:5": "5", "overview:4": "4"}
    fields = {"organization": "青山县人民政府", "year": "2023"}
    parts = {Part.FIELDS: fields, Part.UNCONFIRMED: numbers}
    path = tmp_path / "青山县.xlsx"
    save_report(Document(form("2021"), parts=parts, texts=texts), path)
    at = AtTheList(clerk, path)
    at.editor.open_tab("disclosure")
    seen: list[tuple[str, int, int]] = []

    def look(sheet: FindingsSheet) -> None:
        page = at.editor.front
        assert isinstance(page, TextPage)
        rows = sheet.table.rowCount()
        seen.append((at.editor.current_key, page.editor.textCursor().blockNumber(), rows))
        sheet.accept()

    clerk.at_dialog(FindingsSheet, look)
    at.click(at.point(at.row_of("待核实"), FIX))
    assert seen == [("overview", 1, 2)]
    assert at.steps == 1
    assert not at.session.document.entries(Part.UNCONFIRMED)
    clerk.ctrl(Qt.Key.Key_Z)
    assert len(at.session.document.entries(Part.UNCONFIRMED)) == 2
