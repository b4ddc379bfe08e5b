"""Look at an edited workbook as a person does, and say what the reader got wrong in silence.

Nothing of the reader is used here: openpyxl reads the cells, and a number belongs to the first
label on its left and the first above it. A sheet of the user's own is one that a save keeps.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import get_column_letter
from python_calamine import load_workbook

from report_editor.document import FIELDS, UNPLACED, Part
from report_editor.workbook import layout
from report_editor.workbook.write import to_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from report_editor.document import Document
    from report_editor.forms import Cell, Form
    from report_editor.workbook.reopened import Reopened

Spot = tuple[int, int]


@dataclass
class Seen:
    """One sheet as it looks."""

    title: str
    texts: dict[Spot, str] = field(default_factory=dict)
    """Text of each cell; of a merged range in its first cell."""
    inside: dict[Spot, Spot] = field(default_factory=dict)
    """First cell of the merged range that a cell is in."""
    formulas: set[Spot] = field(default_factory=set)
    owners: dict[Spot, list[Cell]] = field(default_factory=dict)
    """Values found to belong to a cell."""
    is_kept: bool = False
    """Set for a sheet of the user's own, which a save keeps as it is."""

    def at(self, row: int, column: int) -> str:
        return self.texts.get(self.inside.get((row, column), (row, column)), "")


def silent_differences(
    data: bytes, reopened: Reopened, before: Document, *, is_calculated: bool
) -> list[str]:
    """Return what a person sees on the sheets and neither the report nor a note has.

    ``before`` is the report as it was saved; ``is_calculated`` says that the values stored with
    formulas are those of now.
    """
    form = reopened.document.form
    sheets = [*_look(data)]
    kept = _find_kept(data, {seen.title for seen in sheets}, reopened)
    for seen in sheets:
        seen.is_kept = seen.title in kept
    return [
        *_untold_changes(reopened, before),
        *_unseen_values(sheets, reopened),
        *_wrong_values(form, sheets, reopened, is_calculated=is_calculated),
        *_blank_values(form, sheets, reopened),
        *_lost(form, sheets, reopened),
    ]


def _find_kept(data: bytes, titles: set[str], reopened: Reopened) -> set[str]:
    """Return which sheets are the user's own: those that are still there after a save."""
    others = titles - {sheet for sheet, _ in layout.defined_names(reopened.document.form).values()}
    if not others:
        return set()
    saved = to_workbook(reopened.document, keep=data)
    return others & set(load_workbook(BytesIO(saved)).sheet_names)


def _look(data: bytes) -> Iterator[Seen]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl drops rules that it does not know, with a word
        book = openpyxl.load_workbook(BytesIO(data))
    stored = load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        if sheet.title == layout.DATA_SHEET:
            continue
        seen = Seen(sheet.title)
        for merged in sheet.merged_cells.ranges:
            first = (merged.min_row - 1, merged.min_col - 1)
            for row in range(first[0], merged.max_row):
                for column in range(first[1], merged.max_col):
                    seen.inside.setdefault((row, column), first)
        _read(sheet, stored.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False), seen)
        yield seen


def _read(sheet: Worksheet, stored: list[list[Any]], seen: Seen) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None or cell.row is None or cell.column is None:
                continue
            spot = (cell.row - 1, cell.column - 1)
            if seen.inside.get(spot, spot) != spot:
                continue
            value = cell.value
            if cell.data_type == "f":
                seen.formulas.add(spot)
                at_row = stored[spot[0]] if spot[0] < len(stored) else []
                result = at_row[spot[1]] if spot[1] < len(at_row) else ""
                value = cell.value if result == "" else result
            seen.texts[spot] = _show(value, cell.number_format)


