"""Changes that a person can ask for, planned for the document as it is now.

Each function only returns the change; :meth:`~report_editor.document.history.History.do` makes it.
Editing an input drops the printed total of its row and column as soon as the two agree.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.document.changes import UNPLACED, Change, EntryEdit, Part, TextEdit
from report_editor.document.numbers import Number, read_number
from report_editor.document.plain_text import to_line
from report_editor.document.shared_ends import count_shared_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_editor.document.document import Document, Field
    from report_editor.forms import Address


def set_cells(
    document: Document,
    raws: Mapping[Address, str],
    label: str = "输入",
    *,
    printed: Mapping[Address, str] | None = None,
) -> Change:
    """Write texts into inputs; drop the printed totals that agree with the computed ones then.

    Of the totals printed beside the texts, those that differ from the computed ones are kept.
    """
    before = document.entries(Part.CELLS)
    plain = {each: to_line(raw).strip() for each, raw in raws.items()}
    changed = {each: raw for each, raw in plain.items() if raw != document.raw(each)}
    edits = (
        EntryEdit(Part.CELLS, each, before.get(each), changed[each] or None) for each in changed
    )
    dropped = [each for each in _drop_settled(document, changed) if each.key not in (printed or {})]
    return Change(label, (*edits, *dropped, *_keep_printed(document, changed, printed or {})))


def find_differing(
    document: Document, raws: Mapping[Address, str], printed: Mapping[Address, str]
) -> dict[Address, Number]:
    """Return what the printed totals that differ would come to with new texts in some inputs."""
    numbers = _read_numbers(document, raws)
    found = {}
    for address, text in printed.items():
        cell = document.form.cells[address]
        value = _compute_value(document, address, numbers)
        if read_number(text, cell.kind, cell.unit).is_other_than(value):
            found[address] = value
    return found


def accept_totals(document: Document, totals: Iterable[Address]) -> Change:
    """Drop printed totals in favour of the computed ones."""
    return Change("采用计算值", document.plan_dropping(Part.STATED, totals))


def fill_zero(document: Document, addresses: Iterable[Address]) -> Change:
    """Write 0 into the inputs among the cells that are empty."""
    blank = {
        address: "0"
        for address in addresses
        if not document.form.cells[address].is_total and document.parse(address).is_blank
    }
    return set_cells(document, blank, "空白填 0")


def set_field(document: Document, name: Field, text: str, *, typing: bool = False) -> Change:
    """Write a field of the metadata; while ``typing``, changes in a row become one step."""
    change = set_entry(document, Part.FIELDS, name, text or None, "修改基本信息")
    return replace(change, merge=f"field:{name}") if typing else change


def set_paragraphs(
    document: Document,
    section: str,
    paragraphs: Sequence[str],
    label: str = "修改文字",
    *,
    typing: bool = False,
) -> Change:
    """Replace the text of a section; the change holds only the paragraphs that differ."""
    old, new = document.paragraphs(section), tuple(paragraphs)
    if old == new:
        return Change(label, ())
    start, end = count_shared_ends(old, new)
    differing = new[start : len(new) - end]
    edit = TextEdit(section, start, old[start : len(old) - end], differing)
    if edit.after != differing:  # brought into shape, it may differ less
        new = (*new[:start], *edit.after, *new[len(new) - end :])
        return set_paragraphs(document, section, new, label, typing=typing)
    merge = f"text:{section}:{start}" if typing and len(edit.before) == len(edit.after) == 1 else ""
    return Change(label, (edit,), merge)


def set_entry(document: Document, part: Part, key: str, text: str | None, label: str) -> Change:
    """Write, or with None remove, an entry of a part other than the cells."""
    edit = EntryEdit(part, key, document.entries(part).get(key), text)
    return Change(label, () if edit.before == edit.after else (edit,))


def _read_numbers(document: Document, raws: Mapping[Address, str]) -> dict[Address, Number | None]:
    cells = [(document.form.cells[address], raw) for address, raw in raws.items()]
    return {each.address: read_number(raw, each.kind, each.unit).number for each, raw in cells}


def _keep_printed(
    document: Document, raws: Mapping[Address, str], printed: Mapping[Address, str]
) -> Iterable[EntryEdit]:
    """Yield the edits that keep the printed totals that differ, and drop those that agree."""
    stated = document.entries(Part.STATED)
    differing = find_differing(document, raws, printed)
    for address, text in printed.items():
        after = to_line(text).strip() if address in differing else None
        if after != stated.get(address):
            yield EntryEdit(Part.STATED, address, stated.get(address), after)


def _drop_settled(document: Document, raws: Mapping[Address, str]) -> Iterable[EntryEdit]:
    """Yield the removal of printed totals that agree with the computed ones after new texts."""
    stated = document.entries(Part.STATED)
    totals = dict.fromkeys(
        total for address in raws for total in document.form.dependents[address] if total in stated
    )
    numbers = _read_numbers(document, raws)
    for total in totals:
        printed = document.stated(total)
        if printed and not printed.is_other_than(_compute_value(document, total, numbers)):
            yield EntryEdit(Part.STATED, total, stated[total], None)


def _compute_value(
    document: Document, address: Address, numbers: Mapping[Address, Number | None]
) -> Number:
    """Return the value that a cell would have with other numbers in some inputs."""
    parts = document.form.cells[address].parts
    if parts:
        return sum((_compute_value(document, part, numbers) for part in parts), start=Decimal(0))
    return (numbers[address] if address in numbers else document.number(address)) or 0


def place_paragraph(document: Document, unplaced: int, section: str, text: str) -> Change:
    """Put ``text`` at the end of a section, and take from the unplaced texts the one it is from.

    ``unplaced`` is the index of that one among the unplaced texts.
    """
    put = TextEdit(section, len(document.paragraphs(section)), (), (text,))
    return Change("归位文字", (_take_unplaced(document, unplaced), put))


def place_numbers(
    document: Document,
    unplaced: int,
    raws: Mapping[Address, str],
    printed: Mapping[Address, str] | None = None,
) -> Change:
    """Fill cells from a source text that found no place, and take it from the list."""
    cells = set_cells(document, raws, printed=printed)
    return Change("归位数字", (_take_unplaced(document, unplaced), *cells.edits))


def drop_unplaced(document: Document, unplaced: int) -> Change:
    """Drop a source text that found no place: a person decided that it does not belong here."""
    return Change("去掉没找到位置的内容", (_take_unplaced(document, unplaced),))


def _take_unplaced(document: Document, unplaced: int) -> TextEdit:
    return TextEdit(UNPLACED, unplaced, (document.paragraphs(UNPLACED)[unplaced],), ())
