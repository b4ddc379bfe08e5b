"""Find half-width punctuation in Chinese sentences, and what each mark becomes.

Written by hand: converters such as zhon or opencc's know the characters, but not where a mark
belongs to a number, a time, an address or English words and has to stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

Span: TypeAlias = tuple[int, int]
"""Start and end of characters of a paragraph."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL = str.maketrans(",;:?!.()", "，；：？！。（）")
# Up to a blank or a mark that ends a sentence: an address may have Chinese words in it.
_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[^\s，。；：！？、（）《》“”]+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
)
_BEFORE = rf"(?<=[{_HAN}”’》〉」』】〕）])"
_AFTER = rf"(?=[{_HAN}“‘《〈「『【〔（])"
_MARK = re.compile(
    # A blank after the mark was typed in its place on the paper: a full-width mark has its own.
    rf"{_BEFORE}[,;:?!][ \u00a0]*(?={_AFTER}|[0-9０-９A-Za-z])"
    rf"|{_BEFORE}[,;:?!][ \u00a0]*$"
    # A number ends before a comma that a word follows; one before a digit may part thousands.
    rf"|(?<=[0-9０-９%％])[,;?!][ \u00a0]*{_AFTER}"
    # No numbering such as 一. and no domain such as 政务.中国.
    rf"|(?<=[{_HAN}])(?<![一二三四五六七八九十])\."
    rf"(?:(?=[{_HAN}])(?!中国|公司|网络|政务|公益|在线)|$)"
)
_BETWEEN_WORDS = re.compile(rf"(?<=[{_HAN}])[,;:?!](?=[{_HAN}])")
_BRACKET = re.compile("[()（）]")
_CHINESE = re.compile(f"[{_HAN}]")
_LONGEST_IN_BRACKETS = 200


@dataclass(frozen=True, slots=True)
class HalfWidth:
    """A mark, or both marks of a pair of brackets, to be written in full width."""

    spans: tuple[Span, ...]
    """Characters to be replaced; the blanks behind a mark are among them."""
    marks: tuple[str, ...]
    """Full-width mark for each span."""


def find_in_section(paragraphs: Sequence[str]) -> Generator[None, None, dict[int, list[HalfWidth]]]:
    """Return the half-width marks of a text section by paragraph, with a pause after each one.

    A section where none stands between two Chinese characters has none: brackets alone, which
    many offices type in half width, are no reason to say anything.
    """
    found = {}
    is_reason = False
    for index, paragraph in enumerate(paragraphs):
        if marks := find_half_width(paragraph):
            found[index] = marks
            reasons = {match.start() for match in _BETWEEN_WORDS.finditer(paragraph)}
            is_reason = is_reason or any(each.spans[0][0] in reasons for each in marks)
        yield
    return found if is_reason else {}


def describe_half_width(paragraphs: Sequence[str], found: Mapping[int, list[HalfWidth]]) -> str:
    """Return the sentence on the marks that :func:`find_in_section` found in a section."""
    first, marks = next(iter(found.items()))
    (start, end), text = marks[0].spans[0], paragraphs[first]
    example = text[max(0, start - 6) : end + 6]
    count = sum(map(len, found.values()))
    return (
        f"有 {len(found)} 段用了半角标点，共 {count} 处，例如“{example}”。"
        "汉字的句子里请用全角标点。"
    )


def find_half_width(paragraph: str) -> list[HalfWidth]:
    """Return the half-width marks of Chinese sentences in a paragraph, from its start.

    Left alone are marks inside numbers, times, ratios, addresses, English words and formulas, and
    a bracket without its partner.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(paragraph)]
    brackets = [each for each in _find_brackets(paragraph) if _is_free(each, addresses)]
    # A mark beside brackets is judged by them as they will be; they keep their length.
    marks = _find_marks(replace_half_width(paragraph, brackets))
    found = [*brackets, *(each for each in marks if _is_free(each, addresses))]
    return sorted(found, key=lambda each: each.spans)


def replace_half_width(paragraph: str, marks: Iterable[HalfWidth]) -> str:
    """Return a paragraph with some of its marks written in full width."""
    pieces = [piece for each in marks for piece in zip(each.spans, each.marks, strict=True)]
    for (start, end), mark in sorted(pieces, reverse=True):
        paragraph = paragraph[:start] + mark + paragraph[end:]
    return paragraph


def _find_marks(paragraph: str) -> Iterator[HalfWidth]:
    for match in _MARK.finditer(paragraph):
        yield HalfWidth((match.span(),), (match[0].rstrip(" \u00a0").translate(_FULL),))


def _find_brackets(paragraph: str) -> Iterator[HalfWidth]:
    """Yield the pairs around Chinese words of which one or both are half-width."""
    waiting: list[int] = []
    for match in _BRACKET.finditer(paragraph):
        end = match.start()
        if match[0] in "(（":
            waiting.append(end)
        elif waiting:
            start = waiting.pop()
            half = [each for each in (start, end) if paragraph[each] in "()"]
            is_short = end - start <= _LONGEST_IN_BRACKETS
            if half and is_short and _CHINESE.search(paragraph, start, end):
                spans = tuple((each, each + 1) for each in half)
                yield HalfWidth(spans, tuple(paragraph[each].translate(_FULL) for each in half))


def _is_free(mark: HalfWidth, addresses: list[Span]) -> bool:
    """Check whether no character of a mark is part of an address."""
    return not any(
        start < until and end > at for start, end in mark.spans for at, until in addresses
    )
