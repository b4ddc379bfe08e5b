"""Blocks that a clerk really pasted, each with what has to stand in the cells afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.ui.grid.block_placement import Target
from report_editor.ui.grid.clipboard import read_block
from report_editor.ui.grid.editing import Editing
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from report_editor.ui.grid.paste_plan import PastePlan

CASES = json.loads(Path(__file__).with_name("paste.json").read_text(encoding="utf-8"))["cases"]
SAID = {
    "one label column, six numbers and the total": "粘贴了 6 格，按行名放在“新收”",
    "the same with a total that disagrees": "原文的总计 7 与计算值 6 不同，已按原文保留",
    "label and too few numbers": "有 2 个数，这一行有 6 格，连总计 7 格，不知道是哪几列",
    "one number a line with blank lines between, seven of them": "没有粘贴。",
    "headers of a ledger in another order": "各列按列名对应",
    "a row that is wider than what is left": "有 4 处没有放进去",
    "a number list that fits a row without its total": "粘贴了 6 格。",
}
ASKED = {
    "one number a line with blank lines between, seven of them",
    "a row that is wider than what is left",
}
"""Those where a place is guessed or something is left out; the first is answered with no."""


def expand(want: dict[str, Any]) -> dict[str, str]:
    columns = [column.key for column in form("2021").tables["requests"].columns]
    cells = {}
    for address, text in want.items():
        if isinstance(text, str):
            cells[address] = text
        else:
            cells |= {f"{address}.{key}": each for key, each in zip(columns, text, strict=False)}
    return cells


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_pasted_block_lands_where_its_labels_and_numbers_say(case: dict[str, Any]) -> None:
    data = QMimeData()
    if "html" in case:
        data.setHtml(case["html"])
    else:
        data.setText(case["tsv"])
    session = Session(Document(form("2021")))
    table = session.document.form.tables["requests"]
    at = table.value_cells[case.get("at", "requests.new.natural_person")]
    block = read_block(data)
    assert block is not None
    asked: list[PastePlan] = []

    def answer(plan: PastePlan) -> bool:
        asked.extend([plan] if plan.list_questions() else [])
        return bool(case["want"]) or not plan.list_questions()

    target = Target(at.row, at.column, addresses=(at.key,))
    said = Editing(session, table).paste(block, target, answer)
    assert dict(session.document.entries(Part.CELLS)) == expand(case["want"])
    assert bool(asked) == (case["name"] in ASKED)
    assert SAID.get(case["name"], "粘贴了") in said
    stated = {"requests.new.total": "7"} if "disagrees" in case["name"] else {}
    assert dict(session.document.entries(Part.STATED)) == stated
    if said.startswith("粘贴了"):
        session.history.undo()
    assert session.document == Document(form("2021"))
