"""Decide what of a user sheet stands alone and survives a save, and what does not.

What is carried over and what is named before a save both follow from here.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from report_editor.forms import forms
from report_editor.ooxml.parse import SHEET, parse_number
from report_editor.ooxml.problems import refuse_too_large
from report_editor.workbook.layout import DATA_NAME, DATA_SHEET, FORM_PROPERTY, defined_names

if TYPE_CHECKING:
    from collections.abc import Set

    from report_editor.ooxml.parse import Element
    from report_editor.ooxml.spreadsheet import SheetEntry, Spreadsheet

SHEET_KINDS = frozenset({"worksheet", "chartsheet"})
SHEET_RELATIONS = frozenset(
    {
        "drawing", "vmlDrawing", "image", "comments", "threadedComment", "hyperlink", "table",
        "printerSettings", "oleObject", "package", "control", "ctrlProp",
    }
)  # fmt: skip
"""Kinds of a sheet's relations that need nothing of the workbook; a pivot table, say, does."""
BOOK_RELATIONS = frozenset(
    {
        "cellImage", "person", "sheetMetadata", "FeaturePropertyBag", "richValueRel",
        "rdRichValue", "rdRichValueStructure", "rdRichValueTypes",
    }
)  # fmt: skip
"""Kinds of the workbook's relations that the sheets may need: pictures in cells (of WPS, of Excel),
writers of comments, formulas that fill several cells, check boxes.
"""
_MAX_SHEETS, _MAX_NAMES = 500, 50_000
_TEXT = re.compile('"[^"]*"')
_SHEET = re.compile(r"'((?:[^']|'')+)'!|(?<![\w.#\]])(\[\d+\][\w.]*|[^\W\d][\w.]*)!")
_NOWHERE = re.compile("#REF!|^#N/A$")
"""A name whose cells are gone, or that belongs to a slicer."""


def is_report(book: Spreadsheet) -> bool:
    """Check whether a workbook is a report of this program."""
    return DATA_NAME in book.names or FORM_PROPERTY in book.properties


def list_own_names() -> dict[str, str]:
    """Return the defined names that this program gives, on any edition, and their sheets."""
    names = {DATA_NAME: DATA_SHEET}
    for edition in forms():
        names |= {name: sheet for name, (sheet, _) in defined_names(edition).items()}
    return names


def find_own_sheets(book: Spreadsheet) -> set[str]:
    """Return the names, in small letters, of the sheets that this program made.

    One that was renamed is known by the defined names on it. A single cell that somebody moved to a
    sheet of the user's does not make that sheet the program's: the most cells decide.
    """
    names = list_own_names()
    listed = {entry.name.casefold() for entry in book.sheets}
    own = {sheet.casefold() for sheet in names.values()} & listed
    moved: dict[str, Counter[str]] = {}
    for name, (sheet, _) in book.names.items():
        if name in names:
            moved.setdefault(names[name].casefold(), Counter())[sheet.casefold()] += 1
    for official, sheets in moved.items():
        sheet, count = sheets.most_common(1)[0]
        if count > 1 or official not in listed:
            own.add(sheet)
    return own


def find_user_sheets(book: Spreadsheet) -> list[SheetEntry]:
    """Return the sheets that this program did not make, whatever its own are called by now.

    Raises:
        TooLarge: There are more than anybody keeps.
    """
    if len(book.sheets) > _MAX_SHEETS:
        raise refuse_too_large()
    own = find_own_sheets(book)
    return [entry for entry in book.sheets if entry.name.casefold() not in own]


def find_user_names(book: Spreadsheet) -> list[tuple[Element, str]]:
    """Return the defined names that this program did not give and that still mean something.

    With each goes the user sheet on which alone it is valid; empty for all.

    Raises:
        TooLarge: There are more than anybody keeps.
    """
    if len(listed := [*book.root.iter(f"{SHEET}definedName")]) > _MAX_NAMES:
        raise refuse_too_large()
    names = list_own_names()
    sheets = {entry.name for entry in find_user_sheets(book)}
    found: list[tuple[Element, str]] = []
    for each in listed:
        local = parse_number(each.get("localSheetId"), -1)
        sheet = book.sheets[local].name if 0 <= local < len(book.sheets) else ""
        is_users = sheet in sheets if each.get("localSheetId") else each.get("name") not in names
        if is_users and not _NOWHERE.search(each.text or ""):
            found.append((each, sheet))
    return found


def find_broken_formulas(sheet: Element, known: Set[str]) -> list[Element]:
    """Return the formulas of a sheet that refer to others than the sheets (in small letters)."""
    formulas = list(sheet.iter(f"{SHEET}f"))
    broken = {formula for formula in formulas if not find_sheets_in(formula.text or "") <= known}
    shared = {formula.get("si") for formula in broken} - {None}
    return [each for each in formulas if each in broken or each.get("si") in shared]


def find_sheets_in(formula: str) -> set[str]:
    """Return the names of the sheets that a formula refers to, in small letters.

    That of a sheet of another file begins with the number of the file, such as ``[1]``.
    """
    found = _SHEET.findall(_TEXT.sub("", formula))
    names = [plain or quoted.replace("''", "'") for quoted, plain in found]
    return {name.casefold() for each in names for name in each.split(":")}
