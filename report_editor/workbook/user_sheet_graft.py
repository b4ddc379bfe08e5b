"""Graft the sheets that a user added onto a new workbook.

The sheets are grafted as they are, with their formats, pictures, charts and comments: openpyxl
would lose some twenty things of them, text boxes and form controls among these.
"""

from __future__ import annotations

import posixpath
import re
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.ooxml import parse
from report_editor.ooxml.package import Package, Relation, locate_relations
from report_editor.ooxml.parse import RELATION_ID, RELATIONS, SHEET
from report_editor.ooxml.problems import PackageProblem, refuse_too_large
from report_editor.ooxml.spreadsheet import Spreadsheet
from report_editor.ooxml.timeless_zip import TimelessZip
from report_editor.workbook import user_sheet_rules as rules
from report_editor.workbook.archive import xml_bytes
from report_editor.workbook.user_sheet_styles import MergedStyles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_editor.ooxml.parse import Element
    from report_editor.ooxml.spreadsheet import SheetEntry

_TYPES_PART = "[Content_Types].xml"
_ANY_TYPE = "application/octet-stream"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
_MAX_INLINE = 48 << 20
"""Bytes of XML of the shared texts that are put into the cells themselves."""
_QUERY = ("tableType", "connectionId", "queryTableFieldId")
"""Attributes of a table that is filled from a data connection, which stays behind."""
_SLICER = re.compile(rb"http://schemas\.microsoft\.com/office/drawing/20\d\d/(time)?slicer")


