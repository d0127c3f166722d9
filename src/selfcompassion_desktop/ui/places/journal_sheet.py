"""How the lines of the paper are laid out: dressed as the Markdown they are, lists hanging, room under pictures.

A line is dressed when it is first laid out, which Qt does for the lines that are seen: so a long text costs no more
than a short one. The text itself is never touched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from weakref import WeakMethod

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QInputMethodEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from ...core.markdown import LONGEST, Kind, Line, Style, fenced, read_line
from ...core.pictures import SCHEME, named_in
from ...core.utf16 import Units
from ..look import look, serif
from ..tokens import BIG, HEAD, SMALL, TITLE
from ..widgets.paint import mix

AIR = 8
"""Room under the title, px."""
TITLE_LONGEST = 240
"""A first line longer than this is no title but a paragraph, and looks like one."""
FENCES_MOST = 300_000
"""In a text longer than this, in UTF-16 units, fenced code looks like any other line."""
NEST = 9
"""How much wider than a space each space before a list's item is, px at 100 %."""
MANY = 500
"""When more lines than this change at once, every line that is seen is dressed anew."""
HEADINGS = {1: BIG, 2: 23}
_HANG_MOST = 127
_PICTURED = 128


def title_size() -> int:
    """The first line's size at this text size: beyond 150 % it grows no further than words can wrap well."""
    return HEAD if look().scale <= 1.5 else BIG


class Dress:
    """The formats of one look, made once."""

    @cached_property
    def styles(self) -> dict[Style, QTextCharFormat]:
        """How each style looks."""
        palette = look().palette
        mark, strong, emphasis, code, link, address = (QTextCharFormat() for _ in range(6))
        mark.setForeground(mix(palette.quiet, palette.paper, 0.35))
        strong.setFontWeight(600)
        emphasis.setFontItalic(True)
        code.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        code.setProperty(QTextCharFormat.Property.FontPixelSize, look().px(TITLE * 0.86))
        code.setBackground(QColor(palette.sunken))
        link.setForeground(QColor(palette.sage))
        address.setForeground(mark.foreground())
        address.setProperty(QTextCharFormat.Property.FontPixelSize, look().px(SMALL))
        return {
            Style.MARK: mark,
            Style.STRONG: strong,
            Style.EMPHASIS: emphasis,
            Style.CODE: code,
            Style.LINK: link,
            Style.ADDRESS: address,
        }

    def whole(self, line: Line, first: bool) -> QTextCharFormat | None:
        """How a line looks as a whole; None where it looks like any other."""
        form = QTextCharFormat()
        if first:
            form.setFont(serif(title_size()))
        elif line.kind is Kind.HEADING:
            form.setFont(serif(HEADINGS.get(line.level, TITLE), bold=line.level > 1))
        elif line.kind is Kind.QUOTE:
            form.setForeground(QColor(look().palette.quiet))
        elif line.kind is Kind.CODE:
            return self.styles[Style.CODE]
        else:
            return None
        return form

    @cached_property
    def nest(self) -> QTextCharFormat:
        """How the spaces before an item look: wide enough to be seen."""
        form = QTextCharFormat()
        form.setFontLetterSpacingType(serif(TITLE).SpacingType.AbsoluteSpacing)
        form.setFontLetterSpacing(look().px(NEST))
        return form


