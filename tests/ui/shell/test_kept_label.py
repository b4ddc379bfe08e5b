"""The status bar says where the work is kept, and only what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document, Part
from report_editor.document.commands import set_cells
from report_editor.forms import form
from report_editor.ui.shell.kept_label import KeptLabel
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from report_editor.document import Change

CELL = "requests.new.business"


def change(session: Session, text: str) -> Change:
    return set_cells(session.document, {CELL: text})


@pytest.fixture
def label(qtbot: QtBot) -> KeptLabel:
    made = KeptLabel()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def report() -> Iterator[OpenReport]:
    document = Document(form("2021"), parts={Part.CELLS: {CELL: "1"}})
    made = OpenReport(Session(document))
    yield made
    made.end()
    wait_for_work()  # the journal's thread lets go of it


def test_it_follows_the_work(
    label: KeptLabel, report: OpenReport, qtbot: QtBot, tmp_path: Path
) -> None:
    session = report.session
    label.follow(report)
    assert label.text() == "没有改动"
    with qtbot.waitSignal(report.recorded):
        session.do(change(session, "2"))
        assert label.text() == "还没有保存"
    assert label.text().startswith("改动已自动记录 ")
    saving = report.begin_save(tmp_path / "年报.xlsx")
    report.note_save(saving, b"bytes")
    report.finish_save(saving)
    assert label.text().startswith("已保存 ")
    with qtbot.waitSignal(report.recorded):
        session.do(change(session, "3"))
        assert label.text() == "还没有保存"
    assert label.text().startswith("改动已自动记录 ")
    with qtbot.waitSignal(report.recorded):
        session.history.undo()
    assert label.text().startswith("已保存 ")  # which the file holds again


def test_a_journal_that_cannot_be_written_is_not_called_recorded(
    label: KeptLabel, report: OpenReport, qtbot: QtBot
) -> None:
    label.follow(report)
    with qtbot.waitSignal(report.recorded):
        report.session.do(change(report.session, "2"))
    report.trouble.emit("磁盘满了。")
    assert label.text() == "改动没有记录"
    report.trouble.emit("")
    assert label.text().startswith("改动已自动记录 ")


def test_a_new_report_is_not_saved_and_one_for_reading_says_so(
    label: KeptLabel, report: OpenReport
) -> None:
    document = Document(form("2021"))
    new, reading = (
        OpenReport(Session(document, saved=False)),
        OpenReport(Session(document, read_only=True)),
    )
    for each, words in ((new, "还没有保存"), (reading, "只读"), (report, "没有改动")):
        label.follow(each)
        assert label.text() == words
    label.follow(None)
    assert label.text() == ""
    for each in (new, reading):
        each.end()
    wait_for_work()


def test_nothing_moves_beside_it(label: KeptLabel, report: OpenReport) -> None:
    label.follow(report)
    width = label.minimumWidth()
    for words in ("改动已自动记录 23:59", "已保存 00:00", "改动没有记录"):
        assert label.fontMetrics().horizontalAdvance(words) <= width
