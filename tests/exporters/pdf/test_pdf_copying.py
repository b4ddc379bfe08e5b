"""Copy from a page, or search in it: the text is as it was written."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.typeset.page import BODY_SIZE, CELL, WIDTH
from report_editor.exporters.typeset.runs import Style, Typesetter, join_chars

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts

    MakeReport = Callable[..., Document]

pieces = st.sampled_from([
    "政府信息公开", "，", "。", "（以下简称“条例”）", "《条例》、《办法》", "2023年", "1,234.5万元",
    "——", "……", "98.5%", "county government", "http://www.example.gov.cn/zwgk/2023/art_1.html",
    "zwgk@example.gov.cn", "０７４５－７７１０００１", "“三审三校”", "3／4", "50℃～60℃",
])  # fmt: skip
texts = st.lists(pieces, min_size=1, max_size=60).map("".join)


def read_by_poppler(data: bytes, folder: Path) -> list[str]:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = folder / "report.pdf"
    path.write_bytes(data)
    done = subprocess.run([program, str(path), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode().replace("\f", "\n").split("\n")


def read_by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(pages).replace("\r", "").split("\n")


def without_page_numbers(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip() and not re.fullmatch("— ?[0-9]+ ?—", line)]


def list_lines(text: str, fonts: Fonts) -> list[str]:
    """Return the lines of a paragraph as they are set."""
    typesetter = Typesetter(fonts)
    letters = typesetter.shape(text, Style(FontRole.BODY, BODY_SIZE, on_grid=True))
    return [join_chars(line).rstrip(" ") for line in typesetter.wrap(letters, WIDTH, 2 * CELL)]


@pytest.mark.slow
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(texts, min_size=1, max_size=4))
def test_each_line_is_copied_as_it_was_written(
    make_report: MakeReport,
    noto: Fonts,
    tmp_path_factory: pytest.TempPathFactory,
    given_texts: list[str],
) -> None:
    report = make_report(texts={"overview": given_texts})
    data = make_pdf(report, PublicationOptions(signature=False), available=noto).data
    folder = tmp_path_factory.mktemp("copied")
    for lines in (read_by_poppler(data, folder), read_by_pdfium(data)):
        copied = without_page_numbers(lines)
        start = copied.index("一、总体情况") + 1
        expected = [line for text in given_texts for line in list_lines(text.strip(), noto)]
        assert copied[start : start + len(expected)] == expected
