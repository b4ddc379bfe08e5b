"""This year's report against last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity, check
from report_editor.document import Document, Part
from report_editor.document.rollover import roll_over
from tests.checks.found import OLD, findings

if TYPE_CHECKING:
    from collections.abc import Callable


THIS = {
    "requests.new.natural_person": "30",
    "requests.carried_in.natural_person": "5",
    "requests.granted.natural_person": "35",
    "disclosure.normative_documents.made": "2",
    "disclosure.normative_documents.repealed": "1",
    "disclosure.normative_documents.in_force": "13",
    "disclosure.licensing.decisions": "60",
}


LAST = {
    "requests.new.natural_person": "40",
    "requests.granted.natural_person": "35",
    "requests.carried_out.natural_person": "5",
    "disclosure.normative_documents.in_force": "12",
    "disclosure.licensing.decisions": "50",
}


OTHER_TEXTS = {
    "overview": ["2022年的工作和这一年的说法完全不同，不能算作重复的句子。"],
    "problems": ["去年的问题是另外一些问题，措施也是另外一些措施，不能算作重复。"],
    "other_matters": ["去年没有发出收费通知。"],
}


CROSS = [
    ("last_year.carried", {}, {"requests.carried_out.natural_person": "4"}),
    ("last_year.in_force", {}, {"disclosure.normative_documents.in_force": "11"}),
    ("last_year.jump", {}, {"disclosure.licensing.decisions": "180"}),
    ("last_year.jump", {"disclosure.licensing.decisions": "9"}, {}),
    (
        "last_year.repealed",
        {"disclosure.normative_documents.repealed": "15"},
        {},
    ),
    ("proceedings.too_many", {"proceedings.reconsideration.upheld": "36"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "this", "last"), CROSS)
def test_this_year_follows_from_last_year(
    make: Callable[..., Document], code: str, this: dict[str, str], last: dict[str, str]
) -> None:
    before = make(LAST, year="2022", texts=OTHER_TEXTS)
    assert findings(make(THIS), code, before) == []
    before = make({**LAST, **last}, year="2022", texts=OTHER_TEXTS)
    assert findings(make({**THIS, **this}), code, before)
    assert findings(make({**THIS, **this}), code) == []


def test_what_was_carried_is_an_error_in_all_and_a_warning_in_a_column(
    make: Callable[..., Document],
) -> None:
    last = make({**LAST, "requests.carried_out.natural_person": "4"}, year="2022")
    one, total = sorted(
        findings(make(THIS), "last_year.carried", last), key=lambda each: each.cells
    )
    assert (one.severity, total.severity) == (Severity.WARNING, Severity.ERROR)
    assert (total.expected, total.actual) == (4, 5)


def test_another_year_is_not_compared(make: Callable[..., Document]) -> None:
    last = make({**LAST, "requests.carried_out.natural_person": "4"}, year="2021")
    codes = {each.code for each in check(make(THIS), last)}
    assert "last_year.year" in codes
    assert "last_year.carried" not in codes


def test_copied_tables_and_texts_are_told(make: Callable[..., Document]) -> None:
    last = make(THIS, year="2022")
    codes = {finding.code for finding in check(make(THIS), last)}
    assert {"last_year.copied", "last_year.repeated", "last_year.problems"} <= codes
    last = make(LAST, year="2022", texts=OTHER_TEXTS)
    codes = {finding.code for finding in check(make(THIS), last)}
    assert not {"last_year.copied", "last_year.repeated", "last_year.problems"} & codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受理申请30件，申请数量较去年下降12.3%。", True),
        ("受理申请30件，申请数量较去年下降25%。", False),
        ("受理申请30件，申请与上年相比减少10件。", False),
        ("受理申请30件，申请与上年相比减少11件。", True),
        ("受理申请35件，申请量同比下降12.5%。", False),
        ("受理申请30件，申请同比增长25%。", True),
    ],
)
def test_trends_are_counted_anew(make: Callable[..., Document], text: str, found: bool) -> None:
    last = make(LAST, year="2022", texts=OTHER_TEXTS)
    document = make(THIS, texts={"overview": [text]})
    assert bool(findings(document, "last_year.trend", last)) is found


def test_a_report_begun_from_last_year_s_is_compared_with_it(
    make: Callable[..., Document],
) -> None:
    begun = roll_over(make({**LAST, "requests.carried_out.natural_person": "4"}, year="2022"))
    parts = {part: dict(begun.entries(part)) for part in Part}
    parts[Part.CELLS] |= THIS
    document = Document(begun.form, parts=parts)
    assert len(findings(document, "last_year.carried")) == 2
    assert findings(document, "last_year.year") == []


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [("5", "51", True), ("5", "50", False), ("1", "19", False), ("0", "80", False)],
)
def test_a_value_ten_times_last_year_s(
    make: Callable[..., Document], before: str, now: str, found: bool
) -> None:
    address = "requests.denied_query.natural_person"
    last = make({address: before}, year="2022")
    hints = findings(make({address: now}), "last_year.tenfold", last)
    assert [(each.section, each.cells) for each in hints] == [("requests", (address,))] * found


def test_tenfold_values_of_a_table_are_told_at_once(make: Callable[..., Document]) -> None:
    rows = ("granted", "partial", "denied_query", "unable_not_held")
    last = make({f"requests.{row}.business": "2" for row in rows}, year="2022")
    document = make({f"requests.{row}.business": "200" for row in rows})
    (hint,) = findings(document, "last_year.tenfold", last)
    assert len(hint.cells) == 4
    assert "等 4 格" in hint.message


def test_a_jump_that_is_warned_of_is_not_told_again(make: Callable[..., Document]) -> None:
    last = make({"disclosure.licensing.decisions": "5"}, year="2022")
    document = make({"disclosure.licensing.decisions": "80"})
    assert findings(document, "last_year.jump", last)
    assert findings(document, "last_year.tenfold", last) == []


@pytest.mark.parametrize(
    ("this", "found"),
    [
        ({"upheld": "1"}, True),
        ({"upheld": "1", "pending": "1"}, False),
        ({"upheld": "3"}, False),
        ({"upheld": ""}, False),
    ],
)
def test_cases_pending_last_year_do_not_vanish(
    make: Callable[..., Document], this: dict[str, str], found: bool
) -> None:
    row = "proceedings.reconsideration"
    last = make({f"{row}.pending": "2"}, year="2022")
    document = make({f"{row}.{column}": number for column, number in this.items()})
    hints = findings(document, "last_year.pending", last)
    assert [(each.severity, each.cells) for each in hints] == [
        (Severity.INFO, (f"{row}.total",))
    ] * found


def test_text_changed_in_a_word_is_last_year_s(make: Callable[..., Document]) -> None:
    texts = {"overview": [f"{OLD[0]}。", f"{OLD[1]}。"], "problems": ["公开不够，需要改进提高。"]}
    last = make(year="2022", texts=texts)
    changed = {
        "overview": [f"{OLD[0]}。".replace("专人", "专职人员"), f"{OLD[1]}。".replace("两", "三")],
        "problems": ["解读形式单一，今后丰富形式。"],
    }
    (finding,) = findings(make(texts=changed), "last_year.repeated", last)
    assert "几乎相同" in finding.message
    other = {**changed, "overview": ["全年编发公报六期，刊登文件四十二件。"]}
    assert findings(make(texts=other), "last_year.repeated", last) == []
