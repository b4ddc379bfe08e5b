"""Recognise the lines of a page or a site that are no part of the report."""

from __future__ import annotations

import re

from report_editor.common.plain_chinese import plain_chinese
from report_editor.importers import left_out

_LONGEST = 120
"""Characters of the longest line that can be noise."""

_PAGE = re.compile(
    r"[-—–·\s]+[0-9]{1,3}[-—–·\s]+|第\s*[0-9]{1,3}\s*页(?:\s*[,/]?\s*共\s*[0-9]{1,3}\s*页)?"
    r"|[0-9]{1,3}\s*/\s*[0-9]{1,3}\s*页?|P\.\s*[0-9]{1,3}"
)
_SITE = re.compile(
    r"[\[【(]?(?:打印(?:本页|此页|文本)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|列表|上一页)?|收藏(?:本页)?"
    r"|分享(?:到.{0,20})?|大|中|小|字[号体]\s*:?.{0,12}|首页|网站地图|无障碍(?:浏览)?|繁[体體]版?|简体版?|适老化|长者模式"
    r"|点击(?:关闭|查看|展开|收起|下载|进入).{0,12}|智能问答|扫一扫.{0,20}|阅读全文|我要纠错|下载附件?|附件下载|正文|目录)[\]】)]?"
    r"(?:\s*[\[【(]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|大|中|小|返回|收藏)[\]】)]?)*"
    r"|(?:上|下)一[篇条页](?:\s*:.*)?|(?:您的?|你的?)?(?:当前|现在)(?:所在)?(?:的)?位置.*"
    r"|(?:浏览|访问|阅读|点击)(?:次数|量|数)\s*:?\s*[0-9]*\s*次?|责任编辑\s*:?.*|版权所有.*"
    r"|.*(?:ICP备|公网安备)[0-9\s].*|网站标识码.*|(?:主办|承办|主管)(?:单位|机构)?\s*:.*"
    r"|(?:信息|文章|稿件|内容)?来源\s*:.{0,100}|作者\s*:.{0,20}"
)
_BUTTONS = re.compile(
    r"(?:(?:选择)?(?:阅读)?字[体号](?:大小)?|分享到?|打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏(?:本页)?"
    r"|大|中|小|(?:浏览|阅读|访问|点击)(?:次数|量|数)?:?[0-9]*次?)(?::|\|)*"
)
_BRACKETS = re.compile(r"[\[\]【】()\s]")
_PLACEHOLDER = re.compile(r"\(文字描述[^()]*\)")
_META = re.compile(r"(?:发布|公开|发文|成文|生成|更新|公布|印发)(?:时间|日期)\s*:?\s*20[0-9]{2}")


def classify_noise(text: str) -> str:
    """Return the kind under which a line is left out; empty where it may be part of the report."""
    if len(text) > _LONGEST:
        return ""
    plain = plain_chinese(text).strip().lstrip("•●▪◆■· ")
    if _PAGE.fullmatch(plain):
        return left_out.PAGE_NUMBER
    if _META.match(plain) and "。" not in plain:
        return left_out.PUBLICATION
    if _PLACEHOLDER.fullmatch(plain):
        return left_out.PLACEHOLDER
    buttons = _BRACKETS.sub("", plain)
    is_site = _SITE.fullmatch(plain) or (buttons and not _BUTTONS.sub("", buttons))
    return left_out.SITE if is_site else ""
