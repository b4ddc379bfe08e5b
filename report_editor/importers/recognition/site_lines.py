"""Recognise the lines that a site or a page prints beside a report: records, buttons, numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import plain_chinese
from report_editor.document import Field
from report_editor.importers import left_out
from report_editor.importers.page_numbers import is_page_number
from report_editor.importers.recognition import metadata
from report_editor.importers.recognition.fields import CREATED, ISSUER
from report_editor.importers.recognition.folding import simplify
from report_editor.importers.recognition.sentences import is_numbered
from report_editor.importers.recognition.titles import read_title

if TYPE_CHECKING:
    from report_editor.importers.recognition.source_rows import SourceRow

_LONGEST_FACT = 200
"""Characters of the longest row that says when and by whom a page was published."""
_BULLETS = "•●▪◆■·○*"
_KEY = re.compile(
    r"(?:索引号|(?:备注/|发布|公文|文件)?文号|发文字号|文件编号"
    r"|(?:发布|发文|制发|公开)(?:机构|机关|单位|部门|主体|者)|责任部门"
    r"|(?:公文|文件)?(?:生成|成文|发文|发布|公开|更新|废止|失效|印发|公布|生效|实施)?(?:日期|时间)"
    r"|(?:文件)?(?:有效性|效力状态)|公开(?:形式|方式|范围|类型|类别|属性|程序|时限|目录)|目录名称"
    r"|(?:主题|组配|体裁|信息)?分类|主题词|主题导航|关键词|服务对象|(?:内容|信息)(?:概述|摘要)"
    r"|(?:信息|文件|公文)?(?:名称|标题|题名)|(?:信息|文章|稿件|内容)?来源|作者|责任编辑|编辑|审核"
    r"|(?:浏览|访问|阅读|点击)(?:次数|量|数)?|字[体号])(?=[:|]|$)"
)
_LONGEST_NOISE = 120
"""Characters of the longest line that can be noise."""

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
    """Return the kind under which a line is left out; empty where it may be part of the report.

    A numbered line and a sentence are never left out by their words.
    """
    if not text or len(text) > _LONGEST_NOISE or is_numbered(text):
        return ""
    plain = plain_chinese(text).strip().lstrip("•●▪◆■· ")
    if is_page_number(plain):
        return left_out.PAGE_NUMBER
    if _PLACEHOLDER.fullmatch(plain):
        return left_out.PLACEHOLDER
    if "。" in plain:
        return ""
    if _META.match(plain):
        return left_out.PUBLICATION
    buttons = _BRACKETS.sub("", plain)
    is_site = _SITE.fullmatch(plain) or (buttons and not _BUTTONS.sub("", buttons))
    return left_out.SITE if is_site else ""


def read_facts(row: SourceRow, *, is_furniture: bool) -> dict[str, str]:
    """Read the facts that a row states about the page: dates of publication and creation, issuer.

    They have the names that :func:`~report_editor.importers.recognition.fields.fill_fields` knows.
    In a row of the site's own a bare 时间 is the page's.
    """
    if len(row.text) > _LONGEST_FACT:
        return {}
    text = row.single_text if is_furniture else ""
    headline_date = metadata.find_headline_date(text) or metadata.find_page_date(text)
    facts = {
        Field.PUBLICATION_DATE: metadata.find_publication_date(row.text) or headline_date,
        CREATED: metadata.find_creation_date(row.text),
        ISSUER: metadata.find_issuer(row.text),
    }
    return {name: text for name, text in facts.items() if text}


def is_record(row: SourceRow) -> bool:
    """Check whether a row is such as 索引号：… or 发布机构 | … | 发文日期 | …."""
    return bool(_KEY.match(simplify("|".join(row.cells)).strip("|").lstrip(_BULLETS)))


def find_title_text(row: SourceRow) -> str:
    """Return the text of a row that may be the title: all of it, or the only cell that is one."""
    if row.single_text:
        return row.single_text
    titles = [(cell, read_title(cell)) for cell in row.cells]
    dated = [cell for cell, title in titles if title and title.year]
    return dated[0] if len(dated) == 1 else ""
