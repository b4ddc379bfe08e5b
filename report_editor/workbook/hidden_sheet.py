"""The hidden sheet: the whole report, text by text, as lines of part, key and JSON string."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Document, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_editor.forms import Form

_CHUNK = 16_000
"""Characters a cell; at most twice as many UTF-16 units, of which a cell holds 32,767."""
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What JSON leaves as it is but XML, or another program, may not keep; ``_x0041_`` among it, which
workbooks use as an escape and some programs take off once too often.
"""
_TEXT = "text"


class DataError(ValueError):
    """The hidden sheet contradicts itself."""


def data_lines(document: Document) -> Iterator[list[str]]:
    """Every text of a report; equal documents give equal lines."""
    for part in Part:
        for key, text in sorted(document.entries(part).items()):
            yield [part.value, _quoted(key), *_chunks(_quoted(text))]
    for section in (*(each.key for each in document.form.text_sections), UNPLACED):
        for paragraph in document.paragraphs(section):
            yield [_TEXT, section, *_chunks(_quoted(paragraph))]


def document_from(form: Form, lines: Iterable[Sequence[str]]) -> Document:
    """The report that :func:`data_lines` told; parts of a later schema are passed over.

    Raises:
        DataError: a line cannot be read or does not fit the form.
    """
    parts: dict[Part, dict[str, str]] = {part: {} for part in Part}
    texts: dict[str, list[str]] = {}
    known = {part.value: part for part in Part}
    for number, line in enumerate(lines, 1):
        kind, key, text = line[0], line[1] if len(line) > 1 else "", "".join(line[2:])
        try:
            if kind == _TEXT:
                texts.setdefault(key, []).append(_unquoted(text))
            elif kind in known:
                parts[known[kind]][_unquoted(key)] = _unquoted(text)
        except ValueError as error:
            raise DataError(f"line {number}: {error}") from error
    try:
        return Document(form, parts=parts, texts=texts)
    except KeyError as error:
        raise DataError(f"not in the form: {error}") from error


def _quoted(text: str) -> str:
    plain = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _unquoted(text: str) -> str:
    value = json.loads(text)
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _chunks(text: str) -> Iterator[str]:
    for start in range(0, len(text), _CHUNK):
        yield text[start : start + _CHUNK]
