"""Files of many offices are read, compared with a list and with last year, and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from report_editor.collection.report_row import ReportRow
from report_editor.ui.county.county import County
from report_editor.workspace.background import wait_for_work
from tests.collection.reports import make_report, name_office, write_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.slow


@pytest.fixture
def county(qtbot: QtBot) -> Iterator[County]:
    owner = QObject()
    made = County(owner)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.is_reading)
    wait_for_work()
    owner.deleteLater()


def read(county: County, qtbot: QtBot, *paths: Path) -> None:
    with qtbot.waitSignal(county.ended):
        county.add(paths) if paths else county.read()


def test_each_is_compared_with_its_own_last_year(
    county: County, qtbot: QtBot, tmp_path: Path
) -> None:
    cell = "requests.carried_out.natural_person"
    for number in range(3):
        write_report(
            make_report(number, year=2022, cells={cell: "41"} if number == 1 else {}),
            tmp_path / "2022" / f"{number}.json",
        )
    for number in (0, 1):
        write_report(make_report(number), tmp_path / "2023" / f"{number}.json")
    read(county, qtbot, tmp_path / "2023")
    assert county.between_years == []
    with qtbot.waitSignal(county.ended):
        county.take_last_year(tmp_path / "2022")
    told = [row.name for row, finding in county.between_years if "41" in finding.message]
    assert set(told) == {name_office(1)}
    assert county.summary is not None
    assert county.summary.roster.missing == (name_office(2),), "last year it reported"


def test_what_has_changed_on_the_disk_is_read_again_and_nothing_else(
    county: County, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [write_report(make_report(n), tmp_path / f"{n}.json") for n in range(3)]
    read(county, qtbot, tmp_path)
    assert county.summary is not None
    before = county.summary
    came: list[object] = []
    gone: list[set[Path]] = []
    county.arrived.connect(came.extend)
    county.gone.connect(gone.append)
    read(county, qtbot)
    assert came == []
    assert county.summary is before, "nothing has changed"
    files[0].unlink()
    write_report(make_report(1, cells={"requests.new.research": "3"}), files[1])
    read(county, qtbot)
    assert gone == [{files[0]}]
    (row,) = came
    assert isinstance(row, ReportRow)
    assert row.file == files[1]
    assert row.broken
    assert {each.file for each in county.rows} == set(files[1:])


def test_a_folder_that_vanishes_and_a_list_that_is_none(
    county: County, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "2023"
    folder.mkdir()
    read(county, qtbot, folder)
    (unread,) = county.examined.values()
    assert not isinstance(unread, ReportRow)
    assert "没有能打开的报告文件" in unread.problem
    folder.rmdir()
    read(county, qtbot)
    (unread,) = county.examined.values()
    assert not isinstance(unread, ReportRow)
    assert unread.problem
    empty = tmp_path / "名单.txt"
    empty.write_text("\n \n")
    for path in (empty, tmp_path / "没有.txt"):
        with qtbot.waitSignal(county.failed) as failed:
            county.take_list(path)
        assert failed.args[0].endswith("。")
    assert not county.has_list
