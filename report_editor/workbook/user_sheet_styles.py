"""The formats of two workbooks in one: those of the old that are in use behind the new ones."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.workbook.cells import MAIN
from report_editor.workbook.package import WorkbookProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_FIRST_OWN_NUMBER_FORMAT = 164
_LISTS = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))


def item_at(listed: Sequence[Element] | Element, index: str) -> Element | None:
    """The item that a file refers to by its number from 0; None where there is no such item."""
    if not index.isdecimal() or len(index) > 9 or int(index) >= len(listed):
        return None
    return listed[int(index)]


class MergedStyles:
    """The new workbook's style sheet, growing by the formats that are asked for."""

    def __init__(self, new: Element, old: Element | None) -> None:
        """Takes the root elements of both style sheets; the new one is changed in place."""
        self.root = new
        self._old = old
        self._moved: dict[tuple[str, str], str] = {}

    def cell_format(self, index: str) -> str:
        """The number in the new workbook of a cell format of the old."""
        known = self._moved.get(("cellXfs", index))
        if known is not None:
            return known
        element = self._element("cellXfs", index)
        if element is None:
            return "0"
        moved = deepcopy(element)
        for attribute, kind in _LISTS:
            moved.set(attribute, self._copied(kind, element.get(attribute, "0")))
        if (number_format := element.get("numFmtId")) is not None:
            moved.set("numFmtId", self._number_format(number_format))
        moved.set("xfId", "0")
        return self._added("cellXfs", index, moved)

    def mark_format(self, index: str) -> str:
        """The number in the new workbook of a conditional format's look in the old."""
        return self._copied("dxfs", index)

    def _copied(self, kind: str, index: str) -> str:
        known = self._moved.get((kind, index))
        if known is not None:
            return known
        element = self._element(kind, index)
        return "0" if element is None else self._added(kind, index, deepcopy(element))

    def _number_format(self, index: str) -> str:
        if not index.isdecimal() or int(index[:9]) < _FIRST_OWN_NUMBER_FORMAT:
            return index
        known = self._moved.get(("numFmts", index))
        if known is not None:
            return known
        old = None if self._old is None else self._old.find(f"{MAIN}numFmts")
        formats = () if old is None else old
        code = next(
            (each.get("formatCode") for each in formats if each.get("numFmtId") == index), None
        )
        if code is None:
            return "0"
        taken = [int(each.get("numFmtId", "0")) for each in self._list("numFmts")]
        number = str(max([_FIRST_OWN_NUMBER_FORMAT - 1, *taken]) + 1)
        moved = etree.Element(f"{MAIN}numFmt", {"numFmtId": number, "formatCode": code})
        self._added("numFmts", index, moved)
        self._moved["numFmts", index] = number
        return number

    def _element(self, kind: str, index: str) -> Element | None:
        """An item of a list of the old style sheet; None where there is none."""
        listed = None if self._old is None else self._old.find(f"{MAIN}{kind}")
        if listed is None:
            return None
        found = item_at(listed, index)
        if found is None:
            raise WorkbookProblem("工作表的单元格格式编号有错。")
        return found

    def _added(self, kind: str, index: str, element: Element) -> str:
        listed = self._list(kind)
        listed.append(element)
        listed.set("count", str(len(listed)))
        self._moved[kind, index] = str(len(listed) - 1)
        return self._moved[kind, index]

    def _list(self, kind: str) -> Element:
        listed = self.root.find(f"{MAIN}{kind}")
        if listed is None:
            # Only number formats and marks may be missing; the order of lists is prescribed.
            listed = etree.Element(f"{MAIN}{kind}", {"count": "0"})
            before = self.root.find(f"{MAIN}{'fonts' if kind == 'numFmts' else 'tableStyles'}")
            if before is None:
                self.root.append(listed)
            else:
                before.addprevious(listed)
        return listed
