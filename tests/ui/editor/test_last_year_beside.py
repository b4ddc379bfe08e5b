"""Last year's report beside this one: it follows, marks what differs, lends paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtTest import QTest

from report_editor.checks import check
from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.editions import plan_conversion
from report_editor.document.rollover import roll_over
from report_editor.document.unconfirmed import list_unconfirmed
from report_editor.forms import form
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.editor.last_year_numbers import LastYearNumbers, describe_growth
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.workspace.session import Session
from tests.checks.found import OLD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QTextEdit
    from pytestqt.qtbot import QtBot

    from report_editor.document import Number

CELL = "disclosure.licensing.decisions"
LAST = ["（一）全年公开49条，占12.5%。", "制度健全。", "<b>原文</b>"]


def begun_from_last_year(
    text: list[str], cells: Mapping[str, str] | None = None, **texts: list[str]
) -> Document:
    last = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.YEAR: "2024"}, Part.CELLS: cells or {CELL: "10"}},
        texts={"overview": text, **texts},
    )
    return roll_over(last)


@pytest.fixture
def beside(qtbot: QtBot) -> Callable[[Document], EditorPage]:
    """Opens a report with last year's beside it, the first text in front."""

    def open_page(document: Document) -> EditorPage:
        session = Session(document)
        page = EditorPage(session)
        session.setParent(page)
        qtbot.addWidget(page)
        page.resize(1366, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.panels.show_writing(page.panels.writing.last_year)
        page.open_tab("overview")
        editor_of(page).setFocus()
        page.panels.writing.last_text.refresh()
        return page

    return open_page


def editor_of(page: EditorPage) -> TextPage:
    text = page.page("overview")
    assert isinstance(text, TextPage)
    return text


def marked(editor: QTextEdit) -> list[str]:
    """What is marked in an editor, without the paragraph in hand, which is marked all across."""
    wide = 0x06000  # QTextFormat.FullWidthSelection
    return [
        each.cursor.selectedText()  # type: ignore[attr-defined]
        for each in editor.extraSelections()
        if not each.format.boolProperty(wide)  # type: ignore[attr-defined]
    ]


def in_hand(page: EditorPage) -> str:
    return page.panels.writing.last_text.text.textCursor().block().text()


def test_changed_numbers_and_words_are_marked_whole(
    beside: Callable[[Document], EditorPage],
) -> None:
    document = begun_from_last_year(LAST)
    changed = ["（一）全年公开53条，占13.5%。", "制度完善。", "<b>原文</b>"]
    document.apply(set_paragraphs(document, "overview", changed))
    page = beside(document)
    assert page.panels.writing.last_text.text.toPlainText().split("\n") == LAST
    assert marked(page.panels.writing.last_text.text) == ["49", "12.5%", "健全"]
    assert marked(editor_of(page).editor) == ["53", "13.5%", "完善"]
    page.panels.writing.hide()
    assert marked(editor_of(page).editor) == []


def test_it_follows_the_paragraph_in_hand(beside: Callable[[Document], EditorPage]) -> None:
    paragraphs = [
        f"（{number}）第{number}段的文字，{number * 7}件。" for number in "一二三四五六七"
    ]
    page = beside(begun_from_last_year(paragraphs))
    editor = editor_of(page).editor
    for number, paragraph in enumerate(paragraphs):
        editor.go_to_paragraph(number)
        assert in_hand(page) == paragraph
    page.open_tab("problems")
    assert page.panels.writing.last_text.text.toPlainText() == "上年没有这一部分的文字。"
    page.open_tab("requests")
    assert page.panels.writing.last_numbers.isVisible()


@pytest.mark.parametrize("height", [500, 700, 1000])
def test_the_paragraph_in_hand_is_whole_in_the_upper_part(
    beside: Callable[[Document], EditorPage], height: int
) -> None:
    """Also after the panel got another height; only the end of the text can stand lower."""
    page = beside(begun_from_last_year([f"第{at}段的文字。" * (1 + at % 7) for at in range(40)]))
    page.resize(1366, height)
    text = page.panels.writing.last_text.text

    def is_well_in_sight() -> bool:
        room, bar = text.viewport().height(), text.verticalScrollBar()
        block = text.textCursor().block()
        bounds = text.document().documentLayout().blockBoundingRect(block)
        top = round(bounds.top()) - bar.value()
        is_high = 0 <= top <= 2 * room / 3 or bar.value() == bar.maximum()
        return is_high and round(bounds.bottom()) - bar.value() <= room + 20

    assert text.verticalScrollBar().maximum() > 0
    for number in (39, 5, 6, 7, 8, 20, 3, 25, 0, 15, 39, 30):
        editor_of(page).editor.go_to_paragraph(number)
        assert is_well_in_sight()
    page.resize(1366, 450)
    assert is_well_in_sight()


def test_the_row_of_the_cell_in_hand_is_not_at_the_edge(
    beside: Callable[[Document], EditorPage],
) -> None:
    document = begun_from_last_year([])
    cells = [cell.address for cell in document.form.tables["requests"].cells if not cell.is_total]
    page = beside(begun_from_last_year([], dict.fromkeys(cells, "5")))
    table = page.panels.writing.last_numbers.table
    for address in (cells[0], cells[30], cells[31], cells[70], cells[5]):
        page.go_to_cell(address)
        rect = table.visualItemRect(table.currentItem())
        assert 0 <= rect.top() <= 2 * table.viewport().height() / 3


def test_one_key_takes_a_paragraph_over(beside: Callable[[Document], EditorPage]) -> None:
    """In an empty paragraph the next one of last year; on a changed one, its words of last year."""
    document = begun_from_last_year(["2024年公开49条。", "2024年培训3次。"])
    document.apply(set_paragraphs(document, "overview", ["2025年公开53条。"]))
    page = beside(document)
    editor = editor_of(page).editor
    editor.go_to_end(0)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    page.panels.writing.last_text.refresh()
    assert in_hand(page) == "2024年培训3次。"
    page.panels.writing.last_text.take_over()
    assert editor.paragraphs() == ("2025年公开53条。", "2025年培训3次。")
    assert [each.text for each in list_unconfirmed(document, "overview", 1)] == ["3"]
    editor.go_to_paragraph(0)
    page.panels.writing.last_text.take_over()
    assert editor.paragraphs() == ("2025年公开49条。", "2025年培训3次。")
    page.undo()
    page.undo()
    assert document.paragraphs("overview") == ("2025年公开53条。", "")


def test_into_an_empty_section_all_paragraphs_go_one_by_one(
    beside: Callable[[Document], EditorPage],
) -> None:
    document = begun_from_last_year(LAST)
    document.apply(set_paragraphs(document, "overview", []))
    page = beside(document)
    for _ in LAST:
        page.panels.writing.last_text.take_over()
        QTest.keyClick(editor_of(page).editor, Qt.Key.Key_Return)
        page.panels.writing.last_text.refresh()
    assert document.paragraphs("overview") == (*LAST, "")


def test_there_is_one_measure_of_likeness(beside: Callable[[Document], EditorPage]) -> None:
    """The panel says what the finding says: numbers do not count, nearly the same counts."""
    problems = ["存在的问题是公开的内容还不够全面，解读的形式比较单一。"]
    document = begun_from_last_year(["。".join(OLD)], problems=problems)
    changed = [
        "。".join((OLD[0].replace("专人", "专职人员"), OLD[1], "本年新写了一句完全不同的话在这里"))
    ]
    document.apply(set_paragraphs(document, "overview", changed))
    page = beside(document)
    (finding,) = [each for each in check(document) if each.code == "last_year.repeated"]
    words = page.panels.writing.last_text.likeness.text()
    assert "3 句里有 2 句" in words
    assert "占 67%" in words
    assert "整份报告占 75%" in words
    assert "占 75%" in finding.message


def test_endless_paragraphs_are_shown_whole(beside: Callable[[Document], EditorPage]) -> None:
    page = beside(begun_from_last_year(["甲乙丙丁" * 20_000]))
    assert len(page.panels.writing.last_text.text.toPlainText()) == 80_000


def numbers(page: EditorPage, address: str) -> dict[str, tuple[str, ...]]:
    page.go_to_cell(address)
    table = page.panels.writing.last_numbers.table
    rows = [
        [item.text() if (item := table.item(row, column)) else "" for column in range(5)]
        for row in range(table.rowCount())
    ]
    return {row[0]: tuple(row[1:]) for row in rows}


def test_a_blank_is_not_compared_as_if_it_were_0(beside: Callable[[Document], EditorPage]) -> None:
    last = {
        f"requests.new.{column}": "550"
        for column in ("natural_person", "business", "other_organisation")
    }
    document = begun_from_last_year([], last | {CELL: "10", "proceedings.direct_suit.upheld": "4"})
    document.apply(
        set_cells(
            document,
            {
                CELL: "7",
                "requests.new.business": "0",
                "requests.new.other_organisation": "若干",
                "disclosure.coercion.decisions": "3",
            },
        )
    )
    page = beside(document)
    cells = document.form.cells
    shown = numbers(page, CELL)
    assert shown[cells[CELL].name] == ("10", "7", "-3", "-30%")
    assert shown[cells["disclosure.coercion.decisions"].name] == ("—", "3", "", "")
    shown = numbers(page, "requests.new.business")
    assert shown[cells["requests.new.natural_person"].name] == ("550", "未填", "", "")
    assert shown[cells["requests.new.business"].name] == ("550", "0", "-550", "-100%")
    assert shown[cells["requests.new.other_organisation"].name] == ("550", "若干", "", "")
    assert shown[cells["requests.new.total"].name] == ("1650", "0（未填全）", "", "")
    shown = numbers(page, "proceedings.direct_suit.upheld")
    assert shown[cells["proceedings.direct_suit.total"].name] == ("4", "未填", "", "")


def test_cell_and_row_lead_to_each_other(beside: Callable[[Document], EditorPage]) -> None:
    cells = {f"requests.new.{each}": "5" for each in ("natural_person", "business")}
    page = beside(begun_from_last_year([], cells))
    page.go_to_cell("requests.new.business")
    table, view = page.panels.writing.last_numbers.table, page.page("requests")
    assert isinstance(view, TablePage)
    (row,) = {each.row() for each in table.selectedItems()}
    item = table.item(row, 0)
    assert item is not None
    assert item.text() == "新收·商业企业"
    table.cellClicked.emit(0, 0)
    assert view.grid.current_address() == "requests.new.natural_person"
    QTest.keyClicks(view.grid, "7")
    QTest.keyClick(view.grid.window().focusWidget(), Qt.Key.Key_Return)
    grown = table.item(0, 4)
    assert grown is not None
    assert grown.text() == "+40%"


@pytest.mark.parametrize(
    ("last", "now", "growth"),
    [
        (3, 4, ("+1", "+33.3%")),
        (0, 4, ("+4", "—")),
        (0, 0, ("0", "0%")),
        (None, 4, ("", "")),
        (8, 8, ("0", "0%")),
    ],
)
def test_growth_in_percent(
    last: Number | None, now: Number | None, growth: tuple[str, str]
) -> None:
    assert describe_growth(last, now) == growth


def test_the_outline_leads_to_a_heading(beside: Callable[[Document], EditorPage]) -> None:
    texts = ["（一）主动公开。全年公开49条。", "文字。", "（二）平台建设。", "1.网站。有一个。"]
    page = beside(begun_from_last_year(texts))
    editor = editor_of(page).editor
    editor.go_to_paragraph(2)
    page.panels.show_writing(outline := page.panels.writing.outline)
    shown = [outline.headings.list.item(row).text() for row in range(outline.headings.list.count())]
    assert shown[1:5] == [
        "一、总体情况",
        "　　（一）主动公开",
        "　　（二）平台建设",
        "　　　1.网站",
    ]
    item = outline.headings.list.currentItem()
    assert item is not None
    assert "平台建设" in item.text()
    outline.headings.search.setFocus()
    QTest.keyClicks(outline.headings.search, "1.")
    QTest.keyClick(outline.headings.search, Qt.Key.Key_Return)
    assert editor.textCursor().blockNumber() == 3
    assert page.focusWidget() is editor
    page.panels.writing.hide()
    page.panels.show_writing(outline)
    QTest.keyClick(outline.headings.search, Qt.Key.Key_Down)
    QTest.keyClick(outline.headings.search, Qt.Key.Key_Return)
    assert page.current_key == "disclosure"


@pytest.mark.parametrize("tab", ["basics", "overview", "requests"])
def test_it_follows_the_new_pages_of_another_edition(
    beside: Callable[[Document], EditorPage], tab: str
) -> None:
    document = begun_from_last_year(LAST, preamble=["上年的引言。"])
    page = beside(document)
    page.open_tab(tab)
    for edition in ("2019", "2021"):
        page.session.history.do(plan_conversion(document, form(edition))[0])
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert page.current_key == tab
        if tab == "requests":
            page.go_to_cell("requests.new.natural_person")
            continue
        editor = page.metadata.preamble if tab == "basics" else editor_of(page).editor
        editor.go_to_paragraph(0)
        page.panels.writing.last_text.refresh()
        assert in_hand(page) == ("上年的引言。" if tab == "basics" else LAST[0])


def test_a_table_without_numbers_says_that_nothing_is_to_be_compared(
    beside: Callable[[Document], EditorPage],
) -> None:
    page = beside(begun_from_last_year(LAST))
    numbers = page.panels.writing.last_numbers
    page.open_tab("requests")
    assert numbers.isVisible()
    assert numbers.none.isVisible()
    assert not numbers.table.isVisible()
    page.open_tab("disclosure")
    assert numbers.table.isVisible()
    assert not numbers.none.isVisible()


@pytest.mark.parametrize("digits", range(1, 8))
def test_names_and_numbers_are_whole_in_every_panel(
    beside: Callable[[Document], EditorPage], qtbot: QtBot, digits: int
) -> None:
    """See that growth gives way to the numbers where there is no room, percentages first."""
    document = begun_from_last_year([])
    for each_table in document.form.tables.values():
        cells = [each for each in each_table.cells if not each.is_total]
        number = "8" * digits
        document.apply(set_cells(document, {each.address: number for each in cells}))
    page = beside(document)
    numbers = LastYearNumbers(page.session)
    qtbot.addWidget(numbers)
    with qtbot.waitExposed(numbers):
        numbers.show()
    table = numbers.table
    metrics = table.fontMetrics()
    for key in document.form.tables:
        view = page.page(key)
        assert isinstance(view, TablePage)
        numbers.follow(view.grid)
        before = 0
        for width in range(250, 700, 75):  # pixels; a panel is never narrower
            numbers.resize(width, 400)
            QCoreApplication.processEvents()
            shown = [not table.isColumnHidden(each) for each in range(5)]
            assert shown[:3] == [True] * 3
            assert shown == sorted(shown, reverse=True)
            assert sum(shown) >= before
            before = sum(shown)
            assert table.horizontalScrollBar().maximum() == 0
            for row in range(table.rowCount()):
                for column in (1, 2, 3, 4):
                    item = table.item(row, column)
                    assert item is not None
                    if shown[column]:
                        needed = metrics.horizontalAdvance(item.text())
                        assert needed < table.columnWidth(column), item.text()
                item = table.item(row, 0)
                assert item is not None
                room = QRect(0, 0, table.columnWidth(0) - 6, 1000)
                flags = Qt.TextFlag.TextWordWrap
                wanted = metrics.boundingRect(room, flags, item.text())
                assert wanted.width() <= room.width()
                assert wanted.height() <= table.rowHeight(row), item.text()
        assert before == 5 or digits > 5
