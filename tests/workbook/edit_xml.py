"""Carry out random edits in the XML of a workbook as Excel does.

A name follows the cell that is cut and pasted or moved by an insertion, and becomes #REF! when its
cell is overwritten or deleted; merged ranges move along. Values stored with formulas stay.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from report_editor.ooxml.references import Position, parse_cell, parse_range
from tests.workbook.transforming import MAIN
from tests.workbook.workbook_surgery import packed, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.workbook.random_edits import Edit

Spot = tuple[int, int]

_FAR = 400


class _Sheet:
    """Cells and merged ranges of a sheet."""

    def __init__(self, name: str, root: Any) -> None:
        self.name = name
        self.root = root
        self.cells: dict[Spot, Any] = {}
        for cell in root.iter(f"{{{MAIN}}}c"):
            position = parse_cell(cell.get("r"))
            assert position is not None
            self.cells[position.row, position.column] = cell
        found = [parse_range(each.get("ref")) for each in root.iter(f"{{{MAIN}}}mergeCell")]
        self.merges = [each for each in found if each is not None]

    def write(self) -> bytes:
        data = self.root.find(f"{{{MAIN}}}sheetData")
        heights = {row.get("r"): dict(row.attrib) for row in data}
        for row in list(data):
            data.remove(row)
        rows: dict[int, Any] = {}
        for row, column in sorted(self.cells):
            if row not in rows:
                known = heights.get(str(row + 1), {}).get("hidden")
                rows[row] = etree.SubElement(data, f"{{{MAIN}}}row", r=str(row + 1))
                if known:
                    rows[row].set("hidden", known)
            cell = self.cells[row, column]
            cell.set("r", Position(row, column).coordinate)
            rows[row].append(cell)
        merged = self.root.find(f"{{{MAIN}}}mergeCells")
        if merged is not None:
            for each in list(merged):
                merged.remove(each)
            for first, last in self.merges:
                etree.SubElement(
                    merged, f"{{{MAIN}}}mergeCell", ref=f"{first.coordinate}:{last.coordinate}"
                )
            if not self.merges:
                self.root.remove(merged)
        written: bytes = etree.tostring(self.root)
        return written


class _Book:
    """Sheets and names of a workbook."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data)
        self.root = etree.fromstring(self.parts["xl/workbook.xml"])
        self.sheets: list[_Sheet | None] = []
        self.files: dict[str, str] = {}
        for number, each in enumerate(self.root.iter(f"{{{MAIN}}}sheet"), 1):
            part = f"xl/worksheets/sheet{number}.xml"
            self.files[each.get("name")] = part
            self.sheets.append(_Sheet(each.get("name"), etree.fromstring(self.parts[part])))
        self.sheets.pop()  # the hidden one
        self.names = {
            each.get("name"): [each, *self._cell(each.text)]
            for each in self.root.iter(f"{{{MAIN}}}definedName")
            if each.get("localSheetId") is None
        }

    @staticmethod
    def _cell(text: str) -> tuple[str, Spot | None]:
        sheet, _, cell = text.rpartition("!")
        position = parse_cell(cell)
        return sheet.strip("'").replace("''", "'"), (
            position.row,
            position.column,
        ) if position else None

    def write(self) -> bytes:
        for element, sheet, spot in self.names.values():
            cell = Position(*spot).a1 if spot else "#REF!"
            element.text = f"'{sheet}'!{cell}"
        for sheet in self.sheets:
            if sheet is not None:
                self.parts[self.files[sheet.name]] = sheet.write()
        self.parts["xl/workbook.xml"] = etree.tostring(self.root)
        return packed(self.parts)

    def move(self, sheet: _Sheet, move: Callable[[Spot], Spot | None], *, keeps: bool) -> None:
        """Move every cell, name and merged range of a sheet; None deletes."""
        cells, sheet.cells = sheet.cells, {}
        for spot, cell in cells.items():
            if (to := move(spot)) is not None:
                sheet.cells[to] = cell
        for entry in self.names.values():
            if entry[1] == sheet.name and entry[2] is not None:
                entry[2] = move(entry[2])
        if keeps:
            return
        merges = []
        for first, last in sheet.merges:
            spots = [
                move((r, c)) for r in (first.row, last.row) for c in (first.column, last.column)
            ]
            there = [each for each in spots if each is not None]
            if len(there) == 4 and max(there) != min(there):
                merges.append((Position(*min(there)), Position(*max(there))))
        sheet.merges = merges


