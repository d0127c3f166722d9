"""Paint the program's icon in every size that the three systems ask for. Run by hand, never at run time.

    python tools/app_icon.py

The drawing is that of assets/icons/app/icon.svg: the breathing form on paper. Small sizes drop what
would blur: the hairline and, below 24 px, the paper's margin.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen

OUT = Path(__file__).resolve().parent.parent / "assets" / "icons" / "app"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
RINGS = ((172, "#DFE8DF"), (122, "#BACDBF"), (70, "#456455"))


def paint(size: int) -> QImage:
    """The icon at `size` px."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 512, size / 512)
    margin = 0 if size < 24 else 24
    painter.setPen(QPen(QColor("#E2DACD"), 4) if size >= 64 else Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#F7F3EC"))
    side = 512 - 2 * margin
    painter.drawRoundedRect(QRectF(margin, margin, side, side).adjusted(2, 2, -2, -2), 112, 112)
    painter.setPen(Qt.PenStyle.NoPen)
    grow = 1.2 if size < 24 else 1.1 if size < 48 else 1.0
    for radius, colour in RINGS:
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(256, 256), radius * grow, radius * grow)
    painter.end()
    return image


def main() -> None:
    """Write every size."""
    app = QGuiApplication([])
    for size in SIZES:
        paint(size).save(str(OUT / f"icon-{size}.png"))
    app.quit()


if __name__ == "__main__":
    main()
