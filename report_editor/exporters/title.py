"""How the title of a report is divided into lines: at the joints of its meaning, balanced."""

from __future__ import annotations

import re
from itertools import pairwise

_WORDS = re.compile(
    "政府信息公开|工作|年度报告|年度|报告|人民政府|办公室|办公厅|委员会|管理局|服务中心|"
    "[0-9０-９]+年|[0-9A-Za-z]+|《[^》]*》"
)
_PLACES = re.compile("自治区|自治州|特别行政区|街道|地区|[省市县区旗镇乡盟州]")
_INSIDE, _JOINT, _GOOD = 100.0, 6.0, 0.0


def title_lines(title: str, organization: str, longest: int) -> list[str]:
    """Divides a title.

    Args:
        title: The whole title.
        organization: The name at its beginning, after which it is best divided.
        longest: How many full-width characters a line holds.
    """
    cost = _costs(title, organization)
    lines = [0.0] + [float("inf")] * len(title)
    cuts = [0] * (len(title) + 1)
    count = -(-len(title) // longest)
    ideal = len(title) / max(count, 1)
    for end in range(1, len(title) + 1):
        for start in range(max(0, end - longest), end):
            raggedness = abs(end - start - ideal) / 4
            total = lines[start] + raggedness + 12 + (cost[end] if end < len(title) else 0.0)
            if total < lines[end]:
                lines[end], cuts[end] = total, start
    places = [len(title)]
    while places[-1]:
        places.append(cuts[places[-1]])
    return [title[start:end].strip() for start, end in pairwise(reversed(places))]


def _costs(title: str, organization: str) -> list[float]:
    """What it costs to begin a line at each index."""
    cost = [_INSIDE / 4] * len(title)
    joints: set[int] = set()
    for place in _PLACES.finditer(title):
        joints.add(place.end())
    for word in _WORDS.finditer(title):
        joints |= {word.start(), word.end()}
    for at in joints:
        if at < len(title):
            cost[at] = _JOINT
    for word in _WORDS.finditer(title):
        for at in range(word.start() + 1, word.end()):
            cost[at] = _INSIDE
    if organization and title.startswith(organization) and len(organization) < len(title):
        cost[len(organization)] = _GOOD
    for at, char in enumerate(title):
        if char in "，。、；：？！）》”’ ":
            cost[at] = _INSIDE
    return cost
