"""Entries on paper: a PDF, or a printer. One entry is laid out at a time, so a journal of any length can be printed.

Everything is dark on white, in the program's own faces; letters that they lack come from the system's.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QImageReader,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
    QTextListFormat,
    QTextOption,
)

from ..core.ports.press import Paper, Printed
from .look import SANS, SERIF

MARGINS = QMarginsF(25, 20, 25, 12)
"""Of a page, in millimetres; the page's number stands above the lowest of them."""
FOOT = 36.0
"""What the number takes of a page's height, in points."""
DOTS = 300
"""To an inch, of a PDF."""
BODY, SMALL = 11.0, 8.5
"""Sizes of type, in points."""
INDENT = 24
"""Of a quote and of a list, in pixels of a style sheet."""
HANGING = 14
"""How far the point of a list's item stands before its words, in the same pixels."""
LEADING = 130
"""Height of a line, in per cent of what the face itself asks for."""
BETWEEN, APART = 7.0, 26.0
"""Between two paragraphs, and between two entries, in points."""
LEAST = 90.0
"""What must be left of a page for an entry to begin on it, in points."""
AT_ONCE = 12_000
"""Characters of HTML that are laid out at once, more where one paragraph has more."""
PICTURE_MOST = 0.5
"""The largest part of a page's height that a picture takes."""
LEAST_ROOM = 2_000_000
"""Bytes; with less left, a file that could not be written met a full disk."""
PIXELS_MOST = 1600
"""The longer side of a picture as it is printed."""

_RULE = '<p align="center">·&nbsp;&nbsp;&nbsp;·&nbsp;&nbsp;&nbsp;·</p>'
_POINTED = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
_INK, _QUIET = "#1a1916", "#5c574e"
_SHEET = f"""
p, ul, ol, pre {{ margin-top: 0; margin-bottom: 9px; }} li p {{ margin-bottom: 2px; }}
blockquote {{ color: {_QUIET}; margin: 0 0 0 {INDENT}px; }} strong {{ font-weight: 600; }}
em strong, strong em {{ font-weight: 700; }}
h2, h3, h4, h5, h6 {{ font-weight: 600; margin-top: 8px; margin-bottom: 5px; }}
h2 {{ font-size: 15pt; }} h3 {{ font-size: 13pt; }} h4, h5, h6 {{ font-size: 11pt; }}
pre, code {{ font-family: monospace; font-size: 9.5pt; }}
a {{ color: {_INK}; text-decoration: underline; }} .gone {{ color: {_QUIET}; font-style: italic; }}
.beside {{ color: {_QUIET}; font-family: {", ".join(repr(name) for name in SANS)}; font-size: {SMALL}pt;
  margin-bottom: 0; }}
.last {{ margin-bottom: 8px; }}
"""


class PdfPress:
    """`core.ports.press.Press`: writes PDF files. Works on any thread, once the application stands."""

    def write(self, file: str, title: str, entries: Iterable[Printed], paper: Paper) -> int:
        made = QFile(file)
        if not made.open(QIODevice.OpenModeFlag.WriteOnly):
            raise _refusal(made)
        writer = QPdfWriter(made)
        writer.setCreator("Self-Compassion")
        writer.setTitle(title)
        writer.setResolution(DOTS)
        upright, millimetres = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
        writer.setPageLayout(QPageLayout(QPageSize(_SIZES[paper]), upright, MARGINS, millimetres))
        pages = print_entries(writer, entries)
        if not made.flush() or made.error() != QFile.FileError.NoError:
            raise _refusal(made)
        made.close()
        return pages


def print_entries(device: QPagedPaintDevice, entries: Iterable[Printed]) -> int:
    """Print entries one after another; returns how many pages.

    Raises:
        OSError: when the paper cannot be written to.
    """
    sheets = _Sheets(device)
    try:
        for entry in entries:
            sheets.entry(entry)
    finally:
        whole = sheets.end()
    if not whole:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return sheets.page


