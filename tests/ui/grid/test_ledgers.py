"""Kinds of ledgers in which a number could be taken for another one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QObject

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.ui.grid.block import from_tsv
from report_editor.ui.grid.block_placement import BlockPlacement, Target
from report_editor.ui.grid.clipboard import copy_cells, read_block
from report_editor.ui.grid.editing import Editing
from report_editor.ui.grid.model import GridModel
from report_editor.ui.grid.placing import place_block
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from report_editor.ui.grid.paste_plan import PastePlan

FORM = form("2021")
REQUESTS = FORM.tables["requests"]
START = REQUESTS.value_cells["requests.new.natural_person"]
TARGET = Target(START.row, START.column, addresses=(START.key,))
NEW, CARRIED = "一、本年新收政府信息公开申请数量", "四、结转下年度继续办理"
INPUTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
INPUT_KEYS = [column.key for column in REQUESTS.columns[:6]]
HEADS = "\t".join((*INPUTS, "总计"))
ROW = "5\t1\t2\t3\t4\t6\t21"
NUMBERS = ["5", "1", "2", "3", "4", "6"]


def place(text: str) -> BlockPlacement:
    return place_block(from_tsv(text), FORM, REQUESTS, TARGET)


def plan(data: QMimeData, session: Session | None = None) -> PastePlan:
    table = read_block(data)
    assert table is not None
    return Editing(session or Session(Document(FORM)), REQUESTS).plan_paste(table, TARGET)


def put(*, text: str = "", markup: str = "") -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if markup:
        data.setHtml(markup)
    return data


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("headers without their corner", f"{HEADS}\n{NEW}\t{ROW}"),
        ("headers without two corners", f"{HEADS}\n\t{NEW}\t{ROW}"),
        ("label behind", f"{HEADS}\t指标\n{ROW}\t{NEW}"),
        ("rows numbered from 7", f"7\t{NEW}\t{ROW}\n8\t{CARRIED}\t{ROW}"),
        ("rows numbered under a header", f"序号\t指标\t{HEADS}\n7\t{NEW}\t{ROW}"),
        ("remarks without a header", f"{NEW}\t{ROW}\t含网上申请"),
        ("bars", f"| 指标 | {HEADS} |\n|---|\n| {NEW} | {ROW} |".replace("\t", " | ")),
        ("headers printed again", f"\t{HEADS}\n{NEW}\t{ROW}\n\t{HEADS}\n{CARRIED}\t{ROW}"),
        ("sums of groups", f"{NEW}\t{ROW}\n（三）不予公开\t{ROW}\n合计\t{ROW}"),
        ("labels in two lines", f'"一、本年新收政府\n信息公开申请数量"\t{ROW}\r\n'),
    ],
)  # fmt: skip
def test_a_row_is_placed_where_its_words_say(name: str, text: str) -> None:
    placed = place(text)
    new = [placed.raws.get(f"requests.new.{key}") for key in INPUT_KEYS]
    assert new == NUMBERS, name
    assert placed.totals["requests.new.total"] == "21"
    assert {address.split(".")[1] for address in placed.raws} <= {"new", "carried_out"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{NEW}\t21\t5\t1\t2\t3\t4\t6", "好像不是照这张表的列排的"),
        (f"{NEW}\t5\t1\t2\t3\t4\t15", "好像不是照这张表的列排的"),
        (f"{NEW}\t5\t20%\t1\t4%\t6\t7\t8", "里面有百分数"),
        (f"{ROW}\t{NEW}", "在数字后面，又没有列名"),
        (f"5\t1\t2\t{NEW}\t3\t4\t6\t21", "好像不是照这张表的列排的"),
        (f"\t{HEADS}\t{HEADS}\n{NEW}\t{ROW}" + "\t" * 7, "同一个列名在剪贴板里有几列"),
        (f"{HEADS}\n{NEW}\t{ROW}\t3", "对不齐"),
        (f"{NEW}\t{ROW}\n{NEW}" + "\t" * 7, "在剪贴板里有几行"),
        (f"\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n{NEW}\t1\t2\t3\t4\t10", "别的表的"),
    ],
)
def test_a_row_whose_columns_are_not_certain_is_left_out(text: str, reason: str) -> None:
    placed = place(text)
    assert not placed.raws
    assert not placed.totals
    assert any(reason in each.reason for each in placed.omitted), placed.omitted


def test_words_before_a_label_and_another_year_are_asked_for() -> None:
    assert any("城管局" in each for each in place(f"城管局\t{NEW}\t{ROW}").guesses)
    document = Document(FORM, parts={Part.FIELDS: {Field.YEAR: "2024"}})
    text = f"2023年申请情况\n\t{HEADS}\n{NEW}\t{ROW}"
    questions = plan(put(text=text), Session(document)).list_questions()
    assert questions == ["剪贴板里写的是 2023 年，这份报告是 2024 年的。"]
    same = plan(put(text=text.replace("2023", "2024")), Session(document))
    assert not same.list_questions()


@pytest.mark.parametrize(
    "hide",
    ['<tr style="display: none">{}</tr>', "<tr hidden>{}</tr>"],
)
def test_hidden_rows_are_named_and_not_placed(hide: str) -> None:
    cells = "".join(f"<td x:num>{each}</td>" for each in (*NUMBERS, "21"))
    hidden = hide.format(f"<td>{CARRIED}</td>" + "<td>9</td>" * 7)
    found = plan(put(markup=f"<table>{hidden}<tr><td>{NEW}</td>{cells}</tr></table>"))
    assert list(found.raws.values()) == NUMBERS
    assert {each.reason for each in found.omitted} == {"在隐藏的行或列里，或者已经划掉"}


@pytest.mark.parametrize(
    "cell",
    ["<s>9</s>5", "5<del>9</del>", "5<span style='display: none'>9</span>", "<strike>9</strike> 5"],
)
def test_what_is_struck_out_in_a_cell_is_no_part_of_its_number(cell: str) -> None:
    cells = "".join(f"<td>{each}</td>" for each in (*NUMBERS[1:], "21"))
    markup = f"<table><tr><td>{NEW}</td><td>{cell}</td>{cells}</tr></table>"
    found = plan(put(markup=markup))
    assert list(found.raws.values()) == NUMBERS
    assert [each.text for each in found.omitted] == ["9"]


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<sup><a href='#1'>1</a></sup>"])
def test_the_mark_of_a_footnote_is_no_digit_of_a_number(mark: str) -> None:
    cells = "".join(f"<td>{each}</td>" for each in (*NUMBERS[1:], "21"))
    markup = f"<table><tr><td>{NEW}</td><td>{NUMBERS[0]}{mark}</td>{cells}</tr></table>"
    assert next(iter(plan(put(markup=markup)).raws.values())) == NUMBERS[0] + "¹"


def test_the_numbers_of_another_table_are_named() -> None:
    cells = "".join(f"<td>{each}</td>" for each in (*NUMBERS, "21"))
    other = f"<table><tr><td>{CARRIED}</td><td>9</td></tr></table>"
    found = plan(put(markup=f"{other}<table><tr><td>{NEW}</td>{cells}</tr></table>{other}"))
    assert list(found.raws.values()) == NUMBERS
    assert [each.text for each in found.omitted] == [CARRIED, "9"] * 2


@pytest.mark.parametrize("column", ["<col style='display:none'>", "<col width=0>"])
def test_a_hidden_column_shifts_nothing(column: str) -> None:
    cells = "".join(f"<td>{each}</td>" for each in (*NUMBERS, "21"))
    markup = f"<table><col>{column}<col span=7><tr><td>{NEW}</td><td>9</td>{cells}</tr></table>"
    found = plan(put(markup=markup))
    assert list(found.raws.values()) == NUMBERS
    assert [each.text for each in found.omitted] == ["9"]


def test_a_part_of_the_grid_with_labels_brings_its_headers_along(qapp: QObject) -> None:  # noqa: ARG001
    """Labels and two columns alone would not say which columns they are."""
    cells = {f"requests.new.{key}": text for key, text in zip(INPUT_KEYS, NUMBERS, strict=True)}
    model = GridModel(Session(Document(FORM, parts={Part.CELLS: cells})), REQUESTS, QObject())
    positions = {(START.row, column) for column in range(START.column + 2)}
    copied = copy_cells(model, positions)
    assert plan(copied).raws == {
        "requests.new.natural_person": "5",
        "requests.new.business": "1",
    }
    numbers = copy_cells(model, {(START.row, START.column + 1)})
    assert plan(numbers).raws == {"requests.new.natural_person": "1"}


def test_a_year_below_a_wide_header_names_no_column_of_the_form() -> None:
    fees = FORM.tables["disclosure"]
    start = fees.value_cells["disclosure.fees.amount"]
    text = "\t本年收费金额（单位：万元）\t\n\t2022年\t\n行政事业性收费\t3\t4\n"
    placed = place_block(from_tsv(text), FORM, fees, Target(start.row, start.column))
    assert not placed.raws
    assert [each.text for each in placed.omitted] == ["3", "4"]


@pytest.mark.parametrize("header", ["本年收费金额（单位：元）", "本年收费金额 (元)"])
def test_an_amount_below_a_header_in_yuan_keeps_its_unit(header: str) -> None:
    for head, raw in ((header, "35000元"), ("本年收费金额（单位：万元）", "35000")):
        block = from_tsv(f"\t{head}\n行政事业性收费\t35000")
        found = place_block(block, FORM, FORM.tables["disclosure"], TARGET)
        assert found.raws == {"disclosure.fees.amount": raw}


def test_a_row_that_is_shorter_than_its_headers_is_asked_about() -> None:
    found = place(f"\t{HEADS}\n{NEW}\t1\t2\t3\t4\t6\t21")
    assert found.guesses == [f"“{NEW}”这一行比列名少 1 格，按左边对齐"]
    assert not place(f"\t{HEADS}\n{NEW}\t{ROW}").guesses


def test_rows_that_years_name_are_no_rows_of_the_form() -> None:
    found = place(f"年份\t{HEADS}\n2024\t1\t1\t1\t1\t1\t1\t6\n2025\t{ROW}")
    assert not found.raws
    assert "2025" in [each.text for each in found.omitted]


@pytest.mark.parametrize(
    "text",
    [
        "规章\t32\t46\t详见附件\n行政规范性文件\t53\t67\t含网上申请",  # a column less
        "规章\t32\t详见附件\t46",
        "行政事业性收费\t\t2.其他法律行政法规禁止公开\n849\t自然人\t900001",
        "上年数\t本年收费金额（单位：万元）\t备注\n行政事业性收费\t31\t29\t",  # which is which?
        "56\t\t行政许可\t31\t四舍五入\n57\t\t行政处罚\t32\t详见附件",  # numbers on both sides
    ],
)
def test_what_may_be_meant_in_two_ways_is_not_placed(text: str) -> None:
    disclosure = FORM.tables["disclosure"]
    start = disclosure.value_cells["disclosure.rules.made"]
    target = Target(start.row, start.column, addresses=(start.key,))
    placed = place_block(from_tsv(text), FORM, disclosure, target)
    assert [raw for raw in placed.raws.values() if raw != "849"] == []
    assert placed.omitted


def test_words_in_one_row_alone_leave_the_columns_as_they_are() -> None:
    disclosure = FORM.tables["disclosure"]
    start = disclosure.value_cells["disclosure.rules.made"]
    target = Target(start.row, start.column, addresses=(start.key,))
    text = "规章\t1\t2\t3\n行政规范性文件\t4\t5\t见附件"
    placed = place_block(from_tsv(text), FORM, disclosure, target)
    assert placed.raws["disclosure.rules.in_force"] == "3"
    assert placed.raws["disclosure.normative_documents.repealed"] == "5"


@pytest.mark.parametrize("corner", ["事项", "信息内容", "填报项目", ""])
def test_a_corner_over_the_labels_leaves_the_headers_where_they_are(corner: str) -> None:
    disclosure = FORM.tables["disclosure"]
    start = disclosure.value_cells["disclosure.rules.made"]
    target = Target(start.row, start.column, addresses=(start.key,))
    text = f"{corner}\t本年收费金额（单位：万元）\t备注\n行政事业性收费\t31\t\t"
    placed = place_block(from_tsv(text), FORM, disclosure, target)
    assert placed.raws == {"disclosure.fees.amount": "31"}


VARIANTS = [(column.key, each) for column in REQUESTS.columns for each in column.variants]


@pytest.mark.parametrize(("key", "name"), VARIANTS)
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_column_is_found_by_another_name_and_asked_about(
    key: str, name: str, is_turned: bool
) -> None:
    names = [*INPUTS]
    names[INPUT_KEYS.index(key)] = name
    rows = [["", *names], [NEW, *NUMBERS]]
    rows = [list(column) for column in zip(*rows, strict=True)] if is_turned else rows
    placed = place("\n".join("\t".join(row) for row in rows))
    wanted = dict(zip(INPUT_KEYS, NUMBERS, strict=True))
    assert placed.raws == {f"requests.new.{each}": text for each, text in wanted.items()}
    assert any(name in each for each in placed.guesses)


@pytest.mark.parametrize("name", ["律师", "社会团体", "法人", "组织", "机构", "单位"])
def test_a_name_that_may_mean_several_columns_is_none(name: str) -> None:
    placed = place(f"\t自然人\t{name}\n{NEW}\t5\t6")
    assert placed.raws == {"requests.new.natural_person": "5"}
    assert [each.text for each in placed.omitted] == ["6"]


def test_two_names_of_one_column_exclude_each_other() -> None:
    placed = place(f"\t自然人\t社会组织\t社会公益组织\n{NEW}\t5\t6\t7")
    assert placed.raws == {"requests.new.natural_person": "5"}
    assert [each.text for each in placed.omitted] == ["6", "7"]
