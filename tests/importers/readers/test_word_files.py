"""Word files: order, merged cells, text boxes, generated numbers, tracked changes, fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.list_numerals import format_list_number
from report_editor.importers.readers.word.document import read
from tests.importers.readers.making import docx_file, tables, texts, with_parts

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.importers.source import Source

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def document(body: str, parts: dict[str, str] | None = None) -> Source:
    root = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return read(with_parts(docx_file(), {"word/document.xml": root, **(parts or {})}), "a.docx")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_the_blank_form(samples: Path) -> None:
    source = read((samples / "blank-form-2021.docx").read_bytes(), "blank.docx")
    assert [len(rows) for rows in tables(source)] == [14, 28, 4]
    assert tables(source)[1][5] == ("三、本年度办理结果", "（一）予以公开", *[""] * 7)
    assert tables(source)[2][3] == ("",) * 15
    assert texts(source)[1] == "一、总体情况"


def test_merged_cells_stand_once() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    source = document(
        "<w:tbl>"
        + row(cell("三", begin), cell("（一）"), cell("1"))
        + row(cell("", go_on), cell("（二）"), cell("2"))
        + row(cell("七", '<w:gridSpan w:val="2"/>'), cell("3"))
        + row(cell("孤", go_on), cell("甲"), cell("4"))
        + "</w:tbl>"
    )
    assert tables(source) == [
        [("三", "（一）", "1"), ("（二）", "2"), ("七", "3"), ("孤", "甲", "4")]
    ]


def test_tables_within_tables_and_content_controls() -> None:
    inner = "<w:tbl>" + row(cell("规章"), cell("1")) + row(cell("许可"), cell("2")) + "</w:tbl>"
    source = document(
        f"<w:tbl><w:tr><w:tc>{paragraph('一、')}{inner}{paragraph('五、')}</w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent>{paragraph('六、')}</w:sdtContent></w:sdt>"
    )
    assert texts(source) == ["一、", "五、", "六、"]
    assert tables(source) == [[("规章", "1"), ("许可", "2")]]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
    source = document(
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>{paragraph('后文')}"
    )
    assert texts(source) == ["正文", "框里", "后文"]


def test_tracked_changes_give_the_final_text() -> None:
    source = document(
        f"<w:p>{run('公开')}<w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        f"<w:ins>{run('13')}</w:ins>{run('件')}</w:p>"
        f"<w:moveFrom>{paragraph('旧处')}</w:moveFrom>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半')}</w:p>{paragraph('后半')}"
        f"<w:tbl>{row(cell('甲'), cell('1'))}"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('乙')}{cell('2')}</w:tr></w:tbl>"
    )
    assert texts(source) == ["公开13件", "前半后半"]
    assert tables(source) == [[("甲", "1")]]
    assert source.dropped == {"修订中已删除的文字": 3}


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        mark("begin")
        + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + mark("separate")
        + run(result)
        + mark("end")
    )


def test_fields_show_their_result_and_page_numbers_are_dropped() -> None:
    source = document(
        f"<w:p>{run('网址')}{field('HYPERLINK &quot;http://a&quot;', '某县政府网')}"
        f"{field(' PAGE ', '3')}<w:fldSimple w:instr=' NUMPAGES '>{run('5')}</w:fldSimple></w:p>"
    )
    assert texts(source) == ["网址某县政府网"]
    assert source.dropped == {"页码和目录": 2}


def test_a_field_without_end_swallows_no_more_than_its_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(document(f"<w:p>{begin}{run('代码')}</w:p>{paragraph('正文')}")) == ["正文"]


def test_line_breaks_make_paragraphs_in_text_and_are_joined_in_cells() -> None:
    broken = f"<w:p>{run('甲')}<w:r><w:br/></w:r>{run('乙')}</w:p>"
    source = document(f"{broken}<w:tbl><w:tr><w:tc>{broken}</w:tc>{cell('1')}</w:tr></w:tbl>")
    assert texts(source) == ["甲", "乙"]
    assert tables(source) == [[("甲乙", "1")]]


def test_hidden_text_headers_and_comments_are_dropped_and_counted() -> None:
    names = NAMES.replace('"', "'")
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='a' Type='x/header' Target='header1.xml'/>"
        "<Relationship Id='b' Type='x/comments' Target='comments.xml'/>"
        "<Relationship Id='c' Type='x/footnotes' Target='footnotes.xml'/>"
        "<Relationship Id='d' Type='x/image' Target='http://198.51.100.7/' TargetMode='External'/>"
        "</Relationships>"
    )
    source = document(
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>{run('见')}"
        "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        {
            "word/_rels/document.xml.rels": relations,
            "word/header1.xml": f"<w:hdr {names}>{paragraph('页眉')}</w:hdr>",
            "word/comments.xml": f"<w:comments {names}><w:comment/></w:comments>",
            "word/footnotes.xml": f"<w:footnotes {names}><w:footnote w:id='2'>"
            f"{paragraph('脚注')}</w:footnote></w:footnotes>",
        },
    )
    assert texts(source) == ["见", "脚注"]
    assert source.dropped == {"隐藏的文字": 1, "页眉和页脚": 1, "批注": 1}


def test_struck_and_raised_digits_are_no_part_of_a_number() -> None:
    source = document(
        f"<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r>{run('5')}"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
        "<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>件</w:t></w:r></w:p>"
    )
    assert texts(source) == ["5¹件"]
    assert source.dropped == {"修订中已删除的文字": 1}


def numbering(*levels: tuple[str, str]) -> dict[str, str]:
    listed = "".join(
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{style}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
        for at, (style, text) in enumerate(levels)
    )
    return {
        "word/_rels/document.xml.rels": (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            "<Relationship Id='a' Type='x/numbering' Target='numbering.xml'/></Relationships>"
        ),
        "word/numbering.xml": (
            f"<w:numbering {NAMES}><w:abstractNum w:abstractNumId='7'>{listed}</w:abstractNum>"
            "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
            "<w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'>"
            "<w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>"
        ),
    }


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(
        text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
    )


def test_numbers_that_word_generates_are_written_out() -> None:
    source = document(
        numbered("总体情况")
        + numbered("主动公开", 1)
        + numbered("平台", 2)
        + numbered("依申请", 1)
        + numbered("2023年工作", 2)
        + numbered("问题")
        + numbered("新的一级", 1)
        + numbered("改号", 0, 2)
        + numbered("无号", 0, 0),
        numbering(
            ("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")
        ),
    )
    assert texts(source) == [
        "一、总体情况",
        "（一）主动公开",
        "1.平台",
        "（二）依申请",
        "1.2023年工作",
        "二、问题",
        "（一）新的一级",
        "五、改号",
        "无号",
    ]


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 99, "99"),
        ("ideographTraditional", 2, "乙"),
        ("lowerRoman", 14, "xiv"),
        ("upperLetter", 28, "BB"),
        ("decimalZero", 3, "03"),
        ("bullet", 3, ""),
        ("somethingNew", 3, "3"),
    ],
)
def test_number_formats(style: str, number: int, text: str) -> None:
    assert format_list_number(number, style) == text


def test_an_encrypted_or_old_file_says_so() -> None:
    with pytest.raises(ImportProblem, match="密码"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx")


def test_strict_documents_are_read() -> None:
    strict = NAMES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    root = f"<w:document {strict}><w:body>{paragraph('正文')}</w:body></w:document>"
    source = read(with_parts(docx_file(), {"word/document.xml": root}), "a.docx")
    assert texts(source) == ["正文"]
