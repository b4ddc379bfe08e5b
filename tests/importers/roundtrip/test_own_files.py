"""A report exported by this program opens again to the same values, text and basics."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.wording import Wording
from report_editor.exporters.json_file import make_json_bytes
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.forms import form
from report_editor.importers.open_file import import_json
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes
from tests.importers.roundtrip.holding import squeezed
from tests.importers.roundtrip.printed import ORGAN, liberties, printed

if TYPE_CHECKING:
    from report_editor.importers.recognised import Recognition

EXAMPLES = int(os.environ.get("ROUNDTRIP_EXAMPLES", "12"))
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
)
QUIET = [HealthCheck.too_slow]
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A PDF takes a third of a second: shrinking a failure would take minutes."""


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Reports on either edition with random values, texts of any length and basics."""
    how = draw(liberties())
    report = printed(how)
    chance = random.Random(how.seed)  # noqa: S311 - a test
    fields: dict[str, str] = {
        Field.ORGANIZATION: ORGAN,
        Field.YEAR: str(report.year),
    }
    if draw(st.booleans()):
        fields[Field.SIGNATORY] = chance.choice(["王五", "欧阳小六", "张 三"])
    if draw(st.booleans()):
        fields[Field.PUBLICATION_DATE] = f"{report.year + 1}-01-{chance.randrange(1, 32):02}"
    if draw(st.booleans()):
        fields[Field.CONTACT] = "地址：平安镇人民路1号，邮编：223100，电话：0517-87222589"
    texts = {
        key: [_longer(text, chance) for text in each] for key, each in report.narrative.items()
    }
    totals = report.edition.cells
    cells = {each: text for each, text in report.says.items() if text and not totals[each].is_total}
    return Document(report.edition, parts={Part.FIELDS: fields, Part.CELLS: cells}, texts=texts)


def _longer(text: str, chance: random.Random) -> str:
    """A heading stays one; a text grows by up to four lines, so that lines end anywhere."""
    if len(text) < 20:
        return text
    return text + "".join(chance.choices(COMMON, k=chance.randrange(112))) + "。"


def read_back(document: Document, options: PublicationOptions) -> Recognition:
    return recognise(read_source(make_pdf(document, options).data, "report.pdf"))


@pytest.mark.slow
@given(documents(), st.booleans(), st.booleans())
@settings(max_examples=3 * EXAMPLES, deadline=None, phases=UNSHRUNK, suppress_health_check=QUIET)
def test_our_pdf_opens_to_the_same_report(document: Document, signature: bool, draft: bool) -> None:
    read = read_back(document, PublicationOptions(signature=signature, draft=draft)).document
    assert read.form.id == document.form.id
    for cell in document.form.cells.values():
        assert read.number(cell.address) == document.number(cell.address), cell.address
        if not cell.is_total:
            written = document.parse(cell.address)
            found = read.parse(cell.address)
            assert (found.problem, found.remark) == (written.problem, written.remark)
    assert not read.entries(Part.STATED)
    for section in document.form.text_sections:
        given_texts = [squeezed(text) for text in document.paragraphs(section.key)]
        assert [squeezed(text) for text in read.paragraphs(section.key)] == given_texts
    assert not read.paragraphs(UNPLACED)
    for field in Field:
        if field is Field.SIGNATORY and not signature:
            continue
        expected = document.field(field)
        if field is Field.TITLE and not expected and Wording(document).is_traditional:
            expected = Wording(document).title  # the official wording, in the report's characters
        assert squeezed(read.field(field)) == squeezed(expected), field


@given(documents())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=QUIET)
def test_our_json_opens_to_the_same_report(document: Document) -> None:
    data = make_json_bytes(document)
    assert import_json(data, "report.json").document == document
    assert json.loads(data)["schema"] == "report-editor/1"


@pytest.mark.slow
@given(documents())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=QUIET)
def test_our_workbook_opens_to_the_same_report(document: Document) -> None:
    assert from_workbook(make_report_bytes(document)).document == document


def test_what_our_pdf_spells_out_is_read_where_it_is_drawn() -> None:
    """A value in several lines and a line stretched to the edge are one text each."""
    edition = form("2021")
    fields: dict[str, str] = {
        Field.ORGANIZATION: ORGAN,
        Field.YEAR: "2022",
        Field.CONTACT: "地址：平安镇人民路1号，邮编：223100，电话：0517-87222589",
    }
    cells = {"requests.new.natural_person": "22（其中修订16件）"}
    texts = {"other_matters": ["没有收取信息处理费。"]}
    document = Document(edition, parts={Part.FIELDS: fields, Part.CELLS: cells}, texts=texts)
    read = read_back(document, PublicationOptions()).document
    assert dict(read.entries(Part.CELLS)) == cells
    assert read.paragraphs("other_matters") == ("没有收取信息处理费。",)
    assert read.field(Field.CONTACT) == fields[Field.CONTACT]


@pytest.mark.parametrize("before", [20, 21, 22])
def test_a_hyphen_at_the_end_of_a_line_is_read(before: int) -> None:
    """PDFium takes it for the mark of a divided word, and gives U+0002 in its place."""
    text = "甲" * before + "zwgk-office.township@example.gov.cn，电话0745-7654321。"
    fields: dict[str, str] = {Field.ORGANIZATION: ORGAN, Field.YEAR: "2022"}
    parts = {Part.FIELDS: fields}
    document = Document(form("2021"), parts=parts, texts={"overview": [text]})
    read = read_back(document, PublicationOptions()).document
    assert read.paragraphs("overview") == (text,)
