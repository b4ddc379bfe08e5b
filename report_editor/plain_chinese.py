"""Text made comparable: traditional characters as simplified ones, full width as half width."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ALIKE_IN_BOTH = re.compile(r"[\x00-\x7f，。、；：“”（）《》]*")


def plain_chinese(text: str) -> str:
    """The text in simplified characters and half width (NFKC), its white space kept."""
    half = unicodedata.normalize("NFKC", text)
    return half if _ALIKE_IN_BOTH.fullmatch(half) else _simplifier()(half)


@cache
def _simplifier() -> Callable[[str], str]:
    # Its dictionaries take longer to read than a window may wait to open: only on demand.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
