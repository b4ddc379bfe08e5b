"""Rules: the codes they give, what they need of an edition, and what they look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from report_editor.checks.finding import Issue, Severity
    from report_editor.checks.report import CheckedReport
    from report_editor.forms import Form

Subject = TypeVar("Subject")
Names: TypeAlias = tuple[str, ...]
Reader: TypeAlias = "Callable[[CheckedReport], Hashable]"
Lister: TypeAlias = "Callable[[CheckedReport], Iterable[Any]]"


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """A registered check."""

    codes: tuple[str, ...]
    """Codes it may give; empty where the form names them, beside its totals and balances."""
    severity: Severity
    """Severity of an issue which names none itself."""
    needs: tuple[str, ...]
    """Parts that the edition has to have, as :meth:`~report_editor.forms.Form.has` reads them."""
    each: Lister | None
    """Lists what the rule is run on one by one; None for a rule on the report as a whole."""
    find: Callable[..., Iterable[Issue | None]]
    reads: Reader | None = None
    """Returns what it reads of the report besides the paragraph that it is run on; as long as both
    are the same, its findings are remembered. None where they cannot be."""

    @property
    def file(self) -> str:
        """Return the module that registers the rule."""
        return self.find.__module__


@lru_cache(maxsize=1024)
def is_applicable(rule: Rule, form: Form) -> bool:
    """Check whether an edition has everything that a rule needs."""
    return all(form.has(need) for need in rule.needs)


@overload
def rule(
    codes: str | tuple[str, ...], severity: Severity, *, needs: tuple[str, ...] = ()
) -> Callable[[Callable[[CheckedReport], Iterable[Issue | None]]], Rule]: ...


@overload
def rule(
    codes: str | tuple[str, ...],
    severity: Severity,
    *,
    needs: tuple[str, ...] = (),
    each: Callable[[CheckedReport], Iterable[Subject]],
    reads: Reader | None = None,
) -> Callable[[Callable[[CheckedReport, Subject], Iterable[Issue | None]]], Rule]: ...


def rule(
    codes: str | Names,
    severity: Severity,
    *,
    needs: Names = (),
    each: Lister | None = None,
    reads: Reader | None = None,
) -> Callable[[Callable[..., Iterable[Issue | None]]], Rule]:
    """Register the function below as a rule of its file.

    The arguments are the attributes of :class:`Rule`; several codes are named by the issues. Rules
    of a file with the same ``each``, one below the other, take turns on each of its entries, so
    that their findings keep the order of the report.
    """

    def register(find: Callable[..., Iterable[Issue | None]]) -> Rule:
        names = (codes,) if isinstance(codes, str) else codes
        return Rule(names, severity, needs, each, find, reads)

    return register
