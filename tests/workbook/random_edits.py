"""Random edits of a report's workbook, written down so that several programs can carry them out.

An edit is a list: its name, the number of a sheet, then cells counted from 0. Sheets are numbered
as the workbook holds them; those that an edit adds come after. An edit whose sheet is gone is
passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor.workbook import layout

if TYPE_CHECKING:
    from random import Random

    from report_editor.forms import Form

Edit: TypeAlias = list[Any]

TEXTS = [
    "若干",
    "１２",
    " 7 ",
    "5件",
    "'12",
    "1,234",
    "无",
    "科研院所",
    "问一下老王",
    "3（其中2件）",
]
FORMATS = ["yyyy-mm-dd", ";;;", "0", "0.0", "#,##0", '0"件"', "0%", '0;-0;""']
WORDS = [
    "自然人",
    "其他",
    "总计",
    "（一）予以公开",
    "本年处理决定数量",
    "结果维持",
    "机关全称",
    "引言",
]
DATE = 45356


def draw_edits(random: Random, form: Form) -> list[Edit]:
    """Draw one to six edits of a workbook of a form."""
    return [_Draw(random, form).draw() for _ in range(random.randint(1, 6))]


class _Draw:
    """One edit being drawn."""

    def __init__(self, random: Random, form: Form) -> None:
        self.random = random
        titles = list(dict.fromkeys(sheet for sheet, _ in layout.defined_names(form).values()))
        self.sheet_count = len(titles)
        self.tables = {
            titles.index(layout.sheet_name(section)): form.tables[section.key]
            for section in form.sections
            if section.key in form.tables
        }
        self.names = list(layout.defined_names(form))
        self.sheet = random.choice([*self.tables] * 4 + [*range(self.sheet_count)])

    def draw(self) -> Edit:
        kinds = {
            self.set_value: 6,
            self.set_format: 2,
            self.clear: 2,
            self.transfer: 7,
            self.swap: 2,
            self.edit_label: 3,
            self.shift: 6,
            self.merge: 2,
            self.change_sheet: 2,
            self.change_name: 4,
            self.sort: 1,
            self.hide: 1,
        }
        (kind,) = self.random.choices(list(kinds), list(kinds.values()))
        return kind()

    def rows(self) -> int:
        table = self.tables.get(self.sheet)
        return layout.TABLE_TOP + table.grid_row_count + 3 if table else 14

    def columns(self) -> int:
        table = self.tables.get(self.sheet)
        return table.grid_column_count + 2 if table else 4

    def cell(self) -> list[int]:
        """A cell; mostly one of a value."""
        table = self.tables.get(self.sheet)
        if table and self.random.random() < 0.8:
            value = self.random.choice(list(table.value_cells.values()))
            return [layout.TABLE_TOP + value.row, value.column]
        return [self.random.randrange(self.rows()), self.random.randrange(self.columns())]

    def block(self) -> list[int]:
        """First and last row and column of a range."""
        row, column = self.cell()
        kind = self.random.choice(["cell", "cell", "row", "block", "column"])
        if kind == "row":
            return [row, self.random.choice([0, column]), row, self.columns() - 1]
        if kind == "column":
            return [self.random.choice([1, row]), column, self.rows() - 1, column]
        if kind == "block":
            return [row, column, row + self.random.randrange(4), column + self.random.randrange(3)]
        return [row, column, row, column]

    def set_value(self) -> Edit:
        value = self.random.choice(
            [self.random.randrange(1000), self.random.randrange(10), 2.5, -3, *TEXTS,
             {"formula": "3+4"}, {"date": DATE}, True]
        )  # fmt: skip
        return ["set", self.sheet, *self.cell(), value]

    def set_format(self) -> Edit:
        return ["format", self.sheet, *self.cell(), self.random.choice(FORMATS)]

    def clear(self) -> Edit:
        return ["clear", self.sheet, *self.block()]

    def transfer(self) -> Edit:
        """Cut or copy a range and paste it, mostly on the same sheet."""
        kind = self.random.choice(["cut", "cut", "copy"])
        if self.random.random() < 0.08:  # the whole sheet
            source = [0, 0, self.rows(), self.columns()]
        else:
            source = self.block()
        first = self.sheet
        if self.random.random() < 0.15:
            self.sheet = self.random.randrange(self.sheet_count)
        if self.random.random() < 0.3:
            target = [self.random.randrange(self.rows() + 6), self.random.randrange(14)]
        else:
            target = self.cell()
        return [kind, first, *source, self.sheet, *target]

    def swap(self) -> Edit:
        """Exchange two rows or columns with everything in them."""
        one, other = self.cell(), self.cell()
        axis = self.random.choice(["rows", "columns"])
        at = 0 if axis == "rows" else 1
        return [f"swap_{axis}", self.sheet, one[at], other[at], self.rows(), self.columns()]

    def edit_label(self) -> Edit:
        """Overwrite a label, exchange two, or clear one."""
        table = self.tables.get(self.sheet)
        labels = [cell for cell in table.grid if cell.text] if table else []
        if not labels:
            return ["set", self.sheet, self.random.randrange(9), 0, self.random.choice(WORDS)]
        one, other = self.random.choice(labels), self.random.choice(labels)
        at = [layout.TABLE_TOP + one.row, one.column]
        kind = self.random.choice(["other", "word", "swap", "clear", "spaces", "extra"])
        if kind == "clear":
            return ["clear", self.sheet, *at, *at]
        if kind == "swap":
            to = [layout.TABLE_TOP + other.row, other.column]
            return ["swap_texts", self.sheet, *at, *to]
        if kind == "extra":
            return ["set", self.sheet, *self.cell(), one.text]
        text = {
            "other": other.text,
            "word": self.random.choice(TEXTS),
            "spaces": " ".join(one.text),
        }[kind]
        return ["set", self.sheet, *at, text]

    def shift(self) -> Edit:
        """Insert or delete rows, columns or cells."""
        kind = self.random.choice(
            ["insert_rows", "delete_rows", "insert_columns", "delete_columns"] * 2
            + ["insert_cells_down", "insert_cells_right", "delete_cells_up", "delete_cells_left"]
        )
        row, column = self.cell()
        count = self.random.choice([1, 1, 1, 2])
        if "cells" in kind:
            return [kind, self.sheet, row, column, row + count - 1, column]
        return [kind, self.sheet, row if "rows" in kind else column, count]

    def merge(self) -> Edit:
        row, column, last_row, last_column = self.block()
        kind = self.random.choice(["merge", "unmerge", "unmerge"])
        if kind == "unmerge":
            return [kind, self.sheet, 0, 0, self.rows(), self.columns()]
        return [kind, self.sheet, row, column, last_row, min(last_column + 1, column + 3)]

    def change_sheet(self) -> Edit:
        kind = self.random.choice(["rename", "copy", "delete", "move", "add", "rename"])
        if kind == "move":
            return ["move_sheet", self.sheet, self.random.randrange(6)]
        if kind == "add":
            return ["add_sheet", self.sheet, f"台账{self.random.randrange(99)}"]
        if kind == "delete" and self.random.random() < 0.5:
            kind = "rename"
        return [f"{kind}_sheet", self.sheet, f"表{self.random.randrange(99)}"]

    def change_name(self) -> Edit:
        name, other = self.random.sample(self.names, 2)
        kind = self.random.choice(["delete", "rename", "double", "point", "delete_all", "delete"])
        if kind == "delete_all":
            return ["delete_names", self.sheet, self.names]
        if kind == "delete":
            return ["delete_names", self.sheet, [name]]
        if kind == "rename":
            return ["rename_name", self.sheet, name, f"x.{other}"]
        if kind == "double":
            return ["double_name", self.sheet, name, other]
        return ["point_name", self.sheet, name, *self.cell()]

    def sort(self) -> Edit:
        """Sort some rows by what stands in a column, names staying where they are."""
        row, _ = self.cell()
        last = min(row + self.random.randrange(2, 8), self.rows())
        order = list(range(row, last))
        self.random.shuffle(order)
        return ["reorder_rows", self.sheet, row, self.columns(), order]

    def hide(self) -> Edit:
        row, column = self.cell()
        if self.random.random() < 0.5:
            return ["hide_row", self.sheet, row]
        return ["hide_column", self.sheet, column]
