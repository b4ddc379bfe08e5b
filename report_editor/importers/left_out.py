"""Kinds of content that are left out of a source by rule, as the clerk reads them."""

from __future__ import annotations

# Of the paper.
PAGE_NUMBER = "页码"
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
TITLE = "重复的标题"
WORDS = "表头和表格文字"
PLACEHOLDER = "格式模板的填写说明"
SIGNATURE = "落款"
