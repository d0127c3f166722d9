"""The bells and soundscapes that come with the program, by the names of their files."""

from __future__ import annotations

from dataclasses import dataclass

BELLS = ("bowl", "deep-bowl", "chime")
"""All ring equally long, so that a length which can be had with one can be had with any."""
BELL = BELLS[0]
"""The bell that rings where none was chosen."""

SOUNDSCAPES = ("rain", "sea", "stream", "fire", "brown-noise")
"""What can sound behind a practice; the empty name is none."""

RISE = 4.0
"""Seconds in which a soundscape comes up at the beginning."""
FALL = 6.0
"""Seconds before the end of a timeline in which it goes."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One who speaks.

    Attributes:
        id: the name of the folder with the clips.
        title: what a person knows the voice by.
        synthetic: whether no human being spoke.
    """

    id: str
    title: str
    synthetic: bool
