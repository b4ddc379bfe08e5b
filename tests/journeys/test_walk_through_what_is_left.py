"""F5 leads from one thing left in the texts to the next; typing or one key settles it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from report_editor.checks import Severity
from report_editor.checks.text.statements import forget_sentences
from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_cells, set_field
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from report_editor.ui.editor.pages import TextPage
from report_editor.ui.editor.text_footer import TextFooter
from report_editor.workbook.report_file import save_report
from report_editor.workspace.before_submission import list_remaining, summarise_remaining
from report_editor.workspace.opening import open_file
from tests.journeys.whole_job import LAST_YEAR, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

SHIFT = Qt.KeyboardModifier.ShiftModifier
FEE = "本年度未收取信息处理费。"
NEW, GRANTED = "requests.new.natural_person", "requests.granted.natural_person"
OVERVIEW = [
    "2022年，我镇认真公开政府信息。",
    "𠮷\u200b全年公开信息 49 条，培训 3 次。" + "长" * 3_000,
    "（二）依申请公开。",
    "2022年度，我镇未收到公民、法人或者其他组织提出的政府信息公开申请。",
    "2022年，全镇未发生因政府信息公开引起的行政复议、行政诉讼案件。",
]


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    forget_sentences()
    yield
    forget_sentences()


def begin_year(last: Document, cells: dict[str, str], path: Path) -> Path:
    """Save the report that is begun from last year's, with its tables filled in."""
    new = roll_over(last)
    raws = {cell.address: "0" for cell in new.form.inputs} | cells
    parts = {part: new.entries(part) for part in Part} | {Part.CELLS: raws}
    texts = {key: new.paragraphs(key) for key in new.text_keys}
    save_report(Document(new.form, parts=parts, texts=texts), path)
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    fields = {Field.ORGANIZATION: "青山县柳溪镇人民政府", Field.YEAR: "2022"}
    texts = {
        "preamble": ["本报告由镇政府编制，共 6 部分。"],
        "overview": OVERVIEW,
        "problems": ["问题是公开不够具体。" * 6, "改进：加强培训 2 次。"],
        "other_matters": ["无"],
    }
    parts = {Part.FIELDS: {str(key): text for key, text in fields.items()}}
    last = Document(form("2021"), parts=parts, texts=texts)
    return begin_year(last, {NEW: "8", GRANTED: "8"}, tmp_path / "柳溪镇.xlsx")


def open_report(clerk: Clerk, path: Path) -> EditorPage:
    clerk.open(path)
    assert clerk.window.editor is not None
    return clerk.window.editor


def selected(page: EditorPage) -> str:
    text = page.front
    editor = text.editor if isinstance(text, TextPage) else page.metadata.preamble
    assert editor.hasFocus()
    return editor.textCursor().selectedText()


def walk(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F5)


