"""The preview shows the paper with the choices made, and prints it while the window answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox

from report_editor.common.pdfium import PDFIUM
from report_editor.common.resources import resource
from report_editor.document import Change, EntryEdit, Field, Part
from report_editor.document.final_records import make_final
from report_editor.exporters.printed_content import compute_check_code
from report_editor.ui.dialogs.print_preview import PrintPreview
from report_editor.workbook.report_file import open_report
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from report_editor.document import Document

RARE = "\U000e1000"
"""A code that is no character, so that no font has it."""


@pytest.fixture
def example() -> Document:
    return open_report(resource("examples", "示例报告.xlsx")).document


@pytest.fixture
def open_preview(qtbot: QtBot) -> Callable[[Document], PrintPreview]:
    def open_it(document: Document) -> PrintPreview:
        session = Session(document)
        session.check_now()
        dialog = PrintPreview(session)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.preview.page_count > 0)
        return dialog

    return open_it


def read_text(dialog: PrintPreview, page: int) -> str:
    pages = dialog.preview._pages
    assert pages is not None
    with PDFIUM:  # pages may be drawn meanwhile
        return "".join(pages._document[page].get_textpage().get_text_bounded().split())


def read_labels(dialog: PrintPreview) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]


def test_a_report_with_errors_is_a_draft_until_one_says_otherwise(
    qtbot: QtBot, example: Document, open_preview: Callable[[Document], PrintPreview]
) -> None:
    dialog = open_preview(example)
    assert "报告里还有 1 个错误，先按草稿打印。" in read_labels(dialog)
    assert dialog.draft.isChecked()
    assert "草稿" in read_text(dialog, 0)
    QTest.keyClick(dialog.draft, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "草稿" not in read_text(dialog, 0))


def test_a_final_report_is_no_draft_in_spite_of_errors(
    open_preview: Callable[[Document], PrintPreview], example: Document
) -> None:
    code = compute_check_code(example)
    now = datetime(2026, 1, 20, tzinfo=UTC)
    example.apply(make_final(example, "张某", "2026-01-20", code, now))
    dialog = open_preview(example)
    assert not dialog.options.draft
    assert not dialog.draft.isVisible()
    assert "草稿" not in dialog._state.text()
    assert "1 个错误" in dialog._state.text()


def test_the_place_to_sign_can_be_left_out(
    qtbot: QtBot, example: Document, open_preview: Callable[[Document], PrintPreview]
) -> None:
    dialog = open_preview(example)
    last = dialog.preview.page_count - 1
    dialog.preview.view.go_to_page(last)
    assert "签发" in read_text(dialog, last)
    QTest.keyClick(dialog.signature, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "签发" not in read_text(dialog, dialog.preview.page_count - 1))
    assert dialog.preview.page == dialog.preview.page_count - 1, "one stays where one reads"


def test_the_check_code_can_be_left_out(
    qtbot: QtBot, example: Document, open_preview: Callable[[Document], PrintPreview]
) -> None:
    dialog = open_preview(example)
    last = dialog.preview.page_count - 1
    assert "核对码" in read_text(dialog, last)
    QTest.keyClick(dialog.check_code, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "核对码" not in read_text(dialog, last))


def test_what_could_not_be_printed_is_said_below_the_pages(
    example: Document, open_preview: Callable[[Document], PrintPreview]
) -> None:
    before = example.entries(Part.FIELDS).get(Field.TITLE)
    edit = EntryEdit(Part.FIELDS, Field.TITLE, before, f"{RARE}镇年度报告")
    example.apply(Change("改名", (edit,)))
    dialog = open_preview(example)
    assert any("U+E1000" in each and "〓" in each for each in read_labels(dialog))


def test_many_notes_leave_the_pages_their_room(
    example: Document, open_preview: Callable[[Document], PrintPreview]
) -> None:
    dialog = open_preview(example)
    notes = [f"第 {number} 条<b>说明</b>。" for number in range(12)]
    for count, lines in ((2, 2), (4, 4), (5, 4), (12, 4)):
        dialog._show_notes(notes[:count])
        shown = dialog._notes.text().splitlines()
        assert len(shown) == lines
        assert ("另有" in shown[-1]) == (count > 4)
        assert dialog._notes.accessibleDescription() == "\n".join(notes[:count])


def test_a_preview_closed_at_once_opens_no_pages(qtbot: QtBot, example: Document) -> None:
    session = Session(example)
    dialog = PrintPreview(session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    qtbot.waitUntil(wait_for_work)
    QApplication.processEvents()
    assert dialog.preview.page_count == 0


def at_print_dialog(dialog: PrintPreview, act: Callable[[QPrintDialog], object]) -> None:
    """Do something as soon as the system's dialog asks for a printer."""
    timer = QTimer(dialog, interval=10)

    def look() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QPrintDialog) and asked.isVisible():
            timer.stop()
            act(asked)

    timer.timeout.connect(look)
    timer.start()


