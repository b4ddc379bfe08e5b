"""What somebody has set aside is calm in the grid, until its numbers are others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import Part
from report_editor.document.commands import set_cells, set_entry
from report_editor.forms import form
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.model import GridModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from report_editor.document import History
    from report_editor.ui.grid import TableView
    from report_editor.workspace.session import Session

    OpenGrid = Callable[..., tuple[TableView, History]]
    SessionOf = Callable[[QWidget], Session]

NEW, TOTAL = "requests.new.natural_person", "requests.new.total"
ZEROS = {each.address: "0" for each in form("2021").inputs}


def is_marked(view: TableView, address: str) -> bool:
    model = view.model()
    assert isinstance(model, GridModel)
    marks = model.marks(view.table.value_cells[address])
    return any(each.sign is Sign.UNEQUAL for each in marks)


def set_aside(session: Session, code: str) -> None:
    session.check_now()
    (finding,) = [each for each in session.findings if each.code == code]
    reason = set_entry(session.document, Part.SET_ASIDE, finding.identity, "核对过", "忽略")
    session.history.do(reason)
    session.check_now()


def test_a_column_out_of_balance(open_grid: OpenGrid, session_of: SessionOf) -> None:
    cells = ZEROS | {NEW: "9", "requests.granted.natural_person": "8"}
    view, history = open_grid(cells=cells)
    session = session_of(view)
    assert is_marked(view, NEW)
    assert is_marked(view, TOTAL)
    told: list[TableView] = []
    view.model().dataChanged.connect(lambda *_: told.append(view))
    set_aside(session, "requests.flow")
    assert told
    assert not is_marked(view, NEW)
    assert not is_marked(view, TOTAL)  # which follows from the other
    history.do(set_cells(session.document, {NEW: "10"}))
    assert is_marked(view, NEW)
    assert is_marked(view, TOTAL)


def test_a_second_column_stays_marked(open_grid: OpenGrid, session_of: SessionOf) -> None:
    cells = ZEROS | {NEW: "9", "requests.granted.natural_person": "8"}
    view, history = open_grid(cells=cells)
    session = session_of(view)
    set_aside(session, "requests.flow")
    history.do(set_cells(session.document, {"requests.new.business": "4"}))
    session.check_now()
    assert is_marked(view, "requests.new.business")
    assert not is_marked(view, NEW)


def test_a_printed_total(open_grid: OpenGrid, session_of: SessionOf) -> None:
    total = "proceedings.reconsideration.total"
    view, _history = open_grid("proceedings", cells=ZEROS, stated={total: "3"})
    assert is_marked(view, total)
    set_aside(session_of(view), "proceedings.total")
    assert not is_marked(view, total)
