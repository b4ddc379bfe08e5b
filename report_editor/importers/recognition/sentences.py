"""Tell the sentences of a report from the short lines that a site or a letter puts around it."""

from __future__ import annotations

import re

from report_editor.common.plain_chinese import plain_chinese
from report_editor.importers.recognition.folding import split_number
from report_editor.importers.recognition.metadata import is_organ
from report_editor.importers.recognition.titles import read_title

_LONG = 30
"""Characters from which on a line with a comma is a sentence that lacks its full stop."""
_ANNOUNCING = 7
"""Characters of the shortest line that announces something."""
_END = re.compile(r"[。!?;…][”’」』)\]】\s]*$")
_CLAUSE = re.compile(r"[,。;]")
_GROUP = re.compile(r"(?:单位|部门|机构|企业|组织|科室|同志)$")
_HANDED = re.compile(r"(?:印发|转发|下发)|(?:你们|你(?:局|办|县|镇|乡|单位))")
_REMARK = re.compile(r"[^,:]{2,8}:\s*[^无没未不否0\s].*|.*\.[A-Za-z]{2,4}")
_QUOTED = re.compile(r"《([^《》]+)》")


def is_sentence(text: str) -> bool:
    """Check whether a line is a sentence: it ends like one, or is long and has clauses.

    A long one may also end in a colon, such as one that announces the report.
    """
    plain = plain_chinese(text).strip()
    if _END.search(plain):
        return True
    return len(plain) >= _LONG and bool(_CLAUSE.search(plain) or plain.endswith(":"))


def announces(text: str) -> bool:
    """Check whether a line announces what follows: more than a word and a colon, such as 附件：."""
    return len(text) >= _ANNOUNCING and text.rstrip().endswith((":", "："))


def is_numbered(text: str) -> bool:
    """Check whether a line begins with a number as headings do: （一） 二、 3."""
    return split_number(text).style not in ("", "table")


def is_inner_heading(text: str) -> bool:
    """Check whether a line is numbered as headings within a section are: （一） 1."""
    return split_number(text).style in ("round", "digit")


def is_remark(text: str) -> bool:
    """Check whether a line is a remark of a page: a name with its value, a file, or an organ.

    编辑：李四 or 附件.pdf; not an answer such as 收费情况：无, and not a sentence.
    """
    plain = plain_chinese(text).strip()
    return not is_sentence(text) and bool(_REMARK.fullmatch(plain) or is_organ(plain))


def is_of_letter(text: str) -> bool:
    """Check whether a line is of the letter that hands a report out: whom it addresses, what for.

    各镇人民政府，县各有关部门： or 现将《…年度报告》印发给你们。
    """
    plain = plain_chinese(text).strip()
    if plain.endswith(":"):
        addressed = re.split("[,、]", plain.rstrip(":"))
        return all(_GROUP.search(each) or is_organ(each) for each in addressed)
    titles = (read_title(each[1]) for each in _QUOTED.finditer(text))
    return any(titles) and bool(_HANDED.search(_QUOTED.sub("", plain)))
