"""Other documents with headings like a report's are refused; a report without tables is not."""

from __future__ import annotations

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise

BODY = "一、总体情况\n全年平稳。\n六、其他需要报告的事项\n无。\n"


@pytest.mark.parametrize(
    "text",
    [
        f"青石县2023年法治政府建设年度报告\n{BODY}",
        f"青石县教育局2025年部门决算公开情况说明\n{BODY}",
        f"青石县2025年政务公开工作要点\n{BODY}",
        "青石县水务局2023年工作总结\n一、总体情况\n全年平稳。\n二、主要做法\n公开政府信息。\n",
        "关于做好2025年政府信息公开工作年度报告\n编制和发布工作的通知\n一、规范年报内容。要认真写。\n",
        "关于印发《青石县水务局2025年政府信息公开工作年度报告》的通知\n各科室：\n请认真贯彻。\n",
        "今天天气很好。\n明天去公园。\n",
    ],
)
def test_another_document_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ImportProblem, match=r"^这个文件.*。$"):
        recognise(read_source(text.encode(), "a.txt"))


@pytest.mark.parametrize(
    "front",
    [
        "青石县水务局2023年政府信息公开工作年度报告",
        "",
        "现公布青石县水务局2023年政府信息公开工作年度报告。",
        "关于印发《青石县水务局2023年政府信息公开工作年度报告》的通知\n现印发给你们。",
        "青石县水务局\n关于报送2023年政府信息公开工作年度报告的函",
    ],
)
def test_a_report_without_its_tables_is_read(front: str) -> None:
    document = recognise(read_source(f"{front}\n{BODY}".encode(), "a.txt")).document
    assert document.paragraphs("overview") == ("全年平稳。",)
    assert document.paragraphs("other_matters") == ("无。",)
