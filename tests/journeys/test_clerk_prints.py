"""The clerk looks at the paper and prints it, with keys only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QSpinBox

from report_editor.ui.dialogs.print_preview import PrintPreview

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Clerk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_paper_is_read_to_its_end_and_the_report_goes_on(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    seen: list[tuple[int, str, int]] = []

    def read(preview: PrintPreview) -> None:
        clerk.wait(lambda: preview.preview.page_count)
        pages, view = preview.preview, preview.preview.view
        assert QApplication.focusWidget() is view, "keys turn pages at once"
        for keys in ((Qt.Key.Key_End,), (Qt.Key.Key_Home,), 30 * (Qt.Key.Key_PageDown,)):
            for key in keys:
                QTest.keyClick(view, key)
            seen.append((pages.page, pages.number.text(), pages.page_count))
        QTest.keyClick(view, Qt.Key.Key_Escape)

    clerk.at_dialog(PrintPreview, read)
    clerk.press(Qt.Key.Key_P, CTRL | SHIFT)
    clerk.wait(lambda: len(seen) == 3)
    clerk.wait(lambda: not isinstance(QApplication.activeModalWidget(), PrintPreview))
    count = seen[0][2]
    assert [each[0] for each in seen] == [count - 1, 0, count - 1]
    assert seen[1][1] == f"第 1 / {count} 页"
    assert not session.is_dirty


def test_one_key_and_enter_print_some_pages(clerk: Clerk, own_file: Path, tmp_path: Path) -> None:
    clerk.open(own_file)
    target = tmp_path / "纸.pdf"

    def choose(dialog: QPrintDialog) -> None:
        name = dialog.findChild(QLineEdit, "filename")
        chosen = dialog.findChild(QRadioButton, "printRange")
        first, last = dialog.findChild(QSpinBox, "from"), dialog.findChild(QSpinBox, "to")
        assert name is not None
        assert chosen is not None
        assert first is not None
        assert last is not None
        name.setText(str(target))
        chosen.setChecked(True)
        first.setValue(2)
        last.setValue(4)
        clerk.at_dialog(PrintPreview, see_the_end)
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    def see_the_end(preview: PrintPreview) -> None:
        clerk.wait(lambda: target.exists() and preview.print_button.isEnabled())
        QTest.keyClick(preview, Qt.Key.Key_Escape)

    clerk.at_dialog(QPrintDialog, choose)
    clerk.ctrl(Qt.Key.Key_P)
    clerk.wait(target.exists)
    printed = pypdfium2.PdfDocument(target.read_bytes())
    assert len(printed) == 3
    printed.close()
