"""Random reports as somebody else would print them, with what each cell and paragraph says.

Which liberties a report takes with the form is drawn by hypothesis and shrinks; the numbers and
words follow from a seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from report_editor.document import Number, format_number, read_number
from report_editor.forms import Address, CellRole, Form, NumberKind, SectionKind, Table, form

if TYPE_CHECKING:
    from collections.abc import Mapping

ORGAN = "某某县平安镇人民政府"

COUNTS: Mapping[str, list[str]] = {
    "zeros": ["0"] * 12 + ["1", "2", "5"],
    "numbers": ["0", "1", "2", "3", "7", "10", "26", "118", "1204"],
    "blanks": ["", "", "", "", "0", "3", "26"],
    "marks": ["0", "/", "—", "-", "", "4", "00"],
    "written": ["0", "5件", "1,234", "１２", "22（其中修订16件）", "3 件", "9（含往年2件）"],
    "words": ["0", "7", "见附件", "3+2", "1.5", "-2", "若干"],
}
"""Profiles of cells: which texts stand in them."""
AMOUNTS: Mapping[str, list[str]] = {
    "zeros": ["0"],
    "numbers": ["0", "12.5", "59237.2449", "318"],
    "blanks": ["", "0"],
    "marks": ["/", "—", "0.00"],
    "written": ["3.5万元", "1,204.06", "９.５"],
    "words": ["无收费项目", "12.5"],
}
SENTENCES = [
    "本机关认真贯彻《中华人民共和国政府信息公开条例》,主动公开政府信息{n}条,其中通过网站公开{m}条。",
    "全年召开专题会议{n}次,组织培训{m}场,参加{k}人次,没有发生失泄密事件。",
    "一是公开内容还不够全面,二是公开时效有待提高,三是队伍建设需要加强。",
    "收到依申请公开{n}件,均在法定期限内答复,答复率100%;比上年增加{m}件,增长{k}.5%。",
    "根据〔2021〕{n}号文件,2020年度部门决算已于当年{m}月公开,点击率约{k}次/月。",
    "没有收取信息处理费。",
]
HEADINGS = ["（一）主动公开。", "（二）依申请公开", "1.加强组织领导。", "2.完善制度"]


@dataclass(frozen=True)
class Liberties:
    """Liberties that a report takes with the form."""

    seed: int = 0
    edition: str = "2021"
    traditional: bool = False
    profile: str = "numbers"
    totals: str = "right"
    """right · wrong · blank"""
    titles: str = "official"
    """official · variant · bare · shifted · round"""
    drops_rows: bool = False
    misspells: bool = False
    merges_other: bool = False
    """（六） as one row in a form of 2021."""
    subtotal_column: bool = False
    subtotal_row: bool = False
    signed: bool = False
    paragraphs: int = 2


def liberties(most_paragraphs: int = 4) -> st.SearchStrategy[Liberties]:
    """Random liberties, the official form first."""
    return st.builds(
        Liberties,
        seed=st.integers(0, 2**32),
        edition=st.sampled_from(["2021", "2019"]),
        traditional=st.booleans(),
        profile=st.sampled_from(list(COUNTS)),
        totals=st.sampled_from(["right", "wrong", "blank"]),
        titles=st.sampled_from(["official", "variant", "bare", "shifted", "round"]),
        drops_rows=st.booleans(),
        misspells=st.booleans(),
        merges_other=st.booleans(),
        subtotal_column=st.booleans(),
        subtotal_row=st.booleans(),
        signed=st.booleans(),
        paragraphs=st.integers(1, most_paragraphs),
    )


@dataclass
class PrintedCell:
    """A cell as printed: where it begins and how far it reaches."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    address: Address = ""
    label: str = ""
    """Key of the row that it is the label of."""


@dataclass
class PrintedTable:
    """A table as printed."""

    cells: list[PrintedCell]
    width: int
    height: int

    def rows(self) -> list[list[PrintedCell]]:
        """Return the cells that begin in each row, from the left."""
        rows: list[list[PrintedCell]] = [[] for _ in range(self.height)]
        for cell in sorted(self.cells, key=lambda each: (each.row, each.column)):
            rows[cell.row].append(cell)
        return rows

    def drop(self, row: int) -> None:
        """Takes a row out; what spans it is one row shorter."""
        kept = []
        for cell in self.cells:
            if cell.row == row and cell.row_span == 1:
                continue
            if cell.row <= row < cell.row + cell.row_span:
                cell.row_span -= 1
            elif cell.row > row:
                cell.row -= 1
            kept.append(cell)
        self.cells, self.height = kept, self.height - 1


