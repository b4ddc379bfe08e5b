"""Notes are shown before they are written; no file is replaced unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from report_editor.collection.note_files import write_notes
from report_editor.collection.send_back import Sender
from report_editor.collection.summary import summarise_reports
from report_editor.ui.county.send_back_dialog import SendBackDialog
from report_editor.workspace.background import wait_for_work
from tests.collection.conftest import make_row
from tests.collection.reports import make_report, name_office
from tests.ui.answering import at_box

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Iterator[SendBackDialog]:
    """The dialog for two reports, of which the first has a wrong number."""
    rows = [
        make_row(make_report(0, cells={"requests.new.research": "3"}), "0.txt"),
        make_row(make_report(1), "1.txt"),
    ]
    parent = QWidget()
    summary = summarise_reports(rows)
    notes = write_notes(rows, summary, Sender())
    dialog = SendBackDialog(notes, summary, "甲办公室", tmp_path, parent)
    qtbot.addWidget(parent)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    parent.close()


def write(dialog: SendBackDialog, qtbot: QtBot) -> None:
    QTest.mouseClick(dialog.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.write_button.isEnabled() or dialog.written is not None)
    wait_for_work()


def test_a_note_follows_what_is_typed(dialog: SendBackDialog) -> None:
    assert name_office(0) in dialog.list.item(0).text()
    QTest.keyClicks(dialog.contact, "12345")
    text = dialog.preview.toPlainText()
    assert "科研机构" in text
    assert "甲办公室" in text
    assert "联系人：12345。" in text


def test_files_are_written_and_replaced_only_when_asked(
    dialog: SendBackDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "修改意见"
    folder.mkdir()
    note = folder / f"{name_office(0)} 年报修改意见.txt"
    note.write_text("旧")
    asked: list[str] = []

    def refuse(box: QMessageBox) -> None:
        asked.append(box.text())
        box.reject()

    at_box(dialog, refuse)
    write(dialog, qtbot)
    assert note.name in asked[0]
    assert [each.name for each in folder.iterdir()] == [note.name]
    assert note.read_text() == "旧"
    note.unlink()
    write(dialog, qtbot)
    assert dialog.written == folder
    names = {each.suffix for each in folder.iterdir()}
    assert names == {".txt", ".docx", ".xlsx"}


def test_a_folder_that_cannot_be_written_is_said(
    dialog: SendBackDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("x")
    for text, words in (("修改意见", "完整路径"), (str(tmp_path / "文件"), "换一个文件夹")):
        dialog.folder.setText(text)
        said: list[str] = []

        def accept(box: QMessageBox, said: list[str] = said) -> None:
            said.append(box.text())
            box.accept()

        at_box(dialog, accept)
        write(dialog, qtbot)
        qtbot.waitUntil(lambda said=said: bool(said))  # type: ignore[misc]
        assert words in said[0]
    assert dialog.written is None
