"""Fixes: what settles a finding, of which it is known cell by cell what it changes.

A fix changes what the sentence of its finding names, and nothing else. It is found for the
document as it is now: where that is no longer what the sentence says, there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from report_editor.checks.codes import (
    STATEMENT_CODES,
    TEMPLATE_CODE,
    UNCERTAIN_CODE,
    UNCONFIRMED_CODE,
)
from report_editor.checks.finding import METADATA
from report_editor.checks.likely_fixes import find_likely_fix, is_about_balance
from report_editor.checks.replacement import Replacement, Replacements
from report_editor.checks.report import CheckedReport
from report_editor.checks.text_fixes import (
    describe_spans,
    describe_statement,
    find_bound,
    find_marks,
    find_span,
    find_statement,
    find_unconfirmed,
    replace_spans,
    widen_marks,
    write_statement,
)
from report_editor.document import Change, Document, Part, format_number
from report_editor.document.commands import accept_totals, fill_zero, set_cells
from report_editor.document.completeness import count_blanks
from report_editor.document.editions import plan_conversion
from report_editor.document.template_sentences import confirm_sentences
from report_editor.document.uncertain import confirm_values, list_uncertain
from report_editor.document.unconfirmed import confirm
from report_editor.forms import form_for_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from report_editor.checks.finding import Finding
    from report_editor.forms import Address

BLANK = "空白"
_LONGEST_NAMED = 20
"""Characters of words that stand in the name of their fix: it has the room of a link."""


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    find: Callable[[Document, Finding], Iterable[Replacement]]
    plan: Callable[[Document, Replacements], Change]
    describe: Callable[[Document, Replacements], str]
    asks: bool = False
    asks_of_several: bool = False
    """Set where a person is to see what it changes as soon as that is more than one thing."""
    joins: bool = True
    """Set where those of a section may be done together; not where each is to be looked at."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Replacements of one kind, which settle one finding or several."""

    kind: _Kind
    name: str
    """Words for a link or a menu: 空白填 0."""
    replacements: tuple[Replacement, ...]
    notes: tuple[str, ...] = ()
    """Sentences on what else comes with it."""

    @property
    def asks(self) -> bool:
        """Check whether a person is to see what it changes before it is done."""
        kind = self.kind
        return kind.asks or (kind.asks_of_several and len(self.replacements) > 1)

    def plan(self, document: Document, chosen: Replacements | None = None) -> Change:
        """Return the change, one step to undo, that makes all replacements or the chosen ones."""
        return self.kind.plan(document, self.replacements if chosen is None else chosen)

    def describe(self, document: Document, chosen: Replacements | None = None) -> str:
        """Return a sentence, without its full stop, on what was changed: 表三填了 138 格 0."""
        return self.kind.describe(document, self.replacements if chosen is None else chosen)


def find_fix(document: Document, finding: Finding) -> Fix | None:
    """Return what settles a finding; None where a person must decide, or where it is not so now."""
    kind = _find_kind(document, finding)
    if kind is None or any(each not in document.form.cells for each in finding.cells):
        return None
    found = tuple(kind.find(document, finding))
    if not found:
        return None
    if kind is _LIKELY and (likely := find_likely_fix(document, finding)):
        return Fix(kind, likely.words, found, (likely.advice,))
    if kind is _EDITION:
        _, lost = plan_conversion(document, form_for_year(document.year or 0))
        return Fix(kind, f"换成{found[0].after}", found, tuple(lost))
    better = found[0].span.better if found[0].span else ""
    if kind is _STATEMENT:
        return Fix(kind, f"写上“{better.strip()}”", found)
    is_short = 0 < len(better) <= _LONGEST_NAMED
    return Fix(kind, f"改成 {better}" if is_short else kind.name, found)


def find_group(document: Document, finding: Finding) -> tuple[str, str] | None:
    """Return what findings have in common that can be settled together: kind and section."""
    kind = _find_kind(document, finding)
    return (kind.name, finding.section) if kind and kind.joins else None


def join_fixes(fixes: Iterable[Fix]) -> Fix:
    """Return the fixes of one group as one."""
    every = tuple(fixes)
    replacements = dict.fromkeys(each for fix in every for each in fix.replacements)
    notes = dict.fromkeys(note for fix in every for note in fix.notes)
    return replace(every[0], replacements=tuple(replacements), notes=tuple(notes))


def _find_kind(document: Document, finding: Finding) -> _Kind | None:
    if finding.code in document.form.total_codes:
        return _TOTALS
    if finding.code == "cell.not_a_number":  # of a total it is what the source printed
        return _TOTALS if document.stated(finding.cells[0]) else None
    if is_about_balance(document, finding):
        return _LIKELY
    is_followed = finding.span is not None and bool(finding.span.better)
    return _KINDS.get(finding.code, _FOLLOW if is_followed else None)


