"""Last year's report as a document keeps it, to be compared with: ``Part.PREVIOUS``.

A value stands under its address, a text under ``#text:SECTION``, year and edition under ``#year``
and ``#form``. ``#file`` is the name of the file, ``#reading`` the remarks on how it was read and on
what was wrong in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from report_editor.document.changes import Part
from report_editor.document.numbers import Number, format_number, read_number
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_editor.document.document import Document
    from report_editor.forms import Address, Form

_YEAR = "#year"
_FORM = "#form"
_TEXT = "#text:"
_FILE = "#file"
_READING = "#reading"
MOST_REMARKS = 20_000
"""Characters of the remarks that are kept: last year's text may be as long as can be without."""
_LONGEST_END = 50
"""Characters of the line that says how many remarks are not kept."""


class RemarkKind(StrEnum):
    """Kinds of remarks on last year's report."""

    NOTE = "note"
    """Said for the record; nothing is to be done."""
    LOOK = "look"
    """Something in the reading that a person should look at."""
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    """Findings of the checks, by their severity."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about last year's report: how its file was read, or what is wrong in it."""

    text: str
    kind: RemarkKind = RemarkKind.NOTE
    address: Address = ""
    """Cell of last year's form that it is about; empty where it is about none."""

    @property
    def is_news(self) -> bool:
        """Return whether a person should look at it before the report is taken over."""
        return self.kind in (RemarkKind.LOOK, RemarkKind.ERROR, RemarkKind.WARNING)


def keep_last_year(last: Document, texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what is kept of last year's report: every value, every text, year and edition.

    ``texts`` are its paragraphs, by the keys that the sections have this year.
    """
    values = {
        address: format_number(number)
        for address in last.form.cells
        if (number := last.number(address)) is not None
    }
    kept = {f"{_TEXT}{key}": "\n".join(each) for key, each in texts.items() if each}
    year = {_YEAR: str(last.year)} if last.year else {}
    return {**values, **kept, **year, _FORM: last.form.id}


def get_previous_text(document: Document, section: str) -> tuple[str, ...]:
    """Return last year's paragraphs of a section, as they stay with the document."""
    text = document.entries(Part.PREVIOUS).get(f"{_TEXT}{section}")
    return tuple(text.split("\n")) if text else ()


def get_previous_year(document: Document) -> int | None:
    """Return the year of the report that this one was begun from."""
    text = document.entries(Part.PREVIOUS).get(_YEAR)
    return int(text) if text and re.fullmatch(r"[0-9]{4}", text) else None


def get_previous_form(document: Document) -> Form:
    """Return the edition of last year's report; that of this one where it is not known."""
    try:
        return form(document.entries(Part.PREVIOUS).get(_FORM, ""))
    except KeyError:
        return document.form


def get_previous_values(document: Document) -> dict[Address, Number]:
    """Return last year's values that are known, by the addresses of last year's form.

    A total of nothing but blanks is not known.
    """
    kept, last = document.entries(Part.PREVIOUS), get_previous_form(document)

    def is_known(address: Address) -> bool:
        parts = last.cells[address].parts
        return any(map(is_known, parts)) if parts else address in kept

    return {
        address: number
        for address, cell in last.cells.items()
        if address in kept
        and is_known(address)
        and (number := read_number(kept[address], cell.kind, cell.unit).number) is not None
    }


def rename_previous_text(entries: dict[str, str], old: str, new: str) -> None:
    """Keep last year's text of a section under another key of the section."""
    if (text := entries.pop(f"{_TEXT}{old}", None)) is not None:
        entries[f"{_TEXT}{new}"] = text


def keep_reading(file: str, remarks: Sequence[Remark], room: int) -> dict[str, str]:
    """Return the entries for last year's file, and for as many remarks as there is room for.

    ``room`` is in characters; more than :data:`MOST_REMARKS` are never kept.
    """
    lines: list[str] = []
    room = min(room, MOST_REMARKS) - len(file) - _LONGEST_END
    if room < 0:
        return {}
    for number, each in enumerate(remarks):
        line = f"{each.kind}\t{each.address}\t{' '.join(each.text.split())}"
        room -= len(line) + 1
        if room < 0:
            lines.append(f"{RemarkKind.NOTE}\t\t还有 {len(remarks) - number} 条没有记在这里。")
            break
        lines.append(line)
    kept = {_FILE: file, _READING: "\n".join(lines)}
    return {key: text for key, text in kept.items() if text}


def get_previous_file(document: Document) -> str:
    """Return the name of last year's file; empty where it is not known."""
    return document.entries(Part.PREVIOUS).get(_FILE, "")


def get_remarks(document: Document) -> tuple[Remark, ...]:
    """Return the remarks on last year's report that stay with a report begun from it."""
    return tuple(_read_remarks(document.entries(Part.PREVIOUS).get(_READING, "").split("\n")))


def _read_remarks(lines: Iterable[str]) -> Iterable[Remark]:
    kinds = {each.value: each for each in RemarkKind}
    for line in lines:
        kind, _, rest = line.partition("\t")
        address, _, text = rest.partition("\t")
        if text:
            yield Remark(text, kinds.get(kind, RemarkKind.NOTE), address)
