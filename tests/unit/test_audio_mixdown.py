"""Mixdown: every cue's sound at its sample, and nothing anywhere else."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from selfcompassion_desktop.audio.limiter import CEILING
from selfcompassion_desktop.audio.mixdown import blocks
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.ports.sound import Channel
from selfcompassion_desktop.core.timeline import RATE, Kind, Timeline
from synthetic_clips import LOUDNESS, ToneClips, encoded, hum, timeline, tone


def mixed(fitted: Timeline, clips: ToneClips, **more: object) -> NDArray[np.float32]:
    return np.concatenate(list(blocks(fitted, clips, **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize("minutes", [0.5, 0.733, 1.25])
def test_every_cue_sounds_from_its_first_sample_to_its_last_and_pauses_are_silent(minutes: float) -> None:
    clips = ToneClips()
    fitted = timeline(clips, 6, minutes)
    sound = mixed(fitted, clips)
    assert len(sound) == fitted.length == round(minutes * 60 * 48_000)
    for cue in fitted.cues:
        part = sound[cue.start : cue.end]
        if cue.kind is Kind.PAUSE:
            assert not part.any()
        else:
            # A tone starts at its peak and swings through a whole wave within 240 samples.
            assert part[0] == pytest.approx(LOUDNESS, abs=0.01)
            assert np.abs(part[-240:]).max() > LOUDNESS * 0.9


def test_blocks_are_of_one_size_and_each_is_its_own() -> None:
    clips = ToneClips()
    fitted = timeline(clips, 3, 0.4)
    made = list(blocks(fitted, clips, block=10_000))
    assert [len(b) for b in made[:-1]] == [10_000] * (len(made) - 1)
    assert np.array_equal(np.concatenate(made), mixed(fitted, clips, block=fitted.length))


def test_volumes_are_by_channel() -> None:
    clips = ToneClips()
    fitted = timeline(clips, 3, 0.4)
    plain, soft = mixed(fitted, clips), mixed(fitted, clips, volumes={Channel.BELL: 0.25, Channel.VOICE: 0.5})
    for cue in fitted.cues:
        share = {Kind.BELL: 0.25, Kind.LINE: 0.5, Kind.PAUSE: 1.0}[cue.kind]
        assert np.allclose(soft[cue.start : cue.end], plain[cue.start : cue.end] * share, atol=1e-6)


def test_a_line_that_was_never_recorded_is_silence() -> None:
    clips = ToneClips(silent={"This is line 2 of them."})
    fitted = timeline(clips, 3, 0.4)
    sound, cue = mixed(fitted, clips), fitted.lines[1]
    assert not sound[cue.start : cue.end].any()


def test_one_clip_is_read_at_a_time_and_only_when_it_is_due() -> None:
    clips = ToneClips()
    fitted = timeline(clips, 5, 1.0)
    made = blocks(fitted, clips, block=4_800)
    done = 0
    for block in made:
        done += len(block)
        begun = sum(cue.start < done for cue in fitted.lines)
        assert len(clips.read_names) <= begun + 1


def test_a_recording_that_is_no_sound_is_named() -> None:
    # case PB07
    clips = ToneClips(broken={"This is line 2 of them.": b"I am a text file."})
    with pytest.raises(Trouble, match=r"[0-9a-f]{20}\.ogg” is not a playable sound file"):
        mixed(timeline(clips, 3, 0.4), clips)


def test_a_bell_that_is_no_sound_is_named() -> None:
    clips = ToneClips(bell=encoded(np.zeros(0, np.float32)))
    with pytest.raises(Trouble, match="bell"):
        mixed(timeline(clips, 3, 0.4), clips)


def test_a_soundscape_goes_round_behind_what_is_said_and_comes_and_goes_gently() -> None:
    clips = ToneClips()
    fitted = timeline(clips, 6, 0.6)
    behind = mixed(fitted, clips, soundscape="rain") - mixed(fitted, clips)
    rounds = np.tile(hum("rain"), 1 + fitted.length // len(hum("rain")))[: fitted.length]
    middle = slice(4 * RATE, fitted.length - 6 * RATE)
    assert len(behind) == fitted.length
    assert np.allclose(behind[middle], rounds[middle], atol=1e-4)
    assert np.allclose(behind[: 4 * RATE], rounds[: 4 * RATE] * np.arange(4 * RATE) / (4 * RATE), atol=1e-4)
    assert np.abs(behind[-RATE // 100 :]).max() < 0.001
    assert clips.read_names.count("rain") == 1


def test_a_soundscape_has_a_volume_of_its_own() -> None:
    clips = ToneClips()
    fitted = timeline(clips, 3, 0.4)
    plain = mixed(fitted, clips)
    full, soft = (
        mixed(fitted, clips, soundscape="sea", volumes={Channel.SOUNDSCAPE: level}) - plain for level in (1.0, 0.25)
    )
    assert np.allclose(soft, full * 0.25, atol=1e-6)


def test_blocks_with_a_soundscape_are_the_same_whatever_their_size() -> None:
    clips = ToneClips(soundscape=encoded(tone(50, 3, RATE), RATE))
    fitted = timeline(clips, 3, 0.4)
    one = mixed(fitted, clips, block=fitted.length, soundscape="rain")
    many = mixed(fitted, clips, block=7_001, soundscape="rain")
    assert np.allclose(one, many, atol=1e-6)


def test_two_loud_sounds_do_not_clip_and_soft_ones_are_left_alone() -> None:
    clips = ToneClips(soundscape=encoded(tone(50, 3, RATE), RATE))
    fitted = timeline(clips, 6, 0.6)
    sound = mixed(fitted, clips, soundscape="rain")
    assert np.abs(sound).max() == pytest.approx(CEILING, abs=0.001)
    pause = next(c for c in fitted.cues if c.kind is Kind.PAUSE and c.start > 5 * RATE)
    inside = slice(pause.start + RATE // 10, pause.end - RATE // 10)
    rounds = np.tile(tone(50, 3, RATE), 20)[: fitted.length]
    assert np.allclose(sound[inside], rounds[inside], atol=1e-4)


def test_a_bell_is_the_one_that_was_chosen() -> None:
    clips = ToneClips()
    fitted = timeline(clips, 3, 0.4)
    other = replace(fitted, bell="chime")
    strokes = [c for c in fitted.cues if c.kind is Kind.BELL]
    for cue in strokes:
        first, second = (mixed(t, clips)[cue.start : cue.end] for t in (fitted, other))
        assert [int(np.argmax(np.abs(np.fft.rfft(wave)))) for wave in (first, second)] == [3000, 2400]


def test_a_soundscape_that_is_gone_is_told_before_anything_is_mixed() -> None:
    clips = ToneClips()
    with pytest.raises(Trouble, match="wind"):
        blocks(timeline(clips, 3, 0.4), clips, soundscape="wind")
