"""Spell the check code (核对码) of a paper, and read it as a person types it.

``A3F-7K9M-2XQ`` is a letter for the version of the rules by which it was made, eight signs of a
hash, and a check sign. The signs are 29 digits and letters: none of B I L O S U Z, which are taken
for 8 1 1 0 5 V 2 and are read as these. 29 is prime, so the check sign finds each wrong sign and
each pair that was swapped. Written by hand: libraries that spell numbers so (Crockford's Base32)
have a check sign outside their alphabet.
"""

from __future__ import annotations

import re
import unicodedata

from report_editor.common.problem import Problem

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
VERSION = "A"
"""Version of what is hashed and how, see ``exporters/printed_content.py``."""
HASHED = 8
"""Signs of the hash: 5 × 10¹¹ codes."""
LENGTH = HASHED + 2

_SIZES = (3, 4, 3)
_LOOK_ALIKES = str.maketrans("BILOSUZ", "81105V2")
_SEPARATORS = " \t-‐‑‒–—―－_.·、"
_WORDS = re.compile(r"^\s*核[对對][码碼]\s*[:：]?\s*")
_LINE = re.compile(r"核[对對][码碼]\s*[:：]?\s*([0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{3})")


class CheckCodeProblem(Problem):
    """A text that is no check code; the text of the problem is a Chinese sentence."""


def make_check_code(digest: bytes) -> str:
    """Return the code for a digest, in groups."""
    number = int.from_bytes(digest, "big")
    signs = VERSION
    for _ in range(HASHED):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return _group(signs + _find_check_sign(signs))


def read_check_code(text: str) -> str:
    """Return the code that a person typed or pasted, or a hand scanner typed, in groups.

    Small and full-width letters, and other marks or none between the groups are fine. A scanner
    types what else the QR code says behind the code; that is passed over.

    Raises:
        CheckCodeProblem: It is no code, mistyped, or made by a later version of the program.
    """
    signs = _take_signs(text)
    if not signs:
        raise CheckCodeProblem("请输入纸面最后一页下方的核对码，例如 A3F-7K9M-2XQ。")
    if strange := [sign for sign in signs if sign not in ALPHABET]:
        named = "、".join(f"“{sign}”" for sign in dict.fromkeys(strange))
        raise CheckCodeProblem(f"核对码里没有 {named} 这样的字，请对照纸面再输一遍。")
    if len(signs) != LENGTH:
        raise CheckCodeProblem(
            f"核对码是 {LENGTH} 位，这里有 {len(signs)} 位，请对照纸面再输一遍。"
        )
    if signs[-1] != _find_check_sign(signs[:-1]):
        raise CheckCodeProblem("核对码输错了：末位的校验字符对不上，请对照纸面再输一遍。")
    if signs[0] != VERSION:
        raise CheckCodeProblem("这个核对码是更新版本的程序印的，请升级程序后再核对。")
    return _group(signs)


def is_check_code_line(text: str) -> bool:
    """Check whether a line of a file is the one that a paper ends with: 核对码 and a code."""
    match = _LINE.fullmatch(text.strip())
    signs = match[1].replace("-", "") if match else ""
    is_spelled_right = bool(signs) and not set(signs) - set(ALPHABET)
    return is_spelled_right and signs[-1] == _find_check_sign(signs[:-1])


def _take_signs(text: str) -> str:
    """Return the signs of the code at the beginning of a text, those that look alike made one."""
    plain = _WORDS.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_LOOK_ALIKES)
    signs = ""
    for word in re.split(r"\s+", plain.strip()):
        # The groups may be parted by blanks; what the QR code says next begins a new word.
        if len(signs) >= LENGTH:
            break
        signs += "".join(sign for sign in word if sign not in _SEPARATORS)
    return signs


def _find_check_sign(signs: str) -> str:
    total = sum(at * ALPHABET.index(sign) for at, sign in enumerate(signs, start=1))
    return ALPHABET[total % len(ALPHABET)]


def _group(signs: str) -> str:
    groups, at = [], 0
    for size in _SIZES:
        groups.append(signs[at : at + size])
        at += size
    return "-".join(groups)
