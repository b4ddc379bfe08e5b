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
        # A place stands for its government.
        ("青石乡", OrganKind.TOWN, True),
        ("青石县青石镇", OrganKind.TOWN, True),
        ("青石苏木", OrganKind.TOWN, True),
        ("青石苏木人民政府", OrganKind.TOWN, True),
        ("东山街道", OrganKind.TOWN, True),
        ("东山街道办", OrganKind.TOWN, True),
        ("青石县", OrganKind.COUNTY, True),
        ("青石自治县", OrganKind.COUNTY, True),
        ("青石旗", OrganKind.COUNTY, True),
        ("青石左旗人民政府", OrganKind.COUNTY, True),
        ("平州市青石区", OrganKind.COUNTY, True),
        ("平州市", OrganKind.OTHER, True),
        ("青石省", OrganKind.OTHER, True),
        ("青石自治区", OrganKind.OTHER, True),
        ("青石藏族自治州", OrganKind.OTHER, True),
        ("青石盟", OrganKind.OTHER, True),
        ("青石盟行政公署", OrganKind.OTHER, True),
        ("青石地区行政公署", OrganKind.OTHER, True),
        ("青石州人民政府（州政府办公室）", OrganKind.OTHER, True),
        # Zones and empowered bodies are neither governments nor surely departments.
        ("青石经济技术开发区", OrganKind.OTHER, False),
        ("青石高新区", OrganKind.OTHER, False),
        ("青石经济技术开发区管理委员会", OrganKind.OTHER, False),
        ("青石新区管委会", OrganKind.OTHER, False),
        ("青石供电公司", OrganKind.OTHER, False),
        ("青石职业技术学院", OrganKind.OTHER, False),
        # Departments, also those of a zone or named after what they look after.
        ("青石新区发展改革局", OrganKind.BUREAU, False),
        ("青石县乡村振兴局", OrganKind.BUREAU, False),
        ("青石市市场监督管理局", OrganKind.BUREAU, False),
        ("青石省教育厅", OrganKind.BUREAU, False),
        ("平州市发展改革委", OrganKind.BUREAU, False),
        ("青石县机关事务服务中心", OrganKind.BUREAU, False),
    ],
)
def test_the_kind_of_an_organ(name: str, unit: OrganKind, government: bool) -> None:
    assert classify_organ(name) is unit
    assert is_government(name) is government
