"""All that shows a report follows the one event of its session, and only as long as it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent

from report_editor.checks import Finding, Severity
from report_editor.checks.finding import METADATA
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.commands import set_cells, set_field, set_paragraphs
from report_editor.document.editions import plan_conversion
from report_editor.forms import form
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.model import GridModel
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    Find = Callable[[Session, list[Finding]], None]

NEW, TOTAL = "requests.new.natural_person", "requests.new.total"
OLD_CELLS = {NEW: "3", "requests.other.natural_person": "2", "disclosure.rules.newly_made": "13"}


@pytest.fixture
def session() -> Session:
    return Session(Document(form("2021")))


def open_page(session: Session, qtbot: QtBot) -> EditorPage:
    page = EditorPage(session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def table(page: EditorPage, key: str = "requests") -> TablePage:
    found = page.page(key)
    assert isinstance(found, TablePage)
    return found


def grid_model(page: EditorPage) -> GridModel:
    model = table(page).grid.model()
    assert isinstance(model, GridModel)
    return model


def delete_what_is_left() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def listeners(session: Session) -> tuple[int, int]:
    signals = ("changed(PyObject,PyObject)", "findingsChanged()")
    counts = tuple(session.receivers(SIGNAL(signal)) for signal in signals)
    return counts[0], counts[1]


def test_one_change_is_seen_everywhere_before_the_call_returns(
    session: Session, qtbot: QtBot
) -> None:
    page = open_page(session, qtbot)
    model, grid = grid_model(page), table(page).grid
    page.open_tab("requests")
    grid.fill_zero_table()
    grid.selectAll()
    announced: list[str] = []
    model.dataChanged.connect(lambda *_: announced.append(f"cells {model.index(3, 3).data()}"))
    page.selectionSummary.connect(lambda text: announced.append(text.split("，")[0]))

    session.history.do(set_cells(session.document, {NEW: "60"}))

    value = grid.table.value_cells
    assert model.text(value[NEW]) == model.text(value[TOTAL]) == "60"
    assert [mark.sign for mark in model.marks(value[NEW])] == [Sign.UNEQUAL]
    assert grid.strip is not None
    assert "自然人：新收 60 + 结转 0 = 60" in grid.strip.accessibleDescription()
    assert table(page).state.text() == "✖ 2 列不平衡"
    assert announced[0] == "cells 60"
    assert announced[-1] == "求和 120"  # the input and its total
    session.history.undo()
    assert grid.strip.accessibleDescription() == "没有不平衡的列。"
    assert table(page).state.text().startswith("✔")
    assert announced[-1] == "求和 0"


def test_a_step_taken_back_is_said(session: Session, qtbot: QtBot) -> None:
    page = open_page(session, qtbot)
    said: list[str] = []
    page.message.connect(said.append)
    session.history.do(set_cells(session.document, {NEW: "60"}, "粘贴"))
    page.undo()
    page.undo()
    page.redo()
    assert said == ["撤销了“粘贴”。", "重做了“粘贴”。"]


def test_text_and_metadata_follow_a_change_made_elsewhere(session: Session, qtbot: QtBot) -> None:
    page = open_page(session, qtbot)
    text = page.page("overview")
    assert isinstance(text, TextPage)
    session.history.do(set_paragraphs(session.document, "overview", ["甲", "乙"]))
    session.history.do(set_field(session.document, Field.ORGANIZATION, "青禾县柳溪镇人民政府"))
    assert text.editor.paragraphs() == ("甲", "乙")
    assert page.metadata.line(Field.ORGANIZATION).text() == "青禾县柳溪镇人民政府"
    assert "青禾县柳溪镇" in page.metadata.line(Field.TITLE).placeholderText()


def test_findings_are_seen_everywhere_at_once(session: Session, qtbot: QtBot, find: Find) -> None:
    page = open_page(session, qtbot)
    find(
        session,
        [
            Finding("requests.jump", Severity.WARNING, "requests", "比上年多。", cells=(NEW,)),
            Finding("basics.year", Severity.ERROR, METADATA, "没有年度。"),
            Finding("section.empty", Severity.WARNING, "preamble", "没有文字。"),
        ],
    )
    marks = grid_model(page).marks(table(page).grid.table.value_cells[NEW])
    assert [mark.sign for mark in marks] == [Sign.WARNING, Sign.BLANK]
    assert page.findings.list.model().rowCount() == 3
    counts = {page.tabs.tabToolTip(at)[0]: page.tabs.count_label(at).text() for at in range(7)}
    assert counts == {"基": "2", "一": "", "二": "", "三": "1", "四": "", "五": "", "六": ""}
    assert "没有年度" in "".join(note.full_text() for note in page.metadata._notes.values())


def make_all_pages(page: EditorPage) -> None:
    """Make the pages of all tabs, as if each had been opened."""
    for key in page.pages.keys:
        page.page(key)


def test_another_edition_brings_new_pages_and_the_old_ones_hear_nothing_more(
    qtbot: QtBot,
) -> None:
    document = Document(form("2019"), parts={Part.CELLS: OLD_CELLS})
    session = Session(document)
    page = open_page(session, qtbot)
    page.open_tab("requests")
    page.findings.list.setFocus()
    make_all_pages(page)
    assert page.panels.review.isHidden()  # made now: the change may leave something in it
    before, old = listeners(session), table(page)
    change, _ = plan_conversion(document, form("2021"))

    session.history.do(change)

    assert table(page) is not old
    assert page.current_key == "requests"
    make_all_pages(page)
    assert listeners(session) == before
    assert page.panels.review.isVisible()
    assert page.panels.review.placing.list.count() == len(document.paragraphs(UNPLACED)) > 0
    # The old pages wait for their deletion: these cells are none of theirs.
    session.history.do(set_cells(document, {"requests.other_unpaid.natural_person": "4"}))
    session.check_now()
    assert grid_model(page).text(old.grid.table.value_cells[TOTAL]) == "3"
    session.history.undo()
    session.history.undo()
    assert document.form is form("2019")
    make_all_pages(page)
    assert listeners(session) == before
    assert page.panels.review.placing.list.count() == 0
    delete_what_is_left()
    session.history.redo()
    delete_what_is_left()
    make_all_pages(page)
    assert listeners(session) == before


def test_a_session_outlives_its_page(session: Session, qapp: QApplication) -> None:  # noqa: ARG001
    alone = listeners(session)
    page = EditorPage(session)
    page.panels.show_writing(page.panels.writing.outline)
    assert listeners(session) > alone
    page.deleteLater()
    delete_what_is_left()
    assert listeners(session) == alone
    session.history.do(set_cells(session.document, {NEW: "1"}))
    session.check_now()


def test_a_report_for_reading_takes_nothing_in(qtbot: QtBot) -> None:
    session = Session(Document(form("2021")), read_only=True)
    page = open_page(session, qtbot)
    text = page.page("overview")
    assert isinstance(text, TextPage)
    assert text.editor.isReadOnly()
    assert page.metadata.preamble.isReadOnly()
    assert all(page.metadata.line(field).isReadOnly() for field in Field)
    grid = table(page).grid
    grid.fill_zero_table()
    assert not session.is_dirty
