"""Earlier versions of a report."""

from __future__ import annotations

import errno
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.files.refusals import WriteProblem
from report_editor.storage import versions
from report_editor.storage.versions import (
    DAYS,
    LAST,
    UPGRADES,
    Reason,
    Version,
    VersionProblem,
    keep_version,
    list_versions,
    save,
    select_kept,
)
from tests.files.fake_disk import Watched, fail_at

if TYPE_CHECKING:
    from datetime import tzinfo


class Noon(datetime):
    """A day that does not end while versions are counted by days."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 1, 8, 4, tzinfo=UTC).astimezone(tz)


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "datetime", Noon)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports" / "年报.xlsx"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "data" / "backups"


def contents(path: Path, backups: Path) -> list[bytes]:
    return [each.read() for each in list_versions(path, backups)]


def test_the_last_versions_of_a_day_are_kept_newest_first(report: Path, backups: Path) -> None:
    for number in range(1, 9):
        assert save(report, b"%d" % number, backups) == ""
        assert report.read_bytes() == b"%d" % number
        expected = [b"%d" % each for each in range(number, max(0, number - LAST), -1)]
        assert contents(report, backups) == expected
    newest = list_versions(report, backups)[0]
    assert newest.size == 1
    assert newest.kept == Noon.now(UTC)
    assert newest.file.suffix == ".xlsx"


def test_what_somebody_else_wrote_is_kept_before_it_is_replaced(
    report: Path, backups: Path
) -> None:
    report.write_bytes(b"last year's, made in Excel")
    save(report, b"first", backups)
    report.write_bytes(b"changed in WPS")
    save(report, b"second", backups)
    assert contents(report, backups) == [
        b"second",
        b"changed in WPS",
        b"first",
        b"last year's, made in Excel",
    ]


def test_the_same_content_is_kept_once(report: Path, backups: Path) -> None:
    for _ in range(3):
        save(report, b"same", backups)
    assert contents(report, backups) == [b"same"]


def test_a_version_does_not_change_with_the_report(report: Path, backups: Path) -> None:
    save(report, b"good", backups)
    with report.open("r+b") as file:  # as programs do that write in place
        file.write(b"evil")
    assert contents(report, backups) == [b"good"]


def test_the_version_before_an_upgrade_outlives_many_saves(report: Path, backups: Path) -> None:
    save(report, b"format 1", backups)
    save(report, b"format 2", backups, upgrade=True)
    for number in range(LAST * 2):
        save(report, b"%d" % number, backups)
    kept = list_versions(report, backups)
    assert [each.read() for each in kept if each.reason is Reason.UPGRADE] == [b"format 1"]
    assert len(kept) == LAST + 1


def test_reports_of_the_same_name_do_not_mix(tmp_path: Path, report: Path, backups: Path) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / report.name
    save(report, b"one", backups)
    save(other, b"two", backups)
    assert contents(report, backups) == [b"one"]
    assert contents(other, backups) == [b"two"]


def test_versions_follow_a_renamed_report(report: Path, backups: Path) -> None:
    save(report, b"one", backups)
    save(report, b"two", backups)
    renamed = report.with_name("改名.xlsx")
    report.rename(renamed)
    assert contents(renamed, backups) == [b"two", b"one"]
    save(renamed, b"three", backups)
    assert contents(renamed, backups) == [b"three", b"two", b"one"]
    assert contents(report, backups) == []


def test_a_copy_does_not_take_the_versions_away(report: Path, backups: Path) -> None:
    save(report, b"one", backups)
    copy = report.with_name("copy.xlsx")
    copy.write_bytes(b"one")
    assert contents(copy, backups) == []
    assert contents(report, backups) == [b"one"]


def test_nothing_to_keep_of_a_file_that_is_not_there(report: Path, backups: Path) -> None:
    assert keep_version(report, backups) is None
    assert list_versions(report, backups) == []


def test_a_damaged_or_missing_version_is_told(report: Path, backups: Path) -> None:
    save(report, b"one", backups)
    version = list_versions(report, backups)[0]
    version.file.write_bytes(b"0ne")
    with pytest.raises(VersionProblem, match="损坏"):
        version.read()
    version.file.unlink()
    with pytest.raises(VersionProblem, match="读不出来"):
        version.read()


def test_strange_files_among_the_versions_are_left_alone(report: Path, backups: Path) -> None:
    save(report, b"one", backups)
    folder = list_versions(report, backups)[0].file.parent
    digest = "0" * 64
    for name in (f"000009-20261399T000000Z-save-{digest}.xlsx", "readme.txt", "000002-"):
        (folder / name).write_bytes(b"")
    for number in range(LAST * 2):
        save(report, b"%d" % number, backups)
    assert len(list_versions(report, backups)) == LAST
    assert (folder / "readme.txt").exists()


def test_a_save_succeeds_without_its_versions_and_says_so(report: Path, backups: Path) -> None:
    backups.parent.mkdir()
    backups.write_bytes(b"a file in the way")
    warning = save(report, b"data", backups)
    assert report.read_bytes() == b"data"
    assert "历史版本没有保留" in warning


def test_a_refused_name_is_told_as_such(tmp_path: Path, backups: Path) -> None:
    with pytest.raises(WriteProblem, match="不接受"):
        save(tmp_path / "a\0.xlsx", b"data", backups)


def test_an_error_at_any_call_loses_no_version(tmp_path: Path) -> None:
    """Only a save that succeeded drops a version, and only the oldest."""
    points = 0
    for at in range(1, 200):
        report, backups = tmp_path / f"{at}.xlsx", tmp_path / f"backups {at}"
        for number in range(LAST):
            save(report, b"%d" % number, backups)
        old = contents(report, backups)
        ops = Watched(fail_at(at, OSError(errno.ENOSPC, "full")))
        try:
            save(report, b"new", backups, ops=ops)
        except WriteProblem:
            assert report.read_bytes() in (old[0], b"new")  # new: only its sync is in doubt
            assert contents(report, backups) == old
        else:
            assert report.read_bytes() == b"new"
            assert set(old[: LAST - 1]) <= set(contents(report, backups))
        if len(ops.calls) < at:
            break
        points += 1
    print(f"save with versions: {points} points, versions lost 0")
    assert 15 < points < 199


moments = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from([Reason.SAVE, Reason.SAVE, Reason.UPGRADE])),
    max_size=60,
)


@given(moments)
def test_which_versions_stay(given_moments: list[tuple[int, Reason]]) -> None:
    versions = [
        Version(
            Path(str(number)),
            number,
            datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day),
            why,
            "",
            1,
        )
        for number, (day, why) in enumerate(given_moments, start=1)
    ]
    versions.reverse()
    stay = select_kept(versions)
    numbers = [each.number for each in versions]
    assert set(numbers[:LAST]) <= stay <= set(numbers)
    assert len(stay) <= LAST + DAYS + UPGRADES
    last_days: list[date] = []
    for each in versions:
        if each.kept.date() not in last_days:
            last_days.append(each.kept.date())
            assert each.number in stay or len(last_days) > DAYS
    upgrades = [each.number for each in versions if each.reason is Reason.UPGRADE]
    assert set(upgrades[:UPGRADES]) <= stay
