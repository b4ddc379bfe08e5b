"""Copy and paste between the grid and other programs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from report_editor.document import Document, commands
from report_editor.forms import form
from report_editor.ui.grid.block import from_html
from tests.ui.answering import press_at_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from report_editor.document import History
    from report_editor.ui.grid import TableView

    OpenGrid = Callable[..., tuple[TableView, History]]
    Press = Callable[..., None]

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NEW = "requests.new.natural_person"


def put(text: str | None = None, html: str | None = None) -> None:
    data = QMimeData()
    if text is not None:
        data.setText(text)
    if html is not None:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def paste(view: TableView, qtbot: QtBot) -> str:
    with qtbot.waitSignal(view.message) as said:
        view.paste()
    return str(said.args[0])


def test_a_rectangle_is_copied_as_text_and_as_a_table(open_grid: OpenGrid, press: Press) -> None:
    view, _ = open_grid(
        cells={NEW: "１", "requests.new.business": "2", "requests.carried_in.business": "x"}
    )
    press(view, Key.Key_Right, SHIFT)
    press(view, Key.Key_Down, SHIFT)
    press(view, Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "1\t2\n\tx"
    table = from_html(clipboard.mimeData().html())
    assert table is not None
    assert table.rows == [["1", "2"], ["", "x"]]


def test_a_merged_cell_is_copied_once(open_grid: OpenGrid, press: Press) -> None:
    view, _ = open_grid("disclosure", cells={"disclosure.licensing.decisions": "5"})
    view.go_to("disclosure.licensing.decisions")
    press(view, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "5\t\t"
    assert 'colspan="3"' in QGuiApplication.clipboard().mimeData().html()


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize("name", ["disclosure", "requests", "proceedings"])
def test_a_whole_table_copied_and_pasted_is_the_same_table(
    open_grid: OpenGrid, press: Press, qtbot: QtBot, edition: str, kind: str, name: str
) -> None:
    inputs = [cell.address for cell in form(edition).tables[name].cells if not cell.is_total]
    cells = {address: str(number) for number, address in enumerate(inputs)}
    source, filled = open_grid(name, edition=edition, cells=cells)
    press(source, Key.Key_A, CONTROL)
    press(source, Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    put(data.text()) if kind == "text" else put(html=data.html())
    target, history = open_grid(name, edition=edition)
    sheets = press_at_sheets(target, Key.Key_Escape)
    paste(target, qtbot)
    assert not sheets
    assert history.document == filled.document
    history.undo()
    assert history.document == Document(form(edition))


def test_html_is_read_before_text(open_grid: OpenGrid, qtbot: QtBot) -> None:
    view, history = open_grid()
    put("9\t9", "<table><tr><td>1</td><td>2</td></tr></table>")
    assert paste(view, qtbot) == "粘贴了 2 格。"
    assert history.document.raw(NEW) == "1"
    put("7", "<b>7</b>")
    paste(view, qtbot)
    assert history.document.raw(NEW) == "7"


@pytest.mark.parametrize("is_pasted", [True, False])
def test_what_does_not_fit_is_shown_before_and_said_after(
    open_grid: OpenGrid, qtbot: QtBot, is_pasted: bool
) -> None:
    view, history = open_grid()
    sheets = press_at_sheets(view, Key.Key_Return if is_pasted else Key.Key_Escape)
    view.go_to("requests.carried_out.other_organisation")
    put("1\t2\t3\n4\t5\t6\n")
    said = paste(view, qtbot)
    assert len(sheets) == 1
    assert history.document.raw("requests.carried_out.other_organisation") == "1" * is_pasted
    if is_pasted:
        assert said.startswith("粘贴了 1 格，有 5 处没有放进去：3、4、5等（超出了表格）；2（总计")
    else:
        assert said == "没有粘贴。"
        assert not history.is_dirty


def test_the_sheet_shows_cells_numbers_before_and_after_and_what_is_left_out(
    open_grid: OpenGrid, qtbot: QtBot
) -> None:
    view, history = open_grid(cells={"requests.carried_out.natural_person": "５ 件"})
    sheets = press_at_sheets(view, Key.Key_Return)
    put("四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t2\n别的一行\t9")
    said = paste(view, qtbot)
    (sheet,) = sheets
    rows = [
        [item.text() for column in range(3) if (item := sheet.table.item(row, column)) is not None]
        for row in range(sheet.table.rowCount())
    ]
    assert rows[0] == ["不放", "", "9（“别的一行”：这张表里没有这一行）"]
    assert rows[1] == ["结转下年·总计", "计算得 1", "原文的总计 2，按原文保留"]
    assert rows[2] == ["结转下年·自然人", "5", "1"]  # as the grid shows the old text
    assert "原文的总计 2 与计算值 1 不同，已按原文保留" in said
    assert history.document.stated("requests.carried_out.total") is not None
    history.undo()
    assert not history.is_dirty


def test_a_paste_by_labels_asks_before_it_overwrites_rows_elsewhere(
    open_grid: OpenGrid, qtbot: QtBot
) -> None:
    view, history = open_grid(cells={"requests.carried_out.natural_person": "5"})
    sheets = press_at_sheets(view, Key.Key_Escape)
    put("四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1")
    assert paste(view, qtbot) == "没有粘贴。"
    assert len(sheets) == 1
    view.go_to("requests.carried_out.natural_person")
    assert paste(view, qtbot).startswith("粘贴了 6 格，按行名放在“结转下年”")
    assert len(sheets) == 1
    assert history.document.raw("requests.carried_out.natural_person") == "1"


def test_numbers_aimed_at_a_cell_overwrite_without_a_question_but_blanks_do_not(
    open_grid: OpenGrid, qtbot: QtBot
) -> None:
    view, history = open_grid(cells={NEW: "5", "requests.new.business": "6"})
    sheets = press_at_sheets(view, Key.Key_Escape)
    put("7\t8")
    assert paste(view, qtbot) == "粘贴了 2 格。"
    assert not sheets
    put("\t9\t9")
    assert paste(view, qtbot) == "没有粘贴。"
    assert len(sheets) == 1
    assert history.document.raw(NEW) == "7"


def test_a_paste_is_one_step(open_grid: OpenGrid, qtbot: QtBot) -> None:
    view, history = open_grid(cells={NEW: "5"})
    put("1\t2\n3\t4\n")
    paste(view, qtbot)
    assert (
        history.document.sum_of(
            [
                f"requests.{row}.{column}"
                for row in ("new", "carried_in")
                for column in ("natural_person", "business")
            ]
        )
        == 10
    )
    assert history.undo_label == "粘贴"
    history.undo()
    assert history.document.raw(NEW) == "5"
    assert not history.is_dirty


def test_one_value_fills_a_selection(open_grid: OpenGrid, press: Press, qtbot: QtBot) -> None:
    view, history = open_grid()
    press(view, Key.Key_A, CONTROL)
    put("0")
    assert paste(view, qtbot) == "粘贴了 144 格，跳过 31 格不能填写的格子。"
    assert all(
        history.document.raw(each.address) == "0"
        for each in history.document.form.inputs
        if each.table == "requests"
    )


def test_text_that_is_no_number_changes_nothing(open_grid: OpenGrid, qtbot: QtBot) -> None:
    view, history = open_grid(cells={NEW: "5"})
    put("今年的工作\t总体情况")
    assert "没有粘贴" in paste(view, qtbot)
    put("=cmd|'/c calc'!A1")
    assert "没有粘贴" in paste(view, qtbot)
    assert not history.is_dirty


def test_rows_with_other_names_are_refused_in_words(open_grid: OpenGrid, qtbot: QtBot) -> None:
    view, history = open_grid()
    put("城管局\t5\n")
    assert paste(view, qtbot) == "没有粘贴：5（“城管局”：这张表里没有这一行）。"
    assert not history.is_dirty


def test_some_text_among_numbers_is_asked_about_kept_and_marked(
    open_grid: OpenGrid, qtbot: QtBot
) -> None:
    view, history = open_grid()
    sheets = press_at_sheets(view, Key.Key_Return)
    put("1\tabc\t3")
    assert paste(view, qtbot) == "粘贴了 3 格，其中 1 格不是数，已经标出。"
    assert history.document.raw("requests.new.business") == "abc"
    assert len(sheets) == 1


def test_a_word_before_numbers_that_would_shift_them_is_asked_about(
    open_grid: OpenGrid, qtbot: QtBot
) -> None:
    view, history = open_grid()
    sheets = press_at_sheets(view, Key.Key_Escape)
    put("New requests\t5\t1\t2\t3\t4")
    assert paste(view, qtbot) == "没有粘贴。"
    assert len(sheets) == 1
    assert not history.is_dirty


def test_numbers_that_reach_other_rows_are_asked_about_where_they_overwrite(
    open_grid: OpenGrid, qtbot: QtBot
) -> None:
    view, history = open_grid(cells={"requests.carried_in.natural_person": "9"})
    sheets = press_at_sheets(view, Key.Key_Escape)
    put("1\t2\n3\t4\n")
    assert paste(view, qtbot) == "没有粘贴。"
    assert len(sheets) == 1
    assert not history.is_dirty


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "剪贴板里没有可以粘贴的文字。"),
        ("1\t" * 500, "剪贴板里的内容太多，不像这张表的一部分，没有粘贴。"),
    ],
)
def test_nothing_and_too_much_are_said(
    open_grid: OpenGrid, qtbot: QtBot, text: str | None, said: str
) -> None:
    view, history = open_grid()
    put(text)
    assert paste(view, qtbot) == said
    assert not history.is_dirty


def test_cut_takes_the_numbers_along(open_grid: OpenGrid, press: Press, qtbot: QtBot) -> None:
    view, history = open_grid(cells={NEW: "5"})
    press(view, Key.Key_X, CONTROL)
    assert history.document.raw(NEW) == ""
    assert history.undo_label == "剪切"
    view.go_to("requests.new.business")
    paste(view, qtbot)
    assert history.document.raw("requests.new.business") == "5"


def test_copying_takes_what_stands_in_the_open_editor(open_grid: OpenGrid, press: Press) -> None:
    view, _ = open_grid(cells={NEW: "5"})
    press(view, "7")
    view.commit_pending()
    view.copy()
    assert QGuiApplication.clipboard().text() == "7"


def test_blanks_are_filled_with_zero_in_one_step(
    open_grid: OpenGrid, press: Press, qtbot: QtBot
) -> None:
    view, history = open_grid(cells={NEW: "5", "requests.carried_in.natural_person": "/"})
    for _ in range(2):
        press(view, Key.Key_Down, SHIFT)
    view.fill_zero_selection()
    raw = history.document.raw
    assert [raw(f"requests.{row}.natural_person") for row in ("new", "carried_in", "granted")] == [
        "5",
        "0",
        "0",
    ]
    assert raw("requests.partial.natural_person") == ""
    history.undo()
    assert not history.is_dirty
    with qtbot.waitSignal(view.message) as said:
        view.fill_zero_table()
    assert said.args == ["空白填 0。"]
    assert not any(
        history.document.parse(each.address).is_blank
        for each in history.document.form.inputs
        if each.table == "requests"
    )
    with qtbot.waitSignal(view.message) as said:
        view.fill_zero_table()
    assert said.args == ["这张表没有空白的格子。"]
    history.undo()
    assert not history.is_dirty


def test_the_sums_of_a_selection_follow_the_numbers(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "5", "requests.new.business": "2"})
    heard: list[str] = []
    view.selectionSummary.connect(heard.append)
    press(view, Key.Key_Right, SHIFT)
    assert heard[-1] == "求和 7，共 2 格"
    press(view, Key.Key_Down, SHIFT)
    assert heard[-1] == "求和 7，共 4 格；各列 5、2；各行 7、0"
    history.do(commands.set_cells(history.document, {"requests.carried_in.business": "3"}))
    assert heard[-1] == "求和 10，共 4 格；各列 5、5；各行 7、3"
    press(view, Key.Key_Right)
    assert heard[-1] == ""


def test_what_reads_a_table_is_loaded_by_the_first_paste() -> None:
    code = (
        "import sys, report_editor.ui.shell.window; print('lxml' in sys.modules);"
        "from report_editor.ui.grid.block import from_html; from_html('<table><tr><td>1');"
        "print('lxml' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]


def test_a_selection_without_blanks_says_how_many_the_table_has(
    open_grid: OpenGrid, qtbot: QtBot
) -> None:
    view, history = open_grid(cells={NEW: "7"})
    blanks = sum(each.table == "requests" for each in history.document.form.inputs) - 1
    with qtbot.waitSignal(view.message) as said:
        view.fill_zero_selection()
    words = f"选中的格子里没有空白；这张表还有 {blanks} 格空白：按 Ctrl+A 选中整张表，再按 Ctrl+0。"
    assert said.args == [words]
    assert not history.is_dirty
    view.selectAll()
    view.fill_zero_selection()
    view.go_to(NEW)
    with qtbot.waitSignal(view.message) as said:
        view.fill_zero_selection()
    assert said.args == ["这张表没有空白的格子。"]
    assert history.document.raw(NEW) == "7"
