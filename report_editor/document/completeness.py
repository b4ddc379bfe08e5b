"""Find what of a report is not filled in yet.

A blank counts as 0 in every sum, but it is no 0: what does not balance only because a number is
still to come is not wrong. So sums of a column that has blanks are told when it is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document.balances import evaluate_balance
from report_editor.document.changes import Part
from report_editor.document.document import Document, Field
from report_editor.document.unconfirmed import list_unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.forms import Address, Section, Table


@dataclass(frozen=True, slots=True)
class Gap:
    """A section, or a field of the metadata, that is not filled in."""

    section: Section | None
    """None for the metadata."""
    target: str
    """First blank cell of a table, or field of the metadata; empty for a text."""
    count: int = 1
    """Number of blank cells of a table."""


def list_blanks(document: Document, table: Table) -> list[Address]:
    """Return the inputs of a table that are to be filled in, in the order of the form.

    Rows whose numbers the source printed in another row stay blank.
    """
    merged = _rows_of_merged(document, table)
    return [
        cell.address
        for cell in table.cells
        if not cell.is_total and cell.row.key not in merged and is_blank(document, cell.address)
    ]


def count_blanks(document: Document, addresses: Iterable[Address]) -> int:
    """Count the inputs to be filled in that some values of one table are computed from."""
    blank = {
        each
        for address in addresses
        for each in document.form.inputs_of[address]
        if is_blank(document, each)
    }
    if not blank:
        return 0
    cells = [document.form.cells[each] for each in blank]
    merged = _rows_of_merged(document, document.form.tables[cells[0].table])
    return sum(cell.row.key not in merged for cell in cells)


def describe_open_parts(blanks: int) -> str:
    """Return a Chinese sentence on a total some parts of which are still blank."""
    return f"各项还有 {blanks} 格没有填，请先填完，没有发生的填 0，再核对总计。"


def describe_table(document: Document, table: Table) -> str:
    """Return in words whether a table is filled in and balances: 未填完 · 还差 12 格.

    Cells of rows that the source printed as one are not waited for, but are no numbers either.
    """
    blanks = len(list_blanks(document, table))
    broken = sum(
        not evaluate_balance(document, balance).is_balanced
        and not count_blanks(document, balance.addresses)
        for balance in table.balances
    )
    printed = sum(document.differing(each) is not None for each in table.value_cells)
    wrong = (
        f"{broken} 列不平衡" if broken else "",
        f"{printed} 个总计与原文不同" if printed else "",
    )
    left = f"还差 {blanks} 格" if blanks else ""
    if any(wrong):
        return "✖ " + " · ".join(filter(None, (*wrong, left)))
    if left:
        return f"未填完 · {left}"
    merged = _rows_of_merged(document, table)
    if lacking := sum(
        not cell.is_total and cell.row.key in merged and is_blank(document, cell.address)
        for cell in table.cells
    ):
        return f"{'各列平衡 · ' if table.balances else ''}{lacking} 格没有数，原文合在别的行里"
    return "✔ 已填完，各列平衡" if table.balances else "✔ 已填完"


def is_filled_in(document: Document, address: Address) -> bool:
    """Check whether a value is an input that is filled in, or computed from such inputs alone."""
    return not any(is_blank(document, each) for each in document.form.inputs_of[address])


def list_open_inputs(document: Document) -> frozenset[Address]:
    """Return the inputs whose number is still to come: blank ones, and texts that are no number.

    Rows whose numbers the source printed in another row are not among them.
    """
    form = document.form
    merged = {key: _rows_of_merged(document, table) for key, table in form.tables.items()}
    return frozenset(
        cell.address
        for cell in form.inputs
        if document.number(cell.address) is None and cell.row.key not in merged[cell.table]
    )


def is_blank(document: Document, address: Address) -> bool:
    """Check whether nothing stands in an input, or a mark for nothing."""
    return document.number(address) is None and document.parse(address).is_blank


def _rows_of_merged(document: Document, table: Table) -> set[str]:
    """Return the rows whose numbers stand in another one, which has a finding of its own."""
    kept = {
        key.rpartition(".")[2]
        for key in document.entries(Part.SOURCE)
        if key.startswith(f"merged:{table.key}.")
    }
    groups = {row.group for row in table.rows if row.key in kept and row.group}
    return {row.key for row in table.rows if row.group in groups} - kept


def is_in_work(document: Document) -> bool:
    """Check whether blanks are to be filled in, and not what somebody left in a finished report.

    That is so in a report begun from last year's, and while a whole table is blank.
    """
    return bool(document.entries(Part.PREVIOUS)) or any(
        all(is_blank(document, cell.address) for cell in table.cells if not cell.is_total)
        for table in document.form.tables.values()
    )


def list_gaps(document: Document) -> list[Gap]:
    """Return what is to be filled in or confirmed, in the order of the form."""
    return list(_find_gaps(document))


def _find_gaps(document: Document) -> Iterator[Gap]:
    for name in (Field.ORGANIZATION, Field.YEAR):
        if not document.field(name).strip():
            yield Gap(None, name)
    for section in document.form.sections:
        if (table := document.form.tables.get(section.key)) is not None:
            if blanks := list_blanks(document, table):
                yield Gap(section, blanks[0], len(blanks))
        elif section.numeral and _is_text_open(document, section.key):
            yield Gap(section, "")


def _is_text_open(document: Document, key: str) -> bool:
    """Check whether a text is empty, or has numbers of last year that nobody has confirmed."""
    paragraphs = document.paragraphs(key)
    if not any(each.strip() for each in paragraphs):
        return True
    if not any(each.startswith(f"{key}:") for each in document.entries(Part.UNCONFIRMED)):
        return False
    return any(list_unconfirmed(document, key, index) for index in range(len(paragraphs)))


def describe_gaps(gaps: Iterable[Gap], *, in_work: bool = True) -> str:
    """Return what is left to do in words, 还剩 3 张表、3 处文字; empty where nothing is.

    In a finished report, which is not ``in_work``, it is what somebody left blank: 空着 1 处文字.
    """
    found = tuple(gaps)
    tables = sum(gap.section is not None and bool(gap.target) for gap in found)
    texts = sum(gap.section is not None and not gap.target for gap in found)
    parts = [
        "基本信息" if len(found) > tables + texts else "",
        f"{tables} 张表" if tables else "",
        f"{texts} 处文字" if texts else "",
    ]
    words = "、".join(filter(None, parts))
    verb = "还剩" if in_work else "空着"
    return f"{verb}{'' if words.startswith('基') else ' '}{words}" if words else ""
