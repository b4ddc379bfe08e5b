"""A report that was exported and opened again is the paper with the same check code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.registry import EXPORTERS
from report_editor.importers import left_out
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.roundtrip.test_own_files import EXAMPLES, documents

if TYPE_CHECKING:
    from report_editor.document import Document

QUIET = [HealthCheck.too_slow]
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
ENDINGS = [".pdf", ".docx", ".html", ".txt"]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
@given(document=documents())
@settings(
    max_examples=-(-EXAMPLES // 3), deadline=None, phases=UNSHRUNK, suppress_health_check=QUIET
)
def test_a_copy_has_the_code_of_the_report(ending: str, document: Document) -> None:
    exporter = next(each for each in EXPORTERS if each.ending == ending)
    data = exporter.write(document, exporter.options(), lambda _: None).data
    found = recognise(read_source(data, f"report{ending}"))
    assert compute_check_code(found.document) == compute_check_code(document)
    if ending in (".pdf", ".docx"):
        (line,) = [each.text for each in found.left_out if each.kind == left_out.CHECK_CODE]
        assert compute_check_code(document) in line
