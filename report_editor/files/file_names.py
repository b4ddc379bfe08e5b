"""Names for files made of text from anywhere, such as the title of a report.

A proposed name is one that Windows, Linux and a USB stick all take, and that reads in the order in
which it is written. pathvalidate would do the first of it in a further dependency.
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST, _MOST_BYTES = 80, 240
"""Characters and UTF-8 bytes of a name without its ending; a file system takes 255 bytes."""
_UNFIT = frozenset('\\/:*?"<>|')
_UNSEEN = frozenset({"Cf", "Cs"})
"""Unicode categories left out: marks that turn the direction of a name, halves of characters."""
_UNNAMED = frozenset({"Cc", "Cn", "Zl", "Zp"})
"""Unicode categories that some file system refuses: controls, noncharacters, separators."""
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE)
"""Names of devices, which Windows opens in place of a file, whatever the ending."""
_WITHOUT_TEXT = "年度报告"


def make_file_name(text: str, ending: str = "", *, tail: str = "") -> str:
    """Return the name of a file called after a text.

    Args:
        text: Beginning of the name; it is cut where the name would be too long.
        ending: Ending with the dot, such as ``.pdf``.
        tail: Words behind the text that stay whole, up to half of what a name can hold.
    """
    last = _replace_unfit(tail)[-_LONGEST // 2 :]
    first = _replace_unfit(text)[: _LONGEST - len(last)]
    first = first.encode()[: _MOST_BYTES - len(last.encode())].decode(errors="ignore")
    stem = f"{first}{last}".strip(" ._\u3000")
    return f"{'_' if _DEVICE.match(stem) else ''}{stem or _WITHOUT_TEXT}{ending}"


def _replace_unfit(text: str) -> str:
    kept = (char for char in text if unicodedata.category(char) not in _UNSEEN)
    return "".join("_" if _is_unfit(char) else char for char in kept)


def _is_unfit(char: str) -> bool:
    return char in _UNFIT or unicodedata.category(char) in _UNNAMED