class Graft:
    """A new workbook that takes over sheets of an old one."""

    def __init__(self, data: bytes, old: Spreadsheet) -> None:
        """Take the content of the new workbook, and the old workbook."""
        package = Package(data)
        self._new = Spreadsheet(package)
        self._old = old
        self._parts = {name: package.read(name) for name in package.names}
        self._taken = {name.casefold() for name in self._parts}
        self._book_relations = package.xml(locate_relations(self._new.part))
        self._types = package.xml(_TYPES_PART)
        self._old_types: dict[str, str] = {}
        """Types of content of the old workbook, by the name of a part or the ending of names."""
        for each in old.package.xml(_TYPES_PART):
            named = each.get("PartName") or f".{each.get('Extension')}"
            self._old_types[named.casefold()] = each.get("ContentType", _ANY_TYPE)
        self._has_metadata = bool(old.related("sheetMetadata"))
        strings = old.package.find_xml(old.related("sharedStrings"))
        self._strings = [] if strings is None else strings.findall(f"{SHEET}si")
        self._lengths: dict[int, int] = {}
        self._text_left = _MAX_INLINE
        self._styles = MergedStyles(
            package.xml(self._new.related("styles")), old.package.find_xml(old.related("styles"))
        )
        # Names in the new workbook of the parts that come along, and those not there yet:
        self._names: dict[str, str] = {}
        self._waiting: list[str] = []

    def add_sheets(self, added: list[SheetEntry]) -> bytes:
        """Return the bytes of the new workbook with the sheets behind its own."""
        sheets = self._new.root.find(f"{SHEET}sheets")
        known = {entry.name.casefold() for entry in (*self._new.sheets, *added)}
        self._carry_names({entry.name: len(sheets) + at for at, entry in enumerate(added)}, known)
        for entry in added:
            self._add_sheet(entry, sheets, known)
        if added:
            self._carry_book_parts()
        changed = {
            self._new.part: self._new.root,
            locate_relations(self._new.part): self._book_relations,
            _TYPES_PART: self._types,
            self._new.related("styles"): self._styles.root,
        }
        self._parts |= {name: xml_bytes(root) for name, root in changed.items()}
        buffer = BytesIO()
        with TimelessZip(buffer, "w") as archive:
            for name, content in self._parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def _add_sheet(self, entry: SheetEntry, sheets: Element, known: set[str]) -> None:
        number = str(len(sheets) + 1)
        part = self._free_name(f"xl/{entry.kind}s/sheet{number}.xml")
        root = self._old.package.xml(entry.part)
        self._carry_relations(entry.part, part, root)
        self._styles.renumber(root)
        _detach_from_windows(root)
        for formula in rules.find_broken_formulas(root, known):
            formula.getparent().remove(formula)
        for cell in root.iter(f"{SHEET}c"):
            self._complete_cell(cell)
        self._add_part(part, xml_bytes(root), _SHEET_TYPE.format(kind=entry.kind))
        state = {"state": entry.state} if entry.state else {}
        relation = {RELATION_ID: self._relate(f"{parse.RELATION_TYPE}{entry.kind}", part)}
        attributes = {"name": entry.name, "sheetId": number, **state, **relation}
        etree.SubElement(sheets, f"{SHEET}sheet", attributes)

    def _complete_cell(self, cell: Element) -> None:
        """Put into a cell itself the text that it shares with others in the old workbook."""
        if not self._has_metadata:
            cell.attrib.pop("cm", None)
            cell.attrib.pop("vm", None)
        value = cell.find(f"{SHEET}v")
        if cell.get("t") != "s" or value is None:
            return
        index = parse.parse_number(value.text, -1)
        if not 0 <= index < len(self._strings):
            raise PackageProblem("工作表里的文字编号有错。")
        if index not in self._lengths:
            self._lengths[index] = len(etree.tostring(self._strings[index]))
        self._text_left -= self._lengths[index]
        if self._text_left < 0:  # many cells may share one long text
            raise refuse_too_large()
        inline = deepcopy(self._strings[index])
        inline.tag = f"{SHEET}is"
        cell.replace(value, inline)
        cell.set("t", "inlineStr")

    # ------------------------------------------------------------------ parts

    def _carry_relations(self, old_part: str, part: str, root: Element) -> None:
        """Take over what a sheet refers to; remove references to what cannot come along."""
        relations = {
            identity: relation
            for identity, relation in self._old.package.relations(old_part).items()
            if relation.kind in rules.SHEET_RELATIONS and (relation.part or relation.is_external)
        }
        self._write_relations(part, relations)
        kept = {"", *relations}
        for element in list(root.iter()):
            if element.get(RELATION_ID, "") not in kept:
                if element.tag == f"{SHEET}pageSetup":
                    del element.attrib[RELATION_ID]
                else:
                    _remove(element)

    def _carry_book_parts(self) -> None:
        """Take over what the sheets need of the workbook: theme, date system, cell pictures."""
        for relation in self._old.relations.values():
            if relation.kind in rules.BOOK_RELATIONS and relation.part:
                self._relate(relation.type, self._carry_part(relation.part))
        self._carry_waiting()
        old_theme, theme = self._old.related("theme"), self._new.related("theme")
        if old_theme and theme:
            self._parts[theme] = parse.fold_strict(self._old.package.read(old_theme))
        if self._old.is_from_1904:
            self._new.root.find(f"{SHEET}workbookPr").set("date1904", "1")

    def _carry_part(self, old_part: str) -> str:
        """Return the name in the new workbook of a part that comes along."""
        key = old_part.casefold()
        if key not in self._names:
            self._names[key] = self._free_name(old_part)
            self._waiting.append(old_part)
        return self._names[key]

    def _carry_waiting(self) -> None:
        """Take over the parts that were given a name, and all that they refer to."""
        while self._waiting:
            old_part = self._waiting.pop()
            ending = posixpath.splitext(old_part)[1]
            by_ending = self._old_types.get(ending.casefold(), _ANY_TYPE)
            kind = self._old_types.get(f"/{old_part}".casefold(), by_ending)
            content = parse.fold_strict(self._old.package.read(old_part))
            if kind.endswith(".table+xml") or _SLICER.search(content):
                root = self._old.package.xml(old_part)
                self._styles.renumber(root)
                _detach_from_book(root)
                content = xml_bytes(root)
            part = self._names[old_part.casefold()]
            self._add_part(part, content, kind)
            relations = self._old.package.relations(old_part).items()
            kept = {key: each for key, each in relations if each.kind != "queryTable"}
            self._write_relations(part, kept)

    def _write_relations(self, part: str, relations: Mapping[str, Relation]) -> None:
        """List the relations of a part, and give a name to the parts that they lead to."""
        if not relations:
            return
        root = etree.Element(f"{RELATIONS}Relationships", nsmap={None: RELATIONS[1:-1]})
        for identity, relation in relations.items():
            target = f"/{self._carry_part(relation.part)}" if relation.part else relation.target
            mode = {"TargetMode": "External"} if relation.is_external else {}
            _add_relation(root, identity, relation.type, target, **mode)
        self._parts[locate_relations(part)] = xml_bytes(root)

    def _free_name(self, name: str) -> str:
        """Return a name that no part of the new workbook has, and take it."""
        stem, ending = posixpath.splitext(name)
        number = 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}_{number}{ending}"
        self._taken.add(name.casefold())
        return name

    # ------------------------------------------------------------------ the workbook's lists

    def _carry_names(self, numbers: dict[str, int], known: set[str]) -> None:
        """Take over the defined names that are the user's or belong to the sheets."""
        names = self._new.root.find(f"{SHEET}definedNames")
        for each, sheet in rules.find_user_names(self._old):
            if rules.find_sheets_in(each.text or "") <= known and (not sheet or sheet in numbers):
                carried = deepcopy(each)
                if sheet:
                    carried.set("localSheetId", str(numbers[sheet]))
                names.append(carried)

    def _relate(self, relation_type: str, part: str) -> str:
        """Add a relation of the workbook to a part; return its id."""
        identity = f"rIdUser{len(self._book_relations) + 1}"
        _add_relation(self._book_relations, identity, relation_type, f"/{part}")
        return identity

    def _add_part(self, part: str, content: bytes, content_type: str) -> None:
        self._parts[part] = content
        override = self._types.tag.replace("Types", "Override")
        etree.SubElement(self._types, override, PartName=f"/{part}", ContentType=content_type)


def _add_relation(root: Element, id_: str, type_: str, target: str, **mode: str) -> None:
    attributes = {"Id": id_, "Type": type_, "Target": target, **mode}
    etree.SubElement(root, f"{RELATIONS}Relationship", attributes)


def _detach_from_windows(root: Element) -> None:
    """Leave a sheet one view, unselected, in the one window that the new workbook has."""
    for views in root.iter(f"{SHEET}sheetViews"):
        for view in list(views)[1:]:
            views.remove(view)
        for view in views:
            view.attrib.pop("tabSelected", None)
            view.set("workbookViewId", "0")
    for element in list(root.iter(f"{SHEET}customSheetViews")):
        _remove(element)


def _detach_from_book(root: Element) -> None:
    """Free a table of its data connection and a drawing of the shapes of slicers."""
    for element in root.iter():
        for attribute in _QUERY:
            element.attrib.pop(attribute, None)
    for child in list(root):
        if _SLICER.search(etree.tostring(child)):
            root.remove(child)


def _remove(element: Element) -> None:
    """Take an element out, and what held nothing else."""
    if (parent := element.getparent()) is not None:
        parent.remove(element)
        if next(iter(parent), None) is None and parent.getparent() is not None:
            _remove(parent)
