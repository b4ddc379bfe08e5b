"""The source as lines: what stands side by side, whether it came as a paragraph or a table row."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.importers.source import ImportProblem, Paragraph

if TYPE_CHECKING:
    from report_editor.importers.source import Source

MOST_CELLS = 100_000
"""A report has some 400."""

_NUMBER = r"[+-]?[0-9][0-9,.]*(?:\s?(?:件|个|個|项|項|条|條|宗|万元|萬元|元))?(?:\([^()]*\))?"
_BLANK = r"/|\\|-{1,2}|—{1,2}|–|―"
_VALUE = re.compile(
    rf"{_NUMBER}|[+-]?0(?: 0)+|[0-9]{{1,3}}(?: [0-9]{{3}})+"
    rf"|[增减減]\s?[0-9]{{1,6}}|{_BLANK}|无|無|不适用"
)
_GLUED = re.compile(r"(.*[^\s0-9０-９.,+\-/—–―])([0-9０-９][0-9０-９,.]*)", re.DOTALL)
"""A number right behind the last word of a label."""
_GAP = re.compile(r"\s{2,}")
_LONGEST_ROW = 200
_BLANKS = " \t\r\n\v\f\u3000\u00a0\u200b\ufeff"
_LOST_BLANKS = re.compile(r"^\?{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells, or a paragraph as a row of one."""

    cells: tuple[str, ...]
    where: str
    block: int
    """Which block of the source it is from."""
    glue: str | None = None
    """What parts it from the next line where both are pieces of one line of the source."""
    number: int = 0
    """Which line of the report it is: what found no place is listed in this order."""

    @property
    def only(self) -> str:
        """The text of a line that has but one; empty where it has several or none."""
        texts = [cell for cell in self.cells if cell]
        return texts[0] if len(texts) == 1 else ""

    @property
    def text(self) -> str:
        """Everything that stands there, for the list of what found no place."""
        return " | ".join(cell for cell in self.cells if cell)

    @property
    def place(self) -> str:
        """The text with where it stood."""
        return f"{self.text}（{self.where}）" if self.where else self.text


def lines_of(source: Source) -> list[Line]:
    """The lines of a source, in order, without empty paragraphs.

    Raises:
        ImportProblem: there are far more cells than a report has.
    """
    lines: list[Line] = []
    count = 0
    for number, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            for text in block.text.split("\n"):
                if bare := _bare(text):
                    lines.append(Line((bare,), block.where, number))
                    count += 1
            continue
        for index, row in enumerate(block.rows, 1):
            where = f"{block.where}第 {index} 行" if len(block.rows) > 1 else block.where
            lines.append(Line(tuple(_bare(cell) for cell in row), where, number))
            count += len(row)
            if count > MOST_CELLS:
                break
        if count > MOST_CELLS:
            raise ImportProblem(
                "这个文件里的表格太大，不像一份年度报告，没有读取。请确认选对了文件。"
            )
    return lines


def is_number(text: str) -> bool:
    """Whether a text of its own looks like the value of a cell, blank marks included."""
    return bool(_VALUE.fullmatch(_half_width(text)))


def is_value(text: str) -> bool:
    """As :func:`is_number`, and true of a blank."""
    return not text or is_number(text)


def split_values(text: str) -> tuple[str, ...]:
    """A paragraph that ends in values, as cells: 行政许可 97 → 行政许可, 97.

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


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()


def _bare(text: str) -> str:
    """Without the blanks around it; ideographic and no-break spaces are blanks too.

    A program that knew no such blanks left question marks in their place.
    """
    return _LOST_BLANKS.sub("", text.strip(_BLANKS)).strip(_BLANKS)
