"""发布包: every format once, under names that belong together and that every system takes."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED, Change, EntryEdit, Part
from report_editor.document.as_json import from_json
from report_editor.document.final_records import make_final
from report_editor.exporters.bundle import list_names, make_bundle, make_report_name
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.registry import EXPORTERS, PDF

if TYPE_CHECKING:
    from tests.exporters.conftest import MakeReport


@pytest.mark.parametrize(
    ("organ", "year", "name"),
    [
        ("洪江市岩垅乡人民政府", "2022", "洪江市岩垅乡人民政府2022年政府信息公开工作年度报告.pdf"),
        ("青山县A/B:C*局", "2022", "青山县A_B_C_局2022年政府信息公开工作年度报告.pdf"),
        ("CON", "", "CON政府信息公开工作年度报告.pdf"),
        ("con. ", "2022", "_con.2022年政府信息公开工作年度报告.pdf"),
        ("..", "2022", "2022年政府信息公开工作年度报告.pdf"),
        ("", "", "政府信息公开工作年度报告.pdf"),
        ("青山\u202e县", "2022", "青山县2022年政府信息公开工作年度报告.pdf"),
        (
            "柳溪鎮人民政府，負責監督",
            "2022",
            "柳溪鎮人民政府，負責監督2022年政府信息公開工作年度報告.pdf",
        ),
        ("县{0}", "20/22", "县{0}20_22年政府信息公开工作年度报告.pdf"),
    ],
)
def test_a_name_is_organ_year_and_kind(
    make_report: MakeReport, organ: str, year: str, name: str
) -> None:
    assert make_report_name(make_report(organization=organ, year=year), ".pdf") == name


@pytest.mark.parametrize("year", ["2022", "9" * 300])
def test_the_name_of_a_long_organ_is_cut_but_year_and_kind_stay(
    make_report: MakeReport, year: str
) -> None:
    name = make_report_name(make_report(organization="𠮷长的名字" * 40, year=year), ".docx")
    assert name.startswith("𠮷长的名字")
    assert name.endswith("年政府信息公开工作年度报告.docx")
    assert len(name.encode()) <= 255
    assert not PureWindowsPath(name).is_reserved()


def test_a_title_of_its_own_changes_no_name(make_report: MakeReport) -> None:
    report = make_report(title="关于公开的报告")
    assert make_report_name(report) == "洪江市岩垅乡人民政府2022年政府信息公开工作年度报告"


def test_what_the_office_noted_is_not_published(make_report: MakeReport) -> None:
    report = make_report(texts={UNPLACED: ["没有位置的一行"]})
    for part in (Part.SET_ASIDE, Part.UNCONFIRMED, Part.PREVIOUS, Part.SOURCE, Part.FINAL):
        report.apply(Change("记", (EntryEdit(part, "1", None, f"内部{part}"),)))
    data = make_bundle(report, PublicationOptions(), lambda _share: None).files
    published = data[make_report_name(report, ".json")].decode()
    assert "内部" not in published
    assert "没有位置" not in published
    found = from_json(json.loads(published))
    assert compute_check_code(found) == compute_check_code(report)
    assert [found.number(each) for each in found.form.cells] == [
        report.number(each) for each in report.form.cells
    ]


def test_a_final_report_is_no_draft_in_a_bundle(make_report: MakeReport) -> None:
    report, options = make_report(), PublicationOptions(draft=True)
    for is_final in (False, True):
        files = make_bundle(report, options, lambda _share: None).files
        text = files[make_report_name(report, ".txt")].decode("utf-8-sig")
        assert ("草　稿" in text) != is_final
        code, now = compute_check_code(report), datetime(2026, 1, 20).astimezone()
        report.apply(make_final(report, "张三", "2026-01-20", code, now))


def test_every_format_is_there_once_and_progress_grows(make_report: MakeReport) -> None:
    report = make_report(texts={"overview": ["甲\u202e乙", "a|b"]})
    steps: list[float] = []
    bundle = make_bundle(report, PublicationOptions(draft=True), steps.append)
    assert list(bundle.files) == list_names(report)
    assert [name[name.index(".") :] for name in bundle.files] == [e.ending for e in EXPORTERS]
    assert bundle.files[make_report_name(report, PDF.ending)].startswith(b"%PDF-")
    assert "草　稿" in bundle.files[make_report_name(report, ".txt")].decode("utf-8-sig")
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, 1)
    assert len([note for note in bundle.notes if "U+202E" in note]) == 1
    assert [note for note in bundle.notes if "竖线" in note]
