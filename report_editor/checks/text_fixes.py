"""Fixes of texts: what the sentence of a finding says of words, and what takes their place."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from report_editor.checks.replacement import Replacement, Replacements, name_paragraph
from report_editor.checks.runner import finish
from report_editor.checks.text.half_width import (
    HalfWidth,
    describe_half_width,
    find_in_section,
    replace_half_width,
)
from report_editor.checks.text.statements import plan_statement
from report_editor.document import Change, Document, Part, TextEdit
from report_editor.document.template_sentences import mark_sentence
from report_editor.document.text_replacement import plan_replacements
from report_editor.document.unconfirmed import list_unconfirmed, list_unconfirmed_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.finding import Finding

_CONTEXT = 6
"""Characters on either side of a mark or a number that is shown."""


def find_unconfirmed(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the numbers of a paragraph to be confirmed, as long as the finding names them all."""
    if finding.paragraph is None:
        return
    figures = list_unconfirmed(document, finding.section, finding.paragraph)
    first = {each.text: each for each in reversed(figures)}
    texts = list_unconfirmed_texts(document, finding.section, finding.paragraph)
    if texts and "、".join(texts) in finding.message:
        place = name_paragraph(document, finding.section, finding.paragraph)
        paragraph = document.paragraphs(finding.section)[finding.paragraph]
        for text in texts:
            yield Replacement(
                finding.section,
                place,
                _cut_around(paragraph, first[text].at, first[text].at + len(text)),
                f"{text}（已确认）",
                text,
                finding.paragraph,
            )


def _cut_around(text: str, start: int, end: int) -> str:
    """Return words with what stands beside them, short enough for a column: …收到申请5件，办…."""
    left, right = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    return f"{'…' if left else ''}{text[left:right]}{'…' if right < len(text) else ''}"


def find_span(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the words of a finding for which it is known what should stand there."""
    span = finding.span
    if span is not None and span.better and span.is_current(document):
        place = name_paragraph(document, span.section, span.paragraph)
        yield Replacement(
            span.section, place, span.before, span.after, paragraph=span.paragraph, span=span
        )


def find_bound(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the sentence of a finding, as long as it is bound to its template."""
    span = finding.span
    if span is None or not span.is_current(document):
        return
    sentence = span.text[span.start : span.end]
    key = f"{span.section}:{sentence}"
    if key in document.entries(Part.TEMPLATES):
        place = name_paragraph(document, span.section, span.paragraph)
        yield Replacement(
            span.section, place, f"{sentence}（跟着表格）", sentence, key, span.paragraph
        )


def replace_spans(document: Document, chosen: Replacements, label: str) -> Change:
    """Put the words that are known to be right in the place of those chosen."""
    return plan_replacements(document, (each.span for each in chosen if each.span), label)


def find_statement(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the sentence that settles a finding, as long as its section still lacks it there."""
    span = finding.span
    if span is not None and span.better:
        sentence = span.better.strip("\n")
        if plan_statement(document, span.section, sentence) == span:
            yield from find_span(document, finding)


def write_statement(document: Document, chosen: Replacements) -> Change:
    """Write a sentence that the report must have, marked until somebody confirms it."""
    change = replace_spans(document, chosen, "写上应当写明的情况")
    spans = [each.span for each in chosen if each.span] if change.edits else []
    marks = (mark_sentence(document, each.section, each.better.strip("\n")) for each in spans)
    return replace(change, edits=(*change.edits, *(edit for edits in marks for edit in edits)))


def describe_statement(_document: Document, chosen: Replacements) -> str:
    """Return a sentence on the sentence that was written."""
    written = "".join(each.span.better.strip("\n") for each in chosen if each.span)
    return f"写上了“{written}”，请看一遍：情况属实的，在检查结果里确认"


def describe_spans(document: Document, chosen: Replacements) -> str:
    """Return a sentence on the words that were replaced."""
    if len(chosen) == 1 and (span := chosen[0].span):
        return f"“{span.text[span.start : span.end]}”改成了“{span.better}”"
    heading = document.form.section(chosen[0].section).heading
    return f"“{heading}”改了 {len(chosen)} 处文字"


def find_marks(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the half-width marks of a section, as long as they are those that were counted."""
    texts = document.paragraphs(finding.section)
    found = finish(find_in_section(texts))
    if not found or describe_half_width(texts, found) != finding.message:
        return
    for index, marks in found.items():
        place = name_paragraph(document, finding.section, index)
        for each in marks:
            start = max(0, each.spans[0][0] - _CONTEXT)
            before = texts[index][start : each.spans[-1][1] + _CONTEXT]
            shifted = tuple((one - start, end - start) for one, end in each.spans)
            after = replace_half_width(before, [HalfWidth(shifted, each.marks)])
            yield Replacement(finding.section, place, before, after, paragraph=index, marks=each)


def widen_marks(document: Document, chosen: Replacements) -> Change:
    """Put full-width marks in the place of the half-width ones chosen."""
    section = chosen[0].section
    texts = document.paragraphs(section)
    edits = []
    for index, group in groupby(chosen, key=lambda each: each.paragraph):
        assert index is not None  # each is in a paragraph
        marks = [each.marks for each in group if each.marks is not None]
        after = replace_half_width(texts[index], marks)
        edits.append(TextEdit(section, index, (texts[index],), (after,)))
    return Change("改成全角标点", tuple(edits))
