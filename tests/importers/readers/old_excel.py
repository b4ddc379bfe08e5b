"""Write workbooks of Excel 95 and 97 record by record, also as LibreOffice cannot."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from hashlib import md5
from typing import TypeAlias

Record: TypeAlias = tuple[int, bytes]

EXCEL_95, EXCEL_97 = 0x500, 0x600
BOF, EOF, BOUNDSHEET, CODEPAGE, DATEMODE, FORMAT, XF = 0x809, 0x0A, 0x85, 0x42, 0x22, 0x41E, 0xE0
FILEPASS, NAME, COUNTRY = 0x2F, 0x18, 0x8C
DIMENSION, ROW, COLINFO, FORMULA = 0x200, 0x208, 0x7D, 0x06
NUMBER, LABEL, BLANK, MULTIPLE_BLANKS, MERGED = 0x203, 0x204, 0x201, 0xBE, 0xE5
PLAIN, RULED, PERCENT, DATE = range(4)
"""Styles: the formats of cells that every workbook here has."""


@dataclass
class OldBook:
    """A workbook of one sheet."""

    version: int = EXCEL_97
    codepage: int | None = 936
    from_1904: bool = False
    sheet: list[Record] = field(default_factory=list)
    more: list[Record] = field(default_factory=list)
    """Records of the workbook as a whole besides the usual ones."""

    def text(self, row: int, column: int, text: str, style: int = PLAIN) -> None:
        """Add a text."""
        self.sheet.append(
            (LABEL, struct.pack("<3H", row, column, style) + self._encode(text, "<H"))
        )

    def number(self, row: int, column: int, number: float, style: int = PLAIN) -> None:
        """Add a number."""
        self.sheet.append((NUMBER, struct.pack("<3Hd", row, column, style, number)))

    def blank(self, row: int, column: int, style: int = RULED) -> None:
        """Add a cell without a value."""
        self.sheet.append((BLANK, struct.pack("<3H", row, column, style)))

    def hide_row(self, row: int) -> None:
        """Hide a row."""
        self.sheet.append((ROW, struct.pack("<H10xI", row, 0x20)))

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self.sheet.append((COLINFO, struct.pack("<6H", column, column, 2000, 0, 1, 0)))

    def records(self) -> bytes:
        """Return the records as a file of their own, as Excel 4 and a few programs write it."""
        begin = struct.pack("<2HI", self.version, 5, 0)
        book = [(BOF, begin)]
        if self.codepage is not None:
            book.append((CODEPAGE, struct.pack("<H", self.codepage)))
        formats = {164: 'yyyy"年"m"月"d"日"', 9: "0%"}
        book += [
            (DATEMODE, struct.pack("<H", self.from_1904)),
            *(
                (FORMAT, struct.pack("<H", key) + self._encode(code, "<H" if self._is_97 else "<B"))
                for key, code in formats.items()
            ),
            *((XF, self._style(key, border)) for key, border in ((0, 0), (0, 1), (9, 0), (164, 0))),
            *self.more,
        ]
        name = self._encode("表", "<B")
        length = sum(4 + len(data) for _, data in book) + 4 + 6 + len(name) + 4
        book += [(BOUNDSHEET, struct.pack("<I2x", length) + name), (EOF, b"")]
        dimension = struct.pack("<IIHH2x" if self._is_97 else "<HHHH2x", 0, 100, 0, 20)
        sheet = [
            (BOF, struct.pack("<2HI", self.version, 0x10, 0)),
            (DIMENSION, dimension),
            *self.sheet,
            (EOF, b""),
        ]
        return b"".join(
            struct.pack("<HH", code, len(data)) + data for code, data in (*book, *sheet)
        )

    @property
    def _is_97(self) -> bool:
        return self.version == EXCEL_97

    def _encode(self, text: str, length: str) -> bytes:
        if self._is_97:
            return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")
        data = text.encode("gb18030")
        return struct.pack(length, len(data)) + data

    def _style(self, key: int, border: int) -> bytes:
        if self._is_97:
            return struct.pack("<3H4B2IH", 0, key, 1, 0, 0, 0, 0, border * 0x1111, 0, 0)
        return struct.pack("<3H2B2I", 0, key, 1, 0, 0, border << 22, border * 0x0249)


def wrap(records: bytes, stream: str = "Workbook") -> bytes:
    """Put records into a compound file, as Excel does; up to 60 kB of them."""
    size = 512
    content = records.ljust(4096, b"\0") + bytes(-max(len(records), 4096) % size)
    count = len(content) // size
    end, free, table = -2, -1, -3
    sectors = [table, end, *range(3, 2 + count), end]
    allocation = struct.pack("<128i", *sectors, *[free] * (128 - len(sectors)))

    def entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
        text = f"{name}\0".encode("utf-16-le")
        return text.ljust(64, b"\0") + struct.pack(
            "<HBB3i36xiI4x", len(text), kind, 1, -1, -1, child, start, length
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, -1, 2, len(content))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16x5H6xIIi4xIiIiI", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 4096, end, 0, end, 0
    )
    header += struct.pack("<109i", 0, *[free] * 108)
    return header + allocation + directory.ljust(size, b"\0") + content


def encrypt(records: bytes, password: str) -> bytes:
    """Encrypt the records of a workbook of Excel 97 with RC4, as [MS-XLS] 2.2.10 says."""
    salt, verifier = b"salt" * 4, b"verifier" * 2
    short = md5(password.encode("utf-16-le")).digest()[:5]  # noqa: S324 - as the format wants it
    base = md5((short + salt) * 16).digest()[:5]  # noqa: S324

    def keystream(block: int, length: int) -> bytes:
        key = md5(base + struct.pack("<I", block)).digest()  # noqa: S324
        state, j = list(range(256)), 0
        for i in range(256):
            j = (j + state[i] + key[i % 16]) % 256
            state[i], state[j] = state[j], state[i]
        i = j = 0
        out = bytearray()
        for _ in range(length):
            i = (i + 1) % 256
            j = (j + state[i]) % 256
            state[i], state[j] = state[j], state[i]
            out.append(state[(state[i] + state[j]) % 256])
        return bytes(out)

    def mask(data: bytes, stream: bytes) -> bytes:
        return bytes(one ^ other for one, other in zip(data, stream, strict=True))

    checks = mask(verifier + md5(verifier).digest(), keystream(0, 32))  # noqa: S324
    filepass = struct.pack("<HHHHH", FILEPASS, 54, 1, 1, 1) + salt + checks
    begin = 4 + struct.unpack_from("<H", records, 2)[0]
    plain = bytearray(records[:begin] + filepass + records[begin:])
    blocks = range(-(-len(plain) // 1024))
    stream = b"".join(keystream(block, 1024) for block in blocks)
    at = 0
    while at < len(plain):
        code, length = struct.unpack_from("<HH", plain, at)
        start = at + 4
        if code == BOUNDSHEET:  # the position of the sheet stays readable, and moves
            struct.pack_into(
                "<I", plain, start, struct.unpack_from("<I", plain, start)[0] + len(filepass)
            )
            start += 4
        at += 4 + length
        if code not in (BOF, FILEPASS):
            plain[start:at] = mask(bytes(plain[start:at]), stream[start:at])
    return bytes(plain)
