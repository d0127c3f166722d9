"""Places to start writing from, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.content.pages import Pages
from selfcompassion_desktop.desktop.paths import assets_folder
from selfcompassion_desktop.models.pages import PagesModel

PAGES = Pages(assets_folder() / "pages")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def test_every_prompt_comes_once_before_any_comes_again(room: Furnished) -> None:
    model = PagesModel(PAGES, room.models.settings, lambda count: count - 2)
    count = len(PAGES.prompts())
    shown = [model.another_prompt() for _ in range(count + 1)]
    assert len(set(shown[:count])) == count
    assert shown[count] == shown[0] == PAGES.prompts()[count - 2]


def test_a_new_start_goes_on_with_the_prompts_not_seen_yet(room: Furnished) -> None:
    seen = [PagesModel(PAGES, room.models.settings, lambda count: 5).another_prompt() for _ in range(4)]
    assert seen == list(PAGES.prompts()[5:9])
    room.settle()
    loaded, _ = room.services.settings_file.load()
    assert loaded.prompt == 8


def test_fewer_prompts_than_before_begin_again(room: Furnished, tmp_path: Path) -> None:
    (tmp_path / "prompts.yaml").write_text("prompts:\n  - One.\n  - Two.\n", encoding="utf-8")
    room.models.settings.change(prompt=20)
    model = PagesModel(Pages(tmp_path), room.models.settings, lambda count: 0)
    assert [model.another_prompt() for _ in range(3)] == ["Two.", "One.", "Two."]
