"""Work that is waited for, but not for ever."""

from __future__ import annotations

import threading

import pytest

from report_editor.files.patience import call_within


def fail() -> None:
    raise ValueError("on purpose")


def test_a_result_in_time_is_returned_and_an_error_raised() -> None:
    assert call_within(60, lambda: 3, 0) == 3
    with pytest.raises(ValueError, match="on purpose"):
        call_within(60, fail, None)


def test_what_takes_too_long_is_left_alone_and_keeps_nothing_from_ending() -> None:
    drive = threading.Event()
    assert call_within(0.01, drive.wait, otherwise=False) is False
    (thread,) = (each for each in threading.enumerate() if each.name == "patience")
    assert thread.daemon
    drive.set()
    thread.join()