def edit_xml(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the workbook after some edits."""
    book = _Book(data)
    for kind, at, *arguments in edits:
        sheet = book.sheets[at] if at < len(book.sheets) else None
        if sheet is not None:
            _edit(book, sheet, kind, arguments)
    return book.write()


def _edit(  # noqa: C901, PLR0912, PLR0915 - one case a kind of edit
    book: _Book, sheet: _Sheet, kind: str, args: list[Any]
) -> None:
    match kind, *args:
        case "set", row, column, value:
            _write(sheet, (row, column), value)
        case "clear", *block:
            for spot in _spots(block):
                _write(sheet, spot, None)
        case (("cut" | "copy"), *block, other, row, column):
            target = book.sheets[other] if other < len(book.sheets) else None
            if target is not None:
                _transfer(book, sheet, block, target, (row, column), is_cut=kind == "cut")
        case "swap_texts", row, column, other_row, other_column:
            _swap(sheet, (row, column), (other_row, other_column))
        case "swap_rows", one, other, _, _:
            book.move(
                sheet, lambda at: ({one: other, other: one}.get(at[0], at[0]), at[1]), keeps=True
            )
        case "swap_columns", one, other, _, _:
            book.move(
                sheet, lambda at: (at[0], {one: other, other: one}.get(at[1], at[1])), keeps=True
            )
        case "reorder_rows", first, _, order:
            target_of = {source: first + at for at, source in enumerate(order)}
            sheet.cells = {(target_of.get(r, r), c): cell for (r, c), cell in sheet.cells.items()}
        case (("insert_rows" | "insert_columns"), first, count):
            axis = 0 if "rows" in kind else 1
            book.move(sheet, lambda at: _shifted(at, axis, first, count), keeps=False)
        case (("delete_rows" | "delete_columns"), first, count):
            axis = 0 if "rows" in kind else 1
            book.move(sheet, lambda at: _shifted(at, axis, first, -count), keeps=False)
        case (("insert_cells_down" | "delete_cells_up"), row, column, last, _):
            count = (last - row + 1) * (1 if "insert" in kind else -1)
            book.move(sheet, lambda at: at if at[1] != column else _shifted(at, 0, row, count),
                      keeps=True)  # fmt: skip
        case (("insert_cells_right" | "delete_cells_left"), row, column, last, _):
            count = 1 if "insert" in kind else -1
            book.move(
                sheet,
                lambda at: _shifted(at, 1, column, count) if row <= at[0] <= last else at,
                keeps=True,
            )
        case "merge", row, column, last_row, last_column:
            _merge(sheet, (Position(row, column), Position(last_row, last_column)))
        case "unmerge", *_:
            sheet.merges = []
        case "rename_sheet", title:
            _rename(book, sheet, title)
        case "delete_names", names:
            for name in names:
                if name in book.names:
                    element = book.names.pop(name)[0]
                    element.getparent().remove(element)
        case "rename_name", name, new:
            if name in book.names:
                book.names[name][0].set("name", new)
        case "double_name", name, other:
            if name in book.names and other in book.names:
                book.names[name][1:] = book.names[other][1:]
        case "point_name", name, row, column:
            if name in book.names:
                book.names[name][1:] = [sheet.name, (row, column)]
        case "hide_row", row:
            for each in sheet.root.iter(f"{{{MAIN}}}row"):
                if each.get("r") == str(row + 1):
                    each.set("hidden", "1")


def _spots(block: Sequence[int]) -> list[Spot]:
    row, column, last_row, last_column = block
    return [(r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)]


def _shifted(at: Spot, axis: int, first: int, count: int) -> Spot | None:
    if at[axis] < first:
        return at
    if count < 0 and at[axis] < first - count:
        return None
    moved = [*at]
    moved[axis] = min(moved[axis] + count, _FAR)
    return moved[0], moved[1]


def _swap(sheet: _Sheet, one: Spot, other: Spot) -> None:
    cells = [sheet.cells.pop(spot, None) for spot in (one, other)]
    for spot, cell in zip((other, one), cells, strict=True):
        if cell is not None:
            sheet.cells[spot] = cell


def _write(sheet: _Sheet, spot: Spot, value: Any) -> None:
    known = sheet.cells.pop(spot, None)
    style = None if known is None else known.get("s")
    cell = etree.Element(f"{{{MAIN}}}c")
    if style is not None:
        cell.set("s", style)
    if value is None:
        pass
    elif isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
        text.text = value
    elif isinstance(value, bool):
        cell.set("t", "b")
        etree.SubElement(cell, f"{{{MAIN}}}v").text = "1"
    elif isinstance(value, dict):
        if "formula" in value:
            etree.SubElement(cell, f"{{{MAIN}}}f").text = value["formula"]
        etree.SubElement(cell, f"{{{MAIN}}}v").text = str(value.get("date", 7))
    else:
        etree.SubElement(cell, f"{{{MAIN}}}v").text = str(value)
    sheet.cells[spot] = cell


def _transfer(
    book: _Book, sheet: _Sheet, block: Sequence[int], target: _Sheet, to: Spot, *, is_cut: bool
) -> None:
    def there(spot: Spot) -> Spot:
        return spot[0] - block[0] + to[0], spot[1] - block[1] + to[1]

    spots = _spots(block)
    taken = {spot: sheet.cells[spot] for spot in spots if spot in sheet.cells}
    merges = [each for each in sheet.merges if tuple(each[0]) in spots]
    if is_cut:
        overwritten = {(target.name, there(spot)) for spot in spots}
        for entry in book.names.values():
            if entry[1] == sheet.name and entry[2] in spots:
                entry[1:] = [target.name, there(entry[2])]
            elif (entry[1], entry[2]) in overwritten:
                entry[2] = None
        sheet.merges = [each for each in sheet.merges if each not in merges]
        for spot in taken:
            del sheet.cells[spot]
    else:
        taken = {spot: copy.deepcopy(cell) for spot, cell in taken.items()}
    for spot in spots:
        target.cells.pop(there(spot), None)
    for spot, cell in taken.items():
        target.cells[there(spot)] = cell
    for first, last in merges:
        _merge(target, (Position(*there(first)), Position(*there(last))))


def _merge(sheet: _Sheet, block: tuple[Position, Position]) -> None:
    sheet.merges = [each for each in sheet.merges if not _overlap(each, block)]
    sheet.merges.append(block)


def _overlap(one: tuple[Position, Position], other: tuple[Position, Position]) -> bool:
    return (
        one[0].row <= other[1].row
        and other[0].row <= one[1].row
        and one[0].column <= other[1].column
        and other[0].column <= one[1].column
    )


def _rename(book: _Book, sheet: _Sheet, title: str) -> None:
    if title in book.files:
        return
    for each in book.root.iter(f"{{{MAIN}}}sheet"):
        if each.get("name") == sheet.name:
            each.set("name", title)
    for entry in book.names.values():
        if entry[1] == sheet.name:
            entry[1] = title
    book.files[title] = book.files.pop(sheet.name)
    for each in book.root.iter(f"{{{MAIN}}}definedName"):
        if each.get("localSheetId") is not None:
            each.text = re.sub(r"^.*!", f"'{title}'!", each.text or "")
    sheet.name = title
