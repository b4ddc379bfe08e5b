"""First letters of the pinyin of common Chinese characters: 打开 is dk.

No library among ours knows pinyin, and one with every reading is large. The 3,755 common characters
of GB 2312 stand in the order of their pinyin: where each letter begins is all that is needed.
"""

from __future__ import annotations

from bisect import bisect_right

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""First character of each letter in GB 2312."""
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [each.encode("gb2312") for each in _FIRST]
_OTHERWISE = {"重": "c", "调": "t"}
"""Characters of several readings, as they are read in names of commands: 重做, 调整."""
_END = "座".encode("gb2312")
"""Last of these characters."""


def get_initials(text: str) -> str:
    """Return the first letters of the characters of a text; letters and digits stay as they are."""
    return "".join(_get_initial(each) for each in text)


def _get_initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    if character in _OTHERWISE:
        return _OTHERWISE[character]
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    is_common = len(code) == 2 and _STARTS[0] <= code <= _END
    return _LETTERS[bisect_right(_STARTS, code) - 1] if is_common else ""