@dataclass
class Printed:
    """A report as printed, and what it says."""

    edition: Form
    year: int
    title: str
    blocks: list[str | PrintedTable] = field(default_factory=list)
    says: dict[Address, str] = field(default_factory=dict)
    narrative: dict[str, list[str]] = field(default_factory=dict)
    closing: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Texts of cells that the form has no cell for."""

    @property
    def paragraphs(self) -> list[str]:
        """Everything written as text, from the title to the date, tables as blanks."""
        return [self.title, *[b for b in self.blocks if isinstance(b, str)], *self.closing]


@cache
def _traditional() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def printed(how: Liberties) -> Printed:
    """Prints a report."""
    chance = random.Random(how.seed)  # noqa: S311 - a test
    edition = form(how.edition)
    # A form of 2019 is really used in 2022, one of 2021 only since then.
    year = chance.randrange(edition.first_year, max(2025, edition.first_year + 2))
    report = Printed(edition, year, f"{ORGAN}{year}年政府信息公开工作年度报告")
    preamble = (
        f"根据《条例》要求,编制{ORGAN}{year}年政府信息公开年度报告,"
        f"统计期限为{year}年1月1日至{year}年12月31日。"
    )
    report.narrative[edition.preamble.key] = [preamble]
    report.blocks.append(preamble)
    for section in edition.sections:
        if not section.numeral:
            continue
        report.blocks.append(_heading(section.heading, section.variants, how.titles, chance))
        if section.kind is SectionKind.TABLE:
            report.blocks.append(_table(edition.tables[section.key], report, how, chance))
        else:
            texts = [_paragraph(chance, year) for _ in range(how.paragraphs)]
            report.narrative[section.key] = texts
            report.blocks += texts
    if how.signed:
        report.closing = [ORGAN, f"{year + 1}年1月{chance.randrange(1, 31)}日"]
    return _in_traditional(report) if how.traditional else report


def _in_traditional(report: Printed) -> Printed:
    convert = _traditional().convert
    report.title = convert(report.title)
    report.narrative = {key: [convert(t) for t in texts] for key, texts in report.narrative.items()}
    report.closing = [convert(text) for text in report.closing]
    report.says = {address: convert(text) for address, text in report.says.items()}
    report.beside = [convert(text) for text in report.beside]
    for number, block in enumerate(report.blocks):
        if isinstance(block, str):
            report.blocks[number] = convert(block)
        else:
            for cell in block.cells:
                cell.text = convert(cell.text)
    return report


def _heading(official: str, variants: tuple[str, ...], titles: str, chance: random.Random) -> str:
    numeral, _, title = official.partition("、")
    match titles:
        case "variant":
            return f"{numeral}、{chance.choice([title, *variants])}"
        case "bare":
            return title
        case "shifted":
            return f"{'二三四五六七'['一二三四五六'.index(numeral)]}、{title}"
        case "round":
            return f"（{numeral}）{title}"
    return official


def _paragraph(chance: random.Random, year: int) -> str:
    """A heading, sentences, or a heading with sentences behind it."""
    head = chance.choice([*HEADINGS, "", "", ""])
    if head and not head.endswith("。"):
        return head
    body = "".join(
        chance.choice(SENTENCES).format(
            n=chance.randrange(1000), m=chance.randrange(13), k=chance.randrange(90)
        )
        for _ in range(chance.randrange(1, 4))
    )
    return f"{head}{year}年,{body}"


# ---------------------------------------------------------------- tables


def _table(table: Table, report: Printed, how: Liberties, chance: random.Random) -> PrintedTable:
    cells = [
        PrintedCell(
            cell.row, cell.column, cell.row_span, cell.column_span, cell.text,
            cell.key if cell.role in (CellRole.INPUT, CellRole.TOTAL) else "",
            cell.key if cell.role is CellRole.LABEL else "",
        )
        for cell in table.grid
    ]  # fmt: skip
    made = PrintedTable(cells, table.grid_column_count, table.grid_row_count)
    if table.key == "requests" and how.merges_other and how.edition == "2021":
        _merge_other(made)
    if how.drops_rows and table.key != "proceedings":
        for key in chance.sample([row.key for row in table.rows], chance.randrange(1, 4)):
            for cell in [cell for cell in made.cells if cell.label == key and cell.row_span == 1]:
                made.drop(cell.row)
    _fill(made, table, report, how, chance)
    if how.misspells and table.key != "proceedings":
        for cell in made.cells:
            if cell.label and chance.random() < 0.15:
                cell.text = misspelt(cell.text, chance)
    if table.key == "requests":
        if how.subtotal_column:
            _add_subtotal_column(made, report)
        if how.subtotal_row:
            _add_subtotal_row(made, report, chance)
    return made


def _merge_other(table: PrintedTable) -> None:
    """（六）其他处理 as one row: its numbers are those of the last of the three."""
    for key in ("other_uncorrected", "other_unpaid"):
        table.drop(next(cell.row for cell in table.cells if cell.label == key))
    label = next(cell for cell in table.cells if cell.label == "other_rest")
    group = next(
        cell for cell in table.cells if cell.row == label.row and cell.column < label.column
    )
    group.column_span += label.column_span
    group.label = "other_rest"
    table.cells.remove(label)


def _fill(
    made: PrintedTable, table: Table, report: Printed, how: Liberties, chance: random.Random
) -> None:
    cells = {cell.address: cell for cell in table.cells}
    values: dict[Address, Number] = {}
    inputs = [each for each in made.cells if each.address and not cells[each.address].is_total]
    for each in inputs:
        cell = cells[each.address]
        texts = (AMOUNTS if cell.kind is NumberKind.MONEY else COUNTS)[how.profile]
        each.text = chance.choice(texts)
        values[each.address] = read_number(each.text, cell.kind, cell.unit).number or 0
    for each in made.cells:
        if each.address and cells[each.address].is_total:
            inside = _inputs_of(each.address, cells)
            total = sum(values.get(part, 0) for part in inside)
            match how.totals if chance.random() < 0.3 else "right":
                case "wrong":
                    each.text = str(chance.randrange(50))
                case "blank":
                    each.text = ""
                case _:
                    each.text = format_number(total)
    for each in made.cells:
        if each.address:
            report.says[each.address] = each.text


def _inputs_of(address: Address, cells: Mapping[Address, Any]) -> list[Address]:
    parts = cells[address].parts
    return [i for part in parts for i in _inputs_of(part, cells)] if parts else [address]


def misspelt(label: str, chance: random.Random) -> str:
    """Return a label with one letter of its words dropped or doubled."""
    at = chance.randrange(min(3, len(label) - 1), len(label))
    return label[:at] + chance.choice(["", label[at] * 2]) + label[at + 1 :]


def _add_subtotal_column(table: PrintedTable, report: Printed) -> None:
    """小计 of the five kinds of organisations, before 总计."""
    at = table.width - 1
    for cell in table.cells:
        if cell.column == at:
            cell.column += 1
        elif (
            cell.column + cell.column_span in (at, at + 1) and cell.row < 2 and cell.column_span > 1
        ):
            cell.column_span += 1  # 申请人情况 and 法人或其他组织
    table.cells.append(PrintedCell(2, at, 1, 1, "小计"))
    for row in range(3, table.height):
        parts = [cell for cell in table.cells if cell.row == row and 4 <= cell.column < at]
        total = sum(read_number(cell.text).number or 0 for cell in parts)
        text = format_number(total) if any(cell.address for cell in parts) else ""
        table.cells.append(PrintedCell(row, at, 1, 1, text))
        if text:
            report.beside.append(text)
    table.width += 1


def _add_subtotal_row(table: PrintedTable, report: Printed, chance: random.Random) -> None:
    """小计 of what came in, below 上年结转."""
    label = next((cell for cell in table.cells if cell.label == "carried_in"), None)
    if label is None:
        return
    row = label.row + 1
    for cell in table.cells:
        if cell.row >= row:
            cell.row += 1
    table.height += 1
    table.cells.append(PrintedCell(row, 0, 1, 3, "小计"))
    for column in range(3, table.width):
        text = str(chance.randrange(300))
        table.cells.append(PrintedCell(row, column, 1, 1, text))
        report.beside.append(text)
