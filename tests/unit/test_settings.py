"""The settings: each key by itself, from whatever a file holds."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from selfcompassion_desktop.core.settings import Settings, read, write

USUAL = Settings()


def test_nothing_set_is_as_usual() -> None:
    assert read({}) == (USUAL, ())


def test_what_is_written_is_read_again() -> None:
    settings = replace(
        USUAL,
        volume_voice=0.25,
        theme="dark",
        text_scale=1.5,
        reduce_motion="on",
        day_turns_at="00:00",
        last_minutes={"kind-hand": 7.5},
        positions={"soften": 93.25},
        voices={"kind-hand": "am_michael"},
        bell="chime",
        soundscape="brown-noise",
        window={"x": -1200, "y": 40, "width": 1100, "height": 720},
        break_minutes=3,
        captions=False,
        contact="Jo 😉, 0123",
        prompt=7,
        notice_seen=True,
        others={"from_later": [1, {"a": None}]},
    )

    assert read(json.loads(json.dumps(write(settings)))) == (settings, ())


def test_every_setting_is_written() -> None:
    assert {"others", *write(USUAL)} == {each.name for each in fields(Settings)}


BAD: dict[str, list[object]] = {
    "volume_voice": ["abc", -5, 1.1, float("inf"), float("nan"), None, True, [], {}],
    "theme": ["Dark", "", 1, None, ["dark"], {}],
    "text_scale": [0, 0.1, 100, "1", 1e309],
    "captions": [0, 1, "true", None, []],
    "day_turns_at": ["4", "25:00", "04:00:00", 4, None, ""],
    "last_minutes": [[], "x", {"a": "x"}, {"a": -1}, {"a": True}, {"a": float("nan")}],
    "window": [{"x": 1.5}, {"x": "1"}, {"x": 10**12}, [0, 0, 1, 1], 7],
    "prompt": [-2, 1.5, "1", None, True],
    "break_minutes": [0, -5, 2.5, "abc", 1000, True],
    "contact": [1, None, ["Jo"]],
    "voices": ["af_heart", {"kind-hand": 1}, ["kind-hand"]],
    "bell": ["gong", "", None, ["bowl"]],
    "soundscape": ["wind", 0, None, ["rain"]],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in BAD.items() for value in values])
def test_a_bad_value_alone_falls_back_and_is_named(key: str, value: object) -> None:  # case ST11, ST12
    settings, notices = read({"show_time": False, key: value, "region": "nl"})

    assert settings == replace(USUAL, show_time=False, region="nl")
    assert len(notices) == 1
    assert key in notices[0]


def test_unknown_keys_are_kept() -> None:  # case ST12
    settings, notices = read({"from_later": {"deep": [1, 2]}, "theme": "light"})

    assert notices == ()
    assert write(settings)["from_later"] == {"deep": [1, 2]}
    assert write(settings)["theme"] == "light"


@pytest.mark.parametrize("values", [None, [], "text", 5, [{"theme": "dark"}]])
def test_what_is_no_list_of_settings_is_told(values: object) -> None:  # case ST12
    settings, notices = read(values)

    assert settings == USUAL
    assert len(notices) == 1


def test_an_own_contact_is_private() -> None:  # case SE03
    assert "Jo" not in repr(replace(USUAL, contact="Jo, 0123"))


def test_half_a_character_can_be_written() -> None:  # case JR20
    settings, _ = read({"contact": "Jo \ud83d"})

    assert settings.contact == "Jo \ufffd"


def test_a_voice_chosen_for_a_practice_is_its_own() -> None:
    settings = replace(USUAL, voice="af_heart", voices={"kind-hand": "am_michael"})
    assert settings.voice_of("kind-hand") == "am_michael"
    assert settings.voice_of("loving-kindness") == "af_heart"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["May I  be kind\nto this.", "", "May I be kind to this."], ("May I be kind to this.",)),
        (["x" * 500], ("x" * 160,)),
        ([str(n) for n in range(50)], tuple(str(n) for n in range(20))),
        (["a\0b\ud83d"], ("ab\ufffd",)),
    ],
)
def test_phrases_of_ones_own_are_kept_on_a_line_each(given: list[str], kept: tuple[str, ...]) -> None:
    settings, notices = read({"break_phrases": given})

    assert (settings.break_phrases, notices) == (kept, ())
    assert read(write(settings))[0] == settings


@pytest.mark.parametrize("bad", ["one", {"a": 1}, [1], 5])
def test_phrases_that_are_none_leave_the_rest_as_it_is(bad: object) -> None:
    settings, notices = read({"break_phrases": bad, "break_minutes": 3})

    assert (settings.break_phrases, settings.break_minutes, len(notices)) == ((), 3, 1)


def test_phrases_come_in_turn() -> None:
    settings = Settings(break_phrases=("a", "b"))

    assert [replace(settings, break_turn=turn).phrase for turn in range(4)] == ["a", "b", "a", "b"]
    assert Settings(break_turn=7).phrase == ""
