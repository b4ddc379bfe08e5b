"""A report written as a Word file opens to the same report.

More of them: ``ROUNDTRIP_EXAMPLES=1000 pytest tests/exporters/word/test_read_back.py``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.as_json import to_json
from report_editor.document.wording import Wording
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.report_parts import format_value
from report_editor.exporters.word.word_file import make_word_file
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.roundtrip.test_own_files import documents

if TYPE_CHECKING:
    from tests.exporters.conftest import MakeReport

EXAMPLES = int(os.environ.get("ROUNDTRIP_EXAMPLES", "6"))


def read_back(document: Document, options: PublicationOptions) -> Document:
    data = make_word_file(document, options).data
    return recognise(read_source(data, "report.docx")).document


def as_printed(document: Document, *, signature: bool) -> dict[str, Any]:
    """The JSON of a report whose cells were typed as they are printed."""
    values = {cell.address: format_value(document, cell.address) for cell in document.form.inputs}
    fields = dict(document.entries(Part.FIELDS))
    if not signature:
        fields.pop(Field.SIGNATORY, None)
    texts = {
        section.key: [text.strip(" 　\t") for text in document.paragraphs(section.key)]
        for section in document.form.text_sections
    }
    cells = {address: text for address, text in values.items() if text}
    printed = Document(document.form, parts={Part.FIELDS: fields, Part.CELLS: cells}, texts=texts)
    return {**to_json(printed), "title": Wording(document).title}


def leave_source(data: dict[str, Any]) -> dict[str, Any]:
    """The JSON of a report that was read, without what its source was like."""
    fields = data.pop("more", {}).get("fields")
    return {**data, "more": {"fields": fields}} if fields else data


@pytest.mark.slow
@given(documents(), st.booleans(), st.booleans())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_word_file_opens_to_the_same_report(
    document: Document, signature: bool, draft: bool
) -> None:
    read = read_back(document, PublicationOptions(signature=signature, draft=draft))
    assert leave_source(to_json(read)) == as_printed(document, signature=signature)
    assert not read.paragraphs(UNPLACED)


def test_a_long_name_is_read_whole_though_the_title_is_broken(make_report: MakeReport) -> None:
    name = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克风景名胜区管理委员会"
    longer = name + "综合行政执法局暨文化和旅游市场综合行政执法大队"
    for organization in (name, longer, "很长的名字" * 39 + "办公室"):
        report = make_report(organization=organization)
        read = read_back(report, PublicationOptions())
        assert read.organization == organization
        assert read.title == report.title
        assert not read.paragraphs("other_matters")