class _Sheets:
    """Fills one page after the other. Lengths are in the device's dots."""

    def __init__(self, device: QPagedPaintDevice) -> None:
        self._device = device
        self._painter = QPainter()
        if not self._painter.begin(device):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        self._point = device.logicalDpiY() / 72
        self._size = QSizeF(device.width(), device.height() - FOOT * self._point)
        self._pixel = _pixel(device)
        self._used = 0.0
        self.page = 1
        self._number()

    def entry(self, entry: Printed) -> None:
        """Print one entry below the last."""
        if self._used:
            self._used += (APART - BETWEEN) * self._point
            if self._used + LEAST * self._point > self._size.height():
                self._turn()
        for html in _pieces(entry):
            self._lay(html, entry.pictures)

    def end(self) -> bool:
        """The last page is full; whether all of them could be written."""
        return self._painter.end()

    def _lay(self, html: str, pictures: Mapping[str, bytes]) -> None:
        """Lay out a piece below what stands on the page, and draw it on as many pages as it takes."""
        document = _Document(self._device, self._size, self._pixel, pictures)
        document.lay(html, self._used)
        page, height = 0, self._size.height()
        bottom = document.documentLayout().documentSize().height()
        self._draw(document, page)
        while (page + 1) * height < bottom - 1:
            self._turn()
            page += 1
            self._draw(document, page)
        self._used = bottom - page * height + BETWEEN * self._point
        if self._used >= height:
            self._turn()

    def _draw(self, document: QTextDocument, page: int) -> None:
        painter, top = self._painter, page * self._size.height()
        painter.save()
        painter.translate(0, -top)
        context = QAbstractTextDocumentLayout.PaintContext()
        # A little less than the page: a picture at the next one's top would leave a hair of itself on this one.
        context.clip = QRectF(0, top, self._size.width(), self._size.height() - 2)
        context.palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()

    def _turn(self) -> None:
        if not self._device.newPage():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self.page += 1
        self._used = 0.0
        self._number()

    def _number(self) -> None:
        self._painter.save()
        self._painter.setFont(_face(SANS, SMALL))
        self._painter.setPen(QColor(_QUIET))
        foot = QRectF(0, self._size.height(), self._size.width(), FOOT * self._point)
        low = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
        self._painter.drawText(foot, low, str(self.page))
        self._painter.restore()