def print_to(path: Path, copies: int = 1) -> Callable[[QPrintDialog], None]:
    def act(asked: QPrintDialog) -> None:
        number = asked.findChild(QSpinBox, "copies")
        assert number is not None
        number.setValue(copies)
        name = asked.findChild(QLineEdit, "filename")
        assert name is not None
        name.setText(str(path))
        properties = asked.findChild(QPushButton, "properties")
        assert properties is not None
        assert not properties.isVisible(), "nobody sets margins or turns the paper"
        asked.accept()

    return act


def test_the_pages_are_printed_in_the_background(
    qtbot: QtBot,
    tmp_path: Path,
    example: Document,
    open_preview: Callable[[Document], PrintPreview],
) -> None:
    dialog, path = open_preview(example), tmp_path / "印.pdf"
    at_print_dialog(dialog, print_to(path))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("正在" in each for each in read_labels(dialog)))
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: f"已打印 {dialog.preview.page_count} 页。" in read_labels(dialog))
    printed = pypdfium2.PdfDocument(path)
    assert len(printed) == dialog.preview.page_count
    printed.close()
    assert dialog.print_button.isEnabled()


def test_escape_ends_the_printing_and_then_the_dialog(
    qtbot: QtBot,
    tmp_path: Path,
    example: Document,
    open_preview: Callable[[Document], PrintPreview],
) -> None:
    dialog, path = open_preview(example), tmp_path / "印.pdf"
    at_print_dialog(dialog, print_to(path, copies=90))  # so that the key comes before its end
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog._printing is not None)
    assert dialog.close_button.text() == "取消打印"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: "打印已取消。" in read_labels(dialog))
    assert not path.exists()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_cannot_be_written_is_said_in_a_box(
    qtbot: QtBot,
    tmp_path: Path,
    example: Document,
    open_preview: Callable[[Document], PrintPreview],
) -> None:
    dialog = open_preview(example)
    folder = tmp_path / "盘"
    folder.mkdir()
    said: list[str] = []

    def print_and_unplug(asked: QPrintDialog) -> None:
        print_to(folder / "印.pdf")(asked)
        folder.rmdir()
        QTimer.singleShot(0, dialog, timer.start)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is None or box is dialog:
            return
        if button := box.findChild(QPushButton):
            timer.stop()
            said.extend(each.text() for each in box.findChildren(QLabel))
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    timer = QTimer(dialog, interval=10)
    timer.timeout.connect(look)
    at_print_dialog(dialog, print_and_unplug)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert any("印.pdf" in each for each in said)
    assert dialog.print_button.isEnabled()


def test_enter_behind_a_page_number_goes_there_and_prints_nothing(
    example: Document, open_preview: Callable[[Document], PrintPreview]
) -> None:
    dialog = open_preview(example)
    clicked: list[bool] = []
    dialog.print_button.clicked.disconnect()
    dialog.print_button.clicked.connect(lambda: clicked.append(True))
    number = dialog.preview.number
    number.selectAll()
    QTest.keyClicks(number, "3")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert dialog.preview.page == 2
    assert not clicked
    QTest.keyClick(dialog.preview.view, Qt.Key.Key_Return)
    assert clicked


def test_everything_fits_on_a_small_screen(
    example: Document, open_preview: Callable[[Document], PrintPreview]
) -> None:
    dialog = open_preview(example)
    smallest = dialog.minimumSizeHint()
    assert smallest.width() <= 1024 * 2 // 3  # at 150 %
    assert smallest.height() <= 540
