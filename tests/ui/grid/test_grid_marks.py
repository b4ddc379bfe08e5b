"""What the grid says about its cells: by sign, by colour, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEvent, QPalette, QRegion

from report_editor.checks import Finding, Severity
from report_editor.document import Part, commands
from report_editor.forms import CellRole
from report_editor.ui.grid import sizes
from report_editor.ui.grid.colors import Colors
from report_editor.ui.grid.labels import Labels, is_beside
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.model import GridModel
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from report_editor.document import History
    from report_editor.ui.grid import TableView
    from report_editor.workspace.session import Session

    OpenGrid = Callable[..., tuple[TableView, History]]
    SessionOf = Callable[[QWidget], Session]
    Find = Callable[[Session, list[Finding]], None]
    Press = Callable[..., None]

NEW, GRANTED = "requests.new.natural_person", "requests.granted.natural_person"
FLOW = ("new", "carried_in", "processed", "carried_out")


def signs(view: TableView, address: str) -> list[Sign]:
    model = view.model()
    assert isinstance(model, GridModel)
    return [mark.sign for mark in model.marks(view.table.value_cells[address])]


def tip(view: TableView, address: str) -> str:
    return view.tool_tip(view.table.value_cells[address])


def spoken(view: TableView, address: str) -> str:
    model = view.model()
    assert isinstance(model, GridModel)
    index = model.index_of_value(address)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_column_out_of_balance_is_marked_in_all_four_cells(open_grid: OpenGrid) -> None:
    view, history = open_grid()
    view.fill_zero_table()
    history.do(commands.set_cells(history.document, {NEW: "60", GRANTED: "61"}))
    words = "自然人：新收 60 + 结转 0 = 60，办理 61 + 结转下年 0 = 61，相差 1"
    for row in FLOW:
        address = f"requests.{row}.natural_person"
        assert signs(view, address) == [Sign.UNEQUAL]
        assert words in tip(view, address)
        assert words in spoken(view, address)
        assert signs(view, f"requests.{row}.total") == [Sign.UNEQUAL]
        assert signs(view, f"requests.{row}.business") == []
    assert signs(view, GRANTED) == []
    history.do(commands.set_cells(history.document, {GRANTED: "60"}))
    assert not any(signs(view, address) for address in view.table.value_cells)
    history.undo()
    assert signs(view, NEW) == [Sign.UNEQUAL]


@pytest.mark.parametrize(
    ("raw", "sign", "words"),
    [
        ("abc", Sign.INVALID, "“abc”不是数"),
        ("-3", Sign.INVALID, "“-3”小于 0"),
        ("1.5", Sign.INVALID, "“1.5”不是整数"),
        ("００", Sign.NORMALISED, "原文写作“００”，按 0 计算。"),
        ("5件", Sign.NORMALISED, "原文写作“5件”，按 5 计算。"),
    ],
)
def test_a_text_that_is_not_plainly_its_number_is_marked(
    open_grid: OpenGrid, raw: str, sign: Sign, words: str
) -> None:
    view, _ = open_grid("proceedings", cells={"proceedings.direct_suit.upheld": raw})
    assert signs(view, "proceedings.direct_suit.upheld") == [sign]
    assert words in tip(view, "proceedings.direct_suit.upheld")


@pytest.mark.parametrize("raw", ["0", "12"])
def test_plain_numbers_are_not_marked(open_grid: OpenGrid, raw: str) -> None:
    view, _ = open_grid("proceedings", cells={"proceedings.direct_suit.upheld": raw})
    assert signs(view, "proceedings.direct_suit.upheld") == []


@pytest.mark.parametrize("raw", ["", "/"])
def test_a_blank_is_pale_until_it_is_filled_and_no_sign_stands_in_it(
    open_grid: OpenGrid, raw: str
) -> None:
    address = "proceedings.direct_suit.upheld"
    view, history = open_grid("proceedings", cells={address: raw})
    assert signs(view, address) == [Sign.BLANK]
    assert "还没有填" in tip(view, address)
    view.go_to("proceedings.reconsideration.upheld")
    if not raw:
        cell = view.visualRect(view.currentIndex().siblingAtColumn(5)).adjusted(2, 2, -2, -2)
        image = view.viewport().grab(cell).toImage()
        colors = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        assert len(colors) == 1
    history.do(commands.set_cells(history.document, {address: "4"}))
    assert signs(view, address) == []


def test_a_column_is_marked_only_once_it_is_filled_in(open_grid: OpenGrid) -> None:
    view, history = open_grid()
    history.do(commands.set_cells(history.document, {NEW: "60"}))
    assert signs(view, NEW) == []
    column = [each for each in view.table.addresses_of(column="natural_person") if each != NEW]
    inputs = [each for each in column if view.table.value_cells[each].role is CellRole.INPUT]
    for address in inputs[:-1]:
        history.do(commands.set_cells(history.document, {address: "0"}))
        assert signs(view, NEW) == []
    history.do(commands.set_cells(history.document, {inputs[-1]: "0"}))
    assert signs(view, NEW) == [Sign.UNEQUAL]
    history.undo()
    assert signs(view, NEW) == []


def test_a_printed_total_stands_beside_the_computed_one_until_it_is_accepted(
    open_grid: OpenGrid,
) -> None:
    total = "proceedings.reconsideration.total"
    view, history = open_grid(
        "proceedings", cells={"proceedings.reconsideration.upheld": "2"}, stated={total: "3"}
    )
    model = view.model()
    assert isinstance(model, GridModel)
    cell = view.table.value_cells[total]
    assert (model.text(cell), model.stated_text(cell)) == ("2", "原 3")
    assert "原文是 3，程序算出 2。各项还有 3 格没有填" in tip(view, total)
    assert not view.enabled_commands().accept_totals
    view.go_to(total)
    assert view.enabled_commands().accept_totals
    view.accept_totals()
    assert model.stated_text(cell) is None
    assert signs(view, total) == []
    history.undo()
    assert model.stated_text(cell) == "原 3"
    history.do(commands.set_cells(history.document, {"proceedings.reconsideration.pending": "1"}))
    assert model.stated_text(cell) is None


def test_a_total_printed_blank_is_said(open_grid: OpenGrid) -> None:
    total = "proceedings.direct_suit.total"
    view, _ = open_grid(
        "proceedings", cells={"proceedings.direct_suit.upheld": "2"}, stated={total: ""}
    )
    assert "原文这里空着，程序算出 2" in tip(view, total)


def test_room_for_a_printed_total_is_made_when_it_appears(open_grid: OpenGrid) -> None:
    total = "proceedings.direct_suit.total"
    view, history = open_grid(
        "proceedings", cells={"proceedings.direct_suit.upheld": "2"}, stated={total: "7"}
    )
    tall = view.rowHeight(3)
    view.go_to(total)
    view.accept_totals()
    assert view.rowHeight(3) == tall  # nothing jumps under the mouse
    low, _ = open_grid("proceedings")
    assert low.rowHeight(3) < tall
    history.undo()
    assert view.rowHeight(3) == tall


def test_findings_mark_their_cells_and_what_the_grid_knows_itself_is_not_said_twice(
    open_grid: OpenGrid, session_of: SessionOf, find: Find
) -> None:
    view, history = open_grid()
    view.fill_zero_table()
    history.do(commands.set_cells(history.document, {NEW: "1"}))
    find(
        session_of(view),
        [
            Finding("requests.jump", Severity.WARNING, "requests", "比上年多。", cells=(NEW,)),
            Finding("requests.flow", Severity.ERROR, "requests", "不平衡。", cells=(NEW,)),
            Finding("cell.blank", Severity.WARNING, "requests", "没有填。", cells=(GRANTED,)),
            Finding("other.table", Severity.ERROR, "disclosure", "x", cells=("disclosure.a.b",)),
        ],
    )
    assert signs(view, NEW) == [Sign.UNEQUAL, Sign.WARNING]
    assert signs(view, GRANTED) == []  # a blank is marked while it is one
    assert "比上年多。" in tip(view, NEW)
    assert "不平衡。" not in tip(view, NEW)
    find(session_of(view), [])
    assert signs(view, NEW) == [Sign.UNEQUAL]


def test_a_tool_tip_names_the_cell_and_takes_no_markup_from_a_file(open_grid: OpenGrid) -> None:
    view, _ = open_grid(cells={GRANTED: "<img src=x>"})
    words = tip(view, GRANTED)
    assert "（一）予以公开，自然人" in words
    assert "全部公开的申请。" in words
    assert "<img" not in words
    assert "&lt;img" in words


def test_a_tool_tip_tells_last_years_number(open_grid: OpenGrid) -> None:
    view, history = open_grid()
    assert "上年" not in tip(view, GRANTED)
    history.do(commands.set_entry(history.document, Part.PREVIOUS, GRANTED, "17", "比较"))
    assert "上年报告是 17。" in tip(view, GRANTED)


def test_the_cell_in_hand_is_compared_with_last_year(open_grid: OpenGrid) -> None:
    view, history = open_grid(cells={NEW: "60"})
    said: list[str] = []
    view.selectionSummary.connect(said.append)
    for address, number in ((NEW, "48"), (GRANTED, "5")):
        history.do(commands.set_entry(history.document, Part.PREVIOUS, address, number, "比较"))
    view.go_to(GRANTED)
    view.go_to(NEW)
    view.go_to("requests.new.business")
    assert said == ["上年 5", "上年 48，本年 +25%", ""]
    said.clear()
    view.go_to(NEW)
    history.do(commands.set_cells(history.document, {NEW: "24"}))
    assert said[-1] == "上年 48，本年 -50%"


def test_a_screen_reader_hears_row_column_value_and_problem(open_grid: OpenGrid) -> None:
    view, _ = open_grid(cells={"requests.denied_query.business": "x"})
    assert view.accessibleName() == "三、收到和处理政府信息公开申请情况"
    said = spoken(view, "requests.denied_query.business")
    assert said.startswith("（三）不予公开 8.属于行政查询事项，商业企业：x；“x”不是数")
    assert spoken(view, "requests.denied_query.research").endswith("：空白")
    model = view.model()
    kinds = {
        (0, 0): "表头",
        (3, 0): "行标签",
        (8, 0): "行标签",
        (3, 3): "",
        (3, 9): "由程序计算",
    }
    for (row, column), kind in kinds.items():
        role = Qt.ItemDataRole.AccessibleDescriptionRole
        assert model.index(row, column).data(role) == kind
    covered, anchor = model.index(10, 0), model.index(5, 0)
    assert covered.data() == anchor.data() == "三、本年度办理结果"


def test_a_screen_reader_hears_last_year_where_it_is_shown(open_grid: OpenGrid) -> None:
    view, history = open_grid()
    for address in (NEW, "requests.new.total"):
        history.do(commands.set_entry(history.document, Part.PREVIOUS, address, "17", "比较"))
    role = Qt.ItemDataRole.AccessibleDescriptionRole
    cells = [view.model().index(3, column) for column in (3, 4, 9)]
    assert [each.data(role) for each in cells] == ["", "", "由程序计算"]
    view.show_last_year(True)
    assert [each.data(role) for each in cells] == ["上年 17", "", "由程序计算，上年 17"]


class Painted(QObject):
    """Collects what is painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_only_what_changed_is_told_and_painted(
    open_grid: OpenGrid, qtbot: QtBot, qapp: QApplication
) -> None:
    view, history = open_grid()
    view.fill_zero_table()
    qapp.processEvents()
    told: set[tuple[int, int]] = set()
    view.model().dataChanged.connect(
        lambda top, bottom, roles: told.update(
            (row, column)
            for row in range(top.row(), bottom.row() + 1)
            for column in range(top.column(), bottom.column() + 1)
            if roles
        )
    )
    painted = Painted()
    view.viewport().installEventFilter(painted)
    address = "requests.denied_query.business"
    history.do(commands.set_cells(history.document, {address: "4"}))
    balances = {f"requests.{row}.{column}" for row in FLOW for column in ("business", "total")}
    grid_cells = view.table.value_cells
    expected = {
        (grid_cells[each].row, grid_cells[each].column)
        for each in {address, "requests.denied_query.total"} | balances
    }
    assert told == expected
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    far = view.visualRect(view.model().index(grid_cells["requests.partial.research"].row, 5))
    assert not painted.region.intersects(far)
    told.clear()
    history.do(commands.set_cells(history.document, {"disclosure.rules.made": "4"}))
    assert not told


