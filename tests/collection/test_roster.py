"""Offices that are missing, have sent two reports, or are called otherwise."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.collection.duplicates import choose_counted
from report_editor.collection.roster import RosterProblem, call_roster, read_expected
from report_editor.collection.units import are_near, find_near, fold_unit
from report_editor.common.traditional_chinese import to_traditional
from tests.bounded_work import bounded_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.collection.report_row import ReportRow


@pytest.mark.parametrize(
    "name",
    [
        "青山縣教育局",
        "青山县 教育局",
        "青山县　教育局",
        "青山县（教育局）",
        "青山县(教育局)",
        " 青山县教育局\n",
    ],
)
def test_a_name_is_the_same_however_it_is_written(row: Callable[..., ReportRow], name: str) -> None:
    roster = call_roster([row(organization="青山县教育局")], [name])
    assert (roster.missing, roster.renamed, roster.unexpected) == ((), (), ())


NAMES = (
    "青山县教育局",
    "云水市卫生健康委员会",
    "龙门区发展和改革局",
    "东关镇人民政府",
    "临时机构（筹备组）",
)
SPACES = st.sampled_from(["", " ", "　", "\t", "\u00a0", "·", "（", "）", "(", ")", "-"])


@settings(max_examples=60)
@given(st.sampled_from(NAMES), st.booleans(), st.lists(SPACES, min_size=20, max_size=20))
def test_spaces_brackets_and_characters_of_either_kind_make_no_other_name(
    name: str, traditional: bool, spaces: list[str]
) -> None:
    written = to_traditional(name) if traditional else name
    spread = "".join(f"{space}{char}" for space, char in zip(spaces, written, strict=False))
    assert fold_unit(spread) == fold_unit(name)
    assert len({fold_unit(each) for each in NAMES}) == len(NAMES)


@pytest.mark.parametrize(
    ("expected", "called"),
    [
        ("青山县青石镇人民政府", "青山县青石镇"),
        ("教育局", "青山县教育局"),
        ("青山县教育局", "青山县教育体育局"),
        ("青山县卫健委", "青山县卫生健康委员会"),
    ],
)
def test_a_near_name_is_told_and_never_joined(
    row: Callable[..., ReportRow], expected: str, called: str
) -> None:
    report = row(organization=called)
    roster = call_roster([report], [expected])
    assert roster.renamed == ((expected, report),)
    assert (roster.missing, roster.unexpected) == ((), ())


def test_a_name_with_one_other_character_is_told_and_stays_missing(
    row: Callable[..., ReportRow],
) -> None:
    report = row(organization="青山县青右镇人民政府")
    roster = call_roster([report], ["青山县青石镇人民政府"])
    assert roster.renamed == (("青山县青石镇人民政府", report),)
    assert roster.missing == ("青山县青石镇人民政府",)
    assert roster.unexpected == (report,)


def test_another_office_is_another(row: Callable[..., ReportRow]) -> None:
    report = row(organization="青山县财政局")
    roster = call_roster([report], ["青山县民政局"])
    assert roster.missing == ("青山县民政局",)
    assert roster.unexpected == (report,)
    assert roster.renamed == ()


def test_without_a_list_nobody_is_missing(row: Callable[..., ReportRow]) -> None:
    roster = call_roster([row(0), row(1)])
    assert (roster.missing, roster.unexpected, roster.twice) == ((), (), ())


def test_two_reports_of_an_office_and_year_are_told_and_one_counts(
    row: Callable[..., ReportRow], tmp_path: Path
) -> None:
    names = ("青山县教育局", "青山縣（教育局）", "青山县教育局", "青山县财政局")
    files = [tmp_path / f"{number}.xlsx" for number in range(4)]
    for number, file in enumerate(files):
        file.touch()
        os.utime(file, (1000 + number, 1000 + number))
    years = (2023, 2023, 2022, 2023)
    rows = [
        row(number, organization=names[number], year=years[number], file=str(files[number]))
        for number in range(4)
    ]
    (twice,) = call_roster(rows).twice
    assert [each.file.name for each in twice] == ["1.xlsx", "0.xlsx"], "the later written first"
    assert choose_counted(rows) == rows[1:]


def test_reports_without_a_name_are_not_the_same_office(row: Callable[..., ReportRow]) -> None:
    rows = [row(0, organization=""), row(1, organization="")]
    roster = call_roster(rows, ["青山县教育局"])
    assert roster.nameless == tuple(rows)
    assert (roster.twice, roster.unexpected) == ((), ())
    assert roster.missing == ("青山县教育局",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_has_a_name_a_line_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.txt"
    path.write_bytes("青山县教育局\r\n\r\n　青山县财政局 \n".encode(encoding))
    assert read_expected(path) == ["青山县教育局", "青山县财政局"]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 a workbook", b"\x89PNG", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4"]
)
def test_a_list_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "名单"
    path.write_bytes(data)
    with pytest.raises(RosterProblem, match="不是文本文件"):
        read_expected(path)


def test_pairs_of_thousands_of_names_take_no_square_of_their_number() -> None:
    chance = random.Random(1)  # noqa: S311 - names, no secret
    chars = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]
    names = ["".join(chance.choices(chars, k=8)) for _ in range(4000)]
    with bounded_work():
        pairs = list(find_near([f"{each}局" for each in names], names))
    assert len(pairs) > 3900
    assert all(are_near(one, other) for one, other in pairs)


def test_a_name_is_not_near_itself_nor_an_empty_one() -> None:
    assert not are_near(fold_unit("青山县教育局"), fold_unit("青山縣教育局"))
    assert not are_near("", "青山县教育局")
