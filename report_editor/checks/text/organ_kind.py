"""Recognise what kind of organ reports by its name.

A third of the published titles name only the place (青石乡): it stands for its government.
"""

from __future__ import annotations

import re
from enum import StrEnum

from report_editor.checks.report import normalise_text


class OrganKind(StrEnum):
    """Kinds of organs that the rules treat differently."""

    TOWN = "town"
    """乡、镇、苏木、街道."""
    COUNTY = "county"
    """县、旗、区, and cities on their level as far as their name shows it."""
    BUREAU = "bureau"
    """A department of a local government."""
    OTHER = "other"
    """Anything else, and every name that does not show it."""


_BRACKETS = re.compile(r"\([^()]*\)?")
_GOVERNMENT_WORDS = r"(?:人民)?政府"
_TOWN = re.compile(rf"(?:[乡镇]|苏木)(?:{_GOVERNMENT_WORDS})?$|街道?(?:办(?:事处)?)$|街道$")
_ZONE = re.compile(
    r"(?:开发|高新|新|度假|保税|示范|园|产业|景|名胜|保护|试验|合作|工业|功能|管理|林|灌|矿|集聚|集中|港|商务|物流|经济|服务|特)区$"
)
_COUNTY = re.compile(rf"(?:县|旗|(?<!自治)(?<!行政)(?<!地)区)(?:{_GOVERNMENT_WORDS})?$")
_PLACE = re.compile(
    rf"(?:省|自治区|行政区|(?<!门)(?<!超)市|州|盟|地区|{_COUNTY.pattern}|{_TOWN.pattern})$"
    rf"|{_GOVERNMENT_WORDS}$|(?:盟|地区)?(?:行政公署|行署)$"
)
_NATIONAL = re.compile(r"^(?:国家|国务院|中国|中华|全国|[^省市县区州]{2,8}部$)")
_OFFICE = re.compile(r"政府办公[厅室]$")
_ZONE_OFFICE = re.compile(r"区(?:党工委)?管(?:理委员会|委会|委)$")
_BUREAU = re.compile(r"(?:局|委|委员会|办公室|厅|中心|支队|大队|分局|管理处)$")


def classify_organ(organization: str) -> OrganKind:
    """Return the kind of an organ; :attr:`OrganKind.OTHER` where its name does not show it."""
    name = _clean(organization)
    if _TOWN.search(name):
        return OrganKind.TOWN
    if _COUNTY.search(name) and not _ZONE.search(name.removesuffix("人民政府")):
        return OrganKind.COUNTY
    is_local = not (_OFFICE.search(name) or _NATIONAL.search(name) or _ZONE_OFFICE.search(name))
    if _BUREAU.search(name) and is_local:
        return OrganKind.BUREAU
    return OrganKind.OTHER


def is_government(organization: str) -> bool:
    """Check whether the organ is a people's government (各级人民政府), not a department of one.

    A place (青石县) is one; a development zone is not, nor is its 管理委员会.
    """
    name = _clean(organization)
    return _PLACE.search(name) is not None and not _ZONE.search(name)


def is_department(organization: str) -> bool:
    """Check whether the organ is surely a department: no government, zone or empowered body."""
    return classify_organ(organization) is OrganKind.BUREAU


def _clean(organization: str) -> str:
    """Return the name without what stands in brackets."""
    return _BRACKETS.sub("", normalise_text(organization))
