"""Find where each value, field and heading of a report stands in its workbook now.

A cell is confirmed by its defined name and by the labels that a person sees around it. Where the
two disagree the labels win: a name moves along when somebody cuts and pastes, or is lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from report_editor.common.plain_chinese import fold
from report_editor.ooxml.references import Position
from report_editor.workbook import layout
from report_editor.workbook.printed_labels import (
    list_grids,
    list_official,
    list_spellings,
    list_value_labels,
)
from report_editor.workbook.sheet_labels import SheetLabels, choose_position
from report_editor.workbook.sheet_view import SheetView
from report_editor.workbook.user_sheet_rules import find_own_sheets

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from report_editor.forms import Form, GridCell, Section
    from report_editor.ooxml.spreadsheet import Spreadsheet
    from report_editor.workbook.printed_labels import OfficialLabel, ValueLabels


class Basis(Enum):
    """Grounds on which a cell is taken for a value."""

    BOTH = auto()
    """Name and labels agree."""
    LABELS = auto()
    """Its name is lost or stands for another cell."""
    NAME = auto()
    """A label is changed or gone; the name fits what stands around it."""


class Place(NamedTuple):
    """Cell in which something of the report stands."""

    view: SheetView
    position: Position
    basis: Basis


class ChangedLabel(NamedTuple):
    """Label that was overwritten or cleared, beside or above values found by their names."""

    is_above: bool
    official: str
    """Wording of the form."""
    now: str
    """Text that stands there now; empty where there is none."""


class Places:
    """Places of everything that is read from the visible sheets of a workbook."""

    def __init__(self, form: Form, book: Spreadsheet) -> None:
        """Find them all."""
        self._form = form
        self._book = book
        self._known = layout.defined_names(form)
        self.names = {name: cell for name, cell in book.names.items() if name in self._known}
        """Sheet and cell of each defined name of the form that still has one."""
        self._used = Counter(self.names.values())
        own = find_own_sheets(book) - {self._data_sheet.casefold()}
        self.views = [SheetView(book, e) for e in book.sheets if e.name.casefold() in own]
        """Sheets of the report; those that the user added are not among them."""
        self._labels: dict[str, SheetLabels] = {}
        self._claimed: set[tuple[str, Position]] = set()
        """Cells, with their sheets, that labels allow for some value."""
        self.found: dict[str, Place] = {}
        """Place of each value by address, of fields and headings by their defined names."""
        self.changed_labels: dict[str, list[ChangedLabel]] = {}
        """By the key of the table, which is empty for the metadata."""
        for key, grid in list_grids(form).items():
            self._find_values(key, grid)
        for section in form.text_sections:
            self._find_heading(section)

    @property
    def _data_sheet(self) -> str:
        return self._book.names.get(layout.DATA_NAME, (layout.DATA_SHEET, None))[0]

    # ------------------------------------------------------------------ values and fields

    def _find_values(self, table: str, grid: Sequence[GridCell]) -> None:
        keys = [cell.key for cell in grid if cell.key in self._known]
        views = self._sort_views(self.views, keys)
        top = layout.TABLE_TOP if table else layout.FIELDS_TOP
        view = next((each for each in views if self._is_as_printed(each, grid, top)), None)
        if view is not None:
            for cell in grid:
                if cell.key in self._known and not cell.text:
                    position = Position(top + cell.row, cell.column)
                    self._add(cell.key, view, position)
            return
        values = list_value_labels(grid)
        is_found = [self._find_by_labels(value, views) for value in values]
        if not any(is_found) and self._others:
            views = self._sort_views(self._others, keys)
            is_found = [self._find_by_labels(value, views) for value in values]
        missing = [value for value, found in zip(values, is_found, strict=True) if not found]
        if missing:
            self._find_by_names(table, values, missing)

    def _sort_views(self, views: Iterable[SheetView], keys: Iterable[str]) -> list[SheetView]:
        """Return the sheets; first the one on which most of the names are."""
        count = Counter(self.names[key][0] for key in keys if key in self.names)
        official = {self._known[key][0] for key in keys}
        return sorted(views, key=lambda view: (-count[view.name], view.name not in official))

    def _is_as_printed(self, view: SheetView, grid: Sequence[GridCell], top: int) -> bool:
        """Check whether labels, names and merged cells are on a sheet exactly as laid out.

        Labels and names then agree, and nothing is to be looked for.
        """
        for cell in grid:
            position = Position(top + cell.row, cell.column)
            if cell.key in self._known and not cell.text:
                if self.names.get(cell.key) != (view.name, position):
                    return False
            elif cell.text:
                shown = view.cells.get(position)
                if shown is None or shown.text != cell.text or shown.formula is not None:
                    return False
        ranges = [[Position(top + row, column) for row, column in cell.positions] for cell in grid]
        printed = {(min(each), max(each)) for each in ranges if len(each) > 1}
        bottom = max(map(max, ranges)).row
        return printed == {
            merge for merge in view.merges if merge[1].row >= top and merge[0].row <= bottom
        }

    @cached_property
    def _others(self) -> list[SheetView]:
        """Return the other sheets, where a table may have been moved to."""
        own = {view.name for view in self.views} | {self._data_sheet}
        return [SheetView(self._book, each) for each in self._book.sheets if each.name not in own]

    def _labels_of(self, view: SheetView) -> SheetLabels:
        if view.name not in self._labels:
            self._labels[view.name] = SheetLabels(view, self._spellings, self._official)
        return self._labels[view.name]

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return list_spellings(self._form)

    @cached_property
    def _official(self) -> dict[str, OfficialLabel]:
        return list_official(self._form)

    def _find_by_labels(self, value: ValueLabels, views: Sequence[SheetView]) -> bool:
        """Find a value by its labels; return whether these stand on a sheet, be it twice."""
        named = self.names.get(value.key)
        options = [
            (view, groups)
            for view in views
            if (groups := self._labels_of(view).find_positions(value))
        ]
        if not options:
            return False
        for view, groups in options:
            self._claimed.update((view.name, position) for group in groups for position in group)
        confirmed = [
            (view, groups)
            for view, groups in options
            if any((view.name, position) == named for group in groups for position in group)
        ]
        view, groups = (confirmed or options)[0]
        here = named[1] if named is not None and named[0] == view.name else None
        position = choose_position(view, groups, here, value)
        if position is not None:
            self._add(value.key, view, position)
        return True

    def _add(self, key: str, view: SheetView, position: Position) -> None:
        is_named = self.names.get(key) == (view.name, position)
        self.found[key] = Place(view, position, Basis.BOTH if is_named else Basis.LABELS)

    # ------------------------------------------------------------------ names alone

    def _find_by_names(
        self, table: str, values: Sequence[ValueLabels], missing: Sequence[ValueLabels]
    ) -> None:
        """Take values whose labels were changed from their names, where these fit the others."""
        view = self._find_home(values)
        if view is None:
            return
        usable = {
            value.key: cell[1]
            for value in values
            if (cell := self.names.get(value.key)) and cell[0] == view.name
            and self._used[cell] == 1
        }  # fmt: skip
        rows, columns = self._list_axes(values, usable, view)
        for value in missing:
            position = usable.get(value.key)
            if (
                position is not None
                and (view.name, position) not in self._claimed
                and not view.is_covered(position)
                and rows.fits(value.row, position.row)
                and columns.fits(value.column, position.column)
                and (value.row in rows.confirmed or value.column in columns.confirmed)
            ):
                self.found[value.key] = Place(view, position, Basis.NAME)
        self._note_changed_labels(table, missing, view)

    def _find_home(self, values: Sequence[ValueLabels]) -> SheetView | None:
        """Return the sheet on which most values of a table were found, or else most are named."""
        count = Counter(place.view.name for v in values if (place := self.found.get(v.key)))
        count = count or Counter(cell[0] for v in values if (cell := self.names.get(v.key)))
        home = count.most_common(1)[0][0] if count else ""
        return next((view for view in self.views if view.name == home), None)

    def _list_axes(
        self, values: Iterable[ValueLabels], usable: Mapping[str, Position], view: SheetView
    ) -> tuple[_Axis, _Axis]:
        """Return the rows and the columns of a sheet in which those of a grid stand."""
        rows, columns = _Axis(), _Axis()
        for value in values:
            place = self.found.get(value.key)
            beside = self._labels_of(view).find(value.row_label) if value.row_label else []
            if place is not None and place.view is view:
                rows.confirm(value.row, place.position.row)
                columns.confirm(value.column, place.position.column)
            elif len(beside) == 1:
                rows.confirm(value.row, beside[0].first.row)
            if value.key in usable:
                rows.name(value.row, usable[value.key].row)
                columns.name(value.column, usable[value.key].column)
        return rows, columns

    def _note_changed_labels(
        self, table: str, missing: Iterable[ValueLabels], view: SheetView
    ) -> None:
        cells = {cell[1] for cell in self.names.values() if cell[0] == view.name}
        cells |= {place.position for place in self.found.values() if place.view is view}
        noted: dict[ChangedLabel, None] = {}
        for value in missing:
            place = self.found.get(value.key)
            if place is None:
                continue
            labels = self._labels_of(view)
            for text, step in ((value.row_label, (0, -1)), (value.column_label, (-1, 0))):
                if text and not labels.find(text):
                    now = _find_text(view, place.position, step, cells)
                    is_label = fold(now) in self._spellings
                    official = self._official[text].text
                    noted[ChangedLabel(step[0] < 0, official, "" if is_label else now)] = None
        if noted:
            self.changed_labels[table] = list(noted)

    # ------------------------------------------------------------------ headings

    def _find_heading(self, section: Section) -> None:
        """Find the heading below which the paragraphs of a section stand."""
        key = layout.heading_name(section)
        wordings = (section.heading, section.title, *section.variants)
        texts = {fold(each) for each in (wordings if section.numeral else (layout.PREAMBLE_HINT,))}
        views = self._sort_views(self.views, [key])
        named = self.names.get(key)
        here = next((view for view in views if named is not None and view.name == named[0]), None)
        if here is not None and named is not None and fold(here.read(named[1])) in texts:
            self.found[key] = Place(here, named[1], Basis.BOTH)
            return
        places = _find_texts(texts, views)
        if not places and here is None:
            places = _find_texts(texts, self._others)
        if len(places) == 1:
            self.found[key] = Place(*places[0], Basis.LABELS)
        elif here is not None and named is not None:
            self.found[key] = Place(here, named[1], Basis.NAME)


class _Axis:
    """Rows, or columns, of a sheet in which those of a grid stand."""

    def __init__(self) -> None:
        self._by_labels: dict[int, set[int]] = defaultdict(set)
        self._by_names: dict[int, set[int]] = defaultdict(set)

    def confirm(self, in_grid: int, on_sheet: int) -> None:
        """Note that labels find a row of the grid in a row of the sheet."""
        self._by_labels[in_grid].add(on_sheet)

    def name(self, in_grid: int, on_sheet: int) -> None:
        """Note that a cell of a row of the grid has its name in a row of the sheet."""
        self._by_names[in_grid].add(on_sheet)

    @property
    def confirmed(self) -> dict[int, int]:
        """Map the rows of the grid that labels find to the one row of the sheet."""
        return {at: min(each) for at, each in self._by_labels.items() if len(each) == 1}

    def fits(self, in_grid: int, on_sheet: int) -> bool:
        """Check whether a row of the grid may stand in a row of the sheet, between the others."""
        confirmed = self.confirmed
        if in_grid in confirmed:
            return confirmed[in_grid] == on_sheet
        before = [each for at, each in confirmed.items() if at < in_grid]
        after = [each for at, each in confirmed.items() if at > in_grid]
        is_between = all(each < on_sheet for each in before) and all(on_sheet < x for x in after)
        return is_between and self._by_names[in_grid] == {on_sheet}


def _find_texts(
    texts: Container[str], views: Iterable[SheetView]
) -> list[tuple[SheetView, Position]]:
    """Return the cells that show one of some folded texts."""
    return [
        (view, position)
        for view in views
        for position, cell in view.cells.items()
        if fold(cell.text) in texts and not view.is_covered(position)
    ]


def _find_text(
    view: SheetView, start: Position, step: tuple[int, int], skipped: set[Position]
) -> str:
    """Return the first text in a direction that is in no value's cell; empty if there is none."""
    position = Position(start.row + step[0], start.column + step[1])
    while position.row >= 0 and position.column >= 0:
        if position not in skipped and position in view.cells:
            return view.cells[position].text
        position = Position(position.row + step[0], position.column + step[1])
    return ""
