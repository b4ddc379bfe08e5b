"""Fill the fields of a report (organ, year, date, …) from the facts that its source states.

The title counts first, then the text, then the site that published it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import Document, Field, Part
from report_editor.importers.recognition import metadata

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_editor.forms import Form

CREATED, ISSUER, SIGNED = "created", "issuer", "signed"
"""Facts besides the fields, to fall back on: the date when the document was created, the organ that
the site names, the organ that signed."""

_OPENING = 4
"""Paragraphs in which a report names its organ."""


def fill_fields(
    edition: Form, facts: Mapping[str, str], preamble: Sequence[str], texts: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Fill the fields; also return a Chinese sentence about each that was not simply read.

    Facts are known by :class:`~report_editor.document.Field` or one of the names above; the texts
    are all paragraphs of the report, those of the preamble among them.
    """
    fields = {name: text for name, text in facts.items() if name not in (CREATED, ISSUER, SIGNED)}
    if created := facts.get(CREATED):
        fields.setdefault(Field.PUBLICATION_DATE, created)
    said = {
        Field.ORGANIZATION.value: _fill_organization(fields, facts, texts),
        Field.YEAR.value: _fill_year(fields, texts),
    }
    if contact := metadata.find_contact(preamble):
        fields.setdefault(Field.CONTACT, contact)
    if fields.get(Field.TITLE) in _list_official_titles(edition, fields):
        del fields[Field.TITLE]
    return fields, {name: sentence for name, sentence in said.items() if sentence}


def _fill_organization(
    fields: dict[str, str], facts: Mapping[str, str], texts: Sequence[str]
) -> str:
    if name := fields.get(Field.ORGANIZATION, ""):
        longer = metadata.complete_name(name, texts)
        if longer != name:
            fields[Field.ORGANIZATION] = longer
            return f"标题写作“{name}”，机关全称按正文填为“{longer}”，请核对。"
        return ""
    cited = metadata.find_cited_organ(texts[:_OPENING])
    if name := cited or facts.get(ISSUER) or facts.get(SIGNED, ""):
        fields[Field.ORGANIZATION] = name
        where = "正文" if cited else "发布信息"
        return f"原文的标题里没有机关名称，按{where}填为“{name}”，请核对。"
    return ""


def _fill_year(fields: dict[str, str], texts: Sequence[str]) -> str:
    if Field.YEAR in fields:
        return ""
    year = metadata.find_reported_year(texts)
    published = fields.get(Field.PUBLICATION_DATE, "")
    if year is None and published[:4].isdecimal():  # it may be written in characters
        year = int(published[:4]) - 1
    if year is not None:
        fields[Field.YEAR] = str(year)
        return f"原文的标题里没有年度，按正文和发布日期填为 {year} 年，请核对。"
    return ""


def _list_official_titles(edition: Form, fields: Mapping[str, str]) -> set[str]:
    """Return the title that the program gives the report, with and without the organ's name."""
    unnamed = {name: text for name, text in fields.items() if name != Field.ORGANIZATION}
    documents = (Document(edition, parts={Part.FIELDS: each}) for each in (fields, unnamed))
    return {document.official_title for document in documents}
