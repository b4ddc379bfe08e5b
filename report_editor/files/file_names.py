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


def make_file_name(text: str, ending: str = "") -> str:
    """Return the name of a file called after a text, with an ending such as ``.pdf``."""
    kept = (char for char in text if unicodedata.category(char) not in _UNSEEN)
    stem = "".join("_" if _is_unfit(char) else char for char in kept)
    stem = stem[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore").strip(" ._\u3000")
    return f"{'_' if _DEVICE.match(stem) else ''}{stem or _WITHOUT_TEXT}{ending}"


def _is_unfit(char: str) -> bool:
    return char in _UNFIT or unicodedata.category(char) in _UNNAMED
