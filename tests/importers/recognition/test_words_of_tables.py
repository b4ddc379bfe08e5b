"""Words that tables of real pages print otherwise, or lose, and numbers that do not need them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED
from report_editor.forms import form
from report_editor.importers.readers.text.plain import read
from report_editor.importers.recognition.recognise import recognise

if TYPE_CHECKING:
    from report_editor.importers.recognised import Recognition

HEAD = "平安县水务局2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
HEADERS = ("上一年项目数量", "本年增/减", "处理决定数量")


def recognised(*cells: str, head: str = HEAD) -> Recognition:
    return recognise(read((head + "\n".join(cells)).encode(), "report.txt"))


def row_of(found: Recognition, address: str) -> list[str]:
    table, row = address.split(".")
    columns = found.document.form.tables[table].row(row).columns
    return [found.document.raw(f"{address}.{column}") for column in columns]


def test_a_change_written_in_words_is_a_value_of_its_row() -> None:
    cells = ("第二十条第（五）项", "信息内容", *HEADERS, "行政许可", "6", "减4", "2")
    found = recognised(*cells)
    assert row_of(found, "disclosure.licensing") == ["6", "减4", "2"]
    assert found.document.number("disclosure.licensing.change") == -4
    assert not found.document.paragraphs(UNPLACED)


def test_a_header_between_parts_a_row_from_one_without_values() -> None:
    found = recognised(
        *("第二十条第（五）项", "信息内容", *HEADERS, "行政许可", "6", "0", "2"),
        *("第二十条第（八）项", "信息内容", "上一年项目数量", "本年增/减", "行政事业性收费"),
        *("第二十条第（九）项", "信息内容", "采购项目数量", "采购总金额"),
        *("政府集中采购", "4", "0.37万元"),
    )
    assert row_of(found, "disclosure.procurement") == ["4", "0.37万元"]
    assert row_of(found, "disclosure.fees") == ["", ""]


def test_the_only_values_of_a_table_may_be_those_of_any_row_above() -> None:
    found = recognised(
        *("第二十条第（八）项", "信息内容", "上一年项目数量", "本年增/减", "行政事业性收费"),
        *("第二十条第（九）项", "信息内容", "采购项目数量", "采购总金额", "政府集中采购"),
        *("4", "1"),
    )
    assert row_of(found, "disclosure.procurement") == ["", ""]
    assert any("4 | 1" in text for text in found.document.paragraphs(UNPLACED))


def test_a_label_that_lost_a_character_is_no_word_among_the_values() -> None:
    head = "平安县水务局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
    found = recognised(
        *("3.要求提供公开出版物", "0", "26", "0", "4.无正当理由大量反复申请", "3"),
        *("（六）他处理", "26", "26", "26", "3", "81", "（七）总计", "8", "7", "6"),
        head=head,
    )
    assert not any(row_of(found, "requests.refused_excessive"))


def test_a_row_of_subtotals_below_a_blank_one_is_not_its() -> None:
    head = "平安县水务局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
    found = recognised("二、上年结转政府信息公申请数量", "小计", *"1234566", head=head)
    assert not any(row_of(found, "requests.carried_in"))


def test_zeros_behind_all_labels_are_not_those_of_the_last() -> None:
    labels = ("一、本年新收政府信息公开申请数量", "四、结转下年度继续办理")
    head = HEAD.replace("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
    found = recognised(*labels, *("—" * 7), "若干", *"112004", head=head)
    assert not any(row_of(found, "requests.carried_out"))


def test_without_a_header_between_the_values_may_be_the_other_row_s() -> None:
    found = recognised(*("第二十条第（六）项", *HEADERS, "行政处罚", "行政强制", "4", "0", "4"))
    assert row_of(found, "disclosure.coercion") == ["", "", ""]
    assert any("4 | 0 | 4" in text for text in found.document.paragraphs(UNPLACED))


@pytest.mark.parametrize("header", ["本年度制发数", "本年制发的件数"])
def test_a_header_in_slightly_other_words_is_no_loss(header: str) -> None:
    found = recognised(
        *("第二十条第（一）项", "信息内容", header, "本年废止件数", "现行有效件数"),
        *("规章", "1", "2", "3"),
        head=HEAD.replace("2020", "2023"),
    )
    assert row_of(found, "disclosure.rules") == ["1", "2", "3"]
    assert not found.document.paragraphs(UNPLACED)


LAWSUITS = "平安县水务局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"
RIGHT = "9 5 1 4 19 7 0 5 6 18 2 1 0 3 6"


def test_upright_headers_torn_into_letters_are_no_text() -> None:
    found = recognised(
        "行政复议 行政诉讼",
        "未经复议直接起诉 复议后起诉",
        "结 结 其 尚 结 结 其 尚",
        "总计 果 果 他 未 总 果 果 他 未 总",
        "维 纠 结 审 计 维 纠 结 审 计",
        "持 正 果 结 持 正 果 结",
        RIGHT,
        head=LAWSUITS,
    )
    assert found.document.number("proceedings.direct_suit.pending") == 6
    assert not found.document.paragraphs(UNPLACED)


def test_a_line_whose_headers_are_lost_is_placed_where_its_totals_agree() -> None:
    found = recognised("行政复议行政诉讼", f"| {' | '.join(RIGHT.split())} |", head=LAWSUITS)
    assert row_of(found, "proceedings.reconsideration")[:4] == ["9", "5", "1", "4"]
    assert found.document.number("proceedings.suit_after_reconsideration.pending") == 3
    assert "proceedings.direct_suit.upheld" in found.marks


@pytest.mark.parametrize("values", [RIGHT.replace("19", "18"), RIGHT.replace(" 6 18", " 6 19")])
def test_a_line_whose_headers_are_lost_is_listed_where_a_total_does_not_agree(values: str) -> None:
    found = recognised("行政复议行政诉讼", f"| {' | '.join(values.split())} |", head=LAWSUITS)
    for row in form("2021").tables["proceedings"].rows:
        assert set(row_of(found, f"proceedings.{row.key}")) == {""}
    assert any("9 | 5" in text for text in found.document.paragraphs(UNPLACED))


OLD = ("本年新\n制作数量", "本年新\n公开数量", "对外公开总数量")
NEW = ("本年制发件数", "本年废止件数", "现行有效件数")
MIXED = [
    (OLD, ("本年处理决定数量",), ("5",)),
    (NEW, HEADERS, ("6", "-4", "2")),
]


@pytest.mark.parametrize("style", ["lines", "table"])
@pytest.mark.parametrize(("headers", "others", "values"), MIXED)
def test_a_block_with_the_columns_of_another_edition_is_listed(
    style: str, headers: tuple[str, ...], others: tuple[str, ...], values: tuple[str, ...]
) -> None:
    rows = [
        *(("第二十条第（一）项",), ("信息内容", *headers)),
        *(("规章", "0", "0", "0"), ("规范性文件", "7", "8", "9")),
        *(("第二十条第（五）项",), ("信息内容", *others), ("行政许可", *values)),
        *(("第二十条第（六）项",), ("信息内容", *others), ("行政处罚", *values)),
    ]
    as_lines = [cell for row in rows for cell in row]
    as_table = ["\t".join(cell.replace("\n", "") for cell in row) for row in rows]
    found = recognised(*(as_lines if style == "lines" else as_table))
    printed = {"normative_documents": (headers, ["7", "8", "9"]), "licensing": (others, [*values])}
    for key, (words, texts) in printed.items():
        form_of_it = found.document.form.tables["disclosure"]
        own = {column.label for column in form_of_it.columns} >= {
            each.replace("\n", "") for each in words
        }
        placed = row_of(found, f"disclosure.{key}")
        assert placed == (texts if own else [""] * len(placed))
        if not own:
            listed = "\n".join(found.document.paragraphs(UNPLACED))
            assert " | ".join(texts) in listed or all(f"{text}（" in listed for text in texts)


@pytest.mark.parametrize(
    ("header", "amount"),
    [
        ("本年收费金额（元）", "3.5"),
        ("本年收费金额（单位：元）", "3.5"),
        ("本年收费金额（单位：万元）", "35000"),
    ],
)
@pytest.mark.parametrize("is_row", [False, True])
def test_an_amount_below_a_header_in_yuan_keeps_its_unit(
    header: str, amount: str, is_row: bool
) -> None:
    cells = ("信息内容", header, "行政事业性收费", "35000")
    lines = ("\t".join(cells[:2]), "\t".join(cells[2:])) if is_row else cells
    found = recognised("第二十条第（八）项", *lines, head=HEAD.replace("2020", "2023"))
    assert found.document.number("disclosure.fees.amount") == Decimal(amount)
