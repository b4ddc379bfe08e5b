"""A mistake in a form's file is told with the file and the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.forms import FormError, read_form

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
id = "x"
name = "小格式"
authority = "某号文"
first_year = 2030
title = "{organization}{year}年报告"

[[sections]]
key = "front"
kind = "text"
numeral = ""
title = "引言"
help = "写引言。"

[[sections]]
key = "words"
kind = "text"
numeral = "一"
title = "文字"
help = "写文字。"

[[sections]]
key = "sums"
kind = "table"
numeral = "二"
title = "数字"
help = "填数字。"

[tables.sums]
unit = "件"
header_rows = 1
paper = [40, 20, 20]
screen = [10, 5, 5]
columns = [{ key = "a", label = "甲" }, { key = "all", label = "总计" }]
rows = [
  { key = "in", label = "收", help = "收到。" },
  { key = "out", label = "办", columns = ["a", "all"], help = "办理。" },
]
layout = [
  [{ text = "项目" }, { column = "a" }, { column = "all" }],
  [{ row = "in" }, { values = "in" }],
  [{ row = "out" }, { values = "out" }],
]

[[tables.sums.totals]]
code = "sums.total"
column = "all"
sum_of = ["a"]

[[tables.sums.balances]]
code = "sums.flow"
left = ["in"]
right = ["out"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "klein.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_small_form_is_read(tmp_path: Path) -> None:
    loaded = read_form(written(tmp_path, GOOD))
    assert [cell.address for cell in loaded.inputs] == ["sums.in.a", "sums.out.a"]
    assert loaded.cells["sums.in.all"].parts == ("sums.in.a",)
    assert len(loaded.balances) == 2


MISTAKES = [
    ('id = "x"', "id = 5", "id"),
    ('id = "x"\n', "", "id"),
    ('name = "小格式"', 'name = ""', "name"),
    ("first_year = 2030", 'first_year = "2030"', "first_year"),
    ('numeral = ""', 'numeral = "零"', "sections"),
    ('numeral = "一"', 'numeral = ""', "sections"),
    ("first_year = 2030", "first_year = 2030\ncolour = 1", "colour"),
    ("{organization}{year}", "{organisation}", "title"),
    ("{organization}{year}", "{", "title"),
    ('key = "sums"', 'key = "words"', "sections"),
    ('kind = "table"', 'kind = "sheet"', "sections[2].kind"),
    ('help = "填数字。"', 'help = "填数字。"\nhint = "x"', "sections[2].hint"),
    ("[tables.sums]", "[tables.other]", "tables.sums.unit"),
    ("[tables.sums]", "[tables.more]\n[tables.sums]", "tables.more"),
    ('unit = "件"', "unit = 1", "tables.sums.unit"),
    ("header_rows = 1", "header_rows = 9", "tables.sums.header_rows"),
    ("paper = [40, 20, 20]", "paper = [140, 20, 20]", "tables.sums.paper"),
    ("paper = [40, 20, 20]", "paper = [40, 0, 20]", "tables.sums.paper"),
    ("screen = [10, 5, 5]", "screen = [10, 5]", "tables.sums.screen"),
    ('{ key = "all", label = "总计" }', '{ key = "a", label = "总计" }', "tables.sums.columns"),
    ('label = "总计"', 'label = "甲"', "tables.sums.columns"),
    ('label = "总计"', 'label = "总计", short = "甲"', "tables.sums.columns"),
    ('label = "甲"', 'label = "甲", kind = "float"', "tables.sums.columns[0].kind"),
    ('label = "甲"', 'label = "甲", kind = "money", unit = "千元"', "tables.sums.columns[0].unit"),
    ('{ key = "out", label', '{ key = "in", label', "tables.sums.rows"),
    ('label = "办"', 'label = "收"', "tables.sums.rows"),
    ('label = "办"', 'label = "办", short = "收"', "tables.sums.rows"),
    ('columns = ["a", "all"]', 'columns = ["a", "b"]', "tables.sums.rows[1].columns"),
    ('columns = ["a", "all"]', 'columns = ["all"]', "tables.sums.totals[0].sum_of"),
    ('columns = ["a", "all"]', 'columns = ["a"]', "tables.sums.balances[0].right"),
    ('column = "all"\nsum_of', 'column = "b"\nsum_of', "tables.sums.totals[0].column"),
    ('column = "all"\nsum_of', 'column = "all"\nrow = "in"\nsum_of', "tables.sums.totals[0]"),
    ('sum_of = ["a"]', 'sum_of = ["b"]', "tables.sums.totals[0].sum_of"),
    ('sum_of = ["a"]', 'sum_of = ["a", "a"]', "tables.sums.totals[0].sum_of"),
    ('sum_of = ["a"]', 'sum_of = ["all"]', "tables.sums.totals[0].sum_of"),
    ('left = ["in"]', 'left = ["on"]', "tables.sums.balances[0].left"),
    ('right = ["out"]', "right = []", "tables.sums.balances[0].right"),
    ('{ values = "out" }]', '{ values = "in" }]', "tables.sums.layout"),
    ('{ values = "out" }]', '{ values = "on" }]', "tables.sums.layout[2][1].values"),
    ('{ values = "out" }]', '{ cell = "out.a" }, { text = "x" }]', "tables.sums.layout"),
    ('{ values = "out" }]', '{ cell = "out.b" }]', "tables.sums.layout[2][1].cell"),
    ('{ text = "项目" }', '{ text = "项目", column_span = 2 }', "tables.sums.layout"),
    (
        '{ text = "项目" }',
        '{ text = "项目", column_span = 0 }',
        "tables.sums.layout[0][0].column_span",
    ),
    ('{ text = "项目" }', '{ text = "项目", row_span = 9 }', "tables.sums.layout"),
    ('{ text = "项目" }', '{ text = "项目", as = "title" }', "tables.sums.layout[0][0].as"),
    ('{ text = "项目" }', '{ text = "项目", span = 2 }', "tables.sums.layout[0][0].span"),
    ('{ text = "项目" }, ', "", "tables.sums.layout"),
    ('[{ row = "in" }', '[{ row = "on" }', "tables.sums.layout[1][0].row"),
]


@pytest.mark.parametrize(("good", "bad", "key"), MISTAKES)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, good: str, bad: str, key: str) -> None:
    assert GOOD.count(good) == 1
    with pytest.raises(FormError) as caught:
        read_form(written(tmp_path, GOOD.replace(good, bad)))
    assert caught.value.key == key
    assert str(caught.value).startswith(f"klein.toml: {key}: ")


def test_what_is_no_toml_is_told_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"klein\.toml"):
        read_form(written(tmp_path, "id = "))
    path = tmp_path / "klein.toml"
    path.write_bytes(b"id = '\xff'")
    with pytest.raises(FormError, match=r"klein\.toml"):
        read_form(path)
