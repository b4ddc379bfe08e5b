"""Title, organ, dates and furniture above the first section are read on pages of all kinds."""

from __future__ import annotations

import pytest

from report_editor.document import UNPLACED, Document, Field
from report_editor.importers.readers.text.plain import read
from report_editor.importers.recognition.recognise import recognise

BODY = "一、总体情况\n全年平稳。\n六、其他需要报告的事项\n无。\n"
TITLE = "平安县水务局2023年政府信息公开工作年度报告"


def report_of(front: str, body: str = BODY) -> Document:
    return recognise(read(f"{front}\n{body}".encode(), "report.txt")).document


@pytest.mark.parametrize(
    ("front", "date"),
    [
        (f"{TITLE}\n2024年01月15日来源:1\n[字体: ] 打印", "2024-01-15"),
        (f"{TITLE}\n来源：水务局办公室      时间：2024-01-15 17:01", "2024-01-15"),
        (f"{TITLE}\n时间:2024-01-15 11:18", "2024-01-15"),
        (
            f"{TITLE}\n2024-01-15 17:49:17\n平安县人民政府办公室\n字体：大中小\n{TITLE}",
            "2024-01-15",
        ),
        (f"{TITLE}\n（2024年1月15日）", "2024-01-15"),
        (
            f"{TITLE}\n • 信息来源：水务局\n • 发布日期：2024-01-15 17:32\n • 浏览次数：",
            "2024-01-15",
        ),
        (
            (
                "• 索 引 号：PA001-0101\n• 备注/文号：无\n• 公文生成日期：2024-01-08\n"
                f"{TITLE}\n发布时间：2024-01-15"
            ),
            "2024-01-15",
        ),
        (
            (
                "索引号 | PA001/2024 | 组配分类 | 公开年报 |\n"
                "发布机构 | 平安县水务局 | 发文日期 | 2024-01-15 15:47 |\n"
                f"信息名称 | {TITLE} | 内容概述 |"
            ),
            "2024-01-15",
        ),
        (f"生成日期： | 2024-01-15 | 主题分类： | 公开年报 | |\n{TITLE}", "2024-01-15"),
        (f"Page 9 - {TITLE}\nP. 9", ""),
        (f"附件1：{TITLE}", ""),
        (f"【年度报告】{TITLE}", ""),
        ("2023年政府信息公开工作年度报告\n平安县水务局\n2024年1月", ""),
        (f"{TITLE}\n发布日期：[2024-01-15]\n[ 字体：  ] [分享： ]", "2024-01-15"),
        (
            f"{TITLE}\nwww.example.cn 发布时间：2024-01-15 来源：办公室 字号：[ 大 中 小 ]",
            "2024-01-15",
        ),
        (f"{TITLE}\n字体：【大】【中】【小】  打印本页  浏览次数：12次", ""),
        (f"{TITLE}\n点击关闭详细目录信息\n访问次数：", ""),
        (f"目录名称：政府信息公开年报\n发布日期：\n{TITLE}", ""),
    ],
)
def test_what_a_site_prints_around_the_title_is_no_preamble(front: str, date: str) -> None:
    document = report_of(front)
    assert document.title == TITLE
    assert document.organization == "平安县水务局"
    assert document.field(Field.PUBLICATION_DATE) == date
    assert document.paragraphs("preamble") == ()
    assert document.paragraphs(UNPLACED) == ()


@pytest.mark.parametrize(
    ("sentence", "organ"),
    [
        ("现公布平安县水务局2023年政府信息公开工作年度报告。", "平安县水务局"),
        ("依条例编制了平安县水务局2023年度政府信息公开年报。", "平安县水务局"),
        ("现发布《平安县和顺镇2023年政府信息公开工作年度报告》。", "平安县和顺镇"),
        ("向社会公布2023年平安县水务局政府信息公开工作年度报告。", "平安县水务局"),
        ("本年度报告由平安縣水務局編制，統計期限爲2023年。", "平安縣水務局"),
        ("现公布我局2023年政府信息公开工作年度报告。", ""),
        ("现公布2023年度本单位政府信息公开工作年度报告。", ""),
        ("本报告由总体情况等六部分组成，由本机关编制。", ""),
    ],
)
def test_without_a_title_the_text_says_whose_report_it_is(sentence: str, organ: str) -> None:
    document = report_of(sentence)
    assert document.organization == organ
    assert document.paragraphs("preamble") == (sentence,)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (
            "如有疑问，请与水务局办公室联系（地址：南街1号，电话：123）。",
            "地址：南街1号，电话：123",
        ),
        ("如有疑问，请与水务局联系，联系电话：0123-4567890。", "联系电话：0123-4567890"),
        ("请联系平安县水务局，地址：南街1号，邮编：100000。", "地址：南街1号，邮编：100000"),
        (
            "请与水务局联系。联系电话：0123-456；地址：南街1号。",
            "联系电话：0123-456；地址：南街1号",
        ),
        ("联系群众，电话回访120次，走访80户。", ""),
    ],
)
def test_how_to_reach_the_organ(sentence: str, line: str) -> None:
    assert report_of(f"{TITLE}\n{sentence}").field(Field.CONTACT) == line


