"""Last year's report as a document keeps it, to be compared with: ``Part.PREVIOUS``.

A value stands under its address, a text under ``#text:SECTION``, year and edition under ``#year``
and ``#form``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.document.changes import Part
from report_editor.document.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_editor.document.document import Document

_YEAR = "#year"
_FORM = "#form"
_TEXT = "#text:"


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


def rename_previous_text(entries: dict[str, str], old: str, new: str) -> None:
    """Keep last year's text of a section under another key of the section."""
    if (text := entries.pop(f"{_TEXT}{old}", None)) is not None:
        entries[f"{_TEXT}{new}"] = text
