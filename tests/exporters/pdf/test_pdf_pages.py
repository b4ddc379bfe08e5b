"""Where things stand on the page, measured in the finished file."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pytest

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.report_parts import print_report
from report_editor.exporters.typeset.page import Box, Tagged, list_runs
from report_editor.exporters.typeset.runs import Typesetter
from report_editor.exporters.typeset.table import TableLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts

    MakeReport = Callable[..., Document]

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = (297 - 37) * MM, 35 * MM


class Char(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float


def pages_of(data: bytes) -> Iterator[tuple[tuple[float, float], list[Char]]]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        chars = [
            Char(text.get_text_range(at, 1), *text.get_charbox(at, loose=True))
            for at in range(text.count_chars())
        ]
        yield page.get_size(), [char for char in chars if char.text.strip()]
        text.close()
        page.close()
    document.close()


def lines_of(chars: list[Char]) -> list[str]:
    lines: dict[int, list[Char]] = {}
    for char in chars:
        lines.setdefault(round(char.bottom), []).append(char)
    return [
        "".join(char.text for char in sorted(line, key=lambda each: each.left))
        for _, line in sorted(lines.items(), reverse=True)
    ]


def test_a_page_of_text_has_22_lines_of_28_characters(make_report: MakeReport, noto: Fonts) -> None:
    report = make_report(texts={"overview": ["政" * 28 * 60]})
    size, chars = list(pages_of(make_pdf(report, available=noto).data))[1]
    assert size == pytest.approx(PAGE, abs=0.01)
    body = [char for char in chars if char.text == "政"]
    per_line = Counter(round(char.bottom) for char in body)
    assert len(per_line) == 22
    assert set(per_line.values()) == {28}
    assert min(char.left for char in body) == pytest.approx(LEFT, abs=0.6)
    assert max(char.right for char in body) == pytest.approx(RIGHT, abs=0.6)
    assert max(char.top for char in body) < TOP + 6
    assert min(char.bottom for char in body) > BOTTOM
    heights = sorted(per_line)
    steps = [high - low for low, high in itertools.pairwise(heights)]
    assert sum(steps) / len(steps) == pytest.approx(225 * MM / 22, abs=0.1)


def test_both_edges_are_flush(make_report: MakeReport, noto: Fonts) -> None:
    text = "全年主动公开政府信息1136条，占98.5%；受理申请（含上年结转）21件。"
    report = make_report(texts={"overview": [text * 30]})
    _, chars = list(pages_of(make_pdf(report, available=noto).data))[1]
    lines: dict[int, list[Char]] = {}
    for char in chars:
        if char.bottom > BOTTOM:
            lines.setdefault(round(char.bottom), []).append(char)
    full = [line for line in lines.values() if "".join(char.text for char in line) in text * 30][
        :-1
    ]
    assert len(full) > 15
    for line in full:
        assert min(char.left for char in line) == pytest.approx(LEFT, abs=8.5)
        # A squeezed line is measured by its ink, and half of a mark at its end is blank.
        mark = 4 if line[-1].text in "，。；" else 0
        assert max(char.right for char in line) == pytest.approx(RIGHT, abs=8.5 + mark)


def test_page_numbers_stand_on_the_outer_side(make_report: MakeReport, noto: Fonts) -> None:
    report = make_report(texts={"overview": ["政府信息公开。" * 400]})
    pdf = make_pdf(report, PublicationOptions(check_code=False), available=noto)
    for number, (_, chars) in enumerate(pages_of(pdf.data), start=1):
        folio = [char for char in chars if char.top < BOTTOM + 2]
        assert "".join(char.text for char in folio) == f"—{number}—"
        if number % 2:
            assert folio[-1].right == pytest.approx(RIGHT - 14, abs=1.5)
        else:
            assert folio[0].left == pytest.approx(LEFT + 14, abs=1.5)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_nothing_stands_outside_the_type_area(
    make_report: MakeReport, noto: Fonts, edition: str
) -> None:
    cells = {"requests.new.business": "123456789012345", "requests.granted.total": ""}
    del cells["requests.granted.total"]
    data = make_pdf(make_report(edition, cells=cells), available=noto).data
    for _, chars in pages_of(data):
        for char in chars:
            assert LEFT - 2 < char.left < char.right < RIGHT + 9, char
            assert char.top < TOP + 6, char


def test_the_header_of_a_table_is_repeated_and_its_labels_too(
    make_report: MakeReport, noto: Fonts
) -> None:
    rows = ["granted", "partial", "denied_by_law", "denied_query", "unable_unclear"]
    cells = {f"requests.{row}.business": "这里误填了一段不短的文字" * 3 for row in rows}
    data = make_pdf(make_report(cells=cells), available=noto).data
    with_header = [
        "".join(char.text for char in chars)
        for _, chars in pages_of(data)
        if "申请人情况" in "".join(char.text for char in chars)
    ]
    assert len(with_header) >= 2
    assert all("自然人" in text and "三、本年度办理结果" in text for text in with_header)
    everything = "".join(with_header)
    assert everything.count("（七）总计") == 1
    assert everything.count("1.属于国家秘密") == 1


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("lines", [1, 8, 14, 20])
def test_a_table_is_divided_only_where_half_a_page_would_stay_empty(
    make_report: MakeReport, noto: Fonts, edition: str, lines: int
) -> None:
    report = make_report(edition, texts={"overview": ["政" * (28 * lines - 2)]})
    data = make_pdf(report, available=noto).data
    tops = []
    for _, chars in pages_of(data):
        text = "".join(char.text for char in chars)
        if "申请人情况" in text:
            tops.append(chars[text.index("申请人情况")].top)
        assert ("行政诉讼" in text) == ("复议后起诉" in text)
    assert len(tops) == 1 or tops[0] > (BOTTOM + TOP) / 2


@pytest.mark.parametrize("lines", range(12, 24))
def test_a_heading_and_the_signature_never_stand_alone(
    make_report: MakeReport, noto: Fonts, lines: int
) -> None:
    texts = {
        "problems": ["政" * (28 * lines - 2)],
        "other_matters": ["本年度未收取信息处理费。", "无其他事项。"],
    }
    pages = [
        lines_of(chars)
        for _, chars in pages_of(make_pdf(make_report(texts=texts), available=noto).data)
    ]
    for page in pages:
        assert not page[-2].startswith(("五、", "六、"))  # the last line is the page number
    last = next(page for page in pages if any("签发人" in line for line in page))
    signature = next(number for number, line in enumerate(last) if "签发人" in line)
    assert signature > 0
    assert any("盖章" in line for line in last)
    assert any("年月日" in line for line in last)


def last_lines(data: bytes) -> list[str]:
    """The line above the number of each page."""
    return [lines_of(chars)[-2] for _, chars in pages_of(data) if len(lines_of(chars)) > 1]


@pytest.mark.parametrize("lines", range(2, 30, 3))
def test_a_numbered_heading_stays_with_its_text_and_a_list_may_be_divided(
    make_report: MakeReport, noto: Fonts, lines: int
) -> None:
    overview = ["政" * (28 * lines - 2)]
    for number in range(1, 9):
        overview += [f"{number}.公开质量有待提高", "（1）细化分工", "政府" * 30]
    report = make_report(texts={"overview": overview})
    for line in last_lines(make_pdf(report, available=noto).data):
        assert not line.endswith(("有待提高", "细化分工")), line
    listed = [f"{number}.加强领导" for number in range(1, 41)]
    report = make_report(texts={"overview": ["政" * (28 * lines - 2), *listed]})
    pages = [lines_of(chars) for _, chars in pages_of(make_pdf(report, available=noto).data)]
    with_list = [page for page in pages if any("加强领导" in line for line in page)]
    full = [page for page in with_list[:-1] if page is not pages[0]]  # where the title stands
    assert all(len(page) >= 22 for page in full)


@pytest.mark.parametrize("lines", range(6, 18, 2))
@pytest.mark.parametrize("signature", [True, False])
def test_how_to_reach_the_organ_never_stands_on_a_page_of_its_own(
    make_report: MakeReport, noto: Fonts, lines: int, *, signature: bool
) -> None:
    report = make_report(
        texts={"other_matters": ["政" * (28 * lines - 2)]},
        contact="地址：洪江市岩垅乡青树村，电话：0745-7710001，电子邮箱：someone@example.com",
        publication_date="2023-01-30",
    )
    data = make_pdf(report, PublicationOptions(signature=signature), available=noto).data
    for _, chars in pages_of(data):
        page = lines_of(chars)
        if any("0745" in line for line in page):
            assert any("2023年1月30日" in line for line in page)


@pytest.mark.parametrize(
    ("table", "cell", "number"),
    [
        ("requests", "new.business", "1234567890"),
        ("proceedings", "direct_suit.upheld", "987654321"),
        ("disclosure", "fees.amount", "1234567.891234"),
    ],
)
def test_a_long_number_is_smaller_and_not_cut_in_pieces(
    make_report: MakeReport, noto: Fonts, table: str, cell: str, number: str
) -> None:
    report = make_report(cells={f"{table}.{cell}": number})
    tables = [each.table for each in print_report(report).sections if each.table]
    (printed,) = (each for each in tables if each.table.key == table)
    layout = TableLayout(printed, Typesetter(noto))
    items = layout.draw(0, layout.row_count - 1)
    texts = [text for item in items if isinstance(item, Tagged) for text in item.texts]
    runs = [run for text in texts for run in list_runs(text)]
    assert [run for run in runs if run.text == number and run.size >= 4.5]


def test_the_signature_takes_room_only_where_it_is_wanted(
    make_report: MakeReport, noto: Fonts
) -> None:
    texts = {"other_matters": ["无。"]}
    with_it, without = (
        make_pdf(make_report(texts=texts), PublicationOptions(signature=wanted), available=noto)
        for wanted in (True, False)
    )
    assert with_it.pages >= without.pages
    assert with_it.data != without.data


def find_lines(data: bytes) -> list[tuple[str, float, float]]:
    """Text, left and right edge of each line of all pages."""
    found = []
    for _, chars in pages_of(data):
        lines: dict[int, list[Char]] = {}
        for char in chars:
            lines.setdefault(round(char.bottom), []).append(char)
        for _, line in sorted(lines.items(), reverse=True):
            line.sort(key=lambda char: char.left)
            found.append(("".join(char.text for char in line), line[0].left, line[-1].right))
    return found


@pytest.mark.parametrize("organization", ["洪江市岩垅乡人民政府", "县局"])
def test_without_a_seal_organ_and_date_end_two_characters_before_the_edge(
    make_report: MakeReport, noto: Fonts, organization: str
) -> None:
    """GB/T 9704-2012, 7.3.5.2: the date begins two characters behind the organ if it fits."""
    report = make_report(organization=organization, publication_date="2023-01-30")
    lines = find_lines(make_pdf(report, PublicationOptions(signature=False), available=noto).data)
    (_, organ, organ_end), (_, date, date_end) = (
        next(line for line in reversed(lines) if line[0] == text)
        for text in (organization, "2023年1月30日")
    )
    cell = (RIGHT - LEFT) / 28
    assert max(organ_end, date_end) == pytest.approx(RIGHT - 2 * cell, abs=1)
    assert date - organ == pytest.approx(2 * cell, abs=1)


CONTACT = "地址：洪江市岩垅乡青树村，邮编：418200，电话：0745-7710001"


@pytest.mark.parametrize(
    ("preamble", "times"),
    [
        ("请与本机关联系（洪江市岩垅乡青树村，邮编：418200，０７４５－７７１０００１）。", 0),
        ("请与本机关联系（电话：0745-7710001）。", 1),
        ("本报告由乡政府编制。", 1),
    ],
)  # fmt: skip
def test_how_to_reach_the_organ_is_printed_once(
    make_report: MakeReport, noto: Fonts, preamble: str, times: int
) -> None:
    report = make_report(texts={"preamble": [preamble]}, contact=CONTACT)
    text = "".join(line for line, _, _ in find_lines(make_pdf(report, available=noto).data))
    assert text.count(f"（{CONTACT}）") == times


def list_cells(report: Document, table: str, fonts: Fonts) -> dict[str, list[tuple[float, float]]]:
    """Left and right gap of each line of each cell to its frame, by the text of the cell."""
    printed = next(
        section.table
        for section in print_report(report).sections
        if section.table and section.table.table.key == table
    )
    layout = TableLayout(printed, Typesetter(fonts))
    gaps: dict[str, list[tuple[float, float]]] = {}
    items = layout.draw(0, layout.row_count - 1)
    for box, tagged in itertools.pairwise(items):
        if isinstance(box, Box) and isinstance(tagged, Tagged):
            runs = [run for text in tagged.texts for run in list_runs(text)]
            name = "".join(run.text for run in runs)
            for _, line in itertools.groupby(runs, key=lambda run: run.y):
                first, *_, last = [*(parts := list(line)), parts[-1]]
                width = sum(
                    last.face.measure(char) * last.size + last.spacing for char in last.text
                )
                right = box.x + box.width - last.x - width + last.spacing
                gaps.setdefault(name, []).append((first.x - box.x, right))
    return gaps


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("table", ["disclosure", "requests", "proceedings"])
def test_no_label_touches_the_frame_of_its_cell(
    make_report: MakeReport, noto: Fonts, edition: str, table: str
) -> None:
    for text, lines in list_cells(make_report(edition), table, noto).items():
        for left, right in lines:
            assert min(left, right) > (2.4 if text[:1] > "9" else 1.4), text


def test_a_remark_on_a_number_takes_a_second_line_before_it_is_set_smaller(
    make_report: MakeReport, noto: Fonts
) -> None:
    text = "22（其中修订16件）"
    report = make_report(cells={"disclosure.normative_documents.made": text})
    assert len(list_cells(report, "disclosure", noto)[text]) == 2


def test_a_number_that_is_hard_to_read_is_named(make_report: MakeReport, noto: Fonts) -> None:
    cells = {"requests.new.business": "123456789012", "disclosure.fees.amount": "123456789012"}
    (note,) = (
        note
        for note in make_pdf(make_report(cells=cells), available=noto).notes
        if "印得很小" in note
    )
    assert "新收·商业企业" in note
    assert "收费" not in note


def test_signs_that_turn_the_order_of_a_line_are_left_out_and_named(
    make_report: MakeReport, noto: Fonts
) -> None:
    report = make_report(texts={"overview": ["全年\u202e公开\u2066\ufe0f信息。"]})
    pdf = make_pdf(report, available=noto)
    assert any("全年公开信息。" in line for line, _, _ in find_lines(pdf.data))
    notes = "".join(pdf.notes)
    assert all(code in notes for code in ("U+202E", "U+2066", "U+FE0F"))
