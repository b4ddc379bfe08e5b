"""Workbooks, part by part: sheets, names, texts, cells, and what programs do otherwise."""

from __future__ import annotations

import pytest

from report_editor.ooxml.package import MEMORY, MEMORY_OF_READER, Package
from report_editor.ooxml.problems import OtherFormat, PackageProblem
from report_editor.ooxml.references import Position
from report_editor.ooxml.sheet import MAX_CELLS
from report_editor.ooxml.spreadsheet import Spreadsheet
from tests.bounded_work import bounded_work
from tests.ooxml.making import (
    BOOK,
    BOOK_RELATIONS,
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    package,
    relations,
    sheet,
    workbook_parts,
)

PLAIN = {"A1": "甲", "B1": "1", "A2": "乙", "B2": "2"}


def open_book(changes: dict[str, str] | None = None, memory: int = MEMORY) -> Spreadsheet:
    return Spreadsheet(Package(package({**workbook_parts(), **(changes or {})}), memory))


def cells(book: Spreadsheet) -> dict[str, str]:
    return {position.coordinate: cell.text for position, cell in book.cells("S").items()}


def cell_texts(*row: str, **changes: str) -> list[str]:
    """The texts of one row of cells."""
    changes = {**changes, SHEET: sheet(f"<row>{''.join(row)}</row>")}
    return [cell.text for cell in open_book(changes).cells("S").values()]


def replaced(part: str, old: str, new: str) -> dict[str, str]:
    text = workbook_parts()[part]
    assert old in text
    return {part: text.replace(old, new)}


def test_a_plain_workbook() -> None:
    book = open_book()
    assert cells(book) == PLAIN
    (entry,) = book.sheets
    assert (entry.name, entry.part, entry.kind, entry.state) == ("S", SHEET, "worksheet", "")
    assert book.names == {}
    assert book.properties == {}
    assert not book.is_from_1904


@pytest.mark.parametrize(
    ("state", "read"),
    [("visible", ""), ("hidden", "hidden"), ("veryHidden", "veryHidden"), ("visable", "")],
)
def test_a_state_that_nobody_knows_hides_nothing(state: str, read: str) -> None:
    book = open_book(replaced(BOOK, "sheetId=", f"state='{state}' sheetId="))
    assert book.sheets[0].state == read


def test_names_of_cells() -> None:
    def name(key: str, text: str, more: str = "") -> str:
        return f"<definedName name='{key}'{more}>{text}</definedName>"

    names = (
        name("a", "S!$B$2")
        + name("quoted", "'S'!$B$2:$C$9")
        + name("gone", "S!#REF!")
        + name("elsewhere", "T!$A$1")
        + name("two", "S!$A$1,S!$B$1")
        + name("copy", "S!$A$1", " localSheetId='0'")
        + name("constant", "5")
    )
    book = open_book(replaced(BOOK, "</sheets>", f"</sheets><definedNames>{names}</definedNames>"))
    assert book.names == {"a": ("S", Position(1, 1)), "quoted": ("S", Position(1, 1))}


