"""A sample of the system-call sweep; all of it: ``python -m tests.storage.sweep``."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.storage.sweep import why_not

REASON = why_not()


@pytest.mark.slow
@pytest.mark.skipif(bool(REASON), reason=f"system calls cannot be swept: {REASON}")
def test_no_call_that_fails_or_is_the_last_breaks_anything() -> None:
    # A process of its own: a child forked from one with threads could inherit a held lock.
    run = subprocess.run(
        [sys.executable, "-m", "tests.storage.sweep", "--every", "12"],
        capture_output=True,
        text=True,
        check=False,
    )
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr
    points = [int(each) for each in re.findall(r"(\d+) points swept", run.stdout)]
    assert len(points) == 3
    assert min(points) > 5
    assert run.stdout.count("broken 0") == 3
