"""Workbooks of Excel 97 and before, and of WPS, are read as LibreOffice reads them."""

from __future__ import annotations

import datetime as dt
import io
import random
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits
from report_editor.importers.readers.excel import old_workbook, workbook
from report_editor.importers.readers.excel.old_records import prepare_records
from report_editor.importers.readers.excel.old_to_new import rebuild_workbook
from report_editor.importers.readers.registry import ENDINGS, find_reader, read_source
from report_editor.importers.reading import read_in_worker
from report_editor.importers.source import TableBlock
from tests.bounded_work import bounded_work
from tests.importers.libreoffice import SOFFICE, convert, needs_libreoffice
from tests.importers.readers import making
from tests.importers.readers.making import tables, texts
from tests.importers.readers.old_excel import (
    BOUNDSHEET,
    COUNTRY,
    DATE,
    EXCEL_95,
    EXCEL_97,
    FILEPASS,
    FORMULA,
    MERGED,
    MULTIPLE_BLANKS,
    NAME,
    PERCENT,
    RULED,
    OldBook,
    encrypt,
    wrap,
)

if TYPE_CHECKING:
    from report_editor.document import Document

NUMBERS = (0, 5, 1234, -3, 3.5, 7730.28, 0.1 + 0.2, 45000, 45000.5, 0.25, 1e10, 2.5e-7, 1e15, 60)
FORMATS = (
    "General", "0", "0.00", "#,##0", "0%", "0.0%", "0.00E+00", "mm-dd-yy", "h:mm", "h:mm:ss",
    "m/d/yy h:mm", "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[h]:mm:ss", "@", '0"件"', 'm"月"d"日"',
    "0.00_);[Red](0.00)", '"第"0"期"', '[$-804]yyyy"年"m"月"',
)  # fmt: skip
TEXTS = (
    "一、总体情况",
    "本年新收",
    "甲\n乙",
    "a\nb",
    "  x  ",
    "00",
    "1,234",
    "长" * 80,
    "𠮷",
    "#N/A",
)
FORMULAS = ("=1+1", '="a"&"b"', '=""', "=1/0", "=TRUE()", '=IF(1=1,"是","否")')


def random_workbook(chance: random.Random) -> bytes:
    """Return a workbook with everything that a reader looks at: cells, borders, merges, hiding."""
    book = openpyxl.Workbook()
    if chance.random() < 0.3:
        book.epoch = CALENDAR_MAC_1904
    for number in range(chance.randrange(1, 4)):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet(f"附 件{number}")
        if number and chance.random() < 0.4:
            sheet.sheet_state = chance.choice(["hidden", "veryHidden"])
        rows = range(1, chance.randrange(2, 14))
        columns = range(chance.randrange(1, 4), chance.randrange(4, 9))
        for cell in (sheet.cell(row, column) for row in rows for column in columns):
            fill(cell, chance)
        if chance.random() < 0.5:
            row, column = chance.choice(rows), chance.choice(columns)
            sheet.merge_cells(None, row, column, row + chance.randrange(3), column + 1)
        if chance.random() < 0.3:
            sheet.row_dimensions[chance.choice(rows)].hidden = True
        if chance.random() < 0.3:
            sheet.column_dimensions[get_column_letter(chance.choice(columns))].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(cell: Any, chance: random.Random) -> None:
    """Give a cell a random value, format and border, or none."""
    moment = dt.datetime(2023, 1, 30, chance.randrange(24), 5)  # noqa: DTZ001 - as workbooks have it
    values = [
        *NUMBERS,
        True,
        False,
        "#N/A",
        moment,
        chance.choice(FORMULAS),
        None,
        None,
        None,
        None,
    ]
    cell.value = chance.choice(values)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        cell.number_format = chance.choice(FORMATS)
    if chance.random() < 0.3:
        cell.value, cell.data_type = chance.choice(TEXTS), "s"
    if chance.random() < 0.6:
        side = Side(style=chance.choice(["thin", "double", "hair"]))
        edges = chance.sample(["left", "right", "top", "bottom"], chance.randrange(1, 5))
        cell.border = Border(**dict.fromkeys(edges, side))  # type: ignore[arg-type]


