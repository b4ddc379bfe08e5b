"""Recognise what kind of organ reports by its name."""

from __future__ import annotations

import re
from enum import StrEnum

from report_editor.checks.report import normalise_text


class OrganKind(StrEnum):
    """Kinds of organs that the rules treat differently."""

    TOWN = "town"
    """乡、镇、街道."""
    COUNTY = "county"
    """县、区, and cities on their level as far as their name shows it."""
    BUREAU = "bureau"
    """A department of a local government."""
    OTHER = "other"
    """Anything else, and every name that does not show it."""


_TOWN = re.compile(r"(?:[乡镇]人民政府|[乡镇]政府|街道办事处?)$")
_COUNTY = re.compile(r"(?:[县旗](?:人民)?政府|(?<!自治)(?<!行政)区(?:人民)?政府)$")
_NATIONAL = re.compile(r"^(?:国家|国务院|中国|中华|全国|[^省市县区州]{2,8}部$)")
_OFFICE = re.compile(r"政府办公[厅室]$")
_BUREAU = re.compile(r"(?:局|委|委员会|办公室|厅|中心|支队|大队|分局|管理处)$")


def classify_organ(organization: str) -> OrganKind:
    """Return the kind of an organ; :attr:`OrganKind.OTHER` where its name does not show it."""
    name = normalise_text(organization)
    if _TOWN.search(name):
        return OrganKind.TOWN
    if _COUNTY.search(name):
        return OrganKind.COUNTY
    if _BUREAU.search(name) and not _OFFICE.search(name) and not _NATIONAL.search(name):
        return OrganKind.BUREAU
    return OrganKind.OTHER


def is_government(organization: str) -> bool:
    """Check whether the organ is a people's government (各级人民政府), not a department of one."""
    return normalise_text(organization).endswith(("政府", "街道办事处"))
