"""Clips and the bell, decoded and held ready for as long as they are likely to be heard again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from ..core.errors import Trouble
from ..core.ports.clips import Clips
from ..core.practice import clip_name
from ..core.timeline import RATE, Cue, Kind, Timeline
from .mixdown import decoded_bell, decoded_line
from .ring import Frames

_HELD = 120 * RATE  # samples; 12 MB


class Recordings:
    """Decodes each recording once; one that cannot be read is told once and is silence from then on.

    Args:
        clips: where recordings come from.
        tell: takes the one sentence about a recording that cannot be played.
    """

    def __init__(self, clips: Clips, tell: Callable[[str], None]) -> None:
        self._clips = clips
        self._tell = tell
        self._held: OrderedDict[str, Frames] = OrderedDict()

    def ready(self, timeline: Timeline, cue: Cue) -> bool:
        """Whether `sound` would give a cue's sound without decoding."""
        name = _name(timeline, cue)
        return not name or name in self._held

    def sound(self, timeline: Timeline, cue: Cue) -> Frames:
        """The sound of a cue, mono, exactly `cue.length` samples; empty where it has none."""
        name = _name(timeline, cue)
        if not name:
            return np.zeros(0, np.int16)
        if name not in self._held:
            self._held[name] = self._decoded(timeline, cue)
            self._let_go()
        self._held.move_to_end(name)
        return self._held[name]

    def _decoded(self, timeline: Timeline, cue: Cue) -> Frames:
        try:
            if cue.kind is Kind.BELL:
                sound = decoded_bell(timeline, cue, self._clips)
            else:
                sound = decoded_line(timeline, cue, self._clips)
        except Trouble as trouble:
            self._tell(trouble.sentence)
            return np.zeros(0, np.int16)
        return (np.clip(sound, -1, 1) * 32_767).astype(np.int16)

    def _let_go(self) -> None:
        while len(self._held) > 1 and sum(map(len, self._held.values())) > _HELD:
            self._held.popitem(last=False)


def _name(timeline: Timeline, cue: Cue) -> str:
    if cue.kind is Kind.BELL:
        return f"bell {timeline.bell} {cue.length}"
    if cue.line and cue.recorded:
        return f"{timeline.practice.id} {clip_name(cue.line, timeline.voice)} {cue.length}"
    return ""