def test_a_sheet_with_an_apostrophe_in_its_name() -> None:
    names = "<definedNames><definedName name='a'>'O''B'!$A$1</definedName></definedNames>"
    text = workbook_parts()[BOOK].replace("name='S'", 'name="O\'B"')
    book = open_book(
        {BOOK: text.replace("</sheets>", f"</sheets>{names}".replace("'O''B'", "'O&apos;&apos;B'"))}
    )
    assert book.names == {"a": ("O'B", Position(0, 0))}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c t='s'><v>1</v></c>", "乙"),
        ("<c t='inlineStr'><is><t>字</t></is></c>", "字"),
        ("<c t='inlineStr'><is><r><t>粗</t></r><r><t> 细</t></r></is></c>", "粗 细"),
        ("<c t='inlineStr'><is><t>字</t><rPh sb='0' eb='1'><t>zi</t></rPh></is></c>", "字"),
        ("<c t='inlineStr'><is><t>a_x000A_b_x005F_x0041_</t></is></c>", "a\nb_x0041_"),
        ("<c t='inlineStr'><is><t>_xD83D__x00_</t></is></c>", "_xD83D__x00_"),
        ("<c t='str'><f>A1</f><v>果</v></c>", "果"),
        ("<c><v>1.5000000000000002</v></c>", "1.5"),
        ("<c s='1'><v>45000</v></c>", "2023-03-15"),
        ("<c t='d'><v>2023-01-30T00:00:00</v></c>", "2023-01-30"),
        ("<c t='b'><v>1</v></c>", "TRUE"),
        ("<c t='b'><v>false</v></c>", "FALSE"),
        ("<c t='e'><v>#N/A</v></c>", "#N/A"),
        ("<c><v>2 件</v></c>", "2 件"),
        ("<c s='999'><v>3</v></c>", "3"),
    ],
)
def test_what_a_cell_holds(cell: str, text: str) -> None:
    assert cell_texts(cell) == [text]


@pytest.mark.parametrize("cell", ["<c/>", "<c t='s'/>", "<c t='s'><v/></c>", "<c t='inlineStr'/>"])
def test_a_cell_that_holds_nothing(cell: str) -> None:
    assert cell_texts(cell) == []


def test_a_formula_has_its_last_value() -> None:
    changes = {SHEET: sheet("<row><c><f>1+1</f><v>2</v></c><c><f>1+2</f></c></row>")}
    found = open_book(changes).cells("S").values()
    assert [(cell.text, cell.formula) for cell in found] == [("2", "1+1"), ("", "1+2")]


def test_dates_that_count_from_1904() -> None:
    settings = replaced(BOOK, "<sheets>", "<workbookPr date1904='1'/><sheets>")
    assert cell_texts("<c s='1'><v>43494</v></c>", **settings) == ["2023-01-30"]


@pytest.mark.parametrize(
    "rows",
    [
        ("<c t='s'><v>0</v></c><c><v>1</v></c>", "<c t='s'><v>1</v></c><c><v>2</v></c>"),
        (
            "<c t='s'><v>0</v></c><c r='B1'><v>1</v></c>",
            "<c r='A2' t='s'><v>1</v></c><c><v>2</v></c>",
        ),
        (
            "<c r='a1' t='s'><v>0</v></c><c r='b1'><v>1</v></c>",
            "<c t='s'><v>1</v></c><c><v>2</v></c>",
        ),
    ],
    ids=["none", "some", "small"],
)
def test_cells_without_a_reference_follow_each_other(rows: tuple[str, str]) -> None:
    for first in ("<row>", "<row r='1'>"):
        text = sheet(f"{first}{rows[0]}</row><row>{rows[1]}</row>")
        assert cells(open_book({SHEET: text})) == PLAIN


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='0'/>",
        "<row r='1048577'/>",
        "<row r='x'/>",
        "<row r='1'><c r='XFE1'/></row>",
        "<row r='1'><c r='A'/></row>",
        "<row><c t='s'><v>2</v></c></row>",
        "<row><c t='s'><v>-1</v></c></row>",
        "<row><c t='s'><v>x</v></c></row>",
    ],
)
def test_a_reference_to_nowhere_is_damage(rows: str) -> None:
    with pytest.raises(PackageProblem, match="损坏"):
        open_book({SHEET: sheet(rows)}).cells("S")


def test_merges_and_hidden_rows_and_columns() -> None:
    around = "<mergeCells><mergeCell ref='C3:B2'/><mergeCell ref='x'/></mergeCells>"
    text = sheet("<row hidden='true'><c><v>1</v></c></row><row/>", around).replace(
        "<sheetData>",
        "<cols><col min='2' max='3' hidden='1'/><col min='0' max='0'/></cols><sheetData>",
    )
    book = open_book({SHEET: text})
    content = book.read_sheet(book.sheets[0])
    assert [(row.number, row.is_hidden) for row in content.rows()] == [(0, True)]
    assert [*content.merges()] == [(Position(1, 1), Position(2, 2))]
    assert content.hidden_columns() == {1, 2}