class _Document(QTextDocument):
    """A piece of an entry; it shows the entry's own pictures, and asks nobody else for any."""

    def __init__(self, device: QPagedPaintDevice, size: QSizeF, pixel: float, pictures: Mapping[str, bytes]) -> None:
        super().__init__()
        self._pictures = pictures
        self._seen: dict[str, QImage] = {}
        self._pixel = pixel
        self._device = device
        self._size = size
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setIndentWidth(INDENT)
        self.setDefaultFont(_face(SERIF, BODY))
        self.setDefaultStyleSheet(_SHEET)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the entry; nothing that its text could otherwise name."""
        key = name.toString() if isinstance(name, QUrl) else name
        if key not in self._seen:  # Qt asks again and again
            found = self._pictures.get(key)
            self._seen[key] = QImage() if found is None else _image(found)
        return self._seen[key]

    def lay(self, html: str, used: float) -> None:
        """Hold `html`, so that it begins `used` dots below the top of the first page."""
        self.setHtml(html)
        cursor = QTextCursor(self)
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(lines)
        for block in _blocks(self):
            self._indent(block)
            self._point(block)
            self._fit_pictures(block)
        if used:
            cursor = QTextCursor(self)
            cursor.insertBlock()
            blank = QTextBlockFormat()
            blank.setLineHeight(used / self._pixel, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            QTextCursor(self.begin()).setBlockFormat(blank)
        # Last, because from here on every change lays everything out anew.
        self.documentLayout().setPaintDevice(self._device)
        self.setPageSize(self._size)

    def _indent(self, block: QTextBlock) -> None:
        """Qt fits an indentation to the paper, and a margin at the side not."""
        if margin := block.blockFormat().leftMargin():
            indented = QTextBlockFormat()
            indented.setLeftMargin(0)
            indented.setIndent(block.blockFormat().indent() + round(margin / INDENT))
            QTextCursor(block).mergeBlockFormat(indented)

    def _point(self, block: QTextBlock) -> None:
        """A point of our own before an item: Qt's stands too close to the words, and is no letter that can be read."""
        items = cast(QTextList | None, block.textList())  # there may be none, whatever its type says
        if items is None or items.format().style() not in _POINTED:
            return
        depth = items.format().indent() + block.blockFormat().indent()
        items.remove(block)
        hanging = QTextBlockFormat()
        hanging.setIndent(depth)
        hanging.setTextIndent(-HANGING * self._pixel)  # this is in dots, and a tab's place in pixels
        hanging.setTabPositions([QTextOption.Tab(HANGING, QTextOption.TabType.LeftTab)])
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(hanging)
        cursor.insertText("•\t", QTextCharFormat())

    def _fit_pictures(self, block: QTextBlock) -> None:
        """Pictures keep their shape within the column and half a page; a line of one is as high as it is."""
        room = self._size / self._pixel
        pieces = block.begin()
        found = []
        while not pieces.atEnd():
            fragment = pieces.fragment()
            if fragment.charFormat().isImageFormat():
                found.append((fragment.position(), fragment.length(), fragment.charFormat().toImageFormat()))
            pieces += 1
        for at, length, shape in found:
            image = self.resource(QTextDocument.ResourceType.ImageResource, QUrl(shape.name()))
            size = QSizeF(image.size()) if isinstance(image, QImage) and not image.isNull() else QSizeF(1, 1)
            most = QSizeF(room.width(), room.height() * PICTURE_MOST)
            if size.width() > most.width() or size.height() > most.height():
                size.scale(most, Qt.AspectRatioMode.KeepAspectRatio)
            shape.setWidth(size.width())
            shape.setHeight(size.height())
            cursor = QTextCursor(self)
            cursor.setPosition(at)
            cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(shape)
        if found:
            single = QTextBlockFormat()
            single.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
            QTextCursor(block).mergeBlockFormat(single)


def _refusal(file: QFile) -> OSError:
    """Why a file could not be written; Qt keeps the system's reason as words alone."""
    room = shutil.disk_usage(Path(file.fileName()).parent).free
    number = errno.ENOSPC if room < LEAST_ROOM else errno.EIO
    return OSError(number, os.strerror(number))


def _pieces(entry: Printed) -> Iterator[str]:
    """An entry's HTML, not too much of it at once."""
    lines = [escape(line) for line in (entry.heading, entry.beside) if line]
    piece = f'<p class="beside last">{"<br>".join(lines)}</p>'
    for block in entry.blocks:
        piece += _RULE if block == "<hr>" else block
        if len(piece) > AT_ONCE:
            yield piece
            piece = ""
    if piece:
        yield piece


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _face(families: tuple[str, ...], size: float) -> QFont:
    font = QFont(list(families))
    font.setPointSizeF(size)
    for feature in ("liga", "calt", "dlig"):
        # Qt does not write down which letters a joined sign stands for: “The” could not be searched for in the PDF.
        font.setFeature(QFont.Tag.fromString(feature), 0)
    return font


def _image(content: bytes) -> QImage:
    """A picture turned the way it was taken, no finer than paper shows."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > PIXELS_MOST:
        reader.setScaledSize(size.scaled(QSize(PIXELS_MOST, PIXELS_MOST), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _pixel(device: QPagedPaintDevice) -> float:
    """How many dots Qt makes of what a style sheet calls a pixel; it depends on the system's screen."""
    document = QTextDocument()
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setPlainText("\n")
    blank = QTextBlockFormat()
    blank.setLineHeight(100, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    QTextCursor(document.begin()).setBlockFormat(blank)
    return document.documentLayout().blockBoundingRect(document.begin().next()).top() / 100
