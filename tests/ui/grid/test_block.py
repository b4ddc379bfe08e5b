"""Rectangles of texts as other programs copy them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.ui.grid.block import (
    MOST_CHARACTERS,
    Block,
    BlockCell,
    TooLargeError,
    from_html,
    from_tsv,
    to_html,
    to_tsv,
)
from tests.bounded_work import bounded_work

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<style>td {color:red}</style></head><body><!--StartFragment--><table border=0><col width=72>
<tr><td rowspan=2 class=xl65>（四）无法\n提供</td><td x:num>1</td><td colspan=2>2</td></tr>
<tr><td align=right>3<br>4</td><td>5</td><td>&nbsp;</td></tr>
</table><!--EndFragment--></body></html>"""


def read_rows(markup: str) -> list[list[str | None]]:
    table = from_html(markup)
    return table.rows if table else []


def block(*rows: list[str]) -> Block:
    cells = tuple(
        BlockCell(row, column, 1, 1, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Block(len(rows), len(rows[0]), cells)


def test_merged_cells_of_a_spreadsheet_keep_their_positions() -> None:
    assert read_rows(EXCEL) == [["（四）无法 提供", "1", "2", None], [None, "3 4", "5", ""]]


def test_the_largest_table_is_taken_and_a_nested_one_is_text() -> None:
    markup = (
        "<table><tr><td>menu</td></tr></table>"
        "<table><tr><td>1<table><tr><td>2</td></tr></table></td><td>3</td></tr></table>"
    )
    assert read_rows(markup) == [["1 2", "3"]]


@pytest.mark.parametrize("markup", ["", "<p>12</p>", "<table></table>", "<table><tr></tr></table>"])
def test_without_a_table_there_is_nothing(markup: str) -> None:
    assert from_html(markup) is None


def test_scripts_and_styles_are_no_text() -> None:
    markup = "<table><tr><td><script>alert(1)</script><style>x</style>7</td></tr></table>"
    assert read_rows(markup) == [["7"]]


@pytest.mark.parametrize(
    "markup",
    [
        "<table>" + "<tr><td>1" * 2_000,
        "<table><tr>" + "<td colspan=150>1</td>" * 3,
        "<table>" + '<tr><td rowspan="999" colspan="199">1</td></tr>' * 900,
        "<table><tr><td>" + "x" * MOST_CHARACTERS,
        "<table>" + "<tr>" * 1_001,
    ],
)
def test_a_bomb_is_refused(markup: str) -> None:
    with pytest.raises(TooLargeError):
        from_html(markup)


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<td a='", "<b><table>", "</", "<script>"])
def test_hostile_markup_is_done_with_at_once(piece: str) -> None:
    with bounded_work(), suppress(TooLargeError):
        from_html("<table><tr><td>1" + piece * 100_000)


def test_a_table_that_could_not_be_read_to_its_end_is_refused() -> None:
    deep = "<table><tr><td>1</td>" + "<td><b>" * 3_000 + "2</td></tr></table>"
    with pytest.raises(TooLargeError):
        from_html(deep)


@pytest.mark.parametrize("span", ["-1", "0", "abc", "9" * 30, "٣", ""])
def test_odd_spans_count_as_few(span: str) -> None:
    rows = read_rows(f'<table><tr><td rowspan="{span}">1</td><td>2</td></tr></table>')
    assert rows == [["1", "2"]]


def test_tsv_of_spreadsheets() -> None:
    assert from_tsv("1\t2\r\n3\t\r\n") == [["1", "2"], ["3", ""]]
    assert from_tsv("1\n\n") == [["1"], [""]]
    assert from_tsv('"a\nb"\t"say ""hi"""') == [["a\nb", 'say "hi"']]
    assert from_tsv('5"\t6') == [['5"', "6"]]
    assert from_tsv('"open\t1') == [['"open', "1"]]
    assert from_tsv("") == [[""]]


@pytest.mark.parametrize("text", ["1\n" * 2_000, "1\t" * 500, "9" * (MOST_CHARACTERS + 1)])
def test_a_flood_of_text_is_refused(text: str) -> None:
    with pytest.raises(TooLargeError):
        from_tsv(text)


def test_a_formula_is_written_as_text() -> None:
    assert to_tsv(block(["=1+1", "-5", "+7", "@x"])) == "'=1+1\t-5\t+7\t'@x"
    assert "mso-number-format" in to_html(block(["=1+1"]))
    assert "mso-number-format" not in to_html(block(["-5"]))


def test_markup_in_a_cell_is_text() -> None:
    assert read_rows(to_html(block(["<b>&1</b>"]))) == [["<b>&1</b>"]]


def test_merged_cells_are_written_once() -> None:
    merged = Block(
        2, 2, (BlockCell(0, 0, 2, 1, "甲"), BlockCell(0, 1, 1, 1, "1"), BlockCell(1, 1, 1, 1, "2"))
    )
    assert to_tsv(merged) == "甲\t1\n\t2"
    assert read_rows(to_html(merged)) == [["甲", "1"], [None, "2"]]


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cc", "Cs", "Cn", "Co"]
    )
    | st.sampled_from('\t\n"'),
    max_size=12,
)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_tsv_comes_back_as_it_was(rows: list[list[str]]) -> None:
    plain = [[text if text[:1] not in ("=", "+", "@") else "x" for text in row] for row in rows]
    assert from_tsv(to_tsv(block(*plain)) + "\n") == plain


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_html_comes_back_but_for_white_space(rows: list[list[str]]) -> None:
    assert read_rows(to_html(block(*rows))) == [
        [" ".join(text.split()) for text in row] for row in rows
    ]


@given(st.text(max_size=300))
def test_no_markup_breaks_the_reader(markup: str) -> None:
    from_html("<table><tr><td>" + markup)
    from_html(markup)
    from_tsv(markup)
