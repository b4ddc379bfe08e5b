"""A report written on last year's edition of the form is moved to the one its year asks for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from report_editor.document import UNPLACED, Document, Part
from report_editor.files.user_folders import user_folders
from report_editor.forms import form
from report_editor.ui.editor.findings_sheet import FindingsSheet
from report_editor.ui.editor.pages import TablePage
from report_editor.workbook.report_file import save_report
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file
from tests.storage.journaled_session import make_again, read_journal

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A report for 2022 on the form of 2019."""
    cells = {
        "requests.new.natural_person": "3",
        "requests.granted.natural_person": "1",
        "requests.other.natural_person": "2",
        "disclosure.rules.newly_made": "13",
    }
    fields = {"organization": "青禾县柳溪镇人民政府", "year": "2022"}
    document = Document(
        form("2019"),
        parts={Part.CELLS: cells, Part.FIELDS: fields},
        texts={"overview": ["2022年，本镇做好政府信息公开工作。"]},
    )
    path = tmp_path / "去年.xlsx"
    save_report(document, path)
    return path


def page(editor: EditorPage, key: str) -> TablePage:
    editor.open_tab(key)
    found = editor.page(key)
    assert isinstance(found, TablePage)
    return found


def test_the_form_is_changed_undone_and_saved_in_place(clerk: Clerk, old_file: Path) -> None:
    session = clerk.open(old_file)
    editor = clerk.window.editor
    assert editor is not None
    clerk.window.view.zoom_in()
    rows_before = page(editor, "requests").grid.table.grid_row_count
    before = session.document.copy()

    said = clerk.box_says("换格式")
    clerk.window.commands["convert_form"].trigger()
    assert "2022 年度应当用2021 年版格式" in said[0]
    assert "规章" in said[0]
    assert "13" in said[0]

    assert clerk.window.session is session
    assert session.document.form is form("2021")
    assert editor.current_key == "requests"
    grid = page(editor, "requests").grid
    assert grid.table.grid_row_count == rows_before + 2
    assert session.document.number("requests.other_rest.natural_person") == 2
    assert editor.panels.review.isVisible()
    assert clerk.window.commands["review"].isChecked()
    assert "13" in editor.panels.review.placing.list.item(0).text()
    session.check_now()
    assert "form.edition" not in {finding.code for finding in session.findings}

    # One types on the new form, and takes everything back, the form too.
    grid.go_to("requests.other_unpaid.natural_person")
    grid.setFocus()
    clerk.write("1")
    clerk.press(Qt.Key.Key_Return)
    clerk.ctrl(Qt.Key.Key_Z)
    assert session.document.form is form("2021")
    clerk.ctrl(Qt.Key.Key_Z)
    assert session.document == before
    assert not session.is_dirty
    assert page(editor, "requests").grid.table.grid_row_count == rows_before
    assert editor.panels.review.placing.list.count() == 0

    clerk.ctrl(Qt.Key.Key_Y)
    assert session.document.form is form("2021")
    after = session.document.copy()
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    opened = open_file(old_file)
    assert opened.is_own
    assert opened.notes == ()
    assert opened.document == after
    assert opened.document.paragraphs(UNPLACED) == after.paragraphs(UNPLACED)


def test_the_finding_is_settled_by_one_key_more(clerk: Clerk, old_file: Path) -> None:
    session = clerk.open(old_file)
    editor = clerk.window.editor
    assert editor is not None
    session.check_now()
    (row,) = (
        at for at, each in enumerate(session.findings) if "应当用2021 年版格式" in each.message
    )
    editor.findings.setFocus()
    editor.findings.list.choose(row)
    clerk.answer(FindingsSheet)  # which says what comes with it
    clerk.ctrl(Qt.Key.Key_Return)
    assert session.document.form is form("2021")
    assert session.history.undo_label == "换成2021 年版格式"


def test_a_crash_after_it_loses_nothing(clerk: Clerk, old_file: Path) -> None:
    session = clerk.open(old_file)
    clerk.box_says("换格式")
    clerk.window.commands["convert_form"].trigger()
    editor = clerk.window.editor
    assert editor is not None
    grid = page(editor, "requests").grid
    grid.go_to("requests.other_unpaid.natural_person")
    grid.setFocus()
    clerk.write("1")
    clerk.press(Qt.Key.Key_Return)
    expected = session.document.copy()
    digest = hashlib.sha256(old_file.read_bytes()).hexdigest()

    clerk.window.workspace.put_away()  # as when the system goes down
    wait_for_work()
    (journal,) = user_folders().recovery.glob("*.journal")
    reader, _ = read_journal(journal.read_bytes())
    assert reader.head.base.document.form is form("2019")
    assert make_again(journal) == expected
    assert hashlib.sha256(old_file.read_bytes()).hexdigest() == digest
