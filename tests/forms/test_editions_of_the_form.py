"""Both editions as the notice prints them: cells, labels, spans, totals and balances."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.forms import CellRole, NumberKind, form, form_for_year

if TYPE_CHECKING:
    from pathlib import Path

APPLICANTS = (
    "natural_person",
    "business",
    "research",
    "public_welfare",
    "legal_service",
    "other_organisation",
)
SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


@pytest.fixture(params=["2019", "2021"])
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_six_sections_in_order_and_a_preamble() -> None:
    sections = form("2021").sections
    assert [section.numeral for section in sections] == ["", *"一二三四五六"]
    assert tuple(section.title for section in sections[1:]) == SECTIONS
    assert [section.key for section in sections] == [
        "preamble",
        "overview",
        "disclosure",
        "requests",
        "proceedings",
        "problems",
        "other_matters",
    ]
    assert sections[1].heading == "一、总体情况"


@pytest.mark.parametrize(
    ("edition_id", "table", "inputs", "totals"),
    [
        ("2021", "disclosure", 10, 0),
        ("2021", "requests", 144, 31),
        ("2021", "proceedings", 12, 3),
        ("2019", "disclosure", 22, 0),
        ("2019", "requests", 132, 29),
        ("2019", "proceedings", 12, 3),
    ],
)
def test_how_many_cells_a_table_has(edition_id: str, table: str, inputs: int, totals: int) -> None:
    cells = form(edition_id).tables[table].cells
    assert sum(not cell.is_total for cell in cells) == inputs
    assert sum(cell.is_total for cell in cells) == totals


def test_the_rows_of_table_three_in_order() -> None:
    new = [row.key for row in form("2021").tables["requests"].rows]
    assert new[:4] == ["new", "carried_in", "granted", "partial"]
    assert new[-5:] == [
        "other_uncorrected", "other_unpaid", "other_rest", "processed", "carried_out",
    ]  # fmt: skip
    assert len(new) == 25
    old = [row.key for row in form("2019").tables["requests"].rows]
    assert old == [*new[:20], "other", "processed", "carried_out"]


def test_every_total_is_the_sum_the_form_prints(edition: str) -> None:
    cells = form(edition).cells
    for row in form(edition).tables["requests"].rows:
        expected = tuple(f"requests.{row.key}.{column}" for column in APPLICANTS)
        assert cells[f"requests.{row.key}.total"].parts == expected
    results = [
        row.key
        for row in form(edition).tables["requests"].rows
        if row.key not in ("new", "carried_in", "processed", "carried_out")
    ]
    for column in APPLICANTS:
        parts = cells[f"requests.processed.{column}"].parts
        assert parts == tuple(f"requests.{row}.{column}" for row in results)
    for row_key in ("reconsideration", "direct_suit", "suit_after_reconsideration"):
        assert cells[f"proceedings.{row_key}.total"].parts == tuple(
            f"proceedings.{row_key}.{column}"
            for column in ("upheld", "corrected", "other", "pending")
        )


def test_one_balance_in_each_of_the_seven_columns(edition: str) -> None:
    balances = form(edition).balances
    assert [balance.column.key for balance in balances] == [*APPLICANTS, "total"]
    assert balances[0].code == "requests.flow"
    assert balances[0].addresses == (
        "requests.new.natural_person",
        "requests.carried_in.natural_person",
        "requests.processed.natural_person",
        "requests.carried_out.natural_person",
    )


def test_totals_are_computed_after_what_they_are_made_of(edition: str) -> None:
    the_form = form(edition)
    for address, totals in the_form.dependents.items():
        known = {address}
        for total in totals:
            parts = the_form.cells[total].parts
            assert known & set(parts)
            assert not set(parts) & set(totals) - known
            known.add(total)
    assert set(the_form.dependents["requests.granted.business"]) == {
        "requests.granted.total",
        "requests.processed.business",
        "requests.processed.total",
    }


def test_kinds_and_units() -> None:
    new, old = form("2021").cells, form("2019").cells
    assert new["disclosure.fees.amount"].kind is NumberKind.MONEY
    assert new["disclosure.fees.amount"].unit == "万元"
    assert old["disclosure.licensing.change"].kind is NumberKind.SIGNED
    assert old["disclosure.procurement.amount"].unit == ""
    assert all(
        cell.kind is NumberKind.COUNT for cell in new.values() if cell.column.key != "amount"
    )


@pytest.mark.parametrize(
    ("year", "edition_id"),
    [(2015, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")],
)
def test_the_edition_in_force_in_a_year(year: int, edition_id: str) -> None:
    assert form_for_year(year).id == edition_id


def test_an_unknown_edition_is_no_edition() -> None:
    with pytest.raises(KeyError):
        form("1999")


def test_every_row_says_what_is_counted(edition: str) -> None:
    for table in form(edition).tables.values():
        assert all(row.help.endswith("。") for row in table.rows)
    assert all(section.help for section in form(edition).sections)


def test_rows_that_were_one_row_say_which() -> None:
    old = {row.key for row in form("2019").tables["requests"].rows}
    split = [row for row in form("2021").tables["requests"].rows if row.split_from]
    assert len(split) == 3
    assert {row.split_from for row in split} == {"other"}
    assert {row.split_from for row in split} <= old


def test_the_grid_covers_every_place_once(edition: str) -> None:
    for table in form(edition).tables.values():
        assert len(table.anchors) == table.grid_row_count * table.grid_column_count
        assert sum(cell.row_span * cell.column_span for cell in table.grid) == len(table.anchors)
        assert set(table.value_cells) == {cell.address for cell in table.cells}
        assert [cell.address for cell in table.cells] == [
            cell.key for cell in table.grid if cell.role in (CellRole.INPUT, CellRole.TOTAL)
        ]
        assert sum(table.paper) <= 156.5


@pytest.fixture
def layout(samples: Path, edition: str) -> dict[str, list[dict[str, int | str]]]:
    path = samples.parent / "form" / f"form-{edition}.layout.json"
    if not path.is_file():
        pytest.skip(f"the official grid is not here: {path}")
    data: dict[str, list[dict[str, int | str]]] = json.loads(path.read_text(encoding="utf-8"))
    return data


def test_labels_and_spans_are_the_official_ones(
    edition: str, layout: dict[str, list[dict[str, int | str]]]
) -> None:
    names = {"table2": "disclosure", "table3": "requests", "table4": "proceedings"}
    for name, key in names.items():
        ours = {
            (cell.row, cell.column): (cell.row_span, cell.column_span, cell.text)
            for cell in form(edition).tables[key].grid
        }
        assert len(ours) == len(layout[name])
        for cell in layout[name]:
            place = (int(cell["row"]), int(cell["col"]))
            lines, places, text = ours[place]
            assert (lines, places) == (cell["rowspan"], cell["colspan"]), (key, place)
            if text:  # a value has none
                assert text == "".join(str(cell["text"]).split()), (key, place)


def test_an_edition_is_one_object_in_all_threads() -> None:
    """Reports that several threads read at once are compared by it."""
    code = """if True:
        import sys, threading
        from report_editor.forms import form
        sys.setswitchinterval(1e-6)
        start, found = threading.Barrier(4), []
        def read():
            start.wait()
            found.append(form("2021"))
        threads = [threading.Thread(target=read) for _ in range(4)]
        for each in threads: each.start()
        for each in threads: each.join()
        print(len(set(map(id, found))))
    """
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "1\n"
