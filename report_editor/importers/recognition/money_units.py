"""Keep the unit of an amount that a header gives in 元 where the form counts in 万元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.forms import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Address, Table

_IN_YUAN = re.compile(r"[(（](?:单位)?[:：]?(?:人民币)?元[)）]|^单位[:：](?:人民币)?元$")


def add_units(cells: dict[Address, str], headers: Iterable[str], table: Table) -> None:
    """Write 元 behind the amounts of a table whose headers count in 元: 35000元.

    As a bare number it would be taken for as many 万元.
    """
    if not any(_IN_YUAN.search("".join(each.split())) for each in headers):
        return
    for cell in table.cells:
        text = cells.get(cell.address, "")
        is_amount = cell.kind is NumberKind.MONEY and cell.unit == "万元"
        if is_amount and "元" not in text and read_number(text, cell.kind, cell.unit).number:
            cells[cell.address] = f"{text}元"
