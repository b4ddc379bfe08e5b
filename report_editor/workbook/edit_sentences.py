"""Word sentences for the user about what was edited in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.forms import Cell
    from report_editor.ooxml.references import Position

_MAX_NAMED = 5
"""Cells that one sentence names; more are listed below it, a row of the table in a sentence."""


def describe_change(before: str, after: str) -> str:
    """Return a text before and after, cut short."""
    short = [text if len(text) <= 20 else f"{text[:20]}…" for text in (before, after)]
    return f"由“{short[0]}”改为“{short[1]}”"


def join_some(words: Sequence[str]) -> str:
    """Return the first few of some words, and how many there are besides."""
    more = len(words) - _MAX_NAMED
    return "；".join(words[:_MAX_NAMED]) + (f"；等等，另有 {more} 处" if more > 0 else "")


def list_cells(opening: str, words: Sequence[tuple[Cell, str]]) -> Iterator[str]:
    """Yield a sentence about some cells, of many one more for each row of the table.

    Args:
        opening: Beginning of the sentence, without punctuation at its end.
        words: Cells and what is to be said about each.
    """
    if len(words) <= _MAX_NAMED:
        yield f"{opening}：{'；'.join(f'{cell.name} {text}' for cell, text in words)}。"
        return
    yield f"{opening}，逐行列在下面。"
    rows: dict[str, list[str]] = {}
    for cell, text in words:
        rows.setdefault(cell.row.short, []).append(f"{cell.column.short} {text}")
    for row, texts in rows.items():
        yield f"　{row}：{'；'.join(texts)}。"


def name_cells(lost: Sequence[Cell], table: Sequence[Cell]) -> list[str]:
    """Return names of cells of a table; one for all where all are meant, else one a row."""
    if len(lost) == len(table):
        return ["整张表"]
    rows: dict[str, list[Cell]] = {}
    for cell in lost:
        rows.setdefault(cell.row.key, []).append(cell)
    whole = {key: sum(cell.row.key == key for cell in table) for key in rows}
    return [
        f"{cells[0].row.short}（整行）"
        if len(cells) == whole[key] > 1
        else f"{cells[0].row.short}·{'、'.join(cell.column.short for cell in cells)}"
        for key, cells in rows.items()
    ]


def name_position(sheet: str, position: Position, usual_sheet: str) -> str:
    """Return the coordinate of a cell, with its sheet where that is not the usual one."""
    return position.coordinate if sheet == usual_sheet else f"“{sheet}”{position.coordinate}"
