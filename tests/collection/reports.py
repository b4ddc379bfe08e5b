"""Make reports of many offices, each with numbers of its own that balance, in many formats."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.workspace.formats import find_format

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

REGION = "青山县"
_PLACES = "东西南北上下金石白云清河龙虎凤凰桃柳松竹"
_TOPICS = ("教育", "财政", "民政", "水务", "交通", "农业", "文旅", "审计", "统计", "住建")
_THINGS = ("目录", "栏目", "平台", "台账", "流程", "清单", "制度", "解读", "专栏", "窗口")
_DOINGS = ("梳理", "完善", "更新", "核对", "规范", "编制", "公布", "调整", "补充", "检查")


def name_office(number: int) -> str:
    """Return the name of the office with a number, like no other's."""
    first, second = divmod(number, len(_PLACES))
    return f"{REGION}{_PLACES[first % len(_PLACES)]}{_PLACES[second]}镇人民政府"


def make_report(
    number: int,
    *,
    organization: str | None = None,
    year: int = 2023,
    edition: str = "2021",
    cells: Mapping[str, str] | None = None,
    texts: Mapping[str, Sequence[str]] | None = None,
) -> Document:
    """Return the report of an office whose tables balance, but for the cells that are given."""
    chance = random.Random(f"{number} {year}")  # noqa: S311 - a report, no secret
    the_form = form(edition)
    numbers = {cell.address: 0 for cell in the_form.inputs}
    for column in ("natural_person", "business", "legal_service"):
        granted, partial, carried = (chance.randrange(9) for _ in range(3))
        numbers[f"requests.granted.{column}"] = granted
        numbers[f"requests.partial.{column}"] = partial
        numbers[f"requests.carried_out.{column}"] = carried
        numbers[f"requests.new.{column}"] = granted + partial + carried
    for address in ("licensing.decisions", "penalties.decisions", "fees.amount"):
        if f"disclosure.{address}" in numbers:
            numbers[f"disclosure.{address}"] = chance.randrange(500)
    if "disclosure.normative_documents.in_force" in numbers:
        numbers["disclosure.normative_documents.in_force"] = chance.randrange(30)
    numbers["proceedings.reconsideration.upheld"] = chance.randrange(3)
    raws = {address: str(value) for address, value in numbers.items()} | dict(cells or {})
    fields = {
        Field.ORGANIZATION: name_office(number) if organization is None else organization,
        Field.YEAR: str(year),
        Field.PUBLICATION_DATE: f"{year + 1}-01-{1 + number % 28:02}",
    }
    return Document(
        the_form,
        parts={
            Part.FIELDS: {key: text for key, text in fields.items() if text},
            Part.CELLS: {address: raw for address, raw in raws.items() if raw},
        },
        texts={**write_texts(chance), **(texts or {})},
    )


def write_texts(chance: random.Random) -> dict[str, list[str]]:
    """Return texts of several sentences that another office would not write by chance."""

    def write_sentence() -> str:
        words = "，".join(
            f"{chance.choice(_DOINGS)}{chance.choice(_TOPICS)}{chance.choice(_THINGS)}"
            f"{chance.choice(_DOINGS)}{chance.choice(_PLACES)}{chance.choice(_PLACES)}村"
            for _ in range(3)
        )
        return f"{words}。"

    heads = ("主动公开", "依申请公开", "信息管理", "平台建设", "监督保障")
    numerals = "一二三四五"
    overview = [
        f"（{numerals[at]}）{head}。{write_sentence()}{write_sentence()}"
        for at, head in enumerate(heads)
    ]
    return {
        "overview": overview,
        "problems": [
            f"存在的主要问题是公开不够深入。{write_sentence()}",
            f"下一步改进措施。{write_sentence()}",
        ],
        "other_matters": ["本年度未收取信息处理费。"],
    }


def write_report(document: Document, path: Path) -> Path:
    """Write a report in the format of the ending of a path; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    find_format(path).write_file(document, path)
    return path


def strip_workbook(own: Path, path: Path) -> Path:
    """Copy what is seen of a report's own workbook into one of somebody else's."""
    there = Workbook()
    there.remove(there.worksheets[0])
    for sheet in load_workbook(own, data_only=True).worksheets:
        if sheet.sheet_state == "visible":
            copy = there.create_sheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        copy.cell(cell.row, cell.column, cell.value)
            for merged in sheet.merged_cells.ranges:
                copy.merge_cells(str(merged))
    there.save(path)
    return path