def _show(value: object, number_format: str) -> str:
    """Return a value as it looks, in the few formats that the edits use."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = str(value).removesuffix(" 00:00:00")
        return text.upper() if isinstance(value, bool) else text
    number = Decimal(str(value))
    if ";;;" in number_format or (number_format.endswith('""') and not number):
        return ""
    if "%" in number_format:
        return f"{number * 100:.0f}%"
    if number_format == "0.0":
        return f"{number:.1f}"
    if number_format in ("0", '0"件"', "#,##0", "#,##0.00"):
        return f"{number:.0f}"
    return f"{number.normalize():f}"


def _untold_changes(reopened: Reopened, before: Document) -> Iterator[str]:
    """Yield each input that is not what it was, and of which no note speaks."""
    for cell in before.form.inputs:
        now = reopened.document.raw(cell.address)
        if not _same(before.raw(cell.address), now) and not _is_told(cell, reopened):
            yield f"{cell.address}: became {now!r} without a word"


def _unseen_values(sheets: Sequence[Seen], reopened: Reopened) -> Iterator[str]:
    """Yield each input that was read, that no cell shows, and of which no note speaks."""
    shown = {text.strip() for seen in sheets for text in seen.texts.values()}
    numbers = {_number(text) for text in shown} - {None}
    for cell in reopened.document.form.inputs:
        raw = reopened.document.raw(cell.address)
        is_shown = not raw or raw.strip() in shown or _number(raw) in numbers
        if not is_shown and not _is_told(cell, reopened):
            yield f"{cell.address}: read {raw!r}, which no cell shows"


# ---------------------------------------------------------------------- values under their labels


@cache
def _plain(text: str) -> str:
    return re.sub(r"[\s（）()、，,：:./“”]", "", text)


class _Labels:
    """Values of a form by the labels that a person looks for."""

    def __init__(self, form: Form) -> None:
        self.texts: set[str] = set()
        self.crossed: dict[tuple[str, str], list[Cell]] = {}
        self.under_headers: dict[str, list[Cell]] = {}
        for table in form.tables.values():
            self.texts |= {_plain(cell.text) for cell in table.grid} - {""}
            value_rows = {cell.row for cell in table.value_cells.values()}
            has_row_labels = any(cell.text and cell.row in value_rows for cell in table.grid)
            for cell in table.cells:
                column = _plain(cell.column.label)
                if has_row_labels:
                    self.crossed.setdefault((_plain(cell.row.label), column), []).append(cell)
                else:
                    self.under_headers.setdefault(column, []).append(cell)


_labels_of = cache(_Labels)


def _owners(form: Form, seen: Seen, spot: Spot) -> list[Cell]:
    """The values whose labels stand beside and above a cell; a label in a value's cell is none."""
    if spot not in seen.owners:
        seen.owners[spot] = _find_owners(form, seen, spot, is_strict=True)
    return seen.owners[spot]


def _find_owners(form: Form, seen: Seen, spot: Spot, *, is_strict: bool) -> list[Cell]:
    labels = _labels_of(form)
    row, column = spot

    def label(at: Spot) -> str:
        text = _plain(seen.at(*at))
        is_label = text in labels.texts and not (is_strict and _owners(form, seen, at))
        return text if is_label else ""

    left = next((t for c in range(column - 1, -1, -1) if (t := label((row, c)))), "")
    above = [t for r in range(row - 1, -1, -1) if (t := label((r, column)))]
    if not above:
        return []
    found = labels.crossed.get((left, above[0]), [])
    lower = labels.under_headers.get(above[0], [])
    groups = ([cell for cell in lower if _plain(cell.row.label) == text] for text in above[:3])
    return [*found, *next((group for group in groups if group), [])]  # the nearest group's


def _wrong_values(
    form: Form, sheets: Sequence[Seen], reopened: Reopened, *, is_calculated: bool
) -> Iterator[str]:
    places: dict[str, list[tuple[Seen, Spot]]] = {}
    unsure: set[tuple[str, Spot, str]] = set()
    for seen in sheets:
        for spot, text in seen.texts.items():
            is_label = _plain(text) in _labels_of(form).texts
            if any(map(str.isdigit, text)) and len(text) < 25 and not is_label:
                strict = _owners(form, seen, spot)
                other = _find_owners(form, seen, spot, is_strict=False)
                for cell in {each.address: each for each in (*strict, *other)}.values():
                    places.setdefault(cell.address, []).append((seen, spot))
                    if cell not in strict or cell not in other:
                        unsure.add((seen.title, spot, cell.address))
    for address, spots in places.items():
        cell = form.cells[address]
        if not _is_told(cell, reopened):
            sure = [e for e in spots if (e[0].title, e[1], address) not in unsure]
            yield from _compare(cell, spots, sure, reopened, is_calculated=is_calculated)


def _blank_values(form: Form, sheets: Sequence[Seen], reopened: Reopened) -> Iterator[str]:
    """Yield each input that was read, where one cell stands under its labels, and that is blank."""
    places: dict[str, list[tuple[Seen, Spot]]] = {}
    for seen in sheets:
        bottom = max((row for row, _ in seen.texts), default=-1)
        right = max((column for _, column in seen.texts), default=-1)
        for spot in product(range(bottom + 1), range(right + 1)):
            if seen.inside.get(spot, spot) != spot:
                continue
            owners = (*_owners(form, seen, spot), *_find_owners(form, seen, spot, is_strict=False))
            for address in {cell.address for cell in owners}:
                places.setdefault(address, []).append((seen, spot))
    for cell in form.inputs:
        raw, spots = reopened.document.raw(cell.address), places.get(cell.address, ())
        if not raw or len(spots) != 1 or _is_told(cell, reopened):
            continue
        ((seen, spot),) = spots
        if not seen.at(*spot).strip() and not _is_beside(form, seen, spot, raw):
            yield f"{cell.address}: {seen.title} {_name(spot)} is blank, read {raw!r}"


def _is_beside(form: Form, seen: Seen, spot: Spot, raw: str) -> bool:
    """Check whether the next text in a row is a value below no header of its own.

    So stands one whose header was spread over several columns, where that is merged no longer.
    """
    row, column = spot
    right = max(column for _, column in seen.texts)
    beside = next((c for c in range(column + 1, right + 1) if seen.at(row, c).strip()), None)
    if beside is None or not _same(seen.at(row, beside), raw):
        return False
    return not _find_owners(form, seen, (row, beside), is_strict=False)


