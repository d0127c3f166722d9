"""The settings' file: the old or the new one at every instant, and never in the person's way."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.settings import Settings
from selfcompassion_desktop.store.settings_file import SettingsFile

USUAL = Settings()
DARK = replace(USUAL, theme="dark", last_minutes={"kind-hand": 5.0})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def bad(path: Path) -> Path:
    return path.with_name("settings.json.bad")


def test_a_first_start_is_as_usual(path: Path) -> None:
    assert SettingsFile(path).load() == (USUAL, ())
    assert not path.parent.exists()


def test_what_is_saved_is_loaded(path: Path) -> None:
    SettingsFile(path).save(DARK)

    assert SettingsFile(path).load() == (DARK, ())
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are not known there")
def test_only_the_owner_reads_the_settings(path: Path) -> None:  # case SE04
    file = SettingsFile(path)
    file.save(DARK)
    file.save(USUAL)

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}


UNREADABLE = [b"", b"\0" * 4096, b'{"theme": "da', b"[1, 2]", b'{"theme": "dark",}', b"\xff\xfe\x00x", b"[" * 100_000]


@pytest.mark.parametrize("content", UNREADABLE)
def test_an_unreadable_file_gives_way_to_the_last_good_one(path: Path, content: bytes) -> None:  # case ST11
    file = SettingsFile(path)
    file.save(DARK)
    file.save(replace(DARK, text_scale=1.5))
    path.write_bytes(content)

    settings, notices = SettingsFile(path).load()

    assert settings == DARK
    assert len(notices) == 1
    assert bad(path).read_bytes() == content


@pytest.mark.parametrize("content", UNREADABLE)
def test_an_unreadable_file_alone_gives_the_usual_settings(path: Path, content: bytes) -> None:  # case ST11
    path.parent.mkdir()
    path.write_bytes(content)

    settings, notices = SettingsFile(path).load()

    assert (settings, len(notices)) == (USUAL, 1)
    assert bad(path).read_bytes() == content


def test_a_bad_file_is_never_taken_for_the_last_good_one(path: Path) -> None:  # case ST11
    file = SettingsFile(path)
    file.save(USUAL)
    file.save(DARK)
    path.write_bytes(b"")
    again = SettingsFile(path)
    again.load()
    again.save(replace(USUAL, theme="light"))
    path.write_bytes(b"")

    assert SettingsFile(path).load()[0] in (USUAL, replace(USUAL, theme="light"))


@pytest.mark.parametrize("value", ['"abc"', "-5", "1e309", "null"])
def test_a_value_of_the_wrong_type_costs_only_itself(path: Path, value: str) -> None:  # case ST11
    path.parent.mkdir()
    path.write_text(f'{{"theme": "dark", "break_minutes": {value}}}', encoding="utf-8")
    file = SettingsFile(path)

    settings, notices = file.load()
    file.save(settings)

    assert settings == replace(USUAL, theme="dark")
    assert "break_minutes" in notices[0]
    assert value in bad(path).read_text(encoding="utf-8")


def test_a_file_edited_by_hand_keeps_what_this_program_does_not_know(path: Path) -> None:  # case ST12
    path.parent.mkdir()
    path.write_text('\ufeff{"mine": [1], "window": [0, 0], "theme": "dark"}', encoding="utf-8")
    file = SettingsFile(path)

    settings, notices = file.load()
    file.save(replace(settings, text_scale=2.0))

    kept = json.loads(path.read_text(encoding="utf-8"))
    assert (kept["mine"], kept["theme"], kept["text_scale"]) == ([1], "dark", 2.0)
    assert "window" in notices[0]


def test_a_save_that_fails_leaves_the_old_file_and_no_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # case ST11
    file = SettingsFile(path)
    file.save(DARK)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble, match="disk is full"):
        file.save(USUAL)
    monkeypatch.undo()

    assert SettingsFile(path).load() == (DARK, ())
    assert not [each for each in path.parent.iterdir() if each.name.endswith(".new")]


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    file = SettingsFile(tmp_path / "data" / "settings.json")

    settings, notices = file.load()

    assert (settings, len(notices)) == (USUAL, 1)
    with pytest.raises(Trouble, match="cannot be written"):
        file.save(DARK)
