"""A new edition of the form is a new TOML file, and nothing else.

Each made-up edition goes the whole way: begun, opened, checked, saved, exported, moved to and from,
shown in the window.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.catalogue import explain
from report_editor.checks.fixes import find_fix
from report_editor.checks.registry import RULES
from report_editor.checks.rule import is_applicable
from report_editor.checks.runner import FAILED
from report_editor.document import UNPLACED, Document, History, Part
from report_editor.document.as_json import from_json, to_json
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.compare import describe_differences
from report_editor.document.editions import convert, plan_conversion
from report_editor.document.rollover import roll_over
from report_editor.exporters.fonts.typefaces import Fonts
from report_editor.exporters.picture.collect import collect_figures
from report_editor.exporters.picture.layout import PictureLayout
from report_editor.exporters.typeset.runs import Typesetter
from report_editor.forms import Form, FormError, form, form_for_year, forms
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.editor.pages import TablePage
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes
from report_editor.workspace.formats import find_format
from report_editor.workspace.opening import open_file
from report_editor.workspace.session import Session
from tests.exporters.picture.test_layout import check as check_picture
from tests.importers.roundtrip import as_docx, as_html, as_text
from tests.importers.roundtrip.holding import check_numbers, check_text
from tests.importers.roundtrip.printed import Liberties, printed
from tests.made_up_editions import EDITIONS, FIRST_YEAR, drop_row, write_edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TEXT = (
    "{title}：{year}年收到申请3件，均已办结，未发生行政复议和行政诉讼，"
    "申请比上年增长5%，制发规范性文件2件。"
)
LEFT_OUT = {
    "row-dropped": {"disclosure.rules"},
    "row-renamed": {"narrative.proceedings", "narrative.outcome"},
    "carried-in-dropped": {"last_year.carried", "narrative.received"},
    "column-renamed": {"proceedings.too_many", "last_year.pending", "narrative.outcome"},
    "column-dropped": {"last_year.in_force", "last_year.repealed"},
    "section-renamed": {"section.problems", "year.plan", "last_year.problems"},
    "section-dropped": {"section.supervision", "requests.all_zero"},
    "table-dropped": {"narrative.proceedings", "proceedings.too_many"},
}
"""Rules that the edition has no part for."""


@pytest.fixture
def add_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Form]:
    """Adds a made-up edition to the others, as if it came with the program."""

    def add(name: str) -> Form:
        folder = tmp_path / "forms"
        key = write_edition(folder, name)
        # Named only now: the check of a window that another test left would read it too early.
        monkeypatch.setenv("REPORT_EDITOR_FORMS", str(folder))
        return form(key)

    return add


@pytest.fixture(params=EDITIONS)
def edition(add_edition: Callable[[str], Form], request: pytest.FixtureRequest) -> Form:
    return add_edition(request.param)


def fill(edition: Form, *, year: int = FIRST_YEAR, number: str = "3") -> Document:
    """A report with a number in every cell and a paragraph in every section."""
    cells = {cell.address: number for cell in edition.inputs}
    fields = {"organization": "青山县人民政府", "year": str(year)}
    texts = {each.key: [TEXT.format(title=each.title, year=year)] for each in edition.text_sections}
    return Document(edition, parts={Part.CELLS: cells, Part.FIELDS: fields}, texts=texts)


def codes(document: Document, last_year: Document | None = None) -> set[str]:
    """Return the codes of the findings; that a rule failed is not among them."""
    findings = check(document, last_year)
    failed = [each.message for each in findings if each.code == FAILED]
    assert not failed
    return {each.code for each in findings}


def words(document: Document) -> list[str]:
    """Every text of a report that a clerk wrote, wherever it stands now."""
    sections = (*(each.key for each in document.form.text_sections), UNPLACED)
    texts = [text for section in sections for text in document.paragraphs(section)]
    return [*texts, *document.entries(Part.CELLS).values()]


def test_the_edition_is_in_force_from_its_first_year(edition: Form) -> None:
    assert [each.id for each in forms()] == ["2019", "2021", edition.id]
    assert form_for_year(FIRST_YEAR - 1).id == "2021"
    assert form_for_year(FIRST_YEAR) is form_for_year(FIRST_YEAR + 9) is edition


def test_its_reports_are_checked(edition: Form) -> None:
    last = fill(edition, year=FIRST_YEAR - 1, number="40")
    assert codes(fill(edition), last)
    assert codes(Document(edition))
    older = fill(form("2021"), year=FIRST_YEAR - 1)
    assert codes(fill(edition), older)
    left_out = {code for rule in RULES if not is_applicable(rule, edition) for code in rule.codes}
    assert left_out >= LEFT_OUT.get(edition.id, set())
    assert not codes(fill(edition), last) & LEFT_OUT.get(edition.id, set())


@pytest.mark.slow
def test_a_report_on_the_form_before_it_is_moved_with_one_click(edition: Form) -> None:
    document = fill(form("2021"))
    (finding,) = [each for each in check(document) if each.code == "form.edition"]
    assert edition.name in finding.message
    fix = find_fix(document, finding)
    assert fix is not None
    change = fix.plan(document)
    document.apply(change)
    assert document.form is edition
    assert "form.edition" not in codes(document)
    document.apply(change.inverse())
    assert document == fill(form("2021"))


@pytest.mark.parametrize("number", ["〔2021〕30号", "[2021]30号", "〔2019〕60号"])
def test_the_notice_that_it_replaced_is_no_longer_cited(edition: Form, number: str) -> None:
    def basis(year: int, cited: str) -> list[str]:
        document = fill(form_for_year(year), year=year)
        text = f"依据国办公开办函{cited}编制。"
        document.apply(set_paragraphs(document, document.form.preamble.key, [text]))
        return [each.message for each in check(document) if each.code == "text.legal_basis"]

    (message,) = basis(FIRST_YEAR, number)
    assert edition.authority in message
    assert basis(FIRST_YEAR, "〔2027〕1号") == []
    assert bool(basis(FIRST_YEAR - 1, number)) == (number != "〔2021〕30号")


@pytest.mark.parametrize("way", ["to it", "from it"])
def test_moving_to_it_and_from_it_loses_nothing(edition: Form, way: str) -> None:
    source, target = (form("2021"), edition) if way == "to it" else (edition, form("2021"))
    document = fill(source)
    cells = {cell.address: f"{1000 + number}" for number, cell in enumerate(source.inputs)}
    document.apply(set_cells(document, cells))
    moved, notes = convert(document, target)
    found = "\n".join(words(moved))
    assert set(words(document)) <= {*words(moved), *re.findall("[0-9]+", found)}
    assert bool(moved.paragraphs(UNPLACED)) == bool(notes)
    assert moved.form is target
    assert describe_differences(document, document) == []
    describe_differences(document, moved)  # on two editions


def test_a_row_that_says_what_it_was_takes_its_numbers(add_edition: Callable[[str], Form]) -> None:
    edition = add_edition("row-renamed")
    moved, notes = convert(fill(form("2021"), number="7"), edition)
    assert moved.raw("proceedings.suit_after.upheld") == "7"
    assert notes == []
    again, notes = convert(moved, form("2021"))
    assert (again, notes) == (fill(form("2021"), number="7"), [])


def test_a_section_under_another_key_takes_its_text_and_what_is_to_be_confirmed(
    add_edition: Callable[[str], Form],
) -> None:
    edition = add_edition("section-renamed")
    begun = roll_over(fill(form("2021"), year=2023))
    moved, notes = convert(begun, edition)
    assert notes == []
    assert moved.paragraphs("issues") == begun.paragraphs("problems")
    assert [key for key in moved.entries(Part.UNCONFIRMED) if key.startswith("problems:")] == []
    assert moved.entries(Part.UNCONFIRMED)["issues:3"] == "3"
    assert (
        moved.entries(Part.PREVIOUS)["#text:issues"]
        == begun.entries(Part.PREVIOUS)["#text:problems"]
    )
    assert convert(moved, form("2021"))[0] == begun


def test_it_follows_the_form_before_it_and_is_followed(edition: Form) -> None:
    last = fill(form("2021"), year=2023, number="4")
    begun = roll_over(last, FIRST_YEAR)
    assert begun.form is edition
    assert codes(begun)
    carried = begun.raw("requests.carried_in.business")
    assert carried == ("4" if edition.has("requests.carried_in") else "")
    said = "\n".join(words(begun))
    for section in last.form.text_sections:
        for paragraph in last.paragraphs(section.key):
            assert paragraph.replace("2023", str(FIRST_YEAR)) in said
    again = roll_over(fill(edition))
    assert (again.form, again.year) == (edition, FIRST_YEAR + 1)
    assert codes(again)


@pytest.mark.slow
def test_its_workbook_opens_to_the_same_report(edition: Form) -> None:
    document = fill(edition)
    opened = from_workbook(make_report_bytes(document))
    assert (opened.document, opened.notes) == (document, ())
    before = fill(form("2021"))  # the sheets of the edition before are no sheets of the user
    assert (
        from_workbook(make_report_bytes(document, keep=make_report_bytes(before))).document
        == document
    )


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["json", "pdf", "html", "txt", "csv"])
def test_it_is_exported_and_opens_again(edition: Form, tmp_path: Path, ending: str) -> None:
    document = fill(edition)
    path = tmp_path / f"年报.{ending}"
    find_format(path).write_file(document, path)
    opened = open_file(path).document  # a PDF in the reader's own process
    assert opened.form.id == edition.id
    assert dict(opened.entries(Part.CELLS)) == dict(document.entries(Part.CELLS))
    for section in edition.text_sections if ending != "csv" else ():  # only numbers
        assert opened.paragraphs(section.key) == document.paragraphs(section.key)
    if ending != "pdf":  # a place to sign below a table at the very end is not recognised
        assert not opened.paragraphs(UNPLACED)
    assert from_json(to_json(document)) == document


@pytest.mark.slow
def test_its_picture_tells_every_table(edition: Form) -> None:
    last, report = fill(edition, number="2"), fill(edition, year=FIRST_YEAR + 1)
    parts = {part: dict(report.entries(part)) for part in Part}
    parts[Part.PREVIOUS] = dict(roll_over(last).entries(Part.PREVIOUS))
    figures = collect_figures(Document(edition, parts=parts))
    assert [band.title for band in figures.bands] == [
        edition.section(key).title for key in edition.tables
    ]
    assert all(band.charts or band.sentences for band in figures.bands)
    layout = PictureLayout(figures, Typesetter(Fonts(())))
    check_picture(layout)


WRITERS: dict[str, Callable[..., bytes]] = {
    "report.docx": as_docx.docx_of,
    "report.html": lambda report: as_html.html_of(report, "clean"),
    "report.txt": lambda report: as_text.text_of(report, "tabs"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_a_file_of_others_on_it_is_read(edition: Form, name: str) -> None:
    report = printed(Liberties(edition=edition.id))
    found = recognise(read_source(WRITERS[name](report), name))
    check_numbers(report, found)
    check_text(report, found)
    document = found.document
    assert set(document.entries(Part.CELLS)) == {cell.address for cell in edition.inputs}
    assert not document.paragraphs(UNPLACED)


@pytest.mark.slow
@pytest.mark.parametrize("older", ["2019", "2021"])
def test_files_on_the_forms_before_it_are_read_as_before(edition: Form, older: str) -> None:
    report = printed(Liberties(edition=older))
    assert report.year < edition.first_year
    found = recognise(read_source(WRITERS["report.html"](report), "report.html"))
    check_numbers(report, found)
    check_text(report, found)


@pytest.mark.slow
def test_the_window_shows_it(edition: Form, qtbot: QtBot) -> None:
    session = Session(fill(edition))
    page = EditorPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    session.check_now()
    assert page.tabs.count() == len(edition.sections)
    for section in edition.sections:
        page.open_tab(section.key)
        shown = page.page(page.current_key)
        assert (section.key in edition.tables) == isinstance(shown, TablePage)
    for finding in session.findings:
        page.go_to_target(finding)
        key = "basics" if finding.section == edition.preamble.key else finding.section
        assert page.current_key == key
        assert (explain(finding.code) is None) == finding.code.startswith("training.")


@pytest.mark.slow
def test_the_window_follows_a_report_to_it_and_back(edition: Form, qtbot: QtBot) -> None:
    begun = roll_over(fill(form("2021"), year=2023))
    session = Session(begun)
    page = EditorPage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_last_year(True)
    change, _ = plan_conversion(session.document, edition)
    session.history.do(change)
    assert page.tabs.count() == len(edition.sections)
    page.panels.show_writing(page.panels.writing.last_year)
    page.undo()
    assert session.document.form.id == "2021"
    page.redo()
    assert session.document.form is edition


def rows_of(table: str) -> Iterable[str]:
    return [row.key for row in form("2021").tables[table].rows]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "row"),
    [(table, row) for table in ("disclosure", "requests") for row in rows_of(table)],
)
def test_no_rule_fails_whichever_row_is_dropped(
    add_edition: Callable[[str], Form], monkeypatch: pytest.MonkeyPatch, table: str, row: str
) -> None:
    monkeypatch.setitem(EDITIONS, "one-row-less", lambda data: drop_row(data, table, row))
    edition = add_edition("one-row-less")
    assert not edition.has(f"{table}.{row}")
    last = fill(edition, year=FIRST_YEAR - 1, number="40")
    stated = {address: "999" for address, cell in edition.cells.items() if cell.is_total}
    document = fill(edition)
    parts = {part: dict(document.entries(part)) for part in Part}
    texts = {each.key: document.paragraphs(each.key) for each in edition.text_sections}
    assert codes(Document(edition, parts={**parts, Part.STATED: stated}, texts=texts), last)
    assert codes(roll_over(document))
    assert History(document).document.form is edition


def test_two_editions_of_one_id_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_edition(tmp_path, "nothing-changed")
    path = tmp_path / "nothing-changed.toml"
    text = path.read_text(encoding="utf-8").replace('id = "nothing-changed"', 'id = "2021"')
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("REPORT_EDITOR_FORMS", str(tmp_path))
    with pytest.raises(FormError, match=r"nothing-changed\.toml: id"):
        forms()
