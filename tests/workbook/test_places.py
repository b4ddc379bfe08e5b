"""Each value is read where the labels that a person sees say, whatever became of its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.common.resources import resource
from report_editor.document import Document, Part
from report_editor.forms import Form, form
from report_editor.ooxml.package import Package
from report_editor.ooxml.spreadsheet import Spreadsheet
from report_editor.workbook import layout
from report_editor.workbook.places import Basis, Places
from report_editor.workbook.read import from_workbook
from report_editor.workbook.user_sheets import list_losses
from report_editor.workbook.write import to_workbook
from tests.made_up_editions import EDITIONS, write_edition
from tests.workbook.edit_sequences import report_of, workbook_of
from tests.workbook.edit_xml import edit_xml
from tests.workbook.transforming import without_names
from tests.workbook.workbook_surgery import edited, named_cell, packed, parts_of, with_part

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from report_editor.workbook.reopened import Reopened
    from tests.workbook.random_edits import Edit

EDITED = Path(__file__).with_name("edited_in_libreoffice")
EXAMPLE = from_workbook(resource("examples", "示例报告.xlsx").read_bytes()).document
FORM = form("2021")
REPORT = report_of(FORM)
METADATA, OVERVIEW, DISCLOSURE, REQUESTS, PROCEEDINGS = range(5)


def after(*edits: Edit, data: bytes | None = None) -> Reopened:
    """The report read after edits in the manner of Excel."""
    return from_workbook(edit_xml(workbook_of(FORM) if data is None else data, edits))


def changed(reopened: Reopened) -> dict[str, str]:
    """Inputs that are not as they were saved."""
    return {
        cell.address: reopened.document.raw(cell.address)
        for cell in FORM.inputs
        if reopened.document.raw(cell.address) != REPORT.raw(cell.address)
    }


def unplaced(reopened: Reopened) -> str:
    return "\n".join(reopened.document.paragraphs("unplaced"))


def test_a_number_cut_and_pasted_in_libreoffice_is_read_where_it_is_seen() -> None:
    reopened = from_workbook((EDITED / "cut_D5_to_F5.xlsx").read_bytes())
    row = [reopened.document.raw(f"requests.new.{column.key}") for column in
           FORM.tables["requests"].columns if column.key != "total"]  # fmt: skip
    assert row == ["", "2", "9", "0", "1", "0"]
    assert reopened.document.value("requests.new.total") == 12
    (note,) = reopened.notes
    assert "新收·自然人 由“9”改为“”（单元格名称指向 F5，按看得见的标题读的是 D5）" in note
    assert "新收·科研机构 由“0”改为“9”" in note


def test_without_any_names_the_labels_are_read() -> None:
    reopened = from_workbook((EDITED / "names_del.xlsx").read_bytes())
    assert reopened.document.raw("requests.new.natural_person") == "444"
    for cell in FORM.inputs[1:]:
        if cell.address != "requests.new.natural_person":
            assert reopened.document.raw(cell.address) == EXAMPLE.raw(cell.address)
    assert reopened.document.paragraphs("overview") == EXAMPLE.paragraphs("overview")
    assert reopened.document.paragraphs("unplaced") == EXAMPLE.paragraphs("unplaced")
    assert len(reopened.notes) == 2
    assert "444" in reopened.notes[0]


@pytest.mark.parametrize(
    "raw", ["999999999999999", "12345678901234567890", "59237.2449", "0.30000000000000004"]
)
@pytest.mark.parametrize("text", ["龘\U00020bb7林县", "长" * 300, "第一行\n第二行"])
def test_long_rare_and_broken_contents_are_no_news(raw: str, text: str) -> None:
    report = Document(
        FORM,
        parts={
            Part.CELLS: {"disclosure.fees.amount": raw, "requests.new.business": raw},
            Part.FIELDS: {"organization": text},
        },
        texts={"overview": [text, "规章", "自然人"], "preamble": ["联系方式", "一、总体情况"]},
    )
    reopened = from_workbook(to_workbook(report))
    assert reopened.document == report
    assert reopened.notes == ()


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_labels_alone_find_every_cell_where_it_was_laid_out(edition: str) -> None:
    check_labels(form(edition))


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITIONS)
def test_the_labels_of_a_future_edition_need_no_code(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = write_edition(tmp_path / "forms", name)
    monkeypatch.setenv("REPORT_EDITOR_FORMS", str(tmp_path / "forms"))
    check_labels(form(key))


def check_labels(edition: Form) -> None:
    """Every value is found one row lower and one column further right, without its name."""
    report = report_of.__wrapped__(edition)
    data = packed(without_names(parts_of(to_workbook(report))))
    tables = [n for n, s in enumerate(dict.fromkeys(
        sheet for sheet, _ in layout.defined_names(edition).values()
    )) if n and any(layout.sheet_name(each) == s and each.key in edition.tables
                    for each in edition.sections)]  # fmt: skip
    moves: list[Edit] = []
    for table in tables:
        moves += [["insert_rows", table, 1, 1], ["insert_columns", table, 0, 1]]
    moved = edit_xml(data, moves)
    book = Spreadsheet(Package(moved))
    places = Places(edition, book)
    known = layout.defined_names(edition)
    for address in edition.cells:
        sheet, position = known[address]
        place = places.found[address]
        assert (place.view.name, place.basis) == (sheet, Basis.LABELS)
        assert place.position == (position.row + 1, position.column + 1)
    reopened = from_workbook(moved)
    assert reopened.document == report
    assert len(reopened.notes) == 1


def test_rows_in_another_order_are_read_by_their_labels() -> None:
    """Excel sorts values: labels and numbers move, names stay where they are."""
    reopened = after(["reorder_rows", REQUESTS, 8, 10, [10, 8, 9]])
    assert changed(reopened) == {}
    assert "“没找到位置的内容”" not in "".join(reopened.notes)


def test_columns_that_changed_places_with_their_labels_are_no_news() -> None:
    reopened = after(["swap_columns", REQUESTS, 4, 6, 0, 0])
    assert changed(reopened) == {}


def test_labels_exchanged_by_hand_exchange_the_numbers_and_this_is_told() -> None:
    reopened = after(["swap_texts", REQUESTS, 3, 4, 3, 5])
    new = {key: REPORT.raw(f"requests.new.{key}") for key in ("business", "research")}
    assert reopened.document.raw("requests.new.business") == new["research"]
    assert reopened.document.raw("requests.new.research") == new["business"]
    listed = "".join(reopened.notes)
    for row in FORM.tables["requests"].rows[:2]:
        assert f"　{row.short}：商业企业 由" in listed


def test_a_row_cut_out_of_the_table_leaves_blanks_and_is_listed() -> None:
    reopened = after(["cut", REQUESTS, 7, 3, 7, 9, REQUESTS, 50, 3])
    columns = FORM.tables["requests"].columns[:-1]
    assert set(changed(reopened)) == {f"requests.partial.{each.key}" for each in columns}
    assert set(changed(reopened).values()) == {""}
    for column in "DEFGHI":
        assert f"{column}51：" in unplaced(reopened)
    assert "（二）部分公开" in "".join(reopened.notes)


def test_a_label_in_other_words_is_told_and_its_numbers_are_read() -> None:
    reopened = after(["set", REQUESTS, 3, 5, "科研院所"], ["set", REQUESTS, 4, 5, 7])
    assert changed(reopened) == {"requests.new.research": "7"}
    assert any("表头“科研机构”改成了“科研院所”" in note for note in reopened.notes)


def test_a_label_in_other_words_without_names_leaves_the_numbers_unplaced() -> None:
    named = [f"requests.{row.key}.research" for row in FORM.tables["requests"].rows]
    reopened = after(
        ["delete_names", REQUESTS, named],
        ["set", REQUESTS, 3, 5, "科研院所"],
        ["set", REQUESTS, 4, 5, 7],
    )
    assert changed(reopened) == {}
    assert "F5：7" in unplaced(reopened)
    assert "F4：科研院所" in unplaced(reopened)
    assert any("找不到" in note and "新收·科研机构" in note for note in reopened.notes)


def test_a_row_that_stands_twice_is_read_once_and_the_other_is_listed() -> None:
    reopened = after(["copy", REQUESTS, 7, 0, 7, 9, REQUESTS, 50, 0], ["set", REQUESTS, 50, 3, 999])
    assert changed(reopened) == {}
    assert "D51：999" in unplaced(reopened)


def test_a_table_moved_to_a_sheet_of_another_is_read_there() -> None:
    reopened = after(["cut", PROCEEDINGS, 0, 0, 6, 16, DISCLOSURE, 30, 2])
    assert changed(reopened) == {}
    assert reopened.notes == ()


def test_a_table_without_names_on_a_renamed_sheet_is_read_by_its_labels() -> None:
    data = packed(without_names(parts_of(workbook_of(FORM))))
    reopened = after(
        ["rename_sheet", PROCEEDINGS, "诉讼"], ["set", PROCEEDINGS, 4, 0, 5], data=data
    )
    assert changed(reopened) == {"proceedings.reconsideration.upheld": "5"}


def test_a_text_without_names_on_a_renamed_sheet_is_read_below_its_heading() -> None:
    data = packed(without_names(parts_of(workbook_of(FORM))))
    reopened = after(
        ["rename_sheet", OVERVIEW, "总体"], ["set", OVERVIEW, 1, 0, "甲\n乙\u2028丙"], data=data
    )
    texts = reopened.document.paragraphs("overview")
    assert texts == ("甲", "乙", "丙", *REPORT.paragraphs("overview")[1:])
    assert any("文字在别的程序里改过" in note for note in reopened.notes)


def test_a_field_cut_and_pasted_beside_its_label_is_still_the_field() -> None:
    reopened = after(["cut", METADATA, 1, 1, 1, 1, METADATA, 1, 3])
    assert reopened.document.organization == REPORT.organization
    assert reopened.notes == ()


def test_a_field_cut_and_pasted_elsewhere_is_listed() -> None:
    reopened = after(["cut", METADATA, 1, 1, 1, 1, METADATA, 30, 6])
    assert reopened.document.organization == ""
    assert "G31：某乡人民政府" in unplaced(reopened)


def test_a_heading_in_other_words_is_listed_and_its_paragraphs_stay() -> None:
    reopened = after(["set", OVERVIEW, 0, 0, "一、情况"])
    assert reopened.document.paragraphs("overview") == REPORT.paragraphs("overview")
    assert "A1：一、情况" in unplaced(reopened)


def test_a_heading_pasted_below_another_begins_its_own_paragraphs() -> None:
    reopened = after(["cut", 5, 0, 0, 3, 0, OVERVIEW, 6, 0])
    assert reopened.document.paragraphs("overview") == REPORT.paragraphs("overview")
    assert reopened.document.paragraphs("problems") == REPORT.paragraphs("problems")


def test_a_cell_moved_to_a_sheet_of_the_user_does_not_make_it_ours() -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("台账")["A1"] = "我的"
        book.defined_names["requests.new.business"].attr_text = "台账!$B$2"

    reopened = from_workbook(edited(workbook_of(FORM), edit))
    assert changed(reopened) == {}
    assert "我的" not in unplaced(reopened)
    assert list_losses(edited(workbook_of(FORM), edit)) == ()


@pytest.mark.parametrize(
    ("code", "value", "look"),
    [("0", 2.5, "3"), (";;;", 8, ""), ("0,", 1_234_567, "1235"), ("0;0", -5, "5")],
)
def test_a_number_that_looks_otherwise_is_told(code: str, value: float, look: str) -> None:
    def edit(book: Workbook) -> None:
        cell = named_cell(book, "requests.new.business")
        cell.value, cell.number_format = value, code

    reopened = from_workbook(edited(workbook_of(FORM), edit))
    assert reopened.document.raw("requests.new.business") == f"{value:.15g}"
    (note,) = reopened.notes
    assert f"显示为“{look}”" in note


@pytest.mark.parametrize("code", ['0"件"', "#,##0", "0.00", '_ * #,##0_ ;_ * "-"_ ', "[>5]0;0"])
def test_a_number_that_looks_like_itself_is_no_news(code: str) -> None:
    def edit(book: Workbook) -> None:
        for cell in FORM.inputs[:-20]:
            if cell.unit == "件":
                named_cell(book, cell.address).number_format = code

    assert from_workbook(edited(workbook_of(FORM), edit)).notes == ()


def test_a_date_in_a_count_is_a_text_and_is_told() -> None:
    def edit(book: Workbook) -> None:
        cell = named_cell(book, "requests.new.business")
        cell.value, cell.number_format = 45356, "yyyy/m/d"

    reopened = from_workbook(edited(workbook_of(FORM), edit))
    assert reopened.document.raw("requests.new.business") == "2024-03-05"
    assert reopened.document.number("requests.new.business") is None
    assert "2024-03-05" in "".join(reopened.notes)


def test_hidden_cells_are_read_and_told() -> None:
    reopened = after(["hide_row", REQUESTS, 7], ["set", REQUESTS, 7, 4, 5])
    assert changed(reopened) == {"requests.partial.business": "5"}
    assert any("隐藏" in note and "E8" in note for note in reopened.notes)


def test_every_changed_cell_is_named_however_many_there_are() -> None:
    data = edited(workbook_of(FORM), add_one_everywhere)
    reopened = from_workbook(data)
    notes = "\n".join(reopened.notes)
    for cell in FORM.inputs:
        pattern = rf"(^　{re.escape(cell.row.short)}：.*|{re.escape(cell.row.short)}·)"
        assert re.search(rf"{pattern}{cell.column.short} 由", notes, re.MULTILINE)


def add_one_everywhere(book: Workbook) -> None:
    for cell in FORM.inputs:
        place = named_cell(book, cell.address)
        assert isinstance(place.value, int)
        place.value += 1


def test_a_total_that_shows_another_number_than_the_sum_is_told() -> None:
    """A number typed as text is none to the formula, and one to us."""

    def put(part: bytes) -> bytes:
        text = rb'<c r="D5"\1 t="inlineStr"><is><t>12</t></is></c>'
        part = re.sub(rb'<c r="D5"( s="[0-9]+")[^>]*>.*?</c>', text, part)
        return re.sub(rb'(<c r="J5"[^>]*><f>[^<]*</f><v>)[^<]*', rb"\g<1>5", part)

    reopened = from_workbook(with_part(workbook_of(FORM), "xl/worksheets/sheet4.xml", put))
    assert reopened.document.raw("requests.new.natural_person") == "12"
    assert any("新收·总计 表格里显示“5”" in note for note in reopened.notes)
