"""Reports with everything that a fix can settle, made from sound ones by damage.

``python -m tests.checks.damaged_reports --count 2000`` tries every fix on so many of them.
"""

from __future__ import annotations

import argparse
import random
import sys
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity, check
from report_editor.checks.codes import STATEMENT_CODES
from report_editor.checks.fixes import Fix, find_fix, find_group, join_fixes
from report_editor.document import Document, EntryEdit, Part, TextEdit, format_number
from report_editor.document.balances import evaluate_balance
from report_editor.document.unconfirmed import list_figures_to_confirm
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.document import Change
    from report_editor.forms import Address

LIKELY = "改成可能的数"
"""Kind of the fixes that are not certain."""
WRITTEN = ("０{}", "{}件", " {}", "00{}", "{} ")
BLANKS = ("", "", "/", "—", "无")
MARKS = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "。": "."}
TEXT = (
    "2023年，全县主动公开政府信息1,234条，其中规范性文件12件（含修订3件），比例为3:1。",
    "（一）主动公开。网址：http://www.x.gov.cn/s?q=公开,解读，邮箱：a@b.cn，电话：0515-8888。",
    "收到申请5件，办结4件；对“WPS, Word”等问题：已于12:30答复。",
)


def damage(document: Document, chance: random.Random) -> Document:
    """Return a copy of a report with slips of every kind."""
    cells = dict(document.entries(Part.CELLS))
    for cell in document.form.inputs:
        number = format_number(document.value(cell.address))
        if chance.random() < 0.1:
            cells[cell.address] = chance.choice(WRITTEN).format(number)
        elif chance.random() < 0.05:
            cells[cell.address] = chance.choice(BLANKS)
        elif chance.random() < 0.02:
            cells[cell.address] = str(chance.randrange(30))
    if chance.random() < 0.2:
        table = chance.choice([*document.form.tables])
        cells = {each: raw for each, raw in cells.items() if not each.startswith(f"{table}.")}
    stated = dict(document.entries(Part.STATED))
    totals = [each for each in document.form.cells.values() if each.is_total]
    for total in chance.sample(totals, chance.choice((0, 1, 3, 10))):
        wrong = document.value(total.address) + chance.choice((-1, 1, 9, 0))
        stated[total.address] = chance.choice((str(max(0, wrong)), str(max(0, wrong)), "", "见附"))
    texts = {
        each.key: [
            "".join(MARKS.get(c, c) if chance.random() < 0.3 else c for c in text)
            for text in (*document.paragraphs(each.key), *chance.sample(TEXT, 1))
        ]
        for each in document.form.text_sections
    }
    source: dict[str, str] = {}
    for key, each_table in document.form.tables.items():
        row = chance.choice(each_table.rows)
        if chance.random() < 0.3:
            source |= {f"label:{key}.{row.key}": "别的名称", f"section:{key}": f"{key}的别名"}
    parts = {part: dict(document.entries(part)) for part in Part}
    parts |= {Part.CELLS: cells, Part.STATED: stated, Part.SOURCE: source}
    parts[Part.CELLS] = {each: raw for each, raw in cells.items() if raw}
    damaged = Document(document.form, parts=parts, texts=texts)
    if chance.random() < 0.5:
        parts[Part.UNCONFIRMED] = list_figures_to_confirm(damaged)
        damaged = Document(document.form, parts=parts, texts=texts)
    return damaged


