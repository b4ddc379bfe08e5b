"""Prepare the records of an old workbook (BIFF) for xlrd: only what it needs reaches it.

xlrd computes defined names, where a short chain of names grows to gigabytes, and stops at drawings
and comments that it does not understand.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from struct import pack_into, unpack_from
from typing import TYPE_CHECKING, Any

import xlrd
from xlrd import biffh, compdoc

from report_editor.importers.readers import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

Raw = Any  # xlrd ships no types

MAX_SHEETS = 60
_MAX_RECORDS = 1_000_000
"""Records and cells of all sheets together; xlrd reads a sheet as often as it is listed."""
_STREAMS = ("Workbook", "Book")
_UNICODE_VERSION = 0x600
_CELL_SIZES = {biffh.XL_MULRK: 6, biffh.XL_MERGEDCELLS: 6, biffh.XL_MULBLANK: 2}
"""Bytes of one of the cells or ranges in a record with many, at least."""
_CELLS = frozenset({
    *_CELL_SIZES, *biffh.XL_FORMULA_OPCODES, biffh.XL_BLANK, biffh.XL_BLANK_B2, biffh.XL_BOOLERR,
    biffh.XL_BOOLERR_B2, biffh.XL_INTEGER, biffh.XL_LABEL, biffh.XL_LABEL_B2, biffh.XL_LABELSST,
    biffh.XL_NUMBER, biffh.XL_NUMBER_B2, biffh.XL_RK, biffh.XL_RSTRING,
})  # fmt: skip
_NEEDED = _CELLS | {
    *biffh.bofcodes, biffh.XL_EOF, biffh.XL_ARRAY, biffh.XL_ARRAY2, biffh.XL_BOUNDSHEET,
    biffh.XL_BUILTINFMTCOUNT, biffh.XL_CODEPAGE, biffh.XL_COLINFO, biffh.XL_CONTINUE,
    biffh.XL_DATEMODE, biffh.XL_DIMENSION, biffh.XL_DIMENSION2, biffh.XL_FORMAT,
    biffh.XL_FORMAT2, biffh.XL_IXFE, biffh.XL_ROW, biffh.XL_ROW_B2, biffh.XL_SHEETHDR,
    biffh.XL_SHEETSOFFSET, biffh.XL_SHRFMLA, biffh.XL_SST, biffh.XL_STRING, biffh.XL_STRING_B2,
    biffh.XL_TABLEOP, biffh.XL_TABLEOP2, biffh.XL_TABLEOP_B2, biffh.XL_XF, biffh.XL_XF2,
    biffh.XL_XF3, biffh.XL_XF4,
}  # fmt: skip
_OF_NAMES = frozenset({biffh.XL_EXTERNSHEET, biffh.XL_SUPBOOK})
_MAX_NAMES = 5000
_NAME_HEAD = 14
"""Bytes of a defined name before its text."""
_CELL_TOKENS = {b"\x3a": 7, b"\x5a": 7, b"\x7a": 7, b"\x3b": 11, b"\x5b": 11, b"\x7b": 11}
"""Bytes of a formula that is nothing but one cell or one range of a sheet, by its first byte."""
_JOINS_TEXTS = re.compile(rb"(?<!\x1e.)\x08(\x19\x08..[\x22\x42\x62].\x01\0)*\Z", re.DOTALL)
"""End of a formula that is ``…&…``, also as the last branch of ``IF``; no number ends so."""
_NO_RESULT = b"\3\0\0\0\0\0\xff\xff"


@dataclass(slots=True)
class OldRecords:
    """Records of a workbook, prepared."""

    data: bytearray
    encoding: str | None = "gb18030"
    """Encoding of texts, where neither the workbook nor its version says; None where one does."""
    is_encrypted: bool = False
    has_uncomputed: bool = False
    """Some formula never got its value."""
    sheet_starts: list[int] = field(default_factory=list)
    """Offsets at which sheets begin; those that damaged ones list of their own are passed over."""
    count: int = 0
    """Records and cells so far."""
    with_names: bool = False
    names: int = 0
    """Defined names that were kept."""


def find_records(data: bytes) -> bytes:
    """Return the records of a workbook, bare or in a compound file; none of another file.

    Raises:
        Exception: the compound file is damaged.
    """
    if not data.startswith(compdoc.SIGNATURE):
        code, length = unpack_from("<HH", data) if len(data) > 4 else (0, 0)
        return data if code in biffh.bofcodes and 4 <= length <= 20 else b""
    with Path(os.devnull).open("w") as log:
        document = compdoc.CompDoc(data, logfile=log)
        streams = (document.get_named_stream(name) for name in _STREAMS)
        return next((stream for stream in streams if stream), b"")


def prepare_records(data: bytes, *, with_names: bool = False) -> OldRecords:
    """Rename all records but those of cells and their formats.

    With names also those of defined names that stand for one cell or range, where nothing is to be
    computed.

    Raises:
        ImportProblem: there are more sheets or cells than in any report.
    """
    records = OldRecords(bytearray(data), with_names=with_names)
    _prepare_part(records, 0)
    if len(records.sheet_starts) > MAX_SHEETS:
        raise limits.TooLarge(f"工作表超过 {MAX_SHEETS} 张")
    for start in () if records.is_encrypted else tuple(records.sheet_starts):
        _prepare_part(records, start)
    return records


@contextmanager
def open_records(records: OldRecords) -> Iterator[Raw]:
    """Open prepared records with xlrd, whose sheets are read one by one; its remarks go nowhere."""
    with Path(os.devnull).open("w") as log:
        yield xlrd.open_workbook(
            logfile=log,
            file_contents=bytes(records.data),
            encoding_override=records.encoding,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )


def _prepare_part(records: OldRecords, start: int) -> None:
    """Prepare the workbook's own records, or those of one sheet."""
    data = records.data
    depth = cells = 0
    for at, code, length in _list_records(data, start):
        records.count += length // _CELL_SIZES.get(code, length or 1) or 1
        if records.count > _MAX_RECORDS:
            raise limits.TooLarge(f"所有工作表的记录超过 {_MAX_RECORDS} 条")
        depth += (code in biffh.bofcodes) - (code == biffh.XL_EOF)
        if depth <= 0:
            return
        if code == biffh.XL_FILEPASS:
            records.is_encrypted = True
            return
        if code not in _NEEDED and not _is_name(records, at, code, length):
            pack_into("<H", data, at - 4, biffh.XL_UNKNOWN)
        elif code in _CELLS:
            cells += length // _CELL_SIZES.get(code, length or 1)
            if cells > limits.MAX_CELLS:
                raise limits.TooLarge(f"单元格超过 {limits.MAX_CELLS} 个")
            if code == biffh.XL_FORMULA and _is_uncomputed(data[at : at + length]):
                data[at + 6 : at + 14] = _NO_RESULT
                records.has_uncomputed = True
        elif code == biffh.XL_BOUNDSHEET:
            records.sheet_starts.append(unpack_from("<i", data, at)[0])
        elif code == biffh.XL_CODEPAGE or _begins_unicode(data, at, code):
            records.encoding = None


