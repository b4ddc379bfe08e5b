"""Read the number that a text written in a cell means.

The text itself is always kept. One whose meaning is not certain is no number: a wrong number in a
statutory report is worse than an open question.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from report_editor.forms import NumberKind

Number: TypeAlias = int | Decimal
"""Counts are int; money, and a count written with decimals, is Decimal."""

LONGEST = 15
"""Digits of the longest number taken: what a workbook cell holds without rounding."""


class CellProblem(StrEnum):
    """Reasons why a text cannot stand in its cell."""

    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"


class ParsedNumber(NamedTuple):
    """A raw text in a cell of some kind, and the number that it means."""

    raw: str
    number: Number | None
    """Number it counts as; None where it is blank or no number."""
    problem: CellProblem | None = None
    normalised: bool = False
    """Certain as a number, but not written plainly (``00``, ``5件``)."""
    remark: str = ""
    """Text beside the number: （其中修订16件）."""

    @property
    def is_blank(self) -> bool:
        """Check whether nothing was filled in; ``/``, ``—`` and 无 mean the same."""
        return self.number is None and self.problem is None

    def is_other_than(self, value: Number) -> bool:
        """Check whether it is another number, or none; a blank is 0."""
        return self.problem is CellProblem.NOT_A_NUMBER or (self.number or 0) != value


_BLANKS = frozenset({"", "/", "\\", "-", "--", "–", "—", "——", "―", "无", "無", "不适用", "不適用"})
# Full-width forms and kinds of minus are folded one to one, invisible marks of pages go. Not the
# whole of NFKC: it makes 52 of 5² and 51 of 5①, and those are a number with a footnote.
_FOLDED = str.maketrans(
    {
        **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("−–—‐", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)
_REMARK = re.compile(r"^([^()]+?)(\(.*\))$", re.DOTALL)
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DIGITS = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([, ])[0-9]{3}(\1[0-9]{3})*(\.[0-9]+)?")
_SPACED_ZEROS = re.compile(r"0( 0)+")
_CHANGE = re.compile(r"(?:(增加?)|(?:减少?|減少?))\s?(?=[0-9])")
_COUNT_UNITS = ("件", "个", "個", "项", "項", "条", "條", "宗")
_MONEY_UNITS = {"万元": 4, "萬元": 4, "元": 0}
"""Powers of ten that a unit of money stands for."""


def format_number(number: Number) -> str:
    """Return a number as plainly written: no grouping, no exponent, no trailing zeros."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def read_number(raw: str, kind: NumberKind = NumberKind.COUNT, unit: str = "件") -> ParsedNumber:
    """Return the number that a cell's text means.

    Full-width digits, surrounding spaces, thousands separators, leading zeros and the cell's
    own unit are understood, and 增3 or 减3 where a change is asked for. A remark in brackets
    after the number is kept apart. An amount in 元 in a column of 万元 is converted; any other
    unit makes the text no number.
    """
    text = " ".join(raw.translate(_FOLDED).split())
    if text in _BLANKS or raw.strip() in _BLANKS:
        return ParsedNumber(raw, None)
    remark = ""
    if match := _REMARK.match(text):
        text = match[1].strip()
        remark = raw[min(at for at in map(raw.find, "(（") if at >= 0) :].strip()
    if kind is NumberKind.SIGNED and (change := _CHANGE.match(text)):
        text = ("" if change[1] else "-") + text[change.end() :]
    exact = _number(*_without_unit(text, kind, unit))
    if exact is None:
        return ParsedNumber(raw, None, CellProblem.NOT_A_NUMBER)
    whole = exact == int(exact)
    number: Number = int(exact) if whole and kind is not NumberKind.MONEY else exact
    problem: CellProblem | None = None
    if kind is not NumberKind.MONEY and not whole:
        problem = CellProblem.NOT_WHOLE
    elif kind is not NumberKind.SIGNED and number < 0:
        problem = CellProblem.NEGATIVE
    written_plainly = bool(_PLAIN.fullmatch(raw)) and (
        kind is NumberKind.MONEY or problem is not None or raw == format_number(number)
    )
    return ParsedNumber(raw, number, problem, not written_plainly, remark)


def _without_unit(text: str, kind: NumberKind, unit: str) -> tuple[str, int]:
    """Return a text without its unit, and the power of ten by which the unit shifts it."""
    if kind is NumberKind.MONEY:
        for name, power in _MONEY_UNITS.items():
            if text.endswith(name):
                base = _MONEY_UNITS[unit] if unit else power
                return text.removesuffix(name).strip(), power - base
        return text, 0
    for name in _COUNT_UNITS:
        if text.endswith(name):
            return text.removesuffix(name).strip(), 0
    return text, 0


def _number(text: str, power: int) -> Decimal | None:
    if _SPACED_ZEROS.fullmatch(text):
        return Decimal(0)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "").replace(" ", "")
    if not _DIGITS.fullmatch(text) or sum(each.isdigit() for each in text) > LONGEST:
        return None
    return Decimal(text).scaleb(power)
