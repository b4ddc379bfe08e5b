"""A clerk exports the report by keys: every format, all of them, and what may stand in the way."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.final_records import make_final
from report_editor.exporters.bundle import list_names, make_report_name
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.registry import EXPORTERS, PDF, PICTURES, Exporter
from report_editor.files.user_folders import user_folders
from report_editor.importers.open_file import import_clipboard
from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.ui.dialogs.export_kinds import PICTURE_KEY
from report_editor.ui.dialogs.print_preview import PrintPreview
from report_editor.ui.shell.window_settings import WindowSettings
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.exporting import export
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tests.journeys.conftest import Clerk

SECONDS = 30.0


def at_export(clerk: Clerk, act: Callable[[ExportDialog], object], command: str = "export") -> None:
    """Choose a command, do something in the dialog once it has the keys, close it."""
    ended: list[bool] = []

    def do(dialog: ExportDialog) -> None:
        clerk.wait(lambda: dialog.isAncestorOf(clerk.focus()))
        try:
            act(dialog)
        finally:
            dialog.reject()
            ended.append(True)

    clerk.at_dialog(ExportDialog, do)
    clerk.focus()  # the dialog before has gone
    clerk.window.commands[command].trigger()
    clerk.wait(lambda: ended)


def press_down_to(clerk: Clerk, dialog: ExportDialog, key: str) -> None:
    """Choose a kind with the arrow keys."""
    for _ in range(dialog.kinds.count()):
        if dialog.kinds.kind.key != key:
            clerk.press(Qt.Key.Key_Down)
    assert dialog.kinds.kind.key == key


def test_enter_alone_exports_the_paper_beside_the_report(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    target = own_file.with_name(make_report_name(session.document, ".pdf"))
    said: list[str] = []

    def act(dialog: ExportDialog) -> None:
        assert dialog.kinds.kind.name == "PDF 文件"
        clerk.press(Qt.Key.Key_Return)
        clerk.wait(dialog.finish_button.isVisible)
        said.append(dialog.words.text())
        assert dialog.finish_button.hasFocus()
        clerk.press(Qt.Key.Key_Return)
        assert not dialog.isVisible()

    at_export(clerk, act)
    assert said == [f"✔ 已导出到 {target}"]
    assert target.read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.ending)
@pytest.mark.parametrize("name", ["{stem}", "{stem}{ending}", "a.b"])
def test_the_kind_that_is_chosen_is_written(
    clerk: Clerk, own_file: Path, tmp_path: Path, exporter: Exporter[Any], name: str
) -> None:
    session = clerk.open(own_file)
    folder = tmp_path / "导出"
    folder.mkdir()
    typed = folder / name.format(stem="年报", ending=exporter.ending)
    said = clerk.export(typed, lambda dialog: press_down_to(clerk, dialog, exporter.ending))
    target = folder / f"{'a.b' if name == 'a.b' else '年报'}{exporter.ending}"
    assert said[0] == f"✔ 已导出到 {target}"
    assert list(folder.iterdir()) == [target]
    found = open_file(target).document
    assert found.number("requests.new.total") == session.document.number("requests.new.total")
    assert found.organization == session.document.organization


def test_all_formats_are_written_into_one_folder(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    said = clerk.export(act=lambda dialog: press_down_to(clerk, dialog, "all"))
    folder = own_file.with_name(make_report_name(session.document))
    assert said[0] == f"✔ 已导出到 {folder}"
    assert sorted(each.name for each in folder.iterdir()) == sorted(list_names(session.document))
    document = open_file(folder / make_report_name(session.document, ".json")).document
    assert document == session.document


@pytest.mark.slow
def test_the_name_in_the_line_follows_the_kind(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)

    def act(dialog: ExportDialog) -> None:
        clerk.type_path(dialog, own_file.with_name("年报.2024"))
        dialog.kinds.setFocus()
        press_down_to(clerk, dialog, ".json")
        assert dialog.path.text().endswith("年报.2024.json")
        press_down_to(clerk, dialog, ".csv")

    target = own_file.with_name("年报.2024.csv")
    assert clerk.export(act=act)[0] == f"✔ 已导出到 {target}"
    found = open_file(target).document
    assert found.number("requests.new.total") == session.document.number("requests.new.total")


def test_an_ending_typed_by_hand_chooses_the_format(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    target = own_file.with_name("数据.JSON")

    def act(dialog: ExportDialog) -> None:
        clerk.type_path(dialog, target)
        clerk.press(Qt.Key.Key_Return)
        clerk.wait(dialog.finish_button.isVisible)
        assert dialog.kinds.kind.key == ".json"
        dialog.kinds.setFocus()
        press_down_to(clerk, dialog, ".csv")
        assert dialog.path.text().endswith("数据.csv")

    at_export(clerk, act)
    assert open_file(target).document == session.document


@pytest.mark.slow
def test_a_name_without_a_folder_is_meant_for_the_one_shown(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    assert clerk.export(Path("年报"))[0] == f"✔ 已导出到 {own_file.with_name('年报.pdf')}"


@pytest.mark.slow
def test_a_folder_gets_the_usual_name(clerk: Clerk, own_file: Path, tmp_path: Path) -> None:
    session = clerk.open(own_file)
    folder = tmp_path / "报送.pdf"
    folder.mkdir()
    target = folder / make_report_name(session.document, ".pdf")
    assert clerk.export(folder)[0] == f"✔ 已导出到 {target}"


@pytest.mark.slow
@pytest.mark.parametrize("key", [".json", "all"])
def test_what_is_there_is_replaced_only_by_a_second_enter(
    clerk: Clerk, own_file: Path, key: str
) -> None:
    session = clerk.open(own_file)
    folder = own_file.with_name("发布")
    folder.mkdir()
    json_name = make_report_name(session.document, ".json")
    there = folder / json_name
    there.write_text("somebody else's")
    typed = folder if key == "all" else there

    def act(dialog: ExportDialog) -> None:
        press_down_to(clerk, dialog, key)
        clerk.type_path(dialog, typed)
        clerk.press(Qt.Key.Key_Return)
        assert "要替换吗" in dialog.words.text()
        assert dialog.export_button.text() == "替换"
        clerk.type_path(dialog, typed)  # another thought takes the consent back
        clerk.press(Qt.Key.Key_Return)
        assert "要替换吗" in dialog.words.text()
        assert there.read_text() == "somebody else's"
        clerk.press(Qt.Key.Key_Return)
        clerk.wait(dialog.finish_button.isVisible)

    at_export(clerk, act)
    assert json.loads(there.read_text(encoding="utf-8"))["schema"] == "report-editor/1"


def test_names_are_shown_as_they_are(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    target = own_file.with_name("<b>报告<b>.json")
    formats: list[Qt.TextFormat] = []
    said = clerk.export(target, lambda dialog: formats.append(dialog.words.textFormat()))
    assert said[0] == f"✔ 已导出到 {target}"
    assert formats == [Qt.TextFormat.PlainText]


def test_what_cannot_be_written_is_a_sentence_in_the_dialog(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    nowhere = own_file.parent / "没有这个文件夹" / "年报.pdf"
    assert "“年报.pdf”没有写成：所在的文件夹不见了" in clerk.export(nowhere)[0]
    assert "请写明保存到哪里" in clerk.export(Path("/"))[0]
    long = own_file.with_name("长" * 300)
    for path in (long, long / "年报.pdf"):
        assert "没有写成：文件名或路径太长" in clerk.export(path)[0]


def test_a_draft_is_marked_while_errors_remain_and_can_be_unticked(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    session.check_now()
    assert session.active_errors
    seen: list[bool] = []

    def untick(dialog: ExportDialog) -> None:
        seen.append(dialog.choices["draft"].isChecked())
        press_down_to(clerk, dialog, ".txt")
        dialog.choices["draft"].setFocus()
        if len(seen) > 1:
            clerk.press(Qt.Key.Key_Space)

    texts = []
    for name in ("a.txt", "b.txt"):
        said = clerk.export(own_file.with_name(name), untick)
        assert said[0] == f"✔ 已导出到 {own_file.with_name(name)}"
        assert session.active_errors[0].message in said
        texts.append(own_file.with_name(name).read_text(encoding="utf-8-sig"))
    assert seen == [True, True]
    assert texts[0].startswith("草　稿")
    assert "草　稿" not in texts[1]


def test_a_report_without_errors_is_no_draft(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    session.do(set_cells(session.document, {"requests.carried_out.natural_person": "1"}))
    session.check_now()
    assert not session.active_errors
    seen: list[bool] = []
    at_export(clerk, lambda dialog: seen.append(dialog.choices["draft"].isChecked()))
    assert seen == [False]


def test_a_final_report_is_no_draft_in_spite_of_errors(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    code = compute_check_code(session.document)
    now = datetime(2026, 1, 20, tzinfo=UTC)
    session.do(make_final(session.document, "张某", "2026-01-20", code, now))
    session.check_now()
    assert session.active_errors
    seen: list[tuple[bool, bool]] = []

    def act(dialog: ExportDialog) -> None:
        draft = dialog.choices["draft"]
        seen.append((draft.isVisible(), draft.isChecked()))

    at_export(clerk, act)
    assert seen == [(False, False)]


@pytest.mark.slow
def test_only_choices_that_matter_are_shown(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)

    def act(dialog: ExportDialog) -> None:
        tops = [box.y() for box in dialog.choices.values()]
        for each in range(dialog.kinds.count()):
            dialog.kinds.setCurrentRow(each)
            QApplication.processEvents()
            assert [box.y() for box in dialog.choices.values()] == tops
            kind = dialog.kinds.kind
            shown = {name for name, box in dialog.choices.items() if box.isVisible()}
            has_words = kind.key in (".pdf", ".docx", ".html", ".txt", "all")
            words = {"signature", "draft"} if has_words else set()
            paper = {"check_code"} if kind.key in (".pdf", ".docx", "all") else set()
            assert shown == words | paper
            assert dialog.copy_button.isVisible() == (kind.key == ".html")

    at_export(clerk, act)


@pytest.mark.slow
def test_the_preview_shows_pages_or_the_text(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)

    def act(dialog: ExportDialog) -> None:
        preview = dialog.preview
        clerk.wait(lambda: preview.pages.page_count)
        pages = preview.pages.page_count
        dialog.choices["signature"].setFocus()
        clerk.press(Qt.Key.Key_Space)
        dialog.kinds.setFocus()
        press_down_to(clerk, dialog, ".txt")
        clerk.wait(lambda: "一、总体情况" in preview.text.toPlainText())
        assert preview.currentWidget() is preview.text
        press_down_to(clerk, dialog, ".json")
        clerk.wait(lambda: "report-editor/1" in preview.text.toPlainText())
        press_down_to(clerk, dialog, "all")
        assert preview.currentWidget() is preview.pages
        assert 1 <= preview.pages.page_count <= pages

    at_export(clerk, act)


@pytest.mark.parametrize("command", ["export", "print_preview"])
def test_who_closes_a_dialog_before_its_pages_are_made_goes_on(
    clerk: Clerk, own_file: Path, command: str
) -> None:
    session = clerk.open(own_file)
    left: list[bool] = []

    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog | PrintPreview)
        dialog.reject()
        left.append(True)

    clerk.at_dialog(QDialog, leave)
    clerk.window.commands[command].trigger()
    clerk.wait(lambda: left)
    assert wait_for_work(SECONDS)
    QApplication.processEvents()  # what was made arrives where nobody waits for it
    clerk.window.commands["close_report"].trigger()
    clerk.wait(lambda: clerk.window.session is not session)


def test_the_window_closes_while_a_paper_is_made(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    clerk.open(own_file)
    target = tmp_path / "年报.pdf"
    ended: list[str] = []
    making = export(clerk.window.workspace, PDF, PublicationOptions(), target)
    for outcome in (making.done, making.failed):
        outcome.connect(lambda: ended.append("not given up"))
    making.cancelled.connect(lambda: ended.append("given up"))
    making.start()
    said = clerk.box_says("不等了")
    clerk.window.close()
    clerk.wait(lambda: not clerk.window.isVisible())
    assert "没有完成" in said[0]
    clerk.wait(lambda: ended)
    assert ended == ["given up"]
    assert wait_for_work(SECONDS)
    assert not target.exists()


@pytest.mark.parametrize(
    ("paragraphs", "end"), [(1, "2025年1月20日"), (8, "个字，导出的文件里都有")]
)
def test_a_text_is_seen_to_its_end_or_says_that_it_is_not(
    clerk: Clerk, own_file: Path, paragraphs: int, end: str
) -> None:
    session = clerk.open(own_file)
    texts = ["甲乙丙丁。" * 3_000] * paragraphs
    session.do(set_paragraphs(session.document, "overview", texts))

    def act(dialog: ExportDialog) -> None:
        dialog.kinds.choose(".txt")
        text = dialog.preview.text
        clerk.wait(text.toPlainText)
        assert end in text.toPlainText()
        assert len(text.toPlainText()) < 101_000

    at_export(clerk, act)


def test_nobody_takes_one_preview_for_another(clerk: Clerk, own_file: Path) -> None:
    """What another kind will be takes a moment, in which the one before is not shown for it."""
    clerk.open(own_file)

    def act(dialog: ExportDialog) -> None:
        preview = dialog.preview
        clerk.wait(lambda: preview.pages.page_count > 1)
        dialog.kinds.choose(PICTURE_KEY)
        assert preview.pages.page_count == 0
        clerk.wait(lambda: preview.pages.page_count == 1)
        dialog.kinds.choose(".txt")
        clerk.wait(lambda: "一、总体情况" in preview.text.toPlainText())
        dialog.kinds.choose(".csv")
        assert not preview.text.toPlainText()

    at_export(clerk, act)


def test_the_kind_that_is_chosen_stays_in_sight(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)

    def act(dialog: ExportDialog) -> None:
        dialog.kinds.choose(PICTURE_KEY)
        for height in (9, 3, 6):
            dialog.kinds.setFixedHeight(height * dialog.kinds.sizeHintForRow(0))
            clerk.wait(lambda: dialog.kinds.height() == dialog.kinds.minimumHeight())
            item = dialog.kinds.visualItemRect(dialog.kinds.currentItem())
            assert dialog.kinds.viewport().rect().contains(item)

    at_export(clerk, act)


def test_enter_behind_a_page_number_exports_nothing(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)

    def act(dialog: ExportDialog) -> None:
        clerk.wait(lambda: dialog.preview.pages.page_count)
        dialog.preview.pages.number.setFocus()
        dialog.preview.pages.number.selectAll()
        clerk.write("2")
        clerk.press(Qt.Key.Key_Return)
        assert dialog.preview.pages.page == 1
        assert dialog.export_button.isEnabled()

    at_export(clerk, act)
    assert not list(own_file.parent.glob("*.pdf"))


@pytest.mark.slow
def test_folder_and_kind_are_remembered(clerk: Clerk, own_file: Path, tmp_path: Path) -> None:
    clerk.open(own_file)
    folder = tmp_path / "报送"
    folder.mkdir()
    clerk.export(folder / "年报.docx")
    seen: list[str] = []

    def look(dialog: ExportDialog) -> None:
        seen.extend((dialog.kinds.kind.key, str(Path(dialog.path.text()).parent)))

    at_export(clerk, look)
    assert seen == [".docx", str(folder)]
    clerk.window.settings.keep(clerk.window)
    clerk.wait((user_folders().config / "settings.json").exists)
    again = WindowSettings()
    assert (again.export_kind, again.export_folder) == (".docx", str(folder))
    folder.joinpath("年报.docx").unlink()
    folder.rmdir()
    at_export(clerk, look)
    assert seen[2:] == [".docx", str(own_file.parent)]


@pytest.mark.slow
def test_what_was_written_is_opened(
    clerk: Clerk, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.open(own_file)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))

    def act(dialog: ExportDialog) -> None:
        press_down_to(clerk, dialog, ".txt")
        clerk.press(Qt.Key.Key_Return)
        clerk.wait(dialog.open_button.isVisible)
        alt = Qt.KeyboardModifier.AltModifier
        clerk.press(Qt.Key.Key_O, alt)
        clerk.wait(lambda: len(opened) == 1)
        clerk.press(Qt.Key.Key_F, alt)
        clerk.wait(lambda: len(opened) == 2)
        assert opened == [str(dialog.written), str(own_file.parent)]

    at_export(clerk, act)


def test_the_dialog_fits_on_a_small_screen(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    sizes: list[QSize] = []
    at_export(clerk, lambda dialog: sizes.append(dialog.minimumSizeHint()))
    assert sizes[0].boundedTo(QSize(1024 * 2 // 3, 552 * 2 // 3)) == sizes[0]


@pytest.mark.slow
def test_the_report_is_copied_for_a_site_from_the_dialog(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)

    def act(dialog: ExportDialog) -> None:
        press_down_to(clerk, dialog, ".html")
        clerk.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
        clerk.wait(lambda: "已复制整份报告" in dialog.words.text())
        assert dialog.isVisible()

    at_export(clerk, act)
    found = import_clipboard(QGuiApplication.clipboard().mimeData().html(), "").document
    assert found.organization == session.document.organization


def has_color(widget: QWidget) -> bool:
    image = widget.grab().toImage()
    colors = (image.pixelColor(at, image.height() // 8) for at in range(image.width()))
    return any(each.saturation() > 100 for each in colors)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.ending)
def test_a_picture_of_the_report_is_written_beside_it(
    clerk: Clerk, own_file: Path, picture: Exporter[Any]
) -> None:
    """It is offered under a name of its own: the paper of the report stays what it is."""
    session = clerk.open(own_file)
    session.do(set_cells(session.document, {"requests.new.business": "多少"}))
    name = make_report_name(session.document)
    paper = own_file.with_name(f"{name}.pdf")
    paper.write_bytes(b"paper")
    said: list[str] = []

    def act(dialog: ExportDialog) -> None:
        assert dialog.kinds.kind.exporter is PICTURES[0]
        press_down_to(clerk, dialog, f"picture{picture.ending}")
        assert not any(each.isVisible() for each in dialog.choices.values())
        clerk.wait(lambda: dialog.preview.pages.page_count == 1)
        clerk.wait(lambda: has_color(dialog.preview.pages.view.viewport()))
        clerk.press(Qt.Key.Key_Return)
        clerk.wait(dialog.finish_button.isVisible)
        said.append(dialog.words.text())
        said.extend(dialog.remarks.item(at).text() for at in range(dialog.remarks.count()))

    at_export(clerk, act, "picture")
    target = own_file.with_name(f"一图读懂{name}{picture.ending}")
    assert said[0] == f"✔ 已保存报告“{own_file.name}”，已导出到 {target}"
    assert any("写的不是数字" in each for each in said)
    assert target.read_bytes().startswith((b"\x89PNG", b"%PDF-"))
    assert paper.read_bytes() == b"paper"


def test_a_pdf_typed_for_a_picture_is_a_picture(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    target = own_file.with_name("图解.pdf")
    clerk.export(target, lambda dialog: press_down_to(clerk, dialog, "picture.png"))
    with pypdfium2.PdfDocument(target) as pdf:
        assert "图解" in pdf.get_metadata_value("Subject")


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
