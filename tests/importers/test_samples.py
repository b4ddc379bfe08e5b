from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.importers.open_file import import_file
from report_editor.importers.readers import read_source
from report_editor.importers.readers.text.plain import read
from report_editor.importers.recognition.recognise import recognise
from report_editor.importers.recognition.summary import EMPTY
from report_editor.importers.source import Paragraph, Source
from tests.importers.accounts import check_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.importers.recognised import Recognition

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"

WITH_VALUES = [
    "hongze-2023.pdf",
    "shanghai-kewei-2024.md",
    "shanghai-office-2019.html",
    "shuyang-fgj-2023.html",
]


def opened(name: str) -> Recognition:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not beside this checkout")
    return import_file(path)


def printed(document: Document, address: str) -> Any:
    """Return the value of a cell as the source printed it."""
    if address in document.entries(Part.STATED):
        reading = document.stated(address)
        assert reading is not None
        return reading.number
    return document.number(address)


@pytest.mark.parametrize("name", WITH_VALUES)
def test_every_cell_of_a_sample_has_the_printed_value(name: str) -> None:
    document = opened(name).document
    expected = json.loads((SAMPLES / name).with_suffix(".expected.json").read_text("utf-8"))
    wrong = {}
    for table, rows in expected["tables"].items():
        for row, columns in rows.items():
            # One row where the edition has three: its numbers stand in the last of them.
            merged = row == "other" and document.form.id == "2021"
            for column, value in columns.items():
                address = f"{table}.{'other_rest' if merged else row}.{column}"
                found = printed(document, address)
                if isinstance(value, str):
                    found = document.raw(address)
                elif value is not None and found is not None:
                    found = float(found)
                if found != value:
                    wrong[address] = (found, value)
    assert wrong == {}
    # In kewei the form's edition is the source's, in hongze too although （六） is one row.
    assert document.form.id == ("2019" if document.year == 2019 else "2021")
    assert document.year == expected["year"]


def as_tabs(source: Source) -> str:
    """As a browser copies a page into plain text."""
    lines: list[str] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += ["\t".join(" ".join(cell.split()) for cell in row) for row in block.rows]
    return "\n".join(lines)


def as_cells(source: Source) -> str:
    """As a page that gives each cell a line and leaves blank ones out."""
    lines: list[str] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [" ".join(cell.split()) for row in block.rows for cell in row if cell.strip()]
    return "\n".join(lines)


@pytest.mark.parametrize("name", WITH_VALUES)
@pytest.mark.parametrize(("written", "complete"), [(as_tabs, True), (as_cells, False)])
def test_a_sample_as_plain_text_brings_no_other_number(
    name: str, written: Callable[[Source], str], complete: bool
) -> None:
    document = opened(name).document
    source = read_source((SAMPLES / name).read_bytes(), name)
    again = recognise(read(written(source).encode(), "copied.txt")).document
    assert again.form.id == document.form.id
    cells, others = document.entries(Part.CELLS), again.entries(Part.CELLS)
    assert {key: text for key, text in others.items() if cells.get(key) != text} == {}
    if complete:
        assert set(others) == set(cells)


@pytest.mark.parametrize(
    ("name", "organization", "title"),
    [
        ("hongze-2023.pdf", "淮安市洪泽区人民政府", "洪泽区人民政府2023年政府信息公开工作年度报告"),
        (
            "shuyang-fgj-2023.html",
            "沭阳县发展和改革局",
            "沭阳县发展和改革局2023年政府信息公开年度报告",
        ),
        (
            "shanghai-office-2019.html",
            "上海市人民政府办公厅",
            "2019年上海市人民政府办公厅政府信息公开工作年度报告",
        ),
        ("shanghai-kewei-2024.md", "上海市科委", "2024年上海市科委政府信息公开工作年度报告"),
        ("yanlong-2022.txt", "洪江市巖垅鄉人民政府", ""),
    ],
)
def test_the_basics_of_a_sample(name: str, organization: str, title: str) -> None:
    document = opened(name).document
    assert document.organization == organization
    assert document.field(Field.TITLE) == title


def test_yanlong_arrives_whole() -> None:
    document = opened("yanlong-2022.txt").document
    assert document.year == 2022
    assert all(document.number(address) == 0 for address in document.form.cells)
    assert len(document.form.cells) == 200
    assert document.raw("disclosure.normative_documents.in_force") == "00"
    assert document.entries(Part.STATED) == {}
    assert document.paragraphs(UNPLACED) == ()
    assert document.field(Field.PUBLICATION_DATE) == "2023-01-30"
    overview = document.paragraphs("overview")
    assert len(overview) == 20
    assert overview[0] == "(一)組織領導和制度建設情況"
    assert overview[-1] == "(八)政府信息公開保密審查及監督檢查情況"
    assert not any("發布時間" in text for text in overview)
    assert len(document.paragraphs("problems")) == 2
    assert document.paragraphs("other_matters") == ("無",)
    assert document.paragraphs("preamble") == ()


def test_totals_left_at_zero_are_kept_as_stated() -> None:
    document = opened("hongze-2023.pdf").document
    assert dict(document.entries(Part.STATED)) == {
        "proceedings.reconsideration.total": "0",
        "proceedings.suit_after_reconsideration.total": "0",
    }
    source = document.entries(Part.SOURCE)
    assert source["merged:requests.other_rest"] == "（六）其他处理"
    assert source["label:requests.denied_by_law"] == "2.其他法律行政止公开"
    # The other two rows of the group stay blank: the source does not say how to divide.
    assert document.raw("requests.other_unpaid.natural_person") == ""


def test_text_behind_the_last_table_finds_its_section() -> None:
    document = opened("shanghai-kewei-2024.md").document
    assert document.paragraphs("problems")[0] == "（一）主要问题"
    assert "二、工作机制保障" in document.paragraphs("overview")
    assert document.entries(Part.SOURCE)["section:problems"] == "（一）主要问题"
    assert document.paragraphs(UNPLACED) == ()


def test_the_signature_of_a_page_is_no_text() -> None:
    document = opened("shuyang-fgj-2023.html").document
    assert document.paragraphs("other_matters") == (
        "2023年度，县发展和改革局政府信息公开未发生收费情况。",
    )
    assert document.field(Field.PUBLICATION_DATE) == "2024-01-17"


def test_the_blank_form_opens_as_an_empty_report() -> None:
    recognition = opened("blank-form-2021.docx")
    assert EMPTY in recognition.notes
    assert not any("认出" in each or "0 段" in each for each in recognition.notes)
    document = recognition.document
    assert document.title == "政府信息公开工作年度报告"
    assert document.entries(Part.CELLS) == {}
    assert document.entries(Part.STATED) == {}
    assert all(document.paragraphs(section.key) == () for section in document.form.text_sections)
    assert document.paragraphs(UNPLACED) == ()


@pytest.mark.parametrize(
    "name",
    ["yanlong-2022.txt", "hongze-2023.pdf", "shuyang-fgj-2023.html", "shanghai-office-2019.html"],
)
def test_cells_lead_to_the_lines_that_they_were_read_from(name: str) -> None:
    found = opened(name)
    check_lines(found)
    if not name.endswith(".txt"):  # there each cell has a line of its own
        table = found.document.form.tables["requests"]
        lines = [
            found.lines[f"requests.{row.key}.total"]
            for row in table.rows
            if f"requests.{row.key}.total" in found.lines
        ]
        assert lines == sorted(set(lines))