def _compare(
    cell: Cell,
    spots: list[tuple[Seen, Spot]],
    sure: list[tuple[Seen, Spot]],
    reopened: Reopened,
    *,
    is_calculated: bool,
) -> Iterator[str]:
    """Yield where a value of which no note speaks is not what stands under its labels.

    Only cells that are ``sure`` count against it; a label in a value's cell leaves others open, and
    a cell that is listed as without a place is told.
    """
    document = reopened.document
    if all(seen.is_kept for seen, _ in spots):
        return
    if cell.is_total:
        stated = document.entries(Part.STATED).get(cell.address)
        read = [str(document.value(cell.address)), *([] if stated is None else [stated])]
    else:
        read = [document.raw(cell.address)]
    agrees = False
    for seen, spot in spots:
        text = seen.texts[spot]
        is_stale = cell.is_total and spot in seen.formulas and not is_calculated
        if is_stale or any(_same(text, each) for each in read):
            agrees = True
        elif (seen, spot) in sure and not (
            _is_listed(seen, spot, reopened) or seen.is_kept or _is_read_elsewhere(text, reopened)
        ):
            yield f"{cell.address}: {seen.title} {_name(spot)} shows {text}, read {read}"
    is_open = any(not _is_listed(seen, spot, reopened) for seen, spot in sure)
    if is_open and not agrees and not cell.is_total and _number(read[0]) is not None:
        yield f"{cell.address}: read {read}, which nothing shows"


def _is_read_elsewhere(text: str, reopened: Reopened) -> bool:
    """Whether a value of which a note speaks, on a changed label say, has the number."""
    document = reopened.document
    raws = document.entries(Part.CELLS).items()
    return any(
        _same(text, raw) and _is_told(document.form.cells[address], reopened)
        for address, raw in raws
    )


def _number(text: str) -> Decimal | None:
    text = text.strip().translate({ord("０") + n: str(n) for n in range(10)})
    match = re.fullmatch(r"(-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?:件|（.*）)?", text)
    try:
        return Decimal(match[1].replace(",", "")) if match else None
    except InvalidOperation:
        return None


def _same(one: str, other: str) -> bool:
    numbers = (_number(one), _number(other))
    return one.strip() == other.strip() or (numbers[0] is not None and numbers[0] == numbers[1])


# ---------------------------------------------------------------------- what was told


def _is_told(cell: Cell, reopened: Reopened) -> bool:
    section = reopened.document.form.section(cell.table)
    row, column = re.escape(cell.row.short), re.escape(cell.column.short)
    patterns = [
        rf"{row}·{column} (由|表格里|是|.*显示)",
        rf"^　{row}：(.*；)?{column} ",
        rf"找不到.*[：；]({row}（整行）|{row}·([^；]*、)?{column}[、；。])",
    ]
    for note in reopened.notes:
        if any(re.search(pattern, note) for pattern in patterns):
            return True
        if f"“{section.heading}”" in note and "整张表" in note:
            return True
        if f"“{section.heading}”的" in note and (
            f"表头“{cell.column.label}”" in note or f"行标题“{cell.row.label}”" in note
        ):
            return True
    return False


def _is_listed(seen: Seen, spot: Spot, reopened: Reopened) -> bool:
    """Whether the list of what found no place has the cell with its coordinate."""
    pattern = rf"^{re.escape(seen.title)} (.*；)?{_name(spot)}："
    listed = reopened.document.paragraphs(UNPLACED)
    return any(re.search(pattern, text, re.DOTALL) for text in listed)


def _name(spot: Spot) -> str:
    return f"{get_column_letter(spot[1] + 1)}{spot[0] + 1}"


# ---------------------------------------------------------------------- nothing vanishes


def _lost(form: Form, sheets: Sequence[Seen], reopened: Reopened) -> Iterator[str]:
    """Yield each text or number of the report's sheets that is nowhere in the report."""
    document = reopened.document
    printed = {_plain(text) for text in layout.printed_texts(form)} | {_plain(document.title)}
    known = [document.field(each).strip() for each in FIELDS]
    known += [p.strip() for each in form.text_sections for p in document.paragraphs(each.key)]
    numbers = [*document.entries(Part.CELLS).values(), *document.entries(Part.STATED).values()]
    numbers += [str(document.value(address)) for address in form.cells]
    for seen in sheets:
        if seen.is_kept:
            continue
        for spot, text in seen.texts.items():
            if not text.strip() or _plain(text) in printed or spot in seen.formulas:
                continue
            if text.strip() in known or _is_listed(seen, spot, reopened):
                continue
            if any(_same(text, number) for number in numbers):
                continue  # under which labels was asked above
            if any(_is_told(cell, reopened) for cell in _owners(form, seen, spot)):
                continue
            if not any(f"“{text[:20]}" in note for note in reopened.notes):
                yield f"{seen.title} {_name(spot)}: {text[:20]!r} is nowhere"