@needs_libreoffice
@pytest.mark.slow
def test_an_old_workbook_says_what_libreoffice_makes_of_it() -> None:
    chance = random.Random(97)  # noqa: S311 - the same workbooks each time
    given = [making.xlsx_file(), *(random_workbook(chance) for _ in range(60))]
    old = convert(given, "xlsx", "xls")
    compared = 0
    for data, new in zip(old, convert(old, "xls", "xlsx"), strict=True):
        assert find_reader(data, "去年.xls").key == "old_excel"
        try:
            expected = workbook.read(new, "去年.xls")
        except ImportProblem as problem:
            with pytest.raises(ImportProblem, match=str(problem)):
                old_workbook.read(data, "去年.xls")
            continue
        found = old_workbook.read(data, "去年.xls")
        assert (found.blocks, found.dropped) == (expected.blocks, expected.dropped)
        compared += 1
    assert compared > 50


def sample(version: int, codepage: int | None = 936, *, from_1904: bool = False) -> OldBook:
    """Return a workbook with a heading, a table, a hidden row and a hidden column."""
    book = OldBook(version, codepage, from_1904)
    book.text(0, 0, "一、总体情况")
    book.text(2, 0, "行政许可", RULED)
    book.number(2, 1, 7730.2799999999997, RULED)
    book.number(2, 2, 0.125, PERCENT)
    book.number(2, 3, 44956, DATE)
    book.blank(2, 5)
    book.text(2, 6, "隐")
    book.text(3, 0, "藏")
    book.hide_row(3)
    book.hide_column(6)
    return book


@pytest.mark.parametrize("version", [EXCEL_95, EXCEL_97])
@pytest.mark.parametrize("codepage", [936, None])
@pytest.mark.parametrize("in_container", [False, True])
def test_both_kinds_of_records_are_read(
    version: int, codepage: int | None, *, in_container: bool
) -> None:
    data = sample(version, codepage).records()
    if in_container:
        data = wrap(data, "Book" if version == EXCEL_95 else "Workbook")
    for name in ("去年.xls", "去年.et", "去年.xlsx", "去年"):
        assert find_reader(data, name).key == "old_excel"
        source = read_source(data, name)
        assert texts(source) == ["一、总体情况"]
        assert tables(source) == [[("行政许可", "7730.28", "12.5%", "2023-01-30", "")]]
        assert source.blocks[1].where == "工作表“表”第 3 行"
        assert source.dropped == {"隐藏的行和列": 2}


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    [rows] = tables(old_workbook.read(sample(EXCEL_97, from_1904=True).records(), "a.xls"))
    assert rows[0][3] == "2027-01-31"


def test_a_merged_cell_stands_once() -> None:
    book = OldBook()
    book.text(0, 0, "甲", RULED)
    book.text(0, 1, "被遮住", RULED)
    book.text(0, 2, "1", RULED)
    book.sheet.append((MERGED, struct.pack("<5H", 1, 0, 0, 0, 1)))
    assert tables(old_workbook.read(book.records(), "a.xls")) == [[("甲", "1")]]


def test_old_endings_can_be_chosen_and_content_decides() -> None:
    assert {".xls", ".xlt", ".et", ".ett"} <= set(ENDINGS)
    page, sheet = making.html_page().encode(), making.xlsx_file()
    text = "信息内容\t本年制发件数\n规章\t12\n"
    rows = [("信息内容", "本年制发件数"), ("规章", "12")]
    for data, key in ((page, "html"), (sheet, "excel"), (text.encode("gb18030"), "text")):
        assert find_reader(data, "系统导出.xls").key == key
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        assert tables(read_source(text.encode(encoding), "系统导出.xls")) == [rows]


# ---------------------------------------------------------------- encrypted, damaged, hostile


@pytest.mark.slow
def test_an_encrypted_workbook_is_a_sentence() -> None:
    data = encrypt(sample(EXCEL_97).records(), "secret")
    for each in (data, wrap(data), data[:8] + bytes(4) + struct.pack("<HH", FILEPASS, 0)):
        with pytest.raises(ImportProblem, match="密码"):
            old_workbook.read_with(None, each, "a.xls")
    with pytest.raises(ImportProblem, match="密码"):
        read_source(wrap(data), "a.xls")


