"""Changes numbers of tables in published reports and lets their texts follow.

``python -m tests.checks.followed_numbers FOLDER`` tries every input on which a sentence depends;
``tests/checks/text/test_number_links.py`` runs a few. A text that has followed says what the tables
say, and nothing but numbers in it is another; what denied any has the number instead.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.checks.runner import finish
from report_editor.checks.text.number_links import find_links, remember_meanings
from report_editor.document import Document, format_number
from report_editor.document.commands import set_cells
from report_editor.document.text_replacement import plan_replacements
from report_editor.workspace.opening import open_file
from tests.checks.published_reports import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = re.compile("[0-9０-９,，]+|[零一二两三四五六七八九十百千]+")


def follow(document: Document, address: str, more: int) -> tuple[int, list[str]]:
    """Raise an input and let the text follow; return how many numbers did, and what is wrong."""
    changed = document.copy()
    before = finish(find_links(changed, {}))
    meanings = remember_meanings(before, {})
    raised = format_number(changed.value(address) + more)
    changed.apply(set_cells(changed, {address: raised}))
    waiting = [
        each
        for each in finish(find_links(changed, meanings))
        if not each.is_right and each.key in meanings
    ]
    places = [each.place for each in waiting if each.place.better]
    texts = {key: changed.paragraphs(key) for key in changed.text_keys}
    change = plan_replacements(changed, places, "文字跟着表格改")
    if change.edits:
        changed.apply(change)
    doubtful = {each.place.paragraph for each in before if not each.is_right}
    doubtful |= {each.place.paragraph for each in waiting if not each.place.better}
    wrong = [
        f"{each.words}: {each.name} {each.choices}"
        for each in finish(find_links(changed, meanings))
        if not each.is_right and each.place.paragraph not in doubtful
    ]
    denied = {each.words: each.place.better for each in waiting if not _NUMBER.search(each.words)}
    for key, old in texts.items():
        for one, other in zip(old, changed.paragraphs(key), strict=True):
            for words, better in denied.items():
                one = one.replace(words, better)  # noqa: PLW2901 - 未收到申请 gets a number
            if _NUMBER.sub("#", one) != _NUMBER.sub("#", other):
                wrong.append(f"{one} became {other}")
    return len(places), wrong


def list_inputs(document: Document) -> list[str]:
    """List the inputs of the tables of which sentences speak."""
    tables = ("requests", "proceedings")
    return [each.address for each in document.form.inputs if each.table in tables]


def main(samples: Path, names: Iterable[str] = PUBLISHED) -> int:
    """Try all inputs of all reports; return how many went wrong."""
    followed = failed = 0
    for name in names:
        document = open_file(samples / name).document
        for address in list_inputs(document):
            count, wrong = follow(document, address, 1)
            followed += count
            failed += len(wrong)
            for each in wrong:
                print(f"{name} {address}: {each}")
    print(f"{followed} numbers followed, {failed} wrong")
    return failed


if __name__ == "__main__":
    sys.exit(bool(main(Path(sys.argv[1]))))
