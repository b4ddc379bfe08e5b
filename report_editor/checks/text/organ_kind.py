"""What kind of organ reports, guessed from its name."""

from __future__ import annotations

import re
from enum import StrEnum


class Unit(StrEnum):
    """Kinds of organs that the rules treat differently."""

    TOWN = "town"
    """乡、镇、街道."""
    COUNTY = "county"
    """县、区, and cities on their level as far as the name tells."""
    BUREAU = "bureau"
    """A department of a local government."""
    OTHER = "other"
    """Anything else, and every name that does not tell."""


_TOWN = re.compile(r"(?:[乡镇]人民政府|[乡镇]政府|街道办事处?)$")
_COUNTY = re.compile(r"(?:[县旗](?:人民)?政府|(?<!自治)(?<!行政)区(?:人民)?政府)$")
_NATIONAL = re.compile(r"^(?:国家|国务院|中国|中华|全国|[^省市县区州]{2,8}部$)")
_OFFICE = re.compile(r"政府办公[厅室]$")
_BUREAU = re.compile(r"(?:局|委|委员会|办公室|厅|中心|支队|大队|分局|管理处)$")


def unit_of(organization: str) -> Unit:
    """The kind of an organ; :attr:`Unit.OTHER` where its name does not tell."""
    name = "".join(organization.split()).replace("鄉", "乡").replace("鎮", "镇").replace("縣", "县")
    name = name.replace("區", "区").replace("辦", "办")
    if _TOWN.search(name):
        return Unit.TOWN
    if _COUNTY.search(name):
        return Unit.COUNTY
    if _BUREAU.search(name) and not _OFFICE.search(name) and not _NATIONAL.search(name):
        return Unit.BUREAU
    return Unit.OTHER


def is_government(organization: str) -> bool:
    """Whether the organ is a people's government (各级人民政府), not a department of one."""
    return "".join(organization.split()).endswith(("政府", "街道办事处", "街道辦事處"))
