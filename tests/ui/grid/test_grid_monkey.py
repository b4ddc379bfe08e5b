"""Whatever keys are pressed, the grid and the document keep in step."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from report_editor.document import Document, Part
from report_editor.forms import forms
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.model import GridModel
from report_editor.workspace.session import Session
from tests.ui.answering import press_at_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import History
    from report_editor.ui.grid import TableView

    OpenGrid = Callable[..., tuple[TableView, History]]
    Press = Callable[..., None]

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

TEXTS = ["0", "7", "12", "abc", "-3", "３", "1.5", "5件", " ", "/", "="]
MOVES = [
    Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End,
    Key.Key_PageUp, Key.Key_PageDown,
]  # fmt: skip
OTHERS = [
    Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab, Key.Key_Delete,
    Key.Key_Backspace, Key.Key_Escape, Key.Key_F2,
]  # fmt: skip
LETTERS = [Key.Key_A, Key.Key_C, Key.Key_X, Key.Key_V, Key.Key_D]


@pytest.mark.parametrize(
    ("edition", "name", "seed"),
    [(form.id, name, seed) for seed, form in enumerate(forms()) for name in form.tables],
)
def test_a_monkey_at_the_keyboard(
    open_grid: OpenGrid, press: Press, edition: str, name: str, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - dice, not secrets
    view, history = open_grid(name, edition=edition, size=(900, 500))
    press_at_sheets(view, Key.Key_Return)
    document, model = history.document, view.model()
    assert isinstance(model, GridModel)
    for _ in range(400):
        match chance.randrange(8):
            case 0 | 1:
                press(view, chance.choice(TEXTS))
            case 2 | 3:
                press(
                    view,
                    chance.choice(MOVES),
                    chance.choice([NONE, SHIFT, CONTROL, SHIFT | CONTROL]),
                )
            case 4 | 5:
                press(view, chance.choice(OTHERS))
            case 6:
                press(view, chance.choice(LETTERS), CONTROL)
            case 7 if chance.random() < 0.3:
                view.commit_pending()
                history.undo() if chance.random() < 0.6 else history.redo()
        view.setFocus() if not view.findChildren(QLineEdit) else None
        assert view.currentIndex().isValid()
        assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))
    view.commit_pending()
    parts = {part: document.entries(part) for part in (Part.CELLS, Part.STATED)}
    rebuilt = Document(document.form, parts=parts)
    assert rebuilt == document
    session = Session(rebuilt)
    session.setParent(view)
    fresh = GridModel(session, view.table, view)
    for address, cell in view.table.value_cells.items():
        assert rebuilt.number(address) == document.number(address)
        assert model.marks(cell) == fresh.marks(cell)
    steps = 0
    while history.undo() is not None:
        steps += 1
    assert steps > 15
    assert document == Document(document.form)
    marks = [mark for cell in view.table.value_cells.values() for mark in model.marks(cell)]
    assert {mark.sign for mark in marks} == {Sign.BLANK}
    assert not history.is_dirty
