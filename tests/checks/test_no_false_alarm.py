"""Rules that judge by words alone are silent on real reports that give them no reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.workspace.opening import open_file
from tests.checks.published_reports import PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

BY_WORDS = frozenset(
    {
        "basics.title_name", "text.other_organ", "text.short_form", "text.number_style",
        "narrative.applicant_kind", "narrative.fee_amount", "narrative.fee_list",
        "privacy.applicant", "requests.one_reason", "section.count", "section.duplicate",
        "section.repeated",
    }
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_reports_give_no_reason(samples: Path, name: str) -> None:
    document = open_file(samples / name).document
    assert [each for each in check(document) if each.code in BY_WORDS] == []
