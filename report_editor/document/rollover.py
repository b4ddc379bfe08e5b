"""Begin this year's report from last year's (以上年报告新建)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.document.changes import UNPLACED, Change, EntryEdit, Part, TextEdit
from report_editor.document.compare import pair_paragraphs
from report_editor.document.document import Document, Field
from report_editor.document.editions import find_counterpart
from report_editor.document.last_year import (
    Remark,
    get_previous_text,
    get_previous_year,
    keep_last_year,
    keep_reading,
)
from report_editor.document.limits import MAX_OWN_TEXT
from report_editor.document.numbers import CellProblem, ParsedNumber, format_number
from report_editor.document.uncertain import make_uncertain_key
from report_editor.document.unconfirmed import find_figures, list_figures_to_confirm
from report_editor.forms import Form, form_for_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_editor.forms import Address, Cell

_CARRIED_FIELDS = (Field.ORGANIZATION, Field.CONTACT, Field.SIGNATORY)
_KEEP = re.compile(
    r"《[^《》]*》"
    r"|[〔\[［][0-9]{4}[〕\]］]"
    r"|20[0-9]{2}\s*[-—－至]\s*20[0-9]{2}"  # a span of years is the name of a plan
    r"|(?:上一?年度?|去年|上年同期)[(（]?\s*20[0-9]{2}"
    r"|20[0-9]{2}\s*年度?[^，。；、,;]{0,6}(?:决算|预算|规划|计划)"
)
_WHERE = re.compile(r"（([^（）]*(?:第|行|页|段|表|格)[^（）]*)）$")
"""Note at the end of an unplaced text on where in the source it stood."""
_LONGEST_QUOTED = 30
_WORD = re.compile(r"[^\W\d_]")


def roll_over(
    last: Document,
    year: int | None = None,
    *,
    doubts: Mapping[Address, str] | None = None,
    file: str = "",
    remarks: Sequence[Remark] = (),
) -> Document:
    """Return the report of the next year, or of ``year``, begun from last year's.

    What was carried over to the next year (四、结转下年度) becomes 上年结转 column by column; the
    other inputs are blank. Last year's values stay with the document for comparison. The text
    is taken over with the report year moved on; every number in it is to be confirmed. A text
    whose section the edition in force lacks is kept among the unplaced texts, and so is a text
    that had found no place in last year's. Rows of numbers among those are left behind: they are
    last year's, and no cell of this year takes them.

    Args:
        last: last year's report.
        year: year of the new one.
        doubts: reasons why a value of 结转下年度 may be wrong, by last year's address. What is
            blank or no count is in doubt without being named here.
        file: name of last year's file.
        remarks: what is to be kept of how that was read.

    Raises:
        ValueError: last year's report does not say of which year it is, and none was given.
    """
    if year is None:
        if last.year is None:
            raise ValueError("last year's report has no year")
        year = last.year + 1
    form = form_for_year(year)
    old: dict[str, tuple[str, ...]] = {}
    leftover: list[str] = []
    for section in last.form.text_sections:
        key = find_counterpart(section, last.form, form)
        if key is not None:
            old[key] = last.paragraphs(section.key)
        elif last.paragraphs(section.key):
            leftover += (section.heading, *last.paragraphs(section.key))
    leftover += map(_name_origin, filter(is_carried_text, last.paragraphs(UNPLACED)))
    texts = {
        key: [move_year(each, last.year, year) if last.year else each for each in paragraphs]
        for key, paragraphs in {**old, UNPLACED: leftover}.items()
    }
    fields = {str(name): last.field(name) for name in _CARRIED_FIELDS if last.field(name)}
    fields[Field.YEAR] = str(year)
    cells, uncertain = _carry_in(last, form, doubts or {})
    kept = keep_last_year(last, old)
    room = MAX_OWN_TEXT - sum(map(len, kept.values()))
    parts: dict[Part, dict[str, str]] = {
        Part.FIELDS: fields,
        Part.CELLS: cells,
        Part.PREVIOUS: kept | keep_reading(file, remarks, room),
    }
    document = Document(form, parts=parts, texts=texts)
    parts[Part.UNCONFIRMED] = list_figures_to_confirm(document) | uncertain
    return Document(form, parts=parts, texts=texts)


def take_over_paragraph(
    document: Document, section: str, text: str, start: int, end: int
) -> Change:
    """Bring a paragraph of last year into this year's text, with the report year moved on.

    It takes the place of the paragraphs between two positions, which may be the same. Its numbers
    are to be confirmed, as those of a report that was begun from last year's.
    """
    last, year = get_previous_year(document), document.year
    moved = move_year(text, last, year) if last and year else text
    texts = TextEdit(section, start, document.paragraphs(section)[start:end], (moved,))
    known = document.entries(Part.UNCONFIRMED)
    figures = dict.fromkeys(each.text for each in find_figures(moved))
    keys = {f"{section}:{each}": each for each in figures}
    entries = (
        EntryEdit(Part.UNCONFIRMED, key, None, each)
        for key, each in keys.items()
        if key not in known
    )
    edits = (*((texts,) if texts.before != texts.after else ()), *entries)
    return Change("带入上年的一段", edits)


def is_carried_text(unplaced: str) -> bool:
    """Check whether an unplaced text goes to the new report: words, not a row of numbers."""
    return " | " not in unplaced and bool(_WORD.search(_WHERE.sub("", unplaced)))


def _name_origin(unplaced: str) -> str:
    """Return an unplaced text with a note that it stood in last year's report."""
    if match := _WHERE.search(unplaced):
        is_older = match[1].startswith("上年报告")  # nobody has placed it for a year
        return unplaced if is_older else f"{unplaced[: match.start()]}（上年报告，{match[1]}）"
    return f"{unplaced}（上年报告里的一段）"


