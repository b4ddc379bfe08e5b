"""Open what this program did not write: files of any format, JSON, the clipboard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED
from report_editor.document.as_json import SCHEMA, JsonError, from_json
from report_editor.document.limits import MAX_OWN_TEXT, MAX_TEXT
from report_editor.document.size import describe_excess
from report_editor.files.regular_file import read_regular_file
from report_editor.importers.own_numbers import read_own_numbers
from report_editor.importers.own_workbook import read_own
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import office
from report_editor.importers.readers.registry import find_reader, read_source
from report_editor.importers.recognised import Recognition
from report_editor.importers.recognition.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path


def import_file(path: Path) -> Recognition:
    """Read somebody else's report, or our own JSON.

    Raises:
        ReadProblem: it cannot be read; the text says why and what to do.
        ImportProblem: it is no report; the text says why and what to do.
    """
    data, name = read_regular_file(path), path.name
    if path.suffix.lower() == ".json" or (data.lstrip()[:1] == b"{" and SCHEMA.encode() in data):
        return _check_size(import_json(data, name), MAX_OWN_TEXT)
    if find_reader(data, name).key == "office":
        data, name = office.convert(data, name)
    if (own := read_own(data)) is not None:
        return _check_size(own, MAX_OWN_TEXT)
    if (numbers := read_own_numbers(data, name)) is not None:
        return _check_size(numbers)
    return _check_size(recognise(read_source(data, name)))


def import_json(data: bytes, name: str) -> Recognition:
    """Read the JSON that ``convert`` writes.

    Raises:
        ImportProblem: it is no report in our JSON.
    """
    try:
        document = from_json(json.loads(data.decode("utf-8-sig")))
    except JsonError as error:
        raise ImportProblem(f"“{name}”不是本程序的 JSON 报告：{error}。") from error
    except (ValueError, RecursionError) as error:
        raise ImportProblem(
            f"“{name}”不是完整的 JSON 文件，没有读取。请重新导出一次，或者确认选对了文件。"
        ) from error
    notes = ["按本程序的 JSON 格式读入，内容全部保留。"]
    if count := len(document.paragraphs(UNPLACED)):
        notes.append(f"其中 {count} 处内容还没有找到位置，列在“没找到位置的内容”里。")
    return Recognition(document, notes)


def import_clipboard(html: str, text: str) -> Recognition:
    """Read a report copied in WPS, Word or a browser: the HTML, else the plain text.

    Raises:
        ImportProblem: neither is a report.
    """
    problem = ImportProblem("剪贴板里没有文字。请在原文件里全选、复制，再回到这里粘贴。")
    best: Recognition | None = None
    for name, content in (("clipboard.html", html), ("clipboard.txt", text)):
        if not content.strip():
            continue
        try:
            found = recognise(read_source(content.encode(errors="replace"), name))
        except ImportProblem as error:
            problem = error
            continue
        if best is None or found.filled > best.filled:
            best = found
    if best is None:
        raise problem
    return _check_size(best)


def _check_size(found: Recognition, most: int = MAX_TEXT) -> Recognition:
    if problem := describe_excess(found.document, most):
        raise ImportProblem(problem)
    return found
