"""Whatever a source looks like: no wrong number ever, and nothing lost in silence."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Part
from report_editor.forms import Address, CellRole, Form, Table, form
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.text.plain import read
from report_editor.importers.recognition.recognise import recognise

if TYPE_CHECKING:
    from report_editor.importers.recognised import Recognition

STYLES = ("lines", "flattened", "tabs", "wide tabs", "markdown", "spaces")
"""Ways to write a table: a cell a line · the same with | · a row a line, in four ways."""
PROFILES = (
    ["0", "0", "0", "", "", "/", "—", "1", "2", "3", "17", "250", "00", "1,234", "１２", "5件"],
    ["0", "0", "0", "1", "2", "3", "17", "250", "4", "5", "6", "7", "8", "9"],
    ["", "", "", "", "0", "26", "3"],
)
WRONG_LETTERS = "的之甲乙丙政信公开不以已己申请其它他"
NOISE = ["- 3 -", "第 4 页 共 9 页", "打印本页", "— 12 —"]


@dataclass
class Written:
    """A report in characters, with what each of its cells says."""

    edition: Form
    cells: dict[Address, str] = field(default_factory=dict)
    """Return what the source says in each cell of the rows that it has."""
    text: str = ""
    changed_labels: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)


@cache
def converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


def misspelt(label: str, chance: random.Random) -> str:
    """Return a label with one letter of its words wrong, missing or doubled."""
    at = chance.randrange(min(2, len(label) - 1), len(label))
    return (
        label[:at]
        + chance.choice(["", chance.choice(WRONG_LETTERS), label[at] * 2])
        + label[at + 1 :]
    )


def grid_lines(
    table: Table, written: Written, chance: random.Random, *, wide: bool
) -> list[list[str]]:
    """Return the table's rows as texts, without the rows that are dropped."""
    lines: list[list[str]] = []
    profile = chance.choice(PROFILES)
    damage = written_share(chance, 0.15)
    dropped = {row.key for row in table.rows if chance.random() < written_share(chance, 0.1)}
    if table.key == "proceedings":
        dropped = set()
    for line in range(table.grid_row_count):
        cells = sorted(
            (cell for cell in table.grid if cell.row == line), key=lambda cell: cell.column
        )
        key = next((cell.key for cell in cells if cell.role is CellRole.LABEL), "")
        values = {cell.key for cell in cells if cell.role in (CellRole.INPUT, CellRole.TOTAL)}
        if values and key in dropped:
            continue
        texts: list[str] = []
        for cell in cells:
            text = cell.text
            if cell.key in values:
                text = written.cells[cell.key] = chance.choice(profile)
                if chance.random() < damage / 5:
                    # A cell is missing, as in a page put together by hand: nothing may shift.
                    written.cells[cell.key] = ""
                    written.damaged.add(cell.key.rpartition(".")[0])
                    continue
            elif cell.role is CellRole.LABEL and values and chance.random() < 0.08:
                text = misspelt(text, chance)
                written.changed_labels.add(cell.key)
            texts.append(text)
            if wide:
                texts += [""] * (cell.column_span - 1)
        if wide:
            covered = sum(
                1
                for place in range(table.grid_column_count)
                if table.anchors[line, place].row < line
            )
            texts = [""] * covered + texts if values else texts + [""] * covered
        lines.append(texts)
    return lines


def written_share(chance: random.Random, most: float) -> float:
    return chance.choice([0.0, 0.0, most])


def as_text(lines: list[list[str]], style: str, chance: random.Random) -> list[str]:
    """Return the rows in characters."""
    width = max(len(line) for line in lines)
    out: list[str] = []
    for line in lines:
        if style == "lines":
            out += [text for text in line if text]
        elif style == "flattened":
            texts = [*line, *[""] * (width - len(line))]
            run = ""
            for text in texts:
                if text:
                    out += [run] if run else []
                    run = ""
                    out.append(f"{text} |")
                else:
                    run += "|"
            out += [run] if run else []
        elif style == "markdown":
            out.append("| " + " | ".join(line) + " |")
            if len(out) == 1:
                out.append("|" + "---|" * len(line))
        elif style == "spaces":
            out.append("  ".join(text for text in line if text))
        else:
            out.append("\t".join(line) if len(line) > 1 else line[0])
        if style in ("lines", "spaces", "tabs") and chance.random() < 0.03:
            out.append(chance.choice(NOISE))
    return out


def report(seed: int, style: str, edition_id: str, *, traditional: bool) -> Written:
    chance = random.Random(seed)  # noqa: S311 - a test
    written = Written(form(edition_id))
    year = written.edition.first_year
    out = [f"某某县某某局{year}年政府信息公开工作年度报告"]
    for section in written.edition.sections:
        if not section.numeral:
            continue
        out.append(section.heading)
        if section.key in written.edition.tables:
            table = written.edition.tables[section.key]
            lines = grid_lines(table, written, chance, wide=style == "wide tabs")
            out += as_text(lines, style, chance)
        else:
            out.append(f"{year}年,本机关认真做好工作,没有别的要说。")
    written.text = "\n".join(out)
    if traditional:
        written.text = converter("s2t").convert(written.text)
    return written


def read_back(written: Written) -> Recognition:
    return recognise(read(written.text.encode(), "report.txt"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 2**32),
    st.sampled_from(STYLES),
    st.sampled_from(["2021", "2019"]),
    st.booleans(),
)
def test_no_wrong_number_and_nothing_lost(
    seed: int, style: str, edition_id: str, traditional: bool
) -> None:
    written = report(seed, style, edition_id, traditional=traditional)
    document = read_back(written).document
    assert document.form.id == edition_id
    found = dict(document.entries(Part.CELLS))
    for address, text in found.items():
        assert text == written.cells.get(address), address
    stated = document.entries(Part.STATED)
    for address, text in stated.items():
        assert text == written.cells.get(address), address
    listed = "\n".join(document.paragraphs(UNPLACED))
    for address, text in written.cells.items():
        cell = document.form.cells[address]
        if cell.is_total or text in ("", "/", "—") or address in found:
            continue
        assert text in listed, (address, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from(["tabs", "markdown"]), st.booleans())
def test_rows_whose_blanks_are_kept_are_all_found(seed: int, style: str, traditional: bool) -> None:
    written = report(seed, style, "2021", traditional=traditional)
    found = read_back(written).document.entries(Part.CELLS)
    for address, text in written.cells.items():
        table, row, _ = address.split(".")
        cell = written.edition.cells[address]
        if table == "proceedings" or row in written.changed_labels or cell.is_total:
            continue
        if f"{table}.{row}" in written.damaged:
            continue
        assert found.get(address, "") == text, address


def test_a_text_that_is_no_report_is_refused() -> None:
    with pytest.raises(ImportProblem, match="没有认出"):
        recognise(read("今天天气很好。\n明天去公园。".encode(), "diary.txt"))
