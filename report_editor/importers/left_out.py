"""Content that is left out of a source by rule, and its kinds as the clerk reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of a source that is no part of the report."""

    kind: str
    """Reason, one of the kinds below."""
    text: str = ""
    """Text as it stood in the source; empty for what shows no text, such as a script."""
    where: str = ""
    """Its position in the source."""
    count: int = 1
    """Pieces that this entry stands for."""


def count_kinds(entries: Iterable[LeftOut]) -> dict[str, int]:
    """Return how many pieces were left out of each kind."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.kind] = counts.get(entry.kind, 0) + entry.count
    return counts


# Of the paper.
PAGE_NUMBER = "页码"
CHECK_CODE = "核对码"
PAPER = "页眉和页脚"
HEADER_ROWS = "换页后重复的表头"
PICTURES = "没有文字的图片页"

# Of a Word file or a workbook.
FIELD = "页码和目录"
COMMENT = "批注"
DELETED = "修订中已删除的文字"
HIDDEN_TEXT = "隐藏的文字"
HIDDEN_SHEET = "隐藏的工作表"
HIDDEN_ROWS = "隐藏的行和列"
UNCOMPUTED = "没有计算结果的公式"
EMPTY_SHEET = "空白的工作表"

# Of a web page.
MENU = "网站菜单和页脚"
HIDDEN = "隐藏的内容"
SCRIPT = "脚本和样式"
FORM = "按钮和输入框"
UNDECODABLE = "无法识别的字符"
SITE = "网站栏目和按钮"
PUBLICATION = "发布信息"
REPEATED = "重复的页面摘要"

# Of the report.
TOC = "目录"
HEADLINE = "没有年度的标题"
TITLE = "重复的标题"
COPY = "重复的表格"
SUBTOTAL = "表外的小计"
WORDS = "表头和表格文字"
PLACEHOLDER = "格式模板的填写说明"
SIGNATURE = "落款"
