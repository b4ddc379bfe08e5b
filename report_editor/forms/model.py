"""Vocabulary of a form: sections, tables, rows, columns, cells, totals, balances.

A form is immutable. A cell is named by its address ``TABLE.ROW.COLUMN``, one string that the
workbook's defined names, the JSON keys, the findings and the journal share.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Address: TypeAlias = str
"""``TABLE.ROW.COLUMN``, for instance ``requests.granted.natural_person``."""


class SectionKind(StrEnum):
    """Contents that a section can have."""

    TEXT = "text"
    TABLE = "table"


class NumberKind(StrEnum):
    """Kinds of numbers that a cell takes."""

    COUNT = "count"
    """Whole and not negative."""
    SIGNED = "signed"
    """Whole; a decrease is negative."""
    MONEY = "money"
    """Not negative, decimals allowed."""


class CellRole(StrEnum):
    """Parts that a cell of the printed grid plays."""

    HEADING = "heading"
    """A row of its own over a block of rows: 第二十条第（一）项."""
    HEADER = "header"
    """Above columns."""
    GROUP = "group"
    """Beside several rows: （三）不予公开."""
    LABEL = "label"
    """Beside (or over) the cells of one row."""
    INPUT = "input"
    TOTAL = "total"


class Section(NamedTuple):
    """A numbered part of the report, or the preamble before the first."""

    key: str
    kind: SectionKind
    numeral: str
    """一 to 六; empty for the preamble."""
    title: str
    short: str
    """Name of a few characters, for a tab: 依申请."""
    variants: tuple[str, ...]
    """Other wordings of the title that are really published."""
    topics: tuple[str, ...]
    """Topics that the section has to cover, in the words of the notice."""
    help: str
    most_characters: int = 0
    """Length that a text should not exceed; 0 where nobody says so."""

    @property
    def heading(self) -> str:
        """Return the section's title as printed: 一、总体情况."""
        return f"{self.numeral}、{self.title}" if self.numeral else self.title


class Column(NamedTuple):
    """A kind of value that rows of a table have."""

    key: str
    label: str
    """Official wording."""
    short: str
    """Wording for messages."""
    variants: tuple[str, ...]
    """Other names in ledgers that are pasted; whether they are meant is asked."""
    kind: NumberKind
    unit: str
    """件 or 万元; empty where the form leaves the unit to the cell."""


class Row(NamedTuple):
    """A row of a table: what is counted."""

    key: str
    label: str
    short: str
    group: str
    """Label that this row stands under with others, or nothing."""
    variants: tuple[str, ...]
    columns: tuple[str, ...]
    help: str
    split_from: str = ""
    """Row of an older edition that this row, or this row and others, stand for now."""


Rows: TypeAlias = tuple[Row, ...]
Columns: TypeAlias = tuple[Column, ...]


class Cell(NamedTuple):
    """A value of the report: a row and a column of a table, and what adds up to it."""

    address: Address
    table: str
    row: Row
    column: Column
    parts: tuple[Address, ...] = ()
    """Cells whose sum this total is; empty for an input."""

    @property
    def is_total(self) -> bool:
        """Check whether the program computes the cell."""
        return bool(self.parts)

    @property
    def kind(self) -> NumberKind:
        """Return the kind of numbers that the cell takes."""
        return self.column.kind

    @property
    def unit(self) -> str:
        """Return 件, 万元 or nothing."""
        return self.column.unit

    @property
    def name(self) -> str:
        """Return the cell in words, for messages: （一）予以公开·自然人."""
        return f"{self.row.short}·{self.column.short}"


class GridCell(NamedTuple):
    """A cell of the printed grid, with its spans."""

    row: int
    """Grid row, from 0."""
    column: int
    """Grid column, from 0."""
    row_span: int
    column_span: int
    role: CellRole
    text: str
    """Text that the form prints there; empty for a value."""
    key: str = ""
    """Address of a value, the key of the row of a label or of the column of a header."""

    @property
    def positions(self) -> Iterator[tuple[int, int]]:
        """Return each (row, column) of the grid that the cell covers."""
        rows = range(self.row, self.row + self.row_span)
        return product(rows, range(self.column, self.column + self.column_span))


class TotalRule(NamedTuple):
    """A column that sums others in every row, or a row that sums others in every column."""

    code: str
    """Code of the finding on a printed total that disagrees."""
    axis: str
    """``row`` or ``column``: what :attr:`target` and :attr:`parts` are keys of."""
    target: str
    parts: tuple[str, ...]

    def parts_of(self, address: Address) -> tuple[Address, ...]:
        """Return the cells whose sum a cell is by this rule; none where it is not its target."""
        table, row, column = address.split(".")
        if self.axis == "row":
            return tuple(f"{table}.{each}.{column}" for each in self.parts if row == self.target)
        return tuple(f"{table}.{row}.{each}" for each in self.parts if column == self.target)


