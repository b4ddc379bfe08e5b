from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.as_json import to_json
from report_editor.files.refusals import ReadProblem
from report_editor.forms import form
from report_editor.importers.open_file import import_clipboard, import_file, import_json
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.text.plain import read
from report_editor.importers.recognition.recognise import recognise
from report_editor.importers.source import Paragraph, Source, TableBlock

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.importers.recognised import Recognition

HEADER = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]


def requests_rows(**changed: list[str]) -> list[list[str]]:
    """Table 三 as an HTML table delivers it; a row is replaced by its key."""
    table = form("2021").tables["requests"]
    rows = [*HEADER]
    group = ""
    for row in table.rows:
        beside = [] if row.group in ("", group) else [row.group]
        group = row.group
        if row.key == "granted":
            beside = ["三、本年度办理结果"]
        rows.append(changed.get(row.key, [*beside, row.label, *["0"] * 7]))
    return [row for row in rows if row]


def source(*blocks: str | list[list[str]], title: str = "") -> Source:
    made = Source(title=title)
    for number, block in enumerate(blocks, 1):
        if isinstance(block, str):
            made.blocks.append(Paragraph(block, f"第 {number} 段"))
        else:
            rows = tuple(tuple(row) for row in block)
            made.blocks.append(TableBlock(rows, f"第 {number} 表"))
    return made


def with_requests(rows: list[list[str]]) -> Recognition:
    return recognise(
        source("甲县2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", rows)
    )


def row_of(document: Document, key: str) -> list[str]:
    table = document.form.tables["requests"]
    cells = [f"requests.{key}.{column.key}" for column in table.columns]
    return [document.raw(each) for each in cells if not document.form.cells[each].is_total]


ONE_TO_SEVEN = ["1", "2", "3", "4", "5", "6", "21"]


def test_a_missing_cell_does_not_shift_the_rest() -> None:
    rows = requests_rows(
        new=["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "15"],
        carried_in=["二、上年结转政府信息公开申请数量", *ONE_TO_SEVEN],
    )
    document = with_requests(rows).document
    assert row_of(document, "new") == [""] * 6
    assert row_of(document, "carried_in") == ONE_TO_SEVEN[:6]
    assert any("1 | 2 | 3 | 4 | 5 | 15" in text for text in document.paragraphs(UNPLACED))


def test_a_missing_line_of_a_flattened_table_does_not_shift_the_rest() -> None:
    lines: list[str] = []
    for row in requests_rows(carried_in=["二、上年结转政府信息公开申请数量", *ONE_TO_SEVEN]):
        lines += [f"{cell} |" for cell in row]
        lines += ["|" * (10 - len(row))] if len(row) < 10 else []
    del lines[lines.index("4 |")]
    made = source("甲县2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况")
    made.blocks += read("\n".join(lines).encode(), "report.txt").blocks
    document = recognise(made).document
    assert row_of(document, "carried_in") == [""] * 6
    assert row_of(document, "granted") == ["0"] * 6


def flattened(*rows: list[str], width: int) -> str:
    """Rows as some pages give their text: a cell a line, each row filled up with blanks."""
    lines: list[str] = []
    for row in rows:
        lines += [f"{cell} |" if cell else "|" for cell in row]
        lines += ["|" * (width - len(row))] if len(row) < width else []
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["5", "", "", "2", "", "", ""], ["5", "", "", "2", "", ""]),
        (["5", "", "2", "", "", ""], [""] * 6),  # a cell is missing: the 2 stands too far left
    ],
)
def test_a_flattened_row_that_ends_blank_needs_the_totals_to_speak_for_it(
    values: list[str], found: list[str]
) -> None:
    rows = [
        ["自然人", "总计"],
        ["一、本年新收政府信息公开申请数量", "5", "", "", "2", "", "", "7"],
        ["二、上年结转政府信息公开申请数量", *["0"] * 7],
        ["（一）予以公开", *values],
        ["（七）总计", "5", "", "", "2", "", "", "7"],
        ["四、结转下年度继续办理", *["0"] * 7],
    ]
    head = "甲县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
    text = head + flattened(*rows, width=10)
    document = recognise(read(text.encode(), "report.txt")).document
    assert row_of(document, "new") == ["5", "", "", "2", "", ""]
    assert row_of(document, "granted") == found
    listed = any("予以公开 | 5 | 2" in text for text in document.paragraphs(UNPLACED))
    assert listed == (found[0] == "")


