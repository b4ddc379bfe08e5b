"""Rectangle of texts as spreadsheets put it on the clipboard: TSV and an HTML table.

Text of the clipboard is foreign: it is bounded in size, and parsed but never shown as markup.

TSV is read and written here because the csv module loses the cells after a quotation mark that is
not closed, and because texts that a spreadsheet would take for a formula have to be marked.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from report_editor.importers.readers.html.tables import HtmlTable, TableCell

Texts: TypeAlias = "list[list[str | None]]"
"""Rows of texts; None is a position that a merged cell covers."""

MOST_CHARACTERS = 2_000_000
MOST_ROWS = 1_000
MOST_COLUMNS = 200
MOST_CELLS = 20_000

_FORMULA = ("=", "+", "@")


@dataclass(frozen=True, slots=True)
class ClipboardTable:
    """Table of the clipboard."""

    rows: Texts
    hidden: tuple[str, ...] = ()
    """Texts in rows and columns that do not show, or struck out; nobody meant to copy them."""
    others: tuple[str, ...] = ()
    """Texts of the other tables that were copied along."""


class TooLargeError(ValueError):
    """Content of the clipboard that is far too large for a part of a form."""


@dataclass(frozen=True, slots=True)
class BlockCell:
    """Text with the positions it covers."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rectangle of cells; positions that no cell covers were not copied."""

    row_count: int
    column_count: int
    cells: tuple[BlockCell, ...]

    def texts(self) -> Texts:
        """Return the texts by row and column, a merged cell's where it begins."""
        rows: Texts = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row][cell.column] = cell.text
        return rows


def to_tsv(block: Block) -> str:
    """Write the block as tab-separated text, as spreadsheets do."""
    return "\n".join("\t".join(map(_quote, row)) for row in block.texts())


def to_html(block: Block) -> str:
    """Write the block as an HTML table with merged cells."""
    rows = ["" for _ in range(block.row_count)]
    for cell in sorted(block.cells, key=lambda each: (each.row, each.column)):
        tag = "th" if cell.is_header else "td"
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        # Excel and WPS take a text for a formula or a date unless they are told that it is none.
        style = "" if _is_number(cell.text) else " style=\"mso-number-format:'\\@'\""
        rows[cell.row] += f"<{tag}{spans}{style}>{html.escape(cell.text)}</{tag}>"
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f'<meta charset="utf-8"><table border="1">\n{body}</table>'


def from_tsv(text: str) -> Texts:
    """Read tab-separated text; exactly one line end at the end is dropped.

    Raises:
        TooLargeError: It is too large for a part of a form.
    """
    _check_length(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: Texts = [[]]
    position = 0
    while True:
        field, position = _read_field(text, position)
        rows[-1].append(field)
        if position >= len(text):
            break
        if text[position] == "\n":
            rows.append([])
        position += 1
        if (
            len(rows) > MOST_ROWS
            or len(rows[-1]) > MOST_COLUMNS
            or len(rows) * len(rows[-1]) > MOST_CELLS
        ):
            raise TooLargeError
    return rows


def from_html(markup: str) -> ClipboardTable | None:
    """Read the largest table of a piece of HTML; None where there is none.

    Raises:
        TooLargeError: It is too large for a part of a form.
    """
    # Loaded by the first paste: the window starts without the parser.
    from report_editor.importers.problem import ImportProblem
    from report_editor.importers.readers.html.tables import read_tables

    _check_length(markup)
    try:
        tables = [_lay_out(table) for table in read_tables(markup)]
    except ImportProblem as error:  # nested too deeply
        raise TooLargeError from error
    found = [table for table in tables if any(table.rows)]
    largest = max(found, key=lambda table: sum(map(len, table.rows)), default=None)
    if largest is None:
        return None
    rows = (row for table in found if table is not largest for row in table.rows)
    return replace(largest, others=tuple(text for row in rows for text in row if text))


def from_html_lines(markup: str) -> Texts | None:
    """Read the lines of text of a piece of HTML without a table; None where there are none.

    Raises:
        TooLargeError: It is too large for a part of a form.
    """
    from report_editor.importers.problem import ImportProblem
    from report_editor.importers.readers.html.tables import read_lines

    _check_length(markup)
    try:
        lines = read_lines(markup)
    except ImportProblem as error:  # nested too deeply
        raise TooLargeError from error
    if len(lines) > MOST_ROWS:
        raise TooLargeError
    return [[line] for line in lines] or None


def _lay_out(table: HtmlTable) -> ClipboardTable:
    """Put cells into the columns that no cell before or above covers, as browsers do."""
    rows = table.rows
    if len(rows) > MOST_ROWS:
        raise TooLargeError
    taken: dict[tuple[int, int], TableCell] = {}
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            end = column + min(cell.column_span, MOST_COLUMNS)
            if end > MOST_COLUMNS:
                raise TooLargeError
            for covered in range(row, min(row + cell.row_span, len(rows))):
                taken.update(dict.fromkeys(((covered, each) for each in range(column, end)), cell))
            if len(taken) > MOST_CELLS:
                raise TooLargeError
            column = end
    return _drop_hidden(taken, table)


def _drop_hidden(taken: dict[tuple[int, int], TableCell], table: HtmlTable) -> ClipboardTable:
    """Leave out what does not show; a merged cell stands where it shows first."""
    texts: list[dict[int, str | None]] = [{} for _ in table.rows]
    seen: set[int] = set()
    for (row, column), cell in sorted(taken.items(), key=lambda each: each[0]):
        is_beside_hidden = row in table.hidden_rows or column in table.hidden_columns
        if not (cell.is_hidden or is_beside_hidden):
            texts[row][column] = None if id(cell) in seen else cell.text
            seen.add(id(cell))
    columns = sorted({column for row in texts for column in row})
    # A row that ends early has no blanks behind.
    shown = [row for index, row in enumerate(texts) if index not in table.hidden_rows]
    found = [[row.get(at) for at in columns if at <= max(row)] if row else [] for row in shown]
    cells = {id(cell): cell for cell in taken.values()}
    hidden = [
        *(cell.text for key, cell in cells.items() if key not in seen),
        *(cell.hidden for cell in cells.values()),
    ]
    return ClipboardTable(found, tuple(filter(None, hidden)))


def _check_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise TooLargeError


def _quote(text: str | None) -> str:
    if text is None:
        return ""
    if text.startswith(_FORMULA) and not _is_number(text):
        text = "'" + text
    if any(each in text for each in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _read_field(text: str, start: int) -> tuple[str, int]:
    """Read a field; return it and the position of the tab or line end after it."""
    if start < len(text) and text[start] == '"':
        closing = start + 1
        while (closing := text.find('"', closing)) >= 0:
            if text[closing + 1 : closing + 2] != '"':
                break
            closing += 2
        after = closing + 1
        if closing >= 0 and (after == len(text) or text[after] in "\t\n"):
            return text[start + 1 : closing].replace('""', '"'), after
    ends = [end for end in (text.find("\t", start), text.find("\n", start)) if end >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end