@needs_libreoffice
@pytest.mark.slow
def test_a_workbook_that_is_only_protected_against_changes_is_read() -> None:
    # Excel encrypts it with this very password, which every program knows.
    data = encrypt(sample(EXCEL_97).records(), "VelvetSweatshop")
    source = old_workbook.read_with(SOFFICE, data, "a.xls")
    assert texts(source) == ["一、总体情况"]
    assert tables(source)[0][0][:2] == ("行政许可", "7730.28")


def formula(row: int, code: bytes, result: float = 0.0) -> tuple[int, bytes]:
    """Return the record of a formula in the first column."""
    return FORMULA, struct.pack("<3HdH4xH", row, 0, 0, result, 0, len(code)) + code


A1, ZERO, YEAR = b"\x44\0\0\0\xc0", b"\x1e\0\0", b"\x1e\x02\x08"
"""Parts of a formula: a cell, the numbers 0 and 2050."""


def choose(yes: bytes, no: bytes) -> bytes:
    """Return the formula ``IF(A1, yes, no)``."""
    skip = b"\x19\x08\0\0"
    return A1 + b"\x19\x02\0\0" + yes + skip + no + skip + b"\x42\x03\x01\0"


@pytest.mark.parametrize(
    "code",
    [A1 + A1 + b"\x08", choose(ZERO, A1 + A1 + b"\x08"), choose(A1, choose(A1, A1 + A1 + b"\x08"))],
)
def test_a_joined_text_that_is_0_was_never_computed(code: bytes) -> None:
    book = OldBook(sheet=[formula(1, code)])
    book.text(0, 0, "正文")
    source = old_workbook.read_with(None, book.records(), "a.xls")
    assert texts(source) == ["正文"]
    assert source.dropped == {"没有计算结果的公式": 1}


@pytest.mark.parametrize(
    "code", [ZERO, YEAR, choose(ZERO, YEAR), A1, choose(A1 + A1 + b"\x08", ZERO)]
)
def test_a_number_that_is_0_stays(code: bytes) -> None:
    book = OldBook(sheet=[formula(0, code), formula(2, A1 + A1 + b"\x08", 7.0)])
    assert texts(old_workbook.read_with(None, book.records(), "a.xls")) == ["0", "7"]


@needs_libreoffice
@pytest.mark.slow
def test_a_title_that_libreoffice_did_not_compute_is_not_lost() -> None:
    own = (Path(__file__).parents[2] / "museum" / "schema-1.xlsx").read_bytes()
    [data] = convert([own], "xlsx", "xls")
    title = texts(workbook.read(own, "a.xlsx"))[0]
    assert title.endswith("年度报告")
    assert texts(old_workbook.read_with(SOFFICE, data, "a.xls"))[0] == title
    assert old_workbook.read_with(None, data, "a.xls").dropped["没有计算结果的公式"] == 1


def test_records_that_are_not_needed_do_no_harm() -> None:
    book = sample(EXCEL_97)
    plain = old_workbook.read(book.records(), "a.xls")
    # Each name is the one before it twice: computed, the last is 2 to the power of 60 characters.
    for number in range(60):
        before = b"\x43" + struct.pack("<HH", number, 0)
        formula = before * 2 + b"\x08" if number else b"\x17\x01\x00x"
        name = f"name{number}".encode()
        head = struct.pack("<HBBH8x", 0, 0, len(name), len(formula))
        book.more.append((NAME, head + b"\0" + name + formula))
    book.more += [(COUNTRY, b""), (COUNTRY, b"\x01")]
    book.sheet += [(code, b"\x01") for code in (0x1C, 0x5D, 0xEC, 0x1B6, 0x1B8, 0x15F, 0x1B0)]
    found = old_workbook.read(book.records(), "a.xls")
    assert (found.blocks, found.dropped) == (plain.blocks, plain.dropped)


