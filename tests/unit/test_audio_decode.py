"""Decoding: the decoder's length is the truth, and what is no sound says so by name."""

import io

import numpy as np
import pytest
import soundfile

from selfcompassion_desktop.audio.decode import decode, fitted, true_length
from selfcompassion_desktop.audio.mp3 import with_true_length
from selfcompassion_desktop.core.errors import Trouble
from synthetic_clips import encoded, tone


@pytest.mark.parametrize("container", ["WAV", "FLAC", "OGG"])
@pytest.mark.parametrize("rate", [24_000, 44_100, 48_000])
def test_every_format_gives_its_length(container: str, rate: int) -> None:
    data = encoded(tone(440, 1.5, rate), rate, container)
    assert len(decode(data, "x")) == true_length(data, "x") == 72_000


def test_two_channels_become_their_mean() -> None:
    left = tone(440, 0.1, 48_000)
    data = encoded(np.stack((left, np.zeros_like(left)), axis=1), 48_000)
    assert np.allclose(decode(data, "x"), left / 2, atol=1e-4)


@pytest.mark.parametrize("junk", [b"", b"I am a text file.\n" * 400, b"OggS" + bytes(300), b"ID3" + bytes(900)])
@pytest.mark.parametrize("read", [decode, true_length])
def test_what_is_no_sound_is_named(junk: bytes, read: object) -> None:
    # case PB07
    with pytest.raises(Trouble, match=r"“lesson\.mp3” is not a playable sound file"):
        read(junk, "lesson.mp3")  # type: ignore[operator]


def test_a_sound_of_no_length_is_no_sound() -> None:
    # case PB07
    with pytest.raises(Trouble, match=r"“empty\.wav”"):
        decode(encoded(np.zeros(0, np.float32), container="WAV"), "empty.wav")


def test_odd_tags_do_not_matter() -> None:
    # case PB06
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", 24_000, 1, format="OGG", subtype="VORBIS") as out:
        out.title = "🌊🌿🤲🏽 " * 20
        out.comment = "METADATA_BLOCK_PICTURE=" + "A" * 20_000
        out.write(tone(440, 1.0))
    assert len(decode(file.getvalue(), "x")) == 48_000


def mp3(quiet_first: bool) -> bytes:
    """A variable-bitrate MP3, 20 s long, whose first half does not sound like its second."""
    noise = 0.3 * np.random.default_rng(2).standard_normal(240_000).astype(np.float32)
    halves = (np.zeros(240_000, np.float32), noise)
    file = io.BytesIO()
    with soundfile.SoundFile(
        file, "w", 24_000, 1, format="MP3", subtype="MPEG_LAYER_III", bitrate_mode="VARIABLE"
    ) as out:
        for half in halves if quiet_first else halves[::-1]:
            out.write(half)
    return file.getvalue()


def without_header(data: bytes, name: bytes = b"Xing") -> bytes:
    """The same MP3 with the frame that tells its length taken out."""
    mark = data.index(name)
    sync = data[: data.index(b"\xff") + 2][-2:]
    first, second = data.rfind(sync, 0, mark), data.index(sync, mark)
    return data[:first] + data[second:]


@pytest.mark.parametrize("quiet_first", [True, False])
def test_a_variable_bitrate_mp3_without_its_header(quiet_first: bool) -> None:
    # case PB13
    data = without_header(mp3(quiet_first))
    assert abs(soundfile.info(io.BytesIO(data)).duration - 20) > 1  # the header's word is not to be trusted
    assert true_length(data, "x") / 48_000 == pytest.approx(20, rel=0.02)
    assert len(decode(data, "x")) == true_length(data, "x")


def test_an_mp3_that_claims_no_frames() -> None:
    # case PB14
    data = bytearray(mp3(True))
    mark = data.find(b"Xing")
    data[mark + 8 : mark + 12] = bytes(4)
    assert true_length(bytes(data), "x") / 48_000 == pytest.approx(20, rel=0.02)


@pytest.mark.parametrize("rate", [11_025, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_an_mp3_that_tells_the_truth_is_left_alone(rate: int, channels: int) -> None:
    file = io.BytesIO()
    sound = np.repeat(tone(440, 3.0, rate)[:, None], channels, axis=1)
    soundfile.write(file, sound, rate, format="MP3", subtype="MPEG_LAYER_III")
    data = file.getvalue()
    assert with_true_length(data) == data
    assert true_length(data, "x") == 144_000
    lost = without_header(data, b"Info" if b"Info" in data else b"Xing")
    assert true_length(lost, "x") / 48_000 == pytest.approx(3, abs=0.15)


def test_a_tag_in_front_is_passed_over() -> None:
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 8, 0]) + b"\xff\xfb\x90\x00" * 256
    data = without_header(mp3(quiet_first=False))
    assert true_length(tag + data, "x") == true_length(data, "x")


def test_fitted() -> None:
    assert list(fitted(np.ones(3, np.float32), 5)) == [1, 1, 1, 0, 0]
    assert list(fitted(np.ones(3, np.float32), 2)) == [1, 1]


def test_a_place_in_a_variable_bitrate_mp3_is_where_it_is_said_to_be() -> None:
    # case PB03
    rate, apart, count = 48_000, 10, 15
    sound = np.zeros(rate * apart * count, np.float32)
    for number in range(count):
        at = number * apart * rate
        sound[at : at + rate // 5] = tone(400 + 40 * number, 0.2, rate)
    file = io.BytesIO()
    with soundfile.SoundFile(
        file, "w", rate, 1, format="MP3", subtype="MPEG_LAYER_III", bitrate_mode="VARIABLE", compression_level=0.5
    ) as out:
        out.write(sound)
    decoded = decode(file.getvalue(), "x.mp3")
    for number in range(count):
        at = number * apart * rate
        around = np.abs(decoded[max(0, at - rate) : at + rate])
        begins = int(np.argmax(around > 0.1)) - min(at, rate)
        assert abs(begins) < rate // 20
