"""Where each cue of a timeline stands in a device's stream, and what is written there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..core.ports.sound import Channel
from ..core.timeline import RATE, Kind, Timeline
from .recordings import Recordings
from .ring import Frames

LATEST = 3 * RATE
"""A cue that a slow device missed by less than this, in samples, is still begun and heard whole."""

_CHANNEL = {Kind.LINE: Channel.VOICE, Kind.BELL: Channel.BELL}


class Score:
    """A timeline laid along a stream of frames.

    A cue's place is settled when the stream first needs it, so that correcting the score never tears a word:
    what has begun goes on where it is, what comes after stands where it now belongs.

    Args:
        timeline: what sounds.
        anchor: the frame at which position 0 stands.
        start: the first frame that may sound.
        position: the first position that may sound.
    """

    def __init__(self, timeline: Timeline, recordings: Recordings, anchor: int, start: int, position: int) -> None:
        self.timeline = timeline
        self.anchor = anchor
        self.start = max(start, anchor + position)
        self._position = position
        self._recordings = recordings
        self._placed: dict[int, int] = {}
        self._begin(position)

    @property
    def end(self) -> int:
        """The frame after the last."""
        return self.anchor + self.timeline.length

    @property
    def begins_inside(self) -> bool:
        """Whether the score starts to sound in the middle of a cue."""
        return any(frame < self.start for frame in self._placed.values())

    def sound(self, start: int, end: int) -> dict[Channel, Frames]:
        """What the frames from `start` to `end` hold, for each channel that has something to sound."""
        found: dict[Channel, Frames] = {}
        for index in self._cues(start, end):
            cue = self.timeline.cues[index]
            sound = self._recordings.sound(self.timeline, cue)
            at = self._placed.setdefault(index, self.anchor + cue.start)
            first, last = max(start, at, self.start), min(end, at + len(sound))
            if first < last:
                target = found.setdefault(_CHANNEL[cue.kind], np.zeros(end - start, np.int16))
                target[first - start : last - start] = sound[first - at : last - at]
        return found

    def correct(self, anchor: int, start: int) -> None:
        """Stand at `anchor` from frame `start` on; what has begun goes on where it is if there is room."""
        heard = start - self.anchor
        self.anchor = anchor
        self._placed = {
            index: frame if self._fits(index, frame) else anchor + self.timeline.cues[index].start
            for index, frame in self._placed.items()
            if frame < start
        }
        self.start = max(start, anchor + self._position)
        self._begin(heard)

    def make_ready(self, start: int, end: int) -> bool:
        """Decode the first recording between two frames that is not decoded yet; False when all are."""
        for index in self._cues(start, end):
            cue = self.timeline.cues[index]
            if not self._recordings.ready(self.timeline, cue):
                self._recordings.sound(self.timeline, cue)
                return True
        return False

    def _cues(self, start: int, end: int) -> Iterator[int]:
        """Indices of the cues that sound between two frames: those placed there, and those still to be."""
        cues = self.timeline.cues
        placed = {i for i, at in self._placed.items() if at < end and at + cues[i].length > start}
        first = self.timeline.cue_index(max(0, start - self.anchor))
        due = set[int]()
        for index in range(first, len(cues)):
            if self.anchor + cues[index].start >= end:
                break
            if self.anchor + cues[index].start >= start and index not in self._placed:
                due.add(index)
        return (i for i in sorted(placed | due) if cues[i].kind is not Kind.PAUSE)

    def _begin(self, position: int) -> None:
        """Place the cue that is under way at the start, or was just missed.

        One that belongs after `position`, so that nothing of it was heard yet, is heard whole if there is room.
        """
        here = self.start - self.anchor
        index = self.timeline.cue_index(here)
        if self.timeline.cues[index].kind is Kind.PAUSE:
            index = max(0, index - 1)
        cue = self.timeline.cues[index]
        if cue.start >= here or index in self._placed:
            return
        if cue.start >= position and self._fits(index, self.start):
            self._placed[index] = self.start
        elif here < cue.end:
            self._placed[index] = self.anchor + cue.start

    def _fits(self, index: int, frame: int) -> bool:
        """Whether a cue begun at `frame` is over before the next is due, and is not far from its place."""
        cues = self.timeline.cues
        after = next((c for c in cues[index + 1 :] if c.kind is not Kind.PAUSE), None)
        room = (after.start if after else self.timeline.length) - cues[index].end
        return abs(frame - self.anchor - cues[index].start) <= min(LATEST, room)
