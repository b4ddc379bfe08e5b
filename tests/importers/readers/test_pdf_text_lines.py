"""Lines of a PDF are joined to the paragraphs that they were broken from."""

from __future__ import annotations

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
