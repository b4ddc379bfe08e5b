"""The list of findings says where, what, and leads there; reasons are asked for and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from report_editor.checks import Finding, Severity
from report_editor.document import Document, Part
from report_editor.document.commands import set_entry
from report_editor.forms import form
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.editor.findings_panel import FindingsPanel
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

FIELDS = {"organization": "青禾县柳溪镇人民政府", "year": "2024"}
CELLS = {"requests.new.natural_person": "3", "requests.granted.natural_person": "2"}
PLACE, WORDS, FIX = 1, 2, 3


@pytest.fixture
def panel(qtbot: QtBot, chinese_font: None) -> Iterator[FindingsPanel]:  # noqa: ARG001
    document = Document(form("2021"), parts={Part.FIELDS: FIELDS, Part.CELLS: CELLS})
    session = Session(document)
    session.check_now()
    widget = FindingsPanel(session)
    qtbot.addWidget(widget)
    yield widget
    session.deleteLater()


def column(panel: FindingsPanel, number: int) -> list[str]:
    items = (panel.item(row, number) for row in range(panel.rowCount()))
    return [item.text() for item in items if item is not None]


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
    panel: FindingsPanel, cells: tuple[str, ...], place: str
) -> None:
    panel._session.findings = [finding("x.y", *(f"requests.{each}" for each in cells))]
    panel.refresh()
    assert column(panel, PLACE) == [place]


def test_the_next_finding_is_never_one_that_was_set_aside(panel: FindingsPanel) -> None:
    gone: list[Finding] = []
    panel.activatedFinding.connect(gone.append)
    count = panel.rowCount()
    history = panel._session.history
    first = panel._shown[0]
    history.do(
        set_entry(history.document, Part.SET_ASIDE, first.identity, "已与原件核对", "忽略检查结果")
    )
    panel._session.check_now()
    panel.refresh()
    assert panel.rowCount() == count
    assert column(panel, WORDS)[-1].endswith("（已忽略，理由：已与原件核对）")
    for _ in range(2 * count):
        assert panel.step()
    assert first not in gone
    assert len(gone) == 2 * count


def test_where_nothing_stands_there_is_no_next_one(panel: FindingsPanel) -> None:
    panel._session.findings = []
    panel.refresh()
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


def test_what_can_be_clicked_is_legible_in_the_dark(panel: FindingsPanel) -> None:
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
        item = panel.item(row, FIX)
        assert item is not None
        assert item.foreground().color().lightness() > 120
    finally:
        app.setPalette(light)
