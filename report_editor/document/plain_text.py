"""Bring every text of a report into one shape, whichever way it comes in.

A paragraph and an entry are one line each, made of characters that Qt's text widgets, XML and
PDF all hold. The edits of a document (:mod:`report_editor.document.changes`) can hold no other
text, so that nothing else has to look out for one. What is seen stays as it is written:
decomposed letters, radicals, tabs, ideographic and no-break spaces, characters for private use.

==========================================  =============================================
line breaks, U+2028 and U+2029 among them   end a paragraph; are a blank in an entry
controls but the tab, halves of surrogate   U+FFFD, the sign for what cannot be shown: each
pairs, noncharacters such as U+FDD0         stands for damage that a person should see
U+FEFF                                      dropped: the mark of a file's byte order
==========================================  =============================================

Written by hand: ``str.splitlines`` knows the breaks but not the rest, and ``unicodedata`` would
have to be asked for every character at every key.
"""

from __future__ import annotations

import re
from functools import cache

_PLANES = "".join(f"{chr(0x10000 * each)}-{chr(0x10000 * each + 0xFFFD)}" for each in range(1, 17))
_PLAIN = "\t -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd" + _PLANES
_LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_BYTE_ORDER_MARK = "\ufeff"
_UNSHOWABLE = "\ufffd"


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text, in the shape of paragraphs; a text without any is one."""
    if _is_plain(text):
        return (text,)
    # Two halves of a surrogate pair become their character, a half without the other U+FFFD.
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = _LINE_BREAK.split(paired.replace(_BYTE_ORDER_MARK, ""))
    return tuple(re.sub(f"[^{_PLAIN}]", _UNSHOWABLE, line) for line in lines)


def to_line(text: str) -> str:
    """Return a text in the shape of an entry; a blank stands for each line break."""
    return text if _is_plain(text) else " ".join(split_lines(text))


def to_block(text: str) -> str:
    """Return a text that may have several lines, each of the shape of a paragraph."""
    return text if _is_plain(text) else "\n".join(split_lines(text))


def _is_plain(text: str) -> bool:
    """Check whether a text is in the shape of a paragraph.

    What Python calls printable is, and most texts are; to compile the rest takes 2 ms.
    """
    return text.isprintable() or _compile_plain().fullmatch(text) is not None


@cache
def _compile_plain() -> re.Pattern[str]:
    return re.compile(f"[{_PLAIN}]*+")
