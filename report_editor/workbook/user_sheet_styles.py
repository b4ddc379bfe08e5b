"""Merge the cell formats in use of one workbook into the style sheet of another."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.ooxml.parse import SHEET, parse_number
from report_editor.ooxml.problems import PackageProblem

if TYPE_CHECKING:
    from report_editor.ooxml.parse import Element

_FIRST_OWN_NUMBER_FORMAT = 164
_REFERENCES = {"numFmtId": "numFmts", "fontId": "fonts", "fillId": "fills", "borderId": "borders"}
"""Attributes of a cell format and the lists that they refer to."""
_FORMATS = {f"{SHEET}c": "s", f"{SHEET}row": "s", f"{SHEET}col": "style"}
"""Attribute that names the format of an element."""


class MergedStyles:
    """Style sheet of the new workbook, growing by the formats that are asked for."""

    def __init__(self, new: Element, old: Element | None) -> None:
        """Take the root elements of both style sheets; the new one is changed in place."""
        self.root = new
        self._old = etree.Element("none") if old is None else old
        self._numbers: dict[tuple[str, str], str] = {}
        palette = self._old.find(f"{SHEET}colors")
        if palette is not None and new.find(f"{SHEET}colors") is None:
            new.find(f"{SHEET}tableStyles").addnext(deepcopy(palette))

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
            old = self._old.find(f"{SHEET}{kind}")
            if old is None:
                return None
            numbers = [str(at) for at in range(len(old))]
            if kind == "numFmts":
                numbers = [each.get("numFmtId") for each in old]
            if index not in numbers:
                raise PackageProblem("工作表的单元格格式编号有错。")
            moved = deepcopy(old[numbers.index(index)])
            if kind == "cellXfs":
                for attribute, part in _REFERENCES.items():
                    moved.set(attribute, self._move(part, moved.get(attribute, "0")) or "0")
                moved.set("xfId", "0")
            self._numbers[kind, index] = self._append(kind, moved)
        return self._numbers[kind, index]

    def _append(self, kind: str, element: Element) -> str:
        listed = self.root.find(f"{SHEET}{kind}")
        if listed is None:
            # Only number formats and marks may be missing; the order of lists is prescribed.
            listed = etree.Element(f"{SHEET}{kind}")
            following = "fonts" if kind == "numFmts" else "tableStyles"
            self.root.find(f"{SHEET}{following}").addprevious(listed)
        number = len(listed)
        if kind == "numFmts":
            taken = [parse_number(each.get("numFmtId")) for each in listed]
            number = max([_FIRST_OWN_NUMBER_FORMAT - 1, *taken]) + 1
            element.set("numFmtId", str(number))
        listed.append(element)
        listed.set("count", str(len(listed)))
        return str(number)
