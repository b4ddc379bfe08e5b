"""Keep the sheets that a user added through a save, and name before it what cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.forms import form
from report_editor.ooxml.package import Package
from report_editor.ooxml.parse import SHEET
from report_editor.ooxml.problems import OtherFormat, PackageProblem
from report_editor.ooxml.spreadsheet import Spreadsheet
from report_editor.workbook import user_sheet_rules as rules
from report_editor.workbook.layout import FORM_PROPERTY, defined_names
from report_editor.workbook.user_sheet_graft import Graft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.ooxml.spreadsheet import SheetEntry

_WORDS = {
    "vbaProject": "宏",
    "connections": "外部数据连接",
    "queryTable": "外部数据连接",
    "xmlMaps": "XML 映射",
    "pivotTable": "数据透视表（只留下现在的数值）",
    "slicer": "切片器",
    "timeline": "日程表",
    "drawing": "图片、图形或图表",
    "image": "背景图片",
    "comments": "批注",
    "threadedComment": "批注",
    "oleObject": "嵌入的对象",
    "control": "控件",
    "table": "套用了表格样式的区域",
}
"""Words for what may be lost, by kind of the relation that leads to it."""
_OF_BOOK = ("vbaProject", "connections", "xmlMaps")


def add_user_sheets(data: bytes, keep: bytes) -> bytes:
    """Return the workbook ``data`` with the user's own sheets of ``keep`` behind its own.

    Where ``keep`` is no report of this program, or holds no other sheets, ``data`` is returned.

    Raises:
        PackageProblem: A sheet that has to be carried over is damaged.
    """
    added = []
    try:
        old = Spreadsheet(Package(keep))
        if not rules.is_report(old):
            return data
        added = rules.find_user_sheets(old)
        if added or rules.find_user_names(old):
            data = Graft(data, old).add_sheets([e for e in added if e.kind in rules.SHEET_KINDS])
        return data
    except OtherFormat:
        return data
    except PackageProblem as error:
        names = "、".join(f"“{entry.name}”" for entry in added)
        raise PackageProblem(
            f"报告没有保存：文件里另加的工作表{names}读不出来，没法带到新文件里。{error}"
            "可以用“另存为”保存成另一个文件，这些工作表留在原来的文件里；"
            "也可以先在 WPS 里删掉它们再保存。"
        ) from error


def list_names(data: bytes) -> tuple[str, ...]:
    """Return the names of the sheets that a user added to a report of this program.

    Raises:
        PackageProblem: The file is damaged, or none of ours.
    """
    return tuple(entry.name for entry in rules.find_user_sheets(Spreadsheet(Package(data))))


def list_losses(keep: bytes) -> tuple[str, ...]:
    """Return a Chinese sentence for each thing that a save onto a file of this content would lose.

    None where nothing is lost or the file is no report of this program.

    Raises:
        PackageProblem: The file is damaged.
    """
    try:
        book = Spreadsheet(Package(keep))
        return tuple(dict.fromkeys(_find_losses(book))) if rules.is_report(book) else ()
    except OtherFormat:
        return ()


def _find_losses(book: Spreadsheet) -> Iterator[str]:
    added = rules.find_user_sheets(book)
    known = {sheet.casefold() for sheet in rules.list_own_names().values()}
    known |= {entry.name.casefold() for entry in added if entry.kind in rules.SHEET_KINDS}
    for kind in _OF_BOOK:
        if book.related(kind):
            yield f"文件里的{_WORDS[kind]}不能保留。"
    for entry in book.sheets:
        if entry not in added:
            # The report's own sheets are written anew, without anything else upon them.
            for words in sorted({_WORDS[kind] for kind in _kinds(book, entry) & _WORDS.keys()}):
                yield f"工作表“{entry.name}”上另加的{words}不能保留，请移到自己加的工作表里。"
        elif entry.kind in rules.SHEET_KINDS:
            yield from _find_on_user_sheet(book, entry, known)
        else:
            yield f"工作表“{entry.name}”是宏表、对话框或不认识的表，整张不能保留。"
    for element, _ in rules.find_user_names(book):
        if not rules.find_sheets_in(element.text or "") <= known:
            yield f"名称“{element.get('name')}”引用了保存后没有的表或别的文件，不能保留。"


def _find_on_user_sheet(book: Spreadsheet, entry: SheetEntry, known: set[str]) -> Iterator[str]:
    for kind in sorted(_kinds(book, entry) - rules.SHEET_RELATIONS):
        words = _WORDS.get(kind, f"其他程序的内容（{kind}）")
        yield f"工作表“{entry.name}”里的{words}不能保留。"
    root = book.package.xml(entry.part)
    if broken := len(rules.find_broken_formulas(root, known)):
        yield (
            f"工作表“{entry.name}”里有 {broken} 个公式引用了别的文件，或者改过名的表，"
            "只留下现在的数值。"
        )
    formulas = [formula.text or "" for formula in root.iter(f"{SHEET}f")]
    for sheet in sorted(_find_moved(book)):
        name = sheet.casefold()
        if name in known and (
            count := sum(name in rules.find_sheets_in(text) for text in formulas)
        ):
            yield (
                f"工作表“{sheet}”里插入或删除过行、列，保存后恢复原样；"
                f"工作表“{entry.name}”里有 {count} 个公式引用它，请核对。"
            )


def _kinds(book: Spreadsheet, entry: SheetEntry) -> set[str]:
    """Return the kinds of relations of a sheet, and of its tables to data outside."""
    relations = book.package.relations(entry.part).values()
    nested = [book.package.relations(each.part).values() for each in relations if each.part]
    is_query = any(each.kind == "queryTable" for group in nested for each in group)
    return {each.kind for each in relations} | ({"queryTable"} if is_query else set())


def _find_moved(book: Spreadsheet) -> set[str]:
    """Return the report's sheets on which cells were moved; a save moves them back."""
    try:
        layout = defined_names(form(book.properties.get(FORM_PROPERTY, "").strip()))
    except KeyError:
        return set()
    moved = {name for name, cell in layout.items() if book.names.get(name, cell) != cell}
    return {book.names[name][0] for name in moved}
