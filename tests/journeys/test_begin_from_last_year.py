"""A clerk begins this year's report: last year's is looked at first, and stays to be looked at."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.commands import set_cells
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.word.word_file import make_word_file
from report_editor.forms import form
from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.ui.editor.pages import TablePage
from report_editor.workbook.report_file import save_report
from report_editor.workspace import last_year
from report_editor.workspace.last_year import get_calendar_year
from report_editor.workspace.opening import open_file
from tests.importers.roundtrip import as_docx
from tests.importers.roundtrip.printed import Liberties, PrintedTable, printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

OUT = "requests.carried_out.natural_person"
IN = "requests.carried_in.natural_person"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def report_of_2025_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """In these tests it is the beginning of 2026, whatever the day."""
    monkeypatch.setattr(last_year, "get_due_year", lambda _today: 2025)


def editor_of(clerk: Clerk) -> EditorPage:
    editor = clerk.window.editor
    assert editor is not None
    return editor


def begin(clerk: Clerk) -> None:
    """Press the keys of 文件 › 以上年报告新建."""
    clerk.press(Qt.Key.Key_N, CTRL_SHIFT)


def see(clerk: Clerk, *keys: Qt.Key) -> list[str]:
    """Read the dialog on last year's report, then press keys; the list holds its lines."""
    said: list[str] = []

    def act(dialog: RolloverDialog) -> None:
        said.extend(each.text() for each in dialog.findChildren(QLabel) if each.text())
        said.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        for key in keys:
            QTest.keyClick(dialog.focusWidget() or dialog, key)

    clerk.at_dialog(RolloverDialog, act)
    return said


def has_begun(clerk: Clerk, year: int) -> Callable[[], bool]:
    def look() -> bool:
        session = clerk.window.session
        return session is not None and session.document.year == year and session.knows_last_year

    return look


def panel(clerk: Clerk) -> list[str]:
    """Lines of what is kept of last year's reading, where that is in view."""
    page = editor_of(clerk).panels.review.last_year
    assert page.isVisible()
    steps = [page.steps.item(row).text() for row in range(page.steps.count())]
    return [page.explanation.text(), page.summary.text(), *steps]


def make_clean(example: Path) -> Document:
    """Return the example with nothing left that the checks find."""
    document = open_file(example).document
    document.apply(set_cells(document, {OUT: "1"}))
    texts = {key: document.paragraphs(key) for key in document.text_keys}
    texts["overview"] = tuple(each for each in texts["overview"] if "培训与宣传" not in each)
    return Document(
        document.form, parts={part: document.entries(part) for part in Part}, texts=texts
    )


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)], ids=str)
def test_one_key_brings_a_panel_forward_that_another_covers(
    clerk: Clerk, word_file: Path, size: tuple[int, int]
) -> None:
    clerk.window.setWindowState(Qt.WindowState.WindowNoState)
    clerk.window.resize(*size)
    see(clerk, Qt.Key.Key_Return)
    clerk.window.file.begin_from(word_file)
    clerk.wait(has_begun(clerk, 2025))
    clerk.wait_idle()
    panels = editor_of(clerk).panels

    def list_seen() -> list[bool]:
        parts = (panels.review, panels.submission, panels.writing)
        return [not each.visibleRegion().isEmpty() for each in parts]

    def sees(*wanted: bool) -> None:
        clerk.wait(lambda: list_seen() == list(wanted))
        for panel, is_seen in zip((panels.review, panels.submission), wanted[:2], strict=True):
            assert is_seen or not panel.isAncestorOf(clerk.focus()), "keys go to what is seen"

    sees(True, False, False)
    clerk.press(Qt.Key.Key_F9)
    sees(False, True, False)
    clerk.press(Qt.Key.Key_F6)
    sees(True, False, False)
    assert clerk.window.commands["review"].isChecked()
    clerk.press(Qt.Key.Key_F9)
    sees(False, True, False)
    assert clerk.window.commands["submission"].isChecked()
    clerk.press(Qt.Key.Key_F4)
    sees(True, False, False)
    clerk.press(Qt.Key.Key_F6)
    sees(False, True, False)
    clerk.press(Qt.Key.Key_F9)
    sees(False, False, False)
    clerk.press(Qt.Key.Key_F7)
    sees(False, False, True)
    clerk.press(Qt.Key.Key_F9)
    sees(False, True, False)
    clerk.press(Qt.Key.Key_F7)
    sees(False, False, True)