@pytest.mark.slow
def test_a_million_empty_rows_cost_little() -> None:
    """Programs write them where a whole column was given a format."""
    rows = "".join(f"<row r='{number}'/>" for number in range(1, 1_000_000))
    parts = {SHEET: sheet(f"{rows}<row><c><v>1</v></c></row>")}
    book = open_book(parts, MEMORY_OF_READER)
    with bounded_work():
        assert cells(book) == {"A1000000": "1"}


def test_a_long_text_that_many_cells_share_is_refused() -> None:
    long = f"<sst xmlns='{MAIN}'><si><t>{'x' * 1_000_000}</t></si></sst>"
    cells_of_row = "<c t='s'><v>0</v></c>" * 100
    book = open_book({STRINGS: long, SHEET: sheet(f"<row>{cells_of_row}</row>")})
    with pytest.raises(PackageProblem, match="大得"):
        book.cells("S")


def test_any_number_of_hidden_ranges_costs_little() -> None:
    columns = "<col min='1' max='16383' hidden='1'/>" * 200_000
    text = sheet("").replace("<sheetData>", f"<cols>{columns}</cols><sheetData>")
    book = open_book({SHEET: text})
    with bounded_work():
        assert len(book.read_sheet(book.sheets[0]).hidden_columns()) == 16383


def test_more_cells_than_any_report_has_are_refused() -> None:
    book = open_book({SHEET: sheet(f"<row>{'<c/>' * (MAX_CELLS + 1)}</row>")})
    with pytest.raises(PackageProblem, match="单元格超过"):
        book.cells("S")


@pytest.mark.parametrize("part", [STYLES, STRINGS])
def test_parts_that_need_not_be_there(part: str) -> None:
    parts = workbook_parts()
    del parts[part]
    parts[SHEET] = sheet("<row><c t='inlineStr'><is><t>字</t></is></c></row>")
    assert cells(Spreadsheet(Package(package(parts)))) == {"A1": "字"}


def test_a_chart_has_no_cells_and_a_sheet_of_something_else_is_damage() -> None:
    chart = {SHEET: workbook_parts()[SHEET].replace("worksheet", "chartsheet")}
    with pytest.raises(PackageProblem, match="损坏"):
        open_book(chart).cells("S")
    listed = workbook_parts()[BOOK_RELATIONS].replace(
        "relationships/worksheet'", "relationships/chartsheet'"
    )
    book = open_book({SHEET: sheet("").replace("worksheet", "chartsheet"), BOOK_RELATIONS: listed})
    assert book.sheets[0].kind == "chartsheet"
    assert [*book.read_sheet(book.sheets[0]).merges()] == []


def test_a_sheet_that_is_listed_and_not_there_is_damage() -> None:
    for changes in (
        replaced(BOOK, "r:id='rId1'", "r:id='rId9'"),
        replaced(BOOK_RELATIONS, "worksheets/sheet1.xml", "worksheets/none.xml"),
    ):
        with pytest.raises(PackageProblem, match="缺少工作表“S”"):
            open_book(changes).cells("S")


def test_other_packages_are_told_apart() -> None:
    word = {"_rels/.rels": relations(("r", "officeDocument", "word/document.xml"))}
    with pytest.raises(OtherFormat):
        Spreadsheet(Package(package({**word, "word/document.xml": "<document/>"})))
    with pytest.raises(OtherFormat):
        Spreadsheet(Package(package({"a": "x"})))
    binary = {"_rels/.rels": relations(("r", "officeDocument", "xl/workbook.bin"))}
    with pytest.raises(PackageProblem, match="xlsb"):
        Spreadsheet(Package(package({**binary, "xl/workbook.bin": "x"})))
