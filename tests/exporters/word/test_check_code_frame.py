"""The check code in the foot of the last page of a Word file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
from PIL import Image

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.word.word_file import make_word_file

if TYPE_CHECKING:
    from tests.exporters.conftest import MakeReport


def test_a_frame_before_the_last_paragraph_holds_it(make_report: MakeReport) -> None:
    report = make_report(contact="电话：123")
    word = docx.Document(BytesIO(make_word_file(report, PublicationOptions()).data))
    frame, last = word.paragraphs[-2:]
    code = compute_check_code(report)
    assert frame.text.strip() == f"核对码 {code}"
    (place,) = frame._p.xpath("w:pPr/w:framePr")
    assert place.values().count("page") == 2
    assert last.text == "（电话：123）"
    (described,) = frame._p.xpath(".//wp:docPr/@descr")
    assert described.startswith(code)


def test_its_picture_is_sharp(make_report: MakeReport) -> None:
    word = docx.Document(BytesIO(make_word_file(make_report(), PublicationOptions()).data))
    (shape,) = word.inline_shapes
    relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
    picture = Image.open(BytesIO(word.part.related_parts[relation].blob))
    assert {color for _, color in picture.getcolors() or []} == {(0, 0, 0), (255, 255, 255)}
    assert picture.width == picture.height >= 200


def test_without_the_option_there_is_no_frame(make_report: MakeReport) -> None:
    options = PublicationOptions(check_code=False)
    word = docx.Document(BytesIO(make_word_file(make_report(), options).data))
    assert not word.inline_shapes
    assert not any("核对码" in paragraph.text for paragraph in word.paragraphs)
