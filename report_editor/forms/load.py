"""Read the editions of the form from TOML and say where a mistake is."""

from __future__ import annotations

import os
import threading
import tomllib
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_editor.common.resources import resource
from report_editor.forms.grid import lay_out
from report_editor.forms.model import (
    Address,
    Balance,
    Cell,
    Column,
    Columns,
    Form,
    NumberKind,
    Row,
    Rows,
    Section,
    SectionKind,
    Table,
    TotalRule,
)
from report_editor.forms.node import FormError, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE_FORMS = "REPORT_EDITOR_FORMS"
"""Environment variable that names a folder with further editions."""
_READING = threading.Lock()
PAPER_WIDTH = 156.0
"""Width of the type area in millimetres (GB/T 9704-2012)."""
MONEY_UNITS = ("", "元", "万元")
"""Units a column of money may have; the empty one leaves the unit to the cell."""


def forms() -> tuple[Form, ...]:
    """Return every edition, the oldest first.

    An edition in the folder that ``REPORT_EDITOR_FORMS`` names can be tried before the program
    brings it; reader processes inherit the variable.
    """
    with _READING:  # two threads at once would get two objects of the same edition
        return _read_forms(os.environ.get(MORE_FORMS, ""))


def form(edition: str) -> Form:
    """Return the edition of an id (``2021``).

    Only its own file is read, where it is an edition that comes with the program.

    Raises:
        KeyError: there is no such edition.
    """
    if not os.environ.get(MORE_FORMS):
        with _READING:
            found = _read_own_file(edition)
        if found is not None:
            return found
    return {each.id: each for each in forms()}[edition]


def form_for_year(year: int) -> Form:
    """Return the edition in force for a report year; before the first edition, the first one."""
    return next((each for each in reversed(forms()) if each.first_year <= year), forms()[0])


@cache
def _read_forms(more: str) -> tuple[Form, ...]:
    folders = [resource("forms"), *([Path(more)] if more else [])]
    files = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    found: dict[str, Form] = {}
    for file in files:
        edition = _read_once(file)
        if found.setdefault(edition.id, edition) is not edition:
            raise FormError(file, "id", f"there is another edition {edition.id!r}")
    return tuple(sorted(found.values(), key=lambda each: each.first_year))


@lru_cache(maxsize=16)
def _read_own_file(edition: str) -> Form | None:
    """Read the file that is named by an edition; None where none is, or it holds another."""
    file = resource("forms") / f"{edition}.toml"
    found = _read_once(file) if edition.isalnum() and file.is_file() else None
    return found if found is not None and found.id == edition else None


@cache
def _read_once(path: Path) -> Form:
    return read_form(path)


