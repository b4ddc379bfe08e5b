"""Random tables, written in every format, come back cell by cell."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from report_editor.importers.readers import read_source
from report_editor.importers.readers.list_numerals import format_list_number
from tests.importers.readers import making
from tests.importers.readers.making import HEAD, ROWS, TEXT, TITLE, Rows, tables, texts

if TYPE_CHECKING:
    from collections.abc import Callable

CELLS = st.one_of(
    st.just(""),
    st.integers(0, 10**9).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.text("一二三政府信息公开（）、件〔〕《》“”abcXYZ019.", min_size=1, max_size=9),
    st.sampled_from(["00", "1,234", "22（其中修订16件）", "/", "—", "５", "=1+1", "&lt;b&gt;"]),
)


# 一、 alone in its row is the title of a section, ruled or not: some sheets hold the whole report
# within one frame. No row of the form consists of such a label alone.
ALONE = CELLS.filter(lambda text: not re.match("[一二三]{1,2}、", text))


@st.composite
def random_tables(draw: st.DrawFn) -> Rows:
    """Tables of two to eight columns; a short row's last cell spans the rest."""
    width = draw(st.integers(2, 8))
    row = st.lists(ALONE, min_size=1, max_size=1) | st.lists(CELLS, min_size=2, max_size=width)
    rows = draw(st.lists(row, min_size=2, max_size=10))
    # A full row fixes the width; an unmarked text alone in a row would be a paragraph.
    full = draw(st.lists(CELLS.filter(bool), min_size=width, max_size=width))
    return [tuple(full), *(tuple(row) for row in rows)]


def mht(page: str) -> bytes:
    return (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
        '--B\r\nContent-Type: text/html; charset="gb2312"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(page.encode("gb18030")).decode()
        + "\r\n--B--\r\n"
    ).encode()


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "clean.html": lambda rows: making.html_page(rows).encode(),
    "gbk.htm": lambda rows: making.html_page(rows).encode("gb18030"),
    "word.html": lambda rows: making.word_page(rows).encode(),
    "word.mht": lambda rows: mht(making.word_page(rows)),
    "report.docx": making.docx_file,
    "report.xlsx": making.xlsx_file,
    "shifted.xlsx": lambda rows: making.xlsx_file(rows, column=3),
}


@pytest.mark.parametrize("name", WRITERS)
@given(rows=random_tables())
@settings(
    max_examples=40,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_cells_come_back_as_written(name: str, rows: Rows) -> None:
    assert tables(read_source(WRITERS[name](rows), name)) == [rows]


@pytest.mark.parametrize("name", [*WRITERS, "report.pdf"])
def test_text_and_table_come_in_order(name: str) -> None:
    write = WRITERS.get(name, making.pdf_file)
    source = read_source(write(ROWS), name)
    assert tables(source) == [ROWS]
    said = [text for text in texts(source) if text != HEAD]
    assert said == [TITLE, making.HEADING, TEXT]
    assert hasattr(source.blocks[-1], "rows")


@given(rows=random_tables(), before=st.integers(1, 60))
@example(rows=[("甲", "乙"), *[("",)] * 9], before=11)
@example(rows=[("0", "0"), *[("",)] * 9, ("0", "0")], before=11)
@example(rows=[("0", "0", "0"), *[("", "", "")] * 2], before=49)
@example(rows=[("0", "1000"), ("0",), *[("0",)] * 8], before=46)
@settings(
    max_examples=40,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_a_pdf_table_comes_back_wherever_the_page_breaks(rows: Rows, before: int) -> None:
    # The last row is a full one: a frame of one cell alone on a page looks like no table.
    # No label is so long that the next row might be the rest of it, and no text stands alone in its
    # row: it might be the rest of one that filled its cell.
    assume(not any(row[0].strip() and not any(map(str.strip, row[1:])) for row in rows if row[1:]))
    plain = [tuple(_printable(cell) for cell in row) for row in [*rows, rows[0]]]
    paragraphs = [
        f"这是{format_list_number(at, 'chineseCountingThousand')}段。{TEXT}" for at in range(before)
    ]
    source = read_source(making.pdf_file(plain, paragraphs=paragraphs), "report.pdf")
    assert tables(source) == [plain]
    assert texts(source)[-before:] == paragraphs
    pages = source.dropped["页码"]
    assert source.dropped.get("页眉和页脚", 0) == (pages if pages > 1 else 0)


def _printable(cell: str) -> str:
    """Without what the tests' font cannot show."""
    return cell.replace("〔", "(").replace("〕", ")")
