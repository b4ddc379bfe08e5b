"""What a reviewer notices in the numbers: one reason for all, tenfold values, lost cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity, check
from report_editor.checks.text.similarity import Sentences
from tests.bounded_work import at_most

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def findings(document: Document, code: str, last_year: Document | None = None) -> list[Finding]:
    return [finding for finding in check(document, last_year) if finding.code == code]


@pytest.mark.parametrize(
    ("row", "number", "others", "found"),
    [
        ("unable_not_held", "19", "1", True),
        ("refused_petition", "30", "3", True),
        ("unable_not_held", "18", "2", False),
        ("unable_not_held", "18", "1", False),
        ("granted", "30", "1", False),
        ("partial", "30", "1", False),
    ],
)
def test_one_reason_for_nearly_all(
    make: Callable[..., Document], row: str, number: str, others: str, found: bool
) -> None:
    cells = {
        f"requests.{row}.natural_person": number,
        "requests.denied_query.business": others,
    }
    hints = findings(make(cells), "requests.one_reason")
    assert [(each.severity, each.cells) for each in hints] == [
        (Severity.INFO, (f"requests.{row}.total",))
    ] * found


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


OLD = (
    "我县进一步健全政府信息公开工作机制，明确专人负责信息发布和审核",
    "全年组织业务培训两次，参训人员覆盖所有乡镇和县直部门",
)


@pytest.mark.parametrize(
    ("sentence", "alike"),
    [
        (OLD[0], True),
        (OLD[0].replace("专人", "专职人员"), True),
        (OLD[1].replace("两次", "三次"), True),
        ("我县进一步健全政府信息公开工作机制，及时发布重点领域信息", False),
        ("全年编发公报六期，刊登文件四十二件，免费赠阅", False),
        ("", False),
    ],
)
def test_sentences_nearly_alike(sentence: str, alike: bool) -> None:
    assert Sentences(OLD).has_like(sentence) is alike


def test_two_sentences_of_ten_characters_differ_in_one() -> None:
    assert Sentences(["甲乙丙丁戊己庚辛壬癸"]).has_like("甲乙丙丁子己庚辛壬癸")
    assert not Sentences(["甲乙丙丁戊己庚辛壬癸"]).has_like("甲乙丙丁子丑庚辛壬癸")


def test_sentences_made_to_be_slow_are_not_compared_without_end() -> None:
    texts = [f"{pow(3, 200 + each):b}"[:300] for each in range(1200)]
    known = Sentences(texts[:600])
    with at_most(processor_seconds=10):
        assert not any(known.has_like(text) for text in texts[600:])
    assert known.has_like(texts[0])


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
