"""Editions of the form that do not exist: the one of 2021 changed as a later notice may change it.

Each is a TOML file and nothing else; the tests put it into the folder that the environment
variable REPORT_EDITOR_FORMS names.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor.common.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST_YEAR = 2027

Data: TypeAlias = dict[str, Any]


def write_edition(folder: Path, name: str) -> str:
    """Write a made-up edition into a folder; return its id."""
    data = tomllib.loads(resource("forms", "2021.toml").read_text(encoding="utf-8"))
    data |= {"id": name, "name": "2027 年版格式", "first_year": FIRST_YEAR}
    data["authority"] = "国办公开办函〔2027〕1号"
    EDITIONS[name](data)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(_to_toml(data), encoding="utf-8")
    return name


def drop_row(data: Data, table: str, key: str) -> None:
    """Take a row out of a table whose rows stand one below the other."""
    description = data["tables"][table]
    description["rows"] = [row for row in description["rows"] if row["key"] != key]
    layout: list[list[Data]] = description["layout"]
    (number,) = (n for n, items in enumerate(layout) if any(i.get("row") == key for i in items))
    for above in layout[:number]:
        for item in above:  # a group label that spans the row is one row shorter
            if item.get("row_span", 1) > number - layout.index(above):
                item["row_span"] -= 1
    groups = [item for item in layout[number] if item.get("row_span", 1) > 1]
    for item in groups:  # one that begins with the row begins with the next
        item["row_span"] -= 1
    layout[number + 1 : number + 2] = [[*groups, *row] for row in layout[number + 1 : number + 2]]
    del layout[number]
    for total in description.get("totals", []):
        total["sum_of"] = [part for part in total["sum_of"] if part != key]
    description["totals"] = [
        each for each in description.get("totals", []) if each.get("row") != key
    ]
    sides = [(each["left"], each["right"]) for each in description.get("balances", [])]
    if any(key in side for pair in sides for side in pair):
        description["balances"] = []


def _rename_row(data: Data) -> None:
    """复议后起诉 under another key, which says what it was."""
    _replace(data["tables"]["proceedings"], "suit_after_reconsideration", "suit_after")
    data["tables"]["proceedings"]["rows"][2]["split_from"] = "suit_after_reconsideration"


def _rename_row_in_silence(data: Data) -> None:
    """（一）予以公开 under another key, and nothing says so."""
    _replace(data["tables"]["requests"], "granted", "disclosed")


def _rename_section(data: Data) -> None:
    _section(data, "problems")["key"] = "issues"


def _rename_preamble(data: Data) -> None:
    _section(data, "preamble")["key"] = "introduction"


def _retitle_section(data: Data) -> None:
    """五 under another key and title: nothing tells that it was the same."""
    section = _section(data, "problems")
    section |= {"key": "outlook", "title": "下一年度工作计划", "variants": []}


def _rename_table(data: Data) -> None:
    _section(data, "proceedings")["key"] = "cases"
    data["tables"]["cases"] = data["tables"].pop("proceedings")


def _add_section(data: Data) -> None:
    section = {"key": "petitions", "kind": "text", "numeral": "七", "title": "信访转公开情况"}
    data["sections"].append({**section, "help": "写信访事项转为公开申请的情况。"})


def _add_table(data: Data) -> None:
    """A table with its own totals and balances, whose codes no catalogue knows."""
    section = {"key": "training", "kind": "table", "numeral": "七", "title": "培训情况"}
    data["sections"].append({**section, "help": "填写培训的场次和人数。"})
    columns = [("planned", "计划"), ("extra", "追加"), ("total", "合计")]
    rows = [
        ("sessions", "（一）场次"),
        ("people", "（二）人次"),
        ("both", "（三）合计"),
        ("done", "（四）已办"),
    ]
    data["tables"]["training"] = {
        "unit": "次",
        "header_rows": 1,
        "paper": [60, 32, 32, 32],
        "screen": [18, 10, 10, 10],
        "columns": [{"key": key, "label": label} for key, label in columns],
        "rows": [{"key": key, "label": label, "help": f"{label}。"} for key, label in rows],
        "layout": [
            [{"text": "培训内容"}, *({"column": key} for key, _ in columns)],
            *([{"row": key}, {"values": key}] for key, _ in rows),
        ],
        "totals": [
            {"code": "training.row_total", "column": "total", "sum_of": ["planned", "extra"]},
            {"code": "training.all", "row": "both", "sum_of": ["sessions", "people"]},
        ],
        "balances": [{"code": "training.flow", "left": ["both"], "right": ["done"]}],
    }


def _drop_section(data: Data) -> None:
    data["sections"] = [each for each in data["sections"] if each["key"] != "overview"]


def _drop_table(data: Data) -> None:
    data["sections"] = [each for each in data["sections"] if each["key"] != "proceedings"]
    del data["tables"]["proceedings"]


def _rename_column(data: Data) -> None:
    _replace(data["tables"]["proceedings"], "pending", "undecided")


def _drop_column(data: Data) -> None:
    """本年废止件数 leaves table 二; what spanned it is one column narrower."""
    table = data["tables"]["disclosure"]
    table["columns"] = [each for each in table["columns"] if each["key"] != "repealed"]
    for row in table["rows"]:
        row["columns"] = [key for key in row["columns"] if key != "repealed"]
    table["layout"] = [
        [
            item | ({"column_span": item["column_span"] - 1} if "column_span" in item else {})
            for item in items
            if item.get("column") != "repealed"
        ]
        for items in table["layout"]
    ]
    table["paper"], table["screen"] = [60, 48, 48], [18, 10, 10]


def _drop_applicant(data: Data) -> None:
    """自然人 leaves table 三."""
    table = data["tables"]["requests"]
    table["columns"] = table["columns"][1:]
    table["layout"][0][1]["column_span"] -= 1
    del table["layout"][1][0]
    table["totals"][0]["sum_of"] = table["totals"][0]["sum_of"][1:]
    table["paper"], table["screen"] = [
        [*widths[:3], *widths[4:]] for widths in (table["paper"], table["screen"])
    ]


def _add_column(data: Data) -> None:
    """其他组织 stands beside 其他 in table 三, which therefore needs another short name."""
    table = data["tables"]["requests"]
    at = [each["key"] for each in table["columns"]].index("other_organisation")
    table["columns"][at]["short"] = "其他申请人"
    table["columns"].insert(at, {"key": "organisation", "label": "其他组织"})
    table["layout"][0][1]["column_span"] += 1
    table["layout"][1][1]["column_span"] += 1
    table["layout"][2].insert(at - 1, {"column": "organisation"})
    table["totals"][0]["sum_of"].insert(at, "organisation")
    table["paper"] = [13, 16, 45, *[10] * 8]
    table["screen"].append(5.5)


def _add_row(data: Data) -> None:
    """（六）其他处理 gets a fourth reason."""
    table = data["tables"]["requests"]
    row = {"key": "other_withdrawn", "label": "4.申请人撤回申请", "group": "（六）其他处理"}
    at = [each["key"] for each in table["rows"]].index("other_rest") + 1
    table["rows"].insert(at, {**row, "help": "申请人自愿撤回的申请。"})
    number = next(n for n, each in enumerate(table["layout"]) if {"row": "other_rest"} in each)
    table["layout"].insert(number + 1, [{"row": row["key"]}, {"values": row["key"]}])
    for items in table["layout"]:
        for item in items:
            if item.get("text") in ("三、本年度办理结果", "（六）其他处理"):
                item["row_span"] += 1
    table["totals"][1]["sum_of"].append(row["key"])


EDITIONS: dict[str, Callable[[Data], None]] = {
    "nothing-changed": lambda _data: None,
    "row-renamed": _rename_row,
    "row-renamed-in-silence": _rename_row_in_silence,
    "row-dropped": lambda data: drop_row(data, "disclosure", "rules"),
    "carried-in-dropped": lambda data: drop_row(data, "requests", "carried_in"),
    "carried-out-dropped": lambda data: drop_row(data, "requests", "carried_out"),
    "processed-dropped": lambda data: drop_row(data, "requests", "processed"),
    "row-added": _add_row,
    "column-added": _add_column,
    "column-renamed": _rename_column,
    "column-dropped": _drop_column,
    "applicant-dropped": _drop_applicant,
    "section-renamed": _rename_section,
    "section-retitled": _retitle_section,
    "section-added": _add_section,
    "section-dropped": _drop_section,
    "preamble-renamed": _rename_preamble,
    "table-renamed": _rename_table,
    "table-added": _add_table,
    "table-dropped": _drop_table,
}
"""Editions by id."""


def _section(data: Data, key: str) -> Data:
    found: Data = next(each for each in data["sections"] if each["key"] == key)
    return found


def _replace(value: Any, old: str, new: str) -> None:
    """Replace a key wherever it stands in a part of a description."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(each, dict | list):
            _replace(each, old, new)
        elif each == old:
            value[key] = new


def _to_toml(data: Data) -> str:
    """Write a description: what is nested stands in inline tables."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in data.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
