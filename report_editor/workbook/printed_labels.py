"""Derive from a printed grid which labels stand beside and above each of its values.

A future edition needs no code: whatever its grid is, a value is known by the nearest label on its
left and the nearest above it, and where several values share both, by the labels further away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from report_editor.common.plain_chinese import fold
from report_editor.forms import CellRole, GridCell
from report_editor.workbook import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_editor.forms import Address, Form

_VALUES = (CellRole.INPUT, CellRole.TOTAL)


@dataclass(frozen=True, slots=True)
class ValueLabels:
    """Value of a grid, and the labels (folded) by which a person finds it."""

    key: Address
    row: int
    """Grid row."""
    column: int
    """Grid column."""
    row_label: str
    """Nearest label on the left; empty where there is none."""
    column_label: str
    """Nearest label above; empty where there is none."""
    own_context: frozenset[str]
    """Labels further left or above that no value with the same two labels has besides."""
    other_context: frozenset[str]
    """Such labels of the other values with the same two labels."""

    @property
    def is_crossed(self) -> bool:
        """Check whether a row and a column meet in the value."""
        return bool(self.row_label and self.column_label)


class OfficialLabel(NamedTuple):
    """Label of a form as printed."""

    text: str
    row_span: int
    column_span: int


def metadata_grid() -> tuple[GridCell, ...]:
    """Return the labels and values of the sheet of metadata as a grid."""
    grid: list[GridCell] = []
    for row, (field, label) in enumerate(layout.FIELD_LABELS.items()):
        grid.append(GridCell(row, 0, 1, 1, CellRole.LABEL, label))
        grid.append(GridCell(row, 1, 1, 1, CellRole.INPUT, "", layout.field_name(field)))
    return tuple(grid)


def list_value_labels(grid: Iterable[GridCell]) -> list[ValueLabels]:
    """Return every value of a grid with its labels."""
    anchors = {position: cell for cell in grid for position in cell.positions}
    paths = {
        cell: (_walk(anchors, cell, 0, -1), _walk(anchors, cell, -1, 0))
        for cell in dict.fromkeys(anchors.values())
        if cell.role in _VALUES
    }
    contexts: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    for cell, (left, above) in paths.items():
        contexts[_nearest(left), _nearest(above)][cell.key] = {*left[1:], *above[1:]}
    found: list[ValueLabels] = []
    for cell, (left, above) in paths.items():
        rivals = contexts[_nearest(left), _nearest(above)]
        own = rivals[cell.key]
        others = {text for key, texts in rivals.items() if key != cell.key for text in texts}
        labels = ValueLabels(
            cell.key, cell.row, cell.column, _nearest(left), _nearest(above),
            frozenset(own - others), frozenset(others - own),
        )  # fmt: skip
        found.append(labels)
    return found


def _walk(
    anchors: Mapping[tuple[int, int], GridCell], cell: GridCell, row_step: int, column_step: int
) -> list[str]:
    """Return the run of labels that one meets first in a direction, the nearest first."""
    run: list[str] = []
    row, column = cell.row + row_step, cell.column + column_step
    while (met := anchors.get((row, column))) is not None:
        if met.role in _VALUES:
            if run:
                break
        elif (text := fold(met.text)) not in run:
            run.append(text)
        row, column = row + row_step, column + column_step
    return run


def _nearest(run: list[str]) -> str:
    return run[0] if run else ""


def list_spellings(form: Form) -> dict[str, str]:
    """Map each folded text that may stand for a label of a form to the label, folded."""
    spellings: dict[str, str] = {}
    for cell in _list_label_cells(form):
        spellings[fold(cell.text)] = fold(cell.text)
    for table in form.tables.values():
        for row in table.rows:
            for variant in row.variants:
                spellings.setdefault(fold(variant), fold(row.label))
    return spellings


def list_official(form: Form) -> dict[str, OfficialLabel]:
    """Map each label of a form, folded, to its wording and the most cells that it covers."""
    labels: dict[str, OfficialLabel] = {}
    for cell in _list_label_cells(form):
        known = labels.get(fold(cell.text), OfficialLabel(cell.text, 1, 1))
        spans = (max(known.row_span, cell.row_span), max(known.column_span, cell.column_span))
        labels[fold(cell.text)] = OfficialLabel(known.text, *spans)
    return labels


def list_grids(form: Form) -> dict[str, tuple[GridCell, ...]]:
    """Return the grid of each table by its key, and under an empty key that of the metadata."""
    return {"": metadata_grid(), **{key: table.grid for key, table in form.tables.items()}}


def _list_label_cells(form: Form) -> Iterator[GridCell]:
    for grid in list_grids(form).values():
        yield from (cell for cell in grid if cell.role not in _VALUES)
