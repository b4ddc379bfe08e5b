"""Carry out random edits with LibreOffice, by its own cut, paste, insert and delete.

This file is run by a Python that has LibreOffice's module ``uno``, without the program's packages:
``python3 edit_in_libreoffice.py JOBS``, where JOBS is a JSON file with a list of
``{"source": PATH, "target": PATH, "edits": [...]}``. The number of each finished job is printed.
"""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.sheet.CellDeleteMode import LEFT, UP  # type: ignore[import-not-found]
from com.sun.star.sheet.CellInsertMode import DOWN, RIGHT  # type: ignore[import-not-found]
from com.sun.star.table import CellAddress  # type: ignore[import-not-found]

CLEARED = 1 | 2 | 4 | 16  # numbers, dates, texts, formulas


def main(jobs_path: Any) -> None:
    jobs = json.loads(pathlib.Path(jobs_path).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"edits{pathlib.Path(profile).name}"
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            desktop = _connect(pipe)
            for number, job in enumerate(jobs):
                _run(desktop, job)
                print(number, flush=True)
            with suppress(Exception):  # it may hang up while it answers
                desktop.terminate()
            office.wait(60)
        finally:
            if office.poll() is None:
                office.kill()


def _connect(pipe: Any) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + 120
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)  # it is still starting
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )


def _property(name: Any, value: Any) -> Any:
    prop = PropertyValue()
    prop.Name, prop.Value = name, value
    return prop


def _run(desktop: Any, job: Any) -> None:
    url = pathlib.Path(job["source"]).as_uri()
    book = desktop.loadComponentFromURL(url, "_blank", 0, (_property("Hidden", True),))
    try:
        sheets = [book.Sheets.getByIndex(n).Name for n in range(book.Sheets.Count - 1)]
        for sheet in sheets:
            book.Sheets.getByName(sheet).unprotect("")
        for edit in job["edits"]:
            try:
                _edit(book, sheets, edit)
            except Exception as error:  # what it refuses a clerk cannot do either
                print("refused", edit[0], str(error)[:60], file=sys.stderr)
        book.calculateAll()
        book.storeToURL(
            pathlib.Path(job["target"]).as_uri(),
            (_property("FilterName", "Calc MS Excel 2007 XML"),),
        )
    finally:
        book.close(True)


def _edit(book: Any, sheets: Any, edit: Any) -> None:  # noqa: C901, PLR0912, PLR0915 - one case a kind
    kind, at, *args = edit
    if at >= len(sheets) or sheets[at] is None:
        return
    sheet = book.Sheets.getByName(sheets[at])
    if kind == "set":
        _write(book, sheet.getCellByPosition(args[1], args[0]), args[2])
    elif kind == "format":
        _format(book, sheet.getCellByPosition(args[1], args[0]), args[2])
    elif kind == "clear":
        _range(sheet, args).clearContents(CLEARED)
    elif kind in ("cut", "copy"):
        if args[4] < len(sheets) and sheets[args[4]] is not None:
            target = book.Sheets.getByName(sheets[args[4]])
            _transfer(book, _range(sheet, args), target, args[5:], kind)
    elif kind == "swap_texts":
        one = sheet.getCellByPosition(args[1], args[0])
        other = sheet.getCellByPosition(args[3], args[2])
        one.Formula, other.Formula = other.Formula, one.Formula
    elif kind in ("swap_rows", "swap_columns"):
        one, other, rows, columns = args
        blocks = [
            [n, 0, n, columns] if kind == "swap_rows" else [0, n, rows, n] for n in (one, other)
        ]
        _move(sheet, blocks[0], [70, 30])
        _move(sheet, blocks[1], blocks[0][:2])
        away = blocks[0]
        size = [away[2] - away[0], away[3] - away[1]]
        _move(sheet, [70, 30, 70 + size[0], 30 + size[1]], blocks[1][:2])
    elif kind == "reorder_rows":
        first, columns, order = args
        block = sheet.getCellRangeByPosition(0, first, columns, first + len(order) - 1)
        data = block.getFormulaArray()
        block.setFormulaArray(tuple(data[row - first] for row in order))
    elif kind in ("insert_rows", "delete_rows", "insert_columns", "delete_columns"):
        bands = sheet.Rows if "rows" in kind else sheet.Columns
        getattr(bands, "insertByIndex" if "insert" in kind else "removeByIndex")(*args)
    elif kind == "insert_cells_down":
        sheet.insertCells(_range(sheet, args).RangeAddress, DOWN)
    elif kind == "insert_cells_right":
        sheet.insertCells(_range(sheet, args).RangeAddress, RIGHT)
    elif kind == "delete_cells_up":
        sheet.removeRange(_range(sheet, args).RangeAddress, UP)
    elif kind == "delete_cells_left":
        sheet.removeRange(_range(sheet, args).RangeAddress, LEFT)
    elif kind in ("merge", "unmerge"):
        _range(sheet, args).merge(kind == "merge")
    elif kind == "rename_sheet":
        sheet.Name = args[0]
        sheets[at] = args[0]
    elif kind == "copy_sheet":
        book.Sheets.copyByName(sheets[at], args[0], 3)
        sheets.append(args[0])
    elif kind == "add_sheet":
        book.Sheets.insertNewByName(args[0], 2)
        sheets.append(args[0])
    elif kind == "move_sheet":
        book.Sheets.moveByName(sheets[at], args[0])
    elif kind == "delete_sheet":
        book.Sheets.removeByName(sheets[at])
        sheets[at] = None
    elif kind in ("delete_names", "rename_name", "double_name", "point_name"):
        _change_name(book.NamedRanges, sheet, kind, args)
    elif kind == "hide_row":
        sheet.Rows.getByIndex(args[0]).IsVisible = False
    elif kind == "hide_column":
        sheet.Columns.getByIndex(args[0]).IsVisible = False
    else:
        raise ValueError(kind)


