"""Placing of a pasted block: the cell of the table to which each text belongs.

A block that brings words of the form along is placed by them: a source with a row or a column more
or less must not shift the numbers beside it. A bare block is placed by position, from the chosen
cell on. A block with labels of something else is not placed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.forms import CellRole, Form, Table
from report_editor.ui.grid.block_lines import NO_LABEL
from report_editor.ui.grid.block_placement import LONGEST_SHOWN, BlockPlacement, Target
from report_editor.ui.grid.block_rows import BlockRows, read_rows
from report_editor.ui.grid.block_words import BlockWords, is_label
from report_editor.ui.grid.place_by_labels import NO_ROW, place_by_labels
from report_editor.ui.grid.place_by_position import place_by_position, place_lines

if TYPE_CHECKING:
    from report_editor.ui.grid.block import Texts


def place_block(block: Texts, form: Form, table: Table, target: Target) -> BlockPlacement:
    """Find the cell for every text of a block."""
    found = read_rows(block, form, table)
    rows = found.rows
    if len(rows) <= 1 and sum(map(len, rows)) <= 1:
        return _fill(rows[0][0] or "" if rows else "", table, target)
    placement = _place_by_words(rows, BlockWords(form, table), target)
    if placement is None:
        placement = _place_numbers(found, table, target)
    if found.is_spaced:
        placement.guess("数字之间只隔一个空格，可能是千位分隔")
    return placement


def _place_by_words(rows: Texts, words: BlockWords, target: Target) -> BlockPlacement | None:
    """Place a block by its words; None for a block without any.

    A table turned on its side has its columns' names at the left and its rows' above.
    """
    placement = place_by_labels(rows, words, target)
    if placement is not None and (not placement.omitted or placement.has_certain_labels):
        return placement
    width = max(map(len, rows))
    padded = [[*row, *([""] * (width - len(row)))] for row in rows]
    turned = place_by_labels([list(column) for column in zip(*padded, strict=True)], words, target)
    count = placement.count if placement else 0
    if turned is not None and not turned.by_labels and turned.count_rows() > 1:
        turned = None  # columns' names at the left say nothing of several rows
    if turned is not None and turned.by_headers and turned.count > count:
        turned.guess("剪贴板里行和列是反过来的，按名称对应")
        return turned
    has_words = any(
        text and is_label(text) and words.is_printed(text) for row in rows for text in row
    )
    if placement is None and (has_words or any(map(_find_foreign_label, rows))):
        placement = BlockPlacement()
        for row in rows:
            label = _find_foreign_label(row)
            reason = f"“{label[:LONGEST_SHOWN]}”：{NO_ROW}" if label else NO_LABEL
            placement.omit([text for text in row if not is_label(text)], reason)
    return placement


def _place_numbers(found: BlockRows, table: Table, target: Target) -> BlockPlacement:
    """Place numbers without words."""
    rows = found.rows
    if found.is_column and not any(target.addresses[1:]):
        numbers = [row[0] or "" for row in rows]
        if all(numbers) and (placement := place_lines(numbers, table, target)):
            return placement
    placement = place_by_position(_repeat(rows, target), table, target)
    if found.is_gapped:
        placement.guess("剪贴板里的数字隔着空行，按一列往下放")
    return placement


def _fill(text: str, table: Table, target: Target) -> BlockPlacement:
    """Put one text into every selected input."""
    cells = [table.value_cells[address] for address in target.addresses]
    inputs = [cell.key for cell in cells if cell.role is CellRole.INPUT]
    placement = BlockPlacement(dict.fromkeys(inputs, text), skipped=len(cells) - len(inputs))
    if not inputs:
        placement.omit([text], "总计由程序计算，不能填写")
    return placement


def _repeat(block: Texts, target: Target) -> Texts:
    """Repeat the block over a selection that is some times as large."""
    width = max(map(len, block))
    down = target.row_count // len(block) if target.row_count % len(block) == 0 else 1
    right = target.column_count // width if target.column_count % width == 0 else 1
    rows = [[*row, *([None] * (width - len(row)))] * max(1, right) for row in block]
    return rows * max(1, down)


def _find_foreign_label(row: list[str | None]) -> str:
    """Return the word before the numbers of a row; empty where there is none.

    It might name rows in another order, so that by position every number could be wrong.
    """
    texts = [text for text in row if text and text.strip()]
    return texts[0] if texts and is_label(texts[0]) and not all(map(is_label, texts)) else ""
