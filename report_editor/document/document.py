"""A report in memory: its texts, and the numbers that they make."""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from report_editor.document.changes import (
    UNPLACED,
    Change,
    Edit,
    Effect,
    EntryEdit,
    FormEdit,
    Part,
    TextEdit,
    to_paragraphs,
)
from report_editor.document.numbers import Number, ParsedNumber, format_number, read_number
from report_editor.forms import Address, Form, NumberKind
from report_editor.forms import form as form_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


class Field(StrEnum):
    """Metadata of a report."""

    ORGANIZATION = "organization"
    YEAR = "year"
    TITLE = "title"
    """Empty where the official wording serves."""
    PUBLICATION_DATE = "publication_date"
    """As it was written; 2023-01-30 where the editor wrote it."""
    CONTACT = "contact"
    SIGNATORY = "signatory"


FIELDS = tuple(Field)

_YEAR = re.compile(r"20[0-9]{2}")


class Document:
    """One report: texts by section, raw cell texts by address, and the numbers they make.

    Anyone may read; writing goes through :meth:`apply`, called by
    :class:`~report_editor.document.history.History` alone once the document is in use.
    """

    def __init__(
        self,
        form: Form,
        *,
        parts: Mapping[Part, Mapping[str, str]] | None = None,
        texts: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Create a report on a form, blank but for what is given.

        Raises:
            KeyError: a cell or a section is not in the form.
        """
        self.form = form
        self._parts: dict[Part, dict[str, str]] = {part: {} for part in Part}
        self._texts: dict[str, tuple[str, ...]] = {
            **{section.key: () for section in form.text_sections},
            UNPLACED: (),
        }
        self._numbers: dict[Address, Number | None] = {each.address: None for each in form.inputs}
        self._totals: dict[Address, Number] = {
            each: 0 for each in form.cells if each not in self._numbers
        }
        for section, paragraphs in (texts or {}).items():
            if section not in self._texts:
                raise KeyError(section)
            self._texts[section] = to_paragraphs(section, paragraphs)
        for part, entries in (parts or {}).items():
            for key, text in entries.items():
                self._set(EntryEdit(part, key, None, text), Effect())

    def entries(self, part: Part) -> Mapping[str, str]:
        """Return a live, read-only view of one part."""
        return MappingProxyType(self._parts[part])

    def field(self, name: Field) -> str:
        """Return a field of the metadata, empty where it was not given."""
        return self._parts[Part.FIELDS].get(name, "")

    @property
    def year(self) -> int | None:
        """Return the report year; None where what was typed is no year of four digits."""
        text = self.field(Field.YEAR).strip().removesuffix("年").rstrip()
        return int(text) if _YEAR.fullmatch(text) else None

    @property
    def organization(self) -> str:
        """Return the full name of the reporting organ."""
        return self.field(Field.ORGANIZATION)

    @property
    def official_title(self) -> str:
        """Return the title in the official wording."""
        year = self.field(Field.YEAR).strip().removesuffix("年").rstrip()
        wording = self.form.title if year else self.form.title.replace("{year}年", "")
        return wording.format(organization=self.organization.strip(), year=year)

    @property
    def title(self) -> str:
        """Return the title as printed: the one given, else the official wording."""
        return self.field(Field.TITLE) or self.official_title

    @property
    def text_keys(self) -> tuple[str, ...]:
        """Return the keys that :meth:`paragraphs` knows."""
        return tuple(self._texts)

    def paragraphs(self, section: str) -> tuple[str, ...]:
        """Return the paragraphs of a text section, of the preamble or of :data:`UNPLACED`."""
        return self._texts[section]

    def raw(self, address: Address) -> str:
        """Return the text typed or read in an input; empty where there is none."""
        return self._parts[Part.CELLS].get(address, "")

    def parse(self, address: Address) -> ParsedNumber:
        """Return the text of an input with the number that it means."""
        cell = self.form.cells[address]
        return read_number(self.raw(address), cell.kind, cell.unit)

    def format_input(self, address: Address) -> str:
        """Return an input as a person reads it: its number, else its text in one line.

        An amount in a cell without a unit keeps the unit that stands in the text.
        """
        reading, cell = self.parse(address), self.form.cells[address]
        unit_is_in_text = cell.kind is NumberKind.MONEY and not cell.unit
        if reading.number is None or reading.problem or reading.remark or unit_is_in_text:
            return " ".join(reading.raw.split())
        return format_number(reading.number)

    def number(self, address: Address) -> Number | None:
        """Return the value of a cell: a computed total or an input's number, else None."""
        return self._totals[address] if address in self._totals else self._numbers[address]

    def value(self, address: Address) -> Number:
        """Return the value of a cell where a blank counts as 0."""
        return self.number(address) or 0

    def sum_of(self, addresses: Iterable[Address]) -> Number:
        """Return the sum of some cells where a blank counts as 0."""
        return sum(map(self.value, addresses), start=0)

    def stated(self, address: Address) -> ParsedNumber | None:
        """Return a total as the source printed it; None where that is not kept."""
        text = self._parts[Part.STATED].get(address)
        if text is None:
            return None
        cell = self.form.cells[address]
        return read_number(text, cell.kind, cell.unit)

    def differing(self, address: Address) -> ParsedNumber | None:
        """Return a total as the source printed it where the computed one is another, else None.

        One that was left blank is kept, but is another only once the computed one is not 0.
        """
        stated = self.stated(address)
        return stated if stated and stated.is_other_than(self.value(address)) else None

    def printed_value(self, address: Address) -> Number:
        """Return a value as a reader of the source sees it; a blank counts as computed."""
        stated = self.stated(address)
        number = stated.number if stated else None
        return self.value(address) if number is None else number

    def plan_dropping(self, part: Part, keys: Iterable[str]) -> tuple[EntryEdit, ...]:
        """Return the edits that remove those of the keys that a part has."""
        known = self._parts[part]
        return tuple(EntryEdit(part, key, known[key], None) for key in keys if key in known)

    def copy(self) -> Document:
        """Return a report equal to this one that later changes leave alone."""
        return Document(self.form, parts=self._parts, texts=self._texts)

    def __eq__(self, other: object) -> bool:
        """Check whether two reports are on the same form and hold the same texts everywhere."""
        if not isinstance(other, Document):
            return NotImplemented
        mine, theirs = (self._parts, self._texts), (other._parts, other._texts)
        return self.form.id == other.form.id and mine == theirs

    __hash__ = None  # type: ignore[assignment]  # a report changes

    def apply(self, change: Change) -> Effect:
        """Apply a change and return its effect.

        Raises:
            ValueError: the change was made for another state of the document; nothing is done.
        """
        done: list[Edit] = []
        effect = Effect()
        try:
            for edit in change.edits:
                self._do(edit, effect)
                done.append(edit)
        except (ValueError, KeyError) as error:
            for edit in reversed(done):
                self._do(edit.inverse(), Effect())
            raise ValueError(f"the change does not fit the document: {error}") from error
        return effect

    def _do(self, edit: Edit, effect: Effect) -> None:
        if isinstance(edit, TextEdit):
            self._splice(edit)
            effect.texts.append(edit)
        elif isinstance(edit, FormEdit):
            self._move_to(edit)
            effect.form = True
        elif self._parts[edit.part].get(edit.key) != edit.before:
            raise ValueError(f"{edit.part} has another text at {edit.key}")
        else:
            self._set(edit, effect)

    def _move_to(self, edit: FormEdit) -> None:
        """Move to another edition; what it has no place for must have been taken out."""
        if self.form.id != edit.before:
            raise ValueError(f"the report is on edition {self.form.id}")
        texts = {section: text for section, text in self._texts.items() if text}
        there = Document(form_named(edit.after), parts=self._parts, texts=texts)
        self.form, self._texts = there.form, there._texts
        self._numbers, self._totals = there._numbers, there._totals

    def _splice(self, edit: TextEdit) -> None:
        text = self._texts[edit.section]
        end = edit.at + len(edit.before)
        if not 0 <= edit.at <= len(text) or text[edit.at : end] != edit.before:
            raise ValueError(f"{edit.section} has other paragraphs at {edit.at}")
        self._texts[edit.section] = text[: edit.at] + edit.after + text[end:]

    def _set(self, edit: EntryEdit, effect: Effect) -> None:
        entries = self._parts[edit.part]
        cells: dict[Part, Collection[Address]]
        cells = {Part.CELLS: self._numbers, Part.STATED: self._totals}
        known = cells.get(edit.part)
        if known is not None and edit.key not in known:
            raise KeyError(edit.key)
        if edit.after is None:
            entries.pop(edit.key, None)
        else:
            entries[edit.key] = edit.after
        if known is not None:
            effect.cells.add(edit.key)
            if edit.part is Part.CELLS:
                self._recompute(edit.key, effect)
        elif edit.part is Part.FIELDS:
            effect.fields.add(edit.key)
        else:
            effect.other.add(edit.part)

    def _recompute(self, address: Address, effect: Effect) -> None:
        """Compute what depends on an input, and nothing else."""
        number = self.parse(address).number
        if number == self._numbers[address]:
            return
        self._numbers[address] = number
        for total in self.form.dependents[address]:
            value = self.sum_of(self.form.cells[total].parts)
            if value != self._totals[total]:
                self._totals[total] = value
                effect.cells.add(total)
