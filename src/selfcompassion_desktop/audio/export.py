"""Timeline → a sound file of exactly that length."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import soundfile

from ..core.errors import Cancelled, Trouble
from ..core.ports.clips import Clips
from ..core.ports.sound import Channel
from ..core.timeline import RATE, Timeline
from .chapters import About, chapters, inscribe
from .decode import Samples
from .mixdown import blocks

ARTIST = "Self-Compassion Desktop"
ALBUM = "Self-Compassion"
LICENCE = "CC BY 4.0"
_FORMATS = {
    ".wav": ("WAV", "PCM_16"),
    ".flac": ("FLAC", "PCM_16"),
    ".ogg": ("OGG", "VORBIS"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
}
_LEAST_ROOM = 2_000_000  # bytes; below this a failed write is a full disk


@dataclass(frozen=True, slots=True)
class Written:
    """A sound file that stands on disk, whole.

    Attributes:
        samples: its length at `rate`, per channel; the timeline's length.
        rate: in Hz.
    """

    file: Path
    samples: int
    rate: int

    @property
    def seconds(self) -> float:
        """Its length in seconds."""
        return self.samples / self.rate


def write(
    timeline: Timeline,
    clips: Clips,
    path: Path,
    progress: Callable[[float], bool],
    soundscape: str = "",
    volumes: Mapping[Channel, float] | None = None,
) -> Written:
    """Write the sound of `timeline` to `path`, in the format that its extension names.

    The file appears under its name only when it is whole; an older file of that name stands until then.

    Args:
        timeline: what is said when.
        clips: the recordings.
        path: ends in .wav, .flac, .ogg or .mp3; its folder exists.
        progress: told the part done, 0 to 1, after each block; returns False to cancel.
        soundscape: what sounds behind it; empty for nothing.
        volumes: a channel's loudness, 0 to 1; 1 where it is not named.

    Raises:
        Cancelled: when `progress` returned False.
        Trouble: when the file cannot be written, or a recording cannot be read; nothing is left half-written.
    """
    container, coding = _format(path)
    sound = blocks(timeline, clips, volumes, soundscape=soundscape)
    part = path.with_name(f".{secrets.token_hex(6)}.part{path.suffix}")
    try:
        _check_place(path)
        part.touch()  # the system says why it refuses; the sound library does not
        with soundfile.SoundFile(part, "w", RATE, 1, format=container, subtype=coding) as file:
            _tag(file, timeline)
            done = _write_blocks(file, sound, timeline.length, progress)
        inscribe(part, _about(timeline), chapters(timeline))
        _settle(part, path, done)
    except (OSError, soundfile.LibsndfileError) as error:
        raise _trouble(error, path) from None
    finally:
        with suppress(OSError):  # it was never made, or the folder may not even be looked into
            part.unlink()
    return Written(path, done, RATE)


def _write_blocks(
    file: soundfile.SoundFile, sound: Iterable[Samples], length: int, progress: Callable[[float], bool]
) -> int:
    done = 0
    for block in sound:
        file.write(block)
        done += len(block)
        if not progress(done / length):
            raise Cancelled("The file was not written; nothing is left of it.")
    return done


def _format(path: Path) -> tuple[str, str]:
    try:
        return _FORMATS[path.suffix.lower()]
    except KeyError:
        names = "“.wav”, “.flac”, “.ogg” or “.mp3”"
        raise Trouble(
            f"“{path.name}” does not say what kind of sound file to write; end its name in {names}."
        ) from None


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise Trouble(f"“{path}” is a folder; give the sound file a name of its own inside it.")
    if not path.parent.is_dir():
        raise Trouble(f"There is no folder “{path.parent}”; make it first, or choose another.")


def _tag(file: soundfile.SoundFile, timeline: Timeline) -> None:
    file.title = timeline.practice.title
    file.artist = ARTIST
    file.comment = timeline.practice.summary


def _about(timeline: Timeline) -> About:
    practice = timeline.practice
    return About(practice.title, ARTIST, ALBUM, practice.summary, LICENCE)


def _settle(part: Path, path: Path, length: int) -> None:
    """Give the whole file its name, once its last byte is on the disk."""
    if soundfile.info(part).frames != length:
        # What the library holds back until it closes a file can fail without a word.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)


def _trouble(error: OSError | soundfile.LibsndfileError, path: Path) -> Trouble:
    number = getattr(error, "errno", None)
    # The sound library gives no number, and says nothing of a full disk.
    if number == errno.ENOSPC or (number is None and shutil.disk_usage(path.parent).free < _LEAST_ROOM):
        return Trouble(f"The disk with “{path.parent}” is full; make room there, or choose another folder.")
    why = (getattr(error, "strerror", None) or "it may not be written to").lower()
    return Trouble(f"“{path}” cannot be written ({why}); choose another place.")
