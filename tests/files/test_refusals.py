"""What the system reports is told in Chinese, with its cause and a way out."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from report_editor.files.refusals import WriteProblem, explain, explain_cause, quote

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = [
    "ENOSPC",
    "EDQUOT",
    "EROFS",
    "EACCES",
    "EPERM",
    "ENOENT",
    "ENAMETOOLONG",
    "EINVAL",
    "EIO",
    "EBUSY",
]


@pytest.mark.parametrize("name", NUMBERS)
def test_every_expected_error_has_cause_and_way_out(name: str) -> None:
    number = getattr(errno, name)
    sentence = explain(OSError(number, os.strerror(number)))
    assert "系统报告" not in sentence
    assert "请" in sentence
    assert sentence.endswith("。")


def test_an_unknown_error_is_passed_on_with_a_way_out() -> None:
    sentence = explain(OSError(errno.EDOM, "Numerical argument out of domain"))
    assert "Numerical argument out of domain" in sentence
    assert "换一个位置" in sentence


@pytest.mark.parametrize("name", NUMBERS)
def test_of_a_file_of_the_programs_own_only_the_cause_is_told(name: str) -> None:
    """Nobody can be told to save a journal under another name."""
    error = OSError(getattr(errno, name), os.strerror(getattr(errno, name)))
    assert explain(error).startswith(explain_cause(error))
    assert "换一个位置" not in explain_cause(error)
    problem = WriteProblem("没有写成。")
    assert explain_cause(problem) == "没有写成。"
    problem.__cause__ = error
    assert explain_cause(problem) == explain_cause(error)


def test_a_name_with_a_nul_is_told_as_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="null") as caught:
        (tmp_path / "a\0b").open("rb")
    assert "不接受这个文件名" in explain(caught.value)


def test_a_long_name_is_shown_by_its_ends() -> None:
    assert quote("年报.xlsx") == "“年报.xlsx”"
    assert quote("头" + "中" * 200 + "尾.xlsx") == f"“头{'中' * 39}…{'中' * 9}尾.xlsx”"
