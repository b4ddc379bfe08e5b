"""Find the sentence by which a report states that a thing did not happen, and where it goes.

The sentence is the user's own: the first of the list 常用句 that says it. It is written by a key
that a person presses, and stays marked until it is confirmed: nobody but the writer knows it true.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from report_editor.checks.report import normalise_text
from report_editor.document.text_replacement import TextReplacement
from report_editor.files.user_lists import UserList, list_entries, read_bundled, read_own

if TYPE_CHECKING:
    from report_editor.document import Document

NO_FEE = re.compile(r"(?:未|没有)[^,。;]{0,10}(?:收取?|产生|发生)[^,。;]{0,12}处理费")
NO_ONE_BLAMED = re.compile(r"(?:未|没有)[^;]{0,30}(?:责任追究|追究[^,。;]{0,6}责任|追责)")
"""Patterns of sentences that state that a thing did not happen."""

_LONGEST = 40
"""Characters of a paragraph that may say nothing."""
_OF_A_YEAR = re.compile(r"\{|20\d\d年")
"""Match what makes a sentence one of numbers, or of the year in which it was kept."""
_MARKS = re.compile(r"[\W_]+")
_NOTHING = re.compile(r"(?:暂|均|目前)?(?:无|没有)(?:内容)?")
_NOTHING_ELSE = re.compile(
    r"(?:除此之外|本年度|目前|本机关|本单位|我[省市县区旗镇乡局委厅办])?(?:暂?无|没有|不存在)(?:其[他它])?"
    r"(?:需要?|应当?)?(?:报告|说明)?的?(?:其[他它])?(?:事项|情况|内容)"
)


def forget_sentences() -> None:
    """Have the list of sentences read again: the user changed it."""
    _list_sentences.cache_clear()


def find_sentence(says: re.Pattern[str]) -> str:
    """Return the first sentence of the lists that says a thing; the user's own go first."""
    return next((each for each in _list_sentences() if says.search(normalise_text(each))), "")


def plan_statement(document: Document, section: str, sentence: str) -> TextReplacement | None:
    """Return where a section gets a sentence, None where there is none, or where it has it.

    It takes the place of a section that says no more than 无, stands before a last paragraph that
    says 没有其他需要报告的事项, for that is true beside it, and else behind the last paragraph.
    """
    texts = document.paragraphs(section)
    written = [index for index, each in enumerate(texts) if each.strip()]
    if not sentence or any(sentence in each for each in texts):
        return None
    if not written:
        text = texts[0] if texts else ""
        return TextReplacement(section, 0, text, 0, len(text), sentence)
    last, text = written[-1], texts[written[-1]]
    words = _MARKS.sub("", normalise_text(text)) if len(text) <= _LONGEST else ""
    if _NOTHING_ELSE.fullmatch(words):
        return TextReplacement(section, last, text, 0, 0, f"{sentence}\n")
    if len(written) == 1 and _NOTHING.fullmatch(words):  # else it is said of the heading above
        return TextReplacement(section, last, text, 0, len(text), sentence)
    return TextReplacement(section, last, text, len(text), len(text), f"\n{sentence}")


@cache
def _list_sentences() -> tuple[str, ...]:
    texts = (read_own(UserList.SENTENCES) or "", read_bundled(UserList.SENTENCES))
    sentences = (each for text in texts for each in list_entries(text))
    return tuple(each for each in sentences if not _OF_A_YEAR.search(each))
