"""Merge the cell formats in use of one workbook into the style sheet of another."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.ooxml.parse import SHEET, parse_number
from report_editor.ooxml.problems import PackageProblem, refuse_too_large

if TYPE_CHECKING:
    from report_editor.ooxml.parse import Element

_FIRST_OWN_NUMBER_FORMAT = 164
_REFERENCES = {"numFmtId": "numFmts", "fontId": "fonts", "fillId": "fills", "borderId": "borders"}
"""Attributes of a cell format and the lists that they refer to."""
_FORMATS = {f"{SHEET}c": "s", f"{SHEET}row": "s", f"{SHEET}col": "style"}
"""Attribute that names the format of an element."""

_MAX_ITEMS = 65_000
"""Formats of a workbook; Excel knows no more."""


class MergedStyles:
    """Style sheet of the new workbook, growing by the formats that are asked for."""

    def __init__(self, new: Element, old: Element | None) -> None:
        """Take the root elements of both style sheets; the new one is changed in place."""
        self.root = new
        self._old = etree.Element("none") if old is None else old
        self._numbers: dict[tuple[str, str], str] = {}
        self._lists: dict[str, dict[str, Element] | None] = {}
        """Items of each list of the old style sheet by number; None where there is no list."""
        self._counts: dict[str, int] = {}
        """Items of each list of the new one; lxml counts its children anew each time."""
        palette = self._old.find(f"{SHEET}colors")
        if palette is not None and new.find(f"{SHEET}colors") is None:
            new.find(f"{SHEET}tableStyles").addnext(deepcopy(palette))
        self._next_format = _FIRST_OWN_NUMBER_FORMAT

    def renumber(self, root: Element) -> None:
        """Point a sheet or a table to its formats in the new workbook."""
        for element in root.iter():
            for attribute, index in element.attrib.items():
                is_mark = attribute.lower().endswith("dxfid")
                if is_mark or attribute == _FORMATS.get(element.tag):
                    number = self._move("dxfs" if is_mark else "cellXfs", index)
                    if number is None:
                        del element.attrib[attribute]
                    else:
                        element.set(attribute, number)

    def _move(self, kind: str, index: str) -> str | None:
        """Return the number in the new workbook of an item of a list; None if there is no list."""
        if kind == "numFmts" and parse_number(index) < _FIRST_OWN_NUMBER_FORMAT:
            return index
        if (kind, index) not in self._numbers:
            old = self._list_old(kind)
            if old is None:
                return None
            if index not in old:
                raise PackageProblem("工作表的单元格格式编号有错。")
            moved = deepcopy(old[index])
            if kind == "cellXfs":
                for attribute, part in _REFERENCES.items():
                    moved.set(attribute, self._move(part, moved.get(attribute, "0")) or "0")
                moved.set("xfId", "0")
            self._numbers[kind, index] = self._append(kind, moved)
        return self._numbers[kind, index]

    def _list_old(self, kind: str) -> dict[str, Element] | None:
        if kind not in self._lists:
            old = self._old.find(f"{SHEET}{kind}")
            self._lists[kind] = None if old is None else _number_items(kind, old)
        return self._lists[kind]

    def _append(self, kind: str, element: Element) -> str:
        listed = self.root.find(f"{SHEET}{kind}")
        if listed is None:
            # Only number formats and marks may be missing; the order of lists is prescribed.
            listed = etree.Element(f"{SHEET}{kind}")
            following = "fonts" if kind == "numFmts" else "tableStyles"
            self.root.find(f"{SHEET}{following}").addprevious(listed)
        if kind not in self._counts:
            self._counts[kind] = len(listed)
            if kind == "numFmts":
                taken = [parse_number(each.get("numFmtId")) for each in listed]
                self._next_format = max([_FIRST_OWN_NUMBER_FORMAT - 1, *taken]) + 1
        number = self._counts[kind]
        if number > _MAX_ITEMS:
            raise refuse_too_large()
        self._counts[kind] += 1
        if kind == "numFmts":
            number = self._next_format
            self._next_format += 1
            element.set("numFmtId", str(number))
        listed.append(element)
        listed.set("count", str(self._counts[kind]))
        return str(number)


def _number_items(kind: str, items: Element) -> dict[str, Element]:
    """Return the items of a list by the number that refers to them; the first has it."""
    numbers: dict[str, Element] = {}
    for at, each in enumerate(items):
        numbers.setdefault(each.get("numFmtId") if kind == "numFmts" else str(at), each)
    return numbers
