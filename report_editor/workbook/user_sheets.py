"""Carries the sheets that a user added over into the file to be written.

The sheets are grafted as they are, with their formats, pictures, charts and comments: reading
and writing them with a library would lose whatever that library does not know.
"""

from __future__ import annotations

import re
import zipfile
from copy import deepcopy
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.forms import forms
from report_editor.workbook.cells import MAIN, RELATION_ID, RELATIONS, Cells
from report_editor.workbook.cells import relation_targets as targets_of
from report_editor.workbook.layout import (
    DATA_NAME,
    DATA_SHEET,
    FORM_PROPERTY,
    defined_names,
)
from report_editor.workbook.package import Package, WorkbookProblem, parse_xml
from report_editor.workbook.user_sheet_styles import MergedStyles, item_at

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from report_editor.workbook.cells import SheetEntry

_BOOK = "xl/workbook.xml"
_BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_THEME = "xl/theme/theme1.xml"
_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_CARRIED = frozenset(
    {"drawing", "vmlDrawing", "comments", "image", "table", "printerSettings", "hyperlink"}
)
"""What of a sheet's own relations stands alone; a pivot table, say, needs parts of the book."""
_OTHER_FILE = re.compile(r"(?<![\w\]])\[[0-9]+\]")
"""A reference of a formula into another workbook."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def with_kept_sheets(data: bytes, keep: bytes) -> bytes:
    """The workbook ``data`` with the user's own sheets of the workbook ``keep`` behind its own.

    Where ``keep`` is no report of this program, or holds no other sheets, ``data`` is returned.

    Raises:
        WorkbookProblem: a sheet that has to be carried over is damaged.
    """
    old = Package(keep)
    cells = Cells(old)
    if DATA_NAME not in cells.names and FORM_PROPERTY not in cells.properties:
        return data
    added = _added_sheets(cells)
    if not added:
        return data
    try:
        return _Graft(data, old, cells).with_sheets(added)
    except WorkbookProblem as error:
        names = "、".join(f"“{entry.name}”" for entry in added)
        raise WorkbookProblem(
            f"报告没有保存：文件里另加的工作表{names}读不出来，没法带到新文件里。{error}"
            "也可以先在 WPS 里删掉这些工作表再保存。"
        ) from error


def _added_sheets(cells: Cells) -> list[SheetEntry]:
    """The sheets that this program did not make, whatever its own are called by now."""
    ours = {DATA_NAME: DATA_SHEET}
    for edition in forms():
        ours |= {name: sheet for name, (sheet, _) in defined_names(edition).items()}
    own = {sheet.casefold() for sheet in ours.values()}
    own |= {cells.names[name][0].casefold() for name in ours if name in cells.names}
    return [entry for entry in cells.sheets.values() if entry.name.casefold() not in own]


class _Graft:
    """A new workbook taking over sheets of an old one."""

    def __init__(self, data: bytes, old: Package, cells: Cells) -> None:
        new = Package(data)
        self._old = old
        self._cells = cells
        self._parts = {name: new.read(name) for name in new.names}
        self._book = new.xml(_BOOK)
        self._book_relations = new.xml(_BOOK_RELATIONS)
        self._types = new.xml(_TYPES)
        self._strings = etree.Element(f"{MAIN}sst")  # the new workbook keeps its texts in its cells
        self._string_count = len(self._strings)
        self._string_numbers: dict[str, str] = {}
        self._old_strings = list(old.xml(_STRINGS)) if _STRINGS in old else []
        self._styles = MergedStyles(new.xml(_STYLES), old.xml(_STYLES) if _STYLES in old else None)
        self._old_types = old.xml(_TYPES)
        self._old_book = old.xml(_BOOK)

    def with_sheets(self, added: list[SheetEntry]) -> bytes:
        """The bytes of the new workbook with the sheets behind its own."""
        positions: dict[str, str] = {}
        for entry in added:
            positions[entry.name] = str(self._add(entry))
        self._carry_names(positions)
        self._declare(_STRINGS, _STRINGS_TYPE)
        self._relate_to_book("rIdStrings", "sharedStrings", _STRINGS)
        if _THEME in self._old and _THEME in self._parts:
            self._parts[_THEME] = _bytes(self._old.xml(_THEME))
        for name, root in (
            (_BOOK, self._book),
            (_BOOK_RELATIONS, self._book_relations),
            (_TYPES, self._types),
            (_STRINGS, self._strings),
            (_STYLES, self._styles.root),
        ):
            self._parts[name] = _bytes(root)
        return _zipped(self._parts)

    def _add(self, entry: SheetEntry) -> int:
        """Takes over a sheet; returns its position in the new workbook."""
        sheets = self._book.find(f"{MAIN}sheets")
        assert sheets is not None
        number = len(sheets) + 1
        part = f"xl/worksheets/sheet{number}.xml"
        root = self._old.xml(entry.part)
        self._carry_relations(entry.part, part, root)
        self._restyle(root)
        self._parts[part] = _bytes(root)
        self._declare(part, _SHEET_TYPE)
        relation = f"rIdKept{number}"
        self._relate_to_book(relation, "worksheet", part)
        listed = etree.SubElement(
            sheets,
            f"{MAIN}sheet",
            {"name": entry.name, "sheetId": str(number), RELATION_ID: relation},
        )
        if entry.state:
            listed.set("state", entry.state)
        return number - 1

    def _relate_to_book(self, identity: str, kind: str, part: str) -> None:
        etree.SubElement(
            self._book_relations,
            f"{RELATIONS}Relationship",
            {"Id": identity, "Type": f"{_OFFICE}/{kind}", "Target": f"/{part}"},
        )

    # ------------------------------------------------------------------ inside a sheet

    def _restyle(self, root: Element) -> None:
        """Points a sheet's strings and formats to where they stand in the new workbook."""
        for element in root.iter(f"{MAIN}c", f"{MAIN}row"):
            if "s" in element.attrib:
                element.set("s", self._styles.cell_format(element.get("s", "")))
        for element in root.iter(f"{MAIN}col"):
            if "style" in element.attrib:
                element.set("style", self._styles.cell_format(element.get("style", "")))
        for element in root.iter(f"{MAIN}cfRule"):
            if "dxfId" in element.attrib:
                element.set("dxfId", self._styles.mark_format(element.get("dxfId", "")))
        _detach_from_windows(root)
        for cell in root.iter(f"{MAIN}c"):
            # Dynamic arrays and rich values stand in parts of the workbook that stay behind.
            cell.attrib.pop("cm", None)
            cell.attrib.pop("vm", None)
            value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
            if cell.get("t") == "s" and value is not None:
                value.text = self._string(value.text or "")
            if formula is not None and _OTHER_FILE.search(formula.text or ""):
                cell.remove(formula)

    def _string(self, index: str) -> str:
        if index not in self._string_numbers:
            old = item_at(self._old_strings, index)
            if old is None:
                raise WorkbookProblem("工作表里的文字编号有错。")
            self._strings.append(deepcopy(old))
            self._string_numbers[index] = str(self._string_count)
            self._string_count += 1
            self._strings.set("uniqueCount", str(self._string_count))
        return self._string_numbers[index]

    # ------------------------------------------------------------------ around a sheet

    def _carry_relations(self, old_part: str, part: str, root: Element) -> None:
        """Takes over what a sheet refers to, and removes references to what cannot come along."""
        carried: set[str] = set()
        relations = _relations_of(old_part)
        if relations in self._old:
            listed = self._old.xml(relations)
            targets = targets_of(self._old, old_part)
            for relation in list(listed):
                identity = relation.get("Id", "")
                outside = relation.get("TargetMode") == "External"
                if PurePosixPath(relation.get("Type", "")).name not in _CARRIED or not (
                    outside or targets.get(identity, "") in self._old
                ):
                    listed.remove(relation)
                    continue
                carried.add(identity)
                if not outside:
                    self._carry_part(targets[identity])
                    relation.set("Target", f"/{targets[identity]}")
            self._parts[_relations_of(part)] = _bytes(listed)
        for element in list(root.iter()):
            if element.get(RELATION_ID, "") not in {"", *carried}:
                if element.tag == f"{MAIN}pageSetup":
                    del element.attrib[RELATION_ID]
                else:
                    _remove(element)

    def _carry_part(self, name: str) -> None:
        """Takes over a part and all it refers to; names of such parts are free in a new file."""
        waiting = [name]
        while waiting:
            name = waiting.pop()
            if name in self._parts or name not in self._old:
                continue
            content = self._old.read(name)
            if "/tables/" in name:
                content = _without_formats(parse_xml(content, name))
            self._parts[name] = content
            self._declare(name, self._type_of(name))
            relations = _relations_of(name)
            if relations in self._old:
                self._parts[relations] = _bytes(self._old.xml(relations))
                waiting += targets_of(self._old, name).values()

    def _carry_names(self, positions: dict[str, str]) -> None:
        """Takes over the defined names that belong to the sheets or point into them."""
        names = self._book.find(f"{MAIN}definedNames")
        assert names is not None
        taken = {(each.get("name", ""), each.get("localSheetId")) for each in names}
        order = [sheet.get("name", "") for sheet in self._old_book.iter(f"{MAIN}sheet")]
        for each in self._old_book.iter(f"{MAIN}definedName"):
            name, local, refers_to = each.get("name", ""), each.get("localSheetId"), each.text or ""
            if local is not None:
                at = int(local) if local.isdecimal() and len(local) < 6 else len(order)
                local = positions.get(order[at]) if at < len(order) else None
                if local is None:
                    continue
            elif self._cells.names.get(name, ("", None))[0] not in positions:
                continue
            if (name, local) in taken or "#REF!" in refers_to or _OTHER_FILE.search(refers_to):
                continue
            carried = deepcopy(each)
            if local is not None:
                carried.set("localSheetId", local)
            names.append(carried)

    def _declare(self, part: str, content_type: str) -> None:
        etree.SubElement(
            self._types,
            f"{_TYPES_SPACE}Override",
            {"PartName": f"/{part}", "ContentType": content_type},
        )

    def _type_of(self, part: str) -> str:
        for each in self._old_types.iter(f"{_TYPES_SPACE}Override"):
            if each.get("PartName", "").casefold() == f"/{part}".casefold():
                return str(each.get("ContentType", ""))
        ending = PurePosixPath(part).suffix.removeprefix(".").casefold()
        for each in self._old_types.iter(f"{_TYPES_SPACE}Default"):
            if each.get("Extension", "").casefold() == ending:
                return str(each.get("ContentType", ""))
        return "application/octet-stream"


def _relations_of(part: str) -> str:
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def _detach_from_windows(root: Element) -> None:
    """Leaves a sheet one view, unselected, in the one window that the new workbook has."""
    for views in root.iter(f"{MAIN}sheetViews"):
        for view in list(views)[1:]:
            views.remove(view)
        for view in views:
            view.attrib.pop("tabSelected", None)
            view.set("workbookViewId", "0")
    for element in list(root.iter(f"{MAIN}customSheetViews")):
        _remove(element)


def _remove(element: Element) -> None:
    """Takes an element out, and what held nothing else."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if len(parent) == 0 and parent.getparent() is not None:
        _remove(parent)


def _without_formats(table: Element) -> bytes:
    """A table part without the marks of formats, which are numbered anew in the new workbook."""
    for element in table.iter():
        for attribute in [key for key in element.attrib if str(key).endswith(("DxfId", "dxfId"))]:
            del element.attrib[attribute]
    return _bytes(table)


def _bytes(root: Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return buffer.getvalue()
