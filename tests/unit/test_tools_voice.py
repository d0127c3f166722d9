"""The pure parts of the voice rendering: what no model and no sound device is needed for."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from voice import fetch, speech, store, wording
from voice.model import RATE, Samples
from voice.render import about
from voice.scripts import names, practices


def tone(seconds: float, level: float = 0.2) -> Samples:
    return (level * np.sin(2 * np.pi * 220 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("So it is loud again.", ["So it is loud again."]),
        ("Rest. If you like. Or not.", ["Rest.", "If you like.", "Or not."]),
        ("You might say: “I know.” That is all.", ["You might say: “I know.”", "That is all."]),
        ("Be [content](/kəntˈɛnt/). Stay.", ["Be [content](/kəntˈɛnt/).", "Stay."]),
        ("Enough? “Yes.”", ["Enough?", "“Yes.”"]),
        ("Slower … and slower.", ["Slower … and slower."]),
        ("At 3.5 minutes it ends.", ["At 3.5 minutes it ends."]),
    ],
)
def test_a_line_is_spoken_sentence_by_sentence(source: str, parts: list[str]) -> None:
    assert list(speech.sentences(source)) == parts


def test_the_silence_around_a_sentence_is_taken_off_but_for_a_breath_of_it() -> None:
    spoken = np.concatenate([silence(0.33), tone(1.0), silence(0.7)])
    trimmed = speech.trimmed(spoken)
    assert 1.0 < len(trimmed) / RATE <= 1.08
    assert np.any(trimmed[-len(trimmed) // 10 :])


def test_a_sentence_that_came_out_silent_is_refused() -> None:
    with pytest.raises(ValueError, match="spoke nothing"):
        speech.trimmed(silence(1.0))


def spoken(text: str) -> Samples:
    """Half a second of tone for each sentence, the silence of the model between and around them."""
    parts = [part for _ in speech.sentences(text) for part in (silence(0.3), tone(0.5))]
    return np.concatenate([*parts, silence(0.5)])


def test_a_short_sentence_is_spoken_after_another_that_is_cut_off() -> None:
    asked: list[str] = []

    def speak(text: str) -> Samples:
        asked.append(text)
        return spoken(text)

    line = speech.clip("Rest.", speak)
    assert asked == [f"{speech.LEAD_IN} Rest."]
    assert abs(len(line) / RATE - 0.57) < 0.02


def test_a_long_sentence_is_spoken_alone() -> None:
    asked: list[str] = []

    def speak(text: str) -> Samples:
        asked.append(text)
        return spoken(text)

    long = "Let your body be held by whatever is under it."
    speech.clip(long, speak)
    assert asked == [long]


def test_without_a_pause_there_is_nothing_to_cut_at() -> None:
    with pytest.raises(ValueError, match="No pause"):
        speech.after_pause(tone(1.0))


def test_two_sentences_are_joined_by_a_third_of_a_second() -> None:
    line = speech.clip("One. Two.", spoken)
    alone = speech.clip("One.", spoken)
    assert len(line) == 2 * len(alone) + round(speech.BETWEEN_SENTENCES * RATE)
    assert speech.BETWEEN_SENTENCES < speech.longest_silence(line) < speech.BETWEEN_SENTENCES + 0.1


def test_a_clip_rises_from_nothing_and_falls_to_nothing() -> None:
    faded = speech.faded(tone(0.5, 0.9))
    assert faded[0] == 0
    assert abs(faded[-1]) < 1e-3
    assert np.array_equal(faded[RATE // 10 : RATE // 5], tone(0.5, 0.9)[RATE // 10 : RATE // 5])


def test_a_limiter_holds_peaks_and_leaves_the_rest_alone() -> None:
    loud = tone(1.0, 0.3)
    loud[12_000] = 0.99
    held = speech.limited(loud, -2.2)
    assert speech.peak([held]) <= -2.2 + 1e-3
    assert np.array_equal(held[:11_000], loud[:11_000])
    assert np.array_equal(held[13_000:], loud[13_000:])


def test_a_quiet_clip_passes_the_limiter_untouched() -> None:
    assert np.array_equal(speech.limited(tone(0.2), -2.2), tone(0.2))


def test_a_clip_written_twice_decodes_to_the_same_samples(tmp_path: Path) -> None:
    folder = store.VoiceFolder(tmp_path / "af_heart")
    first = folder.add("kind-hand", "a" * 20, tone(1.5))
    second = folder.add("kind-hand", "a" * 20, tone(1.5))
    assert np.array_equal(first, second)
    assert folder.frames == {"a" * 20: len(tone(1.5))}


def test_the_index_tells_the_clips_that_are_there_and_no_other(tmp_path: Path) -> None:
    folder = store.VoiceFolder(tmp_path / "af_heart")
    folder.add("kind-hand", "a" * 20, tone(0.5))
    folder.add("kind-hand", "b" * 20, tone(0.5))
    folder.gains["kind-hand"] = 2.4
    folder.path("kind-hand", "b" * 20).unlink()
    folder.save()
    again = store.VoiceFolder(tmp_path / "af_heart")
    assert again.frames == {"a" * 20: 12_000}
    assert again.gains == {"kind-hand": 2.4}
    assert again.has("kind-hand", "a" * 20)
    assert not again.has("kind-hand", "b" * 20)


def test_a_clip_that_no_line_asks_for_is_stale_and_goes_only_when_removed(tmp_path: Path) -> None:
    folder = store.VoiceFolder(tmp_path / "af_heart")
    folder.add("kind-hand", "a" * 20, tone(0.5))
    folder.add("long-gone", "c" * 20, tone(0.5))
    folder.gains["long-gone"] = 1.0
    stale = folder.stale({"kind-hand": ["a" * 20]})
    assert stale == [folder.path("long-gone", "c" * 20)]
    assert stale[0].exists()
    folder.remove(stale)
    assert not stale[0].parent.exists()
    assert folder.gains == {}


def test_parts_are_joined_only_into_the_file_we_know(tmp_path: Path) -> None:
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # SHA-256 of “abc”
    fetch.join([b"a", b"bc"], tmp_path / "model.onnx", known)
    assert (tmp_path / "model.onnx").read_bytes() == b"abc"
    with pytest.raises(ValueError, match="not the file we know"):
        fetch.join([b"a", b"bd"], tmp_path / "other.onnx", known)
    assert [p.name for p in tmp_path.iterdir()] == ["model.onnx"]


def alike(a: str, b: str) -> bool:
    return a == b or {a, b} == {"here", "hear"}


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("Let it be here.", "let it be hear", []),
        ("And be calm.", "and become.", ["be → —", "calm → become"]),
        ("Rest here.", "Rest here now.", ["— → now"]),
        ("", "so", ["— → so"]),
    ],
)
def test_word_errors_are_the_fewest_changes(said: str, heard: str, errors: list[str]) -> None:
    found = wording.differences(wording.words(said), wording.words(heard), alike)
    assert list(map(str, found)) == errors


def test_words_are_compared_as_they_are_spoken() -> None:
    assert wording.words("You’re [content](/kəntˈɛnt/), it's 5.") == ["you", "are", "content", "it", "is", "five"]
    assert wording.words("You’re", opened=False) == ["you're"]


def test_a_word_that_can_be_read_in_two_ways_wants_a_mark() -> None:
    assert wording.unmarked("Close your eyes, and be content.") == ["close", "content"]
    assert wording.unmarked("[Close](/klˈOz/) your eyes, and be [content](/kəntˈɛnt/).") == []


def test_a_misread_breath_is_found() -> None:
    assert wording.misread("One breath.", lambda _: "wˈʌn bɹˈið.") == ["breath"]
    assert wording.misread("One breath.", lambda _: "wˈʌn bɹˈɛθ.") == []


def test_a_word_that_its_full_stop_makes_an_abbreviation_is_found() -> None:
    def read(text: str) -> str:
        return text.replace("no.", "nˈʌmbəɹ.").replace("no", "nˈO").replace("I.", "ˈI.").replace("I", "ˌI")

    assert wording.shortened("A plain no.", read) == "no"
    assert wording.shortened("A plain [no](/nˈO/).", lambda _: "ɐ plˈAn nˈO.") == ""
    assert wording.shortened("So do I.", read) == ""  # a stress is no other word
    assert wording.shortened("Is that a no?", read) == ""


def test_a_voice_tells_that_it_is_synthetic_and_under_which_licence() -> None:
    facts = about("bm_george", 0.82)
    assert (facts["title"], facts["synthetic"], facts["licence"]) == ("George", True, "Apache-2.0")
    assert facts["language"] == "en-GB"


def test_a_line_said_twice_has_one_clip(tmp_path: Path) -> None:
    head = "---\nid: short\ntitle: Short\nsummary: Short.\nshortest: 1\nlongest: 2\n---\n"
    (tmp_path / "short.md").write_text(head + "\nHere.\n\nThere.\n\nHere.\n", encoding="utf-8")
    (practice,) = practices(tmp_path).values()
    assert sorted(line.text for line in names(practice, "af_heart").values()) == ["Here.", "There."]
