"""Find what is wrong in a report: pure functions, registered as rules."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from report_editor.checks import tables, text, years
from report_editor.checks.finding import Finding, Severity
from report_editor.document import Document, Part

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from report_editor.checks.runner import Steps

__all__ = [
    "Finding",
    "Severity",
    "check",
    "check_in_steps",
    "has_blanks",
    "is_set_aside",
    "summarise",
]


def check(
    document: Document, last_year: Document | None = None, *, is_handed_in: bool = False
) -> list[Finding]:
    """Return everything to look at in a report, errors first, also what a person set aside.

    Args:
        document: Report.
        last_year: Last year's report; without it the values that the report itself keeps of last
            year are compared.
        is_handed_in: Set for a report that nobody works on any more: a blank is then no number
            that is still to come, but a 0, and a column with blanks that does not balance is wrong.
    """
    from report_editor.checks.runner import finish

    return finish(check_in_steps(document, last_year, is_handed_in=is_handed_in))


def check_in_steps(
    document: Document, last_year: Document | None = None, *, is_handed_in: bool = False
) -> Steps:
    """Check a report as :func:`check` does, with a pause after each short step.

    The document must not change between two steps.
    """
    yield from _import_rules()
    from report_editor.checks.registry import RULES
    from report_editor.checks.report import CheckedReport
    from report_editor.checks.runner import run_in_steps

    report = CheckedReport(document, last_year, is_handed_in=is_handed_in)
    findings = yield from run_in_steps(RULES, report)
    return findings


def _import_rules() -> Generator[None, None, None]:
    """Import the files of rules one by one: together they take the time of several frames."""
    if "report_editor.checks.registry" in sys.modules:
        return
    for folder in (tables, text, years):
        for file in iter_modules(folder.__path__, f"{folder.__name__}."):
            import_module(file.name)
            yield


def is_set_aside(document: Document, finding: Finding) -> bool:
    """Check whether a person has looked at the finding and given a reason to leave it."""
    return finding.identity in document.entries(Part.SET_ASIDE)


def summarise(findings: Iterable[Finding]) -> str:
    """Return the state of a report in one sentence, for the status bar.

    Hints do not count, but that tables are still to be filled in comes first.
    """
    findings = tuple(findings)
    severities = [finding.severity for finding in findings]
    errors = severities.count(Severity.ERROR)
    warnings = severities.count(Severity.WARNING)
    parts = [f"{count} 个{name}" for count, name in ((errors, "错误"), (warnings, "提醒")) if count]
    # In a report that somebody finished they are a reminder, and counted.
    if has_blanks(each for each in findings if each.severity is Severity.INFO):
        return "，".join(("还没有填完", *(parts or ("没有发现错误",))))
    return "，".join(parts) or "全部平衡，没有发现问题"


def has_blanks(findings: Iterable[Finding]) -> bool:
    """Check whether something in the tables is not filled in."""
    return any(finding.code == "cell.blank" for finding in findings)