def test_a_row_of_another_label_is_no_row() -> None:
    rows = requests_rows(granted=["三、本年度办理结果", "（一）撤回申请", *ONE_TO_SEVEN])
    document = with_requests(rows).document
    assert row_of(document, "granted") == [""] * 6
    assert any("撤回申请" in text for text in document.paragraphs(UNPLACED))


def test_a_row_without_values_does_not_take_the_next_ones() -> None:
    labels = ["5.要求行政机关确认或重新出具已获取信息", "撤回申请"]
    made = source(
        "甲县2023年政府信息公开工作年度报告",
        "三、收到和处理政府信息公开申请情况",
        "一、本年新收政府信息公开申请数量",
        *ONE_TO_SEVEN,
        *labels,
        *ONE_TO_SEVEN,
        "（七）总计",
        *ONE_TO_SEVEN,
    )
    document = recognise(made).document
    assert row_of(document, "new") == ONE_TO_SEVEN[:6]
    assert row_of(document, "refused_reconfirm") == [""] * 6
    assert any("撤回申请 | 1 | 2" in text for text in document.paragraphs(UNPLACED))


def test_a_subtotal_row_is_listed_and_shifts_nothing() -> None:
    rows = requests_rows()
    at = next(number for number, row in enumerate(rows) if "（四）无法提供" in row)
    rows.insert(at, ["小计", *ONE_TO_SEVEN])
    document = with_requests(rows).document
    assert row_of(document, "denied_query") == ["0"] * 6
    assert row_of(document, "unable_not_held") == ["0"] * 6
    assert any("小计" in text for text in document.paragraphs(UNPLACED))


def test_a_subtotal_column_is_told_by_its_sums() -> None:
    rows = requests_rows()
    rows[2] = [*HEADER[2], "小计"]
    for number, row in enumerate(rows[3:], 3):
        labels = row[:-7]
        rows[number] = [*labels, "0", "0", "0", "0", "0", "0", "0", "0"]
    rows[3] = ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "20", "21"]
    document = with_requests(rows).document
    assert row_of(document, "new") == ONE_TO_SEVEN[:6]
    assert document.entries(Part.STATED) == {}


def test_one_row_for_a_group_of_three() -> None:
    rows = requests_rows(
        other_uncorrected=["（六）其他处理", *ONE_TO_SEVEN], other_unpaid=[], other_rest=[]
    )
    document = with_requests(rows).document
    assert row_of(document, "other_rest") == ONE_TO_SEVEN[:6]
    assert row_of(document, "other_uncorrected") == [""] * 6
    assert document.entries(Part.SOURCE)["merged:requests.other_rest"] == "（六）其他处理"


def test_a_row_printed_twice_with_other_numbers_is_not_placed() -> None:
    rows = requests_rows()
    rows.append(["四、结转下年度继续办理", *ONE_TO_SEVEN])
    document = with_requests(rows).document
    assert row_of(document, "carried_out") == [""] * 6
    assert len([t for t in document.paragraphs(UNPLACED) if "四、结转下年度" in t]) == 2


@pytest.mark.parametrize(
    ("key", "printed"),
    [
        ("denied_by_law", "2.其他法律行政止公开"),
        ("refused_reconfirm", "5.要求行政机关确认或者重新出具已获取信息"),
        ("partial", "（二）部分公开"),
        ("other_unpaid", "2.申请人逾期未按收费通知要求缴纳费用"),
        ("new", "一、本年新收信息公开申请数量"),
    ],
)
def test_a_label_in_other_words_is_placed_and_reported(key: str, printed: str) -> None:
    table = form("2021").tables["requests"]
    rows = requests_rows(**{key: [printed, *ONE_TO_SEVEN]})
    document = with_requests(rows).document
    assert row_of(document, key) == ONE_TO_SEVEN[:6]
    assert document.entries(Part.SOURCE)[f"label:requests.{key}"] == printed
    assert table.row(key).label != printed


