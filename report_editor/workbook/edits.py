"""Take over into the report what somebody changed in the visible cells with WPS or Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Document, Part, format_number, read_number
from report_editor.document.commands import set_cells, set_entry, set_field, set_paragraphs
from report_editor.document.compare import paragraph_changes
from report_editor.document.plain_text import split_lines, to_block
from report_editor.forms import SectionKind
from report_editor.ooxml.number_formats import format_float
from report_editor.ooxml.references import Position
from report_editor.workbook import layout
from report_editor.workbook.edit_sentences import (
    describe_change,
    join_some,
    list_cells,
    name_cells,
    name_position,
)
from report_editor.workbook.paragraph_rows import join_edited_rows, join_rows
from report_editor.workbook.places import Basis, Places
from report_editor.workbook.unread_cells import list_unread
from report_editor.workbook.values import find_rest, show_raw, show_text, to_cell_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_editor.forms import Address, Cell, Section
    from report_editor.ooxml.sheet import SheetCell
    from report_editor.ooxml.spreadsheet import Spreadsheet
    from report_editor.workbook.hidden_sheet import StoredTexts
    from report_editor.workbook.places import Place


def take_over_edits(
    document: Document, book: Spreadsheet, stored: StoredTexts, *, is_restored: bool
) -> list[str]:
    """Make the report what its visible cells show; return sentences for the user about changes.

    Args:
        document: The report as the hidden sheet has it, in nobody's use yet.
        book: The workbook that was edited.
        stored: The texts of the hidden sheet, which its visible cells showed when it was written.
        is_restored: There was a hidden sheet; what has no visible cell is not lost.
    """
    return [*_Edits(document, book, stored, is_restored=is_restored).take_over()]


class _Edits:
    """Comparison of a report with the visible cells of its workbook."""

    def __init__(
        self, document: Document, book: Spreadsheet, stored: StoredTexts, *, is_restored: bool
    ) -> None:
        self._document = document
        self._form = document.form
        self._stored = stored
        self._is_restored = is_restored
        self._places = Places(self._form, book)
        self._read: dict[str, set[Position]] = {view.name: set() for view in self._places.views}
        """Cells of each sheet whose content is in the report by now."""
        self._explained: set[str] = set()
        """Values about which it was said that their name stands for another cell."""

    def take_over(self) -> Iterator[str]:
        yield from self._report_missing()
        yield from self._take_fields()
        for section in self._form.sections:
            if section.kind is SectionKind.TEXT:
                yield from self._take_paragraphs(section)
            else:
                yield from self._report_changed_labels(section.key, section.heading)
                yield from self._take_inputs(section)
                yield from self._take_totals(section)
        yield from self._report_moved()
        yield from self._report_hidden()
        yield from self._collect_unplaced()

    def _look_up(self, key: str) -> SheetCell | None:
        """Return the cell of a value, None where it is blank, and note that it was read."""
        place = self._places.found[key]
        self._read.setdefault(place.view.name, set()).add(place.position)
        return place.view.cells.get(place.position)

    def _explain(self, key: str) -> str:
        """Return in brackets why a value is read from another cell than its name stands for."""
        place = self._places.found[key]
        if place.basis is not Basis.LABELS:
            return ""
        self._explained.add(key)
        here = name_position(place.view.name, place.position, place.view.name)
        if (named := self._places.names.get(key)) is None:
            return f"（单元格名称丢失，按看得见的标题读的是 {here}）"
        there = name_position(*named, usual_sheet=place.view.name)
        return f"（单元格名称指向 {there}，按看得见的标题读的是 {here}）"

    # ------------------------------------------------------------------ what is not as laid out

    def _report_missing(self) -> Iterator[str]:
        """Name what no longer has a cell on any sheet; it stays as it was."""
        outcome = "已按上次保存的恢复" if self._is_restored else "没有读到"
        found = self._places.found
        lost: dict[str, list[str]] = {}
        for field, label in layout.FIELD_LABELS.items():
            if layout.field_name(field) not in found:
                lost.setdefault(layout.METADATA_SHEET, []).append(label)
        for section in self._form.sections:
            names = lost.setdefault(layout.sheet_name(section), [])
            if section.kind is SectionKind.TABLE:
                cells = self._form.tables[section.key].cells
                names += name_cells([each for each in cells if each.address not in found], cells)
            elif layout.heading_name(section) not in found:
                names.append(f"“{section.title}”的文字")
        for sheet, names in lost.items():
            if names:
                yield (
                    f"工作表“{sheet}”里找不到这些内容（单元格或者它的标题被删除、改掉了，"
                    f"或者有两处一样的标题），{outcome}：{'；'.join(names)}。"
                )

    def _report_changed_labels(self, table: str, heading: str) -> Iterator[str]:
        """Name the labels that were overwritten, whose values were read all the same."""
        for label in self._places.changed_labels.get(table, ()):
            kind = "表头" if label.is_above else "行标题"
            became = f"改成了“{label.now}”" if label.now else "没有了"
            yield f"“{heading}”的{kind}“{label.official}”{became}，仍按原来的位置读取，请核对。"

    def _report_moved(self) -> Iterator[str]:
        """Say once that cells were found by their labels where their names fail."""
        places = self._places.found.items()
        moved = [key for key, each in places if each.basis is Basis.LABELS]
        if count := len(set(moved) - self._explained):
            yield (
                f"有 {count} 处内容的单元格名称丢失或者指向别处，已按工作表里看得见的标题读取，"
                "内容没有变。"
            )

    def _report_hidden(self) -> Iterator[str]:
        """Say which sheets hold contents out of sight; they are read as all others."""
        for view in self._places.views:
            read = self._read.get(view.name, set())
            hidden = [at for at in sorted(read) if at in view.cells and view.is_out_of_sight(at)]
            if hidden:
                words = join_some([position.coordinate for position in hidden])
                yield f"工作表“{view.name}”里有 {len(hidden)} 处隐藏着的内容，照样读取：{words}。"

    def _collect_unplaced(self) -> Iterator[str]:
        """Move what was written beside the form to the list of what found no place."""
        for view in self._places.views:
            sheet, title = self._places.names.get(layout.TITLE_NAME, (view.name, Position(0, 0)))
            computed = title if sheet == view.name else None
            unread = list_unread(self._document, view, self._read[view.name], computed)
            found = [*map(to_block, unread)]
            if found:
                before = self._document.paragraphs(UNPLACED)
                known_before = frozenset(before)
                after = [*before, *(each for each in found if each not in known_before)]
                self._document.apply(set_paragraphs(self._document, UNPLACED, after))
                yield (
                    f"工作表“{view.name}”里有 {len(found)} 行内容不在报告格式之内，"
                    "已移到“没找到位置的内容”，请看看该放在哪里。"
                )

    # ------------------------------------------------------------------ metadata and text

    def _take_fields(self) -> Iterator[str]:
        yield from self._report_changed_labels("", layout.METADATA_SHEET)
        for field, label in layout.FIELD_LABELS.items():
            if (name := layout.field_name(field)) in self._places.found:
                text = _text_of(self._look_up(name))
                before = self._stored.parts[Part.FIELDS].get(field, "")
                if text != show_text(before):
                    self._document.apply(set_field(self._document, field, text))
                    change = describe_change(before, text) + self._explain(name)
                    yield f"基本信息的“{label}”在别的程序里改过：{change}。"

    def _take_paragraphs(self, section: Section) -> Iterator[str]:
        if (place := self._places.found.get(layout.heading_name(section))) is None:
            return
        read = self._read.setdefault(place.view.name, set())
        if place.basis is not Basis.NAME:
            read.add(place.position)
        below = self._find_below(place)
        last = max(below, default=place.position.row)
        visible = [below.get(row, "") for row in range(place.position.row + 1, last + 1)]
        read.update(Position(row, place.position.column) for row in below)
        before = tuple(self._stored.sections.get(section.key, ()))
        after, changed = _merge_paragraphs(before, visible, layout.measure_text_width(section))
        if changed:
            self._document.apply(set_paragraphs(self._document, section.key, after))
            yield f"“{section.heading}”有 {changed} 段文字在别的程序里改过，已按工作表里的文字。"

    def _find_below(self, heading: Place) -> dict[int, str]:
        """Return the texts below a heading by row, down to the next heading in its column.

        A row in which a value of the report stands, moved there, is no paragraph.
        """
        view, (top, column), _ = heading
        here = [each for each in self._places.found.items() if each[1].view is view]
        headings = {layout.heading_name(each) for each in self._form.text_sections}
        ends = [
            place.position.row
            for key, place in here
            if key in headings and place.position.column == column and place.position.row > top
        ]
        values = {place.position.row for key, place in here if key not in headings}
        return {
            position.row: _text_of(cell)
            for position, cell in view.cells.items()
            if position.column == column
            and top < position.row < min(ends, default=position.row + 1)
            and position.row not in values
            and not view.is_covered(position)
        }

    # ------------------------------------------------------------------ tables

    def _take_inputs(self, section: Section) -> Iterator[str]:
        document = self._document
        edited: dict[Address, str] = {}
        words: list[tuple[Cell, str]] = []
        disguised: list[tuple[Cell, str]] = []
        for cell in self._form.tables[section.key].cells:
            if cell.is_total or cell.address not in self._places.found:
                continue
            shown = self._look_up(cell.address)
            text = _text_of(shown)
            raw = self._stored.parts[Part.CELLS].get(cell.address, "")
            if text != show_raw(read_number(raw, cell.kind, cell.unit)):
                edited[cell.address] = text
                change = describe_change(raw, text)
                words.append(
                    (cell, change + _describe_look(shown, cell) + self._explain(cell.address))
                )
            elif look := _describe_look(shown, cell):
                disguised.append((cell, f"{text}{look}"))
        if edited:
            document.apply(set_cells(document, edited))
            opening = (
                f"“{section.heading}”有 {len(edited)} 个单元格在别的程序里改过，已按表格里的内容"
            )
            if self._is_restored:
                yield from list_cells(opening, words)
            else:  # nobody knows what stood there before
                yield f"{opening}：{join_some([f'{cell.name} {text}' for cell, text in words])}。"
        if disguised:
            opening = f"“{section.heading}”有 {len(disguised)} 个单元格显示的不是里面的数"
            yield from list_cells(f"{opening}，已按里面的数", disguised)

    def _take_totals(self, section: Section) -> Iterator[str]:
        document, table = self._document, self._form.tables[section.key]
        printed = layout.find_value_positions(table)
        printed_formulas = {_sum(total, printed) for total in table.cells if total.is_total}
        overwritten: list[tuple[Cell, str]] = []
        shown_otherwise: list[tuple[Cell, str]] = []
        for total in table.cells:
            if not total.is_total or total.address not in self._places.found:
                continue
            cell = self._look_up(total.address)
            value = document.value(total.address)
            text, formula = _text_of(cell), None if cell is None else cell.formula
            if text.strip() == format_float(to_cell_number(value)) or (cell is None and not value):
                if look := _describe_look(cell, total):
                    shown_otherwise.append((total, f"是 {text}{look}"))
                continue
            is_computed = cell is None or bool(cell.text)
            if formula is not None and formula == self._sum_here(total):
                if is_computed:
                    words = f"表格里显示“{text}”，应为 {format_number(value)}"
                    shown_otherwise.append((total, words))
            elif is_computed or formula not in printed_formulas:
                document.apply(set_entry(document, Part.STATED, total.address, text, ""))
                reason = self._explain(total.address)
                words = f"表格里是“{text}”，应为 {format_number(value)}{reason}"
                overwritten.append((total, words))
        if overwritten:
            opening = f"“{section.heading}”有 {len(overwritten)} 个合计的公式被改掉了"
            yield from list_cells(f"{opening}，已恢复公式并保留表格里的数供核对", overwritten)
        if shown_otherwise:
            opening = f"“{section.heading}”有 {len(shown_otherwise)} 个合计在表格里显示得不对"
            yield from list_cells(
                f"{opening}（比如有的数写成了文字），以应有的数为准", shown_otherwise
            )

    def _sum_here(self, total: Cell) -> str | None:
        """Return the formula of a total for the cells in which its parts stand now."""
        found = self._places.found
        if any(part not in found or found[part].view.name != found[total.address].view.name
               for part in total.parts):  # fmt: skip
            return None
        return _sum(total, {part: found[part].position for part in total.parts})


def _sum(total: Cell, positions: Mapping[str, Position]) -> str:
    return layout.sum_formula(positions[part] for part in total.parts)


def _describe_look(shown: SheetCell | None, cell: Cell) -> str:
    """Return in brackets what a cell shows, if its number format shows another number."""
    if shown is None or shown.look == shown.text:
        return ""
    numbers = [read_number(text, cell.kind, cell.unit).number for text in (shown.text, shown.look)]
    return "" if numbers[0] == numbers[1] else f"（按它的数字格式显示为“{shown.look}”）"


def _merge_paragraphs(
    before: tuple[str, ...], visible: list[str], width: float
) -> tuple[list[str], int]:
    """Return the paragraphs that the visible rows make of those before, and how many differ.

    What shows a paragraph of before, in one row or several, stands for that very paragraph; each
    line of another row is one. Blank rows and lines that were added are layout, no paragraphs.
    ``width`` is that of their column in millimetres.
    """
    shown = [show_text(paragraph) for paragraph in before]
    visible = join_rows(visible, shown)
    visible = visible + [""] * (len(shown) - len(visible))
    if visible == shown:
        return list(before), 0
    after: list[str] = []
    changed = 0
    for kind, start, end, start_now, end_now in paragraph_changes(shown, visible):
        if kind == "equal":
            after += before[start:end]
            continue
        rests = [each for each in map(find_rest, before[start:end]) if each[0]]
        now = join_edited_rows(visible[start_now:end_now], shown[start:end], width)
        rows = [_restore_rest(row, rests) for row in now if row]
        after += [line for row in rows for line in split_lines(row) if line]
        changed += max(len(rows), len([each for each in before[start:end] if each]))
    return after, 0 if tuple(after) == before else max(changed, 1)


def _restore_rest(row: str, rests: list[tuple[str, str]]) -> str:
    """Return a row with the text that did not fit its cell, if it still ends with that notice."""
    for notice, rest in rests:
        if row.endswith(notice):
            return row.removesuffix(notice) + rest
    return row


def _text_of(cell: SheetCell | None) -> str:
    """Return what a person wrote into a cell: of a formula its value or, without one, itself."""
    if cell is None:
        return ""
    text = cell.text if cell.text or cell.formula is None else f"={cell.formula}"
    return text.replace("\r\n", "\n").replace("\r", "\n")
