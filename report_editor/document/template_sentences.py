"""Sentences with numbers of the tables: 收到申请 {新收·总计} 件, as a user keeps them.

A sentence put into a text stays bound to its template, ``Part.TEMPLATES``, until a person confirms
it: while it is, it changes with the table, as part of the same step. One without numbers is bound
only where a fix wrote it: then it is its own template.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import fold
from report_editor.document.changes import Change, Edit, EntryEdit, Part, TextEdit
from report_editor.document.completeness import list_open_inputs
from report_editor.document.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.document.changes import Effect
    from report_editor.document.document import Document
    from report_editor.forms import Address, Column, Form, Row, Table

_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,60})\}")
_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[）)]|[0-9]+[.．、]|[一二三四五六七八九十]+、)"
)
UNFILLED = "【未填】"
"""Mark in the place of a number while a cell that it is made of has none; a check finds it."""
_VALUE = rf"(?:-?[0-9]+(?:\.[0-9]+)?|{UNFILLED})"
MOST_BOUND = 200
"""Sentences that are bound at a time; further ones are plain text from the beginning."""
_FEWEST_WORDS = 3
"""Characters of a template besides its placeholders."""
_LONGEST = 1_000
_TOTAL = "总计"
_ORGANISATIONS = "法人或其他组织"


def find_cells(form: Form, name: str) -> tuple[Address, ...]:
    """Return the cells whose sum a placeholder means: 新收·总计, 不予公开·自然人; none if unknown.

    It names a row, or a group of rows, and a column; without a column the total is meant.
    """
    return _cells_by_name(form).get(_fold_name(name), ())


def fill(document: Document, template: str) -> str:
    """Return a template with numbers in the place of its placeholders; unknown ones stay.

    A number that is not filled in, or only in part, is marked: it is no 0.
    """
    form, open_inputs = document.form, list_open_inputs(document)

    def find_number(match: re.Match[str]) -> str:
        cells = find_cells(form, match[1])
        if not cells:
            return match[0]
        is_known = all(open_inputs.isdisjoint(form.inputs_of[each]) for each in cells)
        return format_number(document.sum_of(cells)) if is_known else UNFILLED

    return _PLACEHOLDER.sub(find_number, template)


def list_unknown(form: Form, template: str) -> list[str]:
    """Return the placeholders of a template that name nothing in an edition."""
    return [each for each in _PLACEHOLDER.findall(template) if not find_cells(form, each)]


def insert_sentence(
    document: Document, section: str, paragraph: int, at: int, template: str
) -> Change:
    """Put a filled template into a paragraph, at a position; one with numbers stays bound to it."""
    sentence = fill(document, template)
    old = document.paragraphs(section)[paragraph : paragraph + 1]
    text = old[0] if old else ""
    new = f"{text[:at]}{sentence}{text[at:]}"
    edits: list[Edit] = [TextEdit(section, paragraph, old, (new,))]
    key = f"{section}:{sentence}"
    known = document.entries(Part.TEMPLATES).get(key)
    is_bound = len(document.entries(Part.TEMPLATES)) < MOST_BOUND and _fits(template, sentence)
    if is_bound and template not in (sentence, known):
        edits.append(EntryEdit(Part.TEMPLATES, key, known, template))
    return Change("插入常用句", tuple(edits))


def mark_sentence(document: Document, section: str, sentence: str) -> tuple[Edit, ...]:
    """Return the edits by which a sentence without numbers is marked until it is confirmed."""
    entries, key = document.entries(Part.TEMPLATES), f"{section}:{sentence}"
    if len(entries) >= MOST_BOUND or key in entries or not _fits(sentence, sentence):
        return ()
    return (EntryEdit(Part.TEMPLATES, key, None, sentence),)


def list_bound(document: Document, section: str, paragraph: str) -> Iterator[tuple[str, int, str]]:
    """Yield the bound sentences in a paragraph: key of the entry, position, sentence."""
    for key, template in islice(document.entries(Part.TEMPLATES).items(), MOST_BOUND):
        where, _, sentence = key.partition(":")
        if where == section and (at := paragraph.find(sentence)) >= 0 and _fits(template, sentence):
            yield key, at, sentence


def confirm_sentences(document: Document, keys: Iterable[str]) -> Change:
    """Let sentences be plain text from now on: a person has looked at them."""
    return Change("确认常用句", document.plan_dropping(Part.TEMPLATES, keys))


def plan_updates(document: Document, effect: Effect) -> tuple[Edit, ...]:
    """Return the edits by which the bound sentences follow what just changed in the tables."""
    entries = document.entries(Part.TEMPLATES)
    if not effect.cells or not entries:
        return ()
    texts: dict[str, tuple[str, ...]] = {}
    bound: dict[str, str | None] = {}
    for key, template in islice(entries.items(), MOST_BOUND):
        section, _, sentence = key.partition(":")
        filled = fill(document, template)
        is_right = filled == sentence or section not in document.text_keys
        if is_right or not _fits(template, sentence):
            continue
        before = texts.get(section, document.paragraphs(section))
        after = tuple(each.replace(sentence, filled) for each in before)
        if after != before and not list_unknown(document.form, template):
            texts[section] = after
            bound |= {key: None, f"{section}:{filled}": template}
    edits: list[Edit] = []
    for section, after in texts.items():
        before = document.paragraphs(section)
        edits += (
            TextEdit(section, index, (old,), (new,))
            for index, (old, new) in enumerate(zip(before, after, strict=True))
            if old != new
        )
    edits += (
        EntryEdit(Part.TEMPLATES, key, entries.get(key), template)
        for key, template in bound.items()
        if entries.get(key) != template
    )
    return tuple(edits)


@lru_cache(maxsize=2 * MOST_BOUND)
def _fits(template: str, sentence: str) -> bool:
    """Check whether a sentence is a template with numbers: a file may say anything of both."""
    words = _PLACEHOLDER.split(template)[::2]
    if len("".join(words)) < _FEWEST_WORDS:
        return False
    pattern = _VALUE.join(map(re.escape, words))
    return len(sentence) <= _LONGEST and re.fullmatch(pattern, sentence) is not None


@lru_cache(maxsize=32)
def _cells_by_name(form: Form) -> dict[str, tuple[Address, ...]]:
    """Map the names of rows, groups and columns to cells; a name of several things to none."""
    found: dict[str, tuple[Address, ...]] = {}
    doubtful: set[str] = set()
    for table in form.tables.values():
        for row_name, rows in _list_rows(table):
            for column_name, columns in _list_columns(table):
                cells = tuple(
                    address
                    for row in rows
                    for column in columns
                    if (address := f"{table.key}.{row.key}.{column.key}") in form.cells
                )
                names = {f"{row_name}{column_name}"}
                if column_name == _TOTAL or len(table.columns) == 1:
                    names.add(row_name)
                for name in names if cells else ():
                    if found.setdefault(name, cells) != cells:
                        doubtful.add(name)
    return {name: cells for name, cells in found.items() if name not in doubtful}


def _list_rows(table: Table) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for row in table.rows:
        for name in {_fold_name(row.short), _fold_name(row.label)}:
            yield name, (row,)
    for group in dict.fromkeys(each.group for each in table.rows if each.group):
        yield _fold_name(group), tuple(each for each in table.rows if each.group == group)


def _list_columns(table: Table) -> Iterator[tuple[str, tuple[Column, ...]]]:
    for column in table.columns:
        for name in {_fold_name(column.short), _fold_name(column.label)}:
            yield name, (column,)
    if table.key == "requests":  # all but natural persons, and the total of them all
        yield fold(_ORGANISATIONS), tuple(table.columns[1:-1])


def _fold_name(name: str) -> str:
    """Return a name without numbering, spaces and points between row and column."""
    return "".join(fold(_NUMBERING.sub("", part.strip())) for part in re.split("[·・]", name))
