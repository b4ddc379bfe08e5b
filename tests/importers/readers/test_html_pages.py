"""Saved pages: what is kept, what is dropped and counted, how cells and numbers are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.html.page import read, read_page
from tests.importers.readers.making import tables, texts

if TYPE_CHECKING:
    from pathlib import Path


def page(body: str) -> list[str]:
    return texts(read_page(f"<html><body>{body}</body></html>"))


def table(body: str) -> list[tuple[str, ...]]:
    (rows,) = tables(read_page(body))
    return rows


def test_blanks_of_the_markup_are_no_text() -> None:
    assert page("<p>&nbsp;　一、<span>总体</span>\n情况&nbsp;</p><p>&nbsp;<o:p> </o:p></p>") == [
        "一、总体情况"
    ]
    assert page("<p>共 12 件,\n   10 个 and\nmore</p>") == ["共 12 件, 10 个 and more"]


def test_block_elements_and_line_breaks_make_paragraphs() -> None:
    assert page("首<div>一<p>二</p>三</div>四<br>五<pre>六\n七</pre>") == list("首一二三四五六七")


def test_lines_within_a_cell_are_joined_but_numbers_are_not() -> None:
    assert table(
        "<table><tr><td>本年新<br>制作数量<td><p>22</p><p>（其中修订16件）</p><td>1<br>2</table>"
    ) == [("本年新制作数量", "22（其中修订16件）", "1 2")]


def test_a_merged_cell_stands_once_and_a_blank_one_stays() -> None:
    assert table(
        "<table><tr><td rowspan=2>三<td>（一）<td>1<tr><td>（二）<td>&nbsp;"
        "<tr><td colspan=2>（七）<td></table>"
    ) == [("三", "（一）", "1"), ("（二）", ""), ("（七）", "")]


def test_a_number_that_was_typed_into_a_cell_is_its_number() -> None:
    row = "<tr><td>行政许可</td><td><input value='5'></td><td><input type=hidden value='7'></td>"
    assert table(f"<table>{row}</table>") == [("行政许可", "5", "")]
    source = read_page("<body><p>正文</p><p><input value='请输入关键字'><input></p></body>")
    assert [(each.kind, each.text) for each in source.left_out] == [
        ("按钮和输入框", "请输入关键字")
    ]


def test_nothing_numbered_is_left_out_as_a_menu_unless_it_is_a_link() -> None:
    source = read_page(
        "<body><p>正文</p><div class=share><p>1.公开10条。</p></div>"
        "<ul class=links><li><a>1.新闻</a><li><a>2.通知</a></ul></body>"
    )
    assert texts(source) == ["正文", "1.公开10条。"]


def test_scripts_forms_and_menus_are_dropped_and_counted() -> None:
    source = read_page(
        "<body><script>一、假</script><style>p{}</style>"
        "<ul class=nav><li><a>首页</a><li><a>政务公开</a><li><a>互动</a></ul>"
        "<div><a>首页</a> | <a>新闻</a> | <a>政策</a></div>"
        "<p>您现在的位置：首页 &gt; 公开</p>"
        "<p>正文</p><button>打印</button><select><option>A</select>"
        "<div class='footer'>主办单位:某县</div></body>"
    )
    assert texts(source) == ["正文"]
    assert source.dropped == {"脚本和样式": 2, "网站菜单和页脚": 4, "按钮和输入框": 2}


def test_a_report_inside_an_element_named_like_a_footer_is_kept() -> None:
    assert page("<div class=bottom><p>一、总体情况</p><p>正文</p></div>") == [
        "一、总体情况",
        "正文",
    ]


def test_links_within_the_text_are_kept() -> None:
    assert page("<p>见<a>甲</a>、<a>乙</a>和<a>丙</a>的公告,共三份文件供查阅。</p>") == [
        "见甲、乙和丙的公告,共三份文件供查阅。"
    ]


def test_hidden_parts_are_dropped_unless_they_are_the_page() -> None:
    hidden = '<div style="DISPLAY: none">藏</div>'
    source = read_page(f"<body>{hidden}<p>看得见的正文在这里</p></body>")
    assert texts(source) == ["看得见的正文在这里"]
    assert source.dropped == {"隐藏的内容": 1}
    assert page('<div style="display:none"><p>脚本打开的正文</p></div><p>请稍候</p>') == [
        "脚本打开的正文",
        "请稍候",
    ]


def test_hidden_cells_do_not_shift_a_row() -> None:
    assert table(
        "<table><tr><td>规章<td style='display:none'>9<td>1<tr><td>合计的说明文字<td>2</table>"
    ) == [("规章", "1"), ("合计的说明文字", "2")]


def test_layout_tables_give_up_what_is_in_them() -> None:
    source = read_page(
        "<table><tr><td>菜单<td><p>一、总体情况</p>"
        "<table><tr><td>规章<td>1<tr><td>许可<td>2</table><p>五、问题</p></table>"
    )
    assert texts(source) == ["菜单", "一、总体情况", "五、问题"]
    assert tables(source) == [[("规章", "1"), ("许可", "2")]]


def test_a_table_of_one_cell_in_a_cell_is_only_a_frame() -> None:
    assert table("<table><tr><td>规章<td><table><tr><td>5</table><tr><td>许可<td>6</table>") == [
        ("规章", "5"),
        ("许可", "6"),
    ]


def test_a_long_text_alone_in_its_row_is_a_paragraph() -> None:
    long = "二〇二三年" * 20
    source = read_page(
        f"<table><tr><td colspan=2>{long}<tr><td>规章<td>1<tr><td colspan=2>第二十条</table>"
    )
    assert texts(source) == [long]
    assert tables(source) == [[("规章", "1"), ("第二十条",)]]


def test_numbers_of_lists_are_written_out() -> None:
    assert page("<ol start=3><li>甲<li>乙</ol><ul><li>丙</ul><ol type=a><li>丁</ol>") == [
        "3.甲",
        "4.乙",
        "丙",
        "a.丁",
    ]


def test_word_markup_and_deleted_text() -> None:
    source = read_page(
        "<!--[if gte mso 9]><xml>甲</xml><![endif]--><p class=MsoNormal>"
        "<![if !supportLists]><span>1.<span>&nbsp;</span></span><![endif]>条目"
        "<del>删</del><ins>增</ins></p><div style='mso-element:header'><p>页眉</p></div>"
    )
    assert texts(source) == ["1. 条目增"]
    assert source.dropped == {"修订中已删除的文字": 1, "页眉和页脚": 1}


@pytest.mark.parametrize(
    ("coding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", "gb2312"),
        ("gb18030", ""),
        ("gb18030", "GBK"),
        ("gb18030", "utf-8"),
        ("utf-8-sig", "gb2312"),
        ("utf-16", ""),
        ("big5", "big5"),
    ],
)
def test_the_encoding_is_found_whatever_is_declared(coding: str, declared: str) -> None:
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'>"
    text = "政府信息公開工作年度報告" if coding == "big5" else "政府信息公开工作年度报告〔镕〕"
    data = f"<html><head>{meta if declared else ''}</head><p>{text}</p></html>".encode(coding)
    assert texts(read(data, "a.html")) == [text]


def test_bytes_that_mean_nothing_are_counted() -> None:
    source = read("<p>政府信息公开工作年度报告很长的一段</p>".encode() + b"\xff\xfe\xfd", "a.html")
    assert source.dropped["无法识别的字符"] >= 1
    assert texts(source)[0] == "政府信息公开工作年度报告很长的一段"


def test_a_page_without_text_says_what_to_do() -> None:
    for data in (b"<html><script>x</script></html>", b"<html></html>", b"   ", b"<!---->"):
        with pytest.raises(ImportProblem, match="粘贴报告"):
            read(data, "a.html")


@pytest.mark.parametrize("name", ["shuyang-fgj-2023.html", "shanghai-office-2019.html"])
def test_published_pages(samples: Path, name: str) -> None:
    source = read((samples / name).read_bytes(), name)
    rows = [len(each) for each in tables(source)[-3:]]
    assert rows == ([14, 28, 4] if "2023" in name else [18, 26, 4])
    assert "六、其他需要报告的事项" in texts(source)


def test_struck_and_raised_digits_are_no_part_of_a_number() -> None:
    source = read_page(
        "<table><tr><td>新收</td><td><s>9</s>5</td><td>5<sup><b>1</b></sup></td>"
        "<td><strike>2</strike>3</td></tr></table><p>面积5m<sup>2</sup></p>"
    )
    assert tables(source) == [[("新收", "5", "5¹", "3")]]
    assert texts(source) == ["面积5m²"]
    assert [each.text for each in source.left_out] == ["9", "2"]
