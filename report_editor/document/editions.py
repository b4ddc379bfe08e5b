"""Move a report to another edition of the form.

A cell of the same address means the same in every edition; rows that an edition split or renamed
are known from the form's own description, and a text section under another key by its title.
What has no counterpart is kept among the unplaced texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document.changes import (
    UNPLACED,
    Change,
    Edit,
    EntryEdit,
    FormEdit,
    Part,
    TextEdit,
)
from report_editor.document.document import Document
from report_editor.document.last_year import rename_previous_text
from report_editor.document.numbers import format_number
from report_editor.document.unconfirmed import rename_unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.forms import Address, Form, Row, Section, Table


def plan_conversion(document: Document, target: Form) -> tuple[Change, list[str]]:
    """Return the one step that moves a report to another edition, and notes in Chinese.

    The notes say what did not fit and where it is after the change.
    """
    if document.form.id == target.id:
        return Change("", ()), []
    converted, notes = _Conversion(document, target).result()
    return Change(f"换成{target.name}", tuple(_edits(document, converted))), notes


def convert(document: Document, target: Form) -> tuple[Document, list[str]]:
    """Return a copy on another edition of the form, with the notes of :func:`plan_conversion`."""
    change, notes = plan_conversion(document, target)
    converted = document.copy()
    converted.apply(change)
    return converted, notes


def find_counterpart(section: Section, form: Form, target: Form) -> str | None:
    """Return the key of the text section of another edition that holds the text of a section.

    It is the one of the same key, or of the same title under a key that only it has; preamble
    goes to preamble.
    """
    if section is form.preamble:
        return target.preamble.key
    there = [each.key for each in target.text_sections]
    if section.key in there:
        return section.key
    keys = {each.key for each in form.text_sections}
    renamed = (each.key for each in target.text_sections[1:] if each.title == section.title)
    return next((key for key in renamed if key not in keys), None)


def _edits(old: Document, new: Document) -> Iterator[Edit]:
    """Yield the edits that take out what only the old one has, change the edition, add the rest."""
    entries = [(part, old.entries(part), new.entries(part)) for part in Part]
    for part, before, after in entries:
        yield from (EntryEdit(part, key, before[key], None) for key in before if key not in after)
    old_keys, new_keys = (
        {section.key for section in each.form.text_sections} for each in (old, new)
    )
    for section in old.form.text_sections:
        if section.key not in new_keys and (text := old.paragraphs(section.key)):
            yield TextEdit(section.key, 0, text, ())
    yield FormEdit(old.form.id, new.form.id)
    for part, before, after in entries:
        for key, raw in after.items():
            if before.get(key) != raw:
                yield EntryEdit(part, key, before.get(key), raw)
    for section in new.form.text_sections:
        kept = old.paragraphs(section.key) if section.key in old_keys else ()
        if (text := new.paragraphs(section.key)) != kept:
            yield TextEdit(section.key, 0, kept, text)
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
        source = document.entries(Part.SOURCE)
        self._source = {key: source[key] for key in source if self._is_about_target(key)}
        self._unplaced: list[str] = []
        self._notes: list[str] = []

    def result(self) -> tuple[Document, list[str]]:
        for table in self._old.form.tables.values():
            for row in table.rows:
                self._move_row(table, row)
        for key, table in self._target.tables.items():
            for row in table.rows:
                if row.key not in _rows(self._old.form, key):
                    self._join_rows(key, row)
        parts = {part: dict(self._old.entries(part)) for part in Part}
        texts = self._move_texts(parts)
        texts[UNPLACED] = (*self._old.paragraphs(UNPLACED), *self._unplaced)
        parts |= {Part.CELLS: self._cells, Part.STATED: {}, Part.SOURCE: self._source}
        computed = Document(self._target, parts=parts, texts=texts)
        parts[Part.STATED] = {
            address: text
            for address, text in self._stated.items()
            if text != format_number(computed.value(address))
        }
        return Document(self._target, parts=parts, texts=texts), self._notes

    def _move_texts(self, parts: dict[Part, dict[str, str]]) -> dict[str, tuple[str, ...]]:
        """Return the texts of the sections that have a counterpart; keep any other unplaced.

        Entries that name a section by a key that changes are renamed with it.
        """
        texts: dict[str, tuple[str, ...]] = {}
        for section in self._old.form.text_sections:
            paragraphs = self._old.paragraphs(section.key)
            key = find_counterpart(section, self._old.form, self._target)
            if key is not None:
                texts[key] = paragraphs
                if key != section.key:
                    rename_previous_text(parts[Part.PREVIOUS], section.key, key)
                    rename_unconfirmed(parts[Part.UNCONFIRMED], section.key, key)
                    rename_unconfirmed(parts[Part.TEMPLATES], section.key, key)
            elif paragraphs:
                self._unplaced += (section.heading, *paragraphs)
                self._notes.append(
                    f"{self._target.name}没有“{section.heading}”，文字已列入没找到位置的内容。"
                )
        return texts

    def _move_row(self, table: Table, row: Row) -> None:
        """Move a row's cells: to the same addresses, or to the last row it was split into."""
        rows = _rows(self._target, table.key)
        split = [each for each in rows.values() if each.split_from == row.key]
        key = split[-1].key if split else row.key
        if len(split) > 1 and any(self._old.raw(each) for each in table.addresses_of(row=row.key)):
            names = "、".join(f"“{each.short}”" for each in split)
            self._source[f"merged:{table.key}.{key}"] = row.label
            self._notes.append(
                f"“{row.label}”在{self._target.name}里分成 {len(split)} 行（{names}），"
                f"数字都放在“{split[-1].short}”一行，请分开填写。"
            )
        leftover: list[str] = []
        for column in row.columns:
            here, there = f"{table.key}.{row.key}.{column}", f"{table.key}.{key}.{column}"
            text = self._old.entries(Part.CELLS).get(here)
            stated = self._old.entries(Part.STATED).get(here)
            is_joined = f"{table.key}.{row.split_from}.{column}" in self._target.cells
            if there in self._target.cells:
                is_total = self._target.cells[there].is_total
                if text is not None and not is_total:
                    self._cells[there] = text
                    continue
                if stated is not None and is_total:
                    self._stated[there] = stated
                    continue
            elif is_joined:
                continue
            printed = text if stated is None else stated
            if printed:
                leftover.append(f"{table.column(column).label} {printed}")
        if leftover:
            self._keep(table.key, f"{row.label}：{'，'.join(leftover)}")

    def _join_rows(self, table: str, row: Row) -> None:
        """Add up the rows of the newer edition that are one row of the older."""
        rows = _rows(self._old.form, table).values()
        parts = [each.key for each in rows if each.split_from == row.key]
        for column in row.columns if parts else ():
            there = f"{table}.{row.key}.{column}"
            every = [f"{table}.{part}.{column}" for part in parts]
            addresses = [each for each in every if each in self._old.form.cells]
            if self._target.cells[there].is_total:
                if any(address in self._old.entries(Part.STATED) for address in addresses):
                    printed = sum(map(self._old.printed_value, addresses), start=0)
                    self._stated[there] = format_number(printed)
                continue
            filled = [address for address in addresses if self._old.raw(address)]
            if len(filled) == 1:
                self._cells[there] = self._old.raw(filled[0])
            elif filled:
                self._add_up(table, there, filled)

    def _add_up(self, table: str, there: Address, filled: list[Address]) -> None:
        """Put the sum of several cells into one; keep also a text that says more, or no number."""
        parsed = [self._old.parse(address) for address in filled]
        is_sum = all(each.number is not None or each.is_blank for each in parsed)
        if is_sum:
            self._cells[there] = format_number(sum((each.number or 0 for each in parsed), start=0))
        if not is_sum or any(each.remark for each in parsed):
            words = "，".join(
                f"{self._old.form.cells[address].row.short} {each.raw}"
                for address, each in zip(filled, parsed, strict=True)
            )
            self._keep(table, f"{self._target.cells[there].name}：{words}")

    def _keep(self, table: str, text: str) -> None:
        """Put what has no place among the unplaced texts, with a note."""
        text = f"表{self._old.form.section(table).numeral} {text}"
        self._unplaced.append(text)
        self._notes.append(
            f"{text}。这些在{self._target.name}里没有对应的位置，已列入没找到位置的内容。"
        )

    def _is_about_target(self, key: str) -> bool:
        """Check whether what is known of the source is about something the target has."""
        kind, _, name = key.partition(":")
        if kind in ("section", "missing"):
            return any(section.key == name for section in self._target.sections)
        table, _, row = name.partition(".")
        return row in _rows(self._target, table)


def _rows(form: Form, table: str) -> dict[str, Row]:
    """Return the rows of a table by key; none where the edition has no such table."""
    return {row.key: row for row in form.tables[table].rows} if table in form.tables else {}
