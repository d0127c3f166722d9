"""Colours, type sizes, spacing and radii: the look's words and numbers, with no Qt in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours, each `#RRGGBB`.

    Attributes:
        dark: whether this is the set for the night.
        paper: the window.
        surface: cards and fields.
        sunken: wells and empty days.
        ink: text.
        quiet: second text.
        line: hairlines.
        edge: the outline of a thing that can be used, where the hairline alone would be too faint.
        sage: the one action, and progress.
        on_sage: text on sage.
        sage_soft: what is chosen.
        halo: the breathing form.
        clay: cautions, and "before".
    """

    dark: bool
    paper: str
    surface: str
    sunken: str
    ink: str
    quiet: str
    line: str
    edge: str
    sage: str
    on_sage: str
    sage_soft: str
    halo: str
    clay: str


LIGHT = Palette(
    dark=False,
    paper="#F7F3EC",
    surface="#FFFDF9",
    sunken="#EFE9DE",
    ink="#2C2A26",
    quiet="#655F55",
    line="#E2DACD",
    edge="#CFC5B5",
    sage="#456455",
    on_sage="#FFFFFF",
    sage_soft="#DFE8DF",
    halo="#E9EFE6",
    clay="#A4592F",
)
DARK = Palette(
    dark=True,
    paper="#1B1D1C",
    surface="#242726",
    sunken="#161817",
    ink="#ECE7DE",
    quiet="#ABA598",
    line="#363A38",
    edge="#4A504D",
    sage="#9CC2AB",
    on_sage="#15201A",
    sage_soft="#2C3A32",
    halo="#222A26",
    clay="#E2A982",
)

SMALL, TEXT, LEAD, TITLE, BIG, HEAD, CAPTION = 13, 15, 17, 21, 26, 32, 38
"""The type scale, in px at 100 %."""

SPACE = (4, 8, 12, 20, 28, 44, 56)
"""The steps of spacing, in px; they do not grow with the text."""

FIELD_RADIUS, CARD_RADIUS = 10, 16
"""Corners of fields and buttons, and of cards, in px; a chip is a pill."""

REACH = 32
"""The least height of anything one can press, in px."""
