"""Documents to check: made by hand, or as the real samples print them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document, Part, format_number
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

TEXTS = {
    "overview": [
        "2023年，我县认真做好政府信息公开工作。",
        "（一）主动公开。全年主动公开政府信息100条。",
        "（二）依申请公开。全年收到申请0件，制度健全，管理规范。",
        "（三）平台建设。维护政府网站。",
        "（四）监督保障。工作考核合格，社会评议良好，没有发生责任追究。",
    ],
    "problems": [
        "存在的主要问题：公开内容的深度不够，解读形式单一，培训次数偏少。",
        "改进情况：加强业务培训，丰富解读形式，提高公开质量，按月检查栏目更新。",
    ],
    "other_matters": ["本年度未收取信息处理费。"],
}


@pytest.fixture
def make() -> Callable[..., Document]:
    """Makes a report without findings but for what is given."""

    def build(
        cells: Mapping[str, str] | None = None,
        *,
        edition: str = "2021",
        year: str = "2023",
        organization: str = "青山县人民政府",
        texts: Mapping[str, Sequence[str]] | None = None,
        **parts: Mapping[str, str],
    ) -> Document:
        the_form = form(edition)
        raws = {cell.address: "0" for cell in the_form.inputs}
        raws |= dict(cells or {})
        every: dict[Part, Mapping[str, str]] = {
            Part.CELLS: {address: raw for address, raw in raws.items() if raw},
            Part.FIELDS: {"organization": organization, "year": year},
        }
        for name, entries in parts.items():
            every[Part(name)] = {**every.get(Part(name), {}), **entries}
        return Document(the_form, parts=every, texts={**TEXTS, **(texts or {})})

    return build


@pytest.fixture
def sample_tables(samples: Path) -> Callable[[str], Document]:
    """Load the tables of a real report, cell by cell as printed; the text is left out."""

    def load(name: str) -> Document:
        data = json.loads((samples / f"{name}.expected.json").read_text(encoding="utf-8"))
        the_form = form(data["form"])
        printed: dict[str, str] = {}
        for table, rows in data["tables"].items():
            for row, columns in rows.items():
                for column, value in columns.items():
                    text = "" if value is None else str(value)
                    row_key = row
                    if f"{table}.{row}.{column}" not in the_form.cells:
                        row_key = "other_rest"
                    printed[f"{table}.{row_key}.{column}"] = text
        inputs = {
            address: text
            for address, text in printed.items()
            if text and not the_form.cells[address].is_total
        }
        blank = Document(the_form, parts={Part.CELLS: inputs})
        stated = {
            address: text
            for address, text in printed.items()
            if the_form.cells[address].is_total and text != format_number(blank.value(address))
        }
        fields = {"organization": data["organization"], "year": str(data["year"])}
        return Document(
            the_form, parts={Part.CELLS: inputs, Part.STATED: stated, Part.FIELDS: fields}
        )

    return load
