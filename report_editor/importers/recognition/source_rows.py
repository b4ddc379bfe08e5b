"""A source as rows of cells, whether they came as rows of a table or as paragraphs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.importers.problem import ImportProblem
from report_editor.importers.source import Paragraph

if TYPE_CHECKING:
    from report_editor.importers.source import Source

MAX_CELLS = 100_000
"""A report has some 400."""

_NUMBER = r"[+-]?[0-9][0-9,.]*(?:\s?(?:件|个|個|项|項|条|條|宗|万元|萬元|元))?(?:\([^()]*\))?"
_BLANK = r"/|\\|-{1,2}|—{1,2}|–|―"
_VALUE = re.compile(
    rf"{_NUMBER}|[+-]?0(?: 0)+|[0-9]{{1,3}}(?: [0-9]{{3}})+"
    rf"|[增减減]\s?[0-9]{{1,6}}|{_BLANK}|无|無|不适用"
)
_GLUED = re.compile(r"(.*[^\s0-9０-９.,+\-/—–―])([0-9０-９][0-9０-９,.]*)", re.DOTALL)
"""A label with a number right behind its last word."""
_GAP = re.compile(r"\s{2,}")
_LONGEST_ROW = 200
_BLANKS = " \t\r\n\v\f\u3000\u00a0\u200b\ufeff"
_LOST_BLANKS = re.compile(r"^\?{2,}")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a table of the source, or a paragraph as a row of one cell."""

    cells: tuple[str, ...]
    where: str
    block: int
    """Index of the block of the source that it is from."""
    glue: str | None = None
    """Characters between it and the next row where both are pieces of one row of the source."""
    line: int = 0
    """Index in :meth:`Source.list_texts` of the text that it is, or is a part of."""
    number: int = 0
    """Its number in the report: unplaced texts are listed in this order."""

    @property
    def single_text(self) -> str:
        """Return the text of a row that has but one; empty where it has several or none."""
        texts = [cell for cell in self.cells if cell]
        return texts[0] if len(texts) == 1 else ""

    @property
    def text(self) -> str:
        """Return the texts of all cells, for the list of unplaced texts."""
        return " | ".join(cell for cell in self.cells if cell)


def list_rows(source: Source) -> list[SourceRow]:
    """Return the rows of a source, in order, without empty paragraphs.

    Raises:
        ImportProblem: there are far more cells than a report has.
    """
    rows: list[SourceRow] = []
    count = line = 0
    for number, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            for text in block.text.split("\n"):
                if bare := _strip_blanks(text):
                    rows.append(SourceRow((bare,), block.where, number, line=line))
                    count += 1
            line += 1
            continue
        for index, row in enumerate(block.rows, 1):
            where = f"{block.where}第 {index} 行" if len(block.rows) > 1 else block.where
            cells = tuple(_strip_blanks(cell) for cell in row)
            rows.append(SourceRow(cells, where, number, line=line))
            count += len(row)
            line += 1
            if count > MAX_CELLS:
                raise ImportProblem(
                    "这个文件里的表格太大，不像一份年度报告，没有读取。请确认选对了文件。"
                )
    return rows


def is_number(text: str) -> bool:
    """Check whether a text of its own looks like the value of a cell; marks for blank do too."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    return bool(_VALUE.fullmatch(plain))


def is_value(text: str) -> bool:
    """Check whether a text looks like a value, see :func:`is_number`, or is blank."""
    return not text or is_number(text)


def split_values(text: str) -> tuple[str, ...]:
    """Split a paragraph that ends in values into cells: 行政许可 97 → 行政许可, 97.

    Any other paragraph is one cell.
    """
    if len(text) > _LONGEST_ROW:
        return (text,)
    words = list(re.finditer(r"\S+", text))
    count = len(words)
    while count and is_number(words[count - 1][0]):
        count -= 1
    values = tuple(word[0] for word in words[count:])
    if not count:
        return values if len(values) > 2 else (text,)  # ``0 0`` may be one cell
    label = text[: words[count - 1].end()]
    if glued := _GLUED.fullmatch(label):
        label, values = glued[1], (glued[2], *values)
    return (*_GAP.split(label), *values) if values else (text,)


def _strip_blanks(text: str) -> str:
    """Strip blanks, ideographic and no-break spaces too.

    A program that knew no such blanks may have left question marks instead of them.
    """
    return _LOST_BLANKS.sub("", text.strip(_BLANKS)).strip(_BLANKS)
