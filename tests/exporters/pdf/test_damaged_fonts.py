"""A damaged font of any kind costs its look and not the paper, and the user is told which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.exporters.fonts.typefaces import FontRole, Fonts
from report_editor.exporters.pdf.paper import make_pdf
from tests.bounded_work import bounded_work
from tests.exporters.fonts.making import (
    BOX,
    PADDING,
    make_cff,
    make_cid_keyed,
    make_collection,
    make_truetype,
    replace_tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document

    MakeReport = Callable[..., Document]
    ReadText = Callable[..., str]

TEXT = "本年报告主动公开政府信息"
PRINTED = f"一、总体情况{TEXT}二、"
FAMILY = "FangSong"
KINDS = ("truetype", "names", "numbers", "collection")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound font file of each kind."""
    folder = tmp_path_factory.mktemp("sound")
    outlines = {char: [*BOX, -107, "callsubr"] for char in sorted(set(TEXT))}
    files = {
        "truetype": make_truetype(folder / "a.ttf", FAMILY, TEXT),
        "names": make_cff(folder / "b.otf", FAMILY, outlines, [[*BOX, "endchar"]]),
        "numbers": make_cid_keyed(folder / "c.otf", FAMILY, TEXT),
    }
    files["collection"] = make_collection(folder / "d.ttc", [files["truetype"], files["numbers"]])
    return {kind: path.read_bytes() for kind, path in files.items()}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_font_of_each_kind_is_used(
    tmp_path: Path, sound: dict[str, bytes], make_report: MakeReport, pdftotext: ReadText, kind: str
) -> None:
    (tmp_path / "f.ttf").write_bytes(sound[kind])
    fonts = Fonts((tmp_path,))
    pdf = make_pdf(make_report(texts={"overview": [TEXT]}), available=fonts)
    assert PRINTED in pdftotext(pdf.data)
    assert fonts[FontRole.BODY].family == FAMILY
    assert FAMILY not in "".join(pdf.notes)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_damaged_font_is_named_and_nothing_worse_happens(
    tmp_path_factory: pytest.TempPathFactory,
    sound: dict[str, bytes],
    make_report: MakeReport,
    pdftotext: ReadText,
    data: st.DataObject,
) -> None:
    content = bytearray(sound[data.draw(st.sampled_from(KINDS))])
    # What is padded stands at the end, but in a collection, where any place may be hit.
    size = len(content) if content[:4] == b"ttcf" else len(content) - PADDING
    hits = st.tuples(st.integers(0, size - 1), st.integers(0, 255))
    for at, byte in data.draw(st.lists(hits, min_size=1, max_size=12)):
        content[at] = byte
    if data.draw(st.booleans()):
        start = data.draw(st.integers(0, size))
        content[start:] = bytes(len(content) - start)  # as a disk leaves a file that is cut off
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "f.ttf").write_bytes(content)
    with bounded_work():
        fonts = Fonts((folder,))
        pdf = make_pdf(make_report(texts={"overview": [TEXT]}), available=fonts)
    is_used = any(FAMILY in fonts[role].family for role in FontRole)
    is_found = FAMILY.casefold() in fonts._found.families
    printed = pdftotext(pdf.data)
    chars = iter(printed)
    assert all(char in chars for char in PRINTED)  # damaged widths part them by page numbers
    assert is_used or PRINTED in printed
    notes = "".join(pdf.notes)
    assert is_used or not is_found or f"“{FAMILY}”（字体文件 f.ttf）" in notes
    assert not fonts._found.unreadable or "字体文件 f.ttf 读不出来" in notes


@pytest.mark.parametrize("kind", ["truetype", "names", "numbers"])
def test_outlines_that_cannot_be_read_are_found_before_the_paper_is_made(
    tmp_path: Path, sound: dict[str, bytes], make_report: MakeReport, pdftotext: ReadText, kind: str
) -> None:
    path = tmp_path / "f.ttf"
    path.write_bytes(sound[kind])
    with TTFont(path, lazy=True) as font:
        tag = "glyf" if kind == "truetype" else "CFF "
        table = font.reader[tag]
    half = len(table) // 2
    replace_tables(path, {tag: table[:half] + b"\xff" * (len(table) - half)})
    pdf = make_pdf(make_report(texts={"overview": [TEXT]}), available=Fonts((tmp_path,)))
    assert PRINTED in pdftotext(pdf.data)
    assert f"“{FAMILY}”（字体文件 f.ttf）损坏" in pdf.notes[0]
    assert "仿宋" in "".join(pdf.notes[1:])


@pytest.mark.slow
def test_a_font_that_was_removed_meanwhile_is_named(
    tmp_path: Path, make_report: MakeReport, pdftotext: ReadText
) -> None:
    path = make_truetype(tmp_path / "simfang.ttf", FAMILY, TEXT)
    report, available = make_report(texts={"overview": [TEXT]}), Fonts((tmp_path,))
    assert FAMILY not in "".join(make_pdf(report, available=available).notes)
    path.unlink()
    for _ in range(2):  # it is named each time
        pdf = make_pdf(report, available=available)
        assert PRINTED in pdftotext(pdf.data)
        assert f"“{FAMILY}”（字体文件 simfang.ttf）" in pdf.notes[0]
