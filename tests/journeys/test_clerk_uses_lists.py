"""A clerk writes with sentences and slips of her own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from report_editor.checks.text.slips import forget_slips
from report_editor.checks.text.statements import forget_sentences
from report_editor.document import Document, Field, Part
from report_editor.files.user_lists import UserList, read_own
from report_editor.forms import form
from report_editor.ui.dialogs.list_dialog import ListDialog
from report_editor.ui.editor.pages import TextPage
from report_editor.workbook.report_file import save_report
from tests.checks.found import FILLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

NEW = "requests.new.natural_person"


@pytest.fixture
def report(tmp_path: Path) -> Iterator[Path]:
    fields = {Field.ORGANIZATION: "青山县人民政府", Field.YEAR: "2023"}
    document = Document(
        form("2021"),
        parts={Part.CELLS: FILLED, Part.FIELDS: {str(key): text for key, text in fields.items()}},
        texts={"overview": ["（一）依申请公开。", "我县大柳书镇。"]},
    )
    path = tmp_path / "青山县.xlsx"
    save_report(document, path)
    yield path
    forget_slips()
    forget_sentences()


def open_text(clerk: Clerk, report: Path) -> tuple[EditorPage, TextPage]:
    clerk.open(report).check_now()
    page = clerk.window.editor
    assert page is not None
    page.open_tab("overview")
    text = page.page("overview")
    assert isinstance(text, TextPage)
    text.editor.setFocus()
    return page, text


def write_list(words: str) -> Callable[[ListDialog], None]:
    def act(dialog: ListDialog) -> None:
        dialog.lines.setPlainText(words)
        dialog.accept()

    return act


def test_a_sentence_brings_its_numbers_and_follows_them(clerk: Clerk, report: Path) -> None:
    page, text = open_text(clerk, report)
    clerk.press(Qt.Key.Key_End)
    clerk.ctrl(Qt.Key.Key_J)
    clerk.compose("ziranren", "自然人")
    clerk.press(Qt.Key.Key_Return)
    sentence = "申请人中，自然人20件，法人或其他组织10件。"
    assert text.editor.paragraphs()[0] == f"（一）依申请公开。{sentence}"
    assert text.editor.hasFocus()
    page.go_to_cell(NEW)
    clerk.write("31")
    assert "自然人31件" in text.editor.paragraphs()[0]
    clerk.press(Qt.Key.Key_Return)
    clerk.ctrl(Qt.Key.Key_Z)
    assert sentence in text.editor.paragraphs()[0]
    assert page.session.document.raw(NEW) == "20"
    page.session.check_now()
    findings = page.findings.list
    row = next(
        row for row, each in enumerate(page.session.findings) if each.code == "narrative.template"
    )
    findings.setFocus()
    findings.choose(row)
    clerk.ctrl(Qt.Key.Key_Return)
    page.go_to_cell(NEW)
    clerk.write("31")
    clerk.press(Qt.Key.Key_Return)
    assert sentence in text.editor.paragraphs()[0]


def test_the_sentences_are_the_clerks_own(clerk: Clerk, report: Path) -> None:
    page, text = open_text(clerk, report)
    said: list[str] = []
    page.message.connect(said.append)
    clerk.ctrl(Qt.Key.Key_J)
    own = "# 我的\n收到 {新收·总计} 件。\n{没有这一行} 件。"
    clerk.at_dialog(ListDialog, write_list(own))
    page.panels.writing.sentences.edit.click()
    assert read_own(UserList.SENTENCES) == own
    assert "{没有这一行}" in said[-1]
    listed = page.panels.writing.sentences.sentences.list
    assert [listed.item(row).text() for row in range(listed.count())] == ["收到 30 件。"]
    page.panels.writing.sentences.sentences.search.setFocus()
    clerk.press(Qt.Key.Key_Return)
    assert text.editor.paragraphs()[0] == "收到 30 件。（一）依申请公开。"
    clerk.ctrl(Qt.Key.Key_J)  # shows it again, then hides it
    clerk.ctrl(Qt.Key.Key_J)
    assert not page.panels.writing.isVisible()


def test_a_slip_of_her_own_is_found_at_once(clerk: Clerk, report: Path) -> None:
    page, text = open_text(clerk, report)
    clerk.at_dialog(ListDialog, write_list("大柳书=大柳树"))
    clerk.window.commands["slips"].trigger()
    page.session.check_now()
    row = next(row for row, each in enumerate(page.session.findings) if each.code == "text.slip")
    page.findings.list.setFocus()
    page.findings.list.choose(row)
    clerk.ctrl(Qt.Key.Key_Return)
    assert text.editor.paragraphs()[1] == "我县大柳树镇。"
