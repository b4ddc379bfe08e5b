"""Draws the program's icon as pixels, for systems that do not take an SVG.

python installer/app_icon.py OUT.png|OUT.ico
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "app.svg"
LARGEST = 256
SIZES = (16, 24, 32, 48, 64, 128, LARGEST)


def drawn(size: int) -> Image.Image:
    """Draw the icon with that many pixels a side."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def main(out: Path) -> None:
    """Write the icon; a .ico holds every size, each drawn on its own."""
    if out.suffix == ".ico":
        drawn(LARGEST).save(
            out,
            sizes=[(size, size) for size in SIZES],
            append_images=[drawn(size) for size in SIZES[:-1]],
        )
    else:
        drawn(LARGEST).save(out)


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    main(Path(sys.argv[1]))
