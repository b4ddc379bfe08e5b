"""The report's own file as other programs may write it: the same report, or a word about it.

None of our files ever opens as an empty report, and none with fewer values in silence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.common.resources import resource
from report_editor.document import Part
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from report_editor.ooxml.problems import OtherFormat, PackageProblem
from report_editor.workbook.layout import DATA_SHEET, METADATA_SHEET
from report_editor.workbook.read import from_workbook
from report_editor.workbook.write import to_workbook
from tests.workbook import transforming
from tests.workbook.workbook_surgery import edited, packed, parts_of, small_report

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from report_editor.document import Document
    from tests.workbook.transforming import Parts, Transformation

EXAMPLE = resource("examples", "示例报告.xlsx").read_bytes()
REPORTS: dict[str, tuple[Document, Parts]] = {
    name: (from_workbook(data).document, parts_of(data))
    for name, data in (("example", EXAMPLE), ("small", to_workbook(small_report())))
}
NAMES = sorted(REPORTS["example"][1])
SHEETS = [name for name in NAMES if name.startswith("xl/worksheets/")]
HIDDEN = "xl/worksheets/sheet8.xml"


def some_parts(names: list[str] = NAMES) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), min_size=1)


@st.composite
def harmless(draw: DrawFn) -> list[Transformation]:
    """Ways of writing the same, in an order in which each finds what it changes."""
    plain = [name for name in NAMES if name.endswith(".xml")]
    steps: list[Transformation] = []
    strings = draw(st.sampled_from(["as they are", "inline", "shared"]))
    if strings != "as they are":
        steps.append(getattr(transforming, f"{strings}_strings"))
    if draw(st.booleans()):
        steps.append(transforming.prefixed(draw(some_parts())))
    if draw(st.booleans()):
        steps.append(transforming.to_strict(draw(some_parts())))
    elif draw(st.booleans()):
        steps.append(transforming.in_utf16(draw(some_parts(plain))))
    if draw(st.booleans()):
        moved = draw(some_parts([name for name in plain if name != "[Content_Types].xml"]))
        steps.append(
            transforming.move_parts(
                {name: f"新/p{at}.xml" for at, name in enumerate(sorted(moved))}
            )
        )
    elif draw(st.booleans()):
        steps.append(transforming.relative_targets)
    spelling = draw(st.sampled_from(["as they are", "backslash", "capital"]))
    if spelling != "as they are":
        steps.append(getattr(transforming, f"{spelling}_names"))
    return steps


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(REPORTS)), harmless())
def test_the_same_written_otherwise_is_the_same_report(
    report: str, steps: list[Transformation]
) -> None:
    document, parts = REPORTS[report]
    for step in steps:
        parts = step(parts)
    reopened = from_workbook(packed(parts))
    assert reopened.document == document
    assert (reopened.notes, reopened.read_only) == ((), False)


DAMAGE: list[Transformation] = [
    transforming.without_names,
    transforming.without_sheet(DATA_SHEET),
    transforming.without_sheet(METADATA_SHEET),
    *(transforming.with_empty_sheet(name) for name in (*SHEETS[1:4], HIDDEN)),
]


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted(REPORTS)),
    st.lists(st.sampled_from(DAMAGE), max_size=3),
    st.one_of(st.just(frozenset[str]()), some_parts()),
    st.one_of(st.just(frozenset[str]()), some_parts()),
)
def test_what_was_taken_out_is_told(
    report: str,
    steps: list[Transformation],
    lost: frozenset[str],
    strange: frozenset[str],
) -> None:
    document, parts = REPORTS[report]
    for step in steps:
        parts = step(parts)
    parts = transforming.without(lost)(transforming.in_unknown_namespace(strange)(parts))
    try:
        reopened = from_workbook(packed(parts))
    except PackageProblem:
        return
    assert reopened.document == document or reopened.notes
    assert any(reopened.document.entries(part) for part in Part)


@pytest.mark.slow
def test_of_a_file_without_its_names_and_hidden_sheet_the_visible_cells_are_imported() -> None:
    document, parts = REPORTS["example"]
    parts = transforming.without_sheet(DATA_SHEET)(transforming.without_names(parts))
    for lost in (frozenset[str](), frozenset({"docProps/custom.xml"})):
        data = packed(transforming.without(lost)(parts))
        with pytest.raises(OtherFormat):
            from_workbook(data)
        read = recognise(read_source(data, "报告.xlsx")).document
        for cell in document.form.inputs:
            assert read.number(cell.address) == document.number(cell.address), cell.address
        assert read.paragraphs("overview") == document.paragraphs("overview")


def test_an_emptied_hidden_sheet_gives_the_visible_cells_and_a_word() -> None:
    document, parts = REPORTS["example"]
    reopened = from_workbook(packed(transforming.with_empty_sheet(HIDDEN)(parts)))
    assert "隐藏工作表" in reopened.notes[0]
    for cell in document.form.inputs:
        assert reopened.document.number(cell.address) == document.number(cell.address)
    assert reopened.document.paragraphs("overview") == document.paragraphs("overview")


def test_a_hidden_sheet_without_its_first_row_loses_nothing() -> None:
    document, parts = REPORTS["example"]
    first_row_end = parts[HIDDEN].index(b"</row>") + len(b"</row>")
    first_row = parts[HIDDEN].index(b"<row ")
    hidden = parts[HIDDEN][:first_row] + parts[HIDDEN][first_row_end:]
    reopened = from_workbook(packed({**parts, HIDDEN: hidden}))
    assert reopened.document == document
    assert reopened.notes == ()


def test_openpyxl_saves_the_same_report() -> None:
    for document, parts in REPORTS.values():
        reopened = from_workbook(edited(packed(parts), lambda _: None))
        assert reopened.document == document
        assert reopened.notes == ()


@pytest.mark.parametrize(
    ("number_format", "from_1904", "text"),
    [
        (b"14", False, "2024-03-05"),
        (b"14", True, "2028-03-06"),
        (b"0", True, "45356"),
        (b"10", False, "4535600%"),
    ],
)
def test_a_count_has_the_text_that_its_cell_shows(
    number_format: bytes, from_1904: bool, text: str
) -> None:
    """A program that takes 3/5 for a date shows one; a count it is not, and the clerk sees it."""
    parts = dict(REPORTS["small"][1])
    style = re.compile(rb'(<cellXfs[^>]*><xf [^>]*?numFmtId=")[0-9]+')
    parts["xl/styles.xml"] = style.sub(rb"\g<1>" + number_format, parts["xl/styles.xml"])
    table = parts["xl/worksheets/sheet4.xml"]
    cell = b'<c r="D6" s="0"><v>45356</v></c>'
    parts["xl/worksheets/sheet4.xml"] = re.sub(rb'<c r="D6"[^>]*/>', cell, table)
    if from_1904:
        system = b'<workbookPr date1904="1"'
        parts["xl/workbook.xml"] = re.sub(rb"<workbookPr\b", system, parts["xl/workbook.xml"])
    reopened = from_workbook(packed(parts))
    assert reopened.document.raw("requests.carried_in.natural_person") == text
    assert any(text in note for note in reopened.notes)
