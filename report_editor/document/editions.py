"""A report moved to another edition of the form.

A cell of the same address means the same in every edition; rows that an edition split are known
from the form's own description. What has no counterpart is kept among the unplaced texts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.document.changes import Change, Edit, EntryEdit, FormEdit, Part, TextEdit
from report_editor.document.document import UNPLACED, Document
from report_editor.document.numbers import Number, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.forms import Address, Form, Row, Table


def plan_conversion(document: Document, target: Form) -> tuple[Change, list[str]]:
    """The one step that moves a report to another edition of the form.

    Args:
        document: the report; it is left as it is.
        target: the edition to move to.

    Returns:
        The change, and in Chinese sentences what did not fit and where it is after it. On its
        own edition a report needs no change.
    """
    if document.form.id == target.id:
        return Change("", ()), []
    moved, notes = _Conversion(document, target).result()
    return Change(f"换成{target.name}", tuple(_edits(document, moved))), notes


def convert(document: Document, target: Form) -> tuple[Document, list[str]]:
    """Return a copy on another edition of the form, with the notes of :func:`plan_conversion`."""
    change, notes = plan_conversion(document, target)
    converted = document.copy()
    converted.apply(change)
    return converted, notes


def _edits(old: Document, new: Document) -> Iterator[Edit]:
    """What only the old one has is taken out, the edition changed, and the rest put in."""
    entries = [(part, old.entries(part), new.entries(part)) for part in Part]
    for part, before, after in entries:
        yield from (EntryEdit(part, key, before[key], None) for key in before if key not in after)
    kept = {section.key for section in new.form.text_sections}
    for section in old.form.text_sections:
        if section.key not in kept and (text := old.paragraphs(section.key)):
            yield TextEdit(section.key, 0, text, ())
    yield FormEdit(old.form.id, new.form.id)
    for part, before, after in entries:
        for key, raw in after.items():
            if before.get(key) != raw:
                yield EntryEdit(part, key, before.get(key), raw)
    unplaced = old.paragraphs(UNPLACED)
    if added := new.paragraphs(UNPLACED)[len(unplaced) :]:
        yield TextEdit(UNPLACED, len(unplaced), (), added)


class _Conversion:
    """One report on its way to another edition."""

    def __init__(self, document: Document, target: Form) -> None:
        self._old = document
        self._target = target
        self._cells: dict[Address, str] = {}
        self._stated: dict[Address, str] = {}
        self._source = {
            key: text
            for key, text in document.entries(Part.SOURCE).items()
            if self._still_means_something(key)
        }
        self._unplaced: list[str] = []
        self._notes: list[str] = []

    def result(self) -> tuple[Document, list[str]]:
        for table in self._old.form.tables.values():
            for row in table.rows:
                self._move_row(table, row)
        for key, table in self._target.tables.items():
            for row in table.rows:
                if not self._old_row(key, row.key):
                    self._join_rows(key, row)
        texts = self._move_texts()
        texts[UNPLACED] = (*self._old.paragraphs(UNPLACED), *self._unplaced)
        parts = {part: dict(self._old.entries(part)) for part in Part}
        parts |= {Part.CELLS: self._cells, Part.STATED: {}, Part.SOURCE: self._source}
        computed = Document(self._target, parts=parts, texts=texts)
        parts[Part.STATED] = {
            address: text
            for address, text in self._stated.items()
            if text != format_number(computed.value(address))
        }
        return Document(self._target, parts=parts, texts=texts), self._notes

    def _move_texts(self) -> dict[str, tuple[str, ...]]:
        """The sections both editions have; the text of any other is kept unplaced."""
        kept = {section.key for section in self._target.text_sections}
        texts: dict[str, tuple[str, ...]] = {}
        for section in self._old.form.text_sections:
            paragraphs = self._old.paragraphs(section.key)
            if section.key in kept:
                texts[section.key] = paragraphs
            elif paragraphs:
                self._unplaced += (section.heading, *paragraphs)
                self._notes.append(
                    f"{self._target.name}没有“{section.heading}”，文字已列入没有归位的内容。"
                )
        return texts

    def _move_row(self, table: Table, row: Row) -> None:
        """Moves a row's cells: to the same addresses, or to the last row it was split into."""
        key = row.key
        split = self._split_into(table.key, row.key)
        if split:
            key = split[-1].key
            if self._is_filled(table, row):
                names = "、".join(f"“{each.short}”" for each in split)
                self._source[f"merged:{table.key}.{key}"] = row.label
                self._notes.append(
                    f"“{row.label}”在{self._target.name}里分成 {len(split)} 行（{names}），"
                    f"数字都放在“{split[-1].short}”一行，请分开填写。"
                )
        homeless: list[str] = []
        for column in row.columns:
            here, there = f"{table.key}.{row.key}.{column}", f"{table.key}.{key}.{column}"
            text = self._old.entries(Part.CELLS).get(here)
            stated = self._old.entries(Part.STATED).get(here)
            if there in self._target.cells:
                if text is not None:
                    self._cells[there] = text
                if stated is not None:
                    self._stated[there] = stated
            elif text is not None and not self._is_joined(table.key, row):
                homeless.append(f"{table.column(column).label} {text}")
        if homeless:
            self._keep(f"{table.key}", f"{row.label}：{'，'.join(homeless)}")

    def _join_rows(self, table: str, row: Row) -> None:
        """Adds up the rows of the newer edition that are one row of the older."""
        parts = [each for each in self._old.form.tables[table].rows if each.split_from == row.key]
        for column in row.columns if parts else ():
            there = f"{table}.{row.key}.{column}"
            addresses = [f"{table}.{part.key}.{column}" for part in parts]
            if self._target.cells[there].is_total:
                if any(address in self._old.entries(Part.STATED) for address in addresses):
                    self._stated[there] = format_number(self._printed_sum(addresses))
                continue
            filled = [address for address in addresses if self._old.raw(address)]
            if len(filled) == 1:
                self._cells[there] = self._old.raw(filled[0])
            elif filled:
                self._add_up(table, there, filled)

    def _add_up(self, table: str, there: Address, filled: list[Address]) -> None:
        """The sum of several cells; a text that is no number, or says more, is kept as well."""
        readings = [self._old.parse(address) for address in filled]
        if all(reading.number is not None or reading.is_blank for reading in readings):
            self._cells[there] = format_number(
                sum((each.number or 0 for each in readings), start=0)
            )
            told = [each for each in readings if each.remark]
        else:
            told = readings
        if told:
            words = "，".join(
                f"{self._old.form.cells[address].row.short} {reading.raw}"
                for address, reading in zip(filled, readings, strict=True)
            )
            self._keep(table, f"{self._target.cells[there].name}：{words}")

    def _printed_sum(self, addresses: list[Address]) -> Number:
        total: Number = Decimal(0)
        for address in addresses:
            stated = self._old.stated(address)
            printed = stated.number if stated else None
            total += self._old.value(address) if printed is None else printed
        return total

    def _keep(self, table: str, text: str) -> None:
        """Puts what has no place among the unplaced texts, and says so."""
        text = f"表{self._old.form.section(table).numeral} {text}"
        self._unplaced.append(text)
        self._notes.append(
            f"{text}。这些在{self._target.name}里没有对应的位置，已列入没有归位的内容。"
        )

    def _still_means_something(self, key: str) -> bool:
        """Whether what is known of the source is about something the target has."""
        kind, _, place = key.partition(":")
        if kind in ("section", "missing"):
            return any(section.key == place for section in self._target.sections)
        table, _, row = place.partition(".")
        rows = self._target.tables[table].rows if table in self._target.tables else ()
        return any(each.key == row for each in rows)

    def _is_filled(self, table: Table, row: Row) -> bool:
        return any(self._old.raw(f"{table.key}.{row.key}.{column}") for column in row.columns)

    def _split_into(self, table: str, row: str) -> list[Row]:
        if table not in self._target.tables:
            return []
        return [each for each in self._target.tables[table].rows if each.split_from == row]

    def _is_joined(self, table: str, row: Row) -> bool:
        """Whether the target has the one row that this one was split from."""
        rows = self._target.tables[table].rows if table in self._target.tables else ()
        return bool(row.split_from) and any(each.key == row.split_from for each in rows)

    def _old_row(self, table: str, row: str) -> bool:
        rows = self._old.form.tables[table].rows if table in self._old.form.tables else ()
        return any(each.key == row for each in rows)
