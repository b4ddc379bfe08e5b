"""Numbers as Word and browsers write them before a paragraph: 一 （一） 1 ① 甲 iv."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_NUMBER = 9999


def format_list_number(number: int, style: str) -> str:
    """Format a number in one of WordprocessingML's formats; an unknown one counts 1, 2, 3.

    ``none`` and ``bullet`` give an empty text: a sign before a paragraph is no number.
    """
    if style in ("none", "bullet"):
        return ""
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    return _format(number, style) or str(number)


def _format(number: int, style: str) -> str:  # noqa: C901, PLR0911, PLR0912 - a list of formats
    match style:
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "koreanCounting":
            return _format_chinese(number, _DIGITS, "十百千", short_ten=True)
        case "taiwaneseCounting" | "taiwaneseCountingThousand":
            return _format_chinese(number, _DIGITS, "十百千", short_ten=True)
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return _format_chinese(number, _LEGAL_DIGITS, "拾佰仟", short_ten=False)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x2460 + number - 1) if number <= 20 else ""
        case "decimalEnclosedParen":
            return chr(0x2474 + number - 1) if number <= 20 else ""
        case "decimalEnclosedFullstop":
            return chr(0x2488 + number - 1) if number <= 20 else ""
        case "ideographEnclosedCircle":
            return chr(0x3280 + number - 1) if number <= 10 else ""
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
        case "decimalZero":
            return f"{number:02}"
        case "ideographTraditional":
            return _STEMS[number - 1] if number <= len(_STEMS) else ""
        case "ideographZodiac":
            return _BRANCHES[number - 1] if number <= len(_BRANCHES) else ""
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if style == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            roman = _format_roman(number)
            return roman.upper() if style == "upperRoman" else roman
    return ""


def _format_chinese(number: int, digits: str, units: str, *, short_ten: bool) -> str:
    text = ""
    for power, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit != "0":
            text += digits[int(digit)] + (units[power - 1] if power else "")
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix(digits[1]) if short_ten and 10 <= number < 20 else text


def _format_roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
