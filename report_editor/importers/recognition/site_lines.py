"""Read what a site prints about a document beside it: index number, issuer, dates, visits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.document import Field
from report_editor.importers.recognition.fields import CREATED, ISSUER
from report_editor.importers.recognition.folding import simplify
from report_editor.importers.recognition.metadata import (
    find_creation_date,
    find_headline_date,
    find_issuer,
    find_publication_date,
    read_title,
)

if TYPE_CHECKING:
    from report_editor.importers.recognition.source_rows import SourceRow

_LONGEST = 200
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


def read_facts(row: SourceRow, *, is_furniture: bool) -> dict[str, str]:
    """Read the facts that a row states about the page: dates of publication and creation, issuer.

    They have the names that :func:`~report_editor.importers.recognition.fields.fill_fields` knows.

    Args:
        row: Any row of the source.
        is_furniture: Whether it is the site's own, so that a bare 时间 in it is the page's.
    """
    if len(row.text) > _LONGEST:
        return {}
    date = find_publication_date(row.text) or (
        find_headline_date(row.single_text) if is_furniture else ""
    )
    facts = {
        Field.PUBLICATION_DATE: date,
        CREATED: find_creation_date(row.text),
        ISSUER: find_issuer(row.text),
    }
    return {name: text for name, text in facts.items() if text}


def is_record(row: SourceRow) -> bool:
    """Check whether a row is such as 索引号：… or 发布机构 | … | 发文日期 | …."""
    return bool(_KEY.match(simplify("|".join(row.cells)).strip("|").lstrip(_BULLETS)))


def find_title_text(row: SourceRow) -> str:
    """Return the text of a row that may be the title: all of it, or the one named in a record."""
    if row.single_text or not is_record(row):
        return row.single_text
    titles = [(cell, read_title(cell)) for cell in row.cells]
    return next((cell for cell, title in titles if title and title.year), "")
