"""Begin this year's report from last year's (以上年报告新建)."""

from __future__ import annotations

import re

from report_editor.document.changes import UNPLACED, Part
from report_editor.document.document import Document, Field
from report_editor.document.editions import find_counterpart
from report_editor.document.last_year import keep_last_year
from report_editor.document.numbers import format_number
from report_editor.document.unconfirmed import list_figures_to_confirm
from report_editor.forms import Form, form_for_year

_CARRIED_FIELDS = (Field.ORGANIZATION, Field.CONTACT, Field.SIGNATORY)
_KEEP = re.compile(
    r"《[^《》]*》"
    r"|[〔\[［][0-9]{4}[〕\]］]"
    r"|20[0-9]{2}\s*[-—－至]\s*20[0-9]{2}"  # a span of years is the name of a plan
    r"|(?:上一?年度?|去年|上年同期)[(（]?\s*20[0-9]{2}"
    r"|20[0-9]{2}\s*年度?[^，。；、,;]{0,6}(?:决算|预算|规划|计划)"
)


def roll_over(last: Document, year: int | None = None) -> Document:
    """Return the report of the next year, or of ``year``, begun from last year's.

    What was carried over to the next year (四、结转下年度) becomes 上年结转 column by column; the
    other inputs are blank. Last year's values stay with the document for comparison. The text
    is taken over with the report year moved on; every number in it is to be confirmed. A text
    whose section the edition in force lacks is kept among the unplaced texts.

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
    texts = {
        key: [move_year(each, last.year, year) if last.year else each for each in paragraphs]
        for key, paragraphs in {**old, UNPLACED: leftover}.items()
    }
    fields = {str(name): last.field(name) for name in _CARRIED_FIELDS if last.field(name)}
    fields[Field.YEAR] = str(year)
    parts: dict[Part, dict[str, str]] = {
        Part.FIELDS: fields,
        Part.CELLS: _carry_in(last, form),
        Part.PREVIOUS: keep_last_year(last, old),
    }
    document = Document(form, parts=parts, texts=texts)
    parts[Part.UNCONFIRMED] = list_figures_to_confirm(document)
    return Document(form, parts=parts, texts=texts)


def move_year(paragraph: str, old: int, new: int) -> str:
    """Return a paragraph with the report year moved on where it means the report year.

    Titles in 《》, document numbers, spans of years and another year's 决算 are left alone.
    """
    kept = [match.span() for match in _KEEP.finditer(paragraph)]

    def move(match: re.Match[str]) -> str:
        is_inside = any(start <= match.start() < end for start, end in kept)
        return match[0] if is_inside else str(new)

    return re.sub(rf"(?<![0-9]){old}(?=\s*年|[-—－./][0-9])", move, paragraph)


def _carry_in(last: Document, form: Form) -> dict[str, str]:
    """Return 上年结转 of each column: what last year carried out, where it says so."""
    return {
        there: format_number(number)
        for cell in last.form.inputs
        if cell.address == f"requests.carried_out.{cell.column.key}"
        and (there := f"requests.carried_in.{cell.column.key}") in form.cells
        and (number := last.number(cell.address)) is not None
        and not form.cells[there].is_total
    }
