"""A report that is not saved is saved by the dialog that exports it: one decision for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt

from report_editor.document import Field
from report_editor.document.commands import set_cells, set_field
from report_editor.exporters.bundle import list_names, make_report_name
from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.workspace.session import Session
    from tests.journeys.conftest import Clerk

CELL = "requests.new.natural_person"


@pytest.fixture
def new(clerk: Clerk) -> Session:
    """A report without a file, with something changed."""
    clerk.window.commands["example"].trigger()
    clerk.wait(lambda: clerk.window.session is not None)
    clerk.wait_idle()
    session = clerk.window.session
    assert session is not None
    session.do(set_cells(session.document, {CELL: "77"}))
    return session


def note(said: list[str]) -> Callable[[ExportDialog], None]:
    """Note what the dialog offers."""

    def look(dialog: ExportDialog) -> None:
        offered = dialog.also_save
        said.append(offered.text() if offered.isVisible() else "")
        said.append("ticked" if offered.isChecked() else "")

    return look


def test_a_report_without_a_file_gets_one_beside_its_paper(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    name, offer = make_report_name(new.document, ".xlsx"), list[str]()
    said = clerk.export(tmp_path / "纸.pdf", note(offer))
    assert offer == [f"同时保存报告(&R)：{name}", "ticked"]
    assert said[0] == f"✔ 已保存报告“{name}”，已导出到 {tmp_path / '纸.pdf'}"
    assert new.path == tmp_path / name
    assert not new.is_dirty
    assert not clerk.window.isWindowModified()
    assert clerk.window.status.kept.text().startswith("已保存")
    assert open_file(new.path).document == new.document
    assert (tmp_path / "纸.pdf").read_bytes().startswith(b"%PDF")
    assert clerk.window.settings.recent[0].path == new.path
    offer.clear()
    assert clerk.export(tmp_path / "纸二.pdf", note(offer))[0].startswith("✔ 已导出到")
    assert offer[0] == ""


def test_the_file_stands_beside_a_folder_for_publication_and_not_in_it(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "发布"
    clerk.export(folder, lambda dialog: dialog.kinds.choose("all"))
    assert new.path is not None
    assert new.path.parent == tmp_path
    assert {each.name for each in folder.iterdir()} == set(list_names(new.document))


def test_a_report_that_is_there_already_is_replaced_only_once_that_was_agreed(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    there = tmp_path / make_report_name(new.document, ".xlsx")
    there.write_bytes(b"somebody else's")
    paper, said = tmp_path / "纸.pdf", list[str]()
    said += clerk.export(paper)
    assert said[0] == f"“{there.name}”已经存在，要替换吗？再按一次回车替换，或者改一个名字。"
    assert there.read_bytes() == b"somebody else's"
    assert not paper.exists()
    assert new.path is None


def test_unticked_it_exports_and_the_report_stays_as_unsaved_as_it_was(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    said = clerk.export(tmp_path / "纸.pdf", lambda dialog: dialog.also_save.setChecked(False))
    assert said[0].startswith("✔ 已导出到")
    assert new.path is None
    assert new.is_dirty
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".xlsx"] == []


def test_changes_of_a_report_with_a_file_are_saved_there(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    session, offer = clerk.open(own_file), list[str]()
    clerk.export(tmp_path / "一.pdf", note(offer))
    assert offer[0] == "", "it is saved already"
    session.do(set_cells(session.document, {CELL: "78"}))
    (tmp_path / "别处").mkdir()
    said = clerk.export(tmp_path / "别处" / "二.pdf")
    assert said[0].startswith(f"✔ 已保存报告“{own_file.name}”")
    assert open_file(own_file).document.number(CELL) == 78
    assert session.path == own_file


def test_a_file_of_somebody_else_that_was_only_looked_at_is_offered_and_not_ticked(
    clerk: Clerk, samples: Path, tmp_path: Path
) -> None:
    clerk.open(samples / "shuyang-fgj-2023.html")
    offer = list[str]()
    said = clerk.export(tmp_path / "纸.pdf", note(offer))
    assert offer[0].startswith("同时保存报告")
    assert offer[1] == ""
    assert said[0].startswith("✔ 已导出到")


def test_what_another_has_changed_is_asked_about_and_a_no_exports_nothing(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    session = clerk.open(own_file)
    session.do(set_cells(session.document, {CELL: "78"}))
    own_file.write_bytes(own_file.read_bytes() + b"\0")
    asked: list[str] = []

    def refuse(_dialog: ExportDialog) -> None:
        asked.extend(clerk.box_says("取消"))

    said = clerk.export(tmp_path / "纸.pdf", refuse)
    assert said[0] == "已取消，没有导出。"
    assert session.is_dirty
    assert not (tmp_path / "纸.pdf").exists()


def test_a_name_is_shown_as_it_is_and_marks_no_key(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    organ = "甲&乙<b>的</b>\u202e镇" + "很长" * 200
    new.do(set_field(new.document, Field.ORGANIZATION, organ))
    offer = list[str]()
    clerk.export(tmp_path / "纸.pdf", note(offer))
    assert "&&" in offer[0]
    assert "\u202e" not in offer[0]
    assert len(offer[0]) < 120
    assert new.path is not None
    assert new.path.parent == tmp_path


@pytest.mark.parametrize("is_ticked", [True, False], ids=["saves too", "exports only"])
def test_nothing_moves_in_the_dialog_while_it_writes_and_after(
    clerk: Clerk, new: Session, tmp_path: Path, *, is_ticked: bool
) -> None:
    new.check_now()
    looks: list[dict[str, object]] = []

    def look(dialog: ExportDialog) -> None:
        dialog.also_save.setChecked(is_ticked)
        clerk.type_path(dialog, tmp_path / "纸.pdf")
        boxes = {name: box for name, box in dialog.choices.items() if box.isVisible()}
        parts = boxes | {"preview": dialog.preview, "list": dialog.remarks, "path": dialog.path}

        def note_places() -> None:
            QCoreApplication.processEvents()
            at = {name: each.mapTo(dialog, QPoint()) for name, each in parts.items()}
            looks.append({name: (at[name], each.size()) for name, each in parts.items()})

        note_places()
        clerk.press(Qt.Key.Key_Return)
        note_places()
        clerk.wait(dialog.finish_button.isVisible)
        note_places()
        dialog.reject()

    clerk.at_dialog(ExportDialog, look)
    clerk.ctrl(Qt.Key.Key_E)
    clerk.wait(lambda: len(looks) == 3)
    assert looks[1:] == [looks[0]] * 2


def test_that_something_is_left_stands_above_the_errors(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    new.do(set_cells(new.document, {CELL: "", "requests.granted.business": "99"}))
    new.check_now()
    assert new.active_errors
    said = clerk.export(tmp_path / "错.pdf")
    assert said[1].startswith("报告没有写完：")
    assert said[2] == new.active_errors[0].message


def test_what_is_left_to_do_is_said_beside_the_pages(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    new.check_now()  # a sentence does not follow the cell that was changed
    assert "报告没有写完：还剩 1 处文字。" in clerk.export(tmp_path / "改.pdf")
    new.history.undo()
    new.check_now()
    assert not any("没有写完" in each for each in clerk.export(tmp_path / "全.pdf"))
    new.do(set_cells(new.document, {CELL: ""}))
    new.check_now()
    assert "报告没有写完：空着 1 张表。" in clerk.export(tmp_path / "缺.pdf")


def test_what_is_not_finished_is_proposed_as_a_draft(
    clerk: Clerk, new: Session, tmp_path: Path
) -> None:
    drafts: list[bool] = []

    def look(dialog: ExportDialog) -> None:
        drafts.append(dialog.choices["draft"].isChecked())

    new.check_now()  # a column is not balanced, a sentence does not follow
    clerk.export(tmp_path / "错.pdf", look)
    cell = {"requests.carried_in.natural_person": "1", CELL: "8"}
    new.do(set_cells(new.document, cell))
    new.check_now()
    assert not new.active_errors
    clerk.export(tmp_path / "改.pdf", look)
    assert drafts == [True, True]
