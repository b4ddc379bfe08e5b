"""The list of findings says where and what, and leads there; reasons are asked for and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from report_editor.checks import Finding, Severity
from report_editor.document import Change, Document, EntryEdit, Part
from report_editor.document.commands import fill_zero, set_entry
from report_editor.forms import form
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.editor.findings_list import FindingsList
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    Find = Callable[[Session, list[Finding]], None]

FIELDS = {"organization": "青禾县柳溪镇人民政府", "year": "2024"}
CELLS = {"requests.new.natural_person": "3", "requests.granted.natural_person": "2"}
PLACE, WORDS, FIX, ALL = 1, 2, 3, 4
REASON = "已与原件核对"


@pytest.fixture
def session() -> Session:
    document = Document(form("2021"), parts={Part.FIELDS: FIELDS, Part.CELLS: CELLS})
    session = Session(document)
    session.check_now()
    return session


@pytest.fixture
def panel(session: Session, qtbot: QtBot, chinese_font: None) -> FindingsList:  # noqa: ARG001
    widget = FindingsList(session)
    qtbot.addWidget(widget)
    return widget


def column(panel: FindingsList, number: int) -> list[str]:
    model = panel.model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def finding(code: str, *cells: str) -> Finding:
    return Finding(code, Severity.WARNING, "requests", "说明", cells)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        (("new.natural_person",), "三  新收·自然人"),
        (("new.natural_person", "carried_in.natural_person"), "三  自然人，2 格"),
        (("denied_internal.business", "denied_internal.total"), "三  5.属于三类内部事务信息，2 格"),
        (("new.natural_person", "granted.business"), "三  2 格"),
    ],
)
def test_the_place_says_what_its_cells_have_in_common(
    panel: FindingsList, session: Session, find: Find, cells: tuple[str, ...], place: str
) -> None:
    find(session, [finding("x.y", *(f"requests.{each}" for each in cells))])
    assert column(panel, PLACE) == [place]


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("characters", [40, 49, 60, 80, 120])
def test_messages_have_most_of_the_room(panel: FindingsList, characters: int) -> None:
    em = panel.fontMetrics().horizontalAdvance("国")
    panel.setColumnHidden(FIX + 1, False)
    panel.resize(characters * em, 200)
    panel.grab()  # lays out
    widest = max(range(5), key=panel.columnWidth)
    assert panel.model().index(0, widest).data() == column(panel, WORDS)[0]


def set_aside(session: Session, finding: Finding) -> None:
    session.history.do(
        set_entry(session.document, Part.SET_ASIDE, finding.identity, REASON, "忽略检查结果")
    )


def test_the_next_finding_is_never_one_that_was_set_aside(
    panel: FindingsList, session: Session
) -> None:
    gone: list[Finding] = []
    panel.activatedFinding.connect(gone.append)
    count = panel.model().rowCount()
    first = session.findings[0]
    set_aside(session, first)
    session.check_now()
    assert panel.model().rowCount() == count
    assert column(panel, WORDS)[-1].endswith(f"（已忽略，理由：{REASON}）")
    for _ in range(2 * count):
        assert panel.step()
    assert first not in gone
    assert len(gone) == 2 * count


def test_also_the_only_finding_is_shown_as_set_aside(
    panel: FindingsList, session: Session, find: Find
) -> None:
    only = finding("x.y", "requests.new.natural_person")
    find(session, [only])
    set_aside(session, only)
    find(session, [only])
    assert column(panel, WORDS) == [f"说明（已忽略，理由：{REASON}）"]
    assert not panel.step()


def test_where_nothing_was_found_there_is_no_next_one(
    panel: FindingsList, session: Session, find: Find
) -> None:
    find(session, [])
    assert not panel.step()


def test_without_a_reason_nothing_is_set_aside(qtbot: QtBot) -> None:
    dialog = ReasonDialog("表三有 12 个空白格。")
    qtbot.addWidget(dialog)
    button = dialog.accept_button
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    dialog.reason.setPlainText(" \n")
    assert not button.isEnabled()
    dialog.reason.setPlainText(" 已核对\n")
    assert button.isEnabled()
    assert dialog.text() == "已核对"
    dialog.reason.setPlainText("由" * 1001)  # it would not be shown whole
    assert not button.isEnabled()
    assert "缩短" in button.toolTip()


def test_a_long_sentence_is_read_whole_above_the_reason(qtbot: QtBot) -> None:
    dialog = ReasonDialog("字" * 500)
    qtbot.addWidget(dialog)
    dialog.show()
    label = next(each for each in dialog.findChildren(QLabel) if each.text().startswith("字字"))
    assert label.height() >= label.heightForWidth(label.width())
    assert dialog.reason.height() > 2 * dialog.fontMetrics().lineSpacing()


def test_what_can_be_clicked_is_legible_in_the_dark(panel: FindingsList) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    row = next(row for row, text in enumerate(column(panel, FIX)) if text)
    light = app.palette()
    dark = QPalette(QColor(50, 50, 50), QColor(40, 40, 40))
    dark.setColor(QPalette.ColorRole.Base, QColor(30, 30, 30))
    dark.setColor(QPalette.ColorRole.Link, QColor(0, 0, 255))
    app.setPalette(dark)
    try:
        app.processEvents()
        color = panel.model().index(row, FIX).data(Qt.ItemDataRole.ForegroundRole)
        assert color.lightness() > 120
    finally:
        app.setPalette(light)


def test_a_report_for_reading_has_no_lit_link(qtbot: QtBot, chinese_font: None) -> None:  # noqa: ARG001
    document = Document(form("2021"), parts={Part.FIELDS: FIELDS, Part.CELLS: CELLS})
    session = Session(document, read_only=True)
    session.check_now()
    panel = FindingsList(session)
    qtbot.addWidget(panel)
    assert column(panel, WORDS)
    assert not any(column(panel, FIX))
    assert panel.isColumnHidden(FIX)
    for row in range(panel.model().rowCount()):
        panel.choose(row)
        menu = panel.context_menu()
        assert menu is not None
        assert [each.text() for each in menu.actions()] == ["转到(&G)", "查看规则说明(&W)"]
        QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not session.history.steps


SOME = st.lists(
    st.builds(
        lambda severity, paragraph, words: Finding(
            "x.y", severity, "overview", words, paragraph=paragraph
        ),
        st.sampled_from(Severity),
        st.integers(0, 3),
        st.sampled_from(["甲", "乙", "丙，" * 60]),
    ),
    max_size=8,
)


@given(st.lists(SOME, min_size=2, max_size=5), st.integers(0, 11))
@settings(
    max_examples=10,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_rows_follow_the_findings_and_the_chosen_one_stays(
    panel: FindingsList, session: Session, find: Find, states: list[list[Finding]], row: int
) -> None:
    tester = QAbstractItemModelTester(
        panel.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for findings in states:
        find(session, findings)
        order = list(Severity)
        listed = sorted(findings, key=lambda each: order.index(each.severity))
        assert column(panel, WORDS) == [each.message for each in listed]
        chosen = panel.current()
        if listed:
            assert panel.currentIndex().row() < len(listed)
            panel.choose(row % len(listed))
            chosen = panel.current()
        find(session, [*findings, Finding("x.z", Severity.ERROR, "overview", "又一条")])
        assert panel.current() == chosen
    tester.deleteLater()


def many(count: int) -> list[Finding]:
    words = "很长的一句话，在窄的一列里要写成好几行。" * 4
    return [
        Finding("x.y", Severity.WARNING, "overview", f"{number} {words}", paragraph=number)
        for number in range(count)
    ]


def test_nothing_moves_in_view_when_findings_above_come_and_go(
    panel: FindingsList, session: Session, find: Find, qtbot: QtBot
) -> None:
    panel.resize(600, 300)
    panel.show()
    find(session, many(200))
    qtbot.waitUntil(lambda: panel.verticalScrollBar().maximum() > 100)
    panel.verticalScrollBar().setValue(100)
    panel.choose(panel.rowAt(0) + 1)
    before = panel.current()
    top = panel.model().index(panel.rowAt(0), WORDS).data()
    find(session, many(200)[3:])
    assert panel.model().index(panel.rowAt(0), WORDS).data() == top
    find(session, [Finding("x.z", Severity.ERROR, "overview", "错。"), *many(199)])
    assert panel.model().index(panel.rowAt(0), WORDS).data() == top
    assert panel.current() == before


def test_rows_in_view_are_as_high_as_their_texts(
    panel: FindingsList, session: Session, find: Find, qtbot: QtBot
) -> None:
    panel.resize(600, 300)
    panel.show()
    find(session, many(60))
    for row in (0, 30, 59, 5):
        panel.choose(row)
        first = panel.rowAt(0)
        assert all(
            panel.rowHeight(each) >= panel.sizeHintForRow(each)
            for each in range(first, first + 3)
            if each < 60
        )
        assert panel.visualRect(panel.currentIndex()).bottom() <= panel.viewport().height()
    qtbot.waitUntil(lambda: panel.rowHeight(45) >= panel.sizeHintForRow(45))


def test_the_columns_of_links_keep_their_room(
    panel: FindingsList, session: Session, find: Find
) -> None:
    panel.resize(900, 200)
    panel.grab()  # lays out
    widths = [panel.columnWidth(number) for number in range(5)]
    assert all(widths)
    single = finding("x.y", "requests.new.natural_person")
    for findings in ([single], [single, *session.findings]):
        find(session, findings)
        panel.grab()
        assert [panel.columnWidth(number) for number in range(5)] == widths


@pytest.mark.parametrize("at", [PLACE, WORDS, FIX, FIX + 1])
def test_a_click_anywhere_but_on_a_link_goes_there(
    panel: FindingsList, session: Session, find: Find, qtbot: QtBot, at: int
) -> None:
    there = finding("x.y", "requests.new.natural_person")  # nothing puts it right in one step
    find(session, [there])
    panel.resize(900, 200)
    with qtbot.waitExposed(panel):
        panel.show()
    gone: list[Finding] = []
    panel.activatedFinding.connect(gone.append)
    place = panel.visualRect(panel.model().index(0, at)).center()
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert gone == [there]
    assert "转到这一处" in str(panel.model().index(0, at).data(Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize("row", [each.key for each in form("2021").tables["requests"].rows])
def test_a_long_place_takes_one_line_and_is_whole_in_its_tip(
    panel: FindingsList, session: Session, find: Find, row: str
) -> None:
    find(session, [finding("x.y", f"requests.{row}.business", f"requests.{row}.total")])
    panel.resize(700, 200)
    panel.grab()
    assert panel.rowHeight(0) < 2 * panel.fontMetrics().height()
    index = panel.model().index(0, PLACE)
    assert str(index.data()) in str(index.data(Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize("width", [683, 1366])
def test_a_link_has_the_room_of_the_one_that_is_not_there(panel: FindingsList, width: int) -> None:
    session = panel._session
    report = session.document
    assert session.do(fill_zero(report, (each.address for each in report.form.inputs)))
    session.check_now()
    panel.resize(width, 300)
    panel.show()
    (balance,) = [row for row, text in enumerate(column(panel, FIX)) if "未办完" in text]
    words = column(panel, FIX)[balance]
    assert not column(panel, ALL)[balance]
    room = panel.visualRect(panel.model().index(balance, FIX))
    assert panel.fontMetrics().horizontalAdvance(words) < room.width()
    middle = QPoint(room.right() - 2, room.center().y())
    assert panel.indexAt(middle).column() == FIX
    stated = {"requests.partial.total": "7", "requests.new.total": "8"}
    edits = tuple(EntryEdit(Part.STATED, key, None, text) for key, text in stated.items())
    assert session.do(Change("原文的总计", edits))
    session.check_now()
    for row, (one, every) in enumerate(zip(column(panel, FIX), column(panel, ALL), strict=True)):
        assert panel.columnSpan(row, FIX) == (1 if every else 2), one
    assert any(column(panel, ALL))
