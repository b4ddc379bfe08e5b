"""The web page: one file, sound in structure, in which no text of a report is markup."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.web.page import make_page
from report_editor.forms import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

    MakeReport = Callable[..., Document]

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "section", "div", "h1",
    "h2", "h3", "p", "b", "wbr", "table", "caption", "colgroup", "col", "thead", "tbody", "tr",
    "th", "td",
}  # fmt: skip
MARKUP = (
    "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "\"'&lt;&#60;&nbsp;",
    "<!--", "]]>", "</title>", "<table><tr><td>9</td></tr></table>", "\t", "\u202e", "𠮷", "�",
)  # fmt: skip


def page_of(document: Document, **options: bool) -> tuple[Any, str]:
    """Return the root of the page and its text as it is in the file."""
    data, _ = make_page(document, PublicationOptions(**options))
    return html.fromstring(data), data.decode()


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_it_is_whole_in_itself_and_runs_nothing(make_report: MakeReport, edition: str) -> None:
    root, text = page_of(make_report(edition))
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert {each.tag for each in root.iter()} <= TAGS
    names = {name for each in root.iter() for name in each.attrib}
    assert not names & {"src", "href", "style", "srcset", "action", "background", "data"}
    assert not [name for name in names if name.startswith("on")]
    style = root.find("head/style").text
    assert "url(" not in style
    assert "@import" not in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_whoever_hears_it_finds_headings_and_headers(make_report: MakeReport, edition: str) -> None:
    texts = {"preamble": ["（一）前言"], "overview": ["（一）主动公开", "公开三百条。"]}
    document = make_report(edition, texts=texts)
    root, _ = page_of(document)
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    named = {key: root.get_element_by_id(key) for key in ids}
    for each in root.xpath("//*[@aria-labelledby]"):
        assert named[each.get("aria-labelledby")].text_content()
    tables = list(root.iter("table"))
    assert len(tables) == len(document.form.tables)
    assert len({each.findtext("caption") for each in tables}) == len(tables)
    for table, form_table in zip(tables, document.form.tables.values(), strict=True):
        region = table.getparent()
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert len(table.findall("thead/tr")) == form_table.header_rows
        assert all(each.get("scope") for each in table.iter("th"))
        for cell in table.iter("td"):
            headers = [named[key] for key in cell.get("headers").split()]
            assert headers
            assert all(each.tag == "th" and each.iterancestors("table") for each in headers)


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_its_tables_are_those_of_the_form(make_report: MakeReport, edition: str) -> None:
    document = make_report(edition)
    root, _ = page_of(document)
    for table in document.form.tables.values():
        (whole,) = root.xpath(f"//table[@class='{table.key}']")
        covered: set[tuple[int, int]] = set()
        rows = list(whole.iter("tr"))
        assert len(rows) == table.grid_row_count
        for row, line in enumerate(rows):
            for cell in line:
                at = next(c for c in range(len(table.paper)) if (row, c) not in covered)
                official = table.anchors[row, at]
                assert (official.row, official.column) == (row, at)
                spans = (int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)))
                assert spans == (official.row_span, official.column_span)
                assert cell.text_content() == (official.text or "0")
                covered |= set(official.positions)


@given(
    texts=st.lists(st.lists(st.sampled_from((*MARKUP, "甲。", "（一）")), max_size=4), max_size=4)
)
@settings(max_examples=25, deadline=None)
def test_no_text_of_a_report_is_markup(make_report: MakeReport, texts: list[list[str]]) -> None:
    joined = ["".join(each) for each in texts]
    foreign = "".join(joined)
    document = make_report(
        organization=f"局{foreign}", contact=foreign, signatory=foreign, texts={"overview": joined},
        cells={"requests.new.business": foreign},
    )  # fmt: skip
    root, text = page_of(document)
    plain, _ = page_of(make_report(texts={"overview": [each and "甲" for each in joined]}))
    assert {each.tag for each in root.iter()} <= TAGS
    assert len(root.xpath("//table | //style | //title")) == len(
        plain.xpath("//table | //style | //title")
    )
    assert not re.search(r"<(script|img|!--)", text)
    assert "\u202e" not in text
    assert "\t" not in text
    shown = "".join(root.find("body").text_content().split())
    for each in joined:
        assert "".join(each.replace("\u202e", "").split()) in shown


def test_a_long_number_is_printed_smaller_and_not_torn(make_report: MakeReport) -> None:
    cells = {
        "requests.new.natural_person": "123456789012",
        "requests.new.business": "1234",
        "disclosure.fees.amount": "7730.28",
    }
    root, text = page_of(make_report(cells=cells))

    def find_class(number: str) -> str:
        (cell,) = root.xpath(f"//td[text()='{number}']")
        return str(cell.get("class"))

    assert find_class("1234") == "number"
    assert find_class("7730.28") == "number"
    small = find_class("123456789012").split()[1]
    assert f".{small} {{ font-size: {small.removeprefix('size-')}pt; }}" in text
    assert 3 <= int(small.removeprefix("size-")) <= 5


def test_a_traditional_report_says_so(make_report: MakeReport) -> None:
    root, _ = page_of(
        make_report(texts={"overview": ["本機關主動公開政府信息五百條，沒有發生洩密事件。"]})
    )
    assert root.get("lang") == "zh-Hant"
    assert "三、收到和處理政府信息公開申請情況" in root.text_content()


def test_words_of_a_title_stay_together(make_report: MakeReport) -> None:
    document = make_report(organization="某" * 200)
    root, _ = page_of(document)
    (title,) = root.iter("h1")
    assert title.text_content() == document.title
    assert [each.tail for each in title.iter("wbr")][-1].endswith("报告")


def test_a_draft_says_so(make_report: MakeReport) -> None:
    assert "草　稿" in page_of(make_report(), draft=True)[1]
    assert "草　稿" not in page_of(make_report())[1]


def test_equal_reports_give_equal_pages(make_report: MakeReport) -> None:
    assert page_of(make_report())[1] == page_of(make_report())[1]