def _range(sheet: Any, block: Any) -> Any:
    row, column, last_row, last_column = block[:4]
    return sheet.getCellRangeByPosition(column, row, last_column, last_row)


def _write(book: Any, cell: Any, value: Any) -> None:
    if isinstance(value, dict) and "formula" in value:
        cell.Formula = f"={value['formula']}"
    elif isinstance(value, dict):
        cell.Value = value["date"]
        _format(book, cell, "yyyy-mm-dd")
    elif isinstance(value, bool):
        cell.Formula = f"={str(value).upper()}()"
    elif isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def _format(book: Any, cell: Any, code: Any) -> None:
    locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
    key = book.NumberFormats.queryKey(code, locale, False)
    cell.NumberFormat = book.NumberFormats.addNew(code, locale) if key < 0 else key


def _transfer(book: Any, source: Any, target: Any, to: Any, kind: Any) -> None:
    """Cut or copy and paste as the menu does, by way of the clipboard."""
    controller = book.CurrentController
    query = controller.Frame.queryDispatch
    context = uno.getComponentContext()
    transformer = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.util.URLTransformer", context
    )

    def dispatch(command: Any) -> None:
        url = uno.createUnoStruct("com.sun.star.util.URL")
        url.Complete = command
        _, url = transformer.parseStrict(url)
        query(url, "", 0).dispatch(url, ())

    controller.select(source)
    dispatch(".uno:Cut" if kind == "cut" else ".uno:Copy")
    controller.setActiveSheet(target)
    controller.select(target.getCellByPosition(to[1], to[0]))
    dispatch(".uno:Paste")


def _move(sheet: Any, block: Any, to: Any) -> None:
    address = CellAddress()
    address.Sheet, address.Row, address.Column = sheet.RangeAddress.Sheet, to[0], to[1]
    sheet.moveRange(address, _range(sheet, block).RangeAddress)


def _change_name(names: Any, sheet: Any, kind: Any, args: Any) -> None:
    if kind == "delete_names":
        for name in args[0]:
            if names.hasByName(name):
                names.removeByName(name)
        return
    if not names.hasByName(args[0]):
        return
    name = names.getByName(args[0])
    if kind == "point_name":
        name.setContent(sheet.getCellByPosition(args[2], args[1]).AbsoluteName)
    elif kind == "double_name" and names.hasByName(args[1]):
        name.setContent(names.getByName(args[1]).Content)
    elif kind == "rename_name":
        name.setName(f"x_{args[1].replace('.', '_')}")


if __name__ == "__main__":
    main(sys.argv[1])