@pytest.mark.slow
def test_far_too_much_is_refused() -> None:
    row = bytes(2 * 256) + b"\xff\0"
    blanks = [(MULTIPLE_BLANKS, struct.pack("<HH", number, 0) + row) for number in range(1200)]
    cells = OldBook(sheet=blanks)
    merges = OldBook(sheet=[(MERGED, struct.pack("<5H", 1, 0, 65535, 0, 255))])
    merges.text(0, 0, "1")
    sheets = OldBook(more=[(BOUNDSHEET, struct.pack("<I2xBB", 0, 1, 0) + b"a")] * 70)
    for book, said in ((cells, "单元格"), (merges, "合并单元格"), (sheets, "工作表超过")):
        with bounded_work(), pytest.raises(ImportProblem, match=said):
            old_workbook.read(book.records(), "a.xls")


@pytest.mark.slow
def test_sheets_that_lead_back_to_the_list_of_sheets_have_an_end(tmp_path: Path) -> None:
    """In a process of its own: it once read without end."""
    sheet = sample(EXCEL_97).sheet
    listed = (BOUNDSHEET, struct.pack("<I2xBB", 0, 1, 0) + b"a")

    def read(book: OldBook) -> Document:
        (tmp_path / "a.xls").write_bytes(book.records())
        found = read_in_worker(tmp_path / "a.xls").result()
        return found.document

    assert read(OldBook(sheet=[*sheet, *[listed] * 3])) == read(OldBook(sheet=sheet))
    with pytest.raises(ImportProblem, match="已损坏"):
        read(OldBook(sheet=sheet, more=[listed]))


@pytest.mark.slow
def test_a_sheet_that_is_listed_again_and_again_counts_each_time() -> None:
    book = OldBook()
    for row in range(40_000):
        book.number(row, 0, row)
    start = book.records().index(struct.pack("<HH2H", 0x809, 8, EXCEL_97, 0x10))
    more = 50 * (4 + struct.calcsize("<I2xBB1s"))
    listed = struct.pack("<I2xBB1s", start + more, 1, 0, b"a")
    book.more = [(BOUNDSHEET, listed)] * 50
    for read in (prepare_records, rebuild_workbook):
        with bounded_work(), pytest.raises(ImportProblem, match="所有工作表的记录超过"):
            read(book.records())


@pytest.mark.slow
@pytest.mark.parametrize("version", [EXCEL_95, EXCEL_97])
def test_a_damaged_workbook_is_a_source_or_a_sentence(version: int) -> None:
    chance = random.Random(version)  # noqa: S311 - the same damage each time
    bare = sample(version).records()
    whole = wrap(bare, "Book" if version == EXCEL_95 else "Workbook")
    damaged = [whole[:end] for end in range(9, len(whole), len(whole) // 60)]
    for number in range(300):
        flipped = bytearray(whole if number % 2 else bare)
        for _ in range(chance.choice([1, 4, 40])):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        damaged.append(bytes(flipped))
    sentences = []
    for data in damaged:
        with bounded_work():
            try:
                old_workbook.read(data, "a.xls")
            except ImportProblem as problem:
                sentences.append(str(problem))
    assert 50 < len(sentences) < len(damaged)
    assert all(sentence.endswith("。") for sentence in sentences)


def test_the_sentence_of_a_damaged_one_says_what_to_do() -> None:
    with pytest.raises(ImportProblem, match=r"已损坏.*另存"):
        read_source(wrap(sample(EXCEL_97).records())[:700], "去年.xls")
    with pytest.raises(ImportProblem, match="没有内容"):
        read_source(OldBook().records(), "去年.xls")


@pytest.mark.slow
def test_ten_thousand_rows_are_read() -> None:
    book = OldBook()
    for row in range(10_000):
        for column in range(8):
            book.number(row, column, row * 10 + column)
    with bounded_work():
        source = old_workbook.read(book.records(), "a.xls")
    [block] = source.blocks
    assert isinstance(block, TableBlock)
    assert len(block.rows) == 10_000 < limits.MAX_ROWS
    assert block.rows[-1] == tuple(str(99990 + column) for column in range(8))
