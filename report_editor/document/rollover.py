"""This year's report from last year's (以上年报告新建)."""

from __future__ import annotations

import re

from report_editor.document.changes import Part
from report_editor.document.document import Document, Field
from report_editor.document.numbers import format_number
from report_editor.document.unconfirmed import all_unconfirmed
from report_editor.forms import form_for_year

PREVIOUS_YEAR = "#year"
PREVIOUS_FORM = "#form"
_TEXT = "#text:"

_CARRIED_FIELDS = (Field.ORGANIZATION, Field.CONTACT, Field.SIGNATORY)
_KEEP = re.compile(
    r"《[^《》]*》"
    r"|[〔\[［][0-9]{4}[〕\]］]"
    r"|20[0-9]{2}\s*[-—－至]\s*20[0-9]{2}"  # a span of years is the name of a plan
    r"|(?:上一?年度?|去年|上年同期)[(（]?\s*20[0-9]{2}"
    r"|20[0-9]{2}\s*年度?[^，。；、,;]{0,6}(?:决算|预算|规划|计划)"
)


def roll_over(last: Document, year: int | None = None) -> Document:
    """Begins the report of the next year, or of ``year``, from last year's.

    What was carried over to the next year (四、结转下年度) becomes 上年结转 column by column; the
    other inputs are blank. Last year's values stay with the document for comparison. The text
    is taken over with the report year moved on; every number in it is to be confirmed.

    Raises:
        ValueError: last year's report does not say of which year it is, and none was given.
    """
    if year is None:
        if last.year is None:
            raise ValueError("last year's report has no year")
        year = last.year + 1
    texts = {
        section.key: [
            move_year(paragraph, last.year, year) if last.year else paragraph
            for paragraph in last.paragraphs(section.key)
        ]
        for section in last.form.text_sections
    }
    fields = {str(name): last.field(name) for name in _CARRIED_FIELDS if last.field(name)}
    fields[Field.YEAR] = str(year)
    parts: dict[Part, dict[str, str]] = {
        Part.FIELDS: fields,
        Part.CELLS: _carried_in(last),
        Part.PREVIOUS: _snapshot(last),
    }
    document = Document(form_for_year(year), parts=parts, texts=texts)
    parts[Part.UNCONFIRMED] = all_unconfirmed(document)
    return Document(document.form, parts=parts, texts=texts)


def move_year(paragraph: str, old: int, new: int) -> str:
    """A paragraph with the report year moved on where it means the report year.

    Titles in 《》, document numbers, spans of years and another year's 决算 are left alone.
    """
    kept = [match.span() for match in _KEEP.finditer(paragraph)]

    def move(match: re.Match[str]) -> str:
        inside = any(start <= match.start() < end for start, end in kept)
        return match[0] if inside else str(new)

    return re.sub(rf"(?<![0-9]){old}(?=\s*年|[-—－./][0-9])", move, paragraph)


def previous_text(document: Document, section: str) -> tuple[str, ...]:
    """Last year's paragraphs of a section, as they stay with the document."""
    text = document.entries(Part.PREVIOUS).get(f"{_TEXT}{section}")
    return tuple(text.split("\n")) if text else ()


def previous_year(document: Document) -> int | None:
    """The year of the report that this one was begun from."""
    text = document.entries(Part.PREVIOUS).get(PREVIOUS_YEAR)
    return int(text) if text and re.fullmatch(r"[0-9]{4}", text) else None


def _carried_in(last: Document) -> dict[str, str]:
    """上年结转 of each column: what last year carried out, where it says so."""
    carried: dict[str, str] = {}
    for column in last.form.tables["requests"].columns:
        source = f"requests.carried_out.{column.key}"
        number = last.number(source)
        if number is not None and not last.form.cells[source].is_total:
            carried[f"requests.carried_in.{column.key}"] = format_number(number)
    return carried


def _snapshot(last: Document) -> dict[str, str]:
    """What the comparison needs of last year: every value, every text, year and edition."""
    values = {
        address: format_number(number)
        for address in last.form.cells
        if (number := last.number(address)) is not None
    }
    texts = {
        f"{_TEXT}{section.key}": "\n".join(last.paragraphs(section.key))
        for section in last.form.text_sections
        if last.paragraphs(section.key)
    }
    year = {PREVIOUS_YEAR: str(last.year)} if last.year else {}
    return {**values, **texts, **year, PREVIOUS_FORM: last.form.id}
