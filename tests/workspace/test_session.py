"""What a session tells the views that listen to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.checks import check, is_set_aside
from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_cells, set_entry, set_paragraphs
from report_editor.forms import form
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CELL = "requests.new.business"


@pytest.fixture
def session(qtbot: QtBot) -> Session:  # noqa: ARG001 - needs the application
    cells = {cell.address: "0" for cell in form("2021").inputs}
    return Session(Document(form("2021"), parts={Part.CELLS: cells}))


def test_every_change_is_told_with_its_effect(session: Session) -> None:
    told: list[set[str]] = []
    session.changed.connect(lambda _change, effect: told.append(set(effect.cells)))
    session.history.do(set_cells(session.document, {CELL: "3"}))
    session.history.undo()
    assert told == [{CELL, "requests.new.total"}] * 2


def test_it_is_told_when_something_becomes_unsaved_and_when_not(session: Session) -> None:
    told: list[bool] = []
    session.dirtyChanged.connect(lambda: told.append(session.is_dirty))
    for number in ("1", "2"):
        session.history.do(set_cells(session.document, {CELL: number}))
    session.mark_saved(Path("年报.xlsx"), session.history.begin_save())
    session.history.undo()
    session.history.redo()
    assert told == [True, False, True, False]


def test_the_checks_run_when_typing_pauses(qtbot: QtBot, session: Session) -> None:
    session.check_now()
    assert not any(each.code == "requests.flow" for each in session.findings)
    with qtbot.waitSignal(session.findingsChanged):
        session.history.do(set_cells(session.document, {CELL: "3"}))
    assert any(each.code == "requests.flow" for each in session.findings)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["overview", "problems", "preamble"]),
        st.lists(
            st.sampled_from(["共10条，其中甲类6条、乙类7条。", "（一）标题", "进行进行。", ""]),
            max_size=4,
        ),
        st.integers(0, 400),
    ),
    min_size=1,
    max_size=4,
)


@given(EDITS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_checks_in_slices_find_what_checks_at_once_find(
    qtbot: QtBot, edits: list[tuple[str, list[str], int]]
) -> None:
    """A change in the middle of the checks drops them; those after the last change are whole."""
    session = Session(Document(form("2021")))
    for section, texts, steps in edits:
        session.history.do(set_paragraphs(session.document, section, texts))
        session.idle.start(session, session._check())
        for _ in range(steps):
            if session in session.idle._waiting:
                session.idle._step(session)
    session.history.do(set_cells(session.document, {CELL: "3"}))
    assert not session.idle._waiting
    with qtbot.waitSignal(session.findingsChanged):
        session.idle.start(session, session._check())
    assert session.findings == check(session.document)


def test_findings_are_had_at_once_and_only_where_they_are_old(session: Session) -> None:
    emitted: list[int] = []
    session.findingsChanged.connect(lambda: emitted.append(len(session.findings)))
    session.check_now()
    session.check_now()
    assert len(emitted) == 1
    session.history.do(set_cells(session.document, {CELL: "3"}))
    session._timer.stop()
    session._begin_checks()
    session.idle._step(session)  # the first of some, when somebody wants to export
    session.check_now()
    assert session.findings == check(session.document)
    assert len(emitted) == 2
    assert not session.idle._waiting


def test_a_change_leaves_no_moment_in_which_old_findings_count(session: Session) -> None:
    session.check_now()
    session.changed.connect(lambda _change, _effect: session.check_now())
    session.history.do(set_cells(session.document, {CELL: "3"}))
    assert session.findings == check(session.document)


def test_what_was_set_aside_is_no_active_finding(session: Session) -> None:
    session.history.do(set_cells(session.document, {CELL: "3"}))
    session.check_now()
    finding = next(each for each in session.findings if each.code == "requests.flow")
    assert finding in session.active_findings
    change = set_entry(session.document, Part.SET_ASIDE, finding.identity, "已核实", "忽略")
    session.history.do(change)
    assert is_set_aside(session.document, finding)
    assert finding not in session.active_findings


def test_a_report_is_named_by_its_file_then_by_its_title() -> None:
    fields: dict[str, str] = {Field.ORGANIZATION: "青山县教育局", Field.YEAR: "2023"}
    named = Session(Document(form("2021"), parts={Part.FIELDS: fields}))
    assert "青山县教育局" in named.name
    assert Session(named.document, Path("/x/年报.xlsx")).name == "年报.xlsx"


def test_whoever_holds_typed_text_is_asked_for_it(session: Session) -> None:
    session.commitRequested.connect(
        lambda: session.history.do(set_cells(session.document, {CELL: "9"}))
    )
    session.commit()
    assert session.document.number(CELL) == 9
