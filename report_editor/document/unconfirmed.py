"""Find the numbers of last year's text that nobody has confirmed yet (待核实).

A number is known by its section and how it is written. It stays to be confirmed as long as it
stands anywhere in the section's text: changing or confirming it settles it, changing the words
around it does not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from report_editor.document.changes import Change, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.document.document import Document

_NUMBER = re.compile(
    r"(?<![0-9])(?<![0-9][.,，])[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?(?:[%％]|余|多)?"
)
_NOT_A_FIGURE = (
    r"《[^《》]*》"  # the title of a document
    r"|[〔\[［(（][0-9]{4}[〕\]］)）]\s*(?:第)?[0-9]+\s*号"  # the number of a document
    r"|(?:19|20)[0-9]{2}\s*年(?:\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?)?"  # dates
    r"|(?:19|20)[0-9]{2}[-—－./][0-9]{1,2}[-—－./][0-9]{1,2}"
    r"|(?<![0-9])[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日"
    # the paragraph's own numbering
    r"|^\s*[(（]?[0-9]{1,3}\s*(?:[)）]|[.．、](?:(?![0-9])|(?=20[0-9]{2})))"
    r"|第\s*[0-9]+\s*(?:条|款|项|号|次|届|章|节)"
    r"|令\s*(?:第)?\s*[0-9]+\s*号"
    r"|(?:https?://|www\.)[!-~]+"
    r"|[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9.-]+"  # e-mail
    r"|邮(?:政)?编(?:码)?\s*(?:是|为)?[:：]?\s*[0-9]{6}"
    r"|(?:电\s*话|传\s*真|热\s*线|手\s*机|联系方式|QQ|微信号?)(?:号码?)?\s*(?:是|为)?[:：]?\s*"
    r"[0-9(（][0-9()（）—－ -]{3,24}[0-9]"
    r"(?:\s*[、/转,，]\s*[0-9]{3,12}(?![0-9]|\s*[件条次个人份]))*"
    r"|[(（]?(?<![0-9])0[0-9]{2,3}[)）]?\s*[-—－]{0,2}\s*[0-9]{7,8}(?![0-9])(?:转[0-9]+)?"
    r"|(?<![0-9])1[3-9][0-9]{9}(?![0-9])"
    r"|(?<![0-9])[48]00[-—－]?[0-9]{3,4}[-—－]?[0-9]{3,4}(?![0-9])"
    r"|[“\"]?(?<![0-9])12[0-9]{3}[”\"]?(?=[\u4e00-\u9fff]{0,8}(?:热线|平台|专线|中心))"
    # an address: house, building, floor, room
    r"|(?<![0-9])[0-9]+(?:[-—－][0-9]+)?\s*号"
    r"(?:\s*[0-9]+(?:[-—－][0-9]+)?\s*(?:号|弄|幢|栋|座|单元|层|楼|室|房间?))*"
    r"|(?<![0-9])[0-9]{1,2}\s*楼(?:\s*[0-9]{1,4}\s*室)?|(?<![0-9])[0-9]{3,4}\s*室"
)
"""Match numbers that count nothing, known by their form or by the word beside them.

No library knows these; a telephone number is one by the word before it or by its digits.
"""


class Figure(NamedTuple):
    """A number in a text."""

    at: int
    text: str


@cache
def _compile_not_a_figure() -> re.Pattern[str]:
    """Compile at the first use: it takes 3 ms, and a start needs none of it."""
    return re.compile(_NOT_A_FIGURE)


def find_figures(paragraph: str) -> Iterator[Figure]:
    """Yield the numbers of a paragraph that count something: no dates, titles, telephones."""
    hidden = _compile_not_a_figure().sub(lambda match: "\0" * len(match[0]), paragraph)
    for match in _NUMBER.finditer(hidden):
        yield Figure(match.start(), match[0])


def list_figures_to_confirm(document: Document) -> dict[str, str]:
    """Return the entries by which every number now in the text is still to be confirmed."""
    return {
        f"{section.key}:{figure.text}": figure.text
        for section in document.form.text_sections
        for paragraph in document.paragraphs(section.key)
        for figure in find_figures(paragraph)
    }


def list_unconfirmed(document: Document, section: str, paragraph: int) -> list[Figure]:
    """Return the numbers of one paragraph still to be confirmed; none of one that is not there."""
    entries = document.entries(Part.UNCONFIRMED)
    texts = document.paragraphs(section)[paragraph : paragraph + 1] if entries else ()
    figures = (figure for text in texts for figure in find_figures(text))
    return [each for each in figures if f"{section}:{each.text}" in entries]


def list_unconfirmed_texts(document: Document, section: str, paragraph: int) -> list[str]:
    """Return the different numbers of one paragraph still to be confirmed: equal ones count once.

    They are named, counted and confirmed as one wherever that is said.
    """
    figures = list_unconfirmed(document, section, paragraph)
    return list(dict.fromkeys(each.text for each in figures))


def rename_unconfirmed(entries: dict[str, str], old: str, new: str) -> None:
    """Rename a section in the keys of the entries, in place: ``old:12件`` becomes ``new:12件``."""
    for key in [each for each in entries if each.startswith(f"{old}:")]:
        entries[f"{new}:{key.removeprefix(f'{old}:')}"] = entries.pop(key)


def confirm(document: Document, section: str, texts: Iterable[str]) -> Change:
    """Return the change by which these numbers of a section are confirmed."""
    keys = dict.fromkeys(f"{section}:{text}" for text in texts)
    return Change("确认数字", document.plan_dropping(Part.UNCONFIRMED, keys))
