"""Decode bytes to text, whatever encoding they claim to be in.

charset-normalizer guesses from statistics; here what the file declares, the aliases of browsers
and the count of damaged characters decide, which suits short Chinese texts better.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.I)
_HEAD = 4096
# As browsers do: what calls itself GB2312 or GBK may use all of GB 18030.
_KNOWN = {
    **dict.fromkeys(["gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"], "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of a file; bytes that mean nothing become U+FFFD and can be counted.

    A byte order mark decides. Bytes that are sound UTF-8 are UTF-8 whatever is declared, since
    Chinese in another encoding never looks so. Then what is declared counts, here or in the
    file's head, then GB 18030, then Big5; where none fits wholly, the one that fits best.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    candidates = ["utf-8", *_find_declared(data[:_HEAD], declared), "gb18030", "big5hkscs"]
    for name in candidates:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    tries = [data.decode(name, "replace") for name in candidates]
    damaged = tries[0].count(REPLACEMENT)
    if sum(char > "\x7f" for char in tries[0]) > 4 * damaged:
        # Mostly sound UTF-8; as GB 18030 it might have fewer errors and make no sense at all.
        return tries[0]
    return min(tries, key=lambda text: text.count(REPLACEMENT))


def _find_declared(head: bytes, declared: str) -> list[str]:
    names = [declared, *(match[1].decode("ascii") for match in _DECLARED.finditer(head))]
    known = dict.fromkeys(_KNOWN.get(name.strip().lower()) for name in names)
    return [name for name in known if name]
