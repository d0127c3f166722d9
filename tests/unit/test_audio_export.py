"""Writing a practice to a file: whole or not at all, and exactly as long as its timeline."""

import os
import resource
import signal
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from selfcompassion_desktop.audio.export import write
from selfcompassion_desktop.audio.mixdown import blocks
from selfcompassion_desktop.core.errors import Cancelled, Trouble
from synthetic_clips import ToneClips, timeline

EXTENSIONS = ["wav", "flac", "ogg", "mp3"]


def go_on(part: float) -> bool:
    return True


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("minutes", [0.41, 0.7331])
def test_a_file_is_exactly_as_long_as_its_timeline(tmp_path: Path, extension: str, minutes: float) -> None:
    clips = ToneClips()
    fitted = timeline(clips, 3, minutes)
    target = tmp_path / f"out.{extension}"
    written = write(fitted, clips, target, go_on)
    sound, rate = soundfile.read(target, dtype="float32")
    assert (written.file, written.samples, written.rate) == (target, fitted.length, 48_000)
    assert (len(sound), rate) == (fitted.length, 48_000)
    assert written.seconds == pytest.approx(minutes * 60, abs=1e-4)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_what_is_written_is_the_mixdown(tmp_path: Path, extension: str) -> None:
    clips = ToneClips()
    fitted = timeline(clips, 3, 0.5)
    target = tmp_path / f"out.{extension}"
    write(fitted, clips, target, go_on)
    sound = soundfile.read(target, dtype="float32")[0]
    mixed = np.concatenate(list(blocks(fitted, clips)))
    difference = np.sqrt(np.mean((sound - mixed) ** 2)) / np.sqrt(np.mean(mixed**2))
    assert difference < {"wav": 1e-4, "flac": 1e-4, "ogg": 0.1, "mp3": 0.1}[extension]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_title_and_artist_are_in_it(tmp_path: Path, extension: str) -> None:
    clips = ToneClips()
    target = tmp_path / f"out.{extension}"
    write(timeline(clips, 2, 0.3), clips, target, go_on)
    with soundfile.SoundFile(target) as file:
        assert (file.title, file.artist) == ("Tones", "Self-Compassion Desktop")


def test_a_wave_file_opens_with_the_plainest_reader(tmp_path: Path) -> None:
    clips = ToneClips()
    fitted = timeline(clips, 2, 0.3)
    write(fitted, clips, tmp_path / "out.WAV", go_on)
    with wave.open(str(tmp_path / "out.WAV")) as file:
        assert (file.getnframes(), file.getframerate(), file.getsampwidth()) == (fitted.length, 48_000, 2)


def test_progress_rises_to_one(tmp_path: Path) -> None:
    clips, told = ToneClips(), list[float]()

    def tell(part: float) -> bool:
        told.append(part)
        return True

    write(timeline(clips, 3, 0.4), clips, tmp_path / "out.wav", tell)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 3


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_cancelled_half_way_leaves_the_older_file_alone(tmp_path: Path, extension: str) -> None:
    clips = ToneClips()
    target = tmp_path / f"out.{extension}"
    target.write_bytes(b"the older one")
    with pytest.raises(Cancelled):
        write(timeline(clips, 3, 0.4), clips, target, lambda part: part < 0.5)
    assert target.read_bytes() == b"the older one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_recording_that_is_gone_leaves_nothing(tmp_path: Path) -> None:
    clips = ToneClips(gone={"This is line 3 of them."})
    with pytest.raises(Trouble, match="cannot be read"):
        write(timeline(clips, 3, 0.4), clips, tmp_path / "out.ogg", go_on)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out.xyz", "out", "out.wav.txt"])
def test_an_unknown_extension_names_those_that_are_known(tmp_path: Path, name: str) -> None:
    clips = ToneClips()
    with pytest.raises(Trouble, match=r"“\.wav”, “\.flac”, “\.ogg” or “\.mp3”"):
        write(timeline(clips, 2, 0.3), clips, tmp_path / name, go_on)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    clips = ToneClips()
    with pytest.raises(Trouble, match="There is no folder"):
        write(timeline(clips, 2, 0.3), clips, tmp_path / "no" / "such" / "out.wav", go_on)


def test_a_folder_in_the_file_s_place(tmp_path: Path) -> None:
    clips = ToneClips()
    (tmp_path / "out.wav").mkdir()
    with pytest.raises(Trouble, match="is a folder"):
        write(timeline(clips, 2, 0.3), clips, tmp_path / "out.wav", go_on)


def test_a_name_that_the_system_refuses(tmp_path: Path) -> None:
    clips = ToneClips()
    with pytest.raises(Trouble, match=r"cannot be written \(file name too long\)"):
        write(timeline(clips, 2, 0.3), clips, tmp_path / f"{'x' * 300}.wav", go_on)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not bind root")
def test_a_folder_that_may_not_even_be_looked_into(tmp_path: Path) -> None:
    clips = ToneClips()
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    with pytest.raises(Trouble, match=r"cannot be written \(permission denied\)"):
        write(timeline(clips, 2, 0.3), clips, shut / "out.wav", go_on)


@pytest.fixture
def room_for_100_kb() -> Iterator[None]:
    """The system refuses to let any file grow further, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.usefixtures("room_for_100_kb")
def test_no_room_leaves_the_older_file_alone(tmp_path: Path, extension: str) -> None:
    clips = ToneClips()
    target = tmp_path / f"out.{extension}"
    target.write_bytes(b"the older one")
    with pytest.raises(Trouble, match=r"cannot be written|is full"):
        write(timeline(clips, 40, 1.5), clips, target, go_on)
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"the older one"