def test_enter_paints_no_more_than_the_cells_concerned(
    open_grid: OpenGrid, press: Press, qapp: QApplication
) -> None:
    view, _ = open_grid()
    view.fill_zero_table()
    view.go_to("requests.denied_query.business")
    press(view, "4")
    qapp.processEvents()
    painted = Painted()
    view.viewport().installEventFilter(painted)
    press(view, Qt.Key.Key_Return)
    qapp.processEvents()
    assert view.current_address() == "requests.unable_not_held.business"
    for address in ("requests.granted.research", "requests.refused_repeat.natural_person"):
        cell = view.table.value_cells[address]
        far = view.visualRect(view.model().index(cell.row, cell.column)).adjusted(2, 2, -2, -2)
        assert not painted.region.intersects(far)
    assert not painted.region.isEmpty()


def test_the_model_is_never_reset(open_grid: OpenGrid, session_of: SessionOf, find: Find) -> None:
    view, history = open_grid()
    resets: list[None] = []
    view.model().modelAboutToBeReset.connect(lambda: resets.append(None))
    view.model().layoutAboutToBeChanged.connect(lambda: resets.append(None))
    view.fill_zero_table()
    find(session_of(view), [])
    view.set_zoom(150)
    history.undo()
    assert resets == []


def test_cells_side_by_side_are_announced_together(open_grid: OpenGrid) -> None:
    view, history = open_grid()
    announced: list[tuple[int, int, int, int]] = []
    view.model().dataChanged.connect(
        lambda first, last, _roles: announced.append(
            (first.row(), first.column(), last.row(), last.column())
        )
    )
    inputs = {"requests.granted.business", "requests.granted.research", "requests.partial.business"}
    history.do(commands.set_cells(history.document, dict.fromkeys(inputs, "/")))
    (top, left), *_ = sorted(
        (view.table.value_cells[each].row, view.table.value_cells[each].column) for each in inputs
    )
    assert sorted(announced) == [(top, left, top, left + 1), (top + 1, left, top + 1, left)]
    announced.clear()
    view.fill_zero_table()
    assert len(announced) < 10


