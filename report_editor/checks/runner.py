"""Run rules on a report: a rule that fails costs its own findings and a line in the log."""

from __future__ import annotations

import logging
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from report_editor.checks.catalogue import explain
from report_editor.checks.causes import Found, join_findings
from report_editor.checks.finding import METADATA, Finding, Severity
from report_editor.checks.memory import TextMemory
from report_editor.checks.rule import Rule, is_applicable
from report_editor.document.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Generator, Hashable, Iterable, Iterator

    from report_editor.checks.report import CheckedReport, Paragraph

Result = TypeVar("Result")
Steps: TypeAlias = "Generator[None, None, list[Finding]]"
"""A check that pauses after each short step and returns its findings."""

_remembered: TextMemory[tuple[Found, ...]] = TextMemory(16 * MAX_TEXT)
"""Findings of rules in the paragraphs of the last checks; a text counts once for each rule."""

FAILED = "check.failed"
"""Code of the finding that a rule could not be run."""

_log = logging.getLogger(__name__)


def run_in_steps(rules: Iterable[Rule], report: CheckedReport) -> Steps:
    """Run the rules that the report's edition has the parts for, a short step at a time.

    Errors come first; findings of one severity are in the order of the rules. The document must
    not change between two steps.
    """
    with suppress(Exception):  # the rules that need the texts meet the same
        yield from report.prepare()
    found: list[Found] = []
    fitting = [rule for rule in rules if is_applicable(rule, report.form)]
    for _, group in groupby(fitting, key=lambda rule: (rule.file, rule.each)):
        for each in _run_together(list(group), report):
            if each is not None:
                found.append(each)
            yield
    findings = yield from join_findings(report, found)
    ordered: list[Finding] = []
    for severity in Severity:
        ordered.extend(each for each in findings if each.severity is severity)
        yield
    return ordered


def finish(steps: Generator[None, None, Result]) -> Result:
    """Take all steps at once and return what they come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


def _run_together(rules: list[Rule], report: CheckedReport) -> Iterator[Found | None]:
    """Run rules that look at the same things on one of these after the other.

    None is yielded between two steps.
    """
    each = rules[0].each
    try:
        subjects: list[tuple[Any, ...]] = [()]
        if each is not None:
            subjects = [(subject,) for subject in each(report)]
    except Exception as error:
        yield from (Found(_fail(rule, error)) for rule in rules)
        return
    read = {rule: rule.reads(report) for rule in rules if rule.reads is not None}
    for subject in subjects:
        for rule in tuple(rules):
            try:
                if rule in read:
                    yield from _recall(rule, report, subject[0], read[rule])
                else:
                    yield from _find(rule, report, subject)
            except Exception as error:
                rules.remove(rule)
                yield Found(_fail(rule, error))
            yield None


def _find(rule: Rule, report: CheckedReport, subject: tuple[Any, ...]) -> Iterator[Found | None]:
    """Run a rule on one thing."""
    for issue in rule.find(report, *subject):
        if issue is None:
            yield None
            continue
        code = issue.code or rule.codes[0]
        if code not in (rule.codes or report.form.codes):
            raise ValueError(f"{code} is not declared")
        finding = Finding.from_issue(issue, code, rule.severity)
        yield Found(finding, issue.cause, issue.consequence)


def _recall(
    rule: Rule, report: CheckedReport, paragraph: Paragraph, read: Hashable
) -> Iterator[Found | None]:
    """Run a rule on a paragraph, unless what it found there is remembered."""
    place = (rule, paragraph.section, paragraph.index, read)
    known = _remembered.find(paragraph.original, place)
    if known is None:
        found = []
        for each in _find(rule, report, (paragraph,)):
            if each is not None:
                found.append(each)
            yield each
        _remembered.keep(paragraph.original, tuple(found), place)
    else:
        yield from known


def _fail(rule: Rule, error: Exception) -> Finding:
    codes = "、".join(rule.codes)
    _log.error("a rule of %s failed: %s", rule.file, codes, exc_info=error)
    text = explain(rule.codes[0]) if rule.codes else None
    name = text.title if text else "表格的总计和勾稽关系"
    return Finding(
        FAILED,
        Severity.WARNING,
        METADATA,
        f"程序出错，“{name}”这一项没有检查完。请自己核对这一项，并把出错的经过告诉开发者。",
    )
