"""Chapters and titles in sound files: as other programs read them, and with the sound untouched."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.audio.chapters import About, Chapter, chapters, inscribe
from selfcompassion_desktop.audio.export import write
from selfcompassion_desktop.core.timeline import RATE
from synthetic_clips import ToneClips, timeline

EXTENSIONS = ["wav", "flac", "ogg", "mp3"]
KINDS = {
    "wav": ("WAV", "PCM_16"),
    "flac": ("FLAC", "PCM_16"),
    "ogg": ("OGG", "VORBIS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
}
ABOUT = About("Ein Titel — 静", "Someone", "An album", "For hard days.", "CC BY 4.0")
FOUND = (Chapter("Arriving", 0, RATE), Chapter("Soften · まなざし", RATE, 2 * RATE), Chapter("On", 2 * RATE, 3 * RATE))


def sound_file(path: Path, extension: str) -> Path:
    container, coding = KINDS[extension]
    file = path / f"x.{extension}"
    noise = np.random.default_rng(1).normal(0, 0.05, 3 * RATE)
    with soundfile.SoundFile(file, "w", RATE, 1, format=container, subtype=coding) as out:
        out.title = "an older title"
        out.write(noise)
    return file


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("count", [1, 3, 120])
def test_the_sound_stays_what_it_was(tmp_path: Path, extension: str, count: int) -> None:
    file = sound_file(tmp_path, extension)
    before, _ = soundfile.read(file)
    inscribe(file, ABOUT, [Chapter(f"Part {n} of many", n * 100, n * 100 + 100) for n in range(count)])
    after, rate = soundfile.read(file)
    assert rate == RATE
    assert np.array_equal(before, after)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="needs ffprobe, of the Debian package ffmpeg")
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_another_program_finds_title_and_chapters(tmp_path: Path, extension: str) -> None:
    file = sound_file(tmp_path, extension)
    inscribe(file, ABOUT, FOUND)
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json", str(file)]
    done = subprocess.run(command, capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert not done.stderr
    told = [(c["tags"]["title"], round(float(c["start_time"]) * RATE)) for c in found["chapters"]]
    assert told == [(chapter.title, chapter.start) for chapter in FOUND]
    if extension != "wav":  # a WAV file keeps the title that the sound library wrote into it
        tags = {**found["streams"][0].get("tags", {}), **found["format"].get("tags", {})}
        assert {name.lower(): value for name, value in tags.items()}["title"] == ABOUT.title


def test_the_labels_of_a_wave_file_are_cue_points(tmp_path: Path) -> None:
    file = sound_file(tmp_path, "wav")
    inscribe(file, ABOUT, FOUND)
    data = file.read_bytes()
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    at = data.index(b"cue ")
    (count,) = struct.unpack_from("<I", data, at + 8)
    starts = [struct.unpack_from("<I", data, at + 12 + 24 * n + 20)[0] for n in range(count)]
    assert starts == [chapter.start for chapter in FOUND]
    for chapter in FOUND:
        assert chapter.title.encode() + b"\0" in data[at:]


def test_every_section_is_a_chapter_of_the_written_file(tmp_path: Path) -> None:
    clips = ToneClips()
    fitted = timeline(clips, 3, 0.5)
    found = chapters(fitted)
    assert [c.title for c in found] == [span.title for span in fitted.sections]
    assert (found[0].start, found[-1].end) == (0, fitted.length)
    assert all(a.end == b.start for a, b in pairwise(found))
    file = tmp_path / "out.flac"
    write(fitted, clips, file, lambda part: True)
    head = file.read_bytes()[:20_000]
    for number, chapter in enumerate(found):
        assert f"CHAPTER{number:03}NAME={chapter.title}".encode() in head


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), min_size=1, max_size=40),
    st.sampled_from(["flac", "ogg", "mp3"]),
)
def test_any_title_leaves_a_file_that_is_whole(titles: list[str], extension: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = sound_file(Path(folder), extension)
        about = About(titles[0], "a", "b", titles[-1], "c")
        inscribe(file, about, [Chapter(title, n, n + 1) for n, title in enumerate(titles)])
        assert soundfile.info(file).frames == 3 * RATE