@pytest.fixture
def clean_file(example: Path, tmp_path: Path) -> Path:
    path = tmp_path / "2024年报告.xlsx"
    save_report(make_clean(example), path)
    return path


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """Last year's report in Word, with a cell that is no number and a column out of balance."""
    report = printed(Liberties(seed=1, profile="zeros"))
    wrong = {OUT: "2", "requests.carried_out.business": "几件", "requests.carried_out.total": "2"}
    for block in report.blocks:
        for cell in block.cells if isinstance(block, PrintedTable) else ():
            if cell.address.startswith("requests."):
                cell.text = wrong.get(cell.address, "0")
    report.title = report.title.replace(str(report.year), "2024")
    path = tmp_path / "2024年报告.docx"
    path.write_bytes(as_docx.docx_of(report))
    return path


def test_nothing_is_asked_where_there_is_nothing_to_say(clerk: Clerk, clean_file: Path) -> None:
    clerk.choose_file(clean_file)
    begin(clerk)
    clerk.wait(has_begun(clerk, 2025))
    session = clerk.window.session
    assert session is not None
    assert session.document.number(IN) == 1
    assert session.is_dirty
    words = clerk.window.status.currentMessage()
    assert words.startswith("已带入上年结转 6 格、文字 ")
    clerk.window.resize(683, 384)
    clerk.wait(lambda: clerk.window.width() == 683)
    assert clerk.window.status.currentMessage() == words, "nothing of it is cut at 200 %"
    assert words.endswith("F6 看详情。")
    assert not editor_of(clerk).panels.review.isVisible()
    clerk.press(Qt.Key.Key_F6)
    assert any("《2024年报告.xlsx》（2024 年度）" in each for each in panel(clerk))
    assert any("上年结转 6 格，合计 1 件。" in each for each in panel(clerk))


@pytest.mark.slow
def test_what_is_wrong_in_last_year_s_report_is_seen_before_and_after(
    clerk: Clerk, word_file: Path, tmp_path: Path
) -> None:
    said = see(clerk, Qt.Key.Key_Return)
    clerk.choose_file(word_file)
    begin(clerk)
    clerk.wait(has_begun(clerk, 2025))
    assert any("《2024年报告.docx》" in each for each in said)
    assert any(re.match("数字 199/200 · 文字 [0-9]+ 段 · [0-9]+ 处请看", each) for each in said)
    assert any("“自然人”一列不平衡" in each for each in said)
    assert any("几件" in each for each in said)
    session, editor = clerk.window.session, editor_of(clerk)
    assert session is not None
    assert session.document.number(IN) == 2
    assert session.document.raw("requests.carried_in.business") == ""
    assert any("“自然人”一列不平衡" in each for each in panel(clerk))
    assert editor.panels.review.last_year.source.isVisible()
    assert "总体情况" in editor.panels.review.last_year.source.text.toPlainText()
    session.check_now()
    uncertain = [each for each in session.findings if each.code == "last_year.uncertain"]
    assert {each.cells for each in uncertain} == {(IN,), ("requests.carried_in.business",)}

    # A line leads to the cell of this year that took the value over.
    page = editor.panels.review.last_year
    lines = panel(clerk)[2:]
    page.steps.setFocus()
    page.steps.setCurrentRow(next(i for i, each in enumerate(lines) if "“自然人”" in each))
    clerk.press(Qt.Key.Key_Return)
    grid = editor.current_grid()
    assert grid is not None
    assert grid.current_address() == "requests.new.natural_person"

    target = tmp_path / "2025年报告.xlsx"
    clerk.choose_file(target)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(target.exists)
    clerk.wait_idle()
    assert page.isVisible(), "a save hides nothing"
    clerk.open(target)
    assert not editor_of(clerk).panels.review.isVisible()
    clerk.press(Qt.Key.Key_F6)
    kept = [each for each in lines if not each.startswith("带入新报告：")]
    assert len(lines) - len(kept) == 4, "what the dialog said is listed as long as it is open"
    assert panel(clerk)[2:] == kept
    assert "原文不随这份报告保存" in panel(clerk)[0]
    session = clerk.window.session
    assert session is not None
    session.check_now()
    again = [each for each in session.findings if each.code == "last_year.uncertain"]
    assert again == uncertain

    # Zeros for the whole table are none for what is missing.
    editor_of(clerk).open_tab("requests")
    clerk.window.commands["fill_table"].trigger()
    assert session.document.raw("requests.new.business") == "0"
    assert session.document.raw("requests.carried_in.business") == ""
    assert "没有从上年报告带来的 1 格没有填" in clerk.window.status.currentMessage()


