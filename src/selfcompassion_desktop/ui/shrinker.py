"""Pictures read: made small to be kept, and as large as the window to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from ..core.pictures import SMALL, PictureRefused, type_of

MOST_PIXELS = 60_000_000
"""A picture with more pixels than this is not read: it would take more memory than is polite."""
QUALITY = 85


class QtShrinker:
    """`core.ports.shrinker.Shrinker`, by what Qt can read. The content goes through memory and no file."""

    def small(self, content: bytes) -> bytes:
        return to_file(read_image(content, QSize(SMALL, SMALL)))


def read_image(content: bytes, most: QSize) -> QImage:
    """A picture upright and no larger than `most` px.

    Raises:
        PictureRefused: where it cannot be read.
    """
    kind = type_of(content)
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # Only the reader of the kind that its first bytes tell: no other gets to see a stranger's file.
    reader = QImageReader(buffer, QByteArray(kind.removeprefix("image/").encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        raise PictureRefused("This picture has more than 60 million points; a smaller copy of it can be kept.")
    side = max(most.width(), most.height())
    if size.isValid() and max(size.width(), size.height()) > side:
        # Reading it smaller is quick for a photograph. The longer side may turn into the other one.
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise PictureRefused("This picture cannot be read; it may be damaged.")
    if image.width() > most.width() or image.height() > most.height():
        image = image.scaled(most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return image


def to_file(image: QImage) -> bytes:
    """A picture as a PNG file where parts of it can be seen through, else as a JPEG file."""
    clear = image.hasAlphaChannel()
    return _written(image, "PNG" if clear else "JPEG", -1 if clear else QUALITY)


def to_png(image: QImage) -> bytes:
    """A picture as a PNG file, every point as it is."""
    return _written(image, "PNG", -1)


def _written(image: QImage, kind: str, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind, quality):  # type: ignore[call-overload]  # the stubs know bytes, Qt wants text
        raise PictureRefused("This picture cannot be written; it may be damaged.")
    return bytes(buffer.data().data())