def test_punctuation_and_characters_are_no_other_words() -> None:
    rows = requests_rows(
        denied_state_secret=["（三）不予公開", "1、屬於 國家秘密", *ONE_TO_SEVEN],
        granted=["三、本年度辦理結果", "(一)予以公開", *ONE_TO_SEVEN],
    )
    document = with_requests(rows).document
    assert row_of(document, "denied_state_secret") == ONE_TO_SEVEN[:6]
    assert row_of(document, "granted") == ONE_TO_SEVEN[:6]
    assert not any(key.startswith("label:") for key in document.entries(Part.SOURCE))


@pytest.mark.parametrize(
    "header",
    [["信息内容", "本年制发件数", "现行有效件数", "本年废止件数"], ["信息内容", "甲", "乙", "丙"]],
)
def test_columns_in_another_order_or_without_a_name_are_not_guessed(header: list[str]) -> None:
    made = source(
        "甲县2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [["第二十条第（一）项"], header, ["规章", "1", "2", "3"]],
    )
    document = recognise(made).document
    assert document.entries(Part.CELLS) == {}
    assert any("规章 | 1 | 2 | 3" in text for text in document.paragraphs(UNPLACED))


def test_the_old_form_in_a_later_year_stays_the_old_form() -> None:
    made = source(
        "甲县2022年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
            ["规章", "1", "2", "3"],
            ["第二十条第（九）项"],
            ["信息内容", "采购项目数量", "采购总金额"],
            ["政府集中采购", "6", "251000元"],
        ],
    )
    document = recognise(made).document
    assert (document.form.id, document.year) == ("2019", 2022)
    assert document.number("disclosure.rules.total_published") == 3
    assert document.raw("disclosure.procurement.amount") == "251000元"


def test_what_a_cell_says_is_kept() -> None:
    made = source(
        "甲县2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "/", "—", ""],
            ["行政规范性文件", "22（其中修订16件）", "1,234", "5 件"],
            ["第二十条第（五）项"],
            ["信息内容", "本年处理决定数量"],
            ["行政许可", "若干"],
            ["第二十条第（八）项"],
            ["信息内容", "本年收费金额（单位：万元）"],
            ["行政事业性收费", "251000元"],
        ],
    )
    document = recognise(made).document
    assert document.number("disclosure.normative_documents.made") == 22
    assert document.parse("disclosure.normative_documents.made").remark == "（其中修订16件）"
    assert document.number("disclosure.normative_documents.repealed") == 1234
    assert document.number("disclosure.normative_documents.in_force") == 5
    assert document.raw("disclosure.rules.made") == "/"
    assert document.raw("disclosure.licensing.decisions") == "若干"
    assert document.number("disclosure.licensing.decisions") is None
    assert document.number("disclosure.fees.amount") == Decimal("25.1")


