"""One line stands above the findings, and says each count once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity
from report_editor.document import Document
from report_editor.forms import form
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FLOW = Finding("requests.flow", Severity.ERROR, "requests", "不平。", ("requests.new.total",))


@pytest.fixture
def page(qtbot: QtBot, chinese_font: None) -> EditorPage:  # noqa: ARG001
    session = Session(Document(form("2021")))
    session.findings = [FLOW]
    page = EditorPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_the_filters_take_the_place_of_the_summary(page: EditorPage) -> None:
    fold, bar = page.fold, page.findings.bar
    page.split.fold_findings(False)
    assert bar.isVisible()
    assert not fold.summary.isVisible()
    assert not fold.first.isVisible()
    page.split.fold_findings(True)
    assert not bar.isVisible()
    assert fold.summary.text() == "1 个错误"
    assert fold.summary.isVisible()
    assert fold.first.isVisible()


def test_nothing_stands_between_the_line_and_the_list(page: EditorPage) -> None:
    page.split.fold_findings(False)
    page.grab()  # lays out
    bar, found = page.findings.bar, page.findings
    bottom = bar.mapTo(page.fold, bar.rect().bottomLeft()).y()
    assert 0 < found.y() - bottom <= 4


def test_no_filter_is_cut(page: EditorPage) -> None:
    bar = page.findings.bar
    page.split.fold_findings(False)
    page.grab()
    for action in bar.kinds.values():
        if action.isVisible():
            assert bar.rect().contains(bar.widgetForAction(action).geometry())
    assert bar.rect().contains(bar.sections.geometry())


def test_low_findings_keep_their_filters(page: EditorPage) -> None:
    page.resize(1000, 300)
    page.split.fold_findings(False)
    assert page.findings.bar.isVisible()


@pytest.mark.parametrize("height", [600, 768, 1040, 1400])
def test_the_first_height_grows_with_the_window_and_not_with_the_page(
    page: EditorPage, qtbot: QtBot, height: int
) -> None:
    page.resize(1366, height)
    page.show()
    qtbot.waitUntil(lambda: page.height() == height)
    opened = page.fold.height()
    assert opened >= min(150, height // 4)
    assert opened <= height // 3
    for key in page.pages.keys:
        page.open_tab(key)
        page.grab()
        assert page.fold.height() == opened
