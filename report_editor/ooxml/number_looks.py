"""Write a number as its number format shows it: hidden, rounded, scaled, in other words.

No library of ours does it. It serves to notice where a person sees another number than is stored.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|([_*].)|(General|G/通用格式)|(.)', re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_HOLDS = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}
_PLACEHOLDERS, _GENERAL = "0#?", "G"
_LARGEST, _MOST_DECIMALS = 10**15, 12
"""Bounds within which a number is rounded; a cell keeps fifteen digits."""
_LONGEST = 1_000
"""Characters of a format that is looked at; Excel allows 255."""


@lru_cache(maxsize=4096)
def render_number(text: str, code: str) -> str:
    """Return a number, given as plain text, as a format shows it; any other text as it is.

    Dates, shares and fractions are not this function's: they are returned as they are.
    """
    if code.casefold() in ("", "general", "@") or (code == "0" and text.isdecimal()):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number) >= _LARGEST or len(code) > _LONGEST:
        return text
    section, number = _choose_section(_split(code), number)
    return text if section is None else _fill(section, number, text)


def _split(code: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotes or behind a backslash is text."""
    sections = [""]
    for match in _TOKEN.finditer(code):
        if match[0] == ";":
            sections.append("")
        else:
            sections[-1] += match[0]
    return sections


def _choose_section(sections: list[str], number: Decimal) -> tuple[str | None, Decimal]:
    """Return the section for a number, and the number as that section takes it."""
    sections = sections[:3]  # the fourth is for texts
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _HOLDS[condition[1]](number, Decimal(condition[2])):
                return section, number
        return None, number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _fill(section: str, number: Decimal, text: str) -> str:
    """Return a section with a number in its placeholders."""
    before, pattern, after = "", "", ""
    for match in _TOKEN.finditer(section):
        literal = match[1] if match[1] is not None else match[2]
        if match[5] is not None:
            pattern = _GENERAL
        elif match[6] is not None and match[6] in _PLACEHOLDERS + ".,":
            pattern += match[6]
        elif match[6] is not None and match[6] in "%/@eEyYmMdDhHsSaA":
            return text
        elif literal is not None or match[6] is not None:
            if pattern:
                after += literal if literal is not None else match[6]
            else:
                before += literal if literal is not None else match[6]
    sign = "-" if number < 0 else ""
    if pattern.startswith(_GENERAL):
        return sign + before + text.removeprefix("-") + after
    if not any(each in pattern for each in _PLACEHOLDERS):
        return before + after
    return sign + before + _round(pattern, abs(number)) + after


def _round(pattern: str, number: Decimal) -> str:
    """Return a number with the digits that the placeholders show."""
    thousands = len(pattern) - len(pattern.rstrip(","))
    whole, _, decimals = pattern.rstrip(",").partition(".")
    number = number.scaleb(-3 * thousands)
    most = min(sum(each in _PLACEHOLDERS for each in decimals), _MOST_DECIMALS)
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    digits = f"{rounded:f}"
    if "." in digits:
        least = decimals.rfind("0") + 1
        integer, _, fraction = digits.partition(".")
        fraction = fraction[:least] + fraction[least:].rstrip("0")
        digits = f"{integer}.{fraction}" if fraction else integer
    if digits.startswith("0") and "0" not in whole and rounded < 1:
        digits = digits.removeprefix("0")
    return digits