def test_a_printed_total_is_kept_only_where_it_differs() -> None:
    rows = requests_rows(
        new=["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "22"],
        carried_in=["二、上年结转政府信息公开申请数量", "1", "", "", "", "", "", ""],
        carried_out=["四、结转下年度继续办理", *ONE_TO_SEVEN],
    )
    document = with_requests(rows).document
    assert dict(document.entries(Part.STATED)) == {
        "requests.new.total": "22",
        "requests.carried_in.total": "",
    }


PARTS = [
    "一、总体情况",
    "文字一。",
    "五、存在的主要问题及改进情况",
    "文字五。",
    "六、其他需要报告的事项",
    "文字六。",
]


def test_sections_titles_in_other_words_and_a_table_of_contents() -> None:
    made = source(
        "甲县2023年政府信息公开工作年度报告",
        "目录",
        "一、总体情况",
        "五、存在的问题及改进情况",
        "六、其他需要报告的事项",
        "本报告根据条例编制。",
        "一、总体情况",
        "（一）主动公开情况",
        "主动公开了很多。",
        "五、问题和建议",
        "文字五。",
        "六、其他需要报告的事项",
        "文字六。",
    )
    recognition = recognise(made)
    document = recognition.document
    assert document.paragraphs("preamble") == ("本报告根据条例编制。",)
    assert document.paragraphs("overview") == ("（一）主动公开情况", "主动公开了很多。")
    assert document.paragraphs("problems") == ("文字五。",)
    assert document.paragraphs("other_matters") == ("文字六。",)
    entries = document.entries(Part.SOURCE)
    assert entries["section:problems"] == "五、问题和建议"
    assert entries["missing:requests"] == ""
    assert recognition.dropped["目录"] == 3


@pytest.mark.parametrize(
    ("lines", "organization", "year"),
    [
        (["甲县人民政府2023年政府信息公开工作年度报告"], "甲县人民政府", 2023),
        (["甲县人民政府", "2023 年政府信息公开工作年度报告"], "甲县人民政府", 2023),
        (["2023年甲县司法局政府信息公开年度报告"], "甲县司法局", 2023),
        (["甲县司法局关于", "2023年度政府信息公开工作的年度报告"], "", 2023),
        (["《甲縣司法局2023年政府信息公開工作年度報告》"], "甲縣司法局", 2023),
    ],
)
def test_title_and_year(lines: list[str], organization: str, year: int) -> None:
    document = recognise(source(*lines, *PARTS)).document
    assert document.year == year
    if organization:
        assert document.organization == organization


def test_the_year_comes_from_the_text_before_the_publication_date() -> None:
    both = recognise(
        source("发布时间：2024-02-01", "统计期限为2023年1月1日至2023年12月31日。", *PARTS)
    ).document
    assert both.year == 2023
    assert both.field(Field.PUBLICATION_DATE) == "2024-02-01"
    alone = recognise(source("发布时间：2024-02-01", *PARTS)).document
    assert alone.year == 2023


def test_a_year_of_five_digits_is_none() -> None:
    assert recognise(source("甲县20222年政府信息公开工作年度报告", *PARTS)).document.year is None


def test_page_furniture_is_dropped_and_counted() -> None:
    made = source(
        "当前位置：首页 > 政府信息公开",
        "甲县2023年政府信息公开工作年度报告",
        "【打印本页】 【关闭窗口】",
        *PARTS,
        "- 3 -",
        "甲县人民政府",
        "2024年1月17日",
        "上一篇：甲县2022年政府信息公开工作年度报告",
    )
    recognition = recognise(made)
    assert recognition.document.paragraphs("other_matters") == ("文字六。",)
    assert recognition.document.paragraphs("preamble") == ()
    assert recognition.document.paragraphs(UNPLACED) == ()
    assert sum(recognition.dropped.values()) == 6


def test_json_of_our_own_comes_back_equal() -> None:
    document = with_requests(
        requests_rows(new=["一、本年新收政府信息公开申请数量", *ONE_TO_SEVEN])
    ).document
    data = json.dumps(to_json(document), ensure_ascii=False).encode()
    assert import_json(data, "r.json").document == document


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b'{"schema": "report-editor/9"}', b"[" * 100_000, b"\xff\xfe\x00"]
)
def test_broken_json_costs_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportProblem, match=r"。$"):
        import_json(data, "r.json")


def test_the_clipboard_takes_html_or_text() -> None:
    text = "\n".join(["甲县2023年政府信息公开工作年度报告", *PARTS])
    html = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    assert import_clipboard(html, "").document == import_clipboard("", text).document
    assert import_clipboard("<p>图</p>", text).document.year == 2023
    with pytest.raises(ImportProblem):
        import_clipboard("", " ")


def test_files_that_cannot_be_read_cost_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for path in (tmp_path, tmp_path / "none.txt", empty):
        with pytest.raises(ReadProblem, match=r"。$"):
            import_file(path)
