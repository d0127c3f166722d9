"""The application's style sheet, for Qt's own widgets only: ours paint themselves, which starts quicker."""

from __future__ import annotations

from .tokens import Palette

_SHEET = """
QLineEdit,QTextEdit,QPlainTextEdit,QComboBox{{
 background:{surface};color:{ink};border:1px solid {edge};border-radius:10px;
 selection-background-color:{sage};selection-color:{on_sage};placeholder-text-color:{quiet}}}
QLineEdit,QComboBox{{padding:6px 12px;min-height:{line_height}px}}
QTextEdit,QPlainTextEdit{{padding:8px 10px}}
QComboBox{{padding-right:34px}}
QComboBox::drop-down{{border:0;width:34px}}
QAbstractSpinBox QLineEdit{{border:0;padding:0 10px;min-height:0;background:transparent}}
QComboBox QAbstractItemView{{background:{surface};border:1px solid {line};padding:4px;
 selection-background-color:{sage_soft};selection-color:{ink}}}
QCheckBox{{spacing:10px;min-height:32px}}
QScrollBar:vertical{{background:transparent;width:12px;margin:0}}
QScrollBar:horizontal{{background:transparent;height:12px;margin:0}}
QScrollBar::handle{{background:{edge};border-radius:4px;margin:2px}}
QScrollBar::handle:vertical{{min-height:40px}}
QScrollBar::handle:horizontal{{min-width:40px}}
QScrollBar::handle:hover{{background:{quiet}}}
QAbstractScrollArea::corner{{background:transparent;border:0}}
QScrollBar::add-line,QScrollBar::sub-line{{width:0;height:0}}
QScrollBar::add-page,QScrollBar::sub-page{{background:transparent}}
QMenu{{background:{surface};border:1px solid {line};padding:6px}}
QMenu::item{{padding:8px 28px 8px 16px;border-radius:6px}}
QMenu::item:selected{{background:{sage_soft};color:{ink}}}
QMenu::separator{{height:1px;background:{line};margin:6px 8px}}
QMenuBar{{background:{paper}}}
QMenuBar::item{{padding:6px 12px;border-radius:6px}}
QMenuBar::item:selected{{background:{sage_soft}}}
QToolTip{{background:{ink};color:{paper};border:0;padding:6px 10px}}
QProgressBar{{background:{sunken};border:0;border-radius:3px;max-height:6px;color:transparent}}
QProgressBar::chunk{{background:{sage};border-radius:3px}}
"""


def stylesheet(palette: Palette, scale: float) -> str:
    """The whole sheet for one set of colours and one text size (1.0 to 2.0)."""
    return _SHEET.format(
        line_height=round(20 * scale),
        paper=palette.paper,
        surface=palette.surface,
        sunken=palette.sunken,
        ink=palette.ink,
        quiet=palette.quiet,
        line=palette.line,
        edge=palette.edge,
        sage=palette.sage,
        on_sage=palette.on_sage,
        sage_soft=palette.sage_soft,
    )