def light() -> QPalette:
    palette = QPalette()
    for role, name in (("Base", "#ffffff"), ("Text", "#000000"), ("Highlight", "#308cc6")):
        palette.setColor(QPalette.ColorRole[role], QColor(name))
    return palette


def dark() -> QPalette:
    palette = QPalette()
    for role, name in (("Base", "#1e1e1e"), ("Text", "#e6e6e6"), ("Highlight", "#3d7eff")):
        palette.setColor(QPalette.ColorRole[role], QColor(name))
    return palette


def contrast(one: QColor, two: QColor) -> float:
    def luminance(colour: QColor) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [light(), dark()], ids=["light", "dark"])
@pytest.mark.parametrize("role", CellRole)
@pytest.mark.parametrize("selected", [False, True])
@pytest.mark.parametrize("crossed", [False, True])
def test_text_and_signs_are_legible_on_every_ground(
    palette: QPalette, role: CellRole, selected: bool, crossed: bool
) -> None:
    look = Colors(palette)
    plain = look.ground(role, (), selected=selected, crossed=crossed)
    assert contrast(look.ink, plain) >= 4.5
    if role in VALUES and not selected:
        assert contrast(look.pale, plain) >= 4.5
    for sign in Sign if role in VALUES else ():
        ground = look.ground(role, (sign,), selected=selected, crossed=crossed)
        assert contrast(look.ink, ground) >= 4.5
        assert contrast(look.accent(sign), ground) >= 2.4
    for frame in (look.frame, look.resting_frame):
        assert contrast(frame, look.ground(role, (), selected=True)) >= 1.8


