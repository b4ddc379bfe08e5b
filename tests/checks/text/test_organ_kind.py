"""Kinds of organs, told from their names."""

from __future__ import annotations

import pytest

from report_editor.checks.text.organ_kind import OrganKind, classify_organ, is_government


@pytest.mark.parametrize(
    ("name", "unit", "government"),
    [
        ("洪江市巖垅鄉人民政府", OrganKind.TOWN, True),
        ("青山县大河镇人民政府", OrganKind.TOWN, True),
        ("青山区东街街道办事处", OrganKind.TOWN, True),
        ("淮安市洪泽区人民政府", OrganKind.COUNTY, True),
        ("青山县人民政府", OrganKind.COUNTY, True),
        ("广西壮族自治区人民政府", OrganKind.OTHER, True),
        ("沭阳县发展和改革局", OrganKind.BUREAU, False),
        ("上海市科学技术委员会", OrganKind.BUREAU, False),
        ("上海市人民政府办公厅", OrganKind.OTHER, False),
        ("国家发展和改革委员会", OrganKind.OTHER, False),
        ("", OrganKind.OTHER, False),
    ],
)
def test_the_kind_of_an_organ(name: str, unit: OrganKind, government: bool) -> None:
    assert classify_organ(name) is unit
    assert is_government(name) is government
