"""One wrong number is one finding, wherever else it is contradicted."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from report_editor.checks import Finding, check
from report_editor.document import Document, Part, format_number
from report_editor.forms import form
from tests.checks.claim_sentences import MARKED, YEAR, Cells, Writer, make_tables

FORM = form("2021")
DISCLOSURE = {
    "disclosure.licensing.decisions": 30,
    "disclosure.penalties.decisions": 12,
    "disclosure.normative_documents.made": 2,
    "disclosure.normative_documents.repealed": 1,
    "disclosure.normative_documents.in_force": 7,
}
OF_TABLE_TWO = (
    "本年制发行政规范性文件2件、废止1件，现行有效行政规范性文件7件；"
    "作出行政许可决定30件、行政处罚决定12件。"
)
LAST_YEAR = {
    "disclosure.normative_documents.in_force": "6",
    "disclosure.licensing.decisions": "28",
    "disclosure.penalties.decisions": "14",
}


def make_report(cells: Cells, text: str, *, has_totals: bool, has_last_year: bool) -> Document:
    raws = {each.address: str(cells.get(each.address, 0)) for each in FORM.inputs}
    fields = {"organization": "青石县水务局", "year": str(YEAR)}
    return Document(
        FORM,
        parts={
            Part.CELLS: raws,
            Part.FIELDS: fields,
            Part.STATED: print_totals(raws) if has_totals else {},
            Part.PREVIOUS: remember(raws) if has_last_year else {},
        },
        texts={"overview": [text]},
    )


def print_totals(raws: dict[str, str]) -> dict[str, str]:
    right = Document(FORM, parts={Part.CELLS: raws})
    totals = (each for each in FORM.cells.values() if each.is_total)
    return {each.address: format_number(right.value(each.address)) for each in totals}


def remember(raws: dict[str, str]) -> dict[str, str]:
    """Last year's numbers that this year's follow from."""
    carried = {
        f"requests.carried_out.{key.rpartition('.')[2]}": raw
        for key, raw in raws.items()
        if key.startswith("requests.carried_in.")
    }
    return {**{each.address: "0" for each in FORM.inputs}, **carried, **LAST_YEAR}


def list_new(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """Findings of codes of which there were fewer before, hints on what is only unusual aside."""
    codes = Counter(each.code for each in before)
    more = {code for code, n in Counter(each.code for each in after).items() if n > codes[code]}
    messages = {each.message for each in before}
    hints = {"last_year.tenfold", "proceedings.direct_suit", "proceedings.no_reconsideration"}
    return [each for each in after if each.code in more - hints and each.message not in messages]


@pytest.mark.parametrize("has_totals", [False, True])
@pytest.mark.parametrize("has_last_year", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_wrong_cell_is_one_finding_however_many_sentences_contradict_it(
    seed: int, has_totals: bool, has_last_year: bool
) -> None:
    random = Random(f"causes-{seed}")  # noqa: S311 - not for secrets
    cells: Cells = {**make_tables(random), **DISCLOSURE}
    text = MARKED.sub(r"\1", Writer(random, cells).paragraph()) + OF_TABLE_TWO
    totals, last = has_totals, has_last_year
    right = make_report(cells, text, has_totals=totals, has_last_year=last)
    before, stated = check(right), right.entries(Part.STATED)
    for address in random.sample([each for each, number in cells.items() if number], 6):
        wrong = {**cells, address: cells[address] + random.choice((1, 2, 9, 30))}
        document = make_report(wrong, text, has_totals=False, has_last_year=last)
        parts = {part: document.entries(part) for part in Part}
        texts = {"overview": [text]}
        document = Document(FORM, parts={**parts, Part.STATED: stated}, texts=texts)
        new = list_new(before, check(document))
        assert len(new) <= 1, [each.message for each in new]
        if not address.startswith("proceedings") or has_totals:
            assert len(new) == 1, address


def test_the_sentence_that_has_it_right_says_which_cell_is_wrong() -> None:
    cells: Cells = {"requests.new.business": 20, "requests.granted.business": 18,
                    "requests.carried_out.business": 2}  # fmt: skip
    text = "全年收到政府信息公开申请20件，答复18件，结转下年度办理2件。"
    wrong = {**cells, "requests.new.business": 23}
    found = check(make_report(wrong, text, has_totals=False, has_last_year=False))
    (flow,) = [each for each in found if each.code.startswith(("requests.", "narrative."))]
    assert flow.cells[0] == "requests.new.business"
    assert "如果“新收”是 20，文字写的“收到政府信息公开申请20件”也对得上" in flow.message


def test_a_cell_of_a_table_without_balances_is_named_by_the_sentences() -> None:
    cells: Cells = {"proceedings.reconsideration.upheld": 12,
                    "proceedings.reconsideration.pending": 1}  # fmt: skip
    text = "因政府信息公开引起的行政复议4件，其中维持3件，尚未审结1件。"
    found = check(make_report(cells, text, has_totals=False, has_last_year=False))
    (one,) = [each for each in found if each.code.startswith("narrative.")]
    assert "“行政复议·结果维持”现在是 12，如果是 3 就都对得上" in one.message
    assert "行政复议4件" in one.message
    assert "维持3件" in one.message


def test_numbers_that_no_one_cell_explains_stay_findings_of_their_own() -> None:
    cells: Cells = {"requests.new.business": 20, "requests.granted.business": 17}
    text = "全年收到政府信息公开申请20件，答复11件。"
    found = check(make_report(cells, text, has_totals=False, has_last_year=False))
    codes = [each.code for each in found if each.code.startswith(("requests.", "narrative."))]
    assert sorted(codes) == ["narrative.answered", "requests.flow"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("因政府信息公开引起行政复议5件，其中纠正、尚未审结各4件。", 4),
        ("收到申请20件，答复18件，其中予以公开30件、部分公开2件。", 30),
    ],
)
def test_a_wrong_number_of_the_text_is_one_finding(text: str, number: int) -> None:
    cells: Cells = {
        "requests.new.business": 20, "requests.granted.business": 16,
        "requests.partial.business": 2, "requests.carried_out.business": 2,
        "proceedings.reconsideration.upheld": 3, "proceedings.reconsideration.corrected": 1,
        "proceedings.reconsideration.pending": 1,
    }  # fmt: skip
    found = check(make_report(cells, text, has_totals=False, has_last_year=False))
    (one,) = [each for each in found if each.code.startswith("narrative.")]
    assert one.actual == number