def read_form(path: Path) -> Form:
    """Read and validate one edition.

    Raises:
        FormError: the file is no form; the message names file and key.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormError(path, "", str(error)) from error
    root = Node(path, "", data)
    root.only("id", "name", "authority", "first_year", "title", "sections", "tables")
    sections = tuple(_section(node) for node in root.nodes("sections"))
    root.unique("sections", [section.key for section in sections])
    numbered = [bool(section.numeral) for section in sections]
    if numbered[:1] != [False] or not all(numbered[1:]) or sections[0].kind != SectionKind.TEXT:
        raise root.error("sections", "the first is the preamble, a text, the only one unnumbered")
    tables = {
        section.key: _table(section.key, root.node("tables").node(section.key))
        for section in sections
        if section.kind is SectionKind.TABLE
    }
    root.node("tables").only(*tables)
    return Form(
        id=root.text("id"),
        name=root.text("name"),
        authority=root.text("authority"),
        first_year=root.integer("first_year"),
        title=_title(root),
        sections=sections,
        tables=tables,
    )


def _title(root: Node) -> str:
    title = root.text("title")
    try:
        title.format(organization="", year="")
    except (KeyError, IndexError, ValueError) as error:
        raise root.error("title", f"only {{organization}} and {{year}} go in: {error}") from error
    return title


_SHORT = 4
"""Characters of a title that stand for a section whose form gives no short name."""


def _section(node: Node) -> Section:
    node.only(
        "key", "kind", "numeral", "title", "short", "variants", "topics", "help", "most_characters"
    )
    title = node.text("title")
    return Section(
        key=node.text("key"),
        kind=node.choice("kind", SectionKind),
        numeral=node.text("numeral", empty=True),
        title=title,
        short=node.text("short", default=title[:_SHORT]),
        variants=node.texts("variants"),
        topics=node.texts("topics"),
        help=node.text("help"),
        most_characters=node.integer("most_characters", default=0),
    )


def _table(key: str, node: Node) -> Table:
    node.only(
        "unit", "header_rows", "paper", "screen", "columns", "rows", "layout", "totals", "balances"
    )
    unit = node.text("unit")
    columns = tuple(_column(each, unit) for each in node.nodes("columns"))
    node.unique("columns", [column.key for column in columns])
    node.unique("columns", [column.short for column in columns])
    rows = tuple(_row(each, columns) for each in node.nodes("rows"))
    node.unique("rows", [row.key for row in rows])
    node.unique("rows", [row.short for row in rows])
    totals = tuple(_total(each, rows, columns) for each in node.nodes("totals"))
    cells = _cells(node, key, rows, columns, totals)
    balances = tuple(
        balance
        for each in node.nodes("balances")
        for balance in _balances(each, key, columns, cells)
    )
    paper, screen = node.numbers("paper"), node.numbers("screen")
    if sum(paper) > PAPER_WIDTH + 0.5:
        raise node.error("paper", f"{sum(paper):g} mm are wider than {PAPER_WIDTH:g} mm")
    if len(screen) != len(paper):
        raise node.error("screen", f"needs {len(paper)} widths, as paper has")
    grid = lay_out(node, key, rows, columns, cells, len(paper))
    shown = tuple(cells[each.key] for each in grid if each.key in cells)
    header_rows = node.integer("header_rows", default=0)
    table = Table(
        key, unit, rows, columns, shown, grid, header_rows, paper, screen, totals, balances
    )
    if header_rows >= table.grid_row_count:
        raise node.error("header_rows", f"the table does not have more than {header_rows} rows")
    return table


def _column(node: Node, unit: str) -> Column:
    node.only("key", "label", "short", "variants", "kind", "unit")
    label = node.text("label")
    kind = node.choice("kind", NumberKind) if "kind" in node else NumberKind.COUNT
    unit = node.text("unit", default=unit, empty=True)
    if kind is NumberKind.MONEY and unit not in MONEY_UNITS:
        raise node.error("unit", f"{unit!r} is no unit of money that is understood")
    return Column(
        key=node.text("key"),
        label=label,
        short=node.text("short", default=label),
        variants=node.texts("variants"),
        kind=kind,
        unit=unit,
    )


def _row(node: Node, every: Columns) -> Row:
    node.only("key", "label", "short", "group", "variants", "columns", "split_from", "help")
    known = tuple(column.key for column in every)
    columns = node.texts("columns") or known
    for column in columns:
        if column not in known:
            raise node.error("columns", f"there is no column {column!r}")
    label = node.text("label")
    return Row(
        key=node.text("key"),
        label=label,
        short=node.text("short", default=label),
        group=node.text("group", default=""),
        variants=node.texts("variants"),
        columns=columns,
        help=node.text("help"),
        split_from=node.text("split_from", default=""),
    )


def _total(node: Node, rows: Rows, columns: Columns) -> TotalRule:
    node.only("code", "row", "column", "sum_of")
    if ("row" in node) == ("column" in node):
        raise node.error("", "a total is either a row or a column")
    axis = "row" if "row" in node else "column"
    known: set[str] = {each.key for each in (rows if axis == "row" else columns)}
    target, parts = node.text(axis), node.texts("sum_of")
    for name in (target, *parts):
        if name not in known:
            raise node.error("sum_of" if name in parts else axis, f"there is no {axis} {name!r}")
    if target in parts or len(set(parts)) != len(parts) or not parts:
        raise node.error("sum_of", "a total sums other cells, each once")
    return TotalRule(node.text("code"), axis, target, parts)


def _cells(
    node: Node, table: str, rows: Rows, columns: Columns, totals: tuple[TotalRule, ...]
) -> dict[Address, Cell]:
    """Return the cells of a table by address; a total knows its parts by the first rule."""
    by_key = {column.key: column for column in columns}
    cells: dict[Address, Cell] = {}
    for row in rows:
        for key in row.columns:
            address = f"{table}.{row.key}.{key}"
            parts = next(filter(None, (rule.parts_of(address) for rule in totals)), ())
            cells[address] = Cell(address, table, row, by_key[key], parts)
    for each, total in zip(node.nodes("totals"), totals, strict=True):
        for address in cells:
            for part in total.parts_of(address):
                if part not in cells:
                    raise each.error("sum_of", f"{part}, a part of {address}, is no cell")
    return cells


def _balances(
    node: Node, table: str, columns: Columns, cells: dict[Address, Cell]
) -> Iterator[Balance]:
    node.only("code", "left", "right")
    sides = {side: node.texts(side) for side in ("left", "right")}
    for side, rows in sides.items():
        if not rows:
            raise node.error(side, "needs at least one row")
        for row, column in product(rows, columns):
            if f"{table}.{row}.{column.key}" not in cells:
                raise node.error(side, f"there is no row {row!r} with a column {column.key!r}")
    for column in columns:
        left, right = (
            tuple(cells[f"{table}.{row}.{column.key}"] for row in rows) for rows in sides.values()
        )
        yield Balance(node.text("code"), table, column, left, right)