@pytest.mark.slow
def test_last_year_s_report_is_corrected_first_and_then_taken_as_it_is(
    clerk: Clerk, clean_file: Path
) -> None:
    document = open_file(clean_file).document
    document.apply(set_cells(document, {OUT: "5"}))
    save_report(document, clean_file)
    before = clean_file.read_bytes()

    def go_to_first(dialog: RolloverDialog) -> None:
        """Tab to the list, to its first entry, Enter: there it is in last year's report."""
        assert dialog.focusWidget() is dialog.begin_button
        while dialog.focusWidget() is not dialog.list:
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        QTest.keyClick(dialog.list, Qt.Key.Key_Up)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)

    clerk.at_dialog(RolloverDialog, go_to_first)
    clerk.choose_file(clean_file)
    begin(clerk)
    clerk.wait(lambda: clerk.window.session and clerk.window.session.path == clean_file)
    editor = editor_of(clerk)
    page = editor.page("requests")
    assert isinstance(page, TablePage)
    clerk.wait(lambda: page.grid.current_address() == "requests.new.natural_person")
    assert editor.current_key == "requests"
    page.grid.go_to(OUT)
    page.grid.setFocus()
    clerk.write("1")  # the cell's editor stays open
    said = see(clerk, Qt.Key.Key_Return)
    left = clerk.box_says("不保存")
    begin(clerk)
    clerk.wait(has_begun(clerk, 2025))
    assert any("正打开着的《2024年报告.xlsx》" in each for each in said)
    assert not any("不平衡" in each for each in said)
    assert "还没有保存" in left[0]
    session = clerk.window.session
    assert session is not None
    assert session.document.number(IN) == 1
    assert clean_file.read_bytes() == before, "what was not saved is not saved"
    session.check_now()
    assert not [each for each in session.findings if each.code == "last_year.uncertain"]


def test_thinking_again_leaves_everything_as_it_was(clerk: Clerk, clean_file: Path) -> None:
    session = clerk.open(clean_file)
    page = editor_of(clerk).page("requests")
    assert isinstance(page, TablePage)
    editor_of(clerk).open_tab("requests")
    page.grid.go_to(OUT)
    page.grid.setFocus()
    clerk.write("7")
    said = see(clerk, Qt.Key.Key_Escape)
    begin(clerk)
    clerk.wait(lambda: said)
    clerk.wait_idle()
    assert clerk.window.session is session
    assert session.document.number(OUT) == 7
    assert session.is_dirty
    # Also at the question whether to save.
    said = see(clerk, Qt.Key.Key_Return)
    clerk.answer(QMessageBox, Qt.Key.Key_Escape)
    begin(clerk)
    clerk.wait(lambda: said)
    clerk.wait_idle()
    assert clerk.window.session is session
    assert session.is_dirty


