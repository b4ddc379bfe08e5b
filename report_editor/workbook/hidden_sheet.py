"""Write the whole report into rows of the hidden sheet, and read it from them.

A row holds a part, a key and a text as a JSON string, cut into pieces that fit a cell.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Document, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_editor.forms import Form

_CHUNK = 16_000
"""Characters of a cell: at most twice as many UTF-16 units, of which a cell holds 32,767."""
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Characters that JSON leaves as they are, and XML or another program may not keep.
``_x0041_`` is an escape in workbooks, which some programs undo once too often."""
_TEXT = "text"


class DataError(ValueError):
    """Contradiction within the hidden sheet."""


def list_data_rows(document: Document) -> Iterator[list[str]]:
    """Yield every text of a report; equal documents give equal rows."""
    for part in Part:
        for key, text in sorted(document.entries(part).items()):
            yield [part.value, _quote(key), *_cut(_quote(text))]
    for section in (*(each.key for each in document.form.text_sections), UNPLACED):
        for paragraph in document.paragraphs(section):
            yield [_TEXT, section, *_cut(_quote(paragraph))]


@dataclass(frozen=True, slots=True)
class StoredTexts:
    """Texts of the hidden sheet, character by character as they were when it was written.

    An earlier version kept line breaks and other characters that a document has no more; the
    visible cells show the texts with them.
    """

    parts: dict[Part, dict[str, str]]
    sections: dict[str, list[str]]

    def to_document(self, form: Form) -> Document:
        """Return the report.

        Raises:
            DataError: It does not fit the form.
        """
        try:
            return Document(form, parts=self.parts, texts=self.sections)
        except KeyError as error:
            raise DataError(f"not in the form: {error}") from error


def read_data_rows(rows: Iterable[Sequence[str]]) -> StoredTexts:
    """Return the texts of :func:`list_data_rows`; parts of a later schema are passed over.

    Raises:
        DataError: A row cannot be read.
    """
    parts: dict[Part, dict[str, str]] = {part: {} for part in Part}
    texts: dict[str, list[str]] = {}
    known = {part.value: part for part in Part}
    for number, row in enumerate(rows, 1):
        kind, key, text = row[0], row[1] if len(row) > 1 else "", "".join(row[2:])
        try:
            if kind == _TEXT:
                texts.setdefault(key, []).append(_unquote(text))
            elif kind in known:
                parts[known[kind]][_unquote(key)] = _unquote(text)
        except ValueError as error:
            raise DataError(f"row {number}: {error}") from error
    return StoredTexts(parts, texts)


def _quote(text: str) -> str:
    plain = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _unquote(text: str) -> str:
    value = json.loads(text)
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _cut(text: str) -> Iterator[str]:
    for start in range(0, len(text), _CHUNK):
        yield text[start : start + _CHUNK]
