"""The check code in the foot of the last page: where it stands, how it is tagged and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.report_parts import print_report
from report_editor.exporters.typeset.check_code_foot import SIDE, describe_check_code
from report_editor.exporters.typeset.page import HEIGHT, LEFT, PAGE_HEIGHT, TOP, Matrix
from report_editor.exporters.typeset.report import ReportLayout
from report_editor.exporters.typeset.runs import Typesetter
from tests.exporters.pdf.reading import read_tags

if TYPE_CHECKING:
    from report_editor.exporters.fonts.typefaces import Fonts
    from tests.exporters.conftest import MakeReport

LONG = {"overview": ["政府信息公开。" * 400]}
SCALE = 6
"""Dots of a picture for a point."""


def test_it_stands_on_the_last_page_alone_and_is_an_artifact(
    make_report: MakeReport, noto: Fonts
) -> None:
    report = make_report(texts=LONG)
    pdf = make_pdf(report, available=noto)
    tags, content = read_tags(pdf.data)
    line = f"核对码{compute_check_code(report)}"
    found = [
        (page, kind) for page, kind, text in content.artifacts if "".join(text.split()) == line
    ]
    assert [page for page, _ in found] == [pdf.pages - 1]
    assert "/Pagination" in found[0][1]
    assert not content.stray
    assert not any("核对码" in tag.text for tag in tags.iterate())


def test_without_the_option_nothing_is_printed(make_report: MakeReport, noto: Fonts) -> None:
    pdf = make_pdf(make_report(), PublicationOptions(check_code=False), available=noto)
    _, content = read_tags(pdf.data)
    assert not any("核对码" in text for _, _, text in content.artifacts)


def test_the_squares_are_those_of_the_code(make_report: MakeReport, noto: Fonts) -> None:
    """Each square is looked at in a picture of the page, in its middle."""
    report = make_report()
    layout = ReportLayout(report, Typesetter(noto), PublicationOptions())
    (top, matrix), *more = [
        (top, item)
        for page in layout.pages
        for top, items in page.groups
        for item in items
        if isinstance(item, Matrix)
    ]
    assert not more
    document = pypdfium2.PdfDocument(make_pdf(report, available=noto).data)
    picture = document[len(document) - 1].render(scale=SCALE, grayscale=True).to_pil()
    document.close()
    size = matrix.side / len(matrix.rows)
    for number, row in enumerate(matrix.rows):
        for at, is_dark in enumerate(row):
            x = LEFT + matrix.x + (at + 0.5) * size
            y = TOP + top + matrix.y + (number + 0.5) * size
            dot = picture.getpixel((round(x * SCALE), round(y * SCALE)))
            assert (dot < 128) == is_dark, (number, at)


def test_it_keeps_out_of_the_type_area_and_of_the_edge(
    make_report: MakeReport, noto: Fonts
) -> None:
    layout = ReportLayout(make_report(), Typesetter(noto), PublicationOptions())
    top, items = layout.pages[-1].groups[-1]
    matrix = next(item for item in items if isinstance(item, Matrix))
    assert top == HEIGHT
    assert matrix.y > 0
    assert TOP + HEIGHT + matrix.y + SIDE < PAGE_HEIGHT - 28  # what old printers leave blank


def test_the_qr_code_says_code_organ_and_year_and_no_address(make_report: MakeReport) -> None:
    report = make_report(organization="某" * 200)
    check = describe_check_code(report, print_report(report))
    assert check.content == f"{compute_check_code(report)} {'某' * 30} 2022年"
    assert len(check.modules) == len(check.modules[0]) <= 45  # a module is a third of a millimetre
    assert describe_check_code(make_report(), print_report(make_report())).content.endswith(
        "2022年"
    )


def test_a_traditional_report_says_it_in_its_characters(make_report: MakeReport) -> None:
    report = make_report(
        organization="某縣衛生健康委員會",
        texts={"overview": ["本機關嚴格執行條例，實現信息公開。"]},
    )
    assert describe_check_code(report, print_report(report)).line.startswith("核對碼 ")
