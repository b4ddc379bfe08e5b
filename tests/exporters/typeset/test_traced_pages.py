"""What a printer draws has every glyph of the pages, whatever happens to the fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from report_editor.exporters.fonts.typefaces import Fonts
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.typeset.page import iterate_runs
from report_editor.exporters.typeset.traced_pages import TracedPages, trace_pages
from tests.exporters.fonts.making import make_truetype, replace_tables

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document
    from tests.exporters.conftest import MakeReport

TEXT = "本年报告主动公开政府信息"
FAMILY = "FangSong"


class CountingPen:
    """A pen that counts what it draws."""

    def __init__(self) -> None:
        self.count = 0

    def move_to(self, _x: float, _y: float) -> None:
        self.count += 1

    line_to = move_to

    def quad_to(self, *_points: float) -> None:
        self.count += 1

    cubic_to = quad_to

    def close(self) -> None:
        self.count += 1


def trace(document: Document, fonts: Fonts) -> TracedPages[CountingPen]:
    return trace_pages(document, PublicationOptions(), CountingPen, fonts)


def read(traced: TracedPages[CountingPen]) -> str:
    """Return the characters of the pages that have ink."""
    return "".join(
        char
        for run in iterate_runs(traced.pages)
        for char in run.text
        if traced.outlines[run.face, char].count
    )


def test_the_pages_are_those_of_the_pdf(make_report: MakeReport, noto: Fonts) -> None:
    report = make_report(texts={"overview": [60 * TEXT]})
    traced = trace(report, noto)
    assert len(traced.pages) == make_pdf(report, available=noto).pages
    chars = iter(read(traced))
    assert all(char in chars for char in 60 * TEXT)  # parted by the numbers of the pages
    assert "草" not in read(traced)
    draft = PublicationOptions(signature=False, draft=True)
    marked = trace_pages(report, draft, CountingPen, noto)
    assert "草稿" in read(marked)
    assert "签发" in read(traced)
    assert "签发" not in read(marked)


def test_a_font_given_up_for_the_pdf_is_not_printed_with(
    tmp_path: Path, make_report: MakeReport
) -> None:
    path = make_truetype(tmp_path / "simfang.ttf", FAMILY, TEXT)
    with TTFont(path, lazy=True) as font:
        table = font.reader["glyf"]
    half = len(table) // 2
    replace_tables(path, {"glyf": table[:half] + b"\xff" * (len(table) - half)})
    report, fonts = make_report(texts={"overview": [TEXT]}), Fonts((tmp_path,))
    make_pdf(report, available=fonts)
    traced = trace(report, fonts)
    assert TEXT in read(traced)
    assert all(face.family != FAMILY for face, _ in traced.outlines)


def test_a_font_removed_after_the_preview_costs_its_look_only(
    tmp_path: Path, make_report: MakeReport
) -> None:
    path = make_truetype(tmp_path / "simfang.ttf", FAMILY, TEXT)
    report, fonts = make_report(texts={"overview": [TEXT]}), Fonts((tmp_path,))
    assert any(face.family == FAMILY for face, _ in trace(report, fonts).outlines)
    path.unlink()
    traced = trace(report, fonts)
    assert TEXT in read(traced)
    assert all(face.family != FAMILY for face, _ in traced.outlines)
