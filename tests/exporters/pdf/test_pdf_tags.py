"""What a screen reader is told: everything once, in order, with the meaning it has."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.document import Field
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.report_parts import VALUES, print_report
from report_editor.exporters.table_headers import find_headers
from report_editor.exporters.typeset.runs import remove_invisible
from report_editor.forms import form
from tests.exporters.pdf.reading import Content, Tag, read_tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts

    MakeReport = Callable[..., Document]

paragraphs = st.one_of(
    st.sampled_from(
        ["（一）主动公开", "（二）其他。全年公开12条。", "1.加强领导", "（1）细化", "一、说明"]
    ),
    st.text("政府信息公开工作，。（）“”12aé–/~\ue000 ", max_size=90),
    st.integers(1, 40).map(lambda times: "政府信息公开，" * times),
)
values = st.sampled_from(
    ["", "0", "12", "22（其中修订16件）", "1234567890123", "若干\u202e", "约十件左右的样子"]
)


def squeeze(text: str) -> str:
    """A text without blanks, with a mark for what no font shows."""
    return "".join(remove_invisible(text).split())


def list_texts(report: Document, *, signature: bool) -> list[str]:
    """Everything that a report prints, in its order."""
    printed = print_report(report)
    texts = [printed.title]
    for section in printed.sections:
        texts.append(section.heading)
        texts += [paragraph.text for paragraph in section.paragraphs]
        texts += [text for _, text in section.table.cells] if section.table else []
    closing = printed.closing
    if signature:
        seal = printed.wording.write("（盖章）")
        texts += [closing.signatory or "签发人：", closing.organization, seal]
        texts.append(closing.date or "年月日")
    elif closing.date:
        texts += [closing.organization, closing.date]
    return [squeezed for text in texts if (squeezed := squeeze(text))]


def collect_text(tag: Tag) -> str:
    return squeeze("".join(each.text for each in tag.iterate()))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_report_is_told_whole_and_in_its_order(
    make_report: MakeReport, noto: Fonts, data: st.DataObject
) -> None:
    edition = form(data.draw(st.sampled_from(["2019", "2021"])))
    few = st.lists(st.sampled_from([cell.address for cell in edition.inputs]), max_size=8)
    report = make_report(
        edition.id,
        cells={address: data.draw(values) for address in data.draw(few)},
        texts={
            section.key: data.draw(st.lists(paragraphs, max_size=5))
            for section in edition.text_sections
        },
        organization=data.draw(st.sampled_from(["", "某县人民政府", "某" * 70])),
        publication_date=data.draw(st.sampled_from(["", "2023-01-30"])),
        signatory=data.draw(st.sampled_from(["", "王某"])),
    )
    options = PublicationOptions(signature=data.draw(st.booleans()), draft=data.draw(st.booleans()))
    root, content = read_tags(make_pdf(report, options, available=noto).data)
    printed = "".join(list_texts(report, signature=options.signature))
    assert collect_text(root) == re.sub("[\ue000\ufffd]", "〓", printed)
    check_marks(content)
    check_headings(root)
    for table in root.find("Table"):
        check_grid(table)


def check_marks(content: Content) -> None:
    """Everything drawn is in a tag or an artifact, and no artifact holds text of the report."""
    assert content.stray == []
    for page, properties, text in content.artifacts:
        if "/Footer" in properties:
            assert squeeze(text) == f"—{page + 1}—"
        elif "/Watermark" in properties:
            assert squeeze(text) == "草稿"
        elif "/Layout" in properties:
            assert text == ""
        else:
            assert "/Pagination" in properties


def check_headings(root: Tag) -> None:
    """A reader who walks from heading to heading misses no level."""
    levels = [
        int(tag.role[1]) for tag in root.iterate() if tag.role in {f"H{n}" for n in range(1, 7)}
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def check_grid(table: Tag) -> None:
    """The spans of a table cover each position of a full grid once."""
    assert {child.role for child in table.children} == {"TR"}
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.children):
        column = 0
        for cell in cells.children:
            while (row, column) in covered:
                column += 1
            rows = range(row, row + int(cell.attributes.get("RowSpan", 1)))
            columns = range(column, column + int(cell.attributes.get("ColSpan", 1)))
            taken = {(at, beside) for at in rows for beside in columns}
            assert not taken & covered
            covered |= taken
    width = 1 + max(column for _, column in covered)
    assert covered == {(r, c) for r in range(len(table.children)) for c in range(width)}


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_each_number_is_told_with_its_headers(
    make_report: MakeReport, noto: Fonts, edition: str
) -> None:
    report = make_report(edition)
    root, _ = read_tags(make_pdf(report, available=noto).data)
    tables = [each.table for each in print_report(report).sections if each.table]
    for printed, table in zip(tables, root.find("Table"), strict=True):
        assert squeeze(str(table.attributes["Summary"])).endswith("情况")
        cells = [cell for row in table.children for cell in row.children]
        names = {cell.name: squeeze(cell.text) for cell in cells if cell.role == "TH"}
        assert len(names) == sum(cell.role == "TH" for cell in cells)
        assert {cell.attributes["Scope"] for cell in cells if cell.role == "TH"} <= {
            "/Row",
            "/Column",
        }
        headers = find_headers(printed.table)
        for cell, told in zip(printed.table.grid, cells, strict=True):
            assert (told.role == "TD") == (cell.role in VALUES)
            if cell.role in VALUES:
                expected = [squeeze(word.text) for word in headers[cell]]
                assert [names[name] for name in told.attributes["Headers"]] == expected


def test_what_is_repeated_on_the_next_page_is_told_once(
    make_report: MakeReport, noto: Fonts
) -> None:
    rows = ["granted", "partial", "denied_by_law", "denied_query", "unable_unclear"]
    cells = {f"requests.{row}.business": "这里误填了一段不短的文字" * 3 for row in rows}
    root, content = read_tags(make_pdf(make_report(cells=cells), available=noto).data)
    assert collect_text(root).count("申请人情况") == 1
    repeated = [
        text
        for _, kind, text in content.artifacts
        if kind == "{'/Type': pikepdf.Name(\"/Pagination\")}"
    ]
    assert "申请人情况" in repeated
    assert "三、本年度办理结果" in repeated


def test_headings_are_told_by_their_level(make_report: MakeReport, noto: Fonts) -> None:
    texts = {
        "overview": ["（一）公开", "1.政策", "有。", "（二）其他。无。"],
        "problems": ["1.问题", "无。"],
    }
    report = make_report(texts=texts, **{Field.CONTACT: "电话：123"})
    root, _ = read_tags(make_pdf(report, available=noto).data)
    told = [(tag.role, squeeze(tag.text)) for tag in root.children if tag.role != "Table"]
    assert told[0] == ("H1", report.title)
    assert told[1:6] == [
        ("H2", "一、总体情况"), ("H3", "（一）公开"), ("H4", "1.政策"), ("P", "有。"),
        ("P", "（二）其他。无。"),
    ]  # fmt: skip
    assert ("H3", "1.问题") in told
    assert told[-1] == ("P", "（电话：123）")
