"""Read a workbook: its sheets, defined names, properties, shared texts and formats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from report_editor.ooxml.number_formats import CellFormats
from report_editor.ooxml.package import Relation, find_part
from report_editor.ooxml.parse import RELATION_ID, SHEET, parse_switch
from report_editor.ooxml.problems import OtherFormat, PackageProblem, refuse_damaged
from report_editor.ooxml.references import parse_range
from report_editor.ooxml.sheet import Sheet, read_text

if TYPE_CHECKING:
    from report_editor.ooxml.package import Package
    from report_editor.ooxml.parse import Element
    from report_editor.ooxml.references import Position
    from report_editor.ooxml.sheet import SheetCell

_NOWHERE = Relation("", "", "", is_external=False)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """Sheet as the workbook lists it."""

    name: str
    part: str
    """Name of its part; empty where the workbook leads nowhere."""
    kind: str
    """``worksheet``, ``chartsheet``, or another kind of its relation."""
    state: str
    """``hidden`` or ``veryHidden``; empty where it is visible, as with a state nobody knows."""


class Spreadsheet:
    """Workbook; whatever reads of it raises :class:`PackageProblem` where it is damaged."""

    def __init__(self, package: Package) -> None:
        """Read the list of sheets.

        Raises:
            OtherFormat: The package is no workbook.
        """
        self.package = package
        self.part = package.main_part("xl/workbook.xml")
        if self.part.endswith(".bin"):
            raise PackageProblem(
                "这是二进制工作簿（.xlsb），不能读取。请用 WPS 或 Excel 另存为 .xlsx 后再打开。"
            )
        root = package.find_xml(self.part)
        if root is None or root.tag != f"{SHEET}workbook":
            raise OtherFormat("这个文件不是工作簿（.xlsx）。请确认选对了文件。")
        self.root: Element = root
        self.relations = package.relations(self.part)
        listed = root.iterfind(f"{SHEET}sheets/{SHEET}sheet")
        self.sheets = [self._sheet_entry(sheet) for sheet in listed]

    @property
    def is_from_1904(self) -> bool:
        """Check whether dates count from 1904 on, as in workbooks of old Macintoshes."""
        settings = self.root.find(f"{SHEET}workbookPr")
        return settings is not None and parse_switch(settings.get("date1904"))

    @cached_property
    def names(self) -> dict[str, tuple[str, Position]]:
        """Return the sheet and the (first) cell of each defined name that still has one.

        A copy of a sheet brings names of its own, valid on the copy alone: they are left out.
        """
        sheets = {entry.name for entry in self.sheets}
        names: dict[str, tuple[str, Position]] = {}
        for each in self.root.iter(f"{SHEET}definedName"):
            sheet, _, cells = (each.text or "").rpartition("!")
            found = parse_range(cells)
            if sheet.startswith("'") and sheet.endswith("'"):
                sheet = sheet[1:-1].replace("''", "'")
            name = each.get("name")
            if name and each.get("localSheetId") is None and found and sheet in sheets:
                names[name] = (sheet, found[0])
        return names

    @cached_property
    def properties(self) -> dict[str, str]:
        """Return the custom properties of the file."""
        kinds = ("custom-properties", "customProperties")  # the second in Strict files
        parts = [find_part(self.package.relations(), kind) for kind in kinds]
        root = self.package.find_xml("".join(parts) or "docProps/custom.xml")
        found = () if root is None else root.iter("{*}property")
        return {each.get("name", ""): "".join(each.itertext()) for each in found}

    def related(self, kind: str) -> str:
        """Return the part of the workbook of a kind, such as ``styles``, or an empty name."""
        return find_part(self.relations, kind)

    def read_sheet(self, entry: SheetEntry) -> Sheet:
        """Return the content of a sheet; that of a chart is empty."""
        if not entry.part:
            raise refuse_damaged(f"缺少工作表“{entry.name}”")
        root = self.package.xml(entry.part)
        if entry.kind == "worksheet" and root.tag != f"{SHEET}worksheet":
            raise refuse_damaged(entry.part)
        return Sheet(root, entry.part, self._strings, self._formats)

    def cells(self, name: str) -> dict[Position, SheetCell]:
        """Return the cells of the sheet of a name that hold a text, a number or a formula."""
        entry = next(entry for entry in self.sheets if entry.name == name)
        return {
            cell.position: cell
            for row in self.read_sheet(entry).rows()
            for cell in row.cells
            if cell.text or cell.formula is not None
        }

    @cached_property
    def _strings(self) -> list[str]:
        root = self.package.find_xml(self.related("sharedStrings"))
        return [] if root is None else [read_text(item) for item in root.iterfind(f"{SHEET}si")]

    @cached_property
    def _formats(self) -> CellFormats:
        styles = self.package.find_xml(self.related("styles"))
        return CellFormats(styles, from_1904=self.is_from_1904)

    def _sheet_entry(self, sheet: Element) -> SheetEntry:
        relation = self.relations.get(sheet.get(RELATION_ID, ""), _NOWHERE)
        state = sheet.get("state", "")
        state = state if state in ("hidden", "veryHidden") else ""
        return SheetEntry(sheet.get("name", ""), relation.part, relation.kind, state)