def test_one_goes_back_to_the_open_report_to_correct_it(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    answered: list[RolloverDialog] = []

    def go_back(dialog: RolloverDialog) -> None:
        answered.append(dialog)
        QTest.mouseClick(dialog.correct_button, Qt.MouseButton.LeftButton)

    clerk.at_dialog(RolloverDialog, go_back)
    begin(clerk)
    clerk.wait(lambda: answered)
    assert clerk.window.session is session
    grid = editor_of(clerk).current_grid()
    assert grid is not None
    assert grid.current_address() == "requests.new.natural_person", "the gravest comes first"


def test_a_report_of_a_year_that_has_not_ended_is_asked_about(
    clerk: Clerk, example: Path, tmp_path: Path
) -> None:
    document = make_clean(example)
    path, year = tmp_path / "明年.xlsx", get_calendar_year()
    parts = {part: dict(document.entries(part)) for part in Part}
    parts[Part.FIELDS][Field.YEAR] = str(year)
    texts = {key: document.paragraphs(key) for key in document.text_keys}
    save_report(Document(document.form, parts=parts, texts=texts), path)
    clerk.open(path)  # it is not taken for last year's: a file is asked for
    said = see(clerk, Qt.Key.Key_Escape)
    clerk.choose_file(path)
    begin(clerk)
    clerk.wait(lambda: said)
    assert any(f"新建的是 {year + 1} 年度报告，那一年还没有过完" in each for each in said)
    clerk.wait_idle()
    assert clerk.window.session is not None
    assert clerk.window.session.document.year == year


@pytest.mark.parametrize("takes_year_due", [False, True])
def test_a_report_older_than_last_years_lets_one_choose_the_year(
    clerk: Clerk, example: Path, tmp_path: Path, *, takes_year_due: bool
) -> None:
    document = make_clean(example)
    parts = {part: dict(document.entries(part)) for part in Part}
    parts[Part.FIELDS][Field.YEAR] = "2022"
    texts = {key: document.paragraphs(key) for key in document.text_keys}
    path = tmp_path / "2022.xlsx"
    save_report(Document(document.form, parts=parts, texts=texts), path)
    said: list[str] = []

    def choose(dialog: RolloverDialog) -> None:
        said.extend(each.text() for each in dialog.findChildren(QLabel))
        assert dialog.year.value() == 2023
        assert dialog.due_button.isVisible()
        if takes_year_due:
            QTest.mouseClick(dialog.due_button, Qt.MouseButton.LeftButton)
            assert dialog.year.value() == 2025
            assert not dialog.due_button.isEnabled()
        QTest.mouseClick(dialog.begin_button, Qt.MouseButton.LeftButton)

    clerk.at_dialog(RolloverDialog, choose)
    clerk.choose_file(path)
    begin(clerk)
    clerk.wait(has_begun(clerk, 2025 if takes_year_due else 2023))
    told = next(each for each in said if "现在该写的是" in each)
    assert "2022 年度的，接着写的是 2023 年度报告；现在该写的是 2025 年度的" in told


@pytest.mark.slow
@pytest.mark.parametrize("begins", [True, False])
def test_an_empty_form_is_told_and_leaves_the_choice(
    clerk: Clerk, clean_file: Path, tmp_path: Path, *, begins: bool
) -> None:
    """The form as it is handed out, open in the window: no file dialog comes without a word."""
    path = tmp_path / "空表.docx"
    blank = Document(form("2021"))
    path.write_bytes(make_word_file(blank, PublicationOptions()).data)
    clerk.open(path)
    said: list[str] = []

    def choose(dialog: RolloverDialog) -> None:
        said.extend(each.text() for each in dialog.findChildren(QLabel))
        assert dialog.year.value() == 2025
        assert dialog.correct_button.isHidden()
        assert dialog.another_button.isDefault()
        if not begins:
            clerk.choose_file(clean_file)
        button = dialog.begin_button if begins else dialog.another_button
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    clerk.at_dialog(RolloverDialog, choose)
    before = clerk.window.session
    begin(clerk)
    clerk.wait(lambda: clerk.window.session is not before)
    session = clerk.window.session
    assert session is not None
    assert any("这是一份空的表格" in each for each in said)
    assert session.document.year == 2025
    assert session.knows_last_year is not begins
    if begins:
        assert not editor_of(clerk).panels.review.isVisible()
        assert session.document == Document(
            form("2021"), parts={Part.FIELDS: {Field.YEAR.value: "2025"}}
        )


@pytest.mark.slow
def test_another_file_can_be_taken_than_the_report_that_is_open(
    clerk: Clerk, clean_file: Path, example: Path, tmp_path: Path
) -> None:
    other = tmp_path / "别的.xlsx"
    document = make_clean(example)
    parts = {part: dict(document.entries(part)) for part in Part}
    parts[Part.FIELDS][Field.YEAR] = "2023"
    parts[Part.CELLS][OUT] = parts[Part.CELLS]["requests.new.natural_person"] = "10"
    texts = {key: document.paragraphs(key) for key in document.text_keys}
    save_report(Document(document.form, parts=parts, texts=texts), other)
    clerk.open(clean_file)

    def choose_another(dialog: RolloverDialog) -> None:
        clerk.choose_file(other)
        see(clerk, Qt.Key.Key_Return)
        QTest.mouseClick(dialog.another_button, Qt.MouseButton.LeftButton)

    clerk.at_dialog(RolloverDialog, choose_another)
    begin(clerk)
    clerk.wait(has_begun(clerk, 2024))
    session = clerk.window.session
    assert session is not None
    assert session.document.number(IN) == 10


@pytest.mark.parametrize("name", ["空白.txt", "空白.docx"])
def test_a_file_without_a_report_is_refused_and_the_report_stays(
    clerk: Clerk, own_file: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    session = clerk.open(own_file)

    def choose_another(dialog: RolloverDialog) -> None:
        clerk.choose_file(path)
        QTest.mouseClick(dialog.another_button, Qt.MouseButton.LeftButton)

    clerk.at_dialog(RolloverDialog, choose_another)
    said = clerk.box_says("知道了")
    begin(clerk)
    clerk.wait(lambda: said)
    assert name in said[0]
    assert clerk.window.session is session


def test_a_report_without_a_year_is_given_one(clerk: Clerk, example: Path, tmp_path: Path) -> None:
    document = make_clean(example)
    parts = {part: dict(document.entries(part)) for part in Part}
    del parts[Part.FIELDS][Field.YEAR]
    path = tmp_path / "无年度.xlsx"
    texts = {key: document.paragraphs(key) for key in document.text_keys}
    save_report(Document(document.form, parts=parts, texts=texts), path)
    said: list[str] = []

    def give_year(dialog: RolloverDialog) -> None:
        said.extend(each.text() for each in dialog.findChildren(QLabel))
        dialog.year.setFocus()
        dialog.year.selectAll()
        QTest.keyClicks(dialog.year, "2024")
        QTest.keyClick(dialog.year, Qt.Key.Key_Return)

    clerk.at_dialog(RolloverDialog, give_year)
    clerk.choose_file(path)
    begin(clerk)
    clerk.wait(has_begun(clerk, 2024))
    assert any("没有认出上年报告的年度" in each for each in said)


def test_what_found_no_place_last_year_is_placed_in_this_one(
    clerk: Clerk, clean_file: Path
) -> None:
    document = open_file(clean_file).document
    parts = {part: document.entries(part) for part in Part}
    texts = {key: document.paragraphs(key) for key in document.text_keys}
    texts[UNPLACED] = ("2024年没有位置的一段。（第 40 行）",)
    save_report(Document(document.form, parts=parts, texts=texts), clean_file)
    see(clerk, Qt.Key.Key_Return)
    clerk.choose_file(clean_file)
    begin(clerk)
    clerk.wait(has_begun(clerk, 2025))
    session, review = clerk.window.session, editor_of(clerk).panels.review
    assert session is not None
    assert review.isVisible()
    review.setCurrentIndex(1)
    assert review.placing.list.item(0).text() == "2025年没有位置的一段。（上年报告，第 40 行）"
    assert any("不是今年的" in each.text() for each in review.findChildren(QLabel))
    review.placing.section.setCurrentIndex(review.placing.section.findData("other_matters"))
    button = next(each for each in review.findChildren(QPushButton) if "末尾" in each.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.document.paragraphs("other_matters")[-1] == "2025年没有位置的一段。"
    clerk.ctrl(Qt.Key.Key_Z)
    assert session.document.paragraphs(UNPLACED) == (
        "2025年没有位置的一段。（上年报告，第 40 行）",
    )
    assert review.last_year.steps.count()


CRASH = """
import os, sys
from pathlib import Path
from report_editor.document import History
from report_editor.document.commands import set_cells
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.workspace.last_year import examine
from report_editor.workspace.last_year import get_calendar_year
from report_editor.workspace.opening import open_file

path = Path(sys.argv[1])
opened = open_file(path)
document = examine(opened.document, path.name, opened, path).begin_report()
history = History(document, saved=False)
journal = Journal(make_folder(user_folders().recovery), Base.of(document))
history.listen(lambda change, effect: journal.append(change))
history.do(set_cells(document, {"requests.new.business": "3"}))
assert journal.sync(timeout=60)
os._exit(9)
"""


@pytest.mark.slow
def test_after_a_crash_it_is_still_known_how_last_year_was_read(
    clerk: Clerk, word_file: Path
) -> None:
    died = subprocess.run([sys.executable, "-c", CRASH, str(word_file)], check=False)
    assert died.returncode == 9
    clerk.window.stack.recoveries.look()
    clerk.wait(clerk.bars)
    told = clerk.box_says("知道了")
    clerk.press_in_bar("恢复")
    clerk.wait(lambda: told)
    session = clerk.window.session
    assert session is not None
    assert session.document.number("requests.new.business") == 3
    clerk.press(Qt.Key.Key_F6)
    lines = panel(clerk)
    assert "《2024年报告.docx》（2024 年度）" in lines[0]
    assert any("“自然人”一列不平衡" in each for each in lines)
    session.check_now()
    assert [each for each in session.findings if each.code == "last_year.uncertain"]
