"""Timeline + clips → sound, exact to the sample, in constant memory.

The cues of a timeline follow each other without gap or overlap, so the mix is their sound end to end: one
clip is decoded at a time and nothing is held but the block that is being filled, and the soundscape's one round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from ..core.ports.clips import Clips
from ..core.ports.sound import Channel
from ..core.practice import clip_name
from ..core.timeline import Cue, Kind, Timeline
from .decode import Samples, decode, fitted
from .limiter import limited
from .soundscape import Loop, falling, rising

BLOCK = 65_536
_CHANNEL = {Kind.LINE: Channel.VOICE, Kind.BELL: Channel.BELL}


def blocks(
    timeline: Timeline,
    clips: Clips,
    volumes: Mapping[Channel, float] | None = None,
    block: int = BLOCK,
    soundscape: str = "",
) -> Iterator[Samples]:
    """The sound of `timeline`, mono float32 at 48 kHz, `timeline.length` samples in all.

    Args:
        timeline: what is said when.
        clips: the recordings; a line that has none is silence.
        volumes: a channel's loudness, 0 to 1; 1 where it is not named.
        block: samples in each block but the last.
        soundscape: what sounds behind it, from the beginning to the end; empty for nothing.

    Raises:
        Trouble: when a recording that the timeline counts on is gone or is no sound.
    """
    said = _said(timeline, clips, volumes or {}, block)
    if not soundscape:
        return said
    loop = Loop(clips.read_soundscape(soundscape), soundscape)
    level = (volumes or {}).get(Channel.SOUNDSCAPE, 1.0)
    return limited(_before(said, loop, level, timeline.length))


def _before(said: Iterable[Samples], loop: Loop, level: float, length: int) -> Iterator[Samples]:
    """What is said, with a loop behind it."""
    done = 0
    for block in said:
        size = len(block)
        heard = loop.read(done, size).mean(axis=1, dtype=np.float32) * np.float32(level / 32_768)
        yield block + heard * rising(done, size) * falling(length - done, size)
        done += size


def _said(timeline: Timeline, clips: Clips, volumes: Mapping[Channel, float], block: int) -> Iterator[Samples]:
    bell: list[Samples] = []
    buffer, filled = np.zeros(block, np.float32), 0
    for cue in timeline.cues:
        sound = _sound(timeline, cue, clips, bell)
        level = volumes.get(_CHANNEL[cue.kind], 1.0) if sound is not None else 1.0
        done = 0
        while done < cue.length:
            size = min(cue.length - done, block - filled)
            if sound is not None:
                buffer[filled : filled + size] = sound[done : done + size] * np.float32(level)
            done, filled = done + size, filled + size
            if filled == block:
                yield buffer
                buffer, filled = np.zeros(block, np.float32), 0
    if filled:
        yield buffer[:filled]


def decoded_line(timeline: Timeline, cue: Cue, clips: Clips) -> Samples:
    """The recording of a line's cue, exactly as long as the cue.

    Raises:
        Trouble: when it is gone or is no sound.
    """
    assert cue.line
    data = clips.read(timeline.practice.id, cue.line, timeline.voice)
    return fitted(decode(data, f"{clip_name(cue.line, timeline.voice)}.ogg"), cue.length)


def decoded_bell(timeline: Timeline, cue: Cue, clips: Clips) -> Samples:
    """The timeline's bell, exactly as long as the cue.

    Raises:
        Trouble: when it is gone or is no sound.
    """
    return fitted(decode(clips.read_bell(timeline.bell), f"bell {timeline.bell}"), cue.length)


def _sound(timeline: Timeline, cue: Cue, clips: Clips, bell: list[Samples]) -> Samples | None:
    if cue.kind is Kind.LINE and cue.recorded:
        return decoded_line(timeline, cue, clips)
    if cue.kind is Kind.BELL:
        if not bell:
            bell.append(decoded_bell(timeline, cue, clips))
        return bell[0]
    return None
