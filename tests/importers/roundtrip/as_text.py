"""Writes a printed report as text: tables by tabs, in Markdown, a cell a line, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.importers.roundtrip.printed import PrintedTable

if TYPE_CHECKING:
    from tests.importers.roundtrip.printed import Printed

PADDED = ("padded rows", "padded cells", "broken rows", "opened rows", "bars apart", "paragraphs")
STYLES = ("tabs", "wide tabs", "markdown", "bars", "lines", "spaces", "blanks", *PADDED)


def text_of(report: Printed, style: str) -> bytes:
    """Return the file, in UTF-8."""
    out: list[str] = []
    for block in [report.title, *report.blocks, *report.closing]:
        out += _table(block, style) if isinstance(block, PrintedTable) else [block]
    return "\n".join(out).encode()


def _table(table: PrintedTable, style: str) -> list[str]:
    rows = [[cell.text for cell in row] for row in table.rows()]
    if style in PADDED:
        return [piece for row in rows for piece in _padded(row, table, style)]
    match style:
        case "tabs" | "wide tabs":
            return ["\t".join(row) for row in (rows if style == "tabs" else _grid(table))]
        case "markdown":
            lines = [f"| {' | '.join(row)} |" for row in rows]
            return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]
        case "bars":
            return [f"{text} |" if text else "|" for row in rows for text in row]
        case "lines":
            return [text for row in rows for text in row if text]
    if style == "blanks":  # one that stands inside a cell would be one more cell
        rows = [["".join(text.split()) for text in row] for row in rows]
    between = "  " if style == "spaces" else " "
    return [between.join(text for text in row if text) for row in rows]


def _padded(row: list[str], table: PrintedTable, style: str) -> list[str]:
    """A row as programs that read web pages write it, filled up to the widest one."""
    filling = "|" * (max(len(each) for each in table.rows()) - len(row))
    last = f" {row[-1]}  | {filling}".rstrip()
    match style:
        case "padded rows":
            return [f"{' | '.join(row)} |{filling}"]
        case "padded cells":
            return [*(f"{text} |" if text else "|" for text in row), *filter(None, [filling])]
        case "broken rows":
            return ["| ", *(f" {text}  | " for text in row[:-1]), last]
        case "opened rows":
            return ["|", *(f"{text} |".lstrip() for text in row[:-1]), last]
        case "bars apart":
            return [piece for text in row for piece in (text, "|") if piece]
    return [piece for text in row if text for piece in (text, "")]


def _grid(table: PrintedTable) -> list[list[str]]:
    """Every cell of the grid, as a spreadsheet copies it."""
    rows = [[""] * table.width for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows
