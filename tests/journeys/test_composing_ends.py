"""What an input method is still composing is saved as it stands on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent

from report_editor.document import Field
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

ADDRESS = "requests.new.business"


def text_of(editor: EditorPage) -> QWidget:
    editor.open_tab("other_matters")
    page = editor.page("other_matters")
    assert isinstance(page, TextPage)
    page.editor.selectAll()
    return page.editor


def line_of(editor: EditorPage) -> QWidget:
    editor.open_tab("basics")
    line = editor.metadata.line(Field.SIGNATORY)
    line.selectAll()
    return line


def cell_of(editor: EditorPage) -> QWidget:
    editor.open_tab("requests")
    page = editor.page("requests")
    assert isinstance(page, TablePage)
    page.grid.go_to(ADDRESS)
    return page.grid


@pytest.mark.parametrize("kind", ["text", "line", "cell"])
def test_a_click_on_save_ends_the_composition(clerk: Clerk, own_file: Path, kind: str) -> None:
    session = clerk.open(own_file)
    editor = clerk.window.editor
    assert editor is not None
    place = {"text": text_of, "line": line_of, "cell": cell_of}[kind](editor)
    place.setFocus()
    if kind == "cell":
        clerk.write("12")  # what is only composed in a cell would cost the number in it
    for composing in ("z", "zh", "政府"):  # and no letter is handed over
        QCoreApplication.sendEvent(clerk.focus(), QInputMethodEvent(composing, []))
    clerk.window.commands["save"].trigger()
    clerk.wait_idle()
    assert not session.is_dirty
    document = open_file(own_file).document
    found = {
        "text": "".join(document.paragraphs("other_matters")),
        "line": document.field(Field.SIGNATORY),
        "cell": document.raw(ADDRESS),
    }
    assert found[kind] == ("12政府" if kind == "cell" else "政府")


def test_what_was_handed_over_is_not_taken_twice(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    editor = clerk.window.editor
    assert editor is not None
    text_of(editor).setFocus()
    clerk.compose("zhengfu", "政府")
    clerk.window.commands["save"].trigger()
    clerk.wait_idle()
    assert session.document.paragraphs("other_matters") == ("政府",)
