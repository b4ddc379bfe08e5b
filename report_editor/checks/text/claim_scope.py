"""Say whether the words beside a claim make it one of other applications, answers or organs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.checks.text.claim_words import Kind

if TYPE_CHECKING:
    from report_editor.checks.text.claim_item import Item
    from report_editor.checks.text.claim_words import Token

_ORGAN = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,2}(?<![我本全])"
    r"(?:局|委|厅|部门|镇|乡|街道|本级|单位|中心|科室|办事处|(?<!行政)(?<!复议)机关))(?:共计?|累计|也|均|已|分别)*$"
)
_BEFORE_ANSWER = re.compile(
    r"(?:^|[,;:、。(\0]|共计?|累计|合计|已经?|均|[时期限内底末]|实际|依法|依规|规定|年度?|全部|并|予以|作出|给予|进行|完成"
    r"|[我本全][省市县区旗镇乡局委厅办]|本?机关|单位|街道|局|也|后|[其之]中|有|情况|申请|信息|信息公开|事项|数)$"
)
"""Ends of what may stand before 答复; another word says of which kind the answers are."""
_BEFORE_APPLICATION = re.compile(
    r"(?:^|[,;:、。(\0\d%]|的|到|[受办]理|[接新]收|了|各类|提[出交]|[份件起]|全[年部]|[起对为及和与或其等在有本该]|年度?|新增|上述|以上|公开|信息"
    r"|[人众民织业所位]|书面|现场|网上|线上|当面|邮寄|共|依|被)$"
)
"""Ends of what may stand before 申请; another word says what was applied for."""


def is_of_other_application(token: Token, before: Token | None, text: str, start: int) -> bool:
    """Check whether an unknown word says what was applied for: 信用修复申请.

    ``before`` is the known word in front of the token, ``start`` the beginning of the sentence.
    """
    if token.kind is not Kind.APPLICATION or token.key:
        return False
    if before is not None and before.end == token.start:
        return False
    return _BEFORE_APPLICATION.search(text[start : token.start][-4:]) is None


def is_any_answer(word: Token, item: Item, text: str, start: int) -> bool:
    """Check whether nothing before 答复 makes it one kind of answers (其他答复)."""
    is_known = any(each.end == word.start for each in item.left)
    return is_known or _BEFORE_ANSWER.search(text[start : word.start][-8:]) is not None


def is_of_others(text: str, start: int, end: int, organ: str) -> bool:
    """Check whether the clause up to a position names an organ that is not the one reporting."""
    clause = re.split(r"[,;:]", text[max(start, end - 40) : end])[-1]
    match = _ORGAN.search(clause.rstrip("收受办共"))
    return match is not None and not is_short_for(match["name"], organ)


def is_short_for(name: str, organ: str) -> bool:
    """Check whether a name is an organ's own, perhaps shortened: 科委 for 科学技术委员会."""
    own = iter(organ)
    return all(each in own for each in name)