class Balance(NamedTuple):
    """Two sums of one column that must be equal (勾稽关系)."""

    code: str
    """Code of the finding on sums that differ."""
    table: str
    column: Column
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Return every cell that takes part."""
        return tuple(cell.address for cell in (*self.left, *self.right))


@dataclass(frozen=True)
class Table:
    """One of the form's tables: its cells and its printed grid."""

    key: str
    unit: str
    rows: Rows
    columns: Columns
    cells: tuple[Cell, ...]
    """In the order in which the grid shows them: the order of the Tab key."""
    grid: tuple[GridCell, ...]
    header_rows: int
    """Count of grid rows that are repeated after a page break."""
    paper: tuple[float, ...]
    """Widths of the grid columns on paper, in millimetres."""
    screen: tuple[float, ...]
    """Widths of the grid columns on the screen, in em."""
    totals: tuple[TotalRule, ...]
    balances: tuple[Balance, ...]

    @cached_property
    def grid_row_count(self) -> int:
        """Count the rows of the grid."""
        return max(cell.row + cell.row_span for cell in self.grid)

    @property
    def grid_column_count(self) -> int:
        """Count the columns of the grid."""
        return len(self.paper)

    @cached_property
    def anchors(self) -> dict[tuple[int, int], GridCell]:
        """Map each (row, column) of the grid to the cell that covers it."""
        return {position: cell for cell in self.grid for position in cell.positions}

    @cached_property
    def value_cells(self) -> dict[Address, GridCell]:
        """Map each value's address to its cell in the grid."""
        return {
            cell.key: cell for cell in self.grid if cell.role in (CellRole.INPUT, CellRole.TOTAL)
        }

    def row(self, key: str) -> Row:
        """Return the row of a key."""
        return next(row for row in self.rows if row.key == key)

    def column(self, key: str) -> Column:
        """Return the column of a key."""
        return next(column for column in self.columns if column.key == key)

    def addresses_of(self, *, row: str = "", column: str = "") -> tuple[Address, ...]:
        """Return the addresses of a row or of a column, in the order of the form."""
        return tuple(
            f"{self.key}.{each.key}.{key}"
            for each in self.rows
            for key in each.columns
            if row in ("", each.key) and column in ("", key)
        )


@dataclass(frozen=True, eq=False)
class Form:
    """One edition of the official form."""

    id: str
    name: str
    authority: str
    first_year: int
    """First report year; the edition is in force until the next one begins."""
    title: str
    """Title of a report, with ``{organization}`` and ``{year}`` to fill in."""
    sections: tuple[Section, ...]
    """In the official order, the preamble first."""
    tables: dict[str, Table]

    @cached_property
    def cells(self) -> dict[Address, Cell]:
        """Return every cell of every table, by address."""
        return {cell.address: cell for table in self.tables.values() for cell in table.cells}

    @cached_property
    def inputs(self) -> tuple[Cell, ...]:
        """Return the cells a person fills in."""
        return tuple(cell for cell in self.cells.values() if not cell.is_total)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """Return the balances inside the tables."""
        return tuple(balance for table in self.tables.values() for balance in table.balances)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Return the codes of findings that the form itself names, of totals and balances."""
        return self.total_codes | {balance.code for balance in self.balances}

    @cached_property
    def total_codes(self) -> frozenset[str]:
        """Return the codes of findings on printed totals."""
        return frozenset(rule.code for table in self.tables.values() for rule in table.totals)

    @cached_property
    def dependents(self) -> dict[Address, tuple[Address, ...]]:
        """Map each cell to the totals to compute again when it changes, in computing order."""
        direct: dict[Address, list[Address]] = {address: [] for address in self.cells}
        for cell in self.cells.values():
            for part in cell.parts:
                direct[part].append(cell.address)
        return {address: _collect_totals(address, direct) for address in self.cells}

    @cached_property
    def inputs_of(self) -> dict[Address, tuple[Address, ...]]:
        """Map each value to the inputs that it is computed from; an input to itself."""

        def collect(address: Address) -> Iterator[Address]:
            parts = self.cells[address].parts
            if not parts:
                yield address
            for part in parts:
                yield from collect(part)

        return {address: tuple(dict.fromkeys(collect(address))) for address in self.cells}

    @property
    def preamble(self) -> Section:
        """Return the text before the first numbered section."""
        return self.sections[0]

    @cached_property
    def text_sections(self) -> tuple[Section, ...]:
        """Return the sections written as text, the preamble first."""
        return tuple(part for part in self.sections if part.kind is SectionKind.TEXT)

    def section(self, key: str) -> Section:
        """Return the section of a key."""
        return next(section for section in self.sections if section.key == key)

    def has(self, name: str) -> bool:
        """Check whether the edition has a section, a row, a column or a cell.

        They are named ``overview``, ``requests.new``, ``disclosure.*.made`` and by address.
        """
        if "." not in name:
            return any(section.key == name for section in self.sections)
        pattern = name if name.count(".") == 2 else f"{name}.*"
        return any(fnmatchcase(address, pattern) for address in self.cells)


def _collect_totals(address: Address, direct: dict[Address, list[Address]]) -> tuple[Address, ...]:
    """Return all totals that depend on a cell, none before the totals it is made of."""
    order: list[Address] = []

    def visit(current: Address) -> None:
        for total in direct[current]:
            if total not in order:
                visit(total)
                order.insert(0, total)

    visit(address)
    return tuple(order)
