"""Write the words of the form in the characters of the report: simplified or traditional."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from report_editor.document import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

_LEAST_SHARE = 0.1
"""Least share of other ideographs than those of GB 2312 in a traditional text. Simplified texts
have a few in names, traditional ones one in three."""
_MOST_READ = 20_000
"""Characters of a report that are looked at."""
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


class Wording:
    """The words that a form brings to a report, for whoever prints or publishes it.

    What somebody wrote is never changed: only the words of the form itself are passed through
    :meth:`write`.
    """

    def __init__(self, document: Document) -> None:
        """Look at the text of a report."""
        self._document = document
        self.is_traditional = _is_traditional(document)

    @property
    def language(self) -> str:
        """Return the language of the report, as BCP 47 names it."""
        return "zh-Hant" if self.is_traditional else "zh-CN"

    def write(self, text: str) -> str:
        """Return words of the form, which are simplified, in the characters of the report."""
        return _make_traditional(text) if self.is_traditional else text

    @property
    def title(self) -> str:
        """Return the title of the report: the one given, else the official wording."""
        if title := self._document.field(Field.TITLE):
            return title
        organ = self._document.organization.strip()
        before, named, after = self._document.official_title.partition(organ or "\0")
        return self.write(before) + named + self.write(after)


def _is_traditional(document: Document) -> bool:
    texts = [document.organization, document.field(Field.TITLE)]
    for section in document.form.text_sections:
        texts += document.paragraphs(section.key)
    ideographs = _IDEOGRAPH.findall("".join(texts)[:_MOST_READ])
    others = sum(1 for char in ideographs if not _is_in_gb2312(char))
    return others > _LEAST_SHARE * len(ideographs)


@lru_cache(maxsize=8192)
def _is_in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1024)
def _make_traditional(text: str) -> str:
    return _load_converter()(text)


@cache
def _load_converter() -> Callable[[str], str]:
    # Its dictionaries are only read for a traditional report.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2tw").convert
    return convert
