"""Whoever edits the workbook in WPS or Excel is believed, and the editor says what it took over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.workbook.layout import DATA_SHEET, METADATA_SHEET
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes
from report_editor.workbook.write import to_workbook
from tests.workbook.workbook_surgery import (
    edited,
    named_cell,
    parts_of,
    small_report,
    small_workbook,
    with_part,
    with_row_inserted,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

OVERVIEW = "一、总体情况"
REQUESTS = "三、收到和处理政府信息公开申请情况"
REQUESTS_PART = "xl/worksheets/sheet4.xml"


def set_cell(name: str, value: object) -> bytes:
    def edit(book: Workbook) -> None:
        named_cell(book, name).value = value  # type: ignore[assignment]

    return edited(small_workbook(), edit)


def test_saving_it_unchanged_in_another_program_changes_nothing() -> None:
    reopened = from_workbook(edited(small_workbook(), lambda _: None))
    assert reopened.document == small_report()
    assert reopened.notes == ()


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (23, "23"),
        (2.5, "2.5"),
        ("２４", "２４"),
        (None, ""),
        (-1, "-1"),
        (1e15, "1" + "0" * 15),
        (1e20, "1e+20"),
    ],
)
def test_what_is_typed_into_an_input_becomes_its_text(value: object, raw: str) -> None:
    reopened = from_workbook(set_cell("requests.new.natural_person", value))
    assert reopened.document.raw("requests.new.natural_person") == raw
    (note,) = reopened.notes
    assert "新收·自然人" in note
    assert "22（其中修订16件）" in note


def test_the_same_number_keeps_the_text_that_was_typed_in_the_editor() -> None:
    reopened = from_workbook(set_cell("requests.new.natural_person", 22))
    assert reopened.document.raw("requests.new.natural_person") == "22（其中修订16件）"
    assert reopened.notes == ()


def test_totals_follow_a_changed_input_and_an_agreeing_printed_total_is_let_go() -> None:
    reopened = from_workbook(set_cell("requests.new.natural_person", 7))
    assert reopened.document.value("requests.new.total") == 7
    assert reopened.document.stated("requests.new.total") is None


def test_a_formula_typed_into_an_input_counts_as_its_value() -> None:
    def put(sheet: bytes) -> bytes:
        return re.sub(rb'<c r="D6"([^>]*)/>', rb'<c r="D6"\1><f>3+4</f><v>7</v></c>', sheet)

    data = with_part(small_workbook(), REQUESTS_PART, put)
    assert from_workbook(data).document.raw("requests.carried_in.natural_person") == "7"


def test_a_formula_without_a_value_is_kept_as_it_was_typed() -> None:
    reopened = from_workbook(set_cell("requests.carried_in.natural_person", "=3+4"))
    assert reopened.document.raw("requests.carried_in.natural_person") == "=3+4"
    assert reopened.document.number("requests.carried_in.natural_person") is None


def test_a_formula_in_a_row_of_text_is_not_lost() -> None:
    def edit(book: Workbook) -> None:
        book[OVERVIEW]["A6"] = "=1+2"

    assert from_workbook(edited(small_workbook(), edit)).document.paragraphs("overview") == (
        *small_report().paragraphs("overview"),
        "=1+2",
    )


def test_an_overwritten_total_is_kept_as_stated_beside_the_computed_one() -> None:
    reopened = from_workbook(set_cell("requests.granted.total", 19))
    assert reopened.document.entries(Part.STATED)["requests.granted.total"] == "19"
    assert reopened.document.value("requests.granted.total") == 20
    (note,) = reopened.notes
    assert "19" in note
    assert "20" in note


@pytest.mark.parametrize(
    ("total", "stated"), [("requests.granted.total", ""), ("requests.partial.total", None)]
)
def test_an_emptied_total_is_news_where_the_sum_is_not_zero(total: str, stated: str | None) -> None:
    reopened = from_workbook(set_cell(total, None))
    assert reopened.document.entries(Part.STATED).get(total) == stated
    assert bool(reopened.notes) == (stated is not None)


def test_a_total_overwritten_by_its_own_value_is_no_news() -> None:
    reopened = from_workbook(set_cell("requests.granted.total", 20))
    assert reopened.document == small_report()
    assert reopened.notes == ()


@pytest.mark.slow
def test_a_total_with_another_formula_is_judged_by_its_value() -> None:
    def put(sheet: bytes) -> bytes:
        return re.sub(rb'(<c r="J7"[^>]*>)<f>[^<]*</f><v>20</v>', rb"\1<f>D7+1</f><v>21</v>", sheet)

    data = with_part(small_workbook(), REQUESTS_PART, put)
    assert from_workbook(data).document.entries(Part.STATED)["requests.granted.total"] == "21"


def test_a_basic_is_taken_over() -> None:
    reopened = from_workbook(set_cell("basics.year", 2025))
    assert reopened.document.year == 2025
    assert "报告年度" in reopened.notes[0]


def rows(book: Workbook, *texts: str | None) -> None:
    sheet = book[OVERVIEW]
    for line in range(2, 12):
        sheet.cell(line, 1).value = None
    for line, text in enumerate(texts, 2):
        cell = sheet.cell(line, 1)
        cell.value = text
        if text and text.startswith("="):
            cell.data_type = "s"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("（一）主动公开。", "=1+1", "改过的。", "  第四段 "), None),
        (("（一）主动公开。", "=1+1", "  第四段 "), None),
        (("新的。", "（一）主动公开。", "=1+1", "第三段。", "  第四段 ", "还有。"), None),
        (("（一）主动公开。", None, "=1+1", "第三段。", None, "  第四段 "), 4),
        ((), None),
    ],
    ids=["changed", "removed", "added", "blank rows are layout", "all removed"],
)
def test_paragraphs_follow_the_rows(texts: tuple[str | None, ...], expected: int | None) -> None:
    reopened = from_workbook(edited(small_workbook(), lambda book: rows(book, *texts)))
    after = tuple(text for text in texts if text)
    assert reopened.document.paragraphs("overview") == after
    assert len(after) == (expected if expected is not None else len(texts))
    assert [note for note in reopened.notes if "一、总体情况" in note] == list(reopened.notes)
    assert bool(reopened.notes) == (after != small_report().paragraphs("overview"))


def test_lines_within_a_cell_are_paragraphs_and_can_be_saved() -> None:
    """Ctrl+Enter in LibreOffice, Alt+Enter in Excel; also in metadata and in an input."""

    def edit(book: Workbook) -> None:
        book[OVERVIEW]["A3"].value = "第一行\n\n第二行\u2028第三行\n"
        named_cell(book, "basics.contact").value = "甲\n乙"
        named_cell(book, "requests.new.natural_person").value = "1\n2"

    document = from_workbook(edited(small_workbook(), edit)).document
    before = small_report().paragraphs("overview")
    lines = ("第一行", "第二行", "第三行")
    assert document.paragraphs("overview") == (before[0], *lines, *before[2:])
    assert document.field(Field.CONTACT) == "甲 乙"
    assert document.raw("requests.new.natural_person") == "1 2"
    again = from_workbook(make_report_bytes(document))
    assert again.document == document
    assert again.notes == ()


def test_editing_the_part_of_a_long_paragraph_that_fits_keeps_the_rest() -> None:
    long = "头" + "长" * 50_000 + "尾"
    data = to_workbook(Document(form("2021"), texts={"overview": [long]}))

    def edit(book: Workbook) -> None:
        cell = book[OVERVIEW]["A2"]
        assert isinstance(cell.value, str)
        assert len(cell.value) < 32_767
        cell.value = "换" + cell.value[1:]

    (after,) = from_workbook(edited(data, edit)).document.paragraphs("overview")
    assert after == "换" + long[1:]


def test_what_is_written_beside_the_form_is_listed_not_lost() -> None:
    def edit(book: Workbook) -> None:
        book[REQUESTS]["M7"] = "这个数问一下老王"
        book[REQUESTS]["M8"] = "=D5*2"
        book[OVERVIEW]["C3"] = 12

    reopened = from_workbook(edited(small_workbook(), edit))
    unplaced = reopened.document.paragraphs("unplaced")
    assert unplaced[0] == "页脚"
    assert any("M7" in each and "老王" in each for each in unplaced)
    assert any("D5*2" in each for each in unplaced)
    assert any("C3" in each and "12" in each for each in unplaced)
    again = from_workbook(to_workbook(reopened.document))
    assert again.document == reopened.document
    assert again.notes == ()


def test_a_renamed_sheet_is_found() -> None:
    data = with_part(
        small_workbook(),
        "xl/workbook.xml",
        lambda part: part.replace(REQUESTS.encode(), b"O&apos;Brien").replace(
            b"'O&apos;Brien'", b"'O&apos;&apos;Brien'"
        ),
    )
    reopened = from_workbook(data)
    assert reopened.document == small_report()
    assert reopened.notes == ()


def test_an_inserted_row_moves_nothing_to_another_cell() -> None:
    data = with_row_inserted(small_workbook(), REQUESTS, REQUESTS_PART, 7)
    reopened = from_workbook(data)
    assert reopened.document == small_report()
    assert reopened.notes == ()


def test_a_deleted_sheet_is_restored_and_told() -> None:
    def edit(book: Workbook) -> None:
        del book[REQUESTS]

    reopened = from_workbook(edited(small_workbook(), edit))
    assert reopened.document == small_report()
    (note,) = reopened.notes
    assert REQUESTS in note
    assert "删除" in note


def test_without_the_hidden_sheet_the_visible_cells_are_read() -> None:
    def edit(book: Workbook) -> None:
        del book[DATA_SHEET]

    reopened = from_workbook(edited(small_workbook(), edit))
    assert "隐藏工作表" in reopened.notes[0]
    assert reopened.document.organization == "某乡人民政府"
    assert reopened.document.raw("requests.new.natural_person") == "22"
    assert reopened.document.paragraphs("overview") == small_report().paragraphs("overview")


def test_a_file_of_a_later_schema_opens_read_only_with_a_sentence() -> None:
    data = with_part(
        small_workbook(),
        "docProps/custom.xml",
        lambda part: re.sub(rb"(<vt:i4[^>]*>)1<", rb"\g<1>2<", part),
    )
    reopened = from_workbook(data)
    assert reopened.read_only
    assert reopened.document == small_report()
    assert "升级" in reopened.notes[0]


def test_the_form_is_locked_and_the_inputs_are_not() -> None:
    def look(book: Workbook) -> None:
        for name in (REQUESTS, OVERVIEW, METADATA_SHEET):
            assert book[name].protection.sheet
            assert not book[name].protection.password
        assert not named_cell(book, "requests.new.natural_person").protection.locked
        assert named_cell(book, "requests.new.total").protection.locked
        assert book[REQUESTS]["A5"].protection.locked
        assert not book[OVERVIEW]["A2"].protection.locked
        assert book[OVERVIEW]["A1"].protection.locked
        assert book[DATA_SHEET].sheet_state == "veryHidden"

    edited(small_workbook(), look)


def test_text_that_begins_with_an_equals_sign_is_no_formula() -> None:
    def look(book: Workbook) -> None:
        cell = book[OVERVIEW]["A3"]
        assert (cell.value, cell.data_type) == ("=1+1", "s")

    edited(small_workbook(), look)
    formulas = re.findall(rb"<f>([^<]*)</f>", all_sheets(small_workbook()))
    assert all(each.startswith((b"SUM(", b"ROUND(SUM(", b"IF($B$4")) for each in formulas)


def all_sheets(data: bytes) -> bytes:
    return b"".join(content for name, content in parts_of(data).items() if "sheet" in name)
