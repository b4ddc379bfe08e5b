"""Write pixels as a PNG file (ISO/IEC 15948).

By hand: of our libraries only ReportLab could bring one that does it (Pillow), and it is no
dependency of ours. Pixels of a chart or of a QR code need no more than zlib.
"""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_METRE = 1 / 0.0254
"""Inches in a metre."""


def write_png(pixels: bytes, width: int, height: int, stride: int, dpi: float) -> bytes:
    """Return the file of a picture in sRGB.

    Args:
        pixels: Three bytes a pixel, red, green and blue, the top row first.
        width: Pixels of a row.
        height: Rows.
        stride: Bytes from one row to the next.
        dpi: Pixels in an inch, by which programs choose the printed size.
    """
    packer = zlib.compressobj(9)
    packed = []
    for start in range(0, height * stride, stride):
        packed.append(packer.compress(b"\0"))  # a row that is not filtered
        packed.append(packer.compress(pixels[start : start + 3 * width]))
    packed.append(packer.flush())
    density = round(dpi * _METRE)
    return b"".join(
        (
            _SIGNATURE,
            _make_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _make_chunk(b"sRGB", b"\0"),
            _make_chunk(b"pHYs", struct.pack(">IIB", density, density, 1)),
            _make_chunk(b"IDAT", b"".join(packed)),
            _make_chunk(b"IEND", b""),
        )
    )


def _make_chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
