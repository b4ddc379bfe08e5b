"""How the title of a report is divided into lines: at the joints of its meaning, balanced."""

from __future__ import annotations

import re
from itertools import pairwise

_WORDS = re.compile(
    "政府信息公开|工作|年度报告|年度|报告|人民政府|办公室|办公厅|委员会|管理局|服务中心|"
    "[0-9０-９]+年|[0-9A-Za-z]+|《[^》]{1,12}》"
)
_SUBJECT = re.compile("([0-9０-９]{4}年度?)?政府信息公[开開]工作(年度)?[报報]告$")
"""The end of a usual title, before which the name of the organ stands."""
_PLACES = re.compile("自治区|自治州|特别行政区|街道|地区|[省市县区旗镇乡盟州]")
_INSIDE, _JOINT = 100.0, 6.0
"""What it costs to begin a line inside a word, and between two."""
_LINE, _ACROSS = 4.0, 12.0
"""What a further line costs, and one that begins in the organ's name and goes on after it."""


def title_lines(title: str, longest: int) -> list[str]:
    """Divides a title.

    Args:
        title: The whole title.
        longest: How many full-width characters a line holds.
    """
    if len(title) <= longest:
        return [title] if title else []
    subject = _SUBJECT.search(title)
    name = subject.start() if subject else 0
    cost = _costs(title, name)
    lines = [0.0] + [float("inf")] * len(title)
    cuts = [0] * (len(title) + 1)
    count = -(-len(title) // longest)
    ideal = len(title) / max(count, 1)
    for end in range(1, len(title) + 1):
        for start in range(max(0, end - longest), end):
            raggedness = abs(end - start - ideal) / 4
            total = lines[start] + _LINE + raggedness + (cost[end] if end < len(title) else 0.0)
            if start < name < end:
                total += _ACROSS
            if total < lines[end]:
                lines[end], cuts[end] = total, start
    places = [len(title)]
    while places[-1]:
        places.append(cuts[places[-1]])
    return [title[start:end].strip() for start, end in pairwise(reversed(places))]


def _costs(title: str, name: int) -> list[float]:
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
    cost[name] = 0.0
    for at, char in enumerate(title):
        if char in "，。、；：？！）》”’ ":
            cost[at] = _INSIDE
    return cost