def _is_name(records: OldRecords, at: int, code: int, length: int) -> bool:
    """Check whether a record is needed for names that stand for cells."""
    if not records.with_names or code != biffh.XL_NAME or length < _NAME_HEAD:
        return records.with_names and code in _OF_NAMES
    _flags, _key, name_length, size = unpack_from("<HBBH", records.data, at)
    is_wide = records.data[at + _NAME_HEAD] & 1
    start = at + _NAME_HEAD + 1 + name_length * (2 if is_wide else 1)
    is_cell = _CELL_TOKENS.get(bytes(records.data[start : start + 1])) == size
    records.names += is_cell
    return is_cell and records.names <= _MAX_NAMES


def _list_records(data: bytearray, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield the records from a position on: start of the content, code, length."""
    at = start
    while 0 <= at <= len(data) - 4:
        code, length = unpack_from("<HH", data, at)
        yield at + 4, code, length
        at += 4 + length


def _begins_unicode(data: bytearray, at: int, code: int) -> bool:
    return bool(code == biffh.XL_BOF and unpack_from("<H", data, at)[0] >= _UNICODE_VERSION)


def _is_uncomputed(formula: bytearray) -> bool:
    """Check whether a formula joins texts and its result is the number 0, as it never can be.

    LibreOffice stores that for formulas that it took over without computing them.
    """
    return not any(formula[6:14]) and bool(_JOINS_TEXTS.search(formula))
