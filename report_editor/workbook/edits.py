"""What somebody changed in the visible cells with WPS or Excel, taken over into the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Document, Part, format_number
from report_editor.document.commands import set_cells, set_entry, set_field, set_paragraphs
from report_editor.document.compare import paragraph_changes
from report_editor.forms import SectionKind
from report_editor.workbook.layout import (
    FIELD_LABELS,
    Position,
    defined_names,
    field_name,
    heading_name,
    printed_texts,
    sum_formula,
    value_places,
)
from report_editor.workbook.values import (
    number_of,
    number_text,
    shown_raw,
    shown_text,
    unshown_rest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.forms import Address, Cell, Section
    from report_editor.workbook.cells import Cells, Content

_NAMED_AT_MOST = 5
"""Cells that one sentence names; of more it tells the number."""


def take_over_edits(document: Document, cells: Cells) -> list[str]:
    """Makes the report what its visible cells show; says in sentences what that changed.

    The report is as the hidden sheet told it and in nobody's use yet.
    """
    return [*_Edits(document, cells).take_over()]


class _Edits:
    def __init__(self, document: Document, cells: Cells) -> None:
        self._document = document
        self._form = document.form
        self._cells = cells
        self._sheets: dict[str, dict[Position, Content]] = {}
        self._texts: dict[str, list[Content]] = {}

    def take_over(self) -> Iterator[str]:
        yield from self._missing()
        yield from self._strange()
        yield from self._fields()
        for section in self._form.sections:
            if section.kind is SectionKind.TEXT:
                yield from self._paragraphs(section)
            else:
                yield from self._inputs(section)
                yield from self._totals(section)

    def _content(self, name: str) -> Content | None:
        """What the cell of a defined name holds; None where the cell is blank."""
        sheet, place = self._cells.names[name]
        return self._sheet(sheet).get(place)

    def _sheet(self, name: str) -> dict[Position, Content]:
        if name not in self._sheets:
            self._sheets[name] = self._cells.sheet(name)
        return self._sheets[name]

    def _missing(self) -> Iterator[str]:
        """Says where cells were deleted; their contents stay as they were."""
        sheets: dict[str, int] = {}
        for name, (sheet, _) in defined_names(self._form).items():
            if name not in self._cells.names:
                sheets[sheet] = sheets.get(sheet, 0) + 1
        for sheet, count in sheets.items():
            yield f"工作表“{sheet}”有 {count} 处被删除了，这些内容按上次保存的恢复。"

    def _strange(self) -> Iterator[str]:
        """Takes what was written beside the form into the list of what found no place."""
        printed = printed_texts(self._form)
        named: dict[str, set[Position]] = {}
        for name in defined_names(self._form):
            if name in self._cells.names:
                sheet, place = self._cells.names[name]
                named.setdefault(sheet, set()).add(place)
        paragraphs = {
            self._cells.names[name]
            for section in self._form.text_sections
            if (name := heading_name(section)) in self._cells.names
        }
        for sheet, known in named.items():
            columns = [place for at, place in paragraphs if at == sheet]
            found = [
                f"{sheet} {place.a1.replace('$', '')}：{_described(content)}"
                for place, content in sorted(self._sheet(sheet).items())
                if place not in known
                and (content.formula is not None or content.text not in printed)
                and not any(place.column == top.column and place.row > top.row for top in columns)
            ]
            if found:
                before = self._document.paragraphs(UNPLACED)
                known_before = frozenset(before)
                new = [each for each in found if each not in known_before]
                self._document.apply(set_paragraphs(self._document, UNPLACED, [*before, *new]))
                yield (
                    f"工作表“{sheet}”里有 {len(found)} 处内容不在报告格式之内，"
                    "已移到“没有归位的内容”，请看看该放在哪里。"
                )

    # ------------------------------------------------------------------ basics and text

    def _fields(self) -> Iterator[str]:
        for field, label in FIELD_LABELS.items():
            if field_name(field) not in self._cells.names:
                continue
            content = self._content(field_name(field))
            text = _written(content)
            before = self._document.field(field)
            if not _same(text, shown_text(before)):
                self._document.apply(set_field(self._document, field, text))
                yield f"基本信息的“{label}”在别的程序里改过：{_from_to(before, text)}。"

    def _paragraphs(self, section: Section) -> Iterator[str]:
        name = heading_name(section)
        if name not in self._cells.names:
            return
        sheet, heading = self._cells.names[name]
        below = {
            place.row: _newlines(_written(content))
            for place, content in self._sheet(sheet).items()
            if place.column == heading.column and place.row > heading.row
        }
        last = max(below, default=heading.row)
        visible = [below.get(line, "") for line in range(heading.row + 1, last + 1)]
        before = self._document.paragraphs(section.key)
        after, changed = _merged(before, visible)
        if changed:
            self._document.apply(set_paragraphs(self._document, section.key, after))
            yield f"“{section.heading}”有 {changed} 段文字在别的程序里改过，已按工作表里的文字。"

    # ------------------------------------------------------------------ tables

    def _inputs(self, section: Section) -> Iterator[str]:
        document = self._document
        edited: dict[Address, str] = {}
        for cell in self._form.tables[section.key].cells:
            if cell.is_total or cell.address not in self._cells.names:
                continue
            text = _written(self._content(cell.address))
            if not _same(text, shown_raw(document.parse(cell.address))):
                edited[cell.address] = text
        if edited:
            before = {address: document.raw(address) for address in edited}
            document.apply(set_cells(document, edited))
            words = [
                f"{self._form.cells[address].name} {_from_to(before[address], text)}"
                for address, text in edited.items()
            ]
            yield (
                f"“{section.heading}”有 {len(edited)} 个单元格在别的程序里改过，"
                f"已按表格里的内容：{_listed(words)}。"
            )

    def _totals(self, section: Section) -> Iterator[str]:
        document = self._document
        places = value_places(self._form.tables[section.key])
        words: list[str] = []
        for cell in self._form.tables[section.key].cells:
            if not cell.is_total or cell.address not in self._cells.names:
                continue
            text = self._overwritten(cell, places)
            if text is None:
                continue
            document.apply(set_entry(document, Part.STATED, cell.address, text, ""))
            computed = format_number(document.value(cell.address))
            words.append(f"{cell.name} 表格里是“{text}”，应为 {computed}")
        if words:
            yield (
                f"“{section.heading}”有 {len(words)} 个合计的公式被改掉了，"
                f"已恢复公式并保留表格里的数供核对：{_listed(words)}。"
            )

    def _overwritten(self, cell: Cell, places: dict[Address, Position]) -> str | None:
        """What stands in a total's cell where it is not our formula and not its value."""
        content = self._content(cell.address)
        computed = number_text(number_of(self._document.value(cell.address)))
        if content is None:
            return "" if self._document.value(cell.address) else None
        if content.formula is not None:
            ours = sum_formula(places[part] for part in cell.parts)
            if content.formula == ours or not content.text:
                return None
        return None if content.text.strip() == computed else content.text


