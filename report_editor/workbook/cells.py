"""The cells of a workbook as its file holds them: texts, formulas, defined names, properties.

A lean reader for the few sheets of a report: openpyxl alone would take most of the time that
opening a file may take.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from report_editor.workbook.layout import Position
from report_editor.workbook.package import NotOurs, Package, damaged
from report_editor.workbook.values import text_of_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"

_WORKBOOK = "xl/workbook.xml"
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_CELLS = 200_000
_MOST_LINES, _MOST_COLUMNS = 1 << 20, 1 << 14


class Content(NamedTuple):
    """What a cell holds."""

    text: str
    """The text, or the number as plainly written; of a formula the value stored with it."""
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    """The name of its part in the package."""
    state: str = ""
    """``hidden`` or ``veryHidden``; empty where it is shown."""


class Cells:
    """A workbook's sheets by name and its cells by place."""

    def __init__(self, package: Package) -> None:
        """Reads the list of sheets and of defined names.

        Raises:
            NotOurs: the package is no workbook.
            WorkbookProblem: it is damaged.
        """
        if _WORKBOOK not in package:
            raise NotOurs("这个文件不是工作簿（.xlsx）。")
        self._package = package
        self._book = package.xml(_WORKBOOK)
        self.sheets = {entry.name: entry for entry in self._sheet_entries()}
        self.names = dict(self._defined_names())
        """The sheet and cell of each defined name; a name whose cell is gone is not here."""

    @cached_property
    def properties(self) -> dict[str, str]:
        """The custom properties of the file."""
        if "docProps/custom.xml" not in self._package:
            return {}
        root = self._package.xml("docProps/custom.xml")
        return {
            each.get("name", ""): "".join(str(text) for text in each.itertext())
            for each in root.iter(f"{_CUSTOM}property")
        }

    def sheet(self, name: str) -> dict[Position, Content]:
        """The cells of a sheet that hold something.

        Raises:
            WorkbookProblem: the sheet is damaged or larger than any report.
        """
        part = self.sheets[name].part
        cells: dict[Position, Content] = {}
        line = -1
        for row in self._package.xml(part).iter(f"{MAIN}row"):
            line = _index(row.get("r"), part, _MOST_LINES) if row.get("r") else line + 1
            column = -1
            for cell in row.iterchildren(f"{MAIN}c"):
                name_of_cell = cell.get("r")
                column = _place(name_of_cell, part).column if name_of_cell else column + 1
                content = self._content(cell, part)
                if content.text or content.formula is not None:
                    cells[Position(line, column)] = content
            if len(cells) > _MOST_CELLS:
                raise damaged(f"{part} 里的单元格多得不像一份报告")
        return cells

    def _content(self, cell: Element, part: str) -> Content:
        kind = cell.get("t", "n")
        formula_element = cell.find(f"{MAIN}f")
        formula = None if formula_element is None else formula_element.text or ""
        if kind == "inlineStr":
            inline = cell.find(f"{MAIN}is")
            return Content("" if inline is None else _rich_text(inline), formula)
        value = cell.find(f"{MAIN}v")
        text = "" if value is None else value.text or ""
        if kind == "s" and text:
            index = _index(text, part, len(self._strings) - 1, first=0)
            return Content(self._strings[index], formula)
        if kind == "n":
            return Content(text_of_number(text) if text else "", formula)
        if kind == "b":
            return Content("TRUE" if text == "1" else "FALSE", formula)
        return Content(_unescaped(text), formula)

    @cached_property
    def _strings(self) -> list[str]:
        part = "xl/sharedStrings.xml"
        if part not in self._package:
            return []
        return [_rich_text(item) for item in self._package.xml(part).iter(f"{MAIN}si")]

    def _sheet_entries(self) -> Iterator[SheetEntry]:
        targets = relation_targets(self._package, _WORKBOOK)
        for sheet in self._book.iter(f"{MAIN}sheet"):
            name, relation = sheet.get("name"), sheet.get(RELATION_ID)
            if name and relation in targets:
                yield SheetEntry(name, targets[relation], sheet.get("state", ""))

    def _defined_names(self) -> Iterator[tuple[str, tuple[str, Position]]]:
        for each in self._book.iter(f"{MAIN}definedName"):
            name, refers_to = each.get("name"), each.text or ""
            # A copy of a sheet brings names of its own, valid on the copy alone.
            if not name or each.get("localSheetId") is not None:
                continue
            sheet, _, cell = refers_to.rpartition("!")
            if sheet.startswith("'") and sheet.endswith("'"):
                sheet = sheet[1:-1].replace("''", "'")
            match = _A1.match(cell)
            if match and sheet in self.sheets:
                yield name, (sheet, _place(match[0], _WORKBOOK))


def relation_targets(package: Package, part: str) -> dict[str, str]:
    """The parts inside the package that a part refers to, by relation id.

    Raises:
        WorkbookProblem: the list of relations is damaged.
    """
    folder = PurePosixPath(part).parent
    relations = str(folder / "_rels" / f"{PurePosixPath(part).name}.rels")
    if relations not in package:
        return {}
    targets: dict[str, str] = {}
    for relation in package.xml(relations).iter(f"{RELATIONS}Relationship"):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and target:
            targets[relation.get("Id", "")] = _resolved(folder, target)
    return targets


def _resolved(folder: PurePosixPath, target: str) -> str:
    """A part's name inside the package; nothing leads out of it."""
    steps: list[str] = []
    base = "" if target.startswith("/") else str(folder)
    for step in f"{base}/{target}".split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _rich_text(item: Element) -> str:
    """The text of a string item without what is only a reading aid (phonetic runs)."""
    pieces = [
        each.text or ""
        for child in item
        for each in ([child] if child.tag == f"{MAIN}t" else child.iterchildren(f"{MAIN}t"))
        if child.tag in (f"{MAIN}t", f"{MAIN}r")
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _place(name: str, part: str) -> Position:
    match = _A1.fullmatch(name)
    if match is None:
        raise damaged(part)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    if column > _MOST_COLUMNS:
        raise damaged(part)
    return Position(_index(match[2], part, _MOST_LINES), column - 1)


def _index(text: str | None, part: str, most: int, first: int = 1) -> int:
    """A number of a file, from ``first`` to ``most``, counted from 0."""
    if text is None or not text.isdecimal() or len(text) > 9 or not first <= int(text) <= most:
        raise damaged(part)
    return int(text) - first
