"""Write the numbers of a report as rows, and read the same report from them."""

from __future__ import annotations

import pytest

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.number_rows import (
    HEADINGS,
    NumberRowsError,
    from_rows,
    has_numbers,
    to_rows,
)
from report_editor.forms import form, forms

CELLS = {
    "requests.new.business": "5件",
    "requests.new.research": "（无）",
    "requests.granted.business": "3（其中1件逾期）",
    "fees.amount": "",
    "disclosure.fees.amount": "12.50",
}


def make(edition: str = "2021", **stated: str) -> Document:
    on = form(edition)
    cells = {address: text for address, text in CELLS.items() if address in on.cells and text}
    fields: dict[str, str] = {Field.ORGANIZATION: "某县水务局", Field.YEAR: "2023"}
    parts = {Part.FIELDS: fields, Part.CELLS: cells, Part.STATED: stated}
    return Document(on, parts=parts)


def rows_of(document: Document) -> list[dict[str, str]]:
    return list(to_rows(document, lambda words: words))


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_every_cell_has_a_row_that_says_everything_about_it(edition: str) -> None:
    document = make(edition)
    rows = rows_of(document)
    assert [row["地址"] for row in rows] == [*document.form.cells]
    assert all(tuple(row) == HEADINGS for row in rows)
    assert {(row["机关名称"], row["年度"], row["格式"]) for row in rows} == {
        ("某县水务局", "2023", edition)
    }
    names = [(row["表"], row["行"], row["列"]) for row in rows]
    assert len(set(names)) == len(names)
    assert has_numbers(HEADINGS)
    assert not has_numbers(["表", "行", "列"])


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_they_make_the_same_report(edition: str) -> None:
    document = make(edition)
    assert from_rows(rows_of(document)) == document


def test_a_total_that_its_source_printed_comes_back() -> None:
    document = make(**{"requests.new.total": "9", "requests.granted.total": ""})
    read = from_rows(rows_of(document))
    assert dict(read.entries(Part.STATED)) == {"requests.new.total": "9"}


def test_a_number_changed_in_the_file_counts_and_a_changed_total_is_evidence() -> None:
    rows = rows_of(make())
    for row in rows:
        if row["地址"] in ("requests.new.business", "requests.new.total"):
            row["数值"] = "8"
    read = from_rows(rows)
    assert read.raw("requests.new.business") == "8"
    assert not read.entries(Part.STATED)
    for row in rows:
        if row["地址"] == "requests.new.business":
            row["数值"] = ""
    read = from_rows(rows)
    assert read.raw("requests.new.business") == ""
    assert dict(read.entries(Part.STATED)) == {"requests.new.total": "8"}


def test_what_belongs_to_no_cell_is_listed() -> None:
    rows = rows_of(make())
    rows += [{**rows[0], "地址": ""}, {**rows[0], "地址": "a.b.c", "数值": "4"}, rows[1]]
    read = from_rows(rows)
    listed = read.paragraphs(UNPLACED)
    assert len(listed) == 3
    assert "a.b.c | 4" in listed


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [("年度", "2022", "年度"), ("机关名称", "别的局", "机关名称"), ("格式", "1999", "格式")],
)
def test_rows_of_two_reports_are_refused(column: str, text: str, said: str) -> None:
    rows = rows_of(make())
    rows[5][column] = text
    with pytest.raises(NumberRowsError, match=said):
        from_rows(rows)
    with pytest.raises(NumberRowsError):
        from_rows([{**row, "格式": "1999"} for row in rows])
    with pytest.raises(NumberRowsError):
        from_rows([])