def _merged(before: tuple[str, ...], visible: list[str]) -> tuple[list[str], int]:
    """The paragraphs that the visible rows make of those before, and how many differ.

    A row that shows a paragraph of before stands for that very paragraph. Blank rows that were
    added between the paragraphs are layout, no paragraphs.
    """
    shown = [_newlines(shown_text(paragraph)) for paragraph in before]
    visible = visible + [""] * (len(shown) - len(visible))
    if visible == shown:
        return list(before), 0
    after: list[str] = []
    changed = 0
    for kind, start, end, start_now, end_now in paragraph_changes(shown, visible):
        if kind == "equal":
            after += before[start:end]
            continue
        rows = [_whole(row, before[start:end]) for row in visible[start_now:end_now] if row]
        after += rows
        changed += max(len(rows), len([each for each in before[start:end] if each]))
    if tuple(after) == before:
        return after, 0
    return after, max(changed, 1)


def _whole(row: str, before: tuple[str, ...]) -> str:
    """A row with the rest that did not fit into its cell, if it still ends with that notice."""
    for paragraph in before:
        notice, rest = unshown_rest(paragraph)
        if notice and row.endswith(notice):
            return row.removesuffix(notice) + rest
    return row


def _written(content: Content | None) -> str:
    """What a person wrote into a cell; a formula counts as its value.

    One without a stored value is kept as it was typed: no number, but not lost.
    """
    if content is None:
        return ""
    return content.text if content.text or content.formula is None else f"={content.formula}"


def _described(content: Content) -> str:
    return content.text if content.formula is None else f"{content.text}（公式 ={content.formula}）"


def _same(one: str, other: str) -> bool:
    return _newlines(one) == _newlines(other)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_to(before: str, after: str) -> str:
    return f"由“{_short(before)}”改为“{_short(after)}”"


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _listed(words: list[str]) -> str:
    more = len(words) - _NAMED_AT_MOST
    return "；".join(words[:_NAMED_AT_MOST]) + (f"；等等，另有 {more} 处" if more > 0 else "")