def make_reports(count: int, seed: int = 1) -> Iterator[Document]:
    """Makes balanced reports of both editions with small numbers, and damages them."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        the_form = form(chance.choice(("2021", "2021", "2019")))
        cells = {each.address: str(chance.choice((0, 0, 0, 1, 2, 12))) for each in the_form.inputs}
        for balance in the_form.balances:
            received, carried = balance.left
            if not received.is_total:
                answered = Document(the_form, parts={Part.CELLS: cells}).sum_of(
                    cell.address for cell in balance.right
                )
                cells |= {received.address: str(answered), carried.address: "0"}
        year = str(the_form.first_year + chance.choice((0, 1, 1, 1, 2)))
        parts = {
            Part.CELLS: cells,
            Part.FIELDS: {"organization": "青山县人民政府", "year": year},
        }
        texts = {each.key: list(TEXT) for each in the_form.text_sections}
        yield damage(Document(the_form, parts=parts, texts=texts), chance)


def list_fixes(document: Document, found: list[Finding]) -> Iterator[tuple[list[Finding], Fix]]:
    """Lists the fixes of a report, one by one and all of a group, with the findings they settle."""
    groups: dict[tuple[str, str], list[tuple[Finding, Fix]]] = {}
    for finding in found:
        if fix := find_fix(document, finding):
            yield [finding], fix
            if key := find_group(document, finding):
                groups.setdefault(key, []).append((finding, fix))
    for pairs in groups.values():
        if len(pairs) > 1:
            yield [finding for finding, _ in pairs], join_fixes(fix for _, fix in pairs)


def list_errors(document: Document, found: Iterable[Finding]) -> set[tuple[object, ...]]:
    """Return each error with its place; an error of sums even where another finding hides it."""
    by_sums = document.form.codes | {"requests.repair"}
    broken = {
        (balance.code, *balance.addresses)
        for balance in document.form.balances
        if not evaluate_balance(document, balance).is_balanced
    }
    return broken | {
        (each.code, each.section, each.cells[:1], each.paragraph)
        for each in found
        if each.severity is Severity.ERROR and each.code not in by_sums
    }


def list_right_totals(document: Document) -> dict[tuple[str, str], object]:
    """Totals that are the sum of what is printed, with the code of the rule that says so."""
    return {
        (rule.code, target): document.printed_value(target)
        for table in document.form.tables.values()
        for rule in table.totals
        for target in table.addresses_of()
        if (parts := rule.parts_of(target))
        and document.printed_value(target) == sum(map(document.printed_value, parts))
    }


def find_stray_edits(document: Document, found: list[Finding], change: Change) -> list[object]:
    """Edits of what the sentences of the findings do not name."""
    cells = {cell for each in found for cell in each.cells}
    sections = {each.section for each in found}
    blanks = {cell for each in found if each.code == "cell.blank_total" for cell in each.cells}
    totals = blanks | {each.cells[0] for each in found if each.cells}
    settled = {total for cell in cells for total in document.form.dependents[cell]}
    statements = {
        each.span.better.strip("\n") for each in found if each.span and each.code in STATEMENT_CODES
    }
    stray: list[object] = []
    after = document.copy()
    after.apply(change)
    for edit in change.edits:
        if isinstance(edit, TextEdit):
            kept = [each for each in edit.after if each not in statements]
            fits = edit.section in sections
            fits &= len(edit.before) == len(edit.after) or list(edit.before) == kept
        elif not isinstance(edit, EntryEdit):
            fits = False
        elif edit.part is Part.CELLS:
            fits = edit.key in cells
        elif edit.part is Part.STATED:
            agrees = not edit.before or (document.printed_value(edit.key) == after.value(edit.key))
            fits = edit.key in totals or (edit.key in settled and agrees)
        elif edit.part is Part.SOURCE:
            fits = edit.key.partition(":")[2].partition(".")[0] in sections
        elif edit.part is Part.TEMPLATES:
            section, _, sentence = edit.key.partition(":")
            fits = section in sections and sentence in statements
        else:
            fits = edit.part is Part.UNCONFIRMED and edit.key.partition(":")[0] in sections
        if not fits:
            stray.append(edit)
    return stray


def find_inputs(document: Document, cell: Address) -> set[Address]:
    """Return the inputs that a total is computed from."""
    parts = document.form.cells[cell].parts
    return {each for part in parts for each in (part, *find_inputs(document, part))}


def _describe(finding: Finding) -> tuple[object, ...]:
    """Return all that a finding says, and where; a sentence may stand in several paragraphs."""
    return finding.code, finding.section, finding.cells, finding.paragraph, finding.message


def try_fixes(document: Document) -> tuple[int, list[str]]:
    """Applies each fix to a copy; returns how many there are and what is wrong with them."""
    found = check(document)
    errors, totals = list_errors(document, found), list_right_totals(document)
    count, wrong = 0, []
    for settled, fix in list_fixes(document, found):
        count += 1
        change, after = fix.plan(document), document.copy()
        after.apply(change)
        found_after = check(after)
        name = f"{fix.name} {settled[0].message[:50]}"
        if fix.kind.name != "换成应当用的格式":
            wrong += [f"{name}: {edit}" for edit in find_stray_edits(document, settled, change)]
            if new := list_errors(after, found_after) - errors:
                wrong.append(f"{name}: new errors {new}")
            # One that is only likely, and is shown before, writes a number: its own and no other.
            own = {each.cell for each in fix.replacements} if fix.kind.name == LIKELY else set()
            wrong += [
                f"{name}: another number in {cell}"
                for cell in document.form.cells
                if document.value(cell) != after.value(cell)
                and cell not in own
                and own.isdisjoint(find_inputs(document, cell))
            ]
            right = list_right_totals(after)
            lost = [each for each in totals if right.get(each) != totals[each]]
            if own:  # the sums of its row and column move with it
                lost = [each for each in totals if each not in right]
            wrong += [f"{name}: altered or contradicted {total}" for total in lost]
        words = {_describe(each) for each in found_after}
        wrong += [f"{name}: not settled" for each in settled if _describe(each) in words]
        if any(find_fix(after, each) for each in settled):
            wrong.append(f"{name}: offered again")
        if not fix.describe(document):
            wrong.append(f"{name}: no sentence")
    return count, wrong


def main() -> int:
    """Tries every fix on generated reports."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    count, wrong = 0, []
    for document in make_reports(arguments.count, arguments.seed):
        tried, problems = try_fixes(document)
        count += tried
        wrong += problems
    sys.stdout.write(f"{count} fixes on {arguments.count} reports, {len(wrong)} wrong\n")
    sys.stdout.write("".join(f"{each}\n" for each in wrong[:50]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
