"""A clerk exports the report to every format there is, by its kind or by its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from report_editor.document.commands import set_cells
from report_editor.exporters.registry import EXPORTERS, PICTURES, Exporter
from report_editor.importers import import_clipboard
from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.conftest import Clerk


def kinds_of(dialog: QFileDialog) -> QComboBox:
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    assert box is not None
    return box


def name_of(dialog: QFileDialog) -> QLineEdit:
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    return line


def choose_kind(dialog: QFileDialog, name: str) -> None:
    """Choose a kind of file with the arrow keys."""
    box = kinds_of(dialog)
    for _ in range(box.count()):
        if box.currentText() != name:
            QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == name


def export(clerk: Clerk, act: Callable[[QFileDialog], None]) -> str:
    """Press Ctrl+E, answer both dialogs, return what the box at the end says."""
    said = clerk.box_says("完成")
    clerk.answer(ExportDialog)
    clerk.at_dialog(QFileDialog, act)
    clerk.ctrl(Qt.Key.Key_E)
    clerk.wait(lambda: said)
    return said[0]


@pytest.mark.slow
def test_every_exporter_is_offered_and_the_first_is_chosen(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    seen: list[object] = []

    def look(dialog: QFileDialog) -> None:
        box = kinds_of(dialog)
        seen.extend(([box.itemText(n) for n in range(box.count())], box.currentText()))
        seen.append(name_of(dialog).text())
        dialog.reject()

    clerk.answer(ExportDialog)
    clerk.at_dialog(QFileDialog, look)
    clerk.ctrl(Qt.Key.Key_E)
    clerk.wait(lambda: seen)
    assert seen == [[each.name for each in EXPORTERS], "PDF 文件", f"{own_file.stem}.pdf"]


@pytest.mark.slow
@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.ending)
@pytest.mark.parametrize("name", ["{stem}", "{stem}{ending}", "{stem}.pdf", "a.b"])
def test_the_kind_that_is_chosen_is_written(
    clerk: Clerk, own_file: Path, tmp_path: Path, exporter: Exporter[Any], name: str
) -> None:
    session = clerk.open(own_file)
    folder = tmp_path / "导出"
    folder.mkdir()
    typed = name.format(stem="年报", ending=exporter.ending)

    def act(dialog: QFileDialog) -> None:
        choose_kind(dialog, exporter.name)
        name_of(dialog).setText(str(folder / typed))
        QTest.keyClick(name_of(dialog), Qt.Key.Key_Return)

    said = export(clerk, act)
    target = folder / f"{'a.b' if typed == 'a.b' else '年报'}{exporter.ending}"
    assert f"已导出 {target}" in said
    assert list(folder.iterdir()) == [target]
    found = open_file(target).document
    assert found.number("requests.new.total") == session.document.number("requests.new.total")
    assert found.organization == session.document.organization


@pytest.mark.slow
def test_the_name_in_the_line_follows_the_kind(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)

    def act(dialog: QFileDialog) -> None:
        choose_kind(dialog, "JSON 数据")
        QTest.keyClick(name_of(dialog), Qt.Key.Key_Return)

    said = export(clerk, act)
    target = own_file.with_suffix(".json")
    assert f"已导出 {target}" in said
    assert open_file(target).document == session.document


def test_an_ending_typed_by_hand_chooses_the_format(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    target = own_file.with_name("数据.JSON")

    def act(dialog: QFileDialog) -> None:
        name_of(dialog).setText(str(target))
        QTest.keyClick(name_of(dialog), Qt.Key.Key_Return)

    assert f"已导出 {target}" in export(clerk, act)
    assert open_file(target).document == session.document


def test_a_file_whose_name_gets_another_ending_is_not_replaced_unasked(
    clerk: Clerk, own_file: Path
) -> None:
    clerk.open(own_file)
    there = own_file.with_name("数据.json")
    there.write_text("somebody else's")

    def act(dialog: QFileDialog) -> None:
        choose_kind(dialog, "JSON 数据")
        name_of(dialog).setText(str(there.with_suffix(".pdf")))
        QTest.keyClick(name_of(dialog), Qt.Key.Key_Return)

    said = clerk.box_says("取消")
    clerk.answer(ExportDialog)
    clerk.at_dialog(QFileDialog, act)
    clerk.ctrl(Qt.Key.Key_E)
    clerk.wait(lambda: said)
    assert "数据.json”已经存在" in said[0]
    assert there.read_text() == "somebody else's"


@pytest.mark.parametrize("kind", PICTURES, ids=lambda each: each.ending)
def test_a_picture_of_the_report_is_written_beside_it(
    clerk: Clerk, own_file: Path, kind: Exporter[Any]
) -> None:
    """It is offered under a name of its own: the paper of the report stays what it is."""
    session = clerk.open(own_file)
    session.do(set_cells(session.document, {"requests.new.business": "多少"}))
    paper = own_file.with_suffix(".pdf")
    paper.write_bytes(b"paper")
    offered: list[str] = []

    def act(dialog: QFileDialog) -> None:
        box = kinds_of(dialog)
        offered.extend(box.itemText(number) for number in range(box.count()))
        choose_kind(dialog, kind.name)
        QTest.keyClick(name_of(dialog), Qt.Key.Key_Return)

    said = clerk.box_says("完成")
    clerk.at_dialog(QFileDialog, act)
    clerk.window.commands["picture"].trigger()
    clerk.wait(lambda: said)
    target = own_file.with_name(f"一图读懂{own_file.stem}{kind.ending}")
    assert f"已导出 {target}" in said[0]
    assert "个错误，发布前请先改正，再导出一次。" in said[0]
    assert "写的不是数字" in said[0]
    assert offered == [each.name for each in PICTURES]
    assert target.read_bytes().startswith((b"\x89PNG", b"%PDF-"))
    assert paper.read_bytes() == b"paper"


def test_the_report_is_copied_for_the_editor_of_a_site(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    said: list[str] = []
    clerk.window.file.noticed.connect(said.append)
    clerk.window.commands["copy_for_site"].trigger()
    clerk.wait(lambda: said)
    assert said[0].startswith("已复制整份报告")
    content = QGuiApplication.clipboard().mimeData()
    for markup, text in ((content.html(), ""), ("", content.text())):
        found = import_clipboard(markup, text).document
        assert found.organization == session.document.organization
        for cell in session.document.form.cells:
            assert found.number(cell) == session.document.number(cell)


def test_a_copy_names_what_it_left_out_and_the_errors_that_remain(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    session.do(set_cells(session.document, {"requests.new.business": "多\u202e少"}))
    said = clerk.box_says("知道了")
    clerk.window.commands["copy_for_site"].trigger()
    clerk.wait(lambda: said)
    assert "个错误，发布前请先改正" in said[0]
    assert "“新收·商业企业”里有看不见的字符（U+202E），写成了“�”。" in said[0]