# ---------------------------------------------------------------- tables


def _find_total(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the printed total that a finding is about, as long as it says what is so.

    It is left out where another sum holds with the total as it is printed: that would break.
    """
    address = finding.cells[0]
    printed, computed = document.stated(address), document.value(address)
    if printed is None or computed != finding.expected or printed.number != finding.actual:
        return
    if printed.number is not None and any(
        document.printed_value(target) == sum(map(document.printed_value, parts))
        for target, parts in _list_sums(document, address)
    ):
        return
    yield _replace_cell(document, address, printed.raw, format_number(computed))


def _find_blank_totals(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the totals printed blank that a finding names, as long as all their sums are known."""
    for address in finding.cells:
        printed, computed = document.stated(address), document.value(address)
        if printed is None or not printed.is_blank or finding.expected not in (None, computed):
            return
        if count_blanks(document, [address]):  # the sum is not known yet
            return
    for address in finding.cells:
        yield _replace_cell(document, address, BLANK, format_number(document.value(address)))


def _list_sums(
    document: Document, address: Address
) -> Iterator[tuple[Address, tuple[Address, ...]]]:
    """Yield the sums that a cell is the total or a part of, each with its parts."""
    key, row, column = address.split(".")
    for rule in document.form.tables[key].totals:
        changed = (rule.target, column) if rule.axis == "row" else (row, rule.target)
        target = ".".join((key, *changed))
        parts = rule.parts_of(target) if target in document.form.cells else ()
        if parts and address in (target, *parts):
            yield target, parts


def _describe_totals(document: Document, chosen: Replacements) -> str:
    if len(chosen) == 1:
        return f"{chosen[0].place}改用计算值 {chosen[0].after}"
    return f"{_name_table(document, chosen)}有 {len(chosen)} 个总计改用计算值"


def _find_blanks(document: Document, finding: Finding) -> Iterator[Replacement]:
    if all(document.parse(each).is_blank for each in finding.cells):
        for address in finding.cells:
            yield _replace_cell(document, address, document.raw(address) or BLANK, "0")


def _describe_zeros(document: Document, chosen: Replacements) -> str:
    return f"{_name_table(document, chosen)}填了 {len(chosen)} 格 0"


def _find_likely(document: Document, finding: Finding) -> Iterator[Replacement]:
    if likely := find_likely_fix(document, finding):
        before = document.raw(likely.address) or BLANK
        yield _replace_cell(document, likely.address, before, format_number(likely.number))


def _find_unplain(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the cells whose numbers can be written plainly; a remark stays."""
    for address in finding.cells:
        parsed = document.parse(address)
        # Where the form names no unit, the unit written in the cell is part of the value.
        is_so = parsed.number is not None and parsed.normalised and parsed.number == finding.actual
        if parsed.number is not None and is_so and document.form.cells[address].unit:
            plain = format_number(parsed.number) + parsed.remark
            yield _replace_cell(document, address, parsed.raw, plain)


def _describe_plain(document: Document, chosen: Replacements) -> str:
    if len(chosen) == 1:
        return f"{chosen[0].place}改写为 {chosen[0].after}"
    return f"{_name_table(document, chosen)}有 {len(chosen)} 格改为规范写法"


def _replace_cell(document: Document, address: Address, before: str, after: str) -> Replacement:
    section = document.form.cells[address].table
    place = CheckedReport(document).cell_name(address)
    return Replacement(section, place, before, after, address)


def _name_table(document: Document, chosen: Replacements) -> str:
    return CheckedReport(document).table_name(chosen[0].section)


def _write_cells(document: Document, chosen: Replacements, label: str = "改为规范写法") -> Change:
    return set_cells(document, {each.key: each.after for each in chosen}, label)


# ---------------------------------------------------------------- what the source printed


def _find_edition(document: Document, _finding: Finding) -> Iterator[Replacement]:
    year, form = document.year, document.form
    if year is not None and (right := form_for_year(year)).id != form.id:
        yield Replacement(METADATA, "表格的格式", form.name, right.name, right.id)


def _convert(document: Document, _chosen: Replacements) -> Change:
    return plan_conversion(document, form_for_year(document.year or 0))[0]


def _find_label(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the rows of a finding with other words: the form prints the official ones anyway."""
    table = document.form.tables[finding.section]
    for row in dict.fromkeys(each.split(".")[1] for each in finding.cells):
        key = f"label:{table.key}.{row}"
        if (printed := document.entries(Part.SOURCE).get(key)) and printed in finding.message:
            label = table.row(row).label
            place = f"{CheckedReport(document).table_name(table.key)}“{label}”"
            yield Replacement(table.key, place, printed, label, key)


def _find_title(document: Document, finding: Finding) -> Iterator[Replacement]:
    key = f"section:{finding.section}"
    if (printed := document.entries(Part.SOURCE).get(key)) and printed in finding.message:
        heading = document.form.section(finding.section).heading
        yield Replacement(finding.section, heading, printed, heading, key)


def _drop_notes(document: Document, chosen: Replacements) -> Change:
    keys = (each.key for each in chosen)
    return Change("采用官方名称", document.plan_dropping(Part.SOURCE, keys))


def _describe_labels(document: Document, chosen: Replacements) -> str:
    if len(chosen) == 1:
        return f"{chosen[0].place}采用官方名称"
    return f"{_name_table(document, chosen)}有 {len(chosen)} 行采用官方名称"


# ---------------------------------------------------------------- texts


def _find_uncertain(document: Document, finding: Finding) -> Iterator[Replacement]:
    """Yield the cells that still hold what was carried over and is not certain."""
    uncertain = {each for found in list_uncertain(document).values() for each in found}
    if uncertain.issuperset(finding.cells):
        for address in finding.cells:
            if raw := document.raw(address):
                yield _replace_cell(document, address, f"{raw}（待核实）", f"{raw}（已确认）")


def _confirm(document: Document, chosen: Replacements) -> Change:
    return confirm(document, chosen[0].section, (each.key for each in chosen))


_EDITION = _Kind(
    "换成应当用的格式",
    _find_edition,
    _convert,
    lambda _document, chosen: f"换成了{chosen[0].after}",
    asks=True,
)
_TOTALS = _Kind(
    "采用计算值",
    _find_total,
    lambda document, chosen: accept_totals(document, (each.key for each in chosen)),
    _describe_totals,
)
_LIKELY = _Kind(
    "改成可能的数",
    _find_likely,
    lambda document, chosen: _write_cells(document, chosen, "改成可能的数"),
    lambda _document, chosen: f"{chosen[0].place}改成 {chosen[0].after}",
    asks=True,
    joins=False,
)
_FOLLOW = _Kind(
    "按表格改", find_span, partial(replace_spans, label="文字跟着表格改"), describe_spans
)
_STATEMENT = _Kind(
    "写上应当写明的情况", find_statement, write_statement, describe_statement, joins=False
)
_KINDS = {
    **dict.fromkeys(STATEMENT_CODES, _STATEMENT),
    "cell.blank_total": replace(_TOTALS, find=_find_blank_totals),
    "cell.blank": _Kind(
        "空白填 0",
        _find_blanks,
        lambda document, chosen: fill_zero(document, (each.key for each in chosen)),
        _describe_zeros,
    ),
    "cell.normalised": _Kind("改为规范写法", _find_unplain, _write_cells, _describe_plain),
    "form.edition": _EDITION,
    "form.label": _Kind("采用官方名称", _find_label, _drop_notes, _describe_labels),
    "form.section_title": _Kind(
        "采用官方标题",
        _find_title,
        _drop_notes,
        lambda _document, chosen: f"“{chosen[0].after}”采用官方标题",
    ),
    UNCERTAIN_CODE: _Kind(
        "确认数字",
        _find_uncertain,
        lambda document, chosen: confirm_values(document, (each.key for each in chosen)),
        lambda document, chosen: f"{_name_table(document, chosen)}确认了 {len(chosen)} 格",
        asks_of_several=True,
        joins=False,
    ),
    UNCONFIRMED_CODE: _Kind(
        "确认数字",
        find_unconfirmed,
        _confirm,
        lambda _document, chosen: f"{chosen[0].place}确认了 {len(chosen)} 个数字",
        asks_of_several=True,
        joins=False,
    ),
    "text.half_width": _Kind(
        "改成全角标点",
        find_marks,
        widen_marks,
        lambda document, chosen: (
            f"“{document.form.section(chosen[0].section).heading}”改了 {len(chosen)} 处半角标点"
        ),
        asks=True,
        joins=False,
    ),
    TEMPLATE_CODE: _Kind(
        "确认这一句",
        find_bound,
        lambda document, chosen: confirm_sentences(document, (each.key for each in chosen)),
        lambda _document, chosen: f"确认了 {len(chosen)} 句常用句",
    ),
    "text.slip": _Kind("改正", find_span, partial(replace_spans, label="改正错词"), describe_spans),
}
"""Kinds of fixes by the codes of the findings they settle; codes of totals are the form's."""
