"""Make resources/unicode/line_break.txt from the Unicode Character Database.

    python installer/line_break_table.py /usr/share/unicode

The folder holds LineBreak.txt and EastAsianWidth.txt (Debian: package unicode-data). Run it when
Unicode has new characters that reports use; the rules that read the table are those of Unicode 15.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import groupby
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "unicode" / "line_break.txt"
_LINE = re.compile(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)")
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD),
               (0x30000, 0x3FFFD), (0x1F000, 0x1FAFF), (0x1FC00, 0x1FFFD))  # fmt: skip
"""Ranges whose characters are ideographs even where they are not assigned yet."""
_PREFIXES = (0x20A0, 0x20CF)
_WIDE = {"OP": "OW", "CP": "CW"}
"""Brackets that are wide, which rule LB30 leaves out, get classes of their own."""


def main(folder: str) -> None:
    """Write the table."""
    classes = ["XX"] * (sys.maxunicode + 1)
    for first, last in _IDEOGRAPHS:
        classes[first : last + 1] = ["ID"] * (last + 1 - first)
    classes[_PREFIXES[0] : _PREFIXES[1] + 1] = ["PR"] * (_PREFIXES[1] + 1 - _PREFIXES[0])
    source = Path(folder, "LineBreak.txt").read_text(encoding="utf-8")
    for first, last, name in _read(source):
        classes[first : last + 1] = [name] * (last + 1 - first)
    widths = Path(folder, "EastAsianWidth.txt").read_text(encoding="utf-8")
    for first, last, width in _read(widths):
        for code in range(first, last + 1) if width in {"F", "W", "H"} else ():
            classes[code] = _WIDE.get(classes[code], classes[code])
    resolved = (_resolve(code, name) for code, name in enumerate(classes))
    lines = [
        "# First character of each range and its Line_Break class (UAX #14), classes resolved as",
        "# by rule LB1. Made by installer/line_break_table.py from this file, whose terms are",
        "# https://www.unicode.org/terms_of_use.html:",
        source.splitlines()[0],
    ]
    for name, run in groupby(enumerate(resolved), key=lambda each: each[1]):
        lines.append(f"{next(run)[0]:X} {name}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read(text: str) -> list[tuple[int, int, str]]:
    found = (_LINE.match(line) for line in text.splitlines())
    return [(int(m[1], 16), int(m[2] or m[1], 16), m[3]) for m in found if m]


def _resolve(code: int, name: str) -> str:
    """Return the class that rule LB1 gives; AI is kept, for it depends on the language."""
    if name == "SA":
        return "CM" if unicodedata.category(chr(code)) in {"Mn", "Mc"} else "AL"
    return {"SG": "AL", "XX": "AL", "CJ": "NS"}.get(name, name)


if __name__ == "__main__":
    main(*sys.argv[1:])