def test_a_date_in_characters_tells_no_year_and_stops_nothing() -> None:
    document = report_of("政府信息公开工作年度报告", f"{BODY}平安县水务局\n二〇二四年一月十七日\n")
    assert document.field(Field.PUBLICATION_DATE) == "二〇二四年一月十七日"
    assert document.organization == "平安县水务局"
    assert document.year is None


def test_an_opening_that_ends_in_a_colon_is_the_preamble() -> None:
    long = "根据《中华人民共和国政府信息公开条例》的规定，结合我局工作实际，制定本报告："
    for opening in (long, "现将有关情况报告如下："):
        assert report_of(opening).paragraphs("preamble") == (opening,)
        assert report_of(f"{TITLE}\n{opening}").paragraphs("preamble") == (opening,)


def test_a_date_in_the_text_is_not_the_date_of_publication() -> None:
    body = "一、总体情况\n时间：2023-05-01\n举办开放日。\n六、其他需要报告的事项\n无。\n"
    document = report_of(TITLE, body)
    assert document.field(Field.PUBLICATION_DATE) == ""
    assert document.paragraphs("overview") == ("时间：2023-05-01", "举办开放日。")


@pytest.mark.parametrize(
    "title",
    [
        "一、2023年政府信息公开工作的总体情况",
        "一、2023年度总体情况",
        "一、我局政府信息公开总体情况",
    ],
)
def test_a_section_is_told_by_the_end_of_its_title(title: str) -> None:
    document = report_of(TITLE, BODY.replace("一、总体情况", title))
    assert document.paragraphs("overview") == ("全年平稳。",)
    assert document.paragraphs("preamble") == ()


def test_an_organ_above_the_preamble_is_not_dropped_where_there_is_no_title() -> None:
    document = report_of("平安县水务局\n关于政府信息公开的情况\n现将有关情况报告如下。")
    assert "平安县水务局" in " ".join((document.organization, *document.paragraphs(UNPLACED)))


def test_question_marks_in_place_of_blanks_are_blanks() -> None:
    document = report_of(
        TITLE, BODY.replace("全年平稳。", "????（一）主动公开。平稳。\n??\n够吗??")
    )
    assert document.paragraphs("overview") == ("（一）主动公开。平稳。", "够吗??")


def test_an_overview_without_its_title_begins_with_its_first_topic() -> None:
    body = "现将情况报告如下。\n（一）主动公开。公开20条。\n（二）依申请公开\n没有。\n"
    table = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n规章\n1\n2\n3\n"
    found = recognise(read(f"{TITLE}\n{body}{table}".encode(), "report.txt"))
    overview = ("（一）主动公开。公开20条。", "（二）依申请公开", "没有。")
    assert found.document.paragraphs("overview") == overview
    assert found.document.paragraphs("preamble") == ("现将情况报告如下。",)
    assert any("没有“一、总体情况”这个标题" in note for note in found.notes)


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        ("无其他需要报告的事项", "无其他需要报告的事项"),
        ("没有其他需要报告的事项。", "没有其他需要报告的事项。"),
        ("其他需要报告的事项：无", "无"),
    ],
)
def test_an_answer_in_the_place_of_a_title_is_the_text(printed: str, answer: str) -> None:
    document = report_of(TITLE, f"一、总体情况\n全年平稳。\n六、{printed}\n")
    assert document.paragraphs("other_matters") == (answer,)
    assert document.paragraphs(UNPLACED) == ()


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, "首页 > 政务公开 > 政府信息公开年报"],
        ["首页 > 政务公开 > 政府信息公开年报", TITLE],
        ["政府信息公开年报 | " + TITLE],
        [f"{TITLE}-平安县人民政府"],
        ["平安县水", f"务局{TITLE.removeprefix('平安县水务局')}"],
        ["平安县水务局2023年政府信息公开工作年度报", "告"],
    ],
)
def test_a_title_is_whole_beside_a_path_or_over_two_lines(lines: list[str]) -> None:
    found = recognise(read("\n".join([*lines, "本报告依条例编制。", BODY]).encode(), "a.txt"))
    assert found.document.title == TITLE
    assert found.document.organization == "平安县水务局"
    assert found.document.paragraphs("preamble") == ("本报告依条例编制。",)
    accounted = [*found.document.paragraphs(UNPLACED), *(each.text for each in found.left_out)]
    whole = "".join("".join([TITLE, *accounted]).split())
    assert all(piece in whole for line in lines for piece in line.split() if piece not in "|>")


def test_a_name_broken_before_its_kind_is_joined() -> None:
    front = "平安县和顺镇人民\n政府2023年政府信息公开工作年度报告"
    assert report_of(front).organization == "平安县和顺镇人民政府"
