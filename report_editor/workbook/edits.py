"""Take over into the report what somebody changed in the visible cells with WPS or Excel."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Document, Part, format_number, read_number
from report_editor.document.commands import set_cells, set_entry, set_field, set_paragraphs
from report_editor.document.compare import paragraph_changes
from report_editor.document.plain_text import split_lines, to_block
from report_editor.forms import SectionKind
from report_editor.ooxml.number_formats import format_float
from report_editor.workbook import layout
from report_editor.workbook.values import find_rest, show_raw, show_text, to_cell_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.forms import Address, Cell, Section
    from report_editor.ooxml.references import Position
    from report_editor.ooxml.sheet import SheetCell
    from report_editor.ooxml.spreadsheet import Spreadsheet
    from report_editor.workbook.hidden_sheet import StoredTexts

_MAX_NAMED = 5
"""Cells that one sentence names; of more it gives the number."""


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
    return [*_Edits(document, book, stored).take_over(is_restored=is_restored)]


class _Edits:
    """Comparison of a report with the visible cells of its workbook."""

    def __init__(self, document: Document, book: Spreadsheet, stored: StoredTexts) -> None:
        self._document = document
        self._form = document.form
        self._book = book
        self._names = book.names
        self._stored = stored
        self._cells = cache(book.cells)

    def take_over(self, *, is_restored: bool) -> Iterator[str]:
        yield from self._report_missing(is_restored=is_restored)
        yield from self._collect_unplaced()
        yield from self._take_fields()
        for section in self._form.sections:
            if section.kind is SectionKind.TEXT:
                yield from self._take_paragraphs(section)
            else:
                yield from self._take_inputs(section)
                yield from self._take_totals(section)

    def _cell(self, name: str) -> SheetCell | None:
        """Return the cell of a defined name; None where it is blank."""
        sheet, position = self._names[name]
        return self._cells(sheet).get(position)

    def _report_missing(self, *, is_restored: bool) -> Iterator[str]:
        """Name the sheets in which cells were deleted; their contents stay as they were."""
        laid_out = layout.defined_names(self._form)
        sheets = Counter(sheet for name, (sheet, _) in laid_out.items() if name not in self._names)
        outcome = "这些内容按上次保存的恢复" if is_restored else "这些内容没有读到"
        for sheet, count in sheets.items():
            yield f"工作表“{sheet}”有 {count} 处被删除了，{outcome}。"

    def _collect_unplaced(self) -> Iterator[str]:
        """Move what was written beside the form to the list of what found no place."""
        printed = layout.printed_texts(self._form)
        known: dict[str, set[Position]] = {}
        for name in layout.defined_names(self._form).keys() & self._names.keys():
            known.setdefault(self._names[name][0], set()).add(self._names[name][1])
        headings = {self._names.get(layout.heading_name(each)) for each in self._form.text_sections}
        for sheet in [entry.name for entry in self._book.sheets if entry.name in known]:
            tops = [each[1] for each in headings if each is not None and each[0] == sheet]
            found = [
                to_block(f"{sheet} {position.coordinate}：{_describe(cell)}")
                for position, cell in sorted(self._cells(sheet).items())
                if position not in known[sheet]
                and (cell.formula is not None or cell.text not in printed)
                and not any(top.column == position.column and top < position for top in tops)
            ]
            if found:
                before = self._document.paragraphs(UNPLACED)
                known_before = frozenset(before)
                after = [*before, *(each for each in found if each not in known_before)]
                self._document.apply(set_paragraphs(self._document, UNPLACED, after))
                yield (
                    f"工作表“{sheet}”里有 {len(found)} 处内容不在报告格式之内，"
                    "已移到“没有归位的内容”，请看看该放在哪里。"
                )

    # ------------------------------------------------------------------ metadata and text

    def _take_fields(self) -> Iterator[str]:
        for field, label in layout.FIELD_LABELS.items():
            if (name := layout.field_name(field)) in self._names:
                text = _text_of(self._cell(name))
                before = self._stored.parts[Part.FIELDS].get(field, "")
                if text != show_text(before):
                    self._document.apply(set_field(self._document, field, text))
                    yield f"基本信息的“{label}”在别的程序里改过：{_describe_change(before, text)}。"

    def _take_paragraphs(self, section: Section) -> Iterator[str]:
        if (name := layout.heading_name(section)) not in self._names:
            return
        sheet, heading = self._names[name]
        below = {
            position.row: _text_of(cell)
            for position, cell in self._cells(sheet).items()
            if position.column == heading.column and position.row > heading.row
        }
        last = max(below, default=heading.row)
        visible = [below.get(row, "") for row in range(heading.row + 1, last + 1)]
        before = tuple(self._stored.sections.get(section.key, ()))
        after, changed = _merge_paragraphs(before, visible)
        if changed:
            self._document.apply(set_paragraphs(self._document, section.key, after))
            yield f"“{section.heading}”有 {changed} 段文字在别的程序里改过，已按工作表里的文字。"

    # ------------------------------------------------------------------ tables

    def _take_inputs(self, section: Section) -> Iterator[str]:
        document = self._document
        edited: dict[Address, str] = {}
        for cell in self._form.tables[section.key].cells:
            if not cell.is_total and cell.address in self._names:
                text = _text_of(self._cell(cell.address))
                raw = self._stored.parts[Part.CELLS].get(cell.address, "")
                if text != show_raw(read_number(raw, cell.kind, cell.unit)):
                    edited[cell.address] = text
        if edited:
            words = [
                f"{self._form.cells[address].name} {_describe_change(document.raw(address), text)}"
                for address, text in edited.items()
            ]
            document.apply(set_cells(document, edited))
            yield (
                f"“{section.heading}”有 {len(edited)} 个单元格在别的程序里改过，"
                f"已按表格里的内容：{_join_some(words)}。"
            )

    def _take_totals(self, section: Section) -> Iterator[str]:
        document = self._document
        positions = layout.find_value_positions(self._form.tables[section.key])
        words: list[str] = []
        for cell in self._form.tables[section.key].cells:
            is_here = cell.is_total and cell.address in self._names
            if is_here and (text := self._find_overwriting(cell, positions)) is not None:
                document.apply(set_entry(document, Part.STATED, cell.address, text, ""))
                computed = format_number(document.value(cell.address))
                words.append(f"{cell.name} 表格里是“{text}”，应为 {computed}")
        if words:
            yield (
                f"“{section.heading}”有 {len(words)} 个合计的公式被改掉了，"
                f"已恢复公式并保留表格里的数供核对：{_join_some(words)}。"
            )

    def _find_overwriting(self, total: Cell, positions: dict[Address, Position]) -> str | None:
        """Return the text of a total's cell that is neither our formula nor the total's value."""
        cell = self._cell(total.address)
        value = self._document.value(total.address)
        if cell is None:
            return "" if value else None
        if cell.formula is not None:
            ours = layout.sum_formula(positions[part] for part in total.parts)
            if cell.formula == ours or not cell.text:
                return None
        return None if cell.text.strip() == format_float(to_cell_number(value)) else cell.text


def _merge_paragraphs(before: tuple[str, ...], visible: list[str]) -> tuple[list[str], int]:
    """Return the paragraphs that the visible rows make of those before, and how many differ.

    A row that shows a paragraph of before stands for that very paragraph; each line of another
    row is one. Blank rows and lines that were added are layout, no paragraphs.
    """
    shown = [show_text(paragraph) for paragraph in before]
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
        rows = [_restore_rest(row, rests) for row in visible[start_now:end_now] if row]
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


def _describe(cell: SheetCell) -> str:
    return cell.text if cell.formula is None else f"{cell.text}（公式 ={cell.formula}）"


def _describe_change(before: str, after: str) -> str:
    short = [text if len(text) <= 20 else f"{text[:20]}…" for text in (before, after)]
    return f"由“{short[0]}”改为“{short[1]}”"


def _join_some(words: list[str]) -> str:
    more = len(words) - _MAX_NAMED
    return "；".join(words[:_MAX_NAMED]) + (f"；等等，另有 {more} 处" if more > 0 else "")
