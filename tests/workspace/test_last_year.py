"""Last year's report is looked at before it is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from report_editor.checks import check
from report_editor.checks.codes import UNCONFIRMED_CODE
from report_editor.checks.fixes import find_fix
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.last_year import RemarkKind
from report_editor.document.uncertain import list_uncertain
from report_editor.forms import form
from report_editor.importers.recognised import Recognition
from report_editor.workspace.last_year import (
    can_be_last_year,
    describe_carried,
    examine,
    find_cell_carried_from,
    find_cell_carried_to,
)
from report_editor.workspace.opening import Opened, open_file

if TYPE_CHECKING:
    from pathlib import Path

OUT, IN = "requests.carried_out.", "requests.carried_in."
EDITION = form("2021")
NOW = 2026


def last_year(
    cells: dict[str, str] | None = None,
    *,
    year: str = "2024",
    stated: dict[str, str] | None = None,
    texts: dict[str, list[str]] | None = None,
) -> Document:
    zeros = {each.address: "0" for each in EDITION.inputs}
    return Document(
        EDITION,
        parts={
            Part.FIELDS: {Field.YEAR: year} if year else {},
            Part.CELLS: zeros | (cells or {}),
            Part.STATED: stated or {},
        },
        texts=texts or {"overview": ["2024年的情况。"]},
    )


def read(document: Document, marks: dict[str, str], *notes: str) -> Opened:
    recognition = Recognition(document, list(notes), marks=marks)
    return Opened(document, notes=tuple(notes), recognition=recognition)


def test_a_report_without_fault_is_taken_over_without_a_word(example: Path) -> None:
    document = open_file(example).document
    document.apply(set_cells(document, {f"{OUT}natural_person": "1"}))
    overview = [text for text in document.paragraphs("overview") if "培训与宣传" not in text]
    parts = {part: document.entries(part) for part in Part}
    texts = {each.key: document.paragraphs(each.key) for each in EDITION.text_sections}
    last = examine(Document(EDITION, parts=parts, texts=texts | {"overview": overview}), "上年")
    assert not last.has_news(NOW)
    assert last.summary == "数字 200/200 · 文字 19 段"
    assert last.has_news(2024), "the year has not ended"


@pytest.mark.parametrize(
    ("year", "now", "words"),
    [
        ("", NOW, "没有认出上年报告的年度"),
        ("2026", NOW, "2026 年度的，以它新建的是 2027 年度报告"),
        ("2030", NOW, "2030 年度的，以它新建的是 2031 年度报告"),
        ("2025", NOW, ""),
        ("2019", NOW, ""),
    ],
)
def test_a_year_that_cannot_be_last_year_is_said(year: str, now: int, words: str) -> None:
    sentence = examine(last_year(year=year), "上年").describe_year(now)
    assert bool(sentence) == bool(words)
    assert words in sentence


@pytest.mark.parametrize(("year", "due", "is_told"), [
    ("2022", 2025, True), ("2022", 2026, True), ("2024", 2025, False), ("2024", 2026, True),
])  # fmt: skip
def test_a_report_older_than_last_years_is_said(year: str, due: int, *, is_told: bool) -> None:
    last = examine(last_year(year=year), "上年")
    sentence = last.describe_year(NOW, due)
    assert bool(sentence) is is_told
    if is_told:
        assert last.has_news(NOW, due)
        assert f"{int(year) + 1} 年度报告" in sentence
        assert f"该写的是 {due} 年度" in sentence


def test_only_a_report_with_numbers_of_a_year_that_ended_is_taken_unasked() -> None:
    assert can_be_last_year(last_year(), NOW)
    assert not can_be_last_year(last_year(year=""), NOW)
    assert not can_be_last_year(last_year(year="2026"), NOW)
    assert not can_be_last_year(Document(EDITION, parts={Part.FIELDS: {"year": "2024"}}), NOW)
    just_begun = examine(last_year({f"{OUT}business": "1"}), "上年").begin_report()
    assert just_begun.number(f"{IN}business") == 1
    assert not can_be_last_year(just_begun, NOW)


def test_an_imbalance_of_last_year_makes_what_it_carried_out_doubtful() -> None:
    last = examine(last_year({"requests.new.business": "5", f"{OUT}business": "4"}), "上年")
    assert list(last.doubts) == [f"{OUT}business"]
    document = last.begin_report()
    ((reason, cells),) = list_uncertain(document).items()
    assert cells == [f"{IN}business"]
    assert "新收 5 + 结转 0 = 5，办理 0 + 结转下年 4 = 4" in reason
    assert any("商业企业 4 在上年报告里有疑问" in each for each in describe_carried(last, document))


def test_a_total_printed_otherwise_makes_its_whole_row_doubtful() -> None:
    last = examine(last_year(stated={f"{OUT}total": "3"}), "上年")
    ((reason, cells),) = list_uncertain(last.begin_report()).items()
    assert len(cells) == 6
    assert "印的是 3，各项相加是 0" in reason


@pytest.mark.parametrize("column", ["business", "total"])
def test_a_mark_on_the_row_or_on_the_cell_makes_it_doubtful(column: str) -> None:
    document = last_year()
    why = "原文里数字和行名分开了，按前后顺序和总计放回，请核对。"
    row = EDITION.tables["requests"].addresses_of(row="carried_out")
    marked = row if column == "total" else [f"{OUT}{column}"]
    last = examine(document, "上年", read(document, dict.fromkeys(marked, why)))
    found = list_uncertain(last.begin_report())
    assert found == {
        f"读取时：{why}": [each.replace(OUT, IN) for each in marked if "total" not in each]
    }
    (look,) = [each for each in last.remarks if each.is_news]
    assert why in look.text
    assert look.address == marked[0]


def test_a_number_that_is_certain_needs_no_look() -> None:
    document = last_year({"requests.new.business": "2", f"{OUT}business": "2件"})
    why = "原文写的是“2件”，读作 2。"
    note = f"{EDITION.cells[f'{OUT}business'].name}：{why}"
    last = examine(document, "上年", read(document, {f"{OUT}business": why}, note))
    assert last.doubts == {}
    assert [each.kind for each in last.remarks] == [RemarkKind.NOTE]


def test_a_mark_is_settled_once_the_number_is_put_right() -> None:
    document = last_year({"requests.new.business": "2", f"{OUT}business": "几件"})
    opened = read(document, {f"{OUT}business": "原文写的是“几件”，不能作为这一格的数字，请改正。"})
    assert any(each.is_news for each in examine(document, "上年", opened).remarks)
    document.apply(set_cells(document, {f"{OUT}business": "2"}))
    last = examine(document, "上年", opened)
    assert not any(each.is_news for each in last.remarks)
    assert list_uncertain(last.begin_report()) == {}


def test_a_row_that_was_changed_since_has_been_looked_at() -> None:
    document = last_year()
    row = EDITION.tables["requests"].addresses_of(row="carried_out")
    opened = read(document, dict.fromkeys(row, "原文这几行的格子左右错开了，请核对。"))
    assert examine(document, "上年", opened).doubts
    last = examine(document, "上年", opened, touched={row[0]})
    assert last.doubts == {}
    assert not any(each.is_news for each in last.remarks)


def test_what_found_no_place_is_seen_and_words_of_it_come_along() -> None:
    row = "四、结转下年度继续办理 | 1 | 1（第 9 行）"
    last = examine(last_year(texts={UNPLACED: ["一段文字", row]}), "上年")
    words, numbers = (each.text for each in last.remarks if each.is_news)
    assert "带到新报告" in words
    assert "没有带入" in numbers
    assert row in numbers
    assert last.begin_report().paragraphs(UNPLACED) == ("一段文字（上年报告里的一段）",)


def test_an_empty_report_says_so() -> None:
    last = examine(Document(EDITION), "空表.docx")
    assert any("上年报告是空的" in each.text for each in last.remarks)
    assert last.summary == "是一份空白的表格：数字、文字都没有填"
    assert last.is_empty
    report = last.begin_report(2025)
    assert list(describe_carried(last, report)) == ["没有数字和文字可以带入，新报告是空白的。"]
    assert {part for part in Part if report.entries(part)} == {Part.FIELDS}, "as after 新建"
    assert report.year == 2025


@pytest.mark.parametrize(
    "what",
    [
        {"cells": {"requests.new.business": "0"}},
        {"texts": {"overview": ["2024年的情况。"]}},
        {"texts": {UNPLACED: ["没有位置的文字"]}},
    ],
)
def test_a_form_with_anything_in_it_is_not_empty(what: dict[str, Any]) -> None:
    parts = {Part.CELLS: what.get("cells", {})}
    document = Document(EDITION, parts=parts, texts=what.get("texts", {}))
    assert not examine(document, "上年").is_empty


def test_a_finding_set_aside_last_year_is_not_brought_up_again() -> None:
    document = last_year({"requests.new.business": "5", f"{OUT}business": "4"})
    found = [each for each in examine(document, "上年").findings if each.code == "requests.flow"]
    reasons = {each.identity: "已核实" for each in found}
    parts = {part: document.entries(part) for part in Part} | {Part.SET_ASIDE: reasons}
    last = examine(Document(EDITION, parts=parts), "上年")
    assert not any(each.code == "requests.flow" for each in last.findings)
    assert last.doubts == {}


def test_cells_of_both_years_go_together() -> None:
    assert find_cell_carried_to(f"{OUT}business") == f"{IN}business"
    assert find_cell_carried_from(f"{IN}business") == f"{OUT}business"
    assert find_cell_carried_to("disclosure.fees.amount") == "disclosure.fees.amount"


@pytest.mark.parametrize("name", ["hongze-2023.pdf", "yanlong-2022.txt"])
def test_each_matter_is_told_once_and_counted_as_it_is_listed(samples: Path, name: str) -> None:
    opened = open_file(samples / name)
    last = examine(opened.document, name, opened)
    cells = [each.address for each in last.all_remarks if each.address in EDITION.cells]
    assert len(cells) == len(set(cells))
    looks = sum(each.is_news for each in last.all_remarks)
    assert last.summary.endswith(f"{looks} 处请看")


def test_numbers_to_be_confirmed_are_counted_alike_everywhere() -> None:
    document = last_year()
    texts = ["收到申请 12 件，办结 12 件，公开 30 件。", "培训 12 次。", "没有数字。"]
    document.apply(set_paragraphs(document, "overview", texts))
    last = examine(document, "上年")
    report = last.begin_report()
    found = [each for each in check(report) if each.code == UNCONFIRMED_CODE]
    told = [int(each.message.split("有 ")[1].split(" 个数字")[0]) for each in found]
    assert told == [2, 1]
    listed = [len(each.message.split("待核实：")[1].split("。")[0].split("、")) for each in found]
    assert told == listed
    (words,) = [each for each in describe_carried(last, report) if "待核实" in each]
    assert f"其中 {sum(told)} 个数字待核实" in words
    for each, count in zip(found, told, strict=True):
        fix = find_fix(report, each)
        assert fix is not None
        assert f"确认了 {count} 个数字" in fix.describe(report)
