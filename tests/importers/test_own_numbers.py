"""Our CSV of the numbers opens again, whoever saved it in between."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document, Field, Part
from report_editor.document.number_rows import HEADINGS, to_rows
from report_editor.forms import form
from report_editor.importers.open_file import import_file
from report_editor.importers.problem import ImportProblem

if TYPE_CHECKING:
    from pathlib import Path

CELLS = {"requests.new.business": "5件", "requests.new.research": "0"}


def make() -> Document:
    fields: dict[str, str] = {Field.ORGANIZATION: "某县水务局", Field.YEAR: "2023"}
    return Document(form("2021"), parts={Part.FIELDS: fields, Part.CELLS: CELLS})


def write(rows: list[dict[str, str]], headings: tuple[str, ...] = HEADINGS) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, headings)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_it_opens_in_the_encoding_in_which_it_was_saved(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "数据.CSV"
    rows = list(to_rows(make(), lambda words: words))
    path.write_bytes(write(rows[::-1], HEADINGS[::-1]).encode(encoding))
    found = import_file(path)
    assert found.document == make()
    assert "只有表格里的数字" in found.notes[0]


def test_blank_lines_and_further_columns_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    rows = [{**row, "备注": "看过"} for row in to_rows(make(), lambda words: words)]
    text = write(rows, (*HEADINGS, "备注")).replace("\r\n", "\r\n,,,\r\n", 3) + "\r\n\r\n"
    path.write_text(text, encoding="utf-8")
    assert import_file(path).document == make()


def test_the_rows_of_two_reports_are_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    rows = list(to_rows(make(), lambda words: words))
    path.write_text(write([*rows, {**rows[0], "机关名称": "某局", "地址": "x"}]), encoding="utf-8")
    with pytest.raises(ImportProblem, match=r"“r\.csv”里的数据表读不出一份报告：“机关名称”"):
        import_file(path)


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(",".join(HEADINGS) + '\n"' + "a" * 200_000, encoding="utf-8")
    with pytest.raises(ImportProblem):
        import_file(path)


def test_another_csv_is_read_as_somebody_elses(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "某县水务局2023年政府信息公开工作年度报告\n一、总体情况\n工作正常开展。\n", "utf-8"
    )
    assert import_file(path).document.paragraphs("overview") == ("工作正常开展。",)
