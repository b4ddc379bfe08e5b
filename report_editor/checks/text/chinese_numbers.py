"""Read and write numbers in Chinese characters (一件, 十二件)."""

from __future__ import annotations

import re

_DIGITS = {each: number for number, each in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
# 第一件, 每一件, 一一: an order or a manner of speaking, not a count.
HAN_COUNT = (
    r"(?<![第每某逐零一二两三四五六七八九十百千万几])"
    r"(?:[零一二两三四五六七八九十百千]{1,8})(?=余?(?:件|条|宗|起|份|项|例|篇|次|元|万元))"
)
"""Pattern of a count in characters."""
_COUNT = re.compile(HAN_COUNT)


def parse_han_number(text: str) -> int | None:
    """Return the number that characters from 零 to 千 spell, None where they spell none."""
    if not text or (len(text) > 1 and _POWERS.keys().isdisjoint(text)):
        return None  # 二三件 is a guess of the writer, not 23
    total, digit = 0, 0
    for each in text:
        if each in _POWERS:
            if digit == 0 and each != "十":
                return None
            total += (digit or 1) * _POWERS[each]
            digit = 0
        else:
            digit = _DIGITS[each]
    return total + digit


def format_han_number(number: int) -> str:
    """Return a number from 1 to 99 in characters: 十二."""
    tens, ones = divmod(number, 10)
    digits = ["", *"一二三四五六七八九"]
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones]}"


def replace_han_counts(text: str) -> str:
    """Return the text with counts in digits: 收到十二件 becomes 收到12件."""
    return _COUNT.sub(_as_digits, text)


def _as_digits(match: re.Match[str]) -> str:
    number = parse_han_number(match[0])
    return match[0] if number is None else str(number)
