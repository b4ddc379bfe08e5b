"""复制到网站: what an editor keeps of it is still the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.plain_text import make_text
from report_editor.exporters.web.site_copy import make_site_copy
from report_editor.forms import forms
from tests.exporters.web.editors_of_sites import paste

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

    MakeReport = Callable[..., Document]


def copy_of(document: Document) -> tuple[Any, str]:
    markup = make_site_copy(document, PublicationOptions()).markup
    return html.fromstring(markup), markup


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_it_says_everything_in_attributes_and_short_styles(
    make_report: MakeReport, edition: str
) -> None:
    root, _ = copy_of(make_report(edition))
    names = {name for each in root.iter() for name in each.attrib}
    assert names <= {
        "charset", "style", "align", "border", "cellspacing", "cellpadding", "width", "scope",
        "rowspan", "colspan",
    }  # fmt: skip
    assert all(len(each) < 80 for each in root.xpath("//@style"))
    for table in root.iter("table"):
        assert table.get("border") == "1"
        assert all(each.get("align") in ("left", "center") for each in table.iter("th", "td"))
        assert all(
            each.get("width").isdecimal() for each in table.xpath(".//*[@width][not(self::table)]")
        )


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_what_an_editor_leaves_has_the_merged_cells_of_the_form(
    make_report: MakeReport, edition: str
) -> None:
    document = make_report(edition)
    root = html.fromstring(paste(copy_of(document)[1], kept=("rowspan", "colspan"), is_plain=True))
    assert {each.tag for each in root.iter("th", "h2", "h3")} == set()
    for whole, table in zip(root.iter("table"), document.form.tables.values(), strict=True):
        cells = sorted(table.grid, key=lambda cell: (cell.row, cell.column))
        assert [
            (int(each.get("rowspan", 1)), int(each.get("colspan", 1)), each.text_content())
            for each in whole.iter("td")
        ] == [(cell.row_span, cell.column_span, cell.text or "0") for cell in cells]


def test_markup_in_a_text_is_text(make_report: MakeReport) -> None:
    foreign = "<script>alert(1)</script><img src=x onerror=y>\u202e&amp;"
    root, markup = copy_of(make_report(organization=foreign, texts={"overview": [foreign]}))
    assert not list(root.iter("script", "img"))
    assert "\u202e" not in markup
    assert "<script>alert(1)</script><img src=x onerror=y>&amp;" in root.text_content()


def test_an_editor_without_markup_gets_the_plain_text(make_report: MakeReport) -> None:
    document, options = make_report(texts={"overview": ["甲|乙"]}), PublicationOptions()
    copied = make_site_copy(document, options)
    assert (copied.text, copied.notes) == make_text(document, options)