def move_year(paragraph: str, old: int, new: int) -> str:
    """Return a paragraph with the report year moved on where it means the report year.

    Titles in 《》, document numbers, spans of years and another year's 决算 are left alone.
    """
    kept = [match.span() for match in _KEEP.finditer(paragraph)]

    def move(match: re.Match[str]) -> str:
        is_inside = any(start <= match.start() < end for start, end in kept)
        return match[0] if is_inside else str(new)

    return re.sub(rf"(?<![0-9]){old}(?=\s*年|[-—－./][0-9])", move, paragraph)


def pair_with_last_year(document: Document, section: str) -> tuple[list[str], dict[int, int]]:
    """Find the paragraphs of last year that those of a section were made from.

    Returns:
        Last year's paragraphs with the year moved on, and their indexes by those of this year.
    """
    last = get_previous_text(document, section)
    before, now = get_previous_year(document), document.year
    moved = [move_year(each, before, now) if before and now else each for each in last]
    return moved, pair_paragraphs(moved, document.paragraphs(section))


def list_carried_pairs(last: Form, form: Form) -> list[tuple[Cell, Address]]:
    """Return the inputs of 结转下年度, each with its cell of 上年结转; an empty text for none."""
    pairs = []
    for cell in last.inputs:
        if cell.table == "requests" and cell.row.key == "carried_out":
            there = form.cells.get(f"requests.carried_in.{cell.column.key}")
            pairs.append((cell, there.address if there and not there.is_total else ""))
    return pairs


def _carry_in(
    last: Document, form: Form, doubts: Mapping[Address, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return 上年结转 of each column, and the entries for those that are in doubt."""
    cells: dict[str, str] = {}
    uncertain: dict[str, str] = {}
    for cell, there in list_carried_pairs(last.form, form):
        if not there:
            continue
        parsed = last.parse(cell.address)
        if parsed.number is not None and parsed.problem is None:
            cells[there] = format_number(parsed.number)
        if reason := _describe_problem(parsed) or doubts.get(cell.address, ""):
            uncertain[make_uncertain_key(there, cells.get(there, ""))] = reason
    return cells, uncertain


def _describe_problem(parsed: ParsedNumber) -> str:
    """Return in Chinese why a value of last year is no count to rely on; empty where it is one."""
    raw = " ".join(parsed.raw.split())[:_LONGEST_QUOTED]
    match parsed.problem:
        case CellProblem.NOT_A_NUMBER:
            problem = f"写的“{raw}”不能确定是哪个数"
        case CellProblem.NEGATIVE:
            problem = f"写的“{raw}”是负数"
        case CellProblem.NOT_WHOLE:
            problem = f"写的“{raw}”不是整数"
        case None if parsed.is_blank:
            problem = f"写的是“{raw}”，没有数字" if raw else "是空白"
        case None if parsed.remark:
            problem = f"写的是“{raw}”，数字之外还有说明"
        case None:
            return ""
    return f"上年报告的“结转下年度继续办理”{problem}。"
