"""Lines of a PDF are joined to the paragraphs that they were broken from."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from report_editor.importers.readers.pdf.text_lines import Paragraphs, TextLine

LEFT, SIZE, COLUMNS = 80.0, 16.0, 28


def make_line(text: str, number: int, *, indent: int = 0, box: float = SIZE) -> TextLine:
    """Return a line of Chinese characters; its font's box may be higher than its type."""
    left = LEFT + indent * SIZE
    return TextLine(text, left, left + len(text) * SIZE, 100 + 28.0 * number, box, SIZE)


def join(lines: list[TextLine]) -> list[str]:
    paragraphs = Paragraphs(lines)
    found = []
    for number, line in enumerate(lines):
        if number and paragraphs.is_new(line):
            found.append(paragraphs.end())
        paragraphs.take(line)
    return [*found, paragraphs.end()]


def test_a_heading_that_runs_in_with_another_font_does_not_part_a_paragraph() -> None:
    first = make_line("（一）主动公开。" + "公" * 18, 0, indent=2, box=1.4 * SIZE)
    lines = [first, make_line("开" * 28, 1), make_line("到此为止。", 2)]
    assert len(join([*lines, make_line("另一段" * 8, 3, indent=2)])) == 2


def test_a_line_that_ends_early_before_a_sign_that_cannot_begin_one_goes_on() -> None:
    first, second = make_line("按" * 26, 0), make_line("求），" + "办" * 25, 1)
    assert len(join([make_line("公" * 28, -1), first, second, make_line("理" * 28, 2)])) == 1


def test_a_short_line_ends_its_paragraph() -> None:
    lines = [make_line("公" * 28, 0), make_line("到此。", 1), make_line("另起，" + "段" * 25, 2)]
    assert len(join(lines)) == 2


def test_type_of_another_size_is_another_paragraph() -> None:
    title = TextLine("题" * 20, LEFT, LEFT + 440, 100, 22, 22)
    assert len(join([title, make_line("公" * 28, 1)])) == 2


def break_paragraph(text: str, number: int, *, indent: int) -> list[TextLine]:
    """Return the lines of a paragraph whose first is the line of that number."""
    cuts = [0, *range(COLUMNS - indent, len(text), COLUMNS), len(text)]
    return [
        make_line(text[start:end], number + at, indent=0 if at else indent)
        for at, (start, end) in enumerate(pairwise(cuts))
    ]


@given(st.lists(st.integers(0, 120), min_size=1, max_size=5), st.sampled_from("第按据"))
def test_a_numeral_that_begins_a_line_within_a_sentence_begins_no_paragraph(
    lengths: list[int], before: str
) -> None:
    """第三十六条第（一）项: law is cited so, and a line may break before the bracket."""
    texts = [f"{'开' * length}{before}（一）项的规定办理。" for length in lengths]
    texts.insert(0, "公" * 200)
    lines = break_paragraph(texts[0], 0, indent=2)
    for text in texts[1:]:
        lines += break_paragraph(text, len(lines), indent=2)
    found = join(lines)
    assert "".join(found) == "".join(texts)
    assert len(found) == len(texts)


def test_a_numeral_at_the_left_edge_begins_a_paragraph_where_none_is_indented() -> None:
    lines = [make_line("公" * 28, 0), make_line("（一）主动公开。" + "开" * 20, 1)]
    assert len(join([*lines, make_line("理" * 28, 2)])) == 2


def test_the_title_of_a_section_begins_a_paragraph_below_a_full_line() -> None:
    lines = [*break_paragraph("公" * 26, 0, indent=2), make_line("二、主动公开政府信息情况", 1)]
    assert len(join([*lines, *break_paragraph("理" * 40, 2, indent=2)])) == 3