class Sheet(QPlainTextDocumentLayout):
    """Lays out the lines of one document.

    Args:
        document: what it lays out.
        under: a method of the paper: how much room the pictures that a line names take under it, px. It is held
            weakly, so that paper and sheet go together as soon as nobody has the paper any more.
    """

    def __init__(self, document: QTextDocument, under: Callable[[QTextBlock], int] | None = None) -> None:
        super().__init__(document)
        self._under = WeakMethod(under) if under is not None else None
        self._dress = Dress()
        self._look = 0
        self._fences: list[tuple[int, int]] | None = None
        document.contentsChange.connect(self._on_change)

    def restyle(self) -> None:
        """Another look is in force: every line is dressed anew when it is next seen."""
        self._look += 1
        self._dress = Dress()

    def pictured(self, block: QTextBlock) -> bool:
        """Whether a line, once laid out, names a picture."""
        return block.userState() >= 0 and bool(block.userState() & _PICTURED)

    # ------------------------------------------------------------------ Qt asks

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Called by Qt for each line that it lays out or paints."""
        if not block.isValid():
            return QRectF()
        ready = self._ready(block)
        box = super().blockBoundingRect(block)
        if ready & _HANG_MOST and self._hang(block, ready & _HANG_MOST):
            box = super().blockBoundingRect(block)
        more = self._room(block) if ready & _PICTURED else 0
        if block.blockNumber() == 0 and block.next().isValid():
            more += AIR
        if more:
            box.setHeight(box.height() + more)
        return box

    def _room(self, block: QTextBlock) -> int:
        under = self._under() if self._under is not None else None
        return under(block) if under is not None else 0

    # ------------------------------------------------------------------ dressing

    def dress(self, block: QTextBlock, over: list[QTextLayout.FormatRange] | None = None) -> int:
        """Dress a line as it stands now; returns how many units of it stand before where it hangs.

        Args:
            block: the line.
            over: what is put over its own dress, such as the marks of an input method.
        """
        text = block.text()
        first = block.blockNumber() == 0
        line = read_line(text, code=self.in_code(block.blockNumber()))
        count = Units(text)
        made: list[QTextLayout.FormatRange] = []
        layout = block.layout()
        whole = self._dress.whole(line, first and len(text) <= TITLE_LONGEST)
        if whole is not None:
            made.append(_range(0, max(1, block.length() + len(layout.preeditAreaText())), whole))
        if line.indent:
            made.append(_range(0, line.indent, self._dress.nest))
        for span in line.spans:
            start, end = count.units(span.start), count.units(span.end)
            made.append(_range(start, end - start, self._dress.styles[span.style]))
        if layout.preeditAreaText():
            _make_way(made[whole is not None :], layout.preeditAreaPosition(), len(layout.preeditAreaText()))
        layout.setFormats(made + (over or []))
        return count.units(line.hang)

    def compose(self, cursor: QTextCursor, attributes: Sequence[QInputMethodEvent.Attribute]) -> None:
        """Show the words of an input method at the caret as it asks for."""
        block, at = cursor.block(), cursor.positionInBlock()
        over = [
            _range(at + each.start, each.length, each.value.toCharFormat())
            for each in attributes
            if each.type == QInputMethodEvent.AttributeType.TextFormat
        ]
        self.dress(block, over)
        block.layout().clearLayout()
        self.update.emit()

    def _ready(self, block: QTextBlock) -> int:
        """See to it that a line is dressed as it stands now; its state notes how it stood, and where it hangs.

        Returns that place, and whether the line names a picture.
        """
        number = block.blockNumber()
        stands = (self._look & 0xFFFF) << 10 | (number == 0) << 9 | self.in_code(number) << 8
        state = block.userState()
        if state >= 0 and state & ~0xFF == stands:
            return state & 0xFF
        layout = block.layout()
        was, tall = layout.lineCount(), layout.boundingRect().height()
        ready = min(self.dress(block), _HANG_MOST) | (_PICTURED if self._names_picture(block) else 0)
        block.setUserState(stands | ready)
        if was and state >= 0:  # Qt itself lays out what was changed by writing
            layout.clearLayout()
            super().blockBoundingRect(block)
            if tall != layout.boundingRect().height():
                self.update.emit()  # Qt has asked for this line alone to be painted
        return ready

    def _names_picture(self, block: QTextBlock) -> bool:
        text = block.text() if self._under is not None and block.length() <= LONGEST else ""
        return SCHEME in text and bool(named_in(text))

    def _hang(self, block: QTextBlock, hang: int) -> bool:
        """Let a wrapped line hang where its text begins; False where it does already, or is not wrapped."""
        layout = block.layout()
        if layout.lineCount() < 2:
            return False
        edge = self.document().documentMargin()
        first = layout.lineAt(0)
        whole = first.width()
        edge_at, text_at = _x(first, 0), _x(first, hang)
        aside, turned = abs(text_at - edge_at), text_at < edge_at
        if not 0 < aside < whole / 2 or abs(layout.lineAt(1).width() - (whole - aside)) < 0.5:
            return False
        layout.beginLayout()
        height = 0.0
        number = 0
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            inset = aside if number else 0.0
            line.setLineWidth(whole - inset)
            line.setPosition(QPointF(edge + (0.0 if turned else inset), height))
            height += line.height()
            number += 1
        layout.endLayout()
        if block.lineCount() != number:
            block.setLineCount(number)
            self.documentSizeChanged.emit(self.documentSize())
        return True

    def _undress(self, block: QTextBlock, end: int) -> None:
        """Forget how the lines up to a place were dressed, now that they have changed.

        A block's own revision does not tell: what is undone gets an old one back.
        """
        last = self.document().findBlock(end)
        number = last.blockNumber() if last.isValid() else self.document().blockCount() - 1
        if number - block.blockNumber() > MANY:
            self._look += 1
            return
        while block.isValid() and block.blockNumber() <= number:
            block.setUserState(-1)
            block = block.next()

    # ------------------------------------------------------------------ fenced code

    def _on_change(self, position: int, removed: int, added: int) -> None:
        first = self.document().findBlock(position)
        self._undress(first, position + added)
        whole = added >= first.length()
        if self._fences or whole or removed > 1 or any(tick in first.text()[:12] for tick in "`~"):
            self._fences = None

    def in_code(self, number: int) -> bool:
        """Whether a line stands in fenced code."""
        if self._fences is None:
            self._fences = self._find_fences()
        at = bisect_right(self._fences, number, key=lambda fence: fence[0]) - 1
        return at >= 0 and number <= self._fences[at][1]

    def _find_fences(self) -> list[tuple[int, int]]:
        document = self.document()
        if document.characterCount() > FENCES_MOST:
            return []
        raw = document.toRawText()
        return fenced(raw.split("\u2029")) if "```" in raw or "~~~" in raw else []


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, form
    return made


def _make_way(ranges: list[QTextLayout.FormatRange], at: int, length: int) -> None:
    """Move what stands after the words of an input method, which are in the line and not yet in the text."""
    for each in ranges:
        start, size = each.start, each.length
        if start >= at:
            each.start = start + length
        elif start + size > at:
            each.length = size + length


def _x(line: QTextLine, place: int) -> float:
    """Where a place of a line stands, px from the left."""
    return float(line.cursorToX(place)[0])  # type: ignore[index]  # a pair, which Qt's stubs call an object
