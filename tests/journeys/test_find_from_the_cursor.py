"""A search goes on from the cursor, and leaves the keyboard at what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.ui.editor.pages import TextPage
from report_editor.workbook.report_file import save_report

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

WORD = "柳溪"


@pytest.fixture
def editor(clerk: Clerk, tmp_path: Path) -> EditorPage:
    """Open a report that has a word everywhere."""
    texts = {
        "preamble": ["按照要求编制。" * 12, f"本报告由{WORD}镇编制。"],
        "overview": [f"{WORD}镇第一段。", "第二段。", f"第三段写{WORD}镇。"],
        "problems": [f"{WORD}镇的问题。"],
    }
    fields = {str(Field.ORGANIZATION): f"青山县{WORD}镇人民政府", str(Field.YEAR): "2025"}
    path = tmp_path / "年报.xlsx"
    save_report(Document(form("2021"), parts={Part.FIELDS: fields}, texts=texts), path)
    clerk.open(path)
    clerk.window.setWindowState(Qt.WindowState.WindowNoState)
    assert clerk.window.editor is not None
    return clerk.window.editor


def find(clerk: Clerk, word: str) -> None:
    clerk.ctrl(Qt.Key.Key_F)
    clerk.compose("", word)


def selection(editor: EditorPage) -> tuple[str, int, str]:
    page = editor.front
    text = page.editor if isinstance(page, TextPage) else editor.metadata.preamble
    cursor = text.textCursor()
    return editor.current_key, cursor.blockNumber(), cursor.selectedText()


def test_the_first_hit_is_behind_the_cursor(clerk: Clerk, editor: EditorPage) -> None:
    editor.open_tab("overview")
    page = editor.page("overview")
    assert isinstance(page, TextPage)
    page.editor.setFocus()
    page.editor.go_to_paragraph(1)
    find(clerk, WORD)
    assert selection(editor) == ("overview", 2, WORD)
    clerk.press(Qt.Key.Key_Return)
    assert selection(editor) == ("problems", 0, WORD)


def test_a_hit_at_the_cursor_is_the_first(clerk: Clerk, editor: EditorPage) -> None:
    editor.open_tab("overview")
    page = editor.page("overview")
    assert isinstance(page, TextPage)
    page.editor.setFocus()
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    find(clerk, WORD)
    assert selection(editor) == ("overview", 0, WORD)


def test_from_a_table_the_search_goes_on_behind_it(clerk: Clerk, editor: EditorPage) -> None:
    editor.open_tab("requests")
    find(clerk, WORD)
    assert selection(editor) == ("problems", 0, WORD)


def test_what_is_typed_after_esc_takes_the_place_of_the_hit(
    clerk: Clerk, editor: EditorPage
) -> None:
    find(clerk, f"由{WORD}")
    assert selection(editor) == ("basics", 1, f"由{WORD}")
    clerk.press(Qt.Key.Key_Escape)
    clerk.compose("", "由青禾")
    document = editor.session.document
    assert document.paragraphs("preamble")[1] == "本报告由青禾镇编制。"
    assert document.field(Field.ORGANIZATION) == f"青山县{WORD}镇人民政府"


def test_a_hit_in_a_field_stays_selected_after_esc(clerk: Clerk, editor: EditorPage) -> None:
    find(clerk, f"{WORD}镇人")
    clerk.press(Qt.Key.Key_Escape)
    clerk.compose("", "青禾镇人")
    assert editor.session.document.field(Field.ORGANIZATION) == "青山县青禾镇人民政府"


@pytest.mark.parametrize("height", [768, 530, 384])
def test_a_hit_in_the_preamble_is_in_sight(clerk: Clerk, editor: EditorPage, height: int) -> None:
    clerk.window.resize(1024, height)
    clerk.wait(lambda: clerk.window.height() == height)
    find(clerk, f"由{WORD}")
    preamble, area = editor.metadata.preamble, editor.metadata._area.viewport()

    def is_seen() -> bool:
        inside = preamble.cursorRect().center()
        place = preamble.viewport().mapTo(area, inside)
        return preamble.viewport().rect().contains(inside) and area.rect().contains(place)

    clerk.wait(is_seen)


def test_in_a_low_window_the_table_has_the_keyboard(clerk: Clerk, editor: EditorPage) -> None:
    clerk.window.resize(683, 384)
    clerk.wait(lambda: clerk.window.size().toTuple() == (683, 384))
    for _ in range(3):
        clerk.ctrl(Qt.Key.Key_PageDown)
    assert editor.current_key == "requests"
    grid = editor.current_grid()
    assert grid is not None
    clerk.wait(lambda: grid.mapTo(clerk.window, QPoint()).y() > 0)
    clerk.write("12")
    clerk.press(Qt.Key.Key_Return)
    assert editor.session.document.raw("requests.new.natural_person") == "12"
