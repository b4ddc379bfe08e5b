"""Ask whether a PDF is fit for archives: by a validator not our own, properties, bookmarks."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import pdfa

from report_editor.document import Field
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts

    MakeReport = Callable[..., Document]

CLAIM = b"<pdfaid:conformance>A<"
UNKNOWN = (
    rb"<pdfuaid:part>.*?</pdfuaid:part>",
    rb"<pdfaExtension:schemas>.*</pdfaExtension:schemas>",
    rb'xmlns:(pdfuaid|pdfa[ESP]\w+)="[^"]*"',
)
"""Parts of the metadata that PDF/A allows and the validator does not know."""


def leave_level_b(data: bytes) -> bytes:
    """Return the file with only the claims that the validator can judge, at the same offsets."""
    assert data.count(CLAIM) == 1
    start = data.index(b"<x:xmpmeta")
    end = data.index(b"</x:xmpmeta>")
    packet = data[start:end].replace(CLAIM, CLAIM.replace(b">A<", b">B<"))
    for pattern in UNKNOWN:
        packet = re.sub(pattern, lambda found: b" " * len(found[0]), packet, flags=re.DOTALL)
    return data[:start] + packet + data[end:]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("draft", [False, True])
def test_pdf_a_is_met_by_the_judgement_of_pikepdf(
    make_report: MakeReport, noto: Fonts, edition: str, *, draft: bool
) -> None:
    report = make_report(
        edition,
        cells={"requests.new.natural_person": "22（其中修订16件）"},
        texts={
            "overview": [
                "（一）公开",
                "政府信息公开，" * 300,
                "\ue000与𠮷、é。",
                "（二）其他。有。",
            ]
        },
        title="<甲>&“乙”\ufffe机关",
        contact="电话：0745-1234567",
    )
    data = make_pdf(report, PublicationOptions(draft=draft), available=noto).data
    found = pdfa.validate_written(io.BytesIO(leave_level_b(data)), "2b")
    assert [str(finding) for finding in found.findings] == []
    assert found.passed


def test_a_file_without_an_output_intent_is_refused(make_report: MakeReport, noto: Fonts) -> None:
    data = leave_level_b(make_pdf(make_report(), available=noto).data)
    broken = data.replace(b"/GTS_PDFA1", b"/GTS_PDFX1")
    assert broken != data
    assert not pdfa.validate_written(io.BytesIO(broken), "2b").passed


@pytest.mark.parametrize(
    ("organization", "language"),
    [("洪江市岩垅乡人民政府", "zh-CN"), ("開縣鄉鎮人民政府", "zh-Hant")],
)
def test_the_catalog_says_what_a_screen_reader_needs(
    make_report: MakeReport, noto: Fonts, organization: str, language: str
) -> None:
    report = make_report(organization=organization)
    with pikepdf.open(io.BytesIO(make_pdf(report, available=noto).data)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert [page.obj.StructParents for page in pdf.pages] == [*range(len(pdf.pages))]
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == str(pdf.docinfo.Title)
            assert metadata["dc:creator"] == [report.field(Field.ORGANIZATION)]
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"


def test_bookmarks_lead_to_sections_and_to_headings_in_their_text(
    make_report: MakeReport, noto: Fonts
) -> None:
    texts = {
        "preamble": ["（一）说明"],
        "overview": [
            "（一）主动公开",
            "1.公开",
            "内容。",
            "（二）其他。全年公开12条。",
            "（三）监督",
            "有。",
        ],
        "problems": ["（一）主动公开", "同名的标题。"],
    }
    data = make_pdf(make_report(texts=texts), available=noto).data
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        entries = {entry.title: [child.title for child in entry.children] for entry in outline.root}
        targets = [str(child.destination) for entry in outline.root for child in entry.children]
    assert entries["（一）说明"] == []
    assert entries["一、总体情况"] == ["（一）主动公开", "（二）其他。", "（三）监督"]
    assert entries["五、存在的主要问题及改进情况"] == ["（一）主动公开"]
    assert len(set(targets)) == len(targets)
