"""Reports stand in the table as they come, and are found by state and words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from report_editor.collection.report_row import UnreadFile
from report_editor.collection.roster import call_roster
from report_editor.collection.summary import Summary, summarise_reports
from report_editor.ui.county.entries import State, collect_remarks
from report_editor.ui.county.reports_model import (
    ERRORS,
    STATE,
    UNIT,
    WARNINGS,
    FilteredReports,
    ReportsModel,
)
from tests.collection.conftest import make_row
from tests.collection.reports import make_report, name_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from report_editor.collection.report_row import ReportRow


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[ReportsModel]:  # noqa: ARG001 - needs the application
    owner = QObject()
    made = ReportsModel(owner)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    yield made
    owner.deleteLater()


def row_of(number: int, file: str = "", **cells: str) -> ReportRow:
    named = {f"requests.new.{column}": text for column, text in cells.items()}
    return make_row(make_report(number, cells=named), file or f"{number}.txt")


def list_texts(model: ReportsModel | FilteredReports, column: int = UNIT) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_rows_are_appended_and_a_file_read_again_keeps_its_row(model: ReportsModel) -> None:
    model.take([row_of(0), row_of(1)])
    resets, inserts = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    model.take([UnreadFile(Path("坏.docx"), "“坏.docx”打不开。"), row_of(0, research="3")])
    assert resets.count() == 0
    assert inserts.count() == 1
    assert list_texts(model) == [name_office(0), name_office(1), "“坏.docx”打不开。"]
    assert list_texts(model, STATE)[::2] == ["有错误", "没有读出来"]


def test_files_that_are_gone_lose_their_rows(model: ReportsModel) -> None:
    model.take(row_of(number) for number in range(6))
    model.remove({Path("1.txt"), Path("2.txt"), Path("5.txt"), Path("never.txt")})
    assert list_texts(model) == [name_office(number) for number in (0, 3, 4)]
    model.take([row_of(4, research="3"), row_of(7)])
    assert list_texts(model)[2:] == [name_office(4), name_office(7)]
    assert list_texts(model, ERRORS)[2] != "0"


def test_offices_that_are_missing_come_and_go(model: ReportsModel) -> None:
    rows = [row_of(0), row_of(1)]
    model.take(rows)
    summary = summarise_reports(rows, (), map(name_office, range(3)))
    show(model, summary)
    assert list_texts(model) == list(map(name_office, range(3)))
    assert list_texts(model, STATE)[2] == "没有交"
    late = row_of(2)
    model.take([late])
    show(model, summarise_reports([*rows, late], (), map(name_office, range(3))))
    assert list_texts(model) == list(map(name_office, range(3)))
    assert State.MISSING not in list_texts(model, STATE)


def show(model: ReportsModel, summary: Summary) -> None:
    model.compare(summary.roster.missing, collect_remarks(summary))


def test_two_of_one_office_say_which_counts(model: ReportsModel, tmp_path: Path) -> None:
    files = [tmp_path / "先.txt", tmp_path / "后.txt"]
    for at, file in enumerate(files):
        file.touch()
        os.utime(file, ns=(at, at + 1))
    rows = [make_row(make_report(0), str(file)) for file in files]
    model.take(rows)
    show(model, summarise_reports(rows))
    assert list_texts(model, STATE) == ["重复，不计入", "重复，用这一份"]


def test_one_that_is_called_otherwise_is_said_once(model: ReportsModel) -> None:
    rows = [make_row(make_report(0, organization="青山县教育局"))]
    model.take(rows)
    summary = summarise_reports(rows, (), ["青山县教育体育局"])
    assert call_roster(rows, ["青山县教育体育局"]).renamed
    show(model, summary)
    assert list_texts(model, STATE)[0] == "名称与名单不同"


def test_reports_are_found_by_state_and_words(model: ReportsModel) -> None:
    filtered = FilteredReports(model, model.parent())
    model.take([row_of(0), row_of(1, research="3"), row_of(2, file="某镇/二.txt")])
    filtered.show_only(State.BALANCE, "")
    assert list_texts(filtered) == [name_office(1)]
    model.take([row_of(1)])
    assert list_texts(filtered) == [], "it is right now"
    filtered.show_only(None, "二.TXT")
    assert list_texts(filtered) == [name_office(2)]
    filtered.show_only(None, " 某鎮 ")
    assert list_texts(filtered) == [name_office(2)]
    filtered.show_only(None, "没有这个")
    assert list_texts(filtered) == []


def test_numbers_are_sorted_as_numbers(model: ReportsModel) -> None:
    filtered = FilteredReports(model, model.parent())
    texts = {each.address: "x" for each in make_report(3).form.inputs[:40:4]}
    many = make_row(make_report(3, cells=texts), "3.txt")
    model.take([many, row_of(0), row_of(1, research="3")])
    filtered.sort(UNIT)
    for column in (ERRORS, WARNINGS):
        filtered.sort(column)
        numbers = list(map(int, list_texts(filtered, column)))
        assert numbers == sorted(numbers)
    assert max(map(int, list_texts(filtered, ERRORS))) > 9, "one digit sorts as text as well"


def test_a_choice_is_told_with_its_files(model: ReportsModel) -> None:
    model.take([row_of(0), UnreadFile(Path("坏.docx"), "打不开。"), row_of(1)])
    told: list[tuple[set[Path], bool]] = []
    model.chosen.connect(lambda files, chosen: told.append((files, chosen)))
    check = Qt.ItemDataRole.CheckStateRole
    assert model.index(1, UNIT).data(check) is None
    model.choose(range(3), is_chosen=False)
    assert told == [({Path("0.txt"), Path("1.txt")}, False)]
    assert model.setData(model.index(0, UNIT), Qt.CheckState.Checked.value, check)
    assert [model.is_chosen(row) for row in range(3)] == [True, False, False]
