"""The line under a text tells how long it is, and keeps its height."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from report_editor.document import Document, Part
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.forms import form
from report_editor.ui.editor.pages import TextPage
from report_editor.ui.widgets.severity import color
from report_editor.workspace.session import Session
from tests.checks.found import FILLED

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from report_editor.ui.editor.text_footer import TextFooter


@pytest.fixture
def page(qtbot: QtBot, chinese_font: None) -> TextPage:  # noqa: ARG001 - widths
    texts = {"overview": ["收到申请 30 件。", "　完。"]}
    session = Session(Document(form("2021"), parts={Part.CELLS: FILLED}, texts=texts))
    page = TextPage(session, session.document.form.section("overview"))
    session.setParent(page)
    qtbot.addWidget(page)
    page.resize(800, 500)
    page.show()
    return page


def session_of(page: TextPage) -> Session:
    session = page.findChild(Session)
    assert session is not None
    return session


def ink(footer: TextFooter) -> QColor:
    return footer.count.palette().color(footer.count.foregroundRole())


def test_characters_are_counted_and_too_many_are_told(page: TextPage) -> None:
    footer = page.footer
    session = session_of(page)
    assert footer.count.text() == "共 10 字（一般不超过 1,000 字）"
    assert ink(footer) != color(Severity.WARNING)
    session.do(set_paragraphs(session.document, "overview", ["字" * 1000]))
    assert "超过" not in footer.count.text().replace("不超过", "")
    session.do(set_paragraphs(session.document, "overview", ["字" * 1000, "字 "]))
    assert footer.count.text() == "▲ 共 1,001 字，超过 1,000 字，请精简"
    assert ink(footer) == color(Severity.WARNING)


def test_the_count_is_right_whatever_was_done_and_undone(page: TextPage) -> None:
    session = session_of(page)
    texts: tuple[list[str], ...] = (
        ["一二三"],
        [],
        ["甲", "乙 乙"],
        ["甲", "新的", "乙 乙"],
        ["合起来甲新的"],
    )
    for text in texts:
        session.do(set_paragraphs(session.document, "overview", text))
    for _ in texts:
        count = sum(len(each.replace(" ", "")) for each in session.document.paragraphs("overview"))
        assert page.footer.count.text().startswith(f"共 {count} 字")
        session.history.undo()
    assert page.footer.count.text().startswith("共 10 字")


def test_an_offer_fits_into_the_line_whatever_its_width(page: TextPage) -> None:
    footer = page.footer
    session, height = session_of(page), footer.height()
    session.check_now()
    assert footer.follow.isHidden()
    session.do(set_cells(session.document, {"requests.new.business": "11"}))
    session.check_now()
    assert footer.follow.isVisible()
    assert footer.follow.text() == "改成 31（Ctrl+回车）"
    assert footer.offer.text() == "“收到申请30件”：表三的收到申请现在是 31"
    session.do(set_cells(session.document, {"requests.new.research": ""}))
    session.check_now()
    assert footer.follow.isHidden()  # the number may still become any other
    session.do(set_cells(session.document, {"requests.new.research": "0"}))
    session.check_now()
    page.resize(500, 500)
    assert footer.offer.text().endswith("…")
    assert footer.offer.text().startswith("“收到")
    assert footer.height() == height
