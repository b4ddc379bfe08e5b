"""Of a printed total the cell, the heading of its table and the list of findings say the same."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.document import Document, Part, format_number
from report_editor.document.commands import set_cells
from report_editor.document.completeness import describe_table
from report_editor.forms import form
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.model import GridModel
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from report_editor.checks import Finding
    from report_editor.forms import Address, Table

LEFT_BLANK = ("", "/", "—", "无", " ")


def make(chance: random.Random, edition: str) -> Document:
    """A report with blank columns, and totals printed blank, right, wrong or as no number."""
    the_form = form(edition)
    filled = {
        (table.key, column.key): chance.choice(([""], ["0"], ["", "0"], ["", "0", "1", "7"]))
        for table in the_form.tables.values()
        for column in table.columns
    }
    cells = {
        each.address: chance.choice(filled[each.table, each.column.key]) for each in the_form.inputs
    }
    plain = Document(the_form, parts={Part.CELLS: cells})
    totals = [each for each in the_form.cells if each not in cells]
    stated = {}
    for total in chance.sample(totals, chance.choice((1, 5, len(totals)))):
        right = format_number(plain.value(total))
        stated[total] = chance.choice((*LEFT_BLANK, right, f"{right}件", "0", "3", "不详"))
    return Document(the_form, parts={Part.CELLS: cells, Part.STATED: stated})


def list_differing(document: Document, table: Table) -> set[Address]:
    """List the printed totals other than what the inputs come to, a blank being 0."""
    return {
        address
        for address in document.entries(Part.STATED).keys() & table.value_cells.keys()
        if document.entries(Part.STATED)[address].strip().removesuffix("件")
        not in {
            format_number(document.value(address)),
            *(LEFT_BLANK * (not document.value(address))),
        }
    }


def list_about_totals(document: Document) -> list[Finding]:
    codes = {*document.form.total_codes, "cell.blank_total", "cell.not_a_number"}
    return [each for each in check(document) if each.code in codes]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("seed", range(40))
def test_sign_heading_and_findings_agree(seed: int) -> None:
    document = make(random.Random(seed), ("2021", "2019")[seed % 2])  # noqa: S311
    found = list_about_totals(document)
    for table in document.form.tables.values():
        model = GridModel(Session(document), table)
        differing = list_differing(document, table)
        cells = table.value_cells.items()
        assert {at for at, cell in cells if model.stated_text(cell) is not None} == differing
        assert differing == {
            at
            for at, cell in cells
            if any("程序算出" in each.words for each in model.marks(cell))
            and any(each.sign is Sign.UNEQUAL for each in model.marks(cell))
        }
        words = f"{len(differing)} 个总计与原文不同"
        assert (words in describe_table(document, table)) is bool(differing)
        assert ("与原文不同" in describe_table(document, table)) is bool(differing)
        told = [each for each in found if each.cells[0] in table.value_cells]
        assert bool(told) is bool(differing)
        for each in told:
            if each.code == "cell.blank_total":
                assert differing.issuperset(each.cells), each.message
            else:  # the total itself, or totals that it is the sum of
                assert not differing.isdisjoint(each.cells), each.message


@pytest.mark.usefixtures("qapp")
def test_a_total_left_blank_differs_once_its_parts_are_something() -> None:
    table, total = form("2021").tables["requests"], "requests.processed.business"
    document = Document(form("2021"), parts={Part.STATED: {total: ""}})
    session = Session(document)
    model = GridModel(session, table)
    cell = table.value_cells[total]
    assert (model.stated_text(cell), model.marks(cell)) == (None, ())
    assert describe_table(document, table).startswith("未填完")
    session.do(set_cells(document, {"requests.granted.business": "5"}))
    assert model.stated_text(cell) == "原 空白"
    assert "原文这里空着，程序算出 5" in model.marks(cell)[0].words
    assert describe_table(document, table).startswith("✖ 1 个总计与原文不同")
    session.history.undo()
    assert (model.stated_text(cell), model.marks(cell)) == (None, ())