def test_the_menu_offers_what_makes_sense(open_grid: OpenGrid) -> None:
    total = "proceedings.reconsideration.total"
    view, _ = open_grid("proceedings", stated={total: "3"})

    def enabled(view: TableView) -> dict[str, bool]:
        menu = view.context_menu()
        found = {each.text(): each.isEnabled() for each in menu.actions() if each.text()}
        menu.deleteLater()
        return found

    assert enabled(view) == {
        "剪切": True,
        "复制": True,
        "粘贴": False,
        "清除": True,
        "空白填 0": True,
        "采用计算值": False,
        "说明": True,
    }
    view.copy()
    assert enabled(view)["粘贴"]
    view.go_to(total)
    assert enabled(view) == {
        "剪切": False,
        "复制": True,
        "粘贴": False,
        "清除": False,
        "空白填 0": False,
        "采用计算值": True,
        "说明": True,
    }
    view, _ = open_grid("proceedings", stated={total: "3"}, read_only=True)
    view.go_to(total)
    assert [text for text, on in enabled(view).items() if on] == ["复制", "说明"]


def test_every_label_fits_its_cell(open_grid: OpenGrid) -> None:
    for edition, name in (
        ("2019", "requests"),
        ("2021", "disclosure"),
        ("2021", "requests"),
        ("2021", "proceedings"),
    ):
        view, _ = open_grid(name, edition=edition)
        for size in ((660, 500), (1400, 900)):
            view.window().resize(*size)
            for percent in (80, 100, 150):
                view.set_zoom(percent)
                font = sizes.make_label_font(view.font())
                labels, line = Labels(view.table, font), sizes.Measures(font).line
                for cell in view.table.grid:
                    if cell.role in VALUES:
                        continue
                    room = view.visualRect(view.model().index(cell.row, cell.column))
                    lengths = sizes.Measures(view.font())
                    beside = lengths.padding if is_beside(view.table, cell) else lengths.margin
                    lines = labels.fit(cell, room.width() - 2 * beside)
                    assert len(lines) * line <= room.height() + 1
                    for each in lines:
                        assert QFontMetricsF(font).horizontalAdvance(each) <= room.width()


