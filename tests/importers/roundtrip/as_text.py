"""Writes a printed report as text: tables by tabs, in Markdown, a cell a line, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.importers.roundtrip.printed import PrintedTable

if TYPE_CHECKING:
    from tests.importers.roundtrip.printed import Printed

PADDED = ("padded rows", "padded cells", "broken rows", "opened rows", "bars apart", "paragraphs")
STYLES = ("tabs", "wide tabs", "markdown", "bars", "lines", "spaces", "blanks", *PADDED)


def text_of(report: Printed, style: str) -> bytes:
    """The file, in UTF-8."""
    out: list[str] = []
    for block in [report.title, *report.blocks, *report.closing]:
        out += _table(block, style) if isinstance(block, PrintedTable) else [block]
    return "\n".join(out).encode()


def _table(table: PrintedTable, style: str) -> list[str]:
    lines = [[cell.text for cell in line] for line in table.lines()]
    if style in PADDED:
        return [piece for line in lines for piece in _padded(line, table, style)]
    match style:
        case "tabs" | "wide tabs":
            return ["\t".join(row) for row in (lines if style == "tabs" else _grid(table))]
        case "markdown":
            rows = [f"| {' | '.join(line)} |" for line in lines]
            return [rows[0], "|" + "---|" * len(lines[0]), *rows[1:]]
        case "bars":
            return [f"{text} |" if text else "|" for line in lines for text in line]
        case "lines":
            return [text for line in lines for text in line if text]
    if style == "blanks":  # one that stands inside a cell would be one more cell
        lines = [["".join(text.split()) for text in line] for line in lines]
    between = "  " if style == "spaces" else " "
    return [between.join(text for text in line if text) for line in lines]


def _padded(line: list[str], table: PrintedTable, style: str) -> list[str]:
    """A row as programs that read web pages write it, filled up to the widest one."""
    filling = "|" * (max(len(each) for each in table.lines()) - len(line))
    last = f" {line[-1]}  | {filling}".rstrip()
    match style:
        case "padded rows":
            return [f"{' | '.join(line)} |{filling}"]
        case "padded cells":
            return [*(f"{text} |" if text else "|" for text in line), *filter(None, [filling])]
        case "broken rows":
            return ["| ", *(f" {text}  | " for text in line[:-1]), last]
        case "opened rows":
            return ["|", *(f"{text} |".lstrip() for text in line[:-1]), last]
        case "bars apart":
            return [piece for text in line for piece in (text, "|") if piece]
    return [piece for text in line if text for piece in (text, "")]


def _grid(table: PrintedTable) -> list[list[str]]:
    """Every place of the grid, as a spreadsheet copies it."""
    rows = [[""] * table.width for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.line][cell.place] = cell.text
    return rows
