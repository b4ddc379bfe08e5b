"""What is left to do in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import Document, Part
from report_editor.document.commands import set_cells
from report_editor.document.completeness import (
    count_blanks,
    describe_gaps,
    describe_table,
    is_filled_in,
    is_in_work,
    list_blanks,
    list_gaps,
)
from report_editor.document.unconfirmed import list_figures_to_confirm
from report_editor.forms import form, read_form
from tests.made_up_editions import EDITIONS, write_edition

if TYPE_CHECKING:
    from pathlib import Path
FORM = form("2021")
FIELDS = {"organization": "青山县人民政府", "year": "2025"}
TEXTS = {each.key: ["写好了。"] for each in FORM.text_sections}


def fill(*, but: tuple[str, ...] = (), **parts: dict[str, str]) -> Document:
    """Return a report filled in with 0 but for some cells."""
    cells = {each.address: "0" for each in FORM.inputs if each.address not in but}
    every = {Part.CELLS: cells, Part.FIELDS: FIELDS, **{Part(k): v for k, v in parts.items()}}
    return Document(FORM, parts=every, texts=TEXTS)


def test_an_empty_report_has_everything_left() -> None:
    empty = Document(FORM)
    assert describe_gaps(list_gaps(empty)) == "还剩基本信息、3 张表、3 处文字"
    assert [gap.section.key for gap in list_gaps(empty) if gap.section] == [
        each.key for each in FORM.sections if each.numeral
    ]
    assert is_in_work(empty)


def test_a_finished_report_has_nothing_left() -> None:
    assert list_gaps(fill()) == []
    assert describe_gaps([]) == ""
    assert not is_in_work(fill())


def test_a_table_leads_to_its_first_blank_cell_and_counts_them() -> None:
    blank = ("requests.carried_in.business", "requests.granted.natural_person")
    document = fill(but=blank)
    (gap,) = list_gaps(document)
    assert (gap.target, gap.count) == (blank[0], 2)
    assert describe_gaps([gap]) == "还剩 1 张表"
    assert list_blanks(document, FORM.tables["requests"]) == list(blank)


def test_a_mark_for_nothing_is_as_blank_as_nothing() -> None:
    document = fill(but=("requests.new.business",))
    for text in ("/", "—", "无", " "):
        cells = {**document.entries(Part.CELLS), "requests.new.business": text}
        other = Document(FORM, parts={Part.CELLS: cells}, texts=TEXTS)
        assert list_blanks(other, FORM.tables["requests"]) == ["requests.new.business"]


def test_a_total_is_filled_in_when_all_it_is_computed_from_is() -> None:
    document = fill(but=("requests.granted.business",))
    for address in ("processed.business", "processed.total", "granted.total", "granted.business"):
        assert not is_filled_in(document, f"requests.{address}")
    for address in ("processed.research", "new.total", "carried_out.business"):
        assert is_filled_in(document, f"requests.{address}")


def test_blanks_are_counted_for_the_column_and_for_the_total() -> None:
    document = fill(but=("requests.granted.business", "requests.new.business"))
    counted = {each.column.key: count_blanks(document, each.addresses) for each in FORM.balances}
    assert {key: count for key, count in counted.items() if count} == {"business": 2, "total": 2}


def test_rows_printed_as_one_are_not_waited_for() -> None:
    rows = ("other_uncorrected", "other_unpaid")
    columns = [each.key for each in FORM.tables["requests"].columns]
    but = tuple(f"requests.{row}.{column}" for row in rows for column in columns)
    assert list_gaps(fill(but=but))
    source = {"merged:requests.other_rest": "（六）其他处理"}
    document = fill(but=but, source=source)
    assert list_gaps(document) == []
    blanks = sum(each in but for each in (cell.address for cell in FORM.inputs))
    words = describe_table(document, FORM.tables["requests"])
    assert words == f"各列平衡 · {blanks} 格没有数，原文合在别的行里"
    document.apply(set_cells(document, dict.fromkeys(but[:3], "0")))
    words = describe_table(document, FORM.tables["requests"])
    assert words == f"各列平衡 · {blanks - 3} 格没有数，原文合在别的行里"
    whole = fill(source=source)
    assert describe_table(whole, FORM.tables["requests"]) == "✔ 已填完，各列平衡"


def test_a_text_with_last_years_numbers_is_left_to_do() -> None:
    document = fill()
    texts = {**TEXTS, "overview": ["全年公开信息 120 条。"]}
    document = Document(FORM, parts={Part.FIELDS: FIELDS}, texts=texts)
    to_confirm = list_figures_to_confirm(document)
    document = fill(unconfirmed=to_confirm)
    assert list_gaps(document) == []  # no such number is in the text
    parts = {part: document.entries(part) for part in Part}
    (gap,) = list_gaps(Document(FORM, parts=parts, texts=texts))
    assert gap.section is not None
    assert (gap.section.key, gap.target) == ("overview", "")


def test_editions_nobody_knows_yet_are_counted_too(tmp_path: Path) -> None:
    for name in EDITIONS:
        edition = read_form(tmp_path / f"{write_edition(tmp_path, name)}.toml")
        document = Document(edition)
        gaps = [gap for gap in list_gaps(document) if gap.section]
        assert len(gaps) == len([each for each in edition.sections if each.numeral])
        inputs = sum(gap.count for gap in gaps if gap.target)
        assert inputs == len(edition.inputs)


def test_a_table_is_described_by_what_is_wrong_and_what_is_left() -> None:
    table, zeros = FORM.tables["requests"], fill()
    assert describe_table(zeros, table) == "✔ 已填完，各列平衡"
    document = zeros.copy()
    document.apply(set_cells(document, {"requests.new.business": "5"}))
    assert describe_table(document, table) == "✖ 2 列不平衡"
    document.apply(set_cells(document, {"requests.new.research": ""}))
    assert describe_table(document, table) == "✖ 1 列不平衡 · 还差 1 格"
    stated = fill(stated={"requests.new.total": "3"}, but=("requests.new.research",))
    assert describe_table(stated, table) == "✖ 1 个总计与原文不同 · 还差 1 格"
    assert describe_table(zeros, FORM.tables["disclosure"]) == "✔ 已填完"


def test_a_finished_report_is_not_said_to_be_unfinished() -> None:
    gaps = [gap for gap in list_gaps(Document(form("2021"))) if gap.section and not gap.target]
    assert describe_gaps(gaps, in_work=False) == "空着 3 处文字"
    assert describe_gaps([], in_work=False) == ""