def test_a_label_is_the_official_one_where_it_fits_and_the_short_one_elsewhere(
    open_grid: OpenGrid,
) -> None:
    view, _ = open_grid(size=(1366, 700))
    labels = Labels(view.table, sizes.make_label_font(view.font()))

    def lines(row: str, width: float) -> tuple[str, ...]:
        cell = next(each for each in view.table.grid if each.key == row)
        return labels.fit(cell, width)

    assert lines("other_unpaid", 1000) == (view.table.row("other_unpaid").label,)
    assert lines("other_unpaid", 200) == ("2.逾期未缴费",)
    assert "".join(lines("denied_security", 60)) == "3.危及“三安全一稳定”"
    group = next(each for each in view.table.grid if each.text == "（三）不予公开")
    assert labels.fit(group, 60) == ("（三）", "不予公开")
    heights = {view.rowHeight(each.row) for each in view.table.value_cells.values()}
    assert len(heights) == 1  # no label makes a row higher than the others


def test_a_label_partly_in_sight_is_narrowed_before_it_is_cut(open_grid: OpenGrid) -> None:
    view, _ = open_grid()
    labels = Labels(view.table, view.font())
    em = round(QFontMetricsF(view.font()).horizontalAdvance("国"))
    group = next(each for each in view.table.grid if each.text == "三、本年度办理结果")
    for width in range(2 * em, 8 * em):
        needed = len(labels.fit(group, width))
        assert labels.fit_low(group, width, needed) == (labels.fit(group, width), 1.0)
        for most in range(needed):
            lines, share = labels.fit_low(group, width, most)
            narrowed = labels.fit(group, width / 0.75)
            assert (share == 1.0) is (len(narrowed) > most)
            assert lines == (labels.fit(group, width)[:most] if share == 1.0 else narrowed)
    lines, _share = labels.fit_low(group, 3.1 * em, 3)
    assert "".join(lines) == group.text


@pytest.mark.slow
def test_a_long_number_is_written_smaller_before_it_is_cut(open_grid: OpenGrid) -> None:
    """In a narrow window nine digits and a sign are wider than their cell."""

    def painted(number: str, width: int) -> QImage:
        view, _ = open_grid(cells={NEW: number}, size=(width, 500))
        view.go_to(GRANTED)
        at = view.visualRect(view.model().index(3, 3))
        assert at.width() < view.fontMetrics().horizontalAdvance(number) + 25
        return view.viewport().grab(at.adjusted(2, 2, -2, -2)).toImage()

    for width in range(700, 801, 10):
        # the last digit is there
        assert painted("123456789", width) != painted("123456781", width)
