"""Where things are on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from selfcompassion_desktop.desktop.paths import DATA_VARIABLE, Paths, assets_folder, find


def test_the_named_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "b"))
    assert find(str(tmp_path / "a")).data == tmp_path / "a"
    assert find().data == find("").data == tmp_path / "b"


def test_otherwise_the_system_s_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert find().data.name == "selfcompassion-desktop"
    assert find().data.is_absolute()


def test_a_home_and_nobody_s_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert find("~/sc").data == tmp_path / "sc"
    assert find("~nobody-of-that-name/sc").data == tmp_path / "~nobody-of-that-name" / "sc"
    assert find("here").data == tmp_path / "here"


def test_all_that_is_written_is_in_the_data_folder(tmp_path: Path) -> None:
    paths = find(str(tmp_path))
    written = (paths.store, paths.settings, paths.backups, paths.packs, paths.log)
    assert all(tmp_path in path.parents for path in written)
    assert len(set(written)) == len(written)
    assert list(tmp_path.iterdir()) == []  # naming a folder makes nothing


def test_the_built_in_pack_of_a_checkout_and_of_a_frozen_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (assets_folder() / "pack.yaml").is_file()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets_folder() == tmp_path / "assets"


def test_the_page_on_privacy_names_everything_that_is_kept(tmp_path: Path) -> None:
    told = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
    paths = Paths(tmp_path, tmp_path / "assets")
    kept = [getattr(paths, name) for name, of in vars(Paths).items() if isinstance(of, property)]
    names = [path.relative_to(tmp_path).parts[0] for path in kept if path.is_relative_to(tmp_path)]
    assert "prompts.json" in names
    assert [name for name in names if f"| `{name}" not in told] == []
