"""Make texts comparable: traditional characters become simplified, full width half width."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_LABEL = 120
"""Characters of a text that can still be a label or a title; longer ones are cut."""

_NOT_SIMPLIFIED = frozenset("乾於後徵麽夥榘薹菸麴醣袷摺捱拚吒")
"""Characters of GB 2312, the standard of simplified ones, that OpenCC changes all the same."""
_LEFT_ALONE = str.maketrans("", "", "—·幵")
"""Characters that OpenCC leaves alone, though Python's GB 2312 does not have them: it knows another
dash and dot, and 幵 stands in our list of common slips, which every check reads."""
_HALF_PAIR = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, as an input method may leave one; no library takes it for a text."""


def plain_chinese(text: str) -> str:
    """Return a text in simplified characters and half width (NFKC), its white space kept."""
    half = unicodedata.normalize("NFKC", text)
    return half if is_simplified(half) else _simplifier()(_HALF_PAIR.sub("�", half))


def make_plain(text: str) -> str:
    """Return a text in simplified characters, half width, and the words of the mainland.

    The gateways of ministries that show their pages in traditional characters write 資訊 for 信息.
    """
    return plain_chinese(text).replace("资讯", "信息")


def simplify(text: str) -> str:
    """Return a text as :func:`make_plain` does, without white space."""
    return make_plain("".join(text.split()))


def fold(text: str) -> str:
    """Return the letters and digits of a label in simplified characters and nothing else.

    Two texts that fold to the same are the same label: white space, punctuation, full width and
    traditional characters make no difference.
    """
    return _fold(text[: 2 * LONGEST_LABEL])


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    return "".join(each for each in make_plain(text) if each.isalnum())[:LONGEST_LABEL]


def is_simplified(text: str) -> bool:
    """Check whether every character is surely simplified: most reports need no dictionary."""
    try:
        text.translate(_LEFT_ALONE).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return _NOT_SIMPLIFIED.isdisjoint(text)


@cache
def _simplifier() -> Callable[[str], str]:
    # Its dictionaries take longer to read than a window may wait to open: only on demand.
    from opencc import OpenCC

    # Hong Kong's: it knows all characters of the other and those that we write ourselves (衞, 敍).
    convert: Callable[[str], str] = OpenCC("hk2s").convert
    return convert