def test_the_walk_goes_in_the_order_of_reading_from_any_tab(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    visited = []
    for _ in range(8):
        walk(clerk)
        visited.append((page.current_key, selected(page)))
    denial = "未收到公民、法人或者其他组织提出的政府信息公开申请"
    assert visited[:7] == [
        ("basics", "6"),
        ("overview", "49"),
        ("overview", "3"),
        ("overview", denial),
        ("problems", "2"),
        ("other_matters", "无"),
        ("basics", "6"),
    ]
    assert visited[7] == visited[1]
    page.open_tab("proceedings")
    walk(clerk)
    assert page.current_key == "problems"
    QTest.mouseClick(clerk.window.status.gaps, Qt.MouseButton.LeftButton)
    assert selected(page) == "无"
    assert clerk.window.session is not None
    assert not clerk.window.session.is_dirty


def test_typing_replaces_the_number_and_one_key_confirms_another(
    clerk: Clerk, report: Path
) -> None:
    page = open_report(clerk, report)
    document, said = page.session.document, list[str]()
    page.message.connect(said.append)
    page.open_tab("requests")
    page.open_tab("overview")
    walk(clerk)
    assert "“49”是从上年带来的数字，待核实" in said[-1]
    assert "按 Ctrl+回车 确认" in said[-1]
    clerk.write("56")
    assert document.paragraphs("overview")[1] == OVERVIEW[1].replace("49", "56")
    walk(clerk)
    assert selected(page) == "3"
    text = page.page("overview")
    assert isinstance(text, TextPage)
    assert text.footer.follow.text() == "确认（Ctrl+回车）"
    before = document.paragraphs("overview")
    clerk.ctrl(Qt.Key.Key_Return)
    assert document.paragraphs("overview") == before
    assert {"overview:49", "overview:3"} & set(document.entries(Part.UNCONFIRMED)) == {
        "overview:49"  # it stands nowhere any more
    }
    assert said[-1].startswith("确认了“3”")
    assert text.editor.textCursor().selectedText() == ""  # the next key replaces nothing
    walk(clerk)
    assert selected(page).startswith("未收到")
    clerk.ctrl(Qt.Key.Key_Z)
    assert "overview:3" in document.entries(Part.UNCONFIRMED)


def test_a_number_is_confirmed_only_while_it_is_selected(clerk: Clerk, report: Path) -> None:
    page, said = open_report(clerk, report), list[str]()
    page.message.connect(said.append)
    page.session.check_now()
    page.open_tab("problems")
    before = page.session.document.copy()
    clerk.ctrl(Qt.Key.Key_Return)
    clerk.ctrl(Qt.Key.Key_End)
    clerk.ctrl(Qt.Key.Key_Return)
    clerk.ctrl(Qt.Key.Key_A)
    clerk.ctrl(Qt.Key.Key_Return)
    assert page.session.document == before
    assert set(said) == {"光标这里没有要改的。请按 F5 转到下一处。"}


def test_what_one_answers_for_is_not_written_from_elsewhere(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.open_tab("other_matters")
    clerk.press(Qt.Key.Key_End)
    clerk.compose("tian", "，办理提案")
    page.session.check_now()
    clerk.press(Qt.Key.Key_Home)
    clerk.ctrl(Qt.Key.Key_Return)
    assert page.session.document.paragraphs("other_matters") == ("无，办理提案",)


def test_the_denial_and_the_missing_sentence_take_one_key_each(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    document, before = page.session.document, page.session.document.copy()
    said = list[str]()
    page.message.connect(said.append)
    page.open_tab("overview")
    for _ in range(3):
        walk(clerk)
    assert "表三的" in said[-1]
    new = "收到公民、法人或者其他组织提出的政府信息公开申请8件"
    assert f"按 Ctrl+回车 改成“{new}”" in said[-1]
    clerk.ctrl(Qt.Key.Key_Return)
    assert document.paragraphs("overview")[3] == f"2023年度，我镇{new}。"
    assert new in said[-1]
    page.open_tab("proceedings")
    walk(clerk)
    walk(clerk)
    footer = page.page("other_matters").findChild(TextFooter)
    assert footer is not None
    assert FEE[:-1] in footer.offer.toolTip()  # it is seen before it is written
    assert "情况属实的，按 Ctrl+回车 写上“本年度未收取信息处理费”" in said[-1]
    clerk.ctrl(Qt.Key.Key_Return)
    assert document.paragraphs("other_matters") == (FEE,)
    assert FEE in said[-1]
    clerk.ctrl(Qt.Key.Key_Return)  # it is not written twice
    assert document.paragraphs("other_matters") == (FEE,)
    page.session.check_now()
    codes = [each.code for each in page.session.findings if each.section == "other_matters"]
    assert codes == ["narrative.template"]  # until it is confirmed
    remaining = list_remaining(document, page.session.active_findings)
    assert "待确认的句子 1 处" in summarise_remaining(remaining)
    clerk.press(Qt.Key.Key_Home, SHIFT)  # it is selected, as its finding would select it
    clerk.ctrl(Qt.Key.Key_Return)
    assert document.entries(Part.TEMPLATES) == {}
    assert said[-1].startswith(f"确认了“{FEE}”")
    clerk.ctrl(Qt.Key.Key_Z)
    assert len(document.entries(Part.TEMPLATES)) == 1
    clerk.ctrl(Qt.Key.Key_Z)
    clerk.ctrl(Qt.Key.Key_Z)
    assert document == before


def test_a_sentence_at_the_end_does_not_hold_the_walk_up(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.open_tab("other_matters")
    clerk.press(Qt.Key.Key_End)
    clerk.compose("tian", "，办理提案")
    walk(clerk)
    first = page.current_key
    walk(clerk)
    visited = {first, page.current_key}
    for _ in range(6):
        walk(clerk)
        visited.add(page.current_key)
    assert {"basics", "overview", "problems", "other_matters"} <= visited
    page.open_tab("proceedings")
    while page.current_key != "other_matters":
        walk(clerk)
    clerk.ctrl(Qt.Key.Key_Return)
    assert page.session.document.paragraphs("other_matters") == ("无，办理提案", FEE)
    text = page.page("other_matters")
    assert isinstance(text, TextPage)
    assert text.editor.textCursor().block().text() == FEE
    assert text.editor.textCursor().atEnd()


def test_an_empty_last_section_takes_the_sentence_too(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.open_tab("other_matters")
    clerk.ctrl(Qt.Key.Key_A)
    clerk.press(Qt.Key.Key_Backspace)
    page.open_tab("proceedings")
    walk(clerk)
    walk(clerk)
    assert page.current_key == "other_matters"
    clerk.ctrl(Qt.Key.Key_Return)
    assert page.session.document.paragraphs("other_matters") == (FEE,)
    clerk.ctrl(Qt.Key.Key_Z)
    assert not "".join(page.session.document.paragraphs("other_matters"))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_with_those_carried_over_the_key_asks_which_number(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.go_to_cell("requests.carried_in.natural_person")
    clerk.write("2")
    clerk.press(Qt.Key.Key_Return)
    page.session.check_now()
    page.open_tab("overview")
    text = page.page("overview")
    assert isinstance(text, TextPage)
    text.editor.setFocus()
    clerk.ctrl(Qt.Key.Key_Return)
    (menu,) = [each for each in text.editor.findChildren(QMenu) if each.isVisible()]
    assert [each.text()[-3:] for each in menu.actions()] == ["请8件", "10件"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert text.editor.paragraphs()[3].endswith("政府信息公开申请8件。")


def test_what_is_left_names_the_texts_with_an_offer(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.session.check_now()
    gaps = clerk.window.status.gaps
    assert gaps.text() == "还剩 3 处文字"
    page.open_tab("proceedings")
    walk(clerk)
    clerk.ctrl(Qt.Key.Key_Return)  # 培训 2 次
    walk(clerk)
    clerk.ctrl(Qt.Key.Key_Return)  # 信息处理费
    page.session.check_now()
    assert gaps.text() == "还剩 1 处文字"


def test_a_report_open_for_reading_is_not_changed(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.session.is_file_read_only = True
    before = page.session.document.copy()
    for _ in range(4):
        walk(clerk)
        clerk.ctrl(Qt.Key.Key_Return)
    assert page.session.document == before


@pytest.mark.slow
def test_the_three_sentences_of_the_clerks_hour(
    clerk: Clerk, samples: Path, tmp_path: Path
) -> None:
    """In traditional characters, as published: fourteen keys with the modifiers, and the number."""
    last = open_file(samples / LAST_YEAR).document
    page = open_report(clerk, begin_year(last, {NEW: "8", GRANTED: "8"}, tmp_path / "巖垅鄉.xlsx"))
    page.open_tab("proceedings")
    before, said = page.session.document.copy(), list[str]()
    page.message.connect(said.append)
    walk(clerk)
    clerk.ctrl(Qt.Key.Key_Return)
    walk(clerk)
    assert "这一部分有 2 处，一起确认" in said[-1]
    walk(clerk)
    clerk.write("56")
    walk(clerk)
    clerk.ctrl(Qt.Key.Key_Return)
    document = page.session.document
    for (section, index), words in SENTENCES.items():
        assert document.paragraphs(section)[index] == words
    for section in ("overview", "problems"):
        old, new = before.paragraphs(section), document.paragraphs(section)
        changed = {at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]}
        assert changed == {at for key, at in SENTENCES if key == section}


def test_each_empty_field_is_reached_from_the_one_before(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    document = page.session.document
    for field in (Field.ORGANIZATION, Field.YEAR):
        page.session.do(set_field(document, field, ""))
    page.open_tab("requests")
    lines = [page.metadata.line(each) for each in (Field.ORGANIZATION, Field.YEAR)]
    reached = []
    for _ in range(40):
        walk(clerk)
        reached += [at for at, line in enumerate(lines) if line.hasFocus()]
    assert reached[:4] == [0, 1, 0, 1]


def test_at_the_end_the_walk_tells_what_is_still_wrong(clerk: Clerk) -> None:
    clerk.window.commands["example"].trigger()
    clerk.wait(lambda: clerk.window.editor is not None)
    page, said = clerk.window.editor, list[str]()
    assert page is not None
    page.message.connect(said.append)
    walk(clerk)
    counts = Counter(each.severity for each in page.session.active_findings)
    assert (counts[Severity.ERROR], counts[Severity.WARNING]) == (1, 1)
    assert said[-1] == "都填完了。还有 1 处错误、1 处提醒，按 F4 查看；报送前按 F9 再看一遍。"


def read_status(clerk: Clerk) -> str:
    return clerk.window.status.currentMessage()


LEAVINGS: dict[str, Callable[[Clerk], object]] = {
    "another tab": lambda clerk: clerk.ctrl(Qt.Key.Key_PageDown),
    "other words": lambda clerk: clerk.press(Qt.Key.Key_Home),
    "typing": lambda clerk: clerk.write("63"),
    "an input method": lambda clerk: clerk.compose("liushisan", "六十三"),
    "a key that empties": lambda clerk: clerk.press(Qt.Key.Key_Backspace),
}


@pytest.mark.parametrize("leave", LEAVINGS.values(), ids=LEAVINGS)
@pytest.mark.parametrize("place", ["basics", "overview", "problems"])
def test_an_advice_on_words_goes_when_one_has_left_them(
    clerk: Clerk, report: Path, place: str, leave: Callable[[Clerk], object]
) -> None:
    page = open_report(clerk, report)
    page.open_tab("other_matters")
    walk(clerk)
    while page.current_key != place:
        walk(clerk)
    page.session.check_now()
    assert f"“{selected(page)}”" in read_status(clerk)
    leave(clerk)
    page.commit_pending()
    assert read_status(clerk) == ""
    assert not clerk.window.status.toolTip()


def test_an_advice_on_the_preamble_goes_when_one_enters_a_field(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.open_tab("other_matters")
    walk(clerk)
    while page.current_key != "basics":
        walk(clerk)
    assert "“6”" in read_status(clerk)
    page.metadata.line(Field.YEAR).setFocus()
    assert "“6”" not in read_status(clerk)


def test_on_a_table_the_walk_says_what_is_to_be_done(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    for table, blanks in (("disclosure", 3), ("proceedings", 1)):
        cells = [
            each.address
            for each in page.session.document.form.tables[table].cells
            if not each.is_total
        ]
        page.session.do(set_cells(page.session.document, dict.fromkeys(cells[:blanks], "")))
    page.open_tab("overview")
    walk(clerk)
    while page.current_key != "disclosure":
        walk(clerk)
    assert read_status(clerk).startswith("表二还差 3 格没有填，没有发生的填 0。（还有 ")
    clerk.press(Qt.Key.Key_Down)
    assert "表二" not in read_status(clerk)
    walk(clerk)
    assert read_status(clerk).startswith("表四还差 1 格没有填")
    clerk.write("5")
    clerk.press(Qt.Key.Key_Return)
    page.commit_pending()
    assert "表四" not in read_status(clerk)


def test_on_an_empty_text_the_walk_says_that_nothing_is_written(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.open_tab("problems")
    clerk.ctrl(Qt.Key.Key_A)
    clerk.press(Qt.Key.Key_Backspace)
    page.open_tab("proceedings")
    walk(clerk)
    assert page.current_key == "problems"
    heading = page.session.document.form.section("problems").heading
    assert read_status(clerk).startswith(f"“{heading}”还没有写。（还有 ")
    clerk.compose("wen", "问题")
    page.commit_pending()
    assert "还没有写" not in read_status(clerk)


def test_what_was_done_is_still_said_when_one_goes_on(clerk: Clerk, report: Path) -> None:
    """Only an advice is about a place."""
    page = open_report(clerk, report)
    page.open_tab("overview")
    walk(clerk)
    walk(clerk)
    clerk.ctrl(Qt.Key.Key_Return)
    done = read_status(clerk)
    assert done.startswith("确认了“3”")
    clerk.ctrl(Qt.Key.Key_PageUp)
    assert read_status(clerk) == done


def test_sums_of_a_table_are_not_shown_beside_a_text(clerk: Clerk, report: Path) -> None:
    page = open_report(clerk, report)
    page.open_tab("proceedings")
    clerk.ctrl(Qt.Key.Key_A)
    sums = clerk.window.status.selection
    assert sums.text()
    page.open_tab("overview")
    assert not sums.text()
    cell = page.session.document.form.tables["proceedings"].cells[0].address
    page.session.do(set_cells(page.session.document, {cell: "5"}))
    assert not sums.text()
    page.open_tab("requests")
    page.session.do(set_cells(page.session.document, {cell: "6"}))
    assert "求和" not in sums.text()
